"""Contests to and from spreadsheets; one is known by its number, which a file brings along."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.core.progress import Progress
from app.exchange.layout import Layout
from app.exchange.spreadsheets import Format
from app.people.office.transfer import RegisterTransfer
from app.people.office.usecases import Offices
from app.registers.ngos.contests import sheet
from app.registers.ngos.contests.domain import Contest, ContestDraft
from app.registers.ngos.contests.usecases import Contests


class ContestTransfer(RegisterTransfer[Contest, ContestDraft]):
    """Export and import of contests."""

    words = ("konkurs", "konkursy", "konkursów")

    def __init__(self, contests: Contests, offices: Offices, before_import: Callable[[], None] = lambda: None) -> None:
        super().__init__(contests, offices, before_import)
        self._contests = contests

    def _layout(self) -> Layout[ContestDraft]:
        plain = sheet.layout(self._contests.organisations(), {})
        # what is only written is known in a file that comes back
        return replace(plain, columns=(*plain.columns, *sheet.told(self._contests.clock.today())))

    def _write(self, found: Sequence[Contest], path: Path, form: Format, progress: Progress, notice: str) -> None:
        contests = self._contests
        names, label, today = contests.organisations(), contests.spheres().label, contests.clock.today()
        sheet.write_contests(found, path, form, names, label, today, progress, notice)
