"""A running campaign whose people know their criteria, for tests of packages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from app.bootstrap import Services
from app.exchange.protected import HIDDEN
from app.registers.evaluations.campaigns.usecases import Campaigns
from app.registers.evaluations.packages.transfer import PackageTransfer
from app.registers.evaluations.packages.usecases import RaterPackages
from app.registers.evaluations.sheets.domain import Evaluation
from tests.exchange.resaving import edited, values_of
from tests.registers.evaluations.campaigns.office import draft, small_office

ON = date(2026, 11, 20)
MARK, REASON = "D", "E"
"""Columns of a worksheet without self-assessment and with equal weights."""


@dataclass
class Office:
    """Three clerks rated by their head, and the head rated by the mayor."""

    services: Services
    folder: Path

    def __post_init__(self) -> None:
        self.ids = small_office(self.services)
        campaigns = Campaigns(self.services.store, self.services.clock)
        prepared = campaigns.create(draft(self.ids)).record
        self.campaign = campaigns.start(prepared.id, prepared.version).record
        self.campaigns = campaigns
        for sheet in self.services.evaluations.all():
            self.services.evaluations.give_criteria(sheet.id, sheet.version, ON)

    @cached_property
    def packages(self) -> RaterPackages:
        services = self.services
        return RaterPackages(services.store, services.clock, services.actor, evaluations=services.evaluations)

    @cached_property
    def transfer(self) -> PackageTransfer:
        return PackageTransfer(self.packages, self.services.offices)

    @property
    def head(self) -> int:
        return self.ids["head"]

    def sheets(self) -> list[Evaluation]:
        """Those the head rates, in the order of the package."""
        return [sheet for sheet in self.services.evaluations.all() if sheet.rater_id == self.head]

    def issue(self, rater: int | None = None) -> Path:
        """The package of the head."""
        (path,) = self.transfer.issue(self.campaign.id, rater or self.head, self.folder).files
        return path

    def filled(
        self, path: Path, mark: Any = 3, name: str = "back.xlsx", cells: Mapping[str, Any] | None = None
    ) -> Path:
        """The package with every mark set, saved by another program; ``cells`` by reference, on the first person."""
        people = [title for title in values_of(path) if title[:2].isdigit()]
        marks = {(title, cell): mark for title in people for cell in mark_cells(path, title)}
        own = {(people[0], reference): value for reference, value in (cells or {}).items()}
        return edited(path, self.folder / name, marks | own)


def mark_cells(path: Path, title: str) -> list[str]:
    """References of the cells for marks on a person's worksheet, as the hidden sheet names them."""
    rows: dict[int, dict[int, Any]] = {}
    for (row, column), value in values_of(path)[HIDDEN].items():
        rows.setdefault(row, {})[column] = value
    lines = rows.values()
    return [line[2] for line in lines if line[0] == "typed" and line[1] == title and line[3].endswith(".mark")]
