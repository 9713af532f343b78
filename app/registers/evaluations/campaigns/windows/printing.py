"""Prints of a campaign from its window: the list of people and all its sheets, on paper or into a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from app.core.files import write_whole
from app.core.progress import Progress
from app.registers.evaluations.campaigns.domain import Campaign
from app.registers.evaluations.campaigns.prints import CampaignPrints
from app.widgets.editing_tab import file_name
from app.widgets.workspace import Workspace

_Make = Callable[[Progress], bytes]


class CampaignPrinting(QObject):
    """One for each window; every print is logged by ``CampaignPrints``."""

    def __init__(self, workspace: Workspace, prints: CampaignPrints, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._prints = workspace, prints

    def print_list(self, campaign: Campaign) -> None:
        """The list through the print dialog."""
        self._print(lambda _progress: self._prints.campaign_list(campaign.id), _list_title(campaign))

    def save_list(self, campaign: Campaign) -> None:
        """The list into a PDF file."""
        self._save(lambda _progress: self._prints.campaign_list(campaign.id), _list_title(campaign))

    def print_sheets(self, campaign: Campaign) -> None:
        """All sheets through the print dialog."""
        self._print(lambda progress: self._prints.all_sheets(campaign.id, progress), _sheets_title(campaign))

    def save_sheets(self, campaign: Campaign) -> None:
        """All sheets into one PDF file."""
        self._save(lambda progress: self._prints.all_sheets(campaign.id, progress), _sheets_title(campaign))

    def _print(self, make: _Make, title: str) -> None:
        def done(pdf: bytes) -> None:
            self._workspace.print_pdf(pdf, title, _nothing_to_note)

        self._workspace.jobs.run(make, done=done, title=self.tr("Przygotowuję wydruk…"), owner=self)

    def _save(self, make: _Make, title: str) -> None:
        def into(path: Path) -> None:
            def work(progress: Progress) -> Path:
                write_whole(path, make(progress))
                return path

            self._workspace.jobs.run(work, done=self._on_saved, title=self.tr("Przygotowuję wydruk…"), owner=self)

        self._workspace.dialogs.choose_save_file(
            self.tr("Zapisz jako PDF"), file_name(title), self.tr("Dokumenty PDF (*.pdf)"), into
        )

    def _on_saved(self, path: Path) -> None:
        self._workspace.say(self.tr("Zapisano plik {name}.").format(name=path.name))


def _list_title(campaign: Campaign) -> str:
    return f"Lista kampanii {campaign.name}"


def _sheets_title(campaign: Campaign) -> str:
    return f"Arkusze kampanii {campaign.name}"


def _nothing_to_note() -> None:
    """The print is logged when it is made."""
