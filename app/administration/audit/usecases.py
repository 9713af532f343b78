"""Use cases for the audit log: reading it, verifying it, the report of a month, export. Nobody edits it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from app.administration.audit import repository, words
from app.administration.audit.branches import KeptHead, sort_heads
from app.administration.audit.domain import (
    AuditEntry,
    Finding,
    MonthReport,
    Period,
    concealed,
    last_months,
    month,
)
from app.administration.audit.repository import ENTRY
from app.administration.audit.words import Kind, Vocabulary
from app.core.clock import Clock
from app.core.errors import NotFound, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.records import Query
from app.records import environment
from app.records.listing import CaseFilter, ColumnFilter, Filter
from db import audit, server_audit
from db.audit import AUDIT_ENTRY, Anchor
from db.audit_check import FaultKind, Verification, verify
from db.store import Store

_REPORTED_MONTHS = 12
MOST_LISTED = 200
"""Entries in one list of a printed report."""
_MOST_WEIGHED = 5000
"""Changes of roles among which the report looks for those that opened sensitive data."""
LISTED: Mapping[str, tuple[str, ...]] = {
    "sign_in_failed": ("sign_in_failed",),
    "export": ("export",),
    "print": ("print",),
    "erase": ("erase", "anonymise"),
    "restore": ("restore", "rekey", "move"),
    "role": ("role",),
}
"""The deeds that a report names one by one, by the key of the list."""
_COLUMNS = ("deed", "entity", "author")
"""Filters that are columns."""
_REWRITTEN = (FaultKind.ANCHOR, FaultKind.CUT)
_AFTER_RESTORE = (
    "Wpis nr {number} mówi o odtworzeniu kopii zapasowej. Jeżeli znak zachowano przed odtworzeniem, różnica jest "
    "zrozumiała: wpisy zrobione po zrobieniu tamtej kopii pozostały w bazie, którą wtedy odłożono."
)
_CLOCK_SET_BACK = (
    "Zegar komputera cofnięto przed wpisem nr {number}: jest wcześniejszy niż poprzedni. Kolejność wpisów jest pewna."
)


class AuditLog:
    """The log of one database; safe to call from any thread."""

    entity = "audit"

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        kinds: Mapping[str, Kind] | None = None,
        kept: Callable[[], Sequence[KeptHead]] = lambda: (),
    ) -> None:
        """``kinds`` describe the program's records; ``kept`` gives the heads in the manifests of backups."""
        self.store, self.clock, self.actor = store, clock, actor
        self._kinds = kinds or {}
        self._kept = kept

    # -- a table's questions ---------------------------------------------------------------------------------

    def filters(self) -> Mapping[str, Filter]:
        """Filters by key; ``record`` takes ``service_card:12``."""
        return {
            "period": CaseFilter(lambda: repository.periods(self.clock.today())),
            **{name: ColumnFilter(repository.column(name)) for name in _COLUMNS},
        }

    def _secret(self) -> frozenset[str]:
        """Kinds whose content the person may not read elsewhere, so that the log does not give it away either.

        Accounts are told: who may do what is just what a data-protection officer oversees.
        """
        actor = self.actor()
        return frozenset(kind for kind in self._kinds if kind != "account" and not actor.may(f"{kind}.read"))

    def _shown(self, entries: Iterable[AuditEntry]) -> tuple[AuditEntry, ...]:
        """The entries, without names and values of kinds that the person may not read."""
        secret = self._secret()
        return tuple(concealed(entry) if entry.entity in secret else entry for entry in entries)

    def count(self, query: Query) -> int:
        """Number of entries that match."""
        with self._reading() as session:
            return session.scalar(self._matching(query).with_only_columns(func.count())) or 0

    def page(self, query: Query, offset: int, limit: int) -> tuple[AuditEntry, ...]:
        """Entries in the query's order, the newest first unless it says otherwise."""
        with self._reading() as session:
            statement = self._matching(query).order_by(*_order(query)).offset(offset).limit(limit)
            return self._shown(repository.load(session, session.scalars(statement).all()))

    def facets(self, query: Query) -> Mapping[str, Mapping[str, int]]:
        """Counts of every filter's values, that filter itself left open."""
        with self._reading() as session:
            left = self._matching(query, leave_open=_COLUMNS)
            found = repository.column_counts(session, left, query.filters, _COLUMNS)
            others = self._matching(query, leave_open=("period",))
            found["period"] = repository.period_counts(session, others, self.clock.today())
            chosen = query.filters.get("record", frozenset())
            found["record"] = {value: self._about(session, value) for value in chosen}
            return found

    def position(self, query: Query, record_id: int) -> int | None:
        """The row at which an entry stands, None when it does not match."""
        matching = self._matching(query)
        with self._reading() as session:
            if session.scalar(matching.where(ENTRY.number == record_id)) is None:
                return None
            if query.sort in (None, "number"):
                before = ENTRY.number < record_id if _ascending(query) else ENTRY.number > record_id
                return session.scalar(matching.where(before).with_only_columns(func.count())) or 0
            return list(session.scalars(matching.order_by(*_order(query)))).index(record_id)

    def get(self, number: int) -> AuditEntry:
        """One entry."""
        with self._reading() as session:
            for entry in self._shown(repository.load(session, (number,))):
                return entry
        raise NotFound(f"W dzienniku nie ma wpisu nr {number}.")

    def vocabulary(self) -> Vocabulary:
        """Words for entries, with the present names of units and employees."""
        self.actor().require("audit.read")
        with self._reading() as session:
            return Vocabulary(self._kinds, repository.names(session))

    def title_of(self, entity: str, record_id: int) -> str:
        """What a record was called last."""
        self.actor().require("audit.read")
        with self._reading() as session:
            condition = and_(ENTRY.entity == entity, ENTRY.record_id == record_id)
            entries = self._shown(repository.newest(session, condition, 20)[0])
        return next((entry.title for entry in reversed(entries) if entry.title), f"nr {record_id}")

    # -- trust -----------------------------------------------------------------------------------------------

    def head(self) -> Anchor:
        """The present head: what is to be kept elsewhere."""
        with self._reading() as session:
            return audit.head(session)

    def check(self, typed: Sequence[str] = ()) -> Finding:
        """Verify the log against itself, the manifests of backups and heads typed from printed reports.

        Refusal when a typed head cannot be one. That somebody verified it becomes an entry.
        """
        self.actor().require("audit.read")
        finding = self._finding(self._parsed(typed))
        with environment.writing(self.store, self.actor().name) as session:
            facts = {"entries": finding.entries, "faults": 0 if finding.sound else len(finding.sentences)}
            audit.note(session, "check", self.entity, None, "", facts=facts)
        return finding

    def _parsed(self, typed: Sequence[str]) -> list[Anchor]:
        try:
            return [Anchor.parse(text) for text in typed if text.strip()]
        except ValueError as error:
            raise Refusal(
                "Znak dziennika ma postać NUMER:ZNAKI, na przykład 1234:0123 4567 89ab cdef. "
                "Przepisz go z wydruku w całości."
            ) from error

    def _finding(self, typed: Sequence[Anchor], period: Period | None = None) -> Finding:
        """What verification finds; changes made past the program only of ``period``, of all time without it."""
        kept = self._kept()
        with self._reading() as session:
            restores = repository.newest(session, ENTRY.deed == "restore", MOST_LISTED)[0]
            heads = sort_heads(repository.PresentLog(session), kept)
            anchors = [*typed, *(head.anchor for head in heads.binding)]
            found = _told(verify(session, anchors), typed, restores, heads.unproven)
            if not self.store.is_server:
                return found
            past = server_audit.unlogged(session.connection(), *(period.moments if period else ()))
            return replace(found, sentences=(*found.sentences, *words.unlogged_sentences(past)))

    # -- reports ---------------------------------------------------------------------------------------------

    def report(self, key: str) -> MonthReport:
        """The report of a month such as ``2026-11``; Refusal for another text. Its making becomes an entry."""
        self.actor().require("audit.export")
        period = self._month(key)
        finding = self._finding((), period)
        with environment.writing(self.store, self.actor().name) as session:
            audit.note(session, "print", self.entity, None, words.month_label(key))
        with self._reading() as session:
            inside = repository.within(period)
            lists, more = {}, {}
            for name, listed in LISTED.items():
                condition = and_(inside, ENTRY.deed.in_(listed))
                most = _MOST_WEIGHED if name == "role" else MOST_LISTED
                found, total = repository.newest(session, condition, most)
                shown = _weighed(self._shown(found))
                lists[name], more[name] = shown, total - len(shown)
            deeds = repository.counted(session, inside, "deed", "entity")
            return MonthReport(
                key=key,
                period=period,
                entries=sum(number for _deed, _entity, number in deeds),
                deeds=deeds,
                persons=repository.counted(session, inside, "author", "deed"),
                failures=sum(_attempts(entry) for entry in lists["sign_in_failed"]),
                lists=lists,
                more=more,
                finding=finding,
                head=audit.head(session).text,
            )

    def entries(self, query: Query) -> tuple[AuditEntry, ...]:
        """All entries that match, oldest first, for a file; that they left the program becomes an entry."""
        self.actor().require("audit.export")
        matching = self._matching(query).subquery()
        with environment.reading(self.store) as session:
            found = self._shown(repository.walk(session, ENTRY.number.in_(select(matching.c.number))))
        with environment.writing(self.store, self.actor().name) as session:
            audit.note(session, "export", self.entity, None, "", facts={"count": len(found)})
        return found

    def months(self) -> tuple[str, ...]:
        """Months a report can be asked for, the newest first."""
        self.actor().require("audit.read")
        return last_months(self.clock.today(), _REPORTED_MONTHS)

    def _month(self, key: str) -> Period:
        try:
            return month(key)
        except ValueError as error:
            raise Refusal("Podaj miesiąc jako rok i numer, na przykład 2026-11.") from error

    # -- questions to the database ---------------------------------------------------------------------------

    def _reading(self) -> Any:
        self.actor().require("audit.read")
        return environment.reading(self.store)

    def _matching(self, query: Query, leave_open: Collection[str] = ()) -> Select[Any]:
        statement: Select[Any] = select(ENTRY.number).select_from(AUDIT_ENTRY)
        if query.words.strip():
            statement = repository.with_words(statement, query.words)
            # or a guess could be tried out by searching for it
            statement = statement.where(ENTRY.entity.not_in(sorted(self._secret())))
        filters = self.filters()
        for key, values in query.filters.items():
            if key in filters and values and key not in leave_open:
                statement = statement.where(filters[key].where(values))
        for value in query.filters.get("record", ()):
            statement = statement.where(_record(value))
        return statement

    def _about(self, session: Session, value: str) -> int:
        return session.scalar(select(func.count()).select_from(AUDIT_ENTRY).where(_record(value))) or 0


def record_key(entity: str, record_id: int) -> str:
    """A record as the filter ``record`` takes it."""
    return f"{entity}:{record_id}"


def _record(value: str) -> ColumnElement[bool]:
    entity, _, number = value.rpartition(":")
    return and_(ENTRY.entity == entity, ENTRY.record_id == (int(number) if number.isdecimal() else -1))


_SORTS = {"number": ENTRY.number, "author": ENTRY.author, "deed": ENTRY.deed, "entity": ENTRY.entity}


def _ascending(query: Query) -> bool:
    """Without a choice the newest entry stands first."""
    return query.sort is not None and not query.descending


def _order(query: Query) -> list[ColumnElement[Any]]:
    column = _SORTS.get(query.sort or "", ENTRY.number)
    first = column.asc() if _ascending(query) else column.desc()
    return [first] if column is ENTRY.number else [first, ENTRY.number.desc()]


def _told(
    found: Verification, typed: Sequence[Anchor], restores: Sequence[AuditEntry], unproven: Sequence[int]
) -> Finding:
    sentences = list(words.fault_sentences((fault.kind.value, fault.number) for fault in found.faults))
    if found.ok:
        sentences.append(words.sound_sentence(found.entries, found.anchors))
    elif any(fault.kind in _REWRITTEN for fault in found.faults):
        latest = max((anchor.count for anchor in typed), default=0)
        sentences += [words.UNPROVEN_RESTORE.format(number=number) for number in unproven[:3]]
        sentences += [_AFTER_RESTORE.format(number=entry.id) for entry in restores if entry.id <= latest][:1]
    sentences += [_CLOCK_SET_BACK.format(number=number) for number in found.set_back[:3]]
    return Finding(found.ok, found.entries, tuple(sentences))


def _weighed(entries: Sequence[AuditEntry]) -> tuple[AuditEntry, ...]:
    """What opened sensitive data to somebody first, so that many small changes cannot bury it; then the newest."""
    sensitive = [entry for entry in entries if words.sensitive_areas(entry)][-MOST_LISTED:]
    left = MOST_LISTED - len(sensitive)
    others = [entry for entry in entries if not words.sensitive_areas(entry)]
    return (*sensitive, *others[max(0, len(others) - left) :])


def _attempts(entry: AuditEntry) -> int:
    """Failures are noted at the next success, with their number."""
    told = [change.new for change in entry.changes if change.name == "attempts"]
    told.append(entry.facts.get("attempts"))
    return next((number for number in told if isinstance(number, int)), 1)
