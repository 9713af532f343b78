"""The yearly report of cooperation: who counts as cooperating, measures, money, limits of small grants, files."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.errors import NotAllowed
from app.core.permissions import Actor
from app.core.report_pages import Page
from app.registers.ngos.consultations.domain import Asked, Channel, ConsultationDraft
from app.registers.ngos.cooperation_figures import ContestFigure, GrantFigure, GrantKind
from app.registers.ngos.organisations.domain import LegalForm, OrganisationDraft, OrganisationStatus
from app.registers.ngos.programmes.domain import PriorityTask, Programme
from app.registers.ngos.summaries import pages
from app.registers.ngos.summaries.figures import (
    CooperationYear,
    cooperating,
    measured,
    money_by,
    register_of,
    small_limits,
)
from app.registers.ngos.summaries.usecases import RIGHTS, CooperationSummaries
from app.registers.ngos.summaries.words import PAGES
from tests.registers.ngos.programmes.days import at


def grant(ngo_id: int | None = 1, granted: int = 100, **more: Any) -> GrantFigure:
    """An offer in a contest that was given money."""
    values: dict[str, Any] = {
        "organisation": f"Organizacja {ngo_id}",
        "sphere": "17",
        "kind": GrantKind.CONTEST,
        "asked": 200,
        "accepted": granted > 0,
        "agreement": granted > 0,
    }
    return GrantFigure(ngo_id=ngo_id, granted=granted, **{**values, **more})


def programme(**more: Any) -> Programme:
    """That of 2026."""
    values: dict[str, Any] = {
        "title": "Program",
        "first_year": 2026,
        "last_year": 2026,
        "passed_on": date(2025, 11, 27),
        "resolution": "XII/1",
        "money": 60_000,
        "grants": 50_000,
        "tasks": (PriorityTask(sphere="16", task="Kultura", amount=700),),
    }
    ids: dict[str, Any] = {"id": 1, "version": 1, "passing_due": date(2025, 11, 30), "report_due": date(2027, 5, 31)}
    return Programme(**{**values, **ids, **more})


def year(*grants: GrantFigure, **more: Any) -> CooperationYear:
    """2026 with these offers."""
    values: dict[str, Any] = {"year": 2026, "programme": programme(), "contests": (), "consultations": ()}
    return CooperationYear(grants=grants, **{**values, **more})


def value(found: CooperationYear, label: str) -> int | None:
    """One measure."""
    return next(each.value for each in measured(found) if each.label == label)


def held(services: Services, *asked: Asked) -> Any:
    """A consultation with these."""
    draft = ConsultationDraft(subject="Regulamin", starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 16), asked=asked)
    return services.consultations.create(draft).record


def test_an_organisation_cooperates_once_whatever_it_did(services: Services) -> None:
    one = services.organisations.create(OrganisationDraft(name="Żagiel", legal_form=LegalForm.SPORTS_CLUB)).record.id
    sent: dict[str, Any] = {"asked_on": date(2026, 3, 2), "channel": Channel.EMAIL}
    consultation = held(
        services,
        Asked(ngo_id=one, name="Żagiel", **sent, answered_on=date(2026, 3, 9)),
        Asked(name="Rada", answered_on=date(2026, 3, 9)),
        Asked(name="Milcząca", **sent),
    )
    found = year(grant(one), grant(one, granted=0), grant(99, granted=0), consultations=(consultation,))
    assert cooperating(found) == {one, 99, "Rada"}
    assert value(found, "Organizacje współpracujące") == 3
    assert value(found, "w tym z dotacją") == 1
    assert (value(found, "Zapytania do organizacji"), value(found, "Odpowiedzi organizacji")) == (2, 2)


def test_offers_of_contests_and_small_grants_are_counted_apart() -> None:
    found = year(
        grant(1),
        grant(2, granted=0, formally_right=False),
        grant(3, kind=GrantKind.SMALL, granted=50),
        grant(4, kind=GrantKind.SMALL, granted=0),
        contests=(ContestFigure(title="A", sphere="17"), ContestFigure(title="B", sphere="17", cancelled=True)),
    )
    expected = {
        "Ogłoszone konkursy": 2,
        "w tym unieważnione": 1,
        "Oferty złożone w konkursach": 2,
        "w tym poprawne formalnie": 1,
        "w tym przyjęte": 1,
        "Oferty małych grantów": 2,
        "Małe granty przyznane": 1,
        "Zawarte umowy": 2,
        "Kwota wnioskowana": 800,
        "Kwota przyznana": 150,
        "w tym małe granty": 50,
        "Dotacje planowane": 50_000,
    }
    assert {label: value(found, label) for label in expected} == expected


def test_money_is_added_up_by_organisation_the_greatest_first() -> None:
    sums = money_by(
        (grant(1, 100), grant(2, 300, paid=300, settled=250, returned=50), grant(1, 150)),
        lambda each: each.organisation,
    )
    assert [(each.name, each.offers, each.granted, each.settled, each.returned) for each in sums] == [
        ("Organizacja 2", 1, 300, 250, 50),
        ("Organizacja 1", 2, 250, 0, 0),
    ]


def test_small_grants_are_held_against_both_limits() -> None:
    def small(ngo_id: int, granted: int) -> GrantFigure:
        return grant(ngo_id, granted, kind=GrantKind.SMALL)

    handed = (("Organizacja 1", 2_000_001), ("Organizacja 2", 2_000_000))
    grants = (small(1, 1_000_000), small(1, 1_000_001), small(2, 2_000_000), grant(1, 5_000_000))
    found = small_limits(year(*grants, small_handed_over=handed))
    assert (found.number, found.granted) == (3, 4_000_001)
    assert (found.share_limit, found.per_organisation) == (10_000, 2_000_000)
    assert found.above == (("Organizacja 1", 2_000_001),)
    assert small_limits(year(programme=None)).share_limit is None


def test_planned_money_without_a_grant_stands_beside_grants_without_a_plan() -> None:
    page = pages.money_page(year(grant(1, 400)), lambda code: f"sfera {code}")
    table = next(each for each in page.tables if each.title == "Dotacje według sfer")
    assert [row[:4] for row in table.rows] == [
        ("sfera 17", None, 1, 2.0),
        ("sfera 16", 7.0, 0, 0.0),
        ("Razem", 7.0, 1, 2.0),
    ]
    (chart,) = page.charts
    assert chart.rows()[0][0] == "sfera 16"


def test_three_years_stand_beside_each_other() -> None:
    page = pages.measures_page([replace(year(), year=2024), replace(year(), year=2025), year(grant())])
    assert page.tables[0].headings == ("Miernik", "2024", "2025", "2026")
    row = next(row for row in page.tables[1].rows if row[0] == "Kwota przyznana")
    assert row == ("Kwota przyznana", 0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"passed_on": date(2025, 12, 4)}, "po terminie"),
        ({}, "w terminie"),
        ({"passed_on": None, "resolution": ""}, "nie uchwalono jeszcze"),
    ],
)
def test_the_report_says_how_the_programme_stood_to_its_term(more: dict[str, Any], said: str) -> None:
    assert said in pages.money_page(year(programme=programme(**more)), str).sentences[0]


def test_a_year_with_nothing_is_still_a_report(services: Services) -> None:
    made = (
        pages.measures_page([year(programme=None)]),
        pages.organisations_page(register_of((), str), 2026),
        pages.money_page(year(programme=None), str),
        pages.consultations_page(year()),
    )
    assert all(page.sentences for page in made)
    assert services.cooperation_prints.report_pdf(2020).startswith(b"%PDF")


def test_organisations_that_ended_are_not_counted(services: Services) -> None:
    add = services.organisations.create
    club = LegalForm.SPORTS_CLUB
    add(OrganisationDraft(name="A", legal_form=club, spheres=("17", "15"), members=10, opp_since=date(2020, 1, 1)))
    add(OrganisationDraft(name="B", legal_form=club, spheres=("17",), volunteers=4))
    add(OrganisationDraft(name="C", legal_form=club, status=OrganisationStatus.DISSOLVED, members=99))
    found = services.ngo_summaries.register()
    assert (found.total, found.by_form, found.opp) == (2, {club: 2}, 1)
    assert (found.members, found.members_known, found.volunteers, found.volunteers_known) == (10, 1, 4, 1)
    assert sum(found.by_group.values()) == len({("A", "17"), ("A", "15"), ("B", "17")})


def test_the_report_that_is_due_is_offered_first(services: Services) -> None:
    summaries, programmes = services.ngo_summaries, services.programmes
    assert summaries.usual_year() == 2025
    draft = programmes.next_draft()
    last = replace(
        draft, first_year=2025, last_year=2025, passed_on=date(2024, 11, 20), resolution="XII/1", title="Program"
    )
    kept = programmes.create(last).record
    assert (summaries.usual_year(), summaries.years()) == (2025, (2026, 2025))
    programmes.note_report(kept.id, kept.version, date(2026, 5, 20), None)
    assert summaries.usual_year() == 2026


@pytest.mark.parametrize("lacking", RIGHTS)
def test_who_does_not_see_all_gets_no_report(services: Services, lacking: str) -> None:
    rights = frozenset(f"{entity}.read" for entity in RIGHTS if entity != lacking)
    store, clock = services.ngo_summaries.store, at(date(2026, 11, 22))
    summaries = CooperationSummaries(
        store,
        clock,
        lambda: Actor("ktoś", rights),
        organisations=services.organisations,
        programmes=services.programmes,
        consultations=services.consultations,
        money=services.grants,
    )
    for ask in (summaries.years, summaries.register, lambda: summaries.year(2026)):
        with pytest.raises(NotAllowed):
            ask()


def test_the_workbook_holds_every_page(demo_services: Services, tmp_path: Path) -> None:
    import pandas as pd

    path = tmp_path / "sprawozdanie.xlsx"
    demo_services.cooperation_prints.workbook(2025, path)
    sheets = pd.read_excel(path, sheet_name=None, header=None, engine="calamine")
    told = "\n".join(str(cell) for sheet in sheets.values() for cell in sheet.to_numpy().ravel())
    for heading in ("Organizacje współpracujące", "Przyznano", "Uwzględniono", "stowarzyszenie"):
        assert heading in told


def test_every_page_is_made_of_the_demonstration(demo_services: Services) -> None:
    made: Sequence[Page] = [demo_services.cooperation_prints.page(key, 2025) for key in PAGES]
    assert [page.key for page in made] == list(PAGES)
    with pytest.raises(KeyError):
        demo_services.cooperation_prints.page("inna", 2025)
