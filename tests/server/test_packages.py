"""Packages on the server, with the role that handles them: its rights suffice for the way out, back and the undo."""

from pathlib import Path

import pytest

from app.administration.accounts.session import SignedIn
from app.bootstrap import build
from app.core.clock import FixedClock
from app.core.errors import NotAllowed
from app.registers.evaluations.packages.transfer import PackageTransfer
from db.server_store import ServerStore
from tests.registers.evaluations.packages.handing_out import Office
from tests.registers.evaluations.packages.test_packages import write_opinion
from tests.server.databases import Database
from tests.server.test_people import LOGIN, account


def test_personnel_hands_out_and_takes_back(
    server_database: Database, server_store: ServerStore, clock: FixedClock, tmp_path: Path
) -> None:
    office = Office(build(server_store, clock), tmp_path / "out")
    account(server_database, "personnel")
    with server_database.store(LOGIN) as store:
        theirs: PackageTransfer = build(store, clock, SignedIn(store, LOGIN)).package_transfer
        (path,) = theirs.issue(office.campaign.id, office.head, office.folder).files
        back = office.filled(path)
        taken = theirs.load(back, dry_run=False)
        assert taken.report.changed == 3
        assert taken.undo is not None
        taken.undo.run()
        write_opinion(office, 0)
        (fault,) = theirs.load(back, dry_run=False).report.faults
        assert "zmieniono w programie po wydaniu pakietu" in fault.reason
        assert "urzad_owner" not in fault.reason


@pytest.mark.parametrize("role", ["unit_head", "executive", "administrator"])
def test_nobody_else_does(
    server_database: Database, server_store: ServerStore, clock: FixedClock, tmp_path: Path, role: str
) -> None:
    office = Office(build(server_store, clock), tmp_path / "out")
    account(server_database, role, office.head)
    with server_database.store(LOGIN) as store:
        theirs = build(store, clock, SignedIn(store, LOGIN))
        with pytest.raises(NotAllowed):
            theirs.package_transfer.issue_all(office.campaign.id, tmp_path / "all")
    assert not (tmp_path / "all").exists()
