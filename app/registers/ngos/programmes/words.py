"""How a programme of cooperation speaks Polish: labels of its fields, parts and states, sentences for problems."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.words import FieldWords
from app.registers.ngos.programmes.domain import ProgrammeKind, ProgrammeState
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Programy współpracy",
    one="program",
    few="programy",
    many="programów",
    search="Szukaj programu współpracy",
    placeholder="Rok, tytuł albo numer uchwały",
    empty_title="Nie ma jeszcze żadnego programu współpracy",
    empty_hint="Gmina uchwala program współpracy z organizacjami na każdy rok, do 30 listopada roku poprzedniego "
    "(art. 5a ustawy o działalności pożytku publicznego). Dodaj program na najbliższy rok.",
    none="Żaden program",
)

FIELDS: dict[str, FieldWords] = {
    "title": FieldWords("Tytuł"),
    "first_year": FieldWords("Rok", "Pierwszy rok programu.", "2027"),
    "last_year": FieldWords("Do roku", "Ten sam rok przy programie rocznym.", "2027"),
    "draft_on": FieldWords("Projekt gotowy"),
    "consulted_from": FieldWords("Konsultacje od"),
    "consulted_to": FieldWords("Konsultacje do"),
    "opinion_on": FieldWords("Opinia rady pożytku z dnia"),
    "opinion": FieldWords(
        "Opinia rady działalności pożytku publicznego",
        "Gdy rada działa i wyraziła opinię, dołącza się ją do projektu (art. 5a ust. 2a).",
    ),
    "passed_on": FieldWords("Uchwalono dnia"),
    "resolution": FieldWords("Numer uchwały", example="XII/104/2026"),
    "report_on": FieldWords("Sprawozdanie przedłożono radzie"),
    "published_on": FieldWords("Ogłoszono w BIP"),
    "money": FieldWords("Środki na program (zł)", "Wszystkie środki planowane na realizację programu.", "250 000"),
    "grants": FieldWords("W tym dotacje (zł)", "Podstawa limitu małych grantów (art. 19a ust. 7).", "220 000"),
    "small_grants": FieldWords("W tym małe granty (zł)", "Ile z dotacji zostawiono na oferty z art. 19a.", "30 000"),
    "tasks": FieldWords("Priorytetowe zadania publiczne"),
    "tasks.sphere": FieldWords("Sfera"),
    "tasks.task": FieldWords("Zadanie"),
    "tasks.amount": FieldWords("Kwota (zł)"),
    "subsidiarity": FieldWords("Zasada pomocniczości"),
    "sovereignty": FieldWords("Zasada suwerenności stron"),
    "partnership": FieldWords("Zasada partnerstwa"),
    "efficiency": FieldWords("Zasada efektywności"),
    "competition": FieldWords("Zasada uczciwej konkurencji"),
    "openness": FieldWords("Zasada jawności"),
    "aims": FieldWords("Cel główny i cele szczegółowe"),
    "scope": FieldWords("Zakres przedmiotowy"),
    "forms": FieldWords("Formy współpracy", "Formy z art. 5 ust. 2: finansowe i pozafinansowe."),
    "way": FieldWords("Sposób realizacji"),
    "assessment": FieldWords("Sposób oceny realizacji"),
    "making": FieldWords("Jak powstał program i przebieg konsultacji"),
    "commissions": FieldWords("Komisje konkursowe: tryb powoływania i zasady działania"),
    "note": FieldWords("Uwagi"),
    "passing_due": FieldWords("Termin uchwalenia"),
    "report_due": FieldWords("Termin sprawozdania"),
}

CONTENTS: Mapping[str, str] = {
    "aims": "cel główny i cele szczegółowe programu",
    "principles": "zasady współpracy",
    "scope": "zakres przedmiotowy",
    "forms": "formy współpracy",
    "tasks": "priorytetowe zadania publiczne",
    "period": "okres realizacji programu",
    "way": "sposób realizacji programu",
    "money": "wysokość środków planowanych na realizację programu",
    "assessment": "sposób oceny realizacji programu",
    "making": "informacja o sposobie tworzenia programu oraz o przebiegu konsultacji",
    "commissions": "tryb powoływania i zasady działania komisji konkursowych",
}
"""Parts that the act wants, in its own words."""

KINDS: dict[StrEnum, str] = {ProgrammeKind.YEARLY: "roczny", ProgrammeKind.MANY_YEAR: "wieloletni"}

STATES: dict[StrEnum, str] = {
    ProgrammeState.DRAFT: "projekt",
    ProgrammeState.CONSULTED: "w konsultacjach",
    ProgrammeState.PASSED: "uchwalony",
    ProgrammeState.RUNNING: "obowiązuje",
    ProgrammeState.TO_REPORT: "do sprawozdania",
    ProgrammeState.CLOSED: "zakończony",
}

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {ProgrammeKind: KINDS, ProgrammeState: STATES}

CONCERNS: Mapping[str, str] = {
    "not_passed": "nieuchwalony w terminie",
    "no_report": "brak sprawozdania w terminie",
    "passing_soon": "termin uchwalenia wkrótce",
    "report_soon": "termin sprawozdania wkrótce",
    "passed_late": "uchwalony po terminie",
}

PROBLEMS: dict[str, str] = {
    "years_order": "Program nie może się kończyć przed rokiem {first}. Popraw jeden z lat.",
    "too_many_years": "Program obejmuje najwyżej {most} lat. Popraw jeden z lat.",
    "year_taken": "Program na {period} już jest. Otwórz tamten albo wpisz inny rok.",
    "year_unknown": "Dla tego roku program nie zna terminów: {reason} Wpisz inny rok.",
    "consulted_order": "Konsultacje nie mogą się skończyć przed początkiem ({day}). Popraw daty.",
    "opinion_without_day": "Wpisano opinię rady. Podaj też jej datę albo wyczyść opinię.",
    "resolution_without_number": "Podano dzień uchwalenia. Wpisz też numer uchwały.",
    "resolution_without_day": "Podano numer uchwały. Wpisz też dzień, w którym ją podjęto.",
    "after_passing": "Program uchwalono {day}, więc to było wcześniej. Popraw jedną z dat.",
    "report_without_passing": "Sprawozdanie dotyczy uchwalonego programu. Wpisz najpierw dzień i numer uchwały.",
    "report_too_early": "Sprawozdanie składa się po roku, którego dotyczy ({year}). Popraw datę.",
    "grants_above_money": "Dotacje są częścią środków na program, więc to najwyżej {most}. Popraw jedną z kwot.",
    "grants_needed": "Małe granty są częścią dotacji. Wpisz, ile zaplanowano na dotacje.",
    "small_too_much": "Małe granty to najwyżej {percent} % planowanych dotacji, czyli {most}. {source} Zmniejsz kwotę.",
    "unknown_sphere": "Nie ma sfery o kodzie {value}. Wybierz sferę z listy.",
}
