"""Documents made of every block: tagged without a fault, divided between pages without losing text."""

import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import ClassVar

import pytest
from PIL import Image

from app.core.progress import Cancelled
from app.printing.blocks import Block, Columns, Heading, Newspaper, Panel, Paragraph, Stack
from app.printing.contents import Entry
from app.printing.document import LANDSCAPE, Document, Running
from app.printing.letterhead import Letterhead
from app.printing.lists import Checkbox, Facts, Listing, Marker, Numbered
from app.printing.pictures import Figure, picture, qr_code
from app.printing.render import page_count, render_page
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from tests.printing.reading import opened, read, tagging_faults, texts

T = Typography(Variant.STANDARD)
SVG = b"""<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="120">
<style>@import "http://outside.example/a.css"; path { fill: url(http://outside.example/b) }</style>
<path d="M5 5 H95 V70 L50 115 L5 70 Z" fill="#1f4e79"/><image xlink:href="file:///etc/passwd" width="9" height="9"/>
<text x="20" y="60" font-family="Unheard Of" font-size="20" fill="white">GP&x;</text></svg>"""


def pdf_of(blocks: Sequence[Block], running: Running | None = None, title: str = "Próba") -> bytes:
    document = Document(Metadata(title, "Urząd", created="20261122"), T)
    document.add(document.flow(blocks, running or Running("Stopka", "Nagłówek", "Uwaga")))
    return document.save()


def png() -> bytes:
    out = BytesIO()
    Image.new("RGBA", (40, 20), (200, 30, 30, 128)).save(out, "PNG")
    return out.getvalue()


def every_block() -> list[Block]:
    first, second = Anchor("Początek", 0), Anchor("Dalej", 1)
    arms, photo = picture(SVG), picture(png())
    assert arms
    assert photo
    text = "Zażółć gęślą jaźń w ogrodzie. " * 12
    items = [[Paragraph(f"Dokument {n}", T.strong), Paragraph(text, T.note)] for n in range(9)]
    steps = [[Paragraph(f"Krok {n}. {text}", T.body)] for n in range(6)]
    return [
        Letterhead(
            T, office="Urząd", lines=["Rynek 1"], figure=Figure(arms, "Herb", 40, 40), badge="X-1", badge_title="Karta"
        ),
        Heading(1, "Nagłówek", T.title, anchor=first),
        Stack([Entry("Dalej", [second, first], T.body), Entry("Początek", [first], T.body)], role="TOC"),
        Facts([("Ile", "10 zł", ["za sztukę"]), ("Kiedy", "pon. 8–17\nwt. 8–15", [])], T.question, T.answer, T.note),
        Panel([Paragraph(text, T.body)]),
        Columns([[Listing(items, Checkbox(), T.strong)], [Paragraph(text * 9, T.small)]], [1, 1], gutter=20),
        Heading(2, "Dalej", T.heading, ruled=True, anchor=second),
        Listing(steps, Numbered(), T.body, gap=6),
        Listing([[Paragraph("punkt", T.body)]], Marker(), T.body),
        Table(
            ("Za co", "Kwota"), [(f"odpis {n}", f"{n},00 zł") for n in range(60)], (3, 1), T.note, T.body, aligns=(0, 1)
        ),
        Figure(qr_code("https://bip.example"), "Kod QR", 50, 50),
        Figure(photo, "Zdjęcie", 60, 60),
        Paragraph("Strona urzędu", T.body, link="https://urzad.example/ą?b=(c)"),
        Newspaper([Paragraph(f"hasło {n}", T.small) for n in range(300)]),
    ]


@pytest.fixture(scope="module")
def everything() -> bytes:
    return pdf_of(every_block())


def test_every_block_is_tagged_without_a_fault(everything: bytes, tmp_path: Path) -> None:
    assert tagging_faults(everything, tmp_path) == []
    assert len(opened(everything).pages) > 3


def test_blocks_divided_between_pages_keep_one_element_and_all_their_text(everything: bytes) -> None:
    tree = read(everything)
    assert [row.kids[0].text.strip() for row in tree.find("TR")] == ["Za co", *(f"odpis {n}" for n in range(60))]
    assert len(tree.find("Table")) == 1
    assert [node.text.strip() for node in tree.find("P") if node.text.startswith("hasło")] == [
        f"hasło {n}" for n in range(300)
    ]
    long_paragraph = next(node for node in tree.find("P") if node.text.count("Zażółć") == 108)
    assert " ".join(long_paragraph.text.split()) == ("Zażółć gęślą jaźń w ogrodzie. " * 108).strip()


def test_a_left_column_that_goes_on_overleaf_is_read_before_the_right_one(everything: bytes) -> None:
    said = texts(everything)
    assert said.index("Dokument 8") < next(n for n, text in enumerate(said) if text.count("Zażółć") == 108)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert pdf_of(every_block()) == pdf_of(every_block())


def test_headers_footers_and_page_numbers_are_artifacts(everything: bytes) -> None:
    assert not any("strona 1 z" in text or text in ("Stopka", "Uwaga") for text in texts(everything))


def test_only_embedded_fonts_are_referred_to(everything: bytes) -> None:
    assert b"Helvetica" not in everything
    assert b"Times" not in everything


def test_links_say_where_they_lead(everything: bytes) -> None:
    file = opened(everything)
    links = [link for page in file.pages for link in page.obj.get("/Annots", [])]
    numbers = {page.obj.objgen: number for number, page in enumerate(file.pages, 1)}
    inside = [(str(link.Contents), numbers[link.Dest[0].objgen]) for link in links if "/Dest" in link]
    assert len(inside) == 3
    assert all(said == f"{said.split(',')[0]}, strona {page}" for said, page in inside)
    outside = [(str(link.Contents), str(link.A.URI)) for link in links if "/A" in link]
    assert outside == [("Strona urzędu", "https://urzad.example/%C4%85?b=%28c%29")]


def test_bookmarks_lead_to_headings(everything: bytes) -> None:
    with opened(everything).open_outline() as outline:
        assert [(item.title, [child.title for child in item.children]) for item in outline.root] == [
            ("Początek", ["Dalej"])
        ]


def test_a_damaged_picture_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    assert picture(b"\x89PNG\r\n\x1a\ngarbage") is None
    assert picture(b"<svg broken") is None
    assert len(caplog.records) == 2


def test_a_drawing_may_not_read_other_files(everything: bytes) -> None:
    assert b"root:" not in everything
    assert b"outside.example" not in everything


def test_a_drawing_without_width_and_height_takes_them_from_its_view_box() -> None:
    drawing = picture(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 240"><path d="M0 0H200V240Z"/></svg>')
    assert drawing
    assert drawing.width / drawing.height == pytest.approx(200 / 240)


def test_threads_do_not_disturb_each_other(everything: bytes) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: pdf_of(every_block()), range(8))) == {everything}


def count_visible(pdf: bytes, letter: str) -> int:
    """How often a letter stands inside the paper's edges."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    visible = "".join(page.get_textpage().get_text_bounded(0, 0, 595, 842) for page in document)
    document.close()
    return visible.count(letter)


def test_hostile_text_is_printed_as_it_is(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    hostile = "<para>&amp </b> %s {x} \\ (( \x00\x1b Ж😀 " + "w" * 10_000
    blocks = [Heading(1, hostile, T.title, anchor=Anchor(hostile, 0)), Paragraph(hostile, T.body)]
    pdf = pdf_of(blocks, Running(), title=hostile)
    assert tagging_faults(pdf, tmp_path) == []
    said = read(pdf).find("P")[0].text
    assert said.startswith("<para>&amp </b> %s {x} \\ (( Ж\ufffd w")
    assert said.count("w") == 10_000
    assert count_visible(pdf, "w") == 20_000
    assert "higher than its page" not in caplog.text


def test_work_can_be_cancelled() -> None:
    class Impatient:
        def report(self, done: int, total: int, text: str = "") -> None:
            if done >= 10:
                raise Cancelled

    document = Document(Metadata("x"), T)
    document.add(document.flow([Paragraph("słowo " * 20_000, T.body)], Running()))
    with pytest.raises(Cancelled):
        document.save(Impatient())


def test_a_page_becomes_a_picture_with_ink_on_white(everything: bytes) -> None:
    image = render_page(everything, 0, dpi=50)
    assert len(image.pixels) == image.width * image.height * 4
    assert (image.width, image.height) == (414, 585)
    assert image.pixels[:3] == b"\xff\xff\xff"
    assert b"\x1f\x4e\x79" in image.pixels
    with pytest.raises(IndexError):
        render_page(everything, page_count(everything))


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_no_error(everything: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(everything)
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler is not installed")
def test_poppler_sees_every_font_embedded(everything: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(everything)
    table = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert table
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in table), table


def test_a_long_table_repeats_its_header_and_every_row_is_whole(tmp_path: Path) -> None:
    rows = [(f"{n}.", "słowo " * (n % 40), "") for n in range(400)]
    document = Document(Metadata("Rejestr", "Urząd", created="20261122"), T, LANDSCAPE)
    document.add(document.flow([Table(("Lp.", "Treść", "Uwagi"), rows, (1, 6, 2), T.question, T.small)], Running()))
    pdf = document.save()
    assert tagging_faults(pdf, tmp_path) == []
    tree = read(pdf)
    assert [len(row.find("TD", "TH")) for row in tree.find("TR")] == [3] * 401
    assert [row.find("TD")[0].text.strip() for row in tree.find("TR")[1:]] == [first for first, *_ in rows]
    assert count_visible(pdf, "ś") >= page_count(pdf) > 5


def test_laying_out_a_long_table_tells_how_far_it_is_and_can_be_cancelled() -> None:
    class Impatient:
        told: ClassVar[list[tuple[int, int]]] = []

        def report(self, done: int, total: int, text: str = "") -> None:
            self.told.append((done, total))
            if done >= 500:
                raise Cancelled

    rows = [("a", "b")] * 1000
    with pytest.raises(Cancelled):
        Table(("A", "B"), rows, (1, 1), T.question, T.small, progress=Impatient()).layout(300)
    assert Impatient.told == [(0, 1000), (250, 1000), (500, 1000)]


def test_rows_of_another_length_than_the_header_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="1 cells in a table of 2 columns"):
        Table(("A", "B"), [("a",)], (1, 1), T.question, T.small)


@pytest.mark.parametrize(("snug", "amount_lines"), [(False, 2), (True, 1)])
def test_headers_over_numbers_stay_whole_and_snug_numbers_too(snug: bool, amount_lines: int) -> None:
    rows = [("Nazwa sfery", "1 158 500,00 zł przyznano", "trwa")]
    table = Table(
        ("Sfera", "Wnioskowano", "Stan"), rows, (6.0, 0.5, 1.0), T.small, T.small, aligns=(0, 1, 0), snug=snug
    )
    table.layout(280)
    assert len(table._header.lines[1]) == 1
    assert len(table._rows[0].lines[1]) == amount_lines
