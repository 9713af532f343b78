"""Use cases for organisations: the register, where they stand on the map, and the confirming of their data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.errors import Conflict, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import counted, plural
from app.core.records import Change, Outcome, Undo
from app.geo.placing import PlacingMethod
from app.records.mapping import draft_of
from app.registers.ngos import dictionary
from app.registers.ngos.dictionary import SphereList
from app.registers.ngos.organisations.domain import (
    Organisation,
    OrganisationDraft,
    OrganisationStatus,
)
from app.registers.ngos.organisations.model import OrganisationRow
from app.registers.ngos.organisations.places import (
    Placing,
    with_places,
)
from app.registers.ngos.organisations.taking import Taking
from db.store import Store


@dataclass(frozen=True)
class Stated:
    """What an organisation said of itself: its data are true as of the day; ``status`` None leaves it as it is.

    With ``instead_of`` the day stands in the place of that one, and of no other.
    """

    confirmed_on: date | None
    status: OrganisationStatus | None = None
    instead_of: date | None = None


class Organisations(Taking):
    """The register of organisations; ``resting`` counts the records that would lose one, by their names."""

    rests = frozenset({"ngo_grant", "ngo_offer", "ngo_contest", "ngo_consultation", "ngo_confirmation"})

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        spheres: Callable[[], SphereList] = dictionary.shipped,
        months: Callable[[], int] | None = None,
        resting: Callable[[Session, int], Mapping[str, int]] = lambda _session, _id: {},
    ) -> None:
        super().__init__(store, clock, actor, spheres=spheres, months=months)
        self._resting = resting

    def _may_delete(self, session: Session, record: Organisation) -> None:
        found = self._resting(session, record.id)
        if found:
            raise Refusal(
                f"Nie można usunąć organizacji {record.name}, bo dotyczą jej inne zapisy: {counted(found)}. "
                "Jeżeli przestała działać, zmień jej stan na „rozwiązana”. Jeżeli wpisano ją dwa razy, najpierw "
                "wskaż w tych zapisach tę drugą albo usuń ją z ich list."
            )

    # -- the map ---------------------------------------------------------------------------------------------------

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
            draft = replace(
                draft_of(before, OrganisationDraft),
                confirmed_on=said.confirmed_on if exact else _confirmed(before.confirmed_on, said),
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


def _confirmed(before: date | None, said: Stated) -> date | None:
    """The day that stands after it was told: the later one, or the earlier one in the place of a withdrawn one."""
    if said.instead_of is not None:
        return said.confirmed_on if before == said.instead_of else before
    return max((day for day in (said.confirmed_on, before) if day is not None), default=None)


def _back(changed: Sequence[Organisation]) -> str:
    names = changed[0].name if len(changed) == 1 else f"{len(changed)} organizacji"
    return f"Przywrócono poprzedni stan: {names}."
