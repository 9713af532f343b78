"""Puts people into a campaign or leaves them out against the rules, with a reason that stays on the list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.core.drafts import limit_of
from app.registers.evaluations.campaigns import words
from app.registers.evaluations.campaigns.domain import Choice, Line
from app.widgets.forms.note import ColoredLabel
from app.widgets.style import PRIMARY
from app.widgets.zoom import line

Decide = Callable[[bool | None, str], None]
_NAMED = 6


class ChoosingWindow(QDialog):
    """``decide`` gets in, out or None for „by the rules”, and the reason."""

    def __init__(self, lines: Sequence[Line], decide: Decide, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choosing_window")
        self.setWindowTitle(self.tr("Udział w kampanii"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._decide = decide
        self._included = QRadioButton(self.tr("&Oceniać w tej kampanii"))
        self._included.setObjectName("include")
        self._excluded = QRadioButton(self.tr("&Nie oceniać w tej kampanii"))
        self._excluded.setObjectName("exclude")
        self._by_rules = QRadioButton(self.tr("Według &zasad, bez decyzji"))
        self._by_rules.setObjectName("by_rules")
        group = QButtonGroup(self)
        for button in (self._included, self._excluded, self._by_rules):
            group.addButton(button)
            button.toggled.connect(self._on_toggled)
        self.reason = QLineEdit()
        self.reason.setObjectName("reason")
        self.reason.setMaxLength(limit_of(Choice, "reason") or 300)
        self.reason.setAccessibleName(self.tr("Powód"))
        self.reason.setAccessibleDescription(self.tr("Jedno zdanie; nie wpisuj danych o zdrowiu."))
        label = QLabel(self.tr("&Powód"))
        label.setBuddy(self.reason)
        hint = ColoredLabel(
            self.tr("Jedno zdanie, widoczne na liście i na jej wydruku. Nie wpisuj danych o zdrowiu."), "muted", self
        )
        hint.setWordWrap(True)
        self._problem = ColoredLabel("", "danger", self)
        self._problem.setObjectName("problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        buttons = QDialogButtonBox()
        self.save = buttons.addButton(self.tr("Zapisz &decyzję"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setObjectName("save")
        self.save.setProperty(PRIMARY, True)
        self.save.setDefault(True)
        buttons.addButton(self.tr("Anuluj"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 1.2),) * 4)
        layout.setSpacing(line(self, 0.5))
        layout.addWidget(_paragraph(_told(lines)))
        for button in (self._included, self._excluded, self._by_rules):
            layout.addWidget(button)
        layout.addSpacing(line(self, 0.3))
        for widget in (label, self.reason, hint, self._problem):
            layout.addWidget(widget)
        layout.addSpacing(line(self, 0.3))
        layout.addWidget(buttons)
        width = self.fontMetrics().averageCharWidth() * 84
        self.resize(width, layout.heightForWidth(width))
        # most decisions turn round what the rules say
        (self._excluded if all(each.candidate.included for each in lines) else self._included).setChecked(True)
        if len(lines) == 1:
            self._fill_in(lines[0])
        self.reason.setFocus()

    def _fill_in(self, one: Line) -> None:
        """A decision made before is shown as it is."""
        for reason in one.candidate.reasons:
            if reason.code in ("chosen_in", "chosen_out", "choice_void"):
                (self._excluded if reason.code == "chosen_out" else self._included).setChecked(True)
                self.reason.setText(reason.details.get("reason", ""))

    def _grow(self) -> None:
        """Room for what stands in the window now."""
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            self.resize(self.width(), max(self.height(), layout.heightForWidth(self.width())))

    @Slot()
    def _on_toggled(self) -> None:
        self.reason.setEnabled(not self._by_rules.isChecked())
        self._problem.hide()

    @Slot()
    def _on_save(self) -> None:
        if self._by_rules.isChecked():
            self._decide(None, "")
        elif not self.reason.text().strip():
            self._problem.setText(self.tr("Wpisz powód: bez niego nie wiadomo, kto i dlaczego odstąpił od zasad."))
            self._problem.show()
            self._grow()
            self.reason.setFocus()
            return
        else:
            self._decide(self._included.isChecked(), self.reason.text().strip())
        self.accept()


def _told(lines: Sequence[Line]) -> str:
    if len(lines) == 1:
        (one,) = lines
        who = ", ".join(filter(None, (one.candidate.person, one.candidate.number, one.candidate.post)))
        return f"{who}\n{words.why(one.candidate)}"
    names = [each.candidate.person for each in lines[:_NAMED]]
    more = len(lines) - len(names)
    rest = f" i jeszcze {words.people(more)}" if more else ""
    return f"{words.people(len(lines))}: {', '.join(names)}{rest}."


def _paragraph(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("about")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
