"""Letters about an evaluation: to whom, what, by when, and how each date was found."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.core.codec import encode
from app.core.errors import Refusal
from app.printing.styles import Variant
from app.registers.evaluations.regulations.patterns import pattern_draft
from app.registers.evaluations.sheets.domain import (
    Beside,
    Decision,
    Delivery,
    Evaluation,
    Kind,
    Previous,
    State,
    Verdict,
)
from app.registers.evaluations.sheets.letters import LETTER_NAMES, LetterKind, letter_pdf, letters_for
from tests.printing.reading import read, tagging_faults
from tests.registers.evaluations.sheets.printed_sheets import (
    BESIDE,
    DAY,
    appealed,
    delivered,
    final_negative,
    on_paper,
    planned,
)
from tests.registers.service_cards.test_printout import ARMS, OFFICE

HEADED = replace(OFFICE, head_name="Maria Przykładowska")
AGAIN = planned(kind=Kind.AFTER_NEGATIVE, not_before=date(2027, 2, 18), planned_on=date(2027, 3, 1))
NEGATIVE_BEFORE = Beside(
    Previous(
        employee_id=5,
        evaluation_id=4,
        number="3/2024",
        on=date(2026, 11, 6),
        delivered_on=date(2026, 11, 9),
        final_on=date(2026, 11, 17),
        verdict=Verdict.NEGATIVE,
    )
)
LATE = appealed(
    decision=Decision.UPHELD,
    appeal_on=date(2026, 11, 18),
    restore_on=date(2026, 11, 18),
    restore_grounds="pobyt poza gminą.",
    restore_granted=True,
    restore_decided_on=date(2026, 11, 19),
    decision_on=date(2026, 11, 20),
)
CASES: dict[str, tuple[LetterKind, Evaluation, Beside]] = {
    "notice": (LetterKind.NOTICE, planned(), BESIDE),
    "notice without criteria": (LetterKind.NOTICE, planned(marks=()), BESIDE),
    "first notice": (LetterKind.NOTICE, planned(), Beside()),
    "invitation": (LetterKind.INVITATION, delivered(), BESIDE),
    "receipt to sign": (
        LetterKind.RECEIPT,
        delivered(state=State.SIGNED, delivered_on=None, delivery=None, head_delivered_on=None),
        BESIDE,
    ),
    **{f"receipt, {way}": (LetterKind.RECEIPT, delivered(delivery=way), BESIDE) for way in Delivery},
    **{f"decision, {what}": (LetterKind.DECISION, appealed(decision=what), BESIDE) for what in Decision},
    "decision after restored term": (LetterKind.DECISION, LATE, BESIDE),
    "after a final negative": (LetterKind.RE_EVALUATION, final_negative(), BESIDE),
    "of the evaluation after it": (LetterKind.RE_EVALUATION, AGAIN, NEGATIVE_BEFORE),
}


def printed(kind: LetterKind, evaluation: Evaluation, beside: Beside = BESIDE, **options: Any) -> bytes:
    return letter_pdf(kind, evaluation, beside, HEADED, ARMS, DAY, **options)


def said(kind: LetterKind, evaluation: Evaluation, beside: Beside = BESIDE) -> str:
    return " ".join(read(printed(kind, evaluation, beside)).all_text.replace("\u00a0", " ").split())


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("case", CASES)
def test_every_letter_breaks_no_rule_of_accessible_pdf(case: str, variant: Variant, tmp_path: Path) -> None:
    kind, evaluation, beside = CASES[case]
    assert tagging_faults(printed(kind, evaluation, beside, variant=variant), tmp_path) == []


@pytest.mark.parametrize("case", CASES)
def test_every_letter_names_office_person_place_day_and_sheet(case: str) -> None:
    kind, evaluation, beside = CASES[case]
    text = said(kind, evaluation, beside)
    for part in (HEADED.name, LETTER_NAMES[kind], "Jan Nowak", "12/2026", "Przykładowa, 22.11.2026 r.", "podpis"):
        assert part in text, part
    assert "{" not in text


@pytest.mark.parametrize("case", [case for case in CASES if not case.startswith("invitation")])
def test_the_head_of_the_office_signs_or_receives(case: str) -> None:
    kind, evaluation, beside = CASES[case]
    text = said(kind, evaluation, beside)
    assert text.index("Maria Przykładowska", text.index(LETTER_NAMES[kind])) > 0


PARTS: dict[str, tuple[str, ...]] = {
    "notice": (
        "Zawiadamiam o terminie okresowej oceny",
        "do 30.11.2026",
        "24 miesiące od poprzedniej oceny 08.11.2024 (art. 27 ust. 2 ustawy o pracownikach samorządowych)",
        "Nie wcześniej niż po 6 miesiącach od poprzedniej oceny",
        "Samodzielność – Wykonywanie zadań bez stałego nadzoru",
        "Regulamin okresowej oceny pracowników (trzynaście kryteriów), zarządzenie nr 120.5.2026 z 02.01.2026.",
        "5 wyróżniająca Wymagania są przekraczane",
        "Zapoznałem(-am) się z terminem i kryteriami oceny",
    ),
    "notice without criteria": ("Samodzielność – Wykonywanie zadań bez stałego nadzoru",),
    "first notice": ("24 miesiące od objęcia stanowiska 08.11.2024", "Ocenę wolno sporządzić od 11.05.2025."),
    "invitation": ("Zapraszam na rozmowę oceniającą", "czwartek 05.11.2026", "pokój 12", "Maria Wiśniewska-Dąbrowska"),
    "receipt to sign": ("do rąk własnych", "odmowa przyjęcia", "otrzymałem(-am) arkusz oceny okresowej wraz z"),
    "receipt, hand": ("Dnia 09.11.2026", "doręczono ocenianemu do rąk własnych", "poniedziałek 16.11.2026"),
    "receipt, post": ("pocztą za potwierdzeniem odbioru, które dołączono do akt",),
    "receipt, refused": ("oceniany odmówił przyjęcia arkusza", "przyjęto za dzień doręczenia", "Świadek"),
    "decision, upheld": ("nie uwzględniam odwołania i utrzymuję ocenę negatywną.",),
    "decision, changed": ("uwzględniam odwołanie i zmieniam ocenę.", "Nie uwzględniono zastępstw.",
                          "Zastępstwa potwierdza lista obecności.", "w terminie.",
                          "14 dni od wniesienia odwołania 12.11.2026"),
    "decision, repeated": ("ocena zostanie sporządzona po raz drugi.",),
    "decision after restored term": ("po terminie.", "Podana przyczyna: pobyt poza gminą.",
                                     "Termin przywrócono 19.11.2026."),
    "after a final negative": ("czwartek 18.02.2027", "późniejszego z dni: doręczenia oceny 09.11.2026 i uzyskania"),
    "of the evaluation after it": ("czwartek 18.02.2027", "do 01.03.2027", "z 06.11.2026 (arkusz nr 3/2024)"),
}  # fmt: skip


@pytest.mark.parametrize("case", PARTS)
def test_a_letter_says_what_it_is_for_and_how_its_dates_were_found(case: str) -> None:
    text = said(*CASES[case])
    assert [part for part in PARTS[case] if part not in text] == []


def test_before_criteria_are_given_the_notice_lists_those_of_the_regulation() -> None:
    rules = encode(pattern_draft("wzor_2007"))
    assert isinstance(rules, dict)
    text = said(LetterKind.NOTICE, planned(marks=(), rules=rules))
    assert "Sumienność" in text
    before, _, elective = text.partition("Kryteria do wyboru przez oceniającego")
    assert "Komunikatywność" in elective
    assert "Komunikatywność" not in before
    assert "6 obowiązkowych, od 3 do 5 do wyboru, najwyżej 1 własne" in elective


@pytest.mark.parametrize("what", [Decision.CHANGED, Decision.REPEATED])
def test_a_decision_names_the_sheet_that_came_of_it(what: Decision) -> None:
    assert "arkusz nr 15/2026" in said(
        LetterKind.DECISION, appealed(decision=what), replace(BESIDE, successor="15/2026")
    )


def test_long_grounds_flow_over_pages(caplog: pytest.LogCaptureFixture) -> None:
    text = said(
        LetterKind.DECISION, appealed(appeal_grounds="Zarzut łąki. " * 300, decision_grounds="Ocena źle. " * 360)
    )
    assert text.count("Zarzut łąki.") == 300
    assert text.count("Ocena źle.") == 360
    assert caplog.messages == []


OFFERED: dict[str, tuple[Evaluation, set[LetterKind]]] = {
    "planned": (planned(), {LetterKind.NOTICE}),
    "delivered": (delivered(), {LetterKind.INVITATION, LetterKind.RECEIPT}),
    "appealed": (appealed(), {LetterKind.INVITATION, LetterKind.RECEIPT, LetterKind.DECISION}),
    "appealed, not decided": (
        appealed(decision=None, decision_on=None),
        {LetterKind.INVITATION, LetterKind.RECEIPT},
    ),
    "final negative": (final_negative(), {LetterKind.INVITATION, LetterKind.RECEIPT, LetterKind.RE_EVALUATION}),
    "after a negative": (AGAIN, {LetterKind.NOTICE, LetterKind.RE_EVALUATION}),
    "cancelled": (replace(planned(), state=State.CANCELLED, talk_planned_on=DAY), set()),
    "on paper": (on_paper(), set()),
}


@pytest.mark.parametrize("case", OFFERED)
def test_only_letters_that_fit_the_sheet_are_offered_and_others_are_refused_with_advice(case: str) -> None:
    evaluation, offered = OFFERED[case]
    assert set(letters_for(evaluation)) == offered
    for kind in set(LetterKind) - offered:
        with pytest.raises(Refusal, match=r"\.$"):
            printed(kind, evaluation)
