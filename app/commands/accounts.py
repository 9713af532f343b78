"""Commands on accounts: who may sign in, one's own password, the recovery key, a new database key."""

import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.access.roles import matrix
from app.commands.databases import require_new, tell_recovery_key
from app.commands.frame import FILE, Opening, open_services, urzad
from app.core.errors import NotFound, Refusal

if TYPE_CHECKING:
    from app.administration.accounts.domain import Account
    from app.bootstrap import Services


@urzad.group("user")
def user_group() -> None:
    """Konta użytkowników."""


@user_group.command("add")
@click.argument("login", metavar="NAZWA")
@click.option("--name", required=True, metavar="IMIĘ I NAZWISKO", help="Imię i nazwisko.")
@click.option(
    "--role", "roles", multiple=True, required=True, metavar="ROLA", help="Rola; można podać kilka. Zob. user roles."
)
@click.option("--employee", type=int, metavar="NUMER", help="Numer pracownika w rejestrze; wymagany dla kierownika.")
@click.pass_obj
def add(opening: Opening, login: str, name: str, roles: tuple[str, ...], employee: int | None) -> None:
    """Dodaj konto i pokaż hasło jednorazowe."""
    from app.administration.accounts.domain import AccountDraft

    unknown = [role for role in roles if role not in matrix().labels()]
    if unknown:
        valid = ", ".join(f"{role.key} ({role.label})" for role in matrix().roles)
        missing = ", ".join(f"„{role}”" for role in unknown)
        raise Refusal(f"Nie ma roli {missing}. Podaj jedną z ról: {valid}.")
    with closing(open_services(opening)) as services:
        if services.session.doors is None:
            raise Refusal("Ta baza działa bez logowania. Załóż bazę z administratorem: urzad init --login NAZWA")
        draft = AccountDraft(login=login, name=name, roles=tuple(dict.fromkeys(roles)), employee_id=employee)
        account = services.accounts.create(draft).record
        click.echo(f"Dodano konto {account.login}.")
        _issue(services, account)


@user_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Wynik jako JSON.")
@click.pass_obj
def list_accounts(opening: Opening, as_json: bool) -> None:
    """Wymień konta z rolami i stanem."""
    from app.administration.accounts.words import STATE, state

    with closing(open_services(opening)) as services:
        accounts = services.accounts.all()
    if as_json:
        rows = [
            {"login": each.login, "name": each.name, "roles": list(each.roles), "state": state(each)}
            for each in accounts
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    labels = matrix().labels()
    click.echo("Nazwa\tImię i nazwisko\tRole\tStan")
    for each in accounts:
        roles = ", ".join(labels.get(role, role) for role in each.roles)
        click.echo("\t".join((each.login, each.name, roles, STATE[state(each)])))


@user_group.command("disable")
@click.argument("login", metavar="NAZWA")
@click.pass_obj
def disable(opening: Opening, login: str) -> None:
    """Wyłącz konto; kto jest zalogowany, nie zrobi już nic więcej."""
    with closing(open_services(opening)) as services:
        account = _account(services, login)
        outcome = services.accounts.disable(account.id, account.version)
    click.echo(f"Wyłączono konto {account.login}.")
    if outcome.warning:
        click.echo(outcome.warning, err=True)


@user_group.command("enable")
@click.argument("login", metavar="NAZWA")
@click.pass_obj
def enable(opening: Opening, login: str) -> None:
    """Włącz konto i pokaż nowe hasło jednorazowe."""
    with closing(open_services(opening)) as services:
        account = _account(services, login)
        services.accounts.enable(account.id, account.version)
        click.echo(f"Włączono konto {account.login}.")
        _issue(services, account)


@user_group.command("reset")
@click.argument("login", metavar="NAZWA")
@click.pass_obj
def reset(opening: Opening, login: str) -> None:
    """Nadaj hasło jednorazowe w miejsce zapomnianego."""
    with closing(open_services(opening)) as services:
        _issue(services, _account(services, login))


@user_group.command("roles")
def roles() -> None:
    """Wymień role i to, co dają."""
    found = matrix()
    for role in found.roles:
        click.echo(f"{role.key}\t{role.label}: {role.help}")
        for right in found.rights:
            if right.key in found.everyone | role.rights or right.key in role.own:
                own = " (własna komórka)" if right.key in role.own else ""
                click.echo(f"\t{right.area}: {right.label}{own}")


@urzad.command()
@click.pass_obj
def password(opening: Opening) -> None:
    """Zmień własne hasło (z deskryptora: pierwszy wiersz dotychczasowe, drugi nowe)."""
    from app import bootstrap

    if not opening.user:
        raise Refusal("Podaj, czyje hasło zmienić: urzad --user NAZWA password")
    old = opening.secret("Dotychczasowe hasło")
    with closing(bootstrap.sign_in(opening.location, opening.user, old)) as services:
        outcome = services.accounts.change_own_password(old, opening.secret("Nowe hasło", twice=True))
    click.echo(outcome.message)


@urzad.command()
@click.argument("login", metavar="NAZWA")
@click.pass_obj
def recover(opening: Opening, login: str) -> None:
    """Odzyskaj konto kluczem odzyskiwania (z deskryptora: pierwszy wiersz klucz, drugi nowe hasło)."""
    from app import bootstrap

    code = opening.secret("Klucz odzyskiwania z wydruku")
    new = opening.secret("Nowe hasło", twice=True)
    bootstrap.sign_in_with_recovery(opening.file, code, login, new).close()
    click.echo(f"Odzyskano konto {login}: zaloguj się nowym hasłem.")


@urzad.command()
@click.option("--recovery-out", type=FILE, metavar="PLIK", help="Wydruk klucza odzyskiwania (PDF) zamiast ekranu.")
@click.pass_obj
def rekey(opening: Opening, recovery_out: Path | None) -> None:
    """Zmień klucz szyfrujący bazę i klucz odzyskiwania; hasła pozostają."""
    from app import bootstrap

    if not opening.user:
        raise Refusal("Zmienić klucz może administrator: urzad --user NAZWA rekey")
    require_new(recovery_out)
    secret = opening.secret(f"Hasło użytkownika {opening.user}")

    def tell(services: "Services", code: str) -> None:
        tell_recovery_key(services, code, recovery_out)

    bootstrap.rekey(opening.file, opening.user, secret, tell).close()
    click.echo("Zmieniono klucz bazy. Starszym kluczem odzyskiwania już się jej nie otworzy.")


def _account(services: "Services", login: str) -> "Account":
    account = services.accounts.by_login(login)
    if account is None:
        raise NotFound(f"Nie ma konta „{login}”. Sprawdź: urzad user list")
    return account


def _issue(services: "Services", account: "Account") -> None:
    issued = services.accounts.issue_password(account.id)
    click.echo(f"Hasło jednorazowe: {issued.password}")
    click.echo("Przekaż je osobiście; przy pierwszym logowaniu program każe je zmienić.", err=True)
