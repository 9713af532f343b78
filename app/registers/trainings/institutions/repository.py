"""Queries about institutions: by their names, and what refers to them through any foreign key in the schema."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.records import listing
from app.registers.trainings.institutions.domain import name_key
from app.registers.trainings.institutions.model import InstitutionRow
from db.base import Base, Positioned, Versioned


@dataclass(frozen=True)
class Referring:
    """A column that names institutions; ``owner`` is, for a position of a list, the key of its record."""

    row: Any
    column: str
    owner: str = ""

    @property
    def attribute(self) -> InstrumentedAttribute[Any]:
        """The column on its row class."""
        found: InstrumentedAttribute[Any] = getattr(self.row, self.column)
        return found


@cache
def referring_columns() -> tuple[Referring, ...]:
    """Every column of records and of their positions that points to an institution."""
    found = []
    for mapper in sorted(Base.registry.mappers, key=lambda each: str(each.local_table)):
        keys = {key.parent.key: key.column.table for key in mapper.local_table.foreign_keys}
        named = sorted(key for key, table in keys.items() if table is InstitutionRow.__table__)
        if issubclass(mapper.class_, Versioned):
            found += [Referring(mapper.class_, key) for key in named]
        elif issubclass(mapper.class_, Positioned):
            owners = [key for key, table in keys.items() if table is not InstitutionRow.__table__ and _is_owner(table)]
            found += [Referring(mapper.class_, key, owners[0]) for key in named if owners]
    return tuple(found)


def _is_owner(table: Any) -> bool:
    return "deleted_at" in table.columns and "version" in table.columns


def uses(session: Session) -> Mapping[int, Mapping[str, int]]:
    """By institution how many living records of each kind name it."""
    counted: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for each in referring_columns():
        owner = each.row if not each.owner else _owner_of(each)
        number = func.count(func.distinct(owner.id))
        statement = select(each.attribute, number).where(owner.deleted_at.is_(None), each.attribute.is_not(None))
        if each.owner:
            statement = statement.join(owner, getattr(each.row, each.owner) == owner.id)
        for institution_id, many in session.execute(statement.group_by(each.attribute)):
            counted[institution_id][each.row.entity] += many
    return {institution_id: dict(kinds) for institution_id, kinds in counted.items()}


def is_used() -> ColumnElement[bool]:
    """Whether a living record names the institution of the row asked about."""
    named = []
    for each in referring_columns():
        row = aliased(each.row)
        condition = select(row.id).where(getattr(row, each.column) == InstitutionRow.id)
        if each.owner:
            owner = _owner_of(each)
            condition = condition.join(owner, getattr(row, each.owner) == owner.id)
            condition = condition.where(owner.deleted_at.is_(None))
        else:
            condition = condition.where(row.deleted_at.is_(None))
        named.append(exists(condition.correlate(InstitutionRow)))
    return or_(*named)


def _owner_of(each: Referring) -> Any:
    return next(
        mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Versioned) and mapper.class_.entity == each.row.entity
    )


def known_names(session: Session) -> dict[str, tuple[int, str]]:
    """Id and name of the institution by every name it has (``name_key``); its own name before others' aliases."""
    statement = select(InstitutionRow.id, InstitutionRow.name, InstitutionRow.aliases)
    rows = session.execute(statement.where(InstitutionRow.deleted_at.is_(None)).order_by(InstitutionRow.id)).all()
    known: dict[str, tuple[int, str]] = {}
    for row in rows:
        known.setdefault(name_key(row.name), (row.id, row.name))
    for row in rows:
        for alias in row.aliases or ():
            known.setdefault(name_key(alias), (row.id, row.name))
    return known


def living(session: Session) -> Iterator[InstitutionRow]:
    """All institutions that are not deleted, by name."""
    statement = select(InstitutionRow).where(InstitutionRow.deleted_at.is_(None))
    yield from session.scalars(statement.order_by(InstitutionRow.sort, InstitutionRow.id))


def sort_of(institution_id: InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
    """The order by the institution's name, for records that name it; asked for and not kept, for names change."""
    return select(InstitutionRow.sort).where(InstitutionRow.id == institution_id).scalar_subquery()


def named_or_said(
    statement: Select[Any],
    find: InstrumentedAttribute[str],
    institution_id: InstrumentedAttribute[Any],
    words: str,
) -> Select[Any]:
    """Restrict to records that hold each word themselves (``find``) or in a name of their institution."""
    return listing.named_or_said(statement, find, institution_id, InstitutionRow, words)
