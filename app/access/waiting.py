"""Waiting that grows with failed attempts to sign in, kept outside the database, apart for each database.

It slows down who guesses at this computer's screen. Whoever takes the files away is slowed down by Argon2 alone.
"""

import json
import secrets
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import ceil
from pathlib import Path

from app.access.keyring import WrongPassword, WrongRecoveryKey
from app.core import file_lock, paths
from app.core.clock import Clock
from app.core.errors import EnvironmentProblem, Refusal
from app.core.polish import plural

_BUSY = "Inny program właśnie loguje kogoś do tej bazy. Poczekaj chwilę i spróbuj ponownie."


class TooSoon(Refusal):
    """An attempt before the waiting is over; ``seconds`` is how long it still takes."""

    def __init__(self, seconds: int) -> None:
        number, unit = (seconds, "sekund") if seconds < 60 else (-(-seconds // 60), "minut")
        words = f"{number} {plural(number, unit + 'ę', unit + 'y', unit)}"
        super().__init__(f"Za dużo nieudanych prób logowania. Spróbuj ponownie za {words}.")
        self.seconds = seconds


@dataclass(frozen=True)
class Pace:
    """``free`` attempts cost nothing; then ``first`` seconds, doubled each time up to ``longest``."""

    free: int
    first: int
    longest: int

    def seconds(self, failures: int) -> int:
        """How long to wait after so many failures in a row."""
        over = failures - self.free
        return 0 if over < 0 else min(self.longest, self.first << min(over, 20))


@cache
def usual_pace() -> Pace:
    """The pace from ``resources/dictionaries/passwords.toml``."""
    text = (paths.resources() / "dictionaries" / "passwords.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)["waiting"]
    return Pace(found["free"], found["first"], found["longest"])


@dataclass(frozen=True)
class Attempt:
    """One attempt; ``failures`` in a row came before it, the last one at ``at`` (seconds since 1970)."""

    failures: int
    at: float = 0.0


class Waiting:
    """The failed attempts of one database; ``location`` tells databases apart."""

    def __init__(self, location: str, clock: Clock, folder: Path | None = None, pace: Pace | None = None) -> None:
        name = sha256(location.encode()).hexdigest()[:16]
        self._path = (folder or _state_folder()) / f"{name}.json"
        self._clock = clock
        self._pace = pace or usual_pace()

    def remaining(self) -> int:
        """Seconds until the next attempt may be made, 0 when at once."""
        failures, at = self._read()
        pause = self._pace.seconds(failures)
        # a clock that was set back makes the waiting begin anew, not last for years
        passed = max(0.0, self._clock.now().timestamp() - at)
        return max(0, ceil(pause - passed))

    @contextmanager
    def attempt(self) -> Iterator[Attempt]:
        """Try a password or the recovery key inside; TooSoon while there is something to wait for.

        The failure is written down before the attempt, so that several programs at once gain nothing and a killed
        one counts. It is taken back when the attempt succeeds, or fails for another reason than a wrong secret.
        """
        attempt = self._begin()
        try:
            yield attempt
        except (WrongPassword, WrongRecoveryKey):
            raise
        except Exception:
            self._take_back(attempt)
            raise
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _begin(self) -> Attempt:
        with self._alone():
            if seconds := self.remaining():
                raise TooSoon(seconds)
            attempt = Attempt(*self._read())
            self._write(attempt.failures + 1, self._clock.now().timestamp())
        return attempt

    def _take_back(self, attempt: Attempt) -> None:
        # the computer's failure must not be raised as another one
        with suppress(EnvironmentProblem), self._alone():
            failures, at = self._read()
            nobody_else = failures == attempt.failures + 1
            self._write(max(0, failures - 1), attempt.at if nobody_else else at)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other program counts meanwhile; a home folder that refuses to be written must not lock people out."""
        with ExitStack() as stack:
            with suppress(OSError):
                stack.enter_context(file_lock.held(self._path.with_suffix(".lock"), _BUSY))
            yield

    def _read(self) -> tuple[int, float]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            return int(found["failures"]), float(found["at"])
        except (OSError, ValueError, TypeError, KeyError):
            return 0, 0.0

    def _write(self, failures: int, at: float) -> None:
        temporary = self._path.with_suffix(f".{secrets.token_hex(4)}.tmp")
        with suppress(OSError):
            try:
                temporary.write_text(json.dumps({"failures": failures, "at": at}), encoding="utf-8")
                temporary.replace(self._path)
            finally:
                temporary.unlink(missing_ok=True)


def _state_folder() -> Path:
    from platformdirs import user_state_path

    folder = user_state_path(paths.APPLICATION, appauthor=False) / "logowanie"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder
