"""What is painted: by the state of the data, in both schemes, at any size of the letters."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QColor, QFont, QPixmap
from PySide6.QtWidgets import QApplication

from app.core.contrast import contrast
from app.geo.shapes import Area, BaseMap, Level, Line, LineKind, MarkerGroup
from app.geo.symbol_drawing import letter_colour
from app.widgets.map.crowd import symbol_of
from app.widgets.map.furniture import NO_BORDER, source_text, taken_below
from app.widgets.map.look import Sizes, ground
from app.widgets.map.names import shortened
from app.widgets.map.picture import Picture
from app.widgets.map.sprites import Sprites
from app.widgets.map.view import MapView
from app.widgets.theme import DARK, LIGHT, Colors, palette_of
from tests.map_samples import CENTRE, GROUPS, base_map, markers, place
from tests.widgets.map.conftest import Shown

BOTH = pytest.mark.parametrize("scheme", [LIGHT, DARK])


def colours(picture: QPixmap) -> set[str]:
    image = picture.toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


def sprites(scheme: Colors = LIGHT) -> Sprites:
    return Sprites(GROUPS, ground(palette_of(scheme)), Sizes(QApplication.font()), 1.0)


@BOTH
def test_the_gmina_and_its_neighbours_have_their_colours(shown: Shown, scheme: Colors) -> None:
    view = shown()
    view.setPalette(palette_of(scheme))
    look, found = ground(palette_of(scheme)), colours(view.grab())
    assert {look.own, look.own_border} <= found
    corner = view.grab().toImage().pixelColor(20, 300)
    assert corner not in (QColor(look.own), QColor(look.own_border))


@BOTH
def test_what_is_written_can_be_read(scheme: Colors) -> None:
    look = ground(palette_of(scheme))
    for ink in (look.ink, look.muted, look.water_ink):
        for under in (look.own, look.neighbour, look.outside, look.plate, look.halo):
            assert contrast(ink, under) >= 4.5, (ink, under)
    for mark in (look.focus, look.chosen):
        assert contrast(mark, look.own) >= 3
    for group in GROUPS:
        assert contrast(letter_colour(group.colour), group.colour) >= 4.4


def test_a_long_source_line_never_lies_on_the_border(shown: Shown) -> None:
    view = shown(base=replace(base_map(), source="Opracowano na podstawie materiałów zasobu; " * 4))
    view.resize(420, 600)
    QApplication.processEvents()
    view.rest()
    own = view.picture.base.own
    assert own is not None
    lowest = min(y for polygon in own.levels[0].polygons for _, y in polygon[0])
    camera = view.picture.camera
    free = camera.height - camera.pixel(camera.x, lowest)[1]
    assert free > taken_below(view.picture, camera) > 60


def test_a_rough_place_is_hollow() -> None:
    maker = sprites()
    solid, hollow = maker.disc("sport").toImage(), maker.disc("sport", exact=False).toImage()
    # beside the letter, well inside the rim
    spot = solid.width() // 2 - round(maker.sizes.single * 0.62), solid.height() // 2
    assert solid.pixelColor(*spot).name() == GROUPS[0].colour
    assert hollow.pixelColor(*spot).name() != GROUPS[0].colour
    assert maker.disc("sport") is maker.disc("sport")


def test_a_ring_shows_shares_from_the_top_clockwise() -> None:
    maker = sprites()
    image = maker.ring((("sport", 3), ("help", 1))).toImage()
    middle = image.width() / 2
    across = maker.sizes.radius(4) - 1.4 - maker.sizes.single * 0.23
    assert image.pixelColor(round(middle + across * 0.7), round(middle - across * 0.7)).name() == GROUPS[0].colour
    assert image.pixelColor(round(middle - across * 0.72), round(middle - across * 0.72)).name() == GROUPS[2].colour


def test_a_group_that_nobody_named_is_drawn_with_a_question_mark() -> None:
    assert sprites().group("unknown").letter == "?"
    assert isinstance(sprites().group("sport"), MarkerGroup)


@pytest.mark.parametrize("count", [0, 1, 500])
def test_without_a_border_the_map_says_so_and_draws_none(shown: Shown, count: int) -> None:
    view = shown(*markers(count), base=BaseMap())
    assert view.picture.without_border
    look = ground(view.palette())
    assert look.own_border not in colours(view.grab())
    assert NO_BORDER == "brak granic – zaimportuj je"
    if count:
        assert symbol_of(view.picture.symbols, 1) is not None


@pytest.mark.parametrize(
    ("source", "state_on", "text"),
    [
        ("PRG, GUGiK", date(2026, 9, 1), "PRG, GUGiK · stan na 01.09.2026"),
        ("PRG", None, "PRG"),
        ("", None, ""),
    ],
)
def test_the_source_line(source: str, state_on: date | None, text: str) -> None:
    assert source_text(BaseMap(source=source, state_on=state_on)) == text


@pytest.mark.parametrize("width", [220, 500, 1200])
def test_the_source_line_is_always_there(shown: Shown, width: int) -> None:
    plain, told = shown(base=replace(base_map(), source="")), shown(base=replace(base_map(), source="Źródło " * 12))
    foot = []
    for view in (plain, told):
        view.resize(width, 400)
        image = view.grab().toImage()
        foot.append(image.copy(width // 2, 400 - 80, width // 2, 80))
    assert foot[0] != foot[1]


def test_everything_grows_with_the_letters(shown: Shown) -> None:
    view = shown(*markers(40))
    before = view.picture.sizes
    font = QFont(view.font())
    font.setPointSizeF(font.pointSizeF() * 1.5)
    view.setFont(font)
    assert view.picture.sizes.single > before.single * 1.3
    assert view.picture.sizes.unit > before.unit * 1.3


def test_the_coarsest_outline_that_will_do_is_drawn() -> None:
    from app.widgets.map.ground import _Outline

    ring = [(0.0, 0.0), (1_000.0, 0.0), (1_000.0, 1_000.0), (0.0, 0.0)]
    area = Area(code="1", name="A", levels=[Level(tolerance, [[ring]]) for tolerance in (0.0, 10.0, 40.0, 160.0)])
    tolerances = [_Outline(area).level(scale).tolerance for scale in (4, 0.05, 0.012, 0.001)]
    assert tolerances == [0, 10, 40, 160]


def test_moving_shifts_the_ground_without_painting_it_anew(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    view = shown(*markers(20))
    view.grab()
    painted = []
    original = Picture._paint_ground

    def counted(picture: Picture) -> QPixmap:
        painted.append(True)
        return original(picture)

    monkeypatch.setattr(Picture, "_paint_ground", counted)
    for _ in range(10):
        view.pan_by(7, 5)
        view.grab()
    assert not painted
    view.rest()
    view.grab()
    assert len(painted) == 1
    view.pan_by(2_000, 0)
    view.grab()
    assert len(painted) == 2


def test_zooming_stretches_the_ground_until_the_map_rests(shown: Shown) -> None:
    view = shown(*markers(20))
    view.grab()
    look = ground(view.palette())
    camera = view.camera
    view._movement.shift(camera.zoomed(0.5, 0, 0))
    assert look.own_border not in colours(view.grab().copy(450, 350, 350, 250))
    assert view.grab().toImage().pixelColor(700, 400) == QColor(look.outside)
    view.rest()
    assert look.own in colours(view.grab())


def test_symbols_do_not_change_while_the_map_is_moved(shown: Shown) -> None:
    view = shown(*markers(200))
    before = view.picture.symbols
    view.pan_by(100, 0)
    assert view.picture.symbols is before
    view.rest()
    assert view.picture.symbols is before


def test_names_cover_neither_each_other_nor_symbols(shown: Shown) -> None:
    view = shown(*markers(60))
    camera = view.picture.camera
    boxes = []
    for written in view.picture.written:
        x, y = camera.pixel(written.name.x, written.name.y)
        boxes.append((x + written.across, y + written.down, written.name.wish.width, written.name.wish.height))
    assert len(boxes) > 8
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart_x = one[0] >= other[0] + other[2] or other[0] >= one[0] + one[2]
            apart_y = one[1] >= other[1] + other[3] or other[1] >= one[1] + one[3]
            assert apart_x or apart_y


def test_the_town_always_has_its_name(shown: Shown) -> None:
    view = shown(*markers(2_000))
    texts = [written.name.wish.text for written in view.picture.written]
    assert place("Przykładów").name in texts


def test_streets_have_names_when_they_are_near(shown: Shown) -> None:
    view = shown()
    assert not any("ul." in written.name.wish.text for written in view.picture.written)
    view.fly_to(*CENTRE, 1_500)
    view.rest()
    assert any("ul." in written.name.wish.text for written in view.picture.written)
    assert all(-90 < written.name.turn <= 90 for written in view.picture.written)


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Klub", "Klub"),
        ("Towarzystwo Przyjaciół Ziemi Przykładowej i Okolic", "Towarzystwo Przyjaciół Ziemi Przykładowej i…"),
        ("X" * 300, "X" * 44 + "…"),
    ],
)
def test_long_titles_are_cut_between_words(title: str, short: str) -> None:
    assert shortened(title) == short


def test_a_map_of_lines_alone_is_shown(shown: Shown) -> None:
    street = Line(kind=LineKind.STREET, points=[CENTRE, (CENTRE[0] + 300, CENTRE[1])], name="ul. Długa")
    view: MapView = shown(base=BaseMap(lines=[street]))
    west, _, east, _ = view.camera.bounds
    assert west < CENTRE[0] < CENTRE[0] + 300 < east
