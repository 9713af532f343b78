"""A small window for one deed: its day and facts, and in words what it will set off, before it is done."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QKeySequence, QPalette, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.core.drafts import limit_of
from app.core.errors import Conflict, Invalid, Refusal
from app.core.problems import Problem
from app.core.progress import Progress
from app.core.records import Outcome
from app.widgets.buttons import DeedButton
from app.widgets.dialogs import Answer, Dialogs
from app.widgets.forms.deed import Deed, Effect
from app.widgets.forms.field_row import FieldRow, place_rows
from app.widgets.forms.fields import Facts, Field
from app.widgets.forms.mnemonics import with_mnemonics
from app.widgets.forms.note import ColoredLabel, StateIcon
from app.widgets.forms.reading import head_and_rest
from app.widgets.front import in_front
from app.widgets.jobs import Jobs
from app.widgets.style import PRIMARY
from app.widgets.workspace import Workspace
from app.widgets.zoom import line, scale_font

_OF_SCREEN = 0.9
"""The most of the screen's height that the window takes by itself."""


class DeedWindow(QDialog):
    """``done_with`` carries the Outcome, after the window has closed."""

    done_with = Signal(object)

    def __init__(
        self, deed: Deed, jobs: Jobs, dialogs: Callable[[QWidget], Dialogs], parent: QWidget | None = None
    ) -> None:
        super().__init__(in_front(parent))
        self.setObjectName(f"deed_{deed.key}")
        self.setWindowTitle(deed.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._deed, self._jobs, self._dialogs = deed, jobs, dialogs(self)
        self._busy = False
        self._refused: list[tuple[Problem, Any]] = []
        self._build()
        for row in self.rows.values():
            row.load(SimpleNamespace(**dict(deed.start)))
            row.edited.connect(self._on_edited)
        self._show()
        if self.rows:
            next(iter(self.rows.values())).editor.focus_target().setFocus()
        else:
            self.do.setFocus()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        unit = line(self)
        deed = self._deed
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(unit, unit, unit, unit)
        inner.setSpacing(unit // 2)
        title = ColoredLabel(deed.title, "accent", content)
        scale_font(title, 1.25, QFont.Weight.DemiBold)
        inner.addWidget(title)
        inner.addWidget(ColoredLabel(deed.about, "muted", content))
        if deed.intro:
            inner.addWidget(ColoredLabel(deed.intro, "ink", content))
        inner.addLayout(self._build_fields(content))
        inner.addWidget(self._build_effects(content))
        inner.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        self._scroll.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self._content = content
        rule = QFrame(self)
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setFrameShadow(QFrame.Shadow.Plain)
        rule.setForegroundRole(QPalette.ColorRole.Mid)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(rule)
        layout.addLayout(self._build_buttons(unit))
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._on_do)
        QShortcut(QKeySequence("Ctrl+Enter"), self).activated.connect(self._on_do)

    def _build_fields(self, parent: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(line(self))
        grid.setVerticalSpacing(line(self) // 4)
        facts = [self._facts(item) for item in self._deed.fields]
        labels = with_mnemonics([fact.words.label for fact in facts], "az")
        self.rows = {
            item.name: FieldRow(item, fact, label, self._sentence, parent)
            for item, fact, label in zip(self._deed.fields, facts, labels, strict=True)
        }
        place_rows(list(self.rows.values()), grid)
        return grid

    def _facts(self, item: Field) -> Facts:
        shape = self._deed.shape
        limit = None if shape is None else limit_of(shape, item.name)
        return Facts(words=self._deed.words[item.name], limit=limit, required=item.required)

    def _build_effects(self, parent: QWidget) -> QWidget:
        self.effects = QWidget(parent)
        self.effects.setObjectName("effects")
        self.effects.setAutoFillBackground(True)
        self.effects.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        unit = line(self)
        self._effect_list = QVBoxLayout(self.effects)
        self._effect_list.setContentsMargins(unit, unit // 2, unit, unit // 2)
        self._effect_list.setSpacing(unit // 4)
        return self.effects

    def _build_buttons(self, unit: int) -> QHBoxLayout:
        self.status = ColoredLabel("", "muted", self)
        self.status.setObjectName("deed_status")
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.cancel = DeedButton(self.tr("&Anuluj"), self)
        self.cancel.setObjectName("cancel")
        self.do = QPushButton(self._deed.text, self)
        self.do.setObjectName("do")
        self.do.setProperty(PRIMARY, True)
        self.do.setDefault(True)
        row = QHBoxLayout()
        row.setContentsMargins(unit, unit * 2 // 3, unit, unit * 2 // 3)
        row.setSpacing(unit // 2)
        row.addWidget(self.status, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.do)
        self.cancel.clicked.connect(self.reject)
        self.do.clicked.connect(self._on_do)
        return row

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """As high as the content needs, never higher than most of the screen."""
        width = line(self, 38)
        self.resize(width, self._wanted_height(width))

    def _grow(self) -> None:
        """Make room for what the fields set off; the window never shrinks under the hand."""
        wanted = self._wanted_height(self.width())
        if self.isVisible() and wanted > self.height():
            self.resize(self.width(), wanted)

    def _wanted_height(self, width: int) -> int:
        layout = self._content.layout()
        height = layout.totalHeightForWidth(width) if layout is not None else 0
        buttons = self.do.sizeHint().height() + line(self, 2)
        room = round(self.screen().availableGeometry().height() * _OF_SCREEN)
        return min(height + buttons + line(self, 2), room)

    # -- what is typed ---------------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """What the fields hold; None for what cannot be read."""
        found = dict(self._deed.start)
        for row in self.rows.values():
            found |= row.field.values(row.read().value)
        return found

    def problems(self) -> list[Problem]:
        """Everything that is wrong, with the names of fields."""
        found: list[Problem] = []
        values = self.values()
        for name, row in self.rows.items():
            unreadable = row.read().problems
            found += [replace(problem, field=name) for problem in unreadable]
            value = values[name]
            if row.field.required and not unreadable and (value is None or value == "" or value == ()):
                found.append(Problem(name, "required"))
        known = {problem.field for problem in found}
        found += [problem for problem in self._deed.check(values) if head_and_rest(problem.field)[0] not in known]
        self._refused = [(problem, value) for problem, value in self._refused if values.get(problem.field) == value]
        return [*found, *(problem for problem, _ in self._refused)]

    def _sentence(self, problem: Problem) -> str:
        return problem.sentence(self._deed.sentences)

    def _show(self, *, everything: bool = False) -> list[Problem]:
        problems = self.problems()
        rest = [problem for problem in problems if head_and_rest(problem.field)[0] not in self.rows]
        for name, row in self.rows.items():
            own = [problem for problem in problems if head_and_rest(problem.field)[0] == name]
            inside = [replace(problem, field=head_and_rest(problem.field)[1]) for problem in own]
            row.show_problems(inside, everything=everything)
        self._say_rest(rest)
        effects = () if problems else self._deed.effects(self.values())
        self._show_effects((*self._deed.facts, *effects))
        return problems

    def _say_rest(self, rest: Sequence[Problem]) -> None:
        self.status.set_color("danger")
        self.status.setText(" ".join(dict.fromkeys(self._sentence(problem) for problem in rest)))

    def _show_effects(self, effects: Sequence[Effect]) -> None:
        while item := self._effect_list.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for effect in effects:
            if effect.title:
                title = ColoredLabel(effect.title, effect.color, self.effects)
                scale_font(title, 1.0, QFont.Weight.DemiBold)
                self._effect_list.addWidget(title)
            if effect.color == "ink" or effect.title:
                self._effect_list.addWidget(ColoredLabel(effect.text, "ink", self.effects))
            else:
                self._effect_list.addWidget(self._with_icon(effect))
        self.effects.setVisible(bool(effects))
        self._grow()
        self.effects.setAccessibleName(" ".join(f"{effect.title} {effect.text}".strip() for effect in effects))

    def _with_icon(self, effect: Effect) -> QWidget:
        box = QWidget(self.effects)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(line(self) // 3)
        icon = "ok" if effect.color == "ok" else "warning"
        row.addWidget(StateIcon(icon, effect.color, box), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(ColoredLabel(effect.text, effect.color, box), 1)
        return box

    # -- doing it --------------------------------------------------------------------------------------------

    def _on_edited(self) -> None:
        self._show()

    def _on_do(self) -> None:
        if self._busy:
            return
        for row in self.rows.values():
            row.editor.tidy()
        if self._show(everything=True):
            faulty = next((widget for row in self.rows.values() if (widget := row.faulty_widget())), None)
            if faulty is not None:
                faulty.setFocus(Qt.FocusReason.OtherFocusReason)
                self._scroll.ensureWidgetVisible(faulty)
            return
        values, call = self.values(), self._deed.call
        self._set_busy(True)

        def work(_progress: Progress) -> Outcome[Any]:
            return call(values)

        self._jobs.run(
            work,
            done=self._on_done,
            failed=self._on_refused,
            cancelled=self._on_broken,
            writes=True,
            title=self.tr("Zapisuję…"),
            cancellable=False,
            owner=self,
        )

    def _set_busy(self, on: bool) -> None:
        self._busy = on
        for widget in (self._content, self.cancel, self.do):
            widget.setEnabled(not on)

    def _on_done(self, outcome: Outcome[Any]) -> None:
        self._set_busy(False)
        self.accept()
        self.done_with.emit(outcome)

    def _on_broken(self) -> None:
        """A bug, told by the crash window: this one comes back to life with all that was typed."""
        self._set_busy(False)
        self.status.setText(self.tr("Nie zapisano – wystąpił błąd programu."))

    def _on_refused(self, error: Refusal) -> None:
        self._set_busy(False)
        if isinstance(error, Conflict):
            text = self.tr(
                "Ktoś zmienił tę pozycję w międzyczasie, więc nic nie zapisano. Zamknij okno, sprawdź ją i powtórz."
            )
            self.status.setText(text)
            return
        if isinstance(error, Invalid) and error.problems:
            values = self.values()
            self._refused = [(problem, values.get(problem.field)) for problem in error.problems]
            self._show(everything=True)
            return
        self._dialogs.refuse(error)

    def reject(self) -> None:
        """Esc, Alt+F4 or the button: asks before texts are lost; not while the deed is being done."""
        if self._busy:
            return
        if not self._has_texts():
            self._leave()
            return
        leave = Answer(self.tr("Zamknij bez zapisywania"), self._leave, destructive=True)
        self._dialogs.ask(self._deed.title, self.tr("To, co wpisano w tym oknie, przepadnie."), (leave,))

    def _leave(self) -> None:
        super().reject()

    def _has_texts(self) -> bool:
        """Whether something was written that takes more than a moment to write again."""
        start = dict(self._deed.start)
        found = [(value, start.get(name)) for name, value in self.values().items()]
        return any(value != before and bool(value) for value, before in found if isinstance(value, str | tuple))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._busy:
            event.ignore()
            return
        super().closeEvent(event)


def open_deed(deed: Deed, workspace: Workspace, parent: QWidget | None = None) -> DeedWindow:
    """The window of a deed over another one, or over the program's; what was done is reported in the program's."""
    window = DeedWindow(deed, workspace.jobs, workspace.forms.dialogs, parent or workspace.window)
    window.done_with.connect(workspace.report)
    window.open()
    return window
