from datetime import date

import pytest

from app.core.errors import Refusal
from app.registers.ngos.rules import figures_on, rules_on


def test_todays_figures_are_those_of_the_act() -> None:
    rules = rules_on(date(2026, 3, 2))
    assert (rules.programme_due, rules.report_due) == ((11, 30), (5, 31))
    assert (rules.offer_days, rules.settlement_days, rules.agreement_years) == (21, 30, 5)
    assert (rules.small_amount, rules.small_days, rules.small_year_per_ngo) == (1_000_000, 90, 2_000_000)
    assert rules.small_share_percent == 20
    assert (rules.small_post_workdays, rules.small_posted_days, rules.small_comment_days) == (7, 7, 7)
    assert (rules.reasons_days, rules.confirmation_months) == (30, 12)


@pytest.mark.parametrize(
    ("day", "key", "value"),
    [
        (date(2010, 3, 11), "offer_days", 30),
        (date(2010, 3, 12), "offer_days", 21),
        (date(2010, 3, 11), "agreement_years", 3),
        (date(2010, 3, 12), "agreement_years", 5),
        (date(2015, 11, 8), "report_due", (4, 30)),
        (date(2015, 11, 9), "report_due", (5, 31)),
    ],
)
def test_an_old_case_is_measured_by_the_law_of_its_day(day: date, key: str, value: object) -> None:
    assert figures_on(day)[key].value == value


def test_what_no_act_says_is_not_called_confirmed() -> None:
    unsaid = {key for key, figure in figures_on(date(2026, 1, 1)).items() if not figure.confirmed}
    assert unsaid == {"confirmation_months", "alarm_days", "programme_alarm", "report_alarm"}


def test_a_day_before_the_dictionary_is_refused_with_the_day_it_begins() -> None:
    with pytest.raises(Refusal, match=r"zasad współpracy; zna je od 01\.01\.2004"):
        rules_on(date(2003, 12, 31))
