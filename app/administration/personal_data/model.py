"""The list of erasures: which records were made anonymous, so that an older copy, once restored, is cleaned again."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class ErasureRow(Base):
    """One anonymised record, by kind and number only: the list itself names nobody.

    Rows of one erasure have the same moment. A person who had no record of their own is one of them, with a number
    of the list and a ``trace`` (``standing.trace_of``) by which a name that comes back is known.
    """

    __tablename__ = "erasure"
    __table_args__ = (Index(None, "subject", "record_id"),)
    entity = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    author: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    reason: Mapped[str] = mapped_column(String(400))
    trace: Mapped[str] = mapped_column(String(100), default="")
