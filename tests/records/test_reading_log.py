"""Records that say who read them: what becomes an entry of the audit log and what does not."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from app.bootstrap import Services
from app.core.errors import NotAllowed, NotFound
from app.core.permissions import Actor
from app.core.records import Query
from app.people.units.domain import UnitDraft
from app.people.units.usecases import Units
from app.records.noting import ranges
from db.audit import AUDIT_ENTRY


class SensitiveUnits(Units):
    reads_are_logged = True


class _Desk:
    """Three units, the use cases that log, and the entries made since."""

    def __init__(self, services: Services) -> None:
        self.login = "ewa"
        self.rights = frozenset({"unit.read", "unit.edit"})
        self.units = SensitiveUnits(services.store, services.clock, lambda: Actor(self.login, self.rights))
        names = ("A", "B", "C")
        self.ids = [services.units.create(UnitDraft(symbol=name, name=f"Referat {name}")).record.id for name in names]
        self._store = services.store
        self._seen = len(self._all())

    def _all(self) -> list[Any]:
        with self._store.reading() as session:
            return list(session.execute(select(AUDIT_ENTRY).order_by(AUDIT_ENTRY.c.number)))

    def entries(self) -> Iterator[tuple[str, str, int | None, dict[str, Any]]]:
        for entry in self._all()[self._seen :]:
            yield entry.author, entry.deed, entry.record_id, json.loads(entry.details)


@pytest.fixture
def desk(services: Services) -> _Desk:
    return _Desk(services)


def test_opening_one_record_is_logged_each_time(desk: _Desk) -> None:
    for _ in range(2):
        desk.units.get(desk.ids[0])
    first, second = desk.entries()
    assert first == second == ("ewa", "read", desk.ids[0], {"title": "A Referat A", "changes": {}})


@pytest.mark.parametrize("how", ["page", "many", "all"])
def test_a_list_is_one_entry_and_reading_it_again_is_none(desk: _Desk, how: str) -> None:
    read = {
        "page": lambda: desk.units.page(Query(), 0, 2),
        "many": lambda: desk.units.many(desk.ids[:2]),
        "all": desk.units.all,
    }[how]
    number = len(read())
    read()
    desk.units.count(Query("referat"))
    desk.units.facets(Query())
    ((_login, deed, record_id, details),) = desk.entries()
    assert (deed, record_id) == ("read", None)
    assert details["facts"] == {"count": number, "ids": ranges(desk.ids[:number])}


def test_another_person_and_a_changed_record_are_read_anew(desk: _Desk) -> None:
    desk.units.all()
    desk.login = "jan"
    desk.units.all()
    record = desk.units.get(desk.ids[1])
    desk.units.update(record.id, record.version, UnitDraft(symbol="B", name="Inny"))
    desk.units.all()
    entries = list(desk.entries())
    assert [(author, deed) for author, deed, _, _ in entries] == [
        *(("ewa", "read"), ("jan", "read"), ("jan", "read")),
        *(("jan", "update"), ("jan", "read")),
    ]
    assert entries[-1][2] == desk.ids[1]


def test_nothing_is_handed_out_that_could_not_be_logged(desk: _Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("app.records.usecases.note_many", full)
    with pytest.raises(OSError, match="full"):
        desk.units.get(desk.ids[0])
    with pytest.raises(OSError, match="full"):
        desk.units.all()


def test_refused_and_missing_records_leave_no_entry(desk: _Desk) -> None:
    with pytest.raises(NotFound):
        desk.units.get(999)
    desk.rights = frozenset()
    with pytest.raises(NotAllowed):
        desk.units.get(desk.ids[0])
    assert list(desk.entries()) == []


def test_a_print_is_one_entry_with_its_records(desk: _Desk, services: Services) -> None:
    records = services.units.all()
    desk.units.log("print", records, copies=2)
    desk.units.log("print", records[:1])
    many, one = desk.entries()
    assert many[3]["facts"] == {"count": 3, "ids": ranges(desk.ids), "copies": 2}
    assert (one[2], one[3]["title"]) == (records[0].id, "A Referat A")


def test_registers_that_do_not_ask_for_it_are_read_without_an_entry(desk: _Desk, services: Services) -> None:
    services.units.get(desk.ids[0])
    services.units.all()
    assert list(desk.entries()) == []


def test_ids_are_told_as_ranges() -> None:
    assert ranges([7, 1, 3, 2, 2]) == "1-3, 7"
    assert ranges([]) == ""
