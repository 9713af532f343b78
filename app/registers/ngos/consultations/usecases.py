"""Use cases of consultations: who is asked, how and when, who answered what, and what came of it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import fold, sort_key
from app.core.problems import Problem
from app.core.records import Outcome
from app.records import environment, positions
from app.records.intake import TakingIn
from app.records.listing import CaseFilter, ColumnFilter, Filter, YearFilter
from app.records.usecases import Noun
from app.registers.ngos.consultations import repository
from app.registers.ngos.consultations.domain import (
    Asked,
    Channel,
    Consultation,
    ConsultationDraft,
    Subject,
    Taken,
    validate,
)
from app.registers.ngos.consultations.model import ConsultationRow
from app.registers.ngos.consultations.words import FIELDS, LABELS, PROBLEMS
from app.registers.ngos.organisations.domain import AddressKind, Organisation, OrganisationStatus
from app.registers.ngos.organisations.listing import as_now
from app.registers.ngos.organisations.repository import name_key
from app.registers.ngos.organisations.usecases import Organisations
from app.registers.ngos.organisations.words import organisations
from app.registers.ngos.programmes.domain import Programme
from app.registers.ngos.programmes.model import ProgrammeRow
from db.store import Store


@dataclass(frozen=True)
class AskedLine:
    """One who was asked with its place on the list, from 0, and the organisation as it is now, where it is known."""

    position: int
    asked: Asked
    organisation: Organisation | None = None

    @property
    def id(self) -> int:
        """What a table finds it by."""
        return self.position

    @property
    def email(self) -> str:
        """The organisation's own address for mail, blank where it has none."""
        return "" if self.organisation is None else self.organisation.email


class Consultations(TakingIn[Consultation, ConsultationDraft]):
    """Consultations with organisations; ``register`` is where organisations are looked up."""

    entity = "ngo_consultation"
    noun = Noun("konsultacja", "konsultację")
    row, record, draft = ConsultationRow, Consultation, ConsultationDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (ConsultationRow.starts_on, ConsultationRow.sort)
    # one without days has yet to be planned
    shown_first = (ConsultationRow.starts_on.desc().nulls_first(), ConsultationRow.sort.asc())
    key = "subject"

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        register: Organisations,
    ) -> None:
        super().__init__(store, clock, actor)
        self._register = register
        self.spheres = register.spheres

    def title(self, record: Consultation | ConsultationDraft) -> str:
        return record.subject

    def validate(self, draft: ConsultationDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        return {
            "state": CaseFilter(lambda: repository.states(self.clock.today())),
            "concern": CaseFilter(lambda: repository.concerns(self.clock.today())),
            "kind": ColumnFilter(ConsultationRow.kind),
            "year": YearFilter(ConsultationRow.starts_on),
        }

    def sorts(self) -> Mapping[str, Any]:
        row = ConsultationRow
        return {
            "subject": row.sort,
            "starts_on": (row.starts_on, row.sort),
            "asked": (row.asked_count, row.sort),
            "results_on": (row.results_on, row.sort),
        }

    # -- reading -----------------------------------------------------------------------------------------------

    def attention(self) -> Mapping[str, int]:
        """How many consultations each concern has."""
        return self._count_each(repository.concerns(self.clock.today()))

    def in_year(self, year: int) -> tuple[Consultation, ...]:
        """Consultations that began in the year."""
        self._require("read")
        with environment.reading(self.store) as session:
            return self._fetch(session, repository.in_year(session, year))

    def lines(self, record_id: int) -> tuple[AskedLine, ...]:
        """Everybody on the list, with the organisations as they are now for who may read these."""
        asked = self.get(record_id).asked
        known = as_now(self._register, (each.ngo_id for each in asked))
        return tuple(AskedLine(place, each, known.get(each.ngo_id or 0)) for place, each in enumerate(asked))

    def candidates(self, record_id: int) -> tuple[Organisation, ...]:
        """Organisations that act and are not on the list yet, by name."""
        listed = {each.ngo_id for each in self.get(record_id).asked}
        return tuple(
            each
            for each in self._register.all()
            if each.id not in listed and each.status is not OrganisationStatus.DISSOLVED
        )

    def proposal(self, programme: Programme) -> ConsultationDraft:
        """A new consultation about a programme, with the spheres of its tasks and its days where it has some."""
        self._require("edit")
        spheres = dict.fromkeys(task.sphere for task in programme.tasks if task.sphere)
        return ConsultationDraft(
            subject=f"Projekt: {programme.title}"[:300],
            kind=Subject.PROGRAMME,
            programme_id=programme.id,
            starts_on=programme.consulted_from,
            ends_on=programme.consulted_to,
            spheres=tuple(spheres),
        )

    # -- who is asked --------------------------------------------------------------------------------------------

    def add_organisations(
        self,
        record_id: int,
        version: int,
        ids: Collection[int],
        asked_on: date | None = None,
        channel: Channel | None = None,
    ) -> Outcome[Consultation]:
        """Put organisations on the list, those that are on it already once; Refusal when there is nobody to add."""
        self._require("edit")
        before = self.get(record_id)
        listed = {each.ngo_id for each in before.asked}
        found = sorted(
            (each for each in self._register.many(ids) if each.id not in listed), key=lambda each: sort_key(each.name)
        )
        if not found:
            raise Refusal(PROBLEMS["nobody_matches"])
        added = tuple(Asked(ngo_id=each.id, name=each.name, asked_on=asked_on, channel=channel) for each in found)
        outcome = self._relist(record_id, version, (*before.asked, *added))
        return replace(outcome, message=f"Dodano do listy: {organisations(len(added))}.")

    def add_other(
        self,
        record_id: int,
        version: int,
        name: str,
        asked_on: date | None = None,
        channel: Channel | None = None,
    ) -> Outcome[Consultation]:
        """Put somebody who is not in the register on the list."""
        self._require("edit")
        if not name.strip():
            raise self.invalid((Problem("asked.0.name", "required"),))
        before = self.get(record_id)
        added = Asked(name=name.strip(), asked_on=asked_on, channel=channel)
        outcome = self._relist(record_id, version, (*before.asked, added))
        return replace(outcome, message=f"Dodano do listy: {added.name}.")

    def note_asked(
        self, record_id: int, version: int, places: Collection[int], asked_on: date | None, channel: Channel | None
    ) -> Outcome[Consultation]:
        """These of the list were asked that day in that way."""
        self._require("edit")
        if asked_on is None or channel is None:
            missing = ["asked_on"] * (asked_on is None) + ["channel"] * (channel is None)
            raise self.invalid(tuple(Problem(f"asked.0.{name}", "required") for name in missing))

        def asked(each: Asked) -> Asked:
            return replace(each, asked_on=asked_on, channel=channel)

        outcome = self._change(record_id, version, places, asked)
        return replace(outcome, message=f"Zapisano, kiedy i jak zapytano: {organisations(len(set(places)))}.")

    def note_answer(
        self,
        record_id: int,
        version: int,
        place: int,
        answered_on: date | None,
        opinion: str = "",
        taken: Taken | None = None,
        reason: str = "",
    ) -> Outcome[Consultation]:
        """What one of the list answered; no day at all takes the answer back."""
        self._require("edit")

        def answered(each: Asked) -> Asked:
            return replace(each, answered_on=answered_on, opinion=opinion.strip(), taken=taken, reason=reason.strip())

        return self._change(record_id, version, (place,), answered)

    def remove(self, record_id: int, version: int, places: Collection[int]) -> Outcome[Consultation]:
        """Take these off the list."""
        self._require("edit")
        before = self.get(record_id)
        gone = positions.known(before.asked, places, PROBLEMS)
        outcome = self._relist(record_id, version, positions.without(before.asked, gone))
        return replace(outcome, message=f"Usunięto z listy: {organisations(len(gone))}.")

    def note_results(
        self, record_id: int, version: int, results_on: date | None, results: str, where: str = ""
    ) -> Outcome[Consultation]:
        """The consultation came to its end, with these results."""
        self._require("edit")
        if results_on is None:
            raise self.invalid((Problem("results_on", "required"),))
        changes = {"results_on": results_on, "results": results.strip(), "results_where": where.strip()}
        outcome = self._amend(record_id, version, **changes)
        return replace(outcome, message=f"Zapisano wyniki konsultacji: {self.title(outcome.record)}.")

    def _change(
        self, record_id: int, version: int, places: Collection[int], change: Callable[[Asked], Asked]
    ) -> Outcome[Consultation]:
        before = self.get(record_id)
        chosen = positions.known(before.asked, places, PROBLEMS)
        return self._relist(record_id, version, positions.changed(before.asked, chosen, change))

    def _relist(self, record_id: int, version: int, asked: Sequence[Asked]) -> Outcome[Consultation]:
        return self._amend(record_id, version, asked=tuple(asked))

    # -- from a file -----------------------------------------------------------------------------------------------

    def _stored_like(self, session: Session, draft: ConsultationDraft) -> Any:
        """A consultation of a file is known by its subject and first day."""
        return repository.about(session, draft.subject, draft.starts_on)

    def _completed(self, session: Session, draft: ConsultationDraft, before: Consultation | None) -> ConsultationDraft:
        """Those who were asked are found in the list as it is, then in the register, by their names."""
        if all(each.ngo_id is not None for each in draft.asked):
            return draft
        known = repository.by_name(session)
        known |= {name_key(each.name): each.ngo_id for each in (before.asked if before else ()) if each.ngo_id}
        return replace(
            draft,
            asked=tuple(
                each if each.ngo_id is not None else replace(each, ngo_id=known.get(name_key(each.name)))
                for each in draft.asked
            ),
        )

    # -- rules that need the database ----------------------------------------------------------------------------

    def _check(self, session: Session, draft: ConsultationDraft, row: Any) -> Iterator[Problem]:
        # what is written already stays, whatever became of it in the registers
        held = set() if row is None else {each.ngo_id for each in row.asked}
        fresh = {each.ngo_id for each in draft.asked if each.ngo_id is not None} - held
        known = repository.living(session, (each for each in fresh if each is not None))
        for index, each in enumerate(draft.asked):
            if each.ngo_id in fresh - known:
                yield Problem(f"asked.{index}.ngo_id", "missing_reference", {"value": each.name or each.ngo_id})
        if draft.programme_id is not None and (row is None or row.programme_id != draft.programme_id):
            programme = session.get(ProgrammeRow, draft.programme_id)
            if programme is None or programme.deleted_at is not None:
                yield Problem("programme_id", "missing_reference", {"value": draft.programme_id})
        codes = [code for code in draft.spheres if row is None or code not in row.spheres]
        if codes:
            spheres = self.spheres()
            for code in codes:
                if spheres.sphere(code) is None:
                    yield Problem("spheres", "unknown_sphere", {"value": code})

    def _before_save(self, session: Session, row: Any, draft: ConsultationDraft, before: Consultation | None) -> None:
        row.asked_count = sum(each.asked_on is not None for each in draft.asked)
        row.answered_count = sum(each.answered for each in draft.asked)
        row.sort = sort_key(draft.subject)
        row.find = fold(
            f"{draft.subject} {draft.draft_number} {draft.results} {draft.note} "
            + " ".join(each.name for each in draft.asked)
        )


def matching(found: Sequence[Organisation], spheres: Collection[str] = (), place: str = "") -> tuple[Organisation, ...]:
    """Those that act in any of the spheres and in the locality; nothing given restricts nothing."""
    wanted, where = set(spheres), fold(place.strip())

    def at_place(organisation: Organisation) -> bool:
        return any(
            fold(address.place.strip()) == where
            for address in organisation.addresses
            if address.kind is not AddressKind.MAIL
        )

    return tuple(each for each in found if (not wanted or wanted & set(each.spheres)) and (not where or at_place(each)))
