"""Who is signed in: the person's rights, read again as soon as accounts, units or employees change."""

from collections.abc import Mapping
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.doors import Doors
from app.access.keyring import WrongPassword
from app.access.roles import matrix
from app.access.waiting import Waiting
from app.administration.accounts.domain import Account
from app.administration.accounts.model import AccountRow
from app.core.permissions import EVERYTHING, Actor
from app.people.employees.model import EmployeeRow
from app.people.units.model import UnitRow
from app.records import environment
from app.records.mapping import to_record
from db import audit, revisions
from db.store import Store

MUST_CHANGE = "Najpierw zmień hasło jednorazowe na własne (Plik → Zmień hasło albo polecenie: urzad password)."
GONE = (
    "To konto zostało wyłączone albo usunięte. Zapisz, co masz otwarte, poza programem i zgłoś się do administratora."
)
_DEPENDS_ON = (AccountRow.entity, UnitRow.entity, EmployeeRow.entity)


class Signed(Protocol):
    """What use cases ask of the session."""

    @property
    def login(self) -> str: ...

    def confirm(self, password: str) -> None: ...


class SignedIn:
    """The person at work in one open database; without a login everything is allowed (a database without accounts).

    ``doors`` and ``waiting`` belong to the database that was opened.
    """

    def __init__(
        self, store: Store, login: str = "", doors: Doors | None = None, waiting: Waiting | None = None
    ) -> None:
        self.login = login
        self.doors = doors
        self._store = store
        self._waiting = waiting
        self._known: tuple[Mapping[str, int], Actor, Account | None] | None = None

    def __repr__(self) -> str:
        return f"SignedIn({self.login!r})"

    @property
    def account(self) -> Account | None:
        """The account as it is now; None in a database without accounts, or when it is gone."""
        return None if not self.login else self._now()[1]

    @property
    def must_change(self) -> bool:
        """Whether the person still has a one-time password and can do nothing but change it."""
        account = self.account
        return account is not None and account.must_change

    def actor(self) -> Actor:
        """Who works and what they may do now; one look at the change counters when nothing changed."""
        return self._now()[0] if self.login else EVERYTHING

    def confirm(self, password: str) -> None:
        """Make sure that it is still the same person (lock screen, change of password).

        Raises WrongPassword, TooSoon after several failures.
        """
        if self.doors is None or self._waiting is None:
            return
        with self._waiting.attempt():
            self.doors.check(self.login, password)
            account = self.account
            if account is None or not account.active:
                raise WrongPassword

    def waiting(self) -> int:
        """Seconds until ``confirm`` may be tried again."""
        return 0 if self._waiting is None else self._waiting.remaining()

    def secret(self, purpose: str) -> bytes | None:
        """A key for what is kept outside the database, such as drafts of forms; None without accounts."""
        return None if self.doors is None else self.doors.secret(purpose)

    def note(self, deed: str, **facts: object) -> None:
        """Write a deed of the session itself (sign_in, sign_out, lock) into the audit log; facts are JSON values."""
        account = self.account
        if account is None:
            return
        with environment.writing(self._store, self.login) as session:
            note(session, deed, account.id, account.login, facts)

    def _now(self) -> tuple[Actor, Account | None]:
        known = self._known
        with environment.reading(self._store) as session:
            counters = _counters(session)
            if known is not None and known[0] == counters:
                return known[1], known[2]
            account = account_of(session, self.login)
            actor = _actor(session, self.login, account)
        self._known = (counters, actor, account)
        return actor, account


def note(session: Session, deed: str, account_id: int, login: str, facts: Mapping[str, object] | None = None) -> None:
    """Write what happened to an account, beside what the log takes from changed rows by itself."""
    audit.note(session, deed, AccountRow.entity, account_id, login, facts=facts)


def account_of(session: Session, login: str) -> Account | None:
    """The account with this login, unless it was deleted."""
    row = session.scalar(select(AccountRow).where(AccountRow.login == login, AccountRow.deleted_at.is_(None)))
    return None if row is None else to_record(row, Account)


def _counters(session: Session) -> dict[str, int]:
    found = revisions.revisions(session)
    return {entity: found.get(entity, 0) for entity in _DEPENDS_ON}


def _actor(session: Session, login: str, account: Account | None) -> Actor:
    if account is None or not account.active:
        return Actor(login, frozenset(), refusal=GONE)
    if account.must_change:
        return Actor(login, frozenset(), refusal=MUST_CHANGE)
    granted = matrix().granted(account.roles)
    units = _units_of(session, account.employee_id) if granted.own else frozenset[int]()
    return Actor(login, granted.rights, account.employee_id, units, granted.own)


def _units_of(session: Session, employee_id: int | None) -> frozenset[int]:
    """The unit of the employee and all units below it; none for somebody who left or is in no unit."""
    person = None if employee_id is None else session.get(EmployeeRow, employee_id)
    if person is None or person.deleted_at is not None:
        return frozenset()
    rows = session.execute(select(UnitRow.id, UnitRow.parent_id).where(UnitRow.deleted_at.is_(None)))
    below: dict[int | None, list[int]] = {}
    for unit_id, parent_id in rows:
        below.setdefault(parent_id, []).append(unit_id)
    found: set[int] = set()
    waiting = [person.unit_id]
    while waiting:
        unit_id = waiting.pop()
        if unit_id not in found:
            found.add(unit_id)
            waiting += below.get(unit_id, [])
    return frozenset(found)
