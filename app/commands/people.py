"""Commands about the office's people."""

from contextlib import closing
from pathlib import Path

import click

from app.commands.frame import FILE, Opening, open_services, spare_the_database, write_print
from app.commands.service_cards import export_group, import_group, print_group
from app.core.polish import plural


@export_group.command("employees")
@click.option("--format", "kind", type=click.Choice(["xlsx", "csv"]), required=True, help="Rodzaj pliku.")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik do zapisania.")
@click.pass_obj
def export_employees(opening: Opening, kind: str, out: Path) -> None:
    """Wszyscy pracownicy ze stanowiskami i ich historią."""
    from app.exchange.spreadsheets import Format

    with closing(open_services(opening)) as services:
        spare_the_database(out, services)
        number = services.employee_exchange.export(out, Format(kind))
    click.echo(f"Zapisano {number} {plural(number, 'osobę', 'osoby', 'osób')}: {out}")


@import_group.command("employees")
@click.argument("file", type=FILE, metavar="PLIK")
@click.option("--dry-run", is_flag=True, help="Tylko sprawdź; niczego nie zapisuj.")
@click.pass_obj
def import_employees(opening: Opening, file: Path, dry_run: bool) -> int:
    """Pracownicy z pliku XLSX lub CSV, rozpoznawani po numerze; odrzucone wiersze są wymienione."""
    with closing(open_services(opening)) as services:
        report = services.employee_exchange.load(file, dry_run=dry_run)
    for line in report.lines():
        click.echo(line)
    for refused in report.refused_lines():
        click.echo(refused, err=True)
    return 1 if report.refused else 0


@print_group.command("badges")
@click.option("--unit", "symbol", metavar="SYMBOL", default="", help="Tylko ta komórka i jej podległe.")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.pass_obj
def print_badges(opening: Opening, symbol: str, out: Path) -> None:
    """Identyfikatory osób, które dziś pracują: 85 × 54 mm, dziesięć na stronie."""
    with closing(open_services(opening)) as services:
        prints = services.employee_prints
        people = prints.working(prints.unit(symbol) if symbol else None)
        write_print(out, services, lambda: prints.badges(people))


@print_group.command("directory")
@click.option("--by", type=click.Choice(["unit", "surname"]), default="unit", help="surname: według nazwisk.")
@click.option("--variant", type=click.Choice(["standard", "large"]), default="standard", help="large: 18 pt.")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.pass_obj
def print_directory(opening: Opening, by: str, variant: str, out: Path) -> None:
    """Kontakt z urzędnikiem: kto dziś pracuje, gdzie siedzi i jak do niego dotrzeć."""
    with closing(open_services(opening)) as services:
        prints = services.employee_prints
        write_print(out, services, lambda: prints.directory(by_surname=by == "surname", variant=variant))
