"""Any print about one participation, by its kind."""

from datetime import date

from app.people.office.domain import Office
from app.printing.styles import Variant
from app.registers.trainings.participations.printout.card import card_pdf
from app.registers.trainings.participations.printout.certificate import certificates_pdf
from app.registers.trainings.participations.printout.decisions import referral_pdf, refusal_pdf
from app.registers.trainings.participations.printout.kinds import PrintKind
from app.registers.trainings.participations.printout.paper import Case
from app.registers.trainings.participations.printout.request import request_pdf


def single_pdf(
    kind: PrintKind,
    case: Case,
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    variant: Variant = Variant.STANDARD,
) -> bytes:
    """One print; Refusal that says what must be done first. A certificate has one size of letters."""
    match kind:
        case PrintKind.REQUEST:
            return request_pdf(case, office, coat_of_arms, printed_on, variant)
        case PrintKind.REFERRAL:
            return referral_pdf(case, office, coat_of_arms, printed_on, variant)
        case PrintKind.REFUSAL:
            return refusal_pdf(case, office, coat_of_arms, printed_on, variant)
        case PrintKind.CERTIFICATE:
            return certificates_pdf([case], office, coat_of_arms, printed_on)
        case PrintKind.EMPTY_CARD | PrintKind.CARD:
            return card_pdf(case, office, coat_of_arms, printed_on, variant, empty=kind is PrintKind.EMPTY_CARD)
