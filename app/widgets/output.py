"""Prints and files that leave a tab or a window: made in the background, then printed, or written where asked."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QObject

from app.core.files import write_whole
from app.core.polish import fold
from app.core.progress import Progress
from app.widgets.dialogs import Dialogs
from app.widgets.jobs import Jobs
from app.widgets.workspace import Workspace

T = TypeVar("T")
Make = Callable[[Progress], bytes]
"""Makes a PDF, in the background."""


class Means(Protocol):
    """What saving needs of the window; its Workspace has it."""

    @property
    def jobs(self) -> Jobs: ...
    @property
    def dialogs(self) -> Dialogs: ...
    @property
    def say(self) -> Callable[[str], None]: ...


@dataclass(frozen=True)
class Saving:
    """Asks for a file name, writes the file in the background and says so in the status line.

    ``owner`` is the tab or window, whose end also ends the work. ``busy`` is said while it lasts, where not the usual
    sentence. ``writes`` where making the file leaves an entry in the log, so that it takes its turn with who saves.
    """

    means: Means
    owner: QObject
    busy: str = ""
    writes: bool = False
    cancellable: bool = True

    def make(self, work: Callable[[Progress], T], then: Callable[[T], None], busy: str = "") -> None:
        """Do the work in the background and hand over what it made."""
        self.means.jobs.run(
            work,
            done=then,
            failed=self.means.dialogs.refuse,
            title=self.busy or busy or _tr("Przygotowuję wydruk…"),
            writes=self.writes,
            cancellable=self.cancellable,
            owner=self.owner,
        )

    def save_file(
        self,
        title: str,
        suggested: str,
        kinds: str,
        write: Callable[[Path, Progress], T],
        *,
        said: Callable[[str, T], str] | None = None,
        then: Callable[[Path], None] | None = None,
        busy: str = "",
    ) -> None:
        """Ask for a file of these ``kinds``; ``write(path, progress)`` must write it whole or not at all.

        ``said`` makes another sentence of the file's name and of what was written; ``then`` is called after it.
        """

        def into(path: Path) -> None:
            def done(written: T) -> None:
                self.means.say(said(path.name, written) if said is not None else saved_as(path))
                if then is not None:
                    then(path)

            self.make(lambda progress: write(path, progress), done, busy or _tr("Zapisuję plik…"))

        self.means.dialogs.choose_save_file(title, suggested, kinds, into)

    def save_pdf(
        self, make: Make, title: str = "", *, suggested: str = "", then: Callable[[Path], None] | None = None
    ) -> None:
        """Ask for a PDF file; its name is made of the ``title`` where none is ``suggested``."""
        self.save_file(
            _tr("Zapisz jako PDF"),
            suggested or file_name(title),
            _tr("Dokumenty PDF (*.pdf)"),
            lambda path, progress: write_whole(path, make(progress)),
            then=then,
            busy=_tr("Przygotowuję wydruk…"),
        )

    def save_workbook(
        self,
        write: Callable[[Path, bool, Progress], T],
        suggested: str,
        *,
        title: str = "",
        csv: bool = True,
        said: Callable[[str, T], str] | None = None,
        then: Callable[[Path], None] | None = None,
    ) -> None:
        """Ask for a spreadsheet; ``write(path, csv, progress)``, where the name's ending chooses CSV if offered."""
        kinds = _tr("Arkusz Excel (*.xlsx);;Plik CSV (*.csv)") if csv else _tr("Arkusz Excel (*.xlsx)")
        self.save_file(
            title or _tr("Zapisz w arkuszu"),
            suggested,
            kinds,
            lambda path, progress: write(path, csv and path.suffix.casefold() == ".csv", progress),
            said=said,
            then=then,
            busy=_tr("Zapisuję arkusz…"),
        )


def _nothing_to_note() -> None:
    """Most prints are logged when they are made."""


@dataclass(frozen=True)
class Output(Saving):
    """The same for who may also print."""

    means: Workspace

    def print(self, make: Make, title: str, printed: Callable[[], None] = _nothing_to_note) -> None:
        """Make the PDF, then let the person print it; ``printed`` is called once the pages went out."""
        self.make(make, lambda pdf: self.means.print_pdf(pdf, title, printed))


def file_name(title: str, ending: str = "pdf") -> str:
    """A file name that every system takes: ``so-referat-spraw-obywatelskich.pdf``."""
    name = "-".join(re.findall(r"[a-z0-9]+", fold(title)))[:60].strip("-")
    return f"{name or 'wydruk'}.{ending}"


def saved_as(path: Path) -> str:
    """What is said once a file is there."""
    return _tr("Zapisano plik {name}.").format(name=path.name)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Output", text)
