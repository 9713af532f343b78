"""Use cases for evaluation regulations: one holds on each day, and what sheets rest on is never rewritten."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.core.dates import format_date
from app.core.errors import Conflict, Refusal
from app.core.legal_terms import LegalTerm, legal_term
from app.core.polish import fold, plural, sort_key
from app.core.problems import Problem
from app.core.records import Change, Outcome, Undo
from app.records import environment
from app.records.listing import CaseFilter, Filter
from app.records.mapping import draft_of
from app.records.references import referring
from app.records.usecases import Noun, Records
from app.registers.evaluations.regulations.domain import FREE, Regulation, RegulationDraft, validate
from app.registers.evaluations.regulations.model import RegulationRow
from app.registers.evaluations.regulations.patterns import pattern_draft
from app.registers.evaluations.regulations.words import FIELDS, LABELS, PROBLEMS, validity

_DAY = timedelta(days=1)


class Regulations(Records[Regulation, RegulationDraft]):
    """The office's evaluation regulations (regulaminy ocen)."""

    entity = "evaluation_regulation"
    noun = Noun("regulamin ocen", "regulamin")
    row, record, draft = RegulationRow, Regulation, RegulationDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (RegulationRow.valid_from,)
    rests = frozenset({"evaluation", "evaluation_campaign"})

    def title(self, record: Regulation | RegulationDraft) -> str:
        since = f" (od {format_date(record.valid_from)})" if record.valid_from else ""
        return f"{record.name}{since}"

    def validate(self, draft: RegulationDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        return {"validity": CaseFilter(self._by_validity)}

    def sorts(self) -> Mapping[str, Any]:
        return {"name": RegulationRow.sort, "valid_from": RegulationRow.valid_from, "valid_to": RegulationRow.valid_to}

    def in_force(self, day: date) -> Regulation | None:
        """The regulation that holds on this day."""
        self._require("read")
        statement = select(RegulationRow).where(RegulationRow.deleted_at.is_(None), _holds(day, day))
        with environment.reading(self.store) as session:
            row = session.scalars(statement).first()
            return None if row is None else self._to_record(row)

    def in_use(self, record_id: int) -> bool:
        """Whether sheets or campaigns rest on it, so that only its end, order and texts may change."""
        self._require("read")
        with environment.reading(self.store) as session:
            return referring(session, RegulationRow, record_id) > 0

    def add_pattern(self, key: str, valid_from: date | None = None) -> Outcome[Regulation]:
        """A regulation from a shipped pattern, valid from that day or from today."""
        self._require("edit")
        return self.create(replace(pattern_draft(key), valid_from=valid_from or self.clock.today()))

    def add_version(self, record_id: int, version: int, draft: RegulationDraft) -> Outcome[Regulation]:
        """Save ``draft`` as what follows a regulation, which ends on the day before; both or, on any fault, none."""
        self._require("edit")
        with self._changing(draft, record_id) as session:
            old = self._row(session, record_id)
            before = self._to_record(old)
            if old.version != version:
                raise Conflict(draft, before)
            if draft.valid_from and before.valid_from and draft.valid_from <= before.valid_from:
                details = {"date": format_date(before.valid_from)}
                raise self.invalid((Problem("valid_from", "not_after", details),))
            ended = self._end(session, old, before, draft.valid_from)
            row = self.row()
            self._save(session, row, draft, None)
            record = self._stored(session, row)

        def undo() -> Outcome[Regulation]:
            return self._take_back(record, ended, before)

        message = f"Dodano {self._name(record)}."
        if ended.valid_to != before.valid_to and ended.valid_to is not None:
            message += f" Poprzedni obowiązuje do {format_date(ended.valid_to)}."
        return Outcome(record, self._both(record, ended), message, Undo("Usuń nową wersję", undo))

    def _end(self, session: Session, row: Any, before: Regulation, next_from: date | None) -> Regulation:
        """The older version as it is once the next one begins."""
        if next_from is None or (before.valid_to is not None and before.valid_to < next_from):
            return before
        self._save(session, row, replace(draft_of(before, RegulationDraft), valid_to=next_from - _DAY), before)
        return self._stored(session, row)

    def _take_back(self, record: Regulation, ended: Regulation, before: Regulation) -> Outcome[Regulation]:
        self._require("edit")
        with self._changing(record_id=record.id) as session:
            new, old = self._row(session, record.id), self._row(session, ended.id)
            for row, known in ((new, record), (old, ended)):
                if row.version != known.version:
                    raise Conflict(known, self._to_record(row))
            self._may_delete(session, record)
            new.deleted_at = self.clock.now()
            session.flush()
            self._entitle(session, record)
            if ended.version != before.version:
                self._save(session, old, draft_of(before, RegulationDraft), ended)
                self._stored(session, old)
        return Outcome(record, self._both(record, ended), f"Usunięto {self._name(record)}.")

    def _both(self, record: Regulation, other: Regulation) -> Change:
        return Change(self.entity, frozenset({record.id, other.id}))

    def _by_validity(self) -> Mapping[str, ColumnElement[bool]]:
        today = self.clock.today()
        return {
            "now": _holds(today, today),
            "later": RegulationRow.valid_from > today,
            "past": RegulationRow.valid_to < today,
        }

    def _check(self, session: Session, draft: RegulationDraft, row: Any) -> Iterator[Problem]:
        yield from self._overlaps(session, draft, row)
        yield from _against_law(draft)
        if row is not None:
            yield from self._changes_in_use(session, draft, row)

    def _overlaps(self, session: Session, draft: RegulationDraft, row: Any) -> Iterator[Problem]:
        if draft.valid_from is None or (draft.valid_to is not None and draft.valid_to < draft.valid_from):
            return
        statement = select(RegulationRow).where(
            RegulationRow.deleted_at.is_(None), _holds(draft.valid_from, draft.valid_to)
        )
        for other in session.scalars(statement.order_by(RegulationRow.valid_from)):
            if row is None or other.id != row.id:
                details = {"name": other.name, "validity": validity(self._to_record(other))}
                yield Problem("valid_from", "overlaps", details)
                return

    def _changes_in_use(self, session: Session, draft: RegulationDraft, row: Any) -> Iterator[Problem]:
        before = draft_of(self._to_record(row), RegulationDraft)
        names = (spec.name for spec in fields(RegulationDraft))
        changed = [name for name in names if name not in FREE and getattr(before, name) != getattr(draft, name)]
        if changed and referring(session, RegulationRow, row.id):
            yield from (Problem(name, "in_use") for name in changed)

    def _before_save(self, session: Session, row: Any, draft: RegulationDraft, before: Regulation | None) -> None:
        row.sort = sort_key(draft.name)
        criteria = (criterion.name for criterion in draft.criteria)
        row.find = fold(" ".join((self.title(draft), draft.order_number, *criteria)))

    def _may_delete(self, session: Session, record: Regulation) -> None:
        users = referring(session, RegulationRow, record.id)
        if users:
            raise Refusal(
                f"Nie można usunąć regulaminu {record.name}: "
                f"{plural(users, 'opiera', 'opierają', 'opiera')} się na nim {users} "
                f"{plural(users, 'arkusz lub kampania', 'arkusze lub kampanie', 'arkuszy lub kampanii')}. "
                "Zamiast usuwać, wpisz „Obowiązuje do”."
            )


def _holds(first: date, last: date | None) -> ColumnElement[bool]:
    """Regulations that hold on some day from ``first`` to ``last``, or to no end."""
    not_over = or_(RegulationRow.valid_to.is_(None), RegulationRow.valid_to >= first)
    return not_over if last is None else and_(RegulationRow.valid_from <= last, not_over)


def _against_law(draft: RegulationDraft) -> Iterator[Problem]:
    """What the act does not leave to the office: how rarely and how often somebody is evaluated."""
    for name, key, code in (
        ("months_at_most", "evaluation_least_every", "rarer_than_law"),
        ("months_at_least", "evaluation_most_often", "oftener_than_law"),
    ):
        months: int | None = getattr(draft, name)
        law = None if draft.valid_from is None else _law(key, draft.valid_from)
        if months is None or law is None:
            continue
        if months > law.number if name == "months_at_most" else months < law.number:
            yield Problem(name, code, {"months": law.number, "article": law.basis.text})


def _law(key: str, day: date) -> LegalTerm | None:
    try:
        return legal_term(key, day)
    except Refusal:  # a regulation older than the act
        return None
