"""A layout described as data: which field of a draft stands in which column of which sheet."""

import functools
import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from app.core.words import FieldWords
from app.exchange.cells import Cell, Choice, Choices, Day, Lines, Number, Text, loose

D = TypeVar("D")


@dataclass(frozen=True)
class Column:
    """One column: a field of the draft (or of a row in a list field) and how its cells are written and read."""

    field: str
    words: FieldWords
    cell: Cell
    required: bool = False
    limit: int | None = None
    most: int | None = None
    shown: Callable[[Any], Any] | None = None
    """Set for a column that is only written, never read: gives its text, or a value of its cell, from the record."""

    @property
    def header(self) -> str:
        return self.words.label


@dataclass(frozen=True)
class SideSheet:
    """A list field with a sheet of its own: each row starts with the symbol of the record it belongs to."""

    field: str
    title: str
    row_type: type[Any]
    columns: tuple[Column, ...]
    help: str = ""

    @property
    def csv_header(self) -> str:
        """The header in CSV, which names the parts: ``Godziny: Dzień | Od | Do``."""
        return f"{self.title}: " + " | ".join(column.header for column in self.columns)


@dataclass(frozen=True)
class Layout(Generic[D]):
    """Everything that reading and writing one kind of record needs to know.

    ``key`` is the field whose value ties rows of side sheets to their record. ``sentences`` are the register's
    own words for problem codes, ``fields`` its labels.
    """

    title: str
    draft_type: type[D]
    key: str
    columns: tuple[Column, ...]
    sides: tuple[SideSheet, ...]
    fields: Mapping[str, FieldWords]
    sentences: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for columns in (self.columns, *(side.columns for side in self.sides)):
            headers = [loose(column.header) for column in columns]
            if len(set(headers)) != len(headers):
                raise ValueError(f"two columns share a header: {sorted(headers)}")

    @property
    def key_column(self) -> Column:
        return next(column for column in self.columns if column.field == self.key)

    def side(self, name: str) -> SideSheet | None:
        """The side sheet of a list field."""
        return next((side for side in self.sides if side.field == name), None)


def letters(index: int) -> str:
    """The letters of a column as a spreadsheet shows them, from 0: A, …, Z, AA."""
    head, rest = divmod(index, 26)
    return (letters(head - 1) if head else "") + chr(ord("A") + rest)


_LETTERS_AND_ROW = re.compile(r"([A-Z]+)(\d+)")


def position(reference: str) -> tuple[int, int]:
    """Row and column, both from 0, of a reference such as ``C7``."""
    match = _LETTERS_AND_ROW.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def columns_of(
    draft_type: type[Any],
    words: Mapping[str, FieldWords],
    labels: Mapping[type[StrEnum], Mapping[StrEnum, str]],
    *,
    special: Mapping[str, Cell],
    omit: Sequence[str] = (),
    prefix: str = "",
) -> Iterator[Column]:
    """A column for every field whose cells are known from its type or from ``special``; list rows are left out.

    So a field added to a draft is exchanged without a further line. ``special`` and ``omit`` name fields with
    the prefix (``fees.amount``).
    """
    hints = _hints(typing.cast("Any", draft_type))
    for spec in fields(draft_type):
        name = prefix + spec.name
        if name in omit or row_type_of(hints[spec.name]) is not None:
            continue
        cell = special.get(name) or _cell_for(hints[spec.name], labels)
        limit, most = spec.metadata.get("limit"), spec.metadata.get("most")
        required = bool(spec.metadata.get("required")) or spec.default is MISSING
        yield Column(spec.name, words[name], cell, required, limit, most)


@functools.lru_cache(maxsize=64)
def _hints(draft_type: Any) -> dict[str, Any]:
    return typing.get_type_hints(draft_type)


def row_type_of(hint: Any) -> type[Any] | None:
    """The dataclass of a list field's rows."""
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is tuple and is_dataclass(arguments[0]):
        return typing.cast("type[Any]", arguments[0])
    return None


def _cell_for(hint: Any, labels: Mapping[type[StrEnum], Mapping[StrEnum, str]]) -> Cell:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    if typing.get_origin(hint) is tuple:
        item = typing.get_args(hint)[0]
        return Lines() if item is str else Choices(Choice(labels[item]))
    simple: dict[Any, Cell] = {str: Text(), int: Number(), date: Day()}
    return simple[hint] if hint in simple else Choice(labels[hint])
