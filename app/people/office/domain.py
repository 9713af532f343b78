"""The office itself: the data that stand on every print (seed 003, slide 3)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.core.drafts import shape_problems, text
from app.core.identifiers import is_nip, is_nrb, is_regon
from app.core.mail import is_email
from app.core.opening_hours import HoursException, OpeningHours, hours_problems
from app.core.problems import Problem


class GminaKind(StrEnum):
    """Kind of gmina, as the last digit of its TERYT code tells."""

    URBAN = "urban"
    RURAL = "rural"
    URBAN_RURAL = "urban_rural"


class HeadTitle(StrEnum):
    """Title of the head of the gmina (act of 8.03.1990 on local government, art. 11a)."""

    WOJT = "wojt"
    BURMISTRZ = "burmistrz"
    PREZYDENT = "prezydent"


@dataclass(frozen=True, kw_only=True)
class BankAccount:
    """An account of the office for one purpose; fee lines of cards name the purpose."""

    purpose: str = text(80, required=True)
    nrb: str = text(34, required=True)
    note: str = text(160)


@dataclass(frozen=True, kw_only=True)
class OfficeDraft:
    """What the form „Dane urzędu” edits."""

    name: str = text(120, required=True)
    gmina: str = text(120)
    kind: GminaKind = GminaKind.URBAN_RURAL
    teryt: str = text(7)
    street: str = text(120)
    postal_code: str = text(6)
    town: str = text(80)
    phone: str = text(40)
    fax: str = text(40)
    email: str = text(120)
    website: str = text(200)
    bip: str = text(200)
    delivery_address: str = text(60)
    nip: str = text(13)
    regon: str = text(14)
    head_title: HeadTitle = HeadTitle.BURMISTRZ
    head_name: str = text(120)
    coat_of_arms: str | None = None
    coat_of_arms_note: str = text(200)
    hours: tuple[OpeningHours, ...] = ()
    hours_exceptions: tuple[HoursException, ...] = ()
    bank_accounts: tuple[BankAccount, ...] = ()
    appeal_body: str = text(200)
    data_protection: str = text(8000)
    demonstration: bool = False


@dataclass(frozen=True, kw_only=True)
class Office(OfficeDraft):
    """The office as saved; a database holds exactly one. ``coat_of_arms`` is the SHA-256 of a stored file."""

    id: int
    version: int

    def account(self, purpose: str) -> BankAccount | None:
        """The account kept for a purpose, None when there is none."""
        return next((a for a in self.bank_accounts if a.purpose.casefold() == purpose.casefold()), None)

    @property
    def address(self) -> str:
        """Street, postal code and town in one line."""
        return ", ".join(part for part in (self.street, f"{self.postal_code} {self.town}".strip()) if part)


def validate(draft: OfficeDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft, in the order of its fields."""
    return (*shape_problems(draft), *_number_problems(draft), *_hours(draft), *_account_problems(draft))


def _number_problems(draft: OfficeDraft) -> Iterator[Problem]:
    if draft.teryt and not re.fullmatch(r"[0-9]{7}", draft.teryt):
        yield Problem("teryt", "bad_teryt")
    if draft.postal_code and not re.fullmatch(r"[0-9]{2}-[0-9]{3}", draft.postal_code):
        yield Problem("postal_code", "bad_postal_code")
    if draft.email and not is_email(draft.email):
        yield Problem("email", "bad_email", {"value": draft.email})
    if draft.nip and not is_nip(draft.nip):
        yield Problem("nip", "bad_nip")
    if draft.regon and not is_regon(draft.regon):
        yield Problem("regon", "bad_regon")


def _hours(draft: OfficeDraft) -> Iterator[Problem]:
    yield from hours_problems(draft.hours, "hours")
    yield from hours_problems(draft.hours_exceptions, "hours_exceptions")


def _account_problems(draft: OfficeDraft) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, account in enumerate(draft.bank_accounts):
        if account.nrb and not is_nrb(account.nrb):
            yield Problem(f"bank_accounts.{index}.nrb", "bad_nrb")
        if account.purpose.casefold() in seen:
            yield Problem(f"bank_accounts.{index}.purpose", "not_unique", {"value": account.purpose})
        seen.add(account.purpose.casefold())
