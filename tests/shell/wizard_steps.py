"""Going through the first-start wizard as a person does, step by step."""

from typing import TypeVar

from PySide6.QtTest import QTest

from app.shell.first_start.pages import AdministratorPage, ConfirmPage, OfficePage, PlacePage
from app.shell.first_start.window import FirstStartWindow
from app.shell.steps import Step

T = TypeVar("T", bound=Step)
PASSWORD = "trzy małe żółwie"


def office(wizard: FirstStartWindow) -> OfficePage:
    """The first page."""
    return _page(wizard, OfficePage)


def administrator(wizard: FirstStartWindow) -> AdministratorPage:
    """The page of the first account."""
    return _page(wizard, AdministratorPage)


def place(wizard: FirstStartWindow) -> PlacePage:
    """The page of the file."""
    return _page(wizard, PlacePage)


def confirmation(wizard: FirstStartWindow) -> ConfirmPage:
    """The page where the key is typed."""
    return _page(wizard, ConfirmPage)


def _page(wizard: FirstStartWindow, kind: type[T]) -> T:
    return next(step for step in wizard.steps if isinstance(step, kind))


def fill_office(wizard: FirstStartWindow, name: str = "Urząd Gminy Żółkiewka") -> None:
    """Name the office and go on."""
    office(wizard).name.setText(name)
    wizard.go_on()


def fill_administrator(wizard: FirstStartWindow, password: str = PASSWORD) -> None:
    """Name the first person and go on."""
    person = administrator(wizard)
    person.name.setText("Łucja Żak")
    person.login.setText("LZak")
    person.password.first.edit.setText(password)
    person.password.second.edit.setText(password)
    wizard.go_on()


def confirm_key(wizard: FirstStartWindow) -> None:
    """Go on from the key and type what is asked for."""
    wizard.go_on()
    confirm = confirmation(wizard)
    groups = wizard.plan.recovery_code.split("-")
    for number, field in zip(confirm._places, confirm.fields, strict=True):
        field.setText(groups[number].lower())
    wizard.go_on()


def fill_all(wizard: FirstStartWindow) -> None:
    """Everything up to the summary."""
    fill_office(wizard)
    fill_administrator(wizard)
    wizard.go_on()
    confirm_key(wizard)


def finish(wizard: FirstStartWindow) -> None:
    """Make it."""
    wizard.go_on()
    assert wizard.jobs.wait(60_000)
    QTest.qWait(1)
