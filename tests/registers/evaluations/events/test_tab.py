"""The tab of events: what a form offers, and that a print is logged."""

from datetime import date
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from app.bootstrap import Services
from app.core.records import Query
from app.people.employees.domain import EmployeeDraft
from app.registers.evaluations.events.domain import WorkEventDraft
from tests.registers.service_cards.drafts import add_unit
from tests.shell.windows import desk


def test_a_saved_print_of_events_is_logged_and_the_form_warns_against_health_data(
    qapp: QApplication, services: Services, tmp_path: Path
) -> None:
    draft = EmployeeDraft(surname="Żak", first_name="Ewa", unit_id=add_unit(services))
    person = services.employees.create(draft).record.id
    services.regulations.add_pattern("trzynascie_kryteriow", date(2026, 1, 1))
    event = WorkEventDraft(employee_id=person, happened_on=date(2026, 3, 2), event="Pomogła w punkcie obsługi.")
    services.work_events.create(event)
    with desk(qapp, services) as opened:
        tab = opened.window.go_to("work_events")
        opened.settle()
        tab.table.select_row(0)
        opened.dialogs.save_path = tmp_path / "zdarzenia.pdf"
        action = tab.findChild(QAction, "pdf_work_events")
        assert action is not None
        action.trigger()
        opened.settle()
        deeds = [entry.deed for entry in services.audit.page(Query(), 0, 50) if entry.entity == "work_event"]
        assert deeds.count("print") == 1
        tab.open_record(tab.table.current_record())
        warning = opened.form().page.rows["event"].facts.words.help
        assert warning == services.regulations.all()[0].health_warning
