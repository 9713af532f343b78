"""Employees with invented names, drawn with a fixed seed from lists of common first names and surnames."""

import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from app.core.polish import fold
from app.demo.toml_records import BadDataFile, read_record, read_records
from app.people.absences.domain import AbsenceDraft, AbsenceKind
from app.people.employees.domain import Employee, EmployeeDraft
from app.people.posts.domain import PostDraft, PostKind

SEED = 2004
"""The year of the office's first service cards; any other number gives other people in the same posts."""

_MAIL_DOMAIN = "przykladowa.example"
_MAYOR = "burmistrz"
_ELECTED = frozenset({_MAYOR, "zastępca burmistrza", "skarbnik gminy"})
_UNDER_THE_MAYOR = frozenset({"zastępca burmistrza", "sekretarz gminy", "inspektor ochrony danych"})
"""Posts whose superior is the mayor whatever unit they stand in."""


@dataclass(frozen=True, kw_only=True)
class DemoPost:
    """``count`` equal posts in a unit.

    ``substantive`` tells clerks who decide cases (seed 003, slide 3: 90 of 112) from support staff; ``head``
    marks the unit's head. Given names stand only where a print must name the same person elsewhere.
    """

    unit: str
    post: str
    count: int = 1
    substantive: bool = True
    head: bool = False
    room: str = ""
    surname: str = ""
    first_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Names:
    """Name lists; surnames in the masculine, feminine forms follow from the ending."""

    first_names_female: tuple[str, ...]
    first_names_male: tuple[str, ...]
    surnames: tuple[str, ...]


def demo_posts(folder: Path) -> tuple[DemoPost, ...]:
    """The posts from ``posts.toml``; ``folder`` is ``resources/demo``."""
    return read_records(folder / "posts.toml", "posts", DemoPost)


def demo_employees(unit_ids: Mapping[str, int], folder: Path, seed: int = SEED) -> tuple[EmployeeDraft, ...]:
    """One employee per post, the same people for the same seed; ``unit_ids`` maps unit symbols to identifiers."""
    people = invented_people(read_record(folder / "names.toml", Names), seed)
    employees: list[EmployeeDraft] = []
    for post in demo_posts(folder):
        if post.unit not in unit_ids:
            raise BadDataFile(f"posts.toml: there is no unit {post.unit!r}")
        for _ in range(post.count):
            drawn = next(people)
            first_name, surname = (post.first_name, post.surname) if post.surname else drawn
            employees.append(
                EmployeeDraft(
                    surname=surname,
                    first_name=first_name,
                    post=post.post,
                    unit_id=unit_ids[post.unit],
                    room=post.room,
                    phone=_phone(len(employees)) if post.substantive else "",
                    email=_mail(first_name, surname) if post.substantive else "",
                    number=f"{len(employees) + 1:03d}",
                    heads_unit=post.head,
                )
            )
    return tuple(employees)


def hired(drafts: Sequence[EmployeeDraft], today: date) -> tuple[EmployeeDraft, ...]:
    """The same people with days of hiring: most long ago, the last few within this year and the one before."""
    found = []
    for place, draft in enumerate(drafts):
        # the newest are too short in their posts to be evaluated, the next ones are due for the first time
        years = 4 + place % 19
        if not (draft.heads_unit or is_mayor(draft) or draft.post in _UNDER_THE_MAYOR):
            years = {7: 0, 23: 1}.get(place % 37, years)
        day = date(today.year - years, 1 + place % 12, 1 + place % 3)
        day = min(day, today - timedelta(days=40))
        found.append(replace(draft, employed_from=day, post_since=day))
    return tuple(found)


def is_mayor(draft: EmployeeDraft) -> bool:
    """Whether this is the head of the office, who must be there before those whose superior it is."""
    return draft.post == _MAYOR


def answers_to_mayor(draft: EmployeeDraft, top_units: Collection[int]) -> bool:
    """Whether the person's superior is the mayor: heads of units that stand below nobody, and a few posts."""
    return draft.post in _UNDER_THE_MAYOR or (draft.heads_unit and draft.unit_id in top_units)


def demo_post_register(folder: Path) -> tuple[PostDraft, ...]:
    """Every post of the office once, with its kind (art. 4 of the act on local-government staff for the elected)."""
    kinds: dict[str, PostKind] = {}
    for post in demo_posts(folder):
        kind = PostKind.CLERICAL if post.substantive else PostKind.AUXILIARY
        if post.post in _ELECTED:
            kind = PostKind.ELECTED
        elif post.head or post.post == "sekretarz gminy":
            kind = PostKind.MANAGERIAL
        kinds.setdefault(post.post, kind)
    return tuple(PostDraft(name=name, kind=kind) for name, kind in kinds.items())


def demo_absence(employees: Sequence[Employee], today: date) -> AbsenceDraft:
    """A leave that somebody is on; it moves the day of the evaluation."""
    person = next(each for each in employees if each.post_kind is PostKind.CLERICAL)
    began = today.replace(month=1, day=12)
    return AbsenceDraft(employee_id=person.id, kind=AbsenceKind.PARENTAL, valid_from=began)


def feminine(surname: str) -> str:
    """The surname as a woman bears it: Kowalski gives Kowalska; surnames that are nouns stay: Nowak."""
    return surname[:-1] + "a" if surname.endswith(("ski", "cki", "dzki")) else surname


def invented_people(names: Names, seed: int) -> Iterator[tuple[str, str]]:
    """Pairs of first name and surname without repetition, two women to one man as in most town halls."""
    draw = random.Random(seed)  # noqa: S311 - invented names, no secret
    used = set()
    while True:
        # only random() keeps its sequence over Python versions, shuffle and choice do not promise it
        woman = draw.random() < 2 / 3
        first_names = names.first_names_female if woman else names.first_names_male
        first_name = first_names[int(draw.random() * len(first_names))]
        surname = names.surnames[int(draw.random() * len(names.surnames))]
        person = first_name, feminine(surname) if woman else surname
        if person not in used:
            used.add(person)
            yield person


def _mail(first_name: str, surname: str) -> str:
    return f"{fold(first_name)}.{fold(surname)}@{_MAIL_DOMAIN}"


def _phone(number: int) -> str:
    """The extension: no area code starts with 00, so it can be nobody's number."""
    return f"00 000 {2 + number // 100:02d} {number % 100:02d}"
