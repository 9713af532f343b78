"""The frame: keys that go everywhere, colours, zoom, settings, help, leaving, and changes made by others."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QMenu,
    QSpinBox,
    QTextBrowser,
    QToolButton,
)

from app.bootstrap import Services
from app.core import paths
from app.core.settings import Settings
from app.people.employees.domain import EmployeeDraft
from app.people.units.domain import UnitDraft
from app.registers.service_cards.domain import ServiceCardDraft
from app.shell import neighbours
from app.shell.about import AboutWindow
from app.shell.check_report import CheckWindow
from app.shell.help_window import HelpWindow
from app.shell.main_window import MainWindow
from app.shell.settings_window import SettingsWindow
from app.widgets.dialogs import Answer
from app.widgets.editing_tab import EditingTab
from app.widgets.forms.comparison import as_draft
from app.widgets.register_tab import RegisterTab
from app.widgets.search_field import SearchField
from app.widgets.theme import DARK, Mode
from tests.keyboard import press, type_text
from tests.shell.windows import Desk, desk, second_program

SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def current(window: MainWindow) -> str:
    widget = window.tabs.currentWidget()
    assert widget is not None
    return widget.objectName()


def help_page(desk: Desk) -> str:
    """The heading of the page that help shows."""
    (window,) = desk.window.findChildren(HelpWindow)
    assert window.isVisible()
    page = window.findChild(QTextBrowser, "page")
    assert page is not None
    text = page.toPlainText().strip().splitlines()[0]
    window.close()
    return text


def test_ctrl_digits_go_to_the_tabs(demo: Desk) -> None:
    listed = {Qt.Key.Key_2: "service_cards", Qt.Key.Key_3: "units", Qt.Key.Key_4: "posts", Qt.Key.Key_5: "employees"}
    for key, name in listed.items():
        demo.shortcut(key)
        assert current(demo.window) == name
    demo.shortcut(Qt.Key.Key_1)
    assert current(demo.window) == "dashboard"


@pytest.mark.parametrize("key", ["dashboard", "service_cards", "units", "employees"])
def test_ctrl_f_puts_the_cursor_into_the_search_of_the_tab_in_front(demo: Desk, key: str) -> None:
    if key != "dashboard":
        demo.window.go_to(key).table.setFocus()
    else:
        demo.window.menuBar().setFocus()
    demo.shortcut(Qt.Key.Key_F, on=demo.window)
    tab = demo.window.tabs.currentWidget()
    assert tab.search.hasFocus()  # type: ignore[attr-defined]


def test_esc_in_the_search_clears_it_and_shows_everything_again(demo: Desk) -> None:
    tab = demo.cards()
    type_text(tab.search, "ślub")
    tab.search.flush()
    assert 0 < tab.model.rowCount() < 20
    press(tab.search, Qt.Key.Key_Escape)
    assert tab.search.text() == ""
    assert tab.model.rowCount() == 20


@pytest.mark.parametrize(
    ("key", "heading"),
    [
        ("dashboard", "Pulpit"),
        ("service_cards", "Karty usług"),
        ("units", "Komórki organizacyjne"),
        ("employees", "Pracownicy"),
    ],
)
def test_f1_opens_the_page_of_the_tab_in_front(demo: Desk, key: str, heading: str) -> None:
    if key != "dashboard":
        demo.window.go_to(key)
    demo.shortcut(Qt.Key.Key_F1, NONE)
    assert help_page(demo) == heading


def test_f1_in_a_form_opens_the_page_of_the_form(demo: Desk) -> None:
    demo.shortcut(Qt.Key.Key_N)
    demo.form().activateWindow()
    demo.until(demo.form().isActiveWindow)
    demo.shortcut(Qt.Key.Key_F1, NONE, on=demo.form())
    assert help_page(demo) == "Formularz karty"


def test_keys_are_listed_in_help(demo: Desk) -> None:
    next(action for action in demo.window.menus.actions if action.objectName() == "keyboard").trigger()
    assert help_page(demo) == "Skróty klawiszowe"


def test_links_between_pages_lead_somewhere(demo: Desk) -> None:
    demo.window.manual.show("service_cards")
    (window,) = demo.window.findChildren(HelpWindow)
    page = window.findChild(QTextBrowser, "page")
    assert page is not None
    page.anchorClicked.emit(QUrl("40_search.md"))
    assert page.toPlainText().startswith("Jak działa szukanie")
    window.close()


def test_zoom_keys_change_the_letters_and_are_remembered(qapp: QApplication, demo_services: Services) -> None:
    with desk(qapp, demo_services) as first:
        before = first.window.fontMetrics().height()
        first.shortcut(Qt.Key.Key_Plus)
        first.shortcut(Qt.Key.Key_Equal)
        assert first.zoom.percent == 125
        first.settle()
        assert first.window.fontMetrics().height() > before
        first.shortcut(Qt.Key.Key_Minus)
        assert first.zoom.percent == 110
        assert first.said == "Wielkość: 110 %"
    with desk(qapp, demo_services) as second:
        assert second.zoom.percent == 110
        second.shortcut(Qt.Key.Key_0)
        assert second.zoom.percent == 100


def test_colours_switch_at_once_and_are_remembered(qapp: QApplication, demo_services: Services) -> None:
    with desk(qapp, demo_services) as first:
        next(action for action in first.window.menus.actions if action.objectName() == "theme_dark").trigger()
        assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.window
        assert first.cards().table.palette().color(QPalette.ColorRole.Base).name() == DARK.base
    with desk(qapp, demo_services) as second:
        assert second.theme.mode is Mode.DARK
        checked = [a.objectName() for a in second.window.menus.actions if a.isCheckable() and a.isChecked()]
        assert checked == ["theme_dark"]
        second.theme.set_mode(Mode.LIGHT)


def test_settings_window_writes_the_file_and_applies_it(demo: Desk) -> None:
    next(action for action in demo.window.menus.actions if action.objectName() == "settings").trigger()
    window: SettingsWindow = demo.dialog(SettingsWindow)
    theme, zoom = window.findChild(QComboBox, "theme"), window.findChild(QSpinBox, "zoom")
    assert theme is not None
    assert zoom is not None
    theme.setCurrentIndex(theme.findData("dark"))
    zoom.setValue(125)
    box = window.findChild(QDialogButtonBox)
    assert box is not None
    in_order = sorted(box.buttons(), key=lambda button: button.x())
    assert [button.text() for button in in_order] == ["Anuluj", "Zapisz ustawienia"]
    next(b for b in box.buttons() if b.text() == "Zapisz ustawienia").click()
    stored = tomllib.loads((paths.config_folder() / "ustawienia.toml").read_text(encoding="utf-8"))
    assert (stored["theme"], stored["zoom"]) == ("dark", 125)
    assert (demo.theme.mode, demo.zoom.percent) == (Mode.DARK, 125)
    assert demo.said == "Zapisano ustawienia."
    demo.theme.set_mode(Mode.LIGHT)


def test_settings_that_cannot_be_written_are_said_and_the_window_stays(
    demo: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Settings, _values: object) -> None:
        raise PermissionError(13, "Brak dostępu")

    monkeypatch.setattr(Settings, "change", refuse)
    demo.window.preferences.open()
    window: SettingsWindow = demo.dialog(SettingsWindow)
    window._on_save()
    assert window.isVisible()
    (refusal,) = demo.dialogs.refused
    assert "Sprawdź prawa do folderu" in str(refusal)
    window.close()


def test_about_names_the_version_and_the_files(demo: Desk) -> None:
    demo.window._open_about()
    window: AboutWindow = demo.dialog(AboutWindow)
    facts = window.findChild(QLabel, "facts")
    assert facts is not None
    assert str(Path(demo.services.store.location)) in facts.text()
    assert "EUPL-1.2" in facts.text()
    window.close()


def test_check_of_the_database_says_that_it_is_whole(demo: Desk) -> None:
    next(action for action in demo.window.menus.actions if action.objectName() == "check_database").trigger()
    demo.settle()
    window: CheckWindow = demo.dialog(CheckWindow)
    verdict = window.findChild(QLabel, "verdict")
    assert verdict is not None
    assert "Baza danych jest cała" in verdict.text()
    window.close()


def test_record_menu_holds_the_deeds_of_the_tab_in_front(demo: Desk) -> None:
    menu = demo.window.findChild(QMenu, "record_menu")
    assert menu is not None
    menu.aboutToShow.emit()
    assert [a.isEnabled() for a in menu.actions()] == [False], "the desk has no records of its own"
    demo.cards()
    menu.aboutToShow.emit()
    assert "Przewodnik po usługach…" in [a.text() for a in menu.actions()]


def test_place_of_the_window_and_layout_of_tabs_come_back(qapp: QApplication, demo_services: Services) -> None:
    with desk(qapp, demo_services) as first:
        first.window.resize(first.window.minimumSizeHint().width() + 7, 611)
        first.settle()
        before = first.window.size()
    with desk(qapp, demo_services) as second:
        assert second.window.size() == before


def test_change_by_another_program_appears_and_keeps_the_selection(demo: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    tab = demo.cards()
    tab.select_record(next(c.id for c in demo.services.cards.find("dowód")))
    chosen = tab.selected()[0]
    other = second_program(Path(demo.services.store.location))
    try:
        card = other.cards.by_symbol("DG-02")
        assert card is not None
        draft = replace(as_draft(ServiceCardDraft, card), name="Wpis do ewidencji działalności")
        other.cards.update(card.id, card.version, draft)
    finally:
        other.close()
    demo.until(lambda: "Wpis do ewidencji działalności" in names(tab), neighbours._ASK_MS + 3000)
    assert tab.selected()[0].id == chosen.id


def names(tab: RegisterTab) -> list[str]:
    model = tab.model
    return [record.name for row in range(model.rowCount()) if (record := model.record(row)) is not None]


def test_own_save_does_not_hide_what_another_program_changed_meanwhile(demo: Desk) -> None:
    units = demo.window.go_to("units")
    demo.settle()
    other = second_program(Path(demo.services.store.location))
    try:
        other.units.create(UnitDraft(symbol="ZZ", name="Zespół Żłobków"))
    finally:
        other.close()
    # an own save before the next look
    saved = demo.services.employees.create(EmployeeDraft(surname="Żak", first_name="Łucja", unit_id=1))
    demo.window.workspace.report(saved)
    demo.window.neighbours.look()
    demo.settle()
    assert "Zespół Żłobków" in names(units)


def test_closing_with_an_unsaved_form_asks_and_stays(demo: Desk) -> None:
    demo.shortcut(Qt.Key.Key_N)
    form = demo.form()
    type_text(form.focusWidget(), "Żółta karta")
    form.page.edited.emit()
    assert not demo.window.close()
    assert demo.window.isVisible()
    title, _ = demo.dialogs.asked[-1]
    assert title == "Niezapisane zmiany"
    assert demo.dialogs.deeds[-1] == ("Zapisz i zamknij", "Porzuć zmiany")


def test_giving_up_the_changes_goes_on_closing(demo: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    demo.shortcut(Qt.Key.Key_N)
    form = demo.form()
    type_text(form.focusWidget(), "Żółta karta")
    form.page.edited.emit()
    offered: list[Answer] = []
    # as in life: the answer comes after the window's closing was put off
    monkeypatch.setattr(demo.dialogs, "ask", lambda _title, _text, answers, **_more: offered.extend(answers))
    assert not demo.window.close()
    assert demo.window.isVisible()
    next(answer for answer in offered if answer.deed == "Porzuć zmiany").then()
    demo.until(lambda: not demo.window.isVisible())
    demo.closed = True


def test_going_on_with_the_form_keeps_the_window_later(demo: Desk) -> None:
    demo.shortcut(Qt.Key.Key_N)
    form = demo.form()
    type_text(form.focusWidget(), "Żółta karta")
    form.page.edited.emit()
    demo.dialogs.answer = None
    assert not demo.window.close()
    demo.dialogs.answer = "Porzuć zmiany"
    form.close()
    demo.settle()
    assert demo.window.isVisible()


def test_a_new_record_is_chosen_where_it_appears(demo: Desk) -> None:
    tab = demo.window.go_to("units")
    demo.settle()
    assert isinstance(tab, EditingTab)
    tab.new_action.trigger()
    form = demo.form()
    form.page.load(UnitDraft(symbol="ZZ", name="Zespół Zadań"))
    form.page.edited.emit()
    form.save_and_leave()
    demo.settle()
    assert tab.table.current_record().symbol == "ZZ"


def test_a_record_far_down_is_scrolled_into_view(demo: Desk) -> None:
    demo.window.resize(1000, 480)
    last = demo.services.employees.all()[-1]
    demo.window.go_to_record("employees", last.id)
    demo.settle()
    table = demo.window.tab("employees").table
    assert table.current_record() == last
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_beside_another_sentence_the_button_names_the_deed(demo: Desk) -> None:
    demo.window.workspace.report(demo.services.units.create(UnitDraft(symbol="ZZ", name="Zespół")))
    demo.window.workspace.say("Zapisano plik.")
    button = demo.window.status.findChild(QToolButton, "undo")
    assert isinstance(button, QToolButton)
    assert button.text() == "Cofnij: dodano komórkę ZZ Zespół"


def test_closing_shuts_the_jobs_down(demo: Desk) -> None:
    jobs = demo.window.jobs
    demo.close()
    assert jobs._closed
    assert not jobs.busy


def test_undo_reaches_the_last_deed_from_a_search_in_which_nothing_was_typed(empty: Desk) -> None:
    units = empty.window.go_to("units")
    unit = empty.services.units.create(UnitDraft(symbol="SO", name="Sprawy obywatelskie"))
    empty.window.workspace.report(unit)
    empty.settle()
    field = units.findChild(SearchField)
    assert field is not None
    field.setFocus()
    empty.shortcut(Qt.Key.Key_Z, on=field)
    empty.settle()
    assert not empty.services.units.all()


def test_undo_takes_back_step_by_step(empty: Desk) -> None:
    for symbol in ("AA", "BB"):
        empty.window.workspace.report(empty.services.units.create(UnitDraft(symbol=symbol, name=symbol)))
    assert empty.said.startswith("Dodano komórkę")
    for left in (["AA"], []):
        empty.window.setFocus()
        empty.shortcut(Qt.Key.Key_Z, on=empty.window.tabs)
        empty.settle()
        assert [unit.symbol for unit in empty.services.units.all()] == left
    assert empty.said.startswith("Cofnięto.")
    assert not empty.window.status.can_undo
