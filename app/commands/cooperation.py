"""Commands about cooperation with organisations: the yearly report, the programme's sheet, the register of grants."""

from contextlib import closing
from pathlib import Path

import click

from app.commands.frame import FILE, YEAR, Opening, open_services, write_print
from app.commands.service_cards import print_group


@print_group.command("cooperation-report")
@click.option("--year", type=YEAR, required=True, metavar="ROK", help="Rok sprawozdania.")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.pass_obj
def print_report(opening: Opening, year: int, out: Path) -> None:
    """Sprawozdanie z realizacji programu współpracy: mierniki, dotacje i konsultacje roku, z wykresami."""
    with closing(open_services(opening)) as services:
        write_print(out, services, lambda: services.cooperation_prints.report_pdf(year))


@print_group.command("cooperation-programme")
@click.option("--year", type=YEAR, required=True, metavar="ROK", help="Rok programu.")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.pass_obj
def print_programme(opening: Opening, year: int, out: Path) -> None:
    """Karta rocznego programu współpracy: zasady, treść, pieniądze i terminy."""
    with closing(open_services(opening)) as services:
        write_print(out, services, lambda: services.programme_prints.of_year(year))


@print_group.command("grant-register")
@click.option("--year", type=YEAR, required=True, metavar="ROK", help="Rok programu i budżetu.")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.pass_obj
def print_grant_register(opening: Opening, year: int, out: Path) -> None:
    """Rejestr konkursów i dotacji roku, z sumami według organizacji i sfer."""
    with closing(open_services(opening)) as services:
        write_print(out, services, lambda: services.grant_prints.register(year))
