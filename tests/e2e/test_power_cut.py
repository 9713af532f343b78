"""kill -9 while saving: the file is whole, what was acknowledged is there, and unsaved typing is offered again."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from app.shell.panels import DeedLine
from db.check import check
from tests.e2e.busy_clerk import TYPED
from tests.e2e.programs import python, started, wait_for
from tests.shell.windows import Desk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")


@pytest.fixture
def acknowledged(demo_database: Path, tmp_path: Path) -> int:
    """A clerk's program killed in the middle of its work; the number of the last save it told of."""
    log = tmp_path / "clerk.log"
    command = python("tests.e2e.busy_clerk", str(demo_database))
    with started(command, {"QT_QPA_PLATFORM": "offscreen"}, log) as clerk:
        wait_for(lambda: "drafted" in log.read_text(encoding="utf-8"), "the draft", 30)
        wait_for(lambda: len(log.read_text(encoding="utf-8").splitlines()) > 12, "ten saves", 30)
        clerk.kill()
    lines = [line for line in log.read_text(encoding="utf-8").splitlines() if line.isdigit()]
    return int(lines[-1])


def test_file_is_whole_and_the_work_is_offered_again(
    acknowledged: int, demo_database: Path, request: pytest.FixtureRequest
) -> None:
    assert check(demo_database).ok
    desk: Desk = request.getfixturevalue("reopened")
    card = desk.services.cards.by_symbol("DG-02")
    assert card is not None
    saved = int(card.notes.removeprefix("zapis "))
    assert acknowledged <= saved <= acknowledged + 1, "at most the save under way came through unsaid"
    lines = desk.window.dashboard.findChildren(DeedLine)
    (offer,) = [line for line in lines if line.text().startswith("Niezapisane zmiany")]
    assert "SO-01" in offer.text()
    offer.click()
    form = desk.form()
    keep = next(b for b in form.findChildren(QPushButton) if "rzywróć niezapisane" in b.text())
    assert keep.isVisible()
    keep.click()
    assert form.draft().name == TYPED
    form.save()
    desk.settle()
    again = desk.services.cards.by_symbol("SO-01")
    assert again is not None
    assert again.name == TYPED
    desk.window.tabs.setCurrentIndex(0)
    desk.settle()
    assert not [line for line in desk.window.dashboard.findChildren(DeedLine) if "Niezapisane" in line.text()]
