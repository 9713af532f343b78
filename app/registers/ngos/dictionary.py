"""Spheres of public tasks and legal forms as dated data: ``dictionaries/public_tasks.toml``, ``ngo_forms.toml``."""

import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.core import paths
from app.core.dated import Lasting, in_order
from app.core.problems import Problem


@dataclass(frozen=True, kw_only=True)
class Sphere(Lasting):
    """One point of art. 4 ust. 1: ``code`` as ``16`` or ``22a``, ``group`` a key of :class:`SphereGroup`."""

    code: str
    name: str
    group: str

    @property
    def label(self) -> str:
        """``16. kultura, sztuka, …``."""
        return f"{self.code}. {self.name}"


@dataclass(frozen=True, kw_only=True)
class SphereGroup:
    """Spheres that share a colour and a letter on the map; ``colour`` is ``#rrggbb``."""

    key: str
    letter: str
    name: str
    colour: str


@dataclass(frozen=True, kw_only=True)
class FormNeeds(Lasting):
    """Numbers that an organisation of some legal form must have: names of fields, and the act that says so."""

    required: tuple[str, ...]
    register: str
    source: str


@dataclass(frozen=True)
class SphereList:
    """The spheres an office works with, the shipped list or its own; several versions of a code may stand in it."""

    spheres: tuple[Sphere, ...]
    source: str

    def sphere(self, code: str, on: date | None = None) -> Sphere | None:
        """The sphere with the code: the version of that day, else the newest; None when nobody knows it."""
        versions = [each for each in self.spheres if each.code == code]
        held = [each for each in versions if on is not None and each.holds_on(on)]
        return max(held or versions, key=lambda each: each.valid_from, default=None)

    def on(self, day: date) -> tuple[Sphere, ...]:
        """Those in force that day, in the order of the act."""
        return tuple(each for each in self.spheres if each.holds_on(day))

    def label(self, code: str) -> str:
        """What people read for a code, also for one that no list knows any more."""
        found = self.sphere(code)
        return code if found is None else found.label

    def offered(self, day: date, written: Iterable[str] = ()) -> list[tuple[str, str]]:
        """Codes and labels to choose from: those in force that day, and those written already, whatever they became."""
        codes = [sphere.code for sphere in self.on(day)]
        codes += [code for code in dict.fromkeys(written) if code and code not in codes]
        return [(code, self.label(code)) for code in codes]

    def group_of(self, code: str) -> str:
        """The key of its group; that of the last group for an unknown code."""
        found = self.sphere(code)
        return groups()[-1].key if found is None else found.group

    def groups_of(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Keys of the groups of some codes, in the order of the groups, each once."""
        present = {self.group_of(code) for code in codes}
        return tuple(group.key for group in groups() if group.key in present)


def unknown_spheres(
    spheres: Callable[[], SphereList], places: Iterable[tuple[str, str]], kept: Collection[str | None]
) -> Iterator[Problem]:
    """Codes of a draft, each with its place, that the list in use does not have; the list is read only when needed.

    What the stored record says already (``kept``) stays when a list is replaced.
    """
    fresh = [(place, code) for place, code in places if code and code not in kept]
    if not fresh:
        return
    known = spheres()
    for place, code in fresh:
        if known.sphere(code) is None:
            yield Problem(place, "unknown_sphere", {"value": code})


@cache
def shipped() -> SphereList:
    """The list that comes with the program."""
    tables = tomllib.loads(_text("public_tasks.toml"))
    return SphereList(tuple(Sphere(**table) for table in tables["sphere"]), tables["source"])


@cache
def groups() -> tuple[SphereGroup, ...]:
    """Groups of spheres in the order of the legend; the last takes what no list knows."""
    return tuple(SphereGroup(**table) for table in tomllib.loads(_text("public_tasks.toml"))["group"])


@cache
def group(key: str) -> SphereGroup:
    """The group with the key."""
    return next(each for each in groups() if each.key == key)


@cache
def _forms() -> Mapping[str, tuple[FormNeeds, ...]]:
    """Versions of each legal form, the oldest first."""
    found: dict[str, list[FormNeeds]] = {}
    for table in tomllib.loads(_text("ngo_forms.toml"))["form"]:
        key = table.pop("key")
        found.setdefault(key, []).append(FormNeeds(**{**table, "required": tuple(table["required"])}))
    return {key: in_order(key, versions) for key, versions in found.items()}


def needs_of(form: str, on: date | None = None) -> FormNeeds:
    """What an organisation of the legal form must have: as of that day, else the newest version; the oldest before."""
    versions = _forms()[form]
    if on is None:
        return versions[-1]
    return next((each for each in reversed(versions) if each.holds_on(on)), versions[0])


def _text(name: str) -> str:
    return (paths.resources() / "dictionaries" / name).read_text(encoding="utf-8")
