"""F1: the manual inside the program, one page per topic, opened at the topic of the screen in front."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from app.core import paths
from app.widgets.zoom import line


class HelpWindow(QWidget):
    """Topics at the left, the page at the right; pages are Markdown files in the resources."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("help_window")
        self.setWindowTitle(self.tr("Pomoc – Przejrzysty Urząd"))
        self._topics = QListWidget()
        self._topics.setObjectName("topics")
        self._topics.setAccessibleName(self.tr("Tematy pomocy"))
        self._page = QTextBrowser()
        self._page.setObjectName("page")
        self._page.setAccessibleName(self.tr("Strona pomocy"))
        self._page.setOpenLinks(False)
        self._page.document().setDocumentMargin(line(self))
        for path in topics():
            item = QListWidgetItem(title_of(path))
            item.setData(Qt.ItemDataRole.UserRole, path.stem)
            self._topics.addItem(item)
        layout = QHBoxLayout(self)
        layout.addWidget(self._topics, 3)
        layout.addWidget(self._page, 8)
        width = self.fontMetrics().averageCharWidth()
        self._topics.setWordWrap(True)
        self._topics.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._topics.setSpacing(line(self, 0.15))
        self.resize(width * 130, line(self, 40))
        self._topics.currentItemChanged.connect(self._on_topic)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close)
        self._page.anchorClicked.connect(lambda url: self.show_topic(url.path().removesuffix(".md")))

    def show_topic(self, key: str) -> None:
        """Open a page by its file's name, with or without its number; the first page when there is none."""
        wanted = topic_of(key)
        names = [topic_of(self._topics.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(self._topics.count())]
        self._topics.setCurrentRow(names.index(wanted) if wanted in names else 0)

    @Slot(QListWidgetItem)
    def _on_topic(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            path = folder() / f"{item.data(Qt.ItemDataRole.UserRole)}.md"
            self._page.setMarkdown(path.read_text(encoding="utf-8"))


def add_help_key(window: QWidget, topic: str) -> None:
    """F1 in a window that lies over all others, such as the log-in window, opens a page above it."""

    def show() -> None:
        manual = window.findChild(HelpWindow) or HelpWindow(window)
        manual.show_topic(topic)
        manual.show()
        manual.raise_()
        manual.activateWindow()

    QShortcut(QKeySequence("F1"), window).activated.connect(show)


def folder() -> Path:
    """Where the pages are."""
    return paths.resources() / "help"


def topics() -> list[Path]:
    """The pages in the order of their file names (``10_dashboard.md``)."""
    return sorted(folder().glob("*.md"))


def topic_of(name: str) -> str:
    """What a page is about, without the number that orders it: ``20_service_cards`` gives ``service_cards``."""
    return name.lstrip("0123456789").removeprefix("_")


def title_of(path: Path) -> str:
    """The first heading of a page."""
    return path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ").strip()
