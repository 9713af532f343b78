"""A service card (karta usługi): what a resident must know to settle one matter at the office.

Fields follow the union of fields seen on real cards and the customer's own list: name of the service, legal
basis, documents needed, fee, place and time (seed 003, slide 13).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
from app.core.drafts import number, shape_problems, text, texts
from app.core.mail import is_email
from app.core.money import MAX_GROSZE
from app.core.opening_hours import OpeningHours, hours_problems
from app.core.problems import Problem


class CardStatus(StrEnum):
    """Where a card stands in its life."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class DocumentHandling(StrEnum):
    """What the resident does with a document."""

    ATTACH = "attach"
    SHOW = "show"


class DocumentForm(StrEnum):
    """In what form a document is brought."""

    ORIGINAL = "original"
    COPY = "copy"
    CERTIFIED_COPY = "certified_copy"
    ANY = "any"


class FeeKind(StrEnum):
    """What kind of charge a fee line is."""

    STAMP_DUTY = "stamp_duty"
    PERMIT_FEE = "permit_fee"
    DOCUMENT_FEE = "document_fee"
    LOCAL_FEE = "local_fee"
    TAX = "tax"
    OTHER = "other"
    FREE = "free"


class TimeUnit(StrEnum):
    """Unit of a time limit; ``AT_ONCE`` takes no number."""

    AT_ONCE = "at_once"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"


class AppealKind(StrEnum):
    """Whether the resident may appeal."""

    NOT_STATED = "not_stated"
    APPEAL = "appeal"
    COMPLAINT = "complaint"
    NONE = "none"


class SilenceEffect(StrEnum):
    """What it means when the office does not answer in time (KPA, chapter 8a and art. 37)."""

    NOT_STATED = "not_stated"
    NONE = "none"
    CONSENT = "consent"
    REMINDER = "reminder"


class SubmitWay(StrEnum):
    """How a matter can be filed."""

    IN_PERSON = "in_person"
    POST = "post"
    ATTORNEY = "attorney"
    E_DELIVERY = "e_delivery"
    EPUAP = "epuap"
    ONLINE_SERVICE = "online_service"
    PHONE = "phone"


class CollectWay(StrEnum):
    """How the result is handed over."""

    IN_PERSON = "in_person"
    POST = "post"
    ATTORNEY = "attorney"
    E_DELIVERY = "e_delivery"
    EPUAP = "epuap"
    AT_ONCE = "at_once"


class PaymentWay(StrEnum):
    """How a fee can be paid."""

    CASH_DESK = "cash_desk"
    CARD = "card"
    TRANSFER = "transfer"
    ONLINE = "online"


@dataclass(frozen=True, kw_only=True)
class LegalBasis:
    """An act with its place in Dziennik Ustaw (year, number until 2011, item) and the articles that matter."""

    act: str = text(400, required=True)
    journal_year: int | None = number(1918, 2100)
    journal_number: int | None = number(1, 999)
    journal_item: int | None = number(1, 99999)
    articles: str = text(200)


@dataclass(frozen=True, kw_only=True)
class NeededDocument:
    """One document the resident brings; ``form_file`` is the SHA-256 of a stored blank form."""

    name: str = text(300, required=True)
    handling: DocumentHandling = DocumentHandling.ATTACH
    form: DocumentForm = DocumentForm.ORIGINAL
    condition: str = text(300)
    note: str = text(300)
    form_file: str | None = None
    form_file_name: str = text(160)


@dataclass(frozen=True, kw_only=True)
class Fee:
    """One fee line.

    ``amount`` is in grosze; None means that it follows from ``formula``. ``account_purpose`` names one of the
    office's bank accounts. ``valid_from`` and ``valid_to`` are inclusive days.
    """

    kind: FeeKind = FeeKind.STAMP_DUTY
    title: str = text(200)
    amount: int | None = number(0, MAX_GROSZE)
    formula: str = text(300)
    basis: str = text(300)
    exemption: str = text(600)
    account_purpose: str = text(80)
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def free(self) -> bool:
        """Nothing is paid."""
        return self.kind is FeeKind.FREE or self.amount == 0

    def in_force(self, day: date) -> bool:
        """Whether the line applies on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that goes with the card; ``file`` is the SHA-256 of a stored file, ``size`` in bytes."""

    title: str = text(160)
    file_name: str = text(160, required=True)
    media_type: str = text(80)
    size: int = 0
    file: str = text(64, required=True)


@dataclass(frozen=True, kw_only=True)
class ServiceCardDraft:
    """What the form of a card edits."""

    symbol: str = text(24, required=True)
    name: str = text(200, required=True)
    status: CardStatus = CardStatus.DRAFT
    category: str = text(80)
    life_event: str = text(80)
    purpose: str = text(1000)
    steps: tuple[str, ...] = texts(500, most=15)
    who_may_apply: tuple[str, ...] = texts(300, most=15)
    not_for: tuple[str, ...] = texts(300, most=15)
    synonyms: tuple[str, ...] = texts(80, most=60)
    legal_bases: tuple[LegalBasis, ...] = field(default=(), metadata={"most": 20})
    documents: tuple[NeededDocument, ...] = field(default=(), metadata={"most": 30})
    fees: tuple[Fee, ...] = field(default=(), metadata={"most": 20})
    payment_ways: tuple[PaymentWay, ...] = ()
    limit_unit: TimeUnit | None = None
    limit_number: int | None = number(1, 999)
    limit_note: str = text(300)
    limit_extension: str = text(300)
    resident_limit_unit: TimeUnit | None = None
    resident_limit_number: int | None = number(1, 999)
    resident_limit_note: str = text(300)
    unit_id: int | None = None
    supervising_unit_id: int | None = None
    building: str = text(80)
    floor: str = text(40)
    room: str = text(40)
    window: str = text(40)
    phone: str = text(40)
    email: str = text(120)
    clerk_post: str = text(160)
    hours: tuple[OpeningHours, ...] = ()
    submit_ways: tuple[SubmitWay, ...] = ()
    submit_address: str = text(300)
    collect_ways: tuple[CollectWay, ...] = ()
    appeal_kind: AppealKind = AppealKind.NOT_STATED
    appeal_body: str = text(200)
    appeal_days: int | None = number(1, 365)
    appeal_through: str = text(200)
    appeal_note: str = text(600)
    result: str = text(300)
    silence_effect: SilenceEffect = SilenceEffect.NOT_STATED
    silence_note: str = text(600)
    notes: str = text(4000)
    data_protection: str = text(8000)
    sign_language: str = text(300)
    attachments: tuple[Attachment, ...] = field(default=(), metadata={"most": 20})
    prepared_by: str = text(160)
    prepared_on: date | None = None
    checked_by: str = text(160)
    checked_on: date | None = None
    approved_by: str = text(160)
    approved_on: date | None = None
    valid_from: date | None = None
    review_on: date | None = None
    facts_as_of: date | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceCard(ServiceCardDraft):
    """A card as saved.

    ``edition`` grows whenever a published card changes for residents; ``edition_on`` is its day, None until the
    card is first published.
    """

    id: int
    version: int
    edition: int = 1
    edition_on: date | None = None
    unit_symbol: str = ""
    unit_name: str = ""
    supervising_unit_name: str = ""


REVIEW_SOON_DAYS = 30
"""How long before the review date the programme starts to remind: a habit of ours, no legal term."""


class Concern(StrEnum):
    """Why a card needs attention, the most urgent first."""

    FEE_EXPIRED = "fee_expired"
    REVIEW_OVERDUE = "review_overdue"
    WAITS_FOR_APPROVAL = "waits_for_approval"
    REVIEW_SOON = "review_soon"
    NO_REVIEW_DATE = "no_review_date"


def concerns(card: ServiceCardDraft, today: date) -> tuple[Concern, ...]:
    """What someone should do about the card, most pressing first; nothing for archived cards."""
    if card.status is CardStatus.ARCHIVED:
        return ()
    found = []
    if any(fee.valid_to is not None and fee.valid_to < today for fee in card.fees) and not any(
        fee.in_force(today) for fee in card.fees
    ):
        found.append(Concern.FEE_EXPIRED)
    if card.review_on is None:
        if card.status is CardStatus.PUBLISHED:
            found.append(Concern.NO_REVIEW_DATE)
    elif card.review_on < today:
        found.append(Concern.REVIEW_OVERDUE)
    elif (card.review_on - today).days <= REVIEW_SOON_DAYS:
        found.append(Concern.REVIEW_SOON)
    if card.status is CardStatus.REVIEW:
        found.append(Concern.WAITS_FOR_APPROVAL)
    return tuple(found)


def validate(draft: ServiceCardDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft, in no particular order of weight.

    That the symbol is free and follows the unit's pattern, and that unit and files exist, is for the use
    case to check, since it needs the database.
    """
    return (
        *shape_problems(draft),
        *_required(draft),
        *_fee_problems(draft),
        *_limit_problems(draft),
        *_date_problems(draft),
        *hours_problems(draft.hours, "hours"),
    )


def _required(draft: ServiceCardDraft) -> Iterator[Problem]:
    if draft.unit_id is None:
        yield Problem("unit_id", "required")
    if draft.email and not is_email(draft.email):
        yield Problem("email", "bad_email", {"value": draft.email})
    if draft.status is CardStatus.PUBLISHED:
        for name in ("purpose", "fees", "limit_unit", "room"):
            if not getattr(draft, name):
                yield Problem(name, "required_to_publish")
    if draft.appeal_kind is AppealKind.APPEAL:
        for name in ("appeal_body", "appeal_days"):
            if not getattr(draft, name):
                yield Problem(name, "required")


def _fee_problems(draft: ServiceCardDraft) -> Iterator[Problem]:
    for index, fee in enumerate(draft.fees):
        path = f"fees.{index}."
        if fee.amount is None and not fee.formula and fee.kind is not FeeKind.FREE:
            yield Problem(path + "amount", "amount_or_formula")
        if fee.kind is FeeKind.FREE and fee.amount:
            yield Problem(path + "amount", "free_has_amount")
        if fee.valid_from and fee.valid_to and fee.valid_to < fee.valid_from:
            yield _order(path + "valid_to", "„obowiązuje od”", fee.valid_from)


def _limit_problems(draft: ServiceCardDraft) -> Iterator[Problem]:
    for prefix in ("limit", "resident_limit"):
        unit, count = getattr(draft, f"{prefix}_unit"), getattr(draft, f"{prefix}_number")
        if unit not in (None, TimeUnit.AT_ONCE) and count is None:
            yield Problem(f"{prefix}_number", "required")
        if unit is None and count is not None:
            yield Problem(f"{prefix}_unit", "required")


def _date_problems(draft: ServiceCardDraft) -> Iterator[Problem]:
    chain = (
        ("prepared_on", "data opracowania"),
        ("checked_on", "data sprawdzenia"),
        ("approved_on", "data zatwierdzenia"),
        ("review_on", ""),
    )
    earlier: tuple[str, date] | None = None
    for name, words in chain:
        day = getattr(draft, name)
        if day is None:
            continue
        if earlier is not None and day < earlier[1]:
            yield _order(name, earlier[0], earlier[1])
        earlier = (words, day)


def _order(path: str, other: str, day: date) -> Problem:
    return Problem(path, "date_order", {"other": other, "date": format_date(day)})
