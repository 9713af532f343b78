"""Use cases for training agreements: made from a participation, ended with what must be repaid, and paid back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.dates import format_date
from app.core.errors import NotFound, Refusal
from app.core.money import format_money
from app.core.periods import add_months
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold, natural_key, sort_key
from app.core.problems import Problem
from app.core.records import Outcome
from app.people.employees import repository as employees
from app.people.employees.model import EmployeeRow
from app.people.structure.domain import Structure
from app.people.units.model import UnitRow
from app.records import environment
from app.records.listing import CaseFilter, ColumnFilter, Filter
from app.records.usecases import Noun, Records
from app.registers.trainings.agreements import repository
from app.registers.trainings.agreements.domain import (
    Agreement,
    AgreementDraft,
    Ending,
    Offered,
    stay_until,
    validate,
)
from app.registers.trainings.agreements.model import AgreementRow
from app.registers.trainings.agreements.repayment import reckoned
from app.registers.trainings.agreements.words import FIELDS, LABELS, PROBLEMS
from app.registers.trainings.courses.model import CourseRow
from app.registers.trainings.participations.model import ParticipationRow, ShareRow
from db.numbering import next_number
from db.store import Store

_OFFERED_MONTHS = 36
"""How far back trainings are offered, to keep the list short; it has nothing to do with the duty to stay."""


class TrainingAgreements(Records[Agreement, AgreementDraft]):
    """Who must stay how long and what it costs to leave; the person is frozen as on the day of signing.

    ``structure`` is the office's whole structure, whatever the person at work may see.
    """

    entity = "training_agreement"
    noun = Noun("umowa szkoleniowa", "umowę szkoleniową")
    row, record, draft = AgreementRow, Agreement, AgreementDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (AgreementRow.sort, AgreementRow.number_sort)

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        structure: Callable[[], Structure],
    ) -> None:
        super().__init__(store, clock, actor)
        self._structure = structure

    def title(self, record: Agreement | AgreementDraft) -> str:
        if isinstance(record, Agreement):
            return f"{record.number} – {record.person}"
        return record.subject

    def validate(self, draft: AgreementDraft) -> tuple[Problem, ...]:
        return (*validate(draft), *waiver_problems(draft))

    def filters(self) -> Mapping[str, Filter]:
        return {
            "state": CaseFilter(lambda: repository.states(self.clock.today())),
            "concern": CaseFilter(lambda: repository.concerns(self.clock.today())),
            "unit": ColumnFilter(AgreementRow.unit),
            "ending": ColumnFilter(AgreementRow.ending),
        }

    def sorts(self) -> Mapping[str, Any]:
        row = AgreementRow
        return {
            "number": row.number_sort,
            "person": (row.sort, row.number_sort),
            "signed_on": (row.signed_on, row.number_sort),
            "stay_until": (row.stay_until, row.sort),
            "cost": (row.cost, row.sort),
            "repayment": (row.repayment, row.sort),
        }

    # -- reading -----------------------------------------------------------------------------------------------

    def attention(self) -> Mapping[str, int]:
        """How many people leave during their duty (``left``), duties end ``soon``, and amounts wait (``to_repay``)."""
        today = self.clock.today()
        return self._count_each({**repository.concerns(today), "to_repay": repository.states(today)["to_repay"]})

    def offered(self) -> tuple[Offered, ...]:
        """Participations that an agreement may be about, by name; none for who may not read participations."""
        self._require("read")
        if not self.actor().may("training_participation.read"):
            return ()
        since = add_months(self.clock.today(), -_OFFERED_MONTHS)
        with environment.reading(self.store) as session:
            return tuple(
                Offered(each.id, _called(each, course), self._filled(session, each, course))
                for each, course in repository.participations(session, since)
            )

    def proposal(self, participation_id: int) -> AgreementDraft:
        """A new agreement with everything filled in from a participation; NotFound when there is none."""
        self._require("edit")
        self.actor().require("training_participation.read")
        with environment.reading(self.store) as session:
            found = session.get(ParticipationRow, participation_id)
            if found is None or found.deleted_at is not None:
                raise NotFound("Tego udziału w szkoleniu już nie ma. Odśwież listę.")
            return self._filled(session, found, session.get_one(CourseRow, found.course_id))

    def _filled(self, session: Session, found: ParticipationRow, course: CourseRow) -> AgreementDraft:
        """What the office gives of its own: not the work of its own people, and less what somebody else pays."""
        share = session.get(ShareRow, found.id)
        cost = None
        if share is not None:
            cost = max(0, share.fee + share.vat + share.travel + share.lodging - share.co_funding)
        return AgreementDraft(
            participation_id=found.id,
            employee_id=found.employee_id,
            signed_on=self.clock.today(),
            subject=course.topic,
            training_starts_on=course.starts_on,
            training_ends_on=course.ends_on,
            cost=cost,
        )

    # -- the end ------------------------------------------------------------------------------------------------

    def end(
        self,
        record_id: int,
        version: int,
        left_on: date | None,
        ending: Ending | None,
        waived: int | None = None,
        waived_reason: str = "",
    ) -> Outcome[Agreement]:
        """The duty ended before its time: what is due is worked out, less what is waived with a reason."""
        changes = {
            "left_on": left_on,
            "ending": ending,
            "waived": waived or None,
            "waived_reason": waived_reason.strip(),
        }
        if ending is None:
            raise self.invalid((Problem("ending", "required"),))
        outcome = self._amend(record_id, version, repaid_on=None, **changes)
        due = outcome.record.repayment or 0
        told = f"do zwrotu {format_money(due)}" if due else "bez zwrotu kosztów"
        return replace(outcome, message=f"Rozliczono {self._name(outcome.record)}: {told}.")

    def resume(self, record_id: int, version: int) -> Outcome[Agreement]:
        """Take an ending back that was a mistake: the duty runs again."""
        return self._amend(record_id, version, left_on=None, ending=None, waived=None, waived_reason="", repaid_on=None)

    def note_repaid(self, record_id: int, version: int, on: date | None) -> Outcome[Agreement]:
        """The whole amount was repaid that day; Refusal when nothing is due."""
        self._require("edit")
        if on is None:
            raise self.invalid((Problem("repaid_on", "required"),))
        if not self.get(record_id).repayment:
            raise Refusal(PROBLEMS["nothing_to_repay"])
        return self._amend(record_id, version, repaid_on=on)

    # -- rules ----------------------------------------------------------------------------------------------------

    def _visible(self, actor: Actor) -> ColumnElement[bool] | None:
        """Whoever has the right for own people only sees theirs, as on the server."""
        own = actor.own_only("training_agreement.read")
        return employees.of_own_people(AgreementRow.employee_id, actor) if own else None

    def _with_words(self, statement: Select[Any], words: str) -> Select[Any]:
        """Found by the person as well as by number and subject."""
        return employees.named_or_said(statement, AgreementRow.find, AgreementRow.employee_id, words)

    def _check(self, session: Session, draft: AgreementDraft, row: Any) -> Iterator[Problem]:
        if draft.employee_id is not None:
            yield from self._person(session, draft, row)
        held = None if row is None else (row.participation_id, row.employee_id)
        # an agreement stands although its participation was deleted later
        if draft.participation_id is not None and held != (draft.participation_id, draft.employee_id):
            yield from self._participation(session, draft, row)

    def _person(self, session: Session, draft: AgreementDraft, row: Any) -> Iterator[Problem]:
        if row is not None and (row.employee_id, row.signed_on) == (draft.employee_id, draft.signed_on):
            return
        person = session.get(EmployeeRow, draft.employee_id)
        if person is None or person.deleted_at is not None:
            yield Problem("employee_id", "missing_reference", {"value": draft.employee_id})
        elif draft.signed_on is not None and self._structure().position(person.id, draft.signed_on) is None:
            yield Problem("employee_id", "not_employed", {"day": format_date(draft.signed_on)})

    def _participation(self, session: Session, draft: AgreementDraft, row: Any) -> Iterator[Problem]:
        found = session.get(ParticipationRow, draft.participation_id)
        if found is None or found.deleted_at is not None:
            yield Problem("participation_id", "missing_reference", {"value": draft.participation_id})
            return
        if draft.employee_id is not None and found.employee_id != draft.employee_id:
            yield Problem("participation_id", "other_person", {"person": found.person})
        other = repository.other_about(session, found.id, None if row is None else row.id)
        if other is not None:
            yield Problem("participation_id", "already_agreed", {"number": other.number})

    def _before_save(self, session: Session, row: Any, draft: AgreementDraft, before: Agreement | None) -> None:
        assert draft.signed_on is not None, "checked before"
        if before is None:
            year = draft.signed_on.year
            number = next_number(session, f"{self.entity}/{year}")
            row.number, row.number_sort = f"US/{number}/{year}", natural_key(f"{year}/{number}")
        # looking people up must not write the row half done, which would count as a version
        with session.no_autoflush:
            if before is None or (before.employee_id, before.signed_on) != (draft.employee_id, draft.signed_on):
                self._freeze(session, row, draft.employee_id or 0, draft.signed_on)
            row.sort = repository.name_key(session, draft.employee_id) or sort_key(row.person)
        row.stay_until = stay_until(draft)
        reckoning = reckoned(draft)
        row.repayment = None if reckoning is None else reckoning.due - (draft.waived or 0)
        # the dash is that of the title, by which an agreement is looked for, too
        row.find = fold(f"{row.number} – {row.person} {row.unit} {draft.subject} {draft.note}")

    def _freeze(self, session: Session, row: Any, employee_id: int, day: date) -> None:
        position = self._structure().position(employee_id, day)
        assert position is not None, "checked before"
        unit = None if position.unit_id is None else session.get(UnitRow, position.unit_id)
        row.person, row.post = position.person, position.post
        row.unit = "" if unit is None else unit.symbol


def waiver_problems(draft: AgreementDraft) -> Iterator[Problem]:
    """No more is waived than is due."""
    if not draft.waived:
        return
    reckoning = reckoned(draft)
    due = 0 if reckoning is None else reckoning.due
    if draft.waived > due:
        details = {"due": format_money(due), "waived": format_money(draft.waived)}
        yield Problem("waived", "waived_too_much", details)


def _called(found: ParticipationRow, course: CourseRow) -> str:
    return f"{found.person} – {course.topic} ({format_date(course.starts_on)})"
