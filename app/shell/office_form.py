"""Opens „Dane urzędu” from menu and dashboard."""

from functools import partial
from typing import Any

from app.bootstrap import Services
from app.core.errors import NotFound
from app.core.records import Outcome
from app.people.office.domain import Office, OfficeDraft
from app.people.office.form import OfficeForm
from app.records.files import PICTURES
from app.widgets.forms.record_form import Subject
from app.widgets.workspace import Workspace


class OfficeForms:
    """Builds the form with the office as it is now."""

    def __init__(self, workspace: Workspace, services: Services) -> None:
        self._workspace, self._services = workspace, services

    def open_form(self) -> None:
        """Open the form of the office's data."""
        office = self._services.offices.current()
        subject = Subject(start=OfficeDraft()) if office is None else Subject(record=office)
        form = OfficeForm(
            subject,
            self._workspace.forms,
            self._save,
            add_file=partial(self._services.files.add_from, allowed=PICTURES),
            picture=self._picture,
            today=self._services.clock.today(),
            appeal_bodies=self._services.cards.suggestions()["appeal_body"],
        )
        self._workspace.show_form(form)

    def _save(self, draft: Any, record: Any) -> Outcome[Office]:
        return self._services.offices.save(draft, None if record is None else record.version)

    def _picture(self, digest: str) -> bytes | None:
        try:
            return self._services.files.content(digest)
        except NotFound:
            return None
