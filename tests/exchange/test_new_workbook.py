"""A spreadsheet that the disk refuses."""

import gc
import sys
from pathlib import Path

import pytest

from app.exchange.new_workbook import new_workbook

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="no file of this system is always full")
def test_a_full_disk_is_told_once_and_by_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    faults: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", faults.append)
    with pytest.raises(OSError, match="Errno 28"), new_workbook(FULL) as book:
        book.add_worksheet().write_string(0, 0, "Żuraw")
    gc.collect()
    assert faults == []
