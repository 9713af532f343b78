"""Reads a PDF the way a screen reader does: through its structure tree. Independent of the code that wrote it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pdfua import validate

_PAIR = re.compile(r"<([0-9A-F]{2})> <([0-9A-F]{4})>")


@dataclass
class Node:
    """A structure element as read back; ``text`` is its own marked content on all pages."""

    role: str
    text: str = ""
    alt: str = ""
    attributes: Any = None
    kids: list["Node"] = field(default_factory=list)
    links: int = 0

    def walk(self) -> Iterator["Node"]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def find(self, *roles: str) -> list["Node"]:
        return [node for node in self.walk() if node.role in roles]

    @property
    def all_text(self) -> str:
        return " ".join(" ".join(node.text for node in self.walk()).split())


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.Pdf.open(BytesIO(pdf))


def read(pdf: bytes) -> Node:
    """The structure tree with its text."""
    file = opened(pdf)
    marked = [_marked_text(page) for page in file.pages]
    numbers = {page.obj.objgen: index for index, page in enumerate(file.pages)}
    root = file.Root.StructTreeRoot.K
    return _node(root, marked, numbers)


def texts(pdf: bytes) -> list[str]:
    """Texts of all elements that have some, in structure order."""
    return [" ".join(node.text.split()) for node in read(pdf).walk() if node.text.strip()]


def _node(element: Any, marked: list[dict[int, str]], numbers: dict[Any, int]) -> Node:
    node = Node(str(element.S)[1:], alt=str(element.get("/Alt", "")), attributes=element.get("/A"))
    home = element.get("/Pg")
    for kid in element.K if isinstance(element.K, pikepdf.Array) else [element.K]:
        if isinstance(kid, int):
            node.text += marked[numbers[home.objgen]][kid]
        elif kid.get("/Type") == "/MCR":
            node.text += marked[numbers[kid.Pg.objgen]][int(kid.MCID)]
        elif kid.get("/Type") == "/OBJR":
            node.links += 1
        else:
            node.kids.append(_node(kid, marked, numbers))
    return node


def _marked_text(page: Any) -> dict[int, str]:
    fonts = {name: _to_unicode(font) for name, font in page.Resources.Font.items()}
    found: dict[int, str] = {}
    stack: list[int | None] = []
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                properties = operands[1]
                mcid = int(properties.MCID) if "/MCID" in properties else None
                stack.append(mcid)
                if mcid is not None:
                    assert mcid not in found, "one MCID twice on a page"
                    found[mcid] = ""
            case "EMC":
                stack.pop()
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj":
                assert stack, "text outside marked content"
                if stack[-1] is not None:
                    found[stack[-1]] += "".join(letters[code] for code in bytes(operands[0]))
    assert not stack
    return found


def _to_unicode(font: Any) -> dict[int, str]:
    cmap = font.ToUnicode.read_bytes().decode()
    return {int(code, 16): chr(int(value, 16)) for code, value in _PAIR.findall(cmap)}


def tagging_faults(pdf: bytes, folder: Path) -> list[str]:
    """What pdfua finds, and rules of ISO 14289-1 that pdfua does not check."""
    path = folder / "checked.pdf"
    path.write_bytes(pdf)
    faults = [f"{finding.rule_id}: {finding.message}" for finding in validate(str(path)).findings]
    file = opened(pdf)
    tree = read(pdf)
    faults += _parent_tree_faults(file)
    faults += _nesting_faults(tree)
    faults += _heading_faults(tree)
    faults += _font_faults(file)
    faults += _page_faults(file)
    return faults


def _parent_tree_faults(file: pikepdf.Pdf) -> Iterator[str]:
    flat = list(file.Root.StructTreeRoot.ParentTree.Nums)
    owners = {int(flat[i]): flat[i + 1] for i in range(0, len(flat), 2)}
    for number, page in enumerate(file.pages):
        key = int(page.obj.StructParents)
        marked = _marked_text(page)
        if sorted(marked) != list(range(len(owners[key]))):
            yield f"page {number + 1}: parent tree and content differ"
        for mcid, owner in enumerate(owners[key]):
            if not _owns(owner, mcid, page.obj):
                yield f"page {number + 1}: MCID {mcid} is not a child of its parent"
        for annotation in page.obj.get("/Annots", []):
            owner = owners[int(annotation.StructParent)]
            if not any(_is_reference(kid, annotation) for kid in owner.K):
                yield f"page {number + 1}: a link is not a child of its element"


def _owns(owner: Any, mcid: int, page: Any) -> bool:
    for kid in owner.K:
        if isinstance(kid, int):
            if kid == mcid and owner.Pg.objgen == page.objgen:
                return True
        elif kid.get("/Type") == "/MCR" and int(kid.MCID) == mcid and kid.Pg.objgen == page.objgen:
            return True
    return False


def _is_reference(kid: Any, annotation: Any) -> bool:
    return not isinstance(kid, int) and kid.get("/Type") == "/OBJR" and kid.Obj.objgen == annotation.objgen


_CHILDREN = {
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR"},
    "TR": {"TH", "TD"},
    "TOC": {"TOCI"},
    "TOCI": {"Reference"},
}


def _nesting_faults(tree: Node) -> Iterator[str]:
    for node in tree.walk():
        allowed = _CHILDREN.get(node.role)
        if allowed is not None and (not node.kids or any(kid.role not in allowed for kid in node.kids)):
            yield f"{node.role} holds {[kid.role for kid in node.kids]}"
        if node.role == "Link" and not node.links:
            yield "a Link without an annotation"
        if node.role == "Figure" and (not node.alt or node.attributes is None or "/BBox" not in node.attributes):
            yield "a Figure without alternative text or bounding box"
        if node.role == "Table" and len({len(row.kids) for row in node.kids}) != 1:
            yield "a Table with rows of different lengths"
        if node.role == "TH" and node.attributes.get("/Scope") not in ("/Column", "/Row"):
            yield "a TH without scope"


def _heading_faults(tree: Node) -> Iterator[str]:
    last = 0
    for heading in tree.find("H1", "H2", "H3", "H4"):
        level = int(heading.role[1])
        if level > last + 1:
            yield f"{heading.role} „{heading.all_text}” after H{last}"
        last = level


def _font_faults(file: pikepdf.Pdf) -> Iterator[str]:
    for page in file.pages:
        for name, font in page.Resources.Font.items():
            if "/FontFile2" not in font.FontDescriptor or "/ToUnicode" not in font:
                yield f"{name} is not embedded with a map to Unicode"
            if "/Encoding" in font:
                yield f"{name} is symbolic and must have no encoding (7.21.6)"


def _page_faults(file: pikepdf.Pdf) -> Iterator[str]:
    if str(file.Root.Lang) != "pl-PL":
        yield "the language is not Polish"
    for number, page in enumerate(file.pages, 1):
        if page.obj.get("/Tabs") != "/S":
            yield f"page {number}: no tab order by structure"
    with file.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1" or not metadata.get("dc:title"):
            yield "the metadata do not declare PDF/UA-1 with a title"
