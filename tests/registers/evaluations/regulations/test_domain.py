"""Rules of a regulation that need no database, shipped patterns, and the law in its texts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.core.errors import Refusal
from app.core.legal_terms import legal_term
from app.core.words import place_of
from app.registers.evaluations.regulations.clocks import filled
from app.registers.evaluations.regulations.domain import (
    PLACEHOLDERS,
    TEXTS,
    CriteriaGroup,
    Criterion,
    CriterionKind,
    Level,
    RegulationDraft,
    ScaleMark,
    placeholders,
    validate,
)
from app.registers.evaluations.regulations.patterns import pattern_draft, patterns, read
from app.registers.evaluations.regulations.words import FIELDS, PROBLEMS, negative_rule

DAY = date(2026, 1, 1)
GOOD = replace(pattern_draft("trzynascie_kryteriow"), valid_from=DAY)
OLD_PATTERN = replace(pattern_draft("wzor_2007"), valid_from=DAY)


def changed(index: int, **values: object) -> Callable[[RegulationDraft], RegulationDraft]:
    """The draft with one criterion changed."""

    def change(draft: RegulationDraft) -> RegulationDraft:
        listed = list(draft.criteria)
        listed[index] = replace(listed[index], **values)  # type: ignore[arg-type]
        return replace(draft, criteria=tuple(listed))

    return change


def with_fields(**values: object) -> Callable[[RegulationDraft], RegulationDraft]:
    """The draft with other values."""
    return lambda draft: replace(draft, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("draft", "change", "problem"),
    [
        (GOOD, with_fields(valid_from=None), ("valid_from", "required")),
        (GOOD, with_fields(valid_to=date(2025, 12, 31)), ("valid_to", "date_order")),
        (GOOD, with_fields(groups=()), ("groups", "no_groups")),
        (
            GOOD,
            with_fields(groups=(*GOOD.groups, CriteriaGroup(symbol="i", name="x"))),
            ("groups.3.symbol", "repeated"),
        ),
        (
            GOOD,
            with_fields(groups=(*GOOD.groups, CriteriaGroup(symbol="IV", name="x"))),
            ("groups.3.symbol", "empty_group"),
        ),
        (GOOD, with_fields(criteria=()), ("criteria", "no_criteria")),
        (GOOD, changed(4, name="wypełnianie OBOWIĄZKÓW "), ("criteria.4.name", "repeated")),
        (GOOD, changed(4, group="V"), ("criteria.4.group", "no_such_group")),
        (GOOD, changed(4, weight=None), ("criteria.4.weight", "required")),
        (GOOD, changed(4, weight=0), ("criteria.4.weight", "out_of_range")),
        (GOOD, changed(4, descriptors=("źle", "dobrze")), ("criteria.4.descriptors", "descriptors_count")),
        (GOOD, with_fields(scale=GOOD.scale[:1], negative_mark=None, negative_groups=()), ("scale", "short_scale")),
        (GOOD, with_fields(scale=GOOD.scale[::-1]), ("scale.1.value", "not_ascending")),
        (GOOD, with_fields(scale=(*GOOD.scale, ScaleMark(name="x"))), ("scale.5.value", "required")),
        (GOOD, with_fields(levels=GOOD.levels[1:]), ("levels.0.from_mean", "levels_start")),
        (GOOD, with_fields(levels=GOOD.levels[::-1]), ("levels.1.from_mean", "not_ascending")),
        (
            GOOD,
            with_fields(levels=(*GOOD.levels, Level(name="dobry", from_mean=480))),
            ("levels.4.name", "repeated"),
        ),
        (
            GOOD,
            with_fields(levels=(*GOOD.levels, Level(name="x", from_mean=501))),
            ("levels.4.from_mean", "above_scale"),
        ),
        (GOOD, with_fields(negative_below=100), ("negative_below", "outside_scale")),
        (GOOD, with_fields(negative_below=501), ("negative_below", "outside_scale")),
        (GOOD, with_fields(negative_mark=6), ("negative_mark", "bad_choice")),
        (GOOD, with_fields(negative_mark=None), ("negative_mark", "groups_without_mark")),
        (GOOD, with_fields(negative_groups=("I", "X")), ("negative_groups.1", "no_such_group")),
        (GOOD, with_fields(months_at_least=25), ("months_at_most", "less_than_least")),
        (GOOD, with_fields(appeal_instruction=" "), ("appeal_instruction", "required")),
        (GOOD, with_fields(notice_text="w terminie {termin}"), ("notice_text", "bad_placeholder")),
        (GOOD, with_fields(elective_most=1), ("elective_most", "too_few_elective")),
        (GOOD, with_fields(own_most=1), ("own_most", "own_missing")),
        (OLD_PATTERN, with_fields(elective_least=None), ("elective_least", "required")),
        (OLD_PATTERN, with_fields(elective_least=5, elective_most=3), ("elective_most", "less_than_least")),
        (OLD_PATTERN, with_fields(own_most=None), ("own_most", "own_number_missing")),
        (OLD_PATTERN, changed(28, kind=CriterionKind.OWN), ("criteria.29.kind", "own_twice")),
    ],
)
def test_each_broken_rule_is_named_at_its_place(
    draft: RegulationDraft, change: Callable[[RegulationDraft], RegulationDraft], problem: tuple[str, str]
) -> None:
    assert not validate(draft)
    found = validate(change(draft))
    assert problem in [(each.field, each.code) for each in found]
    # every place has a label, and every rule a sentence with its details
    assert all(place_of(each, FIELDS)[0].isupper() and each.sentence(PROBLEMS) for each in found)


def test_the_thirteen_criteria_stand_in_the_order_and_groups_of_the_source() -> None:
    assert [(criterion.group, criterion.name) for criterion in GOOD.criteria] == [
        ("I", "Przygotowanie merytoryczne"),
        ("I", "Wypełnianie obowiązków"),
        ("I", "Znajomość obowiązujących procedur w Urzędzie"),
        ("II", "Relacje ze współpracownikami"),
        ("II", "Relacje z przełożonym"),
        ("II", "Relacje z interesantem"),
        ("III", "Podejmowanie decyzji"),
        ("III", "Odpowiedzialność"),
        ("III", "Samodzielność"),
        ("III", "Kreatywność"),
        ("III", "Dyspozycyjność"),
        ("III", "Umiejętność pracy w zespole"),
        ("III", "Umiejętność pracy w zastępstwie"),
    ]
    assert [mark.value for mark in GOOD.scale if mark.needs_reason] == [1, 5]
    assert (GOOD.negative_below, GOOD.negative_mark, GOOD.negative_groups) == (200, 1, ("I",))


def test_the_pattern_of_2007_has_six_compulsory_three_to_five_elective_and_one_own() -> None:
    kinds = [criterion.kind for criterion in OLD_PATTERN.criteria]
    assert kinds.count(CriterionKind.COMPULSORY) == 6
    assert (OLD_PATTERN.elective_least, OLD_PATTERN.elective_most, OLD_PATTERN.own_most) == (3, 5, 1)
    assert [level.name for level in OLD_PATTERN.levels] == ["niezadowalający", "zadowalający", "dobry", "bardzo dobry"]
    assert "uchylonego" in OLD_PATTERN.name


@pytest.mark.parametrize("key", [pattern.key for pattern in patterns()])
def test_texts_of_patterns_take_their_numbers_from_the_law(key: str) -> None:
    draft = pattern_draft(key)
    for name in TEXTS:
        text = getattr(draft, name)
        assert "{" not in filled(text, DAY)
        # a length typed into a text would not follow the law
        assert not any(f"{number} {unit}" in text for number in (3, 7, 14) for unit in ("dni", "miesi"))
    assert "w terminie 7 dni od dnia doręczenia oceny (art. 27 ust. 5" in filled(draft.appeal_instruction, DAY)


def test_every_placeholder_is_filled_and_others_stay() -> None:
    text = " ".join(f"{{{name}}}" for name in PLACEHOLDERS) + " {inne}"
    result = filled(text, DAY)
    assert placeholders(result) == ("inne",)
    assert str(legal_term("evaluation_appeal_decision", DAY).number) in result


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"title = 'x'", "brakuje „regulation”"),
        (b"[regulation]\nname = 'x'", "brakuje „title”"),
        (b"title = 'x'\n[regulation]\nnome = 'x'", "nome"),
        (b"title = 'x'\n[regulation]\nname = 7", "name"),
        (b"title = 'x'\nother = 1\n[regulation]\nname = 'x'", "other"),
        (b"title = ", "wzór.toml"),
        (b"title = '\xff'", "wzór.toml"),
    ],
)
def test_a_damaged_pattern_is_refused_with_file_and_place(content: bytes, said: str) -> None:
    with pytest.raises(Refusal, match="Zainstaluj program ponownie") as refusal:
        read("wzór.toml", content)
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, "gdy średnia jest niższa niż 2,00 lub gdy jest ocena 1 w grupie I."),
        ({"negative_below": None}, "gdy jest ocena 1 w grupie I."),
        ({"negative_groups": ("I", "II")}, "ocena 1 w grupach I, II."),
        ({"negative_groups": (), "negative_mark": 2}, "ocena 2 lub niższa w dowolnej grupie."),
    ],
)
def test_the_rule_of_a_negative_result_is_said_in_words(change: dict[str, object], sentence: str) -> None:
    assert sentence in negative_rule(replace(GOOD, **change))  # type: ignore[arg-type]
    assert negative_rule(replace(GOOD, negative_below=None, negative_mark=None)) == ""


def test_a_criterion_of_an_unknown_group_is_told_which_groups_there_are() -> None:
    criterion = Criterion(name="Nowe", group="X", weight=1)
    found = validate(replace(GOOD, criteria=(*GOOD.criteria, criterion)))
    assert found[0].sentence(PROBLEMS) == "Nie ma grupy „X”. Symbole grup: I, II, III."
