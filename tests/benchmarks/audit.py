"""What the audit log costs: saves of cards with the log and without it, taking turns in one process on one disk.

Without means that the session's events neither collect nor write; everything else stays, the schema too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from unittest.mock import patch

from app.bootstrap import Services, open_services
from app.core.records import Query
from app.demo.generator import synthetic_cards
from app.records.intake import Incoming
from app.records.mapping import draft_of
from app.registers.service_cards.domain import ServiceCardDraft
from db import audit, audit_changes
from db.audit_check import verify
from tests.benchmarks.databases import cards_database, copy_of
from tests.benchmarks.measurement import Figure, alternating, median, percentile, seconds
from tests.benchmarks.rows import AUDIT_RATIO, AUDIT_VERIFICATION

SAVES = 40
IMPORTED = 2000
ENTRIES = 20_000
_AGAINST = "the same without the log"


def measure(folder: Path, runs: int) -> list[Figure]:
    """Milliseconds per save, seconds per import and verification."""
    services = open_services(copy_of(cards_database(folder), folder / "audit.db"))
    try:
        return [*_saves(services, runs), _import(services, runs), _verification(services)]
    finally:
        services.close()


def _saves(services: Services, runs: int) -> Iterator[Figure]:
    for what, save in (("save of a card, one text changed", _edit(services)), ("a new card", _create(services))):
        times = alternating(runs * SAVES, partial(seconds, save), partial(_unlogged, save))
        ours, reference = (median(each) * 1000 for each in times)
        yield Figure(f"{what}, median of {runs * SAVES}", ours, "ms", reference, _AGAINST, AUDIT_RATIO)
        ours, reference = (percentile(each, 0.95) * 1000 for each in times)
        yield Figure(f"{what}, 95th percentile", ours, "ms", reference, _AGAINST)


def _edit(services: Services) -> Callable[[], object]:
    cards, numbers = services.cards.page(Query(), 0, 50), count(1)
    versions = {card.id: card.version for card in cards}

    def save() -> None:
        number = next(numbers)
        card = cards[number % len(cards)]
        draft = replace(draft_of(card, ServiceCardDraft), notes=f"Uwaga {number}")
        versions[card.id] = services.cards.update(card.id, versions[card.id], draft).record.version

    return save


def _create(services: Services) -> Callable[[], object]:
    drafts = iter(_drafts(services, 4000, 3))
    return lambda: services.cards.create(next(drafts))


def _import(services: Services, runs: int) -> Figure:
    seeds = count(10)

    def load() -> None:
        drafts = _drafts(services, IMPORTED, next(seeds))
        times.append(
            seconds(lambda: services.cards.take_over([Incoming(draft, frozenset(), valid=True) for draft in drafts]))
        )

    times: list[float] = []

    def with_log() -> float:
        load()
        return times[-1]

    def without() -> float:
        with _no_log():
            load()
        return times[-1]

    ours, reference = (median(each) for each in alternating(max(2, runs // 2), with_log, without))
    return Figure(f"import of {IMPORTED} new cards", ours, "s", reference, _AGAINST, AUDIT_RATIO)


def _drafts(services: Services, number: int, seed: int) -> list[ServiceCardDraft]:
    units = {unit.symbol: unit.id for unit in services.units.all()}
    drafts = synthetic_cards(number, units, seed)
    # other symbols each time: a symbol once given is never given again
    return [replace(draft, symbol=f"{draft.symbol}{seed}") for draft in drafts]


def _verification(services: Services) -> Figure:
    with services.store.reading() as session:
        missing = ENTRIES - audit.head(session).count
    with services.store.writing("pomiar") as session:
        for number in range(max(missing, 0)):
            audit.note(session, "print", "service_card", number, f"SO-{number}")
    with services.store.reading() as session:
        entries = audit.head(session).count
        taken = seconds(lambda: verify(session))
    return Figure(f"verification of {ENTRIES} entries", taken * ENTRIES / entries, "s", goal=AUDIT_VERIFICATION)


def _unlogged(work: Callable[[], object]) -> float:
    with _no_log():
        return seconds(work)


@contextmanager
def _no_log() -> Iterator[None]:
    with (
        patch.object(audit_changes, "remember", lambda *_: None),
        patch.object(audit_changes, "collect", lambda *_: None),
        patch.object(audit_changes, "tell_added", lambda *_: None),
        patch.object(audit_changes, "check_bulk", lambda *_: None),
        patch.object(audit_changes, "write", lambda *_: False),
    ):
        yield
