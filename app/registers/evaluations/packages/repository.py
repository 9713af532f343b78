"""Questions about packages that the database answers."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.records.mapping import to_record
from app.registers.evaluations.campaigns.model import CampaignRow
from app.registers.evaluations.packages.domain import OPEN_FOR_MARKS, RaterLine, RaterPackage
from app.registers.evaluations.packages.model import RaterPackageRow
from app.registers.evaluations.sheets.domain import Evaluation, State
from app.registers.evaluations.sheets.model import EvaluationRow
from db.audit import AUDIT_ENTRY


def campaign(session: Session, campaign_id: int) -> CampaignRow | None:
    """The campaign; None when it is gone."""
    row = session.get(CampaignRow, campaign_id)
    return None if row is None or row.deleted_at is not None else row


def package_of(row: RaterPackageRow) -> RaterPackage:
    """The package as people see it, without its secret."""
    return RaterPackage(
        id=row.id,
        version=row.version,
        campaign_id=row.campaign_id,
        rater_id=row.rater_id,
        serial=row.serial,
        issued_at=row.issued_at,
        people=len(row.sheets),
        returned_at=row.returned_at,
    )


def newest(session: Session, campaign_id: int) -> dict[int, RaterPackageRow]:
    """The newest package of every rater."""
    statement = (
        select(RaterPackageRow)
        .where(RaterPackageRow.deleted_at.is_(None), RaterPackageRow.campaign_id == campaign_id)
        .order_by(RaterPackageRow.serial)
    )
    return {row.rater_id: row for row in session.scalars(statement)}


def open_sheets(session: Session, campaign_id: int, rater_id: int | None = None) -> dict[int, list[Evaluation]]:
    """Sheets that can be marked now, by rater, in the order of names."""
    row = EvaluationRow
    statement = (
        select(row)
        .where(
            row.deleted_at.is_(None),
            row.campaign_id == campaign_id,
            row.state.in_(OPEN_FOR_MARKS),
            row.rater_id.is_not(None) if rater_id is None else row.rater_id == rater_id,
        )
        .order_by(row.sort, row.id)
    )
    found: dict[int, list[Evaluation]] = {}
    for each in session.scalars(statement):
        found.setdefault(each.rater_id or 0, []).append(to_record(each, Evaluation))
    return found


def raters(session: Session, campaign_id: int) -> tuple[RaterLine, ...]:
    """Every rater of the campaign with how many people stand where, in the order of first appearance."""
    row = EvaluationRow
    statement = (
        select(row.rater_id, func.max(row.rater), func.max(row.rater_post), row.state, func.count())
        .where(
            row.deleted_at.is_(None),
            row.campaign_id == campaign_id,
            row.rater_id.is_not(None),
            row.state != State.CANCELLED,
        )
        .group_by(row.rater_id, row.state)
    )
    packages = newest(session, campaign_id)
    found: dict[int, RaterLine] = {}
    for rater_id, rater, post, state, number in session.execute(statement):
        if rater_id is None:
            continue
        line = found.get(rater_id) or RaterLine(
            rater_id=rater_id,
            rater=rater,
            post=post,
            ready=0,
            waiting=0,
            done=0,
            package=package_of(packages[rater_id]) if rater_id in packages else None,
        )
        found[rater_id] = _counted(line, state, number)
    return tuple(found.values())


def _counted(line: RaterLine, state: State, number: int) -> RaterLine:
    if state in OPEN_FOR_MARKS:
        return replace(line, ready=line.ready + number)
    if state is State.PLANNED:
        return replace(line, waiting=line.waiting + number)
    return replace(line, done=line.done + number)


def sheets(session: Session, ids: Iterable[int]) -> dict[int, Evaluation]:
    """The sheets that are not deleted, by id."""
    row = EvaluationRow
    statement = select(row).where(row.id.in_(list(ids)), row.deleted_at.is_(None))
    return {each.id: to_record(each, Evaluation) for each in session.scalars(statement)}


def last_change(session: Session, evaluation_id: int) -> tuple[str, datetime] | None:
    """Who last changed the sheet, and when, from the audit log."""
    entry = AUDIT_ENTRY.c
    statement = (
        select(entry.author, entry.at)
        .where(
            entry.entity == EvaluationRow.entity,
            entry.record_id == evaluation_id,
            entry.deed.in_(("create", "update", "undelete")),
        )
        .order_by(entry.number.desc())
        .limit(1)
    )
    found = session.execute(statement).first()
    return None if found is None else (str(found[0]), found[1])


def saved_at(session: Session, evaluation_id: int) -> datetime:
    """When the sheet was last saved."""
    return session.scalars(select(EvaluationRow.updated_at).where(EvaluationRow.id == evaluation_id)).one()
