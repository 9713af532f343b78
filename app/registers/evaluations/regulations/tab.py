"""The tab of evaluation regulations."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.core.dates import format_date
from app.core.records import Outcome
from app.people.office.prints import heading
from app.printing import render
from app.records.mapping import draft_of
from app.registers.evaluations.regulations.clocks import filled
from app.registers.evaluations.regulations.domain import TEXTS, Regulation, RegulationDraft
from app.registers.evaluations.regulations.form import RegulationForm
from app.registers.evaluations.regulations.patterns import pattern_draft, patterns
from app.registers.evaluations.regulations.words import FIELDS, WORDS, chosen_in_words, facts, formula, negative_rule
from app.registers.evaluations.shared import EvaluationServices
from app.widgets import icons
from app.widgets.columns import Column, Tone
from app.widgets.editing_tab import EditingTab
from app.widgets.filter_panel import FilterGroup
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.preview import Sheet
from app.widgets.register_view import Place, RegisterView
from app.widgets.workspace import Workspace

_VALIDITY = {"now": "obowiązuje dziś", "later": "od przyszłego dnia", "past": "już nie obowiązuje"}


class RegulationsTab(EditingTab):
    """New regulations come from a pattern or from the one before; ``today`` is asked when a form is opened."""

    def __init__(self, view: RegisterView[Regulation], workspace: Workspace, services: EvaluationServices) -> None:
        self._regulations, self._clock = services.regulations, services.clock
        super().__init__(view, workspace, services.regulations, self._regulation_form, RegulationDraft)
        self._place_patterns()

    def _place_patterns(self) -> None:
        menu = QMenu(self.tr("Dodaj z wzoru"), self.more_menu)
        actions = [self._pattern_action(pattern.key, pattern.title) for pattern in patterns()]
        menu.addActions(actions)
        self.pattern_action = menu.menuAction()
        self.pattern_action.setObjectName(f"add_pattern_{self.view.key}")
        icons.dress(self.pattern_action, "regulations")
        self.version_action = self._action("copy", self.tr("Nowa wersja…"), self._on_new_version, "Ctrl+D")
        self.place_action(self.version_action, Place.MENU)
        for action in (self.pattern_action, self.version_action):
            self.more_menu.insertAction(self.delete_action, action)
        self.table.addAction(self.version_action)
        self.offer_when_empty(actions)
        self.selection_changed(())

    def _pattern_action(self, key: str, title: str) -> QAction:
        action = QAction(title, self)
        action.setObjectName(f"add_{key}")
        action.triggered.connect(partial(self._on_pattern, key))
        return action

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        super().selection_changed(records)
        if hasattr(self, "version_action"):
            self.version_action.setEnabled(len(records) == 1)

    @Slot()
    def _on_new(self) -> None:
        self._open(Subject(start=RegulationDraft(valid_from=self._clock.today())))

    def _on_pattern(self, key: str) -> None:
        self._open(Subject(start=replace(pattern_draft(key), valid_from=self._clock.today())))

    @Slot()
    def _on_new_version(self) -> None:
        for record in self.selected()[:1]:
            self._open_version(record)

    def _open_version(self, before: Regulation) -> None:
        draft = draft_of(before, RegulationDraft)
        after = max(filter(None, (self._clock.today(), before.valid_to, before.valid_from)))
        start = replace(draft, valid_from=after + timedelta(days=1), valid_to=None, order_number="", order_date=None)

        def save(changed: Any, record: Any) -> Outcome[Any]:
            if record is None:
                return self._regulations.add_version(before.id, before.version, changed)
            return self._regulations.update(record.id, record.version, changed)

        self._show(Subject(start=start), save)

    def _show(self, subject: Subject, save: Save) -> None:
        form = self._make_form(subject, self._workspace.forms, save)
        self._workspace.show_form(form)

    def _regulation_form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        in_use = subject.record is not None and self._regulations.in_use(subject.record.id)
        return RegulationForm(subject, forms, save, in_use=in_use)


def create_tab(workspace: Workspace, services: EvaluationServices) -> RegulationsTab:
    """The tab, wired."""
    view: RegisterView[Regulation] = RegisterView(
        key="regulations",
        icon="regulations",
        # the print also shows whose it is
        entities=frozenset({"evaluation_regulation", "office"}),
        source=services.regulations,
        columns=_columns(services),
        filters=(FilterGroup.choices("validity", "Obowiązywanie", _VALIDITY),),
        words=WORDS,
        sheet=lambda regulation: _sheet(regulation, services),
        renderer=render,
    )
    return RegulationsTab(view, workspace, services)


def _columns(services: EvaluationServices) -> tuple[Column[Regulation], ...]:
    return (
        Column(
            key="name",
            title="Nazwa",
            text=lambda regulation: regulation.name,
            sort="name",
            width=26,
            flexible=True,
            strong=True,
        ),
        Column(
            key="valid_from",
            title="Od",
            text=lambda regulation: format_date(regulation.valid_from) if regulation.valid_from else "",
            sort="valid_from",
            width=13,
        ),
        Column(
            key="valid_to",
            title="Do",
            text=lambda regulation: format_date(regulation.valid_to) if regulation.valid_to else "odwołania",
            sort="valid_to",
            width=13,
        ),
        Column(key="state", title="Stan", text=_state(services), tone=_tone(services), width=19),
        Column(key="criteria", title="Kryteria", text=chosen_in_words, width=34, optional=True),
        Column(
            key="order", title="Zarządzenie", text=lambda regulation: regulation.order_number, width=16, optional=True
        ),
    )


def _state_key(regulation: Regulation, services: EvaluationServices) -> str:
    today = services.clock.today()
    if regulation.valid_from is None or regulation.valid_from > today:
        return "later"
    return "past" if regulation.valid_to is not None and regulation.valid_to < today else "now"


def _state(services: EvaluationServices) -> Callable[[Regulation], str]:
    return lambda regulation: _VALIDITY[_state_key(regulation, services)]


def _tone(services: EvaluationServices) -> Callable[[Regulation], Tone | None]:
    tones = {"now": Tone.OK, "later": None, "past": Tone.QUIET}
    return lambda regulation: tones[_state_key(regulation, services)]


def _sheet(regulation: Regulation, services: EvaluationServices) -> Sheet:
    def make() -> bytes:
        from app.registers.evaluations.regulations.printout import regulation_pdf

        office, arms = heading(services.offices, services.files)
        return regulation_pdf(regulation, office, arms, services.clock.today())

    return Sheet.of(regulation, regulation.name, make, _lines(regulation, services.clock.today()))


def _lines(regulation: Regulation, on: date) -> Iterator[str]:
    """The print in plain lines, for those who listen."""
    yield regulation.name
    yield from (f"{lead}: {value}" for lead, value in facts(regulation))
    for group in regulation.groups:
        yield from ("", f"{group.symbol}. {group.name}")
        yield from (criterion.name for criterion in regulation.criteria if criterion.group == group.symbol)
    yield ""
    yield from (f"{mark.value} – {mark.name}. {mark.description}" for mark in regulation.scale)
    yield from ("", formula(regulation), negative_rule(regulation))
    yield from (f"{FIELDS[name].label}: {filled(getattr(regulation, name), on)}" for name in TEXTS)
