"""The gap matrix in the catalogue: no register of its own, but a deed on the register of organisations."""

from app.registers.ngos.shared import NgoServices
from app.widgets.workspace import OfferedDeed, Workspace


def open_gaps(workspace: Workspace, services: NgoServices, _record_id: int) -> None:
    """Show the matrix; the window is loaded when it is first needed."""
    from app.registers.ngos.gaps.windows import GapWindow

    GapWindow(workspace, services, workspace.window).open()


DEED: OfferedDeed[NgoServices] = OfferedDeed(
    key="gap_matrix",
    entity="organisations",
    right="ngo.read",
    icon="matrix",
    text="Białe plamy…",
    help="Sfery i miejscowości: gdzie kto działa, gdzie nie działa nikt i gdzie kilka organizacji robi to samo.",
    open=open_gaps,
)
