"""The own gmina cut out of what was read: it, its neighbours, and what lies within five kilometres of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.core.errors import Refusal
from app.core.progress import Progress
from app.geo.bounds import around, holds, touch, widened
from app.geo.ground_cover import lines_within, surfaces_within
from app.geo.mapdata import MARGIN, MapData, Wanted
from app.geo.outlines import bounds_of, shape_of, simplified, whole
from app.geo.shapes import AddressPoint, Area, Bounds
from app.geo.teryt import same_gmina

_NAMED = 3
_SLACK = 50.0
"""Metres; a house at the border may stand a little outside a coarse outline."""
_REPORT_EVERY = 5000


def kept(data: MapData, teryt: str, progress: Progress, *, name: str = "", own: Area | None = None) -> MapData:
    """The own gmina and its neighbours with all levels, its addresses, and streets, places, waters and woods near it.

    ``name`` of the own gmina is for refusals. Where ``data`` has no areas, ``own`` is the gmina as imported before;
    without either, only the numbers in the records choose. Raises Refusal for files of another gmina, a number given
    twice or a border that crosses itself, and Cancelled.
    """
    if not data.areas:
        return _kept_around(data, teryt, own, progress)
    _check_codes(data.areas)
    found = own_area(data.areas, Wanted(teryt, name))
    reach = widened(bounds_of(found.levels[0].polygons), MARGIN)
    near = []
    for number, area in enumerate(data.areas):
        progress.report(number, len(data.areas), "Wybieranie gminy i jej sąsiadów")
        if area is found or _reaches(area, reach):
            near.append(whole(replace(area, own=area is found)))
    chosen = simplified(near, progress)
    mine = next(area for area in chosen if area.own)
    return replace(_kept_around(data, teryt, mine, progress), areas=tuple(chosen))


def own_area(areas: Sequence[Area], wanted: Wanted) -> Area:
    """The wanted gmina among those read; Refusal with both names when it is not there."""
    found = [area for area in areas if same_gmina(area.code, wanted.code)]
    if found:
        return found[0]
    raise another_gmina([(area.code, area.name) for area in areas], wanted)


def another_gmina(present: Sequence[tuple[str, str]], wanted: Wanted) -> Refusal:
    """The refusal of a file of other gminas, given by number and name."""
    mine = f"„{wanted.name}” ({wanted.code})" if wanted.name else wanted.code
    names = ", ".join(f"„{name}” ({code})" if code else f"„{name}”" for code, name in present[:_NAMED])
    if len(present) == 1:
        return Refusal(f"Plik zawiera granicę gminy {names}, a nie gminy {mine}. Wybierz plik swojej gminy.")
    more = f" i {len(present) - _NAMED} innych" if len(present) > _NAMED else ""
    return Refusal(f"W pliku są granice gmin: {names}{more}, a nie ma gminy {mine}. Wybierz plik, w którym jest.")


def _check_codes(areas: Sequence[Area]) -> None:
    seen: dict[str, Area] = {}
    for area in areas:
        other = seen.setdefault(area.code, area)
        if other is area:
            continue
        raise Refusal(
            f"Dwie gminy mają ten sam kod TERYT {area.code}: „{other.name}” i „{area.name}”. Wybierz pliki, w których "
            "każda gmina jest raz."
        )


def _reaches(area: Area, reach: Bounds) -> bool:
    """Whether the gmina itself, not only its box, comes within the reach."""
    import shapely

    if not touch(bounds_of(area.levels[0].polygons), reach):
        return False
    box = shapely.box(*reach)
    return any(shapely.Polygon(rings[0]).exterior.intersects(box) for rings in area.levels[0].polygons)


def _kept_around(data: MapData, teryt: str, own: Area | None, progress: Progress) -> MapData:
    if own is None:
        addresses = tuple(point for point in data.addresses if not point.gmina or same_gmina(point.gmina, teryt))
        return _with_cover(replace(data, addresses=addresses), None, progress)
    reach = widened(bounds_of(own.levels[0].polygons), MARGIN)
    lines = tuple(line for line in data.lines if touch(around(line.points), reach))
    places = tuple(place for place in data.places if holds(reach, place.x, place.y))
    if (data.lines and not lines) or (data.places and not places):
        what = "ulica" if data.lines and not lines else "miejscowość"
        raise Refusal(
            f"Żadna {what} z pliku nie leży w Twojej gminie ani w pobliżu. Pobierz dane swojej gminy albo powiatu "
            "i wczytaj plik ponownie."
        )
    near = replace(
        data,
        addresses=_own_addresses(data.addresses, teryt, own, progress),
        lines=lines,
        places=places,
    )
    return _with_cover(near, reach, progress)


def _with_cover(data: MapData, reach: Bounds | None, progress: Progress) -> MapData:
    """The data with its rivers, waters and woods cut out and simplified; Refusal where none of them is near."""
    rivers = lines_within(data.rivers, reach, progress)
    water, crossed_water = surfaces_within(data.water, reach, progress)
    woods, crossed_woods = surfaces_within(data.woods, reach, progress)
    broken = data.broken + crossed_water + crossed_woods
    found = replace(data, rivers=rivers, water=water, woods=woods, broken=broken)
    brought = data.far or data.rivers or data.water or data.woods
    if brought and not (found.rivers or found.water or found.woods):
        raise Refusal(
            "Żadne wody ani lasy z pliku nie leżą w Twojej gminie ani w pobliżu. Pobierz dane swojego powiatu "
            "i wczytaj plik ponownie."
        )
    return found


def _own_addresses(
    points: Sequence[AddressPoint], teryt: str, own: Area, progress: Progress
) -> tuple[AddressPoint, ...]:
    if not points:
        return ()
    within = _within(own)
    near = widened(bounds_of(own.levels[0].polygons), _SLACK)
    taken = []
    for number, point in enumerate(points):
        if number % _REPORT_EVERY == 0:
            progress.report(number, len(points), "Wybieranie adresów gminy")
        if point.gmina:
            if same_gmina(point.gmina, teryt):
                taken.append(point)
        elif holds(near, point.x, point.y) and within(point.x, point.y):
            taken.append(point)
    if not taken:
        raise Refusal(
            "Żaden punkt adresowy z pliku nie leży w Twojej gminie. Pobierz adresy swojej gminy albo powiatu "
            "i wczytaj plik ponownie."
        )
    return tuple(taken)


def _within(own: Area) -> Callable[[float, float], bool]:
    """Tells whether a point lies in the gmina or at its border."""
    import shapely

    outline = shape_of(own.levels[0].polygons).buffer(_SLACK)
    shapely.prepare(outline)
    return lambda x, y: bool(shapely.contains_xy(outline, x, y))
