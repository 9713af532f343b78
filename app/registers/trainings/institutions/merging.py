"""Two institutions made one, inside a transaction: what names the one is turned to the other, and back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.registers.trainings.institutions.domain import InstitutionDraft, name_key
from app.registers.trainings.institutions.model import InstitutionRow
from app.registers.trainings.institutions.repository import Referring, referring_columns
from db.base import Versioned

_ADDRESS = ("street", "postal_code", "town")


@dataclass(frozen=True)
class Moved:
    """One reference that was turned: the row's class and id, and the column."""

    column: Referring
    row_id: int

    @property
    def entity(self) -> str:
        """The kind of record it belongs to."""
        entity: str = self.column.row.entity
        return entity


def merged(kept: InstitutionDraft, other: InstitutionDraft) -> InstitutionDraft:
    """The one that stays: with the other's names as aliases, and with what was blank in it filled from the other."""
    known = {name_key(each) for each in kept.names}
    aliases = list(kept.aliases)
    for name in other.names:
        if name_key(name) not in known:
            known.add(name_key(name))
            aliases.append(name)
    filled: dict[str, Any] = {}
    for spec in fields(InstitutionDraft):
        if spec.name not in ("name", "aliases", *_ADDRESS) and not getattr(kept, spec.name):
            filled[spec.name] = getattr(other, spec.name)
    # half of one address and half of another is none
    if not any(getattr(kept, name) for name in _ADDRESS):
        filled |= {name: getattr(other, name) for name in _ADDRESS}
    return replace(kept, aliases=tuple(aliases), **filled)


def move(session: Session, old: int, new: int, moment: datetime) -> tuple[Moved, ...]:
    """Turn every reference to ``old``, also those of deleted records, to ``new``; returns which."""
    moved = []
    for each in referring_columns():
        for row in session.scalars(select(each.row).where(each.attribute == old).order_by(each.row.id)):
            _turn(row, each, new, moment)
            moved.append(Moved(each, row.id))
    return tuple(moved)


def move_back(session: Session, moved: Iterable[Moved], old: int, new: int, moment: datetime) -> None:
    """Undo ``move``: what was turned meanwhile to a third institution, or is gone, stays as it is."""
    for each in moved:
        row = session.get(each.column.row, each.row_id)
        if row is not None and getattr(row, each.column.column) == new:
            _turn(row, each.column, old, moment)


def _turn(row: Any, column: Referring, institution_id: int, moment: datetime) -> None:
    setattr(row, column.column, institution_id)
    if isinstance(row, Versioned):
        row.touch(moment)


def move_apart(session: Session, old: int, new: int, moment: datetime) -> dict[int, tuple[str, ...]]:
    """Whom somebody found to be another than ``old`` is another than ``new``, too.

    Returns, for the undo, what ``apart`` was in the rows that changed.
    """
    before: dict[int, tuple[str, ...]] = {}
    rows: Sequence[InstitutionRow] = session.scalars(select(InstitutionRow).order_by(InstitutionRow.id)).all()
    mine = {each for row in rows if row.id == old for each in row.apart}
    for row in rows:
        apart = dict.fromkeys(str(new) if each == str(old) else each for each in row.apart)
        if row.id == new:
            apart |= dict.fromkeys(sorted(mine, key=int))
        told = tuple(each for each in apart if each != str(row.id))
        if row.id != old and told != tuple(row.apart):
            before[row.id] = tuple(row.apart)
            row.apart = told
            row.touch(moment)
    return before
