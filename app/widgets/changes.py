"""Where use cases' changes are announced, so that screens refresh themselves and never poke each other."""

from PySide6.QtCore import QObject, Signal

from app.core.records import Change


class ChangeBus(QObject):
    """Emits each :class:`Change` after it was committed, on the main thread."""

    changed = Signal(object)

    def announce(self, change: Change) -> None:
        """Tell every screen."""
        self.changed.emit(change)
