"""How the structure speaks Polish: why somebody is the superior, what a day's tree says."""

from collections.abc import Mapping
from datetime import date

from app.core.dates import format_date
from app.core.polish import plural
from app.people.structure.domain import Branch, Structure, Superior
from app.people.superiors import SuperiorHow

HOW: Mapping[SuperiorHow, str] = {
    SuperiorHow.NAMED: "wskazany przy pracowniku",
    SuperiorHow.HEAD_OF_UNIT: "kierownik komórki",
    SuperiorHow.HEAD_OF_UNIT_ABOVE: "kierownik komórki nadrzędnej",
    SuperiorHow.NONE: "brak: nikt nie kieruje tą komórką ani wyższymi",
    SuperiorHow.SELF: "błąd: pracownik jest wpisany jako własny przełożony",
    SuperiorHow.RING: "błąd: przełożeni tworzą koło",
}


def why(superior: Superior) -> str:
    """Why this is the superior, and that the one named has left."""
    said = HOW[superior.how]
    return f"{said}; wskazana osoba już nie pracuje" if superior.named_gone is not None else said


def superior_in_short(superior: Superior, names: Mapping[int, str]) -> str:
    """The name alone; one or two words where nobody can be named."""
    if superior.employee_id is not None:
        return names.get(superior.employee_id, "osoba spoza listy")
    return {SuperiorHow.NONE: "brak", SuperiorHow.SELF: "sam sobie", SuperiorHow.RING: "koło przełożonych"}[
        superior.how
    ]


def superior_in_words(superior: Superior, names: Mapping[int, str]) -> str:
    """``Ewa Nowak (kierownik komórki)``; only the reason where nobody can be named."""
    if superior.employee_id is None:
        return why(superior)
    return f"{names.get(superior.employee_id, 'osoba spoza listy')} ({why(superior)})"


def unit_title(branch: Branch, symbol: str) -> str:
    """A unit as the tree calls it; one that was closed before says so."""
    if branch.unit_id is None:
        return "Bez komórki"
    name = " ".join(filter(None, (symbol, branch.name)))
    return name if branch.closed_on is None else f"{name} (zlikwidowana z dniem {format_date(branch.closed_on)})"


def counted(structure: Structure, day: date) -> str:
    """How many people and units there were, and what is wrong with the superiors."""
    people, units = structure.positions(day), structure.units(day)
    said = (
        f"W dniu {format_date(day)}: {len(people)} {plural(len(people), 'osoba', 'osoby', 'osób')}, "
        f"{len(units)} {plural(len(units), 'komórka', 'komórki', 'komórek')}."
    )
    alone = sum(structure.superior(each.employee_id, day).how is SuperiorHow.NONE for each in people)
    rings = len(structure.rings(day))
    if alone:
        said += f" Bez przełożonego: {alone} {plural(alone, 'osoba', 'osoby', 'osób')}."
    if rings:
        said += f" Koła przełożonych: {rings}."
    return said
