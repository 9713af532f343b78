"""A form with a strip under its fields that tells what follows from what is typed."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.widgets.forms.live_notes import LiveNote, LiveNotes
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject


class NotedForm(RecordForm):
    """A subclass says the lines in :meth:`live_notes`; they are told anew after each change."""

    def __init__(self, subject: Subject, services: FormServices, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(subject, services, save, parent)
        self.notes = LiveNotes(lambda text: self.dialogs.inform(self.tr("Jak policzono"), text), self)
        self.below.addWidget(self.notes)
        self._check()

    def live_notes(self, draft: Any) -> Iterable[LiveNote]:
        """What follows from the draft."""
        raise NotImplementedError

    def adapt(self, draft: Any) -> None:
        if hasattr(self, "notes"):
            self.notes.show_notes(tuple(self.live_notes(draft)))
