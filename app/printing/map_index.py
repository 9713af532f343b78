"""The index of a printed map: every organisation with its square, so that those who listen learn what others see."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.polish import natural_key
from app.core.progress import Progress
from app.geo.map_drawing import MapContent
from app.geo.map_shapes import MapDrawing
from app.geo.shapes import Marker
from app.geo.symbol_drawing import UNKNOWN
from app.printing.blocks import Block, Heading, Newspaper, Paragraph
from app.printing.document import Document
from app.printing.styles import MUTED
from app.printing.tables import Table
from app.printing.tagging import Anchor

OUTSIDE, UNPLACED = "poza", "–"
"""What stands instead of a square beside organisations beyond the sheet, and beside those without a place."""
_TWO_COLUMNS = 900.0
"""Points of width from which the index has two columns."""


@dataclass(frozen=True)
class IndexRow:
    """One organisation in the index: its squares on the map and on the closer one (blank where it is not there)."""

    square: str
    closer: str
    letter: str
    name: str
    address: str
    group: str


def index_rows(
    content: MapContent, unplaced: Sequence[Marker], drawing: MapDrawing | None, closer: MapDrawing | None = None
) -> list[IndexRow]:
    """Every organisation of the content and every ``unplaced`` one, by name."""
    squares, near = drawing.squares() if drawing else {}, closer.squares() if closer else {}
    groups = {group.key: group for group in content.groups}
    placed = [(squares.get(marker, OUTSIDE), near.get(marker, ""), marker) for marker in content.markers]
    rows = []
    for square, second, marker in [*placed, *((UNPLACED, "", marker) for marker in unplaced)]:
        group = groups.get(marker.group, UNKNOWN)
        about = "" if marker.exact or square == UNPLACED else "(położenie\N{NO-BREAK SPACE}przybliżone)"
        address = f"{marker.address} {about}".strip()
        rows.append(IndexRow(square, second, group.letter, marker.title, address, group.name))
    return sorted(rows, key=lambda row: (natural_key(row.name), natural_key(row.address), row.square))


def index_blocks(document: Document, rows: Sequence[IndexRow], progress: Progress | None) -> list[Block]:
    """The index under its heading; a wide sheet has it in two columns."""
    t = document.typography
    closer = any(row.closer for row in rows)
    said = "Pole to litera kolumny i numer wiersza na ramce mapy; znak to litera obszaru działania."
    if closer:
        said += " „Zbliżenie”: pole na mapie w większej skali."
    if any(row.square == OUTSIDE for row in rows):
        said += f" „{OUTSIDE}”: organizacja leży poza arkuszem."
    if any(row.square == UNPLACED for row in rows):
        said += f" „{UNPLACED}”: nie ma jeszcze położenia."
    columns = [("Pole", 6.5), *([("Zbliżenie", 11.0)] if closer else []), ("Znak", 6.5)]
    columns += [("Organizacja", 31.0), ("Adres", 32.0), ("Obszar działania", 23.0)]
    cells = [
        (row.square, *((row.closer,) if closer else ()), row.letter, row.name, row.address, row.group) for row in rows
    ]
    headers, shares = [name for name, _ in columns], [share for _, share in columns]
    table = Table(headers, cells, shares, t.subheading, t.small, gap=8, progress=progress)
    wide = document.width > _TWO_COLUMNS and not t.large
    body: Block = Newspaper([table], columns=2, gap=8) if wide else table
    return [
        Heading(2, "Skorowidz organizacji", t.title, anchor=Anchor("Skorowidz organizacji", 0)),
        Paragraph(said, t.small.but(colour=MUTED), gap=2),
        body,
    ]
