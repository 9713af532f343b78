"""Signing in with name and password: from the password to services over the open, encrypted database.

Argon2id at the program's usual cost is most of it, on purpose; the right password and a wrong one are measured
apart, because both make a clerk wait. The name nobody has must take as long as the wrong password.
"""

from collections.abc import Callable
from pathlib import Path

from app import bootstrap
from app.access.keyring import KeyRing, WrongPassword
from app.access.location import FileLocation
from tests.benchmarks.measurement import Figure, alternating, median, percentile, seconds
from tests.benchmarks.rows import SIGN_IN_TIME

_LOGIN, _PASSWORD = "anna", "kaczka lubi deszcz"


def measure(folder: Path, runs: int) -> list[Figure]:
    """Seconds per attempt."""
    database = folder / "sign-in.db"
    for leftover in folder.glob(f"*{database.name}*"):
        leftover.unlink()
    services, _code = bootstrap.create_office(database, login=_LOGIN, name="Anna Próbna", password=_PASSWORD)
    services.close()
    ring = KeyRing.of(database)

    def right() -> float:
        opened: list[bootstrap.Services] = []
        taken = seconds(
            lambda: opened.append(bootstrap.sign_in(FileLocation(database), login=_LOGIN, password=_PASSWORD))
        )
        opened[0].close()
        return taken

    # the key ring itself: the whole way in would make us wait after the third failure, as it must
    good, wrong, nobody = alternating(
        runs,
        right,
        lambda: seconds(_refused(lambda: ring.unlock(_LOGIN, "wrong words entirely"))),
        lambda: seconds(_refused(lambda: ring.unlock("nobody", "wrong words entirely"))),
        warm_up=True,
    )
    return [
        Figure(f"right password to open database, median of {runs}", median(good), "s", goal=SIGN_IN_TIME),
        Figure("the same, 95th percentile", percentile(good, 0.95), "s", goal=SIGN_IN_TIME),
        Figure("wrong password, and a name nobody has", median(wrong), "s", median(nobody), "a name nobody has"),
    ]


def _refused(attempt: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        try:
            attempt()
        except WrongPassword:
            return
        raise AssertionError("a wrong password opened the database")

    return run
