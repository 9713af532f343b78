"""A thousand written addresses placed among the 8,000 address points of an invented gmina.

They are written as people write them: a fifth exactly as the register has them, the others without diacritics, with
a flat, without a first name, with a nearby number; a tenth with a slip of the pen. The reference takes only the
misspelt ones and looks for the most alike street with ``difflib``, the standard library's own way.
"""

import difflib
import random
from pathlib import Path

from app.core.polish import fold
from app.geo.addresses import house_number, parse_address, place_key, street_name
from app.geo.placing import AddressIndex
from app.geo.shapes import AddressPoint, Place
from tests.benchmarks.measurement import Figure, median, seconds
from tests.benchmarks.rows import GEOCODE_TIME

POINTS, ADDRESSES, STREETS, VILLAGES = 8_000, 1_000, 200, 20
_FIRST = ("Adama", "Jana", "Marii", "Juliusza", "Stefana", "Henryka", "gen. Józefa", "ks. Piotra", "Elizy", "Karola")
_LAST = (
    "Mickiewicza", "Kochanowskiego", "Konopnickiej", "Słowackiego", "Żeromskiego", "Sienkiewicza", "Bema", "Skargi",
    "Orzeszkowej", "Szymanowskiego", "Leśmiana", "Broniewskiego", "Prusa", "Reymonta", "Norwida", "Asnyka",
    "Kraszewskiego", "Moniuszki", "Paderewskiego", "Chełmońskiego",
)  # fmt: skip


def points(source: random.Random) -> list[AddressPoint]:
    """The invented gmina: three points in four stand at the streets of its town."""
    names = [f"ul. {first} {last}" for first in _FIRST for last in _LAST][:STREETS]
    in_town, in_village = POINTS * 3 // 4 // STREETS, POINTS // 4 // VILLAGES
    found = [
        AddressPoint("Wzorcowo", name, str(n + 1), 400_000 + source.random() * 4e3, 300_000 + source.random() * 4e3)
        for name in names
        for n in range(in_town)
    ]
    found += [
        AddressPoint(f"Wieś {_LAST[v]}", "", str(n + 1), 410_000 + source.random() * 4e3, 300_000 + v * 1e3)
        for v in range(VILLAGES)
        for n in range(in_village)
    ]
    return found


def written(source: random.Random, given: list[AddressPoint]) -> tuple[list[str], list[str]]:
    """All the addresses as somebody may have written them, and the streets of the misspelt ones."""
    texts: list[str] = []
    misspelt: list[str] = []
    for index, point in enumerate(source.sample(given, ADDRESSES)):
        street, number = point.street, point.number
        if index % 10 == 0 and street:
            at = len(street) - 4
            street = street[:at] + street[at + 1 :]
            misspelt.append(street)
        elif index % 5 == 1:
            street = fold(street)
        elif index % 5 == 2 and street:
            street = f"ul. {street.split()[-2][0]}. {street.split()[-1]}"
        elif index % 5 == 3:
            number += f"/{source.randint(1, 40)}"
        texts.append(f"{street} {number}, 00-001 {point.place}" if street else f"{point.place} {number}")
    return texts, misspelt


def measure(folder: Path, runs: int) -> list[Figure]:
    """Seconds for all the addresses, parsed and placed; every run with an index that remembers nothing yet."""
    source = random.Random(8_000)
    given = points(source)
    places = [Place(name="Wzorcowo", x=402_000, y=302_000)]
    texts, misspelt = written(source, given)
    names = sorted({street_name(point.street).text for point in given})
    count = 0
    index = AddressIndex(())

    def new_index() -> None:
        nonlocal index
        for remembering in (house_number, place_key, street_name):
            remembering.cache_clear()
        index = AddressIndex(given, places)

    def all_of_them() -> None:
        nonlocal count
        count = sum(index.place(*parse_address(text)) is not None for text in texts)

    def the_misspelt_ones() -> None:
        for street in misspelt:
            index.place("Wzorcowo", street, "5")

    def with_difflib() -> None:
        for street in misspelt:
            difflib.get_close_matches(street_name(street).text, names, n=2, cutoff=0.8)

    times: dict[str, list[float]] = {}
    for _ in range(runs):
        for what, work in (("built", new_index), ("all", all_of_them), ("", new_index), ("slips", the_misspelt_ones)):
            times.setdefault(what, []).append(seconds(work))
        times.setdefault("difflib", []).append(seconds(with_difflib))
    middle = {what: median(values) * 1000 for what, values in times.items()}
    against = f"difflib over {len(names)} names"
    return [
        Figure(
            f"{ADDRESSES:,} addresses among {POINTS:,} points, parsed and placed",
            middle["all"] / 1000,
            "s",
            goal=GEOCODE_TIME,
        ),
        Figure("slowest run, rapidfuzz loaded in it", max(times["all"]), "s"),
        Figure(f"{len(misspelt)} misspelt streets alone", middle["slips"], "ms", middle["difflib"], against),
        Figure("index built", middle["built"], "ms"),
        Figure("addresses that got a place, the others could be two", count, f"of {ADDRESSES:,}"),
    ]
