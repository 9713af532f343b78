"""Commands on the whole of the data: write it in open formats, rebuild it, move it between file and server."""

import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.access.location import FileLocation, ServerLocation, parse
from app.commands.frame import FILE, Opening, open_services, urzad
from app.core.errors import Refusal

if TYPE_CHECKING:
    from app.administration.portability.domain import Administrator, Arrived

_OWNERS_PROMPT = "Hasło właściciela bazy na serwerze (urzad_owner)"
_SHOW_EVERY = 1.0
"""Seconds between two lines of progress."""


class _Told:
    """Progress on the terminal of a person; silence in scripts."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def report(self, done: int, total: int, text: str = "") -> None:
        """A line now and then."""
        if sys.stderr.isatty() and time.monotonic() - self._last > _SHOW_EVERY:
            self._last = time.monotonic()
            click.echo(f"{text} ({done} z {total})" if total else text, err=True)


@urzad.command("export-all")
@click.argument("folder", type=FILE, metavar="FOLDER")
@click.pass_obj
def export_all(opening: Opening, folder: Path) -> None:
    """Zapisz wszystkie dane w nowym FOLDERZE, w otwartych formatach.

    Folder nie jest zaszyfrowany.
    """
    from app.administration.portability.words import NOT_ENCRYPTED, contents_lines

    with closing(open_services(opening)) as services:
        contents = services.transfer.export_all(folder, _Told())
    click.echo(f"Zapisano wszystko: {folder}")
    for line in contents_lines(contents):
        click.echo(line)
    click.echo(NOT_ENCRYPTED, err=True)


@urzad.command("import-all")
@click.argument("folder", type=FILE, metavar="FOLDER")
@click.option("--login", default="", metavar="NAZWA", help="Nazwa administratora nowej bazy.")
@click.option("--name", default="", metavar="IMIĘ I NAZWISKO", help="Imię i nazwisko administratora.")
@click.option("--password-fd", type=int, metavar="N", help="Hasło administratora z deskryptora pliku N.")
@click.option("--without-accounts", is_flag=True, help="Baza bez logowania i bez szyfrowania, na przykład przykładowa.")
@click.option("--fingerprint", default="", metavar="ODCISK", help="Odcisk spisu podany przy zapisie, do porównania.")
@click.pass_obj
def import_all(
    opening: Opening,
    folder: Path,
    login: str,
    name: str,
    password_fd: int | None,
    without_accounts: bool,
    fingerprint: str,
) -> None:
    """Odtwórz nową bazę z FOLDERU zapisanego poleceniem export-all.

    Nową bazę wskazuje --database: plik, którego jeszcze nie ma.
    """
    from app.administration.portability.rebuilding import contents_of, import_all
    from app.administration.portability.words import contents_lines
    from app.core.clock import SystemClock

    opening.read_from(password_fd)
    if not opening.named:
        raise Refusal("Podaj, gdzie ma powstać nowa baza: urzad --database NOWA.db import-all FOLDER")
    path = opening.file
    for line in contents_lines(contents_of(folder, _Told())):
        click.echo(line)
    administrator = None if without_accounts else _administrator(opening, login, name)
    arrived = import_all(
        folder, path, SystemClock(), administrator=administrator, fingerprint=fingerprint, progress=_Told()
    )
    click.echo(f"Odtworzono bazę danych: {path}")
    _tell(arrived)


@urzad.command()
@click.option("--to", "target", default="", metavar="ADRES", help="Adres postgresql://… albo nowy plik bazy.")
@click.option("--cancel", is_flag=True, help="Cofnij przerwane przenoszenie z pliku, gdy na serwerze nie ma danych.")
@click.option("--login", default="", metavar="NAZWA", help="Nazwa administratora w nowym miejscu.")
@click.option("--name", default="", metavar="IMIĘ I NAZWISKO", help="Imię i nazwisko administratora.")
@click.pass_obj
def move(opening: Opening, target: str, cancel: bool, login: str, name: str) -> None:
    """Przenieś wszystkie dane na wspólny serwer albo z serwera do pliku.

    Hasło właściciela bazy na serwerze (urzad_owner) program pobiera po haśle użytkownika. Dane w starym miejscu
    pozostają, ale nikt już w nich nie pracuje. Przerwane przenoszenie dokończy to samo polecenie.
    """
    if bool(target) == cancel:
        raise click.UsageError(
            "Podaj, dokąd przenieść dane (--to ADRES), albo cofnij przerwane przenoszenie (--cancel)."
        )
    if cancel:
        _cancel_move(opening)
        return
    place = parse(target)
    if isinstance(place, ServerLocation):
        arrived = _move_to_server(opening, place.url, login, name)
    else:
        arrived = _move_to_file(opening, place, login, name)
    click.echo(f"Przeniesiono dane do: {arrived.location}")
    _tell(arrived)


def _cancel_move(opening: Opening) -> None:
    from app.administration.portability.moving import cancel_move

    path = opening.file
    cancel_move(path, opening.secret(_OWNERS_PROMPT))
    click.echo(f"Na serwerze nie ma tych danych. Można dalej pracować w pliku: {path}")


def _move_to_server(opening: Opening, url: str, login: str, name: str) -> "Arrived":
    from app.administration.portability.domain import Administrator

    with closing(open_services(opening, resuming=True)) as services:
        secret = opening.secret(_OWNERS_PROMPT)
        # everybody gets a one-time password there, the administrator too
        administrator = Administrator(login, name or login, "") if login else None
        return services.transfer.move_to_server(url, secret, administrator=administrator, progress=_Told())


def _move_to_file(opening: Opening, place: FileLocation, login: str, name: str) -> "Arrived":
    from app.administration.portability.usecases import move_to_file
    from app.core.clock import SystemClock

    if not isinstance(opening.location, ServerLocation):
        raise Refusal(
            "Plik bazy można po prostu skopiować razem z plikiem kluczy. Przenoszenie działa między plikiem a serwerem."
        )
    secret = opening.secret(_OWNERS_PROMPT)
    administrator = _administrator(opening, login, name)
    return move_to_file(opening.location.url, secret, place.path, SystemClock(), administrator, _Told())


def _administrator(opening: Opening, login: str, name: str) -> "Administrator":
    from app.access import passwords
    from app.administration.portability.domain import Administrator

    if not login:
        if not opening.asks:
            raise Refusal("Podaj administratora nowej bazy: --login NAZWA --name „Imię i nazwisko”.")
        login = str(click.prompt("Nazwa użytkownika administratora", err=True))
    least = passwords.rules().least
    return Administrator(
        login, name or login, opening.secret(f"Hasło administratora (co najmniej {least} znaków)", twice=True)
    )


def _tell(arrived: "Arrived") -> None:
    """What arrived, and what must be handed over now, for it is kept nowhere."""
    from app.administration.portability.words import count_lines, rows_text

    for line in count_lines(arrived.counts):
        click.echo(line)
    click.echo(f"Razem: {rows_text(arrived.rows)}, zgodne po obu stronach.")
    if arrived.passwords:
        click.echo("Hasła jednorazowe (przekaż każdemu jego własne; program nie pokaże ich ponownie):")
        for person in arrived.passwords:
            click.echo(f"  {person.login}\t{person.password}\t{person.name}")
    if arrived.recovery:
        click.echo("Klucz odzyskiwania (przepisz go i schowaj; program nie pokaże go ponownie):")
        click.echo(arrived.recovery)
