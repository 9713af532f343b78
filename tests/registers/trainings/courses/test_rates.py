from datetime import date

import pytest

from app.core.errors import Refusal
from app.registers.trainings.courses.rates import figures_on, rules_on
from app.registers.trainings.courses.words import concern_in_words


def test_todays_figures_are_those_of_the_procedure_and_of_the_labour_code() -> None:
    rules = rules_on(date(2026, 1, 31))
    assert (rules.card_alarms, rules.expiry_alarms) == ((7, 14), (90, 30))
    assert (rules.course_alarms, rules.agreement_alarm) == ((7, 30), 30)
    assert (rules.shrink, rules.least_cards, rules.months_without) == (5, 3, 24)
    assert (rules.effect_from_months, rules.effect_to_months, rules.stay_months_at_most) == (3, 6, 36)


@pytest.mark.parametrize(("day", "confirmed"), [(date(2010, 7, 15), False), (date(2010, 7, 16), True)])
def test_the_longest_duty_to_stay_is_law_from_the_day_the_labour_code_has_it(day: date, confirmed: bool) -> None:
    figure = figures_on(day)["stay_months_at_most"]
    assert figure.confirmed is confirmed
    assert ("103⁵" in figure.source) is confirmed


def test_what_no_act_says_is_not_called_confirmed() -> None:
    assert {key for key, figure in figures_on(date(2026, 1, 1)).items() if figure.confirmed} == {"stay_months_at_most"}


def test_a_day_before_the_dictionary_is_refused_with_the_day_it_begins() -> None:
    with pytest.raises(Refusal, match=r"01\.01\.1990"):
        rules_on(date(1989, 12, 31))


@pytest.mark.parametrize(
    ("key", "alarms", "said"),
    [
        ("soon", (7, 30), "w ciągu 7 dni"),
        ("soon", (1, 30), "w ciągu 1 dnia"),
        ("empty", (7, 21), "w ciągu 21 dni, bez uczestników"),
    ],
)
def test_what_calls_for_attention_is_said_with_the_days_of_the_figure(
    key: str, alarms: tuple[int, int], said: str
) -> None:
    assert concern_in_words(key, alarms) == said
