"""Pages of a PDF as pictures, for the preview and for printers that are driven through pictures."""

from dataclasses import dataclass
from threading import Lock

_PDFIUM = Lock()
"""PDFium may be called from one thread at a time."""


@dataclass(frozen=True)
class PageImage:
    """A rendered page: ``pixels`` in RGBA order, rows top to bottom without padding."""

    width: int
    height: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """Number of pages of a PDF file."""
    import pypdfium2

    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def render_page(pdf: bytes, page: int, *, dpi: float = 96.0) -> PageImage:
    """A page (0-based) at a resolution in dots per inch, on white; IndexError when there is no such page."""
    import pypdfium2

    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            if not 0 <= page < len(document):
                raise IndexError(page)
            sheet = document[page]
            bitmap = sheet.render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=True)
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
            data = bytes(bitmap.buffer)
            if stride != width * 4:
                data = b"".join(data[row * stride : row * stride + width * 4] for row in range(height))
            bitmap.close()
            sheet.close()
            return PageImage(width, height, data)
        finally:
            document.close()
