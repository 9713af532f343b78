"""Cards come back from spreadsheets exactly as they went out."""

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.drafts import tidied_line
from app.core.opening_hours import OpeningHours
from app.core.paths import resources
from app.core.problems import Problem
from app.core.progress import NoProgress
from app.demo.cards import demo_cards
from app.demo.office import demo_units
from app.exchange.spreadsheets import Format
from app.registers.service_cards import domain
from app.registers.service_cards.domain import Fee, FeeKind, LegalBasis, NeededDocument, ServiceCardDraft, TimeUnit
from app.registers.service_cards.sheet import card_layout, read_cards, refused, write_cards

UNITS = {"SO": 1, "USC": 2, "ŁÓ": 3}
SYMBOLS = {unit_id: symbol for symbol, unit_id in UNITS.items()}
FORMATS = pytest.mark.parametrize("form", list(Format))


def written(cards: list[ServiceCardDraft], folder: Path, form: Format) -> Path:
    path = folder / f"karty.{form}"
    write_cards(cards, path, form, SYMBOLS, NoProgress())
    return path


def returned(cards: list[ServiceCardDraft], folder: Path, form: Format) -> list[ServiceCardDraft]:
    reading = read_cards(written(cards, folder, form), UNITS, NoProgress())
    assert reading.refused == ()
    assert reading.notices == ()
    return [row.draft for row in reading.drafts]


# what a text field of a form can hold: no carriage returns, no control signs, no halves of pairs
_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), include_characters="\n\t")


MULTILINE = {"purpose", "appeal_note", "silence_note", "notes", "data_protection"}
"""Texts of several lines, which come back as they are; the others tidied."""


def texts(limit: int, least: int = 0, *, exact: bool = False) -> st.SearchStrategy[str]:
    hostile = st.sampled_from(
        ["=1+1", "+48 77", "-", "@SUM(A1)", "'=x", "''", "01", "1e5", "a|b\\", "\\n", " x ", "a\nb"]
    )
    found = hostile | st.text(_LETTERS, min_size=least, max_size=min(limit, 30))
    return (found if exact else found.map(tidied_line)).filter(lambda t: least <= len(t.strip()))


def drafts() -> st.SearchStrategy[ServiceCardDraft]:
    days = st.none() | st.dates(date(1800, 1, 1), date(2999, 12, 31))
    hour = st.integers(0, 11).map(lambda h: f"{h:02d}:30")
    bases = st.builds(
        LegalBasis,
        act=texts(400, 1),
        journal_year=st.none() | st.integers(1918, 2100),
        journal_number=st.none() | st.integers(1, 999),
        journal_item=st.none() | st.integers(1, 99999),
        articles=texts(200),
    )
    documents = st.builds(
        NeededDocument,
        name=texts(300, 1),
        handling=st.sampled_from(domain.DocumentHandling),
        form=st.sampled_from(domain.DocumentForm),
        condition=texts(300),
        note=texts(300),
        form_file=st.none() | st.text("0123456789abcdef", min_size=64, max_size=64),
        form_file_name=texts(160),
    )
    fees = st.builds(
        Fee,
        kind=st.sampled_from([kind for kind in FeeKind if kind is not FeeKind.FREE]),
        title=texts(200),
        amount=st.integers(0, 99_999_999_999),
        formula=texts(300),
        exemption=texts(600, exact=True),
        valid_from=days,
    )
    hours = st.builds(
        OpeningHours, weekday=st.integers(0, 6), opens=hour, closes=st.integers(12, 23).map(lambda h: f"{h}:05")
    )
    lines = st.lists(texts(80), max_size=3).map(tuple)
    numbers = st.integers(1, 365)
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for spec in dataclasses.fields(ServiceCardDraft):
        if spec.type is str and spec.name != "symbol":
            exact = spec.name in MULTILINE
            fields[spec.name] = texts(spec.metadata["limit"], int(spec.metadata["required"]), exact=exact)
        if spec.type == tuple[str, ...]:
            fields[spec.name] = lines
    fields["email"] = st.sampled_from(["", "so@przykladowa.example"])
    return st.builds(
        ServiceCardDraft,
        **fields,
        symbol=st.from_regex(r"[A-Z0-9]{1,5}-[0-9]{2}", fullmatch=True),
        status=st.sampled_from([domain.CardStatus.DRAFT, domain.CardStatus.REVIEW, domain.CardStatus.ARCHIVED]),
        legal_bases=st.lists(bases, max_size=3).map(tuple),
        documents=st.lists(documents, max_size=3).map(tuple),
        fees=st.lists(fees, max_size=3).map(tuple),
        hours=st.lists(hours, max_size=3).map(tuple),
        payment_ways=st.lists(st.sampled_from(domain.PaymentWay)).map(tuple),
        submit_ways=st.lists(st.sampled_from(domain.SubmitWay)).map(tuple),
        collect_ways=st.lists(st.sampled_from(domain.CollectWay)).map(tuple),
        limit_unit=st.sampled_from(TimeUnit),
        limit_number=numbers,
        unit_id=st.sampled_from(sorted(SYMBOLS)),
        supervising_unit_id=st.none() | st.sampled_from(sorted(SYMBOLS)),
        appeal_kind=st.sampled_from([domain.AppealKind.NOT_STATED, domain.AppealKind.NONE]),
        appeal_days=st.none() | numbers,
        silence_effect=st.sampled_from(domain.SilenceEffect),
        prepared_on=days,
        valid_from=days,
        facts_as_of=days,
    )


@FORMATS
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(drafts(), min_size=1, max_size=3, unique_by=lambda card: card.symbol))
def test_round_trip_is_exact(form: Format, tmp_path: Path, cards: list[ServiceCardDraft]) -> None:
    assert returned(cards, tmp_path, form) == cards


CARD = ServiceCardDraft(
    symbol="SO-01",
    name="Wydanie dowodu osobistego",
    unit_id=1,
    room="01",
    phone="+48 77 400 00 00",
    steps=("Złóż wniosek", "Odbierz dowód"),
    fees=(Fee(kind=FeeKind.DOCUMENT_FEE, title="duplikat", amount=1250, valid_from=date(2026, 1, 1)),),
    hours=(OpeningHours(weekday=0, opens="07:30", closes="17:00"),),
    prepared_on=date(2026, 11, 22),
)


@FORMATS
def test_blanks_around_texts_go_as_in_forms_and_stay_in_texts_of_several_lines(form: Format, tmp_path: Path) -> None:
    typed = dataclasses.replace(CARD, name=" Dowód  osobisty ", room="\u00a012 ", notes="  wcięte\n  wiersze\n")
    (card,) = returned([typed], tmp_path, form)
    assert (card.name, card.room, card.notes) == ("Dowód osobisty", "12", "  wcięte\n  wiersze\n")


def test_every_field_has_a_place() -> None:
    layout = card_layout(SYMBOLS)
    placed = {column.field for column in layout.columns} | {side.field for side in layout.sides}
    assert placed == {spec.name for spec in dataclasses.fields(ServiceCardDraft)}
    for side in layout.sides:
        assert {column.field for column in side.columns} == {spec.name for spec in dataclasses.fields(side.row_type)}


@FORMATS
def test_demonstration_cards_come_back_equal(form: Format, tmp_path: Path) -> None:
    folder = resources() / "demo"
    ids = {entry.unit.symbol: number for number, entry in enumerate(demo_units(folder), start=1)}
    path = tmp_path / f"demo.{form}"
    cards = list(demo_cards(ids, folder))
    write_cards(cards, path, form, {number: symbol for symbol, number in ids.items()}, NoProgress())
    reading = read_cards(path, ids, NoProgress())
    assert reading.refused == ()
    assert [row.draft for row in reading.drafts] == [dataclasses.replace(card, attachments=()) for card in cards]


@FORMATS
def test_attachments_are_listed_but_not_read(form: Format, tmp_path: Path) -> None:
    file = domain.Attachment(
        title="Wniosek", file_name="wniosek.pdf", media_type="application/pdf", size=9, file="a" * 64
    )
    path = written([dataclasses.replace(CARD, attachments=(file,))], tmp_path, form)
    reading = read_cards(path, UNITS, NoProgress())
    (row,) = reading.drafts
    assert row.draft == CARD
    assert "attachments" not in row.given
    assert {"name", "fees", "hours"} <= row.given
    if form is Format.CSV:
        assert "wniosek.pdf" in path.read_text("utf-8-sig")


def test_csv_shows_polish_values(tmp_path: Path) -> None:
    text = written([CARD], tmp_path, Format.CSV).read_text("utf-8-sig")
    for shown in (
        "22.11.2026",
        "opłata za dokument | duplikat | 12,50 |",
        "poniedziałek | 07:30 | 17:00",
        ";SO;",
        ";01;",
    ):
        assert shown in text
    assert ";'+48 77 400 00 00;" in text


@FORMATS
def test_a_problem_found_later_is_placed_in_the_file(form: Format, tmp_path: Path) -> None:
    (row,) = read_cards(written([CARD], tmp_path, form), UNITS, NoProgress()).drafts
    sheet = "Karty" if form is Format.XLSX else "karty"
    taken = refused(row, Problem("symbol", "symbol_taken", {"value": "SO-01", "suggestion": "SO-02"}), UNITS)
    assert (taken.sheet, taken.row, taken.column, taken.value) == (sheet, 2, "Symbol", "SO-01")
    assert "SO-02" in taken.reason
    fee = refused(row, Problem("fees.0.amount", "free_has_amount"), UNITS)
    assert fee.value == "12,50"
    assert (fee.sheet, fee.row) == (("Opłaty", 2) if form is Format.XLSX else ("karty", 2))
    step = refused(row, Problem("steps.1", "too_long", {"length": 600, "limit": 500}), UNITS)
    assert step.value == "Odbierz dowód"
    assert step.reason.startswith("Pozycja 2: ")
