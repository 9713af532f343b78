"""How the gap matrix speaks Polish."""

from collections.abc import Mapping

from app.registers.ngos.gaps.domain import ColumnKind, RowKind

TITLE = "Białe plamy"
SUBTITLE = "Gdzie kto działa i gdzie nie działa nikt"
ROWS: Mapping[RowKind, str] = {RowKind.PLACES: "miejscowości", RowKind.SERVED: "grupy odbiorców"}
COLUMNS: Mapping[ColumnKind, str] = {ColumnKind.GROUPS: "grupy sfer", ColumnKind.SPHERES: "sfery (kody)"}
FIRST: Mapping[RowKind, str] = {RowKind.PLACES: "Miejscowość", RowKind.SERVED: "Odbiorcy"}
KEY = (
    "Liczba – tyle organizacji ma tam siedzibę albo miejsce działania. Kreska – na miejscu nie działa nikt, są tylko "
    "organizacje działające w całej gminie (pierwszy wiersz). „Brak” – nie ma nawet takich."
)
KEY_SERVED = (
    "Liczba – tyle organizacji pomaga właśnie tej grupie. Kreska – nikt, są tylko organizacje dla ogółu mieszkańców "
    "(pierwszy wiersz). „Brak” – nie ma nawet takich."
)


def key_of(rows: RowKind) -> str:
    """What the signs in the cells mean."""
    return KEY if rows is RowKind.PLACES else KEY_SERVED
