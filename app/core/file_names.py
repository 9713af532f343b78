"""Names of files that come from outside, made harmless: one plain name, on every system, that reads as it is."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
"""Characters of a name with its ending: Windows allows 260 for a whole path, Linux 255 bytes for a name."""

_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\..*)?")
"""Names that Windows takes for a device, whatever ending they carry."""
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Kinds of characters that show nothing, change the direction of writing, or are none at all."""
_BLANK = "plik"


def bare(name: str) -> str:
    """The last part of a path as a plain name; ``plik`` when nothing is left of it.

    Folders, drives, streams (``a.pdf:b.exe``), names of devices, characters that reverse the writing and blanks
    and dots at the ends all go; a long name is cut before its ending.
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    seen = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign) not in _INVISIBLE)
    plain = _FORBIDDEN.sub("_", seen).strip(" .\u00a0")
    if not plain:
        return _BLANK
    if _DEVICE.fullmatch(plain):
        plain = f"_{plain}"
    stem, dot, ending = plain.rpartition(".")
    if dot and 0 < len(ending) < 10:
        return f"{stem[: LONGEST - len(ending) - 1].rstrip(' .')}.{ending}"
    return plain[:LONGEST].rstrip(" .")
