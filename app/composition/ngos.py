"""Builds the use cases of organisations, of their map and of what the gmina does with them."""

from collections.abc import Callable
from dataclasses import dataclass

from app.composition.ground import Ground
from app.registers.ngos.confirmations.prints import ConfirmationPrints
from app.registers.ngos.confirmations.usecases import ConfirmationPeriod, Confirmations
from app.registers.ngos.consultations.prints import ConsultationPrints
from app.registers.ngos.consultations.transfer import ConsultationTransfer
from app.registers.ngos.consultations.usecases import Consultations
from app.registers.ngos.contests.prints import ContestPrints
from app.registers.ngos.contests.transfer import ContestTransfer
from app.registers.ngos.contests.usecases import Contests
from app.registers.ngos.gaps.prints import GapPrints
from app.registers.ngos.gaps.usecases import GapMatrices
from app.registers.ngos.geography.transfer import MapTransfer
from app.registers.ngos.geography.usecases import MapData
from app.registers.ngos.grants.prints import GrantPrints
from app.registers.ngos.grants.transfer import GrantTransfer
from app.registers.ngos.grants.usecases import Grants
from app.registers.ngos.offers import repository as offers_of_contests
from app.registers.ngos.offers.prints import ContestOfferPrints
from app.registers.ngos.offers.transfer import ContestOfferTransfer
from app.registers.ngos.offers.usecases import ContestOffers
from app.registers.ngos.organisations.prints import OrganisationPrints
from app.registers.ngos.organisations.transfer import OrganisationTransfer
from app.registers.ngos.organisations.usecases import Organisations
from app.registers.ngos.programmes.prints import ProgrammePrints
from app.registers.ngos.programmes.transfer import ProgrammeTransfer
from app.registers.ngos.programmes.usecases import Programmes
from app.registers.ngos.spheres.transfer import SphereTransfer
from app.registers.ngos.spheres.usecases import SphereLists
from app.registers.ngos.summaries import repository as resting
from app.registers.ngos.summaries.prints import CooperationPrints
from app.registers.ngos.summaries.usecases import CooperationSummaries


@dataclass(frozen=True, kw_only=True)
class NgoUseCases:
    """Organisations of the gmina; ``shared.NgoServices`` names what their slices ask for."""

    map_data: MapData
    map_exchange: MapTransfer
    sphere_lists: SphereLists
    sphere_exchange: SphereTransfer
    gap_matrix: GapMatrices
    gap_prints: GapPrints
    organisations: Organisations
    contests: Contests
    contest_prints: ContestPrints
    contest_exchange: ContestTransfer
    contest_offers: ContestOffers
    contest_offer_prints: ContestOfferPrints
    contest_offer_exchange: ContestOfferTransfer
    grants: Grants
    grant_prints: GrantPrints
    grant_exchange: GrantTransfer
    consultations: Consultations
    consultation_prints: ConsultationPrints
    consultation_exchange: ConsultationTransfer
    programmes: Programmes
    programme_prints: ProgrammePrints
    programme_exchange: ProgrammeTransfer
    ngo_summaries: CooperationSummaries
    cooperation_prints: CooperationPrints
    organisation_exchange: OrganisationTransfer
    organisation_prints: OrganisationPrints
    confirmations: Confirmations
    confirmation_prints: ConfirmationPrints


def ngo_use_cases(ground: Ground) -> NgoUseCases:
    """Everything of the family over one store."""
    store, clock, actor = ground.store, ground.clock, ground.actor
    sphere_lists = SphereLists(store, clock, actor, resting=resting.on_spheres)
    organisations = Organisations(
        store,
        clock,
        actor,
        spheres=sphere_lists.current,
        months=ConfirmationPeriod(store, clock).months,
        resting=resting.on_organisation,
    )
    map_data = MapData(store, clock, actor)
    programmes = Programmes(store, clock, actor, spheres=sphere_lists.current, resting=resting.on_programme)
    consultations = Consultations(store, clock, actor, register=organisations)
    gap_matrix = GapMatrices(organisations, map_data)
    contests = Contests(store, clock, actor, spheres=sphere_lists.current, offers=offers_of_contests)
    contest_offers = ContestOffers(store, clock, actor)
    grants = Grants(
        store,
        clock,
        actor,
        contests=contests,
        offers=contest_offers,
        spheres=sphere_lists.current,
        planned=_planned(programmes),
    )
    organisation_prints = OrganisationPrints(organisations, map_data.base, ground.offices, ground.files, clock)
    confirmations = Confirmations(store, clock, actor, register=organisations)
    ngo_summaries = CooperationSummaries(
        store,
        clock,
        actor,
        organisations=organisations,
        programmes=programmes,
        consultations=consultations,
        money=grants,
    )
    return NgoUseCases(
        map_data=map_data,
        map_exchange=MapTransfer(map_data, ground.offices.current_or_blank, ground.safeguard.before_import),
        sphere_lists=sphere_lists,
        sphere_exchange=SphereTransfer(sphere_lists, ground.offices.current_or_blank),
        consultations=consultations,
        consultation_prints=ConsultationPrints(consultations, ground.offices, ground.files, clock),
        consultation_exchange=ConsultationTransfer(consultations, ground.offices, ground.safeguard.before_import),
        programmes=programmes,
        programme_prints=ProgrammePrints(programmes, ground.offices, ground.files, clock),
        programme_exchange=ProgrammeTransfer(programmes, ground.offices, ground.safeguard.before_import),
        ngo_summaries=ngo_summaries,
        cooperation_prints=CooperationPrints(ngo_summaries, ground.offices, ground.files, clock),
        gap_matrix=gap_matrix,
        gap_prints=GapPrints(gap_matrix, ground.offices, ground.files, clock),
        organisations=organisations,
        contests=contests,
        contest_prints=ContestPrints(contests, ground.offices, ground.files, clock),
        contest_exchange=ContestTransfer(contests, ground.offices, ground.safeguard.before_import),
        contest_offers=contest_offers,
        contest_offer_exchange=ContestOfferTransfer(contest_offers, ground.offices, ground.safeguard.before_import),
        contest_offer_prints=ContestOfferPrints(contest_offers, contests, ground.offices, ground.files, clock),
        grants=grants,
        grant_prints=GrantPrints(grants, organisations, ground.offices, ground.files, clock),
        grant_exchange=GrantTransfer(grants, ground.offices, ground.safeguard.before_import),
        organisation_exchange=OrganisationTransfer(organisations, ground.offices, ground.safeguard.before_import),
        organisation_prints=organisation_prints,
        confirmations=confirmations,
        confirmation_prints=ConfirmationPrints(
            confirmations, organisations, organisation_prints, ground.offices, ground.files, clock
        ),
    )


def _planned(programmes: Programmes) -> Callable[[int], int | None]:
    """Grosze that the yearly programme plans for grants; None without one, or for who may not read programmes."""

    def planned(year: int) -> int | None:
        if not programmes.actor().may("ngo_programme.read"):
            return None
        found = programmes.of_year(year)
        return None if found is None else found.grants

    return planned
