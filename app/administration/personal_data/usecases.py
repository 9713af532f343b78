"""Use cases for personal data: a copy for the person, anonymisation, terms of keeping, the record of art. 30."""

import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.administration.accounts import administrators
from app.administration.accounts.model import AccountRow
from app.administration.accounts.words import PROBLEMS
from app.administration.personal_data import belonging, repository, standing, words
from app.administration.personal_data.domain import (
    MAX_REASON,
    NAMED,
    Activity,
    Copy,
    ErasureReport,
    LoggedDeed,
    Medium,
    Period,
    Person,
    PersonFile,
    Place,
    Plan,
    ProcessingRecord,
    Proposal,
    Subject,
    Value,
    end_of_term,
)
from app.administration.personal_data.forgetting import Forgetting, erased_employee
from app.administration.personal_data.gathering import Gathering
from app.administration.personal_data.model import ErasureRow
from app.administration.personal_data.repository import Traits
from app.administration.personal_data.standing import PSEUDONYM, Stand
from app.core import paths
from app.core.clock import Clock
from app.core.errors import EnvironmentProblem, NotAllowed, NotFound, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold, sort_key
from app.core.progress import NoProgress, Progress
from app.people.employees.model import EmployeeRow
from app.people.office.model import OfficeRow
from app.people.units.model import UnitRow
from app.records import environment
from app.records.environment import explained
from app.records.usecases import Records
from db import audit
from db.file_store import FileStore
from db.store import Store

ENTITY = "personal_data"
_LEFT = select(EmployeeRow.id, EmployeeRow.employed_from, EmployeeRow.employed_to)


@dataclass(frozen=True)
class Surroundings:
    """What lies outside the database: where forms keep unsaved work, which backups there are, who has a password."""

    drafts: Callable[[], Path | None] = lambda: None
    copies: Callable[[], Sequence[Copy]] = tuple
    shut_out: Callable[[str], None] = lambda _login: None
    safeguards: Callable[[], Sequence[Value]] = tuple


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
        self._gathering = Gathering(self._registers, _kept)
        self._around = around or Surroundings()

    # -- finding a person ------------------------------------------------------------------------------------

    def people(self, typed: str = "") -> tuple[Person, ...]:
        """Employees, also deleted ones, accounts that belong to no employee, and people of organisations and the like.

        In Polish order.
        """
        self._require_any("export", "erase", "read")
        with environment.reading(self.store) as session:
            found = [*_employees(session), *_accounts(session), *self._named(standing.stands(session), session)]
        wanted = fold(typed).split()
        matching = [
            person for person in found if all(word in fold(f"{person.name} {person.detail}") for word in wanted)
        ]
        return tuple(sorted(matching, key=lambda person: sort_key(person.name)))

    def _named(self, found: Iterable[Stand], session: Session) -> Iterator[Person]:
        """One for each name, with all the places where it stands."""
        grouped: dict[str, list[Stand]] = {}
        for stand in found:
            grouped.setdefault(standing.key_of(stand.name), []).append(stand)
        for group in grouped.values():
            name = standing.bare(group[0].name) or group[0].name
            lines = tuple(dict.fromkeys(self._gathering.standing_line(session, stand) for stand in group))
            deleted = [stand.record.deleted_at for stand in group]
            left = None if None in deleted else _day(max(deleted))
            erased = standing.is_pseudonym(name)
            yield Person(Subject(NAMED, 0, name), name, "; ".join(line.line for line in lines), left, erased, lines)

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
            return repository.log_naming(session, _spellings(traits), subject.only)
        return repository.log_about(session, self._own(session, subject))

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
                self._person(session, subject),
                tuple(self._gathering.goes(session, subject)),
                mentions,
                len(self._log_numbers(session, subject, traits, ())),
                (words.NAMED_STAY if subject.kind == NAMED else words.RECORDED_STAY) + words.kept(mentions),
                tuple(self._around.copies()),
            )

    def _person(self, session: Session, subject: Subject) -> Person:
        if subject.kind == NAMED:
            (named,) = self._named(standing.stands_of(session, subject), session)
            return replace(named, subject=subject)
        known = (*_employees(session), *_accounts(session, alone=False))
        return next(each for each in known if each.subject == subject)

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
            subject = _numbered(session, subject)
            done = self._erase_in(session, subject, traits, places)
            records = {*done.records, *(done.own if subject.kind == NAMED else {(subject.kind, subject.id)})}
            self._list(session, subject, records, reason.strip())
        after = _Afterwards(self._around, self.store)
        after.shut_out(logins)
        progress.report(1, 3, "Usuwam kopie robocze formularzy")
        drafts = after.remove_drafts(done, traits)
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
            _medium(self.store),
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
                    again += self._erase_again(session, Subject(kind, number), listed)
            for subject, records in list(_named_again(session)):
                again += self._erase_again(session, subject, records)
        if again and isinstance(self.store, FileStore):
            with explained():
                compact(self.store)
        return again

    def _erase_again(self, session: Session, subject: Subject, listed: Collection[tuple[str, int]]) -> bool:
        traits = repository.traits_of(session, subject)
        if traits is None or (subject.kind != NAMED and _is_erased(session, subject)):
            return False
        found = self._gathering.mentions(session, subject, traits)
        # what the office ticked among the person's own places is not known any more: the record alone is
        places = [m.place for m in found if m.certain and (m.place.entity, m.place.record_id) in listed]
        self._erase_in(session, subject, traits, places)
        return True

    def erasures(self) -> tuple[tuple[datetime, str, str, int, str], ...]:
        """Moment, author, kind, number and reason of every erasure, the newest first."""
        self._require_any("erase", "read")
        with environment.reading(self.store) as session:
            rows = session.scalars(select(ErasureRow).order_by(ErasureRow.at.desc(), ErasureRow.id.desc()))
            return tuple((row.at, row.author, row.subject, row.record_id, row.reason) for row in rows)

    def _erase_in(self, session: Session, subject: Subject, traits: Traits, places: Collection[Place]) -> "_Done":
        own = self._own(session, subject)
        numbers = self._log_numbers(session, subject, traits, places)
        if traits.surname:
            # in a record that was chosen the surname alone is this person's too
            chosen = {number for place in places for number in audit.about(session, place.entity, place.record_id)}
            numbers = sorted({*numbers, *(chosen & set(audit.mentioning(session, [traits.surname])))})
        gone = [(holding.entity, holding.record_id) for holding in self._gathering.goes(session, subject)]
        forgetting = Forgetting(session, self._registers, self.clock.now())
        forgetting.forget(subject, traits)
        texts = 0
        cleaned: set[tuple[str, int]] = set()
        for place in places:
            if (place.entity, place.record_id) not in own and forgetting.clean(place, traits, subject):
                cleaned.add((place.entity, place.record_id))
                texts += 1
        forgetting.finish()
        blanked = audit.blank(session, numbers)
        return _Done(frozenset(gone if subject.kind == NAMED else own), frozenset(cleaned), texts, blanked)

    def _log_numbers(self, session: Session, subject: Subject, traits: Traits, places: Collection[Place]) -> list[int]:
        own = self._own(session, subject)
        about = {number for entity, record_id in own for number in audit.about(session, entity, record_id)}
        # the surname alone may be somebody else's; what names the person in full goes
        found = about | set(audit.mentioning(session, _spellings(traits)))
        if subject.kind != NAMED:
            return sorted(found)
        chosen = {(place.entity, place.record_id) for place in places}
        stands = {(stand.record.entity, stand.record.id) for stand in standing.stands_of(session, subject)}
        goes = {(holding.entity, holding.record_id) for holding in self._gathering.goes(session, subject)} | chosen
        if subject.only:
            # elsewhere the name is a namesake's
            return sorted(found & _entries_about(session, goes))
        return sorted(found - _entries_about(session, stands - goes))

    def _list(self, session: Session, subject: Subject, records: Collection[tuple[str, int]], reason: str) -> None:
        at, author = self.clock.now(), self.actor().name
        if subject.kind == NAMED:
            trace = standing.trace_of(subject.name)
            session.add(
                ErasureRow(at=at, author=author, subject=NAMED, record_id=subject.id, reason=reason, trace=trace)
            )
        for entity, number in sorted(records):
            session.add(ErasureRow(at=at, author=author, subject=entity, record_id=number, reason=reason))

    def _require_other_person(self, logins: Sequence[str]) -> None:
        if self.actor().name in logins:
            raise NotAllowed("Nie możesz zanonimizować własnej osoby. Poproś inną uprawnioną osobę.")

    # -- what a person's records say -------------------------------------------------------------------------

    def _traits(self, session: Session, subject: Subject) -> Traits:
        traits = repository.traits_of(session, subject)
        if traits is None:
            raise NotFound("Tej osoby nie ma już w bazie. Odśwież listę.")
        return traits

    def _own(self, session: Session, subject: Subject) -> list[tuple[str, int]]:
        return [(row.entity, row.id) for row in belonging.records_of(session, subject)]

    # -- terms of keeping ------------------------------------------------------------------------------------

    def periods(self) -> tuple[Period, ...]:
        """The table of periods, each with its source."""
        self._require_any("read", "erase")
        return periods()

    def proposals(self) -> tuple[Proposal, ...]:
        """Deleted people and those who left whose time has come, or whose period is not set yet. Nothing is erased."""
        self._require("read")
        today = self.clock.today()
        known = periods()
        by_entity = {period.entity: period for period in known if period.entity}
        sheets = [period for period in known if period.entity == "evaluation"]
        with environment.reading(self.store) as session:
            people = [person for person in (*_employees(session), *_accounts(session)) if not person.erased]
            left = {row.id: row for row in session.execute(_LEFT.where(EmployeeRow.employed_to < today))}
            found = list(self._named_proposals(session, today, {period.key: period for period in known}))
        for person in people:
            gone = left.get(person.subject.id) if person.subject.kind == "employee" else None
            if gone is not None:
                # sheets are a part of the personal file, whose time is longer than that of an entry in the register
                period, last = next(each for each in sheets if each.holds_for(gone.employed_from)), gone.employed_to
            elif person.left_on is not None:
                period, last = by_entity[person.subject.kind], person.left_on
            else:
                continue
            due = None if period.years is None else end_of_term(last, period.years)
            if due is None or due <= today:
                found.append(Proposal(person, period, due, last))
        return tuple(sorted(found, key=lambda each: (each.counted_from or today, sort_key(each.person.name))))

    def _named_proposals(self, session: Session, today: date, known: Mapping[str, Period]) -> Iterator[Proposal]:
        """People whose every term is over, or whose record was deleted; counted from the last of these days."""
        grouped: dict[str, list[Stand]] = {}
        for stand in standing.stands(session):
            grouped.setdefault(standing.key_of(stand.name), []).append(stand)
        for group in grouped.values():
            days = [stand.ended for stand in group if stand.ended is not None and stand.ended < today]
            if len(days) < len(group) or standing.is_pseudonym(group[0].name):
                continue
            (person,) = self._named(group, session)
            period = known[group[0].mark.term]
            due = None if period.years is None else end_of_term(max(days), period.years)
            if due is None or due <= today:
                yield Proposal(person, period, due, max(days))

    # -- the record of processing (art. 30) ------------------------------------------------------------------

    def processing_record(self) -> ProcessingRecord:
        """The ready entry; safeguards are those that are really switched on."""
        if not self.actor().may("audit.export"):
            self._require("read")
        with environment.reading(self.store) as session:
            office = session.scalars(select(OfficeRow).where(OfficeRow.deleted_at.is_(None))).first()
        texts = _dictionary("processing.toml")
        transfers: str = texts["transfers"]["server" if self.store.is_server else "file"]
        return ProcessingRecord(
            _controller(office, texts["controller"]),
            tuple(_activities(texts["activity"], transfers)),
            tuple(self._around.safeguards()),
            self.clock.now(),
        )

    def _require(self, deed: str) -> None:
        self.actor().require(f"{ENTITY}.{deed}")

    def _require_any(self, *deeds: str) -> None:
        if not any(self.actor().may(f"{ENTITY}.{deed}") for deed in deeds):
            self._require(deeds[0])


def _records_of(file: PersonFile) -> set[tuple[str, int]]:
    return {(holding.entity, holding.record_id) for holding in file.holdings}


def _spellings(traits: Traits) -> list[str]:
    """The certain texts as they may stand in the log: as written and in capitals."""
    return list(dict.fromkeys(spelling for text in traits.certain for spelling in (text, text.upper())))


def _entries_about(session: Session, records: Iterable[tuple[str, int]]) -> set[int]:
    return {number for entity, record_id in records for number in audit.about(session, entity, record_id)}


def _numbered(session: Session, subject: Subject) -> Subject:
    """A person without a record gets a number, by which the list of erasures and what is left tell people apart."""
    if subject.kind != NAMED:
        return subject
    last = session.scalar(select(func.max(ErasureRow.record_id)).where(ErasureRow.subject == NAMED))
    return replace(subject, id=(last or 0) + 1)


def _named_again(session: Session) -> Iterator[tuple[Subject, frozenset[tuple[str, int]]]]:
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
            yield Subject(NAMED, row.record_id, standing.bare(found) or found, records), records


def _kept(term: str) -> str:
    """Why a text is kept as a proof, blank for one that is none."""
    period = next((each for each in periods() if each.key == term), None)
    return "" if period is None else f"{period.label}: {period_text(period)}. {period.source}"


@dataclass(frozen=True)
class _Done:
    own: frozenset[tuple[str, int]]
    records: frozenset[tuple[str, int]]
    texts: int
    log_entries: int


def _medium(store: Store) -> Medium:
    if not isinstance(store, FileStore):
        return Medium.SERVER
    return Medium.PLAIN if store.key is None else Medium.ENCRYPTED


class _Afterwards:
    """What follows an erasure outside the transaction; a step that fails is told and keeps no other from its work."""

    def __init__(self, around: Surroundings, store: Store) -> None:
        self._around, self._store = around, store
        self.unfinished: list[str] = []
        self.sought = False

    @contextmanager
    def _told(self, sentence: str) -> Iterator[None]:
        try:
            yield
        except (Refusal, OSError) as problem:
            # the text of a failure of the disk may hold a login or a name of a file
            reason = f" {problem}" if isinstance(problem, EnvironmentProblem) else ""
            if sentence + reason not in self.unfinished:
                self.unfinished.append(sentence + reason)

    def shut_out(self, logins: Iterable[str]) -> None:
        for login in logins:
            with self._told(words.STILL_LET_IN):
                self._around.shut_out(login)

    def remove_drafts(self, done: _Done, traits: Traits) -> int:
        """Unsaved work about these records, or naming the person where it is not encrypted."""
        folder, removed = self._around.drafts(), 0
        if folder is None:
            return 0
        sentence = words.DRAFTS_LEFT.format(path=folder)
        with self._told(sentence):
            stems = {f"{entity}-{number}" for entity, number in done.own | done.records}
            wanted = [text.encode() for text in (*traits.certain, traits.surname) if text]
            for file in list(folder.iterdir()) if folder.is_dir() else ():
                with self._told(sentence):
                    removed += _remove_draft(file, stems, wanted)
        return removed

    def compact(self, traits: Traits) -> tuple[bool, tuple[Path, ...]]:
        from db.compaction import compact, traces

        if not isinstance(self._store, FileStore):
            return False, ()
        certain = [text for text in traits.certain if len(text) > len(traits.surname)]
        with self._told(words.FILE_LEFT):
            with explained():
                whole = compact(self._store)
            if not whole:
                self.unfinished.append(words.FILE_IN_USE)
            with explained():
                found = traces(self._store.path, certain, self._store.key)
            self.sought = bool(certain)
            return whole, found
        return False, ()

    def copies(self) -> tuple[Copy, ...]:
        with self._told(words.COPIES_UNKNOWN):
            return tuple(self._around.copies())
        return ()


def _remove_draft(file: Path, stems: Iterable[str], wanted: Sequence[bytes]) -> bool:
    from db.compaction import holds

    named = any(file.name.startswith((f"{stem}.", f"{stem}-")) for stem in stems)
    if not file.is_file() or not (named or holds(file, wanted)):
        return False
    file.unlink(missing_ok=True)
    return file.suffix != ".lock"


def _require_administrator_left(session: Session, accounts: Collection[AccountRow]) -> None:
    if any(map(administrators.counts, accounts)):
        numbers = [account.id for account in accounts]
        if not administrators.others_administer(session, numbers):
            raise Refusal(PROBLEMS["last_administrator"])


def _employees(session: Session) -> Iterator[Person]:
    units = {unit.id: unit.symbol for unit in session.scalars(select(UnitRow))}
    for row in session.scalars(select(EmployeeRow).order_by(EmployeeRow.id)):
        erased = erased_employee(row)
        detail = ", ".join(filter(None, (row.post, units.get(row.unit_id, ""))))
        yield Person(
            Subject("employee", row.id), f"{row.first_name} {row.surname}".strip(), detail, _day(row.deleted_at), erased
        )


def _accounts(session: Session, *, alone: bool = True) -> Iterator[Person]:
    statement = select(AccountRow).order_by(AccountRow.id)
    if alone:
        statement = statement.where(AccountRow.employee_id.is_(None))
    for row in session.scalars(statement):
        erased = row.name.startswith(PSEUDONYM)
        yield Person(Subject("account", row.id), row.name, f"konto {row.login}", _day(row.deleted_at), erased)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.astimezone().date()


def _is_erased(session: Session, subject: Subject) -> bool:
    if subject.kind == "employee":
        row = session.get(EmployeeRow, subject.id)
        return row is None or erased_employee(row)
    account = session.get(AccountRow, subject.id)
    return account is None or account.name.startswith(PSEUDONYM)


def _same(traits: Traits, text: str) -> bool:
    cleaned: str = repository.without(text, traits.texts)
    return cleaned != text


def periods() -> tuple[Period, ...]:
    """The table ``resources/dictionaries/retention.toml``."""
    found = _dictionary("retention.toml")
    return tuple(
        Period(
            key,
            entry["label"],
            entry["entity"],
            entry["years"] or None,
            entry["counted_from"],
            entry["source"],
            entry["valid_from"],
            entry["confirmed"],
            entry.get("hired_from"),
            entry.get("hired_to"),
        )
        for key, entry in found.items()
    )


def period_text(period: Period) -> str:
    """``10 lat od końca roku …``, ``do ustalenia …``."""
    from app.core.polish import plural

    if period.years is None:
        return f"do ustalenia, {period.counted_from}"
    text = f"{period.years} {plural(period.years, 'rok', 'lata', 'lat')} {period.counted_from}"
    return text if period.confirmed else f"{text} (do potwierdzenia)"


def _dictionary(name: str) -> dict[str, Any]:
    return tomllib.loads((paths.resources() / "dictionaries" / name).read_text(encoding="utf-8"))


def _activities(entries: Iterable[Mapping[str, Any]], transfers: str) -> Iterator[Activity]:
    known = {period.key: period for period in periods()}
    for entry in entries:
        terms = "; ".join(f"{known[key].label}: {period_text(known[key])}" for key in entry["retention"])
        yield Activity(
            entry["name"],
            entry["purposes"],
            entry["basis"],
            entry["people"],
            entry["data"],
            entry["recipients"],
            transfers,
            terms,
        )


def _controller(office: OfficeRow | None, blanks: Mapping[str, str]) -> tuple[Value, ...]:
    missing = blanks["missing"]
    address = "" if office is None else ", ".join(filter(None, (office.street, f"{office.postal_code} {office.town}")))
    contact = "" if office is None else ", ".join(filter(None, (office.phone, office.email)))
    return (
        Value("Administrator", (office.name if office else "") or missing),
        Value("Adres", address.strip(" ,") or missing),
        Value("Kontakt", contact or missing),
        Value("Współadministratorzy", blanks["joint_controllers"]),
        Value("Inspektor ochrony danych", blanks["protection_officer"]),
    )
