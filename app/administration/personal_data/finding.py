"""People of whom the office holds data: employees, accounts, and those who stand in records of others by name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.administration.accounts.model import AccountRow
from app.administration.personal_data import standing
from app.administration.personal_data.domain import NAMED, Period, Person, Proposal, Subject, end_of_term
from app.administration.personal_data.forgetting import erased_employee
from app.administration.personal_data.gathering import Gathering
from app.administration.personal_data.keeping import periods
from app.administration.personal_data.standing import PSEUDONYM, Stand
from app.core.person_names import bare, key_of
from app.people.employees.model import EmployeeRow
from app.people.units.model import UnitRow

_LEFT = select(EmployeeRow.id, EmployeeRow.employed_from, EmployeeRow.employed_to)


class Finding:
    """Looks for people in one session."""

    def __init__(self, session: Session, gathering: Gathering) -> None:
        self._session = session
        self._gathering = gathering

    def everybody(self) -> Iterator[Person]:
        """Employees, also deleted ones, accounts that belong to no employee, and people known by name only."""
        yield from self._employees()
        yield from self._accounts()
        yield from self._named(standing.stands(self._session))

    def person(self, subject: Subject) -> Person:
        """The one who was chosen."""
        if subject.kind == NAMED:
            (named,) = self._named(standing.stands_of(self._session, subject))
            return replace(named, subject=subject)
        known = (*self._employees(), *self._accounts(alone=False))
        return next(each for each in known if each.subject == subject)

    def _employees(self) -> Iterator[Person]:
        units = {unit.id: unit.symbol for unit in self._session.scalars(select(UnitRow))}
        for row in self._session.scalars(select(EmployeeRow).order_by(EmployeeRow.id)):
            name = f"{row.first_name} {row.surname}".strip()
            detail = ", ".join(filter(None, (row.post, units.get(row.unit_id, ""))))
            yield Person(Subject("employee", row.id), name, detail, _day(row.deleted_at), erased_employee(row))

    def _accounts(self, *, alone: bool = True) -> Iterator[Person]:
        statement = select(AccountRow).order_by(AccountRow.id)
        if alone:
            statement = statement.where(AccountRow.employee_id.is_(None))
        for row in self._session.scalars(statement):
            erased = row.name.startswith(PSEUDONYM)
            yield Person(Subject("account", row.id), row.name, f"konto {row.login}", _day(row.deleted_at), erased)

    def _named(self, found: Iterable[Stand]) -> Iterator[Person]:
        """One for each name, with all the places where it stands."""
        for group in _by_name(found):
            name = bare(group[0].name) or group[0].name
            lines = tuple(dict.fromkeys(self._gathering.standing_line(self._session, stand) for stand in group))
            deleted = [stand.record.deleted_at for stand in group]
            left = None if None in deleted else _day(max(deleted))
            erased = standing.is_pseudonym(name)
            yield Person(Subject(NAMED, 0, name), name, "; ".join(line.line for line in lines), left, erased, lines)

    # -- whose time has come ---------------------------------------------------------------------------------

    def proposals(self, today: date) -> Iterator[Proposal]:
        """Deleted people and those who left whose time has come, or whose period is not set yet."""
        known = periods()
        by_entity = {period.entity: period for period in known if period.entity}
        sheets = [period for period in known if period.entity == "evaluation"]
        left = {row.id: row for row in self._session.execute(_LEFT.where(EmployeeRow.employed_to < today))}
        for person in (*self._employees(), *self._accounts()):
            gone = left.get(person.subject.id) if person.subject.kind == EmployeeRow.entity else None
            if person.erased:
                continue
            if gone is not None:
                # sheets are a part of the personal file, whose time is longer than that of an entry in the register
                period, last = next(each for each in sheets if each.holds_for(gone.employed_from)), gone.employed_to
            elif person.left_on is not None:
                period, last = by_entity[person.subject.kind], person.left_on
            else:
                continue
            yield from _proposed(person, period, last, today)
        yield from self._named_proposals(today, {period.key: period for period in known})

    def _named_proposals(self, today: date, known: Mapping[str, Period]) -> Iterator[Proposal]:
        """People whose part ended everywhere, once the longest term of what keeps them is over."""
        for group in _by_name(standing.stands(self._session)):
            terms = [
                (known[stand.mark.term], stand.ended)
                for stand in group
                if stand.ended is not None and stand.ended < today
            ]
            if len(terms) < len(group) or standing.is_pseudonym(group[0].name):
                continue
            if any((_due(*term) or today) > today for term in terms):
                continue
            # a term nobody has decided on comes first: it is what the office has to look at
            undecided = [term for term in terms if term[0].years is None]
            period, last = max(undecided or terms, key=lambda term: _due(*term) or term[1])
            (person,) = self._named(group)
            yield from _proposed(person, period, last, today)


def _proposed(person: Person, period: Period, last: date, today: date) -> Iterator[Proposal]:
    due = _due(period, last)
    if due is None or due <= today:
        yield Proposal(person, period, due, last)


def _due(period: Period, last: date) -> date | None:
    return None if period.years is None else end_of_term(last, period.years)


def _by_name(found: Iterable[Stand]) -> Iterable[list[Stand]]:
    grouped: dict[str, list[Stand]] = {}
    for stand in found:
        grouped.setdefault(key_of(stand.name), []).append(stand)
    return grouped.values()


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.astimezone().date()
