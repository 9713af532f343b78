"""Posts (stanowiska) and their kinds; the kind decides who is evaluated (art. 27, act on local-government staff)."""

from dataclasses import dataclass
from enum import StrEnum

from app.core.drafts import shape_problems, text
from app.core.problems import Problem


class PostKind(StrEnum):
    """Kinds of posts in a local-government office (pay regulation of 25 October 2021)."""

    MANAGERIAL = "managerial"
    CLERICAL = "clerical"
    AUXILIARY = "auxiliary"
    ADVISER = "adviser"
    ELECTED = "elected"


@dataclass(frozen=True, kw_only=True)
class PostDraft:
    """What the form of a post edits; ``kind`` is proposed to every employee who gets the post."""

    name: str = text(160, required=True)
    kind: PostKind = PostKind.CLERICAL
    requirements: str = text(1000)


@dataclass(frozen=True, kw_only=True)
class Post(PostDraft):
    """A post as saved."""

    id: int
    version: int


def validate(draft: PostDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return tuple(shape_problems(draft))
