"""Stored files on their way out: opened in the system's own program, or saved on a disk."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject

from app.core.file_names import bare
from app.core.progress import Progress
from app.widgets.dialogs import Dialogs
from app.widgets.jobs import Jobs


class OpenFile(Protocol):
    """Shows a file's content in the system's program for its kind; what hinders it is told by the dialogs."""

    def __call__(self, content: bytes, file_name: str, dialogs: Dialogs | None = None) -> None: ...


@dataclass(frozen=True, kw_only=True)
class FileAccess:
    """What the program can do with stored files.

    ``content`` gives the bytes by SHA-256 and raises NotFound; ``write`` puts them on a disk, whole or not at all,
    and raises EnvironmentProblem. Both run on a worker's thread. ``open_file`` runs on the window's.
    """

    content: Callable[[str], bytes]
    write: Callable[[Path, bytes], None]
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

        def into(path: Path) -> None:
            def work(_progress: Progress) -> Path:
                self.access.write(path, self.access.content(sha256))
                return path

            self.jobs.run(
                work,
                done=self._on_saved,
                failed=self.dialogs.refuse,
                title=_tr("Zapisuję plik…"),
                cancellable=False,
                owner=self.owner,
            )

        kind = kind_of(name)
        name_filter = _tr("Pliki {kind} (*.{ending})").format(kind=kind, ending=kind.lower())
        # the name may come from an imported file: no folder and no disguise in what is suggested
        self.dialogs.choose_save_file(_tr("Zapisz plik jako"), bare(name), name_filter if kind else "", into)

    def _on_saved(self, path: Path) -> None:
        self.say(_tr("Zapisano plik {name}.").format(name=path.name))


def kind_of(name: str) -> str:
    """``PDF``: the kind by the name's ending, which every stored file carries."""
    return PurePath(name).suffix.removeprefix(".").upper()


def _tr(text: str) -> str:
    return QCoreApplication.translate("FileOutlet", text)
