"""Builds stores' use cases: everything a window or a command works with, over one open database."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData

from app import models
from app.administration.accounts.session import SignedIn
from app.administration.accounts.usecases import Accounts
from app.administration.audit.branches import KeptHead
from app.administration.audit.prints import AuditPrints
from app.administration.audit.usecases import AuditLog
from app.administration.audit.words import Kind
from app.administration.backups.copying import CopyingState
from app.administration.backups.domain import Reason
from app.administration.backups.usecases import Backups, Safeguard
from app.administration.personal_data import domain as personal_data
from app.administration.personal_data.afterwards import Surroundings
from app.administration.personal_data.usecases import PersonalData
from app.administration.personal_data.words import InForce, safeguards
from app.administration.portability.usecases import Transfer
from app.composition.evaluations import EvaluationUseCases, evaluation_use_cases
from app.composition.ground import Ground, keeping_records
from app.composition.ngos import NgoUseCases, ngo_use_cases
from app.composition.open_formats import register_sheets
from app.composition.trainings import TrainingUseCases, training_use_cases
from app.core import paths
from app.core.clock import Clock, SystemClock
from app.core.errors import Refusal
from app.core.handover import closed_unless_handed_over
from app.core.permissions import Actor
from app.people.absences.usecases import Absences
from app.people.employees.prints import EmployeePrints
from app.people.employees.transfer import EmployeeTransfer
from app.people.employees.usecases import Employees
from app.people.office.domain import Office
from app.people.office.usecases import Offices
from app.people.posts.usecases import Posts
from app.people.structure.usecases import Structures
from app.people.units.usecases import Units
from app.records.amounts import amounts_of
from app.records.environment import explained
from app.records.files import StoredFiles
from app.records.usecases import Records
from app.registers.evaluations.packages.usecases import RaterPackages
from app.registers.evaluations.packages.words import FIELDS as PACKAGE_FIELDS
from app.registers.service_cards.prints import CardPrints
from app.registers.service_cards.transfer import CardTransfer
from app.registers.service_cards.usecases import ServiceCards
from app.search.service import Search
from db import backup_folder, kept_log
from db.audit import Anchor
from db.errors import DatabaseProblem
from db.file_store import FileStore
from db.store import Store


@dataclass(frozen=True, kw_only=True)
class Services(EvaluationUseCases, TrainingUseCases, NgoUseCases):
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
    employee_prints: EmployeePrints
    backups: Backups
    safeguard: Safeguard
    transfer: Transfer
    personal_data: PersonalData
    audit: AuditLog
    audit_prints: AuditPrints

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


_COPYING = CopyingState()
"""For as long as the program runs, through every database it opens."""


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
    structures = Structures(store, clock, actor)
    backups = Backups(
        store,
        clock,
        actor,
        reapply=lambda restored: build(restored, clock).personal_data.reapply(),
        state=_COPYING,
    )
    ground = Ground(
        store=store, clock=clock, session=session, files=files, offices=offices, units=units, safeguard=safeguard
    )
    rating = evaluation_use_cases(ground, employees)
    training = training_use_cases(ground, rating.evaluations, rating.regulations)
    community = ngo_use_cases(ground)
    everything: list[Records[Any, Any]] = [
        *(employees, posts, absences, accounts, offices, units, cards),
        *keeping_records(rating),
        *keeping_records(training),
        *keeping_records(community),
    ]
    audit = AuditLog(store, clock, actor, _kinds(everything), lambda: _kept_heads(backups, store))
    return Services(
        store=store,
        clock=clock,
        session=session,
        search=search,
        files=files,
        offices=offices,
        units=units,
        employees=employees,
        posts=posts,
        absences=absences,
        structures=structures,
        accounts=accounts,
        cards=cards,
        prints=CardPrints(cards, units, offices, files, clock),
        exchange=CardTransfer(cards, units, offices, safeguard.before_import),
        employee_exchange=EmployeeTransfer(employees, units, offices, safeguard.before_import),
        employee_prints=EmployeePrints(employees, units, structures.load, offices, files, clock),
        backups=backups,
        safeguard=safeguard,
        transfer=Transfer(store, clock, actor, register_sheets(store, clock, actor)),
        personal_data=PersonalData(
            store, clock, actor, everything, _surroundings(store, session, backups, safeguard, clock)
        ),
        audit=audit,
        audit_prints=AuditPrints(audit, offices.current_or_blank, clock),
        **vars(rating),
        **vars(training),
        **vars(community),
    )


def _require_tables(store: FileStore, tables: MetaData) -> None:
    with closed_unless_handed_over(store), explained():
        store.require_tables(tables)


def _kinds(everything: Iterable[Records[Any, Any]]) -> dict[str, Kind]:
    """How the audit log calls records, their fields and choices."""
    kinds = {
        each.entity: Kind(each.noun.nominative, each.fields, each.record, each.labels, amounts_of(each.row))
        for each in everything
    }
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
