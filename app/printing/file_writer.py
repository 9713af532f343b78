"""Writes the PDF file with compressed object streams (ISO 32000-1, 7.5.7 and 7.5.8).

ReportLab writes every object by itself and an uncompressed table of offsets. A structure tree is many small
objects: packed and compressed, a guide of a thousand cards takes a fifth of the room and less time.
"""

import zlib
from collections.abc import Mapping
from struct import Struct
from typing import Any

_PACKED_TOGETHER = 200
_ENTRY = Struct(">BIH")
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def write_file(pdf: Any, packed: Mapping[int, str]) -> bytes:
    """The whole file: ReportLab's own objects as they are, ``packed`` (number to content) in object streams."""
    from reportlab.pdfbase.pdfdoc import PDFIndirectObject

    pdf.encrypt.prepare(pdf)
    catalog, info = pdf.Reference(pdf.Catalog), pdf.Reference(pdf.info)
    chunks = [_HEADER]
    position = len(_HEADER)
    entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 0xFFFF)}

    def put(number: int, data: bytes) -> None:
        nonlocal position
        entries[number] = (1, position, 0)
        chunks.append(data)
        position += len(data)

    number = 0
    while number < pdf.objectcounter:  # formatting an object may register further ones
        number += 1
        name = pdf.numberToId.get(number)
        if name is not None:
            put(number, PDFIndirectObject(name, pdf.idToObject[name]).format(pdf))
    numbers = sorted(packed)
    for start in range(0, len(numbers), _PACKED_TOGETHER):
        number += 1
        together = numbers[start : start + _PACKED_TOGETHER]
        put(number, _object_stream(number, [packed[n] for n in together], together))
        entries.update((n, (2, number, place)) for place, n in enumerate(together))
    number += 1
    entries[number] = (1, position, 0)
    identity = pdf.signature.hexdigest()
    chunks.append(
        _stream(
            number,
            b"".join(_ENTRY.pack(*entries.get(n, (0, 0, 0xFFFF))) for n in range(number + 1)),
            f"/Type/XRef/Size {number + 1}/W[1 4 2]/Root {_text(catalog, pdf)}/Info {_text(info, pdf)}"
            f"/ID[<{identity}><{identity}>]",
        )
    )
    chunks.append(f"startxref\n{position}\n%%EOF\n".encode())
    return b"".join(chunks)


def _object_stream(number: int, contents: list[str], numbers: list[int]) -> bytes:
    offsets = []
    offset = 0
    for n, content in zip(numbers, contents, strict=True):
        offsets.append(f"{n} {offset}")
        offset += len(content) + 1
    head = " ".join(offsets) + "\n"
    body = (head + "\n".join(contents)).encode("latin-1")
    return _stream(number, body, f"/Type/ObjStm/N {len(contents)}/First {len(head)}")


def _stream(number: int, data: bytes, entries: str) -> bytes:
    data = zlib.compress(data)
    return (
        f"{number} 0 obj\n<<{entries}/Filter/FlateDecode/Length {len(data)}>>\nstream\n".encode()
        + data
        + b"\nendstream\nendobj\n"
    )


def _text(reference: Any, pdf: Any) -> str:
    return str(reference.format(pdf).decode("ascii"))
