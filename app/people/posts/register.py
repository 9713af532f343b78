"""Posts in the catalogue of registers."""

from typing import TYPE_CHECKING

from app.people.posts.domain import Post
from app.people.posts.words import WORDS, kind_label
from app.people.shared import SharedServices
from app.widgets.workspace import Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: SharedServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.people.posts.tab import create_tab as create

    return create(workspace, services)


def found(_services: SharedServices, post: Post) -> Found:
    """A hit of the search over everything."""
    return Found(post.id, post.name, kind_label(post.kind))


REGISTER: Register[SharedServices] = register_of(
    lambda services: services.posts,
    found,
    key="posts",
    words=WORDS,
    icon="posts",
    entity="post",
    create_tab=create_tab,
    called=lambda each: each.name,
    begin_text="Nowe stanowisko…",
    group=Group.STAFF,
)
