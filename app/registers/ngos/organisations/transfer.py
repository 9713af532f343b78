"""Organisations to and from spreadsheets: the file and what is stored already."""

from collections.abc import Callable
from pathlib import Path

from app.core.progress import NoProgress, Progress
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.people.office.usecases import Offices
from app.records.import_report import ImportReport, report
from app.records.intake import Incoming
from app.registers.ngos.organisations import sheet
from app.registers.ngos.organisations.usecases import Organisations

_WORDS = ("organizacja", "organizacje", "organizacji")


class OrganisationTransfer:
    """Export and import of organisations; ``before_import`` makes a copy of the data."""

    def __init__(
        self, organisations: Organisations, offices: Offices, before_import: Callable[[], None] = lambda: None
    ) -> None:
        self._organisations, self._offices = organisations, offices
        self._before_import = before_import

    def export(self, path: Path, form: Format, progress: Progress | None = None, query: Query | None = None) -> int:
        """Write the organisations that match, all unless told otherwise; returns how many."""
        # the kit of prints comes with it, which nothing but an export needs here
        from app.people.office.printout import notice
        from app.registers.ngos.organisations.printout.entry import INTERNAL

        register = self._organisations
        found = register.all() if query is None else register.page(query, 0, register.count(query))
        said = " · ".join(filter(None, (INTERNAL, notice(self._offices.current_or_blank()))))
        sheet.write_organisations(found, path, form, register.spheres(), progress or NoProgress(), said)
        register.log("export", found, format=form.value)
        return len(found)

    def load(self, path: Path, *, dry_run: bool, progress: Progress | None = None) -> ImportReport:
        """Read a file and save its good rows in one transaction; a row is known by its KRS, else by its name."""
        self._organisations.actor().require("ngo.edit")
        progress = progress or NoProgress()
        spheres = self._organisations.spheres()
        reading = sheet.read_organisations(path, spheres, progress)
        if not dry_run:
            # a backup: many records change at once, and undo does not reach that far
            self._before_import()
        incoming = [Incoming(row.draft, row.given, parts=row.parts) for row in reading.drafts]
        result = self._organisations.take_over(incoming, dry_run=dry_run, progress=progress)
        late = [
            sheet.refused(row, problem, spheres)
            for row, taken in zip(reading.drafts, result.taken, strict=True)
            for problem in taken.problems
        ]
        return report(_WORDS, result, (*reading.refused, *late), reading.notices, dry_run=dry_run)
