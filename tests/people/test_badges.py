"""Badges have the size they promise, hold the longest names, and keep pictures small."""

from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from app.bootstrap import Services
from app.cli import main
from app.core.errors import NotFound, Refusal
from app.people.employees.badges import Wearer, badges_pdf
from app.people.employees.domain import Employee, EmployeeDraft
from app.people.office.domain import Office
from app.people.units.domain import UnitDraft
from tests.printing.reading import opened, read, tagging_faults

OFFICE = Office(id=1, version=1, name="Urząd Miejski w Dąbrowie Przykładowej", gmina="Dąbrowa")
TODAY = date(2026, 11, 22)
MM = 72 / 25.4
_PAIRS = [
    ("Jan", "Kot"),
    ("Żaneta", "Źdźbło-Śnieżyńska"),
    ("Maria Magdalena", "Konstantynopolitańczykowska-Brzęczyszczykiewiczowa"),
    ("Jan Maria", "O’Connor de la Cruz"),
    ("W" * 60, "W" * 80),
    ("", "Ł" * 80),
]


def person(first: str = "Jan", last: str = "Kot", post: str = "referent", number: str = "14") -> Employee:
    return Employee(id=1, version=1, first_name=first, surname=last, post=post, number=number, unit_id=1)


def picture(width: int = 1200, height: int = 1600, kind: str = "JPEG", mode: str = "RGB", **options: Any) -> bytes:
    from PIL import Image

    packed = BytesIO()
    Image.effect_noise((width, height), 40).convert(mode).save(packed, kind, **options)
    return packed.getvalue()


def badges(*wearers: Wearer, office: Office = OFFICE) -> bytes:
    return badges_pdf(wearers, office, None, TODAY)


def pages_of(pdf: bytes) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(pdf)


def names_on(pdf: bytes) -> list[str]:
    return [node.all_text for node in read(pdf).find("H1")]


def test_ten_badges_stand_85_by_54_millimetres_apart_in_the_middle_of_the_page() -> None:
    page = pages_of(badges(*[Wearer(person("Q"))] * 10))[0]
    text = page.get_textpage()
    found = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1) == "Q"]
    lefts = sorted({round(box[0], 1) for box in found})
    bases = sorted({round(box[1], 1) for box in found})
    assert [len(lefts), len(bases), len(found)] == [2, 5, 10]
    assert lefts[1] - lefts[0] == pytest.approx(85 * MM, abs=0.2)
    assert [upper - lower for lower, upper in pairwise(bases)] == pytest.approx([54 * MM] * 4, abs=0.2)


def test_cut_marks_stand_outside_at_every_edge() -> None:
    file = opened(badges(Wearer(person())))
    points = []
    for operands, operator in pikepdf.parse_content_stream(file.pages[0]):
        if str(operator) in ("m", "l"):
            points.append((float(operands[0]), float(operands[1])))
    strokes = list(zip(points[::2], points[1::2], strict=False))
    left, right, bottom, top = 20 * MM, 190 * MM, 13.5 * MM, 283.5 * MM
    upright = {
        round(a[0], 1) for a, b in strokes if a[0] == b[0] and (max(a[1], b[1]) < bottom or min(a[1], b[1]) > top)
    }
    across = {
        round(a[1], 1) for a, b in strokes if a[1] == b[1] and (max(a[0], b[0]) < left or min(a[0], b[0]) > right)
    }
    assert sorted(upright) == pytest.approx([20 * MM, 105 * MM, 190 * MM], abs=0.1)
    assert sorted(across) == pytest.approx([(13.5 + 54 * row) * MM for row in range(6)], abs=0.1)


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (10, 1), (11, 2), (112, 12)])
def test_every_page_but_the_last_is_full(number: int, pages: int) -> None:
    pdf = badges(*[Wearer(person(last=f"Kot{n}")) for n in range(number)])
    assert len(pages_of(pdf)) == pages
    assert names_on(pdf) == [f"Jan Kot{n}" for n in range(number)]


@pytest.mark.parametrize(("first", "last"), _PAIRS)
def test_no_text_leaves_its_badge(first: str, last: str) -> None:
    longest = person(first, last, post="Zastępca Kierownika " * 8, number="EW/2026/000000123456")
    page = pages_of(badges(Wearer(longest), office=Office(id=1, version=1, name="Urząd Gminy " * 10)))[0]
    text = page.get_textpage()
    # the badge is the first of the page; below it stands only the note in the margin
    boxes = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]
    inside = [box for box in boxes if box[1] > 13.5 * MM]
    assert min(box[0] for box in inside) >= 20 * MM
    assert max(box[2] for box in inside) <= 105 * MM
    assert max(box[3] for box in inside) <= 283.5 * MM
    assert min(box[1] for box in inside) >= 229.5 * MM


def test_a_long_name_is_whole_and_breaks_only_after_its_hyphen() -> None:
    (name,) = names_on(badges(Wearer(person(*_PAIRS[2]))))
    assert name == "Maria Magdalena Konstantynopolitańczykowska- Brzęczyszczykiewiczowa"


def test_a_short_name_is_larger_than_a_long_one() -> None:
    page = pages_of(badges(Wearer(person("X", "X")), Wearer(person("X", _PAIRS[2][1]))))[0]
    text = page.get_textpage()
    boxes = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1) == "X"]
    heights = [box[3] - box[1] for box in sorted(boxes)]
    assert heights[0] > 1.8 * heights[-1]


def test_a_photograph_is_scaled_down_embedded_once_and_loses_what_the_camera_wrote() -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010E] = "tajny opis"
    photo = picture(3000, 4000, exif=exif)
    pdf = badges(*[Wearer(person(last=f"Kot{n}"), photo) for n in range(12)])
    file = opened(pdf)
    images = [each for each in file.objects if _is_image(each)]
    assert [(int(each.Width), int(each.Height)) for each in images] == [(354, 472)]
    assert len(photo) > 10 * len(pdf)
    assert b"tajny opis" not in pdf
    assert read(pdf).find("Figure")[0].alt == "Zdjęcie: Jan Kot0"


def _is_image(each: object) -> bool:
    return isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"


@pytest.mark.parametrize(
    "photo",
    [
        pytest.param(None, id="none"),
        pytest.param(b"no picture", id="damaged"),
        pytest.param(picture(300, 300)[:2000], id="cut off"),
        pytest.param(picture(40, 900), id="narrow"),
        pytest.param(picture(300, 300, "PNG", "RGBA"), id="transparent"),
        pytest.param(picture(300, 300, "PNG", "P"), id="palette"),
        pytest.param(picture(300, 300, "JPEG", "CMYK"), id="print colours"),
    ],
)
def test_every_badge_is_tagged_whatever_the_photograph(photo: bytes | None, tmp_path: Path) -> None:
    pdf = badges(Wearer(person(), photo), Wearer(person("Ewa", "Nowak", post="", number="")))
    assert tagging_faults(pdf, tmp_path) == []
    assert names_on(pdf) == ["Jan Kot", "Ewa Nowak"]


@pytest.fixture
def office(services: Services) -> Services:
    """Two people in a unit, one below it, one elsewhere, one who left."""
    units: dict[str, int] = {}
    for symbol, parent in (("SO", ""), ("SO.1", "SO"), ("FN", "")):
        unit_draft = UnitDraft(symbol=symbol, name=symbol, parent_id=units.get(parent))
        units[symbol] = services.units.create(unit_draft).record.id
    for surname, unit, until in (
        ("Żuk", "SO", None),
        ("Ćwik", "SO", None),
        ("Łoś", "SO.1", None),
        ("Bąk", "FN", None),
        ("Stary", "SO", date(2026, 1, 31)),
    ):
        draft = EmployeeDraft(surname=surname, first_name="Jan", unit_id=units[unit], employed_to=until)
        services.employees.create(draft)
    return services


def test_only_who_works_today_is_printed_by_surname_with_units_below(office: Services) -> None:
    prints = office.employee_prints
    assert [each.surname for each in prints.working()] == ["Bąk", "Ćwik", "Łoś", "Żuk"]
    assert [each.surname for each in prints.working(prints.unit("so"))] == ["Ćwik", "Łoś", "Żuk"]


def test_refusals_say_what_to_do(office: Services) -> None:
    prints = office.employee_prints
    with pytest.raises(Refusal, match="Wybierz osoby"):
        prints.badges(())
    with pytest.raises(Refusal, match=r"Jan Stary pracuje w urzędzie do 31\.01\.2026"):
        prints.badges(office.employees.all())
    with pytest.raises(NotFound, match="Nie ma komórki o symbolu „XX”"):
        prints.unit("XX")


def test_the_command_prints_a_unit(office: Services, tmp_path: Path) -> None:
    assert office.file is not None
    out = tmp_path / "id.pdf"
    arguments = ["--database", str(office.file), "print", "badges", "--unit", "SO", "--out", str(out)]
    assert main(arguments) == 0
    assert names_on(out.read_bytes()) == ["Jan Ćwik", "Jan Łoś", "Jan Żuk"]
