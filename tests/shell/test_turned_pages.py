"""A page that lies goes through a printer upright, turned by a quarter and not squeezed."""

from pathlib import Path

from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter

from app.core.progress import NoProgress
from app.printing.blocks import Heading
from app.printing.document import LANDSCAPE, Document, Running
from app.printing.render import PageImage, render_page
from app.printing.styles import Typography, Variant
from app.printing.tagging import Metadata
from app.shell.pdf_output import draw


def lying_page() -> bytes:
    """A page with some words in its upper left corner."""
    t = Typography(Variant.STANDARD)
    document = Document(Metadata("Lista"), t, LANDSCAPE)
    document.add(document.flow([Heading(1, "Lista obecności", t.title)], Running(numbered=False)))
    return document.save()


def inked(image: PageImage, left: float, right: float, top: float, bottom: float) -> bool:
    """Whether there is a dark dot in this part of the page; edges as shares of its sides."""
    rows = range(int(image.height * top), int(image.height * bottom))
    columns = range(int(image.width * left), int(image.width * right))
    return any(image.pixels[(row * image.width + column) * 4] < 100 for row in rows for column in columns)


def test_a_lying_page_is_turned_to_fit_the_upright_sheet(qapp: object, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, printer.pageLayout().margins()
        )
    )
    printer.setFullPage(True)
    draw(printer, lying_page(), range(1), NoProgress())
    page = render_page((tmp_path / "printed.pdf").read_bytes(), 0, dpi=72)
    assert page.height > page.width
    assert inked(page, 0.8, 1.0, 0.0, 0.4)
    assert not inked(page, 0.0, 0.7, 0.0, 1.0)
