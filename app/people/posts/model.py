"""The table of posts."""

from typing import ClassVar

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.people.posts.domain import PostKind
from db.base import Base, Versioned
from db.types import SORT_KEY, StrEnumType


class PostRow(Versioned, Base):
    """One post; ``sort`` orders by name in Polish, ``find`` is folded text for searching.

    No two that are not deleted have one name; a deleted one keeps its own and may come back when it is free.
    """

    __tablename__ = "post"
    __table_args__ = (Index(None, "deleted_at", "sort", "id"),)
    entity: ClassVar[str] = "post"

    name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[PostKind] = mapped_column(StrEnumType(PostKind))
    requirements: Mapped[str] = mapped_column(Text)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
