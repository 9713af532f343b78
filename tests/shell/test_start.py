"""What is loaded and built by the time the window stands: registers are named, their tabs wait."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import Services
from app.core.records import Query
from app.shell.search_everywhere import SearchEverywhere
from app.widgets.forms.record_form import RecordForm
from app.widgets.register_tab import RegisterTab
from tests.shell.windows import desk

ROOT = Path(__file__).resolve().parents[2]
LATER = ("tab", "form", "table", "windows", "spreadsheets")
"""Modules of a slice that nobody needs before its register is shown."""


def test_the_catalogue_loads_nothing_that_only_a_shown_register_needs() -> None:
    code = "import app.shell.catalogue, sys; print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    slices = [name.split(".") for name in answer.stdout.split() if name.startswith(("app.registers", "app.people"))]
    assert slices
    assert [".".join(name) for name in slices if set(name) & set(LATER)] == []


@pytest.mark.parametrize("way", ["desk", "search"])
def test_desk_and_search_over_everything_need_no_tab(qapp: QApplication, demo_services: Services, way: str) -> None:
    with desk(qapp, demo_services) as opened:
        if way == "search":
            person = demo_services.employees.page(Query(), 0, 1)[0]
            opened.window.search_everywhere()
            window = opened.dialog(SearchEverywhere)
            window.field.setText(person.surname)
            window.field.flush()
            assert window.list.count() > 0
            window.reject()
        else:
            opened.answered()
            counted = opened.window.dashboard.findChildren(QWidget, "deed_line")
            assert any(line.accessibleName().startswith("Pracownicy, ") for line in counted)
        assert opened.window.findChildren(RegisterTab) == []
        assert opened.window.findChildren(RecordForm) == []
