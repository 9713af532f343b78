"""The form of a campaign in an office that has no regulation yet."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.bootstrap import Services
from app.registers.evaluations.campaigns.register import REGISTER
from tests.shell.windows import desk

DAY = date(2026, 11, 22)


@pytest.mark.parametrize("has_regulation", [False, True])
def test_an_office_without_a_regulation_is_told_where_to_add_one(
    qapp: QApplication, services: Services, has_regulation: bool
) -> None:
    if has_regulation:
        services.regulations.add_pattern("trzynascie_kryteriow", DAY)
    with desk(qapp, services) as office:
        tab = office.window.go_to("campaigns")
        REGISTER.begin(tab)
        texts = [label.text() for label in office.form().findChildren(QLabel)]
    assert any("Nie ma jeszcze żadnego regulaminu ocen" in text for text in texts) is not has_regulation
