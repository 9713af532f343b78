"""Where the map's data come from: each file brought on a memory stick is one import, which can be undone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.core.drafts import day, number, shape_problems, text
from app.core.problems import Problem
from app.geo.mapdata import DataKind

SOURCE = "Opracowano na podstawie materiałów państwowego zasobu geodezyjnego i kartograficznego"
"""Stands on every map made from PRG data (CC BY 4.0 label of the data set)."""
OPENSTREETMAP = "© autorzy OpenStreetMap, licencja ODbL"
"""What the licence of OpenStreetMap asks to be said."""


@dataclass(frozen=True, kw_only=True)
class MapImportDraft:
    """What is kept of an import besides its shapes.

    Of each ``layer`` the newest living import is shown, of own points all of them. ``items`` are how many areas, lines,
    places or addresses were kept of ``read`` in the file. ``area`` is the gmina's, in square metres, 0 for other
    layers. ``state_on`` is the day of which the data are.
    """

    layer: DataKind = DataKind.AREAS
    file_name: str = text(200, required=True)
    format: str = text(80)
    teryt: str = text(7)
    name: str = text(80)
    source: str = text(300, default=SOURCE)
    state_on: date | None = day()
    read: int | None = number(0, 2_000_000_000)
    items: int | None = number(0, 2_000_000_000)
    area: int | None = number(0, 10**12)


@dataclass(frozen=True, kw_only=True)
class MapImport(MapImportDraft):
    """An import as saved."""

    id: int
    version: int


def validate(draft: MapImportDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: MapImportDraft) -> Iterator[Problem]:
    if not draft.source.strip():
        yield Problem("source", "required")
