"""Which terms run for a sheet and a person, explained in words, and who is due."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.core.terms import NotEarlier
from app.registers.evaluations.regulations.domain import NotEarlierFrom
from app.registers.evaluations.sheets.clocks import after_negative, clocks, due_by, not_before
from app.registers.evaluations.sheets.domain import Decision, Evaluation, Previous, State, Tone, Verdict
from app.registers.evaluations.sheets.steps import Step
from tests.registers.evaluations.sheets.test_steps import blank, delivered, go, signed

ART = "ustawy o pracownikach samorządowych"


def keys(sheet: Evaluation, on: date) -> list[tuple[str, Tone]]:
    return [(clock.key, clock.tone) for clock in clocks(sheet, on)]


def test_the_employee_s_term_is_explained_with_its_shift() -> None:
    sheet = replace(delivered(date(2026, 11, 4)), head_delivered_on=date(2026, 11, 4))
    (clock,) = clocks(sheet, date(2026, 11, 6))
    assert (clock.key, clock.day, clock.left) == ("appeal", date(2026, 11, 12), "zostało 6 dni")
    assert clock.article == f"art. 27 ust. 5 {ART}"
    assert clock.explanation == (
        f"7 dni od doręczenia oceny 04.11.2026 (art. 27 ust. 5 {ART}); dnia doręczenia oceny nie wlicza się "
        "(art. 111 § 2 KC). 7. dzień przypada w środę 11.11.2026 (Narodowe Święto Niepodległości), więc termin mija "
        "w czwartek 12.11.2026 (art. 115 KC)."
    )


@pytest.mark.parametrize(
    ("on", "tone"),
    [
        (date(2026, 11, 15), Tone.CALM),
        (date(2026, 11, 16), Tone.SOON),
        (date(2026, 11, 19), Tone.SOON),
        (date(2026, 11, 23), Tone.SOON),
        (date(2026, 11, 24), Tone.LATE),
    ],
)
def test_the_office_s_own_term_is_not_shifted_and_alarms_on_days_7_and_10(on: date, tone: Tone) -> None:
    sheet = replace(go(delivered(), (Step.FILE_APPEAL, date(2026, 11, 9))), head_delivered_on=date(2026, 11, 9))
    (clock,) = clocks(sheet, on)
    assert (clock.key, clock.day, clock.tone) == ("decision", date(2026, 11, 23), tone)


def test_the_office_s_own_term_says_why_it_is_not_shifted() -> None:
    sheet = replace(go(delivered(), (Step.FILE_APPEAL, date(2026, 11, 7))), head_delivered_on=date(2026, 11, 9))
    (clock,) = clocks(sheet, date(2026, 11, 20))
    assert clock.day == date(2026, 11, 21), "a Saturday"
    assert "Końca terminu nie przesuwa się na dzień roboczy: termin wiąże urząd" in clock.explanation


def test_a_signed_sheet_waits_for_delivery_without_delay() -> None:
    found = clocks(signed(), date(2026, 11, 5))
    assert [(clock.key, clock.tone, clock.left) for clock in found] == [
        ("delivery", Tone.LATE, "czeka 3 dni od podpisania"),
        ("head_delivery", Tone.LATE, "czeka 3 dni od podpisania"),
    ]
    assert "niezwłocznie (art. 27 ust. 4" in found[0].explanation
    assert keys(signed(), date(2026, 11, 2))[0] == ("delivery", Tone.SOON)


def test_a_late_appeal_s_request_and_a_decision_to_deliver_are_told() -> None:
    late = go(delivered(), (Step.FILE_APPEAL, date(2026, 11, 12)), (Step.ASK_RESTORE, date(2026, 11, 12)))
    assert ("restore", Tone.CALM) in keys(late, date(2026, 11, 13))
    restored = go(late, (Step.DECIDE_RESTORE, date(2026, 11, 13), {"restore_granted": True}))
    assert ("decision", Tone.SOON) in keys(restored, date(2026, 11, 20))
    decided = replace(restored, decision=Decision.UPHELD, decision_on=date(2026, 11, 20))
    assert ("decision_delivery", Tone.SOON) in keys(decided, date(2026, 11, 20))


def test_until_the_signature_the_office_s_day_and_the_act_s_last_day_run() -> None:
    sheet = blank(planned_on=date(2026, 11, 30), due_by=date(2027, 3, 1), not_before=date(2026, 11, 23))
    assert keys(sheet, date(2026, 11, 20)) == [
        ("not_before", Tone.CALM), ("planned", Tone.SOON), ("due", Tone.CALM),
    ]  # fmt: skip
    assert keys(sheet, date(2027, 3, 2)) == [("planned", Tone.LATE), ("due", Tone.LATE)]
    planned, due = clocks(sheet, date(2026, 12, 1))
    assert planned.article == ""
    assert planned.left == "termin minął wczoraj"
    assert due.article == f"art. 27 ust. 2 {ART}"


@pytest.mark.parametrize(
    ("why", "article"),
    [
        (f"Nie wcześniej niż po 3 miesiącach od doręczenia oceny 22.11.2026 (art. 27 ust. 8 {ART}).", "art. 27 ust. 8"),
        (
            f"Nie wcześniej niż po 6 miesiącach od poprzedniej oceny 22.05.2026 (art. 27 ust. 2 {ART}).",
            "art. 27 ust. 2",
        ),
        ("Nie wcześniej niż po 6 miesiącach od objęcia stanowiska 01.06.2026 (regulamin ocen).", "regulamin ocen"),
        ("", ""),
    ],
)
def test_the_first_day_of_a_sheet_is_told_with_the_rule_it_comes_from(why: str, article: str) -> None:
    (clock,) = clocks(blank(not_before=date(2027, 3, 2), not_before_why=why), date(2026, 12, 1))
    assert clock.explanation == (why or "Ocenę wolno sporządzić od 02.03.2027.")
    assert clock.article == (f"{article} {ART}" if article.startswith("art.") else article)


def test_a_passed_term_to_appeal_asks_to_close_the_sheet() -> None:
    sheet = replace(delivered(date(2026, 11, 4)), head_delivered_on=date(2026, 11, 4))
    (clock,) = clocks(sheet, date(2026, 11, 13))
    assert (clock.title, clock.tone) == ("Zamknięcie oceny: termin odwołania minął", Tone.SOON)


def test_the_head_s_copy_is_asked_for_after_finality_too() -> None:
    final = replace(delivered(date(2026, 11, 4)), state=State.FINAL, final_on=date(2026, 11, 13))
    assert [key for key, _ in keys(final, date(2026, 11, 20))] == ["head_delivery"]


@pytest.mark.parametrize("state", [State.CANCELLED, State.CHANGED, State.REPEATED])
def test_no_clock_runs_on_a_sheet_that_came_to_nothing(state: State) -> None:
    assert clocks(blank(state=state, due_by=date(2020, 1, 1)), date(2026, 1, 1)) == ()


# -- between two evaluations ------------------------------------------------------------------------------------------


def previous(**more: Any) -> Previous:
    given = {"on": date(2026, 2, 27), "delivered_on": date(2026, 3, 2), "verdict": Verdict.POSITIVE, **more}
    return Previous(employee_id=1, evaluation_id=1, number="1/2026", **given)


@pytest.mark.parametrize(
    ("delivered_on", "final_on", "chosen", "opens"),
    [
        # the later of delivery and finality, three months on, the day after
        (date(2026, 11, 30), date(2026, 12, 8), NotEarlierFrom.LATER, date(2027, 3, 9)),
        (date(2026, 11, 30), date(2026, 12, 8), NotEarlierFrom.DELIVERY, date(2027, 3, 1)),
        (date(2026, 11, 30), date(2026, 12, 8), NotEarlierFrom.FINALITY, date(2027, 3, 9)),
        (date(2026, 11, 30), None, NotEarlierFrom.FINALITY, date(2027, 3, 1)),
        (None, date(2026, 12, 8), NotEarlierFrom.LATER, date(2027, 3, 9)),
    ],
)  # fmt: skip
def test_after_a_negative_one_three_months_pass(
    delivered_on: date | None, final_on: date | None, chosen: NotEarlierFrom, opens: date
) -> None:
    negative = previous(verdict=Verdict.NEGATIVE, delivered_on=delivered_on, final_on=final_on)
    waiting = after_negative(negative, {"not_earlier_from": chosen.value}, date(2026, 12, 20))
    assert isinstance(waiting, NotEarlier)
    assert waiting.opens == opens
    assert f"art. 27 ust. 8 {ART}" in waiting.explanation()
    assert not_before(negative, None, {"not_earlier_from": chosen.value}, date(2026, 12, 20)) == waiting


def test_the_act_asks_for_one_in_two_years_and_not_two_in_half_a_year() -> None:
    today = date(2026, 11, 22)
    term, waiting = due_by(previous(), None, {}, today), not_before(previous(), None, {}, today)
    assert term is not None
    assert waiting is not None
    assert term.end == date(2028, 2, 27), "from the day it was made"
    assert waiting.opens == date(2026, 9, 3), "from delivery, the day after"


def test_a_regulation_may_ask_for_more_but_never_for_less() -> None:
    today = date(2026, 11, 22)
    stricter = due_by(previous(), None, {"months_at_most": 12}, today)
    assert stricter is not None
    assert stricter.end == date(2027, 2, 27)
    assert "regulamin ocen" in stricter.explanation()
    laxer = due_by(previous(), None, {"months_at_most": 36}, today)
    assert laxer is not None
    assert laxer.end == date(2028, 2, 27)
    for months, opens in ((9, date(2026, 12, 3)), (3, date(2026, 9, 3))):
        waiting = not_before(previous(), None, {"months_at_least": months}, today)
        assert waiting is not None
        assert waiting.opens == opens


def test_the_first_evaluation_counts_from_the_post() -> None:
    today, since = date(2026, 11, 22), date(2026, 10, 1)
    term, waiting = due_by(None, since, {}, today), not_before(None, since, {"months_in_post": 6}, today)
    assert term is not None
    assert waiting is not None
    assert (term.end, waiting.opens) == (date(2028, 10, 1), date(2027, 4, 1))
    assert not_before(None, since, {"months_in_post": 0}, today) is None
    assert due_by(None, None, {}, today) is None
