"""Use cases of evaluation campaigns: prepared with rules and decisions, started once, followed, closed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.dates import format_date
from app.core.drafts import limit_of
from app.core.errors import Conflict, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold, sort_key
from app.core.problems import Problem
from app.core.records import Outcome, Query
from app.people.structure.domain import Structure
from app.people.structure.usecases import Structures
from app.records import environment
from app.records.listing import CaseFilter, ColumnFilter, Filter
from app.records.mapping import draft_of
from app.records.usecases import Noun, Records
from app.registers.evaluations.campaigns import eligibility, repository, words
from app.registers.evaluations.campaigns.domain import (
    Campaign,
    CampaignDraft,
    CampaignState,
    Candidate,
    Choice,
    Line,
    Progress,
    validate,
)
from app.registers.evaluations.campaigns.eligibility import Known
from app.registers.evaluations.campaigns.figures import progress_of
from app.registers.evaluations.campaigns.model import CampaignRow
from app.registers.evaluations.regulations.domain import Regulation
from app.registers.evaluations.sheets.domain import CLOSED
from app.registers.evaluations.sheets.model import EvaluationRow
from app.registers.evaluations.sheets.opening import make_sheets, rules_of
from app.registers.evaluations.sheets.repository import previous_of
from db import audit

SOON_DAYS = 14
"""Days before its end in which a campaign calls for attention."""
_NAMED = 10
"""People named in a sentence; the others are counted."""
_FROZEN = ("name", "regulation_id", "structure_on", "starts_on", "extended", "choices")
"""What no longer changes once a campaign was started."""
_NEEDED = ("employee.read", "absence.read", "evaluation.read")
"""Rights of whoever works out the list of people."""


def concerns(today: date) -> Mapping[str, ColumnElement[bool]]:
    """Running campaigns whose end has passed or is near."""
    running = CampaignRow.state == CampaignState.RUNNING
    soon = today + timedelta(days=SOON_DAYS)
    return {
        "late": and_(running, CampaignRow.ends_on < today),
        "soon": and_(running, CampaignRow.ends_on >= today, CampaignRow.ends_on <= soon),
    }


class Campaigns(Records[Campaign, CampaignDraft]):
    """Evaluation campaigns; ``before_start`` makes a copy of the data before many sheets are made at once."""

    entity = "evaluation_campaign"
    noun = Noun("kampania ocen", "kampanię ocen")
    row, record, draft = CampaignRow, Campaign, CampaignDraft
    fields, sentences = words.FIELDS, words.PROBLEMS
    labels = words.LABELS
    order = (CampaignRow.sort,)
    shown_first = (CampaignRow.structure_on.desc().nulls_last(), CampaignRow.sort.asc())

    def __init__(
        self,
        store: Any,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        before_start: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(store, clock, actor)
        self._before_start = before_start

    def title(self, record: Campaign | CampaignDraft) -> str:
        return record.name

    def validate(self, draft: CampaignDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        return {
            "state": ColumnFilter(CampaignRow.state),
            "concern": CaseFilter(lambda: concerns(self.clock.today())),
        }

    def sorts(self) -> Mapping[str, Any]:
        return {
            "name": CampaignRow.sort,
            "structure_on": CampaignRow.structure_on,
            "ends_on": CampaignRow.ends_on,
            "state": CampaignRow.state,
        }

    def _check(self, session: Session, draft: CampaignDraft, row: Any) -> Iterator[Problem]:
        if repository.taken_name(session, draft.name, None if row is None else row.id):
            yield Problem("name", "not_unique", {"value": draft.name})
        if row is not None and row.state is not CampaignState.PREPARED:
            stored = draft_of(self._to_record(row), CampaignDraft)
            names = _FROZEN if row.state is CampaignState.RUNNING else (*_FROZEN, "ends_on")
            for name in names:
                if getattr(stored, name) != getattr(draft, name):
                    yield Problem(name, "campaign_started")
            return
        yield from _regulation_problems(session, draft)
        chosen = [choice.employee_id for choice in draft.choices if choice.employee_id is not None]
        known = repository.known_employees(session, chosen)
        for index, choice in enumerate(draft.choices):
            if choice.employee_id is not None and choice.employee_id not in known:
                yield Problem(f"choices.{index}.employee_id", "missing_reference", {"value": choice.employee_id})

    def _before_save(self, session: Session, row: Any, draft: CampaignDraft, before: Campaign | None) -> None:
        row.sort, row.find = sort_key(draft.name), fold(f"{draft.name} {draft.note}")
        if before is None:
            row.state = CampaignState.PREPARED

    def _told_of_person(self, row: Any, employee_id: int) -> tuple[tuple[str, str], ...]:
        return words.told(repository.thawed(row.candidates), employee_id)

    def _may_delete(self, session: Session, record: Campaign) -> None:
        if record.state is not CampaignState.PREPARED:
            raise Refusal(
                f"Nie można usunąć kampanii „{self.title(record)}”: została rozpoczęta i ma arkusze ocen. "
                "Dopóki żaden arkusz nie jest wypełniany, można cofnąć jej rozpoczęcie."
            )

    # -- who is in ---------------------------------------------------------------------------------------------

    def candidates(self, record_id: int) -> tuple[Candidate, ...]:
        """Everybody of the office, in or out and why: worked out afresh before the start, frozen from it on.

        Refusal when the campaign's own data do not suffice, such as a regulation that is gone.
        """
        return tuple(line.candidate for line in self.lines(record_id))

    def lines(self, record_id: int) -> tuple[Line, ...]:
        """The candidates with their sheets."""
        self._require("read")
        with environment.reading(self.store) as session:
            row = self._row(session, record_id)
            if row.state is not CampaignState.PREPARED:
                return repository.lines(session, record_id, repository.thawed(row.candidates))
            campaign = self._to_record(row)
        structure = self._structure()
        with environment.reading(self.store) as session:
            regulation = self._regulation(session, campaign)
            found = eligibility.candidates(campaign, self._known(session, campaign, structure, regulation))
        return tuple(Line(candidate=each) for each in found)

    def choose(
        self, record_id: int, version: int, employees: Sequence[int], included: bool | None, reason: str = ""
    ) -> Outcome[Campaign]:
        """Put people in or leave them out against the rules, with a reason; None leaves it to the rules again.

        Invalid without a reason; Refusal for somebody whom the act or another open sheet keeps out.
        """
        self._require("edit")
        campaign = self.get(record_id)
        if campaign.version != version:
            raise Conflict(campaign, campaign)
        chosen = set(employees)
        choices = [choice for choice in campaign.choices if choice.employee_id not in chosen]
        if included is not None:
            choices += [Choice(employee_id=each, included=included, reason=reason.strip()) for each in employees]
        if included:
            self._require_free(campaign, chosen)
        draft = replace(draft_of(campaign, CampaignDraft), choices=tuple(choices))
        return replace(self.update(record_id, version, draft), message=_chosen(len(chosen), included))

    def _require_free(self, campaign: Campaign, chosen: set[int]) -> None:
        for candidate in self.candidates(campaign.id):
            if candidate.employee_id in chosen and (why := eligibility.binding(candidate, campaign)) is not None:
                raise Refusal(f"Nie można włączyć do kampanii: {words.called(candidate)}. {words.sentence(why)}")

    # -- its course --------------------------------------------------------------------------------------------

    def start(self, record_id: int, version: int) -> Outcome[Campaign]:
        """Freeze the list and make a sheet for everybody who is in; all of it or nothing.

        Refusal that names who is missing a rater, when nobody is in, or before the structure day; Conflict.
        """
        self._require("edit")
        self._ready(self.get(record_id), version, self.candidates(record_id))
        # a copy of the data: undo reaches only as far as no sheet is filled in
        self._before_start()
        with self._changing(record_id=record_id) as session:
            row = self._row(session, record_id)
            campaign, structure = self._to_record(row), self._structure()
            # the write lock is held: what is read now is what is frozen
            regulation = self._regulation(session, campaign)
            known = self._known(session, campaign, structure, regulation)
            listed = eligibility.candidates(campaign, known)
            included = self._ready(campaign, version, listed)
            row.candidates, row.state = repository.frozen(listed), CampaignState.RUNNING
            row.touch(self.clock.now())
            rules = rules_of(regulation)
            openings = [
                repository.opening(campaign, rules, each, structure, known.last.get(each.employee_id))
                for each in included
            ]
            for sheet in make_sheets(session, self.clock, openings):
                audit.entitle(session, EvaluationRow.entity, sheet.id, _on_sheet(sheet))
            record = self._stored(session, row)
        made = len(included)
        message = f"Rozpoczęto kampanię „{self.title(record)}”: {words.people(made)} z arkuszem oceny."
        return self._outcome(record, message, "Cofnij rozpoczęcie kampanii", self.take_back_start, version)

    def take_back_start(self, record_id: int, version: int) -> Outcome[Campaign]:
        """Back to the preparation; Refusal once any sheet was worked on."""
        self._require("edit")
        with self._changing(record_id=record_id) as session:
            row = self._row(session, record_id)
            self._require_state(self._to_record(row), version, CampaignState.RUNNING)
            made = repository.sheets(session, record_id)
            begun = [sheet for sheet in made if repository.worked_on(sheet)]
            if begun:
                raise Refusal(
                    f"Nie można cofnąć rozpoczęcia: arkusze są już wypełniane ({_names(_on_sheet(s) for s in begun)})."
                )
            for sheet in made:
                sheet.deleted_at = self.clock.now()
                audit.entitle(session, EvaluationRow.entity, sheet.id, _on_sheet(sheet))
            row.candidates, row.state = None, CampaignState.PREPARED
            row.touch(self.clock.now())
            record = self._stored(session, row)
        message = f"Cofnięto rozpoczęcie kampanii „{self.title(record)}”; jej arkusze usunięto."
        return self._outcome(record, message, "Rozpocznij ponownie", self.start, version)

    def open_left(self, record_id: int) -> tuple[str, ...]:
        """Who has a sheet in the campaign that is not closed, by name and number."""
        self._require("read")
        with environment.reading(self.store) as session:
            return tuple(_on_sheet(each) for each in repository.sheets(session, record_id) if each.state not in CLOSED)

    def close(self, record_id: int, version: int, *, leaving_open: bool = False) -> Outcome[Campaign]:
        """End the campaign; Refusal that names open sheets unless they are left open on purpose."""
        self._require("edit")
        with self._changing(record_id=record_id) as session:
            row = self._row(session, record_id)
            self._require_state(self._to_record(row), version, CampaignState.RUNNING)
            left = [each for each in repository.sheets(session, record_id) if each.state not in CLOSED]
            if left and not leaving_open:
                raise Refusal(
                    f"Kampania ma niezakończone arkusze ({len(left)}): {_names(_on_sheet(each) for each in left)}. "
                    "Zakończ je albo zamknij kampanię, zostawiając je otwarte."
                )
            row.state = CampaignState.CLOSED
            row.touch(self.clock.now())
            if left:
                row.note = _with_left(row.note, [each.number for each in left], self.clock.today())
            record = self._stored(session, row)
        message = f"Zamknięto kampanię „{self.title(record)}”."
        return self._outcome(record, message, "Otwórz kampanię ponownie", self.reopen, version)

    def reopen(self, record_id: int, version: int) -> Outcome[Campaign]:
        """A closed campaign runs again."""
        self._require("edit")
        with self._changing(record_id=record_id) as session:
            row = self._row(session, record_id)
            self._require_state(self._to_record(row), version, CampaignState.CLOSED)
            row.state = CampaignState.RUNNING
            row.touch(self.clock.now())
            record = self._stored(session, row)
        message = f"Otwarto ponownie kampanię „{self.title(record)}”."

        def again(number: int, at: int) -> Outcome[Campaign]:
            return self.close(number, at, leaving_open=True)

        return self._outcome(record, message, "Zamknij ponownie", again, version)

    # -- how far -----------------------------------------------------------------------------------------------

    def totals(self) -> Mapping[int, tuple[int, int]]:
        """By campaign: people whose evaluation is delivered, and people with a sheet."""
        self._require("read")
        with environment.reading(self.store) as session:
            return repository.totals(session)

    def progress(self, record_id: int) -> tuple[Progress, ...]:
        """How far each rater is in each unit, in Polish order."""
        return progress_of(self.lines(record_id), self.clock.today())

    def attention(self) -> Mapping[str, int]:
        """How many campaigns are late or near their end, and people overdue by the act in running ones."""
        self._require("read")
        with environment.reading(self.store) as session:
            found = {key: self._count(session, _with_concern(key)) for key in concerns(self.clock.today())}
            running = self._ids(session, Query(filters={"state": frozenset({CampaignState.RUNNING})}), 0, None)
        today = self.clock.today()
        found["overdue"] = sum(line.overdue(today) for number in running for line in self.lines(number))
        return {key: number for key, number in found.items() if number}

    # -- inside ------------------------------------------------------------------------------------------------

    def _structure(self) -> Structure:
        actor = self.actor()
        if not all(actor.may(right) and not actor.own_only(right) for right in _NEEDED):
            raise Refusal(
                "Lista osób przed rozpoczęciem kampanii powstaje z danych kadrowych, których Twoje konto nie widzi. "
                "Zobaczysz ją po rozpoczęciu; wcześniej pokażą ją kadry."
            )
        return Structures(self.store, self.clock, self.actor).load()

    def _known(self, session: Session, campaign: Campaign, structure: Structure, rules: Regulation) -> Known:
        day = campaign.structure_on or self.clock.today()
        return Known(
            structure=structure,
            regulation=rules,
            absences=repository.absences(session, day),
            last=previous_of(session),
            open_sheets=repository.open_sheets(session, but=campaign.id),
        )

    def _regulation(self, session: Session, campaign: Campaign) -> Regulation:
        found = repository.regulation(session, campaign.regulation_id or 0)
        if found is None:
            raise Refusal("Regulamin tej kampanii usunięto. Wskaż inny w jej danych.")
        return found

    def _ready(self, campaign: Campaign, version: int, listed: Sequence[Candidate]) -> list[Candidate]:
        """Those who get a sheet; Refusal when the campaign cannot be started."""
        self._require_state(campaign, version, CampaignState.PREPARED)
        if campaign.structure_on is not None and campaign.structure_on > self.clock.today():
            raise Refusal(
                f"Kampanię można rozpocząć od dnia struktury ({format_date(campaign.structure_on)}): wcześniej nie "
                "wiadomo, kto tego dnia gdzie pracuje. Poczekaj albo zmień dzień struktury."
            )
        included = [candidate for candidate in listed if candidate.included]
        lacking = [candidate for candidate in included if candidate.lacks_rater]
        if lacking:
            raise Refusal(
                f"Nie można rozpocząć kampanii: {words.people(len(lacking))} bez oceniającego "
                f"({_names(map(words.called, lacking))}). Uzupełnij przełożonych w kartotekach pracowników "
                "albo wyłącz te osoby z powodem."
            )
        if not included:
            raise Refusal("Nie można rozpocząć kampanii: nikt jej nie podlega. Sprawdź powody na liście osób.")
        return included

    def _require_state(self, campaign: Campaign, version: int, state: CampaignState) -> None:
        if campaign.state is not state:
            raise Refusal(f"Kampania „{self.title(campaign)}” jest teraz w stanie „{words.STATES[campaign.state]}”.")
        if campaign.version != version:
            raise Conflict(campaign, campaign)


def _regulation_problems(session: Session, draft: CampaignDraft) -> Iterator[Problem]:
    if draft.regulation_id is None or draft.structure_on is None:
        return
    regulation = repository.regulation(session, draft.regulation_id)
    if regulation is None:
        yield Problem("regulation_id", "missing_reference", {"value": draft.regulation_id})
        return
    first, last = regulation.valid_from, regulation.valid_to
    if (first is not None and draft.structure_on < first) or (last is not None and last < draft.structure_on):
        yield Problem("regulation_id", "regulation_not_in_force", {"date": format_date(draft.structure_on)})


def _with_concern(key: str) -> Query:
    return Query(filters={"concern": frozenset({key})})


def _on_sheet(sheet: Any) -> str:
    return f"{sheet.person}, {sheet.number}"


def _names(names: Iterator[str] | Sequence[str] | map) -> str:  # type: ignore[type-arg]
    listed = list(names)
    more = len(listed) - _NAMED
    told = "; ".join(listed[:_NAMED])
    return f"{told}; i jeszcze {words.people(more)}" if more > 0 else told


def _with_left(note: str, numbers: Sequence[str], today: date) -> str:
    """The note with the numbers of sheets left open; what does not fit is counted."""
    said = f"Zamknięto {format_date(today)} z niezakończonymi arkuszami: {', '.join(numbers)}."
    room = (limit_of(CampaignDraft, "note") or 0) - len(note) - 1
    if len(said) > room:
        said = f"Zamknięto {format_date(today)}; niezakończone arkusze: {len(numbers)}."
    return f"{note}\n{said}".strip() if len(said) <= room else note


def _chosen(number: int, included: bool | None) -> str:
    people = words.people(number)
    if included is None:
        return f"O udziale w kampanii znów decydują zasady: {people}."
    return f"Włączono do kampanii: {people}." if included else f"Wyłączono z kampanii: {people}."
