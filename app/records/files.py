"""Attachments: checked for size and type, stored once under the hash of their content."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from app.core.clock import Clock
from app.core.errors import Invalid, NotFound, Refusal
from app.core.file_names import LONGEST, bare
from app.core.file_sizes import size_text
from app.core.files import content
from app.core.permissions import EVERYTHING, Actor
from app.core.problems import Problem
from app.records import environment
from app.records.model import StoredFileRow
from app.records.pictures import drawable
from db.errors import UniqueViolation
from db.store import Store

MAX_BYTES = 10 * 1024 * 1024
"""Limit for one attachment: ten times a scanned form, so that backups stay small."""

_PDF, _PNG, _JPEG, _SVG = "application/pdf", "image/png", "image/jpeg", "image/svg+xml"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT = "application/vnd.oasis.opendocument.text"
FORMS = frozenset({_PDF, _PNG, _JPEG, _DOCX, _ODT})
"""What may be attached to a record."""
PICTURES = frozenset({_PNG, _SVG})
"""What may be the coat of arms."""
PHOTOS = frozenset({_PNG, _JPEG})
"""What may be the picture of a person."""
_SUFFIXES: Mapping[str, tuple[str, ...]] = {
    _PDF: (".pdf",),
    _PNG: (".png",),
    _JPEG: (".jpg", ".jpeg"),
    _SVG: (".svg",),
    _DOCX: (".docx",),
    _ODT: (".odt",),
}
_MACROS = ("word/vbaProject.bin", "Basic/", "Scripts/")
"""Where documents keep programs of their own."""
MAX_UNPACKED = 256 * 1024 * 1024
"""Bytes of a document's parts together: word processors unpack all of them."""
_NAMES = {_PDF: "PDF", _PNG: "PNG", _JPEG: "JPG", _SVG: "SVG", _DOCX: "DOCX", _ODT: "ODT"}


@dataclass(frozen=True)
class StoredFile:
    """A file as stored; ``size`` in bytes."""

    sha256: str
    name: str
    media_type: str
    size: int


def media_type(content: bytes) -> str:
    """The type by what the file contains, whatever its name says; blank when it is none of those allowed."""
    if content.startswith(b"%PDF-"):
        return _PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _PNG
    if content.startswith(b"\xff\xd8\xff"):
        return _JPEG
    if content.startswith(b"PK\x03\x04"):
        return _zip_type(content)
    head = content[:2048].lstrip(b"\xef\xbb\xbf \r\n\t")
    return _SVG if head.startswith((b"<svg", b"<?xml", b"<!--")) and b"<svg" in head else ""


def _zip_type(content: bytes) -> str:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except Exception:  # noqa: BLE001 - zipfile raises a dozen kinds for damaged archives
        return ""
    if unpacked > MAX_UNPACKED or any(name.startswith(_MACROS) for name in names):
        return ""
    if "word/document.xml" in names:
        return _DOCX
    return _ODT if {"mimetype", "content.xml"} <= names else ""


def check_file(name: str, content: bytes, allowed: frozenset[str] = FORMS) -> str:
    """The media type of an acceptable file; Invalid otherwise (empty, too large, another type), and
    Refusal for a picture that nobody can draw."""
    if not content:
        raise Invalid((Problem("file", "attachment_empty", {"name": name}),))
    if len(content) > MAX_BYTES:
        details = {"name": name, "size": size_text(len(content)), "limit": size_text(MAX_BYTES)}
        raise Invalid((Problem("file", "attachment_too_large", details),))
    kind = media_type(content)
    if kind not in allowed:
        names = ", ".join(sorted(_NAMES[each] for each in allowed))
        raise Invalid((Problem("file", "attachment_type", {"name": name, "allowed": names}),))
    if allowed <= PICTURES | PHOTOS and not drawable(content):
        raise Refusal(
            f"Obrazu „{name}” nie da się narysować: jest uszkodzony, za duży albo zbyt złożony. "
            "Otwórz go w programie graficznym, zapisz ponownie jako PNG i wskaż nowy plik."
        )
    return kind


def safe_name(name: str, kind: str) -> str:
    """A bare file name that ends as its type demands: the name decides which program opens the file later."""
    plain, suffixes = bare(name), _SUFFIXES[kind]
    if plain.lower().endswith(suffixes):
        return plain
    return bare(plain[: LONGEST - len(suffixes[0])] + suffixes[0])


class StoredFiles:
    """Use cases for files; records refer to them by SHA-256."""

    entity = "stored_file"

    def __init__(self, store: Store, clock: Clock, actor: Callable[[], Actor] = lambda: EVERYTHING) -> None:
        self.store = store
        self.clock = clock
        self.actor = actor

    def add(self, name: str, content: bytes, allowed: frozenset[str] = FORMS) -> StoredFile:
        """Store a file (again: same content, same file). ``name`` loses any folder and gets the type's ending."""
        self.actor().require(f"{self.entity}.edit")
        kind = check_file(bare(name), content, allowed)
        digest = sha256(content).hexdigest()
        row = StoredFileRow(
            sha256=digest, media_type=kind, size=len(content), added_at=self.clock.now(), content=content
        )
        # on PostgreSQL two people may store the same file at the same moment; either copy will do
        with suppress(UniqueViolation), environment.writing(self.store, self.actor().name) as session:
            if session.get(StoredFileRow, digest) is None:
                session.add(row)
        return StoredFile(digest, safe_name(name, kind), kind, len(content))

    def add_from(self, path: Path, allowed: frozenset[str] = FORMS) -> StoredFile:
        """Store a file of the computer; raises as :meth:`add`, and EnvironmentProblem where it cannot be read."""
        self.actor().require(f"{self.entity}.edit")
        return self.add(path.name, content(path, MAX_BYTES), allowed)

    def content(self, digest: str) -> bytes:
        """The file's bytes; NotFound when it was never stored."""
        self.actor().require(f"{self.entity}.read")
        with environment.reading(self.store) as session:
            row = session.get(StoredFileRow, digest)
            if row is None:
                raise NotFound("Tego pliku nie ma już w bazie danych. Dodaj go ponownie.")
            return row.content
