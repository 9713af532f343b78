"""The tables of organisations: the organisation and its addresses, which the map asks about."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Float, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.geo.placing import PlacingMethod
from app.registers.ngos.organisations.domain import AddressKind, LegalForm, OrganisationStatus, Reach
from db import personal
from db.base import Base, Positioned, Versioned
from db.types import SORT_KEY, JsonValue, StrEnumType

_PEOPLE = personal.people("ngo_person", name="name", role="role", ends="until", contacts=("phone", "email"))
_HOME = personal.home(
    "ngo_private_address",
    texts=("premises", "street", "number", "postal_code", "post_town", "placed_as"),
    values=("x", "y", "method", "certainty"),
)


class OrganisationRow(Versioned, Base):
    """One organisation. ``spheres``, ``served`` are lists of codes; ``place`` is the locality of its seat."""

    __tablename__ = "ngo"
    __table_args__ = (
        Index(None, "deleted_at", "sort", "id"),
        Index(None, "krs"),
    )
    entity: ClassVar[str] = "ngo"

    name: Mapped[str] = mapped_column(String(300))
    short_name: Mapped[str] = mapped_column(String(80))
    legal_form: Mapped[LegalForm] = mapped_column(StrEnumType(LegalForm))
    status: Mapped[OrganisationStatus] = mapped_column(StrEnumType(OrganisationStatus))
    krs: Mapped[str] = mapped_column(String(10))
    nip: Mapped[str] = mapped_column(String(13))
    regon: Mapped[str] = mapped_column(String(14))
    register_entry: Mapped[str] = mapped_column(String(120))
    opp_since: Mapped[date | None]
    founded_year: Mapped[int | None]
    registered_on: Mapped[date | None]
    addresses: Mapped[list["AddressRow"]] = relationship(
        order_by="AddressRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    people: Mapped[Any] = mapped_column(JsonValue, info=_PEOPLE)
    phones: Mapped[tuple[str, ...]]
    email: Mapped[str] = mapped_column(String(120))
    website: Mapped[str] = mapped_column(String(200))
    leading: Mapped[str] = mapped_column(String(8))
    spheres: Mapped[tuple[str, ...]]
    reach: Mapped[Reach | None] = mapped_column(StrEnumType(Reach))
    served: Mapped[tuple[str, ...]]
    members: Mapped[int | None]
    volunteers: Mapped[int | None]
    premises: Mapped[str] = mapped_column(Text)
    aims: Mapped[str] = mapped_column(Text)
    tasks: Mapped[str] = mapped_column(Text)
    achievements: Mapped[Any] = mapped_column(JsonValue)
    account: Mapped[str] = mapped_column(String(34))
    consents: Mapped[Any] = mapped_column(JsonValue, info=personal.evidence("ngo_consent"))
    confirmed_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    place_sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)


class AddressRow(Positioned, Base):
    """One address of an organisation; ``x``, ``y`` are EPSG:2180 metres, None while it is not on the map."""

    __tablename__ = "ngo_address"
    entity: ClassVar[str] = "ngo"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("ngo.id", ondelete="CASCADE"), index=True)
    kind: Mapped[AddressKind] = mapped_column(StrEnumType(AddressKind))
    premises: Mapped[str] = mapped_column(String(160))
    street: Mapped[str] = mapped_column(String(120))
    number: Mapped[str] = mapped_column(String(20))
    postal_code: Mapped[str] = mapped_column(String(6))
    place: Mapped[str] = mapped_column(String(80))
    post_town: Mapped[str] = mapped_column(String(80))
    private: Mapped[bool] = mapped_column(info=_HOME)
    x: Mapped[float | None] = mapped_column(Float(53))
    y: Mapped[float | None] = mapped_column(Float(53))
    method: Mapped[PlacingMethod | None] = mapped_column(StrEnumType(PlacingMethod))
    certainty: Mapped[int | None]
    placed_as: Mapped[str] = mapped_column(String(300))
