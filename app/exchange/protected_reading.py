"""Reads a protected workbook back: who made it, whether it is as handed out, and what was typed, cell by cell."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import Any

from app.core.errors import Refusal
from app.core.file_sizes import size_text
from app.core.files import content
from app.exchange.cells import Raw, Unreadable, text_of
from app.exchange.layout import position
from app.exchange.package import BROKEN, MAX_AREA, TOO_LARGE, Package
from app.exchange.protected import FORMAT, HIDDEN, SENTENCES, Rule, reference, rule_from, seal_of, without_blank_end
from app.exchange.workbook import is_workbook, ole_reason

MAX_FILE = 16 * 1024 * 1024
"""Bytes; a package with forty people has a tenth of one million."""
_MACROS = "xl/vbaProject.bin"
_SHOWN_LENGTH = 80
"""Longest value repeated in a sentence, in characters."""


class NotAPackage(Refusal):
    """The file is no protected workbook of this program."""


class Tampered(Refusal):
    """The hidden sheet is not as it was handed out, so nothing in the file can be trusted."""


@dataclass(frozen=True)
class Fault:
    """Why a workbook cannot be taken: worksheet, cell (blank for a whole worksheet), value, what to do."""

    sheet: str
    cell: str
    value: str
    reason: str


@dataclass(frozen=True)
class Answer:
    """What was typed in one cell: None for a blank one."""

    sheet: str
    cell: str
    value: Any


@dataclass(frozen=True)
class Answers:
    """Everything typed, by the names of cells, and every fault; with faults nothing should be taken."""

    values: Mapping[str, Answer]
    faults: tuple[Fault, ...]


class Returned:
    """A workbook that came back; ``identity`` can be trusted only after ``answers`` has checked the seal."""

    def __init__(self, digest: str, pages: Mapping[str, Sequence[Sequence[Raw]]], errors: Mapping[str, Any]) -> None:
        self.digest = digest
        """SHA-256 of the file, in hexadecimal."""
        self._pages, self._errors = pages, errors
        lines = [without_blank_end([text_of(cell) for cell in row]) for row in pages[HIDDEN]]
        *self._lines, seal = [line for line in lines if line] or [[]]
        if self._lines[:1] != [["format", FORMAT]] or len(seal) != 2 or seal[0] != "seal":
            raise Tampered(_TAMPERED)
        self._seal = seal[1]
        self.identity: Mapping[str, str] = {
            line[1]: line[2] if len(line) > 2 else "" for line in self._lines if line[0] == "identity" and len(line) > 1
        }

    def answers(self, secret: bytes) -> Answers:
        """Check everything; raises Tampered when the hidden sheet does not bear the secret's seal."""
        if not compare_digest(seal_of(self._lines, secret), self._seal):
            raise Tampered(_TAMPERED)
        try:
            checking = _Checking(self._lines, self._pages, self._errors)
        except (ValueError, IndexError) as error:
            raise Tampered(_TAMPERED) from error
        return checking.answers()


def read_protected(path: Path) -> Returned:
    """Open a workbook that came back.

    Raises NotAPackage for what is no workbook of this kind, Tampered when its hidden sheet is no longer readable,
    Refusal for a broken, locked or too large file, and EnvironmentProblem.
    """
    import python_calamine

    data = content(path, MAX_FILE)
    if len(data) > MAX_FILE:
        raise Refusal(f"Plik „{path.name}” jest większy niż {size_text(MAX_FILE)}, więc to nie jest pakiet. {_WHICH}")
    if not is_workbook(data):
        raise NotAPackage(f"Plik „{path.name}” nie jest skoroszytem .xlsx. {_WHICH}")
    if not data.startswith(b"PK"):
        raise Refusal(ole_reason(data))
    errors = Package(data).inspect()
    if _MACROS in zipfile.ZipFile(io.BytesIO(data)).namelist():
        raise Refusal(
            f"Skoroszyt „{path.name}” zawiera makra, a pakiet ich nie ma. Nie otwieraj go w arkuszu; "
            "poproś oceniającego o plik zapisany jako .xlsx, bez makr."
        )
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        if HIDDEN not in book.sheet_names:
            raise NotAPackage(f"Skoroszyt „{path.name}” nie jest pakietem wydanym przez program. {_WHICH}")
        return Returned(sha256(data).hexdigest(), _tables(book), errors)
    except (python_calamine.CalamineError, OSError, ValueError, LookupError) as error:
        raise Refusal(BROKEN) from error


_WHICH = "Wskaż plik, który oceniający odesłał."
_TAMPERED = (
    "Ukrytą część pakietu zmieniono albo uszkodzono, więc nie wiadomo, co w nim wydano; niczego nie wczytano. "
    "Poproś o nienaruszony plik albo wydaj nowy pakiet."
)


def _tables(book: Any) -> dict[str, list[list[Raw]]]:
    room, pages = MAX_AREA, {}
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        room -= sheet.total_height * sheet.total_width
        if room < 0:
            raise Refusal(TOO_LARGE)
        pages[name] = sheet.to_python(skip_empty_area=False)
    return pages


class _Checking:
    """Compares the visible sheets with what the sealed lines say."""

    def __init__(
        self, lines: Sequence[Sequence[str]], pages: Mapping[str, Sequence[Sequence[Raw]]], errors: Mapping[str, Any]
    ) -> None:
        self._pages, self._errors = pages, errors
        self._titles = [line[1] for line in lines if line[0] == "page"]
        self._shown = {(line[1], position(line[2])): line[3] for line in lines if line[0] == "shown"}
        self._computed = {(line[1], position(line[2])) for line in lines if line[0] == "computed"}
        self._typed: dict[tuple[str, tuple[int, int]], tuple[str, Rule]] = {
            (line[1], position(line[2])): (line[3], rule_from(json.loads(line[4])))
            for line in lines
            if line[0] == "typed"
        }
        self._faults: list[Fault] = []

    def answers(self) -> Answers:
        present = [title for title in self._titles if title in self._pages]
        self._faults += self._whole_sheets()
        for (title, place), value in self._shown.items():
            if title in self._pages:
                self._compare(title, place, value)
        for title in present:
            self._faults += self._foreign(title)
        values = {name: self._answer(title, place, rule) for (title, place), (name, rule) in self._typed.items()}
        return Answers(values, tuple(sorted(self._faults, key=self._order)))

    def _order(self, fault: Fault) -> tuple[int, tuple[int, int]]:
        """As people leaf through the workbook; foreign sheets last."""
        place = position(fault.cell) if fault.cell else (-1, -1)
        return (self._titles.index(fault.sheet) if fault.sheet in self._titles else len(self._titles)), place

    def _whole_sheets(self) -> Iterator[Fault]:
        for title in self._titles:
            if title not in self._pages:
                yield Fault(title, "", "", "Usunięto ten arkusz albo zmieniono jego nazwę. Przywróć go.")
        for title, rows in self._pages.items():
            if (
                title not in self._titles
                and title != HIDDEN
                and any(cell not in ("", None) for r in rows for cell in r)
            ):
                yield Fault(title, "", "", "Tego arkusza nie było w pakiecie. Usuń go i odeślij plik ponownie.")

    def _compare(self, title: str, place: tuple[int, int], value: str) -> None:
        found = self._text(title, place)
        if found != value:
            reason = (
                f"Usunięto treść, której nie wolno zmieniać. Przywróć: „{_short(value)}”."
                if not found
                else f"Zmieniono treść, której nie wolno zmieniać. Przywróć: „{_short(value)}”."
            )
            self._fault(title, place, found, reason)

    def _foreign(self, title: str) -> Iterator[Fault]:
        for row, cells in enumerate(self._pages[title]):
            for column, raw in enumerate(cells):
                at = (title, (row, column))
                known = at in self._shown or at in self._computed or at in self._typed
                if not known and text_of(raw).strip():
                    reason = "W tej komórce nic nie wydano i nic nie wolno wpisywać. Usuń wpis z tego wiersza."
                    yield Fault(title, reference(row, column), _short(text_of(raw)), reason)

    def _answer(self, title: str, place: tuple[int, int], rule: Rule) -> Answer:
        cell = reference(*place)
        problem = self._errors.get(title, {}).get(place)
        raw = self._raw(title, place)
        value = None
        if problem is not None:
            self._fault(title, place, problem, SENTENCES["cell_error"].format(value=problem))
        elif text_of(raw).strip():
            try:
                value = rule.read(raw)
            except Unreadable as unreadable:
                details = {key: _short(str(each)) for key, each in unreadable.details.items()}
                self._fault(title, place, text_of(raw), SENTENCES[unreadable.code].format(**details))
        return Answer(title, cell, value)

    def _fault(self, title: str, place: tuple[int, int], value: str, reason: str) -> None:
        self._faults.append(Fault(title, reference(*place), _short(value), reason))

    def _raw(self, title: str, place: tuple[int, int]) -> Raw:
        rows, (row, column) = self._pages.get(title, ()), place
        return rows[row][column] if row < len(rows) and column < len(rows[row]) else None

    def _text(self, title: str, place: tuple[int, int]) -> str:
        return text_of(self._raw(title, place))


def _short(value: str) -> str:
    return value if len(value) <= _SHOWN_LENGTH else value[: _SHOWN_LENGTH - 1] + "…"
