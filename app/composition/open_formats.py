"""Every register as spreadsheets, for the export of all data in open formats."""

from collections.abc import Callable, Mapping

from app.administration.portability.sheet import RegisterSheet
from app.composition.cooperation_formats import cooperation_sheets
from app.composition.evaluation_formats import evaluation_sheets
from app.composition.ground import trusted
from app.composition.training_formats import training_sheets
from app.core.clock import Clock
from app.core.permissions import Actor
from app.people.absences.sheet import write_absences
from app.people.absences.usecases import Absences
from app.people.employees.sheet import write_employees
from app.people.employees.usecases import Employees
from app.people.employees.words import told_apart
from app.people.office.usecases import Offices
from app.people.posts.sheet import write_posts
from app.people.posts.usecases import Posts
from app.people.units.sheet import write_units
from app.people.units.usecases import Units
from app.registers.service_cards.transfer import CardTransfer
from app.registers.service_cards.usecases import ServiceCards
from app.search.service import Search
from db.store import Store


def register_sheets(store: Store, clock: Clock, actor: Callable[[], Actor]) -> tuple[RegisterSheet, ...]:
    """Registers as spreadsheets in an export of everything, which asks for a right of its own."""
    allowed = trusted(actor)
    units, employees = Units(store, clock, allowed), Employees(store, clock, allowed)
    cards = ServiceCards(store, clock, Search(store), allowed)
    posts, absences = Posts(store, clock, allowed), Absences(store, clock, allowed)

    def symbols() -> Mapping[int, str]:
        return {unit.id: unit.symbol for unit in units.all()}

    def people() -> Mapping[int, str]:
        known = symbols()
        return {each.id: told_apart(each, known) for each in employees.all()}

    return (
        RegisterSheet("karty-uslug", "Karty usług", CardTransfer(cards, units, Offices(store, clock, allowed)).export),
        RegisterSheet.of("komorki", "Komórki organizacyjne", units.all, write_units),
        RegisterSheet.of(
            "pracownicy",
            "Pracownicy",
            employees.all,
            lambda found, path, form, progress: write_employees(found, path, form, symbols(), progress),
        ),
        RegisterSheet.of("stanowiska", "Stanowiska", posts.all, write_posts),
        RegisterSheet.of(
            "nieobecnosci",
            "Nieobecności",
            absences.all,
            lambda found, path, form, progress: write_absences(found, path, form, people(), progress),
        ),
        *evaluation_sheets(store, clock, allowed, people),
        *training_sheets(store, clock, allowed, people, units),
        *cooperation_sheets(store, clock, allowed),
    )
