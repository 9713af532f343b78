"""The tab of rounds and the window of one: deeds ask in small windows, prints go out, the register follows."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import Services
from app.registers.ngos.confirmations.domain import Answer, LineState, Way
from app.registers.ngos.confirmations.windows.lines import RoundWindow
from app.registers.ngos.organisations.windows.label_sheet import LabelPaper
from app.widgets.forms.deed_window import DeedWindow
from tests.registers.ngos.confirmations.test_usecases import TODAY, begun
from tests.registers.ngos.organisations.test_usecases import add
from tests.shell.windows import Desk, desk


def trigger(opened: Desk, inside: QWidget, name: str) -> None:
    action = inside.findChild(QAction, name)
    assert action is not None, name
    assert action.isEnabled(), name
    action.trigger()
    opened.settle()


def fill(opened: Desk, **values: Any) -> None:
    """Fill the small window and press its button."""
    window = opened.dialog(DeedWindow)
    for field, value in values.items():
        window.rows[field].editor.load(value)
        window.rows[field].editor.edited.emit()
    window.do.click()
    opened.settle()


def test_a_round_is_sent_answered_printed_and_closed_from_its_windows(qapp: QApplication, services: Services) -> None:
    one = add(services, "Ala")
    found = begun(services)
    add(services, "Bela")
    printed: list[str] = []
    with desk(qapp, services) as opened:
        tab: Any = opened.window.go_to("confirmations")
        opened.settle()
        object.__setattr__(tab._workspace, "print_pdf", lambda _pdf, title, _noted: printed.append(title))
        tab.table.select_row(0)
        opened.settle()
        tab.lines_action.trigger()
        opened.settle()
        window = opened.dialog(RoundWindow)
        trigger(opened, window, "add_confirmation_lines")
        assert opened.said == "Dodano do rundy: 1 organizacja."
        window.listed.table.select_row(0)
        trigger(opened, window, "calendar_confirmation_lines")
        fill(opened, sent_by=Way.EMAIL)
        trigger(opened, window, "ok_confirmation_lines")
        fill(opened, answer=Answer.CHANGED, note="nowy telefon")
        stored = services.confirmations.get(found.id)
        assert [(line.sent_by, line.answer, line.note) for line in stored.lines] == [
            (Way.EMAIL, Answer.CHANGED, "nowy telefon"),
            (None, None, ""),
        ]
        assert services.organisations.get(one.id).confirmed_on == TODAY
        trigger(opened, window, "undo_confirmation_lines")
        assert services.confirmations.get(found.id).answered_count == 0
        window.listed.search.setText("nie ma takiej")
        opened.settle()
        trigger(opened, window, "undo_confirmation_lines")
        assert str(opened.dialogs.refused[-1]) == "Wybierz co najmniej jedną organizację z listy."
        window.listed.search.clear()
        opened.settle()
        window.listed.table.select_row(0)
        trigger(opened, window, "ok_confirmation_lines")
        fill(opened, answer=Answer.CHANGED)
        trigger(opened, window, "print_confirmation_lines")
        trigger(opened, window, "batch_confirmation_lines")
        fill(opened, sheet=LabelPaper.LARGE, skip=14)
        asked = opened.dialog(DeedWindow)
        assert asked.rows["skip"].note.error_text == "Wpisz liczbę od 0 do 13: na tym arkuszu jest 14 etykiet."
        fill(opened, skip=13)
        trigger(opened, window, "guide_confirmation_lines")
        assert printed == [
            "Formularze: Runda 2026",
            "Etykiety adresowe: Runda 2026",
            "Organizacje bez odpowiedzi: Runda 2026",
        ]
        trigger(opened, window, "pdf_confirmation_lines")
        assert "do kogo pisać" in str(opened.dialogs.refused[-1])
        window.reject()
        opened.settle()
        tab.close_action.trigger()
        opened.settle()
        fill(opened)
        assert services.confirmations.get(found.id).closed_on == TODAY
        assert not tab.close_action.isEnabled()


def test_what_was_done_in_the_window_is_taken_back_in_it(qapp: QApplication, services: Services) -> None:
    add(services, "Ala")
    found = begun(services)
    with desk(qapp, services) as opened:
        window = RoundWindow(opened.window.workspace, services, found, opened.window)
        window.open()
        opened.settle()
        window.listed.table.select_row(0)
        trigger(opened, window, "calendar_confirmation_lines")
        fill(opened, sent_by=Way.EMAIL)
        trigger(opened, window, "ok_confirmation_lines")
        fill(opened, answer=Answer.GONE)
        assert window.status.message == opened.said == "Zapisano odpowiedź: Ala."
        # with the search field in front, too, while nothing is typed there
        for focused, shown in ((window.listed.table, LineState.LATE), (window.listed.search, LineState.NOT_SENT)):
            window.activateWindow()
            opened.until(window.isActiveWindow)
            focused.setFocus()
            opened.shortcut(Qt.Key.Key_Z, on=focused)
            opened.settle()
            line = window.listed.table.current_record()
            assert line.state is shown
            assert window.status.message.startswith("Cofnięto. ")
        assert not window.status.can_undo
        window.reject()
        opened.settle()
        opened.window.history.say("Dalej.")
