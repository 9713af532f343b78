"""Item 7 of a notice: money of the same sphere in the year of the announcement and the one before, from the grants."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from app.bootstrap import Services
from app.registers.ngos.contests.domain import ContestDraft, OtherSphere, past_tasks
from app.registers.ngos.contests.form import ContestForm
from app.registers.ngos.contests.words import past_in_words
from app.registers.ngos.cooperation_figures import GrantKind, PastTask, PastTasks
from app.registers.ngos.grants.domain import GrantDraft, Tranche
from tests.registers.ngos.offers.filed import club, contest
from tests.shell.windows import Desk, desk

TODAY = date(2026, 11, 22)
SPORT = ContestDraft(title="Sport", sphere="17")


def grant(services: Services, **more: Any) -> None:
    """A grant of another way, agreed in 2026."""
    values: dict[str, Any] = {
        "kind": GrantKind.OTHER,
        "ngo_id": club(services),
        "title": "Szkółka",
        "sphere": "17",
        "year": 2026,
        "granted": 1_000_000,
        "agreement_on": date(2026, 1, 5),
        "task_from": date(2026, 1, 12),
        "task_until": date(2026, 12, 31),
        **more,
    }
    services.grants.create(GrantDraft(**values))


def spent(services: Services, draft: ContestDraft) -> tuple[int, int]:
    """What the register proposes for the year of the announcement and the one before."""
    past = past_tasks(draft, services.grants.past_tasks(), TODAY)
    return past.spent(past.years[0]), past.spent(past.years[1])


def test_money_counts_in_the_calendar_year_in_which_it_was_paid(services: Services) -> None:
    turn = (
        Tranche(amount=400_001, paid_on=date(2025, 12, 31)),
        Tranche(amount=600_000, paid_on=date(2026, 1, 1)),
        Tranche(amount=100, due_on=date(2026, 2, 1)),
    )
    grant(services, granted=1_000_101, agreement_on=date(2025, 12, 1), tranches=turn)
    grant(services, granted=50)
    grant(services, granted=7_000, agreement_on=None)
    grant(services, granted=90, agreement_on=date(2024, 12, 31), year=2025)
    assert spent(services, SPORT) == (600_050, 400_001)
    # a notice of another year looks at other years
    assert spent(services, replace(SPORT, notice_bip=date(2025, 3, 1))) == (400_001, 90)


def test_only_tasks_in_the_spheres_of_the_contest_are_of_the_same_kind(services: Services) -> None:
    grant(services)
    grant(services, sphere="16", title="Festyn", granted=200)
    assert spent(services, replace(SPORT, sphere="4")) == (0, 0)
    assert spent(services, replace(SPORT, other_spheres=(OtherSphere(code="16"),))) == (1_000_200, 0)


def test_the_text_names_tasks_the_greatest_first_and_says_as_of_when() -> None:
    tasks = (PastTask("17", 2026, "Liga", "Klub A", 100), PastTask("17", 2026, "Szkółka", "Klub B", 5_000))
    said = past_in_words(PastTasks(2026, tasks, TODAY)).replace("\u00a0", " ")
    assert said == (
        "W 2026 r. (stan na 22.11.2026) przekazano dotacje, razem 51,00 zł: Szkółka (Klub B) – 50,00 zł; Liga (Klub A) "
        "– 1,00 zł.\nW 2025 r. dotacji na takie zadania nie przekazano."
    )


def test_many_tasks_fit_the_field_and_the_sum_still_counts_all() -> None:
    tasks = tuple(PastTask("17", year, "Z" * 200, "O" * 100, 100) for year in (2026, 2025) for _ in range(60))
    said = past_in_words(PastTasks(2026, tasks, TODAY)).replace("\u00a0", " ")
    assert len(said) <= 2000
    assert said.count("razem 60,00 zł") == 2
    assert "inne: 57 dotacji" in said


@pytest.fixture
def opened(qapp: QApplication, services: Services) -> Iterator[Desk]:
    """The window of the program with one contest and one grant of its sphere."""
    contest(services, sphere="17", notice_bip=None, notice_seat=None, notice_site=None)
    grant(services)
    with desk(qapp, services) as shown:
        yield shown


def test_the_button_writes_both_years_and_the_tasks_anew_and_they_can_be_changed(opened: Desk) -> None:
    tab: Any = opened.window.go_to("contests")
    opened.settle()
    tab.select_record(opened.services.contests.all()[0].id)
    tab.edit_action.trigger()
    form = opened.form()
    assert isinstance(form, ContestForm)
    assert any("w 2026 r. 10 000,00 zł" in text.replace("\u00a0", " ") for text in form.notes.texts)
    button = form.findChild(QPushButton, "past_from_register")
    assert button is not None
    # what came into the register meanwhile counts, too
    grant(opened.services, granted=100)
    button.click()
    opened.settle()
    draft = form.draft()
    assert (draft.spent_this_year, draft.spent_last_year) == (1_000_100, 0)
    assert draft.past_tasks.startswith("W 2026 r. (stan na 22.11.2026)")
