"""Deleting on the server by somebody who may not read what rests on the record: refused, and in our own words."""

import pytest

from app.access.roles import matrix
from app.bootstrap import build
from app.core.clock import FixedClock
from app.core.errors import NotAllowed
from app.core.permissions import Actor
from app.registers.ngos.grants.domain import GrantDraft
from app.registers.ngos.programmes.domain import ProgrammeDraft
from db import server_rules
from tests.registers.ngos.offers.filed import club, contest
from tests.server.databases import Database, add_person

OFFICER = "ola.urzedniczka"


def test_what_the_server_hides_keeps_a_record_all_the_same(server_database: Database, clock: FixedClock) -> None:
    """An officer of cooperation without a look at grants and contests: the server itself hides their tables."""
    hidden = ("ngo_grant", "ngo_contest")
    with server_database.store() as store:
        services = build(store, clock)
        ngo = services.organisations.get(club(services))
        services.grants.create(GrantDraft(ngo_id=ngo.id, title="Turniej", sphere="17", year=2026))
        contest(services)
        draft = ProgrammeDraft(title="Program", first_year=2026, last_year=2026)
        programme = services.programmes.create(draft).record
    add_person(server_database, OFFICER, ["ngo_officer"])
    group = server_rules.group("ngo_officer")
    with server_database.superuser() as connection:
        connection.execute(f"REVOKE SELECT ON {', '.join(hidden)} FROM {group}")
    rights = matrix().granted(["ngo_officer"]).rights - {f"{kind}.read" for kind in hidden}
    with server_database.store(OFFICER) as store:
        theirs = build(store, clock)
        for register, record in ((theirs.organisations, ngo), (theirs.programmes, programme)):
            register.actor = lambda: Actor(OFFICER, rights)
            with pytest.raises(NotAllowed, match="nie widzisz ich wszystkich"):
                register.delete(record.id, record.version)
    with server_database.store() as store:
        left = build(store, clock)
        assert (left.organisations.all(), left.programmes.all()) == ((ngo,), (programme,))
