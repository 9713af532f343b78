"""Roles and the permission matrix, read from ``resources/dictionaries/roles.toml``: the one table of who may what."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.core import paths

ADMINISTRATION = "account.edit"
"""Somebody must always have this right, or nobody could let anybody in."""

ADMINISTRATOR = "administrator"
"""The role that is given when nobody has it any more and the recovery key was shown."""


@dataclass(frozen=True)
class Right:
    """One right: ``key`` is ``entity.deed``; ``area`` and ``label`` are Polish."""

    key: str
    area: str
    label: str


@dataclass(frozen=True)
class Role:
    """One role; ``rights`` hold everywhere, ``own`` for the people of the person's own units."""

    key: str
    label: str
    help: str
    rights: frozenset[str]
    own: frozenset[str]

    def has(self, right: str) -> bool:
        """Whether the role gives the right, be it for own people only."""
        return right in self.rights or right in self.own


@dataclass(frozen=True)
class Granted:
    """What several roles give together; ``own`` are those of ``rights`` that no role gives everywhere."""

    rights: frozenset[str]
    own: frozenset[str]


@dataclass(frozen=True)
class Matrix:
    """All rights and roles, in the order of the file; ``first`` are the roles of the account made with a database."""

    rights: tuple[Right, ...]
    roles: tuple[Role, ...]
    everyone: frozenset[str]
    first: tuple[str, ...]
    sensitive: tuple[str, ...] = ()
    """Kinds of rights whose granting stands first in the monthly report."""

    def role(self, key: str) -> Role | None:
        """The role with this key, None when it is unknown."""
        return next((role for role in self.roles if role.key == key), None)

    def granted(self, roles: Iterable[str]) -> Granted:
        """The rights of these roles together; unknown roles give nothing."""
        known = [role for role in self.roles if role.key in set(roles)]
        everywhere = self.everyone.union(*(role.rights for role in known)) if known else frozenset[str]()
        own = frozenset[str]().union(*(role.own for role in known)) - everywhere
        return Granted(everywhere | own, own)

    def newly_sensitive(self, old: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
        """Polish names of the sensitive areas in which the ``new`` roles give a right that the ``old`` did not."""
        gained = self.granted(new).rights - self.granted(old).rights
        kinds = {right.partition(".")[0] for right in gained}
        areas = {right.key.partition(".")[0]: right.area for right in self.rights}
        return tuple(areas[kind] for kind in self.sensitive if kind in kinds)

    def words_of(self, rights: Iterable[str]) -> tuple[str, ...]:
        """``Karty usług: przeglądanie i druk`` for each right, in the order of the file; unknown keys as they are."""
        wanted = set(rights)
        known = [right for right in self.rights if right.key in wanted]
        stray = sorted(wanted - {right.key for right in known})
        return (*(f"{right.area}: {right.label}" for right in known), *stray)

    def labels(self) -> Mapping[str, str]:
        """Polish names of the roles, by key."""
        return {role.key: role.label for role in self.roles}


@cache
def matrix() -> Matrix:
    """The matrix in force; ValueError when the file names a right that it does not describe."""
    text = (paths.resources() / "dictionaries" / "roles.toml").read_text(encoding="utf-8")
    return parsed(tomllib.loads(text))


def parsed(found: Mapping[str, Any]) -> Matrix:
    """A matrix from the file's content."""
    rights = tuple(
        Right(f"{entity}.{deed}", words["label"], label)
        for entity, words in found["rights"].items()
        for deed, label in words.items()
        if deed != "label"
    )
    roles = tuple(
        Role(key, role["label"], role["help"], frozenset(role["rights"]), frozenset(role.get("own", ())))
        for key, role in found["roles"].items()
    )
    everyone, first = frozenset(found["everyone"]), tuple(found["first"])
    sensitive = tuple(found.get("sensitive", ()))
    named = everyone.union(*(role.rights | role.own for role in roles))
    stray = named - {right.key for right in rights} | set(first) - {role.key for role in roles}
    stray |= set(sensitive) - set(found["rights"])
    if stray:
        raise ValueError(f"roles.toml names what it does not describe: {sorted(stray)}")
    return Matrix(rights, roles, everyone, first, sensitive)
