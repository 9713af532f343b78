"""Queries and statements over the shapes of imports; no commit, no rules."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, cast

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from app.core.progress import Progress
from app.geo.mapdata import DataKind
from app.geo.shapes import AddressPoint, Area, Level, Line, Place, Surface
from app.geo.stored import line_from, line_text, polygons_from, polygons_text
from app.registers.ngos.geography.model import (
    AddressPointRow,
    MapAreaRow,
    MapImportRow,
    MapLineRow,
    MapPlaceRow,
    MapSurfaceRow,
)

CHUNK = 5_000
"""Rows of one INSERT; between two the work can be cancelled."""


def shown(session: Session) -> Mapping[DataKind, Sequence[int]]:
    """Ids of the imports that are shown, by layer: the newest living one, of own points every living one."""
    newest: dict[DataKind, list[int]] = {}
    living = select(MapImportRow.layer, MapImportRow.id).where(MapImportRow.deleted_at.is_(None))
    for layer, import_id in session.execute(living.order_by(MapImportRow.id.desc())):
        ids = newest.setdefault(layer, [])
        if layer is DataKind.POINTS or not ids:
            ids.append(import_id)
    return newest


def areas(session: Session, import_ids: Sequence[int]) -> tuple[Area, ...]:
    """The gminas, each with its levels from the finest."""
    found: dict[str, tuple[str, bool, list[Level]]] = {}
    rows = session.execute(
        select(MapAreaRow.code, MapAreaRow.name, MapAreaRow.own, MapAreaRow.tolerance, MapAreaRow.geometry)
        .where(MapAreaRow.import_id.in_(import_ids))
        .order_by(MapAreaRow.id)
    )
    for code, name, own, tolerance, geometry in rows:
        found.setdefault(code, (name, own, []))[2].append(Level(tolerance, polygons_from(geometry)))
    return tuple(
        Area(code=code, name=name, own=own, levels=tuple(sorted(levels, key=lambda level: level.tolerance)))
        for code, (name, own, levels) in found.items()
    )


def lines(session: Session, import_ids: Sequence[int]) -> tuple[Line, ...]:
    """Roads, streets, railways, rivers."""
    rows = session.execute(
        select(MapLineRow.kind, MapLineRow.name, MapLineRow.geometry)
        .where(MapLineRow.import_id.in_(import_ids))
        .order_by(MapLineRow.id)
    )
    return tuple(Line(kind=kind, name=name, points=line_from(geometry)) for kind, name, geometry in rows)


def surfaces(session: Session, import_ids: Sequence[int]) -> tuple[Surface, ...]:
    """Lakes, woods, built-up parts."""
    rows = session.execute(
        select(MapSurfaceRow.kind, MapSurfaceRow.name, MapSurfaceRow.geometry)
        .where(MapSurfaceRow.import_id.in_(import_ids))
        .order_by(MapSurfaceRow.id)
    )
    return tuple(Surface(kind=kind, name=name, polygons=polygons_from(geometry)) for kind, name, geometry in rows)


def places(session: Session, import_ids: Sequence[int]) -> tuple[Place, ...]:
    """Localities, or own points."""
    rows = session.execute(
        select(MapPlaceRow.kind, MapPlaceRow.code, MapPlaceRow.name, MapPlaceRow.x, MapPlaceRow.y)
        .where(MapPlaceRow.import_id.in_(import_ids))
        .order_by(MapPlaceRow.id)
    )
    return tuple(Place(kind=kind, code=code, name=name, x=x, y=y) for kind, code, name, x, y in rows)


def addresses(session: Session, import_ids: Sequence[int]) -> tuple[AddressPoint, ...]:
    """The register of addresses; tens of thousands are usual."""
    row = AddressPointRow
    found = session.execute(
        select(row.place, row.street, row.number, row.x, row.y, row.postal_code, row.place_code)
        .where(row.import_id.in_(import_ids))
        .order_by(row.id)
    )
    return tuple(AddressPoint(*each) for each in found)


def count_addresses(session: Session, import_ids: Sequence[int]) -> int:
    """How many addresses are known."""
    return session.scalar(select(func.count()).where(AddressPointRow.import_id.in_(import_ids))) or 0


def add_areas(session: Session, import_id: int, found: Iterable[Area], progress: Progress) -> None:
    """Save the gminas with all their levels."""
    _add(
        session,
        MapAreaRow,
        (
            {
                "import_id": import_id,
                "code": area.code[:7],
                "name": area.name[:80],
                "own": area.own,
                "tolerance": level.tolerance,
                "geometry": polygons_text(level.polygons),
            }
            for area in found
            for level in area.levels
        ),
        progress,
    )


def add_lines(session: Session, import_id: int, found: Iterable[Line], progress: Progress) -> None:
    """Save roads, streets, railways, rivers."""
    _add(
        session,
        MapLineRow,
        (
            {"import_id": import_id, "kind": each.kind, "name": each.name[:160], "geometry": line_text(each.points)}
            for each in found
        ),
        progress,
    )


def add_surfaces(session: Session, import_id: int, found: Iterable[Surface], progress: Progress) -> None:
    """Save lakes, woods, built-up parts."""
    _add(
        session,
        MapSurfaceRow,
        (
            {
                "import_id": import_id,
                "kind": each.kind,
                "name": each.name[:160],
                "geometry": polygons_text(each.polygons),
            }
            for each in found
        ),
        progress,
    )


def add_places(session: Session, import_id: int, found: Iterable[Place], progress: Progress) -> None:
    """Save localities or own points."""
    _add(
        session,
        MapPlaceRow,
        (
            {
                "import_id": import_id,
                "kind": each.kind,
                "code": each.code[:7],
                "name": each.name[:80],
                "x": each.x,
                "y": each.y,
            }
            for each in found
        ),
        progress,
    )


def add_addresses(session: Session, import_id: int, found: Iterable[AddressPoint], progress: Progress) -> None:
    """Save addresses."""
    _add(
        session,
        AddressPointRow,
        (
            {
                "import_id": import_id,
                "place": each.place[:80],
                "place_code": each.place_code[:7],
                "street": each.street[:120],
                "number": each.number[:20],
                "postal_code": each.postal_code[:6],
                "x": each.x,
                "y": each.y,
            }
            for each in found
        ),
        progress,
    )


def _add(session: Session, row_class: Any, values: Iterator[dict[str, Any]], progress: Progress) -> None:
    """Shapes are no records: they belong to their import, which the audit log tells of."""
    connection, statement = session.connection(), insert(cast("Table", row_class.__table__))
    done = 0
    while chunk := list(islice(values, CHUNK)):
        connection.execute(statement, chunk)
        done += len(chunk)
        progress.report(done, 0, "Zapisywanie")
