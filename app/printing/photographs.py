"""Photographs of people on paper: cut to one shape, scaled down, without what the camera wrote into the file."""

import logging
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any

from app.printing.pictures import Picture
from app.printing.styles import SOFT, Colour

log = logging.getLogger(__name__)
WIDE, HIGH = 354, 472
"""Pixels: 3 × 4 cm at 300 dots per inch."""
_QUALITY = 85
_FACES = (0.5, 0.35)
"""What stays of a picture of another shape: faces stand a little above the middle."""
_FIGURE = Colour("a9b8c8")


@lru_cache(maxsize=16)
def photograph(data: bytes) -> Picture | None:
    """A portrait three by four from the bytes of a PNG or JPEG file; None (and a warning) when it cannot be read."""
    from PIL import Image, ImageOps
    from reportlab.lib.utils import ImageReader

    try:
        opened = Image.open(BytesIO(data))
        # a camera held upright says so beside the picture; place and time, which it also writes, are left behind
        upright = ImageOps.exif_transpose(opened)
        fitting = ImageOps.fit(_on_white(upright), (WIDE, HIGH), Image.Resampling.LANCZOS, centering=_FACES)
        packed = BytesIO()
        fitting.save(packed, "JPEG", quality=_QUALITY, optimize=True)
    except Exception as failure:  # noqa: BLE001 - readers of foreign files raise anything; a print must not fail
        log.warning("The photograph cannot be read and is left out: %s", failure)
        return None
    reader = ImageReader(BytesIO(packed.getvalue()))
    key = f"photograph-{sha256(packed.getvalue()).hexdigest()[:16]}"
    return Picture(key, WIDE, HIGH, lambda canvas: canvas.drawImage(reader, 0, 0, WIDE, HIGH))


def _on_white(image: Any) -> Any:
    from PIL import Image

    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    layered = image.convert("RGBA")
    white = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(white, layered).convert("RGB")


def silhouette() -> Picture:
    """A neutral head and shoulders for who has no photograph."""
    head, shoulders = _circle(177, 290, 78), "52 30 m 52 150 110 190 177 190 c 244 190 302 150 302 30 c h f"
    commands = f"{SOFT.fill} 0 0 {WIDE} {HIGH} re f {_FIGURE.fill} {head} f {shoulders}"
    return Picture("silhouette", WIDE, HIGH, lambda canvas: canvas._code.append(commands))


def _circle(x: float, y: float, radius: float) -> str:
    k = radius * 0.5523
    return (
        f"{x + radius} {y} m {x + radius} {y + k} {x + k} {y + radius} {x} {y + radius} c "
        f"{x - k} {y + radius} {x - radius} {y + k} {x - radius} {y} c "
        f"{x - radius} {y - k} {x - k} {y - radius} {x} {y - radius} c "
        f"{x + k} {y - radius} {x + radius} {y - k} {x + radius} {y} c h"
    )
