"""Grants to and from spreadsheets: the file and what is stored already."""

from collections.abc import Callable
from pathlib import Path

from app.core.progress import NoProgress, Progress
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.people.office.usecases import Offices
from app.records.import_report import ImportReport, report
from app.records.intake import Incoming
from app.registers.ngos.grants import sheet
from app.registers.ngos.grants.usecases import Grants

_WORDS = ("dotacja", "dotacje", "dotacji")


class GrantTransfer:
    """Export and import of grants; ``before_import`` makes a copy of the data."""

    def __init__(self, grants: Grants, offices: Offices, before_import: Callable[[], None] = lambda: None) -> None:
        self._grants, self._offices = grants, offices
        self._before_import = before_import

    def export(self, path: Path, form: Format, progress: Progress | None = None, query: Query | None = None) -> int:
        """Write the grants that match, all unless told otherwise; returns how many."""
        # the kit of prints comes with it, which nothing but an export needs here
        from app.people.office.printout import notice

        grants = self._grants
        found = grants.all() if query is None else grants.page(query, 0, grants.count(query))
        said, today = notice(self._offices.current_or_blank()), grants.clock.today()
        names, spheres = grants.organisations(), grants.spheres()
        sheet.write_grants(found, path, form, names, spheres, today, progress or NoProgress(), said)
        grants.log("export", found, format=form.value)
        return len(found)

    def load(self, path: Path, *, dry_run: bool, progress: Progress | None = None) -> ImportReport:
        """Read a file and save its good rows in one transaction; a row is known by the number of its agreement."""
        self._grants.actor().require("ngo_grant.edit")
        progress = progress or NoProgress()
        names, spheres = self._grants.organisations(), self._grants.spheres()
        reading = sheet.read_grants(path, names, spheres, progress)
        if not dry_run:
            # a backup: many records change at once, and undo does not reach that far
            self._before_import()
        incoming = [Incoming(row.draft, row.given) for row in reading.drafts]
        result = self._grants.take_in(incoming, dry_run=dry_run, progress=progress)
        late = [
            sheet.refused(row, problem, names, spheres)
            for row, taken in zip(reading.drafts, result.taken, strict=True)
            for problem in taken.problems
        ]
        return report(_WORDS, result, (*reading.refused, *late), reading.notices, dry_run=dry_run)
