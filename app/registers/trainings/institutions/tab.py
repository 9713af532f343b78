"""The tab of training institutions."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Slot

from app.people.office.prints import heading
from app.people.office.spreadsheets import both_ways
from app.printing import render
from app.registers.trainings.institutions.domain import Institution, InstitutionDraft
from app.registers.trainings.institutions.form import InstitutionForm
from app.registers.trainings.institutions.windows import show_lookalikes
from app.registers.trainings.institutions.words import WORDS, facts, uses_in_words
from app.registers.trainings.shared import TrainingServices
from app.widgets.changes import Remembered
from app.widgets.columns import Align, Column
from app.widgets.editing_tab import EditingTab
from app.widgets.filter_panel import FilterGroup
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.preview import Sheet
from app.widgets.register_view import Place, RegisterView
from app.widgets.spreadsheets import SpreadsheetWords
from app.widgets.workspace import Workspace

_USE = {"used": "są szkolenia lub oferty", "unused": "brak szkoleń i ofert"}
_REFERRING = ("training_offer", "training_course", "preferred_list")
_Uses = Remembered[Mapping[int, Mapping[str, int]]]


class InstitutionsTab(EditingTab):
    """A plain register that also proposes institutions that may be one."""

    def __init__(self, view: RegisterView[Institution], workspace: Workspace, services: TrainingServices) -> None:
        self._services = services
        super().__init__(view, workspace, services.institutions, self._form, InstitutionDraft)
        self.alike_action = self._action("copy", self.tr("Podobne instytucje…"), self._on_alike, "Ctrl+T")
        self.alike_action.setObjectName("alike_institutions")
        self.place_action(self.alike_action, Place.MENU)
        self.more_menu.insertAction(self.delete_action, self.alike_action)
        self.merge_action = self.place_deed(
            "edit_by_merging", "merge", self.tr("Połącz dwie zaznaczone…"), self._on_merge, "Ctrl+M"
        )
        words, exchange = (
            SpreadsheetWords(self.tr("instytucje"), "instytucje-szkolace.xlsx"),
            services.institution_exchange,
        )
        self.place_spreadsheets(both_ways(workspace, words, exchange.export, exchange.load))
        self.selection_changed(())

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """Two are merged at a time."""
        super().selection_changed(records)
        if hasattr(self, "merge_action"):
            self.merge_action.setEnabled(len(records) == 2)

    def _form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        towns = sorted({each.town for each in self._services.institutions.all() if each.town})
        return InstitutionForm(subject, forms, save, towns=towns)

    @Slot()
    def _on_alike(self) -> None:
        show_lookalikes(self._workspace, self._services, None)

    @Slot()
    def _on_merge(self) -> None:
        chosen = self.selected()
        if len(chosen) == 2:
            show_lookalikes(self._workspace, self._services, (chosen[0].id, chosen[1].id))


def create_tab(workspace: Workspace, services: TrainingServices) -> InstitutionsTab:
    """The tab, wired."""
    uses = Remembered(services.institutions.uses, workspace.bus, "training_institution", *_REFERRING)
    view: RegisterView[Institution] = RegisterView(
        key="institutions",
        icon="institutions",
        # the print also tells what names it and whose it is
        entities=frozenset({"training_institution", "office", *_REFERRING}),
        source=services.institutions,
        columns=_columns(uses),
        filters=(
            FilterGroup.choices("use", "W rejestrach", _USE),
            FilterGroup(key="town", title="Miejscowość", label=lambda value: value or "nie podano", single=True),
        ),
        words=WORDS,
        sheet=lambda institution: _sheet(institution, services, uses),
        renderer=render,
    )
    return InstitutionsTab(view, workspace, services)


def _columns(uses: _Uses) -> tuple[Column[Institution], ...]:
    def number(kind: str, institution: Institution) -> str:
        return str(uses().get(institution.id, {}).get(kind, 0) or "")

    return (
        Column(
            key="name",
            title="Nazwa",
            text=lambda each: each.name,
            second=lambda each: "; ".join(each.aliases),
            sort="name",
            width=34,
            flexible=True,
            strong=True,
        ),
        Column(key="town", title="Miejscowość", text=lambda each: each.town, sort="town", width=16),
        Column(key="phone", title="Telefon", text=lambda each: each.phone, width=16),
        Column(key="email", title="E-mail", text=lambda each: each.email, width=28, when_wide=True),
        Column(
            key="courses",
            title="Szkoleń",
            text=lambda each: number("training_course", each),
            width=9,
            align=Align.RIGHT,
        ),
        Column(
            key="offers", title="Ofert", text=lambda each: number("training_offer", each), width=8, align=Align.RIGHT
        ),
        Column(key="nip", title="NIP", text=lambda each: each.nip, width=14, optional=True),
        Column(key="areas", title="Czego uczy", text=lambda each: each.areas, width=30, optional=True),
    )


def _sheet(institution: Institution, services: TrainingServices, uses: _Uses) -> Sheet:
    told = uses_in_words(uses().get(institution.id, {}))

    def make() -> bytes:
        from app.registers.trainings.institutions.printout import institution_pdf

        office, arms = heading(services.offices, services.files)
        return institution_pdf(institution, told, office, arms, services.clock.today())

    lines = [
        institution.name,
        *(f"{label}: {value}" for label, value in facts(institution)),
        f"W rejestrach urzędu: {told}.",
    ]
    return Sheet.of(institution, institution.name, make, lines)
