"""Files kept in the database, once each, named by the hash of their content."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class StoredFileRow(Base):
    """A file's content under its SHA-256 (64 hexadecimal digits)."""

    __tablename__ = "stored_file"
    entity: ClassVar[str] = "stored_file"
    logged_additions: ClassVar[tuple[str, ...]] = ("sha256", "media_type", "size")

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    added_at: Mapped[datetime]
    content: Mapped[bytes] = mapped_column(LargeBinary, nullable=False, deferred=True)
