"""Builds the use cases of trainings, and hands them what they need of each other and of evaluations."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from app.composition.ground import Ground
from app.core.errors import Refusal
from app.people.structure.usecases import Structures
from app.records.usecases import Records
from app.registers.evaluations.regulations.usecases import Regulations
from app.registers.evaluations.sheets.usecases import Evaluations
from app.registers.trainings.agreements.prints import AgreementPrints
from app.registers.trainings.agreements.usecases import TrainingAgreements
from app.registers.trainings.budgets.usecases import TrainingBudgets
from app.registers.trainings.courses.domain import Taker
from app.registers.trainings.courses.prints import CoursePrints
from app.registers.trainings.courses.usecases import Courses
from app.registers.trainings.institutions.transfer import InstitutionTransfer
from app.registers.trainings.institutions.usecases import Institutions
from app.registers.trainings.needs.usecases import TrainingNeeds
from app.registers.trainings.offers.prints import OfferPrints
from app.registers.trainings.offers.usecases import TrainingOffers
from app.registers.trainings.participations.domain import Outcome, Seat
from app.registers.trainings.participations.prints import ParticipationPrints
from app.registers.trainings.participations.transfer import CardTransfer
from app.registers.trainings.participations.usecases import Participations
from app.registers.trainings.participations.words import OUTCOMES, SEATS
from app.registers.trainings.plan.prints import PlanPrints
from app.registers.trainings.plan.usecases import TrainingPlan
from app.registers.trainings.preferred.prints import PreferredPrints
from app.registers.trainings.preferred.usecases import PreferredLists
from app.registers.trainings.summaries.domain import DatedMark
from app.registers.trainings.summaries.prints import SummaryPrints
from app.registers.trainings.summaries.taking import RegisterTaking
from app.registers.trainings.summaries.transfer import RegisterTransfer
from app.registers.trainings.summaries.usecases import TrainingSummaries
from app.registers.trainings.travel.prints import TravelPrints
from app.registers.trainings.travel.usecases import TravelOrders


@dataclass(frozen=True, kw_only=True)
class TrainingUseCases:
    """Trainings of staff; ``shared.TrainingServices`` names what their slices ask for."""

    institutions: Institutions
    institution_exchange: InstitutionTransfer
    training_offers: TrainingOffers
    offer_prints: OfferPrints
    courses: Courses
    course_prints: CoursePrints
    training_budgets: TrainingBudgets
    participations: Participations
    participation_prints: ParticipationPrints
    card_exchange: CardTransfer
    criteria_names: Callable[[], tuple[str, ...]]
    travel_orders: TravelOrders
    travel_prints: TravelPrints
    training_agreements: TrainingAgreements
    agreement_prints: AgreementPrints
    training_needs: TrainingNeeds
    training_plan: TrainingPlan
    training_plan_prints: PlanPrints
    preferred_lists: PreferredLists
    preferred_prints: PreferredPrints
    training_summaries: TrainingSummaries
    summary_prints: SummaryPrints
    training_exchange: RegisterTransfer


def training_use_cases(ground: Ground, evaluations: Evaluations, regulations: Regulations) -> TrainingUseCases:
    """Everything of the family over one store."""
    store, clock, actor = ground.store, ground.clock, ground.actor
    offices, files, units = ground.offices, ground.files, ground.units
    structure, before_import = ground.structures.load, ground.safeguard.before_import
    institutions, offers = Institutions(store, clock, actor), TrainingOffers(store, clock, actor)
    participations = Participations(store, clock, actor, structure=structure)
    courses = Courses(store, clock, actor, changed=(participations.course_changed,))
    needs = TrainingNeeds(store, clock, actor, agreed=evaluations.agreed, expiring=participations.expiring)
    plan = TrainingPlan(store, clock, actor, needs=needs)
    travel_orders = TravelOrders(store, clock, actor, office=offices.current_or_blank)
    agreements = TrainingAgreements(store, clock, actor, structure=structure)
    lists = PreferredLists(
        store, clock, actor, list_cards=participations.list_cards, unlist_cards=participations.unlist_cards
    )
    summaries = TrainingSummaries(store, clock, actor, structure=structure, marks_of=_marks_of(evaluations))
    return TrainingUseCases(
        institutions=institutions,
        institution_exchange=InstitutionTransfer(institutions, offices, before_import),
        training_offers=offers,
        offer_prints=OfferPrints(
            offers, institutions, units, Structures(store, clock, actor).load, offices, files, clock
        ),
        courses=courses,
        course_prints=CoursePrints(courses, offices, files, clock, _takers(participations)),
        training_budgets=TrainingBudgets(store, clock, actor),
        participations=participations,
        participation_prints=ParticipationPrints(
            participations,
            courses,
            institutions,
            units,
            offices,
            files,
            clock,
            structure=structure,
            plan_title=_titles(plan),
            need_title=_titles(needs),
        ),
        card_exchange=CardTransfer(participations, offices, before_import),
        criteria_names=_criteria_names(regulations),
        travel_orders=travel_orders,
        travel_prints=TravelPrints(travel_orders, units, offices, files, clock),
        training_agreements=agreements,
        agreement_prints=AgreementPrints(agreements, offices, files, clock),
        training_needs=needs,
        training_plan=plan,
        training_plan_prints=PlanPrints(plan, offices, files, clock),
        preferred_lists=lists,
        preferred_prints=PreferredPrints(lists, offices, files, clock),
        training_summaries=summaries,
        summary_prints=SummaryPrints(summaries, offices, files, clock),
        training_exchange=RegisterTransfer(
            RegisterTaking(store, clock, actor, participations=participations), before_import
        ),
    )


def _titles(register: Records[Any, Any]) -> Callable[[int], str]:
    """What its records are called, by id; blank for those that the person at work may not see."""

    def title(record_id: int) -> str:
        with suppress(Refusal):
            return register.title(register.get(record_id))
        return ""

    return title


def _criteria_names(regulations: Regulations) -> Callable[[], tuple[str, ...]]:
    """Criteria of the regulation in force today, which a training may be meant to improve."""

    def names() -> tuple[str, ...]:
        if not regulations.actor().may("evaluation_regulation.read"):
            return ()
        found = regulations.in_force(regulations.clock.today())
        return () if found is None else tuple(criterion.name for criterion in found.criteria)

    return names


def _takers(participations: Participations) -> Callable[[int], tuple[Taker, ...]]:
    """Who takes part in a training, for its card: those who may be seen, without the refused and the withdrawn."""

    def of(course_id: int) -> tuple[Taker, ...]:
        if not participations.actor().may("training_participation.read"):
            return ()
        return tuple(
            Taker(
                each.person,
                each.post,
                each.unit,
                SEATS[each.seat] if each.seat is Seat.WAITING else OUTCOMES[each.outcome],
                each.cost,
            )
            for each in participations.of_course(course_id)
            if each.outcome not in (Outcome.REFUSED, Outcome.WITHDRAWN)
        )

    return of


def _marks_of(evaluations: Evaluations) -> Callable[[Iterable[int]], Mapping[int, tuple[DatedMark, ...]]]:
    """Signed marks by employee, for what came of a training; registers do not know each other."""

    def marks(employee_ids: Iterable[int]) -> Mapping[int, tuple[DatedMark, ...]]:
        found: dict[int, tuple[DatedMark, ...]] = {}
        for sheet in evaluations.marked(employee_ids):
            assert sheet.employee_id is not None, "a sheet that was signed"
            assert sheet.signed_on is not None, "asked for"
            own = [
                DatedMark(signed_on=sheet.signed_on, criterion=mark.criterion, mark=mark.mark)
                for mark in sheet.marks
                if mark.mark is not None
            ]
            found[sheet.employee_id] = (*found.get(sheet.employee_id, ()), *own)
        return found

    return marks
