"""The list on paper and in a workbook: places, formula, approval, remarks."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.registers.trainings.preferred import words
from app.registers.trainings.preferred.prints import report
from app.registers.trainings.preferred.sheet import HEADINGS
from tests.printing.reading import read, tagging_faults
from tests.registers.trainings.people import People
from tests.registers.trainings.preferred.test_usecases import FIVES, approved_list, card_of, list_2025


@pytest.fixture
def cards(services: Services, people: People) -> None:
    for person in (people.clerk, people.other, people.head):
        card_of(services, person, card=replace(FIVES, complaint="spóźniony") if person == people.head else FIVES)
    card_of(services, people.clerk, "Instytut Łąka")


def test_the_print_says_how_the_result_came_about_and_who_approved(
    services: Services, cards: None, tmp_path: Path
) -> None:
    record = approved_list(services)
    pdf = services.preferred_prints.pdf(record.id)
    text = read(pdf).all_text
    # mean of the office (3·5 + 25/6)/4 = 4,79; (5·4,79 + 15)/8 = 4,87
    for part in (
        "za rok 2025",
        "1 Ośrodek Żagiel 4,87 3 z 3 300,00 zł – 3 z 3 1",
        "za mało kart Instytut Łąka",
        "Wynik = (C × m + s) ÷ (C + n)",
        "w tym okresie 4,79",
        "C = 5",
        "co najmniej 3 karty",
        "20.01.2026, Jan Mazur",
        "zatwierdzona",
    ):
        assert part in text, part
    assert tagging_faults(pdf, tmp_path) == []


def test_a_draft_without_cards_is_printed_as_one(services: Services, tmp_path: Path) -> None:
    pdf = services.preferred_prints.pdf(list_2025(services, note="Uwagi ogólne – żółć").id)
    text = read(pdf).all_text
    assert "Stan robocza" in text
    assert "Uwagi ogólne – żółć" in text
    assert "Żadna instytucja nie ma w tym okresie dość kart" in text
    assert tagging_faults(pdf, tmp_path) == []


def test_the_workbook_holds_the_same_figures(services: Services, cards: None, tmp_path: Path) -> None:
    import pandas as pd

    record = list_2025(services)
    path = tmp_path / "lista.xlsx"
    assert services.preferred_prints.workbook(record.id, path) == 2
    frame = pd.read_excel(path, header=None, engine="calamine")
    (head,) = frame.index[frame[0] == HEADINGS[0]]
    rows = frame.iloc[head + 1 :].to_numpy().tolist()
    assert list(frame.iloc[head]) == list(HEADINGS)
    assert rows[0][:6] == [1, "Ośrodek Żagiel", 4.87, 5, 3, 3]
    assert rows[1][:2] == [words.WHY_NOT["too_few"], "Instytut Łąka"]


def test_other_programs_get_numbers_and_not_texts(services: Services, cards: None) -> None:
    data = report(services.preferred_lists.ranking_of(2025))
    first, second = data["institutions"]
    assert (first["place"], first["score"], first["price_per_participant_day"]) == (1, 487, 300_00)
    assert (second["place"], second["why_not"]) == (None, "too_few")
    assert (data["since"], data["cards"], data["office_mean"]) == ("2025-01-01", 4, 479)
