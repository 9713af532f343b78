"""Organisations as they are saved: what is derived from a draft, whose number is whose, rows taken from a file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.core.polish import sort_key
from app.core.problems import Problem
from app.records.intake import Incoming, Taken, Verdict
from app.registers.ngos import dictionary
from app.registers.ngos.dictionary import SphereList
from app.registers.ngos.organisations import repository
from app.registers.ngos.organisations.domain import (
    LegalForm,
    Organisation,
    OrganisationDraft,
    OrganisationStatus,
    ServedGroup,
)
from app.registers.ngos.organisations.listing import Listing
from app.registers.ngos.organisations.model import OrganisationRow
from app.registers.ngos.organisations.places import keeping_places, keeping_post_towns
from app.registers.ngos.organisations.words import LABELS

_KNOWN = "ngos.known_organisations"
_SEEN = "ngos.organisations_of_file"
_NEW = -1
_POST_TOWN = "addresses.post_town"
_OPP = "organizacja pożytku publicznego OPP"
"""What an organisation with this status is found by, beside what the record says."""


class Taking(Listing):
    """Numbers that no two organisations share, and rows of a file that are known by them."""

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
        holder = known.get(_named(draft))
        # two that stand there already may go on; nobody makes them twins by this deed
        twins = row is not None and repository.same_body(row.name, row.legal_form, row.place_sort) == _named(draft)[1]
        if holder is not None and holder[0] != own and not twins:
            yield Problem("name", "entered_already")

    def _prepare(self, draft: OrganisationDraft) -> None:
        # the dictionary of Polish takes 0.3 s to load, which must not happen while the database is held
        repository.found_by(draft.name)

    def _before_save(self, session: Session, row: Any, draft: OrganisationDraft, before: Organisation | None) -> None:
        row.sort = sort_key(draft.name)
        row.place_sort = _place_sort(draft)
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
            before = self._to_record(row)
            item = replace(item, draft=keeping_places(item.draft, before))
            if _POST_TOWN not in item.parts:
                item = replace(item, draft=keeping_post_towns(item.draft, before))
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


def _place_sort(draft: OrganisationDraft) -> str:
    seat = draft.seat or next(iter(draft.addresses), None)
    return sort_key(seat.place if seat else "")


def _named(draft: OrganisationDraft) -> tuple[str, str]:
    return "name", repository.same_body(draft.name, draft.legal_form, _place_sort(draft))


def _note_numbers(session: Session, draft: OrganisationDraft, own: int | None) -> None:
    """The numbers of an organisation are taken by it from now on, and those it had before are free."""
    known = _known(session)
    for key in [key for key, holder in known.items() if own is not None and holder[0] == own]:
        del known[key]
    for name in repository.NUMBERS:
        if number := getattr(draft, name):
            known.setdefault((name, repository.digits(number)), (own or _NEW, draft.name))
    if draft.status is not OrganisationStatus.DISSOLVED:
        known.setdefault(_named(draft), (own or _NEW, draft.name))


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
