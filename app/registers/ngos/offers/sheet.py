"""Offers in contests in spreadsheets, for people: written only."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.core.progress import Progress
from app.core.words import FieldWords
from app.exchange.cells import Money, Text
from app.exchange.layout import Column, Layout, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.registers.ngos.offers.domain import ContestOffer, ContestOfferDraft, state_of
from app.registers.ngos.offers.words import (
    FIELDS,
    LABELS,
    PROBLEMS,
    STATES,
    mean_in_words,
    partner_in_words,
    score_in_words,
)

_EXACT = ("formal_reasons", "opinion", "decision_reasons", "note")


def write_offers(
    offers: Sequence[ContestOffer],
    path: Path,
    form: Format,
    organisations: Mapping[int, str],
    progress: Progress,
    notice: str = "",
) -> None:
    """Write offers to XLSX or CSV; ``organisations`` are names by id."""
    special = {name: Money() for name in ("asked", "own_share", "granted")}
    special |= {name: Text(exact=True) for name in _EXACT}  # type: ignore[misc]
    first = (
        Column("contest", FIELDS["contest"], Text(), shown=lambda each: f"{each.contest_number} {each.contest}"),
        Column("number", FIELDS["number"], Text(), shown=lambda each: each.number),
        Column("organisation", FIELDS["organisation"], Text(), shown=lambda each: each.organisation),
        Column(
            "partners",
            FIELDS["partners"],
            Text(),
            shown=lambda each: "; ".join(partner_in_words(partner, organisations) for partner in each.partners),
        ),
    )
    last = (
        Column(
            "scores",
            FIELDS["scores"],
            Text(),
            shown=lambda each: "\n".join(score_in_words(score) for score in each.scores),
        ),
        Column("mean", FieldWords("Suma średnich"), Text(), shown=lambda each: mean_in_words(each.sum_of_means)),
        Column("late", FieldWords("Po terminie"), Text(), shown=lambda each: "tak" if each.late else "nie"),
        Column("state", FieldWords("Stan"), Text(), shown=lambda each: STATES[state_of(each)]),
    )
    columns = columns_of(ContestOfferDraft, FIELDS, LABELS, special=special, omit=("contest_id", "ngo_id"))
    layout = Layout("Oferty", ContestOfferDraft, "number", (*first, *columns, *last), (), FIELDS, PROBLEMS)
    write_records(layout, offers, path, form, progress, notice)
