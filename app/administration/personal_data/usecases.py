"""Use cases for personal data: a copy for the person, anonymisation, terms of keeping, the record of art. 30."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.administration.accounts import administrators
from app.administration.accounts.model import AccountRow
from app.administration.accounts.words import PROBLEMS
from app.administration.personal_data import repository, words
from app.administration.personal_data.afterwards import Afterwards, Surroundings, medium
from app.administration.personal_data.domain import (
    MAX_REASON,
    NAMED,
    ErasureReport,
    LoggedDeed,
    Period,
    Person,
    PersonFile,
    Place,
    Plan,
    ProcessingRecord,
    Proposal,
    Subject,
)
from app.administration.personal_data.erasing import Erasing, named_again, numbered, own_records, spellings
from app.administration.personal_data.finding import Finding
from app.administration.personal_data.gathering import Gathering
from app.administration.personal_data.keeping import kept, periods
from app.administration.personal_data.model import ErasureRow
from app.administration.personal_data.processing import processing_record
from app.administration.personal_data.repository import Traits
from app.core.clock import Clock
from app.core.errors import NotAllowed, NotFound, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold, sort_key
from app.core.progress import NoProgress, Progress
from app.people.employees.model import EmployeeRow
from app.people.office.model import OfficeRow
from app.records import environment
from app.records.environment import explained
from app.records.usecases import Records
from db import audit
from db.file_store import FileStore
from db.store import Store

ENTITY = "personal_data"


class PersonalData:
    """What can be done with the data of one person.

    ``registers`` are the use cases of every kind of record: they know labels and titles, and renew what is derived
    from a record.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        registers: Sequence[Records[Any, Any]] = (),
        around: Surroundings | None = None,
    ) -> None:
        self.store = store
        self.clock = clock
        self.actor = actor
        self._registers: Mapping[str, Records[Any, Any]] = {register.entity: register for register in registers}
        self._gathering = Gathering(self._registers, kept)
        self._around = around or Surroundings()

    # -- finding a person ------------------------------------------------------------------------------------

    def people(self, typed: str = "") -> tuple[Person, ...]:
        """Employees, also deleted ones, accounts that belong to no employee, and people of organisations and the like.

        In Polish order.
        """
        self._require_any("export", "erase", "read")
        with environment.reading(self.store) as session:
            found = tuple(Finding(session, self._gathering).everybody())
        wanted = fold(typed).split()
        matching = [
            person for person in found if all(word in fold(f"{person.name} {person.detail}") for word in wanted)
        ]
        return tuple(sorted(matching, key=lambda person: sort_key(person.name)))

    # -- a copy for the person (art. 15 and 20) --------------------------------------------------------------

    def file_of(self, subject: Subject) -> PersonFile:
        """Everything held about the person; the audit log tells that it was looked up."""
        self._require("export")
        with environment.reading(self.store) as session:
            traits = self._traits(session, subject)
            logins = tuple(account.login for account in repository.accounts_of(session, subject))
            file = PersonFile(
                subject,
                traits.certain[0] if traits.certain else traits.surname,
                self.clock.now(),
                tuple(self._gathering.holdings(session, subject)),
                tuple(self._gathering.mentions_for(session, subject, traits)),
                tuple(self._log_about(session, subject, traits)),
                tuple(self._gathering.deeds_for(session, subject, repository.log_by(session, logins))),
                logins,
                tuple(self._gathering.parts(session, subject)),
                self._gathering.photo(session, subject),
            )
        with environment.writing(self.store, self.actor().name) as session:
            # of a person without a record the log names the records, never the person
            places = {(subject.kind, subject.id)} if subject.kind != NAMED else _records_of(file)
            for entity, number in sorted(places):
                audit.note(session, "export", entity, number, title="", facts={"personal_data": True})
        return file

    def _log_about(self, session: Session, subject: Subject, traits: Traits) -> list[LoggedDeed]:
        if subject.kind == NAMED:
            return repository.log_naming(session, spellings(traits), subject.only)
        return repository.log_about(session, own_records(session, subject))

    # -- erasure (art. 17) -----------------------------------------------------------------------------------

    def plan(self, subject: Subject) -> Plan:
        """What an anonymisation would erase, and what stays and why."""
        self._require("erase")
        with environment.reading(self.store) as session:
            traits = self._traits(session, subject)
            found = self._gathering.mentions(session, subject, traits)
            # what is likely to go stands before what may be somebody else's
            mentions = tuple(sorted(found, key=lambda each: (not each.suggested, not each.certain)))
            return Plan(
                Finding(session, self._gathering).person(subject),
                tuple(self._gathering.goes(session, subject)),
                mentions,
                len(self._erasing(session).log_numbers(subject, traits, ())),
                (words.NAMED_STAY if subject.kind == NAMED else words.RECORDED_STAY) + words.kept(mentions),
                tuple(self._around.copies()),
            )

    def erase(
        self, subject: Subject, *, reason: str, places: Collection[Place] = (), progress: Progress | None = None
    ) -> ErasureReport:
        """Make the person anonymous, for good; there is no undo.

        ``places`` are the mentions to be cleaned as well. Everything in the database happens in one transaction;
        what has to happen outside it follows, and a failure there is told by the report, for there is no way back.
        Refusal without a reason, for oneself and for the last administrator.
        """
        self._require("erase")
        if not reason.strip() or len(reason) > MAX_REASON:
            raise Refusal(f"Podaj powód anonimizacji (najwyżej {MAX_REASON} znaków), bez danych osobowych.")
        progress = progress or NoProgress()
        progress.report(0, 3, "Usuwam dane")
        with environment.writing(self.store, self.actor().name) as session:
            traits = self._traits(session, subject)
            accounts = list(repository.accounts_of(session, subject))
            logins = [account.login for account in accounts]
            self._require_other_person(logins)
            _require_administrator_left(session, accounts)
            if _same(traits, reason):
                raise Refusal("Powód zostaje w programie na stałe, więc nie może zawierać nazwiska tej osoby.")
            subject = numbered(session, subject)
            erasing = self._erasing(session)
            done = erasing.erase(subject, traits, places)
            records = {*done.records, *(done.own if subject.kind == NAMED else {(subject.kind, subject.id)})}
            erasing.list_as_erased(subject, records, self.actor().name, reason.strip())
        after = Afterwards(self._around, self.store)
        after.shut_out(logins)
        progress.report(1, 3, "Usuwam kopie robocze formularzy")
        drafts = after.remove_drafts(done.own | done.records, traits)
        progress.report(2, 3, "Porządkuję plik bazy")
        compacted, left = after.compact(traits)
        copies = after.copies()
        return ErasureReport(
            traits.certain[0] if traits.certain else traits.surname,
            len(done.own),
            done.texts,
            done.log_entries,
            drafts,
            compacted,
            left,
            copies,
            tuple(after.unfinished),
            medium(self.store),
            after.sought,
        )

    def reapply(self) -> int:
        """Erase again what an older copy brought back; returns how many people. Asks for no right: a restore does."""
        from db.compaction import compact

        again = 0
        with environment.writing(self.store, self.actor().name) as session:
            listed = {(row.subject, row.record_id) for row in session.scalars(select(ErasureRow))}
            for kind, number in sorted(listed):
                if kind in (EmployeeRow.entity, AccountRow.entity):
                    again += self._erasing(session).erase_again(Subject(kind, number), listed)
            for subject, records in list(named_again(session)):
                again += self._erasing(session).erase_again(subject, records)
        if again and isinstance(self.store, FileStore):
            with explained():
                compact(self.store)
        return again

    def erasures(self) -> tuple[tuple[datetime, str, str, int, str], ...]:
        """Moment, author, kind, number and reason of every erasure, the newest first."""
        self._require_any("erase", "read")
        with environment.reading(self.store) as session:
            rows = session.scalars(select(ErasureRow).order_by(ErasureRow.at.desc(), ErasureRow.id.desc()))
            return tuple((row.at, row.author, row.subject, row.record_id, row.reason) for row in rows)

    def _erasing(self, session: Session) -> Erasing:
        return Erasing(session, self._gathering, self._registers, self.clock.now())

    def _require_other_person(self, logins: Sequence[str]) -> None:
        if self.actor().name in logins:
            raise NotAllowed("Nie możesz zanonimizować własnej osoby. Poproś inną uprawnioną osobę.")

    # -- what a person's records say -------------------------------------------------------------------------

    def _traits(self, session: Session, subject: Subject) -> Traits:
        traits = repository.traits_of(session, subject)
        if traits is None:
            raise NotFound("Tej osoby nie ma już w bazie. Odśwież listę.")
        return traits

    # -- terms of keeping ------------------------------------------------------------------------------------

    def periods(self) -> tuple[Period, ...]:
        """The table of periods, each with its source."""
        self._require_any("read", "erase")
        return periods()

    def proposals(self) -> tuple[Proposal, ...]:
        """Deleted people and those who left whose time has come, or whose period is not set yet. Nothing is erased."""
        self._require("read")
        today = self.clock.today()
        with environment.reading(self.store) as session:
            found = list(Finding(session, self._gathering).proposals(today))
        return tuple(sorted(found, key=lambda each: (each.counted_from or today, sort_key(each.person.name))))

    # -- the record of processing (art. 30) ------------------------------------------------------------------

    def processing_record(self) -> ProcessingRecord:
        """The ready entry; safeguards are those that are really switched on."""
        if not self.actor().may("audit.export"):
            self._require("read")
        with environment.reading(self.store) as session:
            office = session.scalars(select(OfficeRow).where(OfficeRow.deleted_at.is_(None))).first()
        return processing_record(office, self._around.safeguards(), self.clock.now(), on_server=self.store.is_server)

    def _require(self, deed: str) -> None:
        self.actor().require(f"{ENTITY}.{deed}")

    def _require_any(self, *deeds: str) -> None:
        if not any(self.actor().may(f"{ENTITY}.{deed}") for deed in deeds):
            self._require(deeds[0])


def _records_of(file: PersonFile) -> set[tuple[str, int]]:
    return {(holding.entity, holding.record_id) for holding in file.holdings}


def _require_administrator_left(session: Session, accounts: Collection[AccountRow]) -> None:
    if any(map(administrators.counts, accounts)):
        numbers = [account.id for account in accounts]
        if not administrators.others_administer(session, numbers):
            raise Refusal(PROBLEMS["last_administrator"])


def _same(traits: Traits, text: str) -> bool:
    cleaned: str = repository.without(text, traits.texts)
    return cleaned != text
