"""The three totals of the register of trainings over 100,000 entries, against bare pandas on the same rows.

Both begin with the rows as the query gives them and take turns in one process. The goal is set against pandas that
makes its frame of these rows (the two columns it needs) and groups it; a group-by alone on a frame that is ready, which
nobody has who has just read the rows, is shown for information.
"""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.registers.trainings.courses.domain import CourseKind
from app.registers.trainings.participations.domain import Outcome, Seat
from app.registers.trainings.participations.repository import RegisterRow
from app.registers.trainings.summaries.figures import totals
from tests.benchmarks.measurement import Figure, interleaved, median
from tests.benchmarks.rows import TRAINING_TOTALS_RATIO

ENTRIES, UNITS = 100_000, 14


def measure(folder: Path, runs: int) -> list[Figure]:
    """Milliseconds for the totals of all entries."""
    rows = entries(ENTRIES)
    ready = frame_of(rows)
    found, (count, cost) = totals(rows), _checked(grouped(ready))
    assert (found.count, found.cost) == (count, cost), "both count the same"
    ours, making, grouping = interleaved(
        runs, lambda: totals(rows), lambda: grouped(frame_of(rows)), lambda: grouped(ready)
    )
    own = median(ours) * 1000
    return [
        Figure(
            f"{ENTRIES:,} entries, median of {runs} runs",
            own,
            "ms",
            median(making) * 1000,
            "pandas: frame of the same rows, group-by",
            TRAINING_TOTALS_RATIO,
        ),
        Figure("the same", own, "ms", median(grouping) * 1000, "pandas: group-by alone, frame ready"),
    ]


def entries(count: int) -> list[RegisterRow]:
    """Invented entries of ten years."""
    draw = random.Random(2008)
    since = date(2017, 1, 2)
    found = []
    for number in range(1, count + 1):
        unit, day, cost = draw.randrange(UNITS), since + timedelta(draw.randrange(3650)), draw.randrange(5_000, 90_000)
        found.append(
            RegisterRow(
                id=number,
                number=f"{number}/{day.year}",
                employee_id=number % 112,
                person=f"{_NAMES[number % 10]} Przykładowa-{number % 613}",
                post=f"inspektor {number % 23}",
                unit_id=unit,
                unit=f"WY.{unit}",
                course_id=number // 8,
                topic=f"{_TOPICS[number % 5]} {number % 700}",
                area=f"Obszar {number % 16}",
                kind=CourseKind.EXTERNAL,
                institution_id=number % 61,
                institution=f"Ośrodek Szkolenia nr {number % 61}",
                starts_on=day,
                ends_on=day,
                days=1,
                hours=8,
                outcome=Outcome.COMPLETED,
                seat=Seat.CONFIRMED,
                approved=True,
                fee=cost,
                vat=0,
                travel=0,
                lodging=0,
                internal=0,
                co_funding=0,
                total=cost,
            )
        )
    return sorted(found, key=lambda row: row.starts_on)


_NAMES = ("Anna", "Barbara", "Celina", "Dorota", "Ewa", "Filip", "Grzegorz", "Henryk", "Irena", "Józef")
_TOPICS = (
    "Kodeks postępowania administracyjnego po zmianach",
    "Ochrona danych osobowych w gminie",
    "Zamówienia publiczne poniżej progu – praktyka urzędu",
    "Archiwizacja dokumentów i instrukcja kancelaryjna",
    "Komunikacja z trudnym klientem",
)


def frame_of(rows: list[RegisterRow]) -> Any:
    """The rows in pandas."""
    import pandas as pd

    return pd.DataFrame({"unit": [row.unit for row in rows], "total": [row.total for row in rows]})


def grouped(frame: Any) -> Any:
    """Number and cost by unit, of which the other two totals are sums."""
    return frame.groupby("unit")["total"].agg(["count", "sum"])


def _checked(found: Any) -> tuple[int, int]:
    return int(found["count"].sum()), int(found["sum"].sum())
