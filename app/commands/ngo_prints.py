"""Commands that print organisations: the list in the seed's columns, and the map with its index."""

from contextlib import closing
from pathlib import Path

import click

from app.commands.frame import FILE, Opening, open_services, write_print
from app.commands.service_cards import print_group

_INTERNAL = "Wszystkie dane, do użytku wewnętrznego; bez tego tylko to, na co organizacje się zgodziły."


@print_group.command("ngo-list")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.option(
    "--by",
    "arrangement",
    type=click.Choice(["name", "locality", "sphere"]),
    default="name",
    help="Kolejność: nazwy, miejscowości albo obszary działania.",
)
@click.option("--internal", is_flag=True, help=_INTERNAL)
@click.pass_obj
def print_list(opening: Opening, out: Path, arrangement: str, internal: bool) -> None:
    """Wykaz organizacji wraz ze wskazaniem przedmiotu działalności – Mapa aktywności."""
    with closing(open_services(opening)) as services:
        prints = services.organisation_prints
        write_print(out, services, lambda: prints.listing(arrangement=arrangement, internal=internal))


@print_group.command("ngo-map")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.option("--paper", type=click.Choice(["a4", "a3"]), default="a4", help="Rozmiar arkusza.")
@click.option("--internal", is_flag=True, help=_INTERNAL)
@click.pass_obj
def print_map(opening: Opening, out: Path, paper: str, internal: bool) -> None:
    """Mapa organizacji ze skorowidzem, na arkuszu A4 albo A3."""
    with closing(open_services(opening)) as services:
        prints = services.organisation_prints
        write_print(out, services, lambda: prints.map(paper=paper, internal=internal))
