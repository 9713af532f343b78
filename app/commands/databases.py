"""Commands on databases: make one, open the demonstration, check."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.access.location import ServerLocation
from app.commands.frame import FILE, Opening, file_of, open_services, urzad
from app.commands.server import check_server
from app.core import machine
from app.core.errors import Refusal

if TYPE_CHECKING:
    from app.bootstrap import Services


@urzad.command()
@click.pass_obj
def demo(opening: Opening) -> int:
    """Otwórz program na zmyślonym urzędzie przykładowym."""
    from app.demo.install import create_demonstration
    from app.shell.application import run

    path = opening.file if opening.named else machine.demonstration_database()

    def make() -> None:
        if not path.exists():
            create_demonstration(path).close()

    return run(path, make)


@urzad.command()
@click.option("--demo", "demonstration", is_flag=True, help="Wypełnij zmyślonym urzędem przykładowym.")
@click.option("--login", default="", metavar="NAZWA", help="Nazwa pierwszego użytkownika: administratora.")
@click.option("--name", default="", metavar="IMIĘ I NAZWISKO", help="Imię i nazwisko administratora.")
@click.option("--office", default="", metavar="NAZWA", help="Nazwa urzędu.")
@click.option("--password-fd", type=int, metavar="N", help="Hasło administratora z deskryptora pliku N.")
@click.option("--recovery-out", type=FILE, metavar="PLIK", help="Wydruk klucza odzyskiwania (PDF) zamiast ekranu.")
@click.option("--without-accounts", is_flag=True, help="Baza bez logowania i bez szyfrowania, na przykład do prób.")
@click.pass_obj
def init(
    opening: Opening,
    demonstration: bool,
    login: str,
    name: str,
    office: str,
    password_fd: int | None,
    recovery_out: Path | None,
    without_accounts: bool,
) -> None:
    """Załóż nową bazę danych, zaszyfrowaną, z kontem administratora.

    Baza przykładowa (--demo) obywa się bez logowania i szyfrowania; inna tylko na wyraźne życzenie
    (--without-accounts).
    """
    opening.read_from(password_fd)
    path = opening.file
    if without_accounts and login:
        raise Refusal("Baza bez logowania nie ma administratora. Podaj tylko jedno: --login albo --without-accounts.")
    if not login and not demonstration and not without_accounts:
        login = _asked_login(opening)
    if login:
        name = name or (click.prompt("Imię i nazwisko administratora", err=True) if opening.asks else "")
        first = _Administrator(login, name or login, office)
        _init_with_administrator(opening, path, first, recovery_out, demonstration)
        return
    if demonstration:
        from app.demo.install import create_demonstration

        create_demonstration(path).close()
    else:
        from app import bootstrap

        bootstrap.create_services(path).close()
    click.echo(f"Założono bazę danych: {path}")
    if not demonstration:
        click.echo(
            "Baza nie jest zaszyfrowana i nie wymaga logowania: nie wpisuj do niej danych osobowych.",
            err=True,
        )


def _asked_login(opening: Opening) -> str:
    """The administrator's name; an empty answer is asked again, so that nobody gets an open database by mistake."""
    if not opening.asks:
        raise Refusal(
            "Podaj administratora nowej bazy: urzad init --login NAZWA --name „Imię i nazwisko”. Baza bez logowania "
            "i bez szyfrowania powstaje tylko na wyraźne życzenie: --without-accounts (przykładowa: --demo)."
        )
    return str(click.prompt("Nazwa użytkownika administratora", err=True))


@dataclass(frozen=True)
class _Administrator:
    login: str
    name: str
    office: str


def _init_with_administrator(
    opening: Opening, path: Path, first: _Administrator, recovery_out: Path | None, demonstration: bool
) -> None:
    from app import bootstrap
    from app.access import passwords
    from app.demo.install import fill

    require_new(recovery_out)
    least = passwords.rules().least
    password = opening.secret(f"Hasło administratora (co najmniej {least} znaków)", twice=True)
    services, code = bootstrap.create_office(
        path,
        login=first.login,
        name=first.name,
        password=password,
        office_name=first.office,
        fill=fill if demonstration else None,
    )
    with closing(services):
        click.echo(f"Założono bazę danych: {path}")
        tell_recovery_key(services, code, recovery_out)


def require_new(out: Path | None) -> None:
    """Refusal rather than write a recovery key over another file."""
    if out is not None and out.exists():
        raise Refusal(f"Plik „{out}” już istnieje. Wskaż inną nazwę, aby niczego nie nadpisać.")


def tell_recovery_key(services: "Services", code: str, out: Path | None) -> None:
    """Show a new recovery key this once: as a sheet to print, or on the screen."""
    if out is not None:
        try:
            _write_sheet(services, code, out)
        except (Refusal, OSError) as error:
            # the only copy of the key must not be lost to a full disk
            click.echo(f"Nie zapisano wydruku „{out}”: {error}", err=True)
        else:
            click.echo(f"Klucz odzyskiwania: {out}. Wydrukuj go, schowaj i usuń plik.")
            return
    click.echo("Klucz odzyskiwania (przepisz go i schowaj; program nie pokaże go ponownie):")
    click.echo(code)


def _write_sheet(services: "Services", code: str, out: Path) -> None:
    from app.administration.accounts.printout import recovery_pdf
    from app.core.files import write_whole

    write_whole(out, recovery_pdf(code, services.office(), services.store.location, services.clock.today()))


@urzad.command()
@click.pass_obj
def check(opening: Opening) -> None:
    """Sprawdź, czy baza danych jest cała."""
    from app import bootstrap
    from app.records.environment import explained
    from db.check import check as check_file

    if isinstance(opening.location, ServerLocation):
        check_server(opening)
        return

    path, key = file_of(opening.location), None
    if opening.user or bootstrap.needs_sign_in(path):
        with closing(open_services(opening)) as services:
            key = services.key
    with explained():
        report = check_file(path, key=key)
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
