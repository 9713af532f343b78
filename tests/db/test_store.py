"""One transaction a session, counters that other processes see, versions that catch lost updates."""

import shutil
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.errors import DatabaseProblem, ProblemKind, StaleRecord, UniqueViolation
from db.file_store import FileStore
from tests.db.conftest import run_python
from tests.db.models import FollowerRow, IndexRow, LineRow, NoteRow


def _add(store: FileStore, symbol: str = "SO-01", *lines: str) -> int:
    with store.writing() as session:
        row = NoteRow(symbol=symbol, lines=[LineRow(position=i, text=text) for i, text in enumerate(lines)])
        session.add(row)
        session.flush()
        return row.id


def _flush(session: Session, row: NoteRow, then: Exception | None = None) -> None:
    session.add(row)
    session.flush()
    if then is not None:
        raise then


def _attach_and_change(session: Session, row: NoteRow) -> None:
    session.add(row)
    row.amount = 7


def _version(store: FileStore, number: int) -> int:
    with store.reading() as session:
        return session.get_one(NoteRow, number).version


def test_a_session_commits_at_its_end_and_rolls_back_on_error(store: FileStore) -> None:
    _add(store, "SO-01")
    with pytest.raises(ZeroDivisionError), store.writing() as session:
        _flush(session, NoteRow(symbol="SO-02"), then=ZeroDivisionError())
    with store.reading() as session:
        assert session.scalars(select(NoteRow.symbol)).all() == ["SO-01"]
    assert store.revision("note") == 1


def test_a_reading_session_sees_one_state(store: FileStore) -> None:
    _add(store, "SO-01")
    with store.reading() as session:
        before = session.scalars(select(NoteRow.symbol)).all()
        _add(store, "SO-02")
        assert session.scalars(select(NoteRow.symbol)).all() == before


def test_a_reading_session_refuses_changes(store: FileStore) -> None:
    with pytest.raises(RuntimeError, match="reading session"), store.reading() as session:
        _flush(session, NoteRow(symbol="SO-01"))


def test_a_value_already_taken_names_its_column(store: FileStore) -> None:
    _add(store)
    with pytest.raises(UniqueViolation) as caught:
        _add(store)
    assert (caught.value.table, caught.value.columns) == ("note", ("symbol",))


@pytest.mark.parametrize("row", [NoteRow(symbol="X", amount=-1), NoteRow(), LineRow(note_id=99, position=0, text="")])
def test_other_broken_constraints_are_bugs_and_stay_as_they_are(store: FileStore, row: object) -> None:
    with pytest.raises(IntegrityError), store.writing() as session:
        session.add(row)


def test_a_stale_row_is_not_saved(store: FileStore) -> None:
    number = _add(store)
    with store.reading() as session:
        old = session.get_one(NoteRow, number)
        session.expunge(old)
    with store.writing() as session:
        session.get_one(NoteRow, number).amount = 5
    with pytest.raises(StaleRecord), store.writing() as session:
        _attach_and_change(session, old)
    with store.reading() as session:
        assert session.get_one(NoteRow, number).amount == 5


def test_versions_start_at_one_and_rise_with_each_save(store: FileStore) -> None:
    number = _add(store)
    assert _version(store, number) == 1
    with store.writing() as session:
        session.get_one(NoteRow, number).amount = 5
    assert _version(store, number) == 2


def test_touch_raises_the_version_even_when_nothing_differs(store: FileStore) -> None:
    number = _add(store)
    with store.reading() as session:
        moment = session.get_one(NoteRow, number).updated_at
    with store.writing() as session:
        session.get_one(NoteRow, number).touch(moment)
    with store.reading() as session:
        row = session.get_one(NoteRow, number)
        assert (row.version, row.updated_at) == (2, moment)


def _edit_in_place(row: NoteRow) -> None:
    row.lines[0].text = "inaczej"


def _remove(row: NoteRow) -> None:
    del row.lines[0]


def _append(row: NoteRow) -> None:
    row.lines.append(LineRow(position=9, text="nowa"))


@pytest.mark.parametrize("change", [_edit_in_place, _remove, _append])
def test_a_change_of_a_position_raises_the_version_of_its_record(store: FileStore, change: object) -> None:
    number = _add(store, "SO-01", "a", "b")
    with store.writing() as session:
        change(session.get_one(NoteRow, number))  # type: ignore[operator]
    assert _version(store, number) == 2
    assert store.revision("note") == 2


def test_a_relation_to_another_record_is_not_part_of_the_record(store: FileStore) -> None:
    number = _add(store)
    with store.writing() as session:
        row = session.get_one(NoteRow, number)
        row.followers.append(FollowerRow())
    assert _version(store, number) == 1
    assert store.revisions() == {"note": 1, "follower": 1}


def test_a_position_changed_without_loading_its_record_raises_the_version_too(store: FileStore) -> None:
    number = _add(store, "SO-01", "a")
    with store.writing() as session:
        session.scalars(select(LineRow)).one().text = "inaczej"
    assert _version(store, number) == 2


def test_the_moment_a_use_case_sets_is_kept(store: FileStore) -> None:
    number = _add(store, "SO-01", "a")
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    with store.writing() as session:
        row = session.get_one(NoteRow, number)
        row.lines[0].text = "inaczej"
        row.touch(moment)
    with store.reading() as session:
        row = session.get_one(NoteRow, number)
        assert (row.version, row.updated_at) == (2, moment)


def test_updated_at_moves_by_itself(store: FileStore) -> None:
    number = _add(store)
    with store.writing() as session:
        row = session.get_one(NoteRow, number)
        row.updated_at = row.created_at - timedelta(days=1)
    with store.writing() as session:
        session.get_one(NoteRow, number).amount = 1
    with store.reading() as session:
        row = session.get_one(NoteRow, number)
        assert row.updated_at >= row.created_at


def test_the_counter_rises_once_a_transaction(store: FileStore) -> None:
    assert store.revision("note") == 0
    with store.writing() as session:
        for number in range(3):
            session.add(NoteRow(symbol=f"SO-{number}"))
            session.flush()
    assert store.revision("note") == 1
    with store.writing() as session:
        session.scalars(select(NoteRow)).all()
    assert store.revision("note") == 1
    with store.writing() as session:
        session.delete(session.scalars(select(NoteRow)).first())
    assert store.revisions() == {"note": 2}


def test_bulk_statements_raise_the_counter(store: FileStore) -> None:
    with store.writing() as session:
        session.execute(insert(NoteRow), [{"symbol": "A", "version": 1}, {"symbol": "B", "version": 1}])
    with store.writing() as session:
        session.execute(update(NoteRow).values(amount=3))
    assert store.revision("note") == 2


def test_a_table_with_a_column_named_entity_holds_no_records_of_its_own(store: FileStore) -> None:
    with store.writing() as session:
        session.add(IndexRow(id=1, entity="note"))
        session.flush()
        session.execute(insert(IndexRow), [{"id": 2, "entity": "note"}])
    assert store.revisions() == {}


def test_a_savepoint_does_not_raise_the_counter_by_itself(store: FileStore) -> None:
    with store.writing() as session:
        with session.begin_nested():
            session.add(NoteRow(symbol="A"))
        with pytest.raises(IntegrityError), session.begin_nested():
            _flush(session, NoteRow(symbol="A"))
        session.add(NoteRow(symbol="B"))
    assert store.revision("note") == 1
    with store.reading() as session:
        assert session.scalars(select(NoteRow.symbol)).all() == ["A", "B"]


def test_another_process_sees_the_counter(store: FileStore, versions: Path) -> None:
    _add(store)
    code = (
        "import sys; from pathlib import Path; from db.file_store import FileStore\n"
        "store = FileStore.open(Path(sys.argv[1]), versions=Path(sys.argv[2]))\n"
        "print(store.revision('note'), 'alembic' in sys.modules)"
    )
    result = run_python(code, store.path, versions)
    # opening an up-to-date file must not load Alembic: the program's start counts
    assert (result.stdout, result.stderr) == ("1 False\n", "")


def test_threads_write_and_read_at_the_same_time(store: FileStore) -> None:
    number = _add(store)
    start = threading.Barrier(6)

    def write() -> None:
        start.wait()
        for _ in range(10):
            with store.writing() as session:
                session.get_one(NoteRow, number).amount += 1

    def read() -> None:
        start.wait()
        for _ in range(20):
            with store.reading() as session:
                row = session.get_one(NoteRow, number)
                assert row.version == row.amount + 1

    with ThreadPoolExecutor(6) as pool:
        for future in [pool.submit(work) for work in (write, write, write, read, read, read)]:
            future.result()
    with store.reading() as session:
        assert session.get_one(NoteRow, number).amount == 30


def test_closing_leaves_one_file(store: FileStore) -> None:
    _add(store)
    assert store.path.with_name("notes.db-wal").exists()
    store.close()
    assert sorted(file.name for file in store.path.parent.iterdir()) == ["notes.db", "versions"]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
@pytest.mark.parametrize("deed", ["removed", "moved", "replaced"])
def test_nothing_is_saved_into_a_file_that_is_no_longer_there(store: FileStore, deed: str) -> None:
    _add(store)
    other = Path(shutil.copy(store.path, store.path.with_name("kopia.db")))
    if deed == "removed":
        store.path.unlink()
    elif deed == "moved":
        store.path.rename(store.path.with_name("przeniesiona.db"))
    else:
        other.replace(store.path)
    content = store.path.read_bytes() if deed == "replaced" else None
    with pytest.raises(DatabaseProblem) as refusal:
        _add(store)
    assert refusal.value.kind is ProblemKind.REPLACED
    store.close()
    if content is not None:
        assert store.path.read_bytes() == content, "the log of the old file is not written into the new one"
    else:
        assert not store.path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
def test_a_file_that_came_back_is_used_again(store: FileStore) -> None:
    away = store.path.rename(store.path.with_name("przeniesiona.db"))
    with pytest.raises(DatabaseProblem):
        _add(store)
    away.rename(store.path)
    _add(store)
