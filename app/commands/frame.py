"""What all commands share: Polish words, the group ``urzad`` with its options, and opening the database."""

import gettext
import io
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from app import __version__
from app.access.key_file import beside
from app.access.location import FileLocation, Location, parse
from app.core import machine, paths
from app.core.drafts import FIRST_YEAR, LAST_YEAR
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


class Between(click.IntRange):
    """A whole number within limits, told in words: „od 1990 do 2099”, not „1990<=x<=2099”."""

    def _describe_range(self) -> str:
        return f"od {self.min} do {self.max}"


YEAR = Between(FIRST_YEAR, LAST_YEAR)


class Opening:
    """Which data a command works on and who asks; what ``click`` hands to every command.

    A password comes from a hidden prompt or, line by line, from a file descriptor: never from an option, which
    other people of the computer can see in the list of processes.
    """

    def __init__(self, location: Location | None = None, user: str = "", password_fd: int | None = None) -> None:
        self._location = location
        self.user = user
        self._descriptor = password_fd
        self._lines: IO[str] | None = None

    @property
    def location(self) -> Location:
        """The data: those named, else this computer's usual ones."""
        return self._location or parse(machine.default_place())

    @property
    def file(self) -> Path:
        """The database file; Refusal when the data are on a server."""
        return file_of(self.location)

    @property
    def named(self) -> bool:
        """Whether the command line says which data."""
        return self._location is not None

    def read_from(self, descriptor: int | None) -> None:
        """Take passwords from this descriptor; None leaves it as it is."""
        if descriptor is not None:
            self._descriptor = descriptor

    @property
    def asks(self) -> bool:
        """Whether a person sits at the terminal and no descriptor was given."""
        return self._descriptor is None and sys.stdin.isatty()

    def secret(self, prompt: str, *, twice: bool = False) -> str:
        """A password or key: the descriptor's next line, or typed unseen; ``twice`` makes typing errors show."""
        if self._descriptor is not None:
            return self._next_line()
        if not self.asks:
            raise Refusal(
                "Potrzebne jest hasło, a nie ma terminala, na którym można je wpisać. "
                "Podaj je przez deskryptor pliku: --password-fd N."
            )
        typed = str(click.prompt(prompt, hide_input=True, default="", show_default=False, err=True))
        if twice and typed != click.prompt("Powtórz", hide_input=True, default="", show_default=False, err=True):
            raise Refusal("Wpisane hasła się różnią. Uruchom polecenie jeszcze raz.")
        return typed

    def _next_line(self) -> str:
        try:
            if self._lines is None:
                assert self._descriptor is not None
                self._lines = open(self._descriptor, encoding="utf-8", closefd=False)  # noqa: SIM115 - of who gave it
            return self._lines.readline().rstrip("\r\n")
        except (OSError, ValueError):
            raise Refusal(
                f"Nie da się odczytać hasła z deskryptora {self._descriptor}. Na przykład: --password-fd 3 3< plik"
            ) from None


def told(wrong: click.ClickException) -> str:
    """What the library says of a command that was used wrongly, its apostrophes made Polish quotes."""
    said = io.StringIO()
    wrong.show(said)
    return re.sub(r"(?<!\w)'([^'\n]+)'(?!\w)", r"„\1”", said.getvalue())


def file_of(location: Location) -> Path:
    """The file of a location; Refusal for a server."""
    if isinstance(location, FileLocation):
        return location.path
    raise Refusal("To polecenie działa na pliku bazy, a nie na wspólnym serwerze. Wskaż plik opcją --database.")


def confirmed(question: str) -> bool:
    """A person's answer, no when nothing is typed; the library's own question knows only English letters."""
    while True:
        answer = click.prompt(f"{question} [t/N]", default="n", show_default=False, err=True).strip().casefold()
        if answer in ("t", "tak"):
            return True
        if answer in ("n", "nie"):
            return False
        click.echo("Odpowiedz „t” (tak) albo „n” (nie).", err=True)


@click.group(cls=Group, invoke_without_command=True)
@click.option("--database", metavar="PLIK", help="Plik bazy danych zamiast zwykłego albo adres postgresql://…")
@click.option("--user", metavar="NAZWA", default="", help="Zaloguj się jako ten użytkownik; o hasło program zapyta.")
@click.option("--password-fd", type=int, metavar="N", help="Hasło z deskryptora pliku N zamiast pytania.")
@click.version_option(__version__, prog_name="urzad", message="%(prog)s %(version)s", help="Pokaż wersję programu.")
@click.pass_context
def urzad(context: click.Context, database: str | None, user: str, password_fd: int | None) -> None:
    """Przejrzysty Urząd: karty usług i rejestry urzędu gminy, bez internetu.

    Bez polecenia otwiera okno programu.
    """
    location = None if database is None else parse(database)
    context.obj = Opening(location, user, password_fd)
    if context.invoked_subcommand is None:
        from app.shell.application import run

        context.exit(run(location))


def open_services(opening: Opening, *, resuming: bool = False) -> "Services":
    """The data of a command, signed in where they need it; a one-time password is replaced first.

    ``resuming`` opens also a file whose move to a server was interrupted.
    """
    from app import bootstrap

    location = opening.location
    if not opening.user:
        return bootstrap.open_services(location, resuming=resuming)
    password = opening.secret(f"Hasło użytkownika {opening.user}")
    services = bootstrap.sign_in(location, opening.user, password, resuming=resuming)
    if services.session.must_change:
        try:
            _replace_one_time(opening, services)
        except BaseException:
            services.close()
            raise
    return services


def _replace_one_time(opening: Opening, services: "Services") -> None:
    if not opening.asks:
        raise Refusal(
            f"To hasło jest jednorazowe. Najpierw ustaw własne: urzad --user {opening.user} password "
            "(z deskryptora: pierwszy wiersz to hasło jednorazowe, drugi – nowe)."
        )
    click.echo("To hasło jest jednorazowe: wymyśl własne.", err=True)
    old = opening.secret("Hasło jednorazowe jeszcze raz")
    services.accounts.change_own_password(old, opening.secret("Nowe hasło", twice=True))


def spare_the_database(path: Path, services: "Services") -> None:
    """Refusal rather than let a command write over the open database or its keys."""
    if services.file is not None and path.resolve() in (services.file.resolve(), beside(services.file).resolve()):
        raise Refusal(f"Plik „{path}” należy do otwartej bazy danych. Podaj inną nazwę, aby jej nie nadpisać.")


def write_print(path: Path, services: "Services", draw: Callable[[], bytes]) -> None:
    """Write a print as a file and say so."""
    from app.core.files import whole_file

    spare_the_database(path, services)
    # the file is tried first: a folder without rights is told before the long work
    with whole_file(path) as temporary:
        temporary.write_bytes(draw())
    click.echo(f"Zapisano: {path}")
