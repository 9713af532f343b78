"""The tables of the map: imports, and the areas, lines, places and addresses each of them brought."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, Float, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.geo.mapdata import DataKind
from app.geo.shapes import LineKind, PlaceKind, SurfaceKind
from db.base import Base, Versioned
from db.types import SORT_KEY, StrEnumType


class MapImportRow(Versioned, Base):
    """One import; its shapes stay when it is deleted, so that it can be undone and done again."""

    __tablename__ = "map_import"
    __table_args__ = (Index(None, "deleted_at", "layer", "id"),)
    entity: ClassVar[str] = "ngo_map"

    layer: Mapped[DataKind] = mapped_column(StrEnumType(DataKind))
    file_name: Mapped[str] = mapped_column(String(200))
    format: Mapped[str] = mapped_column(String(80))
    teryt: Mapped[str] = mapped_column(String(7))
    name: Mapped[str] = mapped_column(String(80))
    source: Mapped[str] = mapped_column(String(300))
    state_on: Mapped[date | None]
    read: Mapped[int | None] = mapped_column(BigInteger)
    items: Mapped[int | None] = mapped_column(BigInteger)
    area: Mapped[int | None] = mapped_column(BigInteger)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)


class MapShape:
    """Columns of everything an import brought; written once, never changed."""

    entity: ClassVar[str] = "ngo_map"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True, sort_order=-90)
    import_id: Mapped[int] = mapped_column(ForeignKey("map_import.id", ondelete="CASCADE"), index=True, sort_order=-80)


class MapAreaRow(MapShape, Base):
    """A gmina at one level of detail; ``geometry`` is WKT in EPSG:2180, ``tolerance`` in metres."""

    __tablename__ = "map_area"

    code: Mapped[str] = mapped_column(String(7))
    name: Mapped[str] = mapped_column(String(80))
    own: Mapped[bool]
    tolerance: Mapped[float] = mapped_column(Float(53))
    geometry: Mapped[str] = mapped_column(Text)


class MapLineRow(MapShape, Base):
    """A road, street, railway or river as WKT in EPSG:2180."""

    __tablename__ = "map_line"

    kind: Mapped[LineKind] = mapped_column(StrEnumType(LineKind))
    name: Mapped[str] = mapped_column(String(160))
    geometry: Mapped[str] = mapped_column(Text)


class MapSurfaceRow(MapShape, Base):
    """A lake, a wood, a built-up part as WKT in EPSG:2180."""

    __tablename__ = "map_surface"

    kind: Mapped[SurfaceKind] = mapped_column(StrEnumType(SurfaceKind))
    name: Mapped[str] = mapped_column(String(160))
    geometry: Mapped[str] = mapped_column(Text)


class MapPlaceRow(MapShape, Base):
    """A locality; ``x``, ``y`` are EPSG:2180 metres."""

    __tablename__ = "map_place"

    kind: Mapped[PlaceKind] = mapped_column(StrEnumType(PlaceKind))
    code: Mapped[str] = mapped_column(String(7))
    name: Mapped[str] = mapped_column(String(80))
    x: Mapped[float] = mapped_column(Float(53))
    y: Mapped[float] = mapped_column(Float(53))


class AddressPointRow(MapShape, Base):
    """One address of the register of addresses; ``x``, ``y`` are EPSG:2180 metres."""

    __tablename__ = "map_address"

    place: Mapped[str] = mapped_column(String(80))
    place_code: Mapped[str] = mapped_column(String(7))
    street: Mapped[str] = mapped_column(String(120))
    number: Mapped[str] = mapped_column(String(20))
    postal_code: Mapped[str] = mapped_column(String(6))
    x: Mapped[float] = mapped_column(Float(53))
    y: Mapped[float] = mapped_column(Float(53))
