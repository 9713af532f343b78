"""What the spreadsheets of registers share: a sheet for each list of a draft, and columns that are only told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_type_hints

from app.core.words import FieldWords
from app.exchange.cells import Cell
from app.exchange.layout import Column, Layout, SideSheet, columns_of

D = TypeVar("D")


def side_sheets(
    draft_type: type[Any],
    titles: Mapping[str, str],
    fields: Mapping[str, FieldWords],
    labels: Mapping[type[StrEnum], Mapping[StrEnum, str]],
    *,
    special: Mapping[str, Cell],
    omit: Sequence[str] = (),
) -> tuple[SideSheet, ...]:
    """A sheet for each list field of the draft that ``titles`` names; the others mean what they do for columns_of."""
    hints = get_type_hints(draft_type)
    sides = []
    for name, title in titles.items():
        row_type = get_args(hints[name])[0]
        columns = columns_of(row_type, fields, labels, special=special, omit=omit, prefix=f"{name}.")
        sides.append(SideSheet(name, title, row_type, tuple(columns), fields[name].help))
    return tuple(sides)


def key_first(columns: Iterable[Column], key: str) -> tuple[Column, ...]:
    """The column that ties the sheets before all others, which keep their order."""
    return tuple(sorted(columns, key=lambda column: column.field != key))


def telling(layout: Layout[D], told: Iterable[Column]) -> Layout[D]:
    """With columns of what the program works out: written only, and known as such in a file that comes back."""
    return replace(layout, columns=(*layout.columns, *told))
