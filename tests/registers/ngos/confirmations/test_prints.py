"""Forms, reminders and lists of a round: prefilled, tagged, whole with long texts, and logged."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.administration.audit.domain import AuditEntry
from app.bootstrap import Services
from app.core.errors import Refusal
from app.core.progress import NoProgress
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.people.office.domain import Office
from app.registers.ngos.confirmations.domain import Answer, RoundDraft, Way
from app.registers.ngos.confirmations.printout.form_sheet import forms_pdf
from app.registers.ngos.confirmations.sheet import write_rounds
from app.registers.ngos.dictionary import shipped
from app.registers.ngos.organisations.domain import Achievement, OrganisationPerson, PublicField
from tests.printing.reading import opened, read, tagging_faults, texts
from tests.registers.ngos.confirmations.test_usecases import TODAY, begun
from tests.registers.ngos.organisations.sample import DAY, consents, organisation
from tests.registers.ngos.organisations.test_usecases import add

OFFICE = Office(id=1, version=1, name="Urząd Miejski", town="Przykładowa", email="urzad@przykladowa.pl")
ROUND = RoundDraft(name="Runda 2026", starts_on=date(2026, 11, 2), answer_by=date(2026, 12, 1), valid_months=12)


def said(pdf: bytes) -> str:
    return " ".join(" ".join(texts(pdf)).replace("\xa0", " ").split())


def entries(services: Services) -> list[AuditEntry]:
    return [each for each in services.audit.page(Query(), 0, 10) if each.deed == "print"]


def test_the_form_has_what_is_known_room_for_what_is_not_and_a_box_for_each_consent(tmp_path: Path) -> None:
    one = organisation(consents=consents(PublicField.LISTING), regon="")
    pdf = forms_pdf(ROUND, [one], shipped(), OFFICE, None, DAY)
    assert tagging_faults(pdf, tmp_path) == []
    text = said(pdf)
    for expected in (
        "skr. poczt. 7 46-201 Przykładów",
        "Prosimy odesłać podpisany formularz do 01.12.2026",
        "KRS 0000123456",
        "REGON –",
        "Cele statutowe Podtrzymywanie tradycji.",
        "Wpis w wykazie tak, od 02.01.2026 ☐ ☐",
        "Telefony nie ☐ ☐",
        "Administratorem danych osobowych jest Urząd Miejski",
        "Adres zwrotny: Urząd Miejski",
        "data i czytelny podpis",
    ):
        assert expected in text, expected
    assert text.count("☐") == 2 * len(PublicField)
    assert "74000000" not in text
    assert "Uwaga wewnętrzna" not in text


def test_a_form_printed_after_the_term_asks_for_no_day_that_is_past() -> None:
    text = said(forms_pdf(ROUND, [organisation()], shipped(), OFFICE, None, date(2026, 12, 2)))
    assert "Termin odpowiedzi minął 01.12.2026. Prosimy jak najszybciej odesłać podpisany formularz: do urzędu" in text
    assert "formularz do 01.12.2026" not in text


def test_the_form_tells_nobody_how_to_reach_those_who_no_longer_serve() -> None:
    people = (
        OrganisationPerson(name="Ewa Nowa", role="prezes", until=DAY, phone="600 100 200"),
        OrganisationPerson(
            name="Jan Dawny", role="prezes", until=DAY - timedelta(1), phone="600 300 400", email="j@x.pl"
        ),
    )
    text = said(forms_pdf(ROUND, [organisation(people=people)], shipped(), OFFICE, None, DAY))
    assert "600 100 200" in text
    assert "Jan Dawny" in text
    for secret in ("600 300 400", "j@x.pl"):
        assert secret not in text


def test_forms_are_whole_with_long_texts_and_start_on_pages_of_their_own(tmp_path: Path) -> None:
    long = organisation(
        2,
        name="Ł" * 300,
        aims="Ąę " * 1330 + "koniec",
        tasks="\n".join(f"zadanie{n}" for n in range(200)),
        spheres=tuple(each.code for each in shipped().spheres),
        achievements=tuple(Achievement(year=2000 + n, text="sukces " * 140) for n in range(5)),
    )
    empty = organisation(3, addresses=(), people=(), spheres=(), leading="", aims="", tasks="", achievements=())
    pdf = forms_pdf(ROUND, [organisation(1), long, empty], shipped(), OFFICE, None, DAY)
    assert tagging_faults(pdf, tmp_path) == []
    text = said(pdf)
    assert text.count("Ąę") == 1330
    assert "zadanie199" in text
    assert len(read(pdf).find("H1")) == 3
    assert len(opened(pdf).pages) >= 9


def test_reminders_and_lists_are_for_those_that_did_not_answer_and_are_logged(
    services: Services, tmp_path: Path
) -> None:
    for name in ("Ala", "Bela", "Cela"):
        add(services, name)
    found, rounds, prints = begun(services), services.confirmations, services.confirmation_prints
    with pytest.raises(Refusal, match="do kogo pisać"):
        prints.reminders(found.id)
    sent = rounds.note_sent(found.id, found.version, [0, 1], date(2026, 11, 3), Way.POST).record
    rounds.note_answer(sent.id, sent.version, [1], Answer.CONFIRMED, TODAY)
    made = {
        "forms": prints.forms(found.id),
        "reminders": prints.reminders(found.id),
        "labels": prints.labels(found.id).pdf,
        "missing": prints.missing(found.id),
    }
    assert [kind for kind, pdf in made.items() if tagging_faults(pdf, tmp_path)] == []
    names = {kind: [name for name in ("Ala", "Bela", "Cela") if name in said(pdf)] for kind, pdf in made.items()}
    assert names == {
        "forms": ["Ala", "Cela"],
        "reminders": ["Ala"],
        "labels": ["Ala", "Cela"],
        "missing": ["Ala", "Cela"],
    }
    assert "Termin minął" in said(made["reminders"])
    assert len(entries(services)) == 4
    assert "Bela" in said(prints.forms(found.id, [1]))
    preview = said(prints.preview(rounds.get(found.id)))
    assert "dane aktualne" in preview
    assert "po terminie" in preview


@pytest.mark.parametrize("form", list(Format))
def test_a_workbook_holds_every_line_with_its_reminders(services: Services, tmp_path: Path, form: Format) -> None:
    add(services, "=1+1 Ala")
    found, rounds = begun(services), services.confirmations
    sent = rounds.note_sent(found.id, found.version, [0], date(2026, 11, 3), Way.POST).record
    reminded = rounds.note_reminded(sent.id, sent.version, [0], TODAY, Way.EMAIL).record
    path = tmp_path / f"rundy.{form.value}"
    write_rounds([reminded], path, form, TODAY, NoProgress())
    if form is Format.CSV:
        assert "Runda 2026" in path.read_text("utf-8-sig")
        return
    import python_calamine

    rows = python_calamine.load_workbook(path).get_sheet_by_name("Organizacje").to_python()
    line = dict(zip(rows[0], rows[1], strict=True))
    assert (line["Nazwa"], line["Przypomnienia"], line["W jaki sposób"]) == ("=1+1 Ala", "22.11.2026, e-mail", "list")
