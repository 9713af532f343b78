"""Line breaking, font fallback and measuring."""

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.printing.fonts import REPLACEMENT, Cut, text_font
from app.printing.styles import TextStyle
from app.printing.tables import Table
from app.printing.text import Line, Span, break_lines, text_width
from app.printing.typography import NBSP

BODY = TextStyle(10, 14)


def shown(line: Line) -> str:
    return " ".join(word.text for _, words in line.segments for word in words)


def lines_of(text: str, width: float) -> list[Line]:
    return break_lines([Span(text, BODY)], width)


@pytest.mark.parametrize("cut", [Cut.REGULAR, Cut.BOLD, Cut.ITALIC])
def test_the_text_font_itself_has_every_polish_letter(cut: Cut) -> None:
    font = text_font(cut)
    word = font.word("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”–—…§°²×€·")
    assert [face for face, _ in word.pieces] == [font.main]


def test_letters_the_text_font_lacks_come_from_the_fallback_and_no_others() -> None:
    pieces = text_font(Cut.REGULAR).word("aЖ☐ь№b").pieces
    assert [(face.name, text) for face, text in pieces] == [
        ("Lato-Regular", "a"),
        ("DejaVuSans", "Ж☐ь№"),
        ("Lato-Regular", "b"),
    ]


def test_a_character_no_font_has_is_replaced_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "app.printing.fonts"):
        pieces = text_font(Cut.BOLD).word("x\U0001f9ff").pieces
    assert pieces[-1][1] == REPLACEMENT
    assert "U+1F9FF" in caplog.text


def test_no_line_is_wider_than_allowed_and_no_word_is_lost() -> None:
    text = "Składasz wniosek w dowolnym urzędzie gminy i odbierasz potwierdzenie " * 5
    lines = lines_of(text, 150)
    assert len(lines) > 5
    assert all(line.width <= 150 for line in lines)
    assert " ".join(map(shown, lines)).replace(NBSP, " ").split() == text.split()


def test_a_word_wider_than_the_line_is_divided() -> None:
    lines = lines_of("w" * 10_000, 100)
    assert "".join(map(shown, lines)) == "w" * 10_000
    assert all(line.width <= 100 for line in lines)


def test_a_line_end_typed_by_the_clerk_stays() -> None:
    assert [shown(line) for line in lines_of("pon. 8–17\n\nwt. 8–15", 500)] == ["pon. 8–17", "wt. 8–15"]


def test_spans_share_a_line() -> None:
    bold = BODY.but(cut=Cut.BOLD)
    (line,) = break_lines([Span("Termin:", BODY), Span("14 dni.", bold)], 500)
    assert [style for style, _ in line.segments] == [BODY, bold]
    assert line.width == pytest.approx(text_width("Termin:", BODY) + 2.56 - 0.63 + text_width("14 dni.", bold), abs=1)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.floats(min_value=20, max_value=400))
def test_any_text_can_be_broken(text: str, width: float) -> None:
    assert all(line.width <= width or len(shown(line)) == 1 for line in lines_of(text, width))


def test_a_cell_with_endless_line_ends_does_not_leave_the_page() -> None:
    table = Table(("Temat",), (("a\n" * 200,),), (1.0,), BODY, BODY)
    assert table.layout(300.0) < 400
