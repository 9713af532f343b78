"""Who is working and what they may do; accounts and roles fill this in, use cases ask it."""

from dataclasses import dataclass

from app.core.errors import NotAllowed


@dataclass(frozen=True)
class Actor:
    """The person at work. ``rights`` are names such as ``service_card.edit``; ``*`` grants everything.

    ``name`` is the login, ``employee_id`` the person's own record, ``units`` those the person heads.
    """

    name: str
    rights: frozenset[str]
    employee_id: int | None = None
    units: frozenset[int] = frozenset()

    def may(self, right: str) -> bool:
        """Whether the person has the right."""
        return right in self.rights or "*" in self.rights

    def require(self, right: str) -> None:
        """Raise NotAllowed unless the person has the right."""
        if not self.may(right):
            raise NotAllowed("Nie masz uprawnienia do tej czynności. Poproś administratora programu o jego nadanie.")


EVERYTHING = Actor("operator", frozenset({"*"}))
"""The one actor of a database without accounts."""
