"""Programmes of cooperation to and from spreadsheets; one is known by its years."""

from collections.abc import Callable, Sequence

from app.exchange.layout import Layout
from app.people.office.transfer import RegisterTransfer
from app.people.office.usecases import Offices
from app.records.layouts import telling
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

    def _layout(self, found: Sequence[Programme] = ()) -> Layout[ProgrammeDraft]:
        label = self._programmes.spheres().label
        named = {task.sphere: label(task.sphere) for each in found for task in each.tasks if task.sphere}
        return telling(sheet.layout(named), sheet.told(self._programmes.clock.today()))
