"""Grants in the register: made of an offer, held to the limits of the year, paid, settled, brought from a file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.errors import Invalid, Refusal
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.records.mapping import draft_of
from app.registers.ngos.cooperation_figures import GrantKind
from app.registers.ngos.grants.domain import Grant, GrantDraft, GrantState, Tranche, state_on
from app.registers.ngos.grants.thresholds import checks
from app.registers.ngos.offers.domain import Formal, OfferDecision, Partner
from app.registers.ngos.programmes.domain import ProgrammeDraft
from tests.registers.ngos.offers.filed import club, contest, decided, offer

BOTH_ENGINES = True


def small(services: Services, name: str = "Klub Iskra", **more: Any) -> Grant:
    values: dict[str, Any] = {
        "kind": GrantKind.SMALL,
        "ngo_id": club(services, name),
        "title": "Festyn",
        "sphere": "16",
        "year": 2026,
        "filed_on": date(2026, 5, 4),
        "asked": 900_000,
        "task_from": date(2026, 6, 1),
        "task_until": date(2026, 6, 30),
        **more,
    }
    return services.grants.create(GrantDraft(**values)).record


def plan(services: Services, grants: int | None) -> None:
    draft = ProgrammeDraft(
        title="Program na rok 2026", first_year=2026, last_year=2026, money=50_000_000, grants=grants
    )
    services.programmes.create(draft)


def chosen(services: Services, **more: Any) -> Any:
    of = contest(services)
    filed = offer(services, of, formal=Formal.RIGHT, task_from=date(2026, 4, 1), task_until=date(2026, 9, 30), **more)
    won = services.contest_offers.decide(filed.id, filed.version, OfferDecision.CHOSEN, 1_000_000).record
    decided(services, of)
    return won


def codes(error: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in error.value.problems]


def test_a_grant_is_filled_in_from_a_chosen_offer_once(services: Services) -> None:
    partner = club(services, "Klub Grom")
    won = chosen(services, partners=(Partner(ngo_id=partner, part="boisko"),))
    draft = services.grants.proposal(won.id)
    assert (draft.ngo_id, draft.granted, draft.asked, draft.sphere, draft.year) == (
        won.ngo_id,
        1_000_000,
        1_200_000,
        "17",
        2026,
    )
    assert draft.partners == (Partner(ngo_id=partner, part="boisko"),)
    record = services.grants.create(draft).record
    assert (record.number, record.report_due) == ("D/1/2026", date(2026, 10, 30))
    with pytest.raises(Refusal, match=r"zawarto już umowę \(D/1/2026\)"):
        services.grants.proposal(won.id)
    with pytest.raises(Invalid) as refused:
        services.grants.create(replace(draft, granted=1_000_001))
    assert ("offer_id", "offer_taken") in codes(refused)
    assert ("granted", "over_offer") in codes(refused)


def test_an_offer_that_was_not_chosen_gives_no_grant(services: Services) -> None:
    filed = offer(services, contest(services))
    with pytest.raises(Refusal, match="nie wybrano"):
        services.grants.proposal(filed.id)


def test_a_third_small_grant_of_one_organisation_is_refused_with_the_sums(services: Services) -> None:
    plan(services, 40_000_000)
    small(services, granted=900_000)
    second = small(services, granted=900_000)
    with pytest.raises(Invalid) as refused:
        small(services, granted=200_001)
    assert codes(refused) == [("granted", "small_limit")]
    said = str(refused.value).replace("\u00a0", " ")
    assert "Klub Iskra dostałaby w 2026 r. 20 000,01 zł" in said
    assert "20 000,00 zł (art. 19a ust. 6)" in said
    # another year, another organisation, or a deleted grant leave room
    small(services, granted=300_000, year=2027)
    small(services, "Klub Grom", granted=300_000)
    services.grants.delete(second.id, second.version)
    assert small(services, granted=300_000).number


def test_small_grants_stay_within_a_fifth_of_the_programme(services: Services) -> None:
    plan(services, 9_000_000)
    small(services, granted=900_000)
    small(services, "Klub Grom", granted=900_000)
    with pytest.raises(Invalid) as refused:
        small(services, "Klub Zryw", granted=1)
    assert "przekroczyłyby limit" in str(refused.value)


def test_an_offer_over_the_limits_is_kept_until_somebody_grants_it(services: Services) -> None:
    """What came in must be written down; the limits bind what the office gives."""
    plan(services, 9_000_000)
    filed = small(services, asked=1_200_000, task_until=date(2026, 12, 31))
    for _ in range(3):
        small(services, "Klub Grom")
    assert "18 000,00 zł" in _share(services, small(services, "Klub Zryw", granted=900_000))
    refused = replace(draft_of(filed, GrantDraft), granted=0)
    kept = services.grants.update(filed.id, filed.version, refused).record
    assert state_on(kept, date(2026, 11, 22)) is GrantState.REFUSED
    # what was refused need not be posted; the four others still must
    assert services.grants.attention()["posting_late"] == 4
    with pytest.raises(Invalid) as error:
        services.grants.update(kept.id, kept.version, replace(refused, granted=1_000_001))
    assert {field for field, _ in codes(error)} == {"granted", "task_until"}


@pytest.mark.parametrize(
    ("filed_on", "concern"),
    # seven working days from the 12th end on Monday the 23rd, from the 10th (the 11th is a holiday) on Friday the 20th
    [(date(2026, 11, 10), "posting_late"), (date(2026, 11, 12), "posting")],
)
def test_an_offer_not_posted_in_time_is_told_from_one_that_still_may_be(
    services: Services, filed_on: date, concern: str
) -> None:
    small(services, filed_on=filed_on, task_from=date(2026, 12, 1), task_until=date(2026, 12, 31))
    told = services.grants.attention()
    assert {key: told[key] for key in ("posting_late", "posting")} == {"posting_late": 0, "posting": 0, concern: 1}


def _share(services: Services, of: Grant) -> str:
    found = checks(of, services.grants.small_grants(), of.id, {}, date(2026, 11, 22))
    return found[-1].text.replace("\u00a0", " ")


def test_a_tranche_counts_in_the_calendar_year_in_which_it_is_paid(services: Services) -> None:
    """The budget of 2026 pays two grants, but half of the second is handed over in January."""
    days: dict[str, Any] = {"posted_on": date(2026, 5, 6), "agreement_on": date(2026, 5, 20)}
    paid = (Tranche(amount=500_000, paid_on=date(2026, 11, 20)), Tranche(amount=500_000, due_on=date(2027, 1, 1)))
    small(services, granted=1_000_000, tranches=paid, **days)
    small(services, granted=1_000_000)
    small(services, granted=500_000)
    with pytest.raises(Invalid):
        small(services, granted=1)
    assert services.grants.small_grants().of(club(services), 2027, None) == 500_000
    small(services, granted=1_000_000, year=2027)
    with pytest.raises(Invalid) as refused:
        small(services, granted=500_001, year=2027)
    assert "w 2027 r. 20 000,01" in str(refused.value).replace("\u00a0", " ")


def test_a_programme_without_money_for_grants_sets_no_limit(services: Services) -> None:
    plan(services, None)
    assert small(services).number == "D/1/2026"


def test_tranches_are_paid_and_the_report_settled_with_undo(services: Services) -> None:
    won = chosen(services)
    draft = replace(
        services.grants.proposal(won.id),
        agreement_on=date(2026, 3, 20),
        tranches=(Tranche(amount=600_000), Tranche(amount=400_000, due_on=date(2026, 6, 1))),
    )
    record = services.grants.create(draft).record
    assert services.grants.attention()["tranche_late"] == 1
    record = services.grants.pay(record.id, record.version, 0, date(2026, 3, 25)).record
    record = services.grants.pay(record.id, record.version, 1, date(2026, 5, 29)).record
    assert record.paid == 1_000_000
    assert services.grants.attention()["tranche_late"] == 0
    assert services.grants.attention()["report_late"] == 1
    outcome = services.grants.settle(
        record.id, record.version, report_on=date(2026, 11, 2), settled=900_000, settled_on=date(2026, 11, 9)
    )
    assert "Zostaje do zwrotu 1 000,00 zł" in outcome.message.replace("\u00a0", " ")
    assert state_on(outcome.record, date(2026, 11, 22)) is GrantState.TO_RETURN
    assert services.grants.count(Query(filters={"state": frozenset({"to_return"})})) == 1
    assert outcome.undo is not None
    assert outcome.undo.run().record.settled is None


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 1)])
def test_states_in_the_database_are_those_of_the_domain(services: Services, day: date) -> None:
    from app.records import environment
    from app.registers.ngos.grants import repository
    from app.registers.ngos.grants.model import GrantRow

    base = GrantDraft(
        kind=GrantKind.OTHER,
        ngo_id=club(services),
        title="Zadanie",
        sphere="17",
        year=2026,
        granted=100_000,
        agreement_on=date(2026, 1, 5),
        task_from=date(2026, 1, 12),
        task_until=date(2026, 3, 31),
    )
    report = {"report_on": date(2026, 4, 20)}
    changes: tuple[dict[str, Any], ...] = (
        {},
        {"agreement_on": None},
        report,
        report | {"settled": 100_000},
        report | {"settled": 90_000},
    )
    saved = [services.grants.create(replace(base, **each)).record for each in changes]
    with environment.reading(services.store) as session:
        for record in saved:
            state = state_on(record, day)
            conditions = repository.states(day)
            found = {
                key
                for key, condition in conditions.items()
                if session.query(GrantRow).filter(GrantRow.id == record.id, condition).count()
            }
            assert found == {state.value}


def test_figures_of_a_year_hold_offers_small_grants_and_contests(services: Services) -> None:
    won = chosen(services)
    record = services.grants.create(replace(services.grants.proposal(won.id), agreement_on=date(2026, 3, 20))).record
    services.grants.pay(record.id, record.version, 0, date(2026, 3, 25))
    small(services, "Klub Grom")
    figures = services.grants.grants_of(2026)
    assert [(each.organisation, each.kind, each.asked, each.granted, each.paid) for each in figures] == [
        ("Klub Grom", GrantKind.SMALL, 900_000, 0, 0),
        ("Klub Iskra", GrantKind.CONTEST, 1_200_000, 1_000_000, 1_000_000),
    ]
    assert (figures[1].accepted, figures[1].agreement, figures[1].planned) == (True, True, 4_000_000)
    assert [each.title for each in services.grants.contests_of(2026)] == ["Sport w gminie"]
    assert services.grants.grants_of(2025) == ()


def test_grants_go_to_a_file_and_back_and_the_year_is_counted_in_a_dry_run(services: Services, tmp_path: Path) -> None:
    first = small(
        services,
        posted_on=date(2026, 5, 5),
        agreement_on=date(2026, 5, 18),
        granted=900_000,
        agreement_number="MG/1/2026",
        tranches=(Tranche(amount=900_000, paid_on=date(2026, 5, 20)),),
    )
    path = tmp_path / "dotacje.xlsx"
    services.grant_exchange.export(path, Format.XLSX)
    assert services.grant_exchange.load(path, dry_run=True).unchanged == 1
    services.grants.delete(first.id, first.version)
    tried = services.grant_exchange.load(path, dry_run=True)
    assert (tried.new, services.grants.count(Query())) == (1, 0)
    assert services.grant_exchange.load(path, dry_run=False).new == 1
    (back,) = services.grants.all()
    assert (back.ngo_id, back.granted, back.tranches, back.agreement_number) == (
        first.ngo_id,
        900_000,
        first.tranches,
        "MG/1/2026",
    )


def test_a_file_that_breaks_a_limit_only_as_a_whole_is_refused_at_that_row(services: Services, tmp_path: Path) -> None:
    club(services)
    path = tmp_path / "dotacje.csv"
    lines = ["Numer umowy;Tryb;Organizacja;Zadanie;Sfera zadań publicznych;Rok budżetowy;Oferta wpłynęła;Kwota dotacji"]
    lines += [f"MG/{n};mały grant (art. 19a);klub iskra;Festyn;16;2026;04.05.2026;9000,00" for n in (1, 2, 3)]
    lines.append("MG/4;mały grant (art. 19a);Nieznana;Festyn;16;2026;04.05.2026;9000,00")
    path.write_text("\n".join(lines), encoding="utf-8")
    for dry_run in (True, False):
        report = services.grant_exchange.load(path, dry_run=dry_run)
        assert report.new == 2
        assert sorted(row.row for row in report.refused) == [4, 5]
        assert services.grants.count(Query()) == (0 if dry_run else 2)


def test_nothing_is_paid_or_settled_on_a_day_that_has_yet_to_come(services: Services) -> None:
    won = chosen(services)
    draft = replace(
        services.grants.proposal(won.id), agreement_on=date(2026, 3, 20), tranches=(Tranche(amount=1_000_000),)
    )
    record = services.grants.create(draft).record
    deeds: tuple[Callable[[], object], ...] = (
        lambda: services.grants.pay(record.id, record.version, 0, date(2062, 3, 21)),
        lambda: services.grants.settle(record.id, record.version, report_on=date(2062, 3, 21)),
    )
    for deed in deeds:
        with pytest.raises(Invalid, match="jeszcze nie nadszedł"):
            deed()
    assert services.grants.get(record.id).paid == 0
