"""The printed sheet: what was frozen and written reaches paper, with its seal."""

import re
import typing
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from app.core.codec import encode
from app.core.dates import format_date
from app.people.office.printout import DEMONSTRATION
from app.printing.render import page_count
from app.printing.styles import Variant
from app.registers.evaluations.regulations.domain import RegulationDraft, mean_text
from app.registers.evaluations.sheets.domain import (
    Beside,
    Decision,
    Delivery,
    Evaluation,
    Goal,
    Kind,
    State,
    TrainingNeed,
    Verdict,
)
from app.registers.evaluations.sheets.printout import sheet_pdf
from app.registers.evaluations.sheets.sealing import seal_of, shown
from app.registers.evaluations.sheets.words import LABELS
from tests.printing.reading import read, tagging_faults
from tests.registers.evaluations.sheets.printed_sheets import (
    BESIDE,
    DAY,
    RULES,
    appealed,
    delivered,
    final_negative,
    on_paper,
    planned,
    rated,
)
from tests.registers.service_cards.test_printout import ARMS, OFFICE
from tests.registers.service_cards.test_prints import text_of

HOSTILE = "a\n" * 1500 + "W" * 900 + " <b>&amp;</b> {termin odwołania} %s \x00\u202e\ud800 )Tj ET"
STAGES: dict[str, Evaluation] = {
    "planned": planned(),
    "delivered": delivered(),
    "appealed": appealed(),
    "final negative": final_negative(),
    "changed": appealed(state=State.CHANGED, decision_delivered_on=date(2026, 11, 20)),
    "cancelled": replace(
        planned(), state=State.CANCELLED, cancelled_on=date(2026, 11, 2), cancel_reason="zmiana stanowiska"
    ),
    "correction": delivered(kind=Kind.CORRECTION, origin_id=4, origin_reason="pomyłka", talk_on=None, goals=()),
    "on paper": on_paper(),
    "nothing written": planned(marks=(), rules={}, person_number="", post="", unit="", rater=""),
    "long": delivered(marks=rated("Uzasadnienie ważnej oceny. " * 37), opinion="Długa opinia. " * 280),
    "hostile": delivered(
        marks=rated(HOSTILE[:1000]),
        opinion=HOSTILE[:4000],
        person="W" * 120,
        post="<i>" + "x" * 150,
        talk_place=HOSTILE[-190:],
        goals=(Goal(goal=HOSTILE[:400]),),
        needs=(TrainingNeed(topic=HOSTILE[-300:], reason=HOSTILE[:400]),),
    ),
}


def printed(evaluation: Evaluation, variant: Variant = Variant.STANDARD, beside: Beside = BESIDE) -> bytes:
    return sheet_pdf(evaluation, beside, OFFICE, ARMS, DAY, variant)


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\xad", "").split())


def said(evaluation: Evaluation, **options: Any) -> str:
    return flat(read(printed(evaluation, **options)).all_text)


def on_pages(evaluation: Evaluation) -> str:
    """Text with running headers and footers, as the eye reads it."""
    return flat(text_of(printed(evaluation)))


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("stage", STAGES)
def test_a_sheet_of_every_stage_breaks_no_rule_of_accessible_pdf(stage: str, variant: Variant, tmp_path: Path) -> None:
    assert tagging_faults(printed(STAGES[stage], variant), tmp_path) == []


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("stage", STAGES)
def test_no_block_is_higher_than_its_page(stage: str, variant: Variant, caplog: pytest.LogCaptureFixture) -> None:
    printed(STAGES[stage], variant)
    assert caplog.messages == []


def test_a_usual_sheet_fits_three_pages_and_long_words_flow_on() -> None:
    assert page_count(printed(delivered())) <= 3
    assert page_count(printed(STAGES["long"])) > 3
    assert said(STAGES["long"]).count("Uzasadnienie ważnej oceny.") == 13 * 37


# -- every field -------------------------------------------------------------------------------------------------------

NOT_PRINTED = {
    **dict.fromkeys(
        ("id", "version", "employee_id", "campaign_id", "origin_id", "regulation_id", "unit_id", "rater_id"),
        "a number of the database; paper carries names and sheet numbers",
    ),
    "state": "a word for the office; paper carries what was done and when",
    "rules": "its texts, scale and criteria are printed, tested below",
    "planned_on": "the office's own plan stands in the notice",
    "due_by": "stands in the notice, explained",
    "not_before": "stands in the notice, explained",
    "due_by_why": "stands in the notice",
    "not_before_why": "stands in the notice",
    "talk_planned_on": "stands in the invitation; the sheet says when the talk was held",
    "cancelled_on": "only on a cancelled sheet, tested below",
    "cancel_reason": "only on a cancelled sheet, tested below",
    "seal": "shown in part, in the footer, tested below",
    "proposed_negative": "said with the reasons, tested below",
    "restore_granted": "said as „termin przywrócono”",
    "marks.not_applicable": "takes the place of the mark, tested below",
    "marks.group": "stands over the criteria",
    "marks.weight": "stands in the formula; a column only where weights differ",
    "mean": "as 3,75",
}
CHOSEN: dict[str, Any] = {
    "kind": Kind.REPEATED_ON_APPEAL,
    "state": State.APPEALED,
    "delivery": Delivery.POST,
    "decision": Decision.REPEATED,
    "verdict": Verdict.NEGATIVE,
    "rules": {},
    "restore_granted": True,
    "proposed_negative": True,
    "marks.mark": 4,
    "marks.self_mark": 3,
    "marks.not_applicable": False,
}


class Marked:
    """Makes a value for every field, different from all others, and remembers how each must read on paper."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self._numbers = count(301, 7)

    def record(self, kind: type[Any], prefix: str = "") -> Any:
        hints = typing.get_type_hints(kind)
        return kind(**{spec.name: self.value(hints[spec.name], prefix + spec.name) for spec in fields(kind)})

    def value(self, hint: Any, path: str) -> Any:
        if typing.get_origin(hint) is tuple:
            inner = typing.get_args(hint)[0]
            assert is_dataclass(inner)
            return (self.record(typing.cast("type[Any]", inner), f"{path}."),)
        kind = next((part for part in typing.get_args(hint) if part is not type(None)), hint)
        number = next(self._numbers)
        if path in CHOSEN:
            made = CHOSEN[path]
        else:
            made = {str: f"znak{number}", int: number, date: DAY - timedelta(days=number)}[kind]
        self.words[path] = self._said(made)
        return made

    def _said(self, value: Any) -> str:
        if isinstance(value, Enum):
            return LABELS[type(value)][value]  # type: ignore[index]
        return format_date(value) if isinstance(value, date) else str(value)


def test_every_field_reaches_paper() -> None:
    marks = Marked()
    evaluation: Evaluation = marks.record(Evaluation)
    evaluation = replace(evaluation, seal=seal_of(evaluation))
    text = said(evaluation).casefold()
    wanted = {path: word for path, word in marks.words.items() if path not in NOT_PRINTED}
    assert [path for path, word in wanted.items() if word.casefold() not in text] == []
    assert set(NOT_PRINTED) <= set(marks.words)
    assert "termin przywrócono" in text
    assert mean_text(evaluation.mean or 0) in text


# -- single facts ------------------------------------------------------------------------------------------------------


def test_the_sheet_names_marks_groups_formula_and_regulation() -> None:
    text = said(delivered())
    for part in (
        "Jan Nowak",
        "nr ewidencyjny 0112",
        "od 08.11.2024 do 06.11.2026",
        "zarządzenie nr 120.5.2026 z 02.01.2026",
        "08.11.2024, pozytywna arkusz nr 3/2024",
        "I. Umiejętności podstawowe – średnia grupy 4,00",
        "Umiejętność pracy w zastępstwie Powód: Praca jednoosobowa. nie dotyczy 4",
        "5 – wyróżniająca",
        "Obliczenie: (4·1 + 3·1 + 5·1",
        "/ 12 = 3,75; pominięto „nie dotyczy”: Umiejętność pracy w zastępstwie.",
        "Zażółć gęślą jaźń.",
        "31.03.2027",
    ):
        assert part in text, part


def test_the_instruction_on_appeal_has_its_terms_from_the_law() -> None:
    text = said(delivered())
    assert "w terminie 7 dni od dnia doręczenia oceny (art. 27 ust. 5 ustawy o pracownikach samorządowych)" in text
    assert "{" not in text
    assert "7. dzień to poniedziałek 16.11.2026." in text


def test_the_footer_carries_number_seal_and_pages() -> None:
    evaluation = delivered()
    assert re.search(
        rf"Arkusz nr 12/2026 · suma kontrolna {shown(evaluation.seal)} · .* strona 1 z \d", on_pages(evaluation)
    )


def test_a_draft_says_so_on_every_page_and_has_no_seal() -> None:
    text = on_pages(planned())
    pages = page_count(printed(planned()))
    assert text.count("projekt – bez sumy kontrolnej") == pages
    assert text.count("PROJEKT") == pages
    assert "suma kontrolna" not in text


def test_a_sheet_changed_behind_the_program_is_told() -> None:
    tampered = replace(delivered(), opinion="Inna opinia.")
    assert "suma kontrolna nie zgadza się z treścią" in on_pages(tampered)
    assert "Suma kontrolna arkusza 12/2026 nie zgadza się z jego treścią" in said(tampered)


def test_delivery_and_appeal_do_not_break_the_seal() -> None:
    assert "nie zgadza się" not in on_pages(
        replace(appealed(), seal=delivered(verdict=Verdict.NEGATIVE, proposed_negative=True).seal)
    )


def test_only_a_sheet_with_different_weights_has_a_column_for_them() -> None:
    assert "Waga" not in said(delivered())
    heavy = tuple(replace(mark, weight=1 + n % 3) for n, mark in enumerate(rated()))
    assert "Waga Ocena Samoocena" in said(delivered(marks=heavy))


def test_a_sheet_without_self_assessment_has_no_column_for_it() -> None:
    without = tuple(replace(mark, self_mark=None) for mark in rated())
    assert "Samoocena" not in said(delivered(marks=without, self_assessed_on=None))


def test_a_cancelled_sheet_says_when_and_why_and_asks_for_no_signature() -> None:
    text = said(STAGES["cancelled"])
    assert "ARKUSZ ANULOWANY 02.11.2026. Powód: zmiana stanowiska" in text
    assert "podpis" not in text


def test_an_evaluation_on_paper_is_only_a_short_note() -> None:
    text = said(on_paper(), beside=Beside())
    assert "Ocenę sporządzono na papierze" in text
    assert "04.03.2024" in text
    assert "podpis" not in text


def test_linked_sheets_are_named() -> None:
    text = said(STAGES["correction"], beside=Beside(None, "11/2026", "13/2026"))
    assert "Korekta, w związku z arkuszem nr 11/2026" in text
    assert "Po tym arkuszu sporządzono arkusz nr 13/2026." in text
    assert "Rozmowa oceniająca" in text  # something of the talk was kept


def test_a_proposed_negative_is_printed_with_its_reasons() -> None:
    low = tuple(replace(mark, mark=None if mark.not_applicable else 1, reason="x") for mark in rated())
    text = said(delivered(marks=low, proposed_negative=True, verdict=Verdict.NEGATIVE, mean=100))
    assert "proponowany wynik był negatywny: średnia 1,00 jest niższa niż 2,00; ocena 1 w grupie I" in text


def test_the_office_that_is_invented_says_so_on_the_sheet() -> None:
    assert DEMONSTRATION in said(delivered())


def test_the_regulation_s_own_scale_is_used() -> None:
    rules: RegulationDraft = replace(
        RULES, scale=tuple(replace(step, name=f"stopień{step.value}") for step in RULES.scale)
    )
    assert "5 – stopień5" in said(delivered(rules=encode(rules)))
