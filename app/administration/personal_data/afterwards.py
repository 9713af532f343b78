"""What follows an erasure outside its transaction: passwords, unsaved work, the file itself, backups."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from re import Pattern

from app.administration.personal_data import words
from app.administration.personal_data.domain import Copy, Medium, Value
from app.administration.personal_data.repository import Traits
from app.core.errors import EnvironmentProblem, Refusal
from app.core.person_names import words_of
from app.records.environment import explained
from db import audit
from db.file_store import FileStore
from db.store import Store


@dataclass(frozen=True)
class Surroundings:
    """What lies outside the database: where forms keep unsaved work, which backups there are, who has a password."""

    drafts: Callable[[], Path | None] = lambda: None
    copies: Callable[[], Sequence[Copy]] = tuple
    shut_out: Callable[[str], None] = lambda _login: None
    safeguards: Callable[[], Sequence[Value]] = tuple


class Afterwards:
    """What follows an erasure outside the transaction; a step that fails is told and keeps no other from its work."""

    def __init__(self, around: Surroundings, store: Store) -> None:
        self._around, self._store = around, store
        self.unfinished: list[str] = []
        self.sought = False

    @contextmanager
    def _told(self, sentence: str) -> Iterator[None]:
        try:
            yield
        except (Refusal, OSError) as problem:
            # the text of a failure of the disk may hold a login or a name of a file
            reason = f" {problem}" if isinstance(problem, EnvironmentProblem) else ""
            if sentence + reason not in self.unfinished:
                self.unfinished.append(sentence + reason)

    def shut_out(self, logins: Iterable[str]) -> None:
        """Nobody signs in under these logins any more."""
        for login in logins:
            with self._told(words.STILL_LET_IN):
                self._around.shut_out(login)

    def remove_drafts(self, records: Iterable[tuple[str, int]], traits: Traits) -> int:
        """Unsaved work about these records, or naming the person where it is not encrypted; how many there were."""
        folder, removed = self._around.drafts(), 0
        if folder is None:
            return 0
        sentence = words.DRAFTS_LEFT.format(path=folder)
        with self._told(sentence):
            stems = {f"{entity}-{number}" for entity, number in records}
            named = [text for text in (*traits.certain, traits.surname) if words_of(text)]
            wanted = [audit.whole_words(audit.canonical(text)[1:-1]) for text in named]
            for file in list(folder.iterdir()) if folder.is_dir() else ():
                with self._told(sentence):
                    removed += _remove_draft(file, stems, wanted)
        return removed

    def compact(self, traits: Traits) -> tuple[bool, tuple[Path, ...]]:
        """Whether the file was written anew, and the files in which the person's name still stands."""
        from db.compaction import compact, traces

        if not isinstance(self._store, FileStore):
            return False, ()
        certain = [text for text in traits.certain if len(text) > len(traits.surname)]
        whole = False
        found: tuple[Path, ...] = ()
        with self._told(words.FILE_LEFT), explained():
            whole = compact(self._store)
            if not whole:
                self.unfinished.append(words.FILE_IN_USE)
        with self._told(words.FILE_LEFT), explained():
            found = traces(self._store.path, certain, self._store.key)
            self.sought = bool(certain)
        return whole, found

    def copies(self) -> tuple[Copy, ...]:
        """Backups that still hold the person."""
        with self._told(words.COPIES_UNKNOWN):
            return tuple(self._around.copies())
        return ()


def _remove_draft(file: Path, stems: Iterable[str], wanted: Sequence[Pattern[str]]) -> bool:
    if not file.is_file():
        return False
    about = any(file.name.startswith((f"{stem}.", f"{stem}-")) for stem in stems)
    # an encrypted one is no text; its key is nowhere but in the form
    if not about and not any(each.search(file.read_bytes().decode("utf-8", "replace")) for each in wanted):
        return False
    file.unlink(missing_ok=True)
    return file.suffix != ".lock"


def medium(store: Store) -> Medium:
    """Where the data are, for what the report may promise."""
    if not isinstance(store, FileStore):
        return Medium.SERVER
    return Medium.PLAIN if store.key is None else Medium.ENCRYPTED
