"""From tables of cells to drafts: every refused row is named, and a good row is never lost because of a bad one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from app.core.errors import Refusal
from app.core.problems import WORDS, Problem
from app.core.progress import Progress
from app.exchange.cells import CellError, Raw, Unreadable, csv_text, loose, text_of
from app.exchange.layout import Column, Layout, SideSheet, letters

D = TypeVar("D")
_REPORT_EVERY = 200
"""Rows between two reports of progress: often enough for a smooth bar, rare enough to cost nothing."""
_SHOWN_LENGTH = 200
"""Longest value shown in a list of refused rows, in characters."""

WHOLE_ROW = "cały wiersz"
"""Stands for the column when the row as such is at fault."""

SENTENCES = {
    "no_key": "Kolumna „{column}” jest w tym wierszu pusta, więc nie wiadomo, której pozycji dotyczy wiersz. "
    "Uzupełnij ją albo usuń wiersz.",
    "repeated": "Wartość „{value}” w kolumnie „{column}” jest w pliku więcej niż raz (wiersze: {rows}). "
    "Zostaw jeden z tych wierszy.",
    "no_owner": "W arkuszu „{sheet}” nie ma wiersza, który w kolumnie „{column}” ma „{value}”. "
    "Popraw tę wartość albo usuń wiersz.",
    "cell_error": "Komórka zawiera błąd arkusza {value} zamiast wartości. Popraw formułę albo wpisz wartość.",
    "too_many_parts": "Wiersz listy ma {count} części, a nagłówek kolumny wymienia {limit}. "
    "Kreskę wewnątrz tekstu poprzedź ukośnikiem: \\|",
    "too_many_cells": "Wiersz ma więcej komórek ({count}) niż nagłówków ({limit}). "
    "Tekst ze znakiem oddzielającym komórki weź w cudzysłów.",
    "broken_quotes": "Wiersz ma niedomknięty cudzysłów. Domknij go albo usuń.",
}
"""Reasons that only files can give."""


@dataclass(frozen=True)
class Place:
    """Where a row stands: sheet and row as the spreadsheet shows them; ``line`` inside the cell for lists in CSV."""

    sheet: str
    row: int
    line: int | None = None


@dataclass(frozen=True)
class Row(Generic[D]):
    """A record read from the file.

    ``given`` are the fields the file has columns (or a sheet) for; the others keep their stored value.
    ``parts`` are the fields of list rows it has columns for (``addresses.number``).
    ``places`` tells for each list field where its rows stood.
    """

    sheet: str
    row_number: int
    draft: D
    given: frozenset[str]
    parts: frozenset[str]
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class RefusedRow:
    """Why a row was not taken: where, which value, and a Polish sentence. ``key`` is the record's symbol if known."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str
    key: str = ""


@dataclass(frozen=True)
class Reading(Generic[D]):
    """What a file holds. ``notices`` are Polish sentences about things that were skipped without harm."""

    drafts: tuple[Row[D], ...]
    refused: tuple[RefusedRow, ...]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A sheet as it was read: headers, then rows with their places; a row may be shorter than the headers."""

    title: str
    headers: tuple[str, ...]
    rows: Sequence[tuple[Place, list[Raw]]]
    lists: frozenset[int] = frozenset()
    """Columns (from 0) whose cells hold lists and are read as tables of their own."""


@dataclass(frozen=True)
class Tables:
    """The sheets of one file; ``sides`` by list field."""

    main: Table
    sides: Mapping[str, Table]
    notices: tuple[str, ...] = ()
    refused: tuple[RefusedRow, ...] = ()


@dataclass
class _Owner:
    """A main row while it is put together."""

    place: Place
    key: str
    values: dict[str, Any]
    lists: dict[str, list[Any]]
    places: dict[str, list[Place]]
    bad: bool = False


Check = Callable[[Any], Iterable[Problem]]
"""The register's rules for a draft."""


class Assembly(Generic[D]):
    """Puts drafts together from the tables of one file."""

    def __init__(self, layout: Layout[D], tables: Tables, check: Check, progress: Progress) -> None:
        self._layout = layout
        self._tables = tables
        self._check = check
        self._progress = progress
        self._refused: list[RefusedRow] = list(tables.refused)
        self._notices: list[str] = list(tables.notices)
        self._owners: dict[str, _Owner] = {}
        self._parts: set[str] = set()
        self._done = 0
        # every main row is passed twice: read, then checked with its lists
        self._total = 2 * len(tables.main.rows) + sum(len(side.rows) for side in tables.sides.values())

    def reading(self) -> Reading[D]:
        """Read everything; raises Refusal when a needed column is missing."""
        main = self._tables.main
        bound = self._bind(main, self._layout.columns)
        self._read_main(bound)
        for side in self._layout.sides:
            if side.field in self._tables.sides:
                self._read_side(side, self._tables.sides[side.field])
        given = frozenset(column.field for _, column in bound) | frozenset(self._tables.sides)
        drafts = tuple(self._drafts(given))
        if not self._owners and not self._refused:
            self._notices.append("W pliku nie ma żadnego wiersza z danymi.")
        return Reading(drafts, tuple(self._refused), tuple(self._notices))

    # headers

    def _bind(self, table: Table, columns: tuple[Column, ...]) -> list[tuple[int, Column]]:
        """Which column of the layout stands at which index."""
        by_header = {loose(column.header): column for column in columns}
        bound: dict[str, int] = {}
        unknown = []
        for index, header in enumerate(table.headers):
            key = loose(header)
            column = by_header.get(key)
            if column is None:
                unknown += [header] if key else []
            elif key in bound:
                raise Refusal(
                    f"W arkuszu „{table.title}” kolumna „{column.header}” występuje dwa razy "
                    f"({letters(bound[key])} i {letters(index)}). Zostaw jedną i wczytaj plik ponownie."
                )
            else:
                bound[key] = index
            if (
                not key
                and index not in table.lists
                and any(len(r) > index and r[index] not in ("", None) for _, r in table.rows)
            ):
                unknown.append(letters(index))
        self._require(table, columns, bound)
        if unknown:
            names = ", ".join(f"„{name}”" for name in unknown)
            self._notices.append(f"Arkusz „{table.title}”: pominięto nieznane kolumny: {names}.")
        return sorted(
            ((index, by_header[key]) for key, index in bound.items() if by_header[key].shown is None),
            key=lambda pair: pair[0],
        )

    def _require(self, table: Table, columns: tuple[Column, ...], bound: Mapping[str, int]) -> None:
        main = columns is self._layout.columns
        for column in columns:
            needed = column is self._layout.key_column or (column.required and not main)
            if needed and loose(column.header) not in bound:
                raise Refusal(
                    f"W arkuszu „{table.title}” brakuje kolumny „{column.header}”. Dodaj ją w pierwszym wierszu "
                    "(nagłówki są opisane w pomocy i w arkuszu „Opis” eksportu) i wczytaj plik ponownie."
                )

    # rows

    def _read_main(self, bound: list[tuple[int, Column]]) -> None:
        seen: dict[str, list[Place]] = {}
        owners = []
        for place, cells in self._tables.main.rows:
            self._step("Czytanie wierszy")
            values, problems = _convert(bound, cells)
            key = values.get(self._layout.key, "")
            for column, raw, problem in problems:
                self._refuse(place, column.header, text_of(raw), self._sentence(problem), key)
            surplus = self._surplus(self._tables.main, WHOLE_ROW, place, cells, key)
            if key:
                owners.append(_Owner(place, key, values, {}, {}, bad=bool(problems) or surplus))
                seen.setdefault(key, []).append(place)
            elif any(cell not in ("", None) for cell in cells):
                self._refuse(place, self._layout.key_column.header, "", self._without_key())
        for owner in owners:
            if len(seen[owner.key]) > 1:
                owner.bad = True
                rows = ", ".join(str(place.row) for place in seen[owner.key])
                reason = SENTENCES["repeated"].format(value=owner.key, rows=rows, column=self._layout.key_column.header)
                self._refuse(owner.place, self._layout.key_column.header, owner.key, reason, owner.key)
            # of repeated symbols any one stands in for the owner of side rows: none of them is taken
            self._owners[owner.key] = owner

    def _read_side(self, side: SideSheet, table: Table) -> None:
        columns = (self._layout.key_column, *side.columns)
        bound = self._bind(table, columns)
        key_field = next(index for index, column in bound if column is self._layout.key_column)
        parts = [(index, column) for index, column in bound if index != key_field]
        self._parts |= {f"{side.field}.{column.field}" for _, column in parts}
        required = [column for _, column in parts if column.required]
        needed = {column.field for column in required}
        for place, cells in table.rows:
            self._step("Czytanie list")
            key = text_of(cells[key_field]).strip() if key_field < len(cells) else ""
            owner = self._owners.get(key)
            if owner is None:
                self._refuse_orphan(place, key, cells)
                continue
            values, problems = _convert(parts, cells)
            if not needed <= values.keys():
                problems += _missing(required, values, problems)
            for column, raw, problem in problems:
                owner.bad = True
                reason = _with_owner(self._sentence(problem), key, owner.place, place)
                self._refuse(place, _side_header(side, column, place), text_of(raw), reason, key)
            if problems:
                continue
            if place.line is not None:
                owner.bad |= self._surplus(table, side.title, place, cells, key)
            owner.lists.setdefault(side.field, []).append(side.row_type(**values))
            owner.places.setdefault(side.field, []).append(place)

    def _surplus(self, table: Table, column: str, place: Place, cells: list[Raw], key: str) -> bool:
        """Refuses a row with cells beyond the headers: its values have slipped into wrong columns."""
        extra = [text_of(cell) for cell in cells[len(table.headers) :] if cell not in ("", None)]
        if extra:
            # the symbol that stands before the parts of a list is not counted
            code, own = ("too_many_cells", 0) if place.line is None else ("too_many_parts", 1)
            reason = SENTENCES[code].format(count=len(cells) - own, limit=len(table.headers) - own)
            self._refuse(place, column, ", ".join(extra), reason, key)
        return bool(extra)

    def _refuse_orphan(self, place: Place, key: str, cells: list[Raw]) -> None:
        header = self._layout.key_column.header
        if key:
            sheet = self._tables.main.title
            self._refuse(place, header, key, SENTENCES["no_owner"].format(value=key, sheet=sheet, column=header), key)
        elif any(cell not in ("", None) for cell in cells):
            self._refuse(place, header, "", self._without_key())

    # drafts

    def _drafts(self, given: frozenset[str]) -> Iterator[Row[D]]:
        parts = frozenset(self._parts)
        for owner in self._owners.values():
            self._step("Sprawdzanie wierszy")
            if owner.bad:
                continue
            for name, rows in owner.lists.items():
                owner.values[name] = tuple(rows)
            places = {name: tuple(rows) for name, rows in owner.places.items()}
            draft = self._layout.draft_type(**owner.values)
            row = Row(owner.place.sheet, owner.place.row, draft, given, parts, places)
            # what the file does not state is judged later, together with the stored value
            problems = [p for p in self._check(draft) if p.field.partition(".")[0] in given]
            if problems:
                self._refused += [refusal(self._layout, row, problem) for problem in problems]
            else:
                yield row

    def _step(self, text: str) -> None:
        if self._done % _REPORT_EVERY == 0:
            self._progress.report(self._done, self._total, text)
        self._done += 1

    # words

    def _sentence(self, problem: Unreadable) -> str:
        words = {**WORDS, **SENTENCES, **self._layout.sentences}
        return words[problem.code].format(**problem.details)

    def _without_key(self) -> str:
        return SENTENCES["no_key"].format(column=self._layout.key_column.header)

    def _refuse(self, place: Place, column: str, value: str, reason: str, key: str = "") -> None:
        self._refused.append(refused_row(place, column, value, reason, key))


def refused_row(place: Place, column: str, value: str, reason: str, key: str = "") -> RefusedRow:
    """A refused row; a place inside a cell is told in the reason, long values are cut."""
    if place.line is not None:
        reason = f"Wiersz {place.line} w komórce: {reason}"
    return RefusedRow(place.sheet, place.row, column, _short(value), reason, key)


def refusal(layout: Layout[D], row: Row[D], problem: Problem) -> RefusedRow:
    """Where in the file a problem of a draft stands, for the reading itself and for a use case that checks further."""
    key = str(getattr(row.draft, layout.key))
    reason = problem.sentence({**SENTENCES, **layout.sentences})
    name, _, rest = problem.field.partition(".")
    index, _, part = rest.partition(".")
    main = Place(row.sheet, row.row_number)
    side = layout.side(name)
    if side is None:
        column = next((c for c in layout.columns if c.field == name), None)
        words = layout.fields.get(name)
        header = column.header if column else words.label if words else name
        value: Any = getattr(row.draft, name, None)
        if index:
            return refused_row(main, header, str(value[int(index)]), f"Pozycja {int(index) + 1}: {reason}", key)
        return refused_row(main, header, csv_text(column.cell, value) if column else "", reason, key)
    if not index:
        return refused_row(main, side.title, "", reason, key)
    place = row.places[name][int(index)]
    column = next((c for c in side.columns if c.field == part), None)
    value = csv_text(column.cell, getattr(getattr(row.draft, name)[int(index)], part)) if column else ""
    header = _side_header(side, column, place) if column else side.title
    return refused_row(place, header, value, _with_owner(reason, key, main, place), key)


def _side_header(side: SideSheet, column: Column, place: Place) -> str:
    """In CSV the list's column is named too, for its parts have no column of their own."""
    return column.header if place.line is None else f"{side.title}: {column.header}"


def _with_owner(sentence: str, key: str, owner: Place, place: Place) -> str:
    """Names the main row that a bad row of a side sheet takes down with it."""
    if place.line is not None:
        return sentence
    return f"{sentence} Z tego powodu nie wczytano pozycji „{key}” (arkusz „{owner.sheet}”, wiersz {owner.row})."


def _convert(
    bound: list[tuple[int, Column]], cells: list[Raw]
) -> tuple[dict[str, Any], list[tuple[Column, Raw, Unreadable]]]:
    """The values of the cells that are not blank, and what could not be read."""
    values: dict[str, Any] = {}
    problems: list[tuple[Column, Raw, Unreadable]] = []
    width = len(cells)
    for index, column in bound:
        if index >= width:
            break
        raw = cells[index]
        if raw in ("", None):
            continue
        try:
            if type(raw) is CellError:
                raise Unreadable("cell_error", value=raw)
            values[column.field] = column.cell.read(raw)
        except Unreadable as problem:
            if column.cell.style == "text" or not text_of(raw).isspace():
                problems.append((column, raw, problem))
    return values, problems


def _missing(
    required: Sequence[Column], values: dict[str, Any], problems: list[tuple[Column, Raw, Unreadable]]
) -> list[tuple[Column, Raw, Unreadable]]:
    """Blank cells that a row of a list cannot do without."""
    told = [column for column, _, _ in problems]
    return [
        (column, None, Unreadable("required"))
        for column in required
        if column.field not in values and column not in told
    ]


def _short(value: str) -> str:
    return value if len(value) <= _SHOWN_LENGTH else value[: _SHOWN_LENGTH - 1] + "…"
