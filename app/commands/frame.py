"""What all commands share: Polish words, the group ``urzad`` with its options, and opening the database."""

import gettext
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app import __version__
from app.core import machine, paths
from app.core.errors import Refusal

if TYPE_CHECKING:
    # the database and all use cases: loaded by the commands that need them, so that --help answers at once
    from app.bootstrap import Services

FILE = click.Path(path_type=Path)


def _speak_polish() -> None:
    """The command-line library asks gettext for its words; the program speaks Polish on every computer."""
    gettext.bindtextdomain("urzad", str(paths.resources() / "i18n"))
    gettext.textdomain("urzad")
    os.environ["LANGUAGE"] = "pl"


# here and not in the entry point: the library keeps some of its words from the first time a command is looked at
_speak_polish()


class Command(click.Command):
    """A command whose usage line is Polish; the other words come from ``resources/i18n``."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"options_metavar": "[OPCJE]", **options})


class Group(click.Group):
    """A group of such commands."""

    command_class = Command
    group_class = type

    def __init__(self, *arguments: Any, **options: Any) -> None:
        words = {"options_metavar": "[OPCJE]", "subcommand_metavar": "POLECENIE [ARGUMENTY]..."}
        super().__init__(*arguments, **{**words, **options})


@click.group(cls=Group, invoke_without_command=True)
@click.option("--database", type=FILE, metavar="PLIK", help="Plik bazy danych zamiast zwykłego.")
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


def open_database(database: Path | None) -> "Services":
    from app import bootstrap

    return bootstrap.open_services(database or machine.default_database())


def spare_the_database(path: Path, services: "Services") -> None:
    if services.file is not None and path.resolve() == services.file.resolve():
        raise Refusal(f"Plik „{path}” to otwarta baza danych. Podaj inną nazwę, aby jej nie nadpisać.")


def write_print(path: Path, services: "Services", draw: Callable[[], bytes]) -> None:
    from app.exchange.files import whole_file

    spare_the_database(path, services)
    # the file is tried first: a folder without rights is told before the long work
    with whole_file(path) as temporary:
        temporary.write_bytes(draw())
    click.echo(f"Zapisano: {path}")
