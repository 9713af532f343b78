"""Prints and files of the log with all they need looked up: what the window and the command line call."""

from collections.abc import Callable
from pathlib import Path

from app.administration.audit.domain import AuditEntry
from app.administration.audit.usecases import AuditLog
from app.core.clock import Clock
from app.core.progress import NoProgress, Progress
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.people.office.domain import Office


class AuditPrints:
    """The report of a month, one entry on paper, the log as a file."""

    def __init__(self, log: AuditLog, office: Callable[[], Office], clock: Clock) -> None:
        self._log, self._office, self._clock = log, office, clock

    def report(self, month: str) -> bytes:
        """The report of a month such as ``2026-11`` as PDF."""
        from app.administration.audit.printout import month_pdf

        report = self._log.report(month)
        return month_pdf(report, self._log.vocabulary(), self._office(), self._clock.today())

    def entry(self, entry: AuditEntry) -> bytes:
        """One entry as PDF."""
        from app.administration.audit.printout import entry_pdf

        return entry_pdf(entry, self._log.vocabulary(), self._office(), self._clock.today())

    def export(self, query: Query, path: Path, form: Format, progress: Progress | None = None) -> int:
        """Write the entries that match, oldest first; returns how many."""
        from app.administration.audit.sheet import write_entries

        entries = self._log.entries(query)
        write_entries(entries, self._log.vocabulary(), path, form, progress or NoProgress())
        return len(entries)
