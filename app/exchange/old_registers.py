"""A register that an office has kept by hand in a spreadsheet: which rows are entries, and what each of them says.

Titles above the header, headers of two rows, merged cells, empty rows, names of months or units between the rows,
totals and repeated headers are recognised; what is left out is told row by row. Nothing is filled in that a merged
cell or a ditto mark does not say.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.core.collector import collector_paused
from app.core.errors import Refusal
from app.core.progress import Progress
from app.exchange.grids import Grids, read_grids
from app.exchange.old_headers import Header, find_header
from app.exchange.old_layout import OldColumn, OldReading, OldRegister, OldRow, SkippedKind
from app.exchange.old_sheets import SheetReader

_REPORT_EVERY = 500
_ROWS_NAMED = 12
"""Row numbers, or spans of them, named in one sentence."""
_KINDS = {
    SkippedKind.HEADER: "powtórzone nagłówki i numery kolumn",
    SkippedKind.SECTION: "nagłówki części (miesiąc, rok, komórka)",
    SkippedKind.TOTAL: "podsumowania",
    SkippedKind.OTHER: "tekst poza rozpoznanymi kolumnami",
}


def read_old_register(register: OldRegister, path: Path, progress: Progress) -> OldReading:
    """Read every visible sheet that has the register's header, from a workbook or CSV.

    Raises Refusal when the file as a whole cannot be read or no sheet has the needed columns, EnvironmentProblem when
    the computer fails, Cancelled. Bad rows are told in the result and take no other row down.
    """
    with collector_paused():
        grids = read_grids(path, progress)
        found = [(grid, find_header(grid, register.columns)) for grid in grids.sheets]
        sheets = [(grid, header) for grid, header in found if header is not None and not _lacking(header)]
        if not sheets:
            raise Refusal(_no_header(register, [header for _, header in found if header is not None]))
        taken = {id(grid) for grid, _ in sheets}
        left_out = [grid.name for grid in grids.sheets if grid.rows and id(grid) not in taken]
        readers = [SheetReader(register, grid, header) for grid, header in sheets]
        rows: list[OldRow] = []
        done, total = 0, sum(len(grid.rows) for grid, _ in sheets)
        for reader in readers:
            for start, _ in enumerate(reader.grid.rows[::_REPORT_EVERY]):
                progress.report(done + start * _REPORT_EVERY, total, "Czytanie wierszy")
                rows += reader.rows(start * _REPORT_EVERY, (start + 1) * _REPORT_EVERY)
            done += len(reader.grid.rows)
    return OldReading(
        tuple(rows),
        tuple(row for reader in readers for row in reader.refused),
        tuple(row for reader in readers for row in reader.skipped),
        sum(reader.blank for reader in readers),
        tuple(_notices(grids, left_out, readers)),
    )


def _lacking(header: Header) -> list[OldColumn]:
    return [column for column in header.missing if column.needed]


def _no_header(register: OldRegister, headers: Sequence[Header]) -> str:
    nearest = max(headers, key=lambda header: len(header.bound), default=None)
    if nearest is None:
        wanted = ", ".join(f"„{column.title}”" for column in register.columns if column.needed)
        return (
            f"W pliku nie ma nagłówka rejestru „{register.title}”. Nad danymi muszą stać nazwy kolumn, "
            f"co najmniej: {wanted}. Dopisz je i wczytaj plik ponownie."
        )
    lacking = ", ".join(f"„{column.title}”" for column in _lacking(nearest))
    return (
        f"W nagłówku rejestru (wiersz {nearest.row + 1}) brakuje kolumn: {lacking}. "
        "Dopisz ich nazwy nad danymi i wczytaj plik ponownie."
    )


def _notices(grids: Grids, left_out: Sequence[str], readers: Sequence[SheetReader]) -> Iterator[str]:
    for name in left_out:
        yield f"Pominięto arkusz „{name}”: nie ma w nim nagłówka tego rejestru."
    for name in grids.hidden:
        yield f"Pominięto ukryty arkusz „{name}”. Aby go wczytać, odkryj go w arkuszu kalkulacyjnym."
    for reader in readers:
        sheet = f"Arkusz „{reader.grid.name}”:"
        missing = ", ".join(f"„{column.title}”" for column in reader.header.missing if not column.rare)
        if missing:
            yield f"{sheet} nie znaleziono kolumn: {missing}."
        if reader.header.unknown:
            yield f"{sheet} pominięto nieznane kolumny: " + ", ".join(f"„{n}”" for n in reader.header.unknown) + "."
        unnamed = reader.unnamed()
        if unnamed:
            yield f"{sheet} pominięto kolumny bez nagłówka: {', '.join(unnamed)}."
        for kind, words in _KINDS.items():
            rows = [row.row for row in reader.skipped if row.kind is kind]
            if rows:
                yield f"{sheet} pominięto wiersze, które nie są wpisami – {words}: {_spans_of(rows)}."
        if reader.blank:
            yield f"{sheet} pominięto puste wiersze (liczba: {reader.blank})."


def _spans_of(rows: Sequence[int]) -> str:
    """``5, 7–9`` of numbers in order; many are cut and counted."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    told = ", ".join(f"{a}–{b}" if b > a else str(a) for a, b in spans[:_ROWS_NAMED])
    return told if len(spans) <= _ROWS_NAMED else f"{told} i dalsze (razem: {len(rows)})"
