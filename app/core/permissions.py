"""Who is working and what they may do; accounts and roles fill this in, use cases ask it."""

from dataclasses import dataclass

from app.core.errors import NotAllowed

REFUSAL = "Nie masz uprawnienia do tej czynności. Poproś administratora programu o jego nadanie."


@dataclass(frozen=True)
class Actor:
    """The person at work. ``rights`` are names such as ``service_card.edit``; ``*`` grants everything.

    ``name`` is the login, ``employee_id`` the person's own record, ``units`` the person's own unit and all below
    it. Rights that are also in ``own`` hold for people of these units only: a register whose records belong to
    people says in ``Records._visible`` which rows those are. ``refusal`` is said when a right is missing.
    """

    name: str
    rights: frozenset[str]
    employee_id: int | None = None
    units: frozenset[int] = frozenset()
    own: frozenset[str] = frozenset()
    refusal: str = REFUSAL

    def may(self, right: str) -> bool:
        """Whether the person has the right, be it for own people only."""
        return right in self.rights or "*" in self.rights

    def require(self, right: str) -> None:
        """Raise NotAllowed unless the person has the right."""
        if not self.may(right):
            raise NotAllowed(self.refusal)

    def own_only(self, right: str) -> bool:
        """Whether the right holds for the people of ``units`` only."""
        return right in self.own and "*" not in self.rights


EVERYTHING = Actor("operator", frozenset({"*"}))
"""The one actor of a database without accounts."""
