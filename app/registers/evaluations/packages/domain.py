"""Packages for raters: a workbook out to somebody without the program, and back in, whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from app.core.records import Change
from app.registers.evaluations.sheets.domain import Evaluation, EvaluationDraft, State

OPEN_FOR_MARKS = frozenset({State.CRITERIA_GIVEN, State.SELF_ASSESSED})
"""Sheets in these states travel in packages: the person knows the criteria, and the marks are not closed yet."""


class PackageState(StrEnum):
    """Where a rater stands with the newest package."""

    NOTHING_OUT = "nothing_out"
    OUT = "out"
    RETURNED = "returned"


@dataclass(frozen=True, kw_only=True)
class RaterPackage:
    """A package as handed out; ``people`` is how many sheets are in it, ``serial`` counts the rater's packages."""

    id: int
    version: int
    campaign_id: int
    rater_id: int
    serial: int
    issued_at: datetime
    people: int
    returned_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class RaterLine:
    """One rater of a campaign.

    ``ready`` counts people whose sheets can be marked now, ``waiting`` those not given their criteria yet, ``done``
    those whose marks are closed. ``package`` is the newest one.
    """

    rater_id: int
    rater: str
    post: str
    ready: int
    waiting: int
    done: int
    package: RaterPackage | None = None

    @property
    def id(self) -> int:
        """The rater's, by which a table keeps its place."""
        return self.rater_id

    @property
    def state(self) -> PackageState:
        """Where the newest package is."""
        if self.package is None:
            return PackageState.NOTHING_OUT
        return PackageState.OUT if self.package.returned_at is None else PackageState.RETURNED


@dataclass(frozen=True, kw_only=True)
class Handout:
    """All that a workbook is made of: the package, whose it is, and the sheets as they are now."""

    package: RaterPackage
    campaign: str
    ends_on: date | None
    office: str
    rater: str
    rater_post: str
    secret: bytes
    issued_on: date
    evaluations: tuple[Evaluation, ...]


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What a returned workbook says of itself; not to be trusted before its seal is checked."""

    package: int
    campaign_id: int
    rater_id: int
    serial: int
    key: str
    office: str
    campaign: str
    rater: str


@dataclass(frozen=True)
class Place:
    """Where something stands in the workbook; ``cell`` is blank for a whole worksheet."""

    sheet: str
    cell: str = ""


@dataclass(frozen=True)
class Remark:
    """One thing about the workbook: a fault, for which nothing is taken, or what is still missing. ``value`` typed."""

    place: Place
    value: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Filled:
    """One sheet as it came back: what was typed, and where each field of the draft stands in the workbook."""

    evaluation_id: int
    draft: EvaluationDraft
    page: str
    places: Mapping[str, Place] = field(default_factory=dict, repr=False)

    def place(self, name: str) -> Place:
        """Where a field stands; ``marks.3.not_applicable`` is chosen in the same cell as the mark."""
        name = name.replace(".not_applicable", ".mark")
        while name and name not in self.places:
            name = name.rpartition(".")[0]
        return self.places.get(name, Place(self.page))


@dataclass(frozen=True, kw_only=True)
class PackageReport:
    """What reading a package back did or, in a dry run, would do.

    ``faults`` refuse the whole package. ``missing`` is what the rater has not filled in yet; the rest is saved all the
    same, as a draft. ``again`` says when the package was read back before: then it has to be asked for explicitly.
    """

    package: int
    rater: str
    campaign: str
    campaign_id: int
    people: int
    changed: int
    marks: int
    marks_possible: int
    faults: tuple[Remark, ...]
    missing: tuple[Remark, ...]
    again: datetime | None
    dry_run: bool
    change: Change

    @property
    def refused(self) -> bool:
        """Whether nothing of it can be taken."""
        return bool(self.faults)

    @property
    def complete(self) -> bool:
        """Whether the rater has filled in everything."""
        return not self.missing


def handed_out(evaluation: Evaluation) -> EvaluationDraft:
    """The part of a sheet that a package may change; whatever else changes meanwhile does not make a package old."""
    marks = tuple(replace(mark, self_mark=None) for mark in evaluation.marks)
    return EvaluationDraft(
        marks=marks,
        opinion=evaluation.opinion,
        conclusions=evaluation.conclusions,
        goals=evaluation.goals,
        needs=evaluation.needs,
    )
