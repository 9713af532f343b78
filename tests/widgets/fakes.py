"""Stand-ins for the shell and the database, shared by tests of screens."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.core.errors import Refusal
from app.core.polish import fold, sort_key
from app.core.records import Outcome, Query
from app.widgets.changes import ChangeBus
from app.widgets.columns import Column, Tone
from app.widgets.dialogs import Answer
from app.widgets.jobs import Jobs


class FakeDialogs:
    """Answers every question with the prepared deed; ``None`` cancels."""

    def __init__(self) -> None:
        self.answer: str | None = None
        self.open_path: Path | None = None
        self.save_path: Path | None = None
        self.folder: Path | None = None
        self.asked: list[tuple[str, str]] = []
        self.deeds: list[tuple[str, ...]] = []
        self.informed: list[tuple[str, str]] = []
        self.refused: list[Refusal] = []
        self.suggested: list[str] = []

    def confirm(self, title: str, text: str, deed: str, then: Callable[[], None]) -> None:
        """Does the deed when it is the prepared answer."""
        self.ask(title, text, (Answer(deed, then),))

    def ask(
        self, title: str, text: str, answers: Sequence[Answer], cancelled: Callable[[], None] | None = None
    ) -> None:
        """Does the deed whose name is the prepared answer."""
        self.asked.append((title, text))
        self.deeds.append(tuple(answer.deed for answer in answers))
        for answer in answers:
            if answer.deed == self.answer:
                answer.then()
                return
        if cancelled is not None:
            cancelled()

    def inform(self, title: str, text: str) -> None:
        """Remembers it."""
        self.informed.append((title, text))

    def refuse(self, error: Refusal) -> None:
        """Remembers it."""
        self.refused.append(error)

    def choose_open_file(self, title: str, name_filter: str, then: Callable[[Path], None]) -> None:
        """Chooses the prepared path."""
        if self.open_path is not None:
            then(self.open_path)

    def choose_save_file(self, title: str, suggested: str, name_filter: str, then: Callable[[Path], None]) -> None:
        """Chooses the prepared path."""
        self.suggested.append(suggested)
        if self.save_path is not None:
            then(self.save_path)

    def choose_folder(self, title: str, then: Callable[[Path], None]) -> None:
        """Chooses the prepared path."""
        if self.folder is not None:
            then(self.folder)


class MemoryLayouts:
    """Keeps layouts for the length of a test."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def load(self, key: str) -> str | None:
        """What was saved."""
        return self.kept.get(key)

    def save(self, key: str, value: str) -> None:
        """Keep it."""
        self.kept[key] = value


@dataclass
class FakeKit:
    """What the shell lends to tabs."""

    dialogs: FakeDialogs
    jobs: Jobs
    bus: ChangeBus
    layouts: MemoryLayouts
    reported: list[Outcome[Any]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def report(self, outcome: Outcome[Any]) -> None:
        """Announce the change as the shell does."""
        self.reported.append(outcome)
        self.bus.announce(outcome.change)

    def say(self, sentence: str) -> None:
        """Remember it."""
        self.said.append(sentence)


@dataclass(frozen=True)
class Place:
    """A record for tests of tables."""

    id: int
    name: str
    note: str = ""
    county: str = "a"
    version: int = 1


PLACE_COLUMNS: tuple[Column[Place], ...] = (
    Column(key="id", title="Nr", text=lambda place: str(place.id), sort="id", width=6),
    Column(
        key="name",
        title="Nazwa",
        text=lambda place: place.name,
        second=lambda place: place.note,
        sort="name",
        width=20,
        flexible=True,
        marked=True,
    ),
    Column(key="county", title="Powiat", text=lambda place: place.county, tone=lambda _place: Tone.OK, width=10),
    Column(key="note", title="Uwagi", text=lambda place: place.note, optional=True),
)


class Places:
    """A record source over a list."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.places = list(places)
        self.pages: list[tuple[int, int]] = []
        self.counted = 0
        self.error: Exception | None = None

    def _matching(self, query: Query) -> list[Place]:
        if self.error is not None:
            raise self.error
        words = fold(query.words)
        counties = query.filters.get("county", frozenset())
        found = [place for place in self.places if words in fold(place.name)]
        found = [place for place in found if not counties or place.county in counties]
        if query.sort is not None:
            key: Callable[[Place], Any] = (
                (lambda place: sort_key(place.name)) if query.sort == "name" else (lambda place: place.id)
            )
            found.sort(key=key, reverse=query.descending)
        return found

    def count(self, query: Query) -> int:
        """How many match."""
        self.counted += 1
        return len(self._matching(query))

    def page(self, query: Query, offset: int, limit: int) -> Sequence[Place]:
        """A part of them."""
        self.pages.append((offset, limit))
        return self._matching(query)[offset : offset + limit]

    def facets(self, query: Query) -> Mapping[str, Mapping[str, int]]:
        """Numbers by county."""
        counts: dict[str, int] = {}
        for place in self._matching(replace(query, filters={})):
            counts[place.county] = counts.get(place.county, 0) + 1
        return {"county": counts}

    def position(self, query: Query, record_id: int) -> int | None:
        """Where one stands."""
        ids = [place.id for place in self._matching(query)]
        return ids.index(record_id) if record_id in ids else None
