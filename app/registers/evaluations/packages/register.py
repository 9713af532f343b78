"""Packages for raters in the catalogue: no register of their own, but a deed on a campaign."""

from app.registers.evaluations.shared import EvaluationServices
from app.widgets.workspace import OfferedDeed, Workspace


def open_packages(workspace: Workspace, services: EvaluationServices, campaign_id: int) -> None:
    """Show the window of a campaign's packages; it is loaded when it is first needed."""
    from app.registers.evaluations.packages.windows import open_packages as show

    show(workspace, services, campaign_id)


DEED: OfferedDeed[EvaluationServices] = OfferedDeed(
    key="rater_packages",
    entity="evaluation_campaign",
    right="evaluation_campaign.edit",
    icon="export",
    text="Pakiety dla oceniających…",
    help="Wydaje oceniającym skoroszyty z arkuszami ich pracowników i wczytuje je z powrotem.",
    open=open_packages,
)
