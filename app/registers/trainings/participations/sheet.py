"""Participations in spreadsheets: the register for people, and participation cards to fill in and read back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.core.drafts import day, shape_problems, text
from app.core.drafts import number as whole
from app.core.problems import Problem
from app.core.progress import Progress
from app.core.words import FieldWords
from app.exchange.cells import Cell, Choice, Day, Money, Number, Text
from app.exchange.layout import Column, Layout, columns_of
from app.exchange.reading import Reading, RefusedRow, Row, refusal
from app.exchange.spreadsheets import Format, read_records, write_records
from app.registers.trainings.participations.domain import (
    HIGHEST_MARK,
    LOWEST_MARK,
    MARKS,
    Card,
    Participation,
    ParticipationDraft,
)
from app.registers.trainings.participations.words import (
    ATTENDANCE,
    FIELDS,
    LABELS,
    OUTCOMES,
    PROBLEMS,
    SEATS,
    STEPS,
)


@dataclass(frozen=True, kw_only=True)
class CardLine:
    """One person's card in a workbook: whose it is, then what the person wrote."""

    number: str = text(20, required=True)
    person: str = text(200)
    unit: str = text(40)
    topic: str = text(300)
    filled_on: date | None = day()
    content: int | None = whole(LOWEST_MARK, HIGHEST_MARK)
    lecturer: int | None = whole(LOWEST_MARK, HIGHEST_MARK)
    usefulness: int | None = whole(LOWEST_MARK, HIGHEST_MARK)
    materials: int | None = whole(LOWEST_MARK, HIGHEST_MARK)
    organisation: int | None = whole(LOWEST_MARK, HIGHEST_MARK)
    value: int | None = whole(LOWEST_MARK, HIGHEST_MARK)
    applied: str = text(2000)
    recommended: bool | None = None
    complaint: str = text(1000)

    @property
    def card(self) -> Card:
        """What stands on the card."""
        return Card(
            **{name: getattr(self, name) for name in MARKS},
            applied=self.applied.strip(),
            recommended=self.recommended,
            complaint=self.complaint.strip(),
        )


_CARD_FIELDS: Mapping[str, FieldWords] = {
    **FIELDS,
    "person": FieldWords("Osoba"),
    "unit": FieldWords("Komórka"),
    "topic": FieldWords("Szkolenie"),
    "filled_on": FieldWords("Dzień wypełnienia"),
}


def card_layout() -> Layout[CardLine]:
    """Which field stands where."""
    special: dict[str, Cell] = {
        "number": Text(),
        "recommended": Choice({True: "tak", False: "nie"}),
        "applied": Text(exact=True),
        "complaint": Text(exact=True),
    }
    columns = tuple(columns_of(CardLine, _CARD_FIELDS, LABELS, special=special))
    return Layout("Karty uczestnictwa", CardLine, "number", columns, (), _CARD_FIELDS, PROBLEMS)


def card_line(each: Participation) -> CardLine:
    """The line of one person; empty but for who it is while the card is not filled in."""
    marks = {name: getattr(each, name) for name in MARKS}
    return CardLine(
        number=each.number,
        person=each.person,
        unit=each.unit,
        topic=each.topic,
        **marks,
        applied=each.applied,
        recommended=each.recommended,
        complaint=each.complaint,
    )


def write_cards(lines: Sequence[CardLine], path: Path, form: Format, progress: Progress, notice: str = "") -> None:
    """Write a workbook of cards to XLSX or CSV."""
    write_records(card_layout(), lines, path, form, progress, notice)


def read_cards(path: Path, progress: Progress) -> Reading[CardLine]:
    """Read a filled one. Raises Refusal when the file as a whole cannot be read, EnvironmentProblem and Cancelled."""
    return read_records(card_layout(), path, _shape, progress)


def refused(row: Row[CardLine], problem: Problem) -> RefusedRow:
    """Where in the file a problem stands that only the program's data could show."""
    return refusal(card_layout(), row, problem)


def _shape(line: CardLine) -> tuple[Problem, ...]:
    return tuple(shape_problems(line))


# -- the register for people -------------------------------------------------------------------------------------------

_OF_RECORD: Mapping[str, Cell] = {
    "person": Text(),
    "person_number": Text(),
    "post": Text(),
    "unit": Text(),
    "topic": Text(),
    "institution": Text(),
    "starts_on": Day(),
    "ends_on": Day(),
    "days": Number(),
    "cost": Money(),
    "outcome": Choice(OUTCOMES),
    "outcome_reason": Text(),
    "waiting_for": Choice({step: words.label for step, words in STEPS.items()}),
    "waiting_since": Day(),
    "seat": Choice(SEATS),
    "attendance": Choice(ATTENDANCE),
    **{name: Number() for name in MARKS},
    "applied": Text(exact=True),
    "recommended": Choice({True: "tak", False: "nie"}),
    "complaint": Text(exact=True),
    "head_remarks": Text(exact=True),
    "effect_on": Day(),
    "effect_mark": Number(),
    "effect_note": Text(exact=True),
}
_OMITTED = ("course_id", "employee_id", "need_id")


def write_participations(
    found: Sequence[Participation], path: Path, form: Format, progress: Progress, notice: str = ""
) -> None:
    """Write participations to XLSX or CSV, for people: written only."""
    special = {
        name: Text(exact=True)
        for name in ("justification", "head_opinion", "secretary_opinion", "treasurer_opinion", "note")
    }
    columns = (
        Column("number", FIELDS["number"], Text()),
        *(Column(name, FIELDS[name], cell) for name, cell in _OF_RECORD.items()),
        *columns_of(ParticipationDraft, FIELDS, LABELS, special=special, omit=_OMITTED),
    )
    layout: Layout[ParticipationDraft] = Layout(
        "Udział w szkoleniach", ParticipationDraft, "number", columns, (), FIELDS, PROBLEMS
    )
    write_records(layout, found, path, form, progress, notice)
