"""Text files with separators (CSV): one file with the same information; list fields stand inside cells.

Written in UTF-8 with a byte order mark and semicolons, as Polish Excel expects. A cell that a spreadsheet would take
for a formula gets an apostrophe in front, and loses it when read.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from app.core.errors import Refusal
from app.core.progress import Progress
from app.exchange.cells import Raw, csv_text, loose
from app.exchange.layout import Layout, SideSheet
from app.exchange.lines import join_parts, split_parts
from app.exchange.reading import SENTENCES, WHOLE_ROW, Place, RefusedRow, Table, Tables, refused_row

D = TypeVar("D")
_SEPARATORS = (";", ",", "\t")
_REPORT_EVERY = 100
_DANGEROUS = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")
"""What spreadsheets run as a formula; apostrophes in front are counted in, so that taking one away is exact."""
_LATIN2_ONLY = re.compile(rb"[\xb1\xb6\xbc\xa1\xa6\xac]")
"""ą ś ź Ą Ś Ź in ISO 8859-2; signs hardly ever seen in Windows-1250."""
_CP1250_ONLY = re.compile(rb"[\xb9\xa5\x80-\x9f]")
"""ą Ą ś ź Ś Ź and typographic signs in Windows-1250; control characters and Slovak letters in ISO 8859-2."""
_MAX_RECORD_LINES = 5000
"""Lines one row may span before its quote counts as never closed."""
MAX_ROWS = 200_000
MAX_LINE = 2_000_000
"""Characters; a card with every text as long as it may be has a tenth of them."""

# --- writing


def write_separated(layout: Layout[D], records: Sequence[D], path: Path, progress: Progress) -> None:
    """Write one CSV file; raises OSError and Cancelled."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        headers = [column.header for column in layout.columns] + [side.csv_header for side in layout.sides]
        writer.writerow(headers)
        for number, record in enumerate(records):
            if number % _REPORT_EVERY == 0:
                progress.report(number, len(records), "Zapisywanie pliku")
            writer.writerow([neutral(text) for text in _texts(layout, record)])
    progress.report(len(records), len(records), "Zapisywanie pliku")


def _texts(layout: Layout[Any], record: Any) -> Iterator[str]:
    for column in layout.columns:
        value = column.shown(record) if column.shown else getattr(record, column.field)
        yield value if column.shown and isinstance(value, str) else csv_text(column.cell, value)
    for side in layout.sides:
        yield "\n".join(_line(side, item) for item in getattr(record, side.field))


def _line(side: SideSheet, item: Any) -> str:
    return join_parts([csv_text(column.cell, getattr(item, column.field)) for column in side.columns])


def neutral(text: str) -> str:
    """The text so that no spreadsheet runs it as a formula."""
    return "'" + text if _DANGEROUS.match(text) else text


def original(text: str) -> str:
    """The text as it was before ``neutral``."""
    return text[1:] if text[:1] == "'" and _DANGEROUS.match(text) else text


# --- reading


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with a mark, Windows-1250 or ISO 8859-2; raises Refusal."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _decode(data, encoding)
    if b"\0" in data:
        raise Refusal(_NOT_TEXT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        latin2 = len(_LATIN2_ONLY.findall(data)) > len(_CP1250_ONLY.findall(data))
        return _decode(data, "iso8859-2" if latin2 else "cp1250")


_NOT_TEXT = (
    "To nie jest plik CSV ani skoroszyt .xlsx. Zapisz dane w arkuszu kalkulacyjnym jako .xlsx albo .csv "
    "i wczytaj ponownie."
)


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal(_NOT_TEXT) from error


def read_separated(layout: Layout[D], data: bytes, name: str, progress: Progress) -> Tables:
    """The table and the lists inside its cells; ``name`` stands for the sheet, as spreadsheets show it."""
    progress.report(0, 0, "Czytanie pliku")
    lines = io.StringIO(decoded(data), newline="").readlines()
    if lines and re.fullmatch(r"sep=.\s*", lines[0]):
        del lines[0]
    if any(len(line) > MAX_LINE for line in lines):
        raise Refusal(f"Plik „{name}” ma wiersz dłuższy niż {MAX_LINE} znaków. Sprawdź, czy to właściwy plik.")
    separator = _separator(layout, lines)
    rows: list[tuple[Place, list[Raw]]] = []
    refused = []
    headers: tuple[str, ...] = ()
    for number, record in enumerate(csv_records(lines, separator), start=1):
        if number > MAX_ROWS:
            raise Refusal(f"Plik „{name}” ma więcej niż {MAX_ROWS} wierszy. Podziel go na mniejsze i wczytaj po kolei.")
        if record is None:
            refused.append(refused_row(Place(name, number), WHOLE_ROW, "", SENTENCES["broken_quotes"]))
        elif not headers:
            headers = tuple(original(cell).strip() for cell in record) if any(record) else ()
        elif record:
            rows.append((Place(name, number), [original(cell) for cell in record]))
    return _split(layout, name, headers, rows, refused)


def _separator(layout: Layout[Any], lines: list[str]) -> str:
    """The sign that gives the most known headers."""
    known = {loose(column.header) for column in layout.columns} | {loose(side.csv_header) for side in layout.sides}

    def hits(separator: str) -> int:
        head = next((record for record in csv_records(lines, separator) if record and any(record)), [])
        return sum(loose(original(cell)) in known for cell in head)

    return max(_SEPARATORS, key=hits)


def csv_records(lines: list[str], separator: str) -> Iterator[list[str] | None]:
    """Rows of cells; None for a line whose quotes are broken, after which reading goes on with the next line."""
    start = 0
    while start < len(lines):
        reader = csv.reader(lines[start : start + _MAX_RECORD_LINES], delimiter=separator, strict=True)
        done = 0
        try:
            for record in reader:
                done = reader.line_num
                yield record
        except csv.Error:
            # a row cut off by the end of the slice is read again whole with the next slice
            if done == 0:
                yield None
                done = 1
        start += done


def _split(
    layout: Layout[Any],
    name: str,
    headers: tuple[str, ...],
    rows: list[tuple[Place, list[Raw]]],
    refused: list[RefusedRow],
) -> Tables:
    """Lists that stand in cells become tables of their own."""
    sides: dict[str, Table] = {}
    main_headers = list(headers)
    key = next((i for i, header in enumerate(headers) if loose(header) == loose(layout.key_column.header)), None)
    for index, header in enumerate(headers):
        side = _side(layout, header)
        if side is None:
            continue
        if side.field in sides:
            raise Refusal(f"Kolumna „{side.title}” występuje dwa razy. Zostaw jedną i wczytaj plik ponownie.")
        main_headers[index] = ""
        parts = [part.strip() for part in header.partition(":")[2].split("|")]
        if key is not None:
            side_rows = list(_side_rows(rows, key, index))
            sides[side.field] = Table(f"{name}: {side.title}", (layout.key_column.header, *parts), side_rows)
    lists = frozenset(index for index, header in enumerate(headers) if _side(layout, header))
    return Tables(Table(name, tuple(main_headers), rows, lists), sides, refused=tuple(refused))


def _side(layout: Layout[Any], header: str) -> SideSheet | None:
    title, colon, _ = header.partition(":")
    return next((side for side in layout.sides if colon and loose(side.title) == loose(title)), None)


def _side_rows(rows: Sequence[tuple[Place, list[Raw]]], key: int, index: int) -> Iterator[tuple[Place, list[Raw]]]:
    """The rows of a list field, each with the symbol in front; rows without a symbol are refused elsewhere."""
    for place, cells in rows:
        if index >= len(cells) or not str(cells[key] or "").strip():
            continue
        for line, text in _numbered_lines(str(cells[index])):
            yield Place(place.sheet, place.row, line), [cells[key], *split_parts(text)]


def _numbered_lines(cell: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(re.split(r"\r\n|\n|\r", cell), start=1):
        if line.strip():
            yield number, line
