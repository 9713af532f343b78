"""Lines of an old register taken over: people and institutions looked up, trainings made, one transaction or none."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.collector import collector_paused
from app.core.dates import format_date
from app.core.drafts import shape_problems
from app.core.errors import NotAllowed
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold, sort_key
from app.core.problems import Problem
from app.core.progress import NoProgress, Progress
from app.core.records import Change
from app.people.employees.model import EmployeeRow
from app.people.units.domain import UnitDraft
from app.people.units.model import UnitRow
from app.records import environment
from app.records.adding import NewRow, insert_rows, new_row
from app.records.intake import Taken, TakeOver, Verdict
from app.registers.trainings.courses import domain as courses
from app.registers.trainings.courses.domain import CourseDraft, CourseKind
from app.registers.trainings.courses.model import CostLineRow, CourseRow
from app.registers.trainings.courses.words import days_in_words
from app.registers.trainings.institutions import domain as institutions
from app.registers.trainings.institutions import repository as known_institutions
from app.registers.trainings.institutions import similarity
from app.registers.trainings.institutions.domain import InstitutionDraft, name_key
from app.registers.trainings.institutions.model import InstitutionRow
from app.registers.trainings.participations.domain import OwnCost, Step, StepDone
from app.registers.trainings.participations.model import ParticipationRow
from app.registers.trainings.participations.taking import Past, TakingParticipations
from app.registers.trainings.summaries.domain import OldLine
from db import audit
from db.store import Store

WHY_SKIPPED = "wczytano z dawnego zestawienia"
DOCUMENT = "z dawnego zestawienia"
_REPORT_EVERY = 500
_SHOWN = 60
"""Characters of a value that a sentence names."""
_CourseKey = tuple[str, date, date, int | str]
"""Topic, first and last day, id of the institution or, for one to be made, the key of its name."""


@dataclass
class _Known:
    """What is in the database, by what a line calls it."""

    by_number: dict[str, int]
    by_name: dict[str, list[Any]]
    symbols: dict[str, tuple[int, str]]
    """Units by their folded symbol or name: id and the symbol as the office writes it."""
    institutions: dict[str, int]
    courses: dict[_CourseKey, list[int]]
    """One training may be written down twice, for two groups."""
    taken: set[tuple[int, int]]
    with_costs: set[int]
    """Trainings whose own costs are known."""
    new_institutions: dict[str, str] = field(default_factory=dict)
    """Name by key."""
    new_courses: dict[_CourseKey, CourseDraft] = field(default_factory=dict)
    seen: set[tuple[_CourseKey, int]] = field(default_factory=set)


@dataclass(frozen=True)
class OldRegisterTaken:
    """What became of the lines; ``alike`` are new institutions beside those that they may be."""

    result: TakeOver
    alike: tuple[tuple[str, str], ...]


class RegisterTaking:
    """Takes lines over in the name of the person at work."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        participations: TakingParticipations,
    ) -> None:
        self.store, self.clock, self.actor = store, clock, actor
        self._participations = participations

    def require(self) -> None:
        """NotAllowed for who may not set up trainings with anybody in them."""
        actor = self.actor()
        for entity in ("training_participation", "training_course", "training_institution"):
            actor.require(f"{entity}.edit")
            if actor.own_only(f"{entity}.edit"):
                raise NotAllowed(actor.refusal)

    def take_over(
        self, lines: Sequence[OldLine], *, dry_run: bool = False, progress: Progress | None = None
    ) -> OldRegisterTaken:
        """Save every good line in one transaction; a dry run only tells what would happen.

        A line is known already when its person is in a training with that topic, those days and that institution.
        """
        self.require()
        progress = progress or NoProgress()
        if dry_run:
            with collector_paused(), environment.reading(self.store) as session:
                taken, known, _ = _all_judged(session, lines, self.clock.today(), progress)
                alike = _alike(session, known)
            return OldRegisterTaken(TakeOver(taken, Change("training_participation", frozenset())), alike)
        with collector_paused(), environment.writing(self.store, self.actor().name) as session:
            taken, known, good = _all_judged(session, lines, self.clock.today(), progress)
            alike = _alike(session, known)
            courses_by_key = self._courses(session, known, self._institutions(session, known))
            progress.report(len(lines), len(lines), "Zapisywanie")
            pasts = [_past(line, employee_id, courses_by_key[key], known) for line, employee_id, key in good]
            ids = self._participations.take_over_within(session, pasts)
            if ids:
                audit.note(session, "import", "training_participation", None, "", facts={"new": len(ids)})
        return OldRegisterTaken(TakeOver(taken, Change("training_participation", frozenset(ids))), alike)

    def _institutions(self, session: Session, known: _Known) -> dict[str, int]:
        """Make the institutions nobody knew; ids by key."""
        rows = []
        for name in known.new_institutions.values():
            row = new_row(session, InstitutionRow, InstitutionDraft(name=name), self.clock.now())
            row.sort, row.find, row.apart = sort_key(name), fold(name), ()
            rows.append(row)
        if rows:
            insert_rows(session, InstitutionRow, rows)
        return dict(zip(known.new_institutions, (row.id for row in rows), strict=True))

    def _courses(self, session: Session, known: _Known, made: dict[str, int]) -> dict[_CourseKey, int]:
        """Make the trainings nobody knew; ids of all of them."""
        rows: list[NewRow] = []
        # a session forgets what nobody holds, and would ask for them one by one
        kept_alive = list(known_institutions.living(session))
        for key, draft in known.new_courses.items():
            institution_id = made[key[3]] if isinstance(key[3], str) and key[3] else draft.institution_id
            row = new_row(session, CourseRow, replace(draft, institution_id=institution_id), self.clock.now())
            row.cancel_reason = ""
            row.sort = sort_key(draft.topic)
            # its title as in the register of trainings, where it is looked for
            row.find = fold(f"„{draft.topic}” ({days_in_words(draft)})")
            rows.append(row)
        del kept_alive
        if rows:
            insert_rows(session, CourseRow, rows)
        return {key: ids[0] for key, ids in known.courses.items()} | dict(
            zip(known.new_courses, (row.id for row in rows), strict=True)
        )


_Good = list[tuple[OldLine, int, _CourseKey]]
"""Lines that can be saved, with the person and the training."""


def _all_judged(
    session: Session, lines: Sequence[OldLine], today: date, progress: Progress
) -> tuple[tuple[Taken, ...], _Known, _Good]:
    known, good, taken = _known(session), _Good(), list[Taken]()
    for done, line in enumerate(lines):
        if done % _REPORT_EVERY == 0:
            progress.report(done, len(lines), "Sprawdzanie wierszy")
        taken.append(_judged(line, known, good, today))
    return tuple(taken), known, good


def _alike(session: Session, known: _Known) -> tuple[tuple[str, str], ...]:
    """Names of institutions to be made, each beside one that is there already or stands in the file, too."""
    fresh = [InstitutionDraft(name=name) for name in known.new_institutions.values()]
    stored = [
        InstitutionDraft(name=row.name, aliases=tuple(row.aliases or ()), town=row.town)
        for row in known_institutions.living(session)
    ]
    found = {
        fresh[place].name: stored[near[0].second].name
        for place, near in enumerate(similarity.near(fresh, stored))
        if near
    }
    for pair in similarity.pairs(fresh):
        found.setdefault(fresh[pair.second].name, fresh[pair.first].name)
    return tuple(found.items())


def _judged(line: OldLine, known: _Known, good: _Good, today: date) -> Taken:
    """What becomes of the line; a good one joins ``good``, and what it needs joins what is to be made."""
    person, problem = _person(line, known)
    problems = [*([problem] if problem is not None else ()), *_line_problems(line, known, today)]
    key, draft = _course(line, known)
    if draft is not None:
        problems += [Problem(_COLUMN.get(each.field, ""), each.code, each.details) for each in courses.validate(draft)]
        named = institutions.validate(InstitutionDraft(name=line.institution)) if line.institution else ()
        problems += [Problem("institution", each.code, each.details) for each in named]
    if problems:
        return Taken(Verdict.REFUSED, tuple(problems))
    assert person is not None, "no problem, so there is one"
    stored = known.courses.get(key, ())
    if any((course_id, person) in known.taken for course_id in stored):
        return Taken(Verdict.UNCHANGED)
    if (key, person) in known.seen:
        return Taken(Verdict.REFUSED, (Problem("person", "line_twice", {"value": _short(line.person)}),))
    if line.cost and not known.with_costs.isdisjoint(stored):
        return Taken(Verdict.REFUSED, (Problem("cost", "course_has_costs"),))
    known.seen.add((key, person))
    if not stored and draft is not None:
        known.new_courses.setdefault(key, draft)
        if isinstance(key[3], str) and key[3]:
            known.new_institutions.setdefault(key[3], line.institution)
    good.append((line, person, key))
    return Taken(Verdict.NEW)


def _line_problems(line: OldLine, known: _Known, today: date) -> Iterator[Problem]:
    """What is wrong with the line whoever and whatever it is about."""
    yield from shape_problems(line)
    if line.days.last > today:
        yield Problem("days", "not_over", {"value": format_date(line.days.last)})
    if line.unit and fold(line.unit) not in known.symbols:
        # of a unit that is no more the symbol is enough
        yield from (replace(each, field="unit") for each in shape_problems(UnitDraft(symbol=line.unit, name="-")))


def _short(value: str) -> str:
    return value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"


_COLUMN = {"topic": "topic", "starts_on": "days", "ends_on": "days", "days": "days", "institution_id": "institution"}


def _person(line: OldLine, known: _Known) -> tuple[int | None, Problem | None]:
    if line.number:
        found = known.by_number.get(line.number)
        problem = None if found is not None else Problem("number", "unknown_number", {"value": _short(line.number)})
        return found, problem
    named = known.by_name.get(_name_key(line.person), [])
    if len(named) > 1 and line.unit:
        # of several with one name the unit decides
        unit_id, _ = known.symbols.get(fold(line.unit), (None, ""))
        named = [row for row in named if unit_id is not None and row.unit_id == unit_id] or named
    if len(named) == 1:
        return named[0].id, None
    code = "many_people" if named else "unknown_person"
    return None, Problem("person", code, {"value": _short(line.person)})


def _name_key(name: str) -> str:
    """By which „Nowak Ewa”, „Ewa NOWAK” and „Nowak, Ewa” are one."""
    return " ".join(sorted(fold(name).replace(",", " ").split()))


def _course(line: OldLine, known: _Known) -> tuple[_CourseKey, CourseDraft | None]:
    """The key of the line's training, and its draft where it is not in the database."""
    name = name_key(line.institution)
    institution: int | str = known.institutions.get(name, name)
    key = (fold(line.topic), line.days.first, line.days.last, institution)
    if key in known.courses:
        return key, None
    draft = known.new_courses.get(key)
    if draft is None:
        draft = CourseDraft(
            topic=line.topic,
            # the key of a new institution is no id; any will do for the rules of the draft
            institution_id=(institution if isinstance(institution, int) else 0) if name else None,
            kind=CourseKind.EXTERNAL if name else CourseKind.INTERNAL,
            starts_on=line.days.first,
            ends_on=line.days.last,
            days=line.days.days,
        )
    return key, draft


def _past(line: OldLine, employee_id: int, course_id: int, known: _Known) -> Past:
    day = line.days.last
    unit_id, unit = known.symbols.get(fold(line.unit), (None, line.unit))
    return Past(
        course_id=course_id,
        employee_id=employee_id,
        requested_on=line.days.first,
        steps=(
            StepDone(step=Step.REQUEST, done_on=line.days.first, reason=WHY_SKIPPED),
            StepDone(step=Step.NOTE, done_on=day, document=DOCUMENT),
        ),
        costs=(OwnCost(component=courses.Component.FEE, amount=line.cost, note=""),) if line.cost else (),
        post=line.post,
        unit=unit,
        unit_id=unit_id,
    )


def _known(session: Session) -> _Known:
    people = session.execute(
        select(
            EmployeeRow.id, EmployeeRow.number, EmployeeRow.surname, EmployeeRow.first_name, EmployeeRow.unit_id
        ).where(EmployeeRow.deleted_at.is_(None))
    ).all()
    by_name: dict[str, list[Any]] = {}
    for row in people:
        by_name.setdefault(_name_key(f"{row.surname} {row.first_name}"), []).append(row)
    found = {key: holder[0] for key, holder in known_institutions.known_names(session).items()}
    trainings = session.execute(
        select(CourseRow.id, CourseRow.topic, CourseRow.starts_on, CourseRow.ends_on, CourseRow.institution_id)
        .where(CourseRow.deleted_at.is_(None), CourseRow.cancelled_on.is_(None))
        .order_by(CourseRow.id)
    )
    taken = session.execute(
        select(ParticipationRow.course_id, ParticipationRow.employee_id).where(ParticipationRow.deleted_at.is_(None))
    )
    units = session.execute(select(UnitRow.id, UnitRow.symbol, UnitRow.name).where(UnitRow.deleted_at.is_(None))).all()
    by_unit_name = {fold(row.name): (row.id, row.symbol) for row in units}
    by_key: dict[_CourseKey, list[int]] = {}
    for each in trainings:
        key = (fold(each.topic), each.starts_on, each.ends_on, each.institution_id or "")
        by_key.setdefault(key, []).append(each.id)
    return _Known(
        by_number={row.number: row.id for row in people if row.number},
        by_name=by_name,
        symbols=by_unit_name | {fold(row.symbol): (row.id, row.symbol) for row in units},
        institutions=found,
        courses=by_key,
        taken={(row.course_id, row.employee_id) for row in taken},
        with_costs=set(session.scalars(select(CostLineRow.course_id))),
    )
