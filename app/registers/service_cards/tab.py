"""The tab of service cards: wires table, preview and deeds; rules stay in the use cases."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.core.clock import Clock
from app.core.polish import fold, plural
from app.core.progress import Progress
from app.core.records import Change, Outcome, Query, RecordSource, Undo
from app.printing import render
from app.registers.service_cards.domain import CardStatus, ServiceCard, ServiceCardDraft
from app.registers.service_cards.table import columns, filters
from app.registers.service_cards.words import WORDS
from app.search.marking import spans
from app.widgets import icons
from app.widgets.output import Make, Saving
from app.widgets.preview import Sheet
from app.widgets.register_tab import RegisterTab
from app.widgets.register_view import Kit, Place, RegisterView


class Cards(RecordSource[ServiceCard], Protocol):
    """The use cases that the tab calls."""

    def matched(self, query: Query) -> Mapping[int, frozenset[str]]:
        """Folded words to be marked, by card."""

    def complete(self, query: Query) -> bool:
        """Whether the cards found have all words asked for."""

    def copy_draft(self, record_id: int) -> ServiceCardDraft:
        """A draft like the card, with its own symbol."""

    def archive(self, record_id: int, version: int) -> Outcome[ServiceCard]:
        """Withdraw."""

    def restore(self, record_id: int, version: int) -> Outcome[ServiceCard]:
        """Put back."""

    def delete(self, record_id: int, version: int) -> Outcome[ServiceCard]:
        """Delete with undo."""

    def note_printed(self, card_ids: Sequence[int]) -> None:
        """Count prints."""


class Prints(Protocol):
    """Makes PDF files; called from a pool."""

    def cards(self, cards: Sequence[ServiceCard], variant: str, progress: Progress | None = None) -> bytes:
        """Cards one after another; ``variant`` is ``standard`` or ``large``."""

    def text(self, card: ServiceCard) -> str:
        """What the print says, in plain lines; fast enough to be called when a row is chosen."""

    def guide(self, progress: Progress | None = None) -> bytes:
        """„Przewodnik po usługach”."""


@dataclass(frozen=True, kw_only=True)
class CardDeeds:
    """What the shell does for the tab.

    ``open_form(card, draft)`` edits a card, or starts a new one from a draft or from nothing.
    ``print_pdf(pdf, title, printed)`` opens the print dialog and calls ``printed`` once the pages went out;
    ``open_pdf(pdf, file_name)`` shows them in the system's viewer. ``usual_variant`` is the print the
    person chose in the settings (``standard`` or ``large``). ``open_stored(sha256, name)`` opens a stored file in the
    system's program for its kind.
    """

    open_form: Callable[[ServiceCard | None, ServiceCardDraft | None], None]
    print_pdf: Callable[[bytes, str, Callable[[], None]], None]
    open_pdf: Callable[[bytes, str], None]
    open_stored: Callable[[str, str], None]
    usual_variant: Callable[[], str]
    export_cards: Callable[[], None]
    import_cards: Callable[[], None]


@dataclass(frozen=True)
class CardFile:
    """A blank form or an attachment of a card: what it is in words, its name, its SHA-256."""

    told: str
    name: str
    sha256: str


class ServiceCardsTab(RegisterTab):
    """Karty usług."""

    def __init__(
        self,
        cards: Cards,
        prints: Prints,
        deeds: CardDeeds,
        kit: Kit,
        clock: Clock,
        unit_names: Callable[[], Mapping[int, str]],
        parent: QWidget | None = None,
    ) -> None:
        self._cards, self._prints, self._deeds = cards, prints, deeds
        view = RegisterView(
            key="service_cards",
            icon="cards",
            # a unit's name and the office's address stand on the card, too
            entities=frozenset({"service_card", "unit", "office"}),
            source=cards,
            columns=columns(clock),
            filters=filters(unit_names),
            words=WORDS,
            sheet=self._sheet,
            renderer=render,
            matched=cards.matched,
            complete=cards.complete,
            spans=spans,
        )
        super().__init__(view, kit, parent)
        self._create_actions()
        self.selection_changed(())

    # -- deeds -----------------------------------------------------------------------------------------------

    def _create_actions(self) -> None:
        key = QKeySequence.StandardKey
        self.print_action = self._action("print", self.tr("Drukuj"), self._on_print, "Ctrl+P")
        self.new_action = self._action("add", self.tr("Nowa karta…"), self._on_new, "Ctrl+N")
        self.edit_action = self._action("edit", self.tr("Edytuj kartę…"), self._on_edit, "F2")
        self.copy_action = self._action("copy", self.tr("Utwórz kopię…"), self._on_copy, "Ctrl+D")
        self.archive_action = self._action("archive", self.tr("Wycofaj kartę"), self._on_archive)
        self.restore_action = self._action("restore", self.tr("Przywróć kartę"), self._on_restore)
        self.delete_action = self._action("delete", self.tr("Usuń kartę"), self._on_delete, key.Delete)
        self.print_large_action = self._action(
            "print_large", self.tr("Drukuj dużą czcionką"), self._on_print_large, "Ctrl+Shift+P"
        )
        self.save_pdf_action = self._action("pdf", self.tr("Zapisz jako PDF…"), self._on_save_pdf, "Ctrl+Shift+S")
        self.save_large_pdf_action = self._action(
            "pdf", self.tr("Zapisz dużą czcionką jako PDF…"), self._on_save_large_pdf
        )
        self.save_large_pdf_action.setObjectName("pdf_large_card")
        self.open_pdf_action = self._action(
            "open_external", self.tr("Otwórz w przeglądarce PDF"), self._on_open_pdf, "Ctrl+Shift+O"
        )
        self.open_file_action = self._action(
            "attachment", self.tr("Otwórz formularz lub załącznik…"), self._on_open_file
        )
        self.guide_action = self._action("guide", self.tr("Przewodnik po usługach…"), self._on_guide)
        self.export_action = self._action("export", self.tr("Zapisz karty w arkuszu…"), self._on_export)
        self.import_action = self._action("import", self.tr("Wczytaj karty z arkusza…"), self._on_import)

        self.place_action(self.print_action, Place.PRIMARY)
        self.place_action(self.new_action, Place.BUTTON)
        for group in (
            (self.edit_action, self.copy_action, self.archive_action, self.restore_action, self.delete_action),
            (
                self.print_large_action,
                self.save_pdf_action,
                self.save_large_pdf_action,
                self.open_pdf_action,
                self.guide_action,
            ),
            (self.open_file_action,),
            (self.import_action, self.export_action),
        ):
            for action in group:
                self.place_action(action, Place.MENU)
            self.more_menu.addSeparator()
        self.finish_menu()
        self.table.addActions(
            [
                self.print_action,
                self.print_large_action,
                self.edit_action,
                self.copy_action,
                self.archive_action,
                self.restore_action,
                self.delete_action,
            ]
        )
        self.offer_when_empty((self.new_action, self.import_action))

    def _action(
        self, icon_name: str, text: str, slot: Callable[[], None], shortcut: str | QKeySequence.StandardKey = ""
    ) -> QAction:
        action = QAction(text, self)
        action.setObjectName(f"{icon_name}_card")
        action.setProperty("iconName", icon_name)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{text.removesuffix('…')} ({keys})")
        icons.dress(action, icon_name)
        action.triggered.connect(slot)
        return action

    def open_record(self, record: Any) -> None:
        """Open the form."""
        self._deeds.open_form(record, None)

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """Enable deeds by what is chosen."""
        if not hasattr(self, "import_action"):
            return
        count = len(records)
        archived = [card for card in records if card.status is CardStatus.ARCHIVED]
        for action in (
            self.print_large_action,
            self.save_pdf_action,
            self.save_large_pdf_action,
            self.open_pdf_action,
        ):
            action.setEnabled(count > 0)
        # with cards to choose from, Ctrl+P says what is missing rather than nothing
        self.print_action.setEnabled(self.model.rowCount() > 0)
        self.delete_action.setEnabled(count > 0)
        for action in (self.edit_action, self.copy_action):
            action.setEnabled(count == 1)
        self.open_file_action.setEnabled(count == 1 and bool(stored_files(records[0])))
        self.archive_action.setEnabled(len(archived) < count)
        self.restore_action.setEnabled(bool(archived))
        counted = WORDS.counted(count)
        self.print_action.setText(self.tr("Drukuj {cards}").format(cards=counted) if count > 1 else self.tr("Drukuj"))
        self.delete_action.setText(
            self.tr("Usuń {cards}").format(cards=counted) if count > 1 else self.tr("Usuń kartę")
        )
        living = count - len(archived)
        self.archive_action.setText(
            self.tr("Wycofaj {cards}").format(cards=_accusative(living)) if living > 1 else self.tr("Wycofaj kartę")
        )
        self.restore_action.setText(
            self.tr("Przywróć {cards}").format(cards=_accusative(len(archived)))
            if len(archived) > 1
            else self.tr("Przywróć kartę")
        )

    @Slot()
    def _on_new(self) -> None:
        self._deeds.open_form(None, None)

    @Slot()
    def _on_edit(self) -> None:
        for card in self.selected()[:1]:
            self.open_record(card)

    @Slot()
    def _on_copy(self) -> None:
        chosen = self.selected()
        if len(chosen) == 1:
            card_id = chosen[0].id
            self.kit.jobs.run(lambda _progress: self._cards.copy_draft(card_id), done=self._on_copied, owner=self)

    def _on_copied(self, draft: ServiceCardDraft) -> None:
        self._deeds.open_form(None, draft)

    @Slot()
    def _on_archive(self) -> None:
        chosen = [card for card in self.selected() if card.status is not CardStatus.ARCHIVED]
        self._change(chosen, self._cards.archive, self.tr("Wycofano {cards}."))

    @Slot()
    def _on_restore(self) -> None:
        chosen = [card for card in self.selected() if card.status is CardStatus.ARCHIVED]
        self._change(chosen, self._cards.restore, self.tr("Przywrócono {cards}."))

    @Slot()
    def _on_delete(self) -> None:
        chosen = self.selected()
        if len(chosen) < 2:
            # one card needs no question: „Cofnij” brings it back
            self._delete(chosen)
            return
        counted = _accusative(len(chosen))
        self.kit.dialogs.confirm(
            self.tr("Usunąć {cards}?").format(cards=counted),
            self.tr("Karty znikną z listy i z wydruków. Zaraz po usunięciu można je przywrócić przyciskiem „Cofnij”."),
            self.tr("Usuń {cards}").format(cards=counted),
            lambda: self._delete(chosen),
        )

    def _delete(self, chosen: Sequence[ServiceCard]) -> None:
        self._change(chosen, self._cards.delete, self.tr("Usunięto {cards}."))

    def _change(
        self, chosen: Sequence[ServiceCard], deed: Callable[[int, int], Outcome[ServiceCard]], message: str
    ) -> None:
        if not chosen:
            return

        def work(progress: Progress) -> Outcome[Any]:
            outcomes = []
            for number, card in enumerate(chosen):
                progress.report(number, len(chosen))
                outcomes.append(deed(card.id, card.version))
            return _joined(outcomes, message.format(cards=_accusative(len(chosen))))

        # not cancellable: half of the cards changed and no word about it would be worse than waiting
        self.kit.jobs.run(
            work,
            done=self.kit.report,
            writes=True,
            title=self.tr("Zapisuję zmiany…"),
            cancellable=False,
            owner=self,
        )

    # -- prints ----------------------------------------------------------------------------------------------

    def _sheet(self, card: ServiceCard) -> Sheet:
        return Sheet(
            key=(card.id, card.version),
            title=f"{card.symbol} {card.name}",
            make=lambda progress: self._prints.cards((card,), "standard", progress),
            text=self._prints.text(card),
        )

    def _on_change_announced(self, change: Change) -> None:
        if change.entity == "office" and self.preview is not None:
            self.preview.forget()
        super()._on_change_announced(change)

    def _make(self, chosen: Sequence[ServiceCard], variant: str, then: Callable[[bytes], None]) -> None:
        Saving(self.kit, self).make(lambda progress: self._prints.cards(chosen, variant, progress), then)

    @Slot()
    def _on_print(self) -> None:
        self._print(self._deeds.usual_variant())

    @Slot()
    def _on_print_large(self) -> None:
        self._print("large")

    def _print(self, variant: str) -> None:
        chosen = self.selected()
        if chosen:
            self._make(chosen, variant, lambda pdf: self._send(pdf, chosen))
        else:
            self.kit.say(self.tr("Wybierz kartę, aby ją wydrukować."))

    def _send(self, pdf: bytes, chosen: Sequence[ServiceCard]) -> None:
        ids = tuple(card.id for card in chosen)

        def printed() -> None:
            self.kit.jobs.run(lambda _progress: self._cards.note_printed(ids), writes=True, owner=self)

        self._deeds.print_pdf(pdf, print_title(chosen), printed)

    @Slot()
    def _on_open_pdf(self) -> None:
        chosen = self.selected()
        if chosen:
            self._make(chosen, self._deeds.usual_variant(), lambda pdf: self._deeds.open_pdf(pdf, file_name(chosen)))

    @Slot()
    def _on_open_file(self) -> None:
        chosen = self.selected()
        files = stored_files(chosen[0]) if len(chosen) == 1 else ()
        if len(files) == 1:
            self._deeds.open_stored(files[0].sha256, files[0].name)
        elif files:
            self._offer_files(files)

    def _offer_files(self, files: Sequence[CardFile]) -> None:
        menu = QMenu(self.tr("Otwórz formularz lub załącznik"), self)
        menu.setObjectName("files_of_card")
        menu.setAccessibleName(menu.title())
        for file in files:
            menu.addAction(file.told.replace("&", "&&")).setData(file)
        menu.triggered.connect(self._on_file_chosen)
        menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(menu.deleteLater)
        area = self.table.viewport()
        size = menu.sizeHint()
        menu.popup(area.mapToGlobal(area.rect().center()) - QPoint(size.width() // 2, size.height() // 2))

    @Slot(QAction)
    def _on_file_chosen(self, action: QAction) -> None:
        file: CardFile = action.data()
        self._deeds.open_stored(file.sha256, file.name)

    @Slot()
    def _on_save_pdf(self) -> None:
        chosen = self.selected()
        if chosen:
            variant = self._deeds.usual_variant()
            self._save(lambda progress: self._prints.cards(chosen, variant, progress), file_name(chosen))

    @Slot()
    def _on_save_large_pdf(self) -> None:
        chosen = self.selected()
        if chosen:
            name = file_name(chosen).replace(".pdf", "-duza-czcionka.pdf")
            self._save(lambda progress: self._prints.cards(chosen, "large", progress), name)

    @Slot()
    def _on_guide(self) -> None:
        self._save(self._prints.guide, "przewodnik-po-uslugach.pdf")

    def _save(self, make: Make, suggested: str) -> None:
        Saving(self.kit, self).save_pdf(make, suggested=suggested)

    @Slot()
    def _on_export(self) -> None:
        self._deeds.export_cards()

    @Slot()
    def _on_import(self) -> None:
        self._deeds.import_cards()


def _accusative(number: int) -> str:
    return f"{number} {plural(number, 'kartę', 'karty', 'kart')}"


def print_title(cards: Sequence[ServiceCard]) -> str:
    """What the printer's queue shows."""
    if len(cards) == 1:
        return f"{cards[0].symbol} {cards[0].name}"
    return f"Karty usług ({WORDS.counted(len(cards))})"


def file_name(cards: Sequence[ServiceCard]) -> str:
    """A file name that every system takes: ``SO-01-wydanie-dowodu-osobistego.pdf``."""
    if len(cards) > 1:
        return "karty-uslug.pdf"
    name = "-".join(re.findall(r"[a-z0-9]+", fold(cards[0].name)))[:60].strip("-")
    symbol = re.sub(r"[^A-Za-z0-9.]+", "-", fold(cards[0].symbol).upper())
    return f"{symbol}-{name}.pdf" if name else f"{symbol}.pdf"


def stored_files(card: ServiceCard) -> tuple[CardFile, ...]:
    """Blank forms in the order of the documents, then attachments."""
    forms = [
        CardFile(f"{document.name} ({document.form_file_name})", document.form_file_name, document.form_file)
        for document in card.documents
        if document.form_file
    ]
    others = [
        CardFile(f"{file.title} ({file.file_name})" if file.title else file.file_name, file.file_name, file.file)
        for file in card.attachments
    ]
    return (*forms, *others)


def _joined(outcomes: Sequence[Outcome[ServiceCard]], message: str) -> Outcome[Any]:
    """Several changes of one kind as one, undone together."""
    if len(outcomes) == 1:
        return outcomes[0]
    ids = frozenset().union(*(outcome.change.ids for outcome in outcomes))
    undos = [outcome.undo for outcome in reversed(outcomes) if outcome.undo is not None]

    def undo() -> Outcome[Any]:
        return _joined([single.run() for single in undos], "Cofnięto.")

    change = Change(outcomes[0].change.entity, ids)
    return Outcome(outcomes[0].record, change, message, Undo(undos[0].label, undo) if undos else None)
