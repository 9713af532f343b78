"""The map on paper: tagged without a fault, true to scale, all on the sheet, and every organisation in the index."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from app.geo.framing import POINT
from app.geo.map_drawing import MapContent, draw_map
from app.geo.shapes import BaseMap, Level, Marker
from app.printing.blocks import plain_text
from app.printing.document import A3, A3_LANDSCAPE, A4, LANDSCAPE, Document, Running
from app.printing.map_block import MapFigure, measure
from app.printing.map_pages import MapPrint, Paper, add_map, sheet_size
from app.printing.styles import Typography, Variant
from app.printing.tagging import Metadata
from tests.geo import map_samples
from tests.geo.map_samples import EAST, NORTH, SOUTH, WEST, content, rectangle
from tests.printing.reading import Node, opened, read, tagging_faults

TITLE = "Mapa aktywności organizacji"
MILLIMETRE = 72 / 25.4


def pdf_of(
    wanted: MapContent,
    paper: Paper = Paper.A4,
    variant: Variant = Variant.STANDARD,
    unplaced: tuple[Marker, ...] = (),
) -> bytes:
    size = sheet_size(wanted.base, wanted.markers, paper, wanted.view)
    document = Document(Metadata(TITLE, "Urząd", created="20261122"), Typography(variant), size)
    made = MapPrint(title=TITLE, area="gmina Śródgórze", content=wanted, state_on=date(2026, 11, 22), unplaced=unplaced)
    add_map(document, made, Running("Urząd Gminy Śródgórze", TITLE))
    return document.save()


def index(pdf: bytes) -> list[dict[str, str]]:
    """Rows by the headers of their columns."""
    head, *rows = ([cell.all_text.replace("\xa0", " ") for cell in row.kids] for row in read(pdf).find("TR"))
    return [dict(zip(head, row, strict=True)) for row in rows]


def figure(pdf: bytes) -> Node:
    return read(pdf).find("Figure")[0]


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("variant", list(Variant))
@pytest.mark.parametrize("count", [0, 120])
def test_the_map_is_tagged_without_a_fault(paper: Paper, variant: Variant, count: int, tmp_path: Path) -> None:
    pdf = pdf_of(content(count), paper, variant)
    assert tagging_faults(pdf, tmp_path) == []
    assert figure(pdf).alt.startswith(f"Mapa: {TITLE}, gmina Śródgórze. Skala 1:")


def test_a_standing_gmina_gets_a_standing_sheet() -> None:
    tall = (Level(0, [rectangle(WEST, SOUTH, WEST + 3000, NORTH)]),)
    base = BaseMap(areas=(replace(map_samples.base().areas[0], levels=tall),))
    wide = map_samples.base()
    assert [sheet_size(base, (), paper) for paper in Paper] == [A4, A3]
    assert [sheet_size(wide, (), paper) for paper in Paper] == [LANDSCAPE, A3_LANDSCAPE]
    assert [round(side / MILLIMETRE) for side in A3] == [297, 420]


def test_names_and_letters_are_text() -> None:
    said = figure(pdf_of(content(30))).all_text.replace("\xa0", " ")
    assert all(name in said for name in ("Żółć Wielka", "Ćmińsk", "Skala 1:"))
    tree = read(pdf_of(content(30)))
    legend = [" ".join(item.all_text.replace("\xa0", " ").split()) for item in tree.find("LI")]
    assert "Kultura – zażółć gęślą jaźń (10)" in " | ".join(legend)
    assert any("granica gminy" in item for item in legend)
    paragraphs = [node.all_text.replace("\xa0", " ") for node in tree.find("P")]
    assert any(text.startswith("gmina Śródgórze · stan na 22.11.2026 · skala 1:") for text in paragraphs)
    assert any(map_samples.SOURCE in text and "01.01.2026" in text for text in paragraphs)
    assert "Razem: 30 organizacji" in paragraphs


@pytest.mark.parametrize("paper", list(Paper))
def test_the_index_has_every_organisation_with_its_square(paper: Paper) -> None:
    wanted = content(400)
    rows = index(pdf_of(wanted, paper))
    assert [row["Organizacja"] for row in rows] == [f"Koło „Źdźbło” nr {number}" for number in range(1, 401)]
    by_title = {marker.title: marker for marker in wanted.markers}
    for row in rows:
        marker = by_title[row["Organizacja"]]
        group = next(each for each in map_samples.GROUPS if each.key == marker.group)
        assert re.fullmatch("[A-H][1-8]", row["Pole"])
        assert re.fullmatch("([A-H][1-8])?", row.get("Zbliżenie", ""))
        assert (row["Znak"], row["Obszar działania"]) == (group.letter, group.name)
        assert row["Adres"] == marker.address + ("" if marker.exact else " (położenie przybliżone)")


def test_the_closer_map_is_a_figure_of_its_own_where_it_takes_signs_apart() -> None:
    crowd, alone = content(200), content(1)
    assert len(read(pdf_of(alone)).find("Figure")) == 1
    tree = read(pdf_of(crowd))
    assert next(node.all_text for node in tree.find("H2")) == "Zbliżenie: Żółć Wielka"
    assert 100 < sum(bool(row["Zbliżenie"]) for row in index(pdf_of(crowd))) <= 200
    far, near = tree.find("Figure")
    assert "zbliżenie" in far.all_text
    assert "ul. Źródlana" in near.all_text.replace("\xa0", " ")
    scales = [int(re.sub(r"\D", "", figure.alt.split("Skala 1:")[1].split(".")[0])) for figure in (far, near)]
    assert scales[0] > 3 * scales[1]
    one = crowd.markers[0]
    same = replace(crowd, markers=[replace(one, id=n) for n in range(300)])
    assert len(read(pdf_of(same)).find("Figure")) == 1


def test_those_beyond_the_sheet_and_without_a_place_stand_in_the_index_too() -> None:
    near, far, nowhere = map_samples.markers(3)
    wanted = MapContent(
        base=map_samples.base(), markers=[near, replace(far, x=EAST + 90_000)], groups=map_samples.GROUPS
    )
    pdf = pdf_of(wanted, unplaced=(replace(nowhere, x=0.0, y=0.0),))
    assert [row["Pole"] for row in index(pdf)][1:] == ["poza", "–"]
    said = " ".join(node.all_text for node in read(pdf).find("P")).replace("\xa0", " ")
    assert "organizacja leży poza arkuszem" in said
    assert "nie ma jeszcze położenia" in said


def test_an_organisation_with_two_places_stands_twice_in_the_index_and_counts_once() -> None:
    one = map_samples.markers(1)[0]
    both = [replace(one, x=WEST + 5000, y=SOUTH + 3000), replace(one, x=EAST - 3000, y=NORTH - 3000)]
    pdf = pdf_of(MapContent(base=map_samples.base(), markers=both, groups=map_samples.GROUPS))
    assert len({row["Pole"] for row in index(pdf)}) == 2
    assert "Na mapie: 1 organizacja." in figure(pdf).alt


def test_three_hundred_at_one_address_and_a_name_of_three_hundred_letters(tmp_path: Path) -> None:
    one = map_samples.markers(1)[0]
    crowd = [replace(one, id=n, title=f"Koło {n} {'Źdźbło ' * 42}".strip()) for n in range(300)]
    pdf = pdf_of(MapContent(base=map_samples.base(), markers=crowd, groups=map_samples.GROUPS))
    assert tagging_faults(pdf, tmp_path) == []
    assert "300 organizacji" in figure(pdf).alt
    assert sorted(row["Organizacja"] for row in index(pdf)) == sorted(marker.title for marker in crowd)
    outside(pdf)


def test_without_a_boundary_the_sheet_says_so() -> None:
    pdf = pdf_of(MapContent(base=BaseMap(), markers=map_samples.markers(20), groups=map_samples.GROUPS))
    said = " ".join(node.all_text for node in read(pdf).find("P")).replace("\xa0", " ")
    assert "Granica gminy nie została jeszcze wczytana" in said
    assert len(index(pdf)) == 20


def test_nothing_to_show_is_a_page_that_says_so(tmp_path: Path) -> None:
    pdf = pdf_of(MapContent(base=BaseMap(), markers=(), groups=()))
    assert tagging_faults(pdf, tmp_path) == []
    assert "Nie ma czego pokazać na mapie" in " ".join(node.all_text for node in read(pdf).find("P")).replace(
        "\xa0", " "
    )
    assert read(pdf).find("Figure") == []


def test_markers_of_unknown_groups_are_printed() -> None:
    pdf = pdf_of(MapContent(base=map_samples.base(), markers=map_samples.markers(3), groups=()))
    assert {row["Znak"] for row in index(pdf)} == {"?"}


@pytest.mark.parametrize("paper", list(Paper))
def test_nothing_leaves_the_sheet(paper: Paper) -> None:
    outside(pdf_of(content(300), paper))


def outside(pdf: bytes) -> None:
    """No path and no text begins or ends beyond its page."""
    for page in opened(pdf).pages:
        width, height = float(page.MediaBox[2]), float(page.MediaBox[3])
        for x, y in _points(page):
            assert -0.01 <= x <= width + 0.01
            assert -0.01 <= y <= height + 0.01


def _points(page: pikepdf.Page) -> list[tuple[float, float]]:
    """Where paths and texts go, in points of the page."""
    points: list[tuple[float, float]] = []
    at = (0.0, 0.0)
    matrices = [pikepdf.Matrix()]
    for operands, operator in pikepdf.parse_content_stream(page):
        numbers = [float(number) for number in operands if isinstance(number, int | Decimal)]
        match str(operator):
            case "q":
                matrices.append(matrices[-1])
            case "Q":
                matrices.pop()
            case "cm":
                matrices[-1] = pikepdf.Matrix(*numbers) @ matrices[-1]
            case "m" | "l" | "c":
                points.append(matrices[-1].transform((numbers[-2], numbers[-1])))
            case "re":
                x, y, width, height = numbers
                points += [matrices[-1].transform(corner) for corner in ((x, y), (x + width, y + height))]
            case "BT":
                at = (0.0, 0.0)
            case "Td":
                at = (at[0] + numbers[0], at[1] + numbers[1])
                points.append(matrices[-1].transform(at))
    return points


def test_the_drawn_bar_has_the_length_that_stands_on_it() -> None:
    pdf = pdf_of(content(0))
    said = figure(pdf).all_text.replace("\xa0", " ")
    denominator = int(said.split("Skala 1:")[1].split(" 0 ")[0].replace(" ", ""))
    kilometres = float(said.split(" km")[0].split()[-1].replace(",", "."))
    file = opened(pdf)
    black = [
        (max(x for x, _ in path) - min(x for x, _ in path))
        for path in _filled(file.pages[0], (0.106, 0.153, 0.2))
        if len(path) == 5
    ]
    quarter = kilometres * 1000 / denominator / POINT / 4
    assert sum(abs(length - quarter) < 0.02 for length in black) == 2


def _filled(page: pikepdf.Page, colour: tuple[float, ...]) -> list[list[tuple[float, float]]]:
    """Closed paths filled in a colour."""
    paths: list[list[tuple[float, float]]] = []
    path: list[tuple[float, float]] = []
    fill: tuple[float, ...] = ()
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "rg":
                fill = tuple(float(number) for number in operands)
            case "m":
                path = [(float(operands[0]), float(operands[1]))]
            case "l":
                path.append((float(operands[0]), float(operands[1])))
            case "f*" | "B*" | "S" | "n":
                if str(operator) != "S" and path and fill == colour:
                    paths.append(path)
                path = []
    return paths


def test_the_map_is_vectors_and_the_same_bytes_every_time() -> None:
    pdf = pdf_of(content(60))
    assert all("/XObject" not in page.Resources for page in opened(pdf).pages)
    assert pdf == pdf_of(content(60))


def test_the_outline_of_names_does_not_leak_into_other_texts() -> None:
    """A text render mode stays until the graphics state is restored."""
    depth, mode = 0, {0: 0}
    file = opened(pdf_of(content(30)))
    tagged = False
    for operands, operator in pikepdf.parse_content_stream(file.pages[0]):
        match str(operator):
            case "q":
                depth += 1
                mode[depth] = mode[depth - 1]
            case "Q":
                depth -= 1
            case "Tr":
                mode[depth] = int(operands[0])
            case "BDC":
                tagged = "/MCID" in operands[1]
            case "Tj":
                assert mode[depth] == 0 or not tagged
    assert depth == 0
    assert mode[0] == 0


def test_a_text_version_says_the_description() -> None:
    drawing = draw_map(content(3), (500, 400), measure)
    assert drawing is not None
    assert plain_text([MapFigure(drawing, "Mapa gminy")]) == "Mapa gminy"
