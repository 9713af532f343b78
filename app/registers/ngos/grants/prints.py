"""Prints of grants with all they need looked up: what the tab and commands call."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.clock import Clock
from app.core.errors import NotFound
from app.core.identifiers import format_nrb
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.ngos.grants.domain import Grant
from app.registers.ngos.grants.thresholds import checks
from app.registers.ngos.grants.usecases import Grants
from app.registers.ngos.offers.domain import Partner
from app.registers.ngos.organisations.usecases import Organisations

if TYPE_CHECKING:
    from app.registers.ngos.grants.printout import GrantsPaper, Party


class GrantPrints:
    """PDF bytes, ready for a file or a printer."""

    def __init__(
        self, grants: Grants, organisations: Organisations, offices: Offices, files: StoredFiles, clock: Clock
    ) -> None:
        self._grants, self._organisations = grants, organisations
        self._offices, self._files, self._clock = offices, files, clock

    def sheet(self, record_id: int) -> bytes:
        """The data sheet of an agreement, logged as printed; NotFound."""
        grant = self._grants.get(record_id)
        pdf = self.preview(grant)
        self._grants.log("print", (grant,))
        return pdf

    def preview(self, grant: Grant) -> bytes:
        """The same for the screen, not logged. NotAllowed."""
        from app.registers.ngos.grants.printout import sheet_pdf

        self._grants.actor().require("ngo_grant.read")
        names, today = self._grants.organisations(), self._clock.today()
        limits = checks(grant, self._grants.small_grants(), grant.id, names, today)
        whole = (Partner(ngo_id=grant.ngo_id), *grant.partners)
        return sheet_pdf(
            grant, [self._party(each, names.get(each.ngo_id or 0, "")) for each in whole], limits, self._paper()
        )

    def register(self, year: int) -> bytes:
        """„Rejestr konkursów i dotacji” of a year, logged as a print of its grants."""
        from app.registers.ngos.grants.printout import register_pdf

        found = self._grants.whole_year(year)
        pdf = register_pdf(found, self._grants.organisations(), self._paper())
        self._log(found.grants, year)
        return pdf

    def _log(self, grants: Sequence[Grant], year: int) -> None:
        self._grants.log("print", grants, year=year)

    def _paper(self) -> "GrantsPaper":
        from app.registers.ngos.grants.printout import GrantsPaper

        office, arms = heading(self._offices, self._files)
        return GrantsPaper(office, arms, self._clock.today(), self._grants.spheres().label)

    def _party(self, partner: Partner, name: str) -> "Party":
        """What the register knows of a side of the agreement; the name alone for who may not read organisations."""
        from app.registers.ngos.grants.printout import Party

        if not self._organisations.actor().may("ngo.read"):
            return Party(name, part=partner.part)
        try:
            found = self._organisations.get(partner.ngo_id or 0)
        except NotFound:
            return Party(name, part=partner.part)
        numbers = (("KRS", found.krs), ("NIP", found.nip), ("REGON", found.regon))
        today = self._clock.today()
        people = [each for each in found.people if each.until is None or each.until >= today][:2]
        return Party(
            name=found.name,
            numbers=", ".join(f"{label} {value}" for label, value in numbers if value) or found.register_entry,
            address="" if found.seat is None else found.seat.line,
            represented_by="; ".join(", ".join(filter(None, (each.name, each.role))) for each in people),
            account=format_nrb(found.account) if found.account else "",
            part=partner.part,
        )
