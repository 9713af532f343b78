"""Which part of the country a picture of a given size shows: EPSG:2180 metres to pixels and back."""

from dataclasses import dataclass, replace
from math import floor, log2

from app.geo.shapes import Bounds, Point

CLOSEST = 4.0
"""Pixels a metre: a house fills a hand; nearer nothing would be seen that the map knows of."""
FARTHEST = 0.0005
"""Pixels a metre: the whole country."""
STEPS = 3
"""Zoom steps in which everything becomes twice as large."""
STEP = 2 ** (1 / STEPS)


@dataclass(frozen=True)
class Camera:
    """``x`` and ``y`` stand in the middle of a picture of ``width`` by ``height`` pixels, ``scale`` pixels a metre."""

    x: float = 515_000.0
    y: float = 455_000.0
    scale: float = FARTHEST
    width: float = 1.0
    height: float = 1.0

    @property
    def step(self) -> int:
        """The zoom step at or below the present scale; symbols are gathered once for each."""
        return floor(log2(self.scale) * STEPS + 1e-6)

    @property
    def bounds(self) -> Bounds:
        """What is seen: west, south, east, north."""
        across, along = self.width / self.scale / 2, self.height / self.scale / 2
        return self.x - across, self.y - along, self.x + across, self.y + along

    def pixel(self, x: float, y: float) -> Point:
        """Where a place is drawn; y downwards."""
        return self.width / 2 + (x - self.x) * self.scale, self.height / 2 - (y - self.y) * self.scale

    def place(self, across: float, down: float) -> Point:
        """The place under a pixel."""
        return self.x + (across - self.width / 2) / self.scale, self.y - (down - self.height / 2) / self.scale

    def moved(self, across: float, down: float) -> "Camera":
        """The map shifted by so many pixels, as a hand does with paper: to the right and downwards."""
        return replace(self, x=self.x - across / self.scale, y=self.y + down / self.scale)

    def zoomed(self, factor: float, across: float, down: float) -> "Camera":
        """Larger by a factor within the limits; the place under a pixel stays under it."""
        scale = min(max(self.scale * factor, FARTHEST), CLOSEST)
        x, y = self.place(across, down)
        return replace(
            self,
            scale=scale,
            x=x - (across - self.width / 2) / scale,
            y=y + (down - self.height / 2) / scale,
        )

    def sized(self, width: float, height: float) -> "Camera":
        """The same middle in a picture of another size, of one pixel at least."""
        return replace(self, width=max(width, 1.0), height=max(height, 1.0))

    def showing(self, bounds: Bounds, margin: float, below: float = 0.0) -> "Camera":
        """All of ``bounds`` with so many pixels around it, and ``below`` at least under it."""
        west, south, east, north = bounds
        across, along = max(self.width - 2 * margin, 16), max(self.height - margin - max(margin, below), 16)
        scale = min(across / max(east - west, 1e-6), along / max(north - south, 1e-6))
        scale = min(max(scale, FARTHEST), CLOSEST)
        raised = (max(margin, below) - margin) / 2 / scale
        return replace(self, x=(west + east) / 2, y=(south + north) / 2 - raised, scale=scale)

    def between(self, other: "Camera", share: float) -> "Camera":
        """On the way to another camera; the scale grows evenly in steps, not in pixels."""
        if share >= 1:
            return other
        scale = self.scale * (other.scale / self.scale) ** share
        # at an even zoom the middle must follow the scale, or the aim would swing out of the picture
        ratio = other.scale / self.scale
        way = share if abs(ratio - 1) < 1e-6 else (1 - self.scale / scale) / (1 - 1 / ratio)
        return replace(self, scale=scale, x=self.x + (other.x - self.x) * way, y=self.y + (other.y - self.y) * way)
