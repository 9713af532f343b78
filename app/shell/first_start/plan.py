"""What the first-start wizard gathers before anything is made."""

from dataclasses import dataclass, field
from pathlib import Path

from app.people.office.domain import GminaKind, OfficeDraft


@dataclass
class Plan:
    """Filled step by step; ``recovery_code`` is made at the start, so that it can be printed and confirmed first.

    The secrets are in no ``repr``.
    """

    path: Path
    recovery_code: str = field(repr=False)
    demonstration: bool = False
    office_name: str = ""
    kind: GminaKind = GminaKind.URBAN_RURAL
    teryt: str = ""
    name: str = ""
    login: str = ""
    password: str = field(default="", repr=False)

    @property
    def office(self) -> OfficeDraft:
        """The office as its form would have it."""
        return OfficeDraft(name=self.office_name, kind=self.kind, teryt=self.teryt)
