"""How steps on a sheet are called on buttons and menus, and which of them comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.registers.evaluations.sheets.domain import Evaluation
from app.registers.evaluations.sheets.steps import Step


@dataclass(frozen=True)
class StepWords:
    """``menu`` offers the step, ``title`` heads its window, ``deed`` is the button that takes it.

    ``short`` is for the button above the table, where ``menu`` is too long.
    """

    menu: str
    title: str
    deed: str
    intro: str = ""
    short: str = ""

    @property
    def button(self) -> str:
        """The offer on a button."""
        return self.short or self.menu


WORDS: Mapping[Step, StepWords] = {
    Step.APPROVE_CRITERIA: StepWords(
        "Zatwierdź kryteria…",
        "Zatwierdzenie kryteriów",
        "Zapisz zatwierdzenie",
        "Kierownik urzędu zatwierdza kryteria, zanim pozna je oceniany. Pomiń ten krok, gdy regulamin go nie wymaga.",
    ),
    Step.GIVE_CRITERIA: StepWords(
        "Przekaż kryteria…",
        "Przekazanie kryteriów",
        "Zapisz przekazanie",
        "Od tego dnia oceniany zna kryteria, a na arkuszu można wpisywać oceny.",
    ),
    Step.SELF_ASSESS: StepWords("Wpisz samoocenę…", "Samoocena", "Zapisz samoocenę"),
    Step.MARK: StepWords(
        "Wystaw oceny…",
        "Wystawienie ocen i wyniku",
        "Wystaw oceny",
        "Program tylko proponuje wynik; potwierdza go oceniający. Po wystawieniu ocen zostaje rozmowa i podpis.",
    ),
    Step.INVITE: StepWords("Zaproś na rozmowę…", "Zaproszenie na rozmowę", "Zapisz zaproszenie"),
    Step.HOLD_TALK: StepWords(
        "Zapisz rozmowę…",
        "Rozmowa oceniająca",
        "Zapisz rozmowę",
        "Wnioski, cele i potrzeby szkoleniowe wpisuje się na arkuszu; tutaj zapisujesz dzień rozmowy.",
    ),
    Step.SIGN: StepWords(
        "Podpisz arkusz…",
        "Podpisanie arkusza",
        "Zapisz podpisanie",
        "Po podpisaniu treść arkusza jest zamknięta, a program oblicza jej sumę kontrolną.",
    ),
    Step.DELIVER: StepWords("Doręcz arkusz…", "Doręczenie oceny pracownikowi", "Zapisz doręczenie"),
    Step.DELIVER_TO_HEAD: StepWords(
        "Doręcz kierownikowi urzędu…",
        "Doręczenie oceny kierownikowi urzędu",
        "Zapisz doręczenie",
        "Ocenę doręcza się niezwłocznie także kierownikowi urzędu (art. 27 ust. 4 ustawy o pracownikach "
        "samorządowych).",
        short="Doręcz kierownikowi…",
    ),
    Step.FILE_APPEAL: StepWords("Zapisz odwołanie…", "Wniesienie odwołania", "Zapisz odwołanie"),
    Step.ASK_RESTORE: StepWords(
        "Zapisz prośbę o przywrócenie terminu…",
        "Prośba o przywrócenie terminu",
        "Zapisz prośbę",
        "Odwołanie wniesiono po terminie. Rozpatruje się je dopiero, gdy termin zostanie przywrócony.",
        short="Prośba o termin…",
    ),
    Step.DECIDE_RESTORE: StepWords(
        "Rozpatrz prośbę o przywrócenie terminu…",
        "Rozpatrzenie prośby o przywrócenie terminu",
        "Zapisz rozpatrzenie",
        short="Rozpatrz prośbę…",
    ),
    Step.DECIDE_APPEAL: StepWords("Rozpatrz odwołanie…", "Rozpatrzenie odwołania", "Zapisz rozstrzygnięcie"),
    Step.DELIVER_DECISION: StepWords(
        "Doręcz rozstrzygnięcie…", "Doręczenie rozstrzygnięcia odwołania", "Zapisz doręczenie"
    ),
    Step.MAKE_FINAL: StepWords(
        "Zamknij jako ostateczną…",
        "Ocena ostateczna",
        "Zamknij ocenę",
        "Termin odwołania minął, a odwołania nie wniesiono. Po zamknięciu arkusz się nie zmieni.",
        short="Zamknij ocenę…",
    ),
    Step.PLAN_AGAIN: StepWords(
        "Zaplanuj ponowną ocenę…",
        "Ponowna ocena po negatywnej",
        "Utwórz arkusz",
        "Powstanie nowy arkusz, powiązany z tym.",
        short="Ponowna ocena…",
    ),
    Step.CORRECT: StepWords(
        "Sporządź korektę…",
        "Korekta oceny",
        "Utwórz korektę",
        "Ten arkusz zostaje bez zmian. Powstanie nowy, powiązany z nim, który przejdzie podpis i doręczenie od nowa.",
    ),
    Step.CANCEL: StepWords(
        "Anuluj ocenę…",
        "Anulowanie oceny",
        "Anuluj ocenę",
        "Anulowany arkusz zostaje w rejestrze z powodem i nie wraca do obiegu.",
    ),
    Step.BACK: StepWords(
        "Cofnij o krok…",
        "Cofnięcie o krok",
        "Cofnij o krok",
        "To, co zapisał ostatni krok, zniknie z arkusza; w dzienniku czynności zostanie ślad.",
    ),
}

_PREFERRED = (
    Step.DELIVER_DECISION,
    Step.DECIDE_APPEAL,
    Step.DECIDE_RESTORE,
    Step.GIVE_CRITERIA,
    Step.MARK,
    Step.SIGN,
    Step.HOLD_TALK,
    Step.DELIVER,
    Step.DELIVER_TO_HEAD,
    Step.ASK_RESTORE,
    Step.MAKE_FINAL,
    Step.PLAN_AGAIN,
)
"""The first of these that is lawful is the next one; other steps are side ways."""


def next_of(steps: Sequence[Step]) -> Step | None:
    """The step that carries the procedure on; None while there is only to wait, or nothing more."""
    return next((step for step in _PREFERRED if step in steps), None)


def sheet_in_words(evaluation: Evaluation) -> str:
    """Person, told apart from namesakes, and number: ``Ewa Nowak (0112), inspektor, arkusz 12/2026``."""
    apart = f" ({evaluation.person_number})" if evaluation.person_number else ""
    post = f", {evaluation.post}" if evaluation.post else ""
    return f"{evaluation.person}{apart}{post}, arkusz {evaluation.number}"
