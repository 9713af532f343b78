"""Cards out of one office and into another, with reports for people."""

import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import python_calamine  # noqa: TID253 a test may pay for it

from app.bootstrap import Services
from app.core.errors import EnvironmentProblem, Refusal
from app.core.records import Change, Query
from app.exchange.reading import RefusedRow
from app.exchange.spreadsheets import Format
from app.records.import_report import ImportReport
from app.records.mapping import draft_of
from app.registers.service_cards.domain import NeededDocument, ServiceCardDraft
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
    again = services.exchange.load(path, dry_run=True)
    assert again.unchanged == 20
    assert next(again.lines()) == "Plik jest taki sam jak dane w programie; nie ma czego zapisywać."


CARDS = ("karta", "karty", "kart")


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
    report = ImportReport(CARDS, 1, 2, 5, (row, named), ("Uwaga.",), False, Change("service_card", frozenset()))
    assert list(report.refused_lines()) == [
        "Karty, wiersz 3: Wiersz nie ma symbolu.",
        "Opłaty, wiersz 4, Kwota (zł): „12,5a” – To nie jest kwota.",
    ]
    assert list(report.lines()) == [
        "Nowe: 1 karta. Zmienione: 2 karty. Bez zmian: 5 kart.",
        "Uwaga.",
        "Odrzucono 2 wiersze:",
    ]


def test_refused_lines_never_command_the_terminal() -> None:
    row = RefusedRow("Karty", 2, "Uwagi", "\x1b[31mżółty\u202e", "\x1b]0;x\x07 nie ma na liście.", "")
    report = ImportReport(CARDS, 0, 0, 0, (row,), (), dry_run=True, change=Change("service_card", frozenset()))
    assert list(report.refused_lines()) == ["Karty, wiersz 2, Uwagi: „�[31mżółty�” – �]0;x� nie ma na liście."]


def test_an_export_that_cannot_be_written_leaves_no_file(demo_services: Services, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="Nie można zapisać pliku"):
        demo_services.exchange.export(tmp_path / "nie ma" / "karty.xlsx", Format.XLSX)
    assert list(tmp_path.glob("*.xlsx")) == []


def _with_form(services: Services, unit: int) -> ServiceCardDraft:
    file = services.files.add("wniosek.pdf", b"%PDF-1.7\nwniosek")
    form = NeededDocument(name="wniosek", form_file=file.sha256, form_file_name="wniosek.pdf")
    return plain(unit, documents=(form, NeededDocument(name="fotografia")))


@pytest.mark.parametrize("form", Format)
def test_a_blank_form_of_another_office_is_left_out_and_told(services: Services, tmp_path: Path, form: Format) -> None:
    from app import bootstrap

    path = tmp_path / f"karty.{form}"
    services.cards.create(_with_form(services, add_unit(services)))
    services.exchange.export(path, form)
    with closing(bootstrap.create_services(tmp_path / "inny.db")) as other:
        add_unit(other)
        report = other.exchange.load(path, dry_run=False)
        assert (report.new, report.refused) == (1, ())
        (notice,) = report.notices
        assert notice.startswith("Karta SO-01, dokument „wniosek”: pliku formularza „wniosek.pdf” nie ma w tej bazie")
        (card,) = other.cards.all()
        assert [(each.name, each.form_file, each.form_file_name) for each in card.documents] == [
            ("wniosek", None, ""),
            ("fotografia", None, ""),
        ]
        assert other.exchange.load(path, dry_run=False).unchanged == 1
    # where the file is held, it stays
    again = services.exchange.load(path, dry_run=False)
    assert (again.unchanged, again.notices) == (1, ())


def test_an_office_without_units_is_told_once(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "karty.csv"
    path.write_text("Symbol;Nazwa usługi;Komórka prowadząca sprawę\nDG-1;A;DG\nDG-2;B;DG\n", encoding="utf-8")
    with pytest.raises(Refusal, match="Najpierw dodaj komórki organizacyjne"):
        services.exchange.load(path, dry_run=True)


def _package(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return "\n".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))


def test_a_workbook_says_that_its_office_is_invented(
    demo_services: Services, services: Services, tmp_path: Path
) -> None:
    demo_services.exchange.export(tmp_path / "demo.xlsx", Format.XLSX)
    package = _package(tmp_path / "demo.xlsx")
    assert "<dc:title>Karty (Dane przykładowe – gmina zmyślona)</dc:title>" in package
    assert "<dc:description>Dane przykładowe – gmina zmyślona." in package
    opis = python_calamine.load_workbook(str(tmp_path / "demo.xlsx")).get_sheet_by_name("Opis").to_python()
    assert opis[0][0] == "Arkusz"
    assert [cell for cell in opis[1] if cell] == ["Dane przykładowe – gmina zmyślona"]
    services.cards.create(plain(add_unit(services)))
    services.exchange.export(tmp_path / "urzad.xlsx", Format.XLSX)
    assert "zmyślona" not in _package(tmp_path / "urzad.xlsx")


def test_a_value_that_the_reason_quotes_is_not_quoted_twice() -> None:
    row = RefusedRow("Karty", 3, "Komórka", "XX", "Wartości „XX” nie ma na liście.", "")
    report = ImportReport(CARDS, 0, 0, 0, (row,), (), dry_run=True, change=Change("service_card", frozenset()))
    assert list(report.refused_lines()) == ["Karty, wiersz 3, Komórka: Wartości „XX” nie ma na liście."]
