"""Questions about employees that need the database: namesakes, heads of units, who is above whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.core.permissions import Actor
from app.core.polish import sort_key
from app.people.employees.domain import EmployeeDraft
from app.people.employees.model import EmployeeRow, PastPositionRow
from app.people.posts.domain import PostKind
from app.people.posts.model import PostRow
from app.people.superiors import superior_in
from app.people.units.model import UnitRow
from app.records import listing

_DEEPEST = 64
"""Steps up after which a way is taken for endless."""
_NEW = 0
"""Stands for the person of a draft that is not saved yet."""


@dataclass(frozen=True)
class Headed:
    """A unit headed for a time; ``place`` is the field of the draft that says so."""

    place: str
    unit_id: int
    first: date | None
    last: date | None

    def meets(self, first: date | None, last: date | None) -> bool:
        """Whether both share a day."""
        begins, ends = max(self.first or date.min, first or date.min), min(self.last or date.max, last or date.max)
        return begins <= ends


def headed(draft: EmployeeDraft) -> Iterator[Headed]:
    """Every unit that the draft says the person heads or headed."""
    if draft.heads_unit and draft.unit_id is not None:
        yield Headed("heads_unit", draft.unit_id, draft.post_since or draft.employed_from, draft.employed_to)
    for index, row in enumerate(draft.history):
        if row.heads_unit and row.unit_id is not None:
            yield Headed(f"history.{index}.heads_unit", row.unit_id, row.valid_from, row.valid_to)


def other_heads(session: Session, spans: Iterable[Headed], own_id: int | None) -> Iterator[tuple[Headed, EmployeeRow]]:
    """Of the spans those in which somebody else heads the same unit, with that person."""
    for span in spans:
        present = session.scalars(
            select(EmployeeRow).where(
                EmployeeRow.unit_id == span.unit_id, EmployeeRow.heads_unit, EmployeeRow.deleted_at.is_(None)
            )
        )
        past = session.execute(
            select(EmployeeRow, PastPositionRow)
            .join(PastPositionRow, PastPositionRow.employee_id == EmployeeRow.id)
            .where(
                PastPositionRow.unit_id == span.unit_id,
                PastPositionRow.heads_unit,
                EmployeeRow.deleted_at.is_(None),
            )
        )
        held = [(row, row.post_since or row.employed_from, row.employed_to) for row in present]
        held += [(row, position.valid_from, position.valid_to) for row, position in past]
        for row, first, last in held:
            if row.id != own_id and span.meets(first, last):
                yield span, row
                break


def namesakes(session: Session, sort: str, own_id: int | None) -> list[EmployeeRow]:
    """Others with the same surname and first name; ``sort`` is the key that orders by them."""
    return list(session.scalars(_others(EmployeeRow.sort == sort, own_id)))


def numbered(session: Session, number: str, own_id: int | None) -> EmployeeRow | None:
    """Somebody else who has this number."""
    return session.scalars(_others(EmployeeRow.number == number, own_id).limit(1)).first()


def of_own_people(employee_id: InstrumentedAttribute[Any], actor: Actor) -> ColumnElement[bool]:
    """Whether a record's employee works in the actor's unit or one below it: what the head of a unit sees."""
    return employee_id.in_(select(EmployeeRow.id).where(EmployeeRow.unit_id.in_(sorted(actor.units))))


def named_or_said(
    statement: Select[Any], find: InstrumentedAttribute[str], employee_id: InstrumentedAttribute[Any], words: str
) -> Select[Any]:
    """Restrict to records that hold each word themselves (``find``) or in what their employee is found by."""
    return listing.named_or_said(statement, find, employee_id, EmployeeRow, words)


def of_line(session: Session, number: str, sort: str) -> EmployeeRow | None:
    """Whom a line of a file is about, deleted ones too: who has the number, else the only one so named without any."""
    found = session.scalars(select(EmployeeRow).where(EmployeeRow.number == number).order_by(EmployeeRow.id)).first()
    if found is not None:
        return found
    named = select(EmployeeRow).where(EmployeeRow.sort == sort, EmployeeRow.deleted_at.is_(None))
    namesakes = session.scalars(named).all()
    return namesakes[0] if len(namesakes) == 1 and not namesakes[0].number else None


def everybody(session: Session) -> list[Any]:
    """The rows of all people and units, deleted ones too."""
    return [*session.scalars(select(EmployeeRow)), *session.scalars(select(UnitRow))]


def called(session: Session, text: str) -> list[EmployeeRow]:
    """Who has this number, else everybody of this name, in either order of its parts."""
    numbered_so = session.scalars(_others(EmployeeRow.number == text, None)).all()
    if numbered_so:
        return list(numbered_so)
    words = text.split()
    orders = {sort_key(" ".join((*words[place:], *words[:place]))) for place in range(len(words))}
    return list(session.scalars(_others(EmployeeRow.sort.in_(orders), None)))


def _others(condition: ColumnElement[bool], own_id: int | None) -> Any:
    statement = select(EmployeeRow).where(EmployeeRow.deleted_at.is_(None), condition).order_by(EmployeeRow.id)
    return statement if own_id is None else statement.where(EmployeeRow.id != own_id)


def ring(session: Session, draft: EmployeeDraft, own_id: int | None, today: date) -> list[EmployeeRow]:
    """The others in the ring of superiors that the draft would close, from the person upwards; none where it is none.

    Positions count as they stand on the day from which the draft holds, today at the earliest.
    """
    day = max(draft.post_since or today, today)
    if draft.employed_to is not None and draft.employed_to < day:
        return []
    own_id = own_id or _NEW
    office = _Present(session, draft, own_id, day)
    way: list[EmployeeRow] = []
    found = superior_in(office, own_id, draft).employee_id
    while found is not None and found != own_id:
        row = session.get(EmployeeRow, found)
        if row is None or row in way or len(way) == _DEEPEST:
            # the others stand in a ring without this person
            return []
        way.append(row)
        found = superior_in(office, row.id, row).employee_id
    return way if found is not None else []


@dataclass(frozen=True)
class _Present:
    """The office as it stands from ``day`` on, with the draft's own person where the draft says."""

    session: Session
    draft: EmployeeDraft
    own_id: int
    day: date

    def works(self, employee_id: int) -> bool:
        """Whether the person is in the office; who is being saved is."""
        if employee_id == self.own_id:
            return True
        row = self.session.get(EmployeeRow, employee_id)
        return row is not None and row.deleted_at is None and (row.employed_to is None or row.employed_to >= self.day)

    def head(self, unit_id: int, other_than: int) -> int | None:
        """Who heads the unit, unless it is ``other_than``."""
        if self.draft.heads_unit and unit_id == self.draft.unit_id and other_than != self.own_id:
            return self.own_id
        row, others = EmployeeRow, (self.own_id, other_than)
        return self.session.scalar(
            select(row.id)
            .where(row.unit_id == unit_id, row.heads_unit, row.deleted_at.is_(None), row.id.not_in(others))
            .where(or_(row.employed_to.is_(None), row.employed_to >= self.day))
            .where(or_(row.post_since.is_(None), row.post_since <= self.day))
            .order_by(row.id)
            .limit(1)
        )

    def above(self, unit_id: int) -> int | None:
        """The unit above."""
        unit = self.session.get(UnitRow, unit_id)
        return None if unit is None else unit.parent_id


def under(session: Session, employee_id: int) -> int:
    """How many people who are not deleted have this one named as their superior, now or before."""
    present = select(EmployeeRow.id).where(EmployeeRow.superior_id == employee_id, EmployeeRow.deleted_at.is_(None))
    past = (
        select(EmployeeRow.id)
        .join(PastPositionRow, PastPositionRow.employee_id == EmployeeRow.id)
        .where(PastPositionRow.superior_id == employee_id, EmployeeRow.deleted_at.is_(None))
    )
    both = present.union(past).subquery()
    return session.scalar(select(func.count()).select_from(both)) or 0


def kind_of(session: Session, post: str) -> PostKind | None:
    """The kind of the post with that name, None where the register has none."""
    return session.scalar(select(PostRow.kind).where(PostRow.name == post, PostRow.deleted_at.is_(None)))


def with_post(session: Session, post: str) -> list[EmployeeRow]:
    """Everybody whose present post has that name."""
    return list(session.scalars(select(EmployeeRow).where(EmployeeRow.post == post, EmployeeRow.deleted_at.is_(None))))
