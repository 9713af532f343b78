"""A window left open overnight, or a computer that slept: what counts days is read anew when another day has come."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Slot

from app.widgets.changes import NEW_DAY, ChangeBus


class DayWatch(QObject):
    """Announces on the bus that the day is another one; also an earlier one, where somebody put the clock right.

    Let it ``look`` when the data have just answered: right after a sleep the network may not be there yet.
    """

    def __init__(self, today: Callable[[], date], bus: ChangeBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("day_watch")
        self._today, self._bus = today, bus
        self._known = today()

    @Slot()
    def look(self) -> None:
        """Ask now."""
        now = self._today()
        if now != self._known:
            self._known = now
            self._bus.announce(NEW_DAY)
