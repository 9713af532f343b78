"""Round lengths for the scale bar, distances in Polish, and where north is."""

import pytest

from app.geo.scale import distance_text, length, metres_text, nice_length


@pytest.mark.parametrize(
    ("at_most", "nice"),
    [(999, 500), (1000, 1000), (1999, 1000), (2000, 2000), (4999, 2000), (7300, 5000), (0.3, 0.2), (10_000, 10_000)],
)
def test_the_scale_bar_is_round_and_never_too_long(at_most: float, nice: float) -> None:
    assert nice_length(at_most) == pytest.approx(nice)


@pytest.mark.parametrize(("metres", "text"), [(2000, "2 km"), (500, "500 m"), (0.5, "0,5 m"), (1000, "1 km")])
def test_the_bar_is_labelled_in_polish(metres: float, text: str) -> None:
    assert metres_text(metres) == text


@pytest.mark.parametrize(
    ("metres", "text"), [(0, "0 m"), (739.6, "740 m"), (999.6, "1,00 km"), (2345, "2,35 km"), (12_000, "12,00 km")]
)
def test_a_measured_distance_is_written_in_polish(metres: float, text: str) -> None:
    # 2345 is just above the half in binary
    assert distance_text(metres) == text


def test_length_adds_the_parts() -> None:
    assert length([(0, 0), (3, 4), (3, 10)]) == 11
    assert length([(5, 5)]) == 0
