"""Legal terms in the texts of a regulation: lengths and articles come from dated data, never from the text itself."""

from collections.abc import Mapping
from datetime import date

from app.core.legal_terms import LegalTerm, legal_term
from app.core.polish import plural
from app.core.terms import TermUnit
from app.registers.evaluations.regulations.domain import placeholders

_LENGTHS: Mapping[str, str] = {
    "termin odwołania": "evaluation_appeal",
    "termin decyzji": "evaluation_appeal_decision",
    "czas do ponownej oceny": "reevaluation_not_before",
}
_ARTICLES: Mapping[str, str] = {
    "przepis odwołania": "evaluation_appeal",
    "przepis decyzji": "evaluation_appeal_decision",
    "przepis ponownej oceny": "reevaluation_not_before",
}
_UNITS = {
    TermUnit.DAYS: ("dnia", "dni"),
    TermUnit.WORKING_DAYS: ("dnia roboczego", "dni roboczych"),
    TermUnit.MONTHS: ("miesiąca", "miesięcy"),
    TermUnit.YEARS: ("roku", "lat"),
}
"""Genitive: „w terminie 7 dni”, „po upływie 3 miesięcy”."""


def filled(text: str, on: date) -> str:
    """The text with every placeholder that is known replaced by the law of that day; others stay as they are.

    Refusal when no version of a term was in force that day.
    """
    for name in placeholders(text):
        if name in _LENGTHS:
            text = text.replace(f"{{{name}}}", _length(legal_term(_LENGTHS[name], on)))
        elif name in _ARTICLES:
            text = text.replace(f"{{{name}}}", legal_term(_ARTICLES[name], on).basis.text)
    return text


def _length(term: LegalTerm) -> str:
    one, more = _UNITS[term.unit]
    return f"{term.number} {plural(term.number, one, more, more)}"
