"""Rows as high as their wrapped texts, so that LibreOffice shows them whole, and not fixed, so that they grow."""

import re
import zipfile
from pathlib import Path

import pytest

from app.core.progress import NoProgress
from app.exchange.row_heights import HIGHEST, WIDEST, Texts, lines
from app.exchange.tables import ReportTable, write_tables
from app.exchange.workbook import write_workbook
from app.registers.service_cards.domain import ServiceCardDraft
from app.registers.service_cards.sheet import card_layout

LONG = "Zaświadczenie o przeznaczeniu działki w miejscowym planie zagospodarowania przestrzennego"


def sheet(path: Path, number: int) -> str:
    """The XML of a sheet, counted from 1."""
    with zipfile.ZipFile(path) as package:
        return package.read(f"xl/worksheets/sheet{number}.xml").decode()


def height(xml: str, row: int) -> float | None:
    """The height of a row (counted from 1) in points, None when it is left to the program that shows it."""
    tag = re.search(rf'<row r="{row}"[^>]*>', xml)
    assert tag
    assert "customHeight" not in tag[0], "the row would not grow with what somebody types"
    found = re.search(r'ht="([\d.]+)"', tag[0])
    return float(found[1]) if found else None


def width(xml: str, column: int) -> float:
    """The width of a column (counted from 1) in digits."""
    found = re.search(rf'<col min="{column}"[^>]* width="([\d.]+)"', xml)
    assert found
    return float(found[1])


@pytest.mark.parametrize(
    ("text", "capacity", "count"),
    [
        ("", 10, 1),
        ("krótki", 10, 1),
        ("a\nb\n\nc", 10, 4),
        ("jeden dwa trzy", 9, 2),
        ("jeden dwa trzy", 10, 2),
        ("0123456789" * 3, 10, 3),
        ("a " + "0" * 25, 10, 4),
        ("WIELKIE LITERY", 14, 2),
        ("wielkie litery", 14, 1),
        (LONG * 20, 50, 40),
    ],
)
def test_lines_of_a_text(text: str, capacity: float, count: int) -> None:
    assert lines(text, capacity) == count


def test_columns_follow_their_texts_and_rows_their_columns() -> None:
    texts = Texts()
    for column, text in enumerate(("SO-01", LONG, "x" * 30)):
        texts.add(1, column, text)
    texts.add(2, 1, "y" * 100_000)
    texts.add(2, 0, "a\nb")
    widths = {column: texts.width(column, "Nagłówek", 28) for column in range(4)}
    assert widths == {0: 12, 1: 80, 2: 32, 3: 28}
    assert texts.width(3, "Przewidywane zatrudnienie", 14) > 14
    assert texts.heights(widths) == {1: 30, 2: HIGHEST}


def test_a_register_in_a_workbook_shows_its_texts_whole(tmp_path: Path) -> None:
    cards = [ServiceCardDraft(symbol="SO-01", name=LONG), ServiceCardDraft(symbol="SO-02", name="Dowód")]
    layout = card_layout({})
    write_workbook(layout, cards, tmp_path / "a.xlsx", NoProgress())
    xml = sheet(tmp_path / "a.xlsx", 1)
    assert height(xml, 2) == 30
    assert height(xml, 3) is None, "Excel and LibreOffice agree on one line"
    columns = [column.field for column in layout.columns]
    assert width(xml, columns.index("symbol") + 1) < 15
    assert width(xml, columns.index("name") + 1) == pytest.approx(WIDEST, abs=1)


def test_a_report_in_a_workbook_shows_its_texts_whole(tmp_path: Path) -> None:
    table = ReportTable("A", "Tytuł", ("Zdanie.",), ("Nazwa", "Kwota"), ((LONG, 2.5), ("Dowód", 3.0)))
    write_tables("Tytuł", [table], tmp_path / "a.xlsx", NoProgress())
    xml = sheet(tmp_path / "a.xlsx", 1)
    assert [height(xml, row) for row in (1, 2, 4, 5, 6)] == [None, None, None, 30, None]
