"""Every register as spreadsheets, for the export of all data in open formats."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.administration.portability.usecases import RegisterSheet
from app.composition.cooperation_formats import cooperation_sheets
from app.composition.ground import trusted
from app.core.clock import Clock
from app.core.permissions import Actor
from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.people.absences.usecases import Absences
from app.people.employees.usecases import Employees
from app.people.office.usecases import Offices
from app.people.posts.usecases import Posts
from app.people.structure.usecases import Structures
from app.people.units.usecases import Units
from app.registers.evaluations.campaigns.usecases import Campaigns
from app.registers.evaluations.events.usecases import WorkEvents
from app.registers.evaluations.regulations.usecases import Regulations
from app.registers.ngos.organisations.usecases import Organisations
from app.registers.ngos.spheres.usecases import SphereLists
from app.registers.service_cards.transfer import CardTransfer
from app.registers.service_cards.usecases import ServiceCards
from app.registers.trainings.agreements.usecases import TrainingAgreements
from app.registers.trainings.budgets.usecases import TrainingBudgets
from app.registers.trainings.courses.usecases import Courses
from app.registers.trainings.institutions.usecases import Institutions
from app.registers.trainings.needs.usecases import TrainingNeeds
from app.registers.trainings.offers.usecases import TrainingOffers
from app.registers.trainings.participations.usecases import Participations
from app.registers.trainings.plan.usecases import TrainingPlan
from app.registers.trainings.preferred.usecases import PreferredLists
from app.registers.trainings.travel.usecases import TravelOrders
from app.search.service import Search
from db.store import Store


def register_sheets(store: Store, clock: Clock, actor: Callable[[], Actor]) -> tuple[RegisterSheet, ...]:
    """Registers as spreadsheets in an export of everything, which asks for a right of its own."""
    allowed = trusted(actor)
    units, offices = Units(store, clock, allowed), Offices(store, clock, allowed)
    cards = CardTransfer(ServiceCards(store, clock, Search(store), allowed), units, offices)

    def write_cards(path: Path, form: Format, progress: Progress) -> int:
        return cards.export(path, form, progress)

    def write_units(path: Path, form: Format, progress: Progress) -> int:
        from app.people.units import sheet

        listed = units.all()
        sheet.write_units(listed, path, form, progress)
        return len(listed)

    def write_employees(path: Path, form: Format, progress: Progress) -> int:
        from app.people.employees import sheet

        listed = Employees(store, clock, allowed).all()
        symbols = {unit.id: unit.symbol for unit in units.all()}
        sheet.write_employees(listed, path, form, symbols, progress)
        return len(listed)

    def write_posts(path: Path, form: Format, progress: Progress) -> int:
        from app.people.posts import sheet

        posts = Posts(store, clock, allowed).all()
        sheet.write_posts(posts, path, form, progress)
        return len(posts)

    def write_absences(path: Path, form: Format, progress: Progress) -> int:
        from app.people.absences import sheet
        from app.people.employees.words import told_apart

        absences = Absences(store, clock, allowed).all()
        symbols = {unit.id: unit.symbol for unit in units.all()}
        people = {each.id: told_apart(each, symbols) for each in Employees(store, clock, allowed).all()}
        sheet.write_absences(absences, path, form, people, progress)
        return len(absences)

    def write_regulations(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.evaluations.regulations import sheet

        regulations = Regulations(store, clock, allowed).all()
        sheet.write_regulations(regulations, path, form, progress)
        return len(regulations)

    def write_events(path: Path, form: Format, progress: Progress) -> int:
        from app.people.employees.words import told_apart
        from app.registers.evaluations.events import sheet

        events = WorkEvents(store, clock, allowed).all()
        symbols = {unit.id: unit.symbol for unit in units.all()}
        people = {each.id: told_apart(each, symbols) for each in Employees(store, clock, allowed).all()}
        sheet.write_events(events, path, form, people, progress)
        return len(events)

    def write_campaigns(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.evaluations.campaigns import sheet

        campaigns = Campaigns(store, clock, allowed)
        listed = [(each, campaigns.lines(each.id)) for each in campaigns.all()]
        sheet.write_lines(listed, path, form, progress)
        return sum(len(lines) for _, lines in listed)

    return (
        RegisterSheet("karty-uslug", "Karty usług", write_cards),
        RegisterSheet("komorki", "Komórki organizacyjne", write_units),
        RegisterSheet("pracownicy", "Pracownicy", write_employees),
        RegisterSheet("stanowiska", "Stanowiska", write_posts),
        RegisterSheet("nieobecnosci", "Nieobecności", write_absences),
        RegisterSheet("kampanie-ocen", "Kampanie ocen", write_campaigns),
        RegisterSheet("regulaminy-ocen", "Regulaminy ocen", write_regulations),
        RegisterSheet("zdarzenia-w-pracy", "Zdarzenia w pracy", write_events),
        *_training_sheets(store, clock, allowed),
        RegisterSheet("organizacje", "Organizacje", partial(_write_organisations, store, clock, allowed)),
        *cooperation_sheets(store, clock, allowed),
    )


def _write_organisations(
    store: Store, clock: Clock, allowed: Callable[[], Actor], path: Path, form: Format, progress: Progress
) -> int:
    from app.registers.ngos.organisations import sheet

    organisations = Organisations(store, clock, allowed).all()
    spheres = SphereLists(store, clock, allowed).current()
    sheet.write_organisations(organisations, path, form, spheres, progress)
    return len(organisations)


def _training_sheets(store: Store, clock: Clock, allowed: Callable[[], Actor]) -> tuple[RegisterSheet, ...]:
    """Those of the registers of trainings."""

    def write_institutions(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.trainings.institutions import sheet

        institutions = Institutions(store, clock, allowed).all()
        sheet.write_institutions(institutions, path, form, progress)
        return len(institutions)

    def write_offers(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.trainings.offers import sheet

        offers = TrainingOffers(store, clock, allowed).all()
        names = {each.institution_id: each.institution for each in offers if each.institution_id}
        symbols = {unit.id: unit.symbol for unit in Units(store, clock, allowed).all()}
        sheet.write_offers(offers, path, form, names, symbols, clock.today(), progress)
        return len(offers)

    def write_needs(path: Path, form: Format, progress: Progress) -> int:
        from app.people.employees.words import told_apart
        from app.registers.trainings.needs import sheet

        needs = TrainingNeeds(store, clock, allowed).all()
        symbols = {unit.id: unit.symbol for unit in Units(store, clock, allowed).all()}
        people = {each.id: told_apart(each, symbols) for each in Employees(store, clock, allowed).all()}
        sheet.write_needs(needs, path, form, people, symbols, progress)
        return len(needs)

    def write_courses(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.trainings.courses import sheet

        courses = Courses(store, clock, allowed).all()
        sheet.write_courses(courses, path, form, progress)
        return len(courses)

    def write_budgets(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.trainings.budgets import sheet

        budgets = TrainingBudgets(store, clock, allowed).all()
        names = {unit.id: f"{unit.symbol} – {unit.name}" for unit in Units(store, clock, allowed).all()}
        sheet.write_budgets(budgets, path, form, names, progress)
        return len(budgets)

    def write_participations(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.trainings.participations import sheet

        structure = Structures(store, clock, allowed).load
        participations = Participations(store, clock, allowed, structure=structure).all()
        sheet.write_participations(participations, path, form, progress)
        return len(participations)

    def write_travel_orders(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.trainings.travel import sheet

        orders = TravelOrders(store, clock, allowed).all()
        sheet.write_orders(orders, path, form, progress)
        return len(orders)

    def write_plan(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.trainings.plan import sheet

        plan = TrainingPlan(store, clock, allowed, needs=TrainingNeeds(store, clock, allowed))
        items, symbols = plan.all(), {unit.id: unit.symbol for unit in Units(store, clock, allowed).all()}
        sheet.write_plan(items, plan.standings(), path, form, symbols, progress)
        return len(items)

    def write_agreements(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.trainings.agreements import sheet

        structure = Structures(store, clock, allowed).load
        agreements = TrainingAgreements(store, clock, allowed, structure=structure).all()
        sheet.write_agreements(agreements, path, form, clock.today(), progress)
        return len(agreements)

    return (
        RegisterSheet("szkolenia", "Szkolenia", write_courses),
        RegisterSheet("udzial-w-szkoleniach", "Udział w szkoleniach", write_participations),
        RegisterSheet("budzety-szkolen", "Budżet szkoleń", write_budgets),
        RegisterSheet("instytucje-szkolace", "Instytucje szkolące", write_institutions),
        RegisterSheet(
            "preferowane-instytucje", "Preferowane instytucje", partial(_write_preferred, store, clock, allowed)
        ),
        RegisterSheet("oferty-szkolen", "Oferty szkoleń", write_offers),
        RegisterSheet("potrzeby-szkoleniowe", "Potrzeby szkoleniowe", write_needs),
        RegisterSheet("delegacje", "Delegacje", write_travel_orders),
        RegisterSheet("plan-szkolen", "Plan szkoleń", write_plan),
        RegisterSheet("umowy-szkoleniowe", "Umowy szkoleniowe", write_agreements),
    )


def _write_preferred(
    store: Store, clock: Clock, allowed: Callable[[], Actor], path: Path, form: Format, progress: Progress
) -> int:
    from app.registers.trainings.preferred import sheet

    lists = PreferredLists(store, clock, allowed, list_cards=_only_read, unlist_cards=_only_read)
    return sheet.write_lists([(each, lists.ranking(each.id)) for each in lists.all()], path, form, progress)


def _only_read(*_given: object) -> None:
    raise AssertionError("lists are only read here")
