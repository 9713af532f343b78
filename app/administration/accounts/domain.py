"""Accounts: who may sign in and with what roles. Passwords live elsewhere, see ``app.access``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.core.drafts import shape_problems, text, texts
from app.core.problems import Problem
from app.core.records import Outcome

# what a role of PostgreSQL may be called without quoting, too
LOGIN = re.compile(r"[a-z][a-z0-9._-]*")


@dataclass(frozen=True, kw_only=True)
class AccountDraft:
    """What the form of an account edits; ``roles`` are keys of the permission matrix."""

    login: str = text(40, required=True)
    name: str = text(120, required=True)
    employee_id: int | None = None
    roles: tuple[str, ...] = texts(40, most=20)
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class Account(AccountDraft):
    """An account as saved; ``must_change`` until the person chose an own password."""

    id: int
    version: int
    must_change: bool


@dataclass(frozen=True)
class Issued:
    """A one-time password, shown once and kept nowhere."""

    outcome: Outcome[Account]
    password: str = field(repr=False)


def validate(draft: AccountDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft that needs neither database nor matrix."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: AccountDraft) -> Iterator[Problem]:
    if draft.login and not LOGIN.fullmatch(draft.login):
        yield Problem("login", "bad_login")
    if not draft.roles:
        yield Problem("roles", "no_role")
