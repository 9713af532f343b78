"""What all cards of one print share."""

from dataclasses import dataclass
from datetime import date

from app.people.office.domain import Office
from app.people.office.printout import notice
from app.printing.pictures import Picture
from app.printing.styles import Typography


@dataclass(frozen=True)
class Paper:
    """What all cards of one print share; ``level`` is the heading level of a card's name."""

    office: Office
    day: date
    typography: Typography
    arms: Picture | None = None
    level: int = 1
    clause: bool = True
    letterhead: bool = True

    @property
    def notice(self) -> str:
        return notice(self.office)
