"""The guide „Przewodnik po usługach”, against Platypus with the same paragraphs and WeasyPrint with the same HTML.

Every guide is made in a process of its own, so that its peak memory is its own. Ours counts from the open
database to the finished bytes; Platypus and WeasyPrint get finished paragraphs. All find their libraries and fonts
loaded. WeasyPrint is very slow: it is measured on ``WEASYPRINT_CARDS`` cards and its time multiplied up to
``CARDS``, which flatters it, for its time grows faster than the number of pages; ours of the small size is
shown beside it.
"""

import pickle
import subprocess
import sys
from html import escape
from importlib import import_module
from io import BytesIO
from pathlib import Path
from time import perf_counter

from app.bootstrap import open_services
from app.core.progress import Cancelled
from tests.benchmarks.databases import copy_of, guide_database
from tests.benchmarks.drawn_text import Passage, drawn
from tests.benchmarks.measurement import MEBIBYTE, Figure, Goal, alternating, median, peak_memory
from tests.benchmarks.rows import GUIDE_MEMORY, GUIDE_PLATYPUS, GUIDE_WEASYPRINT

CARDS = 1000
WEASYPRINT_CARDS = 100
_A4 = (595.276, 841.89)
_MARGIN = 48.0


def measure(folder: Path, runs: int) -> list[Figure]:
    """Seconds per guide and mebibytes of peak memory."""
    large = copy_of(guide_database(folder, CARDS), folder / "guide.db")
    small = copy_of(guide_database(folder, WEASYPRINT_CARDS), folder / "guide-small.db")
    large_text, small_text = folder / "guide.pickle", folder / "guide-small.pickle"
    for database, passages in ((large, large_text), (small, small_text)):
        _in_process("write_passages", database, passages)
    peaks: dict[str, float] = {}

    def timed(work: str, source: Path) -> float:
        taken, peak = _in_process(work, source)
        peaks[work + source.stem] = max(peak, peaks.get(work + source.stem, 0.0))
        return taken

    ours, platypus = alternating(runs, lambda: timed("ours", large), lambda: timed("platypus", large_text))
    small_ours, weasyprint = alternating(
        max(1, runs // 2), lambda: timed("ours", small), lambda: timed("weasyprint", small_text)
    )
    cancelled, _peak = _in_process("cancelled", large)
    named = "WeasyPrint pdf/ua-1"
    times = CARDS // WEASYPRINT_CARDS
    own_peak, reference_peak = peaks["ours" + large.stem], peaks["platypus" + large_text.stem]
    return [
        Figure(f"median of {runs} runs", median(ours), "s", median(platypus), "Platypus, untagged", GUIDE_PLATYPUS),
        Figure(
            f"the same; WeasyPrint scaled up from {WEASYPRINT_CARDS} cards",
            median(ours),
            "s",
            median(weasyprint) * times,
            f"{named}, {WEASYPRINT_CARDS} cards x {times}",
            GUIDE_WEASYPRINT,
        ),
        Figure(
            f"guide of {WEASYPRINT_CARDS} cards", median(small_ours), "s", median(weasyprint), named, Goal(faster=0)
        ),
        Figure("peak memory of the whole process", own_peak, "MB", goal=GUIDE_MEMORY),
        Figure("peak memory against the reference's", own_peak, "MB", reference_peak, "Platypus, untagged"),
        Figure("work stopped after Cancel at the fifth report", cancelled, "s"),
    ]


def _in_process(work: str, *paths: Path) -> tuple[float, float]:
    """Seconds and peak mebibytes of one of the works below, in a new process."""
    command = [sys.executable, "-m", "tests.benchmarks.guide", work, *map(str, paths)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    taken, peak = done.stdout.split()[-2:]
    return float(taken), float(peak)


def write_passages(database: Path, target: Path) -> float:
    """Keep what our guide says for the references; takes no part in the comparison."""
    services = open_services(database)
    _pieces, passages = drawn(services.prints.guide)
    services.close()
    target.write_bytes(pickle.dumps(passages))
    return 0.0


def ours(database: Path) -> float:
    """Our guide."""
    _load_fonts()
    import_module("app.registers.service_cards.printout.card")
    services = open_services(database)
    start = perf_counter()
    services.prints.guide()
    taken = perf_counter() - start
    services.close()
    return taken


def _load_fonts() -> None:
    from app.printing.fonts import Cut, text_font

    for cut in Cut:
        text_font(cut)


class _Impatient:
    """Cancels at the fifth report of progress and remembers when."""

    def __init__(self) -> None:
        self.reports = 0
        self.at = 0.0

    def report(self, done: int, total: int, text: str = "") -> None:
        self.reports += 1
        if self.reports == 5:
            self.at = perf_counter()
            raise Cancelled


def cancelled(database: Path) -> float:
    """Seconds from the cancelling report to the end of the call; a guide that cannot be cancelled fails here."""
    services = open_services(database)
    progress = _Impatient()
    try:
        services.prints.guide(progress)
    except Cancelled:
        return perf_counter() - progress.at
    finally:
        services.close()
    raise AssertionError("the guide was printed although it had been cancelled")


def _passages(source: Path) -> list[Passage]:
    passages: list[Passage] = pickle.loads(source.read_bytes())
    return passages


def platypus(source: Path) -> float:
    """Platypus with finished paragraphs, page breaks where ours has a new page, a page number at the foot."""
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    _load_fonts()
    texts = [(passage.page, passage.markup, passage.style) for passage in _passages(source)]
    start = perf_counter()
    styles: dict[tuple[str, float, float, str], ParagraphStyle] = {}
    story = []
    before = 0
    for page, markup, style in texts:
        key = (style.cut.value[0], style.size, style.leading, style.colour.hexadecimal)
        if key not in styles:
            styles[key] = ParagraphStyle(
                str(len(styles)), fontName=key[0], fontSize=key[1], leading=key[2], textColor=HexColor(f"#{key[3]}")
            )
        if page != before:
            story.append(PageBreak())
            before = page
        story.append(Paragraph(markup, styles[key]))

    def foot(canvas: object, document: object) -> None:
        canvas.setFont("Lato-Regular", 7.5)  # type: ignore[attr-defined]
        canvas.drawRightString(_A4[0] - _MARGIN, 26, f"strona {document.page}")  # type: ignore[attr-defined]

    buffer = BytesIO()
    margins = {f"{side}Margin": _MARGIN for side in ("left", "right", "top", "bottom")}
    document = SimpleDocTemplate(buffer, pagesize=_A4, pageCompression=1, **margins)
    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return perf_counter() - start


def weasyprint(source: Path) -> float:
    """WeasyPrint with the same text as HTML: headings, paragraphs, page breaks, a page number at the foot."""
    import weasyprint as library

    fonts = Path(__file__).parents[2] / "resources" / "fonts"
    body = [_html(passage) for passage in _passages(source)]
    faces = "".join(
        f"@font-face{{font-family:Lato;font-weight:{weight};src:url('{(fonts / name).as_uri()}')}}"
        for name, weight in (("Lato-Regular.ttf", 400), ("Lato-Bold.ttf", 700))
    )
    page = "@page{size:A4;margin:48pt;@bottom-right{content:'strona ' counter(page)}}"
    head = f"<title>Przewodnik</title><style>{faces}{page}body{{font-family:Lato}}h2,p{{margin:0 0 4pt}}</style>"
    start = perf_counter()
    text = f"<!DOCTYPE html><html lang=pl><head><meta charset=utf-8>{head}</head><body>{''.join(body)}</body></html>"
    library.HTML(string=text).write_pdf(pdf_variant="pdf/ua-1")
    return perf_counter() - start


def _html(passage: Passage) -> str:
    style = passage.style
    bold = "bold" in style.cut.value[0].lower()
    tag = "h2" if bold and style.size >= 11 else "p"
    look = f"font-size:{style.size}pt;line-height:{style.leading}pt;font-weight:{700 if bold else 400}"
    text = escape(" ".join(text for text, _style in passage.parts))
    return f'<{tag} style="{look}">{text}</{tag}>'


if __name__ == "__main__":
    works = {work.__name__: work for work in (write_passages, ours, platypus, weasyprint, cancelled)}
    result = works[sys.argv[1]](*map(Path, sys.argv[2:]))
    print(result, peak_memory() / MEBIBYTE)
