"""Address points of PRG in GML: model of 2012 (``prg-ad``) and of 2021 (``prgad``), with localities and streets.

In the newer model street and locality hang on links, which one or the other side may carry; therefore everything is
gathered in columns first and put together at the end. Equal texts are held once: 200 000 points fit in 200 MB.
"""

import re
from array import array
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from xml.etree import ElementTree as ET

from app.core.errors import Refusal
from app.core.progress import Progress
from app.geo.axes import Axes, converter, in_poland, settled
from app.geo.features import MAX_ADDRESSES, no_address, place_kind, too_many_addresses
from app.geo.gml_areas import declared
from app.geo.gml_stream import local, records
from app.geo.mapdata import MapData, Wanted
from app.geo.shapes import AddressPoint, Bounds, Line, LineKind, Place, Point
from app.geo.sources import Source
from app.geo.teryt import gmina_code, same_gmina, voivodeship_bounds

MODEL_2012 = ("PRG_PunktAdresowy", "PRG_MiejscowoscNazwa", "PRG_UlicaNazwa", "PRG_JednostkaAdministracyjnaNazwa")
MODEL_2021 = ("AD_PunktAdresowy", "AD_Miejscowosc", "AD_UlicaPlac")
_VERSION = re.compile(r"_\d{4}-\d\d-\d\dT[\d_]*$")
"""What an identifier adds for the version of its record; links name versions that are no longer there."""
_HREF = "{http://www.w3.org/1999/xlink}href"
_SAMPLE = 5000
_INCOMPLETE = 0.02
"""Share of addresses without a locality above which the file lacks a part."""


def read(source: Source, progress: Progress, wanted: Wanted | None) -> MapData:
    """Addresses, localities and streets; raises Refusal and Cancelled."""
    gathering, size = _Gathering(source.name), source.size()

    def told(done: int) -> None:
        progress.report(done, size, "Czytanie punktów adresowych")

    try:
        for record in records(source, told):
            gathering.add(record)
    except ValueError as error:
        raise Refusal(f"Plik „{source.name}” jest uszkodzony albo ucięty (GML). Pobierz go ponownie.") from error
    return gathering.data(progress, wanted)


class _Gathering:
    """Records of both models, in columns until all links are known."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._pool: dict[Any, Any] = {}
        self._names: dict[str, str] = {}
        self._numbers: list[str] = []
        self._postal: list[str] = []
        self._place: list[str] = []
        self._street: list[str] = []
        self._links: list[tuple[str, ...]] = []
        self._first, self._second = array("d"), array("d")
        self._srs = ""
        self._skipped = self._incomplete = 0
        self._alone: dict[str, int] = {}
        """Addresses that name no street, by identifier: a street may name them."""
        self._told_by_street: dict[str, str] = {}
        self._place_of: dict[str, tuple[str, str, str]] = {}
        """Name, SIMC and gmina of localities by identifier."""
        self._places: list[tuple[str, str, str, float, float]] = []
        self._street_of: dict[str, str] = {}
        self._lines: list[tuple[str, array[float]]] = []
        self._gmina_of: dict[str, str] = {}
        self._deeds: dict[str, Callable[[ET.Element], None]] = {
            "PRG_PunktAdresowy": self._address_2012,
            "PRG_MiejscowoscNazwa": self._place_record,
            "PRG_UlicaNazwa": self._street_record,
            "PRG_JednostkaAdministracyjnaNazwa": self._unit,
            "AD_PunktAdresowy": self._address_2021,
            "AD_Miejscowosc": self._place_record,
            "AD_UlicaPlac": self._street_record,
        }

    def add(self, record: ET.Element) -> None:
        deed = self._deeds.get(local(record.tag))
        if deed:
            deed(record)

    # --- addresses

    def _address_2012(self, record: ET.Element) -> None:
        names, pool = self._names, self._pool
        place = street = number = postal = ""
        links: list[str] = []
        pair: tuple[float, float] | None = None
        for child in record:
            tag = child.tag
            name = names.get(tag) or names.setdefault(tag, local(tag))
            if name == "komponent":
                link = child.get(_HREF, "")
                links.append(pool.setdefault(link, link))
            elif name == "miejscowosc":
                place = child.text or ""
            elif name == "ulica":
                street = child.text or ""
            elif name == "numerPorzadkowy":
                number = child.text or ""
            elif name == "kodPocztowy":
                postal = child.text or ""
            elif name == "pozycja":
                pair = self._position(child)
            elif name == "waznyDo" and child.text:
                return
        self._keep(pair, place, street, number, postal, tuple(links))

    def _address_2021(self, record: ET.Element) -> None:
        names, pool = self._names, self._pool
        number = postal = ""
        links: list[str] = []
        street = False
        pair: tuple[float, float] | None = None
        for child in record:
            tag = child.tag
            name = names.get(tag) or names.setdefault(tag, local(tag))
            if name == "numerPorzadkowy":
                number = child.text or ""
            elif name == "kodPocztowy":
                postal = child.text or ""
            elif name == "georeferencja":
                pair = self._position(child)
            elif name == "miejscowosc" or name.startswith("ulica"):
                link = _identifier(child.get(_HREF, ""))
                links.append(pool.setdefault(link, link))
                street = street or name != "miejscowosc"
        if not street and pair is not None:
            own = _identifier(_id(record))
            told = self._told_by_street.pop(own, None)
            if told is None:
                self._alone[own] = len(self._numbers)
            else:
                links.append(told)
        self._keep(pair, "", "", number, postal, tuple(links))

    def _keep(
        self, pair: Point | None, place: str, street: str, number: str, postal: str, links: tuple[str, ...]
    ) -> None:
        if pair is None:
            self._skipped += 1
            return
        if len(self._first) >= MAX_ADDRESSES:
            raise too_many_addresses(self._name)
        pool = self._pool
        self._first.append(pair[0])
        self._second.append(pair[1])
        self._place.append(pool.setdefault(place, place))
        self._street.append(pool.setdefault(street, street))
        self._numbers.append(pool.setdefault(number, number))
        self._postal.append(pool.setdefault(postal, postal))
        self._links.append(pool.setdefault(links, links))

    def _position(self, holder: ET.Element) -> Point | None:
        for element in holder.iter():
            tag = element.tag
            name = self._names.get(tag) or self._names.setdefault(tag, local(tag))
            if name == "Point" and not self._srs:
                self._srs = element.get("srsName", "")
            elif name == "pos":
                numbers = (element.text or "").split()
                return (float(numbers[0]), float(numbers[1])) if len(numbers) > 1 else None
        return None

    # --- what addresses link to

    def _place_record(self, record: ET.Element) -> None:
        name, code = _text(record, "nazwa"), _text(record, "identyfikatorSIMC") or _text(record, "idTERYT")
        self._place_of[_identifier(_id(record))] = (name, code, gmina_code(_text(record, "TERYTGminy")))
        holder = next((child for child in record if local(child.tag) in ("georeferencja", "pozycja")), None)
        pair = None if holder is None else self._position(holder)
        if pair and name:
            self._places.append((name, code, _text(record, "rodzaj"), *pair))

    def _street_record(self, record: ET.Element) -> None:
        own = _identifier(_id(record))
        name = _text(record, "nazwaPelna") or _name_in_parts(record)
        self._street_of[own] = name
        for child in record:
            kind = local(child.tag)
            if kind == "geometria":
                self._lines += [(name, numbers) for numbers in _drawn(child)]
            elif kind.startswith("adres"):
                self._told(_identifier(child.get(_HREF, "")), own)

    def _told(self, address: str, street: str) -> None:
        number = self._alone.pop(address, None)
        if number is None:
            self._told_by_street[address] = street
        else:
            links = (*self._links[number], street)
            self._links[number] = self._pool.setdefault(links, links)

    def _unit(self, record: ET.Element) -> None:
        code = gmina_code(_text(record, "idTERYT"))
        if code:
            self._gmina_of[_identifier(_id(record))] = code

    # --- all together

    def data(self, progress: Progress, wanted: Wanted | None) -> MapData:
        self._alone.clear()
        self._told_by_street.clear()
        convert = converter(self._axes(wanted))
        addresses = tuple(self._addresses(convert, progress, wanted))
        if not addresses and self._numbers and wanted and self._incomplete < len(self._numbers) / 2:
            raise no_address(self._name, wanted)
        if self._incomplete > _INCOMPLETE * len(self._numbers):
            raise Refusal(
                f"W pliku „{self._name}” {self._incomplete} adresów nie ma miejscowości albo leży poza Polską – plik "
                "jest niepełny. Pobierz go ponownie."
            )
        return MapData(
            addresses=addresses,
            places=tuple(
                Place(name=place, code=code, kind=place_kind(kind), x=x, y=y)
                for place, code, kind, first, second in self._places
                for x, y in (convert(first, second),)
            ),
            lines=tuple(
                Line(
                    kind=LineKind.STREET,
                    name=street,
                    points=[convert(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)],
                )
                for street, numbers in self._lines
            ),
            skipped=self._skipped + self._incomplete,
        )

    def _axes(self, wanted: Wanted | None) -> Axes:
        pairs = list(islice(zip(self._first, self._second, strict=True), _SAMPLE))
        pairs += [place[3:] for place in islice(self._places, _SAMPLE)]
        codes = {code[:2] for code in (*(place[2] for place in self._place_of.values()), *self._gmina_of.values())}
        near: list[Bounds | None] = [voivodeship_bounds(code) for code in codes - {""}]
        if len(near) != 1:
            near = []
        if wanted:
            near += [wanted.bounds, wanted.surroundings, voivodeship_bounds(wanted.code)]
        return settled(pairs, self._name, declared=declared(self._srs), near=near)

    def _addresses(
        self, convert: Callable[[float, float], Point], progress: Progress, wanted: Wanted | None
    ) -> Iterator[AddressPoint]:
        known: dict[tuple[str, ...], tuple[str, str, str, str]] = {}
        for number, links in enumerate(self._links):
            if number % _SAMPLE == 0:
                progress.report(number, len(self._links), "Łączenie adresów z ulicami")
            linked = known.get(links)
            if linked is None:
                linked = known[links] = self._linked(links)
            gmina = linked[3]
            if gmina and wanted and not same_gmina(gmina, wanted.code):
                continue
            place = self._place[number] or linked[0]
            x, y = convert(self._first[number], self._second[number])
            if not place or not in_poland(x, y):
                self._incomplete += 1
                continue
            street = self._street[number] or linked[2]
            yield AddressPoint(place, street, self._numbers[number], x, y, self._postal[number], linked[1], gmina)

    def _linked(self, links: tuple[str, ...]) -> tuple[str, str, str, str]:
        """Locality, its SIMC, street and gmina that stand behind an address's links."""
        place = simc = street = gmina = ""
        for link in map(_identifier, links):
            if link in self._place_of:
                place, simc, told = self._place_of[link]
                gmina = told or gmina
            elif link in self._street_of:
                street = self._street_of[link]
            elif link in self._gmina_of:
                gmina = self._gmina_of[link]
        return place, simc, street, gmina


def _identifier(link: str) -> str:
    """What a link or gml:id names, without „#”, address and version."""
    return _VERSION.sub("", link.lstrip("#").rpartition("/")[2])


def _id(record: ET.Element) -> str:
    return next((value for key, value in record.attrib.items() if local(key) == "id"), "")


def _text(record: ET.Element, name: str) -> str:
    child = next((child for child in record if local(child.tag) == name), None)
    return "" if child is None else (child.text or "").strip()


def _name_in_parts(record: ET.Element) -> str:
    """„ks. Jana Twardowskiego” from its parts, in the order of the model of 2012."""
    parts = {local(element.tag): (element.text or "").strip() for element in record.iter()}
    order = ("przedrostek1Czesc", "przedrostek2Czesc", "nazwaCzesc", "nazwaGlownaCzesc")
    return " ".join(filter(None, (parts.get(part, "") for part in order)))


def _drawn(holder: ET.Element) -> Iterator["array[float]"]:
    for element in holder.iter():
        if local(element.tag) == "posList":
            numbers = array("d", map(float, (element.text or "").split()))
            if len(numbers) > 3 and len(numbers) % 2 == 0:
                yield numbers
