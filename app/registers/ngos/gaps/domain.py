"""The gap matrix: which spheres of public tasks reach which locality or group of people, and where nobody acts.

An organisation acts where its seat or a place of activity is. Those whose area of action is at least the gmina have a
row of their own besides: acting „in the whole gmina” from its town does not yet mean that a village is reached.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.polish import fold, sort_key
from app.registers.ngos.dictionary import SphereList
from app.registers.ngos.organisations.domain import AddressKind, Organisation, OrganisationStatus, Reach, ServedGroup

WHOLE_GMINA = "cała gmina"
OVERLAP_FROM = 2
"""Organisations that do the same in the same place."""
WIDE = ""
"""Key of the first row: organisations of the whole gmina, or those that help everyone."""
_WHOLE_GMINA = frozenset({Reach.GMINA, Reach.POWIAT, Reach.REGION, Reach.COUNTRY, Reach.ABROAD})


class RowKind(StrEnum):
    """What the rows are."""

    PLACES = "places"
    SERVED = "served"


class ColumnKind(StrEnum):
    """What the columns are."""

    GROUPS = "groups"
    SPHERES = "spheres"


@dataclass(frozen=True)
class Line:
    """A row or a column: its key, what stands in its heading, and the same in full."""

    key: str
    short: str
    label: str


@dataclass(frozen=True)
class Cell:
    """Ids of organisations with a place there, and of those that act wider and have none there."""

    here: tuple[int, ...] = ()
    everywhere: tuple[int, ...] = ()

    @property
    def gap(self) -> bool:
        """Nobody on the spot."""
        return not self.here

    @property
    def nobody(self) -> bool:
        """Nobody on the spot and nobody who acts wider."""
        return not self.here and not self.everywhere

    @property
    def overlap(self) -> bool:
        """Several do the same in the same place."""
        return len(self.here) >= OVERLAP_FROM

    @property
    def text(self) -> str:
        """``3``, ``–`` where nobody is on the spot, ``brak`` where nobody acts wider, either."""
        if self.here:
            return str(len(self.here))
        return "brak" if self.nobody else "–"


@dataclass(frozen=True)
class GapMatrix:
    """All cells by the keys of row and column; a missing one is a gap. The first row is the whole gmina (``WIDE``)."""

    all_rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: Mapping[tuple[str, str], Cell]

    @property
    def rows(self) -> tuple[Line, ...]:
        """Localities or groups of people, without the row of the whole."""
        return tuple(row for row in self.all_rows if row.key != WIDE)

    def cell(self, row: str, column: str) -> Cell:
        """The cell, empty where nobody acts."""
        return self.cells.get((row, column), Cell())

    def gaps(self, column: str) -> tuple[Line, ...]:
        """Rows with nobody on the spot."""
        return tuple(row for row in self.rows if self.cell(row.key, column).gap)

    def overlaps(self) -> tuple[tuple[Line, Line, Cell], ...]:
        """Row, column and cell wherever several organisations do the same."""
        found = ((row, column, self.cell(row.key, column.key)) for row in self.rows for column in self.columns)
        return tuple(each for each in found if each[2].overlap)

    @property
    def number_of_gaps(self) -> int:
        """How many cells are empty."""
        return sum(len(self.gaps(column.key)) for column in self.columns)


def by_place(
    organisations: Iterable[Organisation], places: Iterable[str], columns: Sequence[Line], spheres: SphereList
) -> GapMatrix:
    """Rows are localities: those of the map and those that addresses name; spelling and case do not matter."""
    names = {fold(name).strip(): name for name in sorted(places, key=sort_key, reverse=True) if name.strip()}
    acting = [each for each in organisations if each.status is not OrganisationStatus.DISSOLVED]
    for each in acting:
        for address in each.addresses:
            if address.kind is not AddressKind.MAIL and address.place.strip():
                names.setdefault(fold(address.place).strip(), address.place)
    rows = tuple(Line(key, name, name) for key, name in sorted(names.items(), key=lambda item: sort_key(item[1])))
    return _matrix((Line(WIDE, WHOLE_GMINA, WHOLE_GMINA), *rows), columns, acting, spheres, _places)


def by_served(
    organisations: Iterable[Organisation],
    labels: Mapping[ServedGroup, str],
    columns: Sequence[Line],
    spheres: SphereList,
) -> GapMatrix:
    """Rows are groups of people; who helps everyone has a row of their own, as the whole gmina has for places."""
    acting = [each for each in organisations if each.status is not OrganisationStatus.DISSOLVED]
    groups = [group for group in ServedGroup if group is not ServedGroup.EVERYONE]
    everyone = labels[ServedGroup.EVERYONE]
    rows = tuple(Line(group.value, labels[group], labels[group]) for group in groups)
    return _matrix((Line(WIDE, everyone, everyone), *rows), columns, acting, spheres, _served)


def group_columns(groups: Iterable[tuple[str, str, str]]) -> tuple[Line, ...]:
    """Columns of groups of spheres given by key, letter and name."""
    return tuple(Line(key, name, f"{letter} – {name}") for key, letter, name in groups)


def _places(organisation: Organisation) -> tuple[set[str], bool]:
    here = {fold(each.place).strip() for each in organisation.addresses if each.kind is not AddressKind.MAIL}
    return here - {""}, organisation.reach in _WHOLE_GMINA


def _served(organisation: Organisation) -> tuple[set[str], bool]:
    here = {group.value for group in organisation.served if group is not ServedGroup.EVERYONE}
    return here, ServedGroup.EVERYONE in organisation.served


def _matrix(
    rows: tuple[Line, ...],
    columns: Sequence[Line],
    organisations: Iterable[Organisation],
    spheres: SphereList,
    where: Callable[[Organisation], tuple[set[str], bool]],
) -> GapMatrix:
    here: dict[tuple[str, str], list[int]] = defaultdict(list)
    wide: dict[tuple[str, str], list[int]] = defaultdict(list)
    wanted, known = {column.key for column in columns}, {row.key for row in rows} - {WIDE}
    for each in organisations:
        does = wanted & {*each.spheres, *spheres.groups_of(each.spheres)}
        at, everywhere = where(each)
        for column in does:
            for row in at & known:
                here[row, column].append(each.id)
            if everywhere:
                here[WIDE, column].append(each.id)
                for row in known - at:
                    wide[row, column].append(each.id)
    cells = {key: Cell(tuple(here.get(key, ())), tuple(wide.get(key, ()))) for key in {*here, *wide}}
    return GapMatrix(rows, tuple(columns), cells)
