"""The front desk: a resident's words on the dashboard and in the register, answered, opened and printed by keys."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QListWidget, QScrollArea, QWidget

from app.bootstrap import Services
from app.shell import pdf_output
from app.shell.panels import DeedLine
from app.widgets.columns import Tone
from app.widgets.register_tab import RegisterTab
from app.widgets.workspace import Attention
from tests.keyboard import press, replace_text, type_text
from tests.shell.windows import CONTROL, Desk

LOST_CARD = "zgubiłem dowód"


def lines(desk: Desk, panel: str) -> list[DeedLine]:
    """The lines of a panel of the dashboard, once it knows them."""
    desk.answered()
    found = desk.window.dashboard.findChild(QWidget, panel)
    assert found is not None, panel
    return [line for line in found.findChildren(DeedLine) if line.isVisible()]


def ask(desk: Desk, words: str) -> QListWidget:
    """Type into the dashboard's field; the list of hits."""
    replace_text(desk.window.dashboard.search, words)
    desk.window.dashboard.search.flush()
    found = desk.window.dashboard.findChild(QListWidget, "found_cards")
    assert found is not None
    return found


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A printer that prints into a file."""
    path = tmp_path / "printed.pdf"

    def printer() -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(path))
        return made

    monkeypatch.setattr(pdf_output, "usual_printer", printer)
    return path


def test_cursor_stands_in_the_question_from_the_start(demo: Desk) -> None:
    assert demo.window.dashboard.search.hasFocus()


def test_residents_words_bring_the_right_card_first(demo: Desk) -> None:
    hits = ask(demo, LOST_CARD)
    assert hits.isVisible()
    assert hits.item(0).text().startswith("SO-01")
    assert hits.currentRow() == 0


def test_arrows_choose_another_hit_and_enter_shows_it_in_the_register(demo: Desk) -> None:
    hits = ask(demo, "dowód")
    assert hits.count() > 1
    field = demo.window.dashboard.search
    press(field, Qt.Key.Key_Down)
    wanted = hits.currentItem().text().split()[0]
    assert hits.currentRow() == 1
    press(field, Qt.Key.Key_Return, text="\r")
    demo.settle()
    tab = demo.cards()
    assert demo.window.tabs.currentWidget() is tab
    assert [card.symbol for card in tab.selected()] == [wanted]


def test_words_that_fit_nothing_say_what_to_try(demo: Desk) -> None:
    hits = ask(demo, "xqzwv")
    assert not hits.isVisible()
    hint = demo.window.dashboard.findChild(QLabel, "result_line")
    assert hint is not None
    assert hint.isVisible()
    assert "„xqzwv”" in hint.text()


def test_words_in_the_register_bring_the_right_card_first_and_enter_opens_its_form(demo: Desk) -> None:
    tab = demo.cards()
    type_text(tab.search, LOST_CARD)
    tab.search.flush()
    assert demo.symbols()[0] == "SO-01"
    press(tab.search, Qt.Key.Key_Return, text="\r")
    assert demo.form().draft().symbol == "SO-01"
    assert not demo.form().modified, "opening a card must not change it"


def test_ctrl_p_on_the_dashboard_prints_the_best_hit_and_remembers_it(demo: Desk, paper: Path) -> None:
    demo.settings.change({"print_ask": False})
    ask(demo, LOST_CARD)
    demo.shortcut(Qt.Key.Key_P)
    demo.settle()
    from app.printing.render import page_count

    assert page_count(paper.read_bytes()) == 1
    assert [card.symbol for card in demo.services.cards.recent()] == ["SO-01"]
    recent = demo.window.dashboard.findChild(QListWidget, "recent_cards")
    assert recent is not None
    assert recent.item(0).text().startswith("SO-01"), "the desk shows at once what was printed"


def test_ctrl_p_in_the_register_prints_all_chosen_cards(demo: Desk, paper: Path) -> None:
    demo.settings.change({"print_ask": False})
    tab = demo.cards()
    press(tab.table, Qt.Key.Key_A, CONTROL)
    assert len(tab.selected()) == 20
    demo.shortcut(Qt.Key.Key_P, on=tab.table)
    demo.settle()
    from app.printing.render import page_count

    assert page_count(paper.read_bytes()) >= 20
    assert tab.print_action.text() == "Drukuj 20 kart"


def test_ctrl_p_without_a_question_says_what_to_do_first(demo: Desk) -> None:
    demo.shortcut(Qt.Key.Key_P)
    assert "Najpierw wpisz" in demo.said


def test_no_printer_is_said_with_a_way_out(demo: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_output, "usual_printer", lambda: None)
    ask(demo, LOST_CARD)
    demo.shortcut(Qt.Key.Key_P)
    demo.settle()
    ((_title, text),) = demo.dialogs.asked
    assert "żadnej drukarki" in text
    assert "Ctrl" not in text, "the desk has no key for saving a print"
    assert demo.dialogs.deeds == [("Zapisz jako PDF…",)]
    assert demo.services.cards.recent() == (), "what was not printed is not counted as printed"


def test_a_print_nothing_can_show_is_saved_where_the_person_says(
    demo: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pdf_output, "open_in_system", lambda _path: False)
    pdf = b"%PDF-1.7 protocol"
    demo.dialogs.answer, demo.dialogs.save_path = "Zapisz jako PDF…", tmp_path / "protokół.pdf"
    demo.window.output.open_pdf(pdf, "protokol-anonimizacji.pdf")
    demo.settle()
    demo.settle()
    assert "programu do otwierania plików PDF" in demo.dialogs.asked[0][1]
    assert demo.dialogs.suggested == ["protokol-anonimizacji.pdf"]
    assert (tmp_path / "protokół.pdf").read_bytes() == pdf
    assert "protokół.pdf" in demo.dialogs.informed[0][1]


def test_line_of_attention_leads_to_exactly_these_cards(demo: Desk) -> None:
    line = next(line for line in lines(demo, "attention_panel") if "przegląd zaległy" in line.text())
    number = int(line.text().split()[0])
    line.click()
    demo.settle()
    assert demo.window.tabs.currentWidget() is demo.cards()
    assert demo.cards().query.filters == {"concern": frozenset({"review_overdue"})}
    assert len(demo.symbols()) == number > 0


def test_what_needs_attention_stands_by_urgency_and_else_in_the_order_of_registers(demo: Desk) -> None:
    (more,) = [line for line in lines(demo, "attention_panel") if line.objectName() == "more_line"]
    more.click()
    demo.settle()
    told = [line.accessibleName() for line in sorted(lines(demo, "attention_panel"), key=QWidget.y)[:-1]]
    ranks = {"pilne": 0, "do załatwienia": 1, "do wiadomości": 2}
    places = {register.title: place for place, register in enumerate(demo.window.registers)}
    order = [(ranks[name.rpartition(", ")[2]], places[name.partition(": ")[0]]) for name in told]
    assert order == sorted(order)
    assert {rank for rank, _ in order} == {0, 1, 2}


def test_ways_show_numbers_and_lead_to_their_registers(demo: Desk) -> None:
    named = {line.accessibleName(): line for line in lines(demo, "ways_panel")}
    assert "Karty usług, 20" in named
    named["Pracownicy, 112"].click()
    assert demo.window.tabs.currentWidget().objectName() == "employees"


def test_new_office_is_told_its_first_steps_and_each_goes_away_once_done(empty: Desk) -> None:
    texts = [line.text() for line in lines(empty, "attention_panel")]
    assert texts == ["Uzupełnij dane urzędu", "Dodaj komórki organizacyjne", "Dodaj albo wczytaj karty usług"]
    from app.people.units.domain import UnitDraft

    empty.window.workspace.report(empty.services.units.create(UnitDraft(symbol="SO", name="Sprawy Obywatelskie")))
    empty.settle()
    assert "Dodaj komórki organizacyjne" not in [line.text() for line in lines(empty, "attention_panel")]


def test_first_step_opens_the_form_of_the_office(empty: Desk) -> None:
    lines(empty, "attention_panel")[0].click()
    assert empty.form().entity == "office"


def test_ctrl_n_on_the_dashboard_starts_a_card(demo: Desk) -> None:
    demo.shortcut(Qt.Key.Key_N)
    form = demo.form()
    assert form.entity == "service_card"
    assert form.record_id is None


def test_dashboard_reads_in_one_column_when_the_window_is_narrow(demo: Desk) -> None:
    dashboard = demo.window.dashboard
    demo.window.resize(1366, 768)
    demo.settle()
    panel = dashboard.findChild(QWidget, "recent_panel")
    assert panel is not None
    wide = panel.x()
    demo.zoom.set_percent(200)
    demo.window.resize(1024, 640)
    demo.settle()
    assert panel.x() < wide


def test_services_are_those_of_the_demonstration(demo_services: Services) -> None:
    assert demo_services.office().demonstration


def test_what_takes_long_to_count_comes_later_from_another_thread_and_opens_its_window(demo: Desk) -> None:
    desk, opened, threads = demo.window.dashboard, list[RegisterTab](), list[threading.Thread]()

    def slow(_services: Services) -> Sequence[Attention]:
        threads.append(threading.current_thread())
        return (Attention("3 osoby: bardzo po terminie", Tone.DANGER, show=opened.append),)

    desk._registers = [
        replace(register, attention_later=slow if register.key == "units" else None) for register in desk._registers
    ]
    desk.refresh()
    assert not threads, "the desk is painted first"
    demo.until(lambda: "3 osoby: bardzo po terminie" in [line.text() for line in lines(demo, "attention_panel")])
    assert threading.main_thread() not in threads
    next(line for line in lines(demo, "attention_panel") if line.text().startswith("3 osoby")).click()
    assert opened == [demo.window.tabs.currentWidget()]


def test_another_day_is_shown_and_counted_without_a_deed(demo: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(demo.cards(), "refresh", lambda: read.append("cards"))
    demo.window.neighbours.look()
    assert read == []
    monkeypatch.setattr(demo.services.clock, "moment", datetime(2027, 1, 1, 10, tzinfo=UTC))
    demo.window.neighbours.look()
    assert read == ["cards"]
    demo.window.tabs.setCurrentIndex(0)
    demo.window.neighbours.look()
    monkeypatch.setattr(demo.services.clock, "moment", datetime(2027, 1, 2, 10, tzinfo=UTC))
    demo.window.neighbours.look()
    shown = demo.window.dashboard.findChild(QLabel, "today")
    assert shown is not None
    assert "2 stycznia 2027" in shown.text()
    demo.settle()


@pytest.mark.parametrize(
    ("percent", "size", "columns"),
    [(100, (1366, 768), 3), (100, (1024, 640), 3), (150, (1366, 768), 3), (150, (1024, 640), 2)],
)
def test_ways_to_many_registers_share_the_width_and_nothing_is_cut(
    demo: Desk, percent: int, size: tuple[int, int], columns: int
) -> None:
    demo.zoom.set_percent(percent)
    demo.window.resize(*size)
    demo.settle()
    ways = lines(demo, "ways_panel")
    assert len({line.x() for line in ways}) == columns
    for line in (*ways, *lines(demo, "attention_panel")):
        assert line.width() >= line.sizeHint().width(), line.text()
    page = demo.window.dashboard.findChild(QScrollArea, "page")
    assert page is not None
    assert page.horizontalScrollBar().maximum() == 0
    assert ways == sorted(ways, key=lambda line: (line.x(), line.y()))
