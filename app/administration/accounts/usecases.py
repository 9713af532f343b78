"""Use cases for accounts: who may sign in, with what roles, and one's own password."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.access import passwords
from app.access.doors import Doors
from app.access.keyring import WrongPassword
from app.access.roles import ADMINISTRATOR, matrix
from app.administration.accounts import administrators
from app.administration.accounts.domain import Account, AccountDraft, Issued, validate
from app.administration.accounts.model import AccountRow
from app.administration.accounts.session import GONE, Signed, account_of, note
from app.administration.accounts.words import (
    CHANGED_UNSAVED,
    FIELDS,
    ISSUED_UNSEEN,
    NOT_ISSUED,
    NOT_SHUT,
    PROBLEMS,
)
from app.core.clock import Clock
from app.core.errors import Invalid, NotAllowed, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold, sort_key
from app.core.problems import Problem
from app.core.records import Change, Outcome
from app.people.employees.model import EmployeeRow
from app.records import environment
from app.records.listing import CaseFilter, Filter
from app.records.mapping import draft_of
from app.records.usecases import Noun, Records
from db import audit
from db.store import Store

_HEAD = "unit_head"
_ROLES_BEFORE = "accounts.roles_before"
"""Key in ``Session.info``: roles by account as they were before the transaction changed them."""


class WrongOldPassword(Refusal):
    """The person at the keyboard does not know the password in force."""

    def __init__(self) -> None:
        super().__init__("Dotychczasowe hasło się nie zgadza. Sprawdź je i spróbuj ponownie.")


class HalfDone(Refusal):
    """The deed failed when a part of it was saved for good; ``outcome`` is that part, for screens to show."""

    def __init__(self, sentence: str, outcome: Outcome[Account]) -> None:
        super().__init__(sentence)
        self.outcome = outcome


class Accounts(Records[Account, AccountDraft]):
    """The office's accounts; without ``doors`` (a database without accounts) nobody gets a password."""

    entity = "account"
    noun = Noun("konto", "konto")
    row, record, draft = AccountRow, Account, AccountDraft
    fields, sentences = FIELDS, PROBLEMS
    order = (AccountRow.sort,)

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        doors: Doors | None = None,
        signed: Signed | None = None,
    ) -> None:
        super().__init__(store, clock, actor)
        self._doors, self._signed = doors, signed

    def title(self, record: Account | AccountDraft) -> str:
        return record.login

    def validate(self, draft: AccountDraft) -> tuple[Problem, ...]:
        return validate(draft)

    # -- tables ----------------------------------------------------------------------------------------------

    def filters(self) -> Mapping[str, Filter]:
        row = AccountRow
        return {
            # the quotes keep one key from being found inside another
            "role": CaseFilter(
                lambda: {key: row.roles.contains(f'"{key}"', autoescape=True) for key in matrix().labels()}
            ),
            "state": CaseFilter(
                lambda: {
                    "active": and_(row.active, ~row.must_change),
                    "one_time": and_(row.active, row.must_change),
                    "disabled": ~row.active,
                }
            ),
        }

    def sorts(self) -> Mapping[str, Any]:
        return {"name": AccountRow.sort, "login": AccountRow.login}

    # -- rules -----------------------------------------------------------------------------------------------

    def _check(self, session: Session, draft: AccountDraft, row: Any) -> Iterator[Problem]:
        yield from self._check_login(session, draft, row)
        known = matrix().labels()
        yield from (Problem("roles", "unknown_role", {"value": key}) for key in draft.roles if key not in known)
        if draft.employee_id is not None:
            person = session.get(EmployeeRow, draft.employee_id)
            if person is None or person.deleted_at is not None:
                yield Problem("employee_id", "missing_reference", {"value": draft.employee_id})
        elif _HEAD in draft.roles:
            yield Problem("employee_id", "head_needs_employee")
        if row is not None:
            yield from self._check_power(session, draft, row)

    def _check_login(self, session: Session, draft: AccountDraft, row: Any) -> Iterator[Problem]:
        if row is not None and row.login != draft.login:
            yield Problem("login", "login_fixed")
            return
        taken = session.scalar(select(AccountRow.id).where(AccountRow.login == draft.login))
        if taken is not None and (row is None or taken != row.id):
            yield Problem("login", "not_unique", {"value": draft.login})

    def _check_power(self, session: Session, draft: AccountDraft, row: Any) -> Iterator[Problem]:
        if row.login == self.actor().name:
            if set(draft.roles) != set(row.roles):
                yield Problem("roles", "own_roles")
            if draft.employee_id != row.employee_id:
                # whose people a head sees follows from it
                yield Problem("employee_id", "own_employee")
            if not draft.active:
                yield Problem("active", "own_account")
        stays = draft.active and administrators.administers(draft.roles)
        if administrators.counts(row) and not stays and not administrators.others_administer(session, (row.id,)):
            yield Problem("active" if not draft.active else "roles", "last_administrator")

    def _may_delete(self, session: Session, record: Account) -> None:
        if record.login == self.actor().name:
            raise Refusal(PROBLEMS["own_account"])
        last = (
            record.active
            and administrators.administers(record.roles)
            and not administrators.others_administer(session, (record.id,))
        )
        if last:
            raise Refusal(PROBLEMS["last_administrator"])

    def _before_save(self, session: Session, row: Any, draft: AccountDraft, before: Account | None) -> None:
        row.sort = sort_key(draft.name)
        row.find = fold(f"{draft.name} {draft.login}")
        if before is None or (draft.active and not before.active):
            # no password yet, or none any more
            row.must_change = True

    def _put(self, session: Session, row: Any, draft: AccountDraft, before: Account | None) -> None:
        super()._put(session, row, draft, before)
        if before is not None:
            session.info.setdefault(_ROLES_BEFORE, {})[before.id] = before.roles

    def _after_save(self, session: Session, record: Account) -> None:
        super()._after_save(session, record)
        # a new account had none, and neither had one that was deleted
        _note_roles(session, record, session.info.get(_ROLES_BEFORE, {}).pop(record.id, ()), record.roles)

    def _after_delete(self, session: Session, record: Account) -> None:
        super()._after_delete(session, record)
        _note_roles(session, record, record.roles, ())

    # -- deeds -----------------------------------------------------------------------------------------------

    def create(self, draft: AccountDraft) -> Outcome[Account]:
        """As for every record; the person gets in only with a one-time password."""
        outcome = super().create(draft)
        return replace(outcome, message=f"Dodano konto {outcome.record.login}. Nadaj hasło.")

    def update(self, record_id: int, version: int, draft: AccountDraft) -> Outcome[Account]:
        """As for every record; whoever is disabled loses the password as well."""
        outcome = super().update(record_id, version, draft)
        return outcome if outcome.record.active else self._shut(outcome)

    def delete(self, record_id: int, version: int) -> Outcome[Account]:
        """As for every record; the password goes too, and does not come back with the account."""
        return self._shut(super().delete(record_id, version))

    def enable(self, record_id: int, version: int) -> Outcome[Account]:
        """Let a disabled account be used again; the person needs a new one-time password."""
        return self._switch(record_id, version, active=True)

    def disable(self, record_id: int, version: int) -> Outcome[Account]:
        """Keep the account but let nobody in with it, from the next deed on where somebody is signed in."""
        return self._switch(record_id, version, active=False)

    def by_login(self, login: str) -> Account | None:
        """The account with this login."""
        self._require("read")
        with environment.reading(self.store) as session:
            return account_of(session, login.strip().lower())

    def issue_password(self, record_id: int) -> Issued:
        """A one-time password for an active account in place of any other; it is returned once and kept nowhere.

        Raises HalfDone when only a part of it succeeded.
        """
        self._require("edit")
        if self._doors is None:
            raise Refusal(
                "Ta baza działa bez logowania, więc hasła niczego by nie chroniły. "
                "Załóż bazę z administratorem (urzad init --login) i wczytaj do niej dane."
            )
        with self._changing() as session:
            row = self._row(session, record_id)
            if row.login == self.actor().name:
                raise NotAllowed("Własne hasło zmienia się, podając dotychczasowe: Plik → Zmień hasło.")
            if not row.active:
                raise Refusal("To konto jest wyłączone. Najpierw je włącz.")
            row.must_change = True
            row.touch(self.clock.now())
            session.flush()
            account: Account = self._to_record(row)
        password = passwords.one_time()
        saved = self._changed(account, f"Zapisano konto {account.login}.")
        try:
            self._doors.let_in(account.login, password)
        except Refusal as refusal:
            raise HalfDone(NOT_ISSUED.format(login=account.login, reason=refusal), saved) from refusal
        try:
            # the log tells of a password only when it lets in
            with self._changing() as session:
                note(session, "password", account.id, account.login)
        except Refusal as refusal:
            raise HalfDone(ISSUED_UNSEEN.format(login=account.login, reason=refusal), saved) from refusal
        return Issued(replace(saved, message=f"Nadano hasło jednorazowe: {account.login}."), password)

    def mark_own_password(self, record_id: int) -> Outcome[Account]:
        """The person chose the password that lets them in, so nothing forces another."""
        self._require("edit")
        with self._changing() as session:
            row = self._row(session, record_id)
            row.must_change = False
            row.touch(self.clock.now())
            session.flush()
            record: Account = self._to_record(row)
        return self._changed(record, f"Zapisano konto {record.login}.")

    def recover(self, record_id: int) -> Outcome[Account]:
        """Switch on an account whose owner proved to hold the recovery key.

        When no other administrator is left it becomes one: otherwise nobody could ever let anybody in again.
        """
        self._require("edit")
        with self._changing() as session:
            row = self._row(session, record_id)
            row.active, row.must_change = True, False
            before = row.roles
            if not administrators.administers(row.roles) and not administrators.others_administer(session, (row.id,)):
                row.roles = (*row.roles, ADMINISTRATOR)
            row.touch(self.clock.now())
            session.flush()
            note(session, "password", row.id, row.login, {"recovery_key": True})
            _note_roles(session, row, before, row.roles)
            record: Account = self._to_record(row)
        return self._changed(record, f"Odzyskano konto {record.login}.")

    def change_own_password(self, old: str, new: str) -> Outcome[Account]:
        """Choose one's own password; needs the old one, no right, and frees from a one-time password.

        Raises WrongPassword, TooSoon, Invalid with what is wrong with the new one, or HalfDone when the new password
        lets in already but the account could not be saved.
        """
        login = self.actor().name
        if self._doors is None or self._signed is None:
            raise NotAllowed("Ta baza działa bez logowania, więc nie ma hasła do zmiany.")
        with environment.reading(self.store) as session:
            account = account_of(session, login)
        if account is None or not account.active:
            raise NotAllowed(GONE)
        problems = passwords.check(new, account.login, account.name, old)
        if problems:
            raise Invalid(problems, passwords.sentences(problems))
        try:
            self._signed.confirm(old)
        except WrongPassword:
            raise WrongOldPassword from None
        self._doors.let_in(login, new)
        try:
            record = self._mark_changed(account.id)
        except Refusal as refusal:
            saved = self._changed(account, "Zmieniono hasło.")
            raise HalfDone(CHANGED_UNSAVED.format(reason=refusal), saved) from refusal
        return self._changed(record, "Zmieniono hasło.")

    def _mark_changed(self, record_id: int) -> Account:
        with self._changing() as session:
            row = self._row(session, record_id)
            row.must_change = False
            row.touch(self.clock.now())
            session.flush()
            note(session, "password", row.id, row.login)
            record: Account = self._to_record(row)
        return record

    def _changed(self, record: Account, message: str) -> Outcome[Account]:
        return Outcome(record, Change(self.entity, frozenset({record.id})), message)

    def _switch(self, record_id: int, version: int, *, active: bool) -> Outcome[Account]:
        self._require("edit")
        draft = replace(draft_of(self.get(record_id), AccountDraft), active=active)
        return self.update(record_id, version, draft)

    def _shut(self, outcome: Outcome[Account]) -> Outcome[Account]:
        if self._doors is None:
            return outcome
        try:
            self._doors.shut_out(outcome.record.login)
        except Refusal as refusal:
            # the account is saved; the screens must learn of it whatever happened to the password
            warning = NOT_SHUT.format(message=outcome.message, reason=refusal)
            return replace(outcome, warning=warning)
        return outcome


def _note_roles(session: Session, account: AccountRow | Account, old: Iterable[str], new: Iterable[str]) -> None:
    """The log tells of roles by themselves: what each person may do is what its reader oversees first."""
    before, after = sorted(old), sorted(new)
    if before != after:
        audit.note(session, "role", AccountRow.entity, account.id, account.login, {"roles": (before, after)})
