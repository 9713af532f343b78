"""Writes the finished structure tree, parent tree, links, bookmarks and metadata as PDF objects.

The objects are composed as text under object numbers reserved in ReportLab's document: a guide of a thousand cards
has some hundred thousand of them, and ReportLab's dictionaries would cost more than drawing the text.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from app.printing.tagging import Anchor, Element, Link, Metadata

PRODUCER = "Przejrzysty Urząd (ReportLab)"


def text_string(text: str) -> str:
    """A PDF text string: literal when ASCII, else UTF-16 in hexadecimal."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


class _Objects:
    """Reserves numbers in ReportLab's document; the contents go into the file packed (see ``file_writer``)."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self.packed: dict[int, str] = {}

    def reserve(self, count: int) -> int:
        """The first of ``count`` consecutive object numbers."""
        first = int(self._pdf.objectcounter) + 1
        self._pdf.objectcounter += count
        return first

    def put(self, number: int, content: str) -> None:
        """Fills a reserved number."""
        self.packed[number] = content

    def add(self, content: str) -> int:
        """Reserves one number and fills it."""
        number = self.reserve(1)
        self.put(number, content)
        return number


def write_structure(
    pdf: Any,
    root: Element,
    owners: Sequence[Sequence[Element]],
    links: Sequence[Link],
    anchors: Sequence[Anchor],
    metadata: Metadata,
) -> dict[int, str]:
    """Everything that makes the file tagged, as objects by number, and tells the catalogue about it.

    ``owners`` lists, per page, the element of each MCID.
    """
    objects = _Objects(pdf)
    pages = [int(pdf.idToObjectNumberAndVersion[f"Page{n + 1}"][0]) for n in range(len(owners))]
    tree = objects.reserve(1)
    elements = list(_walk(root))
    first = objects.reserve(len(elements))
    for offset, element in enumerate(elements):
        element.number = first + offset
    _write_links(pdf, objects, links, pages)
    for element in elements:
        objects.put(element.number, _element(element, tree, pages))
    parents = _parent_tree(objects, owners, links)
    objects.put(
        tree,
        f"<</Type/StructTreeRoot/K {root.number} 0 R/ParentTree {parents} 0 R"
        f"/ParentTreeNextKey {len(owners) + len(links)}>>",
    )
    catalog = pdf.Catalog
    catalog.StructTreeRoot = f"{tree} 0 R"
    catalog.MarkInfo = "<</Marked true>>"
    catalog.ViewerPreferences = "<</DisplayDocTitle true>>"
    _write_outline(pdf, objects, anchors, pages)
    _write_metadata(pdf, metadata)
    return objects.packed


def _walk(root: Element) -> Iterator[Element]:
    stack = [root]
    while stack:
        element = stack.pop()
        yield element
        stack += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]


def _element(element: Element, tree: int, pages: Sequence[int]) -> str:
    parent = element.parent.number if element.parent else tree
    home = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
    kids = " ".join([_kid(kid, home, pages) for kid in element.kids])
    page = f"/Pg {pages[home]} 0 R" if home is not None else ""
    title = f"/T {text_string(element.title)}" if element.title else ""
    return f"<</Type/StructElem/S/{element.role}/P {parent} 0 R{page}/K[{kids}]{title}{element.attributes}>>"


def _kid(kid: "Element | tuple[int, int] | Link", home: int | None, pages: Sequence[int]) -> str:
    if isinstance(kid, tuple):
        return str(kid[1]) if kid[0] == home else f"<</Type/MCR/Pg {pages[kid[0]]} 0 R/MCID {kid[1]}>>"
    if isinstance(kid, Link):
        return f"<</Type/OBJR/Pg {pages[kid.page]} 0 R/Obj {kid.number} 0 R>>"
    return f"{kid.number} 0 R"


def _write_links(pdf: Any, objects: _Objects, links: Sequence[Link], pages: Sequence[int]) -> None:
    by_page: dict[int, list[str]] = {}
    for index, link in enumerate(links):
        box = " ".join(f"{edge:.2f}" for edge in link.box)
        link.number = objects.add(
            f"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/F 4/StructParent {len(pages) + index}"
            f"/Contents {text_string(link.contents)}{_target(link.target, pages)}>>"
        )
        by_page.setdefault(link.page, []).append(f"{link.number} 0 R")
    for number, references in by_page.items():
        pdf.Pages.pages[number].Annots = references


def _target(target: str | Anchor, pages: Sequence[int]) -> str:
    if isinstance(target, str):
        return f"/A<</S/URI/URI {text_string(quote(target, safe=':/?#[]@!$&*+,;=%~'))}>>"
    return f"/Dest {_destination(target, pages)}"


def _destination(anchor: Anchor, pages: Sequence[int]) -> str:
    return f"[{pages[max(anchor.page, 0)]} 0 R/XYZ 0 {anchor.top:.1f} null]"


def _parent_tree(objects: _Objects, owners: Sequence[Sequence[Element]], links: Sequence[Link]) -> int:
    numbers = []
    for page, elements in enumerate(owners):
        array = objects.add("[" + " ".join([f"{element.number} 0 R" for element in elements]) + "]")
        numbers.append(f"{page} {array} 0 R")
    numbers += [f"{len(owners) + n} {link.element.number} 0 R" for n, link in enumerate(links)]
    return objects.add(f"<</Nums[{' '.join(numbers)}]>>")


class _Bookmark:
    def __init__(self, anchor: Anchor | None, parent: "_Bookmark | None", level: int) -> None:
        self.anchor = anchor
        self.parent = parent
        self.level = level
        self.place = len(parent.children) if parent else 0
        self.children: list[_Bookmark] = []
        self.number = 0
        if parent:
            parent.children.append(self)


class _WrittenOutline:
    """Stands in for ReportLab's outline, which is not used: the catalogue already refers to ours."""

    ready = 0

    def prepare(self, document: Any, canvas: Any) -> None:
        """Nothing is left to prepare."""


def _write_outline(pdf: Any, objects: _Objects, anchors: Sequence[Anchor], pages: Sequence[int]) -> None:
    root = _Bookmark(None, None, -1)
    current, marks = root, [root]
    ordered = sorted((a for a in anchors if a.level is not None), key=lambda a: (a.page, -a.top))
    for anchor in ordered:
        level = anchor.level or 0
        while current.level >= level:
            assert current.parent is not None
            current = current.parent
        current = _Bookmark(anchor, current, level)
        marks.append(current)
    if len(marks) == 1:
        return
    first = objects.reserve(len(marks))
    for offset, mark in enumerate(marks):
        mark.number = first + offset
    for mark in marks:
        objects.put(mark.number, _bookmark(mark, pages))
    pdf.Outlines = _WrittenOutline()
    pdf.Catalog.Outlines = f"{root.number} 0 R"


def _bookmark(mark: _Bookmark, pages: Sequence[int]) -> str:
    parts = []
    if mark.children:
        # the top level stands open, the rest is folded
        count = len(mark.children) if mark.parent is None else -len(mark.children)
        parts.append(f"/First {mark.children[0].number} 0 R/Last {mark.children[-1].number} 0 R/Count {count}")
    if mark.parent is None or mark.anchor is None:
        return f"<</Type/Outlines{''.join(parts)}>>"
    siblings = mark.parent.children
    if mark.place:
        parts.append(f"/Prev {siblings[mark.place - 1].number} 0 R")
    if mark.place + 1 < len(siblings):
        parts.append(f"/Next {siblings[mark.place + 1].number} 0 R")
    title, destination = text_string(mark.anchor.title), _destination(mark.anchor, pages)
    return f"<</Title {title}/Parent {mark.parent.number} 0 R/Dest {destination}{''.join(parts)}>>"


def _write_metadata(pdf: Any, metadata: Metadata) -> None:
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFStream

    pdf.setTitle(metadata.title)
    pdf.setAuthor(metadata.author)
    pdf.setSubject(metadata.subject)
    pdf.setKeywords(metadata.keywords)
    pdf.setCreator("Przejrzysty Urząd")
    pdf.setProducer(PRODUCER)
    pdf.setDateFormatter(lambda *_: f"D:{metadata.created}000000")
    for page in pdf.Pages.pages:
        pdf.updateSignature(page.stream.encode())
    kind = PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"})
    pdf.Catalog.Metadata = PDFStream(dictionary=kind, content=_xmp(metadata).encode())


def _xmp(metadata: Metadata) -> str:
    day = f"{metadata.created[:4]}-{metadata.created[4:6]}-{metadata.created[6:]}"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <pdfuaid:part>1</pdfuaid:part>
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(metadata.title)}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{escape(metadata.author)}</rdf:li></rdf:Seq></dc:creator>
   <dc:language><rdf:Bag><rdf:li>{metadata.language}</rdf:li></rdf:Bag></dc:language>
   <xmp:CreateDate>{day}</xmp:CreateDate>
   <xmp:ModifyDate>{day}</xmp:ModifyDate>
   <pdf:Producer>{PRODUCER}</pdf:Producer>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
