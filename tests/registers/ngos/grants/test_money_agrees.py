"""Money of a year by organisation and sphere: workbook, CSV, printed register and yearly report say the same grosze."""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.money import format_money, parse_money
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.registers.ngos.cooperation_figures import GrantFigure, GrantKind
from app.registers.ngos.grants.domain import Annex, Grant, GrantDraft, Tranche
from app.registers.ngos.offers.domain import ContestOffer, Formal, OfferDecision
from app.registers.ngos.summaries.words import MONEY
from tests.printing.reading import read
from tests.registers.ngos.offers.filed import club, contest, decided, offer

MONEY_COLUMNS = {
    "granted": "Kwota dotacji",
    "paid": "Wypłacono",
    "settled": "Kwota rozliczona",
    "returned": "Kwota zwrócona",
}
SIGNED: dict[str, Any] = {
    "agreement_on": date(2026, 3, 20),
    "task_from": date(2026, 4, 1),
    "task_until": date(2026, 9, 30),
}


def chosen(services: Services, of: Any, name: str, granted: int) -> ContestOffer:
    """An offer that won."""
    filed = offer(services, of, name, formal=Formal.RIGHT)
    return services.contest_offers.decide(filed.id, filed.version, OfferDecision.CHOSEN, granted).record


def agreed(services: Services, won: ContestOffer, **more: Any) -> Grant:
    """The grant made of it."""
    draft = replace(services.grants.proposal(won.id), **{**SIGNED, **more})
    return services.grants.create(draft).record


@pytest.fixture
def year(services: Services) -> Services:
    """2026 with everything that can happen to money, in amounts that end with odd grosze."""
    of = contest(services)
    settled = {"report_on": date(2026, 10, 5), "settled": 700_003, "settled_on": date(2026, 10, 20)}
    back = {"returned": 199_999, "returned_on": date(2026, 10, 30), "interest": 77}
    annexes = (Annex(signed_on=date(2026, 6, 1), subject="zmniejszenie dotacji"),)
    parts = (Tranche(amount=500_001, paid_on=date(2026, 4, 2)), Tranche(amount=400_001, paid_on=date(2026, 7, 1)))
    won = chosen(services, of, "Klub Iskra", 1_000_002)
    decided(services, of)
    agreed(services, won, granted=900_002, tranches=parts, annexes=annexes, **settled, **back)
    unsettled = (Tranche(amount=300_007, paid_on=date(2026, 4, 2)), Tranche(amount=100_001, due_on=date(2026, 12, 1)))
    agreed(services, chosen(services, of, "Klub Grom", 400_008), tranches=unsettled)
    # won, and nobody signed; won, and paid by the next year's budget; lost
    chosen(services, of, "Klub Zryw", 250_009)
    agreed(services, chosen(services, of, "Klub Żagiel", 111_111), year=2027)
    lost = offer(services, of, "Klub Pech")
    services.contest_offers.decide(lost.id, lost.version, OfferDecision.REJECTED)
    for name, granted in (("Klub Iskra", 123_457), ("Klub Grom", 0)):
        small = GrantDraft(
            kind=GrantKind.SMALL,
            ngo_id=club(services, name),
            title="Festyn",
            sphere="16",
            year=2026,
            filed_on=date(2026, 5, 4),
            asked=900_000,
            granted=granted,
        )
        services.grants.create(small)
    other: dict[str, Any] = {"kind": GrantKind.OTHER, "ngo_id": club(services), "sphere": "4", "year": 2026}
    gone = services.grants.create(GrantDraft(title="Usunięta", granted=5_555_555, **other)).record
    services.grants.delete(gone.id, gone.version)
    services.grants.create(GrantDraft(title="W całości", granted=31, **other, **SIGNED))
    return services


def sums(rows: Iterable[Any], key: Callable[[Any], str], amount: Callable[[Any, str], int]) -> Mapping[str, list[int]]:
    """Four amounts by what ``key`` says, without those where all are 0."""
    found: dict[str, list[int]] = {}
    for row in rows:
        kept = found.setdefault(key(row), [0, 0, 0, 0])
        for place, name in enumerate(MONEY_COLUMNS):
            kept[place] += amount(row, name)
    return {name: amounts for name, amounts in found.items() if any(amounts)}


def exported(services: Services, path: Path) -> list[dict[str, Any]]:
    """Rows of an export of the year's grants."""
    form = Format.CSV if path.suffix == ".csv" else Format.XLSX
    services.grant_exchange.export(path, form, query=Query(filters={"year": frozenset({"2026"})}))
    if form is Format.CSV:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))
    import python_calamine

    head, *rows = python_calamine.load_workbook(str(path)).get_sheet_by_name("Dotacje").to_python()
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def grosze(row: dict[str, Any], name: str) -> int:
    """An amount as a spreadsheet has it."""
    value = row[MONEY_COLUMNS[name]]
    return parse_money(value) if isinstance(value, str) and value else round((value or 0) * 100)


@pytest.mark.parametrize("kind", ["organisation", "sphere"])
def test_files_register_and_report_agree_to_the_grosz(year: Services, tmp_path: Path, kind: str) -> None:
    label = year.grants.spheres().label
    held = year.grants.of_year(2026)
    names: dict[str, Callable[[Any], str]] = {
        "organisation": lambda each: each.organisation,
        "sphere": lambda each: label(each.sphere),
    }
    register = sums(held, names[kind], lambda each, name: getattr(each, name) or 0)
    assert sum(amounts[0] for amounts in register.values()) == 900_002 + 400_008 + 123_457 + 31
    column = {"organisation": "Organizacja", "sphere": "Sfera zadań publicznych"}[kind]
    for file in ("dotacje.csv", "dotacje.xlsx"):
        assert sums(exported(year, tmp_path / file), lambda row: str(row[column]), grosze) == register, file
    printed = " ".join(
        read(year.grant_prints.register(2026)).all_text.replace("\u00a0", " ").replace("\xad", "").split()
    )
    for amounts in register.values():
        assert " ".join(format_money(amount) for amount in amounts).replace("\u00a0", " ") in printed
    # the report counts what was won and not signed as granted, and the register names that beside its sums
    promised = [
        GrantFigure(ngo_id=None, organisation="Klub Zryw", sphere="17", kind=GrantKind.CONTEST, granted=250_009)
    ]
    report = sums(year.grants.grants_of(2026), names[kind], getattr)
    with_promised = {name: list(amounts) for name, amounts in register.items()}
    for each in promised:
        with_promised.setdefault(names[kind](each), [0, 0, 0, 0])[0] += each.granted
    assert report == with_promised
    assert f"Wybrane oferty bez umowy 1 razem {format_money(250_009)}".replace("\u00a0", " ") in printed


def test_money_of_two_years_is_never_counted_twice(year: Services) -> None:
    both = [each for number in (2026, 2027) for each in year.grants.grants_of(number)]
    assert sum(each.granted for each in both if each.organisation == "Klub Żagiel") == 111_111
    assert sum(each.asked for each in both if each.organisation == "Klub Żagiel") == 1_200_000
    found = year.ngo_summaries.year(2027)
    # the offer was filed in a contest of the year before
    assert (len(found.offers), [each.granted for each in found.grants]) == (0, [111_111])
    assert len(year.ngo_summaries.year(2026).offers) == 5


def test_tables_of_the_report_add_up_to_their_last_row(year: Services) -> None:
    page = year.cooperation_prints.page(MONEY, 2026)
    for table in page.tables[:2]:
        *rows, whole = [row[-6:] for row in table.rows]
        for place, total in enumerate(whole):
            assert round(sum(float(row[place] or 0) for row in rows) * 100) == round(float(total or 0) * 100)
    assert any("nie zawarto jeszcze umowy" in each for each in page.sentences)
