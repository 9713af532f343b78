"""Words of the statistics: titles, sentences, and what the view of raters can and cannot say."""

from collections.abc import Sequence

from app.core.chart_numbers import number
from app.core.polish import plural
from app.registers.evaluations.statistics.domain import Material, Period, Thresholds

TITLE = "Statystyka ocen okresowych"
DISTRIBUTION, CRITERIA, UNITS, YEARS, RATERS, PERSON = "distribution", "criteria", "units", "years", "raters", "person"
PAGES = {
    DISTRIBUTION: "Rozkład",
    CRITERIA: "Kryteria",
    UNITS: "Komórki",
    YEARS: "Lata",
    RATERS: "Oceniający",
    PERSON: "Osoba",
}
EVERY_UNIT = "Cały urząd"
EVERY_GROUP = "Wszystkie kryteria"
EMPTY = (
    "Nie ma jeszcze ocen do zestawienia. Statystyka liczy oceny zakończone: doręczone, po upływie terminu odwołania. "
    "Rozpocznij kampanię w „Kampanie ocen” i doprowadź arkusze w „Oceny” do stanu „ostateczna”."
)
EMPTY_WITHOUT_NAMES = (
    "Nie ma jeszcze ocen do zestawienia. Kampania pojawi się tutaj, gdy zostanie zamknięta i wszystkie jej arkusze "
    "będą zakończone."
)
WHAT_RATERS_SAY = (
    "Ten widok pokazuje, czy oceny oceniającego różnią się od ocen, które za te same kryteria wystawili pozostali. Nie "
    "mówi, dlaczego: różnica może wynikać z surowości lub łagodności, ale też z rzeczywistej pracy zespołu, doboru "
    "osób i rodzaju zadań. „Do sprawdzenia” zachęca do rozmowy o skali ocen; nie jest zarzutem i nie podważa żadnej "
    "oceny. Przy kilku osobach przedziały są szerokie."
)


def people(count: int) -> str:
    """``12 osób``."""
    return f"{count} {plural(count, 'osoba', 'osoby', 'osób')}"


def marks(count: int) -> str:
    """``150 ocen``."""
    return f"{number(count)} {plural(count, 'ocena', 'oceny', 'ocen')}"


def protection(limits: Thresholds) -> str:
    """Why something is hidden."""
    return (
        f"Grupy, w których jest mniej niż {people(limits.fewest_people)}, są ukryte; czasem ukryta jest też grupa "
        "większa, aby mniejszej nie dało się wyliczyć z sumy."
    )


def raters_rule(limits: Thresholds) -> str:
    """When „do sprawdzenia” appears."""
    return (
        f"„Do sprawdzenia” pojawia się od {limits.rater_people} ocenionych osób, gdy różnica wynosi co najmniej "
        f"{number(limits.rater_difference / 100, 2)} oceny, a przedział ufności ({limits.confidence}%) nie obejmuje "
        "wartości odniesienia."
    )


def with_yardstick(material: Material) -> str:
    """What was compared: ``Regulamin …, oceny 1–5``."""
    scale = material.yardstick.scale
    return f"{material.yardstick.name}, skala {scale[0]}–{scale[-1]}"


def period_labels(periods: Sequence[Period]) -> tuple[str, ...]:
    """Years, with the name of the period where a year has several of these."""
    years = [period.year for period in periods]
    return tuple(str(period.year) if years.count(period.year) == 1 else period.name for period in periods)
