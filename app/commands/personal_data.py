"""Commands on personal data: a copy for the person, anonymisation, terms of keeping, the record of art. 30."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.frame import FILE, Opening, confirmed, open_services, spare_the_database, urzad, write_print
from app.core.dates import format_date
from app.core.errors import NotFound, Refusal

if TYPE_CHECKING:
    from app.administration.personal_data.domain import ErasureReport, Subject
    from app.administration.personal_data.prints import PersonalPrints
    from app.bootstrap import Services


@urzad.group("person")
def person_group() -> None:
    """Dane osobowe jednej osoby."""


@person_group.command("list")
@click.argument("words", default="", metavar="[SŁOWA]")
@click.pass_obj
def list_people(opening: Opening, words: str) -> None:
    """Wymień osoby z numerami, po których wskazują je inne polecenia."""
    with closing(open_services(opening)) as services:
        for person in services.personal_data.people(words):
            left = f", usunięto {format_date(person.left_on)}" if person.left_on else ""
            click.echo(f"{person.subject.reference}\t{person.name}\t{person.detail}{left}")
            if len(person.standings) > 1:
                for each in person.standings:
                    click.echo(f"\t--only {each.entity}:{each.record_id}\t{each.line}")


_ONLY = click.option(
    "--only",
    multiple=True,
    metavar="WPIS",
    help="Tylko ten wpis (ngo:12) osoby z organizacji; resztę ma ktoś o tym samym nazwisku. Można podać kilka razy.",
)


@person_group.command("export")
@click.argument("person", metavar="OSOBA")
@_ONLY
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Nazwa plików; powstaną .json i .pdf.")
@click.pass_obj
def export_person(opening: Opening, person: str, only: tuple[str, ...], out: Path) -> None:
    """Zapisz wszystko, co program przechowuje o OSOBIE (employee:12 albo "named_person:Jan Nowak")."""
    with closing(open_services(opening)) as services:
        spare_the_database(out, services)
        file = services.personal_data.file_of(_subject(services, person, only))
        _prints(services).write_person(file, out)
    click.echo(f"Zapisano: {out.with_suffix('.json')}")
    click.echo(f"Zapisano: {out.with_suffix('.pdf')}")


@person_group.command("erase")
@click.argument("person", metavar="OSOBA")
@_ONLY
@click.option("--reason", required=True, metavar="POWÓD", help="Dlaczego, na przykład numer wniosku; bez nazwisk.")
@click.option("--mentions", is_flag=True, help="Oczyść też teksty, które wymieniają pełne imię i nazwisko albo e-mail.")
@click.option("--yes", is_flag=True, help="Nie pytaj o potwierdzenie.")
@click.pass_obj
def erase_person(opening: Opening, person: str, only: tuple[str, ...], reason: str, mentions: bool, yes: bool) -> None:
    """Zanonimizuj OSOBĘ na stałe. Najpierw pokaż, co zniknie i co zostanie."""
    from app.administration.personal_data.words import NO_BASIS_CHECK, entity_name

    with closing(open_services(opening)) as services:
        subject = _subject(services, person, only)
        plan = services.personal_data.plan(subject)
        click.echo(f"Osoba: {plan.person.name}")
        for holding in plan.blanked:
            click.echo(f"  zniknie: {entity_name(holding.entity)} {holding.title}")
        for mention in plan.mentions:
            deed = "zniknie" if mentions and mention.suggested else "zostanie"
            click.echo(f"  {deed}: {entity_name(mention.place.entity)} {mention.title}, {mention.label}")
        click.echo(f"  wpisy dziennika bez treści: {plan.log_entries}")
        for staying in plan.staying:
            click.echo(f"  zostanie: {staying.what}. {staying.why}")
        click.echo(NO_BASIS_CHECK, err=True)
        if not yes and not (opening.asks and confirmed("Zanonimizować na stałe?")):
            raise Refusal("Niczego nie zmieniono. Aby zanonimizować bez pytania, dodaj --yes.")
        places = [each.place for each in plan.mentions if mentions and each.suggested]
        _tell(services.personal_data.erase(subject, reason=reason, places=places))


@urzad.command("retention")
@click.pass_obj
def retention(opening: Opening) -> None:
    """Okresy przechowywania ze źródłami i osoby, których dane można już zanonimizować."""
    from app.administration.personal_data.keeping import period_text

    with closing(open_services(opening)) as services:
        for period in services.personal_data.periods():
            click.echo(f"{period.label}: {period_text(period)}. {period.source}")
        click.echo("")
        for proposal in services.personal_data.proposals():
            person, due = proposal.person, proposal.due_on
            since = format_date(proposal.counted_from) if proposal.counted_from else ""
            word = "w urzędzie do" if person.subject.kind == "employee" else "kadencja do"
            word = "usunięto" if proposal.counted_from == person.left_on else word
            term = f"okres minął {format_date(due)}" if due else "okres do ustalenia"
            click.echo(f"{person.subject.reference}\t{person.name}\t{word} {since}\t{term}")


@urzad.command("processing-record")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.pass_obj
def processing_record(opening: Opening, out: Path) -> None:
    """Gotowy wpis do rejestru czynności przetwarzania (art. 30 RODO)."""
    with closing(open_services(opening)) as services:
        record = services.personal_data.processing_record()
        write_print(out, services, lambda: _prints(services).processing(record))


def _subject(services: "Services", text: str, only: tuple[str, ...]) -> "Subject":
    for person in services.personal_data.people():
        if person.subject.reference == text:
            known = {f"{each.entity}:{each.record_id}": (each.entity, each.record_id) for each in person.standings}
            for each in only:
                if each not in known:
                    raise NotFound(f"Osoba „{text}” nie ma wpisu „{each}”. Wpisy podaje polecenie: urzad person list")
            return replace(person.subject, only=frozenset(known[each] for each in only))
    raise NotFound(f"Nie ma osoby „{text}”. Numery osób podaje polecenie: urzad person list")


def _prints(services: "Services") -> "PersonalPrints":
    from app.administration.personal_data.prints import PersonalPrints

    return PersonalPrints(services.offices, services.files, services.clock)


def _tell(report: "ErasureReport") -> None:
    from app.administration.personal_data.words import copy_line

    click.echo(
        f"Zanonimizowano. Pozycje: {report.records}, teksty: {report.texts}, "
        f"wpisy dziennika bez treści: {report.log_entries}, usunięte kopie robocze: {report.drafts}."
    )
    for sentence in report.unfinished:
        click.echo(sentence, err=True)
    for copy in report.copies:
        click.echo(copy_line(copy))
