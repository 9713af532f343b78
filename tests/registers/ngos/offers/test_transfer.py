"""Contests and offers in spreadsheets: a decided contest of the past comes in whole, with its offers and grants."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services
from app.exchange.spreadsheets import Format
from app.records.mapping import draft_of
from app.registers.ngos.contests.domain import (
    Cancelling,
    ContestDraft,
    Member,
    Origin,
    OtherSphere,
    Presence,
)
from app.registers.ngos.grants.domain import GrantDraft
from app.registers.ngos.offers.domain import ContestOfferDraft, Formal, OfferDecision, Partner, Score
from tests.registers.ngos.offers.filed import club, contest, offer

BOTH_ENGINES = True
SCORES = (Score(criterion="pomysł", points="8; 7"), Score(criterion="koszty", points="5; 4"))
WON: dict[str, Any] = {"formal": Formal.RIGHT, "decision": OfferDecision.CHOSEN, "granted": 1_000_000, "scores": SCORES}
LOST: dict[str, Any] = {"formal": Formal.WRONG, "formal_reasons": "brak podpisu", "decision": OfferDecision.REJECTED}


def past(services: Services) -> tuple[Any, ...]:
    """A contest that was decided, its three offers, one of them joint, and the grant of the best."""
    member = Member(
        name="Jan Próbny", origin=Origin.ORGANISATION, ngo_id=club(services, "Rada"), declared_on=date(2026, 3, 2)
    )
    members = (Member(name="Ewa Próbna", role="przewodnicząca", presence=Presence.PRESENT), member)
    other = contest(services, title="Inny")
    of = contest(
        services, members=members, other_spheres=(OtherSphere(code="16"),), task="Dwa;\nwiersze | z kreską", note="x"
    )
    joined = (Partner(ngo_id=club(services, "Klub Grom"), part="zaplecze"),)
    won = offer(services, of, partners=joined, **WON)
    offer(services, of, "Klub Żagiel", **LOST)
    offer(services, of, "Klub Mewa", **LOST)
    draft = replace(draft_of(of, ContestDraft), decided_on=date(2026, 3, 10), results_on=date(2026, 3, 11))
    of = services.contests.update(of.id, of.version, draft).record
    proposal = replace(services.grants.proposal(won.id), agreement_number="MG/1/2026")
    grant = services.grants.create(proposal).record
    return other, of, won, grant


def delete_all(records: Any) -> None:
    for each in records.all():
        records.delete(each.id, each.version)


def all_of(services: Services) -> tuple[Any, ...]:
    """Everything, without what another database may number otherwise."""
    contests = [(each.number, draft_of(each, ContestDraft)) for each in services.contests.all()]
    offers = [
        (each.contest_number, each.number, replace(draft_of(each, ContestOfferDraft), contest_id=None))
        for each in services.contest_offers.all()
    ]
    grants = [replace(draft_of(each, GrantDraft), offer_id=None) for each in services.grants.all()]
    return contests, sorted(offers, key=lambda each: each[:2]), grants


@pytest.mark.parametrize("form", [Format.XLSX, Format.CSV])
def test_a_decided_contest_comes_back_whole_with_its_offers_and_grants(
    services: Services, tmp_path: Path, form: Format
) -> None:
    _other, of, won, grant = past(services)
    before = all_of(services)
    exchanges: tuple[Any, ...] = (services.contest_exchange, services.contest_offer_exchange, services.grant_exchange)
    paths = [tmp_path / f"{number}.{form.value}" for number in range(3)]
    for exchange, path in zip(exchanges, paths, strict=True):
        exchange.export(path, form)
        again = exchange.load(path, dry_run=True)
        assert (again.new, again.changed, list(again.refused_lines())) == (0, 0, [])
        assert next(again.lines()).startswith("Plik jest taki sam")
    services.grants.delete(grant.id, grant.version)
    for records in (services.contest_offers, services.contests):
        delete_all(records)
    for exchange, path, number in zip(exchanges, paths, (2, 3, 1), strict=True):
        report = exchange.load(path, dry_run=True)
        assert (report.new, list(report.refused_lines())) == (number, [])
        report = exchange.load(path, dry_run=False)
        assert (report.new, list(report.refused_lines())) == (number, [])
    assert all_of(services) == before
    (back,) = services.grants.all()
    assert back.offer_id == won.id
    assert services.contests.doubts(services.contests.get(of.id)) == services.contests.doubts(of)


def test_contests_of_an_older_register_keep_their_numbers_and_new_ones_go_around_them(
    services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "konkursy.csv"
    path.write_text(
        "Numer;Tytuł konkursu;Rok programu;Sfera zadań publicznych;W BIP od;W siedzibie od;Na stronie od;"
        "Oferty do;Rozstrzygnięto;Kryteria: Kryterium | Najwięcej punktów\n"
        "1/2024;Sport;2024;17;02.02.2024;02.02.2024;02.02.2024;26.02.2024;04.03.2024;pomysł | 10\n"
        "K/1/2026;Kultura;2026;16;;;;;;\n"
        "K/9/2024;Nikt;2024;17;02.02.2024;;;26.02.2024;04.03.2024;\n",
        encoding="utf-8",
    )
    report = services.contest_exchange.load(path, dry_run=False)
    assert (report.new, len(report.refused)) == (2, 1), list(report.refused_lines())
    assert contest(services).number == "K/2/2026"
    decided = next(each for each in services.contests.all() if each.number == "1/2024")
    assert services.contests.doubts(decided)[0].startswith("Konkurs jest rozstrzygnięty, a nie ma w nim żadnej oferty")
    path.write_text(
        "Numer;Tytuł konkursu;Rok programu;Sfera zadań publicznych\n1/2024;Inny;2025;17\n", encoding="utf-8"
    )
    report = services.contest_exchange.load(path, dry_run=True)
    assert "Ten numer ma już inny konkurs: „Sport” (2024 r.)" in "".join(report.refused_lines())


def test_offers_of_an_older_register_name_contest_and_organisation(services: Services, tmp_path: Path) -> None:
    club(services)
    first = offer(services, contest(services))
    path = tmp_path / "oferty.csv"
    path.write_text(
        "Numer oferty;Konkurs;Organizacja;Tytuł zadania;Data złożenia;Kwota wnioskowana;"
        "Punkty: Kryterium | Punkty\n"
        "K/1/2026/1;K/1/2026;klub iskra;Poprawiony;20.02.2026;12 000,00;\n"
        '17;K/1/2026 Sport w gminie;klub iskra;Drugi;20.02.2026;500;"pomysł | 8; 7"\n'
        "18;K/7/2026;klub iskra;Bez konkursu;20.02.2026;500;\n"
        "19;K/1/2026;Nieznana;Bez organizacji;20.02.2026;500;\n"
        "20;K/1/2026;klub iskra;Bez kryterium;20.02.2026;500;smak | 8\n",
        encoding="utf-8",
    )
    for dry_run in (True, False):
        report = services.contest_offer_exchange.load(path, dry_run=dry_run)
        assert (report.new, report.changed) == (1, 1), list(report.refused_lines())
        assert {row.row for row in report.refused} == {4, 5, 6}
    told = "\n".join(report.refused_lines())
    assert "Konkursu „K/7/2026” nie ma w rejestrze" in told
    assert "Organizacji „Nieznana” nie ma w rejestrze" in told
    found = {each.number: each for each in services.contest_offers.all()}
    assert (found["1"].id, found["1"].title, found["17"].title) == (first.id, "Poprawiony", "Drugi")
    assert offer(services, contest(services, title="Inny")).number == "1"


def test_a_contest_cancelled_because_no_offer_fitted_takes_its_offers_afterwards(services: Services) -> None:
    of = contest(services, cancelled_on=date(2026, 3, 9), cancelled_why=Cancelling.NONE_FITS)
    assert offer(services, of, **LOST).number == "1"
    with pytest.raises(Exception, match="unieważniono"):
        offer(services, of, "Klub Mewa", formal=Formal.RIGHT)


def test_registers_of_the_demonstration_are_read_back_as_they_are(demo_services: Services, tmp_path: Path) -> None:
    exchanges: tuple[Any, ...] = (
        demo_services.contest_exchange,
        demo_services.contest_offer_exchange,
        demo_services.grant_exchange,
    )
    for exchange in exchanges:
        path = tmp_path / f"{exchange.words[0]}.xlsx"
        number = exchange.export(path, Format.XLSX)
        report = exchange.load(path, dry_run=True)
        assert (report.unchanged, list(report.refused_lines())) == (number, [])
