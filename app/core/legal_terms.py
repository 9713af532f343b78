"""Terms from law and practice as dated data: which length, from which event, shifted or not, by which article."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from app.core import paths
from app.core.dated import Dated, in_order
from app.core.dates import format_date
from app.core.errors import Refusal
from app.core.terms import Basis, NotEarlier, Start, Term, TermUnit, counted, not_earlier


class TermKind(StrEnum):
    """What a term limits."""

    DEADLINE = "deadline"
    NOT_EARLIER = "not_earlier"


@dataclass(frozen=True, kw_only=True)
class LegalTerm(Dated):
    """One version of a term, as ``resources/dictionaries/terms.toml`` describes it.

    ``confirmed`` is false where a lawyer or the personnel post must confirm the way of counting.
    """

    key: str
    label: str
    kind: TermKind
    number: int
    unit: TermUnit
    shifted: bool
    shift_reason: str
    events: tuple[str, ...]
    basis: Basis
    confirmed: bool = True
    alarms: tuple[int, ...] = ()
    first_day_counts: bool = False

    def from_day(self, day: date, event: str = "") -> Term:
        """The deadline that runs from that day; ``event`` (genitive) replaces the usual words.

        ValueError when this is no deadline.
        """
        if self.kind is not TermKind.DEADLINE:
            raise ValueError(self.key)
        start = Start(day, event or self.events[0])
        because = "" if self.shifted else self.shift_reason
        return counted(
            start,
            self.number,
            self.unit,
            shift=self.shifted,
            basis=self.basis,
            not_shifted_because=because,
            alarms=self.alarms,
        )

    def earliest(self, *days: date | None) -> NotEarlier:
        """The first day on which it is allowed; ``days`` in the order of ``events``, None for one left out.

        ValueError when this is a deadline, no day is given, or not one for each event.
        """
        if self.kind is not TermKind.NOT_EARLIER:
            raise ValueError(self.key)
        starts = [Start(day, event) for day, event in zip(days, self.events, strict=True) if day is not None]
        return not_earlier(self.number, self.unit, *starts, basis=self.basis, first_day_counts=self.first_day_counts)


def legal_term(key: str, on: date) -> LegalTerm:
    """The version in force that day, usually the day of the event.

    KeyError for a key the dictionary does not have; Refusal when no version was in force.
    """
    versions = legal_terms()[key]
    for version in versions:
        if version.holds_on(on):
            return version
    known = ", ".join(_validity(version) for version in versions)
    raise Refusal(
        f"Dla {format_date(on)} program nie zna przepisu „{versions[0].label}”; zna go {known}. Sprawdź datę."
    )


@cache
def legal_terms() -> Mapping[str, tuple[LegalTerm, ...]]:
    """Every term with its versions, oldest first; ValueError where two versions overlap or miss a word."""
    text = (paths.resources() / "dictionaries" / "terms.toml").read_text(encoding="utf-8")
    return {key: _versions(key, tables) for key, tables in tomllib.loads(text).items()}


def _versions(key: str, tables: list[dict[str, Any]]) -> tuple[LegalTerm, ...]:
    return in_order(key, (_version(key, table) for table in tables))


def _version(key: str, table: dict[str, Any]) -> LegalTerm:
    values = dict(table)
    basis = Basis(article=values.pop("article"), act=values.pop("act"))
    for name, kind in (("kind", TermKind), ("unit", TermUnit), ("events", tuple)):
        values[name] = kind(values[name])
    values["alarms"] = tuple(values.get("alarms", ()))
    return LegalTerm(key=key, basis=basis, **values)


def _validity(version: LegalTerm) -> str:
    until = f" do {format_date(version.valid_to)}" if version.valid_to else ""
    return f"od {format_date(version.valid_from)}{until}"
