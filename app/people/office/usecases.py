"""Use cases for the office's own data."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Conflict
from app.core.problems import Problem
from app.core.records import Outcome
from app.people.office.domain import Office, OfficeDraft, validate
from app.people.office.model import OfficeRow
from app.people.office.words import FIELDS, LABELS, PROBLEMS
from app.records import environment
from app.records.model import StoredFileRow
from app.records.usecases import Noun, Records


class Offices(Records[Office, OfficeDraft]):
    """The office; its single record is made on first save."""

    entity = "office"
    noun = Noun("dane urzędu", "dane urzędu")
    row, record, draft = OfficeRow, Office, OfficeDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (OfficeRow.id,)

    def title(self, record: Office | OfficeDraft) -> str:
        return f"({record.name})"

    def validate(self, draft: OfficeDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def current(self) -> Office | None:
        """The office, None until its data were entered."""
        self._require("read")
        with environment.reading(self.store) as session:
            row = session.scalar(select(OfficeRow).where(OfficeRow.deleted_at.is_(None)).limit(1))
            return None if row is None else self._to_record(row)

    def current_or_blank(self) -> Office:
        """The office, for headings; a blank one while nobody has entered its data."""
        return self.current() or Office(id=0, version=0, name="")

    def save(self, draft: OfficeDraft, version: int | None = None) -> Outcome[Office]:
        """Save the office's data as opened at ``version`` (None: there were none yet); Conflict when they changed."""
        self._require("edit")
        current = self.current()
        if current is None or version is None:
            return self.create(draft)
        return self.update(current.id, version, draft)

    def _check(self, session: Session, draft: OfficeDraft, row: Any) -> Iterator[Problem]:
        other = session.scalar(select(OfficeRow).where(OfficeRow.deleted_at.is_(None)).limit(1))
        if other is not None and other is not row:
            raise Conflict(draft, self._to_record(other))
        if draft.coat_of_arms is not None and session.get(StoredFileRow, draft.coat_of_arms) is None:
            yield Problem("coat_of_arms", "missing_reference", {"value": "herb"})
