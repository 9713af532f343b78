"""Search over 1,000 cards, from the words of one key press to the filled table model.

Every run starts like the program does: the database opened anew, the search warmed up once. The reference is
a plain FTS5 query over the same texts that counts the hits and fetches the same rows, best first. Its main form
takes the last word as a prefix, because whole words find nothing while somebody is still typing.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication

from app.bootstrap import open_services
from app.core.records import Query
from app.registers.service_cards.domain import ServiceCard
from app.registers.service_cards.table import columns
from app.search.document import words
from app.search.marking import spans
from app.widgets.table_model import PAGE, RecordTableModel
from tests.benchmarks.databases import cards_database, copy_of
from tests.benchmarks.measurement import Figure, median, percentile
from tests.benchmarks.rows import SEARCH_RATIO, SEARCH_TIME

PHRASES = (
    "zgubiłem dowód", "nowy dowód osobisty", "meldunek", "przeprowadzka do nowego mieszkania", "ślub cywilny",
    "urodziło nam się dziecko", "akt zgonu", "koncesja na alkohol", "założyć firmę", "wyciąć drzewo",
    "podatek za garaż", "zaświadczenie do kredytu", "plan miejscowy", "dowud osobisty", "zajęcie chodnika",
    "karta dużej rodziny", "dopłata do czynszu", "drzew", "SO-01", "wniosek o rejestrację psa",
)  # fmt: skip
"""What residents say at the desk: inflected, unfinished, without diacritics, misspelt, and one symbol."""

_TEXTS = """
CREATE VIRTUAL TABLE card_text USING fts5(symbol, name, synonyms, category, documents, rest,
    tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO card_text(rowid, symbol, name, synonyms, category, documents, rest)
SELECT c.id, c.symbol, c.name, c.synonyms, c.category || ' ' || c.life_event,
    (SELECT group_concat(d.name, ' ') FROM service_card_document d WHERE d.card_id = c.id),
    c.purpose || ' ' || c.result || ' ' || u.name
FROM service_card c JOIN unit u ON u.id = c.unit_id WHERE c.deleted_at IS NULL;
"""
_COUNT = "SELECT count(*) FROM card_text WHERE card_text MATCH ?"
_ROWS = (
    "SELECT c.* FROM card_text JOIN service_card c ON c.id = card_text.rowid "
    f"WHERE card_text MATCH ? ORDER BY rank LIMIT {PAGE}"
)


def presses() -> Iterator[str]:
    """What stands in the search field after each key press."""
    for phrase in PHRASES:
        for length in range(1, len(phrase) + 1):
            yield phrase[:length]


def measure(folder: Path, runs: int) -> list[Figure]:
    """Milliseconds per key press."""
    app = QCoreApplication.instance() or QCoreApplication([])
    database = copy_of(cards_database(folder), folder / "search.db")
    plain = sqlite3.connect(database)
    plain.executescript(_TEXTS)
    ours: list[float] = []
    prefixes: list[float] = []
    wholes: list[float] = []
    for _ in range(runs):
        services = open_services(database)
        services.search.warm_up()
        model = RecordTableModel(services.cards, columns(services.clock), services.cards.matched, spans)
        for typed in presses():
            ours.append(_filled(model, typed))
            prefixes.append(_plain(plain, typed, prefix=True))
            wholes.append(_plain(plain, typed, prefix=False))
        services.close()
    plain.close()
    del app
    count = len(list(presses()))
    what = f"key press to filled model, 95th percentile of {count} presses x {runs} runs"
    prefix, whole = "FTS5, last word as a prefix", "FTS5, whole words"
    slow, slow_prefix, slow_whole = (percentile(values, 0.95) for values in (ours, prefixes, wholes))
    return [
        Figure(what, slow, "ms", slow_prefix, prefix, SEARCH_RATIO),
        Figure("the same, as a time", slow, "ms", goal=SEARCH_TIME),
        Figure("the same, against whole words", slow, "ms", slow_whole, whole),
        Figure("median", median(ours), "ms", median(prefixes), prefix),
        Figure("slowest", max(ours), "ms", max(prefixes), prefix),
    ]


def _filled(model: RecordTableModel[ServiceCard], typed: str) -> float:
    start = perf_counter()
    model.load(Query(typed))
    return (perf_counter() - start) * 1000


def _plain(connection: sqlite3.Connection, typed: str, *, prefix: bool) -> float:
    start = perf_counter()
    quoted = [f'"{match.group()}"' for match in words(typed)]
    question = " ".join(quoted) + ("*" if prefix and quoted else "")
    if question:
        connection.execute(_COUNT, (question,)).fetchone()
        connection.execute(_ROWS, (question,)).fetchall()
    return (perf_counter() - start) * 1000
