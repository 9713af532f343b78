"""Commands on evaluations: prints of sheets and the report on terms."""

import json
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.frame import FILE, Opening, open_services, spare_the_database, urzad, write_print
from app.commands.service_cards import export_group, import_group, print_group
from app.core.dates import format_date, parse_date
from app.core.errors import Refusal
from app.core.polish import plural

if TYPE_CHECKING:
    from app.registers.evaluations.sheets.due import DueLine


@print_group.command("evaluation")
@click.argument("number", metavar="NUMER")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.option("--variant", type=click.Choice(["standard", "large"]), default="standard", help="large: 18 pt.")
@click.pass_obj
def print_evaluation(opening: Opening, number: str, out: Path, variant: str) -> None:
    """Arkusz oceny o danym NUMERZE, na przykład 12/2026."""
    with closing(open_services(opening)) as services:
        sheet = services.evaluation_prints.numbered(number)
        write_print(out, services, lambda: services.evaluation_prints.sheet(sheet.id, variant))


@print_group.command("evaluations")
@click.option("--campaign", required=True, metavar="NAZWA", help="Nazwa kampanii ocen.")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.pass_obj
def print_evaluations(opening: Opening, campaign: str, out: Path) -> None:
    """Wszystkie arkusze kampanii w jednym pliku."""
    with closing(open_services(opening)) as services:
        found = services.campaign_prints.named(campaign)
        write_print(out, services, lambda: services.campaign_prints.all_sheets(found.id))


@export_group.command("earlier-evaluations")
@click.option("--format", "kind", type=click.Choice(["xlsx", "csv"]), required=True, help="Rodzaj pliku.")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik do zapisania.")
@click.pass_obj
def export_earlier(opening: Opening, kind: str, out: Path) -> None:
    """Arkusz z pracownikami, do wpisania ocen sporządzonych na papierze."""
    from app.exchange.spreadsheets import Format

    with closing(open_services(opening)) as services:
        spare_the_database(out, services)
        number = services.earlier_evaluations.export(out, Format(kind))
    click.echo(f"Zapisano {number} {plural(number, 'osobę', 'osoby', 'osób')}: {out}")


@import_group.command("earlier-evaluations")
@click.argument("file", type=FILE, metavar="PLIK")
@click.option("--dry-run", is_flag=True, help="Tylko sprawdź; niczego nie zapisuj.")
@click.pass_obj
def import_earlier(opening: Opening, file: Path, dry_run: bool) -> int:
    """Oceny sporządzone na papierze, po jednej na osobę, z pliku XLSX lub CSV."""
    with closing(open_services(opening)) as services:
        found = services.earlier_evaluations.load(file, dry_run=dry_run)
    for line in found.lines():
        click.echo(line)
    for refused in found.refused_lines():
        click.echo(refused, err=True)
    return 1 if found.refused else 0


@urzad.group("report")
def report_group() -> None:
    """Zestawienia."""


@report_group.command("evaluation-terms")
@click.option("--on", "day", metavar="DZIEŃ", default="", help="Na przykład 22.11.2026; bez tego dzisiaj.")
@click.option("--json", "as_json", is_flag=True, help="Wynik jako JSON.")
@click.pass_obj
def evaluation_terms(opening: Opening, day: str, as_json: bool) -> None:
    """Kogo trzeba ocenić i do kiedy, jakie terminy biegną i z jakiego przepisu; najpierw po terminie."""
    on = _day(day)
    with closing(open_services(opening)) as services:
        lines = services.evaluations.due(on)
    if as_json:
        click.echo(json.dumps([_row(line) for line in lines], ensure_ascii=False, indent=2))
        return
    for line in lines:
        click.echo("\t".join(_columns(line)))
    if not lines:
        click.echo("Nikt nie podlega ocenie i żaden termin nie biegnie.", err=True)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return parse_date(text)
    except ValueError:
        raise Refusal(f"„{text}” to nie jest data. Wpisz ją jako dzień.miesiąc.rok, na przykład 22.11.2026.") from None


def _columns(line: "DueLine") -> tuple[str, ...]:
    from app.registers.evaluations.sheets.domain import Tone
    from app.registers.evaluations.sheets.words import LABELS

    # of two with one name the number decides, the unit where there is none
    person = f"{line.person} ({line.person_number or line.unit})"
    day = "" if line.day is None else format_date(line.day)
    return LABELS[Tone][line.status], person, line.what, day, line.left, line.article, line.explanation


def _row(line: "DueLine") -> dict[str, str | int | None]:
    return {
        "status": line.status.value,
        "employee": line.employee_id,
        "person": line.person,
        "person_number": line.person_number,
        "post": line.post,
        "unit": line.unit,
        "clock": line.key,
        "what": line.what,
        "day": None if line.day is None else line.day.isoformat(),
        "left": line.left,
        "article": line.article,
        "explanation": line.explanation,
        "sheet": line.number or None,
        "last_evaluation": None if line.last_on is None else line.last_on.isoformat(),
    }
