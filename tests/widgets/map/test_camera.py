"""From metres to pixels and back, and the ways from one place to another."""

import pytest

from app.widgets.map.camera import CLOSEST, FARTHEST, Camera

CAMERA = Camera(446_000, 349_000, 0.05, 800, 600)


def test_north_is_up_and_the_middle_in_the_middle() -> None:
    assert CAMERA.pixel(446_000, 349_000) == (400, 300)
    assert CAMERA.pixel(446_100, 349_200) == (405, 290)
    assert CAMERA.place(405, 290) == (446_100, 349_200)
    assert CAMERA.bounds == (438_000, 343_000, 454_000, 355_000)


@pytest.mark.parametrize(("factor", "scale"), [(2, 0.1), (0.5, 0.025), (1e9, CLOSEST), (1e-9, FARTHEST)])
def test_zooming_keeps_the_place_under_the_pointer(factor: float, scale: float) -> None:
    zoomed = CAMERA.zoomed(factor, 700, 100)
    assert zoomed.scale == pytest.approx(scale)
    assert zoomed.place(700, 100) == pytest.approx(CAMERA.place(700, 100))


def test_moving_shifts_the_map_like_paper() -> None:
    assert CAMERA.moved(30, -20).pixel(446_000, 349_000) == (430, 280)


@pytest.mark.parametrize("bounds", [(446_000, 349_000, 450_000, 350_000), (446_000, 349_000, 446_500, 358_000)])
def test_everything_asked_for_is_in_the_picture(bounds: tuple[float, float, float, float]) -> None:
    camera = CAMERA.showing(bounds, 50)
    left, bottom = camera.pixel(bounds[0], bounds[1])
    right, top = camera.pixel(bounds[2], bounds[3])
    assert min(left, top, 800 - right, 600 - bottom) == pytest.approx(50)


def test_what_stands_at_the_lower_edge_is_left_free() -> None:
    camera = CAMERA.showing((446_000, 349_000, 446_500, 358_000), 50, 120)
    assert camera.pixel(446_000, 349_000)[1] == pytest.approx(480)
    assert camera.pixel(446_000, 358_000)[1] == pytest.approx(50)


@pytest.mark.parametrize("aim", [CAMERA.zoomed(8, 700, 100), CAMERA.moved(500, 20)])
def test_a_flight_begins_here_and_ends_there(aim: Camera) -> None:
    start, end = CAMERA.between(aim, 0), CAMERA.between(aim, 1)
    assert (start.x, start.y, start.scale) == pytest.approx((CAMERA.x, CAMERA.y, CAMERA.scale))
    assert end is aim


def test_a_flight_towards_a_place_keeps_it_still() -> None:
    aim = CAMERA.zoomed(16, 700, 100)
    assert CAMERA.between(aim, 0.4).pixel(*CAMERA.place(700, 100)) == pytest.approx((700, 100))


@pytest.mark.parametrize(("scale", "step"), [(1, 0), (2, 3), (1.99, 2), (0.5, -3), (2 ** (1 / 3), 1)])
def test_steps_are_never_above_the_scale(scale: float, step: int) -> None:
    assert Camera(scale=scale).step == step
