"""Accounts in the catalogue of registers."""

from typing import TYPE_CHECKING

from app.administration.accounts.domain import Account
from app.administration.accounts.words import WORDS
from app.widgets.workspace import Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.administration.accounts.tab import AccountServices
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: "AccountServices") -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.administration.accounts.tab import create_tab as create

    return create(workspace, services)


def found(_services: "AccountServices", account: Account) -> Found:
    """A hit of the search over everything."""
    return Found(account.id, account.name, account.login)


REGISTER: "Register[AccountServices]" = register_of(
    lambda services: services.accounts,
    found,
    key="accounts",
    words=WORDS,
    icon="password",
    entity="account",
    create_tab=create_tab,
    called=lambda each: each.name,
    begin_text="Nowe konto…",
    group=Group.PROGRAM,
)
