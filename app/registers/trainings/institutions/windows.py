"""„Podobne instytucje”: two records side by side that may be one, to be merged or told apart."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import Refusal
from app.core.polish import plural
from app.core.progress import Progress
from app.core.records import Change, Outcome
from app.registers.trainings.institutions.domain import Institution
from app.registers.trainings.institutions.usecases import Institutions, Proposal
from app.registers.trainings.institutions.words import FIELDS, uses_in_words
from app.registers.trainings.shared import TrainingServices
from app.widgets.buttons import close_box, deed_button
from app.widgets.style import PRIMARY
from app.widgets.tips import plain_tip
from app.widgets.workspace import Workspace
from app.widgets.zoom import line, resize_to_text, scale_font

_WATCHED = frozenset({"training_institution", "training_offer", "training_course", "preferred_list"})
_SHOWN = ("aliases", "nip", "regon", "address", "phone", "email", "website", "contact", "areas", "note")


class LookalikesWindow(QDialog):
    """Pairs at the left, the chosen one side by side; reads again whenever institutions change.

    ``chosen`` are the ids of two that the person picked in the table: then only they are shown.
    """

    def __init__(
        self,
        institutions: Institutions,
        workspace: Workspace,
        chosen: tuple[int, int] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("lookalikes_window")
        self.setWindowTitle(self.tr("Połączenie instytucji") if chosen else self.tr("Podobne instytucje"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._institutions, self._workspace, self._chosen = institutions, workspace, chosen
        self._pairs: Sequence[Proposal] = ()
        actor = institutions.actor()
        self._may_merge = all(actor.may(f"training_institution.{deed}") for deed in ("edit", "delete"))
        self._may_part = actor.may("training_institution.edit")
        self._build()
        resize_to_text(self, 130, 34)
        workspace.bus.changed.connect(self._on_changed)
        self.read()

    # -- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.about = _words("about")
        self.list = QListWidget()
        self.list.setObjectName("pairs")
        self.list.setAccessibleName(self.tr("Pary podobnych instytucji"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setWordWrap(True)
        self.list.setSpacing(line(self, 0.15))
        self.list.setMinimumWidth(line(self, 10))
        self.list.setAlternatingRowColors(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVisible(self._chosen is None)
        self.side = QWidget()
        self._side_layout = QVBoxLayout(self.side)
        self._side_layout.setContentsMargins(*(line(self, 0.7),) * 4)
        scroll = QScrollArea()
        scroll.setObjectName("side_by_side")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.side)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(scroll)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 5)
        split.setChildrenCollapsible(False)
        split.setSizes([line(self, 18), line(self, 45)])
        self.apart = deed_button("keep_apart", self.tr("To &różne instytucje"), self._on_apart)
        self.apart.setToolTip(self.tr("Program nie zaproponuje więcej połączenia tych dwóch instytucji."))
        self.apart.setVisible(self._chosen is None and self._may_part)
        buttons = close_box(self, self.tr("Zamknij okno"))
        foot = QHBoxLayout()
        foot.addWidget(self.apart)
        foot.addStretch(1)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 0.9),) * 4)
        layout.setSpacing(line(self, 0.6))
        layout.addWidget(self.about)
        layout.addWidget(split, 1)
        layout.addLayout(foot)
        self.list.currentRowChanged.connect(self._on_row)

    # -- showing -------------------------------------------------------------------------------------------------

    @property
    def pair(self) -> Proposal | None:
        """The pair that is shown."""
        row = 0 if self._chosen else self.list.currentRow()
        return self._pairs[row] if 0 <= row < len(self._pairs) else None

    def read(self) -> None:
        """Look for pairs in the background and show them."""
        chosen = self._chosen

        def work(_progress: Progress) -> Sequence[Proposal]:
            return self._institutions.proposals() if chosen is None else (self._institutions.proposal_of(*chosen),)

        self._workspace.jobs.run(work, done=self._show, failed=self._on_gone, owner=self)

    def _show(self, pairs: Sequence[Proposal]) -> None:
        row = max(self.list.currentRow(), 0)
        self._pairs = pairs
        self.about.setText(self._about())
        self.list.blockSignals(True)
        self.list.clear()
        for pair in pairs:
            self.list.addItem(f"{pair.first.name}\n{pair.second.name}")
            item = self.list.item(self.list.count() - 1)
            item.setToolTip(plain_tip(f"{pair.first.name}; {pair.second.name}: {pair.reason}"))
        self.list.setCurrentRow(min(row, len(pairs) - 1))
        self.list.blockSignals(False)
        self._on_row()

    def _about(self) -> str:
        number = len(self._pairs)
        if self._chosen:
            return self.tr(
                "Wybierz, która instytucja ma zostać. Druga zniknie, a jej oferty i szkolenia przejdą do niej."
            )
        if not number:
            return self.tr("Nie ma instytucji, które wyglądają na zapisane dwa razy.")
        pairs = plural(number, self.tr("para"), self.tr("pary"), self.tr("par"))
        return self.tr(
            "{number} {pairs} instytucji, które mogą być jedną. Nic nie łączy się samo: porównaj dane i wybierz tę, "
            "która ma zostać. Druga zniknie z listy, a jej oferty i szkolenia przejdą do niej."
        ).format(number=number, pairs=pairs)

    @Slot()
    def _on_row(self) -> None:
        pair = self.pair
        self.apart.setEnabled(pair is not None)
        while item := self._side_layout.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if pair is not None:
            compared = self._compared(pair)
            self._side_layout.addWidget(compared)
            before: QWidget = self.list
            # the buttons of the pair come after the list of pairs, not after those at the foot
            for button in (*compared.findChildren(QPushButton), self.apart):
                QWidget.setTabOrder(before, button)
                before = button
        self._side_layout.addStretch(1)

    def _compared(self, pair: Proposal) -> QWidget:
        """Both records in columns, a line for each fact that one of them has."""
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(line(self, 1.2))
        grid.setVerticalSpacing(line(self, 0.45))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        both = ((pair.first, pair.first_uses, pair.second), (pair.second, pair.second_uses, pair.first))
        more_used = sum(pair.second_uses.values()) > sum(pair.first_uses.values())
        for column, (each, uses, other) in enumerate(both, start=1):
            name = _words(f"name_{column}", each.name)
            scale_font(name, 1.15, QFont.Weight.DemiBold)
            grid.addWidget(name, 0, column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_words(f"uses_{column}", uses_in_words(uses)), 1, column)
            if self._may_merge:
                button = self._keep(each, other)
                button.setObjectName(f"keep_{column}")
                # the one with more behind it is the safer choice
                button.setProperty(PRIMARY, more_used == (column == 2))
                grid.addWidget(button, 2, column, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(_words("label_uses", self.tr("W rejestrach"), quiet=True), 1, 0)
        grid.addWidget(_words("label_why", self.tr("Dlaczego"), quiet=True), 3, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_words("why", pair.reason), 3, 1, 1, 2)
        row = 4
        for field in _SHOWN:
            texts = [_text(each, field) for each in (pair.first, pair.second)]
            if not any(texts):
                continue
            label = self.tr("Adres") if field == "address" else FIELDS[field].label
            grid.addWidget(_words(f"label_{field}", label, quiet=True), row, 0, Qt.AlignmentFlag.AlignTop)
            for column, text in enumerate(texts, start=1):
                shown = _words(f"{field}_{column}", text or "–")
                grid.addWidget(shown, row, column, Qt.AlignmentFlag.AlignTop)
            row += 1
        return box

    def _keep(self, kept: Institution, other: Institution) -> QPushButton:
        button = deed_button("keep", self.tr("Zostaw tę"), lambda: self._merge(kept, other))
        button.setAccessibleName(self.tr("Zostaw: {name}").format(name=kept.name))
        tip = self.tr(
            "„{kept}” zostaje. „{other}” znika z listy, a jej nazwa trafia do innych nazw. Można to cofnąć."
        ).format(kept=kept.name, other=other.name)
        button.setToolTip(plain_tip(tip))
        return button

    # -- deeds ---------------------------------------------------------------------------------------------------

    def _merge(self, kept: Institution, other: Institution) -> None:
        def work() -> Outcome[Institution]:
            return self._institutions.merge(kept.id, kept.version, other.id, other.version)

        self._run(work)

    def _on_apart(self) -> None:
        pair = self.pair
        if pair is not None:
            self._run(lambda: self._institutions.keep_apart(pair.first.id, pair.second.id))

    def _run(self, deed: Callable[[], Outcome[Institution]]) -> None:
        def done(outcome: Outcome[Institution]) -> None:
            if self._chosen:
                self.accept()
            self._workspace.report(outcome)

        self._workspace.jobs.carry_out(deed, done, self, title=self.tr("Zapisuję…"))

    def _on_gone(self, refusal: Refusal) -> None:
        self._workspace.dialogs.refuse(refusal)
        self.reject()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.entity in _WATCHED and self.isVisible():
            self.read()


def _words(name: str, text: str = "", *, quiet: bool = False) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if quiet:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        label.setMinimumWidth(min(label.fontMetrics().horizontalAdvance(text) + 2, line(label, 7)))
        label.setMaximumWidth(line(label, 7))
    return label


def _text(institution: Institution, field: str) -> str:
    value = getattr(institution, field)
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def show_lookalikes(workspace: Workspace, services: TrainingServices, chosen: tuple[int, int] | None) -> None:
    """The window, one at a time; ``chosen`` are the ids of two that shall be merged."""
    for known in workspace.window.findChildren(LookalikesWindow):
        known.close()
    LookalikesWindow(services.institutions, workspace, chosen, workspace.window).show()
