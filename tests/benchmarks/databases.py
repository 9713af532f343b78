"""Databases and files to measure on, made once per call of the benchmark through the program's own use cases."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.bootstrap import Services, create_services, open_services
from app.core.progress import NoProgress
from app.demo.generator import synthetic_cards
from app.demo.install import fill
from app.exchange.spreadsheets import Format
from app.registers.service_cards import sheet
from app.registers.service_cards.domain import CardStatus, ServiceCardDraft

_SYNTHETIC_SEED = 1


def cards_database(folder: Path, count: int = 1000) -> Path:
    """The demonstration office with ``count`` cards: its twenty written ones and synthetic ones."""
    return once(folder / f"cards-{count}.db", lambda path: _make(path, count, lambda draft: draft))


def guide_database(folder: Path, count: int) -> Path:
    """The demonstration office with ``count`` cards, every one published, so that the guide prints all."""
    return once(
        folder / f"guide-{count}.db",
        lambda path: _make(path, count, lambda draft: replace(draft, status=CardStatus.PUBLISHED)),
    )


def empty_office(folder: Path) -> Path:
    """The demonstration office with its own twenty cards only."""
    return once(folder / "office.db", lambda path: _make(path, 0, lambda draft: draft))


def copy_of(database: Path, target: Path) -> Path:
    """A closed database copied; what an earlier run left there is replaced."""
    for leftover in target.parent.glob(f"{target.name}*"):
        leftover.unlink()
    shutil.copyfile(database, target)
    return target


def workbook(folder: Path, count: int) -> Path:
    """An XLSX file with ``count`` synthetic cards, as the program exports it."""

    def write(path: Path) -> None:
        services = open_services(empty_office(folder))
        try:
            symbols = {unit.id: unit.symbol for unit in services.units.all()}
            sheet.write_cards(_drafts(services, count), path, Format.XLSX, symbols, NoProgress())
        finally:
            services.close()

    return once(folder / f"cards-{count}.xlsx", write)


def large_database(folder: Path, count: int) -> Path:
    """A database of ``count`` cards: those of ``cards_database`` copied in SQL under further symbols.

    Through the use cases 100,000 cards would take half an hour; the rows are the same.
    """

    def write(path: Path) -> None:
        template = cards_database(folder)
        copy_of(template, path)
        connection = sqlite3.connect(path)
        try:
            connection.execute("PRAGMA synchronous=OFF")
            _multiply(connection, count // 1000)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    return once(folder / f"cards-{count}.db", write)


def once(path: Path, write: Callable[[Path], None]) -> Path:
    """The file, made under another name first: an interrupted making leaves no half file behind."""
    if not path.exists():
        making = path.with_name(f"making-{os.getpid()}-{path.name}")
        write(making)
        making.replace(path)
    return path


def _make(path: Path, count: int, change: Callable[[ServiceCardDraft], ServiceCardDraft]) -> None:
    services = create_services(path)
    try:
        fill(services)
        written = len(services.cards.all())
        services.cards.create_many(map(change, _drafts(services, max(count - written, 0))))
    finally:
        services.close()


def _drafts(services: Services, count: int) -> list[ServiceCardDraft]:
    units = {unit.symbol: unit.id for unit in services.units.all()}
    return list(synthetic_cards(count, units, _SYNTHETIC_SEED))


_CHILDREN = (
    "service_card_legal_basis",
    "service_card_document",
    "service_card_fee",
)


def _multiply(connection: sqlite3.Connection, times: int) -> None:
    """Copies number 1 to ``times`` - 1 of every card with its lists and its search document."""
    tables = ("service_card", *_CHILDREN, "search_document")
    last = {table: connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0] for table in tables}
    with connection:
        for number in range(1, times):
            cards, tail = number * last["service_card"], f"-{number:03d}"
            changes: dict[str, dict[str, str | int]] = {
                "service_card": {"symbol": tail, "symbol_sort": tail, "name": f" {number}"},
                **{table: {"card_id": cards} for table in _CHILDREN},
                "search_document": {"record_id": cards, "symbol": tail, "fingerprint": ""},
            }
            for table in tables:
                shift = {"id": number * last[table]}
                _copy(connection, table, last[table], {**changes[table], **shift})


def _copy(connection: sqlite3.Connection, table: str, last: int, changes: dict[str, str | int]) -> None:
    """The rows up to ``last`` once more; a number in ``changes`` is added, a text appended."""
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    shown = ", ".join(_changed(name, changes.get(name, "")) for name in names)
    connection.execute(f"INSERT INTO {table} SELECT {shown} FROM {table} WHERE id <= ?", (last,))


def _changed(name: str, change: str | int) -> str:
    if not change:
        return f'"{name}"'
    return f'"{name}" + {change}' if isinstance(change, int) else f"\"{name}\" || '{change}'"
