"""Hostile files for an import: read or refused within bounds of time and memory, and never obeyed."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter  # noqa: TID253 a test may pay for it

ROOT = Path(__file__).parents[2]
SECONDS = 20
"""Of processor time: the slowest takes three here."""
MEGABYTES = 900
"""Above what the program needs to start with; without bounds several of the files took more than 1,300."""
HEAD = ("Symbol", "Nazwa usługi", "Komórka prowadząca sprawę")

READ = """
import resource, sys
from pathlib import Path
from app.core.errors import Refusal
from app.core.progress import NoProgress
from app.registers.service_cards.sheet import read_cards
import python_calamine
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + int(sys.argv[2]), -1))
try:
    reading = read_cards(Path(sys.argv[1]), {"SO": 1}, NoProgress())
    print("read", len(reading.drafts), [row.draft.name[:40] for row in reading.drafts[:3]])
except Refusal as refusal:
    print("refused", refusal)
"""


def workbook(*sheets: str) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    for name in sheets or ("Karty",):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ("SO-01", "Alfa", "SO"))
    book.close()
    return held.getvalue()


def altered(part: str, old: bytes, new: bytes, more: dict[str, bytes] | None = None, book: bytes = b"") -> bytes:
    """The workbook with other words in one part and more parts."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book or workbook())) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for entry in before.infolist():
            content = before.read(entry)
            after.writestr(entry.filename, content.replace(old, new, 1) if part in entry.filename else content)
        for name, content in (more or {}).items():
            after.writestr(name, content)
    return out.getvalue()


def in_sheet(text: bytes) -> bytes:
    return altered("sheet1", b"</sheetData>", text + b"</sheetData>")


def laughs(root: bytes) -> bytes:
    """Entities that would unfold into a thousand million letters."""
    steps = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8))
    return b'<!DOCTYPE %s [<!ENTITY a "aaaaaaaaaa">%s]><%s' % (root, steps, root)


def outside(root: bytes) -> bytes:
    """An entity that stands for a file of this computer."""
    return b'<!DOCTYPE %s [<!ENTITY x SYSTEM "file:///etc/passwd">]><%s' % (root, root)


def many_parts() -> bytes:
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as package:
        for number in range(30_000):
            package.writestr(f"xl/media/{number}", b"")
    return out.getvalue()


def nested() -> bytes:
    inner = altered("-", b"", b"", {"xl/media/big.bin": bytes(100_000_000)})
    return altered("-", b"", b"", {"xl/embeddings/a.xlsx": inner, "xl/embeddings/b.zip": inner})


FAR = b'<row r="99999"><c r="CZ99999"><v>1</v></c></row>'
SHEETS = ("Karty", "Podstawy prawne", "Dokumenty", "Opłaty", "Godziny")


def all_far() -> bytes:
    out = io.BytesIO()
    book = workbook(*SHEETS)
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            after.writestr(entry.filename, before.read(entry).replace(b"</sheetData>", FAR + b"</sheetData>"))
    return out.getvalue()


WORKBOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "one endless shared text": (
        lambda: altered("sharedStrings", b"</sst>", b"<si><t>" + b"a" * 200_000_000 + b"</t></si></sst>"),
        "uszkodzony",
    ),
    "endless list of shared texts": (
        lambda: altered("sharedStrings", b"</sst>", b"<si><t>a</t></si>" * 10_000_000 + b"</sst>"),
        "uszkodzony",
    ),
    "cells that never end": (lambda: in_sheet(b"<c " * 2_000_000 + b't="e"'), "uszkodzony"),
    "error cells without values": (lambda: in_sheet(b'<c t="e">' * 300_000), "uszkodzony"),
    "one cell with endless attributes": (lambda: in_sheet(b"<c " + b't="e" ' * 300_000), "uszkodzony"),
    "far cells in every sheet": (all_far, "za duży|brakuje kolumny"),
    "one far cell": (lambda: in_sheet(FAR), "read 1"),
    "thirty thousand parts": (many_parts, "za duży"),
    "package inside a package": (nested, "read 1"),
    "entities in shared texts": (
        lambda: altered("sharedStrings", b"<sst", laughs(b"sst")),
        "read 1|uszkodzony",
    ),
    "entities in the list of sheets": (
        lambda: altered("xl/workbook.xml", b"<workbook", laughs(b"workbook")),
        "read 1|uszkodzony",
    ),
    "file of this computer in shared texts": (
        lambda: altered("sharedStrings", b">Alfa<", b">&x;<", book=altered("sharedStrings", b"<sst", outside(b"sst"))),
        "uszkodzony",
    ),
    "file of this computer in the list of sheets": (
        lambda: altered(
            "xl/workbook.xml", b'"Karty"', b'"&x;"', book=altered("xl/workbook.xml", b"<workbook", outside(b"workbook"))
        ),
        "uszkodzony",
    ),
    "part outside the package": (
        lambda: altered("-", b"", b"", {"../../../../tmp/zly.txt": b"x", "/etc/zly": b"x"}),
        "read 1",
    ),
}
CSV_HEAD = "Symbol;Nazwa usługi;Opłaty: Rodzaj | Kwota (zł)\n"
TEXTS: dict[str, tuple[Callable[[], str], str]] = {
    "quote that never ends": (lambda: CSV_HEAD + '"' + "a\n" * 3_000_000, "wierszy"),
    "many quotes that never end": (lambda: CSV_HEAD + '"a\n' * 250_000, "wierszy"),
    "endless row": (lambda: CSV_HEAD + ";" * 30_000_000, "wiersz dłuższy"),
    "endless heading": (lambda: ";".join(f"x{number}" for number in range(1_000_000)) + "\nSO-01\n", "wiersz dłuższy"),
    "endless cell": (lambda: CSV_HEAD + "SO-01;" + "a" * 60_000_000, "wiersz dłuższy"),
    "backslashes": (lambda: CSV_HEAD + "SO-01;A;" + "\\|" * 900_000, "refused|read 0"),
    "line ends": (lambda: CSV_HEAD + "\r" * 3_000_000, "read 0|wierszy"),
    "zero bytes": (lambda: CSV_HEAD + "SO-01;A\0B;\n", "nie jest plik CSV"),
}


def read_within_bounds(path: Path) -> str:
    """What the reading told; AssertionError when it ended otherwise (out of memory, killed, crashed)."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path), str(MEGABYTES * 1024 * 1024)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=SECONDS * 4,
        check=False,
        preexec_fn=_limit_time,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def _limit_time() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_hostile_workbook_stays_within_bounds(tmp_path: Path, name: str) -> None:
    make, words = WORKBOOKS[name]
    path = tmp_path / "karty.xlsx"
    path.write_bytes(make())
    told = read_within_bounds(path)
    assert any(word in told for word in words.split("|")), told
    assert "root:" not in told


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_file_stays_within_bounds(tmp_path: Path, name: str) -> None:
    make, words = TEXTS[name]
    path = tmp_path / "karty.csv"
    path.write_text(make(), encoding="utf-8")
    told = read_within_bounds(path)
    assert any(word in told for word in words.split("|")), told
