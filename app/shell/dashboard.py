"""„Pulpit”: the resident's question, what needs somebody, and the cards used last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.bootstrap import Services
from app.core.records import Change, Query
from app.people.office.domain import Office
from app.registers.service_cards.domain import ServiceCard
from app.registers.service_cards.words import fee_text, limit_text, place_text
from app.shell.calendar_words import long_date, open_today
from app.widgets import icons
from app.widgets.changes import ChangeBus
from app.widgets.columns import Tone
from app.widgets.jobs import Jobs
from app.widgets.search_field import SearchField
from app.widgets.theme import colors
from app.widgets.two_lines import TwoLines, two_line_item
from app.widgets.workspace import Attention, Register
from app.widgets.zoom import line, scale_font

_HITS = 6
_AFTER_PAINTING_MS = 300
_SHAPES = {Tone.OK: "ok", Tone.QUIET: "clock", Tone.WARNING: "warning", Tone.DANGER: "error"}
_CARD = Qt.ItemDataRole.UserRole + 10


@dataclass(frozen=True)
class DashboardDeeds:
    """What the dashboard asks of the window."""

    open_card: Callable[[int], None]
    print_card: Callable[[int], None]
    show_attention: Callable[[str, Attention], None]
    edit_office: Callable[[], None]
    go_to: Callable[[str], object]


class Dashboard(QWidget):
    """The first tab."""

    shown = Signal()

    def __init__(
        self,
        services: Services,
        registers: Sequence[Register[Services]],
        bus: ChangeBus,
        jobs: Jobs,
        deeds: DashboardDeeds,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dashboard")
        self.setAccessibleName(self.tr("Pulpit"))
        self._services, self._registers, self._jobs, self._deeds = services, registers, jobs, deeds
        self._stale = True
        self._build()
        bus.changed.connect(self._on_changed)

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        unit = line(self)
        self._office = QLabel()
        self._office.setObjectName("office_name")
        self._office.setTextFormat(Qt.TextFormat.PlainText)
        scale_font(self._office, 1.5, QFont.Weight.DemiBold)
        self._today = QLabel()
        self._today.setObjectName("today")
        self._today.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        head = QHBoxLayout()
        head.addWidget(self._office, 1)
        head.addWidget(self._today)
        self.search = SearchField(
            self.tr("Szukaj karty słowami mieszkańca"),
            self.tr("Z czym przychodzi mieszkaniec? Na przykład: zgubiłem dowód"),
        )
        self._hits = _CardList(self.tr("Znalezione karty"), "found_cards")
        self._hits.hide()
        self._hint = QLabel()
        self._hint.setObjectName("result_line")
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._hint.hide()
        self._attention = QVBoxLayout()
        self._attention.setSpacing(0)
        self._recent = _CardList(self.tr("Ostatnio używane karty"), "recent_cards")
        self._no_recent = _muted(self.tr("Karty wydrukowane lub otwarte pojawią się tutaj, najnowsze na górze."))
        columns = QHBoxLayout()
        columns.setSpacing(unit * 2)
        columns.addLayout(self._column(self.tr("Wymaga uwagi"), self._attention), 1)
        recent = QVBoxLayout()
        recent.addWidget(self._recent)
        recent.addWidget(self._no_recent)
        columns.addLayout(self._column(self.tr("Ostatnio używane karty"), recent), 1)

        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(unit * 3, unit * 2, unit * 3, unit)
        rows.setSpacing(unit)
        rows.addLayout(head)
        rows.addWidget(self.search)
        rows.addWidget(self._hits)
        rows.addWidget(self._hint)
        rows.addSpacing(unit)
        rows.addLayout(columns)
        rows.addStretch(1)
        body.setMaximumWidth(self.fontMetrics().averageCharWidth() * 190)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

        self.search.words_changed.connect(self._on_words_changed)
        self.search.open_requested.connect(self._on_open_hit)
        self.search.leave_requested.connect(self._on_move)
        self._hits.itemActivated.connect(self._on_item_activated)
        self._recent.itemActivated.connect(self._on_item_activated)

    def _column(self, title: str, content: QVBoxLayout) -> QVBoxLayout:
        heading = QLabel(title)
        scale_font(heading, 1.15, QFont.Weight.DemiBold)
        column = QVBoxLayout()
        column.setSpacing(line(self, 0.5))
        column.addWidget(heading)
        column.addLayout(content)
        column.addStretch(1)
        return column

    # -- content ---------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything again."""
        self._stale = False
        office = self._services.office()
        today = self._services.clock.today()
        self._office.setText(office.name or self.tr("Urząd bez nazwy"))
        self._today.setText(long_date(today))
        # the calendar of public holidays takes a second to load and is not needed for the first picture
        QTimer.singleShot(_AFTER_PAINTING_MS, self, lambda: self._ask_opening(office, today))
        self._show_attention()
        cards = self._services.cards.recent()
        self._recent.show_cards(cards, self._facts)
        self._recent.setVisible(bool(cards))
        self._no_recent.setVisible(not cards)
        if self.search.words:
            self._on_words_changed(self.search.words)

    def _ask_opening(self, office: Office, today: date) -> None:
        self._jobs.run(lambda _progress: open_today(office, today), done=self._show_opening, owner=self)

    def _show_opening(self, opening: str) -> None:
        today = long_date(self._services.clock.today())
        self._today.setText(" · ".join(filter(None, (today, opening))))

    def _facts(self, card: ServiceCard) -> str:
        facts = (fee_text(card, self._services.clock.today()), limit_text(card), place_text(card))
        return " · ".join(filter(None, facts))

    def _show_attention(self) -> None:
        while (item := self._attention.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        lines = [*self._first_steps(), *self._concerns()]
        for button in lines:
            self._attention.addWidget(button)
        if not lines:
            self._attention.addWidget(_muted(self.tr("Nic nie czeka. Wszystkie karty są aktualne.")))

    def _first_steps(self) -> list[QPushButton]:
        """What a new office does first; each line goes away once it is done."""
        services = self._services
        steps = []
        if services.offices.current() is None:
            steps.append(self._line(Tone.WARNING, self.tr("Uzupełnij dane urzędu"), self._deeds.edit_office))
        for register in self._registers:
            if register.key in ("units", "service_cards") and not _any(services, register.key):
                words = {
                    "units": self.tr("Dodaj komórki organizacyjne"),
                    "service_cards": self.tr("Dodaj albo wczytaj karty usług"),
                }
                steps.append(self._line(Tone.WARNING, words[register.key], _Call(self._deeds.go_to, register.key)))
        return steps

    def _concerns(self) -> list[QPushButton]:
        return [
            self._line(concern.tone, concern.text, _Show(self._deeds.show_attention, register.key, concern))
            for register in self._registers
            for concern in register.attention(self._services)
        ]

    def _line(self, tone: Tone, text: str, then: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName("attention_line")
        button.setFlat(True)
        button.setAutoDefault(False)
        button.setAccessibleName(text)
        scheme = colors(self.palette())
        color = {Tone.DANGER: scheme.danger, Tone.WARNING: scheme.warning, Tone.OK: scheme.ok, Tone.QUIET: scheme.muted}
        button.setIcon(icons.pixmap(_SHAPES[tone], color[tone], line(self)))
        button.setStyleSheet("text-align: left;")
        button.clicked.connect(then)
        return button

    # -- slots -----------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_words_changed(self, words: str) -> None:
        cards = self._services.cards.find(words, _HITS) if words else ()
        self._hits.show_cards(cards, self._facts)
        self._hits.setVisible(bool(cards))
        self._hint.setVisible(bool(words))
        if cards:
            self._hits.setCurrentRow(0)
            self._hint.setText(self.tr("Enter otwiera kartę · Ctrl+P drukuje · strzałki wybierają"))
        elif words:
            self._hint.setText(
                self.tr("Nic nie pasuje do „{words}”. Spróbuj krócej albo innymi słowami.").format(words=words)
            )

    def current_card(self) -> int | None:
        """The card that Ctrl+P means: the best hit, else the one chosen among recent ones."""
        for cards in (self._hits, self._recent):
            item = cards.currentItem() if cards.isVisible() else None
            if item is not None and (cards is self._hits or cards.hasFocus()):
                return int(item.data(_CARD))
        return None

    @Slot()
    def _on_open_hit(self) -> None:
        item = self._hits.currentItem()
        if item is not None and self._hits.isVisible():
            self._deeds.open_card(int(item.data(_CARD)))

    @Slot(object)
    def _on_move(self, key: Qt.Key) -> None:
        step = 1 if key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -1
        self._hits.setCurrentRow(min(max(self._hits.currentRow() + step, 0), self._hits.count() - 1))

    @Slot(QListWidgetItem)
    def _on_item_activated(self, item: QListWidgetItem) -> None:
        self._deeds.open_card(int(item.data(_CARD)))

    @Slot(object)
    def _on_changed(self, _change: Change) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit()


class _CardList(QListWidget):
    """A short list of cards as tall as its content: the page scrolls, never the list inside it."""

    def __init__(self, name: str, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(TwoLines(self))

    def show_cards(self, cards: Sequence[ServiceCard], facts: Callable[[ServiceCard], str]) -> None:
        """Replace the list."""
        self.clear()
        for card in cards:
            item = two_line_item(f"{card.symbol}   {card.name}", facts(card), "cards")
            item.setData(_CARD, card.id)
            self.addItem(item)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        height = sum(self.sizeHintForRow(row) for row in range(self.count()))
        return QSize(super().sizeHint().width(), height + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(line(self, 10), self.sizeHint().height())


@dataclass(frozen=True)
class _Call:
    deed: Callable[[str], object]
    key: str

    def __call__(self) -> None:
        self.deed(self.key)


@dataclass(frozen=True)
class _Show:
    deed: Callable[[str, Attention], None]
    key: str
    attention: Attention

    def __call__(self) -> None:
        self.deed(self.key, self.attention)


def _any(services: Services, key: str) -> bool:
    count = services.units.count if key == "units" else services.cards.count
    return count(Query()) > 0


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
