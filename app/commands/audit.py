"""Commands on the audit log: verify, report of a month, export."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import click

from app.commands.frame import FILE, Opening, open_services, spare_the_database, urzad, write_print
from app.core.errors import Refusal
from app.core.polish import plural


@urzad.group("audit")
def audit_group() -> None:
    """Dziennik czynności."""


@audit_group.command("verify")
@click.option(
    "--head", "heads", multiple=True, metavar="N:ZNAKI", help="Znak dziennika z wydruku; można podać kilka razy."
)
@click.pass_obj
def verify(opening: Opening, heads: tuple[str, ...]) -> None:
    """Sprawdź, czy nikt nie zmienił, nie dopisał i nie usunął wpisów."""
    with closing(open_services(opening)) as services:
        finding = services.audit.check(heads)
        head = services.audit.head().text
    for sentence in finding.sentences:
        click.echo(sentence, err=not finding.sound)
    if not finding.sound:
        raise Refusal("Dziennik nie jest taki, jak go zapisano. Zawiadom inspektora ochrony danych i informatyka.")
    click.echo(f"Znak dziennika w tej chwili: {head}")


@audit_group.command("report")
@click.option("--month", metavar="ROK-MIESIĄC", default="", help="Na przykład 2026-11; bez tego poprzedni miesiąc.")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.pass_obj
def report(opening: Opening, month: str, out: Path) -> None:
    """Zapisz raport miesięczny dla inspektora ochrony danych."""
    with closing(open_services(opening)) as services:
        last = services.clock.today().replace(day=1) - timedelta(days=1)
        write_print(out, services, lambda: services.audit_prints.report(month or f"{last:%Y-%m}"))


@audit_group.command("export")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik XLSX albo CSV do zapisania.")
@click.pass_obj
def export(opening: Opening, out: Path) -> None:
    """Zapisz cały dziennik w arkuszu; nazwa pliku kończy się na .xlsx albo .csv."""
    from app.core.records import Query
    from app.exchange.spreadsheets import Format

    if out.suffix.lower() not in (".xlsx", ".csv"):
        raise Refusal(f"Plik „{out.name}” powinien się kończyć na .xlsx albo .csv. Podaj inną nazwę.")
    with closing(open_services(opening)) as services:
        spare_the_database(out, services)
        form = Format.CSV if out.suffix.lower() == ".csv" else Format.XLSX
        number = services.audit_prints.export(Query(), out, form)
    click.echo(f"Zapisano {number} {plural(number, 'wpis', 'wpisy', 'wpisów')}: {out}")
