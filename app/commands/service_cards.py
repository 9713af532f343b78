"""Commands on service cards: search, print, export, import."""

import json
from contextlib import closing
from pathlib import Path

import click

from app.commands.frame import FILE, Opening, open_services, spare_the_database, urzad, write_print
from app.core.errors import NotFound
from app.core.polish import plural


@urzad.group()
def search() -> None:
    """Szukaj słowami mieszkańca."""


@search.command("service-cards")
@click.argument("words", metavar="SŁOWA")
@click.option("--json", "as_json", is_flag=True, help="Wynik jako JSON.")
@click.pass_obj
def search_service_cards(opening: Opening, words: str, as_json: bool) -> None:
    """Karty usług pasujące do SŁÓW, najlepsze najpierw."""
    with closing(open_services(opening)) as services:
        found = services.cards.find(words)
    if as_json:
        rows = [{"rank": rank, "symbol": card.symbol, "name": card.name} for rank, card in enumerate(found, 1)]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for card in found:
        click.echo(f"{card.symbol}\t{card.name}")
    if not found:
        # an answer, not a refusal: the status stays 0, as it does for an empty JSON list
        click.echo(f"Żadna karta nie pasuje do słów „{words}”. Spróbuj krócej albo innymi słowami.", err=True)


@urzad.group("print")
def print_group() -> None:
    """Zapisz wydruk jako PDF."""


@print_group.command("service-card")
@click.argument("symbol")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.option("--variant", type=click.Choice(["standard", "large"]), default="standard", help="large: 18 pt.")
@click.pass_obj
def print_service_card(opening: Opening, symbol: str, out: Path, variant: str) -> None:
    """Karta usługi o danym SYMBOLU."""
    with closing(open_services(opening)) as services:
        card = services.cards.by_symbol(symbol)
        if card is None:
            raise NotFound(f'Nie ma karty o symbolu „{symbol}”. Sprawdź: urzad search service-cards "{symbol}".')
        write_print(out, services, lambda: services.prints.cards((card,), variant))


@print_group.command("guide")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.pass_obj
def print_guide(opening: Opening, out: Path) -> None:
    """Przewodnik po usługach: wszystkie opublikowane karty."""
    with closing(open_services(opening)) as services:
        write_print(out, services, services.prints.guide)


@urzad.group("export")
def export_group() -> None:
    """Zapisz rejestr w arkuszu."""


@export_group.command("service-cards")
@click.option("--format", "kind", type=click.Choice(["xlsx", "csv"]), required=True, help="Rodzaj pliku.")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik do zapisania.")
@click.pass_obj
def export_service_cards(opening: Opening, kind: str, out: Path) -> None:
    """Wszystkie karty usług."""
    from app.exchange.spreadsheets import Format

    with closing(open_services(opening)) as services:
        spare_the_database(out, services)
        number = services.exchange.export(out, Format(kind))
    click.echo(f"Zapisano {number} {plural(number, 'kartę', 'karty', 'kart')}: {out}")


@urzad.group("import")
def import_group() -> None:
    """Wczytaj rejestr z arkusza."""


@import_group.command("service-cards")
@click.argument("file", type=FILE, metavar="PLIK")
@click.option("--dry-run", is_flag=True, help="Tylko sprawdź; niczego nie zapisuj.")
@click.pass_obj
def import_service_cards(opening: Opening, file: Path, dry_run: bool) -> int:
    """Karty usług z pliku XLSX lub CSV; dobre wiersze wchodzą, odrzucone są wymienione."""
    with closing(open_services(opening)) as services:
        report = services.exchange.load(file, dry_run=dry_run)
    for line in report.lines():
        click.echo(line)
    for refused in report.refused_lines():
        click.echo(refused, err=True)
    return 1 if report.refused else 0
