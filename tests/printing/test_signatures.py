"""Places to sign never stand alone on a page: the last lines above them come along, whatever these are made of."""

from collections.abc import Callable, Sequence

import pytest

from app.printing.blocks import Block, Heading, Panel, Paragraph, Space, Stack
from app.printing.document import Document, Running
from app.printing.lists import Checkbox, Listing
from app.printing.signatures import signatures
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Metadata

T = Typography(Variant.STANDARD)
TEXT = "Zażółć gęślą jaźń w ogrodzie nad rzeką. "


def one_paragraph(size: int) -> list[Block]:
    return [Paragraph(TEXT * (size * 2 + 100), T.body)]


def many_lines(size: int) -> list[Block]:
    return [Paragraph(f"{n}. {TEXT}", T.body, gap=4) for n in range(size + 30)]


def rows(size: int) -> list[Block]:
    return [Table(("Lp.", "Co"), [(str(n), TEXT) for n in range(size + 25)], (1, 9), T.note, T.body)]


def points(size: int) -> list[Block]:
    return [Listing([[Paragraph(TEXT, T.body)] for _ in range(size + 30)], Checkbox(), T.body)]


def framed(size: int) -> list[Block]:
    return [Panel([Paragraph(TEXT, T.body) for _ in range(size + 30)])]


def headed(size: int) -> list[Block]:
    """A last section of one short line: its heading goes with it."""
    return [*many_lines(size), Heading(2, "Na koniec", T.heading, gap=14), Paragraph("Krótko.", T.body)]


def signed(variant: Typography) -> Block:
    return Stack([Space(8), signatures([("Burmistrz", "Jan Próbny", "data i podpis")], variant)], gap=18, keep=True)


def under_heading(variant: Typography) -> Block:
    places = signatures([("Burmistrz", "Jan Próbny", "data i podpis")], variant)
    return Stack([Heading(2, "Zatwierdzenie", T.heading), Space(4), places], gap=18, keep=True)


def bare(variant: Typography) -> Block:
    return signatures([("Burmistrz", "Jan Próbny", "data i podpis")] * 2, variant, gap=14)


@pytest.mark.parametrize("body", [one_paragraph, many_lines, rows, points, framed, headed])
@pytest.mark.parametrize("place", [signed, under_heading, bare])
def test_signatures_bring_the_last_lines_along(
    body: Callable[[int], Sequence[Block]], place: Callable[[Typography], Block]
) -> None:
    document = Document(Metadata("Próba", "Urząd"), T)
    divided = 0
    for size in range(30):
        pages = document.flow([*body(size), place(T)], Running("Stopka", "Nagłówek", "")).pages
        first = next(block for block in pages[-1].stack.blocks if not isinstance(block, Space))
        assert not (len(pages) > 1 and first.keep_with_previous), size
        # something goes overleaf, and no more than needs to
        divided += len(pages) > 1 and sum(block.height for block in pages[-1].stack.blocks) < 160
    assert divided
