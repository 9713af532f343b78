"""The table of accounts. Passwords and keys are not here: they open the file in which this table lies."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.people.employees.model import EmployeeRow
from db.base import Base, Versioned
from db.personal import OWNER
from db.types import SORT_KEY


class AccountRow(Versioned, Base):
    """One person who may sign in; ``roles`` are keys of ``resources/dictionaries/roles.toml``."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("login"),)
    entity = "account"

    login: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))
    roles: Mapped[tuple[str, ...]]
    employee_id: Mapped[int | None] = mapped_column(ForeignKey(EmployeeRow.id), index=True, info=OWNER)
    active: Mapped[bool] = mapped_column()
    must_change: Mapped[bool] = mapped_column()
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
