"""Grants in spreadsheets: „Dotacje” and the sheets of their lists; a grant is known by the number of its agreement."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args, get_type_hints

from app.core.polish import fold
from app.core.problems import Problem
from app.core.progress import Progress
from app.core.words import FieldWords
from app.exchange.cells import Cell, Money, Raw, Style, Text, Unreadable, text_of
from app.exchange.layout import Column, Layout, SideSheet, columns_of
from app.exchange.reading import Reading, RefusedRow, Row, refusal
from app.exchange.spreadsheets import Format, read_records, write_records
from app.registers.ngos.dictionary import SphereList
from app.registers.ngos.grants.domain import GrantDraft, state_on, validate
from app.registers.ngos.grants.words import FIELDS, LABELS, PROBLEMS, STATES

_SIDES = {"partners": "Umowy wspólne", "tranches": "Transze", "annexes": "Aneksy"}
"""Titles of the sheets of list fields."""
_EXACT = ("remarks", "control", "note")
_MONEY = ("asked", "granted", "own_share", "settled", "returned", "interest")


@dataclass(frozen=True)
class Organisation:
    """An organisation by its name; one that the register does not have is refused."""

    names: Mapping[int, str]
    style: Style = "text"

    def write(self, value: int | None) -> str | None:
        return None if value is None else self.names.get(value, "")

    def read(self, raw: Raw) -> int:
        text = text_of(raw).strip()
        wanted = _key(text)
        found = [ngo_id for ngo_id, name in self.names.items() if _key(name) == wanted]
        if not found:
            raise Unreadable("unknown_organisation", value=text)
        return found[0]

    def rule(self) -> str:
        return "pełna nazwa organizacji z rejestru „Organizacje”"


@dataclass(frozen=True)
class Sphere:
    """A code of a sphere, written with its name."""

    spheres: SphereList
    style: Style = "text"

    def write(self, value: str) -> str | None:
        return self.spheres.label(value) if value else None

    def read(self, raw: Raw) -> str:
        return text_of(raw).strip().split(".")[0].split(" ")[0]

    def rule(self) -> str:
        return "kod sfery, na przykład 17"


def layout(names: Mapping[int, str], spheres: SphereList) -> Layout[GrantDraft]:
    """The layout of grants for reading and writing; ``names`` are organisations by id."""
    organisation, sphere = Organisation(names), Sphere(spheres)
    special: dict[str, Cell] = {name: Money() for name in (*_MONEY, "tranches.amount")}
    special |= {name: Text(exact=True) for name in _EXACT}
    special |= {"ngo_id": organisation, "partners.ngo_id": organisation, "sphere": sphere}
    columns = _with_key_first(columns_of(GrantDraft, FIELDS, LABELS, special=special, omit=("offer_id",)))
    return Layout("Dotacje", GrantDraft, "agreement_number", columns, tuple(_sides(special)), FIELDS, PROBLEMS)


def _with_key_first(columns: Iterator[Column]) -> tuple[Column, ...]:
    """The number of the agreement ties the sheets, so it stands first."""
    listed = list(columns)
    return tuple(sorted(listed, key=lambda column: column.field != "agreement_number"))


def _sides(special: Mapping[str, Cell]) -> Iterator[SideSheet]:
    hints = get_type_hints(GrantDraft)
    for name, title in _SIDES.items():
        row_type = get_args(hints[name])[0]
        columns = tuple(columns_of(row_type, FIELDS, LABELS, special=special, prefix=f"{name}."))
        yield SideSheet(name, title, row_type, columns, FIELDS[name].help)


def write_grants(
    grants: Sequence[GrantDraft],
    path: Path,
    form: Format,
    names: Mapping[int, str],
    spheres: SphereList,
    today: date,
    progress: Progress,
    notice: str = "",
) -> None:
    """Write grants to XLSX or CSV, with the program's number, sums and the state on ``today``."""
    plain = layout(names, spheres)
    more = (
        Column("number", FIELDS["number"], Text(), shown=lambda each: each.number),
        Column("paid", FieldWords("Wypłacono"), Money(), shown=lambda each: each.paid),
        Column("to_return", FieldWords("Do zwrotu"), Money(), shown=lambda each: each.to_return),
        Column("state", FieldWords("Stan"), Text(), shown=lambda each: STATES[state_on(each, today)]),
    )
    whole = Layout(plain.title, GrantDraft, plain.key, (*plain.columns, *more), plain.sides, FIELDS, PROBLEMS)
    write_records(whole, grants, path, form, progress, notice)


def read_grants(path: Path, names: Mapping[int, str], spheres: SphereList, progress: Progress) -> Reading[GrantDraft]:
    """Read grants from XLSX or CSV.

    Raises Refusal when the file as a whole cannot be read, EnvironmentProblem and Cancelled; bad rows are listed in
    the result.
    """
    return read_records(layout(names, spheres), path, validate, progress)


def refused(row: Row[GrantDraft], problem: Problem, names: Mapping[int, str], spheres: SphereList) -> RefusedRow:
    """Where in the file a problem stands that only the use case could find."""
    return refusal(layout(names, spheres), row, problem)


def _key(name: str) -> str:
    return " ".join(fold(name).replace("„", "").replace("”", "").replace('"', "").split())
