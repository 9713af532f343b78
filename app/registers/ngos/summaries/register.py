"""The yearly report in the catalogue: no register of its own, but a deed on tabs of the family."""

from app.registers.ngos.shared import NgoServices
from app.widgets.workspace import OfferedDeed, Workspace


def open_report(workspace: Workspace, services: NgoServices, _record_id: int) -> None:
    """Show the report; the window is loaded when it is first needed."""
    from app.registers.ngos.summaries.windows.report_window import open_report as show

    show(workspace, services)


def _report(entity: str) -> OfferedDeed[NgoServices]:
    return OfferedDeed(
        key="cooperation_report",
        entity=entity,
        # the report tells of grants, too; whoever sees these sees the rest
        right="ngo_grant.read",
        icon="statistics",
        text="Sprawozdanie z programu…",
        help="Mierniki współpracy, organizacje, konkursy, dotacje i konsultacje roku, z wykresami i dwoma latami obok.",
        open=open_report,
    )


DEEDS = tuple(map(_report, ("programmes", "consultations", "contests", "grants")))
"""On the whole tabs of these registers."""
