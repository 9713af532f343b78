"""Stored files on their way out: opened in the system's own program, or saved on a disk."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject

from app.core.file_names import bare
from app.core.files import write_whole
from app.widgets.dialogs import Dialogs
from app.widgets.jobs import Jobs
from app.widgets.output import Saving


class OpenFile(Protocol):
    """Shows a file's content in the system's program for its kind; what hinders it is told by the dialogs."""

    def __call__(self, content: bytes, file_name: str, dialogs: Dialogs | None = None) -> None: ...


@dataclass(frozen=True, kw_only=True)
class FileAccess:
    """What the program can do with stored files.

    ``content`` gives the bytes by SHA-256 on a worker's thread and raises NotFound; ``open_file`` runs on the window's.
    """

    content: Callable[[str], bytes]
    open_file: OpenFile


@dataclass(frozen=True)
class FileOutlet:
    """Opens and saves stored files for one window; ``say`` tells that a file was saved."""

    access: FileAccess
    dialogs: Dialogs
    jobs: Jobs
    say: Callable[[str], None]
    owner: QObject

    def open(self, sha256: str, name: str) -> None:
        """Show the file in the system's program."""
        self.jobs.run(
            lambda _progress: self.access.content(sha256),
            done=lambda content: self.access.open_file(content, name, self.dialogs),
            failed=self.dialogs.refuse,
            title=_tr("Otwieram plik…"),
            owner=self.owner,
        )

    def save(self, sha256: str, name: str) -> None:
        """Ask where to, then write the file there."""

        kind = kind_of(name)
        name_filter = _tr("Pliki {kind} (*.{ending})").format(kind=kind, ending=kind.lower())
        # the name may come from an imported file: no folder and no disguise in what is suggested
        Saving(self, self.owner, cancellable=False).save_file(
            _tr("Zapisz plik jako"),
            bare(name),
            name_filter if kind else "",
            lambda path, _progress: write_whole(path, self.access.content(sha256)),
        )


def kind_of(name: str) -> str:
    """``PDF``: the kind by the name's ending, which every stored file carries."""
    return PurePath(name).suffix.removeprefix(".").upper()


def _tr(text: str) -> str:
    return QCoreApplication.translate("FileOutlet", text)
