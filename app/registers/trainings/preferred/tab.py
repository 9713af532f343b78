"""The tab of lists of preferred institutions; the list itself stands on the preview."""

from typing import Any

from PySide6.QtCore import Slot

from app.core.dates import format_date
from app.core.records import Outcome
from app.core.words import FieldWords
from app.people.office.words import LABELS as OFFICE_LABELS
from app.printing import render
from app.registers.trainings.preferred.domain import ListState, PreferredList, PreferredListDraft
from app.registers.trainings.preferred.form import PreferredListForm
from app.registers.trainings.preferred.words import (
    FIELDS,
    PROBLEMS,
    STATES,
    WHY_NOT,
    WORDS,
    change,
    formula,
    mark,
    period,
    price,
    title,
)
from app.registers.trainings.shared import TrainingServices
from app.widgets.columns import Column, Tone
from app.widgets.editing_tab import EditingTab
from app.widgets.filter_panel import FilterGroup
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.deed import Deed, Values
from app.widgets.forms.deed_window import open_deed
from app.widgets.forms.fields import Day, Text
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.output import Output, file_name
from app.widgets.preview import Sheet
from app.widgets.register_view import Place, RegisterView
from app.widgets.workspace import Workspace

_TONES = {ListState.DRAFT: Tone.WARNING, ListState.APPROVED: Tone.OK}
_APPROVAL = {
    "approved_on": FieldWords("Dzień zatwierdzenia"),
    "approved_by": FieldWords("Kto zatwierdził", "Imię i nazwisko kierownika urzędu."),
}


class PreferredListsTab(EditingTab):
    """A list is approved and taken back here."""

    def __init__(self, view: RegisterView[PreferredList], workspace: Workspace, services: TrainingServices) -> None:
        self._services, self._lists = services, services.preferred_lists
        super().__init__(view, workspace, services.preferred_lists, self._form, PreferredListDraft)
        self.approve_action = self._action("ok", self.tr("Zatwierdź listę…"), self._on_approve, "Ctrl+Return")
        self.approve_action.setObjectName("approve_preferred_lists")
        self.take_back_action = self._action("undo", self.tr("Wycofaj zatwierdzenie"), self._on_take_back, "")
        self.take_back_action.setObjectName("approve_back_preferred_lists")
        self.export_action = self._action("export", self.tr("Zapisz listę w arkuszu…"), self._on_export, "")
        for action in (self.approve_action, self.take_back_action, self.export_action):
            self.place_action(action, Place.MENU)
            self.more_menu.insertAction(self.delete_action, action)
        self.table.addAction(self.approve_action)
        self.selection_changed(())

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        super().selection_changed(records)
        if not hasattr(self, "export_action"):
            return
        state = records[0].state if len(records) == 1 else None
        self.approve_action.setEnabled(state is ListState.DRAFT)
        self.take_back_action.setEnabled(state is ListState.APPROVED)
        self.export_action.setEnabled(state is not None)

    def _form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        institutions = [Option(each.id, each.name) for each in self._services.institutions.all()]
        return PreferredListForm(subject, forms, save, institutions=institutions)

    @Slot()
    def _on_new(self) -> None:
        self._open(Subject(start=self._lists.next_draft()))

    @Slot()
    def _on_approve(self) -> None:
        for record in self.selected()[:1]:
            open_deed(self._approval(record), self._workspace)

    def _approval(self, record: PreferredList) -> Deed:
        office = self._services.offices.current_or_blank()
        head = OFFICE_LABELS[type(office.head_title)][office.head_title]

        def call(values: Values) -> Outcome[Any]:
            return self._lists.approve(record.id, record.version, values["approved_on"], values["approved_by"])

        return Deed(
            key="approve_preferred_list",
            title=self.tr("Zatwierdzenie listy"),
            about=title(record),
            text=self.tr("Zatwierdź listę"),
            intro=self.tr(
                "Listę zatwierdza kierownik urzędu ({head}). Miejsca i oceny zostaną takie, jak dziś, nawet gdy "
                "przyjdą spóźnione karty; karty z tego okresu kończą obieg."
            ).format(head=head),
            fields=(Day(name="approved_on", span=6, required=True), Text(name="approved_by", required=True)),
            words=_APPROVAL,
            sentences=PROBLEMS,
            start={"approved_on": self._services.clock.today(), "approved_by": office.head_name},
            call=call,
        )

    @Slot()
    def _on_take_back(self) -> None:
        for record in self.selected()[:1]:
            self._take_back(record)

    def _take_back(self, record: PreferredList) -> None:
        self.carry_out(lambda: self._lists.take_approval_back(record.id, record.version))

    @Slot()
    def _on_export(self) -> None:
        for record in self.selected()[:1]:
            self._export(record)

    def _export(self, record: PreferredList) -> None:
        prints = self._services.preferred_prints
        Output(self._workspace, self, writes=True).save_workbook(
            lambda path, _csv, progress: prints.workbook(record.id, path, progress),
            file_name(title(record), "xlsx"),
            title=self.tr("Zapisz listę w arkuszu"),
            csv=False,
        )


def create_tab(workspace: Workspace, services: TrainingServices) -> PreferredListsTab:
    """The tab, wired."""
    view: RegisterView[PreferredList] = RegisterView(
        key="preferred_lists",
        icon="preferred_lists",
        # a draft's lines follow from cards, trainings and institutions; the print also shows whose it is
        entities=frozenset(
            {"preferred_list", "training_participation", "training_course", "training_institution", "office"}
        ),
        source=services.preferred_lists,
        columns=_columns(),
        filters=(FilterGroup.choices("state", "Stan", STATES),),
        words=WORDS,
        sheet=lambda record: _sheet(record, services),
        renderer=render,
    )
    return PreferredListsTab(view, workspace, services)


def _columns() -> tuple[Column[PreferredList], ...]:
    return (
        Column(
            key="year",
            title=FIELDS["year"].label,
            text=lambda record: str(record.year),
            sort="year",
            width=10,
            strong=True,
        ),
        Column(key="period", title="Szkolenia z okresu", text=period, width=26, flexible=True),
        Column(
            key="state",
            title="Stan",
            text=lambda record: STATES[record.state],
            tone=lambda record: _TONES[record.state],
            sort="state",
            width=18,
        ),
        Column(
            key="approved_on",
            title="Zatwierdzono",
            text=lambda record: format_date(record.approved_on) if record.approved_on else "",
            second=lambda record: record.approved_by,
            sort="approved_on",
            width=22,
        ),
    )


def _sheet(record: PreferredList, services: TrainingServices) -> Sheet:
    ranking = services.preferred_lists.ranking(record.id)
    lines = [title(record), f"Okres: {period(record)}. Stan: {STATES[record.state]}."]
    for line in ranking.lines:
        place = f"Miejsce {line.place}" if line.place is not None else WHY_NOT[line.why_not]
        lines.append(
            f"{place}: {line.institution}, wynik {mark(line.score)}, karty {line.cards}, cena za osobodzień "
            f"{price(line.price)}, zmiana {change(line.trend)}, zastrzeżenia {line.complaints}. {line.note}".strip()
        )
    lines.append(formula(ranking.shrink, ranking.least_cards, ranking.office_mean))
    return Sheet.of(record, title(record), lambda: services.preferred_prints.pdf(record.id), lines)
