"""Two programs over one file make a sheet of the same person at the same moment."""

from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest

from app.bootstrap import Services, open_services
from app.core.errors import Invalid
from tests.registers.evaluations.sheets.people import add_people, planned


@pytest.fixture
def rival(services: Services, database: Path) -> Iterator[Services]:
    """Somebody else's program over the same file."""
    opened = open_services(database, services.clock)
    yield opened
    opened.close()


def test_of_two_who_make_a_sheet_at_the_same_moment_one_is_told(services: Services, rival: Services) -> None:
    start, told, clerk = Barrier(2), [], add_people(services).clerk

    def make(program: Services) -> None:
        start.wait()
        try:
            told.append(planned(program, clerk).number)
        except Invalid as refusal:
            told.append(refusal.problems[0].code)

    threads = [Thread(target=make, args=(program,)) for program in (services, rival)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["1/2026", "open_sheet"]
