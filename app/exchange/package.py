"""The package of a workbook, looked at for traps before the reader opens it."""

import io
import re
import zipfile
import zlib
from copy import copy
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from app.core.errors import Refusal
from app.exchange.layout import position

MAX_UNPACKED = 256 * 1024 * 1024
"""Largest unpacked size of a workbook in bytes: some fifty thousand cards."""
MAX_DIRECTORY = 1024 * 1024
"""Bytes of the package's list of parts, some ten thousand of them; a workbook has dozens."""
MAX_RATIO = 200
"""Times that a large part may grow when unpacked; sheets full of equal rows grow fiftyfold."""
LARGE = 16 * 1024 * 1024
"""Bytes from which a part's ratio is looked at."""
MAX_AREA = 10_500_000
"""Largest rows × columns of a workbook: the reader reserves memory for every cell up to the farthest one."""
BROKEN = (
    "Plik skoroszytu jest uszkodzony. Otwórz go w arkuszu kalkulacyjnym, zapisz jeszcze raz jako .xlsx "
    "i wczytaj ponownie."
)
TOO_LARGE = (
    "Skoroszyt jest za duży. Zapisz dane w kilku mniejszych plikach, bez zbędnych arkuszy i pustych komórek daleko "
    "od danych, i wczytaj je po kolei."
)

# patterns that begin with a letter are found many times faster
_GREAT_COUNT = re.compile(rb"""ount(?<=[cC]ount)=["']\d{8,}""")
"""A list that says it has ten million entries or more: the reader would reserve memory for them unseen."""
_FAR = re.compile(rb"""r(?<=\sr)\s*=\s*["'](?:[A-Za-z]{3}|[D-Zd-z][A-Za-z]|[A-Za-z]{0,2}\d{6})""")
"""A cell right of column CZ or below row 99 999; a sheet without one keeps within MAX_AREA."""
_LONGEST_REFERENCE_PART = 7
"""Digits of the last row of the format, 1 048 576."""
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)\d""")
_ROW = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]*(\d+)""")
# every part is bounded: a hostile sheet must not make the search start over at each of its million cells
_ERROR_CELL = re.compile(
    rb"""<c\s([^<>]{0,200}?\bt=["']e["'][^<>]{0,200})>\s{0,50}"""
    rb"""(?:<f[^<>]{0,300}(?:/>|>[^<]{0,8192}</f>)\s{0,50})?<v>([^<]{0,300})</v>"""
)
_ERROR_PLACE = re.compile(rb"""\br=["']([A-Z]+\d+)["']""")


class Package:
    """The package of a workbook, looked at before the reader opens it.

    The reader would take any amount of memory that a hostile file asks for, and end the whole program when it
    is not there; error values it shows as blank cells.
    """

    def __init__(self, data: bytes) -> None:
        if _directory_size(data) > MAX_DIRECTORY:
            raise Refusal(TOO_LARGE)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError) as error:
            raise Refusal(BROKEN) from error

    def inspect(self) -> dict[str, dict[tuple[int, int], str]]:
        """Error values by sheet and (row, column) from 0; raises Refusal for a bomb or a broken package."""
        if sum(entry.file_size for entry in self._zip.infolist()) > MAX_UNPACKED:
            raise Refusal(TOO_LARGE)
        if any(entry.file_size > max(LARGE, MAX_RATIO * entry.compress_size) for entry in self._zip.infolist()):
            raise Refusal(BROKEN)
        if any(entry.flag_bits & 1 for entry in self._zip.infolist()):
            raise Refusal("Skoroszyt jest zabezpieczony hasłem. Zapisz go bez hasła i wczytaj ponownie.")
        parts = set(self._zip.namelist())
        if "xl/workbook.xml" not in parts:
            raise Refusal("To nie jest skoroszyt .xlsx. Zapisz dane w arkuszu kalkulacyjnym jako .xlsx albo .csv.")
        try:
            sheets = self._sheet_names()
            errors = {}
            for entry in self._zip.infolist():
                xml = self._unpack(entry)
                if entry.filename.endswith(".xml") and _GREAT_COUNT.search(xml):
                    raise Refusal(BROKEN)
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                    _check_area(xml)
                    found = _error_cells(xml)
                    if found and entry.filename in sheets:
                        errors[sheets[entry.filename]] = found
        except (
            zipfile.BadZipFile,
            zlib.error,
            ET.ParseError,
            EOFError,
            LookupError,
            ValueError,
            NotImplementedError,
        ) as error:
            raise Refusal(BROKEN) from error
        return errors

    def _unpack(self, entry: zipfile.ZipInfo) -> bytes:
        """The entry; BadZipFile when it holds more than it declares, told without unpacking the rest."""
        # zipfile unpacks all that is there before it cuts: asked for a number of bytes, it stops soon after them
        roomier = copy(entry)
        roomier.file_size += 1
        with self._zip.open(roomier) as file:
            xml = file.read(roomier.file_size)
        if len(xml) > entry.file_size:
            raise zipfile.BadZipFile("more than declared")
        return xml

    def _tree(self, name: str) -> ET.Element:
        return ET.fromstring(self._unpack(self._zip.getinfo(name)))  # noqa: S314 expat limits entity growth

    def _sheet_names(self) -> dict[str, str]:
        """Names of sheets by the path of their part."""
        relations = self._tree("xl/_rels/workbook.xml.rels")
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        book = self._tree("xl/workbook.xml")
        names = {}
        for sheet in book.iter():
            # the namespace differs between the two editions of the format
            reference = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
            target = targets.get(reference)
            if target and sheet.get("name"):
                names[str(PurePosixPath("xl") / target).removeprefix("/")] = sheet.get("name", "")
        return names


def _directory_size(data: bytes) -> int:
    """Bytes of the list of parts as the package's end declares it; zipfile reads so many, whatever they hold."""
    end = data.rfind(b"PK\5\6")
    return int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0


def _check_area(xml: bytes) -> None:
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refusal(BROKEN)
    if not _FAR.search(xml):
        return
    columns = set(_REFERENCE.findall(xml))
    numbers = set(_ROW.findall(xml))
    longest = max(map(len, (*columns, *numbers)), default=0)
    if longest > _LONGEST_REFERENCE_PART:
        raise Refusal(TOO_LARGE)
    rows = max(map(int, numbers), default=0)
    width = max((position(f"{name.decode().upper()}1")[1] + 1 for name in columns), default=1)
    if rows * width > MAX_AREA:
        raise Refusal(TOO_LARGE)


def _error_cells(xml: bytes) -> dict[tuple[int, int], str]:
    if b't="e"' not in xml and b"t='e'" not in xml:
        return {}
    found = {}
    for attributes, value in _ERROR_CELL.findall(xml):
        place = _ERROR_PLACE.search(attributes)
        if place:
            found[position(place[1].decode())] = value.decode("utf-8", "replace")
    return found
