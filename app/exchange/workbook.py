"""Workbooks (XLSX): written with XlsxWriter, read with calamine after a look into the package for traps."""

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from app.core.errors import Refusal
from app.core.progress import Progress
from app.exchange.cells import Cell, CellError, Choice, Raw, Style, loose
from app.exchange.layout import Column, Layout
from app.exchange.new_workbook import new_workbook
from app.exchange.package import BROKEN, MAX_AREA, TOO_LARGE, Package
from app.exchange.reading import Place, Table, Tables

D = TypeVar("D")
MAX_CELL_TEXT = 32_767
"""Characters that fit in a cell of a workbook (a limit of the format)."""
DESCRIPTION = "Opis"
"""The sheet that explains every column; skipped when read."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_REPORT_EVERY = 100
_WIDTHS: dict[Style, int] = {"text": 28, "number": 12, "money": 14, "date": 14}
_FORMATS: dict[Style, str] = {"text": "@", "number": "0_ ", "money": "#,##0.00_ ", "date": "dd.mm.yyyy_ "}
"""What ends in ``_`` keeps a blank at the right, or a figure would touch the text of the next column."""
_MAX_DROPDOWN = 255
"""Characters of a list offered in a cell (a limit of the format)."""
_ROWS_FOR_TYPING = 2000
"""Rows below the exported ones that also offer the lists."""

# --- writing


def write_workbook(layout: Layout[D], records: Sequence[D], path: Path, progress: Progress, notice: str = "") -> None:
    """Write the main sheet, the side sheets and the description; raises OSError and Cancelled.

    ``notice`` stands in the description and in the properties of the file.
    Every text goes through ``write_string``: nothing becomes a formula, a number or a link.
    """
    properties = {"title": layout.title, "comments": "Przejrzysty Urząd"}
    if notice:
        properties = {"title": f"{layout.title} ({notice})", "comments": f"{notice}. Przejrzysty Urząd"}
    with new_workbook(path) as book:
        book.set_properties(properties)
        _Writer(book, layout, notice).write(records, progress)


class _Sheet:
    """One sheet being written, with what its columns and rows will need."""

    def __init__(self, book: Any, title: str) -> None:
        from app.exchange.row_heights import Texts, add_sheet

        self.cells = add_sheet(book, title)
        self._texts = Texts()
        self._columns: list[tuple[str, float, Any]] = []

    def head(self, header: str, form: Any, usual: float, of_column: Any) -> None:
        """Begin the next column, ``usual`` digits wide when nothing else calls for more or less."""
        self._columns.append((header, usual, of_column))
        self.cells.write_string(0, len(self._columns) - 1, header, form)

    def text(self, row: int, column: int, text: str, form: Any) -> None:
        self.cells.write_string(row, column, text, form)
        self._texts.add(row, column, text)

    def fit(self, *, widths: bool = True) -> None:
        """Make the columns, unless they are as they should be, and then the rows fit."""
        wide = {}
        for index, (header, usual, form) in enumerate(self._columns):
            wide[index] = self._texts.width(index, header, usual) if widths else usual
            self.cells.set_column(index, index, wide[index], form)
        for index, (header, *_) in enumerate(self._columns):
            self._texts.add(0, index, header)
        for row, height in self._texts.heights(wide, headings=0).items():
            self.cells.set_row(row, height)


class _Writer:
    """One workbook being written."""

    def __init__(self, book: Any, layout: Layout[Any], notice: str) -> None:
        self._book = book
        self._layout = layout
        self._notice = notice
        self._head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#D9E5F2"})
        wrap = {"text_wrap": True, "valign": "top"}
        self._formats = {style: book.add_format({**wrap, "num_format": code}) for style, code in _FORMATS.items()}
        # Excel shows such a cell with an apostrophe, so that editing it does not make it a formula
        self._quoted = book.add_format({**wrap, "num_format": "@", "quote_prefix": True})

    def write(self, records: Sequence[Any], progress: Progress) -> None:
        layout = self._layout
        main = self._sheet(layout.title, layout.columns, len(records))
        sides = [
            (side, self._sheet(side.title, (layout.key_column, *side.columns), len(records))) for side in layout.sides
        ]
        next_rows = [1] * len(sides)
        for number, record in enumerate(records, start=1):
            if number % _REPORT_EVERY == 1:
                progress.report(number - 1, len(records), "Zapisywanie arkusza")
            self._row(main, number, layout.columns, record)
            key = getattr(record, layout.key)
            for index, (side, sheet) in enumerate(sides):
                for item in getattr(record, side.field):
                    self._cell(sheet, next_rows[index], 0, layout.key_column.cell, key)
                    self._row(sheet, next_rows[index], side.columns, item, 1)
                    next_rows[index] += 1
        for sheet in (main, *(each for _side, each in sides)):
            sheet.fit()
        self._describe()
        progress.report(len(records), len(records), "Zapisywanie pliku")

    def _sheet(self, title: str, columns: Sequence[Column], rows: int) -> _Sheet:
        sheet = _Sheet(self._book, title)
        cells = sheet.cells
        cells.freeze_panes(1, 1)
        for index, column in enumerate(columns):
            sheet.head(column.header, self._head, _WIDTHS[column.cell.style], self._formats[column.cell.style])
            if isinstance(column.cell, Choice):
                labels = list(column.cell.labels.values())
                if labels and len(",".join(labels)) <= _MAX_DROPDOWN and not any("," in label for label in labels):
                    cells.data_validation(
                        1, index, rows + _ROWS_FOR_TYPING, index, {"validate": "list", "source": labels}
                    )
        cells.autofilter(0, 0, 0, len(columns) - 1)
        return sheet

    def _row(self, sheet: _Sheet, row: int, columns: Sequence[Column], record: Any, first: int = 0) -> None:
        for index, column in enumerate(columns, start=first):
            value = column.shown(record) if column.shown else getattr(record, column.field)
            self._cell(sheet, row, index, column.cell, value)

    def _cell(self, sheet: _Sheet, row: int, index: int, cell: Cell, value: Any) -> None:
        written = cell.write(value)
        if written is None:
            return
        if isinstance(written, str):
            if len(written) > MAX_CELL_TEXT:
                raise Refusal(
                    f"Tekst zaczynający się od „{written[:40]}” ma {len(written)} znaków i nie mieści się w komórce "
                    f"arkusza (najwyżej {MAX_CELL_TEXT}). Skróć go albo wybierz zapis CSV."
                )
            form = self._quoted if written[0] in "=+-@" else self._formats["text"]
            sheet.text(row, index, written, form)
        elif isinstance(written, date):
            sheet.cells.write_datetime(row, index, written, self._formats["date"])
        else:
            sheet.cells.write_number(row, index, written, self._formats[cell.style])

    def _describe(self) -> None:
        sheet = _Sheet(self._book, DESCRIPTION)
        sheet.cells.freeze_panes(1, 0)
        heads = ("Arkusz", "Kolumna", "Co wpisać", "Najwięcej znaków", "Objaśnienie", "Przykład")
        for head, width in zip(heads, (18, 30, 60, 12, 60, 40), strict=True):
            sheet.head(head, self._head, width, self._formats["text"])
        if self._notice:
            # not wrapped: the sentence runs on over the blank cells of its row
            sheet.cells.write_string(1, 0, self._notice, self._book.add_format({"bold": True}))
        for row, texts in enumerate(descriptions(self._layout), start=2 if self._notice else 1):
            for index, text in enumerate(texts):
                if text:
                    sheet.text(row, index, text, self._formats["text"])
        sheet.fit(widths=False)


def descriptions(layout: Layout[Any]) -> Iterator[tuple[str, str, str, str, str, str]]:
    """One line per column: sheet, header, what may stand there, limit, help, example."""
    key = layout.key_column
    for column in layout.columns:
        yield _description(layout.title, column, column.required)
    for side in layout.sides:
        yield (side.title, key.header, f"symbol z arkusza „{layout.title}” (wymagany)", "", side.help, "")
        for column in side.columns:
            yield _description(side.title, column, column.required)


def _description(sheet: str, column: Column, required: bool) -> tuple[str, str, str, str, str, str]:
    rule = "tylko w eksporcie; przy wczytywaniu pomijana" if column.shown else column.cell.rule()
    limit = "" if column.limit is None else str(column.limit)
    if column.most is not None:
        limit = f"{limit} w wierszu, najwyżej {column.most} wierszy"
    words = column.words
    return (sheet, column.header, rule + (" (wymagane)" if required else ""), limit, words.help, words.example)


# --- reading


def is_workbook(data: bytes) -> bool:
    """Whether the bytes look like a workbook of any kind, also an old or an encrypted one."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE))


def read_workbook(layout: Layout[D], data: bytes, progress: Progress) -> Tables:
    """The sheets of a workbook; raises Refusal for anything that is not a sound XLSX file."""
    import python_calamine

    if data.startswith(_OLE):
        raise Refusal(ole_reason(data))
    progress.report(0, 0, "Otwieranie skoroszytu")
    errors = Package(data).inspect()
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        names = _names(layout, list(book.sheet_names))

        room = MAX_AREA

        def table(name: str) -> Table:
            nonlocal room
            sheet = book.get_sheet_by_name(name)
            room -= sheet.total_height * sheet.total_width
            if room < 0:
                raise Refusal(TOO_LARGE)
            return _table(name, sheet.to_python(skip_empty_area=False), errors.get(name, {}))

        return _tables(layout, list(book.sheet_names), names, table)
    except (python_calamine.CalamineError, OSError, ValueError, LookupError) as error:
        raise Refusal(BROKEN) from error


def ole_reason(data: bytes) -> str:
    """Why a workbook that is no package of parts is not read: locked with a password, or of the old format."""
    if _ENCRYPTED in data:
        return "Skoroszyt jest zabezpieczony hasłem. Otwórz go, zapisz bez hasła i wczytaj ponownie."
    return "To jest plik w starym formacie .xls. Zapisz go w arkuszu kalkulacyjnym jako .xlsx i wczytaj ponownie."


def _names(layout: Layout[Any], sheets: list[str]) -> dict[str, str]:
    """Names of the workbook's sheets by the titles of the layout."""
    by_loose = {loose(name): name for name in sheets}
    wanted = (layout.title, *(side.title for side in layout.sides))
    names = {title: by_loose[loose(title)] for title in wanted if loose(title) in by_loose}
    if layout.title not in names:
        if len(sheets) != 1:
            found = ", ".join(f"„{name}”" for name in sheets)
            raise Refusal(
                f"W skoroszycie nie ma arkusza „{layout.title}” (są: {found}). "
                f"Nazwij tak arkusz z danymi i wczytaj plik ponownie."
            )
        names[layout.title] = sheets[0]
    return names


def _tables(layout: Layout[Any], sheets: list[str], names: dict[str, str], table: Callable[[str], Table]) -> Tables:
    sides = {side.field: table(names[side.title]) for side in layout.sides if side.title in names}
    known = {*names.values(), *(name for name in sheets if loose(name) == loose(DESCRIPTION))}
    notices = tuple(f"Pominięto nieznany arkusz „{name}”." for name in sheets if name not in known)
    # an empty side sheet without headers states nothing
    return Tables(table(names[layout.title]), {name: side for name, side in sides.items() if side.headers}, notices)


def _table(name: str, rows: list[list[Any]], errors: dict[tuple[int, int], str]) -> Table:
    for (row, column), value in errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = CellError(value)
    first = next((index for index, row in enumerate(rows) if any(cell != "" for cell in row)), None)
    if first is None:
        return Table(name, (), ())
    headers = tuple(str(cell).strip() for cell in rows[first])
    numbered: list[tuple[Place, list[Raw]]] = [
        (Place(name, index + 1), row) for index, row in enumerate(rows[first + 1 :], start=first + 1)
    ]
    return Table(name, headers, numbered)
