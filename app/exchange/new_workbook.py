"""A spreadsheet on its way into a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any


@contextmanager
def new_workbook(path: Path) -> Iterator[Any]:
    """An empty workbook of XlsxWriter, written to the file when the block has ended; raises OSError.

    It is packed in memory: a package opened on a disk that is full is closed once more when Python tidies up, which
    fails again and prints a traceback.
    """
    import xlsxwriter

    packed = BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    yield book
    book.close()
    path.write_bytes(packed.getbuffer())
