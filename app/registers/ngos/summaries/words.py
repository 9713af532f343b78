"""How the yearly report of cooperation speaks Polish: names of pages, measures, sentences."""

from collections.abc import Mapping

from app.core.polish import plural

MEASURES, ORGANISATIONS, MONEY, CONSULTATIONS = "measures", "organisations", "money", "consultations"
PAGES: Mapping[str, str] = {
    MEASURES: "Mierniki",
    ORGANISATIONS: "Organizacje",
    MONEY: "Konkursy i dotacje",
    CONSULTATIONS: "Konsultacje",
}
REPORT_TITLE = "Sprawozdanie z realizacji programu współpracy"
WINDOW_TITLE = "Sprawozdanie z programu współpracy"

NO_SPHERE = "bez sfery"
OTHERS = "pozostałe"

COOPERATING = (
    "Organizacja współpracująca to ta, która w tym roku złożyła ofertę, dostała dotację albo odpowiedziała "
    "w konsultacjach; każda liczy się raz."
)
SNAPSHOT = (
    "Dane o organizacjach są z dnia sporządzenia sprawozdania: rejestr nie pamięta, ilu członków miały one dawniej."
)
NO_PROGRAMME = "Programu współpracy na ten rok nie wpisano, więc nie ma z czym porównać kwot."
NO_MONEY = "W tym roku nie było ani konkursów, ani dotacji."
NO_CONSULTATIONS = "W tym roku nie było konsultacji."

RESTING: Mapping[str, str] = {
    "organisations": "organizacje",
    "programmes": "programy współpracy",
    "grants": "dotacje",
    "offers": "oferty w konkursach",
    "contests": "konkursy ofert",
    "commissions": "komisje konkursów",
    "consultations": "konsultacje",
    "rounds": "rundy potwierdzania danych",
}
"""What may rest on a record that somebody wants to delete."""


def offers(number: int) -> str:
    """``1 oferta``, ``2 oferty``, ``5 ofert``."""
    return f"{number} {plural(number, 'oferta', 'oferty', 'ofert')}"


def contests(number: int) -> str:
    """``1 konkurs``, ``2 konkursy``, ``5 konkursów``."""
    return f"{number} {plural(number, 'konkurs', 'konkursy', 'konkursów')}"


def small_grants(number: int) -> str:
    """``1 mały grant``, ``2 małe granty``, ``5 małych grantów``."""
    return f"{number} {plural(number, 'mały grant', 'małe granty', 'małych grantów')}"


def consultations(number: int) -> str:
    """``1 konsultacja``, ``2 konsultacje``, ``5 konsultacji``."""
    return f"{number} {plural(number, 'konsultacja', 'konsultacje', 'konsultacji')}"
