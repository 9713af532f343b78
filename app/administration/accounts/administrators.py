"""The rule that somebody who may let others in is always left, for every deed that takes an account away."""

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.roles import ADMINISTRATION, matrix
from app.administration.accounts.model import AccountRow


def administers(roles: Iterable[str]) -> bool:
    """Whether the roles let somebody give accounts and passwords to others."""
    return ADMINISTRATION in matrix().granted(roles).rights


def counts(account: AccountRow) -> bool:
    """Whether the account is in use and administers."""
    return account.active and account.deleted_at is None and administers(account.roles)


def others_administer(session: Session, without: Collection[int]) -> bool:
    """Whether an account in use administers besides those with the numbers ``without``."""
    roles = select(AccountRow.roles).where(
        AccountRow.active, AccountRow.deleted_at.is_(None), AccountRow.id.not_in(without)
    )
    return any(administers(each) for each in session.scalars(roles))
