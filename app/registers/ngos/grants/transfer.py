"""Grants to and from spreadsheets; one is known by the number of its agreement."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from app.core.progress import Progress
from app.exchange.layout import Layout
from app.exchange.spreadsheets import Format
from app.people.office.transfer import RegisterTransfer
from app.people.office.usecases import Offices
from app.registers.ngos.grants import sheet
from app.registers.ngos.grants.domain import Grant, GrantDraft
from app.registers.ngos.grants.eligibility import agreement_doubts
from app.registers.ngos.grants.usecases import Grants


class GrantTransfer(RegisterTransfer[Grant, GrantDraft]):
    """Export and import of grants; organisations and offers that they name must be there already."""

    words = ("dotacja", "dotacje", "dotacji")

    def __init__(self, grants: Grants, offices: Offices, before_import: Callable[[], None] = lambda: None) -> None:
        super().__init__(grants, offices, before_import)
        self._grants = grants

    def _layout(self) -> Layout[GrantDraft]:
        plain = sheet.layout(self._grants.organisations(), {}, self._grants.offers_by_number())
        # what is only written is known in a file that comes back
        return replace(plain, columns=(*plain.columns, *sheet.told(self._grants.clock.today())))

    def _doubts(self, draft: GrantDraft) -> Iterator[str]:
        """An agreement of a day before the results of its contest were published, or without them."""
        ends = {} if draft.offer_id is None else self._grants.contest_ends()
        return agreement_doubts(draft, ends.get(draft.offer_id or 0), None)

    def _write(self, found: Sequence[Grant], path: Path, form: Format, progress: Progress, notice: str) -> None:
        grants = self._grants
        label, today = grants.spheres().label, grants.clock.today()
        names, offers = grants.organisations(), grants.offers_by_number()
        sheet.write_grants(found, path, form, names, offers, label, today, progress, notice)
