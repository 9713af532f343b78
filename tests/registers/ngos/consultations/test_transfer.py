"""Consultations in spreadsheets: what is written is read back, and who was asked is known by name."""

from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.exchange.spreadsheets import Format
from app.records.mapping import draft_of
from app.registers.ngos.consultations.domain import Asked, Channel, ConsultationDraft, Subject, Taken, Way
from tests.registers.ngos.organisations.test_usecases import add

BOTH_ENGINES = True


def full(ngo_id: int | None) -> ConsultationDraft:
    return ConsultationDraft(
        subject="Projekt uchwały w sprawie stypendiów",
        kind=Subject.ACT,
        draft_number="12/2026",
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 3, 16),
        ways=(Way.WRITTEN, Way.MEETING),
        spheres=("17", "1"),
        asked=(
            Asked(
                ngo_id=ngo_id,
                name="Klub Sokół",
                asked_on=date(2026, 3, 2),
                channel=Channel.EMAIL,
                answered_on=date(2026, 3, 9),
                opinion="Za niskie;\nprosimy | o więcej",
                taken=Taken.NO,
                reason="Brak środków.",
            ),
            Asked(name="Rada sołecka"),
        ),
        results_on=date(2026, 3, 20),
        results="Projekt bez zmian.",
    )


@pytest.mark.parametrize("form", [Format.XLSX, Format.CSV])
def test_what_is_written_is_read_back_with_whom_it_means(services: Services, tmp_path: Path, form: Format) -> None:
    draft = full(add(services, "Klub Sokół").id)
    saved = services.consultations.create(draft).record
    path = tmp_path / f"konsultacje.{form.value}"
    assert services.consultation_exchange.export(path, form) == 1
    assert services.consultation_exchange.load(path, dry_run=True).unchanged == 1
    services.consultations.delete(saved.id, saved.version)
    assert services.consultation_exchange.load(path, dry_run=True).new == 1
    assert services.consultations.all() == ()
    report = services.consultation_exchange.load(path, dry_run=False)
    assert (report.new, list(report.refused_lines())) == (1, [])
    (back,) = services.consultations.all()
    assert draft_of(back, ConsultationDraft) == draft


def test_a_consultation_is_known_by_subject_and_first_day(services: Services, tmp_path: Path) -> None:
    services.consultations.create(full(None))
    path = tmp_path / "konsultacje.csv"
    path.write_text(
        "Przedmiot konsultacji;Od;Do\n"
        "Projekt uchwały w sprawie stypendiów;02.03.2026;18.03.2026\n"
        "projekt uchwały w sprawie stypendiów;02.03.2025;18.03.2025\n"
        "Odwrotnie;02.03.2026;01.03.2026\n",
        encoding="utf-8",
    )
    report = services.consultation_exchange.load(path, dry_run=False)
    assert (report.new, report.changed, len(report.refused)) == (1, 1, 1)
    ends = {each.starts_on: (each.ends_on, len(each.asked)) for each in services.consultations.all()}
    assert ends == {date(2026, 3, 2): (date(2026, 3, 18), 2), date(2025, 3, 2): (date(2025, 3, 18), 0)}
