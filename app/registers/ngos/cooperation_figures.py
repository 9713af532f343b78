"""What the yearly report and notices of contests ask of money, whoever keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class GrantKind(StrEnum):
    """In which way the money was given: an open contest (art. 11–18), a small grant (art. 19a), or another way."""

    CONTEST = "contest"
    SMALL = "small"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class GrantFigure:
    """One offer of one organisation in one year, with the money that followed; amounts are grosze.

    ``sphere`` is a code of art. 4 ust. 1, blank where unknown. ``planned`` is the money of the contest that the offer
    was filed in, so it repeats in each of its offers; sums of planned money are those of contests. ``granted`` is 0 for
    an offer that was not chosen; ``paid``, ``settled`` and ``returned`` are what is known today.

    Money belongs to the budget year of its grant, an offer to the year of its contest's programme. Where these differ,
    the year of the offer has it without money, and the budget year has the money with ``filed`` false.
    """

    ngo_id: int | None
    organisation: str
    sphere: str
    kind: GrantKind
    planned: int = 0
    asked: int = 0
    granted: int = 0
    paid: int = 0
    settled: int = 0
    returned: int = 0
    formally_right: bool = True
    accepted: bool = False
    agreement: bool = False
    filed: bool = True


@dataclass(frozen=True, kw_only=True)
class ContestFigure:
    """One open contest announced for tasks of a year; ``planned`` is grosze, ``cancelled`` one without a result."""

    title: str
    sphere: str
    announced_on: date | None = None
    planned: int = 0
    cancelled: bool = False


@dataclass(frozen=True)
class PastTask:
    """Money handed over to an organisation for a task in one calendar year, in grosze; ``sphere`` is its code."""

    sphere: str
    year: int
    title: str
    organisation: str
    amount: int


@dataclass(frozen=True)
class PastTasks:
    """Tasks of the same kind in the year of the announcement and in the one before (art. 13 ust. 2 pkt 7).

    „The same kind” is the same sphere; what the register knows until the day ``as_of``.
    """

    year: int
    tasks: tuple[PastTask, ...]
    as_of: date

    def of_year(self, year: int) -> tuple[PastTask, ...]:
        """Those of one of the two years, the greatest first."""
        found = (each for each in self.tasks if each.year == year)
        return tuple(sorted(found, key=lambda each: (-each.amount, each.organisation, each.title)))

    def spent(self, year: int) -> int:
        """Money of one of the two years."""
        return sum(each.amount for each in self.of_year(year))

    @property
    def years(self) -> tuple[int, int]:
        """The year of the announcement, then the one before."""
        return self.year, self.year - 1


class CooperationMoney(Protocol):
    """``ngos.grants`` fulfils it; the report takes nothing else from contests and grants."""

    def grants_of(self, year: int) -> Sequence[GrantFigure]:
        """Every offer about tasks of the year, small grants too, by name of the organisation."""
        ...

    def contests_of(self, year: int) -> Sequence[ContestFigure]:
        """Every contest about tasks of the year, by the day of its announcement."""
        ...

    def small_handed_over(self, year: int) -> Sequence[tuple[str, int]]:
        """Small grants that go to each organisation in the calendar year, in grosze, the most first (ust. 6)."""
        ...
