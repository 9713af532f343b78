"""Search documents in the database; the caller owns the transaction."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.orm import Session

from app.search.document import SearchDocument
from app.search.model import SearchDocumentRow

_CHUNK = 500
"""Rows asked for in one statement; SQLite allows 32,766 parameters, PostgreSQL drivers 65,535."""
_MANY = 300
"""From so many changed documents on, reading the whole table is faster than naming rows."""


class StoredDocument(NamedTuple):
    """A search document as read back: everything an index needs, no dictionary."""

    entity: str
    record_id: int
    symbol: str
    title: str
    terms: str
    fingerprint: str


def put(session: Session, document: SearchDocument) -> None:
    """Store the document in place of an older one of the same record."""
    row = session.scalar(select(SearchDocumentRow).where(*_is(document.entity, document.record_id)))
    if row is None:
        row = SearchDocumentRow(entity_key=document.entity, record_id=document.record_id)
        session.add(row)
    row.symbol, row.title = document.symbol, document.title
    row.terms, row.fingerprint = document.terms, document.fingerprint


def put_many(session: Session, entity: str, documents: Sequence[SearchDocument]) -> None:
    """Store documents of one kind in place of older ones of the same records."""
    stored: dict[int, SearchDocumentRow] = {}
    for start in range(0, len(documents), _CHUNK):
        ids = [document.record_id for document in documents[start : start + _CHUNK]]
        statement = select(SearchDocumentRow).where(
            SearchDocumentRow.entity_key == entity, SearchDocumentRow.record_id.in_(ids)
        )
        stored.update((row.record_id, row) for row in session.scalars(statement))
    new = []
    for document in documents:
        row = stored.get(document.record_id)
        if row is None:
            new.append(_values(document))
        else:
            row.symbol, row.title = document.symbol, document.title
            row.terms, row.fingerprint = document.terms, document.fingerprint
    if new:
        session.execute(insert(SearchDocumentRow), new)


def _values(document: SearchDocument) -> dict[str, str | int]:
    return {
        "entity_key": document.entity,
        "record_id": document.record_id,
        "symbol": document.symbol,
        "title": document.title,
        "terms": document.terms,
        "fingerprint": document.fingerprint,
    }


def remove(session: Session, entity: str, record_id: int) -> None:
    """Forget the record; nothing happens when it was not stored."""
    row = session.scalar(select(SearchDocumentRow).where(*_is(entity, record_id)))
    if row is not None:
        session.delete(row)


def load(session: Session, entities: Iterable[str] | None = None) -> list[StoredDocument]:
    """All stored documents of these kinds, of every kind when none is named."""
    statement = select(*_COLUMNS).order_by(SearchDocumentRow.id)
    if entities is not None:
        statement = statement.where(SearchDocumentRow.entity_key.in_(tuple(entities)))
    return [StoredDocument(*row) for row in session.execute(statement)]


def fingerprints(session: Session) -> dict[int, str]:
    """Fingerprint by row id: the cheap question which documents changed."""
    rows = session.execute(select(SearchDocumentRow.id, SearchDocumentRow.fingerprint))
    return {row.id: row.fingerprint for row in rows}


def load_rows(session: Session, row_ids: Sequence[int]) -> dict[int, StoredDocument]:
    """The documents with these row ids; ids that are gone are left out."""
    if len(row_ids) > _MANY:
        wanted = set(row_ids)
        rows = session.execute(select(SearchDocumentRow.id, *_COLUMNS))
        return {row[0]: StoredDocument(*row[1:]) for row in rows if row[0] in wanted}
    found: dict[int, StoredDocument] = {}
    for start in range(0, len(row_ids), _CHUNK):
        chunk = row_ids[start : start + _CHUNK]
        statement = select(SearchDocumentRow.id, *_COLUMNS).where(SearchDocumentRow.id.in_(chunk))
        found |= {row[0]: StoredDocument(*row[1:]) for row in session.execute(statement)}
    return found


_COLUMNS = (
    SearchDocumentRow.entity_key,
    SearchDocumentRow.record_id,
    SearchDocumentRow.symbol,
    SearchDocumentRow.title,
    SearchDocumentRow.terms,
    SearchDocumentRow.fingerprint,
)


def _is(entity: str, record_id: int) -> tuple[ColumnElement[bool], ...]:
    return (SearchDocumentRow.entity_key == entity, SearchDocumentRow.record_id == record_id)
