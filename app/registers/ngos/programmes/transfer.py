"""Programmes of cooperation to and from spreadsheets; one is known by its years."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.core.progress import Progress
from app.exchange.layout import Layout
from app.exchange.spreadsheets import Format
from app.people.office.transfer import RegisterTransfer
from app.people.office.usecases import Offices
from app.registers.ngos.programmes import sheet
from app.registers.ngos.programmes.domain import Programme, ProgrammeDraft
from app.registers.ngos.programmes.usecases import Programmes


class ProgrammeTransfer(RegisterTransfer[Programme, ProgrammeDraft]):
    """Export and import of programmes."""

    words = ("program", "programy", "programów")

    def __init__(
        self, programmes: Programmes, offices: Offices, before_import: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(programmes, offices, before_import)
        self._programmes = programmes

    def _layout(self) -> Layout[ProgrammeDraft]:
        plain = sheet.layout({})
        # what is only written is known in a file that comes back
        return replace(plain, columns=(*plain.columns, *sheet.told(self._programmes.clock.today())))

    def _write(self, found: Sequence[Programme], path: Path, form: Format, progress: Progress, notice: str) -> None:
        label, today = self._programmes.spheres().label, self._programmes.clock.today()
        sheet.write_programmes(found, path, form, label, today, progress, notice)
