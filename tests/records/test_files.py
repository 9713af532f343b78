"""Attachments: what is let in, under which name, and what a damaged file can do."""

from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.bootstrap import Services
from app.core.errors import Invalid, NotFound
from app.records.files import FORMS, MAX_BYTES, PICTURES, check_file, media_type, safe_name

PDF = b"%PDF-1.7\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
EXE = b"MZ\x90\x00" + b"\x00" * 60
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'


def archive(*names: str) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return held.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
ODT = archive("mimetype", "content.xml")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", PDF), ("a.png", PNG), ("a.JPG", b"\xff\xd8\xff\xe0"), ("a.docx", DOCX), ("a.odt", ODT)],
)
def test_documents_are_let_in_and_come_back(services: Services, name: str, content: bytes) -> None:
    stored = services.files.add(name, content)
    assert (stored.name, stored.size, stored.sha256) == (name, len(content), sha256(content).hexdigest())
    assert services.files.content(stored.sha256) == content
    assert services.files.add("inna " + name, content).sha256 == stored.sha256


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("pusty.pdf", b"", "attachment_empty"),
        ("duży.pdf", PDF + b"\x00" * (MAX_BYTES - len(PDF) + 1), "attachment_too_large"),
        ("program.pdf", EXE, "attachment_type"),
        ("program.exe", EXE, "attachment_type"),
        ("strona.pdf", b"<html>", "attachment_type"),
        ("arkusz.docx", archive("xl/workbook.xml"), "attachment_type"),
        ("makra.docx", archive("word/document.xml", "word/vbaProject.bin"), "attachment_type"),
        ("rysunek.svg", SVG, "attachment_type"),
        ("zepsuty.docx", DOCX[:-30], "attachment_type"),
    ],
)
def test_what_is_refused(services: Services, name: str, content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        services.files.add(name, content)
    assert [problem.code for problem in refusal.value.problems] == [code]
    assert name in str(refusal.value)
    with pytest.raises(NotFound):
        services.files.content(sha256(content).hexdigest())


def test_a_file_at_the_limit_is_let_in() -> None:
    assert check_file("a.pdf", PDF + b"\x00" * (MAX_BYTES - len(PDF))) == "application/pdf"


def test_a_drawing_may_be_a_coat_of_arms_only() -> None:
    assert check_file("herb.svg", SVG, PICTURES) == "image/svg+xml"
    assert "image/svg+xml" not in FORMS


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Windows\\wniosek.pdf", "wniosek.pdf"),
        ("wniosek.exe", "wniosek.exe.pdf"),
        ("skan.PDF", "skan.PDF"),
        ("..", "plik.pdf"),
        ("", "plik.pdf"),
        ("folder/", "folder.pdf"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("Wniosek o dowód – ąęł.pdf", "Wniosek o dowód – ąęł.pdf"),
    ],
)
def test_names_lose_folders_and_end_as_their_type(services: Services, name: str, kept: str) -> None:
    assert services.files.add(name, PDF).name == kept


@given(st.text())
def test_no_name_leads_out_of_a_folder(name: str) -> None:
    kept = safe_name(name, "application/pdf")
    assert not set("/\\\x00") & set(kept)
    assert kept.lower().endswith(".pdf")
    assert not kept.startswith(".")


@given(st.binary(max_size=300), st.integers(0, 300), st.sampled_from((DOCX, ODT, b"PK\x03\x04")))
def test_a_damaged_archive_is_of_no_type_or_of_its_own(noise: bytes, place: int, base: bytes) -> None:
    damaged = base[:place] + noise + base[place:]
    assert media_type(damaged) in {"", *FORMS, *PICTURES}


def test_the_same_file_stored_by_two_people_at_the_same_moment(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.files.add("wniosek.pdf", PDF)
    # as on PostgreSQL, where the other's row is not seen yet
    monkeypatch.setattr(Session, "get", lambda *_arguments: None)
    assert services.files.add("wniosek.pdf", PDF).sha256 == sha256(PDF).hexdigest()
