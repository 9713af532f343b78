"""What a document would do by itself once a viewer opens it; people are told before they hand it to one.

The program draws no attachment and runs nothing in it. A viewer may: a PDF can hold JavaScript, start programs, send
what was typed, or carry other files; a DOCX can load its template from the network or carry programs.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

# short names (/JS) would be found by chance in packed pictures; each of them comes with a long one
_NAMES = {
    rb"JavaScript": "JavaScript",
    rb"Launch": "uruchamianie programów",
    rb"EmbeddedFiles?|Collection": "dołączone inne pliki",
    rb"RichMedia|Movie|Sound": "film albo dźwięk",
    rb"SubmitForm|ImportData": "wysyłanie danych formularza",
    rb"XFA": "formularz XFA",
}
_PDF = {re.compile(rb"/(?:" + name + rb")(?![A-Za-z0-9])"): told for name, told in _NAMES.items()}
_LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_SEALED = "treść zaszyfrowana, której nie da się sprawdzić"
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"/ObjStm[^\x00]{0,400}?stream\r?\n", re.DOTALL)
MAX_UNPACKED = 32 * 1024 * 1024
"""Bytes of packed objects that are looked through; more of them is told as something that cannot be checked."""
MAX_STREAMS = 5000
_UNCHECKED = "spakowane obiekty, których nie da się sprawdzić"

_EXTERNAL = re.compile(rb"<Relationship\b[^<>]{0,2000}?/(attachedTemplate|oleObject|frame|subDocument)\"[^<>]{0,2000}>")
_PARTS = {"word/embeddings/": "osadzone obiekty", "word/activeX/": "formanty ActiveX"}


def active_content(content: bytes) -> tuple[str, ...]:
    """Polish names of what the document does by itself; () for one that only shows something."""
    if content.startswith(b"%PDF-"):
        return tuple(dict.fromkeys(_in_pdf(content)))
    if content.startswith(b"PK\x03\x04"):
        return tuple(dict.fromkeys(_in_package(content)))
    return ()


def _in_pdf(content: bytes) -> Iterator[str]:
    if _LOCKED.search(content):
        yield _SEALED
    room = MAX_UNPACKED
    for number, part in enumerate(_parts(content)):
        room -= 0 if part is None or not number else len(part)
        if part is None or room < 0 or number > MAX_STREAMS:
            yield _UNCHECKED
        if room < 0 or number > MAX_STREAMS:
            return
        # names may be written with the codes of their letters: /J#61vaScript
        spelled = _HEX.sub(lambda match: bytes([int(match[1], 16)]), part or b"")
        yield from (told for name, told in _PDF.items() if name.search(spelled))


def _parts(content: bytes) -> Iterator[bytes | None]:
    """The file itself, then the objects it packed; None for those that do not unpack."""
    yield content
    room = MAX_UNPACKED
    for start in _STREAM.finditer(content):
        end = content.find(b"endstream", start.end())
        room -= end - start.end()
        if end < 0 or room < 0:
            # streams inside streams: no sound file has them
            yield None
            return
        try:
            yield zlib.decompressobj().decompress(content[start.end() : end], MAX_UNPACKED + 1)
        except zlib.error:
            yield None


def _in_package(content: bytes) -> Iterator[str]:
    try:
        with ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            for entry in entries:
                yield from (told for folder, told in _PARTS.items() if entry.filename.startswith(folder))
                if entry.filename.endswith(".rels") and entry.file_size <= MAX_UNPACKED // 32:
                    links = _EXTERNAL.findall(package.read(entry))
                    if links:
                        yield "szablon albo obiekt pobierany z innego miejsca"
    except Exception:  # noqa: BLE001 - zipfile raises a dozen kinds for damaged archives
        yield "uszkodzone części, których nie da się sprawdzić"
