"""Every kind of print of a record is tagged PDF/UA-1."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.core.records import Query
from app.registers.evaluations.sheets.domain import Evaluation
from app.registers.evaluations.sheets.letters import LetterKind
from tests.printing.reading import tagging_faults


def _unit(services: Services) -> bytes:
    from app.people.office.prints import heading
    from app.people.units.printout import UnitFacts, unit_pdf

    units = services.units.all()
    parent = next(unit for unit in units if any(other.parent_id == unit.id for other in units))
    below = [other for other in units if other.parent_id == parent.id]
    office, arms = heading(services.offices, services.files)
    return unit_pdf(UnitFacts(parent, below[0], below, services.employees.all()), office, arms, services.clock.today())


def _employee(services: Services) -> bytes:
    from app.people.employees.printout import employee_pdf
    from app.people.office.prints import heading

    office, arms = heading(services.offices, services.files)
    return employee_pdf(services.employees.all()[0], "SO Sprawy", office, arms, services.clock.today())


def _budget(services: Services) -> bytes:
    from app.people.office.prints import heading
    from app.registers.trainings.budgets.printout import budget_pdf

    units = {unit.id: unit.name for unit in services.units.all()}
    office, arms = heading(services.offices, services.files)
    return budget_pdf(services.training_budgets.all()[0], units, office, arms, services.clock.today())


def _evaluation(services: Services) -> Evaluation:
    return services.evaluations.page(Query(sort="signed_on", descending=True), 0, 1)[0]


def _letter(services: Services) -> bytes:
    return services.evaluation_prints.letter(_evaluation(services).id, LetterKind.RECEIPT)


def _contest(services: Services) -> int:
    """One with offers that was decided."""
    return next(each.id for each in services.contests.all() if each.results_on is not None)


PRINTS: dict[str, Callable[[Services], bytes]] = {
    "card": lambda services: services.prints.cards(services.cards.all()[:1], "standard"),
    "card in large print": lambda services: services.prints.cards(services.cards.all()[:1], "large"),
    "batch of cards": lambda services: services.prints.cards(services.cards.all()[:3], "standard"),
    "guide": lambda services: services.prints.guide(),
    "unit": _unit,
    "employee": _employee,
    "employee with history": lambda services: services.employee_prints.card(
        max(services.employees.all(), key=lambda each: len(each.history))
    ),
    "badges": lambda services: services.employee_prints.badges(services.employees.all()[:11]),
    "directory by unit": lambda services: services.employee_prints.directory(),
    "directory by surname": lambda services: services.employee_prints.directory(by_surname=True),
    "directory in large print": lambda services: services.employee_prints.directory(variant="large"),
    "entry of the log": lambda services: services.audit_prints.entry(services.audit.page(Query(), 0, 1)[0]),
    "report of the log": lambda services: services.audit_prints.report("2026-11"),
    "evaluation sheet": lambda services: services.evaluation_prints.sheet(_evaluation(services).id),
    "evaluation sheet in large print": lambda services: services.evaluation_prints.preview(
        _evaluation(services), "large"
    ),
    "letter about an evaluation": _letter,
    "card of a training": lambda services: services.course_prints.card(
        max(services.courses.all(), key=lambda each: len(services.participations.of_course(each.id)))
    ),
    "budget of trainings": _budget,
    "register of trainings": lambda services: services.summary_prints.register_pdf(
        services.training_summaries.register(date(2025, 1, 1), date(2025, 12, 31))
    ),
    "yearly report on trainings": lambda services: services.summary_prints.report_pdf(
        date(2025, 1, 1), date(2025, 12, 31)
    ),
    "list of preferred institutions": lambda services: services.preferred_prints.pdf(
        services.preferred_lists.all()[0].id
    ),
    "programme of cooperation": lambda services: services.programme_prints.pdf(services.programmes.all()[0]),
    "yearly report of cooperation": lambda services: services.cooperation_prints.report_pdf(2026),
    "protocol of a consultation": lambda services: services.consultation_prints.protocol(
        services.consultations.all()[0].id
    ),
    "who was asked in a consultation": lambda services: services.consultation_prints.listing(
        services.consultations.all()[0].id
    ),
    "notice of a contest": lambda services: services.contest_prints.notice(_contest(services)),
    "protocol of a commission": lambda services: services.contest_offer_prints.protocol(_contest(services)),
    "results of a contest": lambda services: services.contest_offer_prints.results(_contest(services)),
    "card of an offer in a contest": lambda services: services.contest_offer_prints.preview(
        services.contest_offers.of_contest(_contest(services))[0]
    ),
    "sheet of a small grant": lambda services: services.grant_prints.sheet(
        next(each.id for each in services.grants.all() if each.kind == "small")
    ),
    "register of contests and grants": lambda services: services.grant_prints.register(services.grants.years()[0]),
    "list of organisations": lambda services: services.organisation_prints.listing(),
    "internal list of organisations": lambda services: services.organisation_prints.listing(
        arrangement="sphere", internal=True
    ),
    "map of organisations": lambda services: services.organisation_prints.map(),
    "list of a campaign": lambda services: services.campaign_prints.campaign_list(services.campaigns.all()[0].id),
}


@pytest.mark.parametrize("kind", PRINTS)
def test_a_print_breaks_no_rule_that_a_machine_can_check(demo_services: Services, tmp_path: Path, kind: str) -> None:
    assert tagging_faults(PRINTS[kind](demo_services), tmp_path) == []
