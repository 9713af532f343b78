"""The record as it will be printed: pages made and drawn away from the window, kept, enlarged, read aloud."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QFont, QImage, QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import Refusal
from app.core.progress import Progress
from app.core.records import Record
from app.widgets import icons
from app.widgets.jobs import Job, Jobs
from app.widgets.theme import colors
from app.widgets.zoom import line, scale_font

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")
DEBOUNCE_MS = 140
"""A person who walks down the list with the arrow key shall not start a print at each step."""
_KEPT_PRINTS = 24
_KEPT_PICTURES = 24
_ENLARGEMENTS = (0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_PROBE_DPI = 24.0


class Picture(Protocol):
    """A rendered page in RGBA, rows without padding."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def pixels(self) -> bytes: ...


class Renderer(Protocol):
    """Draws pages; ``app.printing.render`` is one."""

    def page_count(self, pdf: bytes) -> int:
        """How many pages."""

    def render_page(self, pdf: bytes, page: int, *, dpi: float = 96.0) -> Picture:
        """One page, 0-based."""


@dataclass(frozen=True)
class Sheet:
    """What to show: ``key`` changes whenever the print would; ``text`` says the same in plain words."""

    key: Hashable
    title: str
    make: Callable[[Progress], bytes]
    text: str = ""

    @classmethod
    def of(cls, record: Record, title: str, make: Callable[[], bytes], lines: Iterable[str]) -> "Sheet":
        """The print of a stored record, made without progress; blank ``lines`` are left out."""
        return cls((record.id, record.version), title, lambda _progress: make(), "\n".join(filter(None, lines)))


@dataclass(frozen=True)
class _Drawn:
    key: Hashable
    page: int
    pages: int
    width: int
    pdf: bytes
    picture: Picture


class _Paper(QWidget):
    """Paints one page with a thin edge."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.pixmap: QPixmap | None = None
        self.setFixedSize(0, 0)

    def show_page(self, pixmap: QPixmap | None) -> None:
        self.pixmap = pixmap
        if pixmap is not None:
            self.setFixedSize(pixmap.deviceIndependentSize().toSize())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.pixmap is None:
            return
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self.pixmap)
        painter.setPen(colors(self.palette()).color("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PagePreview(QWidget):
    """Shows one :class:`Sheet`; nothing is made before a sheet is shown and the preview is visible."""

    def __init__(self, jobs: Jobs, renderer: Renderer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self._jobs, self._renderer = jobs, renderer
        self._sheet: Sheet | None = None
        self._page, self._pages = 0, 1
        self._enlargement = 1.0
        self._job: Job | None = None
        self._prints: OrderedDict[Hashable, tuple[bytes, int]] = OrderedDict()
        self._pictures: OrderedDict[tuple[Hashable, int, int], QPixmap] = OrderedDict()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._start)
        self._build()
        self._show_hint(self.tr("Wybierz pozycję, aby zobaczyć wydruk."))

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._title = QLabel(self.tr("Podgląd wydruku"))
        self._title.setObjectName("preview_title")
        scale_font(self._title, 1, QFont.Weight.DemiBold)
        self._as_text = self._button("text", self.tr("Pokaż treść jako tekst"))
        self._as_text.setCheckable(True)
        self._smaller = self._button("zoom_out", self.tr("Pomniejsz wydruk"))
        self._fit = self._button("fit_width", self.tr("Dopasuj do szerokości"))
        self._larger = self._button("zoom_in", self.tr("Powiększ wydruk"))
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._title, 1)
        for button in (self._as_text, self._smaller, self._fit, self._larger):
            head.addWidget(button)
        self._paper = _Paper()
        self._scroll = QScrollArea()
        self._scroll.setObjectName("pages")
        self._scroll.setAccessibleName(self.tr("Strona wydruku"))
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._scroll.setWidget(self._paper)
        self._scroll.viewport().installEventFilter(self)
        self._text = QPlainTextEdit()
        self._text.setObjectName("preview_text")
        self._text.setAccessibleName(self.tr("Treść wydruku"))
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._hint = QLabel()
        self._hint.setObjectName("preview_hint")
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._stack = QStackedWidget()
        for widget in (self._hint, self._scroll, self._text):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(line(self, 0.6), 0, 0, 0)
        layout.setSpacing(line(self, 0.4))
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._build_pager())
        self._as_text.toggled.connect(self._on_text_toggled)
        self._smaller.clicked.connect(self._on_smaller)
        self._larger.clicked.connect(self._on_larger)
        self._fit.clicked.connect(self._on_fit)

    def _build_pager(self) -> QWidget:
        self._pager = QWidget()
        self._back = self._button("left", self.tr("Poprzednia strona"))
        self._forth = self._button("right", self.tr("Następna strona"))
        self._place = QLabel()
        self._place.setObjectName("page_number")
        row = QHBoxLayout(self._pager)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        for widget in (self._back, self._place, self._forth):
            row.addWidget(widget)
        row.addStretch(1)
        self._back.clicked.connect(self._on_back)
        self._forth.clicked.connect(self._on_forth)
        self._pager.hide()
        return self._pager

    def _button(self, icon_name: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"preview_{icon_name}")
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolTip(name)
        button.setAccessibleName(name)
        icons.dress(button, icon_name)
        return button

    # -- showing ---------------------------------------------------------------------------------------------

    @property
    def shown(self) -> Hashable | None:
        """The key of the sheet on show."""
        return None if self._sheet is None else self._sheet.key

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show another record; the old page stays until the new one is there."""
        if sheet is not None and self._sheet is not None and sheet.key == self._sheet.key:
            return
        self._sheet, self._page = sheet, 0
        self._text.setPlainText(sheet.text if sheet is not None else "")
        self._as_text.setEnabled(bool(sheet is not None and sheet.text))
        if sheet is None:
            self._stop()
            self._pager.hide()
            self._show_hint(self.tr("Wybierz pozycję, aby zobaczyć wydruk."))
            return
        self._request()

    def say(self, text: str) -> None:
        """Show words instead of a page."""
        self._show_hint(text)

    def forget(self) -> None:
        """Drop all kept prints, after something changed that shows on each of them (office data)."""
        self._prints.clear()
        self._pictures.clear()
        sheet, self._sheet = self._sheet, None
        self.show_sheet(sheet)

    def ideal_width(self, height: int) -> int:
        """How wide the preview must be for an A4 page to use ``height`` pixels of the window."""
        above = line(self, 2.2)
        return round((height - above) / 1.4142) + line(self, 0.6) + self._scroll.verticalScrollBar().sizeHint().width()

    def _target_width(self) -> int:
        # the stack's width is right even while the page behind it was never shown
        room = self._stack.width() - self._scroll.verticalScrollBar().sizeHint().width() - 2
        return max(120, round(room * self._enlargement))

    def _pixel_width(self) -> int:
        return round(self._target_width() * self.devicePixelRatioF())

    def _request(self) -> None:
        if self._sheet is None or not self.isVisible():
            return
        known = self._pictures.get((self._sheet.key, self._page, self._pixel_width()))
        if known is not None:
            self._stop()
            self._pages = self._prints.get(self._sheet.key, (b"", self._pages))[1]
            self._show_page(known)
        else:
            self._timer.start()

    def _stop(self) -> None:
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    @Slot()
    def _start(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        self._stop()
        width, page = self._pixel_width(), self._page
        made = self._prints.get(sheet.key)
        renderer = self._renderer

        def work(progress: Progress) -> _Drawn:
            pdf = made[0] if made is not None else sheet.make(progress)
            pages = made[1] if made is not None else renderer.page_count(pdf)
            progress.report(1, 2)
            probe = renderer.render_page(pdf, min(page, pages - 1), dpi=_PROBE_DPI)
            picture = renderer.render_page(pdf, min(page, pages - 1), dpi=_PROBE_DPI * width / probe.width)
            return _Drawn(sheet.key, page, pages, width, pdf, picture)

        if self._paper.pixmap is None:
            self._show_hint(self.tr("Przygotowuję podgląd…"))
        self._job = self._jobs.run(
            work, done=self._on_drawn, failed=self._on_failed, cancelled=self._on_given_up, owner=self
        )

    def _on_drawn(self, drawn: _Drawn) -> None:
        _keep(self._prints, drawn.key, (drawn.pdf, drawn.pages), _KEPT_PRINTS)
        picture = drawn.picture
        image = QImage(picture.pixels, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGBX8888)
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        _keep(self._pictures, (drawn.key, drawn.page, drawn.width), pixmap, _KEPT_PICTURES)
        if self._sheet is not None and (drawn.key, drawn.page) == (self._sheet.key, self._page):
            self._job = None
            self._pages = drawn.pages
            self._show_page(pixmap)

    def _on_failed(self, error: Refusal) -> None:
        self._paper.show_page(None)
        self._show_hint(self.tr("Nie ma podglądu: {reason}").format(reason=error))

    def _on_given_up(self) -> None:
        if self._job is not None and self._job.finished and not self._job.stop.is_set():
            self._paper.show_page(None)
            self._show_hint(self.tr("Nie udało się przygotować podglądu."))

    def _show_page(self, pixmap: QPixmap) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        self._paper.show_page(pixmap)
        place = self.tr("strona {page} z {pages}").format(page=self._page + 1, pages=self._pages)
        name = self.tr("Wydruk: {title}, {place}").format(title=sheet.title, place=place)
        self._paper.setAccessibleName(name)
        self._paper.setAccessibleDescription(sheet.text)
        self._place.setText(place)
        self._pager.setVisible(self._pages > 1)
        self._back.setEnabled(self._page > 0)
        self._forth.setEnabled(self._page < self._pages - 1)
        for button in (self._smaller, self._larger, self._fit):
            button.setEnabled(True)
        self._stack.setCurrentWidget(self._text if self._as_text.isChecked() else self._scroll)

    def _show_hint(self, text: str) -> None:
        self._hint.setText(text)
        self._paper.show_page(None)
        for button in (self._smaller, self._larger, self._fit):
            button.setEnabled(False)
        if not (self._as_text.isChecked() and self._sheet is not None and self._sheet.text):
            self._stack.setCurrentWidget(self._hint)

    # -- operating -------------------------------------------------------------------------------------------

    @Slot(bool)
    def _on_text_toggled(self, on: bool) -> None:
        if on:
            self._stack.setCurrentWidget(self._text)
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._stack.setCurrentWidget(self._scroll if self._paper.pixmap is not None else self._hint)
            self._request()

    @Slot()
    def _on_smaller(self) -> None:
        self._enlarge(next((step for step in reversed(_ENLARGEMENTS) if step < self._enlargement), _ENLARGEMENTS[0]))

    @Slot()
    def _on_larger(self) -> None:
        self._enlarge(next((step for step in _ENLARGEMENTS if step > self._enlargement), _ENLARGEMENTS[-1]))

    @Slot()
    def _on_fit(self) -> None:
        self._enlarge(1.0)

    def _enlarge(self, factor: float) -> None:
        self._enlargement = factor
        self._as_text.setChecked(False)
        self._request()

    @Slot()
    def _on_back(self) -> None:
        self._turn(-1)

    @Slot()
    def _on_forth(self) -> None:
        self._turn(1)

    def _turn(self, pages: int) -> None:
        self._page = min(max(self._page + pages, 0), self._pages - 1)
        self._scroll.verticalScrollBar().setValue(0)
        self._request()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._scroll.viewport():
            self._request()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._request()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._request()


def _keep(kept: OrderedDict[_Key, _Value], key: _Key, value: _Value, most: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
