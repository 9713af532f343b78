"""What encryption costs: the same work of the program on an encrypted database and on a plain one, taking turns.

The open measures the store with the raw key; the derivation of the key from a password is a row of its own.
"""

import secrets
from pathlib import Path
from time import perf_counter

from app.bootstrap import Services, build
from app.demo.generator import synthetic_cards
from db.engine import connect
from db.file_store import FileStore
from tests.benchmarks.databases import cards_database, copy_of, empty_office
from tests.benchmarks.measurement import Figure, alternating, median, percentile, seconds
from tests.benchmarks.rows import ENCRYPTION_RATIO

PHRASES = ("dowód", "zgubiłem dowód osobisty", "koncesja na alkohol", "wyciąć drzewo", "podatek za garaż")
INSERTED = 1000
_AGAINST = "the same without a key"


def measure(folder: Path, runs: int) -> list[Figure]:
    """Seconds and milliseconds with the key, against without."""
    plain = copy_of(cards_database(folder), folder / "plain.db")
    key = secrets.token_bytes(32)
    encrypted = _encrypted(plain, folder / "encrypted.db", key)

    plain_office = empty_office(folder)
    encrypted_office = _encrypted(plain_office, folder / "encrypted-office.db", key)

    opens = alternating(runs * 5, lambda: _open(encrypted, key), lambda: _open(plain, None), warm_up=True)
    searches = alternating(runs, lambda: _search(encrypted, key), lambda: _search(plain, None), warm_up=True)
    inserts = alternating(
        runs,
        lambda: _insert(copy_of(encrypted_office, folder / "insert.db"), key),
        lambda: _insert(copy_of(plain_office, folder / "insert.db"), None),
        warm_up=True,
    )
    return [
        _figure("open and first read", opens, "ms", 1000),
        _figure(f"load 1,000 documents anew and search {len(PHRASES)} phrases", searches, "ms", 1000),
        _figure(f"insert {INSERTED} cards in one transaction", inserts, "s", 1),
        Figure(
            "open, 95th percentile",
            percentile(opens[0], 0.95) * 1000,
            "ms",
            percentile(opens[1], 0.95) * 1000,
            _AGAINST,
        ),
    ]


def _figure(what: str, values: list[list[float]], unit: str, scale: int) -> Figure:
    ours, reference = (median(each) * scale for each in values)
    return Figure(what, ours, unit, reference, _AGAINST, ENCRYPTION_RATIO)


def _encrypted(plain: Path, target: Path, key: bytes) -> Path:
    for leftover in target.parent.glob(f"{target.name}*"):
        leftover.unlink()
    connection = connect(plain)
    try:
        connection.execute(f"ATTACH ? AS encrypted KEY \"x'{key.hex()}'\"", (str(target),))
        connection.execute("SELECT sqlcipher_export('encrypted')")
        for pragma in ("application_id", "user_version"):
            (number,) = connection.execute(f"PRAGMA {pragma}").fetchone()
            connection.execute(f"PRAGMA encrypted.{pragma}={number}")
    finally:
        connection.close()
    return target


def _services(database: Path, key: bytes | None) -> Services:
    return build(FileStore.open(database, key=key))


def _open(database: Path, key: bytes | None) -> float:
    start = perf_counter()
    store = FileStore.open(database, key=key)
    store.revisions()
    taken = perf_counter() - start
    store.close()
    return taken


def _search(database: Path, key: bytes | None) -> float:
    services = _services(database, key)
    try:
        return seconds(lambda: [services.cards.find(words, 20) for words in PHRASES])
    finally:
        services.close()


def _insert(database: Path, key: bytes | None) -> float:
    services = _services(database, key)
    try:
        units = {unit.symbol: unit.id for unit in services.units.all()}
        drafts = list(synthetic_cards(INSERTED, units, 2))
        return seconds(lambda: services.cards.create_many(drafts))
    finally:
        services.close()
