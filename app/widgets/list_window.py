"""A window with a searchable list that reads in the background, and again whenever something it shows has changed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core.errors import Refusal
from app.core.records import Change, Outcome
from app.widgets import icons
from app.widgets.buttons import close_box
from app.widgets.columns import Column
from app.widgets.filter_panel import FilterGroup
from app.widgets.memory_source import MemorySource
from app.widgets.register_tab import RegisterTab
from app.widgets.register_view import Place, RegisterView
from app.widgets.register_words import RegisterWords
from app.widgets.status_line import StatusLine
from app.widgets.workspace import Workspace
from app.widgets.zoom import line, resize_to_text


class HeldList(RegisterTab):
    """A table over what the window hands in; ``key`` names it, ``opened`` is what Enter does.

    The ``icon`` stands where the list is empty.
    """

    def __init__(
        self,
        workspace: Workspace,
        key: str,
        words: RegisterWords,
        columns: Sequence[Column[Any]],
        source: MemorySource[Any],
        filters: Sequence[FilterGroup],
        opened: Callable[[Any], object],
        icon: str = "clock",
    ) -> None:
        self.source, self._opened = source, opened
        self._on_one: list[QAction] = []
        view: RegisterView[Any] = RegisterView(
            key=key,
            icon=icon,
            entities=frozenset(),
            source=source,
            columns=columns,
            filters=filters,
            words=words,
        )
        super().__init__(view, workspace)

    def add_deed(self, icon_name: str, text: str, slot: Callable[[Any], None], keys: str, place: Place) -> QAction:
        """A deed on one chosen record."""

        def do() -> None:
            for record in self.selected()[:1]:
                slot(record)

        action = self._made(icon_name, text, do, keys, place)
        self._on_one.append(action)
        self.table.addAction(action)
        self.selection_changed(self.selected())
        return action

    def add_common(self, icon_name: str, text: str, slot: Callable[[], None], keys: str, place: Place) -> QAction:
        """A deed on the whole list."""
        return self._made(icon_name, text, slot, keys, place)

    def _made(self, icon_name: str, text: str, slot: Callable[[], None], keys: str, place: Place) -> QAction:
        action = QAction(text, self)
        action.setObjectName(f"{icon_name}_{self.view.key}")
        action.setProperty("iconName", icon_name)
        said = text.removesuffix("…")
        action.setToolTip(said)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setToolTip(f"{said} ({keys})")
        icons.dress(action, icon_name)
        action.triggered.connect(lambda _checked=False: slot())
        self.place_action(action, place)
        return action

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One at a time."""
        for action in getattr(self, "_on_one", ()):
            action.setEnabled(len(records) == 1)

    def open_record(self, record: Any) -> None:
        """What the window does with it."""
        self._opened(record)

    def _on_change_announced(self, change: Change) -> None:
        """The window listens."""


class ListWindow(QDialog):
    """``read`` gives what is listed, on a thread of its own; ``facts`` is the sentence above the list.

    ``busy`` is said while a long reading lasts.
    """

    watched: ClassVar[frozenset[str]] = frozenset()
    """Kinds of records whose change makes the list read again."""
    undoes: ClassVar[bool] = False
    """Whether what was done is said at the foot of the window, with Ctrl+Z to take it back."""
    nothing_chosen: ClassVar[str] = ""
    """What to do where a deed needs something chosen."""

    def __init__(
        self,
        workspace: Workspace,
        title: str,
        facts: str,
        listed: HeldList,
        read: Callable[[], Sequence[Any]],
        parent: QWidget | None = None,
        *,
        size: tuple[int, int] = (160, 42),
        busy: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._read_anew, self.listed, self._busy = workspace, read, listed, busy
        self._reading = self._again = False
        self._build(facts)
        resize_to_text(self, *size)
        workspace.bus.changed.connect(self._on_changed)
        self.read()

    def _build(self, text: str) -> None:
        self.facts = facts = QLabel(text)
        facts.setObjectName("facts")
        facts.setTextFormat(Qt.TextFormat.PlainText)
        facts.setWordWrap(True)
        facts.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        inside = self.listed.layout()
        if inside is not None:
            # the window has its own margins
            inside.setContentsMargins(0, 0, 0, 0)
        buttons = close_box(self, self.tr("Zamknij okno"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 0.9),) * 4)
        layout.setSpacing(line(self, 0.7))
        layout.addWidget(facts)
        layout.addWidget(self.listed, 1)
        if self.undoes:
            # the line of the main window is behind this one, and so is its shortcut
            self.status = StatusLine()
            self._workspace.follow(self.status)
            foot = QHBoxLayout()
            foot.addWidget(self.status, 1)
            foot.addWidget(buttons)
            layout.addLayout(foot)
        else:
            layout.addWidget(buttons)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.listed.focus_search)

    def show_filters(self, filters: Mapping[str, frozenset[str]]) -> None:
        """Show those only; everything with none."""
        self.listed.show_query(filters=filters)

    def chosen(self) -> tuple[Any, ...]:
        """What is marked in the list; with nothing marked the person is told to do so."""
        found = self.listed.selected()
        if not found:
            self._workspace.dialogs.refuse(Refusal(self.nothing_chosen))
        return found

    def carry_out(self, deed: Callable[[], Outcome[Any]]) -> None:
        """Do it in the background, in turn with whoever saves, and report the outcome."""
        self._workspace.jobs.carry_out(deed, self._workspace.report, self, title=self.tr("Zapisuję…"))

    def read(self) -> None:
        """Read in the background; once more when asked meanwhile."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._workspace.jobs.run(
            lambda _progress: self._read_anew(),
            done=self._show,
            failed=self._on_refused,
            title=self._busy,
            cancellable=False,
            owner=self,
        )

    def _show(self, found: Sequence[Any]) -> None:
        self._reading = False
        self.listed.source.hold(found)
        self.listed.refresh()
        if found and self.listed.table.current_record() is None:
            self.listed.table.select_row(0)
        if self._again:
            self._again = False
            self.read()

    def _on_refused(self, refusal: Refusal) -> None:
        self._reading = False
        self._workspace.dialogs.refuse(refusal)
        self.reject()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.entity in self.watched:
            self.read()
