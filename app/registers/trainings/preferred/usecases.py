"""Use cases for lists of preferred institutions: worked out while they are drafts, frozen with the approval."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.codec import CodecError, decode, encode
from app.core.dates import format_date
from app.core.errors import Conflict, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold
from app.core.problems import Problem
from app.core.records import Outcome
from app.records import environment
from app.records.listing import ColumnFilter, Filter
from app.records.usecases import Noun, Records
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.institutions.model import InstitutionRow
from app.registers.trainings.preferred import repository, words
from app.registers.trainings.preferred.domain import ListState, PreferredList, PreferredListDraft, validate
from app.registers.trainings.preferred.model import PreferredListRow
from app.registers.trainings.preferred.ranking import Note, Ranking, ranked
from app.registers.trainings.preferred.words import FIELDS, LABELS, PROBLEMS
from db.errors import BrokenValue
from db.store import Store

ListCards = Callable[[Session, Iterable[int], date, str], None]
"""Takes the last step of the procedure for participations: ids, day, name of the list."""
UnlistCards = Callable[[Session, str], None]
"""Takes that step back for every card that a list with this name took."""


class PreferredLists(Records[PreferredList, PreferredListDraft]):
    """The lists, one for each year."""

    entity = "preferred_list"
    noun = Noun("lista preferowanych instytucji", "listę")
    row, record, draft = PreferredListRow, PreferredList, PreferredListDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (PreferredListRow.year,)
    shown_first = (PreferredListRow.year.desc(),)

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        list_cards: ListCards,
        unlist_cards: UnlistCards,
    ) -> None:
        super().__init__(store, clock, actor)
        self._list_cards, self._unlist_cards = list_cards, unlist_cards

    def title(self, record: PreferredList | PreferredListDraft) -> str:
        return f"za rok {record.year or '…'}"

    def validate(self, draft: PreferredListDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def _visible(self, actor: Actor) -> ColumnElement[bool] | None:
        """A draft is worked out from everybody's cards: who does not see them all waits for the approval."""
        return None if _sees_every_card(actor) else PreferredListRow.state == ListState.APPROVED

    def filters(self) -> Mapping[str, Filter]:
        return {"state": ColumnFilter(PreferredListRow.state)}

    def sorts(self) -> Mapping[str, Any]:
        row = PreferredListRow
        return {"year": row.year, "state": row.state, "approved_on": row.approved_on}

    def next_draft(self) -> PreferredListDraft:
        """The list that is due: of the last whole year, the January after; of this year where that one is there."""
        self._require("read")
        year = self.clock.today().year - 1
        with environment.reading(self.store) as session:
            listed = select(PreferredListRow.id).where(
                PreferredListRow.year == year, PreferredListRow.deleted_at.is_(None)
            )
            year += session.scalars(listed).first() is not None
        return PreferredListDraft(year=year, since=date(year, 1, 1), until=date(year, 12, 31))

    def ranking(self, record_id: int) -> Ranking:
        """The lines: as they were approved, or worked out now for a list that is a draft."""
        self._require("read")
        with environment.reading(self.store) as session:
            row = self._row(session, record_id)
            return _frozen(row) if row.state is ListState.APPROVED else self._worked_out(session, self._to_record(row))

    def ranking_of(self, year: int) -> Ranking:
        """The approved or draft list of that year, else one worked out from the trainings of the calendar year.

        Refusal for who does not see all cards and would get another list, while there is no approved one.
        """
        self._require("read")
        statement = select(PreferredListRow.id).where(
            PreferredListRow.deleted_at.is_(None), PreferredListRow.year == year
        )
        with environment.reading(self.store) as session:
            found = session.scalars(self._seen(statement)).first()
            if found is None and not _sees_every_card(self.actor()):
                raise Refusal(words.NOT_YET.format(year=year))
            if found is None:
                whole = PreferredListDraft(year=year, since=date(year, 1, 1), until=date(year, 12, 31))
                return self._worked_out(session, whole)
        return self.ranking(found)

    def due(self) -> int | None:
        """The year whose list is to be made now, in January or later, and is not there yet; None when there is none."""
        self._require("read")
        if not _sees_every_card(self.actor()):
            return None
        year = self.clock.today().year - 1
        living = select(PreferredListRow.id).where(PreferredListRow.deleted_at.is_(None), PreferredListRow.year == year)
        with environment.reading(self.store) as session:
            if session.scalars(living).first() is not None:
                return None
            rows = repository.card_rows(session, date(year, 1, 1), date(year, 12, 31))
            return year if any(mark is not None for row in rows for mark in row.marks) else None

    def approve(self, record_id: int, version: int, on: date, by: str) -> Outcome[PreferredList]:
        """The head of the office approved the list; its cards have gone all the way.

        Invalid for a day in the future, before the period is over, for a list without a single card, and for one that
        is approved: what was signed is not worked out again.
        """
        self._require("approve")
        with self._changing(record_id=record_id) as session:
            row, before = self._opened(session, record_id, version)
            found = self._worked_out(session, before)
            problems = tuple(self._approval_problems(before, found, on))
            if problems:
                raise self.invalid(problems)
            row.state, row.approved_on, row.approved_by = ListState.APPROVED, on, by.strip()
            row.lines = encode(found)
            row.touch(self.clock.now())
            cards = repository.waiting_to_be_listed(session, *_period(before))
            self._list_cards(session, cards, on, words.title(before))
            record = self._stored(session, row)
        message = f"Zatwierdzono listę {self.title(record)}."
        return self._outcome(record, message, "Wycofaj zatwierdzenie", self.take_approval_back, version)

    def take_approval_back(self, record_id: int, version: int) -> Outcome[PreferredList]:
        """The list is a draft again; the cards it took wait for a list once more."""
        self._require("approve")
        with self._changing(record_id=record_id) as session:
            row, before = self._opened(session, record_id, version)
            if before.state is not ListState.APPROVED:
                raise Refusal("Ta lista nie jest zatwierdzona.")
            on, by = before.approved_on, before.approved_by
            row.state, row.approved_on, row.approved_by, row.lines = ListState.DRAFT, None, "", None
            row.touch(self.clock.now())
            self._unlist_cards(session, words.title(before))
            record = self._stored(session, row)
        message = f"Wycofano zatwierdzenie listy {self.title(record)}."

        def again(number: int, at: int) -> Outcome[PreferredList]:
            return self.approve(number, at, on or self.clock.today(), by)

        return self._outcome(record, message, "Zatwierdź ponownie", again, version)

    def _opened(self, session: Session, record_id: int, version: int) -> tuple[Any, PreferredList]:
        row = self._row(session, record_id)
        before = self._to_record(row)
        if row.version != version:
            raise Conflict(before, before)
        return row, before

    def _worked_out(self, session: Session, record: PreferredListDraft) -> Ranking:
        since, until = _period(record)
        rules = rules_on(until)
        length = until - since + timedelta(days=1)
        # the period before: as many years earlier, so that a year is compared with the year
        before = (_years_earlier(since, length), since - timedelta(days=1))
        return ranked(
            repository.card_rows(session, since, until),
            repository.card_rows(session, *before),
            shrink=rules.shrink,
            least_cards=rules.least_cards,
            notes=_notes(record),
            since=since,
            until=until,
        )

    def _approval_problems(self, record: PreferredList, found: Ranking, on: date) -> Iterator[Problem]:
        if record.state is ListState.APPROVED:
            yield Problem("state", "list_is_approved")
            return
        today = self.clock.today()
        if on > today:
            yield Problem("approved_on", "approval_in_future", {"today": format_date(today)})
        elif record.until is not None and on <= record.until:
            yield Problem("approved_on", "approved_too_early", {"until": format_date(record.until)})
        if not found.cards:
            yield Problem("state", "no_cards")

    # -- rules that need the database --------------------------------------------------------------------------

    def _check(self, session: Session, draft: PreferredListDraft, row: Any) -> Iterator[Problem]:
        if row is not None and row.state is ListState.APPROVED and row.deleted_at is None:
            yield Problem("state", "list_is_approved")
            return
        taken = select(PreferredListRow.id).where(
            PreferredListRow.deleted_at.is_(None), PreferredListRow.year == draft.year
        )
        if row is not None:
            taken = taken.where(PreferredListRow.id != row.id)
        if session.scalars(taken).first() is not None:
            yield Problem("year", "year_taken", {"year": draft.year})
        for index, note in enumerate(draft.notes):
            if note.institution_id is not None:
                known = session.get(InstitutionRow, note.institution_id)
                if known is None or known.deleted_at is not None:
                    details = {"value": note.institution_id}
                    yield Problem(f"notes.{index}.institution_id", "missing_reference", details)

    def _before_save(self, session: Session, row: Any, draft: PreferredListDraft, before: PreferredList | None) -> None:
        if before is None:
            row.state, row.approved_by = ListState.DRAFT, ""
        row.sort = f"{draft.year or 0:04d}"
        row.find = fold(f"{words.title(draft)} {draft.note}")

    def _may_delete(self, session: Session, record: PreferredList) -> None:
        if record.state is ListState.APPROVED:
            raise Refusal(words.NO_DELETE.format(year=record.year))


def _sees_every_card(actor: Actor) -> bool:
    return not actor.own_only("training_participation.read")


def _period(record: PreferredListDraft) -> tuple[date, date]:
    assert record.since is not None, "required"
    assert record.until is not None, "required"
    return record.since, record.until


def _notes(record: PreferredListDraft) -> dict[int, Note]:
    """By institution; two that were made one since have a remark each, and both of them hold."""
    found: dict[int, Note] = {}
    for note in record.notes:
        if note.institution_id is not None:
            known = found.get(note.institution_id, Note())
            said = "; ".join(filter(None, (known.text, note.note)))
            found[note.institution_id] = Note(left_out=known.left_out or note.left_out, text=said)
    return found


def _years_earlier(since: date, length: timedelta) -> date:
    """A period of whole years is compared with as many years before it, any other with as many days."""
    years = round(length.days / 365.25)
    whole = years > 0 and abs(length.days - years * 365.25) <= 1
    if not whole:
        return since - length
    day = min(since.day, 28) if since.month == 2 else since.day
    return since.replace(year=since.year - years, day=day)


def _frozen(row: Any) -> Ranking:
    try:
        found: Ranking = decode(Ranking, row.lines)
    except CodecError:
        raise BrokenValue("no list of institutions") from None
    return found
