"""What the slices of trainings ask of the program."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from app.people.shared import SharedServices

if TYPE_CHECKING:
    # the slices stand above this module: it only names what they are
    from app.registers.trainings.agreements.prints import AgreementPrints
    from app.registers.trainings.agreements.usecases import TrainingAgreements
    from app.registers.trainings.budgets.usecases import TrainingBudgets
    from app.registers.trainings.courses.prints import CoursePrints
    from app.registers.trainings.courses.usecases import Courses
    from app.registers.trainings.institutions.transfer import InstitutionTransfer
    from app.registers.trainings.institutions.usecases import Institutions
    from app.registers.trainings.needs.usecases import TrainingNeeds
    from app.registers.trainings.offers.prints import OfferPrints
    from app.registers.trainings.offers.usecases import TrainingOffers
    from app.registers.trainings.participations.prints import ParticipationPrints
    from app.registers.trainings.participations.transfer import CardTransfer
    from app.registers.trainings.participations.usecases import Participations
    from app.registers.trainings.plan.prints import PlanPrints
    from app.registers.trainings.plan.usecases import TrainingPlan
    from app.registers.trainings.preferred.prints import PreferredPrints
    from app.registers.trainings.preferred.usecases import PreferredLists
    from app.registers.trainings.summaries.prints import SummaryPrints
    from app.registers.trainings.summaries.transfer import RegisterTransfer
    from app.registers.trainings.summaries.usecases import TrainingSummaries
    from app.registers.trainings.travel.prints import TravelPrints
    from app.registers.trainings.travel.usecases import TravelOrders


class TrainingServices(SharedServices, Protocol):
    """``composition.Services`` is one."""

    @property
    def institutions(self) -> "Institutions": ...
    @property
    def institution_exchange(self) -> "InstitutionTransfer": ...
    @property
    def training_offers(self) -> "TrainingOffers": ...
    @property
    def offer_prints(self) -> "OfferPrints": ...
    @property
    def preferred_lists(self) -> "PreferredLists": ...
    @property
    def preferred_prints(self) -> "PreferredPrints": ...
    @property
    def courses(self) -> "Courses": ...
    @property
    def course_prints(self) -> "CoursePrints": ...
    @property
    def training_budgets(self) -> "TrainingBudgets": ...
    @property
    def training_needs(self) -> "TrainingNeeds": ...
    @property
    def training_summaries(self) -> "TrainingSummaries": ...
    @property
    def summary_prints(self) -> "SummaryPrints": ...
    @property
    def travel_orders(self) -> "TravelOrders": ...
    @property
    def travel_prints(self) -> "TravelPrints": ...
    @property
    def training_plan(self) -> "TrainingPlan": ...
    @property
    def training_plan_prints(self) -> "PlanPrints": ...
    @property
    def participations(self) -> "Participations": ...
    @property
    def participation_prints(self) -> "ParticipationPrints": ...
    @property
    def card_exchange(self) -> "CardTransfer": ...
    @property
    def criteria_names(self) -> Callable[[], tuple[str, ...]]: ...
    @property
    def training_agreements(self) -> "TrainingAgreements": ...
    @property
    def agreement_prints(self) -> "AgreementPrints": ...
    @property
    def training_exchange(self) -> "RegisterTransfer": ...
