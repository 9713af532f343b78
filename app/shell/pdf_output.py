"""Where a finished PDF goes: to a printer through Qt's dialog, or to the system's own viewer."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from app.core.errors import EnvironmentProblem
from app.core.progress import Progress
from app.core.settings import Settings
from app.widgets.dialogs import Dialogs
from app.widgets.jobs import Jobs

_DPI = 300
"""Resolution of pages sent to a printer: sharp for text of 7 pt, a page stays under 35 MB in memory."""


class PdfOutput(QObject):
    """Prints and opens PDF files for every screen."""

    def __init__(self, window: QWidget, jobs: Jobs, dialogs: Dialogs, settings: Settings) -> None:
        super().__init__(window)
        self.setObjectName("pdf_output")
        self._window, self._jobs, self._dialogs, self._settings = window, jobs, dialogs, settings
        self._folder = tempfile.TemporaryDirectory(prefix="przejrzysty-urzad-", ignore_cleanup_errors=True)

    def print_pdf(self, pdf: bytes, title: str, printed: Callable[[], None]) -> None:
        """Send pages to the printer the person chooses; ``printed`` is called once they are in its queue."""
        printer = usual_printer()
        if printer is None:
            self._dialogs.refuse(
                EnvironmentProblem(
                    self.tr(
                        "Na tym komputerze nie ma żadnej drukarki. Podłącz ją lub dodaj w ustawieniach systemu. "
                        "Do tego czasu możesz zapisać wydruk jako plik PDF (Ctrl+Shift+S)."
                    )
                )
            )
            return
        printer.setDocName(title)
        printer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, printer.pageLayout().margins()
            )
        )
        printer.setFullPage(True)
        if not self._settings["print_ask"]:
            self._send(printer, pdf, printed)
            return
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle(self.tr("Drukuj: {title}").format(title=title))
        dialog.accepted.connect(lambda: self._send(printer, pdf, printed))
        dialog.finished.connect(dialog.deleteLater)
        # QPrintDialog hides the plain open() behind one that wants a slot's name
        QDialog.open(dialog)

    def open_pdf(self, pdf: bytes, file_name: str) -> None:
        """Write a copy for the system's viewer and open it."""
        path = Path(self._folder.name) / file_name
        path.write_bytes(pdf)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._dialogs.refuse(
                EnvironmentProblem(
                    self.tr(
                        "System nie ma programu do otwierania plików PDF. Zapisz wydruk jako plik (Ctrl+Shift+S) "
                        "albo poproś informatyka o przeglądarkę PDF."
                    )
                )
            )

    def close(self) -> None:
        """Remove the copies made for the viewer."""
        self._folder.cleanup()

    def _send(self, printer: QPrinter, pdf: bytes, printed: Callable[[], None]) -> None:
        pages = _chosen_pages(printer, pdf)

        def work(progress: Progress) -> None:
            draw(printer, pdf, pages, progress)

        self._jobs.run(work, done=lambda _nothing: printed(), title=self.tr("Wysyłam do drukarki…"), owner=self._window)


def usual_printer() -> QPrinter | None:
    """The system's default printer, else the first one, None when there is none at all."""
    names = QPrinterInfo.availablePrinterNames()
    if not names:
        return None
    usual = QPrinterInfo.defaultPrinter()
    info = QPrinterInfo.printerInfo(names[0]) if usual.isNull() else usual
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def _chosen_pages(printer: QPrinter, pdf: bytes) -> range:
    from app.printing.render import page_count

    total = page_count(pdf)
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage():
        return range(printer.fromPage() - 1, min(printer.toPage(), total))
    return range(total)


def draw(printer: QPrinter, pdf: bytes, pages: range, progress: Progress) -> None:
    """Paint pages (0-based) on the printer; EnvironmentProblem when the printer cannot be reached."""
    from app.printing.render import render_page

    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentProblem(
            "Drukarka nie przyjęła wydruku. Sprawdź, czy jest włączona i podłączona, a potem wydrukuj ponownie."
        )
    try:
        for number, page in enumerate(pages):
            progress.report(number, len(pages))
            if number:
                printer.newPage()
            image = render_page(pdf, page, dpi=_DPI)
            picture = QImage(image.pixels, image.width, image.height, image.width * 4, QImage.Format.Format_RGBA8888)
            painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), picture)
    finally:
        painter.end()
