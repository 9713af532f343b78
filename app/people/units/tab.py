"""The tab of organisational units."""

from typing import Protocol

from app.people.units.domain import Unit, UnitDraft
from app.people.units.form import UnitForm
from app.people.units.usecases import Units
from app.widgets.columns import Column
from app.widgets.editing_tab import EditingTab
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.register_tab import RegisterView, RegisterWords
from app.widgets.workspace import Workspace

WORDS = RegisterWords(
    title="Komórki organizacyjne",
    one="komórka",
    few="komórki",
    many="komórek",
    search="Szukaj komórki organizacyjnej",
    placeholder="Symbol, nazwa, pokój albo telefon",
    empty_title="Nie ma jeszcze żadnej komórki organizacyjnej",
    empty_hint="Zacznij od komórek, które przyjmują mieszkańców: każda karta usługi należy do jednej z nich.",
)


class UnitServices(Protocol):
    """What the tab needs of the program."""

    @property
    def units(self) -> Units: ...


def columns() -> tuple[Column[Unit], ...]:
    """The columns of the table."""
    return (
        Column(key="symbol", title="Symbol", text=lambda unit: unit.symbol, sort="symbol", width=10),
        Column(
            key="name", title="Nazwa", text=lambda unit: unit.name, sort="name", width=40, flexible=True, strong=True
        ),
        Column(key="room", title="Pokój", text=lambda unit: unit.room, sort="room", width=10),
        Column(key="floor", title="Piętro", text=lambda unit: unit.floor, width=12),
        Column(key="building", title="Budynek", text=lambda unit: unit.building, width=18, optional=True),
        Column(key="phone", title="Telefon", text=lambda unit: unit.phone, width=18),
        Column(key="email", title="E-mail", text=lambda unit: unit.email, width=30),
        Column(key="pattern", title="Wzór kart", text=lambda unit: unit.pattern, width=12),
    )


def create_tab(workspace: Workspace, services: UnitServices) -> EditingTab:
    """The tab, wired."""
    units = services.units

    def make_form(subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        own = None if subject.record is None else subject.record.id
        parents = [Option(unit.id, f"{unit.symbol} – {unit.name}") for unit in units.all() if unit.id != own]
        return UnitForm(subject, forms, save, parents=parents)

    view = RegisterView(
        key="units",
        icon="units",
        entities=frozenset({"unit"}),
        source=units,
        columns=columns(),
        filters=(),
        words=WORDS,
    )
    return EditingTab(view, workspace, units, make_form, UnitDraft)
