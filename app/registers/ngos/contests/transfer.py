"""Contests to and from spreadsheets; one is known by its number, which a file brings along."""

from collections.abc import Callable, Sequence

from app.exchange.layout import Layout
from app.people.office.transfer import RegisterTransfer
from app.people.office.usecases import Offices
from app.records.layouts import telling
from app.registers.ngos.contests import sheet
from app.registers.ngos.contests.domain import Contest, ContestDraft
from app.registers.ngos.contests.usecases import Contests


class ContestTransfer(RegisterTransfer[Contest, ContestDraft]):
    """Export and import of contests."""

    words = ("konkurs", "konkursy", "konkursów")

    def __init__(self, contests: Contests, offices: Offices, before_import: Callable[[], None] = lambda: None) -> None:
        super().__init__(contests, offices, before_import)
        self._contests = contests

    def _layout(self, found: Sequence[Contest] = ()) -> Layout[ContestDraft]:
        contests, label = self._contests, self._contests.spheres().label
        plain = sheet.layout(contests.organisations(), {code: label(code) for each in found for code in each.codes})
        return telling(plain, sheet.told(contests.clock.today()))
