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
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.core.settings import SETTINGS, Setting, Settings, Value
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
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.6))
        for section, members in groupby(SETTINGS, key=lambda setting: setting.section):
            title = QLabel(section)
            scale_font(title, 1.15, QFont.Weight.DemiBold)
            layout.addWidget(title)
            form = QFormLayout()
            form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            layout.addLayout(form)
            for setting in members:
                self._add(form, setting)
        layout.addStretch(1)
        buttons = QDialogButtonBox()
        save = buttons.addButton(self.tr("Zapisz ustawienia"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setDefault(True)
        buttons.addButton(self.tr("Anuluj"), QDialogButtonBox.ButtonRole.RejectRole)
        layout.addWidget(buttons)
        buttons.accepted.connect(self._on_save)
        buttons.rejected.connect(self.reject)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 76)

    def _add(self, form: QFormLayout, setting: Setting) -> None:
        editor = _editor(setting, self._settings[setting.key])
        editor.setObjectName(setting.key)
        editor.setAccessibleName(setting.label)
        editor.setAccessibleDescription(setting.help)
        help_text = QLabel(setting.help)
        help_text.setWordWrap(True)
        help_text.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._editors[setting.key] = editor
        if isinstance(editor, QCheckBox):
            form.addRow(editor)
        else:
            label = QLabel(setting.label)
            label.setBuddy(editor)
            form.addRow(label, editor)
        form.addRow(help_text)

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
