"""Organisations as a table and on the map: how they are found, filtered, sorted and marked."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select

from app.core.clock import Clock
from app.core.permissions import EVERYTHING, Actor
from app.core.problems import Problem
from app.core.records import Query
from app.geo.shapes import Marker, MarkerGroup
from app.records import environment
from app.records.intake import TakingOver
from app.records.listing import CaseFilter, ColumnFilter, Filter
from app.records.usecases import Noun
from app.registers.ngos import dictionary
from app.registers.ngos.dictionary import SphereList
from app.registers.ngos.organisations import concerns, repository
from app.registers.ngos.organisations.disclosure import EXACT
from app.registers.ngos.organisations.domain import (
    Organisation,
    OrganisationDraft,
    OrganisationStatus,
    unconfirmed,
    validate,
)
from app.registers.ngos.organisations.model import OrganisationRow
from app.registers.ngos.organisations.places import (
    PlacedAddress,
    Unplaced,
    post_towns,
    unplaced,
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


class Listing(TakingOver[Organisation, OrganisationDraft]):
    """Reading organisations; ``months`` says how long a confirmation holds, else the dictionary does."""

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
        return validate(draft, self.clock.today())

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

    def post_towns(self, office_code: str = "", office_town: str = "") -> Mapping[str, str]:
        """The post town by postal code, as other addresses and the office's own tell."""
        self._require("read")
        with environment.reading(self.store) as session:
            return post_towns(repository.postal_addresses(session), office_code, office_town)

    # -- the map ---------------------------------------------------------------------------------------------------

    def groups(self) -> tuple[MarkerGroup, ...]:
        """How markers of the groups of spheres look, in the order of the legend."""
        return tuple(MarkerGroup(key=g.key, letter=g.letter, name=g.name, colour=g.colour) for g in dictionary.groups())

    def group_of(self, organisation: OrganisationDraft) -> str:
        """The group of its leading sphere, or of its first one; empty where it has none."""
        return _group_of(self.spheres(), organisation.leading, organisation.spheres)

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
                    group=_group_of(spheres, row.leading, row.spheres),
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


def as_now(register: Listing, ids: Iterable[int | None]) -> Mapping[int, Organisation]:
    """The organisations that a list of another record names, by id; none for who may not read them."""
    if not register.actor().may(f"{register.entity}.read"):
        return {}
    return {each.id: each for each in register.many(number for number in ids if number is not None)}


def _group_of(known: SphereList, leading: str, spheres: Iterable[str]) -> str:
    """The group of the leading sphere, or of the first one; empty where there is none, and never a group by chance."""
    code = leading or next(iter(spheres), "")
    return known.group_of(code) if code else ""
