"""The command line: a thin face on the same use cases, usable without a display."""

import gettext
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app import __version__
from app.core import logs, machine, paths
from app.core.errors import NotFound, Refusal
from app.core.polish import plural

if TYPE_CHECKING:
    # the database and all use cases: loaded by the commands that need them, so that --help answers at once
    from app.bootstrap import Services

_FILE = click.Path(path_type=Path)


def _speak_polish() -> None:
    """The command-line library asks gettext for its words; the program speaks Polish on every computer."""
    gettext.bindtextdomain("urzad", str(paths.resources() / "i18n"))
    gettext.textdomain("urzad")
    os.environ["LANGUAGE"] = "pl"


# here and not in main(): the library keeps some of its words from the first time a command is looked at
_speak_polish()


class _Command(click.Command):
    """A command whose usage line is Polish; the other words come from ``resources/i18n``."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"options_metavar": "[OPCJE]", **options})


class _Group(click.Group):
    """A group of such commands."""

    command_class = _Command
    group_class = type

    def __init__(self, *arguments: Any, **options: Any) -> None:
        words = {"options_metavar": "[OPCJE]", "subcommand_metavar": "POLECENIE [ARGUMENTY]..."}
        super().__init__(*arguments, **{**words, **options})


@click.group(cls=_Group, invoke_without_command=True)
@click.option("--database", type=_FILE, metavar="PLIK", help="Plik bazy danych zamiast zwykłego.")
@click.version_option(__version__, prog_name="urzad", message="%(prog)s %(version)s", help="Pokaż wersję programu.")
@click.pass_context
def urzad(context: click.Context, database: Path | None) -> None:
    """Przejrzysty Urząd: karty usług i rejestry urzędu gminy, bez internetu.

    Bez polecenia otwiera okno programu.
    """
    context.obj = database
    if context.invoked_subcommand is None:
        from app.shell.application import run

        context.exit(run(database))


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


@urzad.group()
def search() -> None:
    """Szukaj słowami mieszkańca."""


@search.command("service-cards")
@click.argument("words", metavar="SŁOWA")
@click.option("--json", "as_json", is_flag=True, help="Wynik jako JSON.")
@click.pass_obj
def search_service_cards(database: Path | None, words: str, as_json: bool) -> None:
    """Karty usług pasujące do SŁÓW, najlepsze najpierw."""
    with closing(_open(database)) as services:
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
@click.option("--out", type=_FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.option("--variant", type=click.Choice(["standard", "large"]), default="standard", help="large: 18 pt.")
@click.pass_obj
def print_service_card(database: Path | None, symbol: str, out: Path, variant: str) -> None:
    """Karta usługi o danym SYMBOLU."""
    with closing(_open(database)) as services:
        card = services.cards.by_symbol(symbol)
        if card is None:
            raise NotFound(f'Nie ma karty o symbolu „{symbol}”. Sprawdź: urzad search service-cards "{symbol}".')
        _write(out, services, lambda: services.prints.cards((card,), variant))


@print_group.command("guide")
@click.option("--out", type=_FILE, required=True, metavar="PLIK", help="Plik PDF do zapisania.")
@click.pass_obj
def print_guide(database: Path | None, out: Path) -> None:
    """Przewodnik po usługach: wszystkie opublikowane karty."""
    with closing(_open(database)) as services:
        _write(out, services, services.prints.guide)


@urzad.group("export")
def export_group() -> None:
    """Zapisz rejestr w arkuszu."""


@export_group.command("service-cards")
@click.option("--format", "kind", type=click.Choice(["xlsx", "csv"]), required=True, help="Rodzaj pliku.")
@click.option("--out", type=_FILE, required=True, metavar="PLIK", help="Plik do zapisania.")
@click.pass_obj
def export_service_cards(database: Path | None, kind: str, out: Path) -> None:
    """Wszystkie karty usług."""
    from app.exchange.spreadsheets import Format

    with closing(_open(database)) as services:
        _spare_the_database(out, services)
        number = services.exchange.export(out, Format(kind))
    click.echo(f"Zapisano {number} {plural(number, 'kartę', 'karty', 'kart')}: {out}")


@urzad.group("import")
def import_group() -> None:
    """Wczytaj rejestr z arkusza."""


@import_group.command("service-cards")
@click.argument("file", type=_FILE, metavar="PLIK")
@click.option("--dry-run", is_flag=True, help="Tylko sprawdź; niczego nie zapisuj.")
@click.pass_obj
def import_service_cards(database: Path | None, file: Path, dry_run: bool) -> int:
    """Karty usług z pliku XLSX lub CSV; dobre wiersze wchodzą, odrzucone są wymienione."""
    with closing(_open(database)) as services:
        report = services.exchange.load(file, dry_run=dry_run)
    for line in report.lines():
        click.echo(line)
    for refused in report.refused_lines():
        click.echo(refused, err=True)
    return 1 if report.refused else 0


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0, 1 (refused, the reason on stderr) or 2 (wrong use)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        result: Any = urzad.main(arguments, prog_name="urzad", standalone_mode=False)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.exceptions.Abort:
        click.echo("Przerwano.", err=True)
        return 1
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except Refusal as refusal:
        click.echo(str(refusal), err=True)
        return 1
    except OSError as error:
        click.echo(_system_refused(error), err=True)
        return 1
    except Exception:  # noqa: BLE001 - the last net: a sentence for the person, the traceback for the log
        return _unexpected()
    return result if isinstance(result, int) else 0


def _system_refused(error: OSError) -> str:
    from app.exchange.files import environment_problem

    return str(environment_problem("Nie można użyć", Path(os.fsdecode(error.filename or "")), error))


def _unexpected() -> int:
    try:
        where = f" Szczegóły zapisano w pliku {logs.start(paths.log_folder(), 'INFO')}."
        logging.getLogger("urzad").exception("command failed")
    except OSError:
        where = ""
    click.echo(f"Program napotkał błąd, którego nie przewidziano.{where} Przekaż go informatykowi.", err=True)
    return 1


def _open(database: Path | None) -> "Services":
    from app import bootstrap

    return bootstrap.open_services(database or machine.default_database())


def _spare_the_database(path: Path, services: "Services") -> None:
    if path.resolve() == services.store.path.resolve():
        raise Refusal(f"Plik „{path}” to otwarta baza danych. Podaj inną nazwę, aby jej nie nadpisać.")


def _write(path: Path, services: "Services", draw: Callable[[], bytes]) -> None:
    from app.exchange.files import whole_file

    _spare_the_database(path, services)
    # the file is tried first: a folder without rights is told before the long work
    with whole_file(path) as temporary:
        temporary.write_bytes(draw())
    click.echo(f"Zapisano: {path}")
