"""The tab of participations: what the accent button does, windows of steps, filters, lists, groups, spreadsheets."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.bootstrap import Services
from app.core.records import Query
from app.registers.trainings.budgets.domain import BudgetDraft, UnitBudget
from app.registers.trainings.courses.domain import CourseKind, Session
from app.registers.trainings.participations.domain import Attendance, Outcome, Participation, Seat, Step
from app.registers.trainings.participations.register import attention, expiring
from app.registers.trainings.participations.tab import ParticipationsTab
from app.registers.trainings.participations.windows.attendance import AttendanceWindow
from app.registers.trainings.participations.windows.course_prints import CoursePrintsWindow
from app.registers.trainings.participations.windows.expiring import ExpiringWindow
from app.registers.trainings.participations.windows.history import HistoryWindow
from app.registers.trainings.participations.windows.people import PeopleWindow
from app.registers.trainings.participations.windows.waiting import WaitingWindow
from app.registers.trainings.participations.windows.ways import Way
from app.widgets.columns import Tone
from app.widgets.forms.deed_window import DeedWindow
from app.widgets.forms.record_form import RecordForm
from tests.keyboard import press, type_text
from tests.registers.trainings.people import (
    AHEAD,
    CARD,
    People,
    add_course,
    approved,
    attended,
    change_person,
    noted,
    registered,
    requested,
    with_card,
)
from tests.shell.windows import Desk, desk

Key = Qt.Key


@pytest.fixture
def office(qapp: QApplication, services: Services, people: People) -> Iterator[Desk]:
    with desk(qapp, services) as opened:
        yield opened


def shown(office: Desk) -> ParticipationsTab:
    """The tab with the first line chosen."""
    tab = office.window.go_to("participations")
    assert isinstance(tab, ParticipationsTab)
    tab.refresh()
    office.settle()
    tab.table.select_row(0)
    office.settle()
    return tab


def step(office: Desk) -> DeedWindow:
    """The small window that the accent button opens."""
    shown(office).next_action.trigger()
    office.settle()
    window = office.dialog(DeedWindow)
    assert isinstance(window, DeedWindow)
    return window


def do(office: Desk, window: DeedWindow) -> None:
    QTest.keyClick(window, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.settle()


def only(services: Services) -> Participation:
    (found,) = services.participations.all()
    return found


# -- steps -------------------------------------------------------------------------------------------------------------


def test_the_accent_button_carries_a_participation_from_the_request_to_the_note(
    office: Desk, services: Services, people: People
) -> None:
    requested(services, add_course(services).id, people.clerk)
    for button in ("Zatwierdź wniosek…", "Zapisz zgłoszenie…"):
        assert shown(office).next_action.text() == button
        do(office, step(office))
    assert shown(office).next_action.text() == "Wpisz obecność…"
    services.participations.attend(only(services).course_id or 0, {only(services).id: (Attendance.PRESENT, ())})
    assert shown(office).next_action.text() == "Wpisz kartę…"
    now = only(services)
    services.participations.fill_card(now.id, now.version, date(2026, 11, 22), CARD)
    for button in ("Zapisz zapoznanie się z kartą…", "Zapisz rozmowę…", "Przekaż kartę…", "Zapisz adnotację…"):
        assert shown(office).next_action.text() == button
        do(office, step(office))
    assert only(services).waiting_for is Step.LIST
    tab = shown(office)
    assert (tab.next_action.isEnabled(), tab.next_action.toolTip()) == (
        False,
        "Ten krok wykona zatwierdzenie styczniowej listy preferowanych instytucji.",
    )


def test_the_warning_about_the_budget_stands_in_the_window_before_the_approval(
    office: Desk, services: Services, people: People
) -> None:
    services.training_budgets.create(BudgetDraft(year=2026, units=(UnitBudget(unit_id=people.unit, amount=100_00),)))
    requested(services, add_course(services).id, people.clerk)
    window = step(office)
    assert "przekroczy budżet" in window.effects.accessibleName()
    assert "200,00" in window.effects.accessibleName()
    assert only(services).waiting_for is Step.APPROVE
    do(office, window)
    assert only(services).waiting_for is Step.REGISTER


def test_a_refusal_needs_its_reason_and_is_undone_from_the_status_line(
    office: Desk, services: Services, people: People
) -> None:
    requested(services, add_course(services).id, people.clerk)
    tab = shown(office)
    tab.desk.take(Way.REFUSE, only(services))
    office.settle()
    window = office.dialog(DeedWindow)
    do(office, window)
    assert only(services).outcome is Outcome.OPEN
    type_text(window.rows["outcome_reason"].editor.focus_target(), "brak środków")
    do(office, window)
    assert (only(services).outcome, only(services).outcome_reason) == (Outcome.REFUSED, "brak środków")
    office.to_front()
    tab.table.setFocus()
    office.shortcut(Key.Key_Z)
    office.settle()
    assert only(services).outcome is Outcome.OPEN


@pytest.mark.parametrize(
    ("make", "offered"),
    [
        (requested, {Way.APPROVE, Way.REFUSE, Way.WITHDRAW}),
        (approved, {Way.REGISTER, Way.SKIP, Way.BACK, Way.WITHDRAW}),
        (registered, {Way.ATTENDANCE, Way.BACK, Way.WITHDRAW}),
        (attended, {Way.FILL_CARD, Way.ATTENDANCE, Way.SKIP}),
        (with_card, {Way.READ_CARD, Way.CORRECT_CARD, Way.SKIP, Way.BACK}),
        (noted, {Way.CORRECT_CARD, Way.SKIP, Way.BACK}),
    ],
)
def test_only_what_the_stage_allows_is_offered(
    office: Desk, services: Services, people: People, make: Callable[..., Participation], offered: set[Way]
) -> None:
    each = make(services, add_course(services).id, people.clerk)
    tab = shown(office)
    assert set(tab.desk.ways(each)) == offered
    tab._fill_ways()
    assert len(tab.ways_menu.actions()) == len(offered)


def test_a_step_is_skipped_only_with_a_reason(office: Desk, services: Services, people: People) -> None:
    each = approved(services, add_course(services).id, people.clerk)
    tab = shown(office)
    tab.desk.take(Way.SKIP, each)
    office.settle()
    window = office.dialog(DeedWindow)
    do(office, window)
    assert only(services).waiting_for is Step.REGISTER
    type_text(window.rows["reason"].editor.focus_target(), "zgłosił organizator")
    do(office, window)
    assert (only(services).waiting_for, only(services).steps[-1].reason) == (Step.FILL_CARD, "zgłosił organizator")


def test_who_waits_for_a_place_is_admitted_once_there_is_one(office: Desk, services: Services, people: People) -> None:
    course = add_course(services, starts_on=AHEAD, places=1)
    first = approved(services, course.id, people.clerk)
    waiting = approved(services, course.id, people.other)
    tab = shown(office)
    assert tab.desk.next_way(waiting) is Way.ADMIT
    services.participations.withdraw(first.id, first.version, date(2026, 11, 22), "zwolnienie lekarskie")
    tab.desk.take(Way.ADMIT, waiting)
    office.settle()
    do(office, office.dialog(DeedWindow))
    assert services.participations.get(waiting.id).seat is Seat.CONFIRMED


def test_an_effect_is_checked_with_a_mark_from_one_to_five(office: Desk, services: Services, people: People) -> None:
    course = add_course(services, starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 2))
    attended(services, course.id, people.clerk, requested_on=date(2026, 5, 4))
    tab = shown(office)
    tab.desk.take(Way.EFFECT, only(services))
    office.settle()
    window = office.dialog(DeedWindow)
    assert "od 02.09.2026 do 02.12.2026" in window.effects.accessibleName()
    mark = window.rows["effect_mark"].editor.focus_target()
    type_text(mark, "6")
    do(office, window)
    assert only(services).effect_mark is None
    press(mark, Key.Key_Backspace)
    type_text(mark, "4")
    do(office, window)
    assert only(services).effect_mark == 4


# -- the list ----------------------------------------------------------------------------------------------------------


def test_lateness_stands_in_words_and_as_a_tone(office: Desk, services: Services, people: People) -> None:
    course = add_course(services)
    requested(services, course.id, people.clerk, requested_on=date(2026, 11, 12))
    requested(services, course.id, people.other, requested_on=date(2026, 10, 2))
    tab = shown(office)
    state = next(column for column in tab.view.columns if column.key == "state")
    assert state.second is not None
    assert state.tone is not None
    said = [(state.text(each), state.second(each), state.tone(each)) for each in services.participations.all()]
    assert said == [
        ("zatwierdzenie", "opóźnione · czeka od 10 dni", Tone.WARNING),
        ("zatwierdzenie", "bardzo opóźnione · czeka od 51 dni", Tone.DANGER),
    ]


@pytest.mark.parametrize(
    ("said", "found"), [("nowak", 1), ("kodeks zagiel", 2), ("17", 1), ("wrona zagiel", 1), ("xyz", 0)]
)
def test_the_search_knows_people_trainings_and_institutions(
    office: Desk, services: Services, people: People, said: str, found: int
) -> None:
    course = add_course(services)
    requested(services, course.id, people.clerk)
    requested(services, course.id, people.head)
    tab = shown(office)
    type_text(tab.search, said)
    tab.search.flush()
    assert tab.model.rowCount() == found


def test_only_this_person_is_a_filter_set_from_the_line(office: Desk, services: Services, people: People) -> None:
    course = add_course(services)
    requested(services, course.id, people.clerk)
    requested(services, course.id, people.head)
    tab = shown(office)
    one = tab.selected()[0]
    tab.same_person_action.trigger()
    office.settle()
    assert tab.query.filters == {"employee_id": frozenset({str(one.employee_id)})}
    assert tab.model.rowCount() == 1
    tab.clear()
    assert tab.model.rowCount() == 2


def test_a_new_request_is_made_in_its_form_and_says_why_there_is_no_offer(
    office: Desk, services: Services, people: People
) -> None:
    course = add_course(services)
    tab = office.window.go_to("participations")
    assert isinstance(tab, ParticipationsTab)
    tab.new_action.trigger()
    form = office.form()
    assert isinstance(form, RecordForm)
    form.page.rows["employee_id"].editor.load(people.clerk)
    form.page.rows["course_id"].editor.load(course.id)
    form.page.rows["employee_id"].editor.edited.emit()
    form.save()
    office.settle()
    assert not services.participations.all()
    form.page.rows["no_offer_reason"].editor.load("szkolenie z polecenia RIO")
    form.page.rows["no_offer_reason"].editor.edited.emit()
    form.save()
    office.settle()
    assert only(services).requested_on == date(2026, 11, 22)


# -- where is my card --------------------------------------------------------------------------------------------------


def test_the_desk_leads_to_late_cards_and_enter_takes_the_next_step(
    office: Desk, services: Services, people: People
) -> None:
    course = add_course(services)
    requested(services, course.id, people.clerk, requested_on=date(2026, 11, 12))
    requested(services, course.id, people.other, requested_on=date(2026, 10, 2))
    lines = [line.text for line in attention(services)]
    assert lines == [
        "1 udział: karta albo wniosek czeka ponad 14 dni",
        "1 udział: karta albo wniosek czeka ponad 7 dni",
        "2 udziały: wniosek do zatwierdzenia",
    ]
    office.window._show_attention("participations", attention(services)[0])
    office.settle()
    window = office.dialog(WaitingWindow)
    assert [window.listed.model.record(row).where.person for row in range(window.listed.model.rowCount())] == [
        "Ewa Nowak"
    ]
    listed = window.listed.model.record(0)
    texts = {column.key: column.text(listed) for column in window.listed.view.columns}
    assert (texts["step"], texts["turn"], texts["since"]) == ("zatwierdzenie", "Burmistrz", "od 51 dni")
    assert texts["late"] == "bardzo opóźnione"
    press(window.listed.search, Key.Key_Return, text="\r")
    office.settle()
    step_window = office.dialog(DeedWindow)
    assert step_window.windowTitle() == "Zatwierdzenie wniosku"
    do(office, step_window)
    office.settle()
    assert window.listed.model.rowCount() == 0
    window.close()


def test_an_empty_list_says_so(office: Desk) -> None:
    tab = office.window.go_to("participations")
    assert isinstance(tab, ParticipationsTab)
    tab.waiting_action.trigger()
    office.settle()
    window = office.dialog(WaitingWindow)
    assert window.listed.model.rowCount() == 0
    window.close()


def test_what_ends_becomes_a_need_once(office: Desk, services: Services, people: People) -> None:
    course = add_course(services, entitlement="szkolenie okresowe bhp", validity_months=1)
    attended(services, course.id, people.clerk)
    (line,) = expiring(services)
    assert (line.tone, line.text) == (Tone.WARNING, "1 uprawnienie: ważność kończy się w 30 dni")
    office.window._show_attention("participations", line)
    office.settle()
    window = office.dialog(ExpiringWindow)
    deed = window.listed.findChild(QAction, "training_needs_training_expiring")
    deed.trigger()
    office.settle()
    (need,) = services.training_needs.all()
    assert (need.topic, need.employee_id, need.wanted_by) == (
        "szkolenie okresowe bhp",
        people.clerk,
        date(2026, 12, 10),
    )
    deed.trigger()
    office.settle()
    assert "nie trzeba zapisywać" in str(office.dialogs.refused[-1])
    window.close()


def test_the_history_of_a_person_opens_from_employees(office: Desk, services: Services, people: People) -> None:
    with_card(services, add_course(services).id, people.clerk)
    tab: Any = office.window.go_to("employees")
    office.settle()
    tab.select_record(people.clerk)
    office.settle()
    deed = next(action for action in tab.table.actions() if action.objectName() == "training_history")
    deed.trigger()
    office.settle()
    window = office.dialog(HistoryWindow)
    assert window.listed.model.rowCount() == 1
    facts = window.findChild(QLabel, "facts")
    assert facts.text() == "Ewa Nowak: 1 szkolenie, 2 dni, koszt 300,00\N{NO-BREAK SPACE}zł."
    window.close()


# -- one training ------------------------------------------------------------------------------------------------------


def course_deed(office: Desk, key: str) -> None:
    tab: Any = office.window.go_to("courses")
    office.settle()
    tab.table.select_row(0)
    office.settle()
    next(action for action in tab.table.actions() if action.objectName() == key).trigger()
    office.settle()


def test_attendance_of_several_days_is_set_by_keys(office: Desk, services: Services, people: People) -> None:
    days = (date(2026, 11, 9), date(2026, 11, 10))
    course = add_course(services, sessions=tuple(Session(held_on=day) for day in days))
    clerk, other, head = (registered(services, course.id, n).id for n in (people.clerk, people.other, people.head))
    waiting = requested(services, course.id, people.mayor)
    course_deed(office, "course_attendance")
    window = office.dialog(AttendanceWindow)
    table = window.table
    assert table.item(3, 1).text() == "wniosek niezatwierdzony"
    assert not table.item(3, 1).flags()
    type_text(table, "on")
    # the third was there on the second day only
    table.setCurrentCell(2, 2)
    press(table, Key.Key_N, text="n")
    assert not window.save.isEnabled()
    table.setCurrentCell(2, 3)
    press(table, Key.Key_O, text="o")
    assert window.status.text() == "Obecnych: 1, częściowo: 1, nieobecnych: 1, bez wpisu: 0."
    QTest.keyClick(table, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.settle()
    found = {each.id: (each.attendance, each.missed) for each in services.participations.of_course(course.id)}
    assert found == {
        clerk: (Attendance.PRESENT, ()),
        other: (Attendance.ABSENT, ()),
        head: (Attendance.PARTLY, ("2026-11-09",)),
        waiting.id: (Attendance.EXPECTED, ()),
    }


def test_everybody_present_is_one_button_and_leaving_asks(office: Desk, services: Services, people: People) -> None:
    course = add_course(services)
    for number in (people.clerk, people.other):
        registered(services, course.id, number)
    course_deed(office, "course_attendance")
    window = office.dialog(AttendanceWindow)
    window.everybody.click()
    window.reject()
    assert window.isVisible()
    window.save.click()
    office.settle()
    assert {each.attendance for each in services.participations.all()} == {Attendance.PRESENT}


def test_many_people_are_added_at_once_or_nobody_with_reasons_at_their_names(
    office: Desk, services: Services, people: People
) -> None:
    add_course(services, kind=CourseKind.INTERNAL, starts_on=AHEAD)
    change_person(services, people.head, employed_to=date(2026, 11, 30))
    course_deed(office, "add_participants")
    window = office.dialog(PeopleWindow)
    for words in ("17", "wrona", "mazur"):
        type_text(window.search, words)
        press(window.search, Key.Key_Return, text="\r")
    assert window.add.text() == "&Dopisz 3 osoby"
    window.add.click()
    office.settle()
    assert not services.participations.all()
    reasons = {item.text(0): item.text(2) for item in window._items() if item.text(2)}
    assert list(reasons) == ["Wrona Ewa"]
    assert "nie pracuje w urzędzie" in reasons["Wrona Ewa"]
    window.untick.click()
    window.add.click()
    office.settle()
    assert {each.employee_id for each in services.participations.all()} == {people.clerk, people.mayor}
    assert office.said.startswith("Dodano: 2 udziały")


def test_certificates_are_numbered_in_a_window_that_names_the_people(
    office: Desk, services: Services, people: People
) -> None:
    course = add_course(services, kind=CourseKind.INTERNAL)
    attended(services, course.id, people.clerk)
    course_deed(office, "course_certificates")
    window = office.dialog(DeedWindow)
    assert "Ewa Nowak" in window.effects.accessibleName()
    do(office, window)
    assert only(services).certificate == "1/2026"


def test_prints_of_a_training_are_offered_in_one_window(office: Desk, services: Services, people: People) -> None:
    approved(services, add_course(services).id, people.clerk)
    course_deed(office, "course_prints")
    window = office.dialog(CoursePrintsWindow)
    assert [window.list.item(row).text() for row in range(window.list.count())] == [
        "Lista obecności do podpisu",
        "Zgłoszenie uczestników do organizatora",
        "Karty uczestnictwa do wypełnienia",
        "Karty uczestnictwa wypełnione",
        "Zaświadczenia",
    ]
    window.list.setCurrentRow(3)
    window.print_button.click()
    office.settle()
    assert "Nikt nie wypełnił jeszcze karty" in str(office.dialogs.refused[-1])
    window.reject()


# -- spreadsheets ------------------------------------------------------------------------------------------------------


def test_what_the_list_shows_is_written_and_logged(
    office: Desk, services: Services, people: People, tmp_path: Path
) -> None:
    requested(services, add_course(services).id, people.clerk)
    tab = shown(office)
    office.dialogs.save_path = tmp_path / "udzial.xlsx"
    tab.export_action.trigger()
    office.settle()
    assert (tmp_path / "udzial.xlsx").exists()
    assert [entry.deed for entry in services.audit.page(Query(), 0, 1)] == ["export"]
