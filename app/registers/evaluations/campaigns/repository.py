"""Questions about campaigns that the database answers, and the list of candidates as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.core.codec import CodecError, decode, encode
from app.people.absences.domain import Absence
from app.people.absences.model import AbsenceRow
from app.people.employees.model import EmployeeRow
from app.people.structure.domain import Structure
from app.records.listing import in_chunks
from app.records.mapping import to_record
from app.registers.evaluations.campaigns.domain import DONE, Campaign, Candidate, Line, Reason
from app.registers.evaluations.campaigns.model import CampaignRow
from app.registers.evaluations.regulations.domain import Regulation
from app.registers.evaluations.regulations.model import RegulationRow
from app.registers.evaluations.sheets import clocks
from app.registers.evaluations.sheets.domain import CLOSED, Previous, State
from app.registers.evaluations.sheets.model import EvaluationRow
from app.registers.evaluations.sheets.opening import Opening, frozen_as
from db.errors import BrokenValue


def frozen(candidates: Iterable[Candidate]) -> list[Any]:
    """The list as it is kept from the start on."""
    return [_frozen(candidate) for candidate in candidates]


def _frozen(candidate: Candidate) -> dict[str, Any]:
    reasons = [{"code": reason.code, "details": dict(reason.details)} for reason in candidate.reasons]
    plain = encode(replace(candidate, reasons=()))
    return {**(plain if isinstance(plain, dict) else {}), "reasons": reasons}


def thawed(data: Any) -> tuple[Candidate, ...]:
    """The list back from JSON; BrokenValue when it is no such list."""
    try:
        return tuple(
            replace(decode(Candidate, {**each, "reasons": []}), reasons=tuple(map(_reason, each["reasons"])))
            for each in data or ()
        )
    except (CodecError, TypeError, KeyError):
        raise BrokenValue("no candidates") from None


def _reason(data: Mapping[str, Any]) -> Reason:
    return Reason(code=data["code"], details=dict(data["details"]))


def taken_name(session: Session, name: str, but: int | None) -> bool:
    """Whether another campaign has the name."""
    statement = select(CampaignRow.id).where(CampaignRow.name == name, CampaignRow.deleted_at.is_(None))
    return session.scalar(statement.where(CampaignRow.id != but) if but else statement) is not None


def known_employees(session: Session, ids: Iterable[int]) -> frozenset[int]:
    """Those of the ids that ever were an employee's, deleted ones included: a decision outlives the person's file."""
    found = (session.scalars(select(EmployeeRow.id).where(EmployeeRow.id.in_(chunk))) for chunk in in_chunks(list(ids)))
    return frozenset().union(*found)


def regulation(session: Session, regulation_id: int) -> Regulation | None:
    """The regulation, None when it is gone."""
    row = session.get(RegulationRow, regulation_id)
    return None if row is None or row.deleted_at is not None else to_record(row, Regulation)


def absences(session: Session, day: date) -> dict[int, tuple[Absence, ...]]:
    """Absences of that day by employee; kinds are left out, nobody here needs them."""
    row = AbsenceRow
    statement = (
        select(row.id, row.version, row.employee_id, row.valid_from, row.valid_to)
        .where(row.deleted_at.is_(None), row.valid_from <= day, or_(row.valid_to.is_(None), row.valid_to >= day))
        .order_by(row.valid_from)
    )
    found: dict[int, tuple[Absence, ...]] = {}
    for number, version, employee_id, first, last in session.execute(statement):
        absence = Absence(
            id=number, version=version, person="", employee_id=employee_id, valid_from=first, valid_to=last
        )
        found[employee_id] = (*found.get(employee_id, ()), absence)
    return found


def open_sheets(session: Session, but: int | None = None) -> dict[int, str]:
    """Numbers of sheets that are not closed, by employee; those of the campaign ``but`` are left out."""
    row = EvaluationRow
    statement = select(row.employee_id, row.number).where(row.deleted_at.is_(None), row.state.not_in(CLOSED))
    if but is not None:
        statement = statement.where(or_(row.campaign_id.is_(None), row.campaign_id != but))
    return {found.employee_id: found.number for found in session.execute(statement.order_by(row.id))}


def sheets(session: Session, campaign_id: int) -> list[EvaluationRow]:
    """The campaign's sheets as mapped rows, to be changed."""
    row = EvaluationRow
    return list(session.scalars(select(row).where(row.deleted_at.is_(None), row.campaign_id == campaign_id)))


def worked_on(sheet: EvaluationRow) -> bool:
    """Whether somebody put anything on a sheet since it was made: a step, a text, another rater."""
    written = (sheet.criteria_approved_on, sheet.opinion, sheet.conclusions, sheet.goals, sheet.needs)
    return sheet.state is not State.PLANNED or bool(sheet.rater_reason) or any(written)


def lines(session: Session, campaign_id: int, listed: Iterable[Candidate]) -> tuple[Line, ...]:
    """The candidates with their newest sheets."""
    row = EvaluationRow
    statement = (
        select(row.employee_id, row.id, row.number, row.state)
        .where(row.deleted_at.is_(None), row.campaign_id == campaign_id)
        .order_by(row.id)
    )
    made = {employee_id: (number, name, state) for employee_id, number, name, state in session.execute(statement)}
    nothing = (None, "", None)
    return tuple(
        Line(candidate=each, sheet_id=number, number=name, state=state)
        for each in listed
        for number, name, state in (made.get(each.employee_id, nothing),)
    )


def totals(session: Session) -> dict[int, tuple[int, int]]:
    """For every campaign that was started: people whose evaluation is delivered, and people with a sheet."""
    row = EvaluationRow
    newest = (
        select(func.max(row.id))
        .where(row.deleted_at.is_(None), row.campaign_id.is_not(None), row.state != State.CANCELLED)
        .group_by(row.campaign_id, row.employee_id)
    )
    statement = (
        select(row.campaign_id, row.state, func.count()).where(row.id.in_(newest)).group_by(row.campaign_id, row.state)
    )
    found: dict[int, tuple[int, int]] = {}
    for campaign_id, state, number in session.execute(statement):
        if campaign_id is None:
            continue
        done, sheets_made = found.get(campaign_id, (0, 0))
        found[campaign_id] = (done + number * (state in DONE), sheets_made + number)
    return found


def opening(
    campaign: Campaign, rules: Mapping[str, Any], candidate: Candidate, structure: Structure, last: Previous | None
) -> Opening:
    """The sheet to be made for somebody who is in, after the evaluation ``last``; ValueError without a rater."""
    day = campaign.structure_on
    if day is None or candidate.rater_id is None:
        raise ValueError("not ready")
    since = structure.post_since(candidate.employee_id, day)
    return Opening(
        frozen=frozen_as(structure, candidate.employee_id, candidate.rater_id, day),
        rules=rules,
        regulation_id=campaign.regulation_id,
        campaign_id=campaign.id,
        campaign=campaign.name,
        planned_on=campaign.ends_on,
        period_from=since if candidate.last_on is None else candidate.last_on + timedelta(days=1),
        not_before=candidate.not_before,
        not_before_why=_why_not_before(candidate.not_before, last, since, rules, day),
        due_by=candidate.due_by,
        due_by_why=_why_due(candidate.due_by, last, since, rules, day),
    )


def _why_due(
    due_by: date | None, last: Previous | None, since: date | None, rules: Mapping[str, Any], day: date
) -> str:
    term = None if due_by is None else clocks.due_by(last, since, rules, day)
    return term.explanation() if term is not None and term.end == due_by else ""


def _why_not_before(
    not_before: date | None, last: Previous | None, since: date | None, rules: Mapping[str, Any], day: date
) -> str:
    if not_before is None:
        return ""
    # whoever changed the post may have to wait for the time in it as well
    waits = (clocks.not_before(last, since, rules, day), clocks.not_before(None, since, rules, day))
    return next((wait.explanation() for wait in waits if wait is not None and wait.opens == not_before), "")
