"""„Pulpit”: the resident's question, what needs somebody, the cards used last, and the ways to everything else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QPalette, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.bootstrap import Services
from app.core.errors import Refusal
from app.core.progress import Progress
from app.core.records import Change
from app.people.office.domain import Office
from app.registers.service_cards.domain import ServiceCard
from app.registers.service_cards.words import fee_text, limit_text, place_text
from app.shell.attention_list import AttentionList, Line
from app.shell.calendar_words import long_date, open_today
from app.shell.panels import DeedColumns, DeedLine, Panel, muted_label
from app.shell.pictures import fitted
from app.widgets.changes import ChangeBus
from app.widgets.jobs import Jobs
from app.widgets.search_field import SearchField
from app.widgets.two_lines import TwoLines, two_line_item
from app.widgets.workspace import Attention, Register
from app.widgets.zoom import line, scale_font

_HITS = 6
_AFTER_PAINTING_MS = 300
_ASK_MS = 30
"""The registers are asked once the window is painted, in a job: some of them look through the whole office."""
_WIDE_CHARS = 100
"""From this width on, in average characters, the panels stand side by side."""
_READABLE_CHARS = 190
"""From this width on the page keeps margins."""
_CARDS_CHARS = 45
"""The least for the cards used last beside what calls for attention."""
_WAY_COLUMNS = 3
_CARD = Qt.ItemDataRole.UserRole + 10


@dataclass(frozen=True)
class LeftWork:
    """Work that a crash kept from being saved: what it is called, and how to open its form."""

    text: str
    open: Callable[[], object]


@dataclass(frozen=True)
class Known:
    """What the registers told last, by key: what calls for attention, and how many records there are."""

    concerns: Mapping[str, Sequence[Attention]]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class DashboardDeeds:
    """What the dashboard asks of the window."""

    open_card: Callable[[int], None]
    show_attention: Callable[[str, Attention], None]
    edit_office: Callable[[], None]
    go_to: Callable[[str], object]
    begin: Callable[[str], None]
    search_everywhere: Callable[[], None]
    left_work: Callable[[], Sequence[LeftWork]]


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
        self._opening: tuple[Office, date, str] | None = None
        self._known: Known | None = None
        self._counted: dict[str, DeedLine] = {}
        self._asking = self._again = False
        self._ask_timer = QTimer(self)
        self._ask_timer.setSingleShot(True)
        self._ask_timer.setInterval(_ASK_MS)
        self._build()
        self._connect(bus)

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        unit = line(self)
        self.search = SearchField(
            self.tr("Szukaj karty słowami mieszkańca"),
            self.tr("Z czym przychodzi mieszkaniec? Na przykład: zgubiłem dowód"),
        )
        self._hits = _CardList(self.tr("Znalezione karty"), "found_cards")
        self._hits_panel = Panel("hits_panel", "")
        self._hits_panel.body.setContentsMargins(2, 2, 2, 2)
        self._hits_panel.body.addWidget(self._hits)
        self._hits_panel.hide()
        self._hint = muted_label("")
        self._hint.setObjectName("result_line")
        self._hint.hide()
        self._recent = _CardList(self.tr("Ostatnio używane karty"), "recent_cards")
        self._no_recent = muted_label(
            self.tr(
                "Karty, które wydrukujesz albo otworzysz, pojawią się tutaj, najnowsze na górze.\n\n"
                "Wpisz wyżej, z czym przychodzi mieszkaniec, na przykład „dowód” albo „meldunek”: najlepsza karta "
                "od razu jest zaznaczona. Enter ją pokazuje, a Ctrl+P drukuje."
            )
        )
        recent = Panel("recent_panel", self.tr("Ostatnio używane karty"))
        recent.body.addWidget(self._recent)
        recent.body.addWidget(self._no_recent)
        recent.body.addStretch(1)
        self._calm = muted_label("")
        self._attention = AttentionList()
        self._attention.follow(self._hits)
        self._ways = DeedColumns(_WAY_COLUMNS)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(unit)
        self._attention_panel = Panel("attention_panel", self.tr("Wymaga uwagi"))
        self._attention_panel.body.addWidget(self._calm)
        self._attention_panel.body.addWidget(self._attention)
        self._attention_panel.body.addStretch(1)
        self._ways_panel = Panel("ways_panel", self.tr("Na skróty"))
        self._ways_panel.body.addWidget(self._ways)
        self._columns.addWidget(self._attention_panel, 4)
        self._columns.addWidget(recent, 5)
        self._wrap()

    def _head(self) -> QGridLayout:
        """Coat of arms, name of the office and the day."""
        self._arms = QLabel()
        self._arms.setObjectName("coat_of_arms")
        self._office = QLabel()
        self._office.setObjectName("office_name")
        self._office.setTextFormat(Qt.TextFormat.PlainText)
        self._office.setWordWrap(True)
        # a label that wraps would otherwise be as narrow as its longest word
        self._office.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        scale_font(self._office, 1.6, QFont.Weight.DemiBold)
        self._today = QLabel()
        self._today.setObjectName("today")
        self._today.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        head = QGridLayout()
        head.setHorizontalSpacing(line(self, 0.9))
        head.setVerticalSpacing(line(self, 0.1))
        head.addWidget(self._arms, 0, 0, 2, 1)
        head.addWidget(self._office, 0, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._today, 1, 1, Qt.AlignmentFlag.AlignTop)
        head.setColumnStretch(1, 1)
        return head

    def _wrap(self) -> None:
        """Put everything on one page that scrolls as a whole and keeps a readable width."""
        unit = line(self)
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(unit * 2, round(unit * 1.6), unit * 2, unit)
        rows.setSpacing(unit * 2 // 3)
        rows.addLayout(self._head())
        rows.addSpacing(unit // 3)
        rows.addWidget(self.search)
        rows.addWidget(self._hits_panel)
        rows.addWidget(self._hint)
        rows.addSpacing(unit // 3)
        rows.addLayout(self._columns)
        rows.addSpacing(unit // 3)
        rows.addWidget(self._ways_panel)
        rows.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("page")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)

    def _connect(self, bus: ChangeBus) -> None:
        self.search.words_changed.connect(self._on_words_changed)
        self.search.open_requested.connect(self._on_open_hit)
        self.search.leave_requested.connect(self._on_move)
        self._hits.itemActivated.connect(self._on_item_activated)
        self._recent.itemActivated.connect(self._on_item_activated)
        self._attention.cut_changed.connect(self._on_cut_changed)
        self._ask_timer.timeout.connect(self._ask_registers)
        bus.changed.connect(self._on_changed)

    # -- content ---------------------------------------------------------------------------------------------

    @property
    def asking(self) -> bool:
        """Whether numbers and what needs attention are still being asked for, or about to be."""
        return self._asking or self._ask_timer.isActive()

    def refresh(self) -> None:
        """Read everything again."""
        office = self._services.office()
        today = self._services.clock.today()
        self._office.setText(office.name or self.tr("Urząd bez nazwy"))
        self._show_day(office, today)
        self._show_arms(office)
        self._show_attention()
        self._fill_ways()
        self._ask_timer.start()
        cards = self._services.cards.recent()
        self._recent.show_cards(cards, self._facts)
        self._recent.setVisible(bool(cards))
        self._no_recent.setVisible(not cards)
        if self.search.words:
            self._on_words_changed(self.search.words)

    def _show_day(self, office: Office, today: date) -> None:
        known = self._opening
        opening = known[2] if known is not None and known[:2] == (office, today) else ""
        self._today.setText(" · ".join(filter(None, (long_date(today), opening))))
        if not opening:
            # the calendar of public holidays takes a second to load and is not needed for the first picture
            QTimer.singleShot(_AFTER_PAINTING_MS, self, lambda: self._ask_opening(office, today))

    def _ask_opening(self, office: Office, today: date) -> None:
        def show(opening: str) -> None:
            self._opening = (office, today, opening)
            self._today.setText(" · ".join(filter(None, (long_date(today), opening))))

        self._jobs.run(lambda _progress: open_today(office, today), done=show, owner=self)

    def _show_arms(self, office: Office) -> None:
        picture = None
        if office.coat_of_arms is not None:
            try:
                picture = self._services.files.content(office.coat_of_arms)
            except Refusal:
                # a picture that cannot be read is no reason to hide the desk
                picture = None
        self._arms.setPixmap(QPixmap() if picture is None else fitted(picture, line(self, 3.2)))
        self._arms.setVisible(picture is not None)
        self._arms.setAccessibleName(office.coat_of_arms_note or self.tr("Herb"))

    def _facts(self, card: ServiceCard) -> str:
        facts = (fee_text(card, self._services.clock.today()), limit_text(card), place_text(card))
        return " · ".join(filter(None, facts))

    def _show_attention(self) -> None:
        lines = [*self._left_work(), *self._first_steps(), *self._concerns()]
        calm = self.tr("Nic nie czeka: nie ma zaległości ani bliskich terminów.")
        self._calm.setText(self.tr("Sprawdzam terminy…") if self._known is None else calm)
        self._calm.setVisible(not lines)
        self._attention.show_lines(lines)
        self._arrange()

    @Slot()
    def _ask_registers(self) -> None:
        """Ask in the background; one job at a time, once more when asked meanwhile."""
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        registers, services = self._registers, self._services

        def work(_progress: Progress) -> Known:
            return Known(
                {each.key: tuple(_concerns_of(each, services)) for each in registers},
                {each.key: each.count(services) for each in registers if each.count is not None},
            )

        def ended() -> None:
            self._asking = False
            if self._again:
                self._ask_timer.start()

        def show(known: Known) -> None:
            self._known = known
            with suppress(Refusal):
                self._show_attention()
            self._fill_ways()
            ended()

        # nobody asked: when it fails, the next deed says why nothing can be read
        self._jobs.run(work, done=show, failed=lambda _refusal: ended(), cancelled=ended, owner=self)

    def _left_work(self) -> list[Line]:
        return [Line("edit", work.text, work.open) for work in self._deeds.left_work()]

    def _first_steps(self) -> list[Line]:
        """What a new office does first; each line goes away once it is done."""
        steps = []
        if self._services.offices.current() is None:
            steps.append(Line("office", self.tr("Uzupełnij dane urzędu"), self._deeds.edit_office))
        words = {
            "units": self.tr("Dodaj komórki organizacyjne"),
            "service_cards": self.tr("Dodaj albo wczytaj karty usług"),
        }
        for register in sorted(self._registers, key=lambda register: register.key != "units"):
            if register.key in words and register.count is not None and not register.count(self._services):
                then = _Call(self._deeds.go_to, register.key)
                steps.append(Line(register.icon, words[register.key], then))
        return steps

    def _concerns(self) -> list[Line]:
        return [
            Line(
                register.icon,
                concern.text,
                _Show(self._deeds.show_attention, register.key, concern),
                register.title,
                concern.urgency,
            )
            for register in self._registers
            for concern in (() if self._known is None else self._known.concerns.get(register.key, ()))
        ]

    def _fill_ways(self) -> None:
        counts = {} if self._known is None else self._known.counts
        if not self._counted:
            self._ways.fill(self._made_ways())
        for key, number in counts.items():
            self._counted[key].set_fact(str(number))
        self._ways.arrange()

    def _made_ways(self) -> list[DeedLine]:
        self._counted = {
            register.key: DeedLine(register.icon, register.title, _Call(self._deeds.go_to, register.key))
            for register in self._registers
        }
        ways = list(self._counted.values())
        ways += [
            DeedLine("add", register.begin_text, _Call(self._deeds.begin, register.key), fact="Ctrl+N")
            for register in self._registers[:1]
            if register.begin_text
        ]
        ways.append(DeedLine("search", self.tr("Szukaj wszędzie…"), self._deeds.search_everywhere, fact="Ctrl+K"))
        return ways

    # -- slots -----------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_words_changed(self, words: str) -> None:
        cards = self._services.cards.find(words, _HITS) if words else ()
        self._hits.show_cards(cards, self._facts)
        self._hits_panel.setVisible(bool(cards))
        self._hint.setVisible(bool(words))
        if cards:
            self._hits.setCurrentRow(0)
            self._hint.setText(self.tr("Enter pokazuje kartę · Ctrl+P drukuje · strzałki wybierają"))
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

    @Slot()
    def _on_cut_changed(self) -> None:
        self._arrange()
        # the new lines have their places only after the layouts were asked
        QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        for widget in (self._attention.first_revealed, self._attention.more):
            if widget is not None and widget.isVisible():
                self._scroll.ensureWidgetVisible(widget, 0, line(self))

    @Slot(object)
    def _on_changed(self, _change: Change) -> None:
        if not self.isVisible():
            return
        # somebody else's change is no moment for a question: the next deed says why nothing can be read
        with suppress(Refusal):
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # always: which cards were used last is counted without announcing a change
        self.refresh()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Side by side where both panels have room and no line of attention has to be broken."""
        char = self.fontMetrics().averageCharWidth()
        self._scroll.widget().setMaximumWidth(char * _READABLE_CHARS)
        margins = self._attention_panel.body.contentsMargins()
        needed = self._attention.room + margins.left() + margins.right()
        beside = self.width() - needed - 6 * line(self)
        wide = self.width() >= _WIDE_CHARS * char and beside >= _CARDS_CHARS * char
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._attention_panel.setMinimumWidth(needed if wide else 0)
        if self._columns.direction() != direction:
            self._columns.setDirection(direction)


def _concerns_of(register: Register[Services], services: Services) -> Iterator[Attention]:
    yield from register.attention(services)
    if register.attention_later is not None:
        yield from register.attention_later(services)


class _CardList(QListWidget):
    """A short list of cards as tall as its content: the page scrolls, never the list inside it."""

    def __init__(self, name: str, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
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
