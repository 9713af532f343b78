"""Evaluation sheets in the real window: a whole sheet by key events alone, the list, terms and what waits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.bootstrap import Services
from app.core.records import Query
from app.people.units.domain import UnitDraft
from app.registers.evaluations.sheets.concerns import Concern
from app.registers.evaluations.sheets.domain import Decision, Evaluation, Kind, State, Verdict
from app.registers.evaluations.sheets.register import REGISTER, attention, people_due
from app.registers.evaluations.sheets.tab import EvaluationsTab
from app.registers.evaluations.sheets.windows.course_window import CourseWindow
from app.registers.evaluations.sheets.windows.marking import EvaluationForm
from app.registers.evaluations.sheets.windows.person_history import PersonHistoryWindow, criteria_chart
from app.widgets.forms.deed_window import DeedWindow
from tests.keyboard import replace_text, type_text
from tests.registers.evaluations.sheets.people import People, add_people, add_person, delivered, planned, signed
from tests.shell.windows import CONTROL, Desk, desk

Key = Qt.Key
TODAY = date(2026, 11, 22)


@pytest.fixture
def people(services: Services) -> People:
    return add_people(services)


@pytest.fixture
def office(qapp: QApplication, services: Services, people: People) -> Iterator[Desk]:
    with desk(qapp, services) as opened:
        yield opened


def evaluations_tab(office: Desk) -> EvaluationsTab:
    tab = office.window.go_to("evaluations")
    assert isinstance(tab, EvaluationsTab)
    office.settle()
    return tab


def focus(office: Desk, window: QWidget) -> QWidget:
    """The widget that gets what is typed in a window."""
    window.activateWindow()
    office.until(window.isActiveWindow)
    found = QApplication.focusWidget()
    assert found is not None
    return found


def deed_window(office: Desk) -> DeedWindow:
    office.settle()
    window = office.dialog(DeedWindow)
    assert isinstance(window, DeedWindow)
    focus(office, window)
    return window


def confirm(office: Desk, window: DeedWindow) -> None:
    """Ctrl+Enter in a step's window."""
    QTest.keyClick(focus(office, window), Key.Key_Return, CONTROL)
    office.settle()


def test_a_whole_sheet_by_keys_alone(office: Desk, services: Services, people: People) -> None:
    sheet = planned(services, people.clerk)
    tab = evaluations_tab(office)
    tab.select_record(sheet.id)
    # criteria: Ctrl+Enter takes the next step, Enter confirms today's date
    QTest.keyClick(tab.table, Key.Key_Return, CONTROL)
    confirm(office, deed_window(office))
    office.to_front()
    QTest.keyClick(tab.table, Key.Key_F2)
    form = office.form()
    assert isinstance(form, EvaluationForm)
    for digit in "5344324434434":
        type_text(focus(office, form), digit)
    # the only justification that is missing
    type_text(focus(office, form), "Sam przygotował wzory decyzji po zmianie ustawy.\n")
    assert form.marks.missing() == ()
    QTest.keyClick(focus(office, form), Key.Key_F7)
    confirm(office, deed_window(office))
    stored = services.evaluations.get(sheet.id)
    assert (stored.state, stored.verdict, stored.mean) == (State.MARKED, Verdict.POSITIVE, 362)
    # the talk is written in the same window
    form.page.rows["opinion"].editor.focus_target().setFocus()
    type_text(focus(office, form), "Opinia ąęśćżźół")
    QTest.keyClick(focus(office, form), Key.Key_Tab)
    type_text(focus(office, form), "Wnioski")
    QTest.keyClick(focus(office, form), Key.Key_F7)
    confirm(office, deed_window(office))
    QTest.keyClick(focus(office, form), Key.Key_F7)
    confirm(office, deed_window(office))
    stored = services.evaluations.get(sheet.id)
    assert (stored.state, stored.talk_on, stored.signed_on) == (State.SIGNED, TODAY, TODAY)
    assert (stored.opinion, stored.conclusions) == ("Opinia ąęśćżźół", "Wnioski")
    assert list(office.window.forms) == [], "a signed sheet has nothing left to write"


def test_digits_find_the_criteria_that_came_into_an_open_sheet(
    office: Desk, services: Services, people: People
) -> None:
    sheet = planned(services, people.clerk)
    evaluations_tab(office).open_record(sheet)
    form = office.form()
    assert isinstance(form, EvaluationForm)
    assert QApplication.focusWidget() is form.marks, "nothing to mark yet"
    QTest.keyClick(focus(office, form), Key.Key_F7)
    confirm(office, deed_window(office))
    type_text(focus(office, form), "4")
    assert form.marks.rows[0].mark == 4
    assert form.marks.rows[1].hasFocus()


def test_marking_is_not_closed_while_something_is_missing(office: Desk, services: Services, people: People) -> None:
    sheet = planned(services, people.clerk)
    sheet = services.evaluations.give_criteria(sheet.id, sheet.version, TODAY).record
    tab = evaluations_tab(office)
    tab.desk.take_next(sheet)
    form = office.form()
    assert isinstance(form, EvaluationForm)
    type_text(focus(office, form), "4")
    QTest.keyClick(focus(office, form), Key.Key_F7)
    office.settle()
    assert form.marks.rows[1].hasFocus()
    assert form.status.text() == "Zanim wystawisz oceny, uzupełnij to, czego brakuje."
    form.close()
    office.settle()
    assert services.evaluations.get(sheet.id).marks[0].mark == 4


def test_self_assessment_is_entered_once(office: Desk, services: Services, people: People) -> None:
    sheet = planned(services, people.clerk)
    sheet = services.evaluations.give_criteria(sheet.id, sheet.version, date(2026, 11, 20)).record
    tab = evaluations_tab(office)
    tab.desk.open_self_assessment(sheet)
    form = office.form()
    for digit in "5432543254325":
        type_text(focus(office, form), digit)
    QTest.keyClick(focus(office, form), Key.Key_Return, CONTROL)
    office.settle()
    stored = services.evaluations.get(sheet.id)
    assert stored.state is State.SELF_ASSESSED
    assert [mark.self_mark for mark in stored.marks[:4]] == [5, 4, 3, 2]
    assert not list(office.window.forms)


def test_an_appeal_is_carried_to_a_changed_sheet(office: Desk, services: Services, people: People) -> None:
    sheet = delivered(services, planned(services, people.clerk), on=date(2026, 11, 10))
    evaluations = services.evaluations
    sheet = evaluations.deliver_to_head(sheet.id, sheet.version, date(2026, 11, 10)).record
    sheet = evaluations.file_appeal(sheet.id, sheet.version, date(2026, 11, 16)).record
    tab = evaluations_tab(office)
    tab.select_record(sheet.id)
    button = tab.findChild(QPushButton, tab.next_action.objectName())
    assert isinstance(button, QPushButton)
    assert button.text() == "Rozpatrz odwołanie…"
    tab.next_action.trigger()
    window = deed_window(office)
    choice = window.rows["decision"].editor
    choice.load(Decision.CHANGED)
    window.rows["decision_grounds"].editor.focus_target().setFocus()
    type_text(focus(office, window), "Zarzut jest słuszny")
    assert "Powstanie nowy arkusz" in window.effects.accessibleName()
    confirm(office, window)
    (changed,) = services.evaluations.linked(sheet.id)
    assert changed.kind is Kind.CHANGED_ON_APPEAL
    tab.desk.show_course(services.evaluations.get(sheet.id))
    course: CourseWindow = office.dialog(CourseWindow)
    linked = course.findChild(QPushButton, f"linked_{changed.id}")
    assert isinstance(linked, QPushButton)
    linked.click()
    office.settle()
    assert [each.id for each in tab.selected()] == [changed.id]


def test_a_rater_is_changed_with_a_reason(office: Desk, services: Services, people: People) -> None:
    sheet = planned(services, people.clerk)
    tab = evaluations_tab(office)
    tab.desk.change_rater(sheet)
    window = deed_window(office)
    window.rows["rater_id"].editor.load(people.mayor)
    window.rows["rater_reason"].editor.focus_target().setFocus()
    type_text(focus(office, window), "Kierownik odszedł")
    confirm(office, window)
    stored = services.evaluations.get(sheet.id)
    assert (stored.rater_id, stored.rater_reason) == (people.mayor, "Kierownik odszedł")


def test_an_evaluation_from_paper_is_recorded_and_shown(office: Desk, services: Services, people: People) -> None:
    tab = evaluations_tab(office)
    tab.paper_action.trigger()
    window = deed_window(office)
    window.rows["employee_id"].editor.load(people.clerk)
    replace_text(window.rows["signed_on"].editor.focus_target(), "12.11.2024")
    window.rows["verdict"].editor.load(Verdict.POSITIVE)
    confirm(office, window)
    (stored,) = services.evaluations.all()
    assert (stored.kind, stored.signed_on, stored.verdict) == (Kind.PAPER, date(2024, 11, 12), Verdict.POSITIVE)
    assert [each.id for each in tab.selected()] == [stored.id]


def test_namesakes_are_told_apart_and_the_history_shows_each_criterion(
    office: Desk, services: Services, people: People
) -> None:
    first = delivered(services, planned(services, people.clerk))
    planned(services, people.other)
    tab = evaluations_tab(office)
    shown = [tab.model.record(row) for row in range(tab.model.rowCount())]
    names = {column.key: column for column in tab.view.columns}
    assert {names["person"].text(each) for each in shown} == {"Ewa Nowak"}
    apart = names["person"].second
    assert apart is not None
    assert {apart(each) for each in shown} == {"17 · inspektor", "18 · inspektor"}
    tab.desk.show_history(first)
    window: PersonHistoryWindow = office.dialog(PersonHistoryWindow)
    window.close()
    chart = criteria_chart((first,))
    assert chart is not None
    assert (len(chart.series), chart.points) == (13, ("22.11.2026",))


# -- what waits for the office -----------------------------------------------------------------------------------------


def _appealed(services: Services, sheet: Evaluation, delivered_on: date, appeal_on: date) -> Evaluation:
    sheet = delivered(services, sheet, on=delivered_on)
    sheet = services.evaluations.deliver_to_head(sheet.id, sheet.version, delivered_on).record
    return services.evaluations.file_appeal(sheet.id, sheet.version, appeal_on).record


@pytest.mark.parametrize(
    ("appeal_on", "concern"),
    [
        (date(2026, 11, 16), Concern.APPEALED),
        (date(2026, 11, 15), Concern.DECISION_SOON),
        (date(2026, 11, 13), Concern.DECISION_SOON),
        (date(2026, 11, 12), Concern.DECISION_PRESSING),
        (date(2026, 11, 8), Concern.DECISION_PRESSING),
        (date(2026, 11, 7), Concern.DECISION_LATE),
    ],
)
def test_appeals_press_more_each_day(services: Services, people: People, appeal_on: date, concern: Concern) -> None:
    _appealed(
        services,
        planned(services, people.clerk),
        date(2026, 11, 6) if appeal_on.day < 12 else date(2026, 11, 10),
        appeal_on,
    )
    counts = services.evaluations.facets(Query())["concern"]
    assert {key for key, number in counts.items() if number} == {concern}


@pytest.mark.parametrize(
    ("delivered_on", "concern"),
    [
        # 7 days end on Sunday the 22nd and are shifted to Monday
        (date(2026, 11, 15), Concern.APPEAL_TERM),
        (date(2026, 11, 14), Concern.APPEAL_TERM),
        # Friday the 20th was the last day
        (date(2026, 11, 13), Concern.TO_CLOSE),
    ],
)
def test_the_term_to_appeal_is_filtered_with_its_shift(
    services: Services, people: People, delivered_on: date, concern: Concern
) -> None:
    sheet = delivered(services, planned(services, people.clerk), on=delivered_on)
    counts = services.evaluations.facets(Query())["concern"]
    assert {key for key, number in counts.items() if number} == {concern, Concern.NOT_DELIVERED_TO_HEAD}
    found = services.evaluations.page(Query(filters={"concern": frozenset({concern.value})}), 0, 5)
    assert [each.id for each in found] == [sheet.id]


def test_an_office_that_evaluates_elsewhere_is_told_nothing_of_terms(services: Services) -> None:
    unit = services.units.create(UnitDraft(symbol="RF", name="Referat Finansowy")).record.id
    add_person(services, "Nowak", unit)
    assert [line.status.value for line in services.evaluations.people_due()] == ["late"]
    assert people_due(services) == ()
    services.regulations.add_pattern("trzynascie_kryteriow", date(2024, 1, 1))
    assert [line.text for line in people_due(services)] == ["1 osoba: ocena okresowa po terminie, bez arkusza"]


def test_the_dashboard_and_the_search_name_sheets(services: Services, people: People) -> None:
    sheet = signed(services, planned(services, people.clerk))
    planned(services, people.other)
    lines = [line.text for line in (*attention(services), *people_due(services))]
    assert lines == [
        "1 ocena: po terminie ustawowym",
        "1 ocena: podpisana, niedoręczona",
        "1 osoba: ocena okresowa po terminie, bez arkusza",
        "Następna ocena okresowa najpóźniej 22.11.2028: Ewa Nowak",
    ]
    (hit,) = REGISTER.find(services, sheet.number, 5)
    assert (hit.record_id, hit.title, hit.subtitle) == (sheet.id, "1/2026 Ewa Nowak (17)", "podpisana")


def test_a_chart_of_one_person_keeps_two_sheets_of_a_day_apart(services: Services, people: People) -> None:
    first = delivered(services, planned(services, people.clerk))
    chart = criteria_chart((first, replace(first, id=99, number="9/2026")))
    assert chart is not None
    assert chart.points == ("22.11.2026 (1/2026)", "22.11.2026 (9/2026)")
