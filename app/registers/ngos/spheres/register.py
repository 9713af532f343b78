"""The list of spheres in the catalogue: a deed on the register of organisations."""

from app.registers.ngos.shared import NgoServices
from app.widgets.workspace import OfferedDeed, Workspace


def open_spheres(workspace: Workspace, services: NgoServices, _record_id: int) -> None:
    """Show the list; the window is loaded when it is first needed."""
    from app.registers.ngos.spheres.windows import SphereWindow

    SphereWindow(workspace, services, workspace.window).open()


DEED: OfferedDeed[NgoServices] = OfferedDeed(
    key="sphere_list",
    entity="organisations",
    right="ngo_sphere_list.read",
    icon="matrix",
    text="Wykaz sfer zadań publicznych…",
    help="Kody z art. 4 ust. 1, ich grupy na mapie i dni obowiązywania; wykaz można zastąpić z pliku.",
    open=open_spheres,
)
