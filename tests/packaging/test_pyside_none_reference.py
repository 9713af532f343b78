"""PySide6 6.12.0 loses a reference to None on every void call under Python 3.11 and aborts in the end."""

import sys

import pytest
from PySide6.QtCore import QObject

CALLS = 20_000
NOISE = 500
"""References that other threads and caches may take or give meanwhile; a leak would change CALLS of them."""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on: its count stands still")
def test_void_calls_keep_the_references_to_none() -> None:
    thing = QObject()
    thing.setObjectName("once, so that first-call caches are filled")
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("x")
    after = sys.getrefcount(None)
    assert abs(after - before) < NOISE, f"{before - after} references to None lost in {CALLS} void calls"
