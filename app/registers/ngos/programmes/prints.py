"""Prints of programmes of cooperation with all they need looked up: what the tab and commands call."""

from app.core.clock import Clock
from app.core.errors import NotFound
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.ngos.programmes.domain import Programme
from app.registers.ngos.programmes.usecases import Programmes


class ProgrammePrints:
    """PDF bytes, ready for a file or a printer."""

    def __init__(self, programmes: Programmes, offices: Offices, files: StoredFiles, clock: Clock) -> None:
        self._programmes, self._offices, self._files, self._clock = programmes, offices, files, clock

    def pdf(self, programme: Programme) -> bytes:
        """The sheet, for the screen and the printer; whoever prints it logs it."""
        from app.registers.ngos.programmes.printout import programme_pdf

        self._programmes.actor().require("ngo_programme.read")
        office, arms = heading(self._offices, self._files)
        return programme_pdf(programme, self._programmes.spheres().label, office, arms, self._clock.today())

    def of_year(self, year: int) -> bytes:
        """The sheet of a yearly programme, logged as printed; NotFound when the year has none."""
        programme = self._programmes.of_year(year)
        if programme is None:
            raise NotFound(f"Nie ma programu współpracy na rok {year}. Sprawdź rok albo dodaj program.")
        pdf = self.pdf(programme)
        self._programmes.log("print", (programme,))
        return pdf
