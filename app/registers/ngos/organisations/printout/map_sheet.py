"""The map of organisations on A4 or A3 with its index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.dates import format_date
from app.core.progress import NoProgress, Progress
from app.geo.map_drawing import MapContent
from app.geo.shapes import BaseMap, Marker, MarkerGroup
from app.people.office.domain import Office
from app.people.office.printout import notice
from app.printing.document import Document, Running, SecondHalf
from app.printing.map_pages import MapPrint, Paper, add_map, sheet_size
from app.printing.styles import Typography, Variant
from app.printing.tagging import Metadata
from app.registers.ngos.organisations.printout.entry import INTERNAL

TITLE = "Mapa aktywności organizacji pozarządowych"


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Markers of the organisations, and markers without a place of those that have none."""

    markers: Sequence[Marker]
    unplaced: Sequence[Marker]


def map_pdf(
    base: BaseMap,
    placed: Placed,
    groups: Sequence[MarkerGroup],
    office: Office,
    printed_on: date,
    *,
    paper: Paper = Paper.A4,
    internal: bool = False,
    progress: Progress | None = None,
) -> bytes:
    """The map as PDF; without ``internal`` pass markers of ``disclosure.public_view``."""
    progress = progress or NoProgress()
    size = sheet_size(base, placed.markers, paper)
    metadata = Metadata(f"{TITLE} – {office.name}", office.name, TITLE, "", f"{printed_on:%Y%m%d}")
    document = Document(metadata, Typography(Variant.STANDARD), size)
    wanted = MapPrint(
        title=TITLE,
        content=MapContent(base=base, markers=placed.markers, groups=groups),
        state_on=printed_on,
        area=" · ".join(filter(None, (INTERNAL if internal else "", office.gmina))),
        unplaced=placed.unplaced,
    )
    footer = " · ".join(filter(None, (TITLE, office.name, f"stan na {format_date(printed_on)}")))
    marked = " · ".join(filter(None, (INTERNAL if internal else "", notice(office))))
    # there is no letterhead here: the office stands above the map
    add_map(document, wanted, Running(footer, office.name or TITLE, marked, from_first=True), progress)
    return document.save(SecondHalf(progress))
