"""How the data of the map speak Polish."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.words import FieldWords
from app.geo.placing import Method
from app.registers.ngos.geography.domain import Layer
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Dane mapy",
    one="wczytany zbiór",
    few="wczytane zbiory",
    many="wczytanych zbiorów",
    search="Szukaj w danych mapy",
    placeholder="Plik, gmina albo rodzaj danych",
    empty_title="Mapa nie ma jeszcze żadnych danych",
    empty_hint="Przynieś na nośniku granice gmin, adresy i ulice (PRG) i wczytaj je. Program sam nie łączy się "
    "z siecią.",
)

LAYERS: Mapping[Layer, str] = {
    Layer.AREAS: "granice gmin",
    Layer.ADDRESSES: "punkty adresowe",
    Layer.STREETS: "ulice i drogi",
    Layer.PLACES: "miejscowości",
    Layer.POINTS: "własne punkty",
    Layer.SURFACES: "wody i lasy",
}

METHODS: Mapping[Method, str] = {
    Method.EXACT: "dokładny adres",
    Method.SIMILAR_STREET: "podobna ulica",
    Method.NEAREST_NUMBER: "najbliższy numer",
    Method.PLACE_CENTRE: "środek miejscowości",
    Method.BY_HAND: "wskazane ręcznie",
}

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {Layer: LAYERS}  # type: ignore[dict-item]

FIELDS: dict[str, FieldWords] = {
    "layer": FieldWords("Rodzaj danych"),
    "file_name": FieldWords("Plik"),
    "format": FieldWords("Zapis pliku"),
    "teryt": FieldWords("TERYT gminy"),
    "name": FieldWords("Gmina"),
    "source": FieldWords("Źródło", "Ten napis stoi na mapie i na każdym jej wydruku."),
    "state_on": FieldWords("Stan na dzień"),
    "read": FieldWords("Odczytano z pliku"),
    "items": FieldWords("Zapisano"),
    "area": FieldWords("Powierzchnia gminy (m²)"),
}

PROBLEMS: dict[str, str] = {}
