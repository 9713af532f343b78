"""Commands on the map: files from a memory stick taken over, an address found on it."""

import json
from contextlib import closing
from pathlib import Path

import click

from app.commands.frame import FILE, Opening, open_services, urzad, write_print
from app.commands.service_cards import import_group, print_group
from app.core.errors import Refusal

_NO_ADDRESSES = (
    "Mapa nie ma jeszcze punktów adresowych, więc nie ma gdzie szukać. Wczytaj je: urzad import map PLIK "
    "(skąd je pobrać, mówi pomoc „Dane mapy”)."
)


@import_group.command("map")
@click.argument("files", type=FILE, metavar="PLIK...", nargs=-1, required=True)
@click.option("--teryt", metavar="KOD", default="", help="TERYT gminy (7 cyfr); bez niego ten z danych urzędu.")
@click.option(
    "--kind",
    type=click.Choice(["water", "woods"]),
    help="Czym są powierzchnie i linie, o których plik nic nie mówi: wodą czy lasami.",
)
@click.option("--dry-run", is_flag=True, help="Tylko sprawdź; niczego nie zapisuj.")
@click.pass_obj
def import_map(opening: Opening, files: tuple[Path, ...], teryt: str, kind: str | None, dry_run: bool) -> None:
    """Granice gmin, adresy, ulice i miejscowości (PRG), wody i lasy (BDOT10k) albo własne punkty z pliku."""
    from app.geo.mapdata import DataKind, UnknownSurfaces

    with closing(open_services(opening)) as services:
        exchange = services.map_exchange
        try:
            prepared = exchange.prepare(exchange.look(files, DataKind(kind) if kind else None), teryt, chosen=files)
        except UnknownSurfaces as error:
            raise Refusal(f"{error} Dodaj do polecenia --kind water albo --kind woods.") from error
        for line in prepared.lines():
            click.echo(line)
        click.echo("Próba: niczego nie zapisano." if dry_run else exchange.save(prepared).message)


@urzad.command("geocode")
@click.argument("address", metavar="ADRES")
@click.option("--json", "as_json", is_flag=True, help="Wynik jako JSON.")
@click.pass_obj
def geocode(opening: Opening, address: str, as_json: bool) -> int:
    """Miejsce adresu na mapie: współrzędne EPSG:2180, sposób znalezienia i pewność."""
    from app.geo.addresses import parse_address
    from app.geo.placing import PlacingMethod
    from app.registers.ngos.geography.words import METHODS

    asked = parse_address(address)
    if not (asked.place or asked.street):
        raise Refusal('Podaj adres, na przykład: urzad geocode "ul. Polna 5, Przykładowa".')
    with closing(open_services(opening)) as services:
        found = services.map_data.propose(asked.place, asked.street, asked.number)
        if found is None and asked.number and not asked.street:
            # „Polna 5” may be a street whose locality everybody knows, as in the search of the map
            asked = asked._replace(place="", street=asked.place)
            found = services.map_data.propose("", asked.street, asked.number)
            # a centre says only that there is a locality, not that this is where the house stands
            found = None if found is not None and found.method is PlacingMethod.PLACE_CENTRE else found
        suggested = () if found else services.map_data.index().suggest(asked.place, asked.street, asked.number)
        empty = not found and not services.map_data.has_addresses()
    if as_json:
        report = {
            "address": address,
            "found": None
            if found is None
            else {
                "x": round(found.x, 1),
                "y": round(found.y, 1),
                "method": found.method.value,
                "certainty": found.certainty,
                "matched": found.matched,
            },
            "suggestions": [each.matched for each in suggested],
        }
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return 0 if found else 1
    if found is not None:
        click.echo(f"{found.matched}\t{found.x:.1f}\t{found.y:.1f}\t{METHODS[found.method]}\t{found.certainty} %")
        return 0
    click.echo(_NO_ADDRESSES if empty else "Nie znaleziono tego adresu na mapie.", err=True)
    for each in suggested:
        click.echo(f"Może: {each.matched}", err=True)
    return 1


@print_group.command("gap-matrix")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.option("--rows", type=click.Choice(["places", "served"]), default="places", help="Miejscowości albo odbiorcy.")
@click.option("--columns", type=click.Choice(["groups", "spheres"]), default="groups", help="Grupy sfer albo sfery.")
@click.pass_obj
def print_gap_matrix(opening: Opening, out: Path, rows: str, columns: str) -> None:
    """Białe plamy: które sfery zadań publicznych docierają gdzie, a gdzie nie działa nikt."""
    from app.registers.ngos.gaps.domain import ColumnKind, RowKind

    with closing(open_services(opening)) as services:
        write_print(out, services, lambda: services.gap_prints.pdf(RowKind(rows), ColumnKind(columns)))
