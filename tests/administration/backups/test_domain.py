"""Which copies go and when one is due: tables and properties, without any file."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.administration.backups import words
from app.administration.backups.domain import (
    SAFETY,
    Backup,
    Keeping,
    Reason,
    Schedule,
    State,
    Status,
    changed_since,
    to_drop,
)

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
PLACE = Path("kopie")


def copy(moment: datetime, reason: str = Reason.AUTOMATIC, state: State = State.SOUND, name: str = "") -> Backup:
    return Backup(PLACE / (name or f"urzad-{moment:%Y%m%d-%H%M%S}"), moment, reason, 1, state=state)


def ago(days: float, reason: str = Reason.AUTOMATIC, state: State = State.SOUND) -> Backup:
    return copy(NOW - timedelta(days=days), reason, state)


def kept(copies: Sequence[Backup], keeping: Keeping, now: datetime = NOW) -> list[float]:
    """Ages in days of the copies that stay."""
    dropped = set(to_drop(copies, now, keeping, UTC))
    return [round((now - one.moment) / timedelta(days=1), 2) for one in copies if one not in dropped]


@pytest.mark.parametrize(
    ("ages", "keeping", "stay"),
    [
        ([], Keeping(), []),
        ([0.1, 0.2, 0.3, 1.0, 1.1], Keeping(), [0.1, 0.2, 0.3, 1.0, 1.1]),
        # of a day before yesterday only the last one
        ([0.1, 2.0, 2.1, 2.2], Keeping(), [0.1, 2.0]),
        # numbers count days that have a copy, not days of the calendar
        ([0.1, 5, 5.1, 300, 300.1, 700], Keeping(1, 2, 0, 0), [0.1, 5, 300]),
        # 22.11.2026 is a Sunday: two weeks from Monday, one copy each, and not of the week that a day stands for
        ([0, 3, 6, 7, 9, 13, 14, 20], Keeping(1, 1, 2, 0), [0, 3, 7, 14]),
        # a month for which a day or week already stands is not kept twice
        ([0, 30, 31, 60, 90, 120, 400], Keeping(1, 1, 0, 2), [0, 30, 60, 90]),
        ([10, 20, 30], Keeping(1, 0, 0, 0), [10]),
    ],
    ids=["none", "recent", "day", "days with copies", "weeks", "months", "newest alone"],
)
def test_thinning(ages: list[float], keeping: Keeping, stay: list[float]) -> None:
    assert kept([ago(age) for age in ages], keeping) == stay


def test_a_year_of_work_leaves_what_the_plan_says() -> None:
    """Ten copies each working hour, thinned each evening, as the program does."""
    copies: list[Backup] = []
    for day in range(365):
        evening = NOW + timedelta(days=day)
        copies += [copy(evening - timedelta(hours=hour)) for hour in range(8)]
        gone = set(to_drop(copies, evening, Keeping(), UTC))
        copies = [one for one in copies if one not in gone]
    last = NOW + timedelta(days=364)
    ages = sorted({(last - one.moment).days for one in copies})
    assert ages[:14] == list(range(14))
    assert len(copies) == 2 * 8 + 12 + 10 + 9
    assert 300 < ages[-1] < 365


@pytest.mark.parametrize("reason", sorted(SAFETY))
def test_copies_before_deeds_stay_for_a_month(reason: str) -> None:
    keeping = Keeping(1, 1, 0, 0)
    assert kept([ago(0), ago(3), ago(29, reason), ago(31, reason), ago(20)], keeping) == [0, 3, 29]


def test_a_faulty_copy_takes_nobodys_place() -> None:
    keeping = Keeping(1, 1, 0, 0)
    copies = [ago(0, state=State.FAULTY), ago(3, state=State.FAULTY), ago(3.1), ago(40, state=State.FAULTY), ago(50)]
    # the newest sound one is kept although a faulty one is younger
    assert kept(copies, keeping) == [0, 3, 3.1]


def test_what_a_restore_replaced_stays_as_long_as_copies_whose_logs_it_explains() -> None:
    copies = [ago(0), ago(90, Reason.REPLACED), ago(90.1), ago(120)]
    assert kept(copies, Keeping(1, 1, 0, 2, safety_days=30)) == [0, 90, 120]
    assert kept(copies, Keeping(1, 1, 0, 0, safety_days=30)) == [0, 90]
    assert kept(copies[:2] + copies[3:], Keeping(1, 0, 0, 0, safety_days=30)) == [0]


def test_copies_from_the_future_neither_go_nor_push_others_out() -> None:
    ages = [-400, -399, 0, 3, 3.1]
    assert kept([ago(age) for age in ages], Keeping(1, 1, 0, 0)) == [-400, -399, 0, 3]


def test_copies_of_a_clock_without_a_battery_are_thinned_like_old_ones() -> None:
    ancient = [copy(datetime(1980, 1, 1, hour, tzinfo=UTC)) for hour in range(3)]
    dropped = to_drop([*ancient, ago(0)], NOW, Keeping(1, 1, 0, 0), UTC)
    assert set(dropped) == set(ancient[:2])


_COPIES = st.lists(
    st.builds(
        lambda hours, reason, state, number: copy(
            NOW - timedelta(hours=hours), reason, state, f"urzad-{number:08d}-000000"
        ),
        st.integers(-2000, 20_000),
        st.sampled_from([*Reason]),
        st.sampled_from([State.SOUND, State.SOUND, State.SOUND, State.FAULTY]),
        st.integers(0, 10**8 - 1),
    ),
    unique_by=lambda one: one.name,
    max_size=60,
)
_KEEPING = st.builds(
    Keeping, st.integers(1, 5), st.integers(0, 6), st.integers(0, 6), st.integers(0, 6), st.integers(1, 40)
)


@given(_COPIES, _KEEPING)
def test_thinning_never_takes_what_is_needed(copies: list[Backup], keeping: Keeping) -> None:
    dropped = to_drop(copies, NOW, keeping, UTC)
    assert set(dropped) <= set(copies)
    sound = sorted((one for one in copies if one.state is State.SOUND), key=lambda one: (one.moment, one.name))
    past = [one for one in sound if one.moment <= NOW]
    if sound:
        assert (past or sound)[-1] not in dropped
    safe = NOW - timedelta(days=keeping.safety_days)
    for one in dropped:
        assert one.moment <= NOW
        assert one.reason not in SAFETY or one.moment < safe
    recent = (NOW - timedelta(days=keeping.days_all - 1)).date()
    assert not any(one.moment.date() >= recent for one in dropped if one.state is State.SOUND)


@given(_COPIES, _KEEPING)
def test_thinning_twice_is_thinning_once_and_bounded(copies: list[Backup], keeping: Keeping) -> None:
    dropped = set(to_drop(copies, NOW, keeping, UTC))
    rest = [one for one in copies if one not in dropped]
    assert to_drop(rest, NOW, keeping, UTC) == ()
    assert to_drop(list(reversed(copies)), NOW, keeping, UTC) == to_drop(copies, NOW, keeping, UTC)
    recent = (NOW - timedelta(days=keeping.days_all - 1)).date()
    old = [one for one in rest if one.moment.date() < recent and one.state is State.SOUND and one.reason not in SAFETY]
    assert len(old) <= keeping.daily + keeping.weekly + keeping.monthly + 1


@pytest.mark.parametrize(
    ("changed", "minutes", "due"),
    [
        (True, None, True),
        (False, None, True),
        (True, 29, False),
        (True, 30, True),
        (False, 30, False),
        (False, 24 * 60, True),
        (True, -60, True),
        (False, -60, False),
    ],
)
def test_when_a_copy_is_due(changed: bool, minutes: int | None, due: bool) -> None:
    last = None if minutes is None else NOW - timedelta(minutes=minutes)
    assert Schedule().is_due(changed=changed, last=last, now=NOW) is due
    assert not Schedule(automatic=False).is_due(changed=changed, last=last, now=NOW)


def test_the_log_of_events_is_no_change() -> None:
    one = Backup(PLACE / "a", NOW, Reason.MANUAL, 1, revisions={"unit": 2, "audit": 5})
    assert not changed_since(one, {"unit": 2, "audit": 9}, "audit")
    assert not changed_since(one, {"unit": 2, "audit": 9, "office": 0}, "audit")
    assert changed_since(one, {"unit": 3, "audit": 5}, "audit")
    # fewer, too: after a restore
    assert changed_since(one, {"unit": 1}, "audit")
    assert changed_since(None, {}, "audit")


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=20), "przed chwilą"),
        (timedelta(minutes=1), "1 minutę temu"),
        (timedelta(minutes=12), "12 minut temu"),
        (timedelta(minutes=23), "23 minuty temu"),
        (timedelta(hours=1), "1 godzinę temu"),
        (timedelta(hours=5), "5 godzin temu"),
        (timedelta(days=1), "1 dzień temu"),
        (timedelta(days=22), "22 dni temu"),
        (-timedelta(seconds=30), "przed chwilą"),
    ],
)
def test_ages_in_words(passed: timedelta, said: str) -> None:
    assert words.age(NOW - passed, NOW) == said


def test_the_status_says_more_than_a_colour() -> None:
    fresh = Status(NOW - timedelta(minutes=12), late=False, changed=False)
    assert words.status(fresh, NOW) == "Ostatnia kopia: 12 minut temu"
    old = Status(NOW - timedelta(days=3), late=True, changed=True)
    assert words.status(old, NOW) == "Ostatnia kopia: 3 dni temu – za dawno"
    assert not old.is_well
    assert words.status(Status(None, late=True, changed=True), NOW) == "Nie ma jeszcze kopii zapasowej"
    failed = Status(NOW, late=False, changed=True, problem="Na dysku nie ma miejsca.")
    assert "nie udała" in words.status(failed, NOW)
    assert "Na dysku nie ma miejsca." in list(words.status_details(failed, NOW))
    future = Status(NOW + timedelta(days=2), late=False, changed=False)
    assert "z przyszłości" in words.status(future, NOW)
