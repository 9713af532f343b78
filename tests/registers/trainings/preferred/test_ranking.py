"""The order of institutions: worked out by hand, and what must hold whatever the cards say."""

from datetime import date
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from app.registers.trainings.preferred.ranking import LEFT_OUT, TOO_FEW, CardRow, Note, card_mean, ranked, score

DAY = date(2025, 5, 5)


def cards(institution: int, *means: int | None, days: int | None = 1, cost: int = 10_000) -> list[CardRow]:
    """Cards on which all six marks are the same; None is a person without a card."""
    name = f"Instytucja {institution}"
    return [
        CardRow(institution_id=institution, institution=name, starts_on=DAY, days=days, cost=cost, marks=(mean,) * 6)
        for mean in means
    ]


def test_score_by_hand() -> None:
    # office mean (5+5+5+3+3+3+3+4)/8 = 31/8; A: (5·31/8 + 15)/(5+3) = 4,296875; B: (5·31/8 + 12)/9 = 3,486…
    found = ranked([*cards(1, 5, 5, 5), *cards(2, 3, 3, 3, 3), *cards(3, 4)], shrink=5, least_cards=3)
    assert found.office_mean == 388
    assert [(line.institution_id, line.place, line.score, line.mean) for line in found.lines] == [
        (1, 1, 430, 500),
        (2, 2, 349, 300),
        (3, None, 390, 400),
    ]
    assert [line.why_not for line in found.lines] == ["", "", TOO_FEW]


def test_few_excellent_cards_do_not_pass_many_very_good_ones() -> None:
    many, few, rest = cards(1, *[5] * 18, 4, 4), cards(2, 5, 5, 5), cards(3, *[2] * 20)
    found = ranked([*many, *few, *rest], shrink=5, least_cards=3)
    assert [line.institution_id for line in found.lines] == [1, 2, 3]
    plain = ranked([*many, *few, *rest], shrink=0, least_cards=1)
    assert [line.institution_id for line in plain.lines] == [2, 1, 3]


def test_equal_scores_share_a_place_and_the_next_one_is_left_out() -> None:
    rows = [*cards(1, 4, 4, 4), *cards(2, 4, 4, 4), *cards(3, 2, 2, 2)]
    assert [line.place for line in ranked(rows, shrink=5, least_cards=3).lines] == [1, 1, 3]


def test_left_out_by_a_note_has_no_place_but_still_counts_for_the_office() -> None:
    rows = [*cards(1, 5, 5, 5), *cards(2, 1, 1, 1)]
    found = ranked(rows, shrink=5, least_cards=3, notes={1: Note(left_out=True, text="spór o fakturę")})
    assert [(line.institution_id, line.place, line.why_not) for line in found.lines] == [
        (2, 1, ""),
        (1, None, LEFT_OUT),
    ]
    assert found.lines[1].note == "spór o fakturę"
    assert found.office_mean == 300


def test_price_is_cost_by_participant_days_rounded_half_up() -> None:
    rows = [
        *cards(1, 5, days=2, cost=100_01),
        *cards(1, 5, None, days=1, cost=50_00),
        *cards(1, 5, days=None, cost=999),
    ]
    # (100,01 + 50,00 + 50,00) zł / (2 + 1 + 1) days = 50,0025 zł; a training without days is no part of it
    assert ranked(rows, shrink=5, least_cards=1).lines[0].price == 5000
    assert ranked(cards(1, 5, days=2, cost=1), shrink=5, least_cards=1).lines[0].price == 1
    assert ranked(cards(1, 5, days=None), shrink=5, least_cards=1).lines[0].price is None


def test_trend_compares_means_with_the_period_before() -> None:
    found = ranked([*cards(1, 4, 5), *cards(2, 4)], [*cards(1, 4, 4, 4)], shrink=5, least_cards=1)
    assert {line.institution_id: line.trend for line in found.lines} == {1: 50, 2: None}
    fallen = ranked(cards(1, 4), cards(1, 4, 4, 5), shrink=5, least_cards=1)
    assert fallen.lines[0].trend == -33


def test_marks_not_given_count_neither_for_the_card_nor_for_the_question() -> None:
    row = CardRow(
        institution_id=1, institution="A", starts_on=DAY, days=1, cost=0, marks=(5, None, 4, None, None, None)
    )
    line = ranked([row], shrink=0, least_cards=1).lines[0]
    assert line.mean == 450
    assert line.marks == (500, 0, 400, 0, 0, 0)
    assert card_mean((None,) * 6) is None


def test_answers_and_complaints_are_counted() -> None:
    rows = [
        CardRow(
            institution_id=1,
            institution="A",
            starts_on=DAY,
            days=1,
            cost=0,
            marks=(4,) * 6,
            recommended=recommended,
            complaint=complaint,
        )
        for recommended, complaint in product((True, False, None), (True, False))
    ]
    line = ranked(rows, shrink=5, least_cards=3).lines[0]
    assert (line.recommended, line.answered, line.complaints, line.people, line.cards) == (2, 4, 3, 6, 6)


def test_without_cards_nobody_is_ranked() -> None:
    found = ranked(cards(1, None, None), shrink=5, least_cards=3)
    assert found.office_mean is None
    assert [(line.place, line.score, line.people) for line in found.lines] == [(None, None, 2)]
    assert ranked((), shrink=5, least_cards=3).lines == ()


@pytest.mark.parametrize("seed", range(20))
def test_a_score_lies_between_the_office_and_the_institution_and_more_cards_bring_it_nearer(seed: int) -> None:
    random = Random(seed)
    means = [Fraction(random.randint(6, 30), 6) for _ in range(random.randint(1, 30))]
    office, own = Fraction(random.randint(6, 30), 6), sum(means, Fraction(0)) / len(means)
    found = score(means, office, 5)
    assert min(office, own) <= found <= max(office, own)
    assert abs(score(means * 2, office, 5) - own) <= abs(found - own)
    assert score(means, office, 0) == own
