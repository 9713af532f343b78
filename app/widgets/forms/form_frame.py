"""What a form's window is made of: title, strip for decisions, list of sections, page of fields, buttons."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.widgets.forms.banner import Banner
from app.widgets.forms.fields import Description
from app.widgets.forms.form_page import FormPage
from app.widgets.forms.note import ColoredLabel, Headline
from app.widgets.forms.section_list import SectionList
from app.widgets.icons import dress
from app.widgets.style import PRIMARY

_SECTIONS_FOR_LIST = 5
_BUTTON_LETTERS = "zpai"


class FormFrame(QWidget):
    """The parts of the window and where they stand; it decides nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)

    def build(self, description: Description, *, read_only: bool) -> None:
        """Make all parts; called once."""
        line = QFontMetrics(self.font()).height()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.title_line = Headline(self)
        font = self.title_line.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setWeight(font.Weight.DemiBold)
        self.title_line.setFont(font)
        # margins of the label itself are lost when its font changes
        headline = QHBoxLayout()
        headline.setContentsMargins(line * 3 // 2, line, line * 3 // 2, line * 3 // 4)
        headline.addWidget(self.title_line)
        self.banner = Banner(self.tr("P&rzywróć niezapisane zmiany"), self.tr("&Odrzuć"), self)
        self.page = FormPage(description, _BUTTON_LETTERS, self)
        self.page.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        titles = [section.title for section in description.sections]
        self.section_list = SectionList(titles, self)
        self.section_list.setHidden(len(titles) < _SECTIONS_FOR_LIST)
        self.section_list.set_present(0)
        self.body = body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.section_list)
        body.addWidget(self.page, 1)
        layout.addLayout(headline)
        layout.addWidget(self.banner)
        layout.addWidget(self._rule())
        layout.addLayout(body, 1)
        # a form may put a strip of its own between the fields and the buttons
        self.below = QVBoxLayout()
        layout.addLayout(self.below)
        layout.addWidget(self._rule())
        self.buttons = self._build_buttons(line, read_only=read_only)
        layout.addLayout(self.buttons)
        wide = 62 if len(titles) >= _SECTIONS_FOR_LIST else 52
        self.resize(line * wide, line * 44)

    def _rule(self) -> QFrame:
        rule = QFrame(self)
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setFrameShadow(QFrame.Shadow.Plain)
        rule.setForegroundRole(QPalette.ColorRole.Mid)
        return rule

    def _build_buttons(self, line: int, *, read_only: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(line * 3 // 2, line * 2 // 3, line, line * 2 // 3)
        row.setSpacing(line // 2)
        self.status = ColoredLabel("", "muted", self)
        self.status.setObjectName("form_status")
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.next_fault = QPushButton(self.tr("Pokaż błąd (F8)"), self)
        self.restore = QPushButton(self.tr("&Przywróć zapisane"), self)
        self.restore.setToolTip(self.tr("Wraca do ostatnio zapisanych wartości."))
        dress(self.restore, "restore")
        self.cancel = QPushButton(self.tr("&Anuluj"), self)
        self.save_only = QPushButton(self.tr("&Zapisz"), self)
        self.save_only.setToolTip(self.tr("Zapisuje i zostawia formularz otwarty (Ctrl+S)."))
        self.save_and_close = QPushButton(self.tr("Zap&isz i zamknij"), self)
        self.save_and_close.setToolTip(self.tr("Ctrl+Enter"))
        self.save_and_close.setProperty(PRIMARY, True)
        dress(self.save_and_close, "save", QPalette.ColorRole.HighlightedText)
        row.addWidget(self.status, 1)
        for button in (self.next_fault, self.restore, self.cancel, self.save_only, self.save_and_close):
            row.addWidget(button)
        if read_only:
            self.cancel.setText(self.tr("&Zamknij"))
            for button in (self.restore, self.save_only, self.save_and_close):
                button.hide()
        return row

    def say(self, text: str, color: str = "muted") -> None:
        """A sentence beside the buttons, in a colour of the theme."""
        self.status.set_color(color)
        self.status.setText(text)
