"""Who writes everything into an open folder must be allowed to read everything."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.access.roles import matrix
from app.administration.portability.usecases import rights_of_export
from app.bootstrap import Services
from app.core.errors import NotAllowed
from app.core.permissions import Actor
from db.base import Base

ENOUGH = ("administrator", "personnel", "data_protection", "ngo_officer")


def _as(services: Services, *roles: str, without: str = "") -> Callable[[], Actor]:
    granted = matrix().granted(roles)
    actor = Actor("ewa", granted.rights - {without}, None, frozenset(), granted.own)
    services.transfer.actor = lambda: actor
    return services.transfer.actor


def test_each_kind_that_roles_know_and_that_is_written_must_be_readable() -> None:
    assert rights_of_export() >= {
        *(f"{kind}.read" for kind in ("service_card", "unit", "employee", "office", "stored_file", "account")),
        "audit.export",
        "personal_data.read",
    }
    tables = {table.name for table in Base.metadata.sorted_tables}
    described = {right.key for right in matrix().rights}
    # so that evaluations, too, are asked for as soon as there is a table of them
    assert {f"{table}.read" for table in tables} & described <= rights_of_export()


def test_an_administrator_alone_does_not_take_the_log_and_personal_data_out(
    demo_services: Services, tmp_path: Path
) -> None:
    _as(demo_services, "administrator")
    with pytest.raises(NotAllowed) as refusal:
        demo_services.transfer.export_all(tmp_path / "out")
    said = str(refusal.value)
    assert "Dziennik czynności: raport i zapis do pliku" in said
    assert "Dane osobowe: przegląd okresów przechowywania" in said
    assert "Karty usług" not in said, "what the person may read is not missing"
    assert "nadanie Ci roli" in said
    assert list(tmp_path.glob("out*")) == []


@pytest.mark.parametrize("right", sorted(rights_of_export()))
def test_each_right_is_needed(demo_services: Services, tmp_path: Path, right: str) -> None:
    _as(demo_services, *ENOUGH, without=right)
    with pytest.raises(NotAllowed, match=matrix().words_of([right])[0]):
        demo_services.transfer.export_all(tmp_path / "out")


def test_reading_own_people_only_is_not_reading_all(demo_services: Services, tmp_path: Path) -> None:
    granted = matrix().granted(ENOUGH)
    actor = Actor("ewa", granted.rights, None, frozenset({1}), frozenset({"employee.read"}))
    demo_services.transfer.actor = lambda: actor
    with pytest.raises(NotAllowed, match="Pracownicy"):
        demo_services.transfer.export_all(tmp_path / "out")


def test_somebody_with_all_rights_writes_everything(demo_services: Services, tmp_path: Path) -> None:
    _as(demo_services, *ENOUGH)
    assert demo_services.transfer.export_all(tmp_path / "out").rows["audit_entry"] > 0
