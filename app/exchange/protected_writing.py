"""Writes a protected workbook: locked but for the cells to fill in, with lists, messages and A4 print set-up."""

from collections.abc import Mapping
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any

from app.exchange.new_workbook import new_workbook
from app.exchange.protected import (
    HIDDEN,
    Computed,
    DayBetween,
    FreeText,
    Look,
    NumberBetween,
    OneOf,
    Page,
    ProtectedBook,
    Shown,
    Typed,
    seal_of,
    sealed_lines,
)

_A4 = 9
_TYPED_COLOUR, _LINE_COLOUR = "#FFF7D6", "#9AA5B1"
_WRAPPED = {"text_wrap": True, "valign": "top"}
_BOXED = {"border": 1, "border_color": _LINE_COLOUR}
_LOOKS: Mapping[Look, Mapping[str, Any]] = {
    Look.TITLE: {"bold": True, "font_size": 15, "valign": "vcenter"},
    Look.HEADING: {"bold": True, "font_size": 12, "valign": "bottom", "text_wrap": True},
    Look.HEAD: {**_WRAPPED, **_BOXED, "bold": True, "bg_color": "#D9E5F2", "valign": "vcenter"},
    Look.GROUP: {**_WRAPPED, **_BOXED, "bold": True, "bg_color": "#EEF2F6", "valign": "vcenter"},
    Look.TEXT: {**_WRAPPED},
    Look.STRONG: {**_WRAPPED, "bold": True},
    Look.CENTRED: {**_WRAPPED, **_BOXED, "align": "center"},
    Look.RIGHT: {**_WRAPPED, "align": "right"},
    Look.BOXED: {**_WRAPPED, **_BOXED},
    Look.BOXED_STRONG: {**_WRAPPED, **_BOXED, "bold": True},
    Look.WARNING: {**_WRAPPED, "bold": True, "font_color": "#9C1C1C"},
    Look.LINK: {**_WRAPPED, **_BOXED, "underline": 1, "font_color": "#0B4F9E"},
}
_IN_A_TABLE = {**_WRAPPED, **_BOXED}
_TITLE_LENGTH, _MESSAGE_LENGTH = 32, 255
"""Characters of a message shown at a cell (limits of the format)."""
_DAYS = "dd.mm.yyyy"
_LINE, _HIGHEST = 13.0, 400.0
"""Height of a line of text, and of the highest row (the format's limit is 409), in points."""
_FILLED = 1.05
"""Characters per unit of width: a line breaks between words, and bold letters are wider."""


def write_protected(book: ProtectedBook, path: Path, secret: bytes) -> None:
    """Write the workbook, sealed with the secret; raises OSError.

    Every locked text is written as a text: nothing of it becomes a formula or a link.
    """
    with new_workbook(path) as file:
        file.set_properties({"title": book.title, "comments": "Przejrzysty Urząd"})
        writer = _Writer(file, book, secret)
        for page in book.pages:
            writer.page(page)
        writer.hidden()


class _Writer:
    """One workbook being written."""

    def __init__(self, file: Any, book: ProtectedBook, secret: bytes) -> None:
        self._file, self._book, self._secret = file, book, secret
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        # a password keeps a slip of the hand from unlocking a sheet; the seal is what finds changes
        self._password = seal_of((), secret)[:12]

    def page(self, page: Page) -> None:
        """Add one worksheet."""
        sheet = self._file.add_worksheet(page.title)
        for index, width in enumerate(page.widths):
            sheet.set_column(index, index, width)
        for row, height in heights(page).items():
            sheet.set_row(row, height)
        for cell in page.cells:
            if isinstance(cell, Shown):
                self._shown(sheet, cell)
            elif isinstance(cell, Computed):
                self._computed(sheet, cell)
            else:
                self._typed(sheet, cell)
        self._set_up(sheet, page)
        sheet.protect(self._password, {"format_rows": True, "format_columns": True})

    def hidden(self) -> None:
        """Add the sheet that repeats what was handed out, and the seal."""
        sheet = self._file.add_worksheet(HIDDEN)
        lines = sealed_lines(self._book)
        for row, line in enumerate([*lines, ["seal", seal_of(lines, self._secret)]]):
            for column, text in enumerate(line):
                # write_string leaves a blank text out, and so does every program that saves the file again
                sheet.write_string(row, column, text)
        sheet.protect(self._password)
        sheet.very_hidden()

    def _shown(self, sheet: Any, cell: Shown) -> None:
        form = self._format(**_LOOKS[cell.look])
        if cell.across > 1:
            sheet.merge_range(cell.row, cell.column, cell.row, cell.column + cell.across - 1, "", form)
        if cell.link:
            # written by hand as a formula it would be computed anew; a link keeps its text as a plain value
            sheet.write_url(cell.row, cell.column, f"internal:{_quoted(cell.link)}!A1", form, str(cell.value))
        elif isinstance(cell.value, int):
            sheet.write_number(cell.row, cell.column, cell.value, form)
        elif cell.value:
            sheet.write_string(cell.row, cell.column, cell.value, form)

    def _computed(self, sheet: Any, cell: Computed) -> None:
        form = self._format(**_LOOKS[cell.look])
        if cell.across > 1:
            sheet.merge_range(cell.row, cell.column, cell.row, cell.column + cell.across - 1, "", form)
        sheet.write_formula(cell.row, cell.column, cell.formula, form, cell.value)

    def _typed(self, sheet: Any, cell: Typed) -> None:
        look: dict[str, Any] = {**_IN_A_TABLE, "locked": False, "bg_color": _TYPED_COLOUR}
        if isinstance(cell.rule, (OneOf, NumberBetween)):
            look |= {"align": "center"}
        elif isinstance(cell.rule, DayBetween):
            look |= {"num_format": _DAYS, "align": "center"}
        else:
            # as text, so that „=…” or „1/2” stays what was typed
            look |= {"num_format": "@"}
            if isinstance(cell.value, str) and cell.value[:1] in ("=", "+", "-", "@"):
                look |= {"quote_prefix": True}
        form = self._format(**look)
        if cell.across > 1:
            sheet.merge_range(cell.row, cell.column, cell.row, cell.column + cell.across - 1, "", form)
        if isinstance(cell.value, date):
            sheet.write_datetime(cell.row, cell.column, cell.value, form)
        elif isinstance(cell.value, int):
            sheet.write_number(cell.row, cell.column, cell.value, form)
        elif cell.value:
            sheet.write_string(cell.row, cell.column, cell.value, form)
        else:
            sheet.write_blank(cell.row, cell.column, None, form)
        sheet.data_validation(cell.row, cell.column, cell.row, cell.column, _validation(cell))

    def _set_up(self, sheet: Any, page: Page) -> None:
        sheet.freeze_panes(*page.freeze)
        sheet.hide_gridlines(2)
        sheet.set_paper(_A4)
        if page.landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        if page.repeat is not None:
            sheet.repeat_rows(*page.repeat)
        sheet.set_h_pagebreaks(page.breaks)
        footer = self._book.footer.replace("&", "&&")
        sheet.set_footer(f"&L&8{footer}&R&8&A, strona &P z &N")

    def _format(self, **look: Any) -> Any:
        look = {"font_name": "Arial", "font_size": 10, **look}
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._file.add_format(look)
        return self._formats[key]


def heights(page: Page) -> dict[int, float]:
    """Heights of rows in points, guessed from the number of characters that fit in a line."""
    found = dict(page.at_least)
    for cell in page.cells:
        width = sum(page.widths[cell.column : cell.column + cell.across]) * _FILLED
        text = "" if isinstance(cell, Computed) or cell.value is None else str(cell.value)
        lines = sum(max(1, ceil(len(line) / width)) for line in text.split("\n"))
        found[cell.row] = max(found.get(cell.row, _LINE), lines * _LINE + 2)
    limited = {row: min(height, _HIGHEST) for row, height in found.items()}
    return limited | dict(page.heights)


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def _validation(cell: Typed) -> dict[str, Any]:
    rule = cell.rule
    if isinstance(rule, OneOf):
        allowed = ", ".join(map(str, rule.values))
        told: dict[str, Any] = {"validate": "list", "source": list(rule.values)}
        wrong = f"Wybierz z listy: {allowed}."
    elif isinstance(rule, FreeText):
        told = {"validate": "length", "criteria": "<=", "value": rule.limit}
        wrong = f"Tekst może mieć najwyżej {rule.limit} znaków. Skróć go."
    elif isinstance(rule, DayBetween):
        told = {"validate": "date", "criteria": "between", "minimum": rule.low, "maximum": rule.high}
        wrong = f"Wpisz datę od {rule.low:%d.%m.%Y} do {rule.high:%d.%m.%Y}."
    elif isinstance(rule, NumberBetween):
        told = {"validate": "integer", "criteria": "between", "minimum": rule.low, "maximum": rule.high}
        wrong = f"Wpisz liczbę całkowitą od {rule.low} do {rule.high}."
    else:
        raise TypeError(rule)
    return told | {
        "ignore_blank": True,
        "input_title": _cut(cell.title, _TITLE_LENGTH),
        "input_message": _cut(cell.prompt, _MESSAGE_LENGTH),
        "error_title": "Popraw wpis",
        "error_message": _cut(wrong, _MESSAGE_LENGTH),
    }


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
