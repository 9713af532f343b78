"""Queries about programmes of cooperation; no commit, no rules."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.registers.ngos.organisations.model import OrganisationRow
from app.registers.ngos.programmes.domain import ProgrammeKind, ProgrammeState
from app.registers.ngos.programmes.model import ProgrammeRow
from app.registers.ngos.rules import rules_on


def states(today: date) -> Mapping[str, ColumnElement[bool]]:
    """As ``domain.state_on`` says."""
    row = ProgrammeRow
    passed, waiting = row.passed_on.is_not(None), row.passed_on.is_(None)
    open_still = or_(row.consulted_to.is_(None), row.consulted_to >= today)
    consulted = and_(func.coalesce(row.consulted_from <= today, False), open_still)
    over = and_(passed, row.last_year < today.year)
    reported = and_(row.report_on.is_not(None), row.published_on.is_not(None))
    return {
        ProgrammeState.DRAFT: and_(waiting, ~consulted),
        ProgrammeState.CONSULTED: and_(waiting, consulted),
        ProgrammeState.PASSED: and_(passed, row.first_year > today.year),
        ProgrammeState.RUNNING: and_(passed, row.first_year <= today.year, row.last_year >= today.year),
        ProgrammeState.TO_REPORT: and_(over, ~reported),
        ProgrammeState.CLOSED: and_(over, reported),
    }


def concerns(today: date) -> Mapping[str, ColumnElement[bool]]:
    """Terms that are missed or near; a programme of many years need not be passed or reported by a day."""
    row, rules = ProgrammeRow, rules_on(today)
    yearly, waiting = row.first_year == row.last_year, row.passed_on.is_(None)
    unreported = and_(
        yearly,
        row.passed_on.is_not(None),
        row.last_year < today.year,
        or_(row.report_on.is_(None), row.published_on.is_(None)),
    )
    soon_passed = today + timedelta(days=rules.programme_alarm)
    soon_reported = today + timedelta(days=rules.report_alarm)
    not_passed = and_(yearly, waiting)
    return {
        "not_passed": and_(not_passed, row.passing_due < today),
        "passing_soon": and_(not_passed, row.passing_due >= today, row.passing_due <= soon_passed),
        "no_report": and_(unreported, row.report_due < today),
        "report_soon": and_(unreported, row.report_due >= today, row.report_due <= soon_reported),
        "passed_late": and_(yearly, row.passed_on > row.passing_due),
    }


def kinds() -> Mapping[str, ColumnElement[bool]]:
    """By years."""
    row = ProgrammeRow
    return {
        ProgrammeKind.YEARLY: row.first_year == row.last_year,
        ProgrammeKind.MANY_YEAR: row.first_year < row.last_year,
    }


def of_years(session: Session, first_year: int, last_year: int) -> int | None:
    """The id of the programme for just these years."""
    return session.scalar(
        select(ProgrammeRow.id).where(
            ProgrammeRow.deleted_at.is_(None),
            ProgrammeRow.first_year == first_year,
            ProgrammeRow.last_year == last_year,
        )
    )


def yearly(session: Session) -> dict[int, int]:
    """Ids of yearly programmes by their years."""
    statement = select(ProgrammeRow.first_year, ProgrammeRow.id).where(
        ProgrammeRow.deleted_at.is_(None), ProgrammeRow.first_year == ProgrammeRow.last_year
    )
    return dict(session.execute(statement).all())


def has_organisations(session: Session) -> bool:
    """Whether anybody is in the register with whom the gmina could work."""
    return session.scalar(select(OrganisationRow.id).where(OrganisationRow.deleted_at.is_(None)).limit(1)) is not None
