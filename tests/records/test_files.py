"""Names of attached files."""

import pytest

from app.records.files import safe_name


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("C:\\Pulpit\\wniosek.pdf", "wniosek.pdf"),
        ("../../wniosek.PDF", "wniosek.PDF"),
        ("wniosek.exe", "wniosek.exe.pdf"),
        ("wnio\x00sek\x1f.pdf", "wniosek.pdf"),
        ("\udcb3wniosek.pdf", "wniosek.pdf"),
        (" . ", "plik.pdf"),
    ],
)
def test_a_name_is_bare_and_storable_and_ends_as_its_type_demands(given: str, safe: str) -> None:
    assert safe_name(given, "application/pdf") == safe
