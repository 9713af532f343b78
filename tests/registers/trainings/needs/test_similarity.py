"""Topics that are one: other word order, endings and small words; not topics that share a word."""

from datetime import date

import pytest

from app.registers.trainings.needs.domain import Candidate, Priority, Source
from app.registers.trainings.needs.similarity import grouped


def candidate(topic: str, person: str = "Ewa Żak", *, likely: bool = True) -> Candidate:
    return Candidate(
        source=Source.EVALUATION,
        topic=topic,
        reason="",
        employee_id=1,
        person=person,
        unit="RF",
        wanted_by=date(2027, 1, 1),
        priority=Priority.MEDIUM,
        origin=f"{topic}/{person}",
        told="",
        likely=likely,
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Zamówienia publiczne", "zamówienia publiczne", True),
        ("Zamówienia publiczne", "Zamowienia publiczne.", True),
        ("Szkolenie z zakresu zamówień publicznych", "Zamówień publicznych", True),
        ("Prawo budowlane – zmiany", "Zmiany: prawo budowlane", True),
        ("Prawo budowlane", "Prawo zamówień publicznych", False),
        ("Excel podstawowy", "Excel zaawansowany", False),
        ("RODO", "BHP", False),
        ("", "RODO", False),
        ("...", "RODO", False),
    ],
)
def test_near_topics_stand_together(one: str, other: str, same: bool) -> None:
    assert len(grouped([candidate(one), candidate(other, "Jan Nowak")])) == (1 if same else 2)


def test_a_group_has_the_usual_wording_and_its_people_in_polish_order() -> None:
    found = grouped(
        [
            candidate("zamówienia publiczne", "Żaneta Żak"),
            candidate("Zamówienia publiczne", "Łucja Nowak"),
            candidate("Zamówienia publiczne", "Zenon Bąk"),
        ]
    )
    assert [group.topic for group in found] == ["Zamówienia publiczne"]
    assert [each.person for each in found[0].candidates] == ["Łucja Nowak", "Zenon Bąk", "Żaneta Żak"]


def test_goals_come_after_needs_however_many_have_them() -> None:
    goals = [candidate("Opisać procedurę", f"Osoba {number}", likely=False) for number in range(3)]
    assert [group.topic for group in grouped([*goals, candidate("RODO")])] == ["RODO", "Opisać procedurę"]
