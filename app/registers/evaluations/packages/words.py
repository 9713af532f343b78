"""How packages for raters speak Polish: instructions in the workbook, states, sentences of refusals and reports."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from app.core.dates import format_date
from app.core.polish import plural
from app.core.words import FieldWords
from app.registers.evaluations.packages.domain import PackageReport, PackageState, RaterLine, Remark
from app.registers.evaluations.regulations.domain import RegulationDraft
from app.registers.evaluations.sheets.domain import Evaluation, State
from app.registers.evaluations.sheets.words import LABELS as SHEET_LABELS

NOT_APPLICABLE = "nie dotyczy"
"""What is chosen in place of a mark."""

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    PackageState: {
        PackageState.NOTHING_OUT: "nie wydano",
        PackageState.OUT: "nr {number}, wydany {issued}; czeka na zwrot",
        PackageState.RETURNED: "nr {number}, wydany {issued}; wczytany {returned}",
    },
}
FIELDS: dict[str, FieldWords] = {
    "campaign_id": FieldWords("Kampania (numer wewnętrzny)"),
    "rater_id": FieldWords("Oceniający (numer wewnętrzny)"),
    "serial": FieldWords("Który pakiet tej osoby"),
    "issued_at": FieldWords("Wydany"),
    "returned_at": FieldWords("Wczytany"),
    "returned_hash": FieldWords("Skrót SHA-256 wczytanego pliku"),
}
"""For the audit log."""

NOT_ENCRYPTED = (
    "Pliki pakietów nie są zaszyfrowane: kto je ma, może je przeczytać. Przenoś je na zaszyfrowanym nośniku "
    "i usuń ich kopie, gdy pakiety wrócą."
)
HEALTH = (
    "Nie wpisuj danych o zdrowiu (choroby, ciąża, zwolnienia lekarskie, niepełnosprawność) ani innych danych "
    "szczególnych kategorii (art. 9 RODO). Opisuj pracę i jej skutki."
)
"""Where the regulation has no such words of its own."""


def steps(rules: RegulationDraft) -> Iterator[str]:
    """What the rater does, in order."""
    yield (
        "Otwórz plik w programie Excel albo LibreOffice Calc. Każda oceniana osoba ma osobny arkusz; "
        "ich spis jest w arkuszu „Przegląd”."
    )
    yield "Wypełniaj tylko żółte pola. Ocenę wybierz z listy w komórce; strzałka listy jest po prawej stronie pola."
    if needing := needing_reason(rules):
        yield f"Uzasadnienie jest wymagane przy: {', '.join(map(str, needing))}. Przy innych ocenach jest dobrowolne."
    yield (
        "Niżej na arkuszu osoby jest miejsce na opinię, wnioski z rozmowy, cele rozwojowe i potrzeby szkoleniowe. "
        "Nowy wiersz wewnątrz komórki: Alt+Enter (w LibreOffice Ctrl+Enter)."
    )
    yield (
        "Arkusz „Przegląd” sam liczy, czego jeszcze brakuje. Plik można oddać także niepełny: program wczyta to, co "
        "jest, i wymieni braki."
    )
    yield (
        "Nie zmieniaj nazw arkuszy, nie usuwaj i nie dodawaj wierszy ani arkuszy. Zapisz plik jako skoroszyt .xlsx, "
        "bez hasła, i oddaj go osobie prowadzącej kadry."
    )


PROTECTION = (
    "Ochrona arkuszy zapobiega tylko pomyłkom. Przy wczytywaniu program porównuje każdą komórkę z tym, co wydano, "
    "i przyjmuje cały plik albo nic z niego. Zapisanie pliku w innym programie niczego nie psuje."
)
SECRECY = (
    "Plik zawiera dane osobowe i NIE JEST ZASZYFROWANY: kto go ma, może go przeczytać. Przenoś go na zaszyfrowanym "
    "nośniku (na przykład pendrive z funkcją BitLocker To Go), nie wysyłaj go zwykłą pocztą elektroniczną, "
    "nie zostawiaj na wspólnym dysku, a po oddaniu usuń swoje kopie."
)


def needing_reason(rules: RegulationDraft) -> list[int | str]:
    """Marks, and „nie dotyczy”, that need a justification."""
    marks: list[int | str] = [step.value for step in rules.scale if step.needs_reason and step.value is not None]
    return [*marks, NOT_APPLICABLE] if rules.may_not_apply else marks


def mark_prompt(rules: RegulationDraft) -> str:
    """The message at a cell for a mark."""
    scale = "; ".join(f"{step.value} – {step.name}" for step in rules.scale)
    needing = needing_reason(rules)
    return f"{scale}." + (f" Uzasadnij: {', '.join(map(str, needing))}." if needing else "")


def people_text(number: int) -> str:
    """``12 osób``."""
    return f"{number} {plural(number, 'osoba', 'osoby', 'osób')}"


def moment_text(moment: datetime) -> str:
    """``22.11.2026 11:00``, as the clock on the wall says."""
    local = moment.astimezone()
    return f"{format_date(local.date())}, {local:%H:%M}"


def package_text(rater: RaterLine) -> str:
    """Which package a rater has, and where it is."""
    package = rater.package
    if package is None:
        return LABELS[PackageState][rater.state]
    returned = "" if package.returned_at is None else moment_text(package.returned_at)
    issued = moment_text(package.issued_at)
    return LABELS[PackageState][rater.state].format(number=package.id, issued=issued, returned=returned)


def issued_text(number: int, files: int, folder: str) -> str:
    """What was handed out."""
    packages = f"{files} {plural(files, 'pakiet', 'pakiety', 'pakietów')}"
    return f"Wydano {packages} ({people_text(number)}): {folder}"


# -- refusals ----------------------------------------------------------------------------------------------------

NOBODY = (
    "Ten oceniający nie ma teraz w kampanii „{campaign}” nikogo do oceny: pakiet obejmuje osoby, którym przekazano "
    "kryteria, a których oceny nie są jeszcze zamknięte. Przekaż kryteria i wydaj pakiet ponownie."
)
NOBODY_AT_ALL = (
    "W kampanii „{campaign}” nikt nie czeka teraz na ocenę: pakiety obejmują osoby, którym przekazano kryteria, "
    "a których oceny nie są jeszcze zamknięte. Przekaż kryteria i wydaj pakiety ponownie."
)
NOT_RUNNING = {
    "prepared": "Kampania „{campaign}” nie jest jeszcze rozpoczęta. Rozpocznij ją, a potem wydaj pakiety.",
    "closed": "Kampania „{campaign}” jest zamknięta, więc nie wydaje się ani nie wczytuje jej pakietów.",
}
FOREIGN = (
    "Ten pakiet wydano w innej bazie danych (urząd: {office}, kampania: {campaign}, oceniający: {rater}). "
    "Wczytaj go tam, gdzie go wydano."
)
WRONG_CAMPAIGN = (
    "Ten pakiet należy do kampanii „{campaign}”, a nie do wybranej. Wczytaj go w oknie pakietów tamtej kampanii."
)
WRONG_RATER = "To pakiet innej osoby: {rater}. Zaznacz tę osobę na liście albo wskaż właściwy plik."
SUPERSEDED = (
    "To jest pakiet nr {number} z {issued}, a później wydano tej osobie nowszy: nr {newer} z {newer_issued}. "
    "Wczytaj plik z pakietem nr {newer}; to, co wpisano w starym, przepisz do nowego."
)
SAME_FILE = "Ten sam plik wczytano już {moment}. Niczego nie zmieniono; nie trzeba go wczytywać drugi raz."
AGAIN = (
    "Pakiet nr {number} wczytano już {moment}, a to jest inny jego plik. Jeżeli ma zastąpić poprzednio wczytane "
    "oceny, potwierdź ponowne wczytanie (w poleceniu: --repeat)."
)
NO_RIGHT = "Pakiety wydaje i wczytuje osoba, która sporządza oceny wszystkich pracowników (rola „Kadry”)."


def closed_reason(evaluation: Evaluation) -> str:
    """Why a sheet takes no marks any more."""
    state = SHEET_LABELS[State][evaluation.state]
    return (
        f"Arkusz {evaluation.number} nie przyjmuje już ocen (stan: {state}). Cofnij krok w arkuszu i wczytaj plik "
        "ponownie albo wydaj nowy pakiet, bez tej osoby."
    )


def changed_reason(number: str, when: datetime, author: str) -> str:
    """Who has written on a sheet since the package was handed out."""
    who = f", {author}" if author else ""
    return (
        f"Treść arkusza {number} zmieniono w programie po wydaniu pakietu ({moment_text(when)}{who}). Aby tej zmiany "
        "nie zgubić, cofnij ją i wczytaj plik ponownie albo wydaj nowy pakiet."
    )


GONE = "Arkusza tej osoby nie ma już w programie: usunięto go po wydaniu pakietu. Wydaj nowy pakiet, bez tej osoby."
OTHER_RATER = "Tę osobę ocenia teraz {rater}. Wydaj nowe pakiety obu oceniającym."
DATE_WITHOUT_TEXT = "Podano datę, a nie wpisano, czego dotyczy. Wpisz treść obok albo usuń datę."
REASON_WITHOUT_TOPIC = "Podano uzasadnienie bez tematu szkolenia. Wpisz temat albo usuń uzasadnienie."


# -- reports -----------------------------------------------------------------------------------------------------


def report_lines(report: PackageReport) -> Iterator[str]:
    """The outcome in sentences."""
    if report.refused:
        number = len(report.faults)
        rest = plural(number, "powód", "powody", "powodów")
        yield f"Pakiet odrzucono w całości; niczego nie zapisano ({number} {rest})."
    elif report.dry_run:
        yield "Próba: niczego jeszcze nie zapisano."
    yield (
        f"Pakiet nr {report.package}: {report.rater}, kampania „{report.campaign}”. {people_text(report.people)}, "
        f"wpisane oceny: {report.marks} z {report.marks_possible}."
    )
    if report.refused:
        return
    if report.again is not None:
        yield (
            f"Ten pakiet wczytano już {moment_text(report.again)}; wczytanie tego pliku zastąpi tamte oceny "
            "(w poleceniu: --repeat)."
        )
    yield f"Zmienione arkusze: {report.changed} z {report.people}."
    if report.complete:
        yield "Pakiet jest kompletny."
    else:
        yield "Czego jeszcze brakuje, jest wymienione niżej. Reszta zostaje zapisana jako robocza, do uzupełnienia."


def taken_text(report: PackageReport) -> str:
    """What was saved, in the past tense."""
    rest = "Pakiet jest kompletny." if report.complete else f"Braków do uzupełnienia: {len(report.missing)}."
    return f"Wczytano pakiet nr {report.package} ({report.rater}): zmienione arkusze: {report.changed}. {rest}"


def remark_lines(remarks: Sequence[Remark]) -> Iterator[str]:
    """One line for each: worksheet, cell, value, what to do."""
    for remark in remarks:
        cell = f", komórka {remark.place.cell}" if remark.place.cell else ""
        value = f" „{remark.value}” –" if remark.value else ""
        line = f"Arkusz „{remark.place.sheet}”{cell}:{value} {remark.reason}"
        # what a file brings must not command the terminal: no escape sequences, no reversed writing
        yield "".join(sign if sign.isprintable() or sign == "\xa0" else " " for sign in line)
