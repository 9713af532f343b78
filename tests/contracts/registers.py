"""What the contracts run over: every class of use cases that ``Services`` holds, with a valid draft of its record.

A new register adds one line to ``EXAMPLES``; a test fails when it forgets.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.administration.accounts.domain import AccountDraft
from app.bootstrap import Services
from app.geo.mapdata import DataKind
from app.people.absences.domain import AbsenceDraft
from app.people.employees.domain import EmployeeDraft
from app.people.office.domain import OfficeDraft
from app.people.posts.domain import PostDraft
from app.people.units.domain import UnitDraft
from app.records.usecases import Records
from app.registers.evaluations.campaigns.domain import CampaignDraft
from app.registers.evaluations.events.domain import Sign, WorkEventDraft
from app.registers.evaluations.regulations.patterns import pattern_draft
from app.registers.ngos.confirmations.domain import Line, RoundDraft
from app.registers.ngos.consultations.domain import Asked, Channel, ConsultationDraft, Way
from app.registers.ngos.contests.domain import ContestDraft, Criterion, Member
from app.registers.ngos.cooperation_figures import GrantKind
from app.registers.ngos.geography.domain import MapImportDraft
from app.registers.ngos.grants.domain import GrantDraft, Tranche
from app.registers.ngos.offers.domain import ContestOfferDraft
from app.registers.ngos.organisations.domain import LegalForm, OrganisationDraft
from app.registers.ngos.programmes.domain import PriorityTask, ProgrammeDraft
from app.registers.ngos.spheres.domain import SphereLine, SphereListDraft
from app.registers.trainings.agreements.domain import AgreementDraft
from app.registers.trainings.budgets.domain import BudgetDraft, UnitBudget
from app.registers.trainings.courses.domain import CostLine, CourseDraft, CourseKind, Session
from app.registers.trainings.institutions.domain import InstitutionDraft
from app.registers.trainings.needs.domain import NeedDraft
from app.registers.trainings.offers.domain import OfferDraft
from app.registers.trainings.participations.domain import OwnCost, ParticipationDraft
from app.registers.trainings.plan.domain import PlanItemDraft
from app.registers.trainings.preferred.domain import PreferredListDraft
from app.registers.trainings.travel.domain import TravelOrderDraft
from tests.registers.evaluations.sheets.people import planned_draft
from tests.registers.service_cards.drafts import add_unit, plain


@dataclass(frozen=True)
class Example:
    """How a valid draft of one kind is made, and another one that differs."""

    draft: Callable[[Services], Any]
    other: Callable[[Any], Any]
    single: bool = False
    """There is only one such record."""
    exclusive: bool = False
    """Records may shut each other out, so that a deleted one cannot always come back."""


def add_employee(services: Services, **more: Any) -> int:
    """The employee whom several examples are about, made once; returns its id."""
    for unit in services.units.all():
        if unit.symbol == "KA":
            return next(each.id for each in services.employees.all() if each.unit_id == unit.id)
    draft = EmployeeDraft(surname="Żak", first_name="Jan", unit_id=add_unit(services, "KA", "Kadry"), **more)
    return services.employees.create(draft).record.id


def some_unit(services: Services) -> int:
    """The unit ``SO``, made once; returns its id."""
    found = next((unit.id for unit in services.units.all() if unit.symbol == "SO"), None)
    return found or add_unit(services)


def add_training(services: Services) -> int:
    """The internal training in which people take part, made once; returns its id."""
    found = next((each.id for each in services.courses.all() if each.topic == "Elektroniczne akta"), None)
    draft = CourseDraft(
        topic="Elektroniczne akta",
        kind=CourseKind.INTERNAL,
        starts_on=date(2026, 12, 7),
        ends_on=date(2026, 12, 8),
        costs=(CostLine(amount=12_050, shared=True),),
    )
    return found or services.courses.create(draft).record.id


def add_organisation(services: Services) -> int:
    """The organisation that offers and gets grants, made once; returns its id."""
    found = next((each.id for each in services.organisations.all() if each.name == "Klub Iskra"), None)
    draft = OrganisationDraft(name="Klub Iskra", legal_form=LegalForm.SPORTS_CLUB)
    return found or services.organisations.create(draft).record.id


def add_contest(services: Services) -> int:
    """The contest that offers are filed in, made once; returns its id."""
    found = next((each.id for each in services.contests.all() if each.title == "Sport w gminie"), None)
    on = date(2026, 2, 2)
    draft = ContestDraft(
        title="Sport w gminie",
        sphere="17",
        year=2026,
        notice_bip=on,
        notice_seat=on,
        notice_site=on,
        offers_until=date(2026, 2, 27),
    )
    return found or services.contests.create(draft).record.id


def regulation_in_force(services: Services) -> int:
    """The regulation of the year of the examples, made once; returns its id."""
    found = services.regulations.in_force(date(2026, 1, 1))
    return (found or services.regulations.add_pattern("trzynascie_kryteriow", date(2026, 1, 1)).record).id


EXAMPLES: Mapping[str, Example] = {
    "unit": Example(lambda _: UnitDraft(symbol="OR", name="Organizacja"), lambda draft: replace(draft, name="Inna")),
    "employee": Example(
        lambda services: EmployeeDraft(surname="Nowak", first_name="Ewa", unit_id=add_unit(services)),
        lambda draft: replace(draft, surname="Żak"),
    ),
    "post": Example(
        lambda _: PostDraft(name="inspektor"), lambda draft: replace(draft, name="starszy inspektor"), exclusive=True
    ),
    "absence": Example(
        lambda services: AbsenceDraft(employee_id=add_employee(services), valid_from=date(2026, 3, 1)),
        lambda draft: replace(draft, valid_to=date(2026, 9, 30)),
        exclusive=True,
    ),
    "evaluation_regulation": Example(
        lambda _: replace(pattern_draft("trzynascie_kryteriow"), valid_from=date(2026, 1, 1)),
        lambda draft: replace(draft, name="Inny regulamin"),
        exclusive=True,
    ),
    "work_event": Example(
        lambda services: WorkEventDraft(
            employee_id=add_employee(services), happened_on=date(2026, 3, 2), event="Pomógł w punkcie obsługi."
        ),
        lambda draft: replace(draft, sign=Sign.MINUS),
    ),
    "evaluation_campaign": Example(
        lambda services: CampaignDraft(
            name="Oceny 2026",
            regulation_id=regulation_in_force(services),
            structure_on=date(2026, 11, 2),
            ends_on=date(2026, 12, 15),
        ),
        lambda draft: replace(draft, note="Inne uwagi"),
        exclusive=True,
    ),
    "evaluation": Example(planned_draft, lambda draft: replace(draft, opinion="Inna opinia"), exclusive=True),
    "service_card": Example(
        lambda services: plain(add_unit(services)), lambda draft: replace(draft, name="Inna usługa")
    ),
    "ngo": Example(
        lambda _: OrganisationDraft(name="Klub Sportowy Sokół", legal_form=LegalForm.SPORTS_CLUB),
        lambda draft: replace(draft, short_name="Sokół"),
    ),
    "ngo_contest": Example(
        lambda _: ContestDraft(
            title="Zajęcia sportowe dla dzieci",
            sphere="17",
            year=2026,
            planned=4_000_000,
            notice_bip=date(2026, 2, 2),
            notice_seat=date(2026, 2, 2),
            notice_site=date(2026, 2, 3),
            offers_until=date(2026, 2, 27),
            members=(Member(name="Ewa Żak", role="przewodnicząca"),),
            criteria=(Criterion(name="pomysł", points=10),),
        ),
        lambda draft: replace(draft, note="Inne uwagi"),
    ),
    "ngo_offer": Example(
        lambda services: ContestOfferDraft(
            contest_id=add_contest(services),
            ngo_id=add_organisation(services),
            title="Szkółka piłkarska",
            filed_on=date(2026, 2, 20),
            asked=1_200_000,
        ),
        lambda draft: replace(draft, opinion="Dobra oferta"),
    ),
    "ngo_grant": Example(
        lambda services: GrantDraft(
            kind=GrantKind.OTHER,
            ngo_id=add_organisation(services),
            title="Pomoc po powodzi",
            sphere="24",
            year=2026,
            granted=500_000,
            tranches=(Tranche(amount=500_000),),
        ),
        lambda draft: replace(draft, control="Skontrolowano w biurze."),
    ),
    "ngo_confirmation": Example(
        lambda services: RoundDraft(
            name="Potwierdzenie danych 2026",
            starts_on=date(2026, 11, 2),
            answer_by=date(2026, 11, 30),
            valid_months=12,
            lines=(Line(ngo_id=add_organisation(services), name="Koło Gospodyń"),),
        ),
        lambda draft: replace(draft, valid_months=24),
    ),
    "ngo_consultation": Example(
        lambda _: ConsultationDraft(
            subject="Regulamin korzystania ze świetlic wiejskich",
            starts_on=date(2026, 11, 3),
            ends_on=date(2026, 11, 17),
            ways=(Way.WRITTEN,),
            spheres=("16",),
            asked=(Asked(name="Rada Seniorów", asked_on=date(2026, 11, 3), channel=Channel.POST),),
        ),
        lambda draft: replace(draft, announced_where="BIP"),
    ),
    "ngo_programme": Example(
        lambda _: ProgrammeDraft(
            title="Program współpracy na rok 2027",
            first_year=2027,
            last_year=2027,
            money=25_000_000,
            tasks=(PriorityTask(sphere="17", task="Zajęcia sportowe dla dzieci", amount=8_000_000),),
        ),
        lambda draft: replace(draft, openness="Program i sprawozdanie są w BIP."),
        exclusive=True,
    ),
    "training_institution": Example(
        lambda _: InstitutionDraft(name="Ośrodek Szkoleniowy Żagiel", town="Opole"),
        lambda draft: replace(draft, town="Brzeg"),
        exclusive=True,
    ),
    "training_offer": Example(
        lambda _: OfferDraft(topic="Zamówienia publiczne", received_on=date(2026, 3, 2)),
        lambda draft: replace(draft, place="Opole"),
    ),
    "account": Example(
        lambda _: AccountDraft(login="ewa.nowak", name="Ewa Nowak", roles=("front_desk",)),
        lambda draft: replace(draft, name="Ewa Żak"),
    ),
    "training_course": Example(
        lambda _: CourseDraft(
            topic="Ochrona danych",
            kind=CourseKind.INTERNAL,
            starts_on=date(2026, 12, 1),
            ends_on=date(2026, 12, 2),
            days=2,
            sessions=(Session(held_on=date(2026, 12, 1), starts_at="09:00", ends_at="12:00"),),
            costs=(CostLine(amount=12_050, shared=True),),
        ),
        lambda draft: replace(draft, topic="Ochrona danych osobowych"),
    ),
    "ngo_map": Example(
        lambda _services: MapImportDraft(layer=DataKind.AREAS, file_name="granice.zip", name="Wymyślona", items=7),
        lambda draft: replace(draft, source="Opracowanie własne"),
    ),
    "ngo_sphere_list": Example(
        lambda _services: SphereListDraft(
            source="Dz.U. 2026 poz. 1",
            spheres=(SphereLine(code="1", name="pomoc społeczna", group="social", valid_from=date(2026, 1, 1)),),
        ),
        lambda draft: replace(draft, source="Dz.U. 2027 poz. 1"),
    ),
    "training_budget": Example(
        lambda services: BudgetDraft(
            year=2026, units=(UnitBudget(unit_id=some_unit(services), amount=500_000), UnitBudget(amount=100_000))
        ),
        lambda draft: replace(draft, note="Po zmianie uchwały"),
        exclusive=True,
    ),
    "training_need": Example(
        lambda services: NeedDraft(topic="Nowe prawo zamówień publicznych", unit_id=some_unit(services), people=3),
        lambda draft: replace(draft, topic="Zamówienia publiczne"),
    ),
    "travel_order": Example(
        lambda services: TravelOrderDraft(
            employee_id=add_employee(services),
            destination="Opole",
            purpose="szkolenie z ochrony danych",
            starts_on=date(2026, 12, 1),
            ends_on=date(2026, 12, 2),
            ordered_on=date(2026, 11, 20),
        ),
        lambda draft: replace(draft, destination="Brzeg"),
        exclusive=True,
    ),
    "training_plan_item": Example(
        lambda services: PlanItemDraft(year=2027, topic="Zamówienia publiczne", unit_id=some_unit(services), people=3),
        lambda draft: replace(draft, estimate=240_000),
    ),
    "training_participation": Example(
        lambda services: ParticipationDraft(
            course_id=add_training(services),
            employee_id=add_employee(services),
            requested_on=date(2026, 11, 2),
            justification="Nowe zadania",
            criteria=("Sumienność",),
            costs=(OwnCost(amount=3_500, note="bilet"),),
        ),
        lambda draft: replace(draft, justification="Zastępstwo"),
        exclusive=True,
    ),
    "preferred_list": Example(
        lambda _: PreferredListDraft(year=2025, since=date(2025, 1, 1), until=date(2025, 12, 31), note="Uwaga"),
        lambda draft: replace(draft, note="Inna uwaga"),
        exclusive=True,
    ),
    "training_agreement": Example(
        lambda services: AgreementDraft(
            employee_id=add_employee(services),
            signed_on=date(2026, 9, 1),
            subject="Studia podyplomowe: administracja",
            training_starts_on=date(2026, 10, 1),
            training_ends_on=date(2027, 6, 30),
            cost=600_000,
            months=24,
        ),
        lambda draft: replace(draft, months=36),
    ),
    "office": Example(lambda _: OfficeDraft(name="Urząd"), lambda draft: replace(draft, name="Inny"), single=True),
}


def use_cases(services: Services) -> dict[str, Records[Any, Any]]:
    """The use cases of every kind of record, by entity."""
    held = (getattr(services, name) for name in services.__dataclass_fields__)
    return {each.entity: each for each in held if isinstance(each, Records)}


ENTITIES = tuple(EXAMPLES)
