"""The prints about one participation: what they are called, and which can be made as things stand."""

from collections.abc import Mapping
from enum import StrEnum

from app.registers.trainings.courses.domain import CourseKind
from app.registers.trainings.participations.domain import Outcome, Participation, Step


class PrintKind(StrEnum):
    """In the order of the procedure."""

    REQUEST = "request"
    REFUSAL = "refusal"
    REFERRAL = "referral"
    EMPTY_CARD = "empty_card"
    CARD = "card"
    CERTIFICATE = "certificate"


PRINT_NAMES: Mapping[PrintKind, str] = {
    PrintKind.REQUEST: "Wniosek o przeszkolenie pracownika",
    PrintKind.REFUSAL: "Odmowa skierowania na szkolenie",
    PrintKind.REFERRAL: "Skierowanie na szkolenie",
    PrintKind.EMPTY_CARD: "Karta uczestnictwa do wypełnienia",
    PrintKind.CARD: "Karta uczestnictwa wypełniona",
    PrintKind.CERTIFICATE: "Zaświadczenie",
}


def prints_for(participation: Participation) -> tuple[PrintKind, ...]:
    """What can be printed about the participation as it is now."""
    return tuple(kind for kind in PrintKind if _fits(kind, participation))


def usual_print(participation: Participation) -> PrintKind:
    """What people look for first: the request until it is decided, the refusal, the card."""
    if participation.outcome is Outcome.REFUSED:
        return PrintKind.REFUSAL
    return PrintKind.CARD if PrintKind.CARD in prints_for(participation) else PrintKind.REQUEST


def _fits(kind: PrintKind, record: Participation) -> bool:
    approved = any(done.step is Step.APPROVE for done in record.steps) and record.outcome in (
        Outcome.OPEN,
        Outcome.COMPLETED,
    )
    match kind:
        case PrintKind.REQUEST:
            return True
        case PrintKind.REFUSAL:
            return record.outcome is Outcome.REFUSED
        case PrintKind.REFERRAL | PrintKind.EMPTY_CARD:
            return approved
        case PrintKind.CARD:
            return approved and any(done.step is Step.FILL_CARD for done in record.steps)
        case PrintKind.CERTIFICATE:
            return record.kind is CourseKind.INTERNAL and bool(record.certificate.strip())
