"""Files attached to a card in the real window: opened as what they contain, saved whole, gone files told."""

import stat
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton

from app.core.errors import EnvironmentProblem, NotFound, Refusal
from app.core.private_folders import LOCK, PREFIX
from app.registers.service_cards.domain import Attachment, NeededDocument, ServiceCardDraft
from app.shell import pdf_output
from app.shell.pdf_output import viewing_copy
from app.widgets.forms.comparison import as_draft
from app.widgets.forms.files import FileEditor, StoredFileView
from app.widgets.forms.record_form import RecordForm
from app.widgets.forms.row_list import RowsEditor
from tests.shell.windows import Desk

PDF = b"%PDF-1.7\nwniosek"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 2000


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Paths handed to the system, which has a program for all of them."""
    paths: list[Path] = []

    def take(path: Path) -> bool:
        paths.append(path)
        return True

    monkeypatch.setattr(pdf_output, "open_in_system", take)
    return paths


def attach(desk: Desk, *, attachments: int = 1) -> None:
    """Give SO-01 one blank form and some attachments."""
    files, cards = desk.services.files, desk.services.cards
    form = files.add("wniosek.pdf", PDF)
    plan = files.add("plan dojazdu.png", PNG)
    card = cards.by_symbol("SO-01")
    assert card is not None
    document = NeededDocument(name="wniosek", form_file=form.sha256, form_file_name=form.name)
    attachment = Attachment(
        title="Dojazd", file_name=plan.name, media_type=plan.media_type, size=plan.size, file=plan.sha256
    )
    draft = replace(as_draft(ServiceCardDraft, card), documents=(document,), attachments=(attachment,) * attachments)
    cards.update(card.id, card.version, draft)
    desk.cards().refresh()
    desk.settle()
    assert desk.cards().select_record(card.id)
    desk.settle()


def open_form(desk: Desk) -> RecordForm:
    tab = desk.cards()
    tab.edit_action.trigger()
    form = desk.form()
    for name in ("documents", "attachments"):
        rows(form, name).cards[0].unfold()
    return form


def rows(form: RecordForm, name: str) -> RowsEditor:
    editor = form.page.rows[name].editor
    assert isinstance(editor, RowsEditor)
    return editor


def attachment_view(form: RecordForm) -> StoredFileView:
    editor = rows(form, "attachments").cards[0].fields[1].editor
    assert isinstance(editor, StoredFileView)
    return editor


def form_file(form: RecordForm) -> FileEditor:
    (editor,) = (row.editor for row in rows(form, "documents").cards[0].fields if isinstance(row.editor, FileEditor))
    return editor


def press(desk: Desk, button: QPushButton) -> None:
    """Reach a button by keyboard and press it."""
    button.setFocus(Qt.FocusReason.TabFocusReason)
    desk.settle()
    QTest.keyClick(button, Qt.Key.Key_Space)
    desk.settle()


def test_an_attachment_says_what_it_is_and_opens(demo: Desk, opened: list[Path]) -> None:
    attach(demo)
    form = open_form(demo)
    view = attachment_view(form)
    assert view.shown.full_text == "plan dojazdu.png – PNG, 2 kB"
    assert view.deeds.open.accessibleName() == "Plik: Otwórz"
    press(demo, view.deeds.open)
    (path,) = opened
    assert (path.name, path.read_bytes()) == ("plan dojazdu.png", PNG)
    assert not path.stat().st_mode & stat.S_IWUSR, "what is written into the copy would be lost"
    assert not form.modified


def test_a_blank_form_opens_again_while_its_first_copy_is_held(demo: Desk, opened: list[Path]) -> None:
    attach(demo)
    editor = form_file(open_form(demo))
    assert editor.deeds.open.accessibleName() == "Plik formularza: Otwórz"
    assert editor.deeds.open.accessibleDescription() == "wniosek.pdf"
    press(demo, editor.deeds.open)
    press(demo, editor.deeds.open)
    assert [path.name for path in opened] == ["wniosek.pdf", "wniosek.pdf"]
    assert opened[0] != opened[1]


def test_a_file_is_saved_under_its_name(demo: Desk, tmp_path: Path) -> None:
    attach(demo)
    form = open_form(demo)
    demo.dialogs.save_path = tmp_path / "kopia.pdf"
    press(demo, form_file(form).deeds.save)
    assert demo.dialogs.suggested == ["wniosek.pdf"]
    assert (tmp_path / "kopia.pdf").read_bytes() == PDF
    assert form.status.text() == "Zapisano plik kopia.pdf."
    demo.dialogs.save_path = tmp_path / "nie ma" / "kopia.png"
    press(demo, attachment_view(form).deeds.save)
    (refused,) = demo.dialogs.refused
    assert "Nie można zapisać pliku" in str(refused)


def test_a_file_that_is_gone_is_told(
    demo: Desk, opened: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(demo)

    def gone(_digest: str) -> bytes:
        raise NotFound("Tego pliku nie ma już w bazie danych. Dodaj go ponownie.")

    monkeypatch.setattr(demo.services.files, "content", gone)
    view = attachment_view(open_form(demo))
    demo.dialogs.save_path = tmp_path / "kopia.png"
    press(demo, view.deeds.open)
    press(demo, view.deeds.save)
    assert [str(error)[:28] for error in demo.dialogs.refused] == ["Tego pliku nie ma już w bazi"] * 2
    assert opened == []
    assert list(tmp_path.glob("kopia*")) == []


def test_a_computer_without_a_program_for_the_file_says_what_helps(demo: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    attach(demo)
    monkeypatch.setattr(pdf_output, "open_in_system", lambda _path: False)
    press(demo, attachment_view(open_form(demo)).deeds.open)
    (refused,) = demo.dialogs.refused
    assert isinstance(refused, EnvironmentProblem)
    assert "„*.png”" in str(refused)
    assert "Zapisz jako…" in str(refused)


def test_detaching_a_file_takes_its_deeds_away(demo: Desk) -> None:
    attach(demo)
    form = open_form(demo)
    editor = form_file(form)
    press(demo, editor.clear)
    assert editor.deeds.open.isHidden()
    assert editor.deeds.save.isHidden()
    assert form.focusWidget() is editor.choose


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"#!/bin/sh\n", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b""])
def test_nothing_but_documents_and_pictures_reaches_the_system(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Refusal, match="nie jest dokumentem ani obrazem"):
        viewing_copy(tmp_path, content, "wniosek.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("wniosek.exe", "wniosek.exe.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\dokumenty\\pismo.pdf", "pismo.pdf"),
        ('pismo: "ważne"?.pdf', "pismo_ _ważne__.pdf"),
        ("ż" * 156 + ".pdf", "ż" * 80 + ".pdf"),
    ],
)
def test_the_name_of_a_copy_fits_its_content_and_every_disk(tmp_path: Path, name: str, safe: str) -> None:
    path = viewing_copy(tmp_path, PDF, name)
    assert path.name == safe
    assert path.parent.parent == tmp_path


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="Nie można przygotować pliku do otwarcia"):
        viewing_copy(tmp_path / "nie ma", PDF, "wniosek.pdf")


def test_a_temporary_folder_that_refuses_is_told_by_the_window(
    demo: Desk, opened: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nie ma"))
    demo.window.output.open_pdf(PDF, "karta.pdf")
    demo.settle()
    assert "Nie można przygotować pliku do otwarcia" in str(demo.dialogs.refused[0])
    assert opened == []


def test_copies_that_a_killed_program_left_go_once_the_window_is_open(
    demo: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / f"{PREFIX}zabity"
    left.mkdir()
    (left / LOCK).touch()
    (left / "karta.pdf").write_bytes(PDF)
    demo.window._tidy()
    demo.settle()
    assert not left.exists()


def test_the_table_offers_the_files_of_a_card(demo: Desk, opened: list[Path]) -> None:
    tab = demo.cards()
    attach(demo)
    tab.open_file_action.trigger()
    menu = tab.findChild(QMenu, "files_of_card")
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["wniosek (wniosek.pdf)", "Dojazd (plan dojazdu.png)"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    demo.settle()
    assert [path.name for path in opened] == ["plan dojazdu.png"]


def test_one_file_opens_at_once_and_none_is_not_offered(demo: Desk, opened: list[Path]) -> None:
    tab = demo.cards()
    attach(demo, attachments=0)
    tab.open_file_action.trigger()
    demo.settle()
    assert [path.name for path in opened] == ["wniosek.pdf"]
    other = demo.services.cards.by_symbol("DG-02")
    assert other is not None
    assert tab.select_record(other.id)
    assert not tab.open_file_action.isEnabled()


def test_the_buttons_keep_their_room_and_order_in_a_narrow_enlarged_form(demo: Desk) -> None:
    demo.zoom.set_percent(150)
    attach(demo)
    form = open_form(demo)
    form.resize(962, 600)
    demo.settle()
    editor = form_file(form)
    buttons = [editor.deeds.open, editor.deeds.save, editor.choose, editor.clear]
    assert [button.text() for button in buttons if button.width() < button.sizeHint().width()] == []
    buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    reached = [form.focusWidget()]
    for _ in buttons[1:]:
        QTest.keyClick(form.focusWidget() or form, Qt.Key.Key_Tab)
        reached.append(form.focusWidget())
    assert reached == buttons
