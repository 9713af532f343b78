"""How the structure speaks Polish: why somebody is the superior, what a day's tree says."""

from collections.abc import Mapping

from app.people.structure.domain import Superior, SuperiorHow

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


def superior_in_words(superior: Superior, names: Mapping[int, str]) -> str:
    """``Ewa Nowak (kierownik komórki)``; only the reason where nobody can be named."""
    if superior.employee_id is None:
        return why(superior)
    return f"{names.get(superior.employee_id, 'osoba spoza listy')} ({why(superior)})"
