"""The list of a campaign into a spreadsheet: asks for the file, writes it, and notes it in the log."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.people.office.usecases import Offices
from app.registers.evaluations.campaigns.domain import Campaign, Line
from app.registers.evaluations.campaigns.usecases import Campaigns
from app.widgets.output import Output, file_name
from app.widgets.workspace import Workspace


class CampaignSpreadsheets:
    """Writes the people that the window shows, in its order."""

    def __init__(self, workspace: Workspace, campaigns: Campaigns, offices: Offices) -> None:
        self._workspace, self._campaigns, self._offices = workspace, campaigns, offices

    def export(self, campaign: Campaign, lines: Sequence[Line]) -> None:
        """Ask for a file name; its ending chooses the format."""

        def write(path: Path, csv: bool, progress: Progress) -> None:
            from app.people.office.printout import notice
            from app.registers.evaluations.campaigns.sheet import write_lines

            form = Format.CSV if csv else Format.XLSX
            write_lines([(campaign, lines)], path, form, progress, notice(self._offices.current_or_blank()))
            self._campaigns.log("export", (campaign,), format=form.value, people=len(lines))

        Output(self._workspace, self._workspace.window).save_workbook(
            write,
            file_name(f"lista {campaign.name}", "xlsx"),
            title=_tr("Zapisz listę kampanii w arkuszu"),
            said=lambda name, _nothing: _tr("Zapisano listę w pliku {name}.").format(name=name),
        )


def _tr(text: str) -> str:
    return QCoreApplication.translate("CampaignSpreadsheets", text)
