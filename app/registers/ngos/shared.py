"""What the slices of organisations ask of the program."""

from typing import TYPE_CHECKING, Protocol

from app.people.shared import SharedServices

if TYPE_CHECKING:
    # the slices stand above this module: it only names what they are
    from app.registers.ngos.confirmations.prints import ConfirmationPrints
    from app.registers.ngos.confirmations.usecases import Confirmations
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
    from app.registers.ngos.summaries.prints import CooperationPrints
    from app.registers.ngos.summaries.usecases import CooperationSummaries


class NgoServices(SharedServices, Protocol):
    """``composition.Services`` is one."""

    @property
    def map_data(self) -> "MapData": ...
    @property
    def map_exchange(self) -> "MapTransfer": ...
    @property
    def sphere_lists(self) -> "SphereLists": ...
    @property
    def organisations(self) -> "Organisations": ...
    @property
    def consultations(self) -> "Consultations": ...
    @property
    def consultation_prints(self) -> "ConsultationPrints": ...
    @property
    def consultation_exchange(self) -> "ConsultationTransfer": ...
    @property
    def programmes(self) -> "Programmes": ...
    @property
    def programme_prints(self) -> "ProgrammePrints": ...
    @property
    def programme_exchange(self) -> "ProgrammeTransfer": ...
    @property
    def ngo_summaries(self) -> "CooperationSummaries": ...
    @property
    def cooperation_prints(self) -> "CooperationPrints": ...
    @property
    def organisation_exchange(self) -> "OrganisationTransfer": ...
    @property
    def organisation_prints(self) -> "OrganisationPrints": ...
    @property
    def confirmations(self) -> "Confirmations": ...
    @property
    def confirmation_prints(self) -> "ConfirmationPrints": ...
    @property
    def gap_matrix(self) -> "GapMatrices": ...
    @property
    def gap_prints(self) -> "GapPrints": ...
    @property
    def contests(self) -> "Contests": ...
    @property
    def contest_prints(self) -> "ContestPrints": ...
    @property
    def contest_exchange(self) -> "ContestTransfer": ...
    @property
    def contest_offer_exchange(self) -> "ContestOfferTransfer": ...
    @property
    def contest_offers(self) -> "ContestOffers": ...
    @property
    def contest_offer_prints(self) -> "ContestOfferPrints": ...
    @property
    def sphere_exchange(self) -> "SphereTransfer": ...
    @property
    def grants(self) -> "Grants": ...
    @property
    def grant_prints(self) -> "GrantPrints": ...
    @property
    def grant_exchange(self) -> "GrantTransfer": ...
