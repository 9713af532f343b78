"""Names find a place of their own or stay away."""

import pytest

from app.geo.labels import Box, Wish, placed

FRAME = (0.0, 0.0, 200.0, 100.0)


def wish(text: str, x: float, y: float, rank: float = 0, *, centred: bool = False) -> Wish:
    return Wish(text, x, y, 40, 10, rank, gap=4, centred=centred)


@pytest.mark.parametrize(
    ("taken", "corner"),
    [
        ([], (104, 45)),
        ([(122, 46, 5, 8)], (56, 45)),
        ([(122, 46, 5, 8), (60, 46, 5, 8)], (80, 36)),
        ([(122, 46, 5, 8), (60, 46, 5, 8), (100, 38, 2, 2)], (80, 54)),
        # all sides of the point: farther to the right
        ([(94, 44, 12, 12)], (110, 45)),
        ([(0, 0, 200, 100)], None),
    ],
)
def test_a_name_avoids_what_is_taken(taken: list[Box], corner: tuple[float, float] | None) -> None:
    found = [(label.left, label.top) for label in placed([wish("Bogdany", 100, 50)], taken, FRAME)]
    assert found == ([corner] if corner else [])


def test_the_lower_rank_chooses_first() -> None:
    both = [wish("wieś", 100, 50, 2, centred=True), wish("miasto", 100, 50, 1, centred=True)]
    assert [label.wish.text for label in placed(both, [], FRAME)] == ["miasto"]


def test_names_never_cover_each_other() -> None:
    crowd = [wish(str(number), 20 + number * 7 % 160, 10 + number * 13 % 80) for number in range(60)]
    labels = placed(crowd, [], FRAME)
    assert 5 < len(labels) < 60
    for number, one in enumerate(labels):
        for other in labels[number + 1 :]:
            apart = abs(one.left - other.left) >= 40 or abs(one.top - other.top) >= 10
            assert apart, (one, other)


def test_nothing_sticks_out_of_the_frame() -> None:
    (label,) = placed([wish("Skraj", 190, 50)], [], FRAME)
    assert label.left == 146
    assert placed([wish("Poza", 300, 50)], [], FRAME) == []


def test_a_required_name_covers_as_little_as_it_can() -> None:
    crowded = [(0.0, 0.0, 200.0, 44.0), (0.0, 44.0, 200.0, 7.0), (0.0, 51.0, 200.0, 9.0), (0.0, 62.0, 200.0, 38.0)]
    must = Wish("Miasto", 100, 50, 40, 10, gap=4, required=True)
    (label,) = placed([must], crowded, FRAME)
    # any other side covers a whole box; this one leaves two free lines under it
    assert label.top == 54
    assert placed([wish("Wieś", 100, 50)], crowded, FRAME) == []
