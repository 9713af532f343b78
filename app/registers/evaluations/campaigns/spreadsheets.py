"""The list of a campaign into a spreadsheet: asks for the file, writes it, and notes it in the log."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.people.office.usecases import Offices
from app.registers.evaluations.campaigns.domain import Campaign, Line
from app.registers.evaluations.campaigns.usecases import Campaigns
from app.widgets.editing_tab import file_name
from app.widgets.workspace import Workspace


class CampaignSpreadsheets:
    """Writes the people that the window shows, in its order."""

    def __init__(self, workspace: Workspace, campaigns: Campaigns, offices: Offices) -> None:
        self._workspace, self._campaigns, self._offices = workspace, campaigns, offices

    def export(self, campaign: Campaign, lines: Sequence[Line]) -> None:
        """Ask for a file name; its ending chooses the format."""
        self._workspace.dialogs.choose_save_file(
            _tr("Zapisz listę kampanii w arkuszu"),
            file_name(f"lista {campaign.name}").replace(".pdf", ".xlsx"),
            _tr("Arkusz Excel (*.xlsx);;Plik CSV (*.csv)"),
            lambda path: self._write(path, campaign, lines),
        )

    def _write(self, path: Path, campaign: Campaign, lines: Sequence[Line]) -> None:
        form = Format.CSV if path.suffix.casefold() == ".csv" else Format.XLSX

        def work(progress: Progress) -> None:
            from app.people.office.printout import notice
            from app.registers.evaluations.campaigns.sheet import write_lines

            write_lines([(campaign, lines)], path, form, progress, notice(self._offices.current_or_blank()))
            self._campaigns.log("export", (campaign,), format=form.value, people=len(lines))

        def said(_nothing: None) -> None:
            self._workspace.say(_tr("Zapisano listę w pliku {name}.").format(name=path.name))

        self._workspace.jobs.run(work, done=said, title=_tr("Zapisuję arkusz…"), owner=self._workspace.window)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CampaignSpreadsheets", text)
