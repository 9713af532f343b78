"""Commands on trainings: the register of a year in prints and files, an old register read in, and two reports."""

import json
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.evaluations import report_group
from app.commands.frame import FILE, YEAR, Opening, open_services, spare_the_database, write_print
from app.commands.service_cards import export_group, import_group, print_group
from app.core.money import format_money
from app.core.polish import plural

if TYPE_CHECKING:
    from app.bootstrap import Services
    from app.registers.trainings.preferred.ranking import Line
    from app.registers.trainings.summaries.usecases import TrainingRegister


@print_group.command("training-register")
@click.option("--year", type=YEAR, required=True, metavar="ROK", help="Rok, w którym szkolenia się zaczęły.")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.pass_obj
def print_register(opening: Opening, year: int, out: Path) -> None:
    """Zestawienie szkoleń roku z sumą kosztów, liczbą szkoleń i podziałem na komórki."""
    with closing(open_services(opening)) as services:
        found = _register(services, year)
        write_print(out, services, lambda: services.summary_prints.register_pdf(found))


@print_group.command("training-report")
@click.option("--year", type=YEAR, required=True, metavar="ROK", help="Rok sprawozdania.")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.pass_obj
def print_report(opening: Opening, year: int, out: Path) -> None:
    """Roczne sprawozdanie ze szkoleń: koszty wobec planu, dostęp do szkoleń i ich efekty, z wykresami."""
    with closing(open_services(opening)) as services:
        first, last = date(year, 1, 1), date(year, 12, 31)
        write_print(out, services, lambda: services.summary_prints.report_pdf(first, last))


@export_group.command("trainings")
@click.option("--year", type=YEAR, required=True, metavar="ROK", help="Rok, w którym szkolenia się zaczęły.")
@click.option("--format", "kind", type=click.Choice(["xlsx", "csv"]), required=True, help="Rodzaj pliku.")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik do zapisania.")
@click.pass_obj
def export_trainings(opening: Opening, year: int, kind: str, out: Path) -> None:
    """Zestawienie szkoleń roku w arkuszu."""
    from app.exchange.spreadsheets import Format

    with closing(open_services(opening)) as services:
        spare_the_database(out, services)
        number = services.summary_prints.register_workbook(_register(services, year), out, Format(kind))
    click.echo(f"Zapisano {number} {plural(number, 'pozycję', 'pozycje', 'pozycji')}: {out}")


@import_group.command("trainings")
@click.argument("file", type=FILE, metavar="PLIK")
@click.option("--dry-run", is_flag=True, help="Tylko sprawdź; niczego nie zapisuj.")
@click.pass_obj
def import_trainings(opening: Opening, file: Path, dry_run: bool) -> int:
    """Dawne zestawienie szkoleń prowadzone w arkuszu XLSX lub CSV."""
    with closing(open_services(opening)) as services:
        found = services.training_exchange.load(file, dry_run=dry_run)
    for line in found.lines():
        click.echo(line)
    for refused in found.refused_lines():
        click.echo(refused, err=True)
    return 1 if found.refused else 0


@report_group.command("preferred-institutions")
@click.option("--year", type=YEAR, required=True, metavar="ROK", help="Rok szkoleń, których karty się liczą.")
@click.option("--json", "as_json", is_flag=True, help="Wynik jako JSON.")
@click.pass_obj
def preferred_institutions(opening: Opening, year: int, as_json: bool) -> None:
    """Lista preferowanych instytucji szkoleniowych za rok: zatwierdzona, a gdy jej nie ma – wyliczona z kart."""
    from app.registers.trainings.preferred import words
    from app.registers.trainings.preferred.prints import report

    with closing(open_services(opening)) as services:
        ranking = services.preferred_lists.ranking_of(year)
    if as_json:
        _echo_json({"year": year, **report(ranking)})
        return
    for line in ranking.lines:
        click.echo("\t".join(_institution(line)))
    if ranking.lines:
        click.echo(words.formula(ranking.shrink, ranking.least_cards, ranking.office_mean))
    else:
        click.echo("W tym roku nikt nie był na szkoleniu żadnej instytucji.", err=True)


@report_group.command("training-costs")
@click.option("--year", type=YEAR, required=True, metavar="ROK", help="Rok, w którym szkolenia się zaczęły.")
@click.option("--json", "as_json", is_flag=True, help="Wynik jako JSON, kwoty w groszach.")
@click.pass_obj
def training_costs(opening: Opening, year: int, as_json: bool) -> None:
    """Koszty szkoleń roku według komórek: plan, wydane, zaangażowane, prognoza."""
    from app.registers.trainings.summaries.prints import costs_report

    with closing(open_services(opening)) as services:
        found = costs_report(services.training_summaries.year(year))
    if as_json:
        _echo_json(found)
        return
    for unit in found["units"]:
        click.echo("\t".join(_costs(unit["unit"] or "cały urząd", unit)))
    click.echo("\t".join(_costs("razem", found["office"])))


def _register(services: "Services", year: int) -> "TrainingRegister":
    return services.training_summaries.register(date(year, 1, 1), date(year, 12, 31))


def _institution(line: "Line") -> tuple[str, ...]:
    from app.registers.trainings.preferred import words

    place = words.WHY_NOT[line.why_not] if line.place is None else f"{line.place}."
    cards = f"{line.cards} {plural(line.cards, 'karta', 'karty', 'kart')}"
    return place, line.institution, words.mark(line.score), cards, words.price(line.price), words.change(line.trend)


def _costs(name: str, amounts: Mapping[str, Any]) -> tuple[str, ...]:
    said = {
        "plan": "plan",
        "spent": "wydane",
        "committed": "zaangażowane",
        "requested": "wnioski w toku",
        "planned_ahead": "plan bez szkolenia",
        "forecast": "prognoza",
    }
    told = (f"{word} {'brak' if amounts[key] is None else format_money(amounts[key])}" for key, word in said.items())
    return name, *told


def _echo_json(data: Mapping[str, Any]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
