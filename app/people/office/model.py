"""The table with the office's own data: one row."""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.people.office.domain import GminaKind, HeadTitle
from db.base import Base, Versioned
from db.types import JsonValue, StrEnumType


class OfficeRow(Versioned, Base):
    """The office; lists of hours, exceptions and accounts are short and always used whole, hence JSON."""

    __tablename__ = "office"
    entity: ClassVar[str] = "office"

    name: Mapped[str] = mapped_column(String(120))
    gmina: Mapped[str] = mapped_column(String(120))
    kind: Mapped[GminaKind] = mapped_column(StrEnumType(GminaKind))
    teryt: Mapped[str] = mapped_column(String(7))
    street: Mapped[str] = mapped_column(String(120))
    postal_code: Mapped[str] = mapped_column(String(6))
    town: Mapped[str] = mapped_column(String(80))
    phone: Mapped[str] = mapped_column(String(40))
    fax: Mapped[str] = mapped_column(String(40))
    email: Mapped[str] = mapped_column(String(120))
    website: Mapped[str] = mapped_column(String(200))
    bip: Mapped[str] = mapped_column(String(200))
    delivery_address: Mapped[str] = mapped_column(String(60))
    nip: Mapped[str] = mapped_column(String(13))
    regon: Mapped[str] = mapped_column(String(14))
    head_title: Mapped[HeadTitle] = mapped_column(StrEnumType(HeadTitle))
    head_name: Mapped[str] = mapped_column(String(120))
    coat_of_arms: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    coat_of_arms_note: Mapped[str] = mapped_column(String(200))
    hours: Mapped[Any] = mapped_column(JsonValue)
    hours_exceptions: Mapped[Any] = mapped_column(JsonValue)
    bank_accounts: Mapped[Any] = mapped_column(JsonValue)
    appeal_body: Mapped[str] = mapped_column(String(200))
    data_protection: Mapped[str] = mapped_column(Text)
    demonstration: Mapped[bool]
