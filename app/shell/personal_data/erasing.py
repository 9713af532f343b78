"""Before a person is made anonymous: what goes, which texts go with it, what stays and why, and the reason."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.administration.personal_data.domain import MAX_REASON, Mention, Place, Plan
from app.administration.personal_data.words import KEPT, NO_BASIS_CHECK, copy_line, entity_name
from app.shell.labelled import Labelled, heading, paragraph, text_field
from app.widgets.buttons import DeedButton
from app.widgets.dialogs import Answer, Dialogs, QtDialogs
from app.widgets.zoom import line, resize_to_text

_FEW = 2
"""Lines of a list that needs little room."""
_SHOWN = 90
"""Characters of a text that names the person."""


class ErasingWindow(QDialog):
    """``erase_requested`` carries the reason and the places that were ticked, after one more question."""

    erase_requested = Signal(object)

    def __init__(self, plan: Plan, dialogs: Dialogs | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("erasing_window")
        self.setWindowTitle(self.tr("Anonimizacja"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialogs: Dialogs = dialogs or QtDialogs(self)
        self._plan = plan
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, line(self, 0.5), 0)
        layout.setSpacing(line(self, 0.5))
        layout.addWidget(heading(self.tr("Anonimizacja: {name}").format(name=plan.person.name)))
        gone = [f"{entity_name(each.entity)}: {each.title}" for each in plan.blanked]
        if plan.log_entries or not gone:
            gone.append(self.tr("Treść wpisów dziennika o tej osobie: {number}").format(number=plan.log_entries))
        layout.addWidget(Labelled(self.tr("&Zniknie"), _lines("gone", gone)))
        self.mentions = QListWidget()
        self.mentions.setObjectName("mentions")
        self.mentions.setWordWrap(True)
        self.mentions.setMinimumHeight(line(self, 6))
        self.mentions.setSpacing(_apart(self))
        for mention in plan.mentions:
            self.mentions.addItem(_ticked(mention))
        if not plan.mentions:
            _say_none(self.mentions)
        help_text = self.tr("Zaznaczone nazwisko zastąpi „[dane usunięte]”. Niezaznaczone teksty zostaną bez zmian.")
        help_text = help_text if plan.mentions else ""
        mentions = Labelled(self.tr("&Wzmianki w innych pozycjach"), self.mentions, help_text)
        layout.addWidget(mentions, 2 if plan.mentions else 0)
        stays = [f"{each.what}. {each.why}" for each in plan.staying]
        stays += [copy_line(copy) for copy in plan.copies]
        layout.addWidget(Labelled(self.tr("Zostanie i &dlaczego"), _lines("stays", stays)), 2 if stays else 0)
        self.reason = text_field("reason", MAX_REASON)
        self._reason_row = Labelled(
            self.tr("&Powód"), self.reason, self.tr("Na przykład numer wniosku. Bez nazwisk: powód zostaje na stałe.")
        )
        layout.addWidget(paragraph(NO_BASIS_CHECK, muted=True))
        buttons = QDialogButtonBox()
        self.erase = DeedButton(self.tr("Zanonimizuj na &stałe…"))
        self.erase.setObjectName("erase")
        self.erase.clicked.connect(self._on_erase)
        buttons.addButton(self.erase, QDialogButtonBox.ButtonRole.DestructiveRole)
        cancel = buttons.addButton(self.tr("Anuluj"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setDefault(True)
        buttons.rejected.connect(self.reject)
        # a small screen or large letters: everything stays readable, and the buttons in sight
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        whole = QVBoxLayout(self)
        whole.addWidget(scroll, 1)
        # beside the button that asks for it, also where the lists have to be scrolled
        whole.addWidget(self._reason_row)
        whole.addWidget(buttons)
        resize_to_text(self, 110, 44)

    @property
    def chosen(self) -> tuple[Place, ...]:
        """Where the name is to be replaced."""
        ticked = Qt.CheckState.Checked
        every = zip(self._plan.mentions, (self.mentions.item(n) for n in range(len(self._plan.mentions))), strict=True)
        return tuple(mention.place for mention, item in every if item.checkState() is ticked)

    @Slot()
    def _on_erase(self) -> None:
        reason = self.reason.text().strip()
        self._reason_row.set_error("" if reason else self.tr("Wpisz powód anonimizacji."))
        if not reason:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        places = self.chosen

        def go() -> None:
            self.erase_requested.emit((reason, places))
            self.accept()

        text = self.tr("Danych osoby {name} nie da się potem przywrócić, także przyciskiem „Cofnij”.")
        self.dialogs.ask(
            self.tr("Zanonimizować na stałe?"),
            text.format(name=self._plan.person.name),
            (Answer(self.tr("Zanonimizuj"), go, destructive=True),),
        )


def _ticked(mention: Mention) -> QListWidgetItem:
    shown = " ".join(mention.text.split())
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    unsure = mention.doubt or (KEPT if mention.keep else "")
    unsure = f" ({unsure})" if unsure else ""
    item = QListWidgetItem(f"{entity_name(mention.place.entity)} {mention.title}, {mention.label}: {shown}{unsure}")
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if mention.suggested else Qt.CheckState.Unchecked)
    return item


def _lines(name: str, texts: Sequence[str]) -> QListWidget:
    listed = QListWidget()
    listed.setObjectName(name)
    listed.setWordWrap(True)
    listed.setMinimumHeight(line(listed, 4))
    listed.setSpacing(_apart(listed))
    listed.addItems(list(texts))
    if len(texts) <= _FEW:
        # the room belongs to the lists that need it
        listed.setMaximumHeight(line(listed, 5))
    if not texts:
        _say_none(listed)
    return listed


def _apart(widget: QWidget) -> int:
    return max(round(line(widget, 0.12)), 2)


def _say_none(listed: QListWidget) -> None:
    """One line instead of a blank frame, which looks as if something were still being read."""
    listed.addItem("brak")
    listed.item(0).setFlags(Qt.ItemFlag.ItemIsEnabled)
    listed.setFixedHeight(line(listed, 1.8))
