"""The tab of evaluation campaigns; Enter opens the window of a campaign, F2 its form."""

from typing import Any

from PySide6.QtCore import Slot

from app.registers.evaluations.campaigns.domain import Campaign, CampaignDraft
from app.registers.evaluations.campaigns.form import CampaignForm
from app.registers.evaluations.campaigns.spreadsheets import CampaignSpreadsheets
from app.registers.evaluations.campaigns.table import columns, filters
from app.registers.evaluations.campaigns.windows.campaign import CampaignTools, CampaignWindow
from app.registers.evaluations.campaigns.words import WORDS
from app.registers.evaluations.shared import EvaluationServices
from app.widgets.changes import Remembered
from app.widgets.editing_tab import EditingTab
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.register_view import Place, RegisterView
from app.widgets.workspace import Workspace


class CampaignsTab(EditingTab):
    """A plain register whose records open as windows with their people."""

    def __init__(self, view: RegisterView[Campaign], workspace: Workspace, services: EvaluationServices) -> None:
        self._services = services
        self._windows: dict[int, CampaignWindow] = {}
        self._sheets = CampaignSpreadsheets(workspace, services.campaigns, services.offices)
        super().__init__(view, workspace, services.campaigns, self._form, self._new_draft)
        self.people_action = self._action("people", self.tr("Lista osób…"), self._on_people, "Ctrl+Return")
        self.place_action(self.people_action, Place.BUTTON)
        self.table.addAction(self.people_action)
        self.selection_changed(())

    def open_record(self, record: Any) -> None:
        """The window with the people; the one already open comes to the front."""
        known = self._windows.get(record.id)
        if known is None:
            tools = CampaignTools(
                workspace=self._workspace,
                campaigns=self._services.campaigns,
                clock=self._services.clock,
                edit=self.edit_record,
                export=self._sheets.export,
                prints=self._services.campaign_prints,
            )
            known = self._windows[record.id] = CampaignWindow(record.id, tools, self._workspace.window)
            known.destroyed.connect(lambda _gone=None, number=record.id: self._windows.pop(number, None))
        known.show()
        known.raise_()
        known.activateWindow()

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One campaign at a time."""
        super().selection_changed(records)
        if hasattr(self, "people_action"):
            self.people_action.setEnabled(len(records) == 1)

    def _form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        regulations = self._services.regulations
        options = [Option(each.id, regulations.title(each)) for each in regulations.all()]
        return CampaignForm(subject, forms, save, regulations=options)

    def _new_draft(self) -> CampaignDraft:
        today = self._services.clock.today()
        regulation = self._services.regulations.in_force(today)
        return CampaignDraft(
            name=self.tr("Oceny okresowe {year}").format(year=today.year),
            regulation_id=None if regulation is None else regulation.id,
            structure_on=today,
        )

    def edit_record(self, campaign: Campaign | None) -> None:
        """Open the form; a blank one for None."""
        self._open(Subject(record=campaign))

    @Slot()
    def _on_edit(self) -> None:
        for record in self.selected()[:1]:
            self.edit_record(record)

    @Slot()
    def _on_people(self) -> None:
        for record in self.selected()[:1]:
            self.open_record(record)


def create_tab(workspace: Workspace, services: EvaluationServices) -> CampaignsTab:
    """The tab, wired."""
    totals = Remembered(services.campaigns.totals, workspace.bus, "evaluation", "evaluation_campaign")
    view: RegisterView[Campaign] = RegisterView(
        key="campaigns",
        icon="campaigns",
        entities=frozenset({"evaluation_campaign", "evaluation"}),
        source=services.campaigns,
        columns=columns(lambda campaign_id: totals().get(campaign_id, (0, 0)), services.clock.today),
        filters=filters(),
        words=WORDS,
    )
    return CampaignsTab(view, workspace, services)
