"""Who deletes a record sees all that may rest on it, or is refused: a server hides rows, and these nobody counts."""

from dataclasses import fields
from typing import Any

import pytest

from app import models
from app.access.roles import matrix
from app.bootstrap import Services
from app.core.errors import NotAllowed, Refusal
from app.core.permissions import Actor
from app.records.usecases import Records
from app.registers.ngos.grants.domain import GrantDraft
from db.base import Base
from tests.registers.ngos.offers.filed import club


def registers(services: Services) -> list[Records[Any, Any]]:
    found = [getattr(services, each.name) for each in fields(services)]
    return [each for each in found if isinstance(each, Records)]


def test_every_kind_that_refers_is_asked_about(services: Services) -> None:
    """What counts through any foreign key of the schema names all kinds that have one."""
    tables = models.metadata().sorted_tables
    rows: list[Any] = [mapper.class_ for mapper in Base.registry.mappers]
    kinds = {row.__tablename__: getattr(row, "entity", "") for row in rows}
    for each in registers(services):
        if "referring" not in _rule_of(type(each)):
            continue
        name = each.row.__tablename__
        refer = [
            table.name
            for table in tables
            if "deleted_at" in table.columns and any(key.column.table.name == name for key in table.foreign_keys)
        ]
        assert each.rests == {kinds[table] for table in refer}, each.entity


def _rule_of(register: type) -> str:
    names = register._may_delete.__code__.co_names  # type: ignore[attr-defined]
    # that of units asks a function of its own module
    return " ".join(("referring" if name == "used_by" else name) for name in names)


@pytest.mark.parametrize("role", [role.key for role in matrix().roles])
def test_whoever_may_delete_in_the_shipped_roles_sees_enough(services: Services, role: str) -> None:
    given = matrix().granted([role])
    for each in registers(services):
        if f"{each.entity}.delete" in given.rights - given.own:
            unseen = {kind for kind in each.rests if f"{kind}.read" not in given.rights - given.own}
            assert not unseen, each.entity


@pytest.mark.parametrize("seen", [False, True])
def test_a_granted_organisation_stays_and_nobody_is_told_what_they_may_not_read(services: Services, seen: bool) -> None:
    ngo = services.organisations.get(club(services))
    services.grants.create(GrantDraft(ngo_id=ngo.id, title="Turniej", sphere="17", year=2026))
    kinds = services.organisations.rests - (set() if seen else {"ngo_grant"})
    rights = frozenset({"ngo.read", "ngo.delete", *(f"{kind}.read" for kind in kinds)})
    everybody, services.organisations.actor = services.organisations.actor, lambda: Actor("ewa", rights)
    with pytest.raises(Refusal) as refused:
        services.organisations.delete(ngo.id, ngo.version)
    assert isinstance(refused.value, NotAllowed) is not seen
    assert ("dotacje (1)" in str(refused.value), "wgląd" in str(refused.value)) == (seen, not seen)
    services.organisations.actor = everybody
    assert services.organisations.get(ngo.id) == ngo
