"""Which words of what somebody types are looked for."""

import pytest
from sqlalchemy import true

from app.people.units.model import UnitRow
from app.records.listing import MOST_WORDS, containing, holding, words_said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Żaba  zaba ŻABA kot", ("Żaba", "kot")),
        ("\u0301 \u0327\u0301", ()),
        ("kot \u0301 ¨", ("kot",)),
        ("a¨b", ("a¨b",)),
        ("", ()),
        (" ".join(map(str, range(100))), tuple(map(str, range(MOST_WORDS)))),
    ],
)
def test_words_that_say_nothing_are_not_looked_for(typed: str, said: tuple[str, ...]) -> None:
    assert words_said(typed) == said
    assert len(containing(UnitRow.find, typed)) == len(said)


def test_a_word_of_marks_occurs_everywhere() -> None:
    assert str(holding(UnitRow.find, "\u0301")) == str(true())
