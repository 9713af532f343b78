"""What must hold after a crash: the file is sound, every acknowledged save is there, and none is half there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.backup_folder import DATABASE, BadBackup, usual_place, verify
from db.check import check
from db.engine import connect
from db.errors import DatabaseProblem
from tests.torture.deeds import IMPORTED, UNIT_EVERY, card_symbol, documents


@dataclass
class Verdict:
    """``lost`` counts acknowledged saves that are gone, ``faults`` says what is wrong with the files."""

    acknowledged: int = 0
    lost: int = 0
    faults: list[str] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)


def acknowledgements(lines: Iterable[str]) -> dict[str, int]:
    """The highest number of each name."""
    last: dict[str, int] = {}
    for line in lines:
        word, *rest = line.split()
        if word == "ack":
            last[rest[0]] = max(last.get(rest[0], 0), int(rest[1]))
    return last


def file_faults(path: Path, key: bytes | None) -> list[str]:
    """What the program's own check says, in words for a report of this harness."""
    try:
        report = check(path, key=key)
    except DatabaseProblem as problem:
        return [f"{path.name}: {problem.kind}"]
    return [f"{path.name}: {fault}" for fault in (*report.faults, *map(str, report.broken_references))]


def last_number(path: Path, key: bytes | None, name: str) -> int:
    """The number of a writer's last save."""
    connection = connect(path, key=key)
    try:
        return _last_number(connection, name)
    finally:
        connection.close()


def _last_number(connection: Any, name: str) -> int:
    statement = "SELECT notes FROM service_card WHERE symbol = ?"
    cards = [int(number) for (number,) in connection.execute(statement, (card_symbol(name),))]
    return max([0, *cards, *_units(connection, name)])


def _units(connection: Any, name: str) -> list[int]:
    symbols = [symbol for (symbol,) in connection.execute("SELECT symbol FROM unit")]
    return sorted(int(symbol[len(name) :]) for symbol in symbols if symbol[len(name) :].isdigit() and symbol[0] == name)


def writer_faults(connection: Any, name: str, saved: int) -> list[str]:
    """Whether the saves 1 to ``saved`` of one writer stand there whole."""
    faults = []
    if _units(connection, name) != list(range(UNIT_EVERY, saved + 1, UNIT_EVERY)):
        faults.append(f"units of {name} have gaps")
    changes = [number for number in range(1, saved + 1) if number % UNIT_EVERY]
    found = connection.execute("SELECT id, notes FROM service_card WHERE symbol = ?", (card_symbol(name),)).fetchone()
    if not changes:
        return faults
    if found is None or int(found[1]) != changes[-1]:
        return [*faults, f"the card of {name} says {found and found[1]}, not {changes[-1]}"]
    return [*faults, *card_faults(connection, found[0], changes[-1])]


def card_faults(connection: Any, card: int, number: int) -> list[str]:
    """Whether everything that belongs to a card speaks of the same save."""
    names = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM service_card_document WHERE card_id = ? ORDER BY position", (card,)
        )
    ]
    fees = connection.execute("SELECT title, amount FROM service_card_fee WHERE card_id = ?", (card,)).fetchall()
    titles = connection.execute(
        "SELECT title FROM search_document WHERE entity = 'service_card' AND record_id = ?", (card,)
    ).fetchall()
    whole = (
        names == [f"{number}: dokument {place}" for place in range(documents(number))]
        and fees == [(str(number), number)]
        and len(titles) == 1
        and titles[0][0].endswith(f" {number}")
    )
    return [] if whole else [f"card {card} is half saved: {number}, {names}, {fees}, {titles}"]


def judge_writers(path: Path, key: bytes | None, acknowledged: dict[str, int], names: Sequence[str]) -> Verdict:
    """The file, and what each writer had been told."""
    verdict = Verdict(faults=file_faults(path, key))
    if verdict.faults:
        return verdict
    connection = connect(path, key=key)
    try:
        changed = 0
        for name in names:
            promised, saved = acknowledged.get(name, 0), _last_number(connection, name)
            verdict.acknowledged += promised
            verdict.lost += max(promised - saved, 0)
            changed += sum(1 for number in range(1, saved + 1) if number % UNIT_EVERY)
            verdict.faults += writer_faults(connection, name, saved)
        verdict.faults += _counter_faults(connection, changed)
        verdict.faults += audit_faults(connection, changed)
    finally:
        connection.close()
    return verdict


def _counter_faults(connection: Any, changed: int) -> list[str]:
    found = connection.execute("SELECT revision FROM entity_revision WHERE entity = 'service_card'").fetchone()
    counted = 0 if found is None else found[0]
    return [] if counted == changed else [f"{changed} changes of cards, the counter says {counted}"]


def audit_faults(connection: Any, changed: int) -> list[str]:
    """Every change of a card has one entry in the log, made in the same transaction, and the numbers have no gap."""
    statement = "SELECT count(*) FROM audit_entry WHERE entity = 'service_card' AND deed IN ('create', 'update')"
    (logged,) = connection.execute(statement).fetchone()
    entries, last = connection.execute("SELECT count(*), max(number) FROM audit_entry").fetchone()
    (head,) = connection.execute("SELECT count FROM audit_head").fetchone()
    if logged == changed and entries == (last or 0) == head:
        return []
    return [f"{changed} changes of cards, {logged} in the log; {entries} entries up to {last}, the head says {head}"]


def judge_imports(path: Path, key: bytes | None, acknowledged: dict[str, int]) -> Verdict:
    """All cards of an import or none."""
    verdict = Verdict(faults=file_faults(path, key))
    if verdict.faults:
        return verdict
    promised = acknowledged.get("I", 0)
    connection = connect(path, key=key)
    try:
        cards = connection.execute("SELECT id, notes FROM service_card WHERE symbol LIKE 'Z-1___'").fetchall()
        numbers = {int(number) for _, number in cards}
        if cards and (len(numbers) != 1 or len(cards) != IMPORTED):
            verdict.faults.append(f"half an import: {len(cards)} cards of {sorted(numbers)}")
        for card, number in cards:
            verdict.faults += card_faults(connection, card, int(number))
    finally:
        connection.close()
    verdict.acknowledged = promised
    verdict.lost = max(promised - max(numbers, default=0), 0)
    return verdict


def judge_copies(database: Path, key: bytes | None, acknowledged: dict[str, int]) -> Verdict:
    """Every published copy is whole and holds what had been saved when it was begun; none that was told of is gone."""
    verdict = Verdict()
    place = usual_place(database)
    for name in acknowledged:
        if name.startswith(f"{database.stem}-") and not (place / name).exists():
            verdict.lost += 1
    for copy in published(database):
        verdict.acknowledged += 1
        verdict.faults += copy_faults(copy, key)
        one = judge_writers(copy / DATABASE, key, {"A": acknowledged.get(copy.name, 0)}, ("A",))
        verdict.lost += one.lost > 0
        verdict.faults += one.faults
    return verdict


def published(database: Path) -> list[Path]:
    """The copies that bear their names."""
    place = usual_place(database)
    return sorted(path for path in place.iterdir() if not path.name.startswith(".")) if place.is_dir() else []


def copy_faults(copy: Path, key: bytes | None) -> list[str]:
    """What the program's own check of a backup says."""
    try:
        verify(copy, key=key)
    except (BadBackup, DatabaseProblem) as problem:
        return [f"{copy.name}: {type(problem).__name__}"]
    return []
