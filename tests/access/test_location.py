"""Addresses of databases as people type them: settings, the option --database, the wizard of the server."""

from pathlib import Path

import pytest

from app.access.location import FileLocation, ServerLocation, parse
from app.core.errors import Refusal
from db.server_engine import Access

FORM, SOMEBODY, OPTION = "ma postać", "nazwy użytkownika", "sslrootcert"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("postgresql://serwer", FORM),
        ("postgresql:///urzad", FORM),
        ("postgresql://serwer:99999/urzad", FORM),
        ("postgresql://serwer:0/urzad", FORM),
        ("postgresql://serwer:abc/urzad", FORM),
        ("postgresql://[zły/urzad", FORM),
        ("postgresql://[zły]/urzad", FORM),
        ("postgresql://a..b/urzad", FORM),
        (f"postgresql://{'a' * 64}/urzad", FORM),
        ("postgresql://serwer/urzad/inna", FORM),
        ("postgresql://serwer/urzad%00", FORM),
        ("postgresql://serwer/urzad%ff", FORM),
        ("postgresql://serwer/urzad#czesc", FORM),
        ("mysql://serwer/urzad", FORM),
        ("postgresql://ewa:tajne@serwer/urzad", SOMEBODY),
        ("postgresql://ewa@serwer/urzad", SOMEBODY),
        ("postgresql://serwer/urzad?sslmode=disable", OPTION),
        ("postgresql://serwer/urzad?sslmode", OPTION),
        ("postgresql://serwer/urzad?password=tajne", OPTION),
    ],
)
def test_an_address_nobody_could_connect_to_is_refused_with_advice(text: str, advice: str) -> None:
    with pytest.raises(Refusal, match=advice) as refused:
        parse(text)
    assert "tajne" not in str(refused.value)
    assert refused.value.__suppress_context__
    with pytest.raises(ValueError, match="names nobody"):
        Access.of(text, "ewa", "x")


@pytest.mark.parametrize(
    ("text", "host", "port", "database", "certificate"),
    [
        ("postgresql://serwer/urzad", "serwer", 5432, "urzad", None),
        ("postgresql://serwer.urzad.example:5433/urzad", "serwer.urzad.example", 5433, "urzad", None),
        ("postgresql://[::1]:5432/urzad", "::1", 5432, "urzad", None),
        ("postgresql://łódź.example/urz%C4%85d", "łódź.example", 5432, "urząd", None),
        ("postgresql://serwer/urzad?sslrootcert=/etc/urzad%20ca.crt", "serwer", 5432, "urzad", "/etc/urzad ca.crt"),
    ],
)
def test_what_is_taken_can_be_connected_to(
    text: str, host: str, port: int, database: str, certificate: str | None
) -> None:
    assert parse(text) == ServerLocation(text)
    access = Access.of(text, "ewa", "x")
    assert (access.host, access.port, access.database) == (host, port, database)
    assert access.root_certificate == (None if certificate is None else Path(certificate))


def test_anything_else_is_a_file() -> None:
    assert parse("urząd.db") == FileLocation(Path("urząd.db"))
