"""The table of training institutions."""

from typing import ClassVar

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned
from db.types import SORT_KEY


class InstitutionRow(Versioned, Base):
    """One institution; ``sort`` orders by name, ``find`` holds every name, folded.

    ``apart`` are the ids, as text, of institutions that somebody found to be others when they were proposed for
    merging with this one.
    """

    __tablename__ = "training_institution"
    __table_args__ = (Index(None, "deleted_at", "sort", "id"),)
    entity: ClassVar[str] = "training_institution"

    name: Mapped[str] = mapped_column(String(200))
    aliases: Mapped[tuple[str, ...]]
    nip: Mapped[str] = mapped_column(String(13))
    regon: Mapped[str] = mapped_column(String(14))
    street: Mapped[str] = mapped_column(String(120))
    postal_code: Mapped[str] = mapped_column(String(6))
    town: Mapped[str] = mapped_column(String(80))
    phone: Mapped[str] = mapped_column(String(40))
    email: Mapped[str] = mapped_column(String(120))
    website: Mapped[str] = mapped_column(String(200))
    contact: Mapped[str] = mapped_column(String(160))
    areas: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    apart: Mapped[tuple[str, ...]]
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
