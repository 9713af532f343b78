"""The log file may fail; the program and the terminal must not notice."""

import errno
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core import logs


@pytest.fixture(autouse=True)
def root() -> Iterator[None]:
    """The root logger as it was."""
    logger = logging.getLogger()
    before, level, loud = list(logger.handlers), logger.level, logging.raiseExceptions
    yield
    for handler in set(logger.handlers) - set(before):
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(level)
    logging.raiseExceptions = loud


def test_a_full_disk_writes_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_self: object, _record: object) -> bool:
        raise OSError(errno.ENOSPC, "No space left on device")

    logs.start(tmp_path, "INFO")
    monkeypatch.setattr(logging.handlers.RotatingFileHandler, "shouldRollover", full)
    logging.getLogger("urzad").warning("tajne")
    assert capsys.readouterr().err == ""
