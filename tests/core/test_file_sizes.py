"""Sizes of files: one convention, Polish decimal comma, no ``1024 kB``."""

import pytest

from app.core.file_sizes import size_text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1 kB"),
        (120_400, "118 kB"),
        (1024 * 1024 - 1, "1 MB"),
        (2_516_583, "2,4 MB"),
        (10 * 1024 * 1024, "10 MB"),
    ],
)
def test_units_are_of_1024(size: int, text: str) -> None:
    assert size_text(size) == text
