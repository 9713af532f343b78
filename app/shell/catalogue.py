"""The registers of the program and the groups they stand in. A new register is one line here."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from app.administration.accounts.register import REGISTER as ACCOUNTS
from app.administration.audit.register import REGISTER as AUDIT
from app.bootstrap import Services
from app.people.absences.register import REGISTER as ABSENCES
from app.people.employees.register import REGISTER as EMPLOYEES
from app.people.posts.register import REGISTER as POSTS
from app.people.units.register import REGISTER as UNITS
from app.registers.evaluations.campaigns.register import REGISTER as CAMPAIGNS
from app.registers.evaluations.events.register import REGISTER as WORK_EVENTS
from app.registers.evaluations.packages.register import DEED as RATER_PACKAGES
from app.registers.evaluations.regulations.register import REGISTER as REGULATIONS
from app.registers.evaluations.sheets.register import REGISTER as EVALUATIONS
from app.registers.evaluations.statistics.register import DEEDS as STATISTICS
from app.registers.ngos.confirmations.register import REGISTER as CONFIRMATIONS
from app.registers.ngos.consultations.register import DEED as CONSULT_PROGRAMME
from app.registers.ngos.consultations.register import REGISTER as CONSULTATIONS
from app.registers.ngos.contests.register import REGISTER as CONTESTS
from app.registers.ngos.gaps.register import DEED as GAP_MATRIX
from app.registers.ngos.geography.register import REGISTER as MAP_DATA
from app.registers.ngos.grants.register import DEED as MAKE_GRANT
from app.registers.ngos.grants.register import REGISTER as GRANTS
from app.registers.ngos.offers.register import DEEDS as CONTEST_OFFER_DEEDS
from app.registers.ngos.offers.register import REGISTER as CONTEST_OFFERS
from app.registers.ngos.organisations.register import REGISTER as ORGANISATIONS
from app.registers.ngos.programmes.register import REGISTER as PROGRAMMES
from app.registers.ngos.spheres.register import DEED as SPHERE_LIST
from app.registers.ngos.summaries.register import DEEDS as COOPERATION_REPORT
from app.registers.service_cards.register import REGISTER as SERVICE_CARDS
from app.registers.trainings.agreements.register import DEED as MAKE_AGREEMENT
from app.registers.trainings.agreements.register import REGISTER as TRAINING_AGREEMENTS
from app.registers.trainings.budgets.register import REGISTER as TRAINING_BUDGETS
from app.registers.trainings.courses.register import FROM_OFFER as COURSE_FROM_OFFER
from app.registers.trainings.courses.register import REGISTER as COURSES
from app.registers.trainings.institutions.register import REGISTER as INSTITUTIONS
from app.registers.trainings.needs.register import DEED as NEED_OF_EXPIRY
from app.registers.trainings.needs.register import REGISTER as TRAINING_NEEDS
from app.registers.trainings.offers.register import REGISTER as TRAINING_OFFERS
from app.registers.trainings.participations.register import DEEDS as PARTICIPATION_DEEDS
from app.registers.trainings.participations.register import REGISTER as PARTICIPATIONS
from app.registers.trainings.plan.register import DEED as PLAN_NEEDS
from app.registers.trainings.plan.register import REGISTER as TRAINING_PLAN
from app.registers.trainings.preferred.register import REGISTER as PREFERRED_LISTS
from app.registers.trainings.summaries.register import DEEDS as TRAINING_SUMMARIES
from app.registers.trainings.travel.register import DEED as TRAVEL_FOR_PARTICIPATION
from app.registers.trainings.travel.register import REGISTER as TRAVEL_ORDERS
from app.widgets.workspace import Group, OfferedDeed, RecordDeed, Register, Workspace

GROUPS: Mapping[Group, str] = {
    Group.OFFICE: "Urząd",
    Group.STAFF: "Kadry",
    Group.EVALUATIONS: "Oceny",
    Group.TRAININGS: "Szkolenia",
    Group.COMMUNITY: "Mieszkańcy i organizacje",
    Group.PROGRAM: "Program",
}
"""Headings in the order of the navigation."""


def in_groups(registers: Iterable[Register[Any]]) -> tuple[Register[Any], ...]:
    """The registers of one group together, the groups in their order; inside a group the order stays."""
    order = list(GROUPS)
    return tuple(sorted(registers, key=lambda register: order.index(register.group)))


REGISTERS: tuple[Register[Services], ...] = in_groups(
    (
        SERVICE_CARDS,
        UNITS,
        POSTS,
        EMPLOYEES,
        ABSENCES,
        ACCOUNTS,
        AUDIT,
        CAMPAIGNS,
        EVALUATIONS,
        WORK_EVENTS,
        REGULATIONS,
        COURSES,
        PARTICIPATIONS,
        TRAINING_OFFERS,
        TRAINING_NEEDS,
        TRAINING_PLAN,
        TRAINING_BUDGETS,
        INSTITUTIONS,
        PREFERRED_LISTS,
        TRAVEL_ORDERS,
        TRAINING_AGREEMENTS,
        ORGANISATIONS,
        CONFIRMATIONS,
        PROGRAMMES,
        CONSULTATIONS,
        CONTESTS,
        CONTEST_OFFERS,
        GRANTS,
        MAP_DATA,
    )
)
"""In the order in which the window shows them."""

DEEDS: tuple[OfferedDeed[Services], ...] = (
    RATER_PACKAGES,
    *STATISTICS,
    COURSE_FROM_OFFER,
    *PARTICIPATION_DEEDS,
    TRAVEL_FOR_PARTICIPATION,
    NEED_OF_EXPIRY,
    PLAN_NEEDS,
    *TRAINING_SUMMARIES,
    MAKE_AGREEMENT,
    CONSULT_PROGRAMME,
    *COOPERATION_REPORT,
    *CONTEST_OFFER_DEEDS,
    MAKE_GRANT,
    GAP_MATRIX,
    SPHERE_LIST,
)
"""Deeds on records that are offered by slices above the record's register."""


def deeds_on(services: Services, workspace: Workspace, entity: str) -> tuple[RecordDeed, ...]:
    """Those of a kind of record that the person at work may do."""
    may = services.actor().may
    return tuple(
        RecordDeed(
            deed.key,
            deed.icon,
            deed.text,
            deed.help,
            partial(deed.open, workspace, services),
            None if deed.open_many is None else partial(deed.open_many, workspace, services),
        )
        for deed in DEEDS
        if deed.entity == entity and may(deed.right)
    )
