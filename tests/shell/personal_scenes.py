"""The windows of personal data and of moving all data, for rules that hold on every window."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.administration.personal_data.domain import NAMED, Copy, Person, Standing, Subject
from app.administration.portability.domain import Arrived, Contents, OneTimePassword, Sealed, TableCount
from app.shell.personal_data.choosing import ChoosingWindow
from app.shell.personal_data.erasing import ErasingWindow
from app.shell.personal_data.window import PersonalDataWindow
from app.shell.whole_data.chooser import TransferWindow
from app.shell.whole_data.moving import MoveWindow
from app.shell.whole_data.rebuilding import RebuildWindow
from app.shell.whole_data.result import ResultWindow
from tests.shell.windows import Desk
from tests.widgets.fakes import FakeDialogs

MOMENT = datetime(2026, 11, 22, 10, tzinfo=UTC)
ARRIVED = Arrived(
    "postgresql://serwer.gmina.example:5432/urzad",
    tuple(TableCount(name, rows, rows, True) for name, rows in (("unit", 14), ("employee", 112), ("service_card", 20))),
    (OneTimePassword("anna.zak", "Anna Żak", "wxyz-1234-abcd"),),
)
CONTENTS = Contents(
    folder=Path("/dane/przejrzysty-urzad-20261122"),
    program="0.1.0",
    schema=4,
    moment=MOMENT,
    office="Urząd Gminy w Żółwinie",
    demonstration=False,
    rows={"unit": 14, "employee": 112},
    files=21,
    size=5_000_000,
    seal=Sealed(148, "4e34078340b4e62f" * 4),
    fingerprint="20d3d0085702fe29" * 4,
)


def _transfer(desk: Desk) -> QWidget:
    return TransferWindow(
        desk.services, desk.window.jobs, desk.dialogs, desk.settings, lambda: None, parent=desk.window
    )


def _moving(number: int) -> Callable[[Desk], QWidget]:
    def make(desk: Desk) -> QWidget:
        window = MoveWindow(lambda *_: ARRIVED, accounts=False, dialogs=FakeDialogs(), parent=desk.window)
        window.show()
        window.show_step(number)
        if number:
            # with all that is wrong said
            window.go_on()
        return window

    return make


def _rebuilding(desk: Desk) -> QWidget:
    return RebuildWindow(
        CONTENTS,
        Path("/dane/gmina.db"),
        lambda _plan: ARRIVED,
        lambda _plan: b"",
        desk.settings,
        dialogs=FakeDialogs(),
        parent=desk.window,
    )


def _personal_data(page: int) -> Callable[[Desk], QWidget]:
    def make(desk: Desk) -> QWidget:
        window = PersonalDataWindow(
            desk.services, desk.window.jobs, desk.dialogs, desk.window.output, parent=desk.window
        )
        window.pages.setCurrentIndex(page)
        return window

    return make


def _erasing(desk: Desk) -> QWidget:
    plan = desk.services.personal_data.plan(Subject("employee", 1))
    copies = (
        Copy("urzad-20261101-120000", MOMENT, date(2027, 9, 1)),
        Copy("urzad-20261102-120000", MOMENT, None),
    )
    window = ErasingWindow(replace(plan, copies=copies), FakeDialogs(), desk.window)
    window._on_erase()
    return window


def _choosing(desk: Desk) -> QWidget:
    standings = (
        Standing("ngo", 7, "Stowarzyszenie Przyjaciół Gminy Przykładowa i Okolic", "prezes"),
        Standing("ngo", 12, "Ochotnicza Straż Pożarna w Zalesiu", "członek komisji rewizyjnej"),
        Standing("ngo_contest", 3, "3/2026 Sport dzieci i młodzieży", "przewodniczący komisji"),
    )
    person = Person(Subject(NAMED, 0, "Grzegorz Próbny"), "Grzegorz Próbny", "", standings=standings)
    window = ChoosingWindow(person, desk.window)
    for number in range(3):
        window.places.item(number).setCheckState(Qt.CheckState.Unchecked)
    window.go_on.click()
    return window


def _erasing_named(desk: Desk) -> QWidget:
    people = desk.services.personal_data.people()
    named = next(p for p in people if any(each.entity == "ngo_contest" for each in p.standings))
    return ErasingWindow(desk.services.personal_data.plan(named.subject), FakeDialogs(), desk.window)


def _result(desk: Desk) -> QWidget:
    sentences: Sequence[str] = (ARRIVED.location, "Otwórz dane z nowego miejsca.")
    return ResultWindow("Przeniesiono dane na serwer", sentences, ARRIVED, desk.window)


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "transfer": _transfer,
    **{f"moving_{number}": _moving(number) for number in (0, 2)},
    "rebuilding": _rebuilding,
    "moved": _result,
    **{f"personal_data_{page}": _personal_data(page) for page in range(4)},
    "erasing": _erasing,
    "erasing_named": _erasing_named,
    "choosing": _choosing,
}
"""Each makes one window; it is shown when it is not yet."""
