"""Use cases for posts."""

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import paths
from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold, plural, sort_key
from app.core.problems import Problem
from app.core.records import Change, Outcome, Undo
from app.people.employees.model import EmployeeRow
from app.people.posts.domain import Post, PostDraft, PostKind, validate
from app.people.posts.model import PostRow
from app.people.posts.words import FIELDS, LABELS, PROBLEMS
from app.records import environment
from app.records.listing import ColumnFilter, Filter
from app.records.usecases import Noun, Records
from db.store import Store

_RENAMED = "people.renamed_posts"


class Posts(Records[Post, PostDraft]):
    """The office's posts; employees hold them by name."""

    entity = "post"
    noun = Noun("stanowisko", "stanowisko")
    row, record, draft = PostRow, Post, PostDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (PostRow.sort,)
    rests = frozenset({"employee"})

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        renamed: Sequence[Callable[[Session, str, str], None]] = (),
    ) -> None:
        """``renamed`` are told, inside the transaction, the old and the new name of a post."""
        super().__init__(store, clock, actor)
        self._renamed = renamed

    def title(self, record: Post | PostDraft) -> str:
        return record.name

    def validate(self, draft: PostDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        return {"kind": ColumnFilter(PostRow.kind)}

    def sorts(self) -> Mapping[str, Any]:
        return {"name": PostRow.sort, "kind": (PostRow.kind, PostRow.sort)}

    def held(self) -> Mapping[str, int]:
        """How many people who are not deleted have each post, by its name."""
        self._require("read")
        counted = (
            select(EmployeeRow.post, func.count())
            .where(EmployeeRow.deleted_at.is_(None), EmployeeRow.post != "")
            .group_by(EmployeeRow.post)
        )
        with environment.reading(self.store) as session:
            return dict(session.execute(counted).all())

    def offered(self) -> tuple[PostDraft, ...]:
        """Posts of the shipped list that the register does not have yet, in the order of that list."""
        self._require("read")
        known = {fold(post.name) for post in self.all()}
        return tuple(draft for draft in _listed() if fold(draft.name) not in known)

    def add_offered(self, names: Collection[str]) -> Outcome[tuple[Post, ...]]:
        """Add the posts of the shipped list with these names; those the register has meanwhile are left out."""
        self._require("edit")
        added = self.create_many(draft for draft in self.offered() if draft.name in names)
        change = Change(self.entity, frozenset(post.id for post in added))
        number = len(added)
        message = f"Dodano {number} {plural(number, 'stanowisko', 'stanowiska', 'stanowisk')}."

        def undo() -> Outcome[tuple[Post, ...]]:
            for post in added:
                self.delete(post.id, post.version)
            return Outcome(added, change, "Usunięto dodane stanowiska.")

        return Outcome(added, change, message, Undo("Usuń dodane stanowiska", undo) if added else None)

    def _check(self, session: Session, draft: PostDraft, row: Any) -> Iterator[Problem]:
        taken = session.scalar(select(PostRow.id).where(PostRow.name == draft.name, PostRow.deleted_at.is_(None)))
        if taken is not None and (row is None or taken != row.id):
            yield Problem("name", "not_unique", {"value": draft.name})

    def _before_save(self, session: Session, row: Any, draft: PostDraft, before: Post | None) -> None:
        row.sort = sort_key(draft.name)
        row.find = fold(f"{draft.name} {draft.requirements}")
        if before is not None and before.name != draft.name:
            session.info.setdefault(_RENAMED, {})[row.id] = before.name

    def _after_save(self, session: Session, record: Post) -> None:
        old = session.info.get(_RENAMED, {}).pop(record.id, None)
        if old is not None:
            for tell in self._renamed:
                tell(session, old, record.name)

    def _may_delete(self, session: Session, record: Post) -> None:
        holders = (
            session.scalar(
                select(func.count()).where(EmployeeRow.deleted_at.is_(None), EmployeeRow.post == record.name)
            )
            or 0
        )
        if holders:
            raise Refusal(
                f"Nie można usunąć stanowiska „{record.name}”: "
                f"{plural(holders, 'ma', 'mają', 'ma')} je {holders} {plural(holders, 'osoba', 'osoby', 'osób')}. "
                "Najpierw zmień stanowisko tych osób."
            )


def _listed() -> Iterator[PostDraft]:
    path = paths.resources() / "dictionaries" / "posts.toml"
    for group in tomllib.loads(path.read_text(encoding="utf-8"))["groups"]:
        for name in group["posts"]:
            yield PostDraft(name=name, kind=PostKind(group["kind"]))
