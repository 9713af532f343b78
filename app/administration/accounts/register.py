"""Accounts in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.administration.accounts.words import WORDS
from app.core.records import Query
from app.widgets.workspace import Found, Group, Register, Workspace

if TYPE_CHECKING:
    from app.administration.accounts.tab import AccountServices
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: "AccountServices") -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.administration.accounts.tab import create_tab as create

    return create(workspace, services)


def find(services: "AccountServices", words: str, limit: int) -> Sequence[Found]:
    """Accounts for the search over everything."""
    found = services.accounts.page(Query(words), 0, limit)
    return [Found(account.id, account.name, account.login) for account in found]


def count(services: "AccountServices") -> int:
    """How many there are."""
    return services.accounts.count(Query())


def name(services: "AccountServices", record_id: int) -> str:
    """What people call it."""
    return services.accounts.get(record_id).name


def begin(tab: Any) -> None:
    """Start a new one in the tab."""
    tab.new_action.trigger()


REGISTER: "Register[AccountServices]" = Register(
    "accounts",
    WORDS.title,
    "password",
    "account",
    create_tab,
    find,
    count=count,
    name=name,
    begin_text="Nowe konto…",
    begin=begin,
    group=Group.PROGRAM,
)
