"""Registers of trainings as spreadsheets in an export of everything."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app.administration.portability.sheet import RegisterSheet
from app.core.clock import Clock
from app.core.permissions import Actor
from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.people.structure.usecases import Structures
from app.people.units.usecases import Units
from app.registers.trainings.agreements.sheet import write_agreements
from app.registers.trainings.agreements.usecases import TrainingAgreements
from app.registers.trainings.budgets.sheet import write_budgets
from app.registers.trainings.budgets.usecases import TrainingBudgets
from app.registers.trainings.courses.sheet import write_courses
from app.registers.trainings.courses.usecases import Courses
from app.registers.trainings.institutions.sheet import write_institutions
from app.registers.trainings.institutions.usecases import Institutions
from app.registers.trainings.needs.sheet import write_needs
from app.registers.trainings.needs.usecases import TrainingNeeds
from app.registers.trainings.offers.domain import Offer
from app.registers.trainings.offers.sheet import write_offers
from app.registers.trainings.offers.usecases import TrainingOffers
from app.registers.trainings.participations.sheet import write_participations
from app.registers.trainings.participations.usecases import Participations
from app.registers.trainings.plan.sheet import write_plan
from app.registers.trainings.plan.usecases import TrainingPlan
from app.registers.trainings.preferred.sheet import write_lists
from app.registers.trainings.preferred.usecases import PreferredLists
from app.registers.trainings.travel.sheet import write_orders
from app.registers.trainings.travel.usecases import TravelOrders
from db.store import Store


def training_sheets(
    store: Store, clock: Clock, allowed: Callable[[], Actor], people: Callable[[], Mapping[int, str]], units: Units
) -> tuple[RegisterSheet, ...]:
    """Those of trainings; ``people`` names employees by id."""
    structure = Structures(store, clock, allowed).load
    needs = TrainingNeeds(store, clock, allowed)
    plan = TrainingPlan(store, clock, allowed, needs=needs)
    agreements = TrainingAgreements(store, clock, allowed, structure=structure)
    participations = Participations(store, clock, allowed, structure=structure)
    lists = PreferredLists(store, clock, allowed, list_cards=_only_read, unlist_cards=_only_read)

    def symbols() -> Mapping[int, str]:
        return {unit.id: unit.symbol for unit in units.all()}

    def names() -> Mapping[int, str]:
        return {unit.id: f"{unit.symbol} – {unit.name}" for unit in units.all()}

    def offers(found: Sequence[Offer], path: Path, form: Format, progress: Progress) -> None:
        institutions = {each.institution_id: each.institution for each in found if each.institution_id}
        write_offers(found, path, form, institutions, symbols(), clock.today(), progress)

    return (
        RegisterSheet.of("szkolenia", "Szkolenia", Courses(store, clock, allowed).all, write_courses),
        RegisterSheet.of("udzial-w-szkoleniach", "Udział w szkoleniach", participations.all, write_participations),
        RegisterSheet.of(
            "budzety-szkolen",
            "Budżet szkoleń",
            TrainingBudgets(store, clock, allowed).all,
            lambda found, path, form, progress: write_budgets(found, path, form, names(), progress),
        ),
        RegisterSheet.of(
            "instytucje-szkolace", "Instytucje szkolące", Institutions(store, clock, allowed).all, write_institutions
        ),
        RegisterSheet.of(
            "preferowane-instytucje",
            "Preferowane instytucje",
            lambda: [(each, lists.ranking(each.id)) for each in lists.all()],
            write_lists,
        ),
        RegisterSheet.of("oferty-szkolen", "Oferty szkoleń", TrainingOffers(store, clock, allowed).all, offers),
        RegisterSheet.of(
            "potrzeby-szkoleniowe",
            "Potrzeby szkoleniowe",
            needs.all,
            lambda found, path, form, progress: write_needs(found, path, form, people(), symbols(), progress),
        ),
        RegisterSheet.of("delegacje", "Delegacje", TravelOrders(store, clock, allowed).all, write_orders),
        RegisterSheet.of(
            "plan-szkolen",
            "Plan szkoleń",
            plan.all,
            lambda found, path, form, progress: write_plan(found, plan.standings(), path, form, symbols(), progress),
        ),
        RegisterSheet.of(
            "umowy-szkoleniowe",
            "Umowy szkoleniowe",
            agreements.all,
            lambda found, path, form, progress: write_agreements(found, path, form, clock.today(), progress),
        ),
    )


def _only_read(*_given: object) -> None:
    raise AssertionError("lists are only read here")
