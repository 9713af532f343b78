"""Commands on databases: make one, open the demonstration, check."""

from pathlib import Path

import click

from app.commands.frame import urzad
from app.core import machine
from app.core.errors import Refusal


@urzad.command()
@click.pass_obj
def demo(database: Path | None) -> int:
    """Otwórz program na zmyślonym urzędzie przykładowym."""
    from app.demo.install import create_demonstration
    from app.shell.application import run

    path = database or machine.demonstration_database()
    if not path.exists():
        create_demonstration(path).close()
    return run(path)


@urzad.command()
@click.option("--demo", "demonstration", is_flag=True, help="Wypełnij zmyślonym urzędem przykładowym.")
@click.pass_obj
def init(database: Path | None, demonstration: bool) -> None:
    """Załóż nową bazę danych."""
    from app import bootstrap

    path = database or machine.default_database()
    if demonstration:
        from app.demo.install import create_demonstration

        create_demonstration(path).close()
    else:
        bootstrap.create_services(path).close()
    click.echo(f"Założono bazę danych: {path}")


@urzad.command()
@click.pass_obj
def check(database: Path | None) -> None:
    """Sprawdź, czy baza danych jest cała."""
    from app.records.environment import explained
    from db.check import check as check_file

    path = database or machine.default_database()
    with explained():
        report = check_file(path)
    click.echo(f"Baza: {report.path} ({report.size} B), wersja schematu {report.schema}")
    for table, rows in sorted(report.rows.items()):
        click.echo(f"  {table}: {rows}")
    for fault in report.faults:
        click.echo(f"Uszkodzenie: {fault}", err=True)
    for broken in report.broken_references:
        click.echo(f"Zerwane powiązanie: {broken.table} (wiersz {broken.row}) → {broken.refers_to}", err=True)
    if not report.ok:
        raise Refusal("Baza jest uszkodzona. Odtwórz ostatnią kopię zapasową.")
    if report.from_newer_program:
        raise Refusal(
            f"Plik nie jest uszkodzony, ale bazę zapisała nowsza wersja programu (schemat {report.schema}, ten program "
            f"zna najwyżej {report.newest}). Zainstaluj nowszą wersję, aby ją otworzyć."
        )
    click.echo("Baza jest cała.")
    if report.to_be_upgraded:
        click.echo(
            f"Ma starszy schemat {report.schema}; przy najbliższym otwarciu program sam zrobi kopię "
            f"i zaktualizuje ją do schematu {report.newest}."
        )
