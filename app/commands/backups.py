"""Commands on backups: make, list, verify, restore; without a display, also when the database itself is lost."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.frame import FILE, Opening, confirmed, open_services, urzad
from app.core.errors import EnvironmentProblem, Refusal

if TYPE_CHECKING:
    from app.administration.backups.domain import Backup
    from app.administration.backups.usecases import Backups, Rehearsal
    from app.bootstrap import Services


@urzad.group("backup")
def backup_group() -> None:
    """Kopie zapasowe."""


@backup_group.command("create")
@click.option("--to", type=FILE, metavar="FOLDER", help="Folder na kopię zamiast zwykłego, na przykład pamięć USB.")
@click.pass_obj
def create(opening: Opening, to: Path | None) -> None:
    """Zrób kopię, sprawdź ją i dopiero wtedy nadaj jej nazwę."""
    from app.administration.backups.words import place_sentence

    with closing(open_services(opening)) as services:
        made = services.backups.create(to=to)
    click.echo(f"Zrobiono i sprawdzono kopię: {made.backup.path}")
    for place in made.places:
        if sentence := place_sentence(place):
            click.echo(sentence, err=True)


@backup_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Wynik jako JSON.")
@click.pass_obj
def list_backups(opening: Opening, as_json: bool) -> None:
    """Wymień kopie tej bazy ze wszystkich folderów, najnowsze najpierw."""
    from app.administration.backups import words
    from app.core.file_sizes import size_text

    with closing(open_services(opening)) as services:
        copies = services.backups.copies()
    if as_json:
        click.echo(json.dumps([_as_json(copy) for copy in copies], ensure_ascii=False, indent=2))
        return
    for copy in copies:
        columns = (words.moment(copy.moment), words.reason(copy.reason), size_text(copy.size), words.state(copy))
        click.echo("\t".join((*columns, str(copy.path))))
    if not copies:
        click.echo("Nie ma jeszcze żadnej kopii. Zrób ją: urzad backup create", err=True)


def _as_json(copy: "Backup") -> dict[str, object]:
    return {
        "path": str(copy.path),
        "moment": copy.moment.isoformat(),
        "reason": copy.reason,
        "size": copy.size,
        "schema": copy.schema,
        "encrypted": copy.encrypted,
        "state": str(copy.state),
        "checked": copy.checked.isoformat() if copy.checked else None,
    }


@backup_group.command("verify")
@click.argument("path", type=FILE, metavar="[FOLDER_KOPII]", required=False)
@click.option("--all", "everything", is_flag=True, help="Sprawdź wszystkie kopie tej bazy.")
@click.pass_obj
def verify(opening: Opening, path: Path | None, everything: bool) -> int:
    """Przeczytaj kopię w całości i porównaj z jej opisem."""
    if (path is None) is not everything:
        raise click.UsageError("Podaj folder kopii albo --all.")
    if path is not None and not opening.file.exists():
        from app.administration.backups.rescue import read_backup, verify_backup

        verify_backup(path)
        sealed = " (bez bazy sprawdzono tylko sumy plików)" if read_backup(path).encrypted else ""
        click.echo(f"Kopia jest cała{sealed}: {path}")
        return 0
    with closing(open_services(opening)) as services:
        copies = [path] if path is not None else [copy.path for copy in services.backups.copies()]
        bad = sum(not _verified(services.backups, one) for one in copies)
    return 1 if bad else 0


def _verified(backups: "Backups", path: Path) -> bool:
    try:
        backups.verify(path)
    except Refusal as refusal:
        click.echo(str(refusal), err=True)
        return False
    click.echo(f"Kopia jest cała: {path}")
    return True


@backup_group.command("restore")
@click.argument("path", type=FILE, metavar="FOLDER_KOPII")
@click.option("--yes", is_flag=True, help="Nie pytaj; odtwórz, gdy próba się powiedzie.")
@click.pass_obj
def restore(opening: Opening, path: Path, yes: bool) -> None:
    """Odtwórz bazę z kopii: podgląd, próba obok, zamiana; zastąpiona baza zostaje jako kopia.

    Działa także wtedy, gdy bazy nie ma albo nie daje się otworzyć.
    """
    from app import bootstrap

    password = opening.secret(f"Hasło użytkownika {opening.user}") if opening.user else ""
    if not opening.file.exists():
        _rescue(opening, path, password, yes)
        return
    try:
        if opening.user and bootstrap.needs_sign_in(opening.location):
            services = bootstrap.sign_in(opening.location, opening.user, password)
        else:
            services = bootstrap.open_services(opening.location)
    except EnvironmentProblem as problem:
        if not _is_beyond_opening(problem):
            raise
        click.echo(str(problem), err=True)
        _rescue(opening, path, password, yes)
        return
    with closing(services):
        _restore(opening, services, path, yes)


def _restore(opening: Opening, services: "Services", path: Path, yes: bool) -> None:
    from app.administration.backups import words

    backups = services.backups
    preview = backups.preview(path)
    for label, value in words.preview_facts(preview, services.clock.now()):
        click.echo(f"{label}: {value}")
    click.echo("W kopii / teraz / zmiana:")
    for one in preview.differences:
        table, then, now, change = words.difference(one)
        click.echo(f"  {table}: {then} / {now} / {change}")
    tried = _rehearsed(opening, services, path)
    try:
        click.echo("Próba się powiodła.")
        for sentence in words.rehearsed(tried.preview, tried.reapplied, has_account=tried.has_account):
            click.echo(sentence)
        _ask(yes, "Zastąpić obecne dane tą kopią? Obecna baza zostanie zachowana jako kopia.")
        made = backups.put_in_place(tried)
    finally:
        tried.discard()
    click.echo(f"Odtworzono bazę z kopii {preview.backup.name}. Zastąpiona: {made.backup.path}")


def _rehearsed(opening: Opening, services: "Services", path: Path) -> "Rehearsal":
    from app.administration.backups.copying import UnusableBackup
    from app.administration.backups.usecases import unlocked
    from app.bootstrap import waiting_for

    try:
        return services.backups.rehearse(path)
    except UnusableBackup as refusal:
        if not refusal.needs_password or not opening.user:
            raise
        click.echo(str(refusal), err=True)
    password = opening.secret(f"Hasło użytkownika {opening.user} z dnia zrobienia kopii")
    key = unlocked(path, opening.user, password, waiting_for(opening.location))
    return services.backups.rehearse(path, key=key)


def _rescue(opening: Opening, path: Path, password: str, yes: bool) -> None:
    """The database is gone or unreadable: the copy itself must tell who may bring it back."""
    from app.access.keyring import folded
    from app.administration.accounts.session import SignedIn
    from app.administration.backups import rescue, words
    from app.bootstrap import waiting_for
    from app.core.clock import SystemClock
    from app.core.permissions import EVERYTHING, Actor
    from db.store import Store

    copy = rescue.read_backup(path)
    for label, value in words.backup_facts(copy, SystemClock().now()):
        click.echo(f"{label}: {value}")
    copy_key = key = None
    who: Callable[[Store], Actor] = lambda _store: EVERYTHING  # noqa: E731 - one of two
    if copy.encrypted:
        if not opening.user:
            raise Refusal("Ta kopia jest zaszyfrowana. Podaj, kto ją odtwarza: urzad --user NAZWA backup restore …")
        copy_key, key = rescue.keys_of(opening.file, path, opening.user, password, waiting_for(opening.location))
        if rescue.bring_keys_back(opening.file, path, copy_key):
            click.echo(words.KEYS_BACK)
            return
        who = lambda store: SignedIn(store, folded(opening.user)).actor()  # noqa: E731
    _ask(yes, f"Odtworzyć z tej kopii bazę „{opening.file}”?")
    rescued = rescue.rescue(opening.file, path, SystemClock(), copy_key=copy_key, key=key, who=who)
    click.echo(f"Odtworzono bazę: {opening.file}")
    if rescued.remains is not None:
        click.echo(f"Pliki, których nie dało się otworzyć, leżą w: {rescued.remains}")
    click.echo(words.REPEAT_ERASURES, err=True)


def _is_beyond_opening(problem: EnvironmentProblem) -> bool:
    from db.errors import DatabaseProblem, ProblemKind

    cause = problem.__cause__
    return isinstance(cause, DatabaseProblem) and cause.kind in (ProblemKind.CORRUPT, ProblemKind.NOT_A_DATABASE)


def _ask(yes: bool, question: str) -> None:
    if not yes and not confirmed(question):
        raise Refusal("Niczego nie zmieniono.")
