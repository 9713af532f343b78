"""The table of search documents: derived from records, rebuilt at any time, therefore neither versioned nor audited."""

from typing import ClassVar

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class SearchDocumentRow(Base):
    """The words of one record, ready for the index in memory; see ``SearchDocument.terms`` for the format."""

    __tablename__ = "search_document"
    __table_args__ = (UniqueConstraint("entity", "record_id"),)
    entity: ClassVar[str] = "search"
    """The kind of this table's own rows, whose counter tells an index that it is out of date."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    entity_key: Mapped[str] = mapped_column("entity", String(40))
    record_id: Mapped[int] = mapped_column()
    symbol: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    terms: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str] = mapped_column(String(16))
