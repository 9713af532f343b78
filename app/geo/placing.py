"""Finds the place of a written address among the gmina's address points, and says how sure that is.

From the surest: the very address; a street whose name has the same last word (``Adama Mickiewicza`` and
``Mickiewicza``) or is nearly the same; the nearest number on it; the centre of the locality. What could be two
addresses is not placed at all, :meth:`AddressIndex.suggest` lists both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.geo.addresses import LONGEST, HouseNumber, StreetName, compatible, house_number, place_key, street_name
from app.geo.localities import (
    CERTAIN,
    Candidates,
    Locality,
    Street,
    central,
    is_elsewhere,
    middle,
    nearest_number,
    of_kind,
)
from app.geo.shapes import AddressPoint, Place

SIMILAR = 82.0
"""Least likeness of two names, of 100 (rapidfuzz, token_sort_ratio)."""
LEAD = 4.0
"""By how much the likest name must be liker than the next one."""
LEAST_ALIKE = 60.0
"""Least likeness of what is suggested to a person, of 100."""
_LAST_WORD, _ONLY_ONE_HAS_IT = 95, 80
_WITHOUT_PLACE = 70
_MOST_WORDS = 6
"""Words that a locality's name may have."""
_CENTRE_INSTEAD, _CENTRE_MEANT = 30, 60
"""Certainty of the centre where an address was asked for, and where nothing but the locality was."""


class PlacingMethod(StrEnum):
    """How an address was placed."""

    EXACT = "exact"
    SIMILAR_STREET = "similar_street"
    NEAREST_NUMBER = "nearest_number"
    PLACE_CENTRE = "place_centre"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an address is, in metres of EPSG:2180; ``certainty`` 0 to 100, ``matched`` the address that was found."""

    x: float
    y: float
    method: PlacingMethod
    certainty: int
    matched: str


class AddressIndex:
    """All addresses of a gmina, ready to be asked; safe from several threads, as nothing changes after it is made."""

    def __init__(self, points: Iterable[AddressPoint], places: Iterable[Place] = ()) -> None:
        self._localities: dict[str, Locality] = {}
        last_place, last_street, street = None, None, None
        for point in points:
            if street is None or point.place != last_place or point.street != last_street:
                last_place, last_street = point.place, point.street
                label = "" if place_key(point.street) == place_key(point.place) else point.street
                street = self._locality(point.place).street(label)
            number = house_number(point.number)
            if number is not None:
                street.add(number, point)
        for place in places:
            locality = self._locality(place.name)
            locality.centre = locality.centre or (place.x, place.y)
        for locality in self._localities.values():
            locality.centre = locality.centre or middle(locality)
        self._find_place = lru_cache(maxsize=1024)(self._place_called)
        self._find_street = lru_cache(maxsize=8192)(self._streets_called)

    def place(self, place: str, street: str, number: str) -> Placed | None:
        """Where the address is; None where nothing fits or several addresses fit equally well.

        ``street`` may be blank, or hold the name of a village whose post office is ``place``; ``number`` may hold a
        flat. The certainty is below 100 unless locality, street and number were all found as written.
        """
        place, street, number = place[:LONGEST], street[:LONGEST], number[:LONGEST]
        key, left, certainty = self._understood(place, street)
        if key is None:
            return self._without_place(left, number) if not place.strip() and left.strip() else None
        village = place_key(left)
        if village not in self._localities or street_name(left).kind:
            return self._in(key, left, number, certainty)
        # the town has a street that is called as a village: only the number can tell which of them was meant
        both = (self._in(key, left, number, certainty), self._in(village, "", number, CERTAIN))
        exact = [placed for placed in both if placed is not None and placed.method is PlacingMethod.EXACT]
        return exact[0] if len(exact) == 1 else None

    def place_meant(self, place: str) -> str | None:
        """The locality of that name or of the name nearest to it, as the map writes it; None without localities.

        Blank where no name is like it, or two are.
        """
        if not self._localities:
            return None
        key, _certainty = self._find_place(place[:LONGEST])
        return "" if key is None else self._localities[key].name

    def suggest(self, place: str, street: str, number: str, limit: int = 5) -> tuple[Placed, ...]:
        """What the person may have meant, surest first, at most ``limit``; empty where nothing is alike."""
        from rapidfuzz import fuzz

        place, street, number = place[:LONGEST], street[:LONGEST], number[:LONGEST]
        if not place_key(place) and not place_key(street):
            return ()
        key, street, certainty = self._understood(place, street)
        keys = (
            [key]
            if key is not None
            else [k for k, _ in self._alike(place_key(place), limit)]
            or ([] if place.strip() else list(self._localities))
        )
        name, wanted = street_name(street), house_number(number)
        found: list[Placed] = []
        for each in keys:
            locality = self._localities[each]
            likeness = certainty if key is not None else int(fuzz.ratio(place_key(place), each))
            likeness = likeness if place.strip() else _WITHOUT_PLACE
            for candidate in locality.streets.values():
                alike = _likeness(name, candidate.name)
                if alike >= LEAST_ALIKE:
                    found += _suggested(candidate, wanted, min(likeness, round(alike)))
            if place.strip() and (not name.words or key is None or not found):
                found += [centre] if (centre := _at_centre(locality, min(_CENTRE_INSTEAD, likeness))) else []
        found.sort(key=lambda placed: (-placed.certainty, placed.matched))
        return tuple(dict.fromkeys(found))[:limit]

    def _in(self, key: str, street: str, number: str, certainty: int) -> Placed | None:
        """The address in a known locality; its centre where the street or the number is not known."""
        locality = self._localities[key]
        wanted = house_number(number)
        found = self._find_street(key, street)
        if found is None:
            return None
        if found.streets and wanted is not None:
            hits = [hit for each in found.streets if (hit := _on(each, wanted, found, certainty))]
            exact = [hit for hit in hits if hit.method is not PlacingMethod.NEAREST_NUMBER]
            best = exact or hits
            if len(best) > 1 or (exact and any(is_elsewhere(each, wanted) for each in found.streets)):
                return None
            if best:
                return best[0] if len(found.streets) == 1 else _less_certain(best[0])
        asked = bool(street.strip() or number.strip())
        return _at_centre(locality, min(certainty, _CENTRE_INSTEAD if asked else _CENTRE_MEANT))

    def _locality(self, name: str) -> Locality:
        return self._localities.setdefault(place_key(name), Locality(name.strip()))

    def _understood(self, place: str, street: str) -> tuple[str | None, str, int]:
        """Key of the locality, what is left of the street, and the certainty of the locality."""
        village = place_key(street)
        if not place.strip():
            if village in self._localities:
                return village, "", CERTAIN
            return None, street, 0
        key, certainty = self._find_place(place)
        if not street.strip() and key is None:
            # „Kluczbork Wolności 5” without a comma
            words = place.split()
            for count in range(min(len(words) - 1, _MOST_WORDS), 0, -1):
                if (begun := place_key(" ".join(words[:count]))) in self._localities:
                    return begun, " ".join(words[count:]), CERTAIN
            return None, street, 0
        a_street = key is not None and street_name(street).words in self._localities[key].by_words
        if village in self._localities and village != key and not a_street:
            # „Kuniów 12, 46-200 Kluczbork”: a village that gets its post from another place
            return village, "", CERTAIN
        return key, "" if village == key else street, certainty

    def _place_called(self, place: str) -> tuple[str | None, int]:
        wanted = place_key(place)
        if wanted in self._localities:
            return wanted, CERTAIN
        alike = self._alike(wanted, 2)
        if not alike or alike[0][1] < SIMILAR or (len(alike) > 1 and alike[0][1] - alike[1][1] < LEAD):
            return None, 0
        return alike[0][0], int(alike[0][1]) - 5

    def _alike(self, wanted: str, limit: int) -> list[tuple[str, float]]:
        from rapidfuzz import fuzz, process

        if not wanted:
            return []
        found = process.extract(
            wanted, self._localities.keys(), scorer=fuzz.ratio, limit=limit, score_cutoff=LEAST_ALIKE
        )
        return [(key, score) for key, score, _ in found]

    def _streets_called(self, key: str, street: str) -> Candidates | None:
        """The streets meant; none in :class:`Candidates` where no street is like it, None where two are."""
        locality = self._localities[key]
        if not street.strip():
            without = locality.by_words.get(())
            return Candidates(tuple(without or ()), CERTAIN, exact=True)
        name = street_name(street)
        if same := locality.by_words.get(name.words):
            return of_kind(same, name.kind)
        alike = [each for each in locality.by_last.get(name.last, ()) if compatible(name, each.name)]
        if alike:
            fitting = of_kind(alike, name.kind)
            return Candidates(fitting.streets, min(fitting.certainty, _LAST_WORD), exact=False)
        return self._misspelt(locality, name)

    def _misspelt(self, locality: Locality, name: StreetName) -> Candidates | None:
        from rapidfuzz import fuzz, process

        found = process.extract(
            name.text, locality.texts.keys(), scorer=fuzz.token_sort_ratio, limit=8, score_cutoff=SIMILAR - LEAD
        )
        scored = [(text, score) for text, score, _ in found if _numbers_of(text) == name.numbers]
        if not scored or scored[0][1] < SIMILAR:
            return Candidates((), 0, exact=False)
        if len(scored) > 1 and scored[0][1] - scored[1][1] < LEAD:
            return None
        fitting = of_kind(locality.by_words[locality.texts[scored[0][0]]], name.kind)
        return Candidates(fitting.streets, min(fitting.certainty, int(scored[0][1]) - 5), exact=False)

    def _without_place(self, street: str, number: str) -> Placed | None:
        """The address if only one locality of the gmina has it."""
        hits = [
            placed
            for locality in self._localities.values()
            if street_name(street).words in locality.by_words
            and (placed := self.place(locality.name, street, number)) is not None
            and placed.method is not PlacingMethod.PLACE_CENTRE
        ]
        if len(hits) != 1:
            return None
        (hit,) = hits
        return Placed(hit.x, hit.y, PlacingMethod.SIMILAR_STREET, min(hit.certainty, _WITHOUT_PLACE), hit.matched)


def _on(street: Street, wanted: HouseNumber, found: Candidates, certainty: int) -> Placed | None:
    """The number on the street, or the nearest one."""
    method = PlacingMethod.EXACT if found.exact and certainty == CERTAIN else PlacingMethod.SIMILAR_STREET
    sure = min(found.certainty, certainty)
    for number in (wanted, wanted._replace(part="")):
        if points := street.points.get(number):
            return _at(points[0], method, sure, street)
    nearest = nearest_number(street, wanted)
    if nearest is None:
        return None
    number, cost = nearest
    return _at(street.points[number][0], PlacingMethod.NEAREST_NUMBER, max(sure - cost, 1), street)


def _at(point: AddressPoint, method: PlacingMethod, certainty: int, street: Street) -> Placed:
    return Placed(point.x, point.y, method, certainty, street.text(point.number))


def _at_centre(locality: Locality, certainty: int) -> Placed | None:
    if locality.centre is None:
        return None
    return Placed(*locality.centre, PlacingMethod.PLACE_CENTRE, certainty, locality.name)


def _less_certain(placed: Placed) -> Placed:
    """One of several streets of that name has the number: likely, not sure."""
    method = PlacingMethod.SIMILAR_STREET if placed.method is PlacingMethod.EXACT else placed.method
    return Placed(placed.x, placed.y, method, min(placed.certainty, _ONLY_ONE_HAS_IT), placed.matched)


def _suggested(street: Street, wanted: HouseNumber | None, certainty: int) -> list[Placed]:
    if wanted is None or not (hit := _on(street, wanted, Candidates((street,), certainty, exact=True), certainty)):
        middle = central([points[0] for points in street.points.values()])
        return (
            []
            if middle is None
            else [_at(middle, PlacingMethod.NEAREST_NUMBER, min(certainty, _CENTRE_INSTEAD), street)]
        )
    points = street.points.get(wanted, [])
    if len(points) > 1 and is_elsewhere(street, wanted):
        return [_at(point, hit.method, hit.certainty, street) for point in points]
    method = PlacingMethod.SIMILAR_STREET if certainty < CERTAIN and hit.method is PlacingMethod.EXACT else hit.method
    return [Placed(hit.x, hit.y, method, hit.certainty, hit.matched)]


def _likeness(name: StreetName, other: StreetName) -> float:
    from rapidfuzz import fuzz

    if not name.words or not other.words:
        return CERTAIN if name.words == other.words else 0.0
    alike = 90.0 if compatible(name, other) else fuzz.token_sort_ratio(name.text, other.text)
    if name.kind and other.kind and name.kind != other.kind:
        alike -= 10
    return alike if name.numbers == other.numbers else alike / 2


@lru_cache(maxsize=4096)
def _numbers_of(text: str) -> tuple[str, ...]:
    return StreetName("", tuple(text.split())).numbers
