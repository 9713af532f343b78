"""Needs, the plan and agreements on paper and in workbooks: tags, totals, hostile and long texts, nothing cut."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.core.progress import NoProgress
from app.exchange.spreadsheets import Format
from app.people.office.domain import BankAccount, Office
from app.registers.trainings.agreements import sheet as agreement_sheet
from app.registers.trainings.agreements.domain import Agreement, AgreementDraft, Ending, stay_until
from app.registers.trainings.agreements.printout import agreement_pdf, statement_pdf
from app.registers.trainings.agreements.repayment import reckoned
from app.registers.trainings.courses.domain import CourseState
from app.registers.trainings.needs import sheet as need_sheet
from app.registers.trainings.needs.domain import Need, NeedState, Priority, Source
from app.registers.trainings.needs.printout import UnitNeeds, needs_pdf
from app.registers.trainings.plan import sheet as plan_sheet
from app.registers.trainings.plan.domain import Behind, PlanItem, Realising, Standing, YearPlan
from app.registers.trainings.plan.printout import plan_pdf
from tests.printing.reading import opened, tagging_faults, texts

DAY = date(2026, 11, 22)
OFFICE = Office(
    id=1,
    version=1,
    name="Urząd Miejski w Przykładowej",
    head_name="Maria Przykładowska",
    bank_accounts=(
        BankAccount(purpose="opłata skarbowa", nrb="74000000000000000000000001"),
        BankAccount(purpose="Pozostałe dochody", nrb="26000000000000000000000005"),
    ),
)
HOSTILE = "Ł&<b>ść</b> „ą” =1+1 " + "bardzodługiesłowo" * 6


def said(pdf: bytes, folder: Path) -> str:
    """What a print says; its tags are checked, too."""
    assert tagging_faults(pdf, folder) == []
    return " ".join(" ".join(texts(pdf)).replace("\xa0", " ").split())


def item(number: int, **more: Any) -> PlanItem:
    """A line of the plan."""
    values: dict[str, Any] = {"id": number, "version": 1, "year": 2027, "topic": f"Temat {number}", **more}
    return PlanItem(**{"carried_from_id": None, **values})


def plan(*items: PlanItem, standings: Mapping[int, Standing] | None = None, budget: Any = None) -> YearPlan:
    """A year's plan of the unit RF."""
    return YearPlan(2027, items, standings or {}, {3: ("RF", "Referat Finansowy")}, budget)


def need(number: int, **more: Any) -> Need:
    """A need of the clerk."""
    values: dict[str, Any] = {
        "id": number,
        "version": 1,
        "topic": f"Temat {number}",
        "employee_id": 7,
        "unit_id": 3,
        "person": "Ewa Żółć",
        "state": NeedState.NEW,
        "plan_item_id": None,
        "dropped_reason": "",
        "origin": "",
    }
    return Need(**{**values, **more})


def agreement(**more: Any) -> Agreement:
    """An agreement of a clerk as saved."""
    draft = AgreementDraft(
        employee_id=7,
        signed_on=date(2024, 9, 15),
        subject="Studia podyplomowe: zamówienia",
        training_starts_on=date(2024, 10, 1),
        training_ends_on=date(2025, 6, 30),
        cost=600_000,
        months=36,
        leave_days=21,
    )
    draft = replace(draft, **more)
    found = reckoned(draft)
    values = {spec.name: getattr(draft, spec.name) for spec in fields(draft)}
    return Agreement(
        **values,
        id=1,
        version=1,
        number="US/1/2024",
        person="Ewa Żółć",
        post="inspektor",
        unit="RF",
        stay_until=stay_until(draft),
        repayment=None if found is None else found.due - (draft.waived or 0),
    )


def test_the_plan_prints_lines_sources_trainings_and_totals_against_the_budget(tmp_path: Path) -> None:
    course = Realising(1, "Szkolenie", date(2027, 2, 3), CourseState.OVER, 3, 90_000)
    behind = (Behind(1, "RODO", "Ewa Żółć", Source.EVALUATION), Behind(2, "RODO", "", Source.LAW))
    text = said(
        plan_pdf(
            plan(
                item(1, quarter=1, unit_id=3, people=3, estimate=100_000, priority=Priority.HIGH, area="prawo"),
                item(2, people=20, group="kierownicy", estimate=50_050),
                item(3, quarter=4),
                standings={
                    1: Standing(behind, (course,)),
                    3: Standing(carried_to=2028),
                },
                budget={3: 80_000, None: 100_000},
            ),
            OFFICE,
            None,
            DAY,
        ),
        tmp_path,
    )
    for expected in (
        "Plan szkoleń na rok 2027",
        "I kwartał – 1 pozycja planu, 3 osoby, 1 000,00 zł",
        "ocena okresowa: 1, zmiana prawa: 1",
        "zrealizowane: 03.02.2027; 900,00 zł",
        "przeniesione na 2028",
        "kierownicy",
        "Bez kwartału – 1 pozycja planu",
        "−200,00 zł",
        "zostaje 299,50 zł",
        "Skarbnik",
        "Maria Przykładowska",
    ):
        assert expected in text, expected


def test_a_plan_without_lines_and_without_a_seen_budget_says_so(tmp_path: Path) -> None:
    text = said(plan_pdf(plan(), OFFICE, None, DAY), tmp_path)
    assert "nie zaplanowano żadnego szkolenia" in text
    assert "Budżet szkoleń" not in text
    assert "nie ustalono" in said(plan_pdf(plan(budget={}), OFFICE, None, DAY), tmp_path)


def test_long_and_hostile_texts_fit_on_every_print(tmp_path: Path) -> None:
    long = (HOSTILE * 6)[:600]
    items = [item(n, quarter=n % 4 + 1, topic=long[:300], group=long[:200], estimate=1, people=9999) for n in range(30)]
    assert HOSTILE[:5] in said(plan_pdf(plan(*items), OFFICE, None, DAY), tmp_path)
    needs = [need(n, topic=long[:300], reason=long) for n in range(30)]
    found = UnitNeeds("RF – Referat Finansowy", needs, {7: long[:160]})
    assert "30 potrzeb" in said(needs_pdf(found, OFFICE, None, DAY), tmp_path)
    one = agreement(
        subject=long[:300],
        benefits=(long * 2)[:1000],
        duties=(long * 2)[:1000],
        left_on=date(2026, 1, 1),
        ending=Ending.FAULT,
        waived=1,
        waived_reason=long[:300],
    )
    for make in (agreement_pdf, statement_pdf):
        assert "US/1/2024" in said(make(one, OFFICE, None, DAY), tmp_path)


def test_the_agreement_has_every_clause_and_no_duty_leaves_two_of_them_out(tmp_path: Path) -> None:
    text = said(agreement_pdf(agreement(), OFFICE, None, DAY), tmp_path)
    for expected in (
        "§ 6. Postanowienia końcowe",
        "21 dni",
        "36 miesięcy",
        "30.06.2028",
        "sześć tysięcy złotych",
        "art. 94³",
    ):
        assert expected in text, expected
    free = said(agreement_pdf(agreement(months=0, leave_days=None), OFFICE, None, DAY), tmp_path)
    assert "§ 4. Postanowienia końcowe" in free
    assert "Zwrot kosztów" not in free


@pytest.mark.parametrize(
    ("more", "wanted", "unwanted"),
    [
        (
            {"left_on": date(2026, 9, 30), "ending": Ending.NOTICE_BY_EMPLOYEE},
            ["i wezwanie do zwrotu", "6 000,00 zł × 639 / 1096 = 3 498,18 zł", "26 0000", "Słownie: trzy tysiące"],
            ["74 0000", "Nic do zwrotu"],
        ),
        (
            {"left_on": date(2026, 9, 30), "ending": Ending.NOTICE_BY_EMPLOYEE, "repaid_on": date(2026, 10, 5)},
            ["Kwotę zwrócono 05.10.2026"],
            ["Wzywam", "i wezwanie"],
        ),
        ({"left_on": date(2026, 9, 30), "ending": Ending.BY_EMPLOYER}, ["Nic do zwrotu"], ["Wzywam", "i wezwanie"]),
        ({}, ["Zobowiązanie trwa"], ["Wzywam"]),
    ],
)
def test_the_reckoning_calls_to_pay_only_what_is_due_and_open(
    tmp_path: Path, more: dict[str, Any], wanted: list[str], unwanted: list[str]
) -> None:
    text = said(statement_pdf(agreement(**more), OFFICE, None, DAY), tmp_path)
    assert [part for part in wanted if part not in text] == []
    assert [part for part in unwanted if part in text] == []


def test_the_usual_agreement_and_reckoning_take_one_page(tmp_path: Path) -> None:
    ended = agreement(
        left_on=date(2026, 9, 30), ending=Ending.NOTICE_BY_EMPLOYEE, waived=50_000, waived_reason="sytuacja rodzinna"
    )
    for pdf in (agreement_pdf(agreement(), OFFICE, None, DAY), statement_pdf(ended, OFFICE, None, DAY)):
        assert len(opened(pdf).pages) == 1


@pytest.mark.parametrize("form", list(Format))
def test_workbooks_hold_every_record(tmp_path: Path, form: Format) -> None:
    path, progress = tmp_path / f"arkusz.{form.value}", NoProgress()
    standings = {1: Standing((Behind(1, "RODO", "Ewa Żółć", Source.LAW),))}
    need_sheet.write_needs([need(1, reason=HOSTILE)], path, form, {7: "Żółć Ewa"}, {3: "RF"}, progress)
    plan_sheet.write_plan([item(1, unit_id=3, estimate=5)], standings, path, form, {3: "RF"}, progress)
    one = agreement(left_on=date(2026, 9, 30), ending=Ending.FAULT, note=HOSTILE)
    agreement_sheet.write_agreements([one], path, form, DAY, progress)
    if form is Format.XLSX:
        import python_calamine

        rows = python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()
        found = dict(zip(rows[0], rows[1], strict=True))
        assert (found["Do zwrotu"], found["Zobowiązanie do"]) == (3498.18, date(2028, 6, 30))
    else:
        text = path.read_text("utf-8-sig")
        assert "US/1/2024" in text
        assert "3498,18" in text
        assert "do zwrotu" in text
