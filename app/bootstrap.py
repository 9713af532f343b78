"""The composition root: the only place that builds stores and use cases, and the way in past accounts."""

import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData

from app import models
from app.access import key_file, passwords, recovery
from app.access.doors import Doors, FileDoors
from app.access.keyring import KeyRing, WrongPassword, folded, new_key
from app.access.location import FileLocation, Location, ServerLocation
from app.access.moved import refuse_moved
from app.access.roles import ADMINISTRATION, matrix
from app.access.waiting import Waiting
from app.administration.accounts.domain import AccountDraft
from app.administration.accounts.session import SignedIn
from app.administration.accounts.usecases import Accounts
from app.administration.audit.branches import KeptHead
from app.administration.audit.prints import AuditPrints
from app.administration.audit.usecases import AuditLog
from app.administration.audit.words import Kind
from app.administration.backups.domain import Reason
from app.administration.backups.usecases import Backups, CopyingState, Safeguard
from app.administration.personal_data import domain as personal_data
from app.administration.personal_data.usecases import PersonalData, Surroundings
from app.administration.personal_data.words import InForce, safeguards
from app.administration.portability.usecases import RegisterSheet, Transfer
from app.core import paths
from app.core.clock import Clock, SystemClock
from app.core.errors import Invalid, NotFound, Refusal
from app.core.handover import closed_unless_handed_over
from app.core.permissions import EVERYTHING, Actor
from app.core.problems import Problem
from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.people.absences.usecases import Absences
from app.people.employees.transfer import EmployeeTransfer
from app.people.employees.usecases import Employees
from app.people.office.domain import Office, OfficeDraft
from app.people.office.usecases import Offices
from app.people.posts.usecases import Posts
from app.people.structure.usecases import Structures
from app.people.units.usecases import Units
from app.records.environment import explained
from app.records.files import StoredFiles
from app.records.usecases import Records
from app.registers.evaluations.campaigns.prints import CampaignPrints
from app.registers.evaluations.campaigns.usecases import Campaigns
from app.registers.evaluations.events.usecases import WorkEvents
from app.registers.evaluations.packages.transfer import PackageTransfer
from app.registers.evaluations.packages.usecases import RaterPackages
from app.registers.evaluations.packages.words import FIELDS as PACKAGE_FIELDS
from app.registers.evaluations.regulations.usecases import Regulations
from app.registers.evaluations.sheets.prints import EvaluationPrints
from app.registers.evaluations.sheets.usecases import Evaluations
from app.registers.evaluations.statistics.prints import StatisticsPrints
from app.registers.evaluations.statistics.usecases import EvaluationStatistics
from app.registers.service_cards.prints import CardPrints
from app.registers.service_cards.transfer import CardTransfer
from app.registers.service_cards.usecases import ServiceCards
from app.search.service import Search
from db import backup_folder, kept_log
from db.audit import Anchor
from db.errors import DatabaseProblem, ProblemKind, translated
from db.file_store import FileStore
from db.store import Store


@dataclass(frozen=True)
class Services:
    """Everything a window or a command works with, over one open database."""

    store: Store
    clock: Clock
    session: SignedIn
    search: Search
    files: StoredFiles
    offices: Offices
    units: Units
    employees: Employees
    posts: Posts
    absences: Absences
    structures: Structures
    accounts: Accounts
    cards: ServiceCards
    prints: CardPrints
    exchange: CardTransfer
    employee_exchange: EmployeeTransfer
    backups: Backups
    safeguard: Safeguard
    transfer: Transfer
    personal_data: PersonalData
    audit: AuditLog
    audit_prints: AuditPrints
    regulations: Regulations
    work_events: WorkEvents
    evaluations: Evaluations
    campaigns: Campaigns
    rater_packages: RaterPackages
    package_transfer: PackageTransfer
    evaluation_prints: EvaluationPrints
    campaign_prints: CampaignPrints
    evaluation_statistics: EvaluationStatistics
    statistics_prints: StatisticsPrints

    def office(self) -> Office:
        """The office, or a blank one while nobody has entered its data."""
        return self.offices.current_or_blank()

    def actor(self) -> Actor:
        """Who works and what they may do now."""
        return self.session.actor()

    @property
    def file(self) -> Path | None:
        """The database file; None when the data are on the office's server."""
        return self.store.path if isinstance(self.store, FileStore) else None

    @property
    def key(self) -> bytes | None:
        """The key of an encrypted file, for checks and copies of it."""
        return self.store.key if isinstance(self.store, FileStore) else None

    def close(self) -> None:
        """Sign out and close the database."""
        # a disk that fails at the end must not keep the program from ending
        try:
            with suppress(Refusal):
                self.session.note("sign_out")
        finally:
            self.store.close()


# -- databases without accounts ----------------------------------------------------------------------------------


def needs_sign_in(location: Path | Location) -> bool:
    """Whether the data open only to somebody who signs in."""
    place = _place(location)
    return isinstance(place, ServerLocation) or KeyRing.of(place.path).exists


def open_services(location: Path | Location, clock: Clock | None = None, *, resuming: bool = False) -> Services:
    """Open an existing database without accounts; EnvironmentProblem with advice when that fails.

    ``resuming`` opens also a file whose move to a server was interrupted.
    """
    place = _place(location)
    if not isinstance(place, FileLocation) or needs_sign_in(place):
        raise SignInNeeded
    refuse_moved(place.path, resuming=resuming)
    with explained():
        return build(FileStore.open(place.path), clock)


def create_services(path: Path, clock: Clock | None = None) -> Services:
    """Make a new, empty database without accounts; EnvironmentProblem when the name is taken or the folder refuses."""
    with explained():
        return build(FileStore.create(path), clock)


class SignInNeeded(Refusal):
    """The database has accounts and nobody has signed in."""

    def __init__(self) -> None:
        super().__init__("Ta baza wymaga zalogowania. Podaj nazwę użytkownika opcją --user; o hasło program zapyta.")


# -- signing in --------------------------------------------------------------------------------------------------


def sign_in(
    location: Path | Location, login: str, password: str, clock: Clock | None = None, *, resuming: bool = False
) -> Services:
    """Open a database as this person; ``resuming`` as for ``open_services``.

    Raises WrongPassword (the same for an unknown name, a wrong password and a disabled account), TooSoon after
    several failures, EnvironmentProblem with advice when the data cannot be opened at all.
    """
    place, clock = _place(location), clock or SystemClock()
    if isinstance(place, ServerLocation):
        return _sign_in_to_server(place, folded(login), password, clock)
    if not needs_sign_in(place):
        raise Refusal("Ta baza nie ma kont, więc nie trzeba się logować. Otwórz ją bez nazwy użytkownika.")
    waiting = waiting_for(place, clock)
    with waiting.attempt() as attempt:
        key = KeyRing.of(place.path).unlock(login, password, lambda key: _fits(place.path, key))
        services = _open_as(place.path, key, folded(login), waiting, clock, resuming=resuming)
    return _noted(services, "sign_in", attempt.failures)


def _sign_in_to_server(place: ServerLocation, login: str, password: str, clock: Clock) -> Services:
    from app.records.server_doors import ServerDoors
    from db.server_store import ServerStore

    waiting = waiting_for(place, clock)
    with waiting.attempt() as attempt, explained():
        try:
            store = ServerStore.open(place.url, login, password)
        except DatabaseProblem as problem:
            if problem.kind is ProblemKind.SIGN_IN_REFUSED:
                raise WrongPassword from None
            raise
        services = _signed_in(store, ServerDoors(store), login, waiting, clock)
    return _noted(services, "sign_in", attempt.failures)


def sign_in_with_recovery(path: Path, code: str, login: str, new_password: str, clock: Clock | None = None) -> Services:
    """Open the database with the recovery key and give an account a new password.

    The account is switched on and, when no administrator is left, becomes one. Raises Mistyped, WrongRecoveryKey,
    NotFound for an unknown login, Invalid for a password that breaks the rules, TooSoon.
    """
    refuse_moved(path)
    clock = clock or SystemClock()
    waiting = waiting_for(FileLocation(path), clock)
    ring, name = KeyRing.of(path), folded(login)
    with waiting.attempt():
        key = ring.unlock_with_recovery(code, lambda key: _fits(path, key))
    with explained():
        store = FileStore.open(path, key=key)
    with closed_unless_handed_over(store):
        accounts = Accounts(store, clock, lambda: replace(EVERYTHING, name=name), FileDoors(ring, key))
        account = accounts.by_login(name)
        if account is None:
            raise NotFound(f"Nie ma konta „{name}”. Sprawdź nazwę użytkownika.")
        _require_good(new_password, account.login, account.name)
        accounts.recover(account.id)
        ring.put(name, new_password, key)
        services = _build_as(store, FileDoors(ring, key), name, waiting, clock)
    return _noted(services, "sign_in", recovery_key=True)


def rekey(
    path: Path, login: str, password: str, tell: Callable[[Services, str], object], clock: Clock | None = None
) -> Services:
    """Give the database a new random key and a new recovery key; every active account keeps its password.

    ``tell`` hands the new recovery key over, while the old one still works. Only for who may edit accounts, and only
    while nobody else has the database open (EnvironmentProblem). A kill at any moment leaves a database that the
    passwords and a recovery key on paper open. Raises as ``sign_in``.
    """
    from db.rekey import rekey as change

    services = sign_in(path, login, password, clock)
    old, new = services.key, new_key()
    try:
        services.actor().require(ADMINISTRATION)
        logins = [account.login for account in services.accounts.all() if account.active]
    finally:
        services.close()
    ring, prepared = KeyRing.of(path), [""]
    assert old is not None
    with ring.changing_key(), explained():
        try:
            change(path, old, new, lambda: prepared.append(ring.prepare(old, new, logins)))
        except BaseException:
            if prepared[-1]:
                ring.settle_alone(ring.pending()[1 if _fits(path, new) else 0])
            raise
        ring.settle_alone(prepared[-1])
    services = _open_as(path, new, folded(login), waiting_for(path, clock), clock or SystemClock())
    code = recovery.new()
    with closed_unless_handed_over(_noted(services, "rekey").store):
        tell(services, code)
        ring.put_recovery(code, new)
    return services


def waiting_for(location: Path | Location, clock: Clock | None = None) -> Waiting:
    """The growing delay after failed attempts to sign in to these data."""
    place = _place(location)
    text = str(place.path.resolve()) if isinstance(place, FileLocation) else place.text
    return Waiting(text, clock or SystemClock())


def _open_as(path: Path, key: bytes, login: str, waiting: Waiting, clock: Clock, *, resuming: bool = False) -> Services:
    refuse_moved(path, resuming=resuming)
    with explained():
        store = FileStore.open(path, key=key)
    return _signed_in(store, FileDoors(KeyRing.of(path), key), login, waiting, clock)


def _signed_in(store: Store, doors: Doors, login: str, waiting: Waiting, clock: Clock) -> Services:
    """The services of a person whose password was right; WrongPassword when the account is gone or disabled."""
    with closed_unless_handed_over(store):
        services = _build_as(store, doors, login, waiting, clock)
        account = services.session.account
        if account is None or not account.active:
            # its password was left behind, for example by a restore; it must not tell that the name exists
            raise WrongPassword
    return services


def _noted(services: Services, deed: str, failures: int = 0, **facts: object) -> Services:
    """The same services with a deed of the session in the log, and the failed attempts before it."""
    with closed_unless_handed_over(services.store):
        services.session.note(deed, **facts)
        if failures:
            services.session.note("sign_in_failed", attempts=failures)
    return services


def _build_as(store: Store, doors: Doors, login: str, waiting: Waiting, clock: Clock) -> Services:
    return build(store, clock, SignedIn(store, login, doors, waiting))


def _fits(path: Path, key: bytes) -> bool:
    from db.engine import connect

    try:
        with translated(path):
            connection = connect(path, key=key)
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            finally:
                connection.close()
    except DatabaseProblem as problem:
        if problem.kind is ProblemKind.NOT_A_DATABASE:
            return False
        raise
    return True


def _place(location: Path | Location) -> Location:
    return FileLocation(location) if isinstance(location, Path) else location


# -- a new office ------------------------------------------------------------------------------------------------


def create_office(
    path: Path,
    *,
    login: str,
    name: str,
    password: str,
    office_name: str = "",
    fill: Callable[[Services], object] | None = None,
    recovery_code: str = "",
    clock: Clock | None = None,
) -> tuple[Services, str]:
    """Make an encrypted database with its first account and open it as that person; also the recovery key.

    ``fill`` puts data into it before anybody works (such as ``demo.install.fill``). ``recovery_code`` is one that
    was made and put on paper before. Raises Invalid with every broken rule before anything is made. Neither a
    failure nor a kill leaves a half-made database under the name.
    """
    login, clock = folded(login), clock or SystemClock()
    _require_good(password, login, name)
    if path.exists():
        with explained():
            raise DatabaseProblem(ProblemKind.EXISTS, path)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    key, code = new_key(), recovery_code or recovery.new()
    try:
        with explained():
            store = FileStore.create(temporary, key=key)
        try:
            _first_deeds(build(store, clock), login, name, office_name, fill)
        finally:
            store.close()
        ring = KeyRing.create(temporary, key, code)
        ring.put(login, password, key)
        _publish(temporary, path)
    finally:
        _discard(temporary)
    waiting = waiting_for(path, clock)
    services = _open_as(path, key, login, waiting, clock)
    return _noted(services, "sign_in"), code


def _first_deeds(
    services: Services, login: str, name: str, office_name: str, fill: Callable[[Services], object] | None
) -> None:
    draft = AccountDraft(login=login, name=name, roles=matrix().first)
    account = services.accounts.create(draft).record
    services.accounts.mark_own_password(account.id)
    if fill is not None:
        fill(services)
    elif office_name:
        services.offices.save(OfficeDraft(name=office_name))


def _publish(temporary: Path, path: Path) -> None:
    from db.backup import publish

    keys = key_file.beside(path)
    with explained():
        try:
            if keys.exists():
                # the database of these keys may only have been moved away for a while
                keys.rename(keys.with_name(f"{keys.name}.{datetime.now().astimezone():%Y%m%d-%H%M%S}"))
            key_file.beside(temporary).rename(keys)
            keys.chmod(key_file.rights(temporary))
            publish(temporary, path)
        except FileExistsError as error:
            raise DatabaseProblem(ProblemKind.EXISTS, path) from error


def _discard(temporary: Path) -> None:
    from db.backup import remove_with_companions

    remove_with_companions(temporary)
    keys = key_file.beside(temporary)
    for file in (keys, key_file.lock_beside(keys)):
        file.unlink(missing_ok=True)


def _require_good(password: str, login: str, name: str) -> None:
    problems: tuple[Problem, ...] = passwords.check(password, login, name)
    if problems:
        raise Invalid(problems, passwords.sentences(problems))


def _require_tables(store: FileStore, tables: MetaData) -> None:
    with closed_unless_handed_over(store), explained():
        store.require_tables(tables)


_COPYING = CopyingState()
"""For as long as the program runs, through every database it opens."""

# -- use cases ---------------------------------------------------------------------------------------------------


def build(store: Store, clock: Clock | None = None, session: SignedIn | None = None) -> Services:
    """Use cases over an open store, for the person who signed in; without a session everything is allowed."""
    tables = models.metadata()
    if isinstance(store, FileStore):
        _require_tables(store, tables)
    clock, session = clock or SystemClock(), session or SignedIn(store)
    actor = session.actor
    # one clock for records and for the log that tells of them
    store.now = clock.now
    search, files = Search(store), StoredFiles(store, clock, actor)
    cards = ServiceCards(store, clock, search, actor)
    safeguard = Safeguard(store, clock, actor, state=_COPYING)
    offices, units = Offices(store, clock, actor), Units(store, clock, actor, renamed=(cards.unit_renamed,))
    employees, accounts = Employees(store, clock, actor), Accounts(store, clock, actor, session.doors, session)
    posts, absences = Posts(store, clock, actor, renamed=(employees.post_renamed,)), Absences(store, clock, actor)
    backups = Backups(
        store,
        clock,
        actor,
        reapply=lambda restored: build(restored, clock).personal_data.reapply(),
        state=_COPYING,
    )
    regulations, trusted = Regulations(store, clock, actor), _trusted(actor)
    evaluations = Evaluations(
        store,
        clock,
        actor,
        # who rates and by which rules must not depend on what somebody may see
        structure=Structures(store, clock, trusted).load,
        in_force=Regulations(store, clock, trusted).in_force,
    )
    campaigns = Campaigns(store, clock, actor, safeguard.before_import)
    packages = RaterPackages(store, clock, actor, evaluations=evaluations)
    work_events = WorkEvents(store, clock, actor)
    statistics = EvaluationStatistics(store, clock, actor)
    registers = (employees, posts, absences, accounts, offices, units, cards)
    everything = (*registers, regulations, work_events, evaluations, campaigns)
    audit = AuditLog(store, clock, actor, _kinds(everything), lambda: _kept_heads(backups, store))
    return Services(
        store,
        clock,
        session,
        search,
        files,
        offices,
        units,
        employees,
        posts,
        absences,
        Structures(store, clock, actor),
        accounts,
        cards,
        CardPrints(cards, units, offices, files, clock),
        CardTransfer(cards, units, offices, safeguard.before_import),
        EmployeeTransfer(employees, units, offices, safeguard.before_import),
        backups,
        safeguard,
        Transfer(store, clock, actor, _sheets(store, clock, actor)),
        PersonalData(store, clock, actor, everything, _surroundings(store, session, backups, safeguard, clock)),
        audit,
        AuditPrints(audit, offices.current_or_blank, clock),
        regulations,
        work_events,
        evaluations,
        campaigns,
        packages,
        PackageTransfer(packages, offices, safeguard.before_import),
        EvaluationPrints(evaluations, offices, files, clock),
        CampaignPrints(campaigns, evaluations, offices, files, clock),
        statistics,
        StatisticsPrints(statistics, offices, files, clock),
    )


def _trusted(actor: Callable[[], Actor]) -> Callable[[], Actor]:
    """Everything allowed, in the name of the person at work: for what the program itself looks up."""
    return lambda: replace(EVERYTHING, name=actor().name)


def _kinds(everything: Iterable[Records[Any, Any]]) -> dict[str, Kind]:
    """How the audit log calls records, their fields and choices."""
    kinds = {each.entity: Kind(each.noun.nominative, each.fields, each.record, each.labels) for each in everything}
    return kinds | {RaterPackages.entity: Kind("pakiet dla oceniającego", PACKAGE_FIELDS)}


def _kept_heads(backups: Backups, store: Store) -> list[KeptHead]:
    """The heads of the audit log that lie in the manifests of backups; an unreadable one is left out."""
    heads = []
    key = store.key if isinstance(store, FileStore) else None
    with suppress(Refusal):
        for copy in backups.copies():
            with suppress(backup_folder.BadBackup, DatabaseProblem):
                contents = backup_folder.read(copy.path).contents
                branch = partial(kept_log.opened, copy.path, key) if copy.reason == Reason.REPLACED else None
                heads.append(KeptHead(Anchor(contents.audit_count, contents.audit_mac), copy.moment, branch))
    return heads


def _sheets(store: Store, clock: Clock, actor: Callable[[], Actor]) -> tuple[RegisterSheet, ...]:
    """Registers as spreadsheets in an export of everything, which asks for a right of its own."""
    trusted = _trusted(actor)
    units, offices = Units(store, clock, trusted), Offices(store, clock, trusted)
    cards = CardTransfer(ServiceCards(store, clock, Search(store), trusted), units, offices)

    def write_cards(path: Path, form: Format, progress: Progress) -> int:
        return cards.export(path, form, progress)

    def write_units(path: Path, form: Format, progress: Progress) -> int:
        from app.people.units import sheet

        listed = units.all()
        sheet.write_units(listed, path, form, progress)
        return len(listed)

    def write_employees(path: Path, form: Format, progress: Progress) -> int:
        from app.people.employees import sheet

        listed = Employees(store, clock, trusted).all()
        symbols = {unit.id: unit.symbol for unit in units.all()}
        sheet.write_employees(listed, path, form, symbols, progress)
        return len(listed)

    def write_posts(path: Path, form: Format, progress: Progress) -> int:
        from app.people.posts import sheet

        posts = Posts(store, clock, trusted).all()
        sheet.write_posts(posts, path, form, progress)
        return len(posts)

    def write_absences(path: Path, form: Format, progress: Progress) -> int:
        from app.people.absences import sheet
        from app.people.employees.words import told_apart

        absences = Absences(store, clock, trusted).all()
        symbols = {unit.id: unit.symbol for unit in units.all()}
        people = {each.id: told_apart(each, symbols) for each in Employees(store, clock, trusted).all()}
        sheet.write_absences(absences, path, form, people, progress)
        return len(absences)

    def write_regulations(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.evaluations.regulations import sheet

        regulations = Regulations(store, clock, trusted).all()
        sheet.write_regulations(regulations, path, form, progress)
        return len(regulations)

    def write_events(path: Path, form: Format, progress: Progress) -> int:
        from app.people.employees.words import told_apart
        from app.registers.evaluations.events import sheet

        events = WorkEvents(store, clock, trusted).all()
        symbols = {unit.id: unit.symbol for unit in units.all()}
        people = {each.id: told_apart(each, symbols) for each in Employees(store, clock, trusted).all()}
        sheet.write_events(events, path, form, people, progress)
        return len(events)

    def write_campaigns(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.evaluations.campaigns import sheet

        campaigns = Campaigns(store, clock, trusted)
        listed = [(each, campaigns.lines(each.id)) for each in campaigns.all()]
        sheet.write_lines(listed, path, form, progress)
        return sum(len(lines) for _, lines in listed)

    return (
        RegisterSheet("karty-uslug", "Karty usług", write_cards),
        RegisterSheet("komorki", "Komórki organizacyjne", write_units),
        RegisterSheet("pracownicy", "Pracownicy", write_employees),
        RegisterSheet("stanowiska", "Stanowiska", write_posts),
        RegisterSheet("nieobecnosci", "Nieobecności", write_absences),
        RegisterSheet("kampanie-ocen", "Kampanie ocen", write_campaigns),
        RegisterSheet("regulaminy-ocen", "Regulaminy ocen", write_regulations),
        RegisterSheet("zdarzenia-w-pracy", "Zdarzenia w pracy", write_events),
    )


def _surroundings(
    store: Store, session: SignedIn, backups: Backups, safeguard: Safeguard, clock: Clock
) -> Surroundings:
    """What personal data are kept in outside the database."""

    def copies() -> tuple[personal_data.Copy, ...]:
        if not isinstance(store, FileStore):
            return ()
        return personal_data.leaving(backups.copies(), clock.now(), backups.plan.keeping)

    def shut_out(login: str) -> None:
        if session.doors is not None:
            session.doors.shut_out(login)

    def protection() -> tuple[personal_data.Value, ...]:
        status = safeguard.status()
        encrypted = isinstance(store, FileStore) and store.key is not None
        automatic = backups.plan.schedule.automatic
        return safeguards(InForce(encrypted, bool(session.login), store.is_server, automatic, status.last))

    return Surroundings(
        lambda: paths.drafts_folder(store.location),
        copies,
        shut_out,
        protection,
    )
