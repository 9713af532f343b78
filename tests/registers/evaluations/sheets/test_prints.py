"""Prints of sheets through the use cases: looked up, allowed, logged; by number from the command line."""

from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.cli import main
from app.core.errors import NotAllowed, NotFound, Refusal
from app.core.permissions import Actor
from app.core.records import Query
from app.registers.evaluations.sheets.domain import Decision
from app.registers.evaluations.sheets.letters import LetterKind
from tests.registers.evaluations.sheets.people import People, delivered, planned
from tests.registers.service_cards.test_prints import flat, text_of

OWN = frozenset({"evaluation.read"})


def deeds(services: Services) -> list[tuple[str, int | None, dict[str, object]]]:
    """Logged deeds about evaluations, the newest first."""
    entries = services.audit.page(Query(), 0, 50)
    return [(each.deed, each.record_id, dict(each.facts)) for each in entries if each.entity == "evaluation"]


def test_a_printed_sheet_is_logged_and_a_preview_is_not(services: Services, people: People) -> None:
    sheet = delivered(services, planned(services, people.clerk))
    assert sheet.number in flat(text_of(services.evaluation_prints.preview(sheet)))
    assert "print" not in [deed for deed, _, _ in deeds(services)]
    services.evaluation_prints.sheet(sheet.id)
    assert deeds(services)[:2] == [("print", sheet.id, {}), ("read", sheet.id, {})]


def test_a_letter_is_logged_by_its_name_and_a_refused_one_is_not(services: Services, people: People) -> None:
    sheet = delivered(services, planned(services, people.clerk))
    services.evaluation_prints.letter(sheet.id, LetterKind.RECEIPT)
    assert deeds(services)[0] == ("print", sheet.id, {"letter": "Potwierdzenie doręczenia oceny okresowej"})
    with pytest.raises(Refusal, match="Najpierw zapisz rozstrzygnięcie"):
        services.evaluation_prints.letter(sheet.id, LetterKind.DECISION)
    assert deeds(services)[0][0] == "read"


def test_the_sheet_names_the_evaluation_before_it_and_not_itself(services: Services, people: People) -> None:
    first = delivered(services, planned(services, people.clerk), on=date(2026, 5, 4))
    services.evaluations.make_final(first.id, first.version, date(2026, 5, 15))
    second = planned(services, people.clerk)
    assert f"04.05.2026, pozytywna arkusz nr {first.number}" in flat(
        text_of(services.evaluation_prints.sheet(second.id))
    )
    delivered(services, second)
    # nor one that was made later
    assert "Poprzednia ocena" not in flat(text_of(services.evaluation_prints.sheet(first.id)))


def test_sheets_of_an_appeal_name_each_other(services: Services, people: People) -> None:
    sheet = delivered(services, planned(services, people.clerk), on=date(2026, 11, 9))
    evaluations = services.evaluations
    sheet = evaluations.file_appeal(sheet.id, sheet.version, date(2026, 11, 12), "Zastępstwa").record
    evaluations.decide_appeal(sheet.id, sheet.version, date(2026, 11, 16), Decision.CHANGED, "Zasadne")
    (changed,) = evaluations.linked(sheet.id)
    prints = services.evaluation_prints
    assert f"arkusz nr {changed.number}" in flat(text_of(prints.letter(sheet.id, LetterKind.DECISION)))
    text = flat(text_of(prints.sheet(changed.id)))
    assert f"Ocena zmieniona po odwołaniu, w związku z arkuszem nr {sheet.number}" in text
    assert "Poprzednia ocena" not in text


def test_only_who_may_read_a_sheet_prints_it(services: Services, people: People) -> None:
    own, other = planned(services, people.clerk), planned(services, people.head)
    services.evaluations.actor = lambda: Actor("wrona", OWN, people.head, frozenset({people.unit}), OWN)
    prints = services.evaluation_prints
    assert prints.numbered(own.number) == own
    assert prints.sheet(own.id).startswith(b"%PDF")
    for refused in (lambda: prints.sheet(other.id), lambda: prints.numbered(other.number)):
        with pytest.raises(NotFound):
            refused()
    services.evaluations.actor = lambda: Actor("nikt", frozenset())
    with pytest.raises(NotAllowed):
        prints.sheet(own.id)


def test_a_sheet_is_printed_by_its_number(
    services: Services, people: People, database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = planned(services, people.clerk)
    target = tmp_path / "arkusz.pdf"
    command = ["--database", str(database), "print", "evaluation"]
    assert main([*command, sheet.number, "--out", str(target)]) == 0
    assert sheet.person in flat(text_of(target.read_bytes()))
    assert main([*command, "999/2026", "--out", str(tmp_path / "nie.pdf")]) == 1
    assert "Nie ma arkusza oceny nr 999/2026" in capsys.readouterr().err
    assert not (tmp_path / "nie.pdf").exists()
