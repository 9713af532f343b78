"""Columns and filters of the tab of offers in contests."""

from collections.abc import Callable

from app.core.money import format_money
from app.registers.ngos.offers.domain import ContestOffer, OfferState, state_of
from app.registers.ngos.offers.words import CONCERNS, STATES, filed_in_words, mean_in_words
from app.widgets.columns import Align, Column, Tone
from app.widgets.filter_panel import FilterGroup

_TONES = {
    OfferState.FILED: Tone.QUIET,
    OfferState.RIGHT: Tone.QUIET,
    OfferState.WRONG: Tone.WARNING,
    OfferState.ASSESSED: Tone.WARNING,
    OfferState.CHOSEN: Tone.OK,
    OfferState.REJECTED: Tone.DANGER,
}


def columns() -> tuple[Column[ContestOffer], ...]:
    """The organisation with its task, the contest, money and points."""
    return (
        Column(
            key="organisation",
            title="Organizacja",
            text=lambda each: each.organisation,
            second=lambda each: each.title,
            tooltip=lambda each: f"{each.organisation}\n{each.title}",
            sort="organisation",
            width=24,
            flexible=True,
            strong=True,
        ),
        Column(
            key="contest",
            title="Konkurs",
            text=lambda each: each.contest_number,
            second=lambda each: f"oferta {each.number}",
            tooltip=lambda each: each.contest,
            sort="contest",
            width=10,
        ),
        Column(
            key="filed_on",
            title="Złożona",
            text=filed_in_words,
            tone=lambda each: Tone.DANGER if each.late else None,
            sort="filed_on",
            width=14,
            when_wide=True,
        ),
        Column(
            key="asked",
            title="Wnioskuje",
            text=lambda each: format_money(each.asked or 0),
            sort="asked",
            width=13,
            align=Align.RIGHT,
        ),
        Column(
            key="mean",
            title="Punkty",
            text=lambda each: mean_in_words(each.sum_of_means),
            sort="mean",
            width=9,
            align=Align.RIGHT,
        ),
        Column(
            key="granted",
            title="Stan",
            text=lambda each: STATES[state_of(each)],
            second=lambda each: format_money(each.granted) if each.granted else "",
            tone=lambda each: _TONES[state_of(each)],
            tooltip=lambda each: each.formal_reasons or each.decision_reasons,
            sort="granted",
            width=16,
        ),
    )


def filters(contest: Callable[[str], str], organisation: Callable[[str], str]) -> tuple[FilterGroup, ...]:
    """As the use cases know them; both functions name a record by its id."""
    return (
        FilterGroup.choices("state", "Stan", STATES),
        FilterGroup.choices("concern", "Wymaga uwagi", CONCERNS),
        FilterGroup(key="contest_id", title="Konkurs", label=contest, single=True),
        FilterGroup(key="ngo_id", title="Organizacja", label=organisation, single=True),
    )
