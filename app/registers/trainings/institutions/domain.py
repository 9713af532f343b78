"""Training institutions: who teaches, under which names, and what the office remembers about them."""

from dataclasses import dataclass

from app.core.drafts import shape_problems, text, texts
from app.core.problems import Problem


@dataclass(frozen=True, kw_only=True)
class InstitutionDraft:
    """What the form of an institution edits; ``aliases`` are other names under which it was written down."""

    name: str = text(200, required=True)
    aliases: tuple[str, ...] = texts(200, most=30)
    nip: str = text(13)
    regon: str = text(14)
    street: str = text(120)
    postal_code: str = text(6)
    town: str = text(80)
    phone: str = text(40)
    email: str = text(120)
    website: str = text(200)
    contact: str = text(160)
    areas: str = text(400)
    note: str = text(1000)


@dataclass(frozen=True, kw_only=True)
class Institution(InstitutionDraft):
    """An institution as saved."""

    id: int
    version: int


def validate(draft: InstitutionDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return tuple(shape_problems(draft))
