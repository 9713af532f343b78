"""The form of a service card holds all of the card, speaks Polish and suggests symbols."""

import re
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.core.opening_hours import OpeningHours
from app.core.problems import WORDS
from app.core.records import Change, Outcome
from app.registers.service_cards import domain
from app.registers.service_cards.domain import (
    AppealKind,
    Attachment,
    CollectWay,
    Fee,
    FeeKind,
    LegalBasis,
    NeededDocument,
    PaymentWay,
    ServiceCard,
    ServiceCardDraft,
    SilenceEffect,
    SubmitWay,
    TimeUnit,
)
from app.registers.service_cards.form import CardChoices, ServiceCardForm
from app.registers.service_cards.words import PROBLEMS
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.files import FileEditor
from app.widgets.forms.record_form import Subject
from app.widgets.forms.row_list import RowsEditor
from app.widgets.stored_files import FileAccess
from tests.keyboard import replace_text, type_text
from tests.widgets.form_fixtures import Bench

UNITS = (Option(1, "SO – Referat Spraw Obywatelskich"), Option(2, "FN – Referat Finansowy"))
FULL = ServiceCardDraft(
    symbol="SO-01",
    name="Wydanie dowodu osobistego",
    status=domain.CardStatus.REVIEW,
    category="Dokumenty",
    life_event="Utrata",
    purpose="Dowód.",
    steps=("Złóż.", "Odbierz."),
    who_may_apply=("każdy",),
    not_for=("nikt",),
    synonyms=("zgubiłem dowód",),
    legal_bases=(LegalBasis(act="Ustawa", journal_year=2022, journal_item=671, articles="art. 5"),),
    documents=(NeededDocument(name="zdjęcie", form_file="a" * 64, form_file_name="wzór.pdf"),),
    fees=(Fee(title="odpis", amount=2200, valid_from=date(2026, 1, 1)), Fee(kind=FeeKind.FREE)),
    payment_ways=(PaymentWay.CASH_DESK, PaymentWay.TRANSFER),
    limit_unit=TimeUnit.DAYS,
    limit_number=30,
    limit_note="od złożenia",
    limit_extension="nie",
    resident_limit_unit=TimeUnit.WEEKS,
    resident_limit_number=2,
    resident_limit_note="od zdarzenia",
    unit_id=1,
    supervising_unit_id=2,
    building="A",
    floor="parter",
    room="12",
    window="2",
    phone="77 000 00 00",
    email="so@przykladowa.example",
    clerk_post="inspektor",
    hours=(OpeningHours(weekday=0, opens="08:00", closes="17:00"),),
    submit_ways=(SubmitWay.IN_PERSON, SubmitWay.EPUAP),
    submit_address="adres",
    collect_ways=(CollectWay.POST,),
    appeal_kind=AppealKind.APPEAL,
    appeal_body="SKO",
    appeal_days=14,
    appeal_through="burmistrz",
    appeal_note="uwaga",
    result="dowód",
    silence_effect=SilenceEffect.REMINDER,
    silence_note="ponaglenie",
    notes="Uwagi\nw dwóch wierszach",
    data_protection="klauzula",
    sign_language="tłumacz",
    attachments=(Attachment(title="wzór", file_name="wzór.pdf", media_type="application/pdf", size=9, file="b" * 64),),
    prepared_by="A",
    prepared_on=date(2026, 1, 1),
    checked_by="B",
    checked_on=date(2026, 1, 2),
    approved_by="C",
    approved_on=date(2026, 1, 3),
    valid_from=date(2026, 1, 4),
    review_on=date(2027, 1, 1),
    facts_as_of=date(2025, 12, 1),
)


@dataclass(frozen=True)
class StoredFile:
    """What the use case for files gives back."""

    sha256: str = "c" * 64
    name: str = "wniosek.pdf"
    media_type: str = "application/pdf"
    size: int = 120_400


def _save(draft: ServiceCardDraft, record: Any) -> Outcome[Any]:
    values = {spec.name: getattr(draft, spec.name) for spec in fields(draft)}
    return Outcome(ServiceCard(**values, id=1, version=1), Change("service_card", frozenset({1})), "Zapisano.")


def _nothing(*_args: Any, **_more: Any) -> Any:
    raise AssertionError


def _open(qtbot: QtBot, bench: Bench, draft: ServiceCardDraft, files: FileAccess | None = None) -> ServiceCardForm:
    form = ServiceCardForm(
        Subject(start=draft),
        bench.services(),
        _save,
        choices=CardChoices(units=UNITS, categories=("Dokumenty tożsamości",)),
        next_symbol=lambda unit_id: f"SO-{unit_id:02d}",
        add_file=lambda _path: StoredFile(),
        files=files or FileAccess(content=_nothing, open_file=_nothing),
    )
    qtbot.addWidget(form, before_close_func=lambda window: window._drop_changes())
    form.show()
    form.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
    return form


def test_the_full_card_is_filled_in_every_field() -> None:
    blank = ServiceCardDraft()
    assert [spec.name for spec in fields(FULL) if getattr(FULL, spec.name) == getattr(blank, spec.name)] == []


def test_a_full_card_comes_back_as_it_was(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, FULL)
    for row in form.page.rows.values():
        if isinstance(row.editor, RowsEditor):
            for card in row.editor.cards:
                card.unfold()
    assert form.draft() == FULL
    assert not form.modified


def test_every_field_is_on_the_form_with_label_name_and_room(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, FULL)
    shown = {name for row in form.page.rows.values() for name in row.field.names}
    assert shown == {spec.name for spec in fields(ServiceCardDraft)}
    rows = list(form.page.rows.values())
    for row in form.page.rows.values():
        if isinstance(row.editor, RowsEditor):
            row.editor.cards[0].unfold()
            rows += row.editor.cards[0].fields
    QApplication.processEvents()
    for row in rows:
        target = row.editor.focus_target()
        name = row.field.name
        assert row.facts.words.label in target.accessibleName(), name
        assert target.accessibleDescription() == row.facts.words.help, name
        assert row.label is not None
        assert row.label.buddy() is target, name
        assert row.label.sizeHint().width() <= row.label.width(), f"label of {name} is cut"


def test_letters_for_alt_are_used_once_in_a_section(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, ServiceCardDraft())
    for section in form.describe().sections:
        labels = [form.page.rows[item.name].label for item in section.fields]
        letters = [found[1].lower() for label in labels if label and (found := re.search("&(.)", label.text()))]
        assert len(set(letters)) == len(section.fields), section.title


def test_every_problem_of_the_domain_has_words() -> None:
    source = Path(domain.__file__).read_text("utf-8")
    codes = set(re.findall(r'Problem\([^)]*?, "(\w+)"', source))
    assert {"required", "amount_or_formula"} <= codes
    assert codes - {*WORDS, *PROBLEMS} == set()


def test_the_next_symbol_follows_the_unit(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, ServiceCardDraft())
    button = form.findChild(QPushButton, "next_symbol")
    assert isinstance(button, QPushButton)
    button.click()
    assert "wymagane" in form.page.rows["unit_id"].note.error_text or form.focusWidget() is not None
    assert form.draft().symbol == ""
    type_text(form.page.rows["unit_id"].editor.focus_target(), "fn")
    button.click()
    bench.jobs.wait()
    assert form.draft().symbol == "SO-02"


def test_a_wrong_amount_in_a_fee_stands_at_its_field(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, FULL)
    fees = form.page.rows["fees"].editor
    assert isinstance(fees, RowsEditor)
    amount = next(row for row in fees.cards[0].fields if row.field.name == "amount")
    replace_text(amount.editor.focus_target(), "12,5a")
    form.save()
    assert amount.note.error_text.startswith("„12,5a” to nie jest kwota")
    assert fees.cards[0].isAncestorOf(form.focusWidget() or form)
    replace_text(amount.editor.focus_target(), "12.50")
    form._check()
    assert form.draft().fees[0].amount == 1250
    assert form.page.faulty_rows() == []


def test_a_blank_form_file_and_attachments_are_chosen(qtbot: QtBot, bench: Bench, tmp_path: Path) -> None:
    form = _open(qtbot, bench, FULL)
    bench.dialogs.file = tmp_path / "wniosek.pdf"
    documents = form.page.rows["documents"].editor
    attachments = form.page.rows["attachments"].editor
    assert isinstance(documents, RowsEditor)
    assert isinstance(attachments, RowsEditor)
    file = next(row.editor for row in documents.cards[0].fields if row.field.name == "form_file")
    assert isinstance(file, FileEditor)
    file.choose.click()
    attachments.add.click()
    bench.jobs.wait()
    draft = form.draft()
    assert (draft.documents[0].form_file, draft.documents[0].form_file_name) == ("c" * 64, "wniosek.pdf")
    assert draft.attachments[1] == Attachment(
        file_name="wniosek.pdf", media_type="application/pdf", size=120_400, file="c" * 64
    )
    assert "118 kB" in attachments.cards[1].told()


def test_fields_of_an_appeal_wait_until_there_is_one(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, ServiceCardDraft())
    assert not form.page.rows["appeal_days"].editor.isEnabled()
    form.page.rows["appeal_kind"].editor.load(AppealKind.APPEAL)
    form._check()
    assert form.page.rows["appeal_days"].editor.isEnabled()


def test_a_published_card_says_what_it_lacks(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, ServiceCardDraft(symbol="SO-01", name="Nazwa", unit_id=1))
    form.page.rows["status"].editor.load(domain.CardStatus.PUBLISHED)
    form.save()
    for name in ("purpose", "fees", "limit_unit", "room"):
        assert "karcie opublikowanej" in form.page.rows[name].note.error_text, name


def test_the_next_free_symbol_is_offered_until_the_card_is_saved(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, FULL)
    button = form.findChild(QPushButton, "next_symbol")
    assert button is not None
    assert button.isVisible()
    form.save()
    assert bench.jobs.wait(5000)
    qtbot.waitUntil(lambda: form.record_id is not None)
    assert not button.isVisible()
