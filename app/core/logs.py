"""The log file: what the program did and what failed, without personal data, for the office's IT person."""

import logging
import traceback
from collections.abc import Iterator
from copy import copy
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

FILE_NAME = "urzad.log"
MAX_BYTES = 1_000_000
"""Size at which the file is set aside; three older ones are kept."""

_Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Writes kind and places of an exception, never its message: that may quote what a clerk typed or SQL values."""

    def format(self, record: logging.LogRecord) -> str:
        plain = copy(record)
        # another handler may have left its own, talkative text of the exception here
        plain.exc_text = None
        return super().format(plain)

    def formatException(self, ei: _Fault) -> str:  # noqa: N802 - logging's name
        return "" if ei[1] is None else places(ei[1])


def places(error: BaseException) -> str:
    """An exception and what caused it, first cause first: kinds, files, lines and functions only."""
    return "\n".join(
        "\n".join((f"{type(fault).__module__}.{type(fault).__qualname__}", *_frames(fault)))
        for fault in reversed(list(_chain(error)))
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _frames(error: BaseException) -> list[str]:
    return [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]


def start(folder: Path, level: str) -> Path:
    """Write log records of ``level`` and above to the folder; returns the file. OSError when that fails."""
    path = folder / FILE_NAME
    handler = RotatingFileHandler(path, maxBytes=MAX_BYTES, backupCount=3, encoding="utf-8", delay=True)
    # a full disk must not fill the terminal with tracebacks, nor stop a command
    logging.raiseExceptions = False
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    for noisy in ("pdfminer", "PIL", "fontTools", "reportlab", "svglib"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    return path
