"""A contest with an offer and organisations, for tests of offers and grants."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.bootstrap import Services
from app.records.mapping import draft_of
from app.registers.ngos.contests.domain import Contest, ContestDraft, Criterion
from app.registers.ngos.offers.domain import ContestOffer, ContestOfferDraft
from app.registers.ngos.organisations.domain import LegalForm, OrganisationDraft

ANNOUNCED = dict.fromkeys(("notice_bip", "notice_seat", "notice_site"), date(2026, 2, 2))


def club(services: Services, name: str = "Klub Iskra") -> int:
    """The id of an organisation, made once."""
    found = next((each.id for each in services.organisations.all() if each.name == name), None)
    draft = OrganisationDraft(name=name, legal_form=LegalForm.SPORTS_CLUB)
    return found or services.organisations.create(draft).record.id


def contest(services: Services, **more: Any) -> Contest:
    """An announced contest with two criteria; its offers were taken until 27 February."""
    values: dict[str, Any] = {
        "title": "Sport w gminie",
        "sphere": "17",
        "year": 2026,
        "planned": 4_000_000,
        "offers_until": date(2026, 2, 27),
        "task_from": date(2026, 4, 1),
        "task_until": date(2026, 9, 30),
        "criteria": (Criterion(name="pomysł", points=10), Criterion(name="koszty", points=5)),
        **ANNOUNCED,
        **more,
    }
    return services.contests.create(ContestDraft(**values)).record


def offer(services: Services, of: Contest, name: str = "Klub Iskra", **more: Any) -> ContestOffer:
    """An offer that came in time."""
    values: dict[str, Any] = {
        "contest_id": of.id,
        "ngo_id": club(services, name),
        "title": "Szkółka piłkarska",
        "filed_on": date(2026, 2, 20),
        "asked": 1_200_000,
        **more,
    }
    return services.contest_offers.create(ContestOfferDraft(**values)).record


def decided(services: Services, of: Contest, results_on: date | None = date(2026, 3, 10)) -> Contest:
    """The contest decided on 9 March, before agreements of these tests; its results are out unless told otherwise."""
    now = services.contests.get(of.id)
    return services.contests.decide(now.id, now.version, date(2026, 3, 9), results_on).record


def changed(services: Services, record: ContestOffer, **more: Any) -> ContestOffer:
    """The offer saved with changes."""
    draft = replace(draft_of(record, ContestOfferDraft), **more)
    return services.contest_offers.update(record.id, record.version, draft).record
