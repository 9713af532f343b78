"""Programmes and consultations in the window: the year leads the title, whom to ask is chosen, asked and removed."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap import Services
from app.registers.ngos.consultations.domain import Asked, ConsultationDraft
from app.registers.ngos.consultations.windows.asked import AskedWindow
from app.registers.ngos.consultations.windows.mail import MailWindow
from app.registers.ngos.organisations.domain import LegalForm, OrganisationDraft
from app.registers.ngos.programmes.domain import usual_title
from app.widgets.forms.deed_window import DeedWindow
from tests.shell.windows import desk


@pytest.mark.parametrize(
    ("typed", "title", "last"),
    [
        ({"first_year": "2029"}, usual_title(2029, 2029), "2029"),
        # a year that is still being typed changes nothing
        ({"first_year": "2"}, usual_title(2027, 2027), "2027"),
        ({"last_year": "2030"}, usual_title(2027, 2030), "2030"),
        ({"title": "Nasz program", "first_year": "2029"}, "Nasz program", "2029"),
    ],
)
def test_title_and_last_year_follow_the_year(
    qapp: QApplication, services: Services, typed: dict[str, str], title: str, last: str
) -> None:
    with desk(qapp, services) as opened:
        opened.window.begin("programmes")
        form = opened.form()
        for name, text in typed.items():
            row = form.page.rows[name]
            row.editor.type_in("", text)
            row.edited.emit()
            form._check()
        read = {name: form.page.rows[name].read().value for name in ("title", "last_year")}
        assert read == {"title": title, "last_year": int(last)}
        form._drop_changes()
        form.close()


def test_organisations_are_chosen_written_to_and_removed(qapp: QApplication, services: Services) -> None:
    for number, sphere in enumerate(("17", "16", "17")):
        services.organisations.create(
            OrganisationDraft(
                name=f"Klub {number}",
                legal_form=LegalForm.SPORTS_CLUB,
                spheres=(sphere,),
                email=f"klub{number}@klub.example" if number else "",
            )
        )
    one = services.consultations.create(
        ConsultationDraft(subject="Boiska", starts_on=date(2026, 11, 3), spheres=("17",), asked=(Asked(name="Rada"),))
    ).record
    with desk(qapp, services) as opened:
        tab: Any = opened.window.go_to("consultations")
        opened.settle()
        tab.table.select_row(0)
        tab.asked_action.trigger()
        window = opened.dialog(AskedWindow)
        opened.settle()
        window._on_add()
        opened.settle()
        # the spheres of the consultation are ticked already
        opened.dialog(DeedWindow).do.click()
        opened.settle()
        listed = [line.asked.name for line in window.listed.source.records]
        assert listed == ["Rada", "Klub 0", "Klub 2"]
        window._on_mail()
        mail = opened.dialog(MailWindow)
        assert mail.text.toPlainText() == "klub2@klub.example"
        assert "Klub 0" in mail.without.text()
        mail.reject()
        window.listed.table.select_row(1)
        window._on_remove()
        opened.settle()
        assert [each.name for each in services.consultations.get(one.id).asked] == ["Rada", "Klub 2"]
        window.reject()
