"""A register of 10,000 rows to PDF, against bare ReportLab tables of the same texts in the same fonts, untagged.

The goal is set against the quickest that ReportLab's tables can do: plain texts that are already broken into lines
where ours breaks them, in tables of ``PIECE`` rows, for one table of all rows is divided anew at each page and takes
three times as long. One LongTable with a repeated header, as its manual has it, and one that breaks lines itself
(Paragraphs in the cells) are shown for information. All find their fonts loaded.
"""

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from app.core.progress import Cancelled, NoProgress, Progress
from tests.benchmarks.measurement import MEBIBYTE, Figure, interleaved, median, peak_memory, seconds
from tests.benchmarks.rows import PRINTED_TABLE_RATIO

ROWS = 10_000
PIECE = 100
"""Rows of a table of the reference: pieces of 20 or of 500 take as long."""
_HEADERS = ("Lp.", "Komórka", "Nazwisko i imię", "Stanowisko", "Termin", "Temat", "Instytucja", "Koszt")
_SHARES = (5, 7, 16, 15, 16, 26, 18, 9)
_NAMES = ("Anna", "Barbara", "Celina", "Dorota", "Ewa", "Filip", "Grzegorz", "Henryk", "Irena", "Józef")
_TOPICS = (
    "Kodeks postępowania administracyjnego po zmianach",
    "Ochrona danych osobowych w gminie",
    "Zamówienia publiczne poniżej progu – praktyka urzędu",
    "Archiwizacja dokumentów i instrukcja kancelaryjna",
    "Komunikacja z trudnym klientem",
)
_ALIGNS = (1.0, *[0.0] * 6, 1.0)
_SIZE, _LEADING = 8.5, 11.5
"""Points, as the style ``small`` has them."""
_Texts = Sequence[Sequence[str]]


def texts(count: int) -> list[tuple[str, ...]]:
    """Rows as a register of trainings has them; one in four topics takes two lines or more."""
    return [
        (
            f"{n + 1}",
            f"WY.{n % 17}",
            f"Przykładowa-{n % 613} {_NAMES[n % 10]}",
            f"inspektor {n % 23}",
            f"{n % 28 + 1:02d}.{n % 12 + 1:02d}.2026 / {n % 3 + 1} dni",
            f"{_TOPICS[n % 5]} {n % 700}",
            f"Ośrodek Szkolenia nr {n % 61}",
            f"{n % 1900 + 100},{n % 100:02d} zł",
        )
        for n in range(count)
    ]


def measure(folder: Path, runs: int) -> list[Figure]:
    """Seconds per file of ``ROWS`` rows."""
    rows = texts(ROWS)
    prepared = [broken(row, _SHARES) for row in rows]
    ours, pieces = interleaved(runs, lambda: tagged(rows), lambda: tables(prepared, PIECE))
    peak = peak_memory() / MEBIBYTE
    whole = seconds(lambda: tables(prepared, ROWS))
    paragraphs = seconds(lambda: tables_of_paragraphs(rows, PIECE))
    own = median(ours)
    beforehand = f"tables of {PIECE} rows, lines broken beforehand"
    return [
        Figure(f"median of {runs} runs", own, "s", median(pieces), beforehand, PRINTED_TABLE_RATIO),
        Figure("the same; the reference once", own, "s", whole, "one LongTable, lines broken beforehand"),
        Figure("the same; the reference once", own, "s", paragraphs, f"tables of {PIECE} rows of Paragraphs"),
        Figure("longest wait between two chances to cancel", _longest_wait(rows), "s"),
        Figure("peak memory of the process, ours and the first reference", peak, "MB"),
    ]


def tagged(rows: _Texts, progress: Progress | None = None) -> bytes:
    """The rows through the printing kit, on lying sheets."""
    from app.printing.document import LANDSCAPE, Document, Running, SecondHalf
    from app.printing.styles import Typography, Variant
    from app.printing.tables import Table
    from app.printing.tagging import Metadata

    progress = progress or NoProgress()
    t = Typography(Variant.STANDARD)
    document = Document(Metadata("Rejestr"), t, LANDSCAPE)
    table = Table(_HEADERS, rows, _SHARES, t.question, t.small, aligns=_ALIGNS, progress=progress)
    document.add(document.flow([table], Running(footer="Rejestr", header="Rejestr")))
    return document.save(SecondHalf(progress))


def broken(row: Sequence[str], shares: Sequence[float]) -> list[str]:
    """The texts with line ends where ours breaks them."""
    from app.printing.document import LANDSCAPE, SIDE
    from app.printing.styles import TextStyle
    from app.printing.text import Span, break_lines

    style = TextStyle(_SIZE, _LEADING)
    width = LANDSCAPE[0] - 2 * SIDE
    return [
        "\n".join(
            " ".join(word.text for _, words in line.segments for word in words)
            for line in break_lines((Span(text, style),), width * share / sum(shares) - 6)
        )
        for text, share in zip(row, shares, strict=True)
    ]


def tables(rows: _Texts, piece: int, headers: Sequence[str] = _HEADERS, shares: Sequence[float] = _SHARES) -> bytes:
    """ReportLab's LongTables of plain texts, header repeated, lines between the rows."""
    from reportlab.lib.colors import HexColor

    look = [
        ("FONT", (0, 0), (-1, 0), "Lato-Bold", 8, 11),
        ("TEXTCOLOR", (0, 0), (-1, 0), HexColor("#1f4e79")),
        ("FONT", (0, 1), (-1, -1), "Lato-Regular", _SIZE, _LEADING),
        ("TEXTCOLOR", (0, 1), (-1, -1), HexColor("#1b2733")),
    ]
    return _built(rows, piece, look, headers, shares)


def tables_of_paragraphs(rows: _Texts, piece: int) -> bytes:
    """The same with Paragraphs in the cells, which break their lines themselves."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle("cell", fontName="Lato-Regular", fontSize=_SIZE, leading=_LEADING)
    return _built([[Paragraph(text, style) for text in row] for row in rows], piece, [])


def _built(
    rows: Sequence[Sequence[object]],
    piece: int,
    look: list[tuple[object, ...]],
    headers: Sequence[str] = _HEADERS,
    shares: Sequence[float] = _SHARES,
) -> bytes:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle

    from app.printing.document import LANDSCAPE, SIDE

    width = LANDSCAPE[0] - 2 * SIDE
    style = TableStyle(
        [
            *look,
            ("LINEBELOW", (0, 0), (-1, -1), 0.6, HexColor("#d5dde6")),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("ALIGN", (0, 0), (0, -1), "RIGHT"),
            ("ALIGN", (-1, 0), (-1, -1), "RIGHT"),
            *[(f"{side}PADDING", (0, 0), (-1, -1), 3) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")],
        ]
    )
    widths = [width * share / sum(shares) for share in shares]
    story = [
        LongTable([headers, *rows[start : start + piece]], colWidths=widths, repeatRows=1, style=style)
        for start in range(0, len(rows), piece)
    ]

    def foot(canvas: object, document: object) -> None:
        canvas.setFont("Lato-Regular", 7.5)  # type: ignore[attr-defined]
        canvas.drawRightString(LANDSCAPE[0] - SIDE, 26, f"strona {document.page}")  # type: ignore[attr-defined]

    buffer = BytesIO()
    margins = {f"{side}Margin": SIDE for side in ("left", "right", "top", "bottom")}
    document = SimpleDocTemplate(buffer, pagesize=LANDSCAPE, pageCompression=1, **margins)
    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return buffer.getvalue()


class Watch:
    """Remembers when it was told; cancels at the report of number ``stop``."""

    def __init__(self, stop: int = 0) -> None:
        self.moments: list[float] = []
        self._stop = stop

    def report(self, done: int, total: int, text: str = "") -> None:
        self.moments.append(perf_counter())
        if len(self.moments) == self._stop:
            raise Cancelled


def _longest_wait(rows: _Texts) -> float:
    """The longest wait between two chances to cancel; a print that does not heed them fails here."""
    watch = Watch()
    start = perf_counter()
    tagged(rows, watch)
    moments = [start, *watch.moments, perf_counter()]
    try:
        tagged(rows, Watch(stop=len(watch.moments) // 2))
    except Cancelled:
        return max(later - earlier for earlier, later in pairwise(moments))
    raise AssertionError("the table was printed although it had been cancelled")
