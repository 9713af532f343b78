"""Institutions to and from spreadsheets: the file, what is stored already, and which of them may be one."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from app.core.progress import NoProgress, Progress
from app.exchange.spreadsheets import Format
from app.people.office.usecases import Offices
from app.records.import_report import ImportReport, report
from app.records.intake import Incoming, Verdict
from app.registers.trainings.institutions import sheet
from app.registers.trainings.institutions.domain import InstitutionDraft, name_key
from app.registers.trainings.institutions.usecases import Institutions

_WORDS = ("instytucja", "instytucje", "instytucji")
_NAMED = 10
"""Lookalikes told one by one."""


class InstitutionTransfer:
    """Export and import of institutions; ``before_import`` makes a copy of the data."""

    def __init__(
        self, institutions: Institutions, offices: Offices, before_import: Callable[[], None] = lambda: None
    ) -> None:
        self._institutions, self._offices = institutions, offices
        self._before_import = before_import

    def export(self, path: Path, form: Format, progress: Progress | None = None) -> int:
        """Write every institution that is not deleted; returns how many."""
        # the kit of prints comes with it, which nothing but an export needs here
        from app.people.office.printout import notice

        institutions = self._institutions.all()
        said = notice(self._offices.current_or_blank())
        sheet.write_institutions(institutions, path, form, progress or NoProgress(), said)
        self._institutions.log("export", institutions, format=form.value)
        return len(institutions)

    def load(self, path: Path, *, dry_run: bool, progress: Progress | None = None) -> ImportReport:
        """Read a file and save its good rows in one transaction; a row is known by any name of its institution."""
        self._institutions.actor().require("training_institution.edit")
        progress = progress or NoProgress()
        reading = sheet.read_institutions(path, progress)
        like = self._lookalikes([row.draft for row in reading.drafts])
        if not dry_run:
            # a backup: many records change at once, and undo does not reach that far
            self._before_import()
        incoming = [Incoming(row.draft, row.given) for row in reading.drafts]
        result = self._institutions.take_over(incoming, dry_run=dry_run, progress=progress)
        late = [
            sheet.refused(row, problem)
            for row, taken in zip(reading.drafts, result.taken, strict=True)
            for problem in taken.problems
        ]
        fresh = {
            row.draft.name
            for row, taken in zip(reading.drafts, result.taken, strict=True)
            if taken.verdict is Verdict.NEW
        }
        told = told_alike([(name, other) for name, other in like if name in fresh])
        return report(_WORDS, result, (*reading.refused, *late), (*reading.notices, *told), dry_run=dry_run)

    def _lookalikes(self, drafts: Sequence[InstitutionDraft]) -> list[tuple[str, str]]:
        """Names of the file beside the stored institution that may be the same."""
        known = self._institutions.names()
        fresh = [draft for draft in drafts if name_key(draft.name) not in known]
        found = zip(fresh, self._institutions.near(fresh), strict=True)
        return [(draft.name, near[0].name) for draft, near in found if near]


def told_alike(like: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Sentences about new names beside those that they may be: to be looked at after the import."""
    if not like:
        return
    yield "Podobne do instytucji, które już są w programie. Po wczytaniu sprawdź je w oknie „Podobne instytucje”:"
    for name, other in like[:_NAMED]:
        yield f"„{name}” – w programie jest „{other}”."
    if len(like) > _NAMED:
        yield f"I jeszcze {len(like) - _NAMED}."
