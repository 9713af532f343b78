"""Use cases of rounds: whom to ask, what was sent, who answered what, and how long a confirmation holds."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, count
from typing import Any

from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold, sort_key
from app.core.problems import Problem
from app.core.records import Change, Outcome, Undo
from app.records import environment, positions
from app.records.listing import CaseFilter, Filter, YearFilter
from app.records.mapping import draft_of
from app.records.usecases import Noun, Records
from app.registers.ngos.confirmations import repository
from app.registers.ngos.confirmations.domain import (
    Answer,
    ConfirmationRound,
    Line,
    LineState,
    Reminder,
    RoundDraft,
    Way,
    line_problems,
    state_of,
    validate,
)
from app.registers.ngos.confirmations.model import ConfirmationRoundRow
from app.registers.ngos.confirmations.words import FIELDS, LABELS, PROBLEMS
from app.registers.ngos.organisations.domain import Organisation, OrganisationStatus
from app.registers.ngos.organisations.listing import as_now
from app.registers.ngos.organisations.usecases import Organisations, Stated
from app.registers.ngos.organisations.words import organisations
from app.registers.ngos.rules import rules_on
from db.revisions import revision
from db.store import Store


@dataclass(frozen=True)
class RoundLine:
    """One of the list with its place, from 0, how far it came, and the organisation as it is now, where known."""

    position: int
    line: Line
    state: LineState
    organisation: Organisation | None = None

    @property
    def id(self) -> int:
        """For tables: the place on the list."""
        return self.position


class Confirmations(Records[ConfirmationRound, RoundDraft]):
    """Rounds in which organisations confirm their data; ``register`` is where they are looked up and confirmed."""

    entity = "ngo_confirmation"
    noun = Noun("runda potwierdzania danych", "rundę potwierdzania danych")
    row, record, draft = ConfirmationRoundRow, ConfirmationRound, RoundDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (ConfirmationRoundRow.starts_on, ConfirmationRoundRow.sort)
    shown_first = (ConfirmationRoundRow.starts_on.desc(), ConfirmationRoundRow.sort.asc())

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        register: Organisations,
    ) -> None:
        super().__init__(store, clock, actor)
        self._register = register

    def title(self, record: ConfirmationRound | RoundDraft) -> str:
        return record.name

    def validate(self, draft: RoundDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        return {
            "state": CaseFilter(lambda: repository.states(self.clock.today())),
            "year": YearFilter(ConfirmationRoundRow.starts_on),
        }

    def sorts(self) -> Mapping[str, Any]:
        row = ConfirmationRoundRow
        return {
            "name": row.sort,
            "starts_on": (row.starts_on, row.sort),
            "answer_by": (row.answer_by, row.sort),
            "answered": (row.answered_count, row.sort),
        }

    def _before_save(self, session: Session, row: Any, draft: RoundDraft, before: ConfirmationRound | None) -> None:
        row.line_count = len(draft.lines)
        row.sent_count = sum(line.sent_on is not None for line in draft.lines)
        row.answered_count = sum(line.answered for line in draft.lines)
        row.sort = sort_key(draft.name)
        row.find = fold(" ".join((draft.name, draft.note, *(f"{line.name} {line.note}" for line in draft.lines))))

    # -- reading ---------------------------------------------------------------------------------------------------

    def attention(self) -> tuple[int, int]:
        """In rounds that go on: answers that are late, forms that were never sent."""
        self._require("read")
        with environment.reading(self.store) as session:
            return repository.open_lines(session, self.clock.today())

    def lines(self, record_id: int) -> tuple[RoundLine, ...]:
        """Everybody on the list, with the organisations as they are now for who may read these."""
        found, today = self.get(record_id), self.clock.today()
        known = as_now(self._register, (line.ngo_id for line in found.lines))
        return tuple(
            RoundLine(place, line, state_of(line, found, today), known.get(line.ngo_id or 0))
            for place, line in enumerate(found.lines)
        )

    def next_draft(self) -> RoundDraft:
        """A round of this year under a name that none has yet, valid for as long as the newest one."""
        self._require("read")
        today = self.clock.today()
        with environment.reading(self.store) as session:
            usual = repository.newest_months(session, today) or rules_on(today).confirmation_months
            taken = repository.names(session)
        wanted = f"Potwierdzenie danych {today.year}"
        names = chain((wanted,), (f"{wanted} – {number}" for number in count(2)))
        name = next(each for each in names if fold(each) not in taken)
        return RoundDraft(name=name, starts_on=today, valid_months=usual)

    # -- who is asked ----------------------------------------------------------------------------------------------

    def gather(self, record_id: int, version: int) -> Outcome[ConfirmationRound]:
        """Put every organisation that was not dissolved on the list; Refusal when all of them are there."""
        before = self._open(record_id)
        listed = {line.ngo_id for line in before.lines}
        with environment.reading(self.store) as session:
            found = [each for each in repository.living(session) if each[0] not in listed]
        if not found:
            raise Refusal(PROBLEMS["nobody_new"])
        added = tuple(Line(ngo_id=number, name=name) for number, name in found)
        outcome = self._relist(record_id, version, (*before.lines, *added))
        return replace(outcome, message=f"Dodano do rundy: {organisations(len(added))}.")

    def remove(self, record_id: int, version: int, places: Collection[int]) -> Outcome[ConfirmationRound]:
        """Take these off the list."""
        before = self._open(record_id)
        gone = positions.known(before.lines, places, PROBLEMS)
        kept = positions.without(before.lines, gone)
        outcome = self._relist(record_id, version, kept)
        return replace(outcome, message=f"Usunięto z rundy: {organisations(len(gone))}.")

    # -- what was sent ---------------------------------------------------------------------------------------------

    def note_sent(
        self, record_id: int, version: int, places: Collection[int], sent_on: date | None, sent_by: Way | None
    ) -> Outcome[ConfirmationRound]:
        """The form went to these that day in that way."""
        self._day("sent_on", sent_on)
        before = self._open(record_id)
        chosen = positions.known(before.lines, places, PROBLEMS)
        outcome = self._change(before, version, chosen, lambda line: replace(line, sent_on=sent_on, sent_by=sent_by))
        return replace(outcome, message=f"Zapisano wysłanie formularzy: {organisations(len(chosen))}.")

    def note_reminded(
        self, record_id: int, version: int, places: Collection[int], sent_on: date | None, sent_by: Way | None
    ) -> Outcome[ConfirmationRound]:
        """These were reminded; those that answered or were never written to are passed over."""
        self._day("sent_on", sent_on)
        before = self._open(record_id)
        chosen = {place for place in positions.known(before.lines, places, PROBLEMS) if _waits(before.lines[place])}
        if not chosen:
            raise Refusal(PROBLEMS["nothing_sent"])
        reminder = Reminder(sent_on=sent_on, sent_by=sent_by)
        outcome = self._change(
            before, version, chosen, lambda line: replace(line, reminders=(*line.reminders, reminder))
        )
        return replace(outcome, message=f"Zapisano przypomnienie: {organisations(len(chosen))}.")

    # -- what they said --------------------------------------------------------------------------------------------

    def note_answer(
        self,
        record_id: int,
        version: int,
        places: Collection[int],
        answer: Answer | None,
        answered_on: date | None,
        note: str = "",
    ) -> Outcome[ConfirmationRound]:
        """What these said, in one transaction with the register: it is confirmed there, or dissolved if it is gone.

        Undo takes both back. An organisation that was deleted meanwhile keeps its answer in the round only.
        """
        self._day("answered_on", answered_on)
        self._register.actor().require("ngo.edit")
        before = self._open(record_id)
        chosen = positions.known(before.lines, places, PROBLEMS)
        problems = tuple(
            problem
            for place in chosen
            for problem in line_problems(_answered(before.lines[place], answer, answered_on, note), f"lines.{place}.")
        )
        if answer is None:
            problems = (Problem("lines.0.answer", "required"),)
        if problems:
            raise self.invalid(problems)
        lines = positions.changed(before.lines, chosen, lambda line: _answered(line, answer, answered_on, note))
        said = Stated(answered_on, OrganisationStatus.DISSOLVED if answer is Answer.GONE else None)
        told = {line.ngo_id: said for line in _chosen(before.lines, chosen) if line.ngo_id is not None}
        # what an answer given before did to the register goes first
        answered = {place for place in chosen if before.lines[place].answered}
        taken_back = self._taken_back(before, answered)
        after, replaced = self._together(record_id, version, lines, taken_back, told, fresh=set(chosen) - answered)
        return Outcome(
            after,
            Change(self.entity, frozenset({record_id})),
            f"Zapisano odpowiedź: {_who(before, chosen)}.",
            Undo("Cofnij odpowiedź", lambda: self._take_back(before, after, replaced)),
        )

    def withdraw_answer(self, record_id: int, version: int, places: Collection[int]) -> Outcome[ConfirmationRound]:
        """These said nothing after all: somebody noted the answer of another one.

        The register says again what it said before the answer; what was changed in it since stays. An answer from the
        time before that was kept: an organisation that was dissolved by it acts again, and the day of its answer in an
        earlier round comes back; without one the day stays, for nobody knows what stood there before.
        """
        self._require("edit")
        self._register.actor().require("ngo.edit")
        before = self._open(record_id)
        chosen = {place for place in positions.known(before.lines, places, PROBLEMS) if before.lines[place].answered}
        if not chosen:
            raise Refusal(PROBLEMS["nothing_answered"])
        lines = positions.changed(before.lines, chosen, _unanswered)
        after, replaced = self._together(record_id, version, lines, self._taken_back(before, chosen))
        known = all(line.former_status is not None for line in _chosen(before.lines, chosen))
        told = PROBLEMS["former_back"] if known else PROBLEMS["former_unknown"]
        return Outcome(
            after,
            Change(self.entity, frozenset({record_id})),
            f"Wycofano odpowiedź: {_who(before, chosen)}. {told}",
            Undo("Przywróć odpowiedź", lambda: self._take_back(before, after, replaced)),
        )

    def _taken_back(self, before: ConfirmationRound, chosen: Collection[int]) -> Mapping[int, Stated]:
        """What the register is told when these answers are gone; whoever „does not act any more” by them acts again."""
        lines = {line.ngo_id: line for line in _chosen(before.lines, chosen) if line.ngo_id is not None}
        gone = [ngo_id for ngo_id, line in lines.items() if line.answer is Answer.GONE]
        found = self._register.many(gone) if gone else ()
        dissolved = {each.id for each in found if each.status is OrganisationStatus.DISSOLVED}
        unknown = [ngo_id for ngo_id, line in lines.items() if line.former_status is None]
        earlier: Mapping[int, date] = {}
        if unknown:
            with environment.reading(self.store) as session:
                earlier = repository.earlier_answers(session, unknown, before.id)
        told: dict[int, Stated] = {}
        for ngo_id, line in lines.items():
            status = (line.former_status or OrganisationStatus.ACTIVE) if ngo_id in dissolved else None
            known = line.former_status is not None or ngo_id in earlier
            day = line.former_confirmed_on if line.former_status is not None else earlier.get(ngo_id)
            told[ngo_id] = Stated(day, status, instead_of=line.answered_on if known else None)
        return told

    def _take_back(
        self, before: ConfirmationRound, after: ConfirmationRound, told: Mapping[int, Stated]
    ) -> Outcome[ConfirmationRound]:
        self._require("edit")
        self._register.actor().require("ngo.edit")
        newest = self._newest(after.id, after.version)
        record, _ = self._together(before.id, newest, before.lines, told, exact=True)
        self._restored[before.id, before.version] = record.version
        return Outcome(
            record, Change(self.entity, frozenset({record.id})), f"Przywrócono poprzedni stan: {record.name}."
        )

    def _newest(self, record_id: int, version: int) -> int:
        while (record_id, version) in self._restored:
            version = self._restored[record_id, version]
        return version

    def _together(
        self,
        record_id: int,
        version: int,
        lines: Sequence[Line],
        *told: Mapping[int, Stated],
        exact: bool = False,
        fresh: Collection[int] = (),
    ) -> tuple[ConfirmationRound, Mapping[int, Stated]]:
        """The round and the register in one transaction; also what the register said before.

        Lines at the places ``fresh`` keep what the register says until now.
        """
        with self._changing(record_id=record_id) as session:
            row = self._row(session, record_id)
            stands = repository.standing(session, [line.ngo_id for line in _chosen(lines, fresh) if line.ngo_id])
            kept = positions.changed(lines, fresh, lambda line: _kept(line, stands))
            draft = replace(draft_of(self._to_record(row), RoundDraft), lines=tuple(kept))
            _, after = self.update_within(session, record_id, version, draft)
            replaced: dict[int, Stated] = {}
            for each in told:
                replaced = {**self._register.state_within(session, each, exact=exact), **replaced}
        return after, replaced

    # -- the end ---------------------------------------------------------------------------------------------------

    def close(self, record_id: int, version: int, closed_on: date | None) -> Outcome[ConfirmationRound]:
        """The round is over: nobody is reminded any more."""
        self._day("closed_on", closed_on)
        draft = replace(draft_of(self._open(record_id), RoundDraft), closed_on=closed_on)
        outcome = self.update(record_id, version, draft)
        return replace(outcome, message=f"Zakończono rundę: {outcome.record.name}.")

    # -- what they share -------------------------------------------------------------------------------------------

    def _open(self, record_id: int) -> ConfirmationRound:
        """The round, for a deed on it; Refusal when it is over."""
        self._require("edit")
        found = self.get(record_id)
        if found.closed_on is not None:
            raise Refusal(PROBLEMS["closed"])
        return found

    def _day(self, name: str, value: date | None) -> None:
        """A deed that was done has its day, which is not in the future."""
        self._require("edit")
        if value is None:
            raise self.invalid((Problem(name, "required"),))
        if value > self.clock.today():
            raise self.invalid((Problem(name, "in_future"),))

    def _change(
        self, before: ConfirmationRound, version: int, chosen: Collection[int], change: Callable[[Line], Line]
    ) -> Outcome[ConfirmationRound]:
        return self._relist(before.id, version, positions.changed(before.lines, chosen, change))

    def _relist(self, record_id: int, version: int, lines: Sequence[Line]) -> Outcome[ConfirmationRound]:
        return self._amend(record_id, version, lines=tuple(lines))

    def _check(self, session: Session, draft: RoundDraft, row: Any) -> Iterator[Problem]:
        # what is written already stays, whatever became of it in the register
        held = set() if row is None else {line.ngo_id for line in row.lines}
        fresh = {line.ngo_id for line in draft.lines if line.ngo_id is not None} - held
        if not fresh:
            return
        known = {number for number, _ in repository.living(session)}
        for index, line in enumerate(draft.lines):
            if line.ngo_id in fresh - known:
                yield Problem(f"lines.{index}.ngo_id", "missing_reference", {"value": line.name or line.ngo_id})


class ConfirmationPeriod:
    """How long a confirmation holds, asked for every row of the register: remembered until a round changes."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._kept: tuple[int, date, int] | None = None

    def months(self) -> int:
        """By the newest round that has begun, else by the dictionary (``rules.confirmation_months``)."""
        today = self._clock.today()
        with environment.reading(self._store) as session:
            now = revision(session, Confirmations.entity)
            if self._kept is None or self._kept[:2] != (now, today):
                found = repository.newest_months(session, today)
                self._kept = (now, today, found or rules_on(today).confirmation_months)
        return self._kept[2]


def _chosen(lines: Sequence[Line], places: Collection[int]) -> list[Line]:
    return [line for place, line in enumerate(lines) if place in places]


def _who(before: ConfirmationRound, chosen: Collection[int]) -> str:
    names = [before.lines[place].name for place in sorted(chosen)]
    return names[0] if len(names) == 1 else organisations(len(names))


def _waits(line: Line) -> bool:
    return line.sent_on is not None and not line.answered


def _answered(line: Line, answer: Answer | None, answered_on: date | None, note: str) -> Line:
    return replace(line, answer=answer, answered_on=answered_on, note=note.strip() or line.note)


def _unanswered(line: Line) -> Line:
    return replace(line, answer=None, answered_on=None, former_confirmed_on=None, former_status=None)


def _kept(line: Line, stands: Mapping[int, tuple[date | None, OrganisationStatus]]) -> Line:
    """With what the register says of the organisation; nothing of one that is deleted there."""
    day, status = stands.get(line.ngo_id or 0, (None, None))
    return replace(line, former_confirmed_on=day, former_status=status)
