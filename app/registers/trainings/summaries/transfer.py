"""The register of trainings from an office's old file, with its report; what the window and the command line call."""

from collections.abc import Callable
from pathlib import Path

from app.core.progress import NoProgress, Progress
from app.records.import_report import ImportReport, report
from app.registers.trainings.institutions.transfer import told_alike
from app.registers.trainings.summaries.sheet import old_register
from app.registers.trainings.summaries.taking import RegisterTaking
from app.registers.trainings.summaries.words import PROBLEMS

_WORDS = ("pozycja", "pozycje", "pozycji")


class RegisterTransfer:
    """Import of an old register; ``before_import`` makes a copy of the data."""

    def __init__(self, taking: RegisterTaking, before_import: Callable[[], None] = lambda: None) -> None:
        self._taking, self._before_import = taking, before_import

    def load(self, path: Path, *, dry_run: bool, progress: Progress | None = None) -> ImportReport:
        """Read a file and save its good lines in one transaction; a dry run takes all of it back."""
        self._taking.require()
        progress = progress or NoProgress()
        found = old_register.read_lines(path, progress)
        if not dry_run:
            # a backup: many records are made at once, and undo does not reach that far
            self._before_import()
        done = self._taking.take_over(found.lines, dry_run=dry_run, progress=progress)
        late = [
            old_register.refused(line, problem.field, str(problem.details.get("value", "")), problem.sentence(PROBLEMS))
            for line, taken in zip(found.lines, done.result.taken, strict=True)
            for problem in taken.problems
        ]
        return report(
            _WORDS, done.result, (*found.refused, *late), (*found.notices, *told_alike(done.alike)), dry_run=dry_run
        )
