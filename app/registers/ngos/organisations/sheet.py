"""Organisations in spreadsheets: which field stands where, in „Organizacje” and the sheets of their lists."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from app.core.problems import Problem
from app.core.progress import Progress
from app.exchange.cells import Cell, Choice, Raw, Style, Text, Unreadable, text_of
from app.exchange.layout import Layout, columns_of
from app.exchange.reading import Reading, RefusedRow, Row, refusal
from app.exchange.spreadsheets import Format, read_records, write_records
from app.records.layouts import side_sheets
from app.registers.ngos.dictionary import SphereList
from app.registers.ngos.organisations.domain import OrganisationDraft, validate
from app.registers.ngos.organisations.repository import name_key
from app.registers.ngos.organisations.words import FIELDS, LABELS, PROBLEMS

_SIDES = {"addresses": "Adresy", "people": "Ludzie", "achievements": "Osiągnięcia", "consents": "Zgody"}
"""Titles of the sheets of list fields."""
_CODE = re.compile(r"([0-9]{1,3}[a-z]{0,3})(?:\.\s.*|\.?)", re.DOTALL)
_KRS_DIGITS = 10


@dataclass(frozen=True)
class Krs:
    """A KRS number; a spreadsheet that took it for a number has lost the zeros it begins with."""

    style: Style = "text"

    def write(self, value: str) -> str | None:
        return value or None

    def read(self, raw: Raw) -> str:
        text = text_of(raw).strip()
        return text.zfill(_KRS_DIGITS) if text.isascii() and text.isdigit() else text

    def rule(self) -> str:
        return "10 cyfr"


@dataclass(frozen=True)
class Metres:
    """A coordinate in EPSG:2180 metres."""

    style: Style = "number"

    def write(self, value: float | None) -> float | None:
        return value

    def read(self, raw: Raw) -> float:
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            return float(raw)
        text = text_of(raw).strip()
        if not re.fullmatch(r"[0-9]{1,7}([.,][0-9]{1,12})?", text):
            raise Unreadable("bad_metres", value=text)
        return float(text.replace(",", "."))

    def rule(self) -> str:
        return "metry w układzie PL-1992 (EPSG:2180), na przykład 412345,67"


@dataclass(frozen=True)
class Spheres:
    """Codes of spheres, one in a line with its name; codes alone may be parted by commas."""

    names: Mapping[str, str]
    style: Style = "text"

    def write(self, value: tuple[str, ...]) -> str | None:
        return "\n".join(self.names.get(code, code) for code in value) or None

    def read(self, raw: Raw) -> tuple[str, ...]:
        text = text_of(raw)
        parts = [part.strip() for part in text.replace(";", "\n").split("\n")]
        codes = [code for part in parts if part for code in _codes(part)]
        return tuple(dict.fromkeys(codes))

    def rule(self) -> str:
        return "kody sfer z art. 4 ust. 1, każdy w osobnym wierszu komórki albo po przecinku, na przykład 1, 16, 22a"


@dataclass(frozen=True)
class ByName:
    """An organisation by its name; one that the register does not have is refused."""

    names: Mapping[int, str]
    style: Style = "text"

    def write(self, value: int | None) -> str | None:
        return None if value is None else self.names.get(value, "")

    def read(self, raw: Raw) -> int:
        text = text_of(raw).strip()
        found = self._known.get(name_key(text))
        if found is None:
            raise Unreadable("unknown_organisation", value=text)
        return found

    def rule(self) -> str:
        return "pełna nazwa organizacji z rejestru „Organizacje”"

    @cached_property
    def _known(self) -> Mapping[str, int]:
        # of several with one name the first, which is one of the register where any is
        return {name_key(name): number for number, name in reversed(tuple(self.names.items()))}


@dataclass(frozen=True)
class Sphere:
    """One code with its name."""

    names: Mapping[str, str]
    style: Style = "text"

    def write(self, value: str) -> str | None:
        return self.names.get(value, value) or None

    def read(self, raw: Raw) -> str:
        text = text_of(raw).strip()
        found = _CODE.fullmatch(text)
        return text if found is None else found[1]

    def rule(self) -> str:
        return "kod sfery, na przykład 16"


def _codes(part: str) -> list[str]:
    found = _CODE.fullmatch(part)
    if found is not None:
        return [found[1]]
    return [code.strip().rstrip(".") for code in part.split(",") if code.strip()]


def layout(spheres: SphereList) -> Layout[OrganisationDraft]:
    """The layout of organisations; one is known by its KRS, else by its name."""
    return _layout(tuple((each.code, spheres.label(each.code)) for each in spheres.spheres))


@lru_cache(maxsize=2)
def _layout(spheres: tuple[tuple[str, str], ...]) -> Layout[OrganisationDraft]:
    names = dict(spheres)
    special: Mapping[str, Cell] = {
        **dict.fromkeys(("aims", "tasks", "premises", "note", "achievements.text"), Text(exact=True)),
        **dict.fromkeys(("nip", "regon", "account"), Text()),
        "krs": Krs(),
        "spheres": Spheres(names),
        "leading": Sphere(names),
        "addresses.private": Choice({True: "tak", False: "nie"}),
        "addresses.x": Metres(),
        "addresses.y": Metres(),
    }
    columns = tuple(columns_of(OrganisationDraft, FIELDS, LABELS, special=special))
    sides = side_sheets(OrganisationDraft, _SIDES, FIELDS, LABELS, special=special)
    return Layout("Organizacje", OrganisationDraft, "name", columns, sides, FIELDS, PROBLEMS)


def write_organisations(
    organisations: Sequence[OrganisationDraft],
    path: Path,
    form: Format,
    spheres: SphereList,
    progress: Progress,
    notice: str = "",
) -> None:
    """Write organisations with everything the office knows of them to XLSX or CSV; not for the public."""
    write_records(layout(spheres), organisations, path, form, progress, notice)


def read_organisations(path: Path, spheres: SphereList, progress: Progress) -> Reading[OrganisationDraft]:
    """Read organisations from XLSX or CSV.

    Raises Refusal when the file as a whole cannot be read, EnvironmentProblem and Cancelled; bad rows are listed in
    the result.
    """
    return read_records(layout(spheres), path, validate, progress)


def refused(row: Row[OrganisationDraft], problem: Problem, spheres: SphereList) -> RefusedRow:
    """Where in the file a problem stands that only the use case could find."""
    return refusal(layout(spheres), row, problem)
