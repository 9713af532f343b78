"""Packages to and from files: what the window and the command line both call."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import Refusal
from app.core.files import environment_problem, whole_file
from app.core.polish import fold
from app.exchange.open_folder import whole_folder
from app.exchange.protected_reading import read_protected
from app.exchange.protected_writing import write_protected
from app.people.office.usecases import Offices
from app.registers.evaluations.packages import words
from app.registers.evaluations.packages.domain import Handout
from app.registers.evaluations.packages.sheet.book import key_mark, origin, workbook
from app.registers.evaluations.packages.sheet.returned import filled
from app.registers.evaluations.packages.usecases import RaterPackages, Taken

_NAME_LENGTH = 40
"""Characters of a rater's or campaign's name in the name of a file."""


@dataclass(frozen=True)
class Issued:
    """What was handed out: files, and how many people are in them."""

    files: tuple[Path, ...]
    people: int


class PackageTransfer:
    """Writes packages and reads them back."""

    def __init__(
        self, packages: RaterPackages, offices: Offices, before_import: Callable[[], None] = lambda: None
    ) -> None:
        self._packages, self._offices, self._before_import = packages, offices, before_import

    def issue(self, campaign_id: int, rater_id: int, folder: Path) -> Issued:
        """Hand out the package of one rater as a new file in the folder.

        Raises Refusal when there is nobody to rate, and EnvironmentProblem; then nothing was handed out.
        """
        self._packages.require()
        written: list[Path] = []

        def write(handouts: Sequence[Handout]) -> None:
            for handout in handouts:
                path = folder / file_name(handout)
                with whole_file(path) as temporary:
                    write_protected(workbook(handout), temporary, handout.secret)
                written.append(path)

        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise environment_problem("Nie można założyć folderu", folder, error) from error
        try:
            handouts = self._packages.issue(campaign_id, rater_id, self._office(), write)
        except BaseException:
            # what is not recorded as handed out must not lie about
            for path in written:
                path.unlink(missing_ok=True)
            raise
        return Issued(tuple(written), sum(len(each.evaluations) for each in handouts))

    def issue_all(self, campaign_id: int, folder: Path) -> Issued:
        """Hand out a package to every rater who has somebody to rate, in a new folder: all of them or none.

        Raises Refusal when the folder is not empty or nobody is to be rated, and EnvironmentProblem.
        """
        self._packages.require()
        names: list[str] = []
        with whole_folder(folder) as writing:

            def write(handouts: Sequence[Handout]) -> None:
                for handout in handouts:
                    name = file_name(handout)
                    write_protected(workbook(handout), writing.path(name), handout.secret)
                    writing.written(name)
                    names.append(name)

            handouts = self._packages.issue(campaign_id, None, self._office(), write)
        return Issued(tuple(folder / name for name in names), sum(len(each.evaluations) for each in handouts))

    def load(
        self,
        path: Path,
        *,
        dry_run: bool,
        again: bool = False,
        campaign_id: int | None = None,
        rater_id: int | None = None,
    ) -> Taken:
        """Read a package back, whole or not at all; a dry run only tells what would happen.

        ``campaign_id`` and ``rater_id`` are those expected, where a person chose them. ``again`` allows another file
        of a package that was read back before. Raises Refusal for a file that is not taken at all.
        """
        self._packages.require()
        returned = read_protected(path)
        said = origin(returned.identity)
        if said is None:
            raise Refusal(f"Skoroszyt „{path.name}” nie jest pakietem ocen. Wskaż plik, który oceniający odesłał.")
        known = self._packages.known(said, key_mark)
        answers = returned.answers(known.secret)
        if campaign_id is not None and said.campaign_id != campaign_id:
            raise Refusal(words.WRONG_CAMPAIGN.format(campaign=said.campaign))
        if rater_id is not None and said.rater_id != rater_id:
            raise Refusal(words.WRONG_RATER.format(rater=said.rater))
        sheets, faults = filled(answers, known.sheets)
        if not dry_run:
            # a backup: many sheets change at once, and undo does not reach that far
            self._before_import()
        return self._packages.take(said, returned.digest, sheets, faults, dry_run=dry_run, again=again)

    def _office(self) -> str:
        return self._offices.current_or_blank().name


def file_name(handout: Handout) -> str:
    """``pakiet-17_Kowalska-Anna_Oceny-2026.xlsx``: letters that every disk and every mail program takes."""
    first, _, surname = handout.rater.rpartition(" ")
    return f"pakiet-{handout.package.id}_{_plain(f'{surname} {first}')}_{_plain(handout.campaign)}.xlsx"


def _plain(text: str) -> str:
    parts = re.findall(r"[a-z0-9]+", fold(text))
    return "-".join(part.capitalize() for part in parts)[:_NAME_LENGTH].strip("-") or "bez-nazwy"
