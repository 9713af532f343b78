"""Training institutions: who teaches, under which names, and what the office remembers about them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.core.drafts import shape_problems, text, texts
from app.core.identifiers import is_nip, is_regon
from app.core.mail import is_email
from app.core.polish import fold
from app.core.problems import Problem

MOST_ALIASES = 30


@dataclass(frozen=True, kw_only=True)
class InstitutionDraft:
    """What the form of an institution edits; ``aliases`` are other names under which it was written down."""

    name: str = text(200, required=True)
    aliases: tuple[str, ...] = texts(200, most=MOST_ALIASES)
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

    @property
    def names(self) -> tuple[str, ...]:
        """The name and every alias."""
        return (self.name, *self.aliases)

    @property
    def address(self) -> str:
        """Street, postal code and town in one line."""
        return ", ".join(part for part in (self.street, f"{self.postal_code} {self.town}".strip()) if part)


@dataclass(frozen=True, kw_only=True)
class Institution(InstitutionDraft):
    """An institution as saved; ``apart`` are ids, as text, of those that somebody found to be others."""

    id: int
    version: int
    apart: tuple[str, ...]


def name_key(name: str) -> str:
    """By which two spellings are one name: ``„Feniks”  Sp. z o.o.`` gives ``feniks sp z o o``."""
    return " ".join(re.findall(r"[^\W_]+", fold(name)))


def validate(draft: InstitutionDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: InstitutionDraft) -> Iterator[Problem]:
    if draft.name.strip() and not name_key(draft.name):
        yield Problem("name", "no_letters", {"value": draft.name})
    yield from _aliases(draft)
    if draft.nip and not is_nip(draft.nip):
        yield Problem("nip", "bad_nip")
    if draft.regon and not is_regon(draft.regon):
        yield Problem("regon", "bad_regon")
    if draft.postal_code and not re.fullmatch(r"[0-9]{2}-[0-9]{3}", draft.postal_code):
        yield Problem("postal_code", "bad_postal_code")
    if draft.email and not is_email(draft.email):
        yield Problem("email", "bad_email", {"value": draft.email})


def _aliases(draft: InstitutionDraft) -> Iterator[Problem]:
    seen = {name_key(draft.name)}
    for index, alias in enumerate(draft.aliases):
        key = name_key(alias)
        if not key:
            yield Problem(f"aliases.{index}", "no_letters", {"value": alias})
        elif key in seen:
            yield Problem(f"aliases.{index}", "alias_twice", {"value": alias})
        seen.add(key)
