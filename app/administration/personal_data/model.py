"""The list of erasures: which records were made anonymous, so that an older copy, once restored, is cleaned again."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class ErasureRow(Base):
    """One anonymised record, by kind and number only: the list itself holds no personal data."""

    __tablename__ = "erasure"
    __table_args__ = (UniqueConstraint("subject", "record_id"),)
    entity = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    author: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    reason: Mapped[str] = mapped_column(String(400))
