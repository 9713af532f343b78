"""The audit log: one entry per changed record, in the same transaction, in a chain that shows every change to it."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import ForeignKey, LargeBinary, MetaData, String, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

from db import audit, audit_changes
from db.audit import AUDIT_ENTRY, AUDIT_HEAD, Anchor
from db.audit_check import Fault, FaultKind, Verification, verify
from db.base import ENTITY_REVISION, NAMING_CONVENTION, Positioned, Versioned
from db.engine import connect
from db.file_store import FileStore
from db.types import SORT_KEY, JsonValue, StrEnumType, TextList

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Colour(StrEnum):
    RED = "czerwony"
    GREEN = "zielony"


class LoggedBase(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING_CONVENTION)


for _table in (ENTITY_REVISION, AUDIT_ENTRY, AUDIT_HEAD):
    _table.to_metadata(LoggedBase.metadata)


class NoteRow(Versioned, LoggedBase):
    __tablename__ = "note"
    entity = "note"

    symbol: Mapped[str] = mapped_column(String(40), unique=True)
    amount: Mapped[int] = mapped_column(default=0)
    colour: Mapped[Colour | None] = mapped_column(StrEnumType(Colour))
    words: Mapped[tuple[str, ...]] = mapped_column(TextList, default=())
    data: Mapped[Any] = mapped_column(JsonValue, nullable=True)
    day: Mapped[date | None]
    sort: Mapped[str] = mapped_column(SORT_KEY, default="")
    find: Mapped[str] = mapped_column(default="")
    earlier: Mapped[str] = mapped_column(default="", info=audit_changes.DERIVED)
    lines: Mapped[list["LineRow"]] = relationship(order_by="LineRow.position", cascade="all, delete-orphan")


class LineRow(Positioned, LoggedBase):
    __tablename__ = "note_line"
    entity = "note"

    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"))
    text: Mapped[str] = mapped_column(String(200))


class BlobRow(LoggedBase):
    __tablename__ = "blob"
    entity = "blob"
    logged_additions = ("name", "content")

    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class CounterRow(LoggedBase):
    __tablename__ = "counter"
    entity = "counter"

    id: Mapped[int] = mapped_column(primary_key=True)


@pytest.fixture(scope="module")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("audited") / "notes.db"
    with FileStore.create(path) as store, store.writing() as session:
        own = (NoteRow, LineRow, BlobRow, CounterRow)
        LoggedBase.metadata.create_all(session.connection(), [row.metadata.tables[row.__tablename__] for row in own])
    return path


@pytest.fixture
def store(_template: Path, tmp_path: Path) -> Iterator[FileStore]:
    with FileStore.open(Path(shutil.copy(_template, tmp_path / "notes.db"))) as opened:
        opened.now = lambda: NOON
        yield opened


def _log(store: FileStore) -> list[Any]:
    with store.reading() as session:
        return list(session.execute(select(AUDIT_ENTRY).order_by(AUDIT_ENTRY.c.number)))


def _last(store: FileStore) -> tuple[str, dict[str, Any]]:
    entry = _log(store)[-1]
    return entry.deed, json.loads(entry.details)["changes"]


def _add(store: FileStore, symbol: str = "A", *lines: str, **values: Any) -> int:
    with store.writing("ewa") as session:
        row = NoteRow(symbol=symbol, lines=[LineRow(position=n, text=text) for n, text in enumerate(lines)], **values)
        session.add(row)
        session.flush()
        return row.id


def _fill(store: FileStore, number: int) -> None:
    with store.writing("ewa") as session:
        for each in range(1, number + 1):
            audit.note(session, "print", "note", each, f"Notatka {each}")


def _note_and_fail(session: Session) -> None:
    audit.note(session, "print", "note")
    session.add(NoteRow(symbol="Z"))
    session.flush()
    raise ZeroDivisionError


# -- what is written -----------------------------------------------------------------------------------------------


def test_a_new_record_is_logged_with_what_it_holds(store: FileStore) -> None:
    number = _add(
        store, "A", "raz", "dwa", amount=1250, colour=Colour.RED, words=("x",), day=date(2026, 1, 2), find="a"
    )
    (entry,) = _log(store)
    assert (entry.number, entry.at, entry.author, entry.deed) == (1, NOON, "ewa", "create")
    assert (entry.entity, entry.record_id) == ("note", number)
    assert json.loads(entry.details) == {
        "title": "",
        "changes": {
            "symbol": [None, "A"],
            "amount": [None, 1250],
            "colour": [None, "czerwony"],
            "words": [None, ["x"]],
            "day": [None, "2026-01-02"],
            "lines": [None, [{"text": "raz"}, {"text": "dwa"}]],
        },
    }
    assert entry.details == audit.canonical(json.loads(entry.details))


def test_a_change_is_logged_field_by_field_and_derived_columns_are_not(store: FileStore) -> None:
    number = _add(store, "A", "raz", amount=5, data={"a": True})
    with store.writing("jan") as session:
        row = session.get_one(NoteRow, number)
        row.amount, row.colour, row.data = 7, Colour.GREEN, {"a": False}
        row.sort, row.find, row.earlier = "1", "2", "3"
    assert _last(store) == (
        "update",
        {"amount": [5, 7], "colour": [None, "zielony"], "data": [{"a": True}, {"a": False}]},
    )
    assert _log(store)[-1].author == "jan"


@pytest.mark.parametrize("loaded", [True, False])
def test_a_list_is_one_field_whoever_touches_its_positions(store: FileStore, loaded: bool) -> None:
    number = _add(store, "A", "raz", "dwa", "trzy")
    with store.writing() as session:
        if loaded:
            row = session.get_one(NoteRow, number)
            row.lines[0].text = "RAZ"
            del row.lines[1]
            row.lines.append(LineRow(position=9, text="nowa"))
        else:
            first, second = session.scalars(select(LineRow).order_by(LineRow.position).limit(2))
            first.text = "RAZ"
            session.delete(second)
            session.add(LineRow(note_id=number, position=9, text="nowa"))
    old, new = ["raz", "dwa", "trzy"], ["RAZ", "trzy", "nowa"]
    assert _last(store) == ("update", {"lines": [[{"text": text} for text in old], [{"text": text} for text in new]]})
    assert len(_log(store)) == 2


def test_several_flushes_of_one_transaction_make_one_entry(store: FileStore) -> None:
    number = _add(store, "A", "raz", amount=1)
    with store.writing() as session:
        row = session.get_one(NoteRow, number)
        for amount in (2, 3, 4):
            row.amount = amount
            row.lines.append(LineRow(position=amount, text=str(amount)))
            row.symbol = "B" if amount < 4 else "A"
            session.flush()
    deed, changes = _last(store)
    assert (deed, sorted(changes), changes["amount"]) == ("update", ["amount", "lines"], [1, 4])
    assert [item["text"] for item in changes["lines"][1]] == ["raz", "2", "3", "4"]
    assert len(_log(store)) == 2


def test_a_value_set_without_having_been_read_has_its_old_value_all_the_same(store: FileStore) -> None:
    number = _add(store, amount=3)
    with store.writing() as session:
        row = session.get_one(NoteRow, number)
        session.expire(row)
        row.amount = 8
    assert _last(store) == ("update", {"amount": [3, 8]})


def test_marking_as_deleted_and_taking_it_back_are_deeds_of_their_own(store: FileStore) -> None:
    number = _add(store)
    deeds: list[tuple[datetime | None, str, str]] = [(NOON, "A", "delete"), (None, "B", "undelete")]
    for moment, symbol, deed in deeds:
        with store.writing() as session:
            row = session.get_one(NoteRow, number)
            row.deleted_at, row.symbol = moment, symbol
        assert _last(store)[0] == deed
    assert _last(store)[1] == {"symbol": ["A", "B"]}
    with store.writing() as session:
        session.delete(session.get_one(NoteRow, number))
    deed, changes = _last(store)
    assert (deed, changes["symbol"]) == ("delete", ["B", None])


def test_titles_notes_and_additions_are_kept(store: FileStore) -> None:
    with store.writing() as session:
        row = NoteRow(symbol="A")
        session.add_all([row, BlobRow(name="x", content=b"abc"), CounterRow(id=1)])
        session.flush()
        audit.entitle(session, "note", row.id, "Notatka A")
        audit.note(session, "print", "note", row.id, changes={"x": (1, 2)}, facts={"copies": 2})
    entries = [(entry.deed, entry.entity, entry.record_id, json.loads(entry.details)) for entry in _log(store)]
    assert [entry[:3] for entry in entries] == [("create", "note", 1), ("create", "blob", None), ("print", "note", 1)]
    assert [entry[3]["title"] for entry in entries] == ["Notatka A", "", "Notatka A"]
    assert entries[1][3]["facts"]["content"]["size"] == 3
    assert entries[2][3]["changes"] == {"x": [1, 2]}
    assert entries[2][3]["facts"] == {"copies": 2}


def test_a_transaction_that_fails_leaves_no_entry_and_one_without_changes_none(store: FileStore) -> None:
    number = _add(store)
    with pytest.raises(ZeroDivisionError), store.writing() as session:
        _note_and_fail(session)
    with store.writing() as session:
        session.get_one(NoteRow, number).touch(NOON)
    assert [entry.number for entry in _log(store)] == [1]
    assert _verified(store).ok


def _change_and_fail(session: Session, row: NoteRow) -> None:
    row.amount, row.day = 9, NOON.date()
    _note_and_fail(session)


def test_what_a_savepoint_took_back_is_not_logged(store: FileStore) -> None:
    number = _add(store, amount=1)
    with store.writing() as session:
        row = session.get_one(NoteRow, number)
        row.amount = 2
        with pytest.raises(ZeroDivisionError), session.begin_nested():
            _change_and_fail(session, row)
        with session.begin_nested():
            row.colour = Colour.RED
    assert _last(store) == ("update", {"amount": [1, 2], "colour": [None, "czerwony"]})
    assert len(_log(store)) == 2


def test_an_erasure_names_the_fields_only(store: FileStore) -> None:
    number = _add(store, amount=4)
    with store.writing() as session:
        row = session.get_one(NoteRow, number)
        row.symbol, row.amount = "?", 0
        audit.entitle(session, "note", number, "Jan Nowak")
        audit_changes.conceal(session, "note", number, "anonymise")
    entry = _log(store)[-1]
    assert (entry.deed, json.loads(entry.details)) == (
        "anonymise",
        {"title": "", "changes": {}, "facts": {"fields": ["amount", "symbol"]}},
    )


def test_other_programs_hear_of_new_entries(store: FileStore) -> None:
    before = store.revision(audit.ENTITY)
    _fill(store, 3)
    assert store.revision(audit.ENTITY) == before + 1


def test_a_bulk_insert_tells_the_log_or_is_refused(store: FileStore) -> None:
    values = [{"symbol": symbol, "amount": 1, "version": 1} for symbol in "AB"]
    with pytest.raises(RuntimeError, match="did not tell"), store.writing() as session:
        session.execute(insert(NoteRow), values)
    with store.writing() as session:
        ids = session.scalars(insert(NoteRow).returning(NoteRow.id, sort_by_parameter_order=True), values).all()
        lists = {"lines": [{"note_id": 1, "position": 0, "text": "raz"}]}
        audit_changes.tell_added(session, NoteRow, [(n, v, lists) for n, v in zip(ids, values, strict=True)])
    entries = _log(store)
    assert [(entry.deed, entry.record_id) for entry in entries] == [("create", ids[0]), ("create", ids[1])]
    assert json.loads(entries[1].details)["changes"] == {
        "symbol": [None, "B"],
        "amount": [None, 1],
        "lines": [None, [{"text": "raz"}]],
    }


@pytest.mark.parametrize("statement", [update(NoteRow).values(amount=9), delete(LineRow)])
def test_a_bulk_change_of_records_is_refused(store: FileStore, statement: Any) -> None:
    with pytest.raises(RuntimeError, match="bulk change"), store.writing() as session:
        session.execute(statement)


# -- the chain -----------------------------------------------------------------------------------------------------


def _verified(store: FileStore, *anchors: Anchor) -> Verification:
    with store.reading() as session:
        return verify(session, anchors)


def _head(store: FileStore) -> Anchor:
    with store.reading() as session:
        return audit.head(session)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_entry WHERE number = 2",
        "UPDATE audit_entry SET author = 'x' WHERE number = 2",
        "UPDATE audit_entry SET at = '2020-01-01 00:00:00.000000' WHERE number = 2",
        "UPDATE audit_entry SET details = 'x' WHERE number = 2",
        "UPDATE audit_entry SET details = NULL, record_id = 9 WHERE number = 2",
    ],
)
def test_the_table_itself_refuses_changes(store: FileStore, statement: str) -> None:
    _fill(store, 3)
    with pytest.raises(IntegrityError, match="append-only"), store.writing() as session:
        session.connection().exec_driver_sql(statement)
    assert _verified(store).ok


def _tampered(store: FileStore, *statements: str, keep_triggers: bool = False) -> Verification:
    """What verification finds after somebody with a raw connection was at the file; triggers are put back."""
    anchor = _head(store)
    with closing(connect(store.path)) as raw:
        kept = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in kept:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)
        for _, sql in kept:
            raw.execute(sql)
    return _verified(store, anchor)


_MOVE = "UPDATE audit_entry SET number = {} WHERE number = {}"
_COPY = (
    "INSERT INTO audit_entry SELECT {}, at, author, deed, entity, record_id, details, salt, digest, mac "
    "FROM audit_entry WHERE number = 4"
)


@pytest.mark.parametrize(
    ("statements", "kind", "number"),
    [
        (["UPDATE audit_entry SET author = 'kto' WHERE number = 4"], FaultKind.ALTERED, 4),
        (["UPDATE audit_entry SET at = 'kiedy' WHERE number = 4"], FaultKind.ALTERED, 4),
        (["UPDATE audit_entry SET record_id = NULL WHERE number = 4"], FaultKind.ALTERED, 4),
        (
            ["UPDATE audit_entry SET details = replace(details, '4', '5') WHERE number = 4"],
            FaultKind.DETAILS_ALTERED,
            4,
        ),
        (["UPDATE audit_entry SET salt = 'sól' WHERE number = 4"], FaultKind.DETAILS_ALTERED, 4),
        (["UPDATE audit_entry SET digest = mac WHERE number = 4"], FaultKind.ALTERED, 4),
        (["DELETE FROM audit_entry WHERE number = 4"], FaultKind.MISSING, 4),
        (["DELETE FROM audit_entry WHERE number = 1"], FaultKind.MISSING, 1),
        # deleted, and the gap closed
        (["DELETE FROM audit_entry WHERE number = 4", _MOVE.format(4, 7)], FaultKind.ALTERED, 4),
        # put in as copies of a true entry
        ([_MOVE.format(99, 5), _COPY.format(5)], FaultKind.ALTERED, 5),
        ([_COPY.format(0)], FaultKind.ALTERED, 0),
        ([_COPY.format(8)], FaultKind.ALTERED, 8),
        # two entries in each other's place
        ([_MOVE.format(99, 4), _MOVE.format(4, 5), _MOVE.format(5, 99)], FaultKind.ALTERED, 4),
        (["DELETE FROM audit_entry WHERE number > 5"], FaultKind.CUT, 6),
        (["DELETE FROM audit_entry"], FaultKind.CUT, 1),
        (["UPDATE audit_head SET count = 5"], FaultKind.BEYOND_HEAD, 6),
        (["UPDATE audit_head SET mac = key"], FaultKind.HEAD_ALTERED, 7),
        (["DELETE FROM audit_head"], FaultKind.ALTERED, 1),
        (["UPDATE audit_head SET key = 'x'"], FaultKind.ALTERED, 1),
    ],
)
def test_tampering_is_found_at_its_number(
    store: FileStore, statements: list[str], kind: FaultKind, number: int
) -> None:
    _fill(store, 7)
    found = _tampered(store, *statements)
    assert found.faults[0] == Fault(kind, number)
    assert found.first_bad == (number or None) or number == 0


def _cut_and_mend(store: FileStore, left: int) -> None:
    """The tail removed together with the head's memory of it, as somebody does who knows this program."""
    with closing(connect(store.path)) as raw:
        raw.execute("DROP TRIGGER audit_entry_no_delete")
        raw.execute("DELETE FROM audit_entry WHERE number > ?", (left,))
        raw.execute("UPDATE audit_head SET count = ?1, mac = (SELECT mac FROM audit_entry WHERE number = ?1)", (left,))


def test_a_cut_tail_with_a_mended_head_is_found_by_an_anchor_only(store: FileStore) -> None:
    _fill(store, 7)
    early, late = Anchor(3, _mac(store, 3)), _head(store)
    _cut_and_mend(store, 5)
    assert [fault.kind for fault in _verified(store, early).faults] == [FaultKind.UNPROTECTED]
    assert Fault(FaultKind.CUT, 6) in _verified(store, early, late).faults
    assert Fault(FaultKind.CUT, 6) in _verified(store, Anchor.parse(late.text)).faults


def _mac(store: FileStore, number: int) -> str:
    return str(_log(store)[number - 1].mac)


def test_a_log_written_anew_is_found_by_an_anchor_only(store: FileStore) -> None:
    _fill(store, 5)
    kept = _head(store)
    _cut_and_mend(store, 3)
    _fill(store, 4)
    assert [fault.kind for fault in _verified(store).faults] == [FaultKind.UNPROTECTED]
    assert Fault(FaultKind.ANCHOR, 5) in _verified(store, kept).faults
    assert _verified(store, kept).first_bad == 5


def test_missing_and_weakened_triggers_are_found(store: FileStore) -> None:
    _fill(store, 1)
    assert _verified(store).ok, "the fingerprints are those of the migration"
    with closing(connect(store.path)) as raw:
        raw.execute("DROP TRIGGER audit_entry_no_update")
        raw.execute("CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT 1; END")
    assert _verified(store).faults == (Fault(FaultKind.UNPROTECTED, 0),)


def test_details_can_be_blanked_without_breaking_the_chain(store: FileStore) -> None:
    _fill(store, 4)
    before = _head(store)
    with store.writing() as session:
        assert audit.about(session, "note", 2) == [2]
        assert list(audit.mentioning(session, ["Notatka 3"])) == [3]
        assert audit.blank(session, [2, 3]) == 2
        assert audit.blank(session, [2]) == 0
    found = _verified(store, before)
    assert (found.ok, found.blanked, found.entries) == (True, 2, 4)
    assert [entry.details is None for entry in _log(store)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Jan Nowak", True),
        ("Prezes: Jan Nowak.", True),
        ("Uwagi\nJan Nowak\nprezes", True),
        ("Jan Nowakowski", False),
        ("Bajan Nowak", False),
        ("Jan Nowaków", False),
    ],
)
def test_whole_words_are_looked_for(store: FileStore, title: str, *, found: bool) -> None:
    with store.writing() as session:
        audit.note(session, "create", "note", 1, title=title)
    with store.reading() as session:
        assert list(audit.mentioning(session, ["Jan Nowak"])) == ([1] if found else [])


def test_a_clock_set_back_is_told(store: FileStore) -> None:
    _fill(store, 2)
    store.now = lambda: NOON - timedelta(days=3)
    _fill(store, 2)
    found = _verified(store)
    assert (found.ok, found.set_back) == (True, (3,))


def test_a_head_can_be_typed_back() -> None:
    head = Anchor(1234, "0123456789abcdef" * 4)
    assert head.text == "1234:0123 4567 89ab cdef"
    assert Anchor.parse(" 1234:0123-4567 89AB CDEF ") == Anchor(1234, "0123456789abcdef")
    assert Anchor.parse("0:") == Anchor(0, "")
    for wrong in ("", "12", "12:", "12:0123", "x:0123456789abcdef", "1:0123456789abcdeg", f"1:{'a' * 65}"):
        with pytest.raises(ValueError, match="N:MAC"):
            Anchor.parse(wrong)


def test_pages_of_a_long_log_hang_together(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.audit_check._PAGE", 3)
    _fill(store, 7)
    assert (_verified(store).ok, _verified(store).entries) == (True, 7)
    assert _tampered(store, "DELETE FROM audit_entry WHERE number = 6").first_bad == 6


def test_numbers_have_no_gaps_over_many_transactions(store: FileStore) -> None:
    for _ in range(3):
        _fill(store, 2)
        with pytest.raises(ZeroDivisionError), store.writing() as session:
            _note_and_fail(session)
    with store.reading() as session:
        counted, highest = session.execute(select(func.count(), func.max(AUDIT_ENTRY.c.number))).one()
    assert (counted, highest) == (6, 6)
