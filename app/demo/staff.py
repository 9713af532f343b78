"""Synthetic staff for benchmarks: units of twenty people with invented names, a head each, and dated posts."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from app.demo.people import Names, invented_people
from app.demo.toml_records import read_record
from app.people.employees.domain import EmployeeDraft
from app.people.posts.domain import PostKind
from app.people.units.domain import UnitDraft

TEAM = 20
"""People in one unit, its head among them."""
_AREAS = ("Finansowy", "Inwestycji", "Spraw Obywatelskich", "Ochrony Środowiska", "Planowania", "Promocji", "Kadr")
_POSTS = ("inspektor", "podinspektor", "referent", "młodszy referent", "główny specjalista", "specjalista")


def synthetic_units(people: int, top: int) -> Iterator[UnitDraft]:
    """As many units below the unit ``top`` as so many people need."""
    for number in range(-(-people // TEAM)):
        area = _AREAS[number % len(_AREAS)]
        yield UnitDraft(symbol=f"R{number + 1:03d}", name=f"Referat {area} {number + 1}", parent_id=top)


def synthetic_staff(
    people: int, unit_ids: Sequence[int], today: date, folder: Path, seed: int
) -> Iterator[EmployeeDraft]:
    """So many people, the first of each unit its head; ``folder`` is ``resources/demo``.

    They came to their posts 3 months to 19 years ago. The same people for the same seed and day.
    """
    names = invented_people(read_record(folder / "names.toml", Names), seed)
    for place in range(people):
        first_name, surname = next(names)
        head = place % TEAM == 0
        since = today - timedelta(days=90 + place * 7 % 6900)
        yield EmployeeDraft(
            surname=surname,
            first_name=first_name,
            post="kierownik referatu" if head else _POSTS[place % len(_POSTS)],
            post_kind=PostKind.MANAGERIAL if head else PostKind.CLERICAL,
            unit_id=unit_ids[place // TEAM],
            room=str(100 + place // 3),
            number=f"{place + 1:04d}",
            heads_unit=head,
            post_since=since,
            employed_from=since,
        )
