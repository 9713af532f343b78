"""Records of a GML file one after the other, in little memory and without the traps of XML.

defusedxml reads the beginning and refuses every DOCTYPE, without which there are no entities. Behind the first element
none may stand, so the rest goes through the C parser, twice as fast as defusedxml's own.
"""

import io
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO
from xml.etree import ElementTree as ET

from app.core.errors import Refusal
from app.geo.sources import Source

_CHUNK = 256 * 1024
_LONGEST_PROLOG = 1024 * 1024
"""Bytes before the first element: a comment or two."""
_LARGEST_RECORD = 8 * 1024 * 1024
"""Bytes without one record coming to its end; the outline of a gmina has half a million at most."""
_DEEPEST_WRAPPER = 4
_BROKEN = (ET.ParseError, ValueError, LookupError)
"""What the parser raises; the last two for an encoding that nobody knows."""
_WRAPPERS = ("FeatureCollection", "featureMembers", "featureMember", "member", "members", "Tuple", "Collection")
_MARKS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\0", b"\xfe\xff\0<")


def is_xml(head: bytes) -> bool:
    """Whether a file begins as XML."""
    return head.lstrip(b" \t\r\n").startswith(_MARKS)


class _Begun(Exception):
    """The first element has begun; nothing that follows can declare an entity."""


def records(source: Source, told: Callable[[int], None] = lambda size: None) -> Iterator[ET.Element]:
    """Every complete record of the collection; it must not be kept. ``told`` hears how many bytes are read.

    Raises Refusal for a DOCTYPE, for XML cut off and for records beyond all measure.
    """
    with source.opened() as file:
        _check_prolog(file, source)
        # close() of the C builder gives the tree as far as it is; no other public way shows it while it grows
        builder = ET.TreeBuilder()
        parser = ET.XMLParser(target=builder)  # noqa: S314 no DOCTYPE, see above
        size = since_record = 0
        try:
            while chunk := file.read(_CHUNK):
                parser.feed(chunk)
                size += len(chunk)
                since_record += len(chunk)
                told(size)
                for record in _taken(builder.close()):
                    since_record = 0
                    yield record
                if since_record > _LARGEST_RECORD:
                    raise _damaged(source)
            root = parser.close()
        except _BROKEN as error:
            raise _damaged(source) from error
        yield from _taken(root, last=True)


def first(source: Source, limit: int) -> Iterator[ET.Element]:
    """Records that come to their end within the first ``limit`` bytes; the rest is not even unpacked."""
    head = source.head(limit)
    _check_prolog(io.BytesIO(head), source)
    builder = ET.TreeBuilder()
    try:
        ET.XMLParser(target=builder).feed(head)  # noqa: S314 no DOCTYPE, as above
    except _BROKEN as error:
        raise _damaged(source) from error
    yield from _taken(builder.close(), last=len(head) < limit)


def local(tag: str) -> str:
    """The tag without its namespace."""
    return tag.rpartition("}")[2]


def _taken(node: Any, *, last: bool = False, depth: int = 0) -> list[ET.Element]:
    """Complete records, taken out of the tree; the youngest child is still growing unless it is the ``last`` time."""
    found: list[ET.Element] = []
    if node is None or not len(node) or depth > _DEEPEST_WRAPPER:
        return found
    growing = [] if last else node[-1:]
    for child in node[:] if last else node[:-1]:
        found += _taken(child, last=True, depth=depth + 1) if local(child.tag) in _WRAPPERS else [child]
    node[:] = growing
    for child in growing:
        if local(child.tag) in _WRAPPERS:
            found += _taken(child, depth=depth + 1)
    return found


def _check_prolog(file: BinaryIO, source: Source) -> None:
    from xml.sax import SAXException
    from xml.sax.handler import ContentHandler

    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import make_parser

    class Beginning(ContentHandler):
        def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
            raise _Begun

    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(Beginning())
    try:
        while file.tell() <= _LONGEST_PROLOG:
            chunk = file.read(_CHUNK)
            if not chunk:
                break
            parser.feed(chunk)
    except _Begun:
        file.seek(0)
        return
    except DefusedXmlException as error:
        raise Refusal(
            f"Plik „{source.name}” zawiera deklaracje (DOCTYPE), których dane z geoportalu nie mają i które mogą "
            "zaszkodzić. Nie korzystaj z niego – pobierz dane ponownie."
        ) from error
    except (SAXException, ValueError, LookupError) as error:
        raise _damaged(source) from error
    raise _damaged(source)


def _damaged(source: Source) -> Refusal:
    return Refusal(f"Plik „{source.name}” jest uszkodzony albo ucięty (GML). Pobierz go ponownie.")
