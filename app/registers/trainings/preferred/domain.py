"""The January list of preferred training institutions, worked out from the cards (seed, slide 33, last step)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.drafts import FIRST_YEAR, LAST_YEAR, day, number, shape_problems, text
from app.core.problems import Problem


class ListState(StrEnum):
    """Whether the head of the office approved it."""

    DRAFT = "draft"
    APPROVED = "approved"


@dataclass(frozen=True, kw_only=True)
class InstitutionNote:
    """What a person adds to the computed line of one institution; ``left_out`` takes it off the list, with a reason."""

    institution_id: int | None = None
    left_out: bool = False
    note: str = text(300)


@dataclass(frozen=True, kw_only=True)
class PreferredListDraft:
    """What the form of a list edits: of which year, and trainings of which days count, both included."""

    year: int | None = number(FIRST_YEAR, LAST_YEAR)
    since: date | None = day()
    until: date | None = day()
    notes: tuple[InstitutionNote, ...] = ()
    note: str = text(1000)


@dataclass(frozen=True, kw_only=True)
class PreferredList(PreferredListDraft):
    """A list as saved; its lines are asked for by themselves; an approved one keeps them as they were."""

    id: int
    version: int
    state: ListState
    approved_on: date | None
    approved_by: str


def validate(draft: PreferredListDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: PreferredListDraft) -> Iterator[Problem]:
    for name in ("year", "since", "until"):
        if getattr(draft, name) is None:
            yield Problem(name, "required")
    if draft.since is not None and draft.until is not None and draft.until < draft.since:
        yield Problem("until", "ends_before_start")
    seen: set[int] = set()
    for index, each in enumerate(draft.notes):
        if each.institution_id is None:
            yield Problem(f"notes.{index}.institution_id", "note_needs_institution")
        elif each.institution_id in seen:
            yield Problem(f"notes.{index}.institution_id", "institution_twice")
        else:
            seen.add(each.institution_id)
        if each.left_out and not each.note.strip():
            yield Problem(f"notes.{index}.note", "left_out_needs_reason")
