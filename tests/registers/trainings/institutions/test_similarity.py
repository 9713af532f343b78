"""Which institutions are proposed as one, and which are not."""

import pytest

from app.registers.trainings.institutions.domain import InstitutionDraft
from app.registers.trainings.institutions.similarity import near, pairs
from app.registers.trainings.institutions.words import Likeness

NIP, OTHER_NIP = "526-000-62-49", "5252248481"


def draft(name: str, **more: object) -> InstitutionDraft:
    """An institution of which nothing else is known."""
    return InstitutionDraft(name=name, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("Ośrodek Szkoleniowy FENIKS Sp. z o.o.", "FENIKS – ośrodek szkoleń", Likeness.SAME_NAME),
        ("Ośrodek Szkoleniowy FENIKS Sp. z o.o.", "Feniks", Likeness.SAME_NAME),
        ("FENIX S.C.", "„Feniks” spółka cywilna", Likeness.SAME_NAME),
        ("Jan i Anna Brzoza s.c.", "Brzoza Anna, Jan – szkolenia", Likeness.SAME_NAME),
        ("Akademja Horyzont", "Akademia Horyzont sp. j.", Likeness.SAME_NAME),
        ("Horyzont Południowy", "Horyzont Poludnowy", Likeness.SPELLING),
        ("Żagielek", "Żagilek sp. z o.o.", Likeness.SPELLING),
        ("Fundacja Rozwoju Wsi Zielonej", "FRWZ", Likeness.INITIALS),
        ("FENIKS", "FENIKS BHP i Ochrona Pracy", Likeness.PART),
        ("Ośrodek Doskonalenia Kadr", "Ośrodek Doskonalenia Kadr sp. z o.o.", Likeness.SAME_NAME),
    ],
)
def test_one_institution_under_two_names_is_proposed(first: str, second: str, why: Likeness) -> None:
    (found,) = pairs([draft(first), draft("Zupełnie Inna Nazwa"), draft(second)])
    assert (found.first, found.second, found.why) == (0, 2, why)
    ((again,),) = near([draft(second)], [draft("Zupełnie Inna Nazwa"), draft(first)])
    assert (again.second, again.why) == (1, why)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("OSA", "OSP"),
        ("Centrum Szkoleń Żagiel", "Centrum Szkoleń Kotwica"),
        ("Ośrodek Szkoleń", "Centrum Edukacji"),
        ("Okręgowa Izba Północna", "Okręgowa Izba Południowa"),
        ("Szkolenia 24", "Szkolenia 25"),
    ],
)
def test_different_names_are_not_proposed(first: str, second: str) -> None:
    assert pairs([draft(first), draft(second)]) == ()


def test_numbers_decide_where_both_have_one() -> None:
    same = [draft("Żagiel", nip=NIP), draft("Kotwica", nip=NIP.replace("-", ""))]
    assert [pair.why for pair in pairs(same)] == [Likeness.SAME_NIP]
    branch = [draft("Żagiel", regon="123456785"), draft("Filia w Brzegu", regon="12345678512347")]
    assert [pair.why for pair in pairs(branch)] == [Likeness.SAME_REGON]
    assert pairs([draft("Żagiel", nip=NIP), draft("ŻAGIEL s.c.", nip=OTHER_NIP)]) == ()
    assert len(pairs([draft("Żagiel", nip=NIP), draft("ŻAGIEL s.c.")])) == 1


def test_another_town_keeps_lookalikes_apart_but_not_equal_names() -> None:
    assert len(pairs([draft("Żagiel", town="Opole"), draft("Żagiel sp. z o.o.", town="Brzeg")])) == 1
    assert pairs([draft("Żagielek", town="Opole"), draft("Żagilek", town="Brzeg")]) == ()
    in_town = pairs([draft("FENIKS w Opolu", town="Opole"), draft("FENIKS")])
    assert [pair.why for pair in in_town] == [Likeness.SAME_NAME]


def test_aliases_count_and_a_word_that_many_share_tells_nothing() -> None:
    known = [draft("Kotwica", aliases=("Ośrodek Żagiel",)), draft("ŻAGIEL – szkolenia")]
    assert [pair.why for pair in pairs(known)] == [Likeness.SAME_NAME]
    crowd = [draft(f"Rozwój {word}") for word in ("Alfa", "Beta", "Gamma", "Delta", "Omega")]
    assert pairs([*crowd, draft("Centrum Rozwój")]) == ()
