"""Registers of the family in the window: what the list shows is written, and read back as nothing new."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.bootstrap import Services
from app.registers.ngos.consultations.domain import ConsultationDraft
from app.registers.ngos.organisations.domain import LegalForm
from app.registers.ngos.programmes.domain import ProgrammeDraft
from app.widgets.import_window import ImportWindow
from tests.registers.ngos.offers.filed import contest, offer
from tests.registers.ngos.organisations.test_usecases import add
from tests.shell.windows import Desk, desk


def saved_by(opened: Desk, tab: Any, path: Path) -> list[str]:
    """The lines of the file that the tab's own deed writes."""
    opened.dialogs.save_path = path
    tab.export_action.trigger()
    opened.settle()
    return path.read_text("utf-8-sig").splitlines()


def test_organisations_are_written_as_the_list_shows_them(
    qapp: QApplication, services: Services, tmp_path: Path
) -> None:
    add(services, "Klub")
    add(services, "Grupa", legal_form=LegalForm.INFORMAL)
    with desk(qapp, services) as opened:
        tab: Any = opened.window.go_to("organisations")
        opened.settle()
        tab.filters.choose({"legal_form": frozenset({"informal"})})
        opened.settle()
        lines = saved_by(opened, tab, tmp_path / "o.csv")
        assert [line.split(";")[0] for line in lines[1:]] == ["Grupa"]


@pytest.mark.parametrize("key", ["programmes", "consultations", "contests", "contest_offers"])
def test_what_was_written_is_read_back_as_nothing_new(
    qapp: QApplication, services: Services, tmp_path: Path, key: str
) -> None:
    services.programmes.create(ProgrammeDraft(title="Program", first_year=2026, last_year=2026))
    services.consultations.create(ConsultationDraft(subject="Uchwała"))
    offer(services, contest(services))
    with desk(qapp, services) as opened:
        tab: Any = opened.window.go_to(key)
        opened.settle()
        path = tmp_path / "arkusz.csv"
        assert len(saved_by(opened, tab, path)) > 1
        opened.dialogs.open_path = path
        tab.import_action.trigger()
        opened.settle()
        window = opened.dialog(ImportWindow)
        told = "\n".join(label.text() for label in window.findChildren(QLabel))
        assert "taki sam jak dane w programie" in told
        assert "nieznane kolumny" not in told
        window.close()
