"""One service card to PDF, against a bare ReportLab canvas that draws the same strings at the same places.

The reference breaks no lines and measures nothing: it gets finished lines with their positions. Both find
their fonts loaded, as from the second print of a day on; the first print is shown for information.
"""

from io import BytesIO
from pathlib import Path

from app.bootstrap import open_services
from tests.benchmarks.databases import cards_database, copy_of
from tests.benchmarks.drawn_text import Piece, drawn
from tests.benchmarks.measurement import Figure, interleaved, median, percentile, seconds
from tests.benchmarks.rows import CARD_RATIO

_SYMBOLS = ("SO-01", "OS-01", "DG-01", "SO-0101")


def measure(folder: Path, runs: int) -> list[Figure]:
    """Milliseconds per card, over several cards short and long."""
    services = open_services(copy_of(cards_database(folder), folder / "card.db"))
    ours: list[float] = []
    bare: list[float] = []
    first = 0.0
    for symbol in _SYMBOLS:
        card = services.cards.by_symbol(symbol)
        assert card is not None, symbol

        def make(card: object = card) -> bytes:
            return services.prints.cards((card,), "standard")  # type: ignore[arg-type]

        first = first or seconds(make)
        pieces, _ = drawn(make)

        def draw(pieces: list[Piece] = pieces) -> bytes:
            return bare_canvas(pieces)

        own, reference = interleaved(runs, make, draw)
        ours += own
        bare += reference
    services.close()
    against = "bare canvas, untagged"
    return [
        Figure(f"median of {len(_SYMBOLS)} cards x {runs} runs", *_ms(median(ours), median(bare)), against, CARD_RATIO),
        Figure("95th percentile", *_ms(percentile(ours, 0.95), percentile(bare, 0.95)), against),
        Figure("first print of the process, fonts not loaded yet", first * 1000, "ms"),
    ]


def _ms(ours: float, reference: float) -> tuple[float, str, float]:
    return ours * 1000, "ms", reference * 1000


def bare_canvas(pieces: list[Piece]) -> bytes:
    """The same lines in the same fonts with drawString."""
    from reportlab.lib.colors import HexColor
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595.276, 841.89), pageCompression=1)
    page = 0
    for piece in pieces:
        while page < piece.page:
            canvas.showPage()
            page += 1
        canvas.setFont(piece.font, piece.size)
        canvas.setFillColor(HexColor(f"#{piece.colour}"))
        canvas.drawString(piece.x, piece.y, piece.text)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
