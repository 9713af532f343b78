"""Statistics in the catalogue: no register of their own, but deeds on campaigns and evaluations."""

from app.registers.evaluations.shared import EvaluationServices
from app.widgets.workspace import OfferedDeed, Workspace


def open_statistics(workspace: Workspace, services: EvaluationServices, campaign_id: int) -> None:
    """Show the window; it is loaded when it is first needed."""
    from app.registers.evaluations.statistics.windows.statistics_window import open_statistics as show

    show(workspace, services, campaign_id)


def _on(entity: str) -> OfferedDeed[EvaluationServices]:
    return OfferedDeed(
        key="evaluation_statistics",
        entity=entity,
        right="evaluation.summary",
        icon="statistics",
        text="Statystyka ocen…",
        help="Rozkład ocen, kryteria, komórki, lata i oceniający; małe grupy są ukryte.",
        open=open_statistics,
    )


DEEDS = (_on("evaluation_campaign"), _on("campaigns"), _on("evaluations"))
"""On one campaign, and in the menus of both registers."""
