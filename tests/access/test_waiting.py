"""Waiting after failed attempts: it grows, it ends, it cannot be tricked by several programs or by the clock."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.keyring import WrongPassword
from app.access.waiting import Pace, TooSoon, Waiting, usual_pace
from app.core.clock import FixedClock
from app.core.errors import EnvironmentProblem
from tests.conftest import NOW

PACE = Pace(free=3, first=2, longest=900)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def waiting(tmp_path: Path, clock: FixedClock) -> Waiting:
    return Waiting("/baza", clock, tmp_path, PACE)


def fail(waiting: Waiting) -> None:
    with pytest.raises(WrongPassword), waiting.attempt():
        raise WrongPassword


def test_the_pace() -> None:
    assert [PACE.seconds(failures) for failures in (0, 1, 2, 3, 4, 5, 6, 12, 500)] == [0, 0, 0, 2, 4, 8, 16, 900, 900]
    assert usual_pace().longest >= 60


def test_waiting_grows_and_ends(waiting: Waiting, clock: FixedClock) -> None:
    for expected in (0, 0, 2, 4, 8, 16):
        fail(waiting)
        assert waiting.remaining() == expected
        clock.moment += timedelta(seconds=expected)
        assert waiting.remaining() == 0


def test_too_soon_is_refused_without_looking_at_the_password(waiting: Waiting) -> None:
    for _ in range(3):
        fail(waiting)
    with pytest.raises(TooSoon, match="za 2 sekundy") as refusal, waiting.attempt():
        pytest.fail("the attempt was made")
    assert refusal.value.seconds == 2


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 sekundę"), (5, "5 sekund"), (22, "22 sekundy"), (61, "2 minuty"), (60, "1 minutę"), (900, "15 minut")],
)
def test_the_sentence_is_polish(seconds: int, words: str) -> None:
    assert str(TooSoon(seconds)).endswith(f"za {words}.")


def test_success_forgets_the_failures_and_tells_how_many_there_were(waiting: Waiting) -> None:
    fail(waiting)
    fail(waiting)
    with waiting.attempt() as attempt:
        pass
    assert attempt.failures == 2
    with waiting.attempt() as attempt:
        pass
    assert attempt.failures == 0


def test_a_failure_of_the_computer_is_no_wrong_password(waiting: Waiting) -> None:
    fail(waiting)
    for _ in range(5):
        with pytest.raises(EnvironmentProblem), waiting.attempt():
            raise EnvironmentProblem("dysk")
    with waiting.attempt() as attempt:
        pass
    assert attempt.failures == 1


def test_a_waiting_that_was_served_does_not_begin_again_with_a_failure_of_the_computer(
    waiting: Waiting, clock: FixedClock
) -> None:
    for _ in range(5):
        fail_later(waiting, clock)
    clock.moment += timedelta(seconds=waiting.remaining())
    with pytest.raises(EnvironmentProblem), waiting.attempt():
        raise EnvironmentProblem("dysk")
    assert waiting.remaining() == 0


def test_what_somebody_else_failed_meanwhile_stays(waiting: Waiting, tmp_path: Path, clock: FixedClock) -> None:
    for _ in range(2):
        fail(waiting)

    def work() -> None:
        clock.moment += timedelta(seconds=2)
        fail(Waiting("/baza", clock, tmp_path, PACE))
        raise EnvironmentProblem("dysk")

    with pytest.raises(EnvironmentProblem), waiting.attempt():
        work()
    assert waiting.remaining() == 2


def test_an_attempt_counts_before_it_is_answered(waiting: Waiting, tmp_path: Path, clock: FixedClock) -> None:
    """Ten programs that ask at the same moment get no more guesses than one."""
    begun = [Waiting("/baza", clock, tmp_path, PACE).attempt() for _ in range(PACE.free + 1)]
    for attempt in begun[:-1]:
        attempt.__enter__()
    with pytest.raises(TooSoon):
        begun[-1].__enter__()


def test_the_clock_set_back_neither_ends_nor_prolongs_the_waiting_for_ever(waiting: Waiting, clock: FixedClock) -> None:
    for _ in range(4):
        fail_later(waiting, clock)
    assert waiting.remaining() == 4
    clock.moment -= timedelta(days=400)
    assert waiting.remaining() == 4


def fail_later(waiting: Waiting, clock: FixedClock) -> None:
    clock.moment += timedelta(seconds=waiting.remaining())
    fail(waiting)


def test_databases_wait_apart(waiting: Waiting, tmp_path: Path, clock: FixedClock) -> None:
    for _ in range(3):
        fail(waiting)
    assert Waiting("/inna", clock, tmp_path, PACE).remaining() == 0


def test_a_damaged_note_locks_nobody_out(waiting: Waiting, tmp_path: Path) -> None:
    for _ in range(PACE.free):
        fail(waiting)
    assert waiting.remaining()
    notes = list(tmp_path.glob("*.json"))
    assert notes
    for note in notes:
        note.write_text("{", encoding="utf-8")
    with waiting.attempt():
        pass


def test_a_folder_that_refuses_locks_nobody_out(tmp_path: Path, clock: FixedClock) -> None:
    waiting = Waiting("/baza", clock, tmp_path / "nie ma", PACE)
    fail(waiting)
    with waiting.attempt():
        pass


def test_nothing_typed_is_written_down(waiting: Waiting, tmp_path: Path) -> None:
    fail(waiting)
    written = [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()]
    assert any(written)
    assert [set(text) - set('{}", :.0123456789failuresat') for text in written] == [set() for _ in written]
    assert all("/baza" not in file.name for file in tmp_path.iterdir())
