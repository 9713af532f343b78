"""Organisations in spreadsheets: what is written is read back, numbers keep their zeros, bad rows are named."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.geo.placing import PlacingMethod
from app.records.mapping import draft_of
from app.registers.ngos.dictionary import shipped
from app.registers.ngos.organisations.domain import (
    Achievement,
    Address,
    AddressKind,
    Consent,
    LegalForm,
    OrganisationDraft,
    OrganisationPerson,
    PublicField,
    ServedGroup,
)
from app.registers.ngos.organisations.sheet import Krs, Spheres

HOUSE = Address(street="ul. Polna", number="5", postal_code="00-000", place="Przykładów", private=True)
FULL = OrganisationDraft(
    name="Fundacja „Żółty Parasol”",
    short_name="Parasol",
    legal_form=LegalForm.FOUNDATION,
    krs="0000123456",
    opp_since=date(2020, 3, 1),
    founded_year=2009,
    addresses=(
        replace(
            HOUSE, x=412345.678, y=351000.0, method=PlacingMethod.SIMILAR_STREET, certainty=82, placed_as=HOUSE.line
        ),
        Address(kind=AddressKind.MAIL, place="Zalesie", number="3", postal_code="00-000", post_town="Przykładów"),
    ),
    people=(OrganisationPerson(name="Anna Przykładowa", role="prezes", until=date(2027, 1, 1)),),
    phones=("77 400 00 01", "77 400 00 02"),
    leading="22a",
    spheres=("22a", "1"),
    served=(ServedGroup.SENIORS, ServedGroup.DISABLED),
    members=12,
    aims="Wspieranie seniorów;\nopieka, w tym nocna.",
    achievements=(Achievement(year=2025, text="Festyn"),),
    consents=(Consent(field=PublicField.LISTING, given_on=date(2026, 1, 2), source="formularz"),),
    confirmed_on=date(2026, 2, 3),
    note="tylko dla urzędu",
)


@pytest.mark.parametrize("form", [Format.XLSX, Format.CSV])
def test_what_is_written_is_read_back(services: Services, tmp_path: Path, form: Format) -> None:
    saved = services.organisations.create(FULL).record
    path = tmp_path / f"organizacje.{form.value}"
    assert services.organisation_exchange.export(path, form) == 1
    assert services.organisation_exchange.load(path, dry_run=True).unchanged == 1
    services.organisations.delete(saved.id, saved.version)
    report = services.organisation_exchange.load(path, dry_run=False)
    assert (report.new, list(report.refused_lines())) == (1, [])
    (back,) = services.organisations.all()
    assert draft_of(back, OrganisationDraft) == FULL


def test_a_list_without_places_leaves_the_map_alone(services: Services, tmp_path: Path) -> None:
    services.organisations.create(FULL)
    path = tmp_path / "wykaz.csv"
    path.write_text(
        "Pełna nazwa;KRS;Forma prawna;Adresy: Rodzaj | Ulica | Numer | Kod | Miejscowość\n"
        "Fundacja Żółty Parasol i Przyjaciele;123456;fundacja;siedziba | ul. Polna | 5 | 00-000 | Przykładów\n",
        encoding="utf-8",
    )
    report = services.organisation_exchange.load(path, dry_run=False)
    assert (report.changed, list(report.refused_lines())) == (1, [])
    (back,) = services.organisations.all()
    assert back.name == "Fundacja Żółty Parasol i Przyjaciele"
    assert (back.addresses[0].x, back.note) == (412345.678, FULL.note)


@pytest.mark.parametrize(("header", "cell", "kept"), [("", "", "Przykładów"), (" | Poczta", " | ", "")])
def test_a_list_without_post_towns_keeps_them_and_one_with_them_may_take_them_out(
    services: Services, tmp_path: Path, header: str, cell: str, kept: str
) -> None:
    services.organisations.create(FULL)
    path = tmp_path / "wykaz.csv"
    path.write_text(
        f"Pełna nazwa;KRS;Adresy: Rodzaj | Numer | Kod | Miejscowość{header}\n"
        f"{FULL.name};123456;do korespondencji | 3 | 00-000 | Zalesie{cell}\n",
        encoding="utf-8",
    )
    report = services.organisation_exchange.load(path, dry_run=False)
    assert (report.changed, list(report.refused_lines())) == (1, [])
    (back,) = services.organisations.all()
    assert [each.post_town for each in back.addresses] == [kept]


def test_bad_rows_are_named_and_nothing_of_them_is_saved(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "zle.csv"
    path.write_text(
        "Pełna nazwa;Forma prawna;KRS;Sfery działania\n"
        "Dobra;klub sportowy;;1, 16\n"
        "Zły KRS;fundacja;00A0123456;1\n"
        "Zła sfera;klub sportowy;;99\n"
        f"{'x' * 301};klub sportowy;;\n"
        "„Dobra”;klub sportowy;;\n",
        encoding="utf-8",
    )
    report = services.organisation_exchange.load(path, dry_run=False)
    told = "\n".join(report.refused_lines())
    for said in ("„00A0123456” to nie jest numer KRS", "Sfery „99” nie ma w wykazie", "Tekst jest za długi", "wyżej"):
        assert said in told
    assert [(each.name, each.spheres) for each in services.organisations.page(Query(), 0, 9)] == [
        ("Dobra", ("1", "16"))
    ]


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_number_twice_in_a_file_is_refused_in_a_dry_run_as_well(
    services: Services, tmp_path: Path, dry_run: bool
) -> None:
    services.organisations.create(FULL)
    path = tmp_path / "dwa.csv"
    path.write_text(
        "Pełna nazwa;Forma prawna;KRS\n"
        # the one that is stored gives its number away, so the second may take it and the third may not
        "Fundacja „Żółty Parasol”;klub sportowy;\nDruga;fundacja;0000123456\nTrzecia;fundacja;0000123456\n",
        encoding="utf-8",
    )
    report = services.organisation_exchange.load(path, dry_run=dry_run)
    assert (report.new, report.changed, len(list(report.refused_lines()))) == (1, 1, 1)
    assert "Druga" in "\n".join(report.refused_lines())


@pytest.mark.parametrize(
    ("raw", "codes"),
    [("1, 16,22a", ("1", "16", "22a")), (16, ("16",)), ("16. kultura, sztuka\n1;1", ("16", "1")), ("1.16", ("1.16",))],
)
def test_codes_of_spheres_are_read_however_they_are_written(raw: str | int, codes: tuple[str, ...]) -> None:
    assert Spheres({}).read(raw) == codes


def test_every_sphere_survives_with_its_name() -> None:
    names = {each.code: each.label for each in shipped().spheres}
    cell = Spheres(names)
    assert cell.read(cell.write(tuple(names))) == tuple(names)


def test_a_krs_that_a_spreadsheet_took_for_a_number_gets_its_zeros_back() -> None:
    assert Krs().read(123456) == "0000123456"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("450000 | ", "Wpisz obie albo żadnej"),
        ("1 | 2", "poza Polską"),
        ("99999999999 | nan", "to nie są metry"),
    ],
)
def test_places_that_are_none_are_refused_in_words(services: Services, tmp_path: Path, place: str, words: str) -> None:
    path = tmp_path / "organizacje.csv"
    path.write_text(
        "Pełna nazwa;Forma prawna;Adresy: Rodzaj | Miejscowość | Położenie: x | Położenie: y\n"
        f"Klub;grupa nieformalna;siedziba | Zalesie | {place}\n",
        encoding="utf-8",
    )
    report = services.organisation_exchange.load(path, dry_run=False)
    assert words in "\n".join(report.refused_lines())
    assert services.organisations.all() == ()
