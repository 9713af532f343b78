"""Problems as data, and the sentences made of them."""

import pytest

from app.core.errors import Conflict, Invalid, NotAllowed
from app.core.permissions import EVERYTHING, Actor
from app.core.problems import Problem
from app.core.words import FieldWords, place_of

FIELDS = {"fees": FieldWords("Opłaty"), "fees.amount": FieldWords("Kwota"), "steps": FieldWords("Kroki")}


def test_details_fill_the_sentence() -> None:
    problem = Problem("name", "too_long", {"length": 12, "limit": 5})
    assert problem.sentence() == "Tekst jest za długi: liczba znaków to 12, a może być najwyżej 5. Skróć go."


def test_a_registers_own_words_go_first() -> None:
    assert Problem("name", "required").sentence({"required": "Podaj nazwę."}) == "Podaj nazwę."


def test_braces_typed_by_a_person_are_no_places_to_fill() -> None:
    assert "{limit}" in Problem("amount", "bad_amount", {"value": "{limit}"}).sentence()


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("fees", "Opłaty"),
        ("fees.0.amount", "Opłaty, pozycja 1: Kwota"),
        ("steps.2", "Kroki, pozycja 3"),
        ("unknown", "unknown"),
    ],
)
def test_a_place_is_called_as_in_the_form(path: str, place: str) -> None:
    assert place_of(Problem(path, "required"), FIELDS) == place


def test_a_refusal_says_every_problem() -> None:
    refusal = Invalid((Problem("a", "required"), Problem("b", "time_order")))
    assert str(refusal).count("\n") == 1


def test_a_conflict_carries_both_versions() -> None:
    conflict = Conflict("mine", "theirs")
    assert (conflict.mine, conflict.theirs) == ("mine", "theirs")
    assert str(conflict).startswith("Ktoś inny")


def test_rights_are_named_and_a_star_grants_all() -> None:
    clerk = Actor("Anna", frozenset({"unit.read"}))
    clerk.require("unit.read")
    EVERYTHING.require("unit.edit")
    with pytest.raises(NotAllowed, match="Nie masz uprawnienia"):
        clerk.require("unit.edit")
