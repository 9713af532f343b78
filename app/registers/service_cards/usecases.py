"""Use cases for service cards."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, case, select
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.errors import Conflict
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import natural_key, sort_key
from app.core.problems import Problem
from app.core.records import Change, Outcome, Query
from app.people.units.domain import pattern_in_force, symbol_matches
from app.records import environment
from app.records.intake import TakingOver
from app.records.listing import CaseFilter, ColumnFilter, Filter, in_chunks, texts_of
from app.records.mapping import draft_of, to_record
from app.records.usecases import Noun
from app.registers.service_cards import repository
from app.registers.service_cards.domain import (
    CardStatus,
    Concern,
    ServiceCard,
    ServiceCardDraft,
    TimeUnit,
    validate,
)
from app.registers.service_cards.model import ServiceCardRow
from app.registers.service_cards.words import FIELDS, LABELS, PROBLEMS
from app.search import repository as search_documents
from app.search.document import CATEGORIES, DOCUMENTS, REST, SYNONYMS, SearchDocument
from app.search.service import Search
from db.store import Store

_WORKFLOW = (
    "status",
    "prepared_by",
    "prepared_on",
    "checked_by",
    "checked_on",
    "approved_by",
    "approved_on",
    "review_on",
    "facts_as_of",
)
"""Fields whose change makes no new edition: what the resident reads stays the same."""
_DAYS = {TimeUnit.AT_ONCE: 0, TimeUnit.DAYS: 1, TimeUnit.WORKING_DAYS: 1, TimeUnit.WEEKS: 7, TimeUnit.MONTHS: 30}
"""For sorting by time limit only."""


class ServiceCards(TakingOver[ServiceCard, ServiceCardDraft]):
    """The office's service cards."""

    entity = "service_card"
    noun = Noun("karta usługi", "kartę")
    row, record, draft = ServiceCardRow, ServiceCard, ServiceCardDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (ServiceCardRow.symbol_sort,)

    def __init__(
        self, store: Store, clock: Clock, search: Search, actor: Callable[[], Actor] = lambda: EVERYTHING
    ) -> None:
        super().__init__(store, clock, actor)
        self.search = search

    def title(self, record: ServiceCard | ServiceCardDraft) -> str:
        return record.symbol

    def validate(self, draft: ServiceCardDraft) -> tuple[Problem, ...]:
        return validate(draft)

    # -- tables ----------------------------------------------------------------------------------------------

    def filters(self) -> Mapping[str, Filter]:
        return {
            "unit_id": ColumnFilter(ServiceCardRow.unit_id),
            "category": ColumnFilter(ServiceCardRow.category),
            "status": ColumnFilter(ServiceCardRow.status),
            "concern": CaseFilter(lambda: repository.concern_conditions(self.clock.today())),
        }

    def sorts(self) -> Mapping[str, Any]:
        row = ServiceCardRow
        return {
            "symbol": row.symbol_sort,
            "name": row.name_sort,
            "category": row.category_sort,
            "status": case({status: place for place, status in enumerate(CardStatus)}, value=row.status),
            "fee": row.fee_sort,
            "limit": row.limit_sort,
            "room": row.room_sort,
            "review_on": row.review_on,
            "edition": row.edition,
            "prepared_by": row.prepared_by_sort,
        }

    def _with_words(self, statement: Select[Any], words: str) -> Select[Any]:
        # written into the statement: a common word finds more cards than a statement may have parameters
        ids: BindParameter[Any] = bindparam("ids", self._ranked(words), expanding=True, literal_execute=True)
        return statement.where(ServiceCardRow.id.in_(ids))

    def _ranked(self, words: str) -> list[int]:
        return [hit.record_id for hit in self.search.search(words, self.entity)]

    def _count(self, session: Session, query: Query) -> int:
        if query.words.strip() and not any(query.filters.values()):
            return len(self._ranked(query.words))
        return super()._count(session, query)

    def _ids(self, session: Session, query: Query, offset: int, limit: int | None) -> list[int]:
        if not query.words.strip() or query.sort is not None:
            return super()._ids(session, query, offset, limit)
        found = self._ranked(query.words)
        if any(query.filters.values()):
            matching = set(session.scalars(self._matching(session, query)))
            found = [record_id for record_id in found if record_id in matching]
        return found[offset:] if limit is None else found[offset : offset + limit]

    def matched(self, query: Query) -> Mapping[int, frozenset[str]]:
        """For each card found, the folded words to be marked."""
        self._require("read")
        if not query.words.strip():
            return {}
        return {hit.record_id: hit.matched for hit in self.search.search(query.words, self.entity)}

    def complete(self, query: Query) -> bool:
        """Whether the cards found have all words asked for; False when they are only the nearest."""
        self._require("read")
        return all(hit.complete for hit in self.search.search(query.words, self.entity)[:1])

    def find(self, words: str, limit: int | None = None) -> tuple[ServiceCard, ...]:
        """Cards in use that fit the resident's words, best first."""
        living = frozenset(status.value for status in CardStatus if status is not CardStatus.ARCHIVED)
        query = Query(words, {"status": living})
        return self.page(query, 0, limit if limit is not None else self.count(query))

    # -- single cards ----------------------------------------------------------------------------------------

    def by_symbol(self, symbol: str) -> ServiceCard | None:
        """The card with this symbol, written in any case; None when there is none."""
        self._require("read")
        with environment.reading(self.store) as session:
            card_id = repository.id_of_spelling(session, symbol.strip())
            row = None if card_id is None else session.get(ServiceCardRow, card_id)
            return None if row is None or row.deleted_at is not None else self._to_record(row)

    def next_symbol(self, unit_id: int) -> str:
        """The next free symbol of a unit; blank when there is no such unit."""
        self._require("read")
        with environment.reading(self.store) as session:
            unit = repository.unit(session, unit_id)
            return (
                ""
                if unit is None
                else repository.next_symbol(session, pattern_in_force(unit.symbol, unit.card_pattern))
            )

    def copy_draft(self, record_id: int) -> ServiceCardDraft:
        """A draft like the card, to be saved under its own symbol, not yet checked or approved."""
        card = self.get(record_id)
        return replace(
            draft_of(card, ServiceCardDraft),
            symbol=self.next_symbol(card.unit_id or 0),
            name=f"{card.name} (kopia)"[:200],
            status=CardStatus.DRAFT,
            prepared_by="",
            prepared_on=None,
            checked_by="",
            checked_on=None,
            approved_by="",
            approved_on=None,
            review_on=None,
        )

    def archive(self, record_id: int, version: int) -> Outcome[ServiceCard]:
        """Withdraw the card: it stays on file and leaves lists for residents."""
        return self._move(record_id, version, archived=True)

    def restore(self, record_id: int, version: int) -> Outcome[ServiceCard]:
        """Put a withdrawn card back into the state it had; what is not fit for residents becomes a draft."""
        return self._move(record_id, version, archived=False)

    def publish(self, record_id: int, version: int) -> Outcome[ServiceCard]:
        """Make the card valid for residents; Invalid when something they need is missing."""
        self._require("publish")
        card = self.get(record_id)
        return self.update(record_id, version, replace(draft_of(card, ServiceCardDraft), status=CardStatus.PUBLISHED))

    def _move(self, record_id: int, version: int, *, archived: bool) -> Outcome[ServiceCard]:
        self._require("edit")
        with self._changing() as session:
            row = self._row(session, record_id)
            before = self._to_record(row)
            if row.version != version:
                raise Conflict(before, before)
            if archived is (before.status is CardStatus.ARCHIVED):
                return Outcome(before, Change(self.entity, frozenset()), f"Bez zmian: {self.title(before)}.")
            if archived:
                row.archived_from, row.status = row.status, CardStatus.ARCHIVED
            else:
                row.status, row.archived_from = self._restored_status(before, row.archived_from), None
                if row.status is CardStatus.PUBLISHED:
                    self._require("publish")
            row.touch(self.clock.now())
            record = self._stored(session, row)
        deed = "Wycofano" if archived else "Przywrócono"
        label = "Przywróć wycofaną kartę" if archived else "Wycofaj ponownie"
        reverse = self.restore if archived else self.archive
        return self._outcome(record, f"{deed} {self._name(record)}.", label, reverse, version)

    def _restored_status(self, card: ServiceCard, status: CardStatus | None) -> CardStatus:
        fit = status is not None and not self.validate(replace(draft_of(card, ServiceCardDraft), status=status))
        return status if status is not None and fit else CardStatus.DRAFT

    # -- desk ------------------------------------------------------------------------------------------------

    def note_printed(self, card_ids: Sequence[int]) -> None:
        """Count prints; they make the list of recent cards."""
        self._require("read")
        with environment.writing(self.store, self.actor().name) as session:
            repository.note_use(session, card_ids, self.clock.now(), printed=True)

    def note_opened(self, card_id: int) -> None:
        """Count that a card was looked up."""
        self._require("read")
        with environment.writing(self.store, self.actor().name) as session:
            repository.note_use(session, (card_id,), self.clock.now(), printed=False)

    def recent(self, limit: int = 8) -> tuple[ServiceCard, ...]:
        """Cards printed or looked up last, newest first."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._fetch(session, repository.recently_used(session, limit))

    def attention(self) -> Mapping[Concern, int]:
        """How many cards each concern touches; concerns that touch none are left out."""
        self._require("read")
        with environment.reading(self.store) as session:
            counts = self.filters()["concern"].counts(session, self._matching(session, Query()))
            return {Concern(key): number for key, number in counts.items() if number}

    def suggestions(self) -> Mapping[str, Sequence[str]]:
        """Texts already used, by field, offered while typing."""
        self._require("read")
        row = ServiceCardRow
        columns = {
            "life_event": row.life_event,
            "building": row.building,
            "floor": row.floor,
            "clerk_post": row.clerk_post,
            "appeal_body": row.appeal_body,
            "prepared_by": row.prepared_by,
            "checked_by": row.checked_by,
            "approved_by": row.approved_by,
        }
        with environment.reading(self.store) as session:
            found: dict[str, Sequence[str]] = {
                name: list(texts_of(session, column)) for name, column in columns.items()
            }
            return {**found, "category": repository.categories(session), "act": repository.acts(session)}

    # -- saving ----------------------------------------------------------------------------------------------

    def _to_record(self, row: Any) -> ServiceCard:
        supervising = row.supervising_unit
        return to_record(
            row,
            ServiceCard,
            unit_symbol=row.unit.symbol,
            unit_name=row.unit.name,
            supervising_unit_name="" if supervising is None else supervising.name,
        )

    def _prepare(self, draft: ServiceCardDraft) -> None:
        _search_document(0, draft, "").look_up()

    def _check(self, session: Session, draft: ServiceCardDraft, row: Any) -> Iterator[Problem]:
        return self._stored_problems(session, draft, row, repository.id_of_symbol(session, draft.symbol))

    def _check_taken(self, session: Session, draft: ServiceCardDraft, row: Any) -> Iterator[Problem]:
        return self._stored_problems(session, draft, row, None if row is None else row.id)

    def _stored_problems(
        self, session: Session, draft: ServiceCardDraft, row: Any, owner: int | None
    ) -> Iterator[Problem]:
        """``owner`` is the card that has the draft's symbol, deleted cards included."""
        unit = None if draft.unit_id is None else repository.unit(session, draft.unit_id)
        if draft.unit_id is not None and unit is None:
            yield Problem("unit_id", "missing_reference", {"value": draft.unit_id})
        if draft.supervising_unit_id is not None and repository.unit(session, draft.supervising_unit_id) is None:
            yield Problem("supervising_unit_id", "missing_reference", {"value": draft.supervising_unit_id})
        if unit is not None and draft.symbol.strip():
            yield from self._symbol_problems(
                session, draft, row, pattern_in_force(unit.symbol, unit.card_pattern), owner
            )
        yield from _file_problems(session, draft)

    def _symbol_problems(
        self, session: Session, draft: ServiceCardDraft, row: Any, pattern: str, owner: int | None
    ) -> Iterator[Problem]:
        kept = row is not None and row.symbol == draft.symbol
        if owner is not None and (row is None or owner != row.id):
            suggestion = repository.next_symbol(session, pattern)
            yield Problem("symbol", "symbol_taken", {"value": draft.symbol, "suggestion": suggestion})
        elif not kept and not symbol_matches(pattern, draft.symbol):
            suggestion = repository.next_symbol(session, pattern)
            details = {"value": draft.symbol, "pattern": pattern, "suggestion": suggestion}
            yield Problem("symbol", "symbol_pattern", details)

    def _before_save(self, session: Session, row: Any, draft: ServiceCardDraft, before: ServiceCard | None) -> None:
        if draft.status is CardStatus.PUBLISHED and (before is None or before.status is not CardStatus.PUBLISHED):
            # residents will read it from now on
            self._require("publish")
        row.symbol_sort, row.name_sort = natural_key(draft.symbol), sort_key(draft.name)
        row.category_sort, row.room_sort = sort_key(draft.category), natural_key(draft.room)
        row.prepared_by_sort = sort_key(draft.prepared_by)
        amounts = [0 if fee.free else fee.amount or 0 for fee in draft.fees if fee.free or fee.amount]
        row.fee_sort = min(amounts, default=None)
        unit = draft.limit_unit
        row.limit_sort = None if unit is None else _DAYS[unit] * (draft.limit_number or 0)
        if draft.status is not CardStatus.ARCHIVED:
            row.archived_from = None
        elif before is not None and before.status is not CardStatus.ARCHIVED:
            row.archived_from = before.status
        self._set_edition(row, draft, before)

    def _set_edition(self, row: Any, draft: ServiceCardDraft, before: ServiceCard | None) -> None:
        """The first edition begins when the card is first published; a draft has no day of edition."""
        published = draft.status is CardStatus.PUBLISHED
        if before is None:
            row.edition, row.edition_on = 1, self.clock.today() if published else None
        elif published and before.edition_on is None:
            row.edition_on = self.clock.today()
        elif published and (before.status is not CardStatus.PUBLISHED or _content(before) != _content(draft)):
            row.edition, row.edition_on = before.edition + 1, self.clock.today()

    def _after_save(self, session: Session, record: ServiceCard) -> None:
        search_documents.put(session, _search_document(record.id, record, record.unit_name))

    def _after_many(self, session: Session, records: Sequence[ServiceCard]) -> None:
        documents = [_search_document(record.id, record, record.unit_name) for record in records]
        search_documents.put_many(session, self.entity, documents)

    def unit_renamed(self, session: Session, unit_id: int) -> None:
        """A unit was renamed: its cards are found by its name too, so their search documents follow."""
        row = ServiceCardRow
        cards = session.scalars(select(row).where(row.unit_id == unit_id, row.deleted_at.is_(None)))
        self._after_many(session, [self._to_record(card) for card in cards])

    def missing_files(self, digests: Collection[str]) -> frozenset[str]:
        """Those of the files that the database does not hold."""
        self._require("read")
        with environment.reading(self.store) as session:
            found = (repository.missing_files(session, chunk) for chunk in in_chunks(list(digests)))
            return frozenset().union(*found)

    def _warm(self, session: Session) -> Any:
        return repository.all_units(session)

    def _after_delete(self, session: Session, record: ServiceCard) -> None:
        search_documents.remove(session, self.entity, record.id)


def _content(draft: ServiceCardDraft) -> ServiceCardDraft:
    blank = ServiceCardDraft()
    return replace(draft_of(draft, ServiceCardDraft), **{name: getattr(blank, name) for name in _WORKFLOW})


def _file_problems(session: Session, draft: ServiceCardDraft) -> Iterator[Problem]:
    named = [(f"documents.{n}.form_file", d.form_file, d.form_file_name) for n, d in enumerate(draft.documents)]
    named += [(f"attachments.{n}.file_name", a.file, a.file_name) for n, a in enumerate(draft.attachments)]
    missing = repository.missing_files(session, {digest for _, digest, _ in named if digest})
    yield from (
        Problem(path, "missing_reference", {"value": name}) for path, digest, name in named if digest in missing
    )


def _search_document(card_id: int, card: ServiceCardDraft, unit_name: str) -> SearchDocument:
    documents = " ".join(document.name for document in card.documents)
    return SearchDocument(
        ServiceCards.entity,
        card_id,
        card.symbol,
        card.name,
        (
            (SYNONYMS, " ".join(card.synonyms)),
            (CATEGORIES, f"{card.category} {card.life_event}"),
            (DOCUMENTS, documents),
            (REST, f"{card.purpose} {card.result} {unit_name}"),
        ),
        phrases=tuple(card.synonyms),
    )
