"""Prints of a campaign from its window: the list of people and all its sheets, on paper or into a file."""

from PySide6.QtCore import QObject

from app.registers.evaluations.campaigns.domain import Campaign
from app.registers.evaluations.campaigns.prints import CampaignPrints
from app.widgets.output import Output
from app.widgets.workspace import Workspace


class CampaignPrinting(QObject):
    """One for each window; every print is logged by ``CampaignPrints``."""

    def __init__(self, workspace: Workspace, prints: CampaignPrints, parent: QObject) -> None:
        super().__init__(parent)
        self._output, self._prints = Output(workspace, self), prints

    def print_list(self, campaign: Campaign) -> None:
        """The list through the print dialog."""
        self._output.print(lambda _progress: self._prints.campaign_list(campaign.id), _list_title(campaign))

    def save_list(self, campaign: Campaign) -> None:
        """The list into a PDF file."""
        self._output.save_pdf(lambda _progress: self._prints.campaign_list(campaign.id), _list_title(campaign))

    def print_sheets(self, campaign: Campaign) -> None:
        """All sheets through the print dialog."""
        self._output.print(lambda progress: self._prints.all_sheets(campaign.id, progress), _sheets_title(campaign))

    def save_sheets(self, campaign: Campaign) -> None:
        """All sheets into one PDF file."""
        self._output.save_pdf(lambda progress: self._prints.all_sheets(campaign.id, progress), _sheets_title(campaign))


def _list_title(campaign: Campaign) -> str:
    return f"Lista kampanii {campaign.name}"


def _sheets_title(campaign: Campaign) -> str:
    return f"Arkusze kampanii {campaign.name}"
