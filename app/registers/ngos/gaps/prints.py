"""The gap matrix as files with all they need looked up; what the window and commands call. Each is logged."""

from pathlib import Path

from app.core.clock import Clock
from app.core.progress import NoProgress, Progress
from app.core.report_pages import Column, Page, PageTable
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.ngos.gaps.domain import ColumnKind, GapMatrix, RowKind
from app.registers.ngos.gaps.usecases import GapMatrices
from app.registers.ngos.gaps.words import FIRST, TITLE, key_of


class GapPrints:
    """PDF bytes and workbooks."""

    def __init__(self, gaps: GapMatrices, offices: Offices, files: StoredFiles, clock: Clock) -> None:
        self._gaps, self._offices, self._files, self._clock = gaps, offices, files, clock

    def pdf(self, rows: RowKind = RowKind.PLACES, columns: ColumnKind = ColumnKind.GROUPS) -> bytes:
        """The matrix with the lists of gaps and overlaps."""
        from app.registers.ngos.gaps.printout import gap_matrix_pdf

        matrix = self._gaps.matrix(rows, columns)
        ids = {each for _row, _column, cell in matrix.overlaps() for each in cell.here}
        names = {each.id: each.called for each in self._gaps.organisations(ids)}
        office, arms = heading(self._offices, self._files)
        pdf = gap_matrix_pdf(matrix, rows, columns, names, office, arms, self._clock.today())
        self._gaps.log("print", "pdf")
        return pdf

    def workbook(self, rows: RowKind, columns: ColumnKind, path: Path, progress: Progress | None = None) -> None:
        """The matrix as a workbook. Raises EnvironmentProblem and Cancelled."""
        from app.exchange.report_pages import tables
        from app.exchange.tables import write_tables
        from app.people.office.printout import notice
        from app.registers.ngos.organisations.printout.entry import INTERNAL

        found = tables([page(self._gaps.matrix(rows, columns), rows)], (key_of(rows),))
        marked = " · ".join(filter(None, (INTERNAL, notice(self._offices.current_or_blank()))))
        write_tables(TITLE, found, path, progress or NoProgress(), marked)
        self._gaps.log("export", "xlsx")


def page(matrix: GapMatrix, rows: RowKind) -> Page:
    """The matrix as a page of a report."""
    columns = (Column(FIRST[rows]), *(Column(column.label) for column in matrix.columns))
    lines = tuple(
        (row.label, *(matrix.cell(row.key, column.key).text for column in matrix.columns)) for row in matrix.all_rows
    )
    return Page("gaps", TITLE, (), (), (PageTable(TITLE, columns, lines),))
