"""Commands on the office's server: prepare its database, and check it."""

from contextlib import closing
from typing import TYPE_CHECKING

import click

from app.access.location import ServerLocation
from app.commands.frame import Opening, open_services, urzad
from app.core.errors import Invalid, Refusal

if TYPE_CHECKING:
    from db.server_engine import Access


@urzad.group("server")
def server_group() -> None:
    """Wspólny serwer PostgreSQL: przygotowanie bazy."""


@server_group.command("prepare")
@click.option("--login", default="", metavar="NAZWA", help="Załóż też pierwszego administratora o tej nazwie.")
@click.option("--name", default="", metavar="IMIĘ I NAZWISKO", help="Imię i nazwisko administratora.")
@click.option("--without-backup", is_flag=True, help="Zmień schemat, choć nie ma kopii z ostatniej doby.")
@click.pass_obj
def prepare(opening: Opening, login: str, name: str, without_backup: bool) -> None:
    """Załóż albo zaktualizuj bazę na serwerze (z deskryptora: hasło właściciela, potem administratora).

    Pyta o hasło właściciela bazy (urzad_owner), które nadaje skrypt setup_debian.sh.
    """
    from app import models
    from app.access.keyring import folded
    from app.access.server_rights import server_rights
    from app.administration.backups import words as backup_words
    from app.records.environment import explained
    from db.server_backups import NoYoungBackup
    from db.server_engine import Access
    from db.server_names import OWNER
    from db.server_upgrade import prepare as prepare_database

    location = _server(opening)
    access = Access.of(location.url, OWNER, opening.secret(f"Hasło właściciela bazy ({OWNER})"))
    try:
        with explained():
            before, after = prepare_database(access, models.metadata(), server_rights(), without_backup=without_backup)
    except NoYoungBackup as old:
        raise Refusal(backup_words.no_young_backup(old.last)) from old
    if before == after:
        click.echo(f"Baza {access.location} ma najnowszy schemat {after}; odświeżono uprawnienia.")
    else:
        click.echo(f"Przygotowano bazę {access.location}: schemat {after}.")
    _erase_again(access)
    if login:
        _first_administrator(opening, access, folded(login), name or login)


def _erase_again(access: "Access") -> None:
    """A restored copy brings back people who were erased after it was made; the list of erasures came with it."""
    from app import bootstrap
    from app.records import environment
    from db.server_audit import forget_erased
    from db.server_store import ServerStore

    with closing(bootstrap.build(ServerStore(access))) as services:
        if again := services.personal_data.reapply():
            click.echo(f"Ponownie usunięto dane osobowe zapisane w odtworzonej kopii: {again}.")
        with environment.writing(services.store) as session:
            forget_erased(session.connection())


def _first_administrator(opening: Opening, access: "Access", login: str, name: str) -> None:
    from app import bootstrap
    from app.access import passwords
    from app.access.roles import matrix
    from app.administration.accounts.domain import AccountDraft
    from app.records.server_doors import ServerDoors
    from db.server_store import ServerStore

    with closing(bootstrap.build(ServerStore(access))) as services:
        store = services.store
        assert isinstance(store, ServerStore)
        doors, account = ServerDoors(store), services.accounts.by_login(login)
        # an active account without a login is what a cut in the middle of this very command left
        if account is not None and (not account.active or doors.holds(login)):
            click.echo(f"Konto {login} już istnieje; nie zmieniono go.")
            return
        password = opening.secret(
            f"Hasło administratora {login} (co najmniej {passwords.rules().least} znaków)", twice=True
        )
        problems = passwords.check(password, login, name)
        if problems:
            raise Invalid(problems, passwords.sentences(problems))
        if account is None:
            draft = AccountDraft(login=login, name=name, roles=matrix().first)
            account = services.accounts.create(draft).record
        services.accounts.mark_own_password(account.id)
        doors.let_in(login, password)
    click.echo(f"Założono administratora {login}.")


def check_server(opening: Opening) -> None:
    """The command ``check`` for a database on a server; takes an account that may edit the server's settings."""
    from app.administration.audit.words import unlogged_sentences
    from app.records.environment import explained
    from db.server_check import check
    from db.server_store import ServerStore

    with closing(open_services(opening)) as services, explained():
        services.actor().require("server.edit")
        store = services.store
        assert isinstance(store, ServerStore)
        report = check(store)
    click.echo(
        f"Baza: {report.location} ({report.size} B), PostgreSQL {report.server}, wersja schematu {report.schema}"
    )
    for table, rows in sorted(report.rows.items()):
        click.echo(f"  {table}: {rows}")
    click.echo(f"Dziennik czynności: {report.audit.entries} wpisów, głowa {report.audit.head.text}")
    for (table, other), rows in report.broken.items():
        click.echo(f"Zerwane powiązanie: {table} ({rows} wierszy) → {other}", err=True)
    for name in report.damaged_indexes:
        click.echo(f"Uszkodzony indeks: {name}", err=True)
    for fault in report.audit.faults:
        click.echo(f"Dziennik czynności, wpis {fault.number}: {fault.kind.value}", err=True)
    for sentence in unlogged_sentences(report.unlogged):
        click.echo(f"Uwaga: {sentence}", err=True)
    for setting in report.unsafe:
        click.echo(f"Uwaga: ustawienie {setting} serwera nie chroni zapisanych danych przy zaniku prądu.", err=True)
    if not report.indexes_checked:
        click.echo("Uwaga: nie sprawdzono indeksów, bo serwer nie ma rozszerzenia amcheck.", err=True)
    if not report.pages_checked:
        click.echo("Uwaga: serwer nie liczy sum kontrolnych stron, więc nie każde uszkodzenie dysku zauważy.", err=True)
    if not report.ok:
        raise Refusal("Baza na serwerze jest uszkodzona. Zawiadom informatyka: trzeba odtworzyć kopię zapasową.")
    click.echo("Baza jest cała.")


def _server(opening: Opening) -> ServerLocation:
    if not isinstance(opening.location, ServerLocation):
        raise Refusal("Podaj adres serwera: urzad --database postgresql://komputer:5432/baza server prepare")
    return opening.location
