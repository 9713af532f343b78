"""Travel orders on paper and in workbooks: every line of the bill with its reason, empty forms, nothing cut."""

from dataclasses import asdict, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.core.progress import NoProgress
from app.exchange.spreadsheets import Format
from app.people.office.domain import Office
from app.printing.styles import Variant
from app.registers.trainings.travel.domain import (
    Bill,
    BillKind,
    Leg,
    Transport,
    TravelOrder,
    TravelOrderDraft,
    TravelState,
    Vehicle,
    moment,
)
from app.registers.trainings.travel.printout import order_pdf
from app.registers.trainings.travel.settling import Amounts, amounts, journey, settle_by, validate
from app.registers.trainings.travel.sheet import write_orders
from tests.printing.reading import tagging_faults, texts
from tests.registers.trainings.travel.orders import MONDAY, order, own_car, settlement

DAY = date(2025, 3, 14)
OFFICE = Office(id=1, version=1, name="Urząd Miejski w Przykładowej", head_name="Jan Żółć")


def saved(draft: TravelOrderDraft, state: TravelState, **more: Any) -> TravelOrder:
    """A draft as saved, a settled one with its amounts."""
    counted = amounts(draft) if state is TravelState.SETTLED else Amounts()
    values = {spec.name: getattr(draft, spec.name) for spec in fields(draft)} | asdict(counted)
    known = {"number": "D/7/2025", "person": "Ewa Żółć", "post": "inspektor", "unit": "OR", "cancel_reason": ""}
    return TravelOrder(id=1, version=1, state=state, **(values | known | more))


def said(record: TravelOrder, folder: Path, variant: Variant = Variant.STANDARD) -> str:
    """What the print says; its tags are checked, too."""
    pdf = order_pdf(record, "Wydział Organizacyjny", OFFICE, None, DAY, variant)
    assert tagging_faults(pdf, folder) == []
    return " ".join(" ".join(texts(pdf)).replace("\xa0", " ").split())


@pytest.mark.parametrize("variant", list(Variant))
def test_a_bill_names_every_amount_with_its_reason_and_repeats_the_result_in_words(
    tmp_path: Path, variant: Variant
) -> None:
    driven = replace(own_car(settlement(7), 48), vehicle=Vehicle.CAR_ABOVE_900, local_transport=True)
    text = said(saved(driven, TravelState.SETTLED), tmp_path, variant)

    for expected in (
        "Polecenie wyjazdu służbowego nr D/7/2025",
        "Wydział Organizacyjny (OR)",
        "200,00 zł",
        "(§ 7 ust. 2 pkt 2)",
        "obiad 50% diety, razem 22,50 zł (§ 7 ust. 4)",
        "96 km",
        "110,40 zł",
        "§ 2 rozporządzenia z 25.03.2002",
        "Razem koszty podróży: 426,40 zł",
        "Słownie: trzysta siedemdziesiąt sześć złotych czterdzieści groszy.",
        "Ewa Żółć",
        "Jan Żółć",
    ):
        assert expected in text, expected


def test_an_order_that_waits_is_printed_with_an_empty_bill(tmp_path: Path) -> None:
    text = said(saved(order(7, advance=None), TravelState.ORDERED), tmp_path)

    assert "Proszę o zaliczkę w kwocie:" in text
    assert "Do wypłaty / zwrotu" in text
    assert "Bez zaliczki." not in text
    assert "Bez zaliczki." in said(saved(order(7, advance=0), TravelState.ORDERED), tmp_path)


def test_money_to_be_given_back_is_named_so(tmp_path: Path) -> None:
    text = said(saved(settlement(7, advance=50_000), TravelState.SETTLED), tmp_path)

    assert "Do zwrotu przez delegowanego: 202,00 zł" in text
    assert "Słownie: dwieście dwa złote zero groszy." in text


def test_a_cancelled_order_says_why(tmp_path: Path) -> None:
    cancelled = saved(order(7), TravelState.CANCELLED, cancel_reason="szkolenie\nodwołane")

    assert "ODWOŁANA. Powód: szkolenie odwołane" in said(cancelled, tmp_path)


def test_an_order_from_which_a_person_was_erased_keeps_its_sums_on_paper(tmp_path: Path) -> None:
    erased = replace(saved(settlement(7), TravelState.SETTLED), legs=(), bills=(), person="Osoba usunięta nr 7")

    assert "Razem koszty podróży: 298,00 zł" in said(erased, tmp_path)


@pytest.mark.parametrize("variant", list(Variant))
def test_the_longest_texts_and_lists_fit(tmp_path: Path, variant: Variant) -> None:
    legs = tuple(
        Leg(
            from_place="W" * 120,
            departs_on=MONDAY,
            departs_at=f"{hour:02d}:00",
            to_place="Ż" * 120,
            arrives_on=MONDAY,
            arrives_at=f"{hour:02d}:30",
            transport=Transport.OTHER,
        )
        for hour in range(24)
    )
    bills = tuple(Bill(kind=BillKind.OTHER, amount=99_999_999_999, document="d" * 160) for _ in range(40))
    long = settlement(
        7, legs=legs, bills=bills, meals=(), note="Uwaga " * 160, destination="W" * 160, purpose="cel " * 100,
        ends_on=MONDAY,
    )  # fmt: skip
    text = said(saved(long, TravelState.SETTLED, post="p" * 160), tmp_path, variant)

    assert "Kwituję odbiór" in text


@pytest.mark.parametrize("form", list(Format))
def test_orders_are_written_with_their_amounts(tmp_path: Path, form: Format) -> None:
    path = tmp_path / f"delegacje.{form.value}"
    records = [
        saved(settlement(7, advance=50_000), TravelState.SETTLED),
        saved(order(7, purpose="=1+1"), TravelState.ORDERED),
    ]
    write_orders(records, path, form, NoProgress())

    if form is Format.CSV:
        head, first, second = path.read_text(encoding="utf-8-sig").splitlines()
        assert head.split(";")[:3] == ["Numer", "Komórka", "Imię i nazwisko"]
        assert "298,00" in first
        assert "-202,00" in first
        assert ";=1+1;" not in second
    assert path.stat().st_size > 100


# -- rules of the settlement that the use cases share with the form ---------------------------------------------


@pytest.mark.parametrize(
    ("at", "found"),
    [("7:15", datetime(2025, 3, 10, 7, 15)), ("7", datetime(2025, 3, 10, 7)), ("24:00", None), ("", None)],  # noqa: DTZ001
)
def test_a_moment_is_read_as_people_write_it(at: str, found: datetime | None) -> None:
    assert moment(MONDAY, at) == found


def test_the_term_of_a_settlement_runs_from_the_return() -> None:
    assert settle_by(order(7)) == date(2025, 3, 25)
    assert settle_by(order(7, starts_on=None, ends_on=None)) is None
    assert settle_by(order(7, starts_on=date(2012, 1, 2), ends_on=date(2012, 1, 2))) == date(2012, 1, 16)


def test_a_journey_is_known_once_its_ends_are() -> None:
    draft = settlement(7)
    assert journey(draft) is not None
    assert journey(replace(draft, legs=())) is None
    assert journey(replace(draft, legs=(replace(draft.legs[0], departs_at=""), draft.legs[1]))) is None


def test_a_settlement_tells_everything_that_is_missing_at_once() -> None:
    blank = order(7, legs=(Leg(transport=Transport.OWN_CAR),), bills=(Bill(kind=BillKind.LODGING),), settled_on=None)

    assert {(problem.field, problem.code) for problem in validate(blank)} == {
        *((f"legs.0.{name}", "required") for name in (
            "from_place", "departs_on", "departs_at", "to_place", "arrives_on", "arrives_at",
        )),
        ("legs.0.kilometres", "kilometres_needed"),
        ("vehicle", "vehicle_needed"),
        ("bills.0.amount", "required"),
        ("bills.0.nights", "nights_needed"),
        ("settled_on", "required"),
    }  # fmt: skip
    assert validate(settlement(7)) == ()
