"""Grants to and from spreadsheets; one is known by the number of its agreement."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.exchange.layout import Layout
from app.people.office.transfer import RegisterTransfer
from app.people.office.usecases import Offices
from app.records.layouts import telling
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

    def _layout(self, found: Sequence[Grant] = ()) -> Layout[GrantDraft]:
        grants, label = self._grants, self._grants.spheres().label
        named = {each.sphere: label(each.sphere) for each in found if each.sphere}
        plain = sheet.layout(grants.organisations(), named, grants.offers_by_number())
        return telling(plain, sheet.told(grants.clock.today()))

    def _tied(self, found: Sequence[Grant]) -> Sequence[Grant]:
        # without an agreement the program's number ties the sheets
        return [replace(each, agreement_number=each.agreement_number or each.number) for each in found]

    def _doubts(self, draft: GrantDraft) -> Iterator[str]:
        """An agreement of a day before the results of its contest were published, or without them."""
        ends = {} if draft.offer_id is None else self._grants.contest_ends()
        return agreement_doubts(draft, ends.get(draft.offer_id or 0), None)
