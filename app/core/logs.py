"""The log file: what the program did and what failed, without personal data, for the office's IT person."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE_NAME = "urzad.log"
MAX_BYTES = 1_000_000
"""Size at which the file is set aside; three older ones are kept."""


def start(folder: Path, level: str) -> Path:
    """Write log records of ``level`` and above to the folder; returns the file. OSError when that fails."""
    path = folder / FILE_NAME
    handler = RotatingFileHandler(path, maxBytes=MAX_BYTES, backupCount=3, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    for noisy in ("pdfminer", "PIL", "fontTools", "reportlab", "svglib"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    return path
