"""The tab of trainings: cancelled and brought back, copied, made from an offer; its sum, its card, its spreadsheet."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from app.bootstrap import Services
from app.core.progress import NoProgress
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.registers.trainings.courses.domain import Component, CostLine, Session
from app.registers.trainings.courses.sheet import write_courses
from app.registers.trainings.offers.domain import OfferDraft
from app.widgets.forms.deed_window import DeedWindow
from tests.exchange.resaving import values_of
from tests.printing.reading import texts
from tests.registers.trainings.courses.invented import TODAY, add_institution, add_people, internal
from tests.shell.windows import Desk, desk

COSTS = (CostLine(amount=50_000), CostLine(component=Component.TRAVEL, amount=80_000, shared=True, note="autokar"))


@pytest.fixture
def opened(qapp: QApplication, services: Services) -> Iterator[Desk]:
    """A window over an office with nothing in it."""
    with desk(qapp, services) as window:
        yield window


def tab_with(opened: Desk, **more: Any) -> Any:
    """The tab with one training, chosen."""
    opened.services.courses.create(internal(**more))
    tab = opened.window.go_to("courses")
    opened.settle()
    tab.table.select_row(0)
    opened.settle()
    return tab


def test_a_training_is_cancelled_in_its_window_and_brought_back_from_the_menu(opened: Desk) -> None:
    tab, courses = tab_with(opened), opened.services.courses
    assert (tab.cancel_action.isEnabled(), tab.restore_action.isEnabled()) == (True, False)
    tab.cancel_action.trigger()
    opened.settle()
    window = opened.dialog(DeedWindow)
    window.do.click()
    # the reason is missing yet
    assert courses.all()[0].cancelled_on is None
    window.rows["cancel_reason"].editor.load("brak chętnych")
    window.do.click()
    opened.settle()
    assert (courses.all()[0].cancelled_on, courses.all()[0].cancel_reason) == (TODAY, "brak chętnych")
    tab.table.select_row(0)
    opened.settle()
    assert (tab.cancel_action.isEnabled(), tab.restore_action.isEnabled()) == (False, True)
    tab.restore_action.trigger()
    opened.settle()
    assert courses.all()[0].cancelled_on is None


def test_a_copy_begins_without_days_and_sessions(opened: Desk) -> None:
    sessions = (Session(held_on=date(2026, 12, 1)),)
    tab = tab_with(opened, sessions=sessions, costs=COSTS, note="sala duża")
    tab.copy_action.trigger()
    draft = opened.form().draft()
    assert (draft.topic, draft.costs, draft.note) == ("Ochrona danych", COSTS, "sala duża")
    assert (draft.starts_on, draft.ends_on, draft.sessions) == (None, None, ())
    opened.form().leave_work()


def test_the_form_tells_the_sum_for_people_or_places_as_it_is_typed(opened: Desk) -> None:
    tab = tab_with(opened, costs=COSTS, places=10)
    tab.open_record(tab.selected()[0])
    form: Any = opened.form()
    costs = form.page.rows["costs"].editor
    assert costs.sum_line.text().startswith("Razem: 5\u00a0800,00\u00a0zł za 10 osób")
    form.page.rows["places"].editor.put("")
    form._check()
    assert costs.sum_line.text() == "Razem: 800,00\u00a0zł za całą grupę i 500,00\u00a0zł od osoby."
    form.leave_work()
    course = opened.services.courses.all()[0]
    add_people(opened.services, course, 2)
    tab.open_record(course)
    again: Any = opened.form()
    assert "za 2 osoby" in again.page.rows["costs"].editor.sum_line.text()


def test_a_new_session_is_the_day_after_the_one_before(opened: Desk) -> None:
    first = Session(held_on=date(2026, 12, 1), starts_at="09:00", ends_at="12:00")
    tab = tab_with(opened, ends_on=date(2026, 12, 2), sessions=(first,))
    tab.open_record(tab.selected()[0])
    form: Any = opened.form()
    form.page.rows["sessions"].editor.add.click()
    added = form.draft().sessions[1]
    assert (added.held_on, added.starts_at, added.ends_at) == (date(2026, 12, 2), "09:00", "12:00")
    form.leave_work()


def test_no_field_of_a_row_is_cut_in_a_wide_window(opened: Desk) -> None:
    tab = tab_with(opened, costs=COSTS * 3)
    tab.open_record(tab.selected()[0])
    form: Any = opened.form()
    form.resize(1400, 900)
    for card in form.page.rows["costs"].editor.cards:
        card.toggle.click()
    opened.settle()
    fields = [row.editor for card in form.page.rows["costs"].editor.cards for row in card.fields]
    assert [field.objectName() for field in fields if field.height() < field.minimumSizeHint().height()] == []


def offer(services: Services) -> int:
    """An offer with a price; returns its id."""
    draft = OfferDraft(
        topic="Zamówienia publiczne",
        institution_id=add_institution(services),
        received_on=TODAY,
        starts_on=date(2026, 12, 3),
        price=39_000,
        description="Program",
    )
    return services.training_offers.create(draft).record.id


def from_offer(opened: Desk, number: int) -> None:
    """Do the deed on an offer."""
    (deed,) = (each for each in opened.window.workspace.deeds_on("training_offer") if each.key == "course_from_offer")
    deed.run(number)


def test_a_training_is_made_from_an_offer_and_asked_about_when_there_is_one(opened: Desk) -> None:
    number = offer(opened.services)
    from_offer(opened, number)
    form: Any = opened.form()
    form.save_and_leave()
    opened.settle()
    (course,) = opened.services.courses.all()
    assert (course.topic, course.offer_id, course.institution) == (
        "Zamówienia publiczne",
        number,
        "Ośrodek Kształcenia",
    )
    assert (course.starts_on, course.ends_on, course.days) == (date(2026, 12, 3), date(2026, 12, 3), 1)
    assert course.costs == (CostLine(amount=39_000),)
    opened.dialogs.answer = "Pokaż szkolenie"
    from_offer(opened, number)
    opened.settle()
    assert "już szkolenie: „Zamówienia publiczne”" in opened.dialogs.asked[-1][1]
    assert opened.window.tabs.currentWidget().objectName() == "courses"


def test_the_card_tells_sessions_costs_and_people_and_its_print_is_logged(opened: Desk, tmp_path: Path) -> None:
    sessions = (Session(held_on=date(2026, 12, 1), starts_at="09:00", ends_at="12:00", subject="Zgłaszanie naruszeń"),)
    tab = tab_with(opened, costs=COSTS, sessions=sessions, places=5)
    add_people(opened.services, tab.selected()[0], 2, 90_000)
    opened.dialogs.save_path = tmp_path / "karta.pdf"
    tab.findChild(QAction, "pdf_courses").trigger()
    opened.settle()
    text = " ".join(texts((tmp_path / "karta.pdf").read_bytes())).replace("\u00a0", " ")
    for said in ("Ochrona danych", "Zgłaszanie naruszeń", "autokar", "Ewa Żak", "2 z 5", "1 800,00 zł"):
        assert said in text, said
    deeds = [each.deed for each in opened.services.audit.page(Query(), 0, 50) if each.entity == "training_course"]
    assert deeds.count("print") == 1


@pytest.mark.parametrize("form", Format)
def test_a_spreadsheet_ties_sessions_and_costs_to_their_training(
    services: Services, tmp_path: Path, form: Format
) -> None:
    for _ in range(2):
        services.courses.create(internal(costs=COSTS, sessions=(Session(held_on=date(2026, 12, 1)),)))
    path = tmp_path / f"szkolenia.{form.value}"
    write_courses(services.courses.all(), path, form, NoProgress(), "")
    if form is Format.CSV:
        assert path.read_text(encoding="utf-8-sig").count("autokar") == 2
        return
    costs = values_of(path)["Koszty"]
    ids = [each.id for each in services.courses.all()]
    assert [costs[row, 0] for row in range(1, 5)] == [float(number) for number in ids for _ in COSTS]
    assert list(costs.values()).count("autokar") == 2
