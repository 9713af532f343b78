"""The one search of the program: keeps the index in step with the database, whoever changes it."""

from contextlib import AbstractContextManager
from threading import RLock
from typing import Protocol

from sqlalchemy.orm import Session

from app.search import lemmas, repository
from app.search.index import Hit, SearchIndex
from app.search.model import SearchDocumentRow

_REMEMBERED = 16
"""Answers kept: one key press asks for the same words several times (rows, count, filters, marks)."""


class ReadableStore(Protocol):
    """The part of ``db.store.Store`` the search needs."""

    def reading(self) -> AbstractContextManager[Session]: ...

    def revision(self, entity: str) -> int: ...


class Search:
    """Search over all stored documents; any thread may call it."""

    def __init__(self, store: ReadableStore) -> None:
        self._store = store
        self._index = SearchIndex()
        self._revision: int | None = None
        self._known: dict[int, tuple[str, tuple[str, int]]] = {}
        self._answers: dict[tuple[str, str | None, int | None], tuple[Hit, ...]] = {}
        self._lock = RLock()

    def search(self, words: str, entity: str | None = None, limit: int | None = None) -> list[Hit]:
        """The records that fit what was typed, best first; see ``SearchIndex.search``.

        Documents saved since the last call, here or on another computer, are read first.
        """
        with self._lock:
            self.refresh()
            asked = (words, entity, limit)
            if asked not in self._answers:
                if len(self._answers) >= _REMEMBERED:
                    del self._answers[next(iter(self._answers))]
                self._answers[asked] = tuple(self._index.search(words, entity, limit))
            return list(self._answers[asked])

    def refresh(self) -> None:
        """Read documents that changed since the last call; the first call reads all."""
        with self._lock:
            # asked before reading: a save in between is then read again, never missed
            revision = self._store.revision(SearchDocumentRow.entity)
            if revision == self._revision:
                return
            with self._store.reading() as session:
                now = repository.fingerprints(session)
                changed = [
                    row_id
                    for row_id, fingerprint in now.items()
                    if row_id not in self._known or self._known[row_id][0] != fingerprint
                ]
                documents = repository.load_rows(session, changed)
            # a changed row too: the database gives the number of a removed row to the next one
            gone = [self._known.pop(row_id)[1] for row_id in self._known.keys() - (now.keys() - set(changed))]
            self._answers.clear()
            self._index.update(documents.values(), gone)
            for row_id, document in documents.items():
                self._known[row_id] = (document.fingerprint, (document.entity, document.record_id))
            self._revision = revision

    def warm_up(self) -> None:
        """Load documents and dictionary before anybody types; for a worker, once the window is painted."""
        self.refresh()
        lemmas.warm_up()
        self.search("przygotowanei", limit=1)  # misspelt, so that rapidfuzz is loaded as well
