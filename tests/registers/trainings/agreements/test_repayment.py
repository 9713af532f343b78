"""What must be repaid: which endings oblige, how many days are left, rounding once to the grosz, and what is waived."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.registers.trainings.agreements.domain import AgreementDraft, Ending, stay_until, validate
from app.registers.trainings.agreements.repayment import OBLIGATIONS, reckoned, waived_in_words
from app.registers.trainings.agreements.words import PROBLEMS

AGREEMENT = AgreementDraft(
    employee_id=1,
    signed_on=date(2024, 9, 15),
    subject="Studia podyplomowe",
    training_starts_on=date(2024, 10, 1),
    training_ends_on=date(2025, 6, 30),
    cost=6_000_00,
    months=36,
)
"""The duty lasts from 01.07.2025 to 30.06.2028: 1096 days, for 2028 is a leap year."""


def ended(left_on: date, ending: Ending = Ending.NOTICE_BY_EMPLOYEE, **more: object) -> AgreementDraft:
    """The agreement, ended that day."""
    return replace(AGREEMENT, left_on=left_on, ending=ending, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ends", "months", "until"),
    [
        (date(2025, 6, 30), 36, date(2028, 6, 30)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 6, 30), 0, date(2025, 6, 30)),
        (None, 36, None),
    ],
)
def test_the_duty_ends_on_the_day_of_the_same_number(ends: date | None, months: int, until: date | None) -> None:
    assert stay_until(replace(AGREEMENT, training_ends_on=ends, months=months)) == until


@pytest.mark.parametrize(
    ("ending", "obliged", "basis"),
    [
        (Ending.NOT_TAKEN_UP, True, "pkt 1"),
        (Ending.FAULT, True, "pkt 2"),
        (Ending.NOTICE_BY_EMPLOYEE, True, "pkt 3"),
        (Ending.WITHOUT_NOTICE_BY_EMPLOYEE, True, "pkt 4"),
        (Ending.NOTICE_AFTER_MOBBING, False, "pkt 3"),
        (Ending.BY_EMPLOYER, False, "art. 103⁵ KP"),
        (Ending.BY_AGREEMENT, False, "art. 103⁵ KP"),
    ],
)
def test_only_the_endings_of_the_code_oblige(ending: Ending, obliged: bool, basis: str) -> None:
    assert set(OBLIGATIONS) == set(Ending)
    found = reckoned(ended(date(2025, 6, 1), ending))
    assert found is not None
    assert (found.due > 0) is obliged
    assert basis in OBLIGATIONS[ending].basis


@pytest.mark.parametrize(
    ("left_on", "days_left", "due"),
    [
        (date(2025, 6, 30), 1096, 6_000_00),
        (date(2025, 7, 1), 1095, 5_994_53),
        (date(2026, 9, 30), 639, 3_498_18),
        (date(2028, 6, 29), 1, 5_47),
        (date(2028, 6, 30), 0, 0),
        (date(2029, 1, 1), 0, 0),
    ],
)
def test_each_day_of_work_after_the_training_lowers_the_amount(left_on: date, days_left: int, due: int) -> None:
    found = reckoned(ended(left_on))
    assert found is not None
    assert (found.due, found.days_left, found.days_all) == (due, days_left, 1096)


def test_work_during_the_training_lowers_it_as_well_and_the_doubt_is_told() -> None:
    found = reckoned(ended(date(2024, 12, 31)))
    assert found is not None
    # from 01.10.2024 to 30.06.2028 there are 1369 days, of which 92 were worked
    assert (found.days_all, found.days_left, found.due) == (1369, 1277, 5_596_79)
    assert "radca prawny" in found.sentences[-1]


@pytest.mark.parametrize("starts", [None, date(2024, 10, 1)])
def test_a_training_that_was_never_begun_costs_the_whole(starts: date | None) -> None:
    found = reckoned(ended(date(2024, 9, 30), Ending.NOT_TAKEN_UP, training_starts_on=starts))
    assert found is not None
    assert found.due == 6_000_00


@pytest.mark.parametrize(("cost", "due"), [(1, 1), (10_96, 10_95), (5_48, 5_48), (0, 0)])
def test_half_a_grosz_goes_up_once(cost: int, due: int) -> None:
    found = reckoned(ended(date(2025, 7, 1), cost=cost))
    assert found is not None
    assert found.due == due


@given(
    cost=st.integers(0, 99_999_999_999),
    left_on=st.dates(date(2024, 9, 16), date(2030, 1, 1)),
    ending=st.sampled_from(list(Ending)),
)
def test_nobody_repays_more_than_was_paid_nor_less_than_nothing(cost: int, left_on: date, ending: Ending) -> None:
    found = reckoned(ended(left_on, ending, cost=cost))
    assert found is not None
    assert 0 <= found.due <= cost
    assert all(sentence.endswith(".") for sentence in found.sentences)


def test_the_reckoning_is_told_with_its_numbers() -> None:
    draft = ended(date(2026, 9, 30), waived=500_00, waived_reason="trudna sytuacja.")
    found = reckoned(draft)
    assert found is not None
    told = " ".join((*found.sentences, *waived_in_words(draft, found))).replace("\xa0", " ")
    for part in (
        "Art. 103⁵ pkt 3 KP",
        "czyli 1096 dni",
        "zostało z tego 639 dni",
        "6 000,00 zł × 639 / 1096 = 3 498,18 zł",
        "odstępuje od 500,00 zł (trudna sytuacja); do zwrotu zostaje 2 998,18 zł",
    ):
        assert part in told, part


def test_nothing_is_reckoned_before_the_end_or_without_a_cost() -> None:
    assert reckoned(AGREEMENT) is None
    assert reckoned(ended(date(2026, 9, 30), cost=None)) is None


@pytest.mark.parametrize(
    ("values", "place", "code"),
    [
        ({"cost": None}, "cost", "required"),
        ({"months": None}, "months", "required"),
        ({"training_ends_on": None}, "training_ends_on", "required"),
        ({"subject": " "}, "subject", "required"),
        ({"months": 37}, "months", "stay_too_long"),
        ({"training_ends_on": date(2024, 9, 30)}, "training_ends_on", "ends_before_start"),
        ({"left_on": date(2026, 1, 1)}, "ending", "required"),
        ({"ending": Ending.FAULT}, "left_on", "required"),
        ({"ending": Ending.FAULT, "left_on": date(2024, 9, 14)}, "left_on", "left_before_signing"),
        ({"ending": Ending.NOT_TAKEN_UP, "left_on": date(2025, 7, 1)}, "ending", "training_was_over"),
        (
            {"ending": Ending.FAULT, "left_on": date(2026, 1, 1), "waived": 1},
            "waived_reason",
            "waiver_needs_reason",
        ),
        (
            {"ending": Ending.FAULT, "left_on": date(2026, 1, 1), "repaid_on": date(2025, 12, 31)},
            "repaid_on",
            "repaid_before_leaving",
        ),
    ],
)
def test_a_bad_agreement_is_refused_at_its_place(values: dict[str, object], place: str, code: str) -> None:
    found = validate(replace(AGREEMENT, **values))  # type: ignore[arg-type]
    assert [(problem.field, problem.code) for problem in found] == [(place, code)]


def test_a_duty_that_is_too_long_is_refused_with_the_article() -> None:
    (problem,) = validate(replace(AGREEMENT, months=48))
    said = problem.sentence(PROBLEMS)
    assert "najwyżej 36 miesięcy." in said
    assert "103⁵ pkt 2" in said
