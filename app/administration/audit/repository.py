"""Questions about the audit log that the database answers."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, String, and_, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from app.administration.audit.domain import LAST_DAYS, AuditEntry, FieldChange, Period, last_days, last_months, month
from app.people.employees.model import EmployeeRow
from app.people.units.model import UnitRow
from db.audit import AUDIT_ENTRY, canonical

ENTRY = AUDIT_ENTRY.c
_PAGE = 2000
_MOST_RESTORES = 200
_COLUMNS = (
    ENTRY.number,
    ENTRY.at,
    ENTRY.author,
    ENTRY.deed,
    ENTRY.entity,
    ENTRY.record_id,
    ENTRY.details,
    ENTRY.mac,
)


def column(name: str) -> Any:
    """A column of the log for filters made for mapped rows."""
    return cast("Any", ENTRY[name])


def within(period: Period) -> ColumnElement[bool]:
    """Entries of a period."""
    first, end = period.moments
    return and_(ENTRY.at >= first, ENTRY.at < end)


def periods(today: Any) -> Mapping[str, ColumnElement[bool]]:
    """The last days by their number and the last months by key; they overlap."""
    return {
        **{days: within(last_days(today, int(days))) for days in LAST_DAYS},
        **{key: within(month(key)) for key in last_months(today)},
    }


def period_counts(session: Session, matching: Select[Any], today: Any) -> dict[str, int]:
    """Matching entries of each period, counted in one go: a search reads the details of every entry."""
    conditions = periods(today)
    sums = [func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in conditions.values()]
    return dict(zip(conditions, session.execute(matching.with_only_columns(*sums)).one(), strict=True))


def column_counts(
    session: Session, matching: Select[Any], chosen: Mapping[str, frozenset[str]], names: Sequence[str]
) -> dict[str, dict[str, int]]:
    """For each column the number of entries by value, with the choices of the other columns applied.

    ``matching`` leaves all of them open: their combinations are few, and one pass over the index finds them.
    """
    columns = [ENTRY[name] for name in names]
    rows = session.execute(matching.with_only_columns(*columns, func.count()).group_by(*columns)).all()
    found: dict[str, dict[str, int]] = {name: {} for name in names}
    for *values, number in rows:
        outside = [
            name for name, value in zip(names, values, strict=True) if chosen.get(name) and value not in chosen[name]
        ]
        for name, value in zip(names, values, strict=True):
            if not set(outside) - {name}:
                found[name][value] = found[name].get(value, 0) + number
    return found


def with_words(statement: Select[Any], words: str) -> Select[Any]:
    """Entries whose author or details hold every word, as typed or in capitals; details are not folded."""
    for word in words.split():
        spellings = {word, word.lower(), word.upper(), word.capitalize()}
        quoted = (canonical(spelling)[1:-1] for spelling in sorted(spellings))
        statement = statement.where(
            or_(
                ENTRY.author.contains(word.lower(), autoescape=True),
                *(ENTRY.details.contains(spelling, autoescape=True) for spelling in quoted),
            )
        )
    return statement


def load(session: Session, numbers: Sequence[int]) -> tuple[AuditEntry, ...]:
    """The entries in the order asked for."""
    found = {
        row.number: to_entry(row) for row in session.execute(select(*_COLUMNS).where(ENTRY.number.in_(list(numbers))))
    }
    return tuple(found[number] for number in numbers if number in found)


def walk(session: Session, condition: ColumnElement[bool]) -> Iterator[AuditEntry]:
    """All entries that meet the condition, oldest first, read in pages."""
    last = 0
    while True:
        statement = select(*_COLUMNS).where(condition, ENTRY.number > last).order_by(ENTRY.number).limit(_PAGE)
        rows = session.execute(statement).all()
        yield from map(to_entry, rows)
        if len(rows) < _PAGE:
            return
        last = rows[-1].number


def newest(session: Session, condition: ColumnElement[bool], limit: int) -> tuple[list[AuditEntry], int]:
    """The last ``limit`` entries that meet the condition, oldest first, and how many there are in all."""
    total = session.scalar(select(func.count()).select_from(AUDIT_ENTRY).where(condition)) or 0
    rows = session.execute(select(*_COLUMNS).where(condition).order_by(ENTRY.number.desc()).limit(limit)).all()
    return [to_entry(row) for row in reversed(rows)], total


def counted(session: Session, condition: ColumnElement[bool], *names: str) -> list[tuple[str, str, int]]:
    """Entries by two columns with their number."""
    columns = [ENTRY[name] for name in names]
    statement = select(*columns, func.count()).where(condition).group_by(*columns).order_by(*columns)
    return [(str(row[0]), str(row[1]), int(row[2])) for row in session.execute(statement)]


def to_entry(row: Any) -> AuditEntry:
    """An entry from a row; details that are not what this program writes are shown as they are."""
    content = _content(row.details)
    changes = content.get("changes")
    return AuditEntry(
        id=row.number,
        at=row.at,
        author=row.author,
        deed=row.deed,
        entity=row.entity,
        record_id=row.record_id,
        title=str(content.get("title") or ""),
        changes=tuple(_changes(changes)) if isinstance(changes, dict) else (),
        facts=facts if isinstance(facts := content.get("facts"), dict) else {},
        erased=row.details is None,
        mac=row.mac,
    )


def _content(details: Any) -> dict[str, Any]:
    if details is None:
        return {}
    try:
        content = json.loads(details)
    except (ValueError, TypeError):
        content = None
    return content if isinstance(content, dict) else {"facts": {"details": str(details)}}


def _changes(changes: Mapping[str, Any]) -> Iterator[FieldChange]:
    for name, pair in sorted(changes.items()):
        old, new = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
        yield FieldChange(name=name, old=old, new=new)


class PresentLog:
    """The log of the open database for comparison with those in kept copies."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def seal(self, number: int) -> tuple[str, str] | None:
        """Moment as it is stored and mac of an entry; None when there is no such entry."""
        # as text: a moment that was edited need not be one any more
        statement = select(type_coerce(ENTRY.at, String), ENTRY.mac).where(ENTRY.number == number)
        row = self._session.execute(statement).one_or_none()
        return None if row is None else (str(row[0]), str(row[1]))

    def oldest_after(self, number: int) -> str | None:
        """The earliest moment among the entries after this one, as stored; None when there are none."""
        return self._session.scalar(select(func.min(type_coerce(ENTRY.at, String))).where(ENTRY.number > number))

    def restores(self) -> list[tuple[int, str]]:
        """Number and details of the newest entries about restores, oldest first."""
        statement = select(ENTRY.number, ENTRY.details).where(ENTRY.deed == "restore")
        rows = self._session.execute(statement.order_by(ENTRY.number.desc()).limit(_MOST_RESTORES)).all()
        return [(row.number, row.details or "") for row in reversed(rows)]


def names(session: Session) -> dict[tuple[str, int], str]:
    """What units and employees are called now, deleted ones too, by kind and id: changes name them by number."""
    units = session.execute(select(UnitRow.id, UnitRow.symbol, UnitRow.name))
    people = session.execute(select(EmployeeRow.id, EmployeeRow.first_name, EmployeeRow.surname))
    return {
        **{("unit", row.id): f"{row.symbol} {row.name}" for row in units},
        **{("employee", row.id): f"{row.first_name} {row.surname}" for row in people},
    }
