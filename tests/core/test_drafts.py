"""Limits that stand beside the fields of a draft."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from app.core.drafts import day, limit_of, number, shape_problems, text, texts


@dataclass(frozen=True, kw_only=True)
class Line:
    label: str = text(5, required=True)
    pieces: int | None = number(1, 9)


@dataclass(frozen=True, kw_only=True)
class Form:
    title: str = text(5, required=True)
    remark: str = text(5)
    words: tuple[str, ...] = texts(3, most=2)
    lines: tuple[Line, ...] = field(default=(), metadata={"most": 1})
    count: int | None = number(0, 3)
    done: bool = False


def found(form: Form) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in shape_problems(form)]


def test_a_draft_at_its_limits_is_fine() -> None:
    full = Form(
        title="12345", remark="ąęłóż", words=("abc", "abc"), lines=(Line(label="x", pieces=9),), count=3, done=True
    )
    assert found(full) == []
    assert found(Form(title="x", count=0)) == []


def test_each_limit_is_told_with_its_place() -> None:
    broken = Form(
        title=" ", remark="123456", words=("a", "bcde", "c"), lines=(Line(label="x", pieces=10), Line()), count=-1
    )
    assert found(broken) == [
        ("title", "required"),
        ("remark", "too_long"),
        ("words", "too_many"),
        ("words.1", "too_long"),
        ("lines", "too_many"),
        ("lines.0.pieces", "out_of_range"),
        ("lines.1.label", "required"),
        ("count", "out_of_range"),
    ]


@pytest.mark.parametrize("sign", ["\0", "\x0b", "\r", "\x1f", "\x7f", "\ud83d", "\uffff"])
def test_signs_that_nothing_can_print_are_told_with_their_place(sign: str) -> None:
    assert found(Form(title=f"x{sign}", remark=sign)) == [("title", "bad_character"), ("remark", "bad_character")]
    (problem,) = shape_problems(Form(title="x", words=("ok", f"a{sign}")))
    assert (problem.field, problem.code, problem.details["place"]) == ("words.1", "bad_character", 2)
    assert f"U+{ord(sign):04X}" in problem.sentence()


@pytest.mark.parametrize("sign", ["\n", "\t", "\xa0", "\u00ad", "\u2028", "\U0001f600", "e\u0301"])
def test_other_signs_are_taken(sign: str) -> None:
    assert found(Form(title="x", words=(sign,))) == []


def test_limits_are_known_to_forms() -> None:
    assert limit_of(Form, "remark") == 5
    assert limit_of(Form, "count") is None
    assert limit_of(Form, "no such field") is None


@dataclass(frozen=True)
class Dated:
    on: date | None = day()


@pytest.mark.parametrize("far", [date(1, 1, 1), date(1950, 12, 31), date(2100, 1, 1), date.max])
def test_a_day_that_no_term_can_be_counted_from_is_a_slip(far: date) -> None:
    (problem,) = shape_problems(Dated(far))
    assert (problem.field, problem.code) == ("on", "day_too_far")
    assert "01.01.1951" in problem.sentence()


@pytest.mark.parametrize("good", [None, date(1951, 1, 1), date(2099, 12, 31)])
def test_other_days_are_taken(good: date | None) -> None:
    assert not list(shape_problems(Dated(good)))
