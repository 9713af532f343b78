"""Evaluations made on paper before the program: one by one or from a file, so that terms can be counted from them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.core.dates import format_date
from app.core.drafts import day_problems
from app.core.errors import NotAllowed, NotFound
from app.core.polish import fold
from app.core.problems import Problem
from app.core.records import Change, Outcome
from app.people.structure.domain import Structure
from app.records.intake import Taken, TakeOver
from app.records.intake import Verdict as Judged
from app.registers.evaluations.sheets import opening, repository
from app.registers.evaluations.sheets.appeals import AppealDeeds
from app.registers.evaluations.sheets.domain import EarlierLine, Evaluation, Kind, State, Verdict
from app.registers.evaluations.sheets.opening import Opening
from app.registers.evaluations.sheets.stepping import Who, text_problems
from db import audit


class EarlierDeeds(AppealDeeds):
    """What HR enters from old papers; such a sheet is closed at once."""

    def record_earlier(self, employee_id: int, on: date, verdict: Verdict, level: str = "") -> Outcome[Evaluation]:
        """Keep that an evaluation was made on paper and signed that day."""
        self._require_any(Who.PERSONNEL)
        self._require_part(employee_id, None, Who.PERSONNEL)
        with self._changing() as session:
            if repository.employee(session, employee_id) is None:
                raise NotFound("Tej osoby nie ma już wśród pracowników. Odśwież listę.")
            self._refuse(tuple(self._paper_problems(session, employee_id, on, level)))
            record = self._on_paper(session, employee_id, on, verdict, level)
        return self._outcome(record, f"Zapisano {self._name(record)}.", "Usuń zapis o ocenie", self.delete)

    def take_over_earlier(self, lines: Sequence[EarlierLine], *, dry_run: bool = False) -> TakeOver:
        """Keep every good line of a file in one transaction; a dry run does the same and takes it back.

        A line belongs to the employee with its number, whose surname it must bear. What is there already, with the same
        day, is left as it is.
        """
        self._require_any(Who.PERSONNEL)
        taken: list[Taken] = []
        ids: list[int] = []
        try:
            with self._changing() as session:
                taken.extend(self._take_earlier(session, line, ids) for line in lines)
                if dry_run:
                    raise _Rehearsed
                if ids:
                    verdicts = Counter(one.verdict.value for one in taken)
                    audit.note(session, "import", self.entity, None, "", facts=verdicts)
        except _Rehearsed:
            ids = []
        return TakeOver(tuple(taken), Change(self.entity, frozenset(ids)))

    def _take_earlier(self, session: Session, line: EarlierLine, ids: list[int]) -> Taken:
        person = repository.employee_numbered(session, line.number)
        if person is None:
            return _refused("number", "earlier_unknown", value=line.number)
        if line.surname and fold(line.surname.strip()) != fold(person.surname):
            found = f"{person.first_name} {person.surname}"
            return _refused("surname", "earlier_mixed_up", number=line.number, person=found)
        if line.signed_on is None or line.verdict is None:
            missing = [name for name in ("signed_on", "verdict") if getattr(line, name) is None]
            return Taken(Judged.REFUSED, tuple(Problem(name, "required") for name in missing))
        if repository.paper_of(session, person.id, line.signed_on):
            return Taken(Judged.UNCHANGED)
        try:
            self._require_part(person.id, None, Who.PERSONNEL)
        except NotAllowed:
            return _refused("number", "earlier_own")
        problems = tuple(self._paper_problems(session, person.id, line.signed_on, line.level))
        if problems:
            return Taken(Judged.REFUSED, problems)
        ids.append(self._on_paper(session, person.id, line.signed_on, line.verdict, line.level).id)
        return Taken(Judged.NEW)

    def _on_paper(self, session: Session, employee_id: int, on: date, verdict: Verdict, level: str) -> Evaluation:
        regulation = self._in_force(on)
        sheet = Opening(
            frozen=_frozen(session, self._known_structure(session), employee_id, on),
            rules={} if regulation is None else opening.rules_of(regulation),
            regulation_id=None if regulation is None else regulation.id,
            kind=Kind.PAPER,
            period_to=on,
        )
        row = opening.make_sheet(session, self.clock, sheet)
        row.state, row.signed_on, row.final_on, row.verdict, row.level = State.FINAL, on, on, verdict, level
        return self._stored(session, row)

    def _paper_problems(self, session: Session, employee_id: int, on: date, level: str) -> Iterator[Problem]:
        today = self.clock.today()
        yield from day_problems(on, "signed_on")
        if on > today:
            yield Problem("signed_on", "paper_in_future", {"today": format_date(today)})
        if there := repository.paper_of(session, employee_id, on):
            yield Problem("signed_on", "paper_twice", {"day": format_date(on), "number": there.number})
        yield from text_problems(level=level)


def _refused(field: str, code: str, **details: object) -> Taken:
    return Taken(Judged.REFUSED, (Problem(field, code, details),))


class _Rehearsed(Exception):
    """Takes back what a dry run did."""


def _frozen(session: Session, structure: Structure, employee_id: int, on: date) -> opening.Frozen:
    """The person as on that day, or as now where nothing is known of it; who rated is not known."""
    employee = repository.employee(session, employee_id)
    assert employee is not None, "asked before"
    position = structure.position(employee_id, on)
    return opening.Frozen(
        employee_id=employee_id,
        person=f"{employee.first_name} {employee.surname}",
        person_number=employee.number,
        post=employee.post if position is None else position.post,
        unit_id=employee.unit_id if position is None else position.unit_id,
        unit="" if position is None else opening.unit_name(structure, position, on),
        rater_id=None,
        rater="",
        rater_post="",
        frozen_on=on,
    )
