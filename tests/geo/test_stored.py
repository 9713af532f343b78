"""Shapes as text of the database: what is written is well-known text to others and reads back to the decimetre."""

import pytest
import shapely

from app.geo.stored import line_from, line_text, polygons_from, polygons_text

_SQUARE = ((500000.04, 400000.0), (500010.0, 400000.0), (500010.0, 400010.0), (500000.04, 400000.0))
_HOLE = ((500006.0, 400002.0), (500008.0, 400002.0), (500008.0, 400004.0), (500006.0, 400002.0))
_ISLAND = ((510000.0, 400000.0), (510010.0, 400000.0), (510010.0, 400010.0), (510000.0, 400000.0))


def test_polygons_with_holes_read_back_and_shapely_reads_the_same() -> None:
    polygons = ((_SQUARE, _HOLE), (_ISLAND,))
    text = polygons_text(polygons)
    read = polygons_from(text)
    assert [[len(ring) for ring in polygon] for polygon in read] == [[4, 4], [4]]
    assert read[0][0][0] == (500000.0, 400000.0)
    other = shapely.from_wkt(text)
    assert [len(each.interiors) for each in other.geoms] == [1, 0]
    assert tuple(other.geoms[1].exterior.coords) == read[1][0]


def test_line_reads_back_and_shapely_reads_the_same() -> None:
    text = line_text(_SQUARE[:3])
    assert line_from(text) == tuple(shapely.from_wkt(text).coords)


@pytest.mark.parametrize("text", ["", "POINT (1 2)", "LINESTRING (a b)", "LINESTRING (1 2, 3)"])
def test_foreign_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        line_from(text)
