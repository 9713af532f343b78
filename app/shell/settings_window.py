"""The settings window, built from the description in ``app.core.settings``."""

from collections.abc import Callable
from itertools import groupby

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.core.settings import SETTINGS, Setting, Settings, Value
from app.widgets.style import PRIMARY
from app.widgets.zoom import line, scale_font


class SettingsWindow(QDialog):
    """Changes take effect when saved; what needs a restart says so in its help."""

    changed = Signal()

    def __init__(self, settings: Settings, failed: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings_window")
        self.setWindowTitle(self.tr("Ustawienia"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings, self._failed = settings, failed
        self._editors: dict[str, QWidget] = {}
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(line(self))
        self._grid.setVerticalSpacing(line(self, 0.2))
        for section, members in groupby(SETTINGS, key=lambda setting: setting.section):
            self._add_heading(section)
            for setting in members:
                self._add(setting)
        page = QWidget()
        page.setLayout(self._grid)
        # long lists and large letters scroll; the buttons stay in sight
        scroll = QScrollArea()
        scroll.setObjectName("settings")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        # as in the forms: the deed at the far right
        buttons = QDialogButtonBox()
        buttons.setStyleSheet("QDialogButtonBox { button-layout: 3 }")
        save = buttons.addButton(self.tr("Zapisz ustawienia"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setDefault(True)
        save.setProperty(PRIMARY, True)
        buttons.addButton(self.tr("Anuluj"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.8))
        layout.addWidget(scroll, 1)
        layout.addWidget(buttons)
        width = self.fontMetrics().averageCharWidth() * 88
        # the buttons and the margins take five lines beside the page
        height = max(self._grid.heightForWidth(width), page.sizeHint().height()) + line(self, 5)
        self.resize(width, min(height, round(self.screen().availableGeometry().height() * 0.9)))

    def _add_heading(self, section: str) -> None:
        title = QLabel(section)
        scale_font(title, 1.15, QFont.Weight.DemiBold)
        row = self._grid.rowCount()
        title.setContentsMargins(0, line(self, 0.7) if row > 1 else 0, 0, line(self, 0.2))
        self._grid.addWidget(title, row, 0, 1, 2)

    def _add(self, setting: Setting) -> None:
        editor = _editor(setting, self._settings[setting.key])
        editor.setObjectName(setting.key)
        editor.setAccessibleName(setting.label)
        editor.setAccessibleDescription(setting.help)
        self._editors[setting.key] = editor
        help_text = QLabel(setting.help)
        help_text.setWordWrap(True)
        help_text.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        help_text.setContentsMargins(0, 0, 0, line(self, 0.5))
        row = self._grid.rowCount()
        if not isinstance(editor, QCheckBox):
            label = QLabel(setting.label)
            label.setBuddy(editor)
            self._grid.addWidget(label, row, 0)
        self._grid.addWidget(editor, row, 1)
        self._grid.addWidget(help_text, row + 1, 1)

    @Slot()
    def _on_save(self) -> None:
        values = {key: _value(editor) for key, editor in self._editors.items()}
        try:
            self._settings.change(values)
        except OSError as error:
            self._failed(
                self.tr("Nie można zapisać ustawień w „{path}” ({reason}). Sprawdź prawa do folderu.").format(
                    path=self._settings.path, reason=error.strerror
                )
            )
            return
        self.changed.emit()
        self.accept()


def _editor(setting: Setting, value: Value) -> QWidget:
    if setting.choices:
        choices = QComboBox()
        for stored, words in setting.choices.items():
            choices.addItem(words, stored)
        choices.setCurrentIndex(choices.findData(value))
        return choices
    if isinstance(setting.default, bool):
        box = QCheckBox(setting.label)
        box.setChecked(bool(value))
        return box
    if isinstance(setting.default, int):
        number = QSpinBox()
        number.setRange(setting.low, setting.high)
        number.setSuffix(f" {setting.unit}" if setting.unit else "")
        number.setSingleStep(5)
        number.setValue(int(value))
        return number
    return QLineEdit(str(value))


def _value(editor: QWidget) -> Value:
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    if isinstance(editor, QCheckBox):
        return editor.isChecked()
    if isinstance(editor, QSpinBox):
        return editor.value()
    if isinstance(editor, QLineEdit):
        return editor.text().strip()
    raise TypeError(type(editor).__name__)
