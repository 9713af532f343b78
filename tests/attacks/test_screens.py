"""Markup in records never becomes rich text on a screen: no label, tip, list or message draws it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QListView, QMessageBox, QTextEdit, QWidget

from app.bootstrap import Services
from app.people.employees.domain import EmployeeDraft
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from app.records.usecases import Records
from app.registers.service_cards.domain import Attachment
from app.shell import pdf_output
from app.widgets.dialogs import QtDialogs
from app.widgets.import_window import ImportWindow, Preview, Refused
from tests.attacks.hostile import MARKUP, SHORT_MARKUP, filled
from tests.attacks.test_attachments import ACTING
from tests.contracts.registers import ENTITIES, EXAMPLES, use_cases
from tests.registers.service_cards.drafts import plain
from tests.shell import scenes
from tests.shell.windows import Desk, desk

MOST_ROWS = 20


@pytest.fixture
def hostile(qapp: QApplication, services: Services) -> Iterator[Desk]:
    """The window over an office in which every text is markup."""
    for entity in ENTITIES:
        records = use_cases(services)[entity]
        unit = services.units.all()[-1].id if services.units.all() else None

        def accepted(draft: Any, records: Records[Any, Any] = records) -> bool:
            return not records.problems(draft)

        records.create(filled(_example(services, entity, unit), "markup", accepted))
    with desk(qapp, services) as opened:
        yield opened


def _example(services: Services, entity: str, unit: int | None) -> Any:
    """The register's example, in the unit that is there already."""
    if entity == "unit":
        return UnitDraft(symbol="SO", name="x")
    if entity == "employee":
        return EmployeeDraft(surname="x", first_name="x", unit_id=unit)
    if entity == "service_card":
        return plain(unit)
    draft = EXAMPLES[entity].draft(services)
    if entity == "evaluation":
        # a sheet's names are those of its people on the day it is made
        person = services.employees.get(draft.employee_id)
        named = replace(draft_of(person, EmployeeDraft), surname=SHORT_MARKUP)
        services.employees.update(person.id, person.version, named)
    return draft


def rich(root: QWidget) -> Iterator[str]:
    """Where markup of a record would be drawn as markup."""
    yield from (f"tip of {_named(widget)}" for widget in root.findChildren(QWidget) if _drawn(widget.toolTip()))
    yield from (f"tip of action {action.text()}" for action in root.findChildren(QAction) if _drawn(action.toolTip()))
    for label in root.findChildren(QLabel):
        if label.textFormat() is not Qt.TextFormat.PlainText and _drawn(label.text()):
            yield f"label {_named(label)}"
    for text in root.findChildren(QTextEdit):
        if _drawn(text.toHtml()) or "file:///" in text.toHtml():
            yield f"text {_named(text)}"
    for view in root.findChildren(QAbstractItemView):
        yield from _in_view(view)


def _in_view(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    for row in range(min(model.rowCount(), MOST_ROWS)):
        for column in range(1 if isinstance(view, QListView) else model.columnCount(QModelIndex())):
            tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
            if _drawn(str(tip or "")):
                yield f"tip in {_named(view)}, column {column}"
    for label in view.findChildren(QLabel):
        if label.textFormat() is not Qt.TextFormat.PlainText and _drawn(label.text()):
            yield f"label in {_named(view)}"


def _drawn(text: str) -> bool:
    return "<b>" in text or "<img" in text


def _named(widget: QWidget) -> str:
    parent = widget.parentWidget()
    return f"{widget.objectName() or type(widget).__name__} < {parent.objectName() if parent else ''}"


# one window for all: filling the office and opening it take longer than looking


def test_no_tab_draws_markup(hostile: Desk) -> None:
    drawn = []
    for key in scenes.OPEN_TABS:
        with scenes.tab(hostile, key) as root:
            if key != "dashboard":
                tab = hostile.window.go_to(key)
                rows = range(tab.model.rowCount())
                # not every text has a column: the preview shows them all
                tab.table.select_row(next(row for row in rows if "<b>" in repr(tab.model.record(row))))
                hostile.settle()
            drawn += [f"{key}: {place}" for place in rich(root)]
    assert drawn == []


def test_no_form_draws_markup(hostile: Desk) -> None:
    drawn = []
    for key in scenes.FORMS:
        if key != "accounts":
            with scenes.form(hostile, key, new=False) as root:
                drawn += [f"{key}: {place}" for place in rich(root)]
    assert drawn == []


def test_the_search_window_draws_no_markup(hostile: Desk) -> None:
    with scenes.dialog(hostile, "search") as root:
        field = root.field  # type: ignore[attr-defined]
        field.setText("so-01")
        field.flush()
        hostile.settle()
        assert list(rich(root)) == []


def test_deeds_and_their_undo_draw_no_markup(hostile: Desk) -> None:
    tab = hostile.window.go_to("employees")
    hostile.settle()
    tab.table.select_row(0)
    hostile.dialogs.answer = None
    tab.delete_action.trigger()  # type: ignore[attr-defined]
    hostile.settle()
    assert "<b>" in hostile.said
    assert list(rich(hostile.window)) == []


def test_the_window_of_an_import_draws_no_markup_of_the_file(qapp: QApplication) -> None:
    rows = [Refused(MARKUP, 3, MARKUP, MARKUP, f"„{MARKUP}” to nie jest kwota.")]
    window = ImportWindow(Preview(MARKUP, (MARKUP,), rows, "Zapisz", True), None)
    window.show()
    assert list(rich(window)) == []
    window.close()
    window.deleteLater()


def test_messages_draw_no_markup(qapp: QApplication, qtbot: object) -> None:
    owner = QWidget()
    owner.show()
    dialogs = QtDialogs(owner)
    dialogs.inform("x", MARKUP)
    dialogs.confirm("x", MARKUP, "Tak", lambda: None)
    boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]
    assert len(boxes) == 2
    for box in boxes:
        assert box.textFormat() is Qt.TextFormat.PlainText
        box.close()
    owner.close()
    owner.deleteLater()


def test_a_person_is_asked_before_a_document_that_acts_by_itself_is_opened(
    hostile: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def take(path: Path) -> bool:
        opened.append(path)
        return True

    monkeypatch.setattr(pdf_output, "open_in_system", take)
    content, told = ACTING["JavaScript when opened"]
    output = hostile.window.output
    for answer, count in ((None, 0), ("Otwórz mimo to", 1)):
        hostile.dialogs.answer = answer
        output.open_file(content, "../wniosek\u202efdp.exe")
        hostile.settle()
        assert len(opened) == count
    title, text = hostile.dialogs.asked[-1]
    assert title == "Ten plik może działać sam"
    assert told in text
    assert "wniosekfdp.exe" in text
    assert opened[0].name == "wniosekfdp.exe.pdf"
    output.open_file(b"%PDF-1.7\n%%EOF", "zwykły.pdf")
    hostile.settle()
    assert len(opened) == 2


def test_the_name_suggested_for_saving_an_attachment_leads_nowhere(hostile: Desk) -> None:
    from app.widgets.stored_files import FileAccess, FileOutlet

    window, services = hostile.window, hostile.services
    stored = services.files.add("a.pdf", b"%PDF-1.7\n")
    (card,) = services.cards.all()
    attachment = Attachment(file_name="../../.ssh/klucz.pdf", size=9, file=stored.sha256, media_type="application/pdf")
    services.cards.update(
        card.id, card.version, replace(draft_of(card, services.cards.draft), attachments=(attachment,))
    )
    access = FileAccess(content=services.files.content, open_file=window.output.open_file)
    outlet = FileOutlet(access, hostile.dialogs, window.jobs, lambda _text: None, window)
    outlet.save(stored.sha256, services.cards.get(card.id).attachments[0].file_name)
    assert hostile.dialogs.suggested == ["klucz.pdf"]
