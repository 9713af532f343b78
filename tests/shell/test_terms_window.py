"""„Terminy ocen”: everybody with both days and a state, the way in from the desk, and Enter on a person."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap import Services
from app.core.records import Query
from app.registers.evaluations.sheets.domain import EvaluationDraft
from app.registers.evaluations.sheets.form import NewEvaluationForm
from app.registers.evaluations.sheets.tab import EvaluationsTab
from app.registers.evaluations.sheets.windows.marking import EvaluationForm
from app.registers.evaluations.sheets.windows.terms import TermsWindow
from app.registers.evaluations.sheets.windows.terms_table import columns
from app.widgets.columns import Tone
from tests.keyboard import press, type_text
from tests.registers.evaluations.sheets.people import People, add_people, add_person, delivered, planned
from tests.shell.windows import Desk, desk

TODAY = date(2026, 11, 22)


@pytest.fixture
def people(services: Services) -> People:
    """The head is late, one clerk was evaluated, the other has a sheet, somebody else's term is near."""
    made = add_people(services)
    delivered(services, planned(services, made.clerk))
    planned(services, made.other)
    since = date(2024, 12, 20)
    add_person(services, "Zięba", made.unit, post_since=since, employed_from=since)
    return made


@pytest.fixture
def office(qapp: QApplication, services: Services, people: People) -> Iterator[Desk]:
    with desk(qapp, services) as opened:
        yield opened


def shown(office: Desk) -> TermsWindow:
    office.settle()
    window = office.dialog(TermsWindow)
    assert isinstance(window, TermsWindow)
    return window


def rows(window: TermsWindow) -> list[tuple[str | Tone | None, ...]]:
    """Name, first day, last day, state, tone."""
    by_key = {column.key: column for column in columns(TODAY)}
    found = []
    for row in range(window.people.model.rowCount()):
        term = window.people.model.record(row)
        assert term is not None
        texts = [by_key[key].text(term) for key in ("person", "first", "last", "state")]
        tone = by_key["state"].tone
        assert tone is not None
        found.append((*texts, tone(term)))
    return found


def opened(office: Desk) -> TermsWindow:
    tab = office.window.go_to("evaluations")
    assert isinstance(tab, EvaluationsTab)
    tab.terms_action.trigger()
    return shown(office)


def test_everybody_stands_with_both_days_and_a_state_and_no_sheet_is_read(office: Desk, services: Services) -> None:
    office.window.go_to("evaluations")
    office.settle()
    before = services.audit.count(Query())
    window = opened(office)
    assert rows(window) == [
        ("Ewa Nowak", "02.07.2024", "02.01.2026", "arkusz w toku", Tone.DANGER),
        ("Ewa Wrona", "02.07.2024", "02.01.2026", "po terminie", Tone.DANGER),
        ("Ewa Zięba", "20.06.2025", "20.12.2026", "wkrótce", Tone.WARNING),
        ("Ewa Nowak", "23.05.2027", "22.11.2028", "w terminie", Tone.OK),
    ]
    assert services.audit.count(Query()) == before
    last = window.people.model.record(3)
    assert last is not None
    assert "art. 27 ust. 2" in last.first_why
    assert "art. 27 ust. 2" in last.last_why


def test_a_line_of_the_desk_shows_exactly_these_people(office: Desk, services: Services) -> None:
    from app.registers.evaluations.sheets.register import people_due

    line = next(line for line in people_due(services) if "po terminie" in line.text)
    assert line.text.startswith("1 osoba")
    office.window._show_attention("evaluations", line)
    assert [row[0] for row in rows(shown(office))] == ["Ewa Wrona"]


def test_enter_opens_the_sheet_being_written_or_the_form_of_a_new_one_for_that_person(
    office: Desk, people: People
) -> None:
    window = opened(office)
    window.activateWindow()
    type_text(window.people.search, "18")
    window.people.search.flush()
    press(window.people.search, Qt.Key.Key_Return, text="\r")
    sheet = office.form()
    assert isinstance(sheet, EvaluationForm)
    assert sheet.evaluation.employee_id == people.other
    sheet.close()
    office.settle()
    window.people.clear()
    type_text(window.people.search, "wrona")
    window.people.search.flush()
    press(window.people.search, Qt.Key.Key_Return, text="\r")
    new = next(form for form in office.window.forms if isinstance(form, NewEvaluationForm))
    assert new.draft().employee_id == people.head


def test_a_sheet_made_meanwhile_is_shown_at_once(office: Desk, services: Services, people: People) -> None:
    window = opened(office)
    made = services.evaluations.create(EvaluationDraft(employee_id=people.head))
    office.window.workspace.report(made)
    office.settle()
    assert ("Ewa Wrona", "02.07.2024", "02.01.2026", "arkusz w toku", Tone.DANGER) in rows(window)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
