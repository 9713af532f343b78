"""One person erased in one transaction: records and texts, entries of the log, and the list of erasures."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.administration.accounts.model import AccountRow
from app.administration.personal_data import belonging, repository, standing, words
from app.administration.personal_data.domain import NAMED, Place, Subject
from app.administration.personal_data.forgetting import Forgetting, erased_employee
from app.administration.personal_data.gathering import Gathering
from app.administration.personal_data.model import ErasureRow
from app.administration.personal_data.repository import Traits
from app.administration.personal_data.standing import PSEUDONYM
from app.core.errors import Refusal
from app.core.person_names import bare, key_of
from app.people.employees.model import EmployeeRow
from app.records.usecases import Records
from db import audit


@dataclass(frozen=True)
class Done:
    """What an erasure did: the person's own records, others that were cleaned, how many texts and entries."""

    own: frozenset[tuple[str, int]]
    records: frozenset[tuple[str, int]]
    texts: int
    log_entries: int


class Erasing:
    """Erases people within one transaction; ``registers`` renew what is derived from a record."""

    def __init__(
        self, session: Session, gathering: Gathering, registers: Mapping[str, Records[Any, Any]], now: datetime
    ) -> None:
        self._session = session
        self._gathering = gathering
        self._registers = registers
        self._now = now

    def erase(self, subject: Subject, traits: Traits, places: Collection[Place]) -> Done:
        """Empty what is about the person, clean ``places``, blank the entries of the log that name the person.

        Raises Refusal where a record of ``places`` was changed since they were chosen: somebody else may stand there.
        """
        if any(repository.version_of(self._session, place) != place.version for place in places):
            raise Refusal(words.CHANGED_SINCE)
        own = own_records(self._session, subject)
        numbers = self.log_numbers(subject, traits, places)
        if traits.surname:
            # in a record that was chosen the surname alone is this person's too
            chosen = {
                number for place in places for number in audit.about(self._session, place.entity, place.record_id)
            }
            numbers = sorted({*numbers, *(chosen & set(audit.mentioning(self._session, [traits.surname])))})
        gone = [(holding.entity, holding.record_id) for holding in self._gathering.goes(self._session, subject)]
        forgetting = Forgetting(self._session, self._registers, self._now)
        forgetting.forget(subject, traits)
        texts = 0
        cleaned: set[tuple[str, int]] = set()
        for place in places:
            if (place.entity, place.record_id) not in own and forgetting.clean(place, traits, subject):
                cleaned.add((place.entity, place.record_id))
                texts += 1
        forgetting.finish()
        blanked = audit.blank(self._session, numbers)
        return Done(frozenset(gone if subject.kind == NAMED else own), frozenset(cleaned), texts, blanked)

    def log_numbers(self, subject: Subject, traits: Traits, places: Collection[Place]) -> list[int]:
        """Entries of the log that tell of the person or name the person in full."""
        own = own_records(self._session, subject)
        # the surname alone may be somebody else's; what names the person in full goes
        found = _entries_about(self._session, own) | set(audit.mentioning(self._session, spellings(traits)))
        if subject.kind != NAMED:
            return sorted(found)
        chosen = {(place.entity, place.record_id) for place in places}
        stands = {(stand.record.entity, stand.record.id) for stand in standing.stands_of(self._session, subject)}
        goes = {
            (holding.entity, holding.record_id) for holding in self._gathering.goes(self._session, subject)
        } | chosen
        if subject.only:
            # elsewhere the name is a namesake's
            return sorted(found & _entries_about(self._session, goes))
        stay = stands | set(_recorded_namesakes(self._session, subject.name))
        return sorted(found - _entries_about(self._session, stay - goes))

    def list_as_erased(self, subject: Subject, records: Collection[tuple[str, int]], author: str, reason: str) -> None:
        """Write down who was erased, where and why: what a restore of an older copy goes by."""
        if subject.kind == NAMED:
            trace = standing.trace_of(subject.name)
            self._session.add(
                ErasureRow(at=self._now, author=author, subject=NAMED, record_id=subject.id, reason=reason, trace=trace)
            )
        for entity, number in sorted(records):
            self._session.add(ErasureRow(at=self._now, author=author, subject=entity, record_id=number, reason=reason))

    def erase_again(self, subject: Subject, listed: Collection[tuple[str, int]]) -> bool:
        """Erase a person who was brought back in ``listed`` records; whether there was anything to erase."""
        traits = repository.traits_of(self._session, subject)
        if traits is None or (subject.kind != NAMED and _is_erased(self._session, subject)):
            return False
        found = self._gathering.mentions(self._session, subject, traits)
        # what the office ticked among the person's own places is not known any more: the record alone is
        places = [m.place for m in found if m.certain and (m.place.entity, m.place.record_id) in listed]
        self.erase(subject, traits, places)
        return True


def own_records(session: Session, subject: Subject) -> list[tuple[str, int]]:
    """Kind and number of every record about the person."""
    return [(row.entity, row.id) for row in belonging.records_of(session, subject)]


def spellings(traits: Traits) -> list[str]:
    """The certain texts as they may stand in the log: as written and in capitals."""
    return list(dict.fromkeys(spelling for text in traits.certain for spelling in (text, text.upper())))


def _recorded_namesakes(session: Session, name: str) -> Iterator[tuple[str, int]]:
    """Records about employees and accounts of this name: nobody has said that they are the same person."""
    wanted = key_of(name)
    employees = {each.id: f"{each.first_name} {each.surname}" for each in session.scalars(select(EmployeeRow))}
    accounts = {each.id: each.name for each in session.scalars(select(AccountRow))}
    for kind, names in ((EmployeeRow.entity, employees), (AccountRow.entity, accounts)):
        for number, called in names.items():
            if key_of(called) == wanted:
                yield from own_records(session, Subject(kind, number))


def _entries_about(session: Session, records: Iterable[tuple[str, int]]) -> set[int]:
    return {number for entity, record_id in records for number in audit.about(session, entity, record_id)}


def numbered(session: Session, subject: Subject) -> Subject:
    """A person without a record gets a number, by which the list of erasures and what is left tell people apart."""
    if subject.kind != NAMED:
        return subject
    last = session.scalar(select(func.max(ErasureRow.record_id)).where(ErasureRow.subject == NAMED))
    return replace(subject, id=(last or 0) + 1)


def named_again(session: Session) -> Iterator[tuple[Subject, frozenset[tuple[str, int]]]]:
    """Erased people whose names an older copy brought back, known by their traces, each with the cleaned records.

    Only in these records: elsewhere the same name may be a namesake's.
    """
    listed = session.scalars(select(ErasureRow)).all()
    stands = [stand for stand in standing.stands(session) if not standing.is_pseudonym(stand.name)]
    for row in (each for each in listed if each.subject == NAMED):
        records = frozenset((each.subject, each.record_id) for each in listed if each.at == row.at) - {
            (NAMED, row.record_id)
        }
        names = {stand.name for stand in stands if (stand.record.entity, stand.record.id) in records}
        found = next((name for name in sorted(names) if standing.left_by(name, row.trace)), None)
        if found is not None:
            yield Subject(NAMED, row.record_id, bare(found) or found, records), records


def _is_erased(session: Session, subject: Subject) -> bool:
    if subject.kind == "employee":
        row = session.get(EmployeeRow, subject.id)
        return row is None or erased_employee(row)
    account = session.get(AccountRow, subject.id)
    return account is None or account.name.startswith(PSEUDONYM)
