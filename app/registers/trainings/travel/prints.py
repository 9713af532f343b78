"""Prints of travel orders with all they need looked up; what windows and commands call. Each print is logged."""

from app.core.clock import Clock
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.people.units.usecases import Units
from app.records.files import StoredFiles
from app.registers.trainings.travel.domain import TravelOrder
from app.registers.trainings.travel.usecases import TravelOrders


class TravelPrints:
    """PDF bytes, ready for a file or a printer. ``variant`` is ``standard`` or ``large`` (18 pt)."""

    def __init__(self, orders: TravelOrders, units: Units, offices: Offices, files: StoredFiles, clock: Clock) -> None:
        self._orders, self._units, self._offices, self._files, self._clock = orders, units, offices, files, clock

    def order(self, record_id: int, variant: str = "standard") -> bytes:
        """Order and bill; NotFound as for ``TravelOrders.get``."""
        record = self._orders.get(record_id)
        pdf = self.preview(record, variant)
        self._orders.log("print", (record,))
        return pdf

    def preview(self, record: TravelOrder, variant: str = "standard") -> bytes:
        """The same for the screen, without an entry in the log."""
        from app.printing.styles import Variant
        from app.registers.trainings.travel.printout import order_pdf

        self._orders.actor().require("travel_order.read")
        office, arms = heading(self._offices, self._files)
        names = {unit.symbol: unit.name for unit in self._units.all()}
        return order_pdf(record, names.get(record.unit, ""), office, arms, self._clock.today(), Variant(variant))
