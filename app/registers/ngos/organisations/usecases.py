"""Use cases for organisations: the register, where they stand on the map, and the confirming of their data."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.errors import Conflict, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import plural, sort_key
from app.core.problems import Problem
from app.core.records import Change, Outcome, Query, Undo
from app.geo.placing import PlacingMethod
from app.geo.shapes import Marker, MarkerGroup
from app.records import environment
from app.records.intake import Incoming, Taken, TakingOver, Verdict
from app.records.listing import CaseFilter, ColumnFilter, Filter
from app.records.mapping import draft_of
from app.records.usecases import Noun
from app.registers.ngos import dictionary
from app.registers.ngos.dictionary import SphereList
from app.registers.ngos.organisations import concerns, repository
from app.registers.ngos.organisations.disclosure import EXACT
from app.registers.ngos.organisations.domain import (
    LegalForm,
    Organisation,
    OrganisationDraft,
    OrganisationStatus,
    ServedGroup,
    unconfirmed,
    validate,
)
from app.registers.ngos.organisations.model import OrganisationRow
from app.registers.ngos.organisations.places import (
    PlacedAddress,
    Placing,
    Unplaced,
    keeping_places,
    unplaced,
    with_places,
)
from app.registers.ngos.organisations.words import (
    FIELDS,
    LABELS,
    PROBLEMS,
    Concern,
    State,
    address_words,
)
from app.registers.ngos.rules import rules_on
from db.store import Store

_KNOWN = "ngos.known_organisations"
_SEEN = "ngos.organisations_of_file"
_NEW = -1
_OPP = "organizacja pożytku publicznego OPP"
"""What an organisation with this status is found by, beside what the record says."""


@dataclass(frozen=True)
class Stated:
    """What an organisation said of itself: its data are true as of the day; ``status`` None leaves it as it is."""

    confirmed_on: date | None
    status: OrganisationStatus | None = None


class Organisations(TakingOver[Organisation, OrganisationDraft]):
    """The register of organisations; ``months`` says how long a confirmation holds, else the dictionary does."""

    entity = "ngo"
    noun = Noun("organizacja", "organizację")
    row, record, draft = OrganisationRow, Organisation, OrganisationDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (OrganisationRow.sort,)
    key = "name"

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        spheres: Callable[[], SphereList] = dictionary.shipped,
        months: Callable[[], int] | None = None,
    ) -> None:
        super().__init__(store, clock, actor)
        self.spheres = spheres
        self.months = months or self._usual_months

    def _usual_months(self) -> int:
        return rules_on(self.clock.today()).confirmation_months

    def title(self, record: Organisation | OrganisationDraft) -> str:
        return record.name

    def validate(self, draft: OrganisationDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def state(self, organisation: OrganisationDraft) -> State:
        """What the table shows: its status, or that nobody confirmed the data lately."""
        if organisation.status is not OrganisationStatus.DISSOLVED and unconfirmed(
            organisation, self.clock.today(), self.months()
        ):
            return State.UNCONFIRMED
        return State(organisation.status.value)

    def filters(self) -> Mapping[str, Filter]:
        row = OrganisationRow
        return {
            "status": CaseFilter(lambda: concerns.by_state(self.clock.today(), self.months())),
            "group": CaseFilter(self._by_group),
            "sphere": concerns.HoldsCode(row.spheres),
            "place": concerns.AtPlace(),
            "served": concerns.HoldsCode(row.served),
            "legal_form": ColumnFilter(row.legal_form),
            "opp": CaseFilter(lambda: {"yes": row.opp_since.is_not(None), "no": row.opp_since.is_(None)}),
            "placement": CaseFilter(concerns.by_placement),
            "consent": CaseFilter(self._by_consent),
            "concern": CaseFilter(self._by_concern),
        }

    def _with_words(self, statement: Select[Any], words: str) -> Select[Any]:
        return statement.where(*repository.saying(words))

    def sorts(self) -> Mapping[str, Any]:
        row = OrganisationRow
        return {
            "name": row.sort,
            "place": (row.place_sort, row.sort),
            "state": (row.status, row.sort),
            "confirmed": (row.confirmed_on, row.sort),
        }

    def _by_group(self) -> Mapping[str, ColumnElement[bool]]:
        holds = concerns.HoldsCode(OrganisationRow.spheres)
        codes: dict[str, set[str]] = {group.key: set() for group in dictionary.groups()}
        for sphere in self.spheres().spheres:
            codes.setdefault(sphere.group, set()).add(sphere.code)
        return {key: holds.where(frozenset(held)) for key, held in codes.items() if held}

    def _by_consent(self) -> Mapping[str, ColumnElement[bool]]:
        with environment.reading(self.store) as session:
            listed = OrganisationRow.id.in_(repository.listed(session, self.clock.today()))
        return {"yes": listed, "no": ~listed}

    def _by_concern(self) -> Mapping[str, ColumnElement[bool]]:
        today = self.clock.today()
        with environment.reading(self.store) as session:
            ended = OrganisationRow.id.in_(repository.leaderless(session, today))
        living = OrganisationRow.status != OrganisationStatus.DISSOLVED
        return {
            Concern.UNCONFIRMED: concerns.is_unconfirmed(today, self.months()),
            Concern.UNPLACED: living & concerns.by_placement()["none"],
            Concern.TERM_ENDED: living & ended,
        }

    def attention(self) -> Mapping[str, int]:
        """How many organisations each :class:`Concern` has."""
        self._require("read")
        with environment.reading(self.store) as session:
            return CaseFilter(self._by_concern).counts(session, self._matching(session, Query()))

    def places(self) -> tuple[str, ...]:
        """Localities of the addresses, in Polish order, for suggestions."""
        self._require("read")
        with environment.reading(self.store) as session:
            return repository.places(session)

    # -- the map ---------------------------------------------------------------------------------------------------

    def groups(self) -> tuple[MarkerGroup, ...]:
        """How markers of the groups of spheres look, in the order of the legend."""
        return tuple(MarkerGroup(key=g.key, letter=g.letter, name=g.name, colour=g.colour) for g in dictionary.groups())

    def group_of(self, organisation: OrganisationDraft) -> str:
        """The group of its leading sphere, or of its first one."""
        return self.spheres().group_of(organisation.leading or next(iter(organisation.spheres), ""))

    def markers(self, query: Query | None = None) -> tuple[Marker, ...]:
        """A marker for each placed address of the organisations that match, for the office's own eyes.

        Addresses of private homes are exact here; what is published cuts them (``disclosure``).
        """
        return tuple(each.marker for each in self.placed_addresses(query))

    def placed_addresses(self, query: Query | None = None) -> tuple[PlacedAddress, ...]:
        """The same with the number of each address, for those who move it."""
        self._require("read")
        with environment.reading(self.store) as session:
            rows = repository.marked(session, self._matching(session, query or Query()))
        spheres = self.spheres()
        return tuple(
            PlacedAddress(
                Marker(
                    id=row.id,
                    x=row.x,
                    y=row.y,
                    group=spheres.group_of(row.leading or next(iter(row.spheres), "")),
                    title=row.short_name or row.name,
                    address=address_words(address),
                    exact=row.method in EXACT and not address.outdated_place,
                ),
                row.position,
            )
            for row, address in ((row, repository.address_of(row)) for row in rows)
        )

    def unplaced(self, query: Query | None = None) -> tuple[Unplaced, ...]:
        """Addresses of the organisations that match without a place, or changed since they were placed.

        Postal addresses are left out. An organisation without any address is told, too.
        """
        self._require("read")
        with environment.reading(self.store) as session:
            found = self._fetch(session, self._ids(session, query or Query(), 0, None))
        return tuple(unplaced(found))

    def place(
        self,
        organisation_id: int,
        version: int,
        address_index: int,
        x: float | None,
        y: float | None,
        method: PlacingMethod | None,
        certainty: int | None,
    ) -> Outcome[Organisation]:
        """Put an address on the map, or take it off (``x`` None); Conflict when it was saved meanwhile."""
        outcome = self.place_many(
            (
                Placing(
                    organisation_id=organisation_id,
                    version=version,
                    address=address_index,
                    x=x,
                    y=y,
                    method=method,
                    certainty=certainty,
                ),
            )
        )
        return Outcome(outcome.record[0], outcome.change, outcome.message, outcome.undo)

    def place_many(self, placings: Sequence[Placing]) -> Outcome[tuple[Organisation, ...]]:
        """Put addresses on the map in one transaction: all of them or none. Undo puts them back where they were."""
        self._require("edit")
        wanted: dict[tuple[int, int], list[Placing]] = {}
        for each in placings:
            wanted.setdefault((each.organisation_id, each.version), []).append(each)

        def change(before: Organisation) -> OrganisationDraft:
            return with_places(before, wanted[before.id, before.version])

        def said(changed: Sequence[Organisation]) -> str:
            if len(changed) == 1:
                return f"Zmieniono położenie na mapie: {changed[0].name}."
            number = len(placings)
            return f"Umieszczono na mapie {number} {plural(number, 'adres', 'adresy', 'adresów')}."

        return self._change_many(tuple(wanted), change, said, "Przywróć poprzednie położenie")

    # -- confirming ------------------------------------------------------------------------------------------------

    def confirm(self, organisation_id: int, version: int, day: date) -> Outcome[Organisation]:
        """The organisation confirmed its data on that day."""
        outcome = self.confirm_many(((organisation_id, version),), day)
        return Outcome(outcome.record[0], outcome.change, outcome.message, outcome.undo)

    def confirm_many(self, opened: Sequence[tuple[int, int]], day: date) -> Outcome[tuple[Organisation, ...]]:
        """The organisations (id and version) confirmed their data on that day; one transaction, one undo."""
        self._require("edit")
        if day > self.clock.today():
            raise Refusal(
                "Nie można potwierdzić danych datą z przyszłości. Wybierz dzień dzisiejszy albo wcześniejszy."
            )

        def said(changed: Sequence[Organisation]) -> str:
            if len(changed) == 1:
                return f"Potwierdzono dane organizacji {changed[0].name}."
            return (
                f"Potwierdzono dane {len(changed)} {plural(len(changed), 'organizacji', 'organizacji', 'organizacji')}."
            )

        return self._change_many(
            tuple(opened),
            lambda before: replace(draft_of(before, OrganisationDraft), confirmed_on=day),
            said,
            "Cofnij potwierdzenie",
        )

    def state_within(
        self, session: Session, told: Mapping[int, Stated], *, exact: bool = False
    ) -> Mapping[int, Stated]:
        """What organisations said, by id, as a part of a larger transaction; returns what stood there before.

        A later confirmation stays unless ``exact``. Those that were deleted meanwhile are passed over. The right
        ``ngo.edit`` is the caller's business.
        """
        replaced: dict[int, Stated] = {}
        for record_id, said in told.items():
            row = session.get(OrganisationRow, record_id)
            if row is None or row.deleted_at is not None:
                continue
            before = self._to_record(row)
            days = [day for day in (said.confirmed_on, before.confirmed_on) if day is not None]
            draft = replace(
                draft_of(before, OrganisationDraft),
                confirmed_on=said.confirmed_on if exact else max(days, default=None),
                status=said.status or before.status,
            )
            if draft == draft_of(before, OrganisationDraft):
                continue
            self._put(session, row, draft, before)
            self._stored(session, row)
            replaced[record_id] = Stated(before.confirmed_on, before.status)
        return replaced

    # -- many at once ----------------------------------------------------------------------------------------------

    def _change_many(
        self,
        opened: Sequence[tuple[int, int]],
        change: Callable[[Organisation], OrganisationDraft],
        said: Callable[[Sequence[Organisation]], str],
        label: str,
    ) -> Outcome[tuple[Organisation, ...]]:
        """Change records as opened; what was stored and does not break a rule by this deed is not judged anew."""
        self._require("edit")
        pairs: list[tuple[Organisation, Organisation]] = []
        with self._changing() as session:
            for record_id, version in opened:
                row = self._row(session, record_id)
                before = self._to_record(row)
                if row.version != version:
                    raise Conflict(before, before)
                draft = change(before)
                if draft == draft_of(before, OrganisationDraft):
                    pairs.append((before, before))
                    continue
                self._put(session, row, draft, before)
                pairs.append((before, self._stored(session, row)))
        after = tuple(now for _, now in pairs)
        changed = [(before, now) for before, now in pairs if before is not now]
        if not changed:
            return Outcome(after, Change(self.entity, frozenset()), "Bez zmian.")
        change_told = Change(self.entity, frozenset(now.id for _, now in changed))
        undo = Undo(label, lambda: self._change_back(changed))
        return Outcome(after, change_told, said(after), undo)

    def _change_back(self, changed: Sequence[tuple[Organisation, Organisation]]) -> Outcome[tuple[Organisation, ...]]:
        old = {before.id: draft_of(before, OrganisationDraft) for before, _ in changed}
        opened = [(now.id, self._newest(now.id, now.version)) for _, now in changed]
        outcome = self._change_many(opened, lambda record: old[record.id], _back, "Powtórz zmianę")
        # so that the deeds before this one can be taken back next
        for (before, _), record in zip(changed, outcome.record, strict=True):
            self._restored[before.id, before.version] = record.version
        return outcome

    def _newest(self, record_id: int, version: int) -> int:
        while (record_id, version) in self._restored:
            version = self._restored[record_id, version]
        return version

    # -- saving ----------------------------------------------------------------------------------------------------

    def _check(self, session: Session, draft: OrganisationDraft, row: Any) -> Iterator[Problem]:
        list_, kept = self.spheres(), () if row is None else (*row.spheres, row.leading)
        for index, code in enumerate(draft.spheres):
            if list_.sphere(code) is None and code not in kept:
                yield Problem(f"spheres.{index}", "unknown_sphere", {"value": code})
        own = None if row is None else row.id
        known = _known(session)
        for name in repository.NUMBERS:
            number = getattr(draft, name)
            holder = known.get((name, repository.digits(number))) if number else None
            if holder is not None and holder[0] != own:
                yield Problem(name, "number_taken", {"other": holder[1]})

    def _prepare(self, draft: OrganisationDraft) -> None:
        # the dictionary of Polish takes 0.3 s to load, which must not happen while the database is held
        repository.found_by(draft.name)

    def _before_save(self, session: Session, row: Any, draft: OrganisationDraft, before: Organisation | None) -> None:
        row.sort = sort_key(draft.name)
        seat = draft.seat or next(iter(draft.addresses), None)
        row.place_sort = sort_key(seat.place if seat else "")
        row.find = _found_by(draft, self.spheres())
        _note_numbers(session, draft, getattr(row, "id", None))

    # -- from a file -----------------------------------------------------------------------------------------------

    def _stored_by_key(self, session: Session, keys: Sequence[str]) -> dict[str, Any]:
        """Found by name whatever its case, living ones first."""
        return repository.named(session, keys)

    def _take(
        self,
        session: Session,
        item: Incoming[OrganisationDraft],
        row: Any,
        saved: list[Any],
        fresh: list[Any],
        *,
        dry_run: bool,
    ) -> Taken:
        """Found by KRS first, then by name: an organisation may have changed its name."""
        seen: set[object] = session.info.setdefault(_SEEN, set())
        holder = _known(session).get(("krs", item.draft.krs)) if item.draft.krs else None
        if holder is not None and holder[0] != _NEW:
            row = session.get(OrganisationRow, holder[0])
        keys = {repository.name_key(item.draft.name), None if row is None else row.id} - {None}
        if keys & seen:
            return Taken(Verdict.REFUSED, (Problem("name", "not_unique", {"value": item.draft.name}),))
        seen |= keys
        if row is not None:
            item = replace(item, draft=keeping_places(item.draft, self._to_record(row)))
        taken = super()._take(session, item, row, saved, fresh, dry_run=dry_run)
        if dry_run and taken.verdict in (Verdict.NEW, Verdict.CHANGED):
            # nothing is saved, but a later row must not have these numbers either
            numbers = {name: getattr(item.draft, name) for name in repository.NUMBERS}
            if row is not None:
                numbers |= {name: getattr(row, name) for name in numbers if name not in item.given}
            _note_numbers(session, replace(item.draft, **numbers), None if row is None else row.id)
        return taken


def _known(session: Session) -> dict[tuple[str, str], tuple[int, str]]:
    """Who has which number, read once in a session."""
    known: dict[tuple[str, str], tuple[int, str]] | None = session.info.get(_KNOWN)
    if known is None:
        known = session.info[_KNOWN] = repository.numbers(session)
    return known


def _note_numbers(session: Session, draft: OrganisationDraft, own: int | None) -> None:
    """The numbers of an organisation are taken by it from now on, and those it had before are free."""
    known = _known(session)
    for key in [key for key, holder in known.items() if own is not None and holder[0] == own]:
        del known[key]
    for name in repository.NUMBERS:
        if number := getattr(draft, name):
            known.setdefault((name, repository.digits(number)), (own or _NEW, draft.name))


def _back(changed: Sequence[Organisation]) -> str:
    names = changed[0].name if len(changed) == 1 else f"{len(changed)} organizacji"
    return f"Przywrócono poprzedni stan: {names}."


def _found_by(draft: OrganisationDraft, spheres: SphereList) -> str:
    parts = (
        *(draft.name, draft.short_name, draft.krs, draft.nip, draft.regon, draft.register_entry),
        *(f"{each.premises} {each.line}" for each in draft.addresses),
        *(f"{each.name} {each.role} {each.phone} {each.email}" for each in draft.people),
        *(*draft.phones, draft.email, draft.website),
        *(spheres.label(code) for code in draft.spheres),
        *(dictionary.group(key).name for key in spheres.groups_of(draft.spheres)),
        *(LABELS[ServedGroup][each] for each in draft.served),
        LABELS[LegalForm][draft.legal_form] if draft.legal_form else "",
        _OPP if draft.opp_since else "",
        *(draft.aims, draft.tasks, draft.premises, draft.note),
        *(each.text for each in draft.achievements),
    )
    return repository.found_by(" ".join(part for part in parts if part))
