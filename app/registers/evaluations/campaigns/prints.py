"""Prints of campaigns with all they need looked up; what windows and commands call. Each print is logged."""

from app.core.clock import Clock
from app.core.errors import NotFound, Refusal
from app.core.progress import Progress
from app.core.records import Query
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.evaluations.campaigns.domain import Campaign
from app.registers.evaluations.campaigns.usecases import Campaigns
from app.registers.evaluations.sheets.usecases import Evaluations


class CampaignPrints:
    """PDF bytes, ready for a file or a printer."""

    def __init__(
        self, campaigns: Campaigns, evaluations: Evaluations, offices: Offices, files: StoredFiles, clock: Clock
    ) -> None:
        self._campaigns, self._evaluations = campaigns, evaluations
        self._offices, self._files, self._clock = offices, files, clock

    def campaign_list(self, campaign_id: int) -> bytes:
        """The list of people by unit, with totals and those left out; raises as ``Campaigns.lines``."""
        from app.registers.evaluations.campaigns.printout import list_pdf

        campaign, lines = self._campaigns.get(campaign_id), self._campaigns.lines(campaign_id)
        office, arms = heading(self._offices, self._files)
        pdf = list_pdf(campaign, lines, office, arms, self._clock.today())
        self._campaigns.log("print", (campaign,))
        return pdf

    def all_sheets(self, campaign_id: int, progress: Progress | None = None) -> bytes:
        """Every sheet of the campaign that this person sees, with contents; Refusal when there is none."""
        from app.registers.evaluations.campaigns.printout import sheets_pdf

        campaign = self._campaigns.get(campaign_id)
        query = Query(filters={"campaign_id": frozenset({str(campaign_id)})})
        sheets = self._evaluations.page(query, 0, self._evaluations.count(query))
        if not sheets:
            raise Refusal(
                f"Kampania „{self._campaigns.title(campaign)}” nie ma arkuszy, które można wydrukować. "
                "Arkusze powstają, gdy kampania się rozpoczyna."
            )
        beside = self._evaluations.beside(sheets)
        office, arms = heading(self._offices, self._files)
        pdf = sheets_pdf(campaign, sheets, beside, office, arms, self._clock.today(), progress)
        self._evaluations.log("print", sheets)
        return pdf

    def named(self, name: str) -> Campaign:
        """The campaign with that name, whatever its case; NotFound that lists the names there are."""
        campaigns = self._campaigns.all()
        for campaign in campaigns:
            if campaign.name.casefold() == name.strip().casefold():
                return campaign
        known = ", ".join(f"„{campaign.name}”" for campaign in campaigns) or "jeszcze żadnej"
        raise NotFound(f"Nie ma kampanii ocen „{name}”. Są: {known}.")
