"""Values come back as they went in, and an unchanged value is not written again."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError

from db.file_store import FileStore
from db.types import SORT_KEY, StrEnumType, UtcDateTime
from tests.db.models import Colour, NoteRow

WARSAW_SUMMER = timezone(timedelta(hours=2))


def _add(store: FileStore, **values: object) -> int:
    with store.writing() as session:
        row = NoteRow(symbol="SO-01", **values)
        session.add(row)
        session.flush()
        return row.id


def _get(store: FileStore, number: int) -> NoteRow:
    with store.reading() as session:
        row = session.get_one(NoteRow, number)
        session.expunge_all()
        return row


def test_values_come_back_as_they_went_in(store: FileStore) -> None:
    number = _add(
        store,
        colour=Colour.GREEN,
        words=("łąka", 'cudzysłów „"', ""),
        data={"ż": [1, True, None, 1.5]},
        seen_at=datetime(2026, 7, 1, 12, 30, 0, 123456, tzinfo=WARSAW_SUMMER),
        day=date(2026, 2, 28),
    )
    row = _get(store, number)
    assert row.colour is Colour.GREEN
    assert row.words == ("łąka", 'cudzysłów „"', "")
    assert row.data == {"ż": [1, True, None, 1.5]}
    assert row.seen_at == datetime(2026, 7, 1, 10, 30, 0, 123456, tzinfo=UTC)
    assert row.seen_at.tzinfo is UTC
    assert row.created_at.tzinfo is UTC
    assert row.day == date(2026, 2, 28)


def test_text_in_the_file_is_readable_by_other_tools(store: FileStore) -> None:
    _add(store, colour=Colour.RED, words=("łąka",), seen_at=datetime(2026, 7, 1, 12, 0, tzinfo=WARSAW_SUMMER))
    with store.reading() as session:
        raw = session.execute(text("SELECT colour, words, seen_at FROM note")).one()
    assert tuple(raw) == ("czerwony", '["łąka"]', "2026-07-01 10:00:00.000000")


@pytest.mark.parametrize(
    "values",
    [
        {"seen_at": datetime(2026, 7, 1, 12, 0)},  # noqa: DTZ001 - a naive value is what must be refused
        {"colour": "niebieski"},
        {"words": "jeden tekst"},
    ],
)
def test_a_wrong_value_is_refused(store: FileStore, values: dict[str, object]) -> None:
    with pytest.raises((StatementError, TypeError)):
        _add(store, **values)


def test_an_equal_value_is_not_a_change(store: FileStore) -> None:
    number = _add(store, words=("a", "b"), data={"x": 1, "y": 2}, colour=Colour.RED)
    with store.writing() as session:
        row = session.get_one(NoteRow, number)
        row.words = ("a", "b")
        row.data = {"y": 2, "x": 1}
        row.colour = Colour.RED
        assert not session.is_modified(row)
    assert _get(store, number).version == 1
    assert store.revision("note") == 1


@pytest.mark.parametrize(("before", "after"), [({"x": 1}, {"x": True}), ([1], [1.0]), ({"x": 1}, None)])
def test_json_values_that_python_calls_equal_are_a_change(store: FileStore, before: object, after: object) -> None:
    number = _add(store, data=before)
    with store.writing() as session:
        session.get_one(NoteRow, number).data = after
    assert repr(_get(store, number).data) == repr(after)


def test_a_list_can_be_searched_as_text(store: FileStore) -> None:
    _add(store, words=("dowód", "osobisty"))
    with store.reading() as session:
        found = session.scalars(select(NoteRow.symbol).where(NoteRow.words.like("%dowód%"))).all()
    assert found == ["SO-01"]


def test_an_enum_must_fit_its_column() -> None:
    with pytest.raises(ValueError, match="longer than 5"):
        StrEnumType(Colour, length=5)


def test_moments_stay_aware_on_postgresql() -> None:
    moment = datetime(2026, 7, 1, 12, 0, tzinfo=WARSAW_SUMMER)
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    assert UtcDateTime().process_bind_param(moment, dialect) == moment
    assert UtcDateTime().process_result_value(moment, dialect).tzinfo is UTC  # type: ignore[union-attr]


def test_a_sort_key_is_compared_by_code_point_and_never_cut() -> None:
    assert SORT_KEY.compile(postgresql.dialect()) == 'TEXT COLLATE "C"'  # type: ignore[no-untyped-call]
    assert SORT_KEY.compile(sqlite.dialect()) == "TEXT"
