"""Lists inside cells lose nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.lines import join_items, join_parts, split_items, split_parts
from app.exchange.separated import neutral, original

TEXTS = st.text(st.sampled_from("ab|\\n\n \t'=+-@")) | st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(TEXTS))
def test_items_come_back(items: list[str]) -> None:
    assert split_items(join_items(items)) == tuple(items)


@given(st.lists(TEXTS, min_size=1))
def test_parts_come_back_from_one_line(parts: list[str]) -> None:
    line = join_parts(parts)
    assert "\n" not in line
    assert split_parts(line) == parts


@given(TEXTS)
def test_neutral_texts_come_back(text: str) -> None:
    assert original(neutral(text)) == text


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A1", " =1", "\t=1", "\r=1", "＝1"])
def test_formulas_are_neutralised(text: str) -> None:
    assert neutral(text) == "'" + text


def test_lines_people_type() -> None:
    assert split_items("a\n\n  \nb") == ("a", "b")
    assert split_items("C:\\x") == ("C:\\x",)
    assert split_parts("a|b | c") == ["a", "b", "c"]
