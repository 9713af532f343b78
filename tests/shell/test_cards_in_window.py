"""The clerk's day with cards in the real window: write, save, undo, copy, archive, filter; and when saving fails."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton
from sqlalchemy import event
from sqlcipher3 import dbapi2

from app.core.errors import EnvironmentProblem, PassingProblem
from app.registers.service_cards.domain import CardStatus, ServiceCard, ServiceCardDraft
from app.shell.search_everywhere import SearchEverywhere
from app.widgets.forms.comparison import as_draft
from app.widgets.forms.conflict import ConflictDialog
from app.widgets.forms.record_form import RecordForm
from app.widgets.forms.section_list import _STATE, _drawing
from db.file_store import FileStore
from tests.keyboard import replace_text, type_text
from tests.shell.windows import CONTROL, Desk, second_program

NONE = Qt.KeyboardModifier.NoModifier


def field(form: RecordForm, name: str) -> QLineEdit:
    """A one-line field of a form."""
    target = form.page.rows[name].editor.focus_target()
    assert isinstance(target, QLineEdit), type(target)
    return target


def card(desk: Desk, symbol: str) -> ServiceCard:
    found = desk.services.cards.by_symbol(symbol)
    assert found is not None
    return found


def choose(desk: Desk, symbol: str) -> None:
    """Select a card in the table."""
    assert desk.cards().select_record(card(desk, symbol).id)
    desk.settle()


def open_form(desk: Desk, symbol: str) -> RecordForm:
    choose(desk, symbol)
    desk.shortcut(Qt.Key.Key_F2, NONE, on=desk.cards().table)
    return desk.form()


def press_button(form: RecordForm, text: str) -> None:
    next(b for b in form.findChildren(QPushButton) if b.text().replace("&", "") == text).click()


def test_new_card_typed_saved_and_taken_back(demo: Desk) -> None:
    tab = demo.cards()
    demo.shortcut(Qt.Key.Key_N, on=tab.table)
    form = demo.form()
    type_text(field(form, "name"), "Zażółć gęślą jaźń")
    form.page.rows["unit_id"].editor.load(card(demo, "SO-01").unit_id)
    replace_text(field(form, "symbol"), "SO-77")
    form._on_check_due()
    demo.shortcut(Qt.Key.Key_S, on=field(form, "name"))
    demo.settle()
    assert demo.dialogs.refused == []
    assert card(demo, "SO-77").name == "Zażółć gęślą jaźń"
    assert "SO-77" in demo.symbols()
    assert demo.said == "Dodano kartę SO-77."
    form.close()
    demo.to_front()
    demo.shortcut(Qt.Key.Key_Z, on=tab.table)
    demo.settle()
    assert "SO-77" not in demo.symbols()
    assert demo.services.cards.by_symbol("SO-77") is None


def test_a_new_card_starts_with_nothing_ticked_off(demo: Desk) -> None:
    tab = demo.cards()
    demo.shortcut(Qt.Key.Key_N, on=tab.table)
    form = demo.form()
    assert form.draft().appeal_body, "the office's own body of appeal is filled in"
    items = [form.section_list.item(row) for row in range(form.section_list.count())]
    ticked = [item.text() for item in items if _drawing(item.data(_STATE))[0] == "ok"]
    assert ticked == []


def test_ctrl_k_in_a_form_searches_from_the_main_window(demo: Desk) -> None:
    form = open_form(demo, "SO-01")
    replace_text(field(form, "name"), "Dowód")
    for _ in range(2):
        demo.shortcut(Qt.Key.Key_K, on=field(form, "name"))
    search = demo.dialog(SearchEverywhere)
    assert search.parent() is demo.window
    search.reject()
    assert form.isVisible()
    assert form.draft().name == "Dowód"


def test_undo_button_does_what_it_says(demo: Desk) -> None:
    choose(demo, "DG-02")
    demo.shortcut(Qt.Key.Key_Delete, NONE, on=demo.cards().table)
    demo.settle()
    assert "DG-02" not in demo.symbols()
    button = demo.window.status.findChild(QToolButton, "undo")
    assert button is not None
    assert button.isVisible()
    assert button.accessibleName() == "Cofnij: Przywróć usuniętą pozycję"
    button.click()
    demo.settle()
    assert "DG-02" in demo.symbols()


def test_several_cards_are_deleted_after_a_question_and_come_back_together(demo: Desk) -> None:
    tab = demo.cards()
    tab.table.selectAll()
    demo.dialogs.answer = "Usuń 20 kart"
    demo.shortcut(Qt.Key.Key_Delete, NONE, on=tab.table)
    demo.settle()
    assert tab.model.rowCount() == 0
    demo.shortcut(Qt.Key.Key_Z, on=tab)
    demo.settle()
    assert tab.model.rowCount() == 20


def test_card_is_withdrawn_and_put_back(demo: Desk) -> None:
    choose(demo, "DG-02")
    tab = demo.cards()
    before = card(demo, "DG-02").status
    tab.archive_action.trigger()
    demo.settle()
    assert card(demo, "DG-02").status is CardStatus.ARCHIVED
    choose(demo, "DG-02")
    assert tab.restore_action.isEnabled()
    assert not tab.archive_action.isEnabled()
    tab.restore_action.trigger()
    demo.settle()
    assert card(demo, "DG-02").status is before


def test_copy_opens_a_form_with_a_symbol_of_its_own(demo: Desk) -> None:
    choose(demo, "SO-01")
    demo.shortcut(Qt.Key.Key_D, on=demo.cards().table)
    form = demo.form()
    draft = form.draft()
    assert form.record_id is None
    assert draft.name.startswith(card(demo, "SO-01").name)
    assert draft.symbol != "SO-01"
    assert draft.documents == card(demo, "SO-01").documents


def test_filters_narrow_the_list_and_are_cleared_with_one_button(demo: Desk) -> None:
    tab = demo.cards()
    tab.show_query(filters={"status": frozenset({"draft"})})
    demo.settle()
    assert demo.symbols() == ["GP-02"]
    tab.show_query("xqzwv", filters={})
    demo.settle()
    assert tab.model.rowCount() == 0
    clear = next(b for b in tab.findChildren(QPushButton) if b.objectName() == "clear_all")
    assert clear.isVisible()
    clear.click()
    demo.settle()
    assert tab.model.rowCount() == 20


def test_conflict_with_another_program_shows_the_differing_fields(demo: Desk) -> None:
    form = open_form(demo, "SO-01")
    replace_text(field(form, "name"), "Dowód osobisty – moja nazwa")
    mine = card(demo, "SO-01")
    with closing(second_program(Path(demo.services.store.location))) as other:
        theirs = replace(as_draft(ServiceCardDraft, mine), name="Dowód osobisty – ich nazwa")
        other.cards.update(mine.id, mine.version, theirs)
    demo.shortcut(Qt.Key.Key_S, on=field(form, "name"))
    demo.settle()
    dialog: ConflictDialog = demo.dialog(ConflictDialog)
    assert field(form, "name").text() == "Dowód osobisty – moja nazwa", "what was typed stays until chosen"
    dialog.keep_mine_requested.emit()
    dialog.close()
    form.save()
    demo.settle()
    assert card(demo, "SO-01").name == "Dowód osobisty – moja nazwa"


def test_required_field_is_said_beside_it_and_nothing_is_saved(demo: Desk) -> None:
    demo.shortcut(Qt.Key.Key_N)
    form = demo.form()
    form.save()
    demo.settle()
    assert form.isVisible()
    assert form.page.faulty_rows()
    assert demo.services.cards.count(demo.cards().query) == 20


def test_taken_symbol_is_said_beside_the_field(demo: Desk) -> None:
    form = open_form(demo, "SO-02")
    replace_text(field(form, "symbol"), "SO-01")
    form.save()
    demo.settle()
    assert form.isVisible()
    assert list(form.page.faulty_rows()) != []
    assert demo.dialogs.refused == []
    assert card(demo, "SO-02").symbol == "SO-02"


def test_form_that_is_open_comes_to_the_front_instead_of_a_second_one(demo: Desk) -> None:
    first = open_form(demo, "SO-01")
    replace_text(field(first, "name"), "Inna nazwa")
    demo.cards().open_record(card(demo, "SO-01"))
    assert demo.form() is first
    assert field(first, "name").text() == "Inna nazwa"


# -- the computer refuses -------------------------------------------------------------------------------------


def save_refused(desk: Desk, form: RecordForm, text: str) -> EnvironmentProblem:
    """Save; the form must stay open with its text, and one Polish sentence must come."""
    form.save()
    desk.until(lambda: desk.dialogs.refused, 15_000)
    desk.settle()
    (refusal,) = desk.dialogs.refused
    assert isinstance(refusal, EnvironmentProblem)
    assert form.isVisible()
    assert field(form, "name").text() == text
    assert field(form, "name").isEnabled()
    drafts = list(Path(form._slot._path.parent).glob("service_card-*.json")) if form._slot else []
    assert drafts, "the work is kept in a file, too"
    return refusal


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program holds the write lock."""
    connection: Any = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


def test_save_into_a_locked_database_keeps_the_text_and_succeeds_later(demo: Desk) -> None:
    form = open_form(demo, "SO-01")
    replace_text(field(form, "name"), "Żółty dowód")
    with locked(Path(demo.services.store.location)):
        form.save()
        demo.until(lambda: demo.dialogs.asked, timeout_ms=20_000)
    title, text = demo.dialogs.asked[-1]
    assert title == "Nie udało się zapisać"
    assert "inny program" in text
    assert demo.dialogs.deeds[-1] == ("Spróbuj ponownie",)
    assert form.draft().name == "Żółty dowód"
    assert form.modified
    # asked once more, now that the other program is gone
    demo.dialogs.answer = "Spróbuj ponownie"
    form._on_refused(PassingProblem("trzeci raz"))
    demo.settle()
    assert card(demo, "SO-01").name == "Żółty dowód"


def test_save_onto_a_full_disk_keeps_the_text_and_succeeds_later(demo: Desk) -> None:
    form = open_form(demo, "SO-01")
    replace_text(field(form, "name"), "Żółty dowód")
    # long enough to need new pages
    form.page.rows["notes"].editor.load("ż" * 3900)
    # below the present size SQLite takes the present size: no page may be added
    with crippled(demo, "max_page_count = 1", "max_page_count = 4294967294"):
        refusal = save_refused(demo, form, "Żółty dowód")
    assert "miejsc" in str(refusal)
    form.save()
    demo.settle()
    assert card(demo, "SO-01").name == "Żółty dowód"


@contextmanager
def crippled(desk: Desk, crippling: str, healing: str) -> Iterator[None]:
    """Every write meets SQLite's own refusal, brought about by a pragma on the writer's connection."""
    store = desk.services.store
    assert isinstance(store, FileStore)
    engine = store._writing

    def cripple(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA {crippling}")

    def heal(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA {healing}")

    event.listen(engine, "checkout", cripple)
    try:
        yield
    finally:
        event.remove(engine, "checkout", cripple)
        event.listen(engine, "checkout", heal)


def test_save_into_a_read_only_database_keeps_the_text_and_succeeds_later(demo: Desk) -> None:
    form = open_form(demo, "SO-01")
    replace_text(field(form, "name"), "Żółty dowód")
    with crippled(demo, "query_only = ON", "query_only = OFF"):
        refusal = save_refused(demo, form, "Żółty dowód")
    assert "tylko do odczytu" in str(refusal)
    form.save()
    demo.settle()
    assert card(demo, "SO-01").name == "Żółty dowód"


def test_ctrl_enter_saves_and_closes(demo: Desk) -> None:
    form = open_form(demo, "SO-01")
    replace_text(field(form, "name"), "Dowód")
    demo.shortcut(Qt.Key.Key_Return, CONTROL, on=field(form, "name"))
    demo.settle()
    assert list(demo.window.forms) == []
    assert card(demo, "SO-01").name == "Dowód"


def test_esc_leaves_an_untouched_form_without_a_question(demo: Desk) -> None:
    form = open_form(demo, "SO-01")
    demo.shortcut(Qt.Key.Key_Escape, NONE, on=field(form, "name"))
    demo.settle()
    assert list(demo.window.forms) == []
    assert demo.dialogs.asked == []
