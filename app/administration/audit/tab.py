"""The tab of the audit log: filters, entries, each field by field; verification, monthly report, file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Protocol

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from app.administration.audit.domain import AuditEntry
from app.administration.audit.prints import AuditPrints
from app.administration.audit.table import columns, filters
from app.administration.audit.usecases import AuditLog, record_key
from app.administration.audit.windows import CheckWindow
from app.administration.audit.words import WORDS, Vocabulary, month_label
from app.core.errors import Refusal
from app.core.polish import plural
from app.core.progress import Progress
from app.core.records import Change
from app.exchange.spreadsheets import Format
from app.people.shared import SharedServices
from app.printing import render
from app.widgets import icons
from app.widgets.output import Output
from app.widgets.preview import Sheet
from app.widgets.register_tab import RegisterTab
from app.widgets.register_view import Place, RegisterView
from app.widgets.workspace import Workspace

_NAMES_KEPT = 30.0
"""Seconds for which the names of units and people are not asked for again: cells are painted often."""


class AuditServices(SharedServices, Protocol):
    """What this register asks of the program."""

    @property
    def audit(self) -> AuditLog: ...
    @property
    def audit_prints(self) -> AuditPrints: ...


class _Words:
    """The vocabulary, read again now and then."""

    def __init__(self, log: AuditLog) -> None:
        self._log = log
        self._known: Vocabulary | None = None
        self._read = 0.0

    def __call__(self) -> Vocabulary:
        if self._known is None or monotonic() - self._read > _NAMES_KEPT:
            try:
                self._known = self._log.vocabulary()
            except Refusal:
                # the rows themselves tell why; a name is not worth another dialog
                self._known = self._known or Vocabulary({})
            self._read = monotonic()
        return self._known


class AuditTab(RegisterTab):
    """Entries cannot be edited; opening one goes to the record that it is about."""

    def __init__(self, view: RegisterView[AuditEntry], workspace: Workspace, services: AuditServices) -> None:
        self._services, self._workspace = services, workspace
        super().__init__(view, workspace)
        self.check_action = self._action("check_audit", "ok", self.tr("Sprawdź dziennik…"), self._on_check)
        self.go_action = self._action("go_audit", "open_external", self.tr("Pokaż pozycję"), self._on_go)
        self.print_action = self._action("print_audit", "print", self.tr("Drukuj wpis…"), self._on_print, "Ctrl+P")
        self.export_action = self._action("export_audit", "export", self.tr("Zapisz w arkuszu…"), self._on_export)
        self.place_action(self.check_action, Place.PRIMARY)
        self.place_action(self.go_action, Place.BUTTON)
        self._place_reports()
        for action in (self.export_action, self.print_action):
            self.place_action(action, Place.MENU)
        self.export_action.setVisible(workspace.forms.may("audit.export"))
        self.finish_menu()
        self.table.addActions([self.go_action, self.print_action])
        self.offer_when_empty((self.check_action,))
        self.selection_changed(())

    def _action(self, name: str, icon: str, text: str, slot: Callable[[], None], keys: str = "") -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setProperty("iconName", icon)
        icons.dress(action, icon)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setToolTip(f"{text.removesuffix('…')} ({keys})")
        action.triggered.connect(slot)
        return action

    def _place_reports(self) -> None:
        menu = QMenu(self.tr("Raport miesięczny"), self.more_menu)
        menu.setObjectName("month_reports")
        for key in self._services.audit.months():
            action = QAction(month_label(key), menu)
            action.setObjectName(f"report_{key}")
            action.triggered.connect(partial(self._make_report, key))
            menu.addAction(action)
        icons.dress(self.more_menu.addMenu(menu), "guide")

    def show_history(self, entity: str, record_id: int) -> None:
        """Only the entries of one record."""
        self.show_query(filters={"record": frozenset({record_key(entity, record_id)})})

    def open_record(self, record: AuditEntry) -> None:
        """Go to the record that the entry is about, where it has a register."""
        if record.record_id is None or not self._workspace.go_to_record(record.entity, record.record_id):
            self.kit.say(self.tr("Tego wpisu nie da się pokazać w rejestrze: dotyczy czynności, a nie pozycji."))

    def selection_changed(self, records: tuple[AuditEntry, ...]) -> None:
        """One entry is printed or followed at a time."""
        if hasattr(self, "print_action"):
            self.print_action.setEnabled(len(records) == 1)
            self.go_action.setEnabled(len(records) == 1 and records[0].record_id is not None)

    @Slot()
    def _on_go(self) -> None:
        for entry in self.selected()[:1]:
            self.open_record(entry)

    @Slot()
    def _on_check(self) -> None:
        log = self._services.audit
        try:
            head = log.head().text
        except Refusal as error:
            self.kit.dialogs.refuse(error)
            return
        CheckWindow(log.check, head, self.kit.jobs, self.window()).open()

    @Slot()
    def _on_print(self) -> None:
        for entry in self.selected()[:1]:
            self._print(partial(self._draw, entry), self.tr("Wpis dziennika"))

    def _draw(self, entry: AuditEntry, _progress: Progress) -> bytes:
        return self._services.audit_prints.entry(entry)

    def _make_report(self, key: str, _checked: bool = False) -> None:
        title = self.tr("Dziennik czynności, {month}").format(month=month_label(key))
        self._print(lambda _progress: self._services.audit_prints.report(key), title, f"dziennik-{key}.pdf")

    def _print(self, make: Callable[[Progress], bytes], title: str, save_as: str = "") -> None:
        output = Output(self._workspace, self)
        if save_as:
            output.make(make, lambda pdf: self._workspace.open_pdf(pdf, save_as))
        else:
            output.print(make, title)

    @Slot()
    def _on_export(self) -> None:
        query = self.query

        def write(path: Path, csv: bool, progress: Progress) -> int:
            return self._services.audit_prints.export(query, path, Format.CSV if csv else Format.XLSX, progress)

        def said(_name: str, number: int) -> str:
            entries = plural(number, self.tr("wpis"), self.tr("wpisy"), self.tr("wpisów"))
            return self.tr("Zapisano {number} {entries}.").format(number=number, entries=entries)

        Output(self._workspace, self, self.tr("Zapisuję dziennik…")).save_workbook(
            write, "dziennik.xlsx", title=self.tr("Zapisz dziennik w arkuszu"), said=said
        )

    def _on_change_announced(self, change: Change) -> None:
        # every change makes an entry; the counter of the log itself tells it once and for all programs
        super()._on_change_announced(Change(next(iter(self.view.entities)), frozenset()))


def create_tab(workspace: Workspace, services: AuditServices) -> AuditTab:
    """The tab, wired."""
    words = _Words(services.audit)
    view: RegisterView[AuditEntry] = RegisterView(
        key="audit",
        icon="clock",
        entities=frozenset({"audit"}),
        source=services.audit,
        columns=columns(words),
        filters=filters(words, services.clock.today()),
        words=WORDS,
        sheet=lambda entry: _sheet(entry, words, services),
        renderer=render,
    )
    return AuditTab(view, workspace, services)


def _sheet(entry: AuditEntry, words: Callable[[], Vocabulary], services: AuditServices) -> Sheet:
    def make(_progress: Progress) -> bytes:
        return services.audit_prints.entry(entry)

    return Sheet(key=(entry.id, entry.erased), title=f"Wpis nr {entry.id}", make=make, text=words().text(entry))
