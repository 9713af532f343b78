"""An office's old register of trainings as a file: its columns (seed, slide 34) and the lines found in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.progress import Progress
from app.exchange.old_cells import read_old_amount, read_old_days, read_old_remark
from app.exchange.old_layout import OldColumn, OldReading, OldRegister, OldRow, Parts
from app.exchange.old_registers import read_old_register
from app.exchange.reading import Place, RefusedRow, refused_row
from app.registers.trainings.participations.sharing import part
from app.registers.trainings.summaries.domain import OldLine

COLUMNS = (
    OldColumn("place", "Lp.", names=("lp", "nr", "l.p."), ordinal=True),
    OldColumn(
        "unit",
        "Symbol kko",
        names=("symbol", "kko", "komórka", "komórka organizacyjna", "wydział", "referat"),
        read=read_old_remark,
    ),
    OldColumn(
        "number", "Numer ewidencyjny", names=("nr ewidencyjny", "numer pracownika"), read=read_old_remark, rare=True
    ),
    OldColumn(
        "person",
        "Nazwisko i imię pracownika",
        names=("nazwisko i imię", "imię i nazwisko", "pracownik", "uczestnik", "uczestnik szkolenia"),
        needed=True,
        parts=(Parts(("nazwisko", "imię"), (" ",)),),
    ),
    OldColumn("post", "Stanowisko", read=read_old_remark),
    OldColumn(
        "days",
        "Data / ilość dni",
        names=("data", "termin", "data szkolenia", "termin szkolenia", "data/ilość dni", "data i ilość dni"),
        read=read_old_days,
        needed=True,
        parts=(
            Parts(("od", "do", "ilość dni"), (" - ", " / ")),
            Parts(("data od", "data do"), (" - ",)),
            Parts(("data", "ilość dni"), (" / ",)),
            Parts(("data", "liczba dni"), (" / ",)),
        ),
    ),
    OldColumn("topic", "Temat", names=("temat szkolenia", "nazwa szkolenia", "tematyka", "szkolenie"), needed=True),
    OldColumn(
        "institution",
        "Instytucja szkoląca",
        names=("instytucja", "organizator", "firma szkoląca", "firma szkoleniowa", "jednostka szkoląca", "prowadzący"),
        read=read_old_remark,
    ),
    OldColumn("cost", "Koszt szkolenia", names=("koszt", "cena", "kwota", "opłata"), read=read_old_amount),
)
REGISTER = OldRegister("Zestawienie szkoleń", COLUMNS, total_words=("liczba szkoleń", "koszt szkoleń", "podsumowanie"))
_TITLES = {column.key: column.title for column in COLUMNS}


@dataclass(frozen=True)
class OldLines:
    """What a file holds; ``notices`` are Polish sentences about what was left out or worked out."""

    lines: tuple[OldLine, ...]
    refused: tuple[RefusedRow, ...]
    notices: tuple[str, ...]


def read_lines(path: Path, progress: Progress) -> OldLines:
    """Read an XLSX or CSV file. Raises Refusal, EnvironmentProblem and Cancelled."""
    reading = read_old_register(REGISTER, path, progress)
    costs = _costs(reading.rows)
    lines = tuple(_line(row, cost) for row, cost in zip(reading.rows, costs, strict=True))
    return OldLines(lines, reading.refused, tuple(_notices(reading, lines)))


def refused(line: OldLine, column: str, value: str, sentence: str) -> RefusedRow:
    """A line that was read and cannot be saved."""
    return refused_row(Place(line.sheet, line.row), _TITLES.get(column, ""), value, sentence)


def _line(row: OldRow, cost: int | None) -> OldLine:
    values = row.values

    def text(key: str) -> str:
        return str(values.get(key) or "").strip()

    return OldLine(
        sheet=row.sheet,
        row=row.row,
        unit=text("unit"),
        number=text("number"),
        person=text("person"),
        post=text("post"),
        days=values["days"],
        topic=text("topic"),
        institution=text("institution"),
        cost=cost,
    )


def _costs(rows: Sequence[OldRow]) -> list[int | None]:
    """Costs by row; an amount in a merged cell is one amount, divided among its rows to the grosz."""
    together: dict[tuple[str, int, int], list[int]] = {}
    for index, row in enumerate(rows):
        if "cost" in row.merged and row.values.get("cost") is not None:
            together.setdefault((row.sheet, *row.merged["cost"]), []).append(index)
    costs: list[int | None] = [row.values.get("cost") for row in rows]
    for members in together.values():
        amount = costs[members[0]] or 0
        for place, index in enumerate(members):
            costs[index] = part(amount, len(members), place)
    return costs


def _notices(reading: OldReading, lines: Sequence[OldLine]) -> list[str]:
    found = list(reading.notices)
    counted = sum(line.days.counted for line in lines)
    if counted:
        found.append(
            f"W {counted} wierszach był tylko pierwszy dzień i liczba dni; ostatni dzień policzono w kalendarzu."
        )
    shared = sum("cost" in row.merged for row in reading.rows)
    if shared:
        found.append(f"Koszt ze scalonych komórek podzielono równo na osoby ({shared} wierszy), co do grosza.")
    return found
