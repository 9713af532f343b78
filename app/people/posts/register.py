"""Posts in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.core.records import Query
from app.people.posts.words import WORDS, kind_label
from app.people.shared import SharedServices
from app.widgets.workspace import Found, Group, Register, Workspace

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: SharedServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.people.posts.tab import create_tab as create

    return create(workspace, services)


def find(services: SharedServices, words: str, limit: int) -> Sequence[Found]:
    """Posts for the search over everything."""
    return [Found(post.id, post.name, kind_label(post.kind)) for post in services.posts.page(Query(words), 0, limit)]


def count(services: SharedServices) -> int:
    """How many there are."""
    return services.posts.count(Query())


def name(services: SharedServices, record_id: int) -> str:
    """What people call it."""
    return services.posts.get(record_id).name


def begin(tab: Any) -> None:
    """Start a new one in the tab."""
    tab.new_action.trigger()


REGISTER: Register[SharedServices] = Register(
    "posts",
    WORDS.title,
    "posts",
    "post",
    create_tab,
    find,
    count=count,
    name=name,
    begin_text="Nowe stanowisko…",
    begin=begin,
    group=Group.STAFF,
)
