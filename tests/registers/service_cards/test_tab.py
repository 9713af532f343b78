"""The tab of service cards over the demonstration office: search, deeds with undo, prints, files."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import Services
from app.core.records import Query
from app.registers.service_cards.domain import CardStatus, ServiceCard, ServiceCardDraft
from app.registers.service_cards.tab import CardDeeds, ServiceCardsTab, file_name, print_title
from app.widgets.changes import ChangeBus
from app.widgets.jobs import Jobs
from tests.widgets.fakes import FakeDialogs, FakeKit, MemoryLayouts


class _Shell:
    """Remembers what the tab asked of it."""

    def __init__(self) -> None:
        self.forms: list[tuple[ServiceCard | None, ServiceCardDraft | None]] = []
        self.printed: list[str] = []
        self.opened: list[str] = []
        self.called: list[str] = []
        self.variant = "standard"

    def deeds(self) -> CardDeeds:
        return CardDeeds(
            open_form=lambda card, draft: self.forms.append((card, draft)),
            print_pdf=self.print_pdf,
            open_pdf=lambda pdf, name: self.opened.append(f"{name} {pdf[:5].decode()}"),
            open_stored=lambda sha256, name: self.opened.append(f"{name} {sha256[:4]}"),
            usual_variant=lambda: self.variant,
            export_cards=lambda: self.called.append("export"),
            import_cards=lambda: self.called.append("import"),
        )

    def print_pdf(self, pdf: bytes, title: str, printed: Callable[[], None]) -> None:
        assert pdf.startswith(b"%PDF")
        self.printed.append(title)
        printed()


class _Prints:
    """Stands in for ReportLab, which has tests of its own."""

    def __init__(self) -> None:
        self.made: list[tuple[tuple[str, ...], str]] = []

    def cards(self, cards: Any, variant: str, progress: Any = None) -> bytes:
        self.made.append((tuple(card.symbol for card in cards), variant))
        return b"%PDF-cards"

    def text(self, card: Any) -> str:
        return f"Treść karty {card.symbol}"

    def guide(self, progress: Any = None) -> bytes:
        return b"%PDF-guide"


@pytest.fixture
def kit(qtbot: QtBot) -> Iterator[FakeKit]:
    dialogs = FakeDialogs()
    jobs = Jobs(dialogs)
    yield FakeKit(dialogs, jobs, ChangeBus(), MemoryLayouts())
    assert jobs.shutdown(5000)


@pytest.fixture
def shell() -> _Shell:
    return _Shell()


@pytest.fixture
def prints() -> _Prints:
    return _Prints()


@pytest.fixture
def tab(qtbot: QtBot, demo_services: Services, kit: FakeKit, shell: _Shell, prints: _Prints) -> ServiceCardsTab:
    names = {unit.id: unit.name for unit in demo_services.units.all()}
    tab = ServiceCardsTab(demo_services.cards, prints, shell.deeds(), kit, demo_services.clock, lambda: names)
    qtbot.addWidget(tab)
    tab.resize(1366, 700)
    # the preview would print through PDFium; it has tests of its own
    tab.preview_action.setChecked(False)
    tab.show()
    return tab


def _symbols(tab: ServiceCardsTab) -> list[str]:
    records = (tab.model.record(row) for row in range(tab.model.rowCount()))
    return [record.symbol for record in records if record is not None]


def _choose(tab: ServiceCardsTab, *symbols: str) -> None:
    tab.table.clearSelection()
    for symbol in symbols:
        row = _symbols(tab).index(symbol)
        flags = tab.table.selectionModel().SelectionFlag
        index = tab.model.index(row, 1)
        tab.table.selectionModel().setCurrentIndex(index, flags.Select | flags.Rows)


def test_the_residents_words_find_the_card_and_mark_it(
    qtbot: QtBot, tab: ServiceCardsTab, type_text: Callable[[Any, str], None]
) -> None:
    type_text(tab.search, "zgubiłem dowód")
    qtbot.waitUntil(lambda: 0 < tab.model.rowCount() < 20)
    card = tab.table.current_record()
    assert card.symbol == "SO-01"
    assert "dowod" in tab.model.matched(card)
    assert tab.model.spans("Dowód osobisty", tab.model.matched(card)) == [(0, 5)]


def test_filters_offer_units_by_name_with_counts(qtbot: QtBot, tab: ServiceCardsTab) -> None:
    names: list[str] = []

    def read() -> bool:
        names[:] = [child.accessibleName() for child in tab.filters.findChildren(QWidget)]
        return "Urząd Stanu Cywilnego, pozycji: 4" in names

    qtbot.waitUntil(read)
    assert "opublikowana, pozycji: 18" in names


def test_every_button_has_a_name(tab: ServiceCardsTab) -> None:
    nameless = [
        button.objectName()
        for button in tab.findChildren(QPushButton)
        if not (button.accessibleName() or button.text())
    ]
    assert nameless == []


def test_columns_can_all_be_sorted_where_they_say_so(qtbot: QtBot, tab: ServiceCardsTab, kit: FakeKit) -> None:
    for column in tab.model.columns:
        if column.sort is not None:
            tab.table.sort_changed.emit((column.sort, True))
            assert tab.model.rowCount() == 20, column.key
    assert kit.dialogs.refused == []


def test_deleting_one_card_needs_no_question_and_can_be_undone(tab: ServiceCardsTab, kit: FakeKit) -> None:
    _choose(tab, "FN-01")
    tab.delete_action.trigger()
    assert kit.jobs.wait()
    assert kit.dialogs.asked == []
    assert "FN-01" not in _symbols(tab)
    (outcome,) = kit.reported
    assert outcome.undo is not None
    kit.report(outcome.undo.run())
    assert "FN-01" in _symbols(tab)


def test_deleting_several_asks_and_is_undone_as_one(tab: ServiceCardsTab, kit: FakeKit) -> None:
    _choose(tab, "SO-01", "SO-02", "SO-03")
    assert tab.delete_action.text() == "Usuń 3 karty"
    tab.delete_action.trigger()
    assert kit.dialogs.deeds == [("Usuń 3 karty",)]
    assert len(_symbols(tab)) == 20
    kit.dialogs.answer = "Usuń 3 karty"
    tab.delete_action.trigger()
    assert kit.jobs.wait()
    assert len(_symbols(tab)) == 17
    (outcome,) = kit.reported
    assert outcome.message == "Usunięto 3 karty."
    assert outcome.undo is not None
    kit.report(outcome.undo.run())
    assert len(_symbols(tab)) == 20


def test_withdrawing_and_putting_back(tab: ServiceCardsTab, kit: FakeKit, demo_services: Services) -> None:
    _choose(tab, "OS-01")
    assert tab.archive_action.isEnabled()
    assert not tab.restore_action.isEnabled()
    tab.archive_action.trigger()
    assert kit.jobs.wait()
    card = demo_services.cards.by_symbol("OS-01")
    assert card is not None
    assert card.status is CardStatus.ARCHIVED
    assert not tab.archive_action.isEnabled()
    tab.restore_action.trigger()
    assert kit.jobs.wait()
    card = demo_services.cards.by_symbol("OS-01")
    assert card is not None
    assert card.status is CardStatus.PUBLISHED


def test_forms_open_for_new_edited_and_copied_cards(
    qtbot: QtBot, tab: ServiceCardsTab, kit: FakeKit, shell: _Shell
) -> None:
    _choose(tab, "PS-02")
    tab.new_action.trigger()
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    tab.copy_action.trigger()
    assert kit.jobs.wait()
    (new, edited, copied) = shell.forms
    assert new == (None, None)
    assert edited[0] is not None
    assert edited[0].symbol == "PS-02"
    assert copied[0] is None
    assert copied[1] is not None
    assert copied[1].status is CardStatus.DRAFT


def test_printing_the_selection_in_order_and_counting_it(
    qtbot: QtBot, tab: ServiceCardsTab, kit: FakeKit, shell: _Shell, prints: _Prints, demo_services: Services
) -> None:
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    _choose(tab, "USC-02", "DG-01")
    tab.search.setFocus()
    QTest.keyClick(tab.search, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert kit.jobs.wait()
    assert prints.made == [(("DG-01", "USC-02"), "standard")]
    assert shell.printed == ["Karty usług (2 karty)"]
    assert {card.symbol for card in demo_services.cards.recent()} == {"DG-01", "USC-02"}
    tab.print_large_action.trigger()
    assert kit.jobs.wait()
    assert prints.made[-1][1] == "large"


def test_saving_and_opening_pdf_files(tab: ServiceCardsTab, kit: FakeKit, shell: _Shell, tmp_path: Path) -> None:
    _choose(tab, "USC-02")
    kit.dialogs.save_path = tmp_path / "karta.pdf"
    tab.save_pdf_action.trigger()
    assert kit.jobs.wait()
    assert kit.dialogs.suggested == ["USC-02-zawarcie-zwiazku-malzenskiego.pdf"]
    assert (tmp_path / "karta.pdf").read_bytes() == b"%PDF-cards"
    assert kit.said == ["Zapisano plik karta.pdf."]
    tab.open_pdf_action.trigger()
    assert kit.jobs.wait()
    assert shell.opened == ["USC-02-zawarcie-zwiazku-malzenskiego.pdf %PDF-"]
    kit.dialogs.save_path = tmp_path / "nie ma" / "przewodnik.pdf"
    tab.guide_action.trigger()
    assert kit.jobs.wait()
    (refused,) = kit.dialogs.refused
    assert "Nie można zapisać pliku" in str(refused)


def test_deeds_on_cards_rest_while_nothing_is_chosen(tab: ServiceCardsTab) -> None:
    tab.show_query("xqzw")
    for action in (tab.print_action, tab.edit_action, tab.delete_action, tab.archive_action, tab.save_pdf_action):
        assert not action.isEnabled()
    assert tab.new_action.isEnabled()


def test_ctrl_p_without_a_chosen_card_says_what_to_do(tab: ServiceCardsTab, kit: FakeKit, prints: _Prints) -> None:
    tab.table.clearSelection()
    tab.print_action.trigger()
    assert kit.said == ["Wybierz kartę, aby ją wydrukować."]
    assert prints.made == []


def test_deeds_name_how_many_cards_they_touch(tab: ServiceCardsTab, kit: FakeKit) -> None:
    _choose(tab, "SO-01", "SO-02", "SO-03")
    assert tab.archive_action.text() == "Wycofaj 3 karty"
    assert tab.restore_action.text() == "Przywróć kartę"
    tab.archive_action.trigger()
    assert kit.jobs.wait()
    _choose(tab, "SO-01", "SO-02", "SO-03")
    assert tab.archive_action.text() == "Wycofaj kartę"
    assert tab.restore_action.text() == "Przywróć 3 karty"


def test_the_preview_says_what_the_print_says(tab: ServiceCardsTab) -> None:
    _choose(tab, "SO-01")
    (card,) = tab.selected()
    assert tab._sheet(card).text == "Treść karty SO-01"


def test_the_print_chosen_in_the_settings_is_used(
    tab: ServiceCardsTab, kit: FakeKit, shell: _Shell, prints: _Prints
) -> None:
    shell.variant = "large"
    _choose(tab, "SO-01")
    tab.print_action.trigger()
    assert kit.jobs.wait()
    assert prints.made[-1] == (("SO-01",), "large")


def test_names_of_prints(demo_services: Services) -> None:
    cards = demo_services.cards.page(Query(), 0, 5)
    assert print_title(cards) == "Karty usług (5 kart)"
    assert file_name(cards) == "karty-uslug.pdf"
    assert print_title(cards[:1]) == f"{cards[0].symbol} {cards[0].name}"
