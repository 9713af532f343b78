"""The tab of posts."""

from PySide6.QtCore import Slot

from app.people.posts.domain import Post, PostDraft, PostKind
from app.people.posts.form import PostForm
from app.people.posts.usecases import Posts
from app.people.posts.windows import OfferedPostsWindow
from app.people.posts.words import WORDS, kind_label
from app.people.shared import SharedServices
from app.widgets.changes import Remembered
from app.widgets.columns import Align, Column
from app.widgets.editing_tab import EditingTab
from app.widgets.filter_panel import FilterGroup
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.register_view import Place, RegisterView
from app.widgets.workspace import Workspace


class PostsTab(EditingTab):
    """A plain register that can also be filled from the shipped list."""

    def __init__(self, view: RegisterView[Post], workspace: Workspace, posts: Posts) -> None:
        self._posts = posts
        super().__init__(view, workspace, posts, _make_form, PostDraft)
        self.offered_action = self._action(
            "batch", self.tr("Dodaj stanowiska z wykazu…"), self._on_offered, "Ctrl+Shift+N"
        )
        # whoever may not add a post is not offered this either
        self.offered_action.setObjectName("add_offered_posts")
        self.place_action(self.offered_action, Place.MENU)
        self.more_menu.insertAction(self.delete_action, self.offered_action)
        self.offer_when_empty((self.offered_action,))

    @Slot()
    def _on_offered(self) -> None:
        offered = self._posts.offered()
        if not offered:
            self.kit.say(self.tr("Wszystkie stanowiska z wykazu są już w rejestrze."))
            return
        window = OfferedPostsWindow(offered, self)
        window.chosen.connect(self._on_chosen)
        window.open()

    @Slot(object)
    def _on_chosen(self, names: frozenset[str]) -> None:
        self.carry_out(lambda: self._posts.add_offered(names))


def _make_form(subject: Subject, forms: FormServices, save: Save) -> RecordForm:
    return PostForm(subject, forms, save)


def create_tab(workspace: Workspace, services: SharedServices) -> PostsTab:
    """The tab, wired."""
    held = Remembered(services.posts.held, workspace.bus, "employee", "post")

    def holders(post: Post) -> str:
        return str(held().get(post.name, 0))

    view: RegisterView[Post] = RegisterView(
        key="posts",
        icon="posts",
        entities=frozenset({"post", "employee"}),
        source=services.posts,
        columns=(
            Column(
                key="name",
                title="Nazwa",
                text=lambda post: post.name,
                sort="name",
                width=40,
                flexible=True,
                strong=True,
            ),
            Column(key="kind", title="Rodzaj", text=lambda post: kind_label(post.kind), sort="kind", width=24),
            Column(key="held", title="Osób", text=holders, width=8, align=Align.RIGHT),
            Column(
                key="requirements",
                title="Wymagania",
                text=lambda post: post.requirements,
                width=40,
                optional=True,
            ),
        ),
        filters=(
            FilterGroup(
                key="kind",
                title="Rodzaj stanowiska",
                label=lambda value: kind_label(PostKind(value)),
                options=tuple(PostKind),
            ),
        ),
        words=WORDS,
    )
    return PostsTab(view, workspace, services.posts)
