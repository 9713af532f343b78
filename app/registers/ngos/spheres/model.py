"""The table of the office's own list of spheres: at most one living row."""

from typing import Any, ClassVar

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned
from db.types import SORT_KEY, JsonValue


class SphereListRow(Versioned, Base):
    """The list as JSON: it is read and replaced whole."""

    __tablename__ = "ngo_sphere_list"
    entity: ClassVar[str] = "ngo_sphere_list"

    source: Mapped[str] = mapped_column(String(300))
    spheres: Mapped[Any] = mapped_column(JsonValue)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
