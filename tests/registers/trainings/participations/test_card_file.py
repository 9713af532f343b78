"""Participation cards in a workbook: written for who lacks one, filled in by people, read back as far as good."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.progress import NoProgress
from app.exchange.spreadsheets import Format
from app.registers.trainings.participations.domain import Attendance, Participation, Step
from app.registers.trainings.participations.sheet import CardLine, card_line, read_cards, write_cards
from tests.registers.trainings.people import CARD, People, add_course, add_institution, attended, registered, with_card

FILLED: dict[str, Any] = {"content": 5, "lecturer": 4, "usefulness": 5, "materials": 3, "organisation": 4, "value": 4}


@pytest.fixture
def two(services: Services, people: People) -> tuple[Participation, Participation]:
    """Two people of one training whose cards wait."""
    course = add_course(services)
    return attended(services, course.id, people.clerk), attended(services, course.id, people.other)


def written(path: Path, lines: Sequence[CardLine]) -> Path:
    write_cards(lines, path, Format.XLSX, NoProgress())
    return path


def reasons(services: Services, path: Path, *, dry_run: bool = True) -> list[tuple[str, str]]:
    report = services.card_exchange.load(path, dry_run=dry_run)
    return [(row.column, row.reason) for row in report.refused]


@pytest.mark.parametrize("form", list(Format))
def test_an_exported_sheet_is_filled_in_and_read_back_whole(
    services: Services, two: tuple[Participation, Participation], tmp_path: Path, form: Format
) -> None:
    path = tmp_path / f"karty.{form.value}"
    assert services.card_exchange.export(path, form) == 2
    lines = [row.draft for row in read_cards(path, NoProgress()).drafts]
    assert [(line.number, line.person, line.content) for line in lines] == [
        (each.number, each.person, None) for each in two
    ]
    filled = [replace(line, **FILLED, recommended=True, applied="Nowe wzory\ni terminy") for line in lines]
    write_cards(filled, path, form, NoProgress())
    tried = services.card_exchange.load(path, dry_run=True)
    assert (tried.new, tried.refused) == (2, ())
    assert all(each.mean is None for each in services.participations.all())
    done = services.card_exchange.load(path, dry_run=False)
    assert (done.new, done.refused, len(done.change.ids)) == (2, (), 2)
    for each in services.participations.all():
        assert (each.mean, each.recommended, each.applied) == (417, True, "Nowe wzory\ni terminy")
        assert (each.waiting_for, each.steps[-1].done_on) == (Step.READ_CARD, each.ends_on)
    again = services.card_exchange.load(path, dry_run=False)
    assert (again.new, again.unchanged, again.refused) == (0, 2, ())


def test_only_the_cards_of_a_training_or_an_institution_are_written(
    services: Services, people: People, tmp_path: Path
) -> None:
    course = add_course(services)
    other = add_institution(services, "Akademia Finansów Publicznych")
    elsewhere = add_course(services, topic="Finanse", institution_id=other)
    attended(services, course.id, people.clerk)
    attended(services, elsewhere.id, people.other)
    exchange, path = services.card_exchange, tmp_path / "karty.xlsx"
    assert exchange.export(path, Format.XLSX, course_id=course.id) == 1
    assert exchange.export(path, Format.XLSX, institution_id=other) == 1
    assert [row.draft.topic for row in read_cards(path, NoProgress()).drafts] == ["Finanse"]


def test_lines_without_anything_on_the_card_are_left_out_and_told(
    services: Services, two: tuple[Participation, Participation], tmp_path: Path
) -> None:
    lines = [replace(card_line(two[0]), content=3), card_line(two[1])]
    report = services.card_exchange.load(written(tmp_path / "k.xlsx", lines), dry_run=False)
    assert (report.new, report.notices) == (1, ("Wiersze bez żadnego wpisu na karcie pominięto: 1.",))


@pytest.mark.parametrize(
    ("changes", "column", "said"),
    [
        ({"number": "999/2026"}, "Numer", "Nie ma udziału o tym numerze"),
        ({"person": "Jan Inny"}, "Osoba", "w programie jest inna osoba: Ewa Nowak"),
        ({"content": 6}, "Treść", ""),
        ({"filled_on": date(2026, 11, 1)}, "Dzień wypełnienia", ""),
        ({"filled_on": date(2027, 1, 5)}, "Dzień wypełnienia", "Tego dnia jeszcze nie było"),
    ],
)
def test_a_faulty_line_is_refused_where_it_is_wrong_and_the_good_one_is_kept(
    services: Services,
    two: tuple[Participation, Participation],
    tmp_path: Path,
    changes: dict[str, Any],
    column: str,
    said: str,
) -> None:
    faulty = replace(card_line(two[0]), **{**FILLED, **changes})
    path = written(tmp_path / "k.xlsx", [faulty, replace(card_line(two[1]), content=4)])
    ((where, reason),) = reasons(services, path, dry_run=False)
    assert where == column
    assert said in reason
    assert [each.id for each in services.participations.all() if each.mean is not None] == [two[1].id]


def test_a_card_of_somebody_absent_is_refused_and_one_that_differs_from_the_stored_one(
    services: Services, people: People, tmp_path: Path
) -> None:
    course = add_course(services)
    absent = attended(services, course.id, people.clerk, Attendance.ABSENT)
    known = with_card(services, course.id, people.other, CARD)
    early = registered(services, course.id, people.head)
    lines = [
        replace(card_line(absent), content=3),
        replace(card_line(known), content=1),
        replace(card_line(early), content=3),
    ]
    found = reasons(services, written(tmp_path / "k.xlsx", lines))
    assert [column for column, _ in found] == ["Numer"] * 3
    assert "nie było" in found[0][1]
    assert "różni się" in found[1][1]
    assert "obecnoś" in found[2][1].lower()
