"""Use cases of programmes of cooperation: next year's from the last one, the passing, the report and its publishing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.dates import format_date
from app.core.errors import Refusal
from app.core.money import format_money
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import counted, fold
from app.core.problems import Problem
from app.core.records import Outcome
from app.records import environment
from app.records.intake import TakingIn
from app.records.listing import CaseFilter, Filter
from app.records.mapping import draft_of
from app.records.usecases import Noun
from app.registers.ngos import dictionary
from app.registers.ngos.dictionary import SphereList, unknown_spheres
from app.registers.ngos.programmes import repository
from app.registers.ngos.programmes.domain import (
    Programme,
    ProgrammeDraft,
    following,
    period,
    usual_title,
    validate,
)
from app.registers.ngos.programmes.due import most_small_grants, passing_due, report_due
from app.registers.ngos.programmes.model import ProgrammeRow
from app.registers.ngos.programmes.words import FIELDS, LABELS, PROBLEMS
from app.registers.ngos.rules import figures_on, rules_on
from db.store import Store


class Programmes(TakingIn[Programme, ProgrammeDraft]):
    """Programmes of cooperation, of a year and of many (art. 5a); ``resting`` counts what would lose one, by name."""

    entity = "ngo_programme"
    noun = Noun("program współpracy", "program współpracy")
    row, record, draft = ProgrammeRow, Programme, ProgrammeDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (ProgrammeRow.first_year, ProgrammeRow.last_year)
    rests = frozenset({"ngo_consultation", "ngo_contest"})
    shown_first = (ProgrammeRow.first_year.desc(), ProgrammeRow.last_year.desc())
    key = "first_year"

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        spheres: Callable[[], SphereList] = dictionary.shipped,
        resting: Callable[[Session, Programme], Mapping[str, int]] = lambda _session, _programme: {},
    ) -> None:
        super().__init__(store, clock, actor)
        self.spheres = spheres
        self._resting = resting

    def title(self, record: Programme | ProgrammeDraft) -> str:
        years = period(record)
        return f"na lata {years}" if "–" in years else f"na rok {years}"

    def validate(self, draft: ProgrammeDraft) -> tuple[Problem, ...]:
        return (*validate(draft), *legal_problems(draft))

    def filters(self) -> Mapping[str, Filter]:
        return {
            "state": CaseFilter(lambda: repository.states(self.clock.today())),
            "concern": CaseFilter(lambda: repository.concerns(self.clock.today())),
            "kind": CaseFilter(repository.kinds),
        }

    def sorts(self) -> Mapping[str, Any]:
        row = ProgrammeRow
        return {
            "period": (row.first_year, row.last_year),
            "passed_on": (row.passed_on, row.first_year),
            "money": (row.money, row.first_year),
            "report_on": (row.report_on, row.first_year),
        }

    # -- reading -----------------------------------------------------------------------------------------------

    def of_year(self, year: int) -> Programme | None:
        """The yearly programme, None where there is none."""
        self._require("read")
        with environment.reading(self.store) as session:
            found = repository.of_years(session, year, year)
            return None if found is None else self._fetch(session, (found,))[0]

    def missing_year(self) -> int | None:
        """The year whose programme is to be passed soon, or should have been, and is not here; None when it is.

        Until the days before the term it is this year's programme that must be there, then the next one.
        """
        self._require("read")
        today = self.clock.today()
        month, day = rules_on(today).programme_due
        near = (date(today.year, month, day) - today).days <= rules_on(today).programme_alarm
        with environment.reading(self.store) as session:
            known = repository.yearly(session)
            if not known and not repository.has_organisations(session):
                # an office that has entered nothing yet has its first steps to read
                return None
        if not known or min(known) > today.year:
            # an office that has just begun need not be told of years before
            return today.year + 1 if near and known.get(today.year + 1) is None else None
        wanted = today.year + 1 if near else today.year
        return None if wanted in known else wanted

    def attention(self) -> Mapping[str, int]:
        """How many programmes each concern has."""
        return self._count_each(repository.concerns(self.clock.today()))

    def next_draft(self) -> ProgrammeDraft:
        """The programme to be made now: of the first year from the next on without one, filled from the last."""
        self._require("read")
        with environment.reading(self.store) as session:
            known = repository.yearly(session)
            # a whole office may begin with the year that runs
            year = self.clock.today().year + 1
            while year in known:
                year += 1
            last = max((each for each in known if each < year), default=None)
            before = None if last is None else self._fetch(session, (known[last],))[0]
        if before is None:
            return ProgrammeDraft(title=usual_title(year, year), first_year=year, last_year=year)
        return following(draft_of(before, ProgrammeDraft), year)

    # -- days --------------------------------------------------------------------------------------------------

    def note_passing(self, record_id: int, version: int, passed_on: date | None, resolution: str) -> Outcome[Programme]:
        """The council passed the programme."""
        self._require("edit")
        if passed_on is None:
            raise self.invalid((Problem("passed_on", "required"),))
        outcome = self._amend(record_id, version, passed_on=passed_on, resolution=resolution.strip())
        late = passed_on > outcome.record.passing_due
        said = f" Termin minął {format_date(outcome.record.passing_due)}." if late else ""
        message = f"Program współpracy {self.title(outcome.record)} uchwalono {format_date(passed_on)}.{said}"
        return replace(outcome, message=message)

    def note_report(
        self, record_id: int, version: int, report_on: date | None, published_on: date | None
    ) -> Outcome[Programme]:
        """The report on the programme was laid before the council, published, or both."""
        self._require("edit")
        if report_on is None and published_on is None:
            raise self.invalid((Problem("report_on", "required"),))
        outcome = self._amend(record_id, version, report_on=report_on, published_on=published_on)
        return replace(outcome, message=f"Zapisano sprawozdanie z programu współpracy {self.title(outcome.record)}.")

    def note_consulting(
        self, record_id: int, version: int, since: date | None, until: date | None, course: str = ""
    ) -> Outcome[Programme]:
        """The days of a consultation that was held, and its course where the programme tells none yet."""
        self._require("edit")
        before = self.get(record_id)
        changes: dict[str, Any] = {"consulted_from": since, "consulted_to": until}
        if course.strip() and not before.making.strip():
            changes["making"] = course.strip()
        return self._amend(record_id, version, **changes)

    def _stored_like(self, session: Session, draft: ProgrammeDraft) -> Any:
        """A programme of a file is known by its years."""
        if draft.first_year is None or draft.last_year is None:
            return None
        found = repository.of_years(session, draft.first_year, draft.last_year)
        return None if found is None else session.get(ProgrammeRow, found)

    # -- rules that need the database ----------------------------------------------------------------------------

    def _may_delete(self, session: Session, record: Programme) -> None:
        found = self._resting(session, record)
        if found:
            raise Refusal(
                f"Nie można usunąć programu współpracy {self.title(record)}: dotyczą go {counted(found)}. "
                "Jeżeli coś w nim wpisano źle, popraw go zamiast usuwać."
            )

    def _check(self, session: Session, draft: ProgrammeDraft, row: Any) -> Iterator[Problem]:
        if draft.first_year is not None and draft.last_year is not None:
            taken = repository.of_years(session, draft.first_year, draft.last_year)
            if taken is not None and (row is None or taken != row.id):
                yield Problem("first_year", "year_taken", {"period": self.title(draft).removeprefix("na ")})
        # what was planned under an older list stays as it was planned
        kept = set() if row is None else {each.sphere for each in row.tasks}
        planned = ((f"tasks.{index}.sphere", task.sphere) for index, task in enumerate(draft.tasks))
        yield from unknown_spheres(self.spheres, planned, kept)

    def _before_save(self, session: Session, row: Any, draft: ProgrammeDraft, before: Programme | None) -> None:
        assert draft.first_year is not None, "checked before"
        assert draft.last_year is not None, "checked before"
        row.passing_due, row.report_due = passing_due(draft.first_year), report_due(draft.last_year)
        row.sort = f"{draft.first_year:04d}{draft.last_year:04d}"
        row.find = fold(
            f"{self.noun.nominative} {self.title(draft)} {draft.title} {draft.resolution} {draft.note} "
            + " ".join(task.task for task in draft.tasks)
        )


def legal_problems(draft: ProgrammeDraft) -> Iterator[Problem]:
    """Rules that rest on dated figures: years that these know, and the limit of small grants (art. 19a ust. 7)."""
    if draft.first_year is None or draft.last_year is None or any(validate_years(draft)):
        return
    try:
        passing_due(draft.first_year)
        report_due(draft.last_year)
        most = most_small_grants(draft)
        figure = figures_on(date(draft.first_year, 1, 1))["small_share_percent"]
    except Refusal as refusal:
        yield Problem("first_year", "year_unknown", {"reason": str(refusal)})
        return
    if most is not None and draft.small_grants is not None and draft.small_grants > most:
        details = {"percent": figure.value, "most": format_money(most), "source": figure.source}
        yield Problem("small_grants", "small_too_much", details)


def validate_years(draft: ProgrammeDraft) -> Iterator[Problem]:
    """What is wrong with the years themselves, so that nothing is counted from them."""
    return (problem for problem in validate(draft) if problem.field in ("first_year", "last_year"))
