"""Commands on organisations: the register read from a spreadsheet, written to one, and published as files."""

from contextlib import closing
from pathlib import Path

import click

from app.commands.frame import FILE, Opening, open_services, spare_the_database
from app.commands.service_cards import export_group, import_group
from app.core.polish import plural


@import_group.command("ngos")
@click.argument("file", type=FILE, metavar="PLIK")
@click.option("--dry-run", is_flag=True, help="Tylko sprawdź; niczego nie zapisuj.")
@click.pass_obj
def import_ngos(opening: Opening, file: Path, dry_run: bool) -> int:
    """Organizacje z pliku XLSX lub CSV, rozpoznawane po KRS albo nazwie; odrzucone wiersze są wymienione."""
    with closing(open_services(opening)) as services:
        report = services.organisation_exchange.load(file, dry_run=dry_run)
    for line in report.lines():
        click.echo(line)
    for refused in report.refused_lines():
        click.echo(refused, err=True)
    return 1 if report.refused else 0


@export_group.command("ngos")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["xlsx", "csv", "geojson", "html"]),
    required=True,
    help="xlsx, csv: cały rejestr, dla urzędu; geojson, html: do publikacji, tylko za zgodą organizacji.",
)
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik do zapisania.")
@click.pass_obj
def export_ngos(opening: Opening, kind: str, out: Path) -> None:
    """Organizacje w arkuszu, jako punkty na mapę albo jako strona dla BIP."""
    from app.exchange.spreadsheets import Format

    with closing(open_services(opening)) as services:
        spare_the_database(out, services)
        if kind == "geojson":
            number = services.organisation_prints.write_geojson(out)
        elif kind == "html":
            number = services.organisation_prints.write_html(out)
        else:
            number = services.organisation_exchange.export(out, Format(kind))
    click.echo(f"Zapisano {number} {plural(number, 'organizację', 'organizacje', 'organizacji')}: {out}")
