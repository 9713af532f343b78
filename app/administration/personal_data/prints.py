"""Prints and files of personal data with all they need looked up; what the window and commands call."""

import json
from datetime import datetime
from pathlib import Path

from app.administration.audit.words import DEEDS
from app.administration.personal_data.domain import ErasureReport, PersonFile, ProcessingRecord, as_json
from app.core.clock import Clock
from app.core.files import write_whole
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles


class PersonalPrints:
    """PDF bytes, ready for a file or a printer."""

    def __init__(self, offices: Offices, files: StoredFiles, clock: Clock) -> None:
        self._offices, self._files, self._clock = offices, files, clock

    def person(self, file: PersonFile) -> bytes:
        """Everything held about one person."""
        from app.administration.personal_data.printout import person_pdf

        return person_pdf(file, *heading(self._offices, self._files), self._clock.today(), DEEDS)

    def erasure(self, report: ErasureReport, reason: str, author: str) -> bytes:
        """The protocol of an erasure."""
        from app.administration.personal_data.printout import erasure_pdf

        now: datetime = self._clock.now()
        return erasure_pdf(report, reason, author, *heading(self._offices, self._files), now)

    def processing(self, record: ProcessingRecord) -> bytes:
        """The entry for the record of processing."""
        from app.administration.personal_data.printout import processing_pdf

        return processing_pdf(record, *heading(self._offices, self._files), self._clock.today())

    def write_person(self, file: PersonFile, path: Path) -> None:
        """The person's copy as ``path`` with the ending .json and beside it as .pdf; raises as ``write_whole``."""
        data = json.dumps(as_json(file), ensure_ascii=False, indent=1) + "\n"
        write_whole(path.with_suffix(".json"), data.encode())
        write_whole(path.with_suffix(".pdf"), self.person(file))
