"""Programmes of cooperation in spreadsheets: what is written is read back, years are known, bad rows are named."""

from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.exchange.spreadsheets import Format
from app.records.mapping import draft_of
from app.registers.ngos.programmes.domain import PriorityTask, ProgrammeDraft

BOTH_ENGINES = True
FULL = ProgrammeDraft(
    title="Program współpracy na rok 2026",
    first_year=2026,
    last_year=2026,
    draft_on=date(2025, 9, 1),
    passed_on=date(2025, 11, 20),
    resolution="XII/104/2025",
    money=30_000_000,
    grants=25_000_000,
    small_grants=1_000_000,
    tasks=(PriorityTask(sphere="17", task="Sport dzieci; i młodzieży", amount=10_000_050), PriorityTask(task="Inne")),
    subsidiarity="Pierwszy wiersz\ni drugi | z kreską",
)


@pytest.mark.parametrize("form", [Format.XLSX, Format.CSV])
def test_what_is_written_is_read_back(services: Services, tmp_path: Path, form: Format) -> None:
    saved = services.programmes.create(FULL).record
    path = tmp_path / f"programy.{form.value}"
    assert services.programme_exchange.export(path, form) == 1
    assert services.programme_exchange.load(path, dry_run=True).unchanged == 1
    services.programmes.delete(saved.id, saved.version)
    tried = services.programme_exchange.load(path, dry_run=True)
    assert (tried.new, services.programmes.all()) == (1, ())
    report = services.programme_exchange.load(path, dry_run=False)
    assert (report.new, list(report.refused_lines())) == (1, [])
    (back,) = services.programmes.all()
    assert draft_of(back, ProgrammeDraft) == FULL


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_programme_is_known_by_its_years_and_bad_rows_are_named(
    services: Services, tmp_path: Path, dry_run: bool
) -> None:
    services.programmes.create(FULL)
    path = tmp_path / "programy.csv"
    path.write_text(
        "Tytuł;Rok;Do roku;Numer uchwały;Uchwalono dnia\n"
        "Program na 2026 r.;2026;2026;XII/104/2025;20.11.2025\n"
        "Program na 2025 r.;2025;2025;X/1/2024;15.11.2024\n"
        "Jeszcze raz 2025;2025;2025;;\n"
        "Bez numeru;2024;2024;;15.11.2023\n"
        "Bez roku;;;;\n",
        encoding="utf-8",
    )
    report = services.programme_exchange.load(path, dry_run=dry_run)
    told = "\n".join(report.refused_lines())
    assert (report.new, report.changed, len({row.row for row in report.refused})) == (1, 1, 3)
    assert "„na rok 2025” jest już w pliku wyżej" in told
    kept = {each.title: each.money for each in services.programmes.all()}
    # what the file has no columns for stays
    new = {"Program na 2026 r.": FULL.money, "Program na 2025 r.": None}
    assert kept == ({FULL.title: FULL.money} if dry_run else new)
