"""What summaries of trainings are about beside the entries of the register."""

from dataclasses import dataclass
from datetime import date

from app.core.date_ranges import DateRange
from app.core.drafts import text


@dataclass(frozen=True)
class CriterionChange:
    """Marks of one criterion in the last evaluation before a training and in the first one after it."""

    criterion: str
    before: int
    after: int


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What came of one participation; ``mark`` is what the head saw, ``due`` that it waits to be looked at."""

    participation_id: int
    person: str
    topic: str
    ends_on: date
    mark: int | None
    note: str
    due: bool
    changes: tuple[CriterionChange, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DatedMark:
    """A mark of one criterion in an evaluation that was signed on that day."""

    signed_on: date
    criterion: str
    mark: int


def changes(
    marks: tuple[DatedMark, ...], criteria: tuple[str, ...], starts_on: date, ends_on: date
) -> tuple[CriterionChange, ...]:
    """For each criterion its last mark signed before the training began and the first one signed after it ended."""
    found = []
    for criterion in criteria:
        own = sorted((each for each in marks if each.criterion == criterion), key=lambda each: each.signed_on)
        before = [each.mark for each in own if each.signed_on < starts_on]
        after = [each.mark for each in own if each.signed_on > ends_on]
        if before and after:
            found.append(CriterionChange(criterion, before[-1], after[0]))
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class OldLine:
    """A line of an old register: one person in one training as the file says it.

    ``cost`` is grosze, None where nothing is known of it.
    """

    sheet: str
    row: int
    unit: str
    number: str
    person: str
    post: str = text(160)
    days: DateRange
    topic: str
    institution: str
    cost: int | None
