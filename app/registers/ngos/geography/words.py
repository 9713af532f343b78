"""How the data of the map speak Polish."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.words import FieldWords
from app.geo.mapdata import DataKind
from app.geo.placing import PlacingMethod
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Dane mapy",
    one="wczytany zbiór",
    few="wczytane zbiory",
    many="wczytanych zbiorów",
    search="Szukaj w danych mapy",
    placeholder="Plik, gmina albo rodzaj danych",
    empty_title="Mapa nie ma jeszcze żadnych danych",
    empty_hint="Przynieś na nośniku granice gmin, adresy i ulice (PRG), wody i lasy (BDOT10k) i wczytaj je. "
    "Program sam nie łączy się z siecią.",
)

LAYERS: Mapping[DataKind, str] = {
    DataKind.AREAS: "granice gmin",
    DataKind.ADDRESSES: "punkty adresowe",
    DataKind.STREETS: "ulice i drogi",
    DataKind.PLACES: "miejscowości",
    DataKind.POINTS: "własne punkty",
    DataKind.WATER: "wody",
    DataKind.RIVERS: "rzeki i strumienie",
    DataKind.WOODS: "lasy",
    DataKind.SURFACES: "zabudowa i inne powierzchnie",
}

ASKED: Mapping[DataKind, str] = {DataKind.WATER: "woda (jeziora, stawy, rzeki)", DataKind.WOODS: "lasy"}
"""What surfaces may be that do not tell it themselves."""

METHODS: Mapping[StrEnum, str] = {
    PlacingMethod.EXACT: "dokładny adres",
    PlacingMethod.SIMILAR_STREET: "podobny adres",
    PlacingMethod.NEAREST_NUMBER: "najbliższy numer",
    PlacingMethod.PLACE_CENTRE: "środek miejscowości",
    PlacingMethod.BY_HAND: "wskazane ręcznie",
}

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {DataKind: LAYERS}  # type: ignore[dict-item]

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

WHERE_TO_DOWNLOAD = """Granica jednej gminy (ULDK; w miejsce 160402_3 wpisz TERYT swojej gminy):
https://uldk.gugik.gov.pl/?request=GetCommuneById&id=160402_3&result=teryt,commune,geom_wkt
Granice wszystkich gmin w kraju (SHP w archiwum ZIP, około 380 MB):
https://opendata.geoportal.gov.pl/prg/granice/00_jednostki_administracyjne.zip
Punkty adresowe, ulice i miejscowości jednej gminy (w miejsce 160402 wpisz TERYT swojej gminy):
https://integracja.gugik.gov.pl/PRG/pobierz.php?teryt=160402&adresy
Wody i lasy powiatu (BDOT10k; w miejsce 16 i 1604 wpisz początek swojego TERYT):
https://opendata.geoportal.gov.pl/bdot10k/schemat2021/SHP/16/1604_SHP.zip
Skopiuj pliki na nośnik bez rozpakowywania i wczytaj je tutaj."""
"""Shown to be copied; the program itself never connects. Services of GUGiK, the addresses as of 2026."""
