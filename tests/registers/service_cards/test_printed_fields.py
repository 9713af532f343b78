"""Nothing that a clerk enters on a card stays in the database: every field of the draft reaches paper."""

import typing
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from itertools import count
from typing import Any

import pytest

from app.core.dates import format_date
from app.core.opening_hours import OpeningHours, short_time
from app.people.office.domain import BankAccount
from app.printing.styles import Variant
from app.registers.service_cards.domain import (
    AppealKind,
    CardStatus,
    DocumentForm,
    DocumentHandling,
    Fee,
    FeeKind,
    NeededDocument,
    ServiceCard,
    ServiceCardDraft,
    SilenceEffect,
    TimeUnit,
)
from app.registers.service_cards.printout.card import card_pdf, card_text
from app.registers.service_cards.words import LABELS
from tests.printing.reading import read
from tests.registers.service_cards.test_printout import ARMS, OFFICE

DAY = date(2026, 11, 22)
NOT_PRINTED = {
    "synonyms": "the residents' own words stand in the guide's index",
    "status": "a word for the office; paper carries the warning „jeszcze nie obowiązuje” instead, tested elsewhere",
    "unit_id": "paper carries the unit's name",
    "supervising_unit_id": "paper carries the unit's name",
    "documents.form_file": "the hash of a stored file",
    "documents.handling": "stands as the heading over the documents",
    "attachments.file": "the hash of a stored file",
    "attachments.media_type": "a technical name",
    "attachments.size": "a file's length helps nobody on paper",
}
CHOSEN: dict[str, Any] = {
    "status": CardStatus.PUBLISHED,
    "documents.handling": DocumentHandling.SHOW,
    "documents.form": DocumentForm.CERTIFIED_COPY,
    "fees.kind": FeeKind.PERMIT_FEE,
    "limit_unit": TimeUnit.WEEKS,
    "resident_limit_unit": TimeUnit.MONTHS,
    "appeal_kind": AppealKind.COMPLAINT,
    "silence_effect": SilenceEffect.CONSENT,
    "hours.weekday": 3,
    "hours.opens": "09:07",
    "hours.closes": "16:49",
    "fees.valid_to": date(2029, 12, 31),
}
PRINTED_AS: dict[str, str] = {
    "limit_unit": "tygodni",
    "resident_limit_unit": "miesi",
    "appeal_kind": "zażalenie",
    "fees.amount": ",",
    "hours.weekday": "czw.",
}
"""Words for values that are declined or set in another form."""


class Marked:
    """Makes a value for every field, different from all others, and remembers how each must read on paper."""

    def __init__(self) -> None:
        self.words: dict[str, tuple[str, ...]] = {}
        self._numbers = count(301, 7)

    def record(self, kind: type[Any], prefix: str = "") -> Any:
        hints = typing.get_type_hints(kind)
        return kind(**{spec.name: self.value(hints[spec.name], prefix + spec.name) for spec in fields(kind)})

    def value(self, hint: Any, path: str) -> Any:
        if typing.get_origin(hint) is tuple:
            inner = typing.get_args(hint)[0]
            if is_dataclass(inner):
                return (self.record(typing.cast("type[Any]", inner), f"{path}."),)
            if isinstance(inner, type) and issubclass(inner, Enum):
                self.words[path] = tuple(LABELS[inner].values())  # type: ignore[index]
                return tuple(inner)
            return (self.simple(inner, path),)
        return self.simple(next((part for part in typing.get_args(hint) if part is not type(None)), hint), path)

    def simple(self, kind: type[Any], path: str) -> Any:
        made = CHOSEN.get(path)
        number = next(self._numbers)
        if made is None:
            made = {
                str: f"znak{number}",  # short, so that no narrow column divides it
                int: number,
                date: DAY - timedelta(days=number),
            }[kind]
        self.words[path] = (PRINTED_AS.get(path) or self._said(made),)
        return made

    def _said(self, value: Any) -> str:
        if isinstance(value, Enum):
            return LABELS[type(value)][value]  # type: ignore[index]
        if isinstance(value, date):
            return format_date(value)
        return short_time(value) if str(value)[2:3] == ":" else str(value)


def marked_card() -> tuple[ServiceCard, dict[str, tuple[str, ...]]]:
    marked = Marked()
    draft = marked.record(ServiceCardDraft)
    values = {spec.name: getattr(draft, spec.name) for spec in fields(draft)}
    card = ServiceCard(
        **values, id=1, version=1, unit_name="Referat prowadzący", supervising_unit_name="Referat nad nim"
    )
    amount = card.fees[0].amount
    assert amount is not None
    marked.words["fees.amount"] = (f"{amount // 100},{amount % 100:02d}",)
    marked.words["unit_id"], marked.words["supervising_unit_id"] = ("Referat prowadzący",), ("Referat nad nim",)
    return card, marked.words


CARD, WORDS = marked_card()
OWN_OFFICE = replace(
    OFFICE, bank_accounts=(BankAccount(purpose=CARD.fees[0].account_purpose, nrb="74000000000000000000000001"),)
)


def missing(said: str) -> list[str]:
    text = " ".join(said.replace("\u00a0", " ").split()).casefold()
    wanted = ((path, word) for path, words in WORDS.items() if path not in NOT_PRINTED for word in words)
    return [path for path, word in wanted if word.casefold() not in text]


@pytest.mark.parametrize("variant", Variant)
def test_every_field_reaches_paper(variant: Variant) -> None:
    assert missing(read(card_pdf([CARD], OWN_OFFICE, ARMS, DAY, variant)).all_text) == []


def test_every_field_reaches_the_text_beside_the_preview() -> None:
    assert missing(card_text(CARD, OWN_OFFICE, DAY)) == []


def test_every_field_has_a_mark_and_every_exception_is_a_field() -> None:
    rows = {"legal_bases", "documents", "fees", "hours", "attachments"}
    names = {spec.name for spec in fields(ServiceCardDraft)} - rows
    assert names <= set(WORDS)
    assert {path.split(".")[0] for path in WORDS if "." in path} == rows
    assert set(NOT_PRINTED) <= set(WORDS)


def test_units_are_printed_by_name() -> None:
    said = read(card_pdf([CARD], OWN_OFFICE, ARMS, DAY)).all_text
    assert "Referat prowadzący" in said
    assert "Za kartę odpowiada: Referat nad nim." in said


def test_the_form_s_file_stands_beside_its_document() -> None:
    documents = (
        NeededDocument(name="Wniosek", form_file="0" * 64, form_file_name="wniosek.pdf"),
        NeededDocument(name="Oświadczenie", form_file="1" * 64),
    )
    said = read(card_pdf([replace(CARD, documents=documents)], OFFICE, ARMS, DAY)).all_text
    assert "wzór: wniosek.pdf – w urzędzie" in said
    assert "wzór: formularz – w urzędzie" in said


def test_hours_of_the_card_and_free_fees_read_alike() -> None:
    free = Fee(kind=FeeKind.FREE, title="wydanie", basis="z mocy ustawy")
    hours = (OpeningHours(weekday=0, opens="08:00", closes="12:00"),)
    said = read(card_pdf([replace(CARD, fees=(free,), hours=hours)], OFFICE, ARMS, DAY)).all_text
    assert "Bez opłat: z mocy ustawy." in said
    assert "pon. 8–12" in said
