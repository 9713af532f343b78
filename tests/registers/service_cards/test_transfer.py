"""Cards out of one office and into another, with reports for people."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.core.errors import EnvironmentProblem
from app.core.records import Change, Query
from app.exchange.reading import RefusedRow
from app.exchange.spreadsheets import Format
from app.records.mapping import draft_of
from app.registers.service_cards.domain import ServiceCardDraft
from app.registers.service_cards.transfer import ImportReport
from tests.registers.service_cards.drafts import add_unit, plain


@pytest.mark.parametrize("form", Format)
def test_twenty_cards_travel_to_an_empty_office(
    demo_services: Services, services: Services, tmp_path: Path, form: Format
) -> None:
    path = tmp_path / f"karty.{form}"
    assert demo_services.exchange.export(path, form) == 20
    for unit in demo_services.units.all():
        add_unit(services, unit.symbol, unit.name)
    report = services.exchange.load(path, dry_run=False)
    assert list(report.refused_lines()) == []
    assert report.new == 20
    symbols = {unit.id: unit.symbol for unit in demo_services.units.all()}
    ids = {unit.symbol: unit.id for unit in services.units.all()}
    for card in demo_services.cards.all():
        moved = services.cards.by_symbol(card.symbol)
        assert moved is not None
        supervising = card.supervising_unit_id
        expected = replace(
            draft_of(card, ServiceCardDraft),
            unit_id=ids[symbols[card.unit_id or 0]],
            supervising_unit_id=None if supervising is None else ids[symbols[supervising]],
            attachments=(),
        )
        assert draft_of(moved, ServiceCardDraft) == expected, card.symbol
    assert services.exchange.load(path, dry_run=False).unchanged == 20


def test_a_dry_run_reports_and_writes_nothing(services: Services, tmp_path: Path) -> None:
    unit = add_unit(services)
    services.cards.create(plain(unit))
    path = tmp_path / "karty.csv"
    services.exchange.export(path, Format.CSV)
    card = services.cards.all()[0]
    services.cards.delete(card.id, card.version)
    report = services.exchange.load(path, dry_run=True)
    assert (report.new, report.change.ids) == (1, frozenset())
    assert next(report.lines()) == "Próba: niczego nie zapisano."
    assert services.cards.count(Query()) == 0


def test_a_row_is_refused_for_what_only_the_stored_part_shows(services: Services, tmp_path: Path) -> None:
    unit = add_unit(services)
    services.cards.create(plain(unit, "SO-01", purpose="", fees=()))
    path = tmp_path / "karty.csv"
    path.write_text("Symbol;Stan\nSO-01;opublikowana\n", encoding="utf-8")
    report = services.exchange.load(path, dry_run=False)
    assert [(row.row, row.key) for row in report.refused] == [(2, "SO-01")] * 2
    assert next(iter(report.refused_lines())).startswith("karty, wiersz 2: Czego dotyczy: Tego nie może brakować")


def test_refused_lines_leave_out_what_is_blank() -> None:
    row = RefusedRow("Karty", 3, "", "", "Wiersz nie ma symbolu.")
    named = RefusedRow("Opłaty", 4, "Kwota (zł)", "12,5a", "To nie jest kwota.")
    report = ImportReport(1, 2, 5, (row, named), ("Uwaga.",), False, Change("service_card", frozenset()))
    assert list(report.refused_lines()) == [
        "Karty, wiersz 3: Wiersz nie ma symbolu.",
        "Opłaty, wiersz 4, Kwota (zł): „12,5a” – To nie jest kwota.",
    ]
    assert list(report.lines()) == [
        "Nowe: 1 karta. Zmienione: 2 karty. Bez zmian: 5 kart.",
        "Odrzucono 2 wiersze:",
        "Uwaga.",
    ]


def test_refused_lines_never_command_the_terminal() -> None:
    row = RefusedRow("Karty", 2, "Uwagi", "\x1b[31mżółty\u202e", "\x1b]0;x\x07 nie ma na liście.", "")
    report = ImportReport(0, 0, 0, (row,), (), dry_run=True, change=Change("service_card", frozenset()))
    assert list(report.refused_lines()) == ["Karty, wiersz 2, Uwagi: „�[31mżółty�” – �]0;x� nie ma na liście."]


def test_an_export_that_cannot_be_written_leaves_no_file(demo_services: Services, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="Nie można zapisać pliku"):
        demo_services.exchange.export(tmp_path / "nie ma" / "karty.xlsx", Format.XLSX)
    assert list(tmp_path.glob("*.xlsx")) == []
