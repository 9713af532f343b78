"""Where finished prints and stored files go: to a printer through Qt's dialog, or to the system's own program."""

import stat
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePath

from PySide6.QtCore import QObject, QRectF, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from app.core.errors import EnvironmentProblem, Refusal
from app.core.file_names import bare
from app.core.files import environment_problem, write_whole
from app.core.private_folders import PrivateFolder
from app.core.progress import Progress
from app.core.settings import Settings
from app.records.active_content import active_content
from app.records.files import FORMS, media_type, safe_name
from app.widgets.dialogs import Answer, Dialogs
from app.widgets.jobs import Jobs

_DPI = 300
"""Resolution of pages sent to a printer: sharp for text of 7 pt, a page stays under 35 MB in memory."""
_LONGEST_NAME = 80
"""Letters of a file's name before its ending."""
_UNREADY = "Nie można przygotować pliku do otwarcia"


class PdfOutput(QObject):
    """Prints PDF files, opens them and stored files for every screen.

    What is saved for want of a printer or a viewer is readable for its owner alone when ``private``.
    """

    def __init__(
        self, window: QWidget, jobs: Jobs, dialogs: Dialogs, settings: Settings, *, private: bool = False
    ) -> None:
        super().__init__(window)
        self.setObjectName("pdf_output")
        self._window, self._jobs, self._dialogs, self._settings = window, jobs, dialogs, settings
        self._private = private
        self._folder = PrivateFolder()
        self._kept: list[PrivateFolder] = []

    def print_pdf(self, pdf: bytes, title: str, printed: Callable[[], None]) -> None:
        """Send pages to the printer the person chooses; ``printed`` is called once they are in its queue."""
        printer = usual_printer()
        if printer is None:
            self._offer_saving(
                self.tr("Nie ma drukarki"),
                self.tr(
                    "Na tym komputerze nie ma żadnej drukarki. Podłącz ją lub dodaj w ustawieniach systemu. "
                    "Do tego czasu możesz zapisać wydruk jako plik PDF."
                ),
                pdf,
                safe_name(f"{title}.pdf", "application/pdf"),
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
        """Open a print in the system's viewer."""

        def nobody() -> None:
            self._offer_saving(
                self.tr("Nie ma przeglądarki PDF"),
                self.tr(
                    "System nie ma programu do otwierania plików PDF. Zapisz wydruk jako plik "
                    "albo poproś informatyka o przeglądarkę PDF."
                ),
                pdf,
                file_name,
            )

        self._open(pdf, file_name, nobody, self._dialogs)

    def _offer_saving(self, title: str, text: str, pdf: bytes, file_name: str) -> None:
        """What can be done with a print here and now; no key is named, since not every window has one for saving."""

        def choose() -> None:
            self._dialogs.choose_save_file(
                self.tr("Zapisz jako PDF"), file_name, self.tr("Dokumenty PDF (*.pdf)"), save
            )

        def save(path: Path) -> None:
            self._jobs.run(
                lambda _progress: write_whole(path, pdf, private=self._private),
                done=lambda _nothing: self._dialogs.inform(
                    self.tr("Zapisano wydruk"), self.tr("Wydruk zapisano jako „{path}”.").format(path=path)
                ),
                failed=self._dialogs.refuse,
                owner=self._window,
            )

        self._dialogs.ask(title, text, (Answer(self.tr("Zapisz jako PDF…"), choose),))

    def open_file(self, content: bytes, file_name: str, dialogs: Dialogs | None = None) -> None:
        """Open a stored file in the system's program for its kind; anything but a document or a picture is refused.

        Refusals are told by ``dialogs``, those of the window in front, else by the main window's.
        """
        nobody = self.tr(
            "System nie ma programu do otwierania plików „{name}”. Zapisz plik w formularzu karty "
            "przyciskiem „Zapisz jako…” albo poproś informatyka o program do plików tego rodzaju."
        )
        ending = "*" + Path(file_name).suffix.lower()
        told = dialogs or self._dialogs

        def unopened() -> None:
            told.refuse(EnvironmentProblem(nobody.format(name=ending)))

        found = active_content(content)
        if not found:
            self._open(content, file_name, unopened, told)
            return
        told.confirm(
            self.tr("Ten plik może działać sam"),
            self.tr(
                "Plik „{name}” zawiera coś, co program do otwierania plików może wykonać: {what}. "
                "Otwórz go tylko wtedy, gdy znasz jego źródło."
            ).format(name=bare(file_name), what=", ".join(found)),
            self.tr("Otwórz mimo to"),
            lambda: self._open(content, file_name, unopened, told),
        )

    def _open(self, content: bytes, file_name: str, nobody: Callable[[], None], dialogs: Dialogs) -> None:
        folder = self._folder

        def copy(_progress: Progress) -> Path:
            try:
                place = folder.path()
            except OSError as error:
                raise environment_problem(_UNREADY, Path(file_name), error) from error
            return viewing_copy(place, content, file_name)

        def show(path: Path) -> None:
            if not open_in_system(path):
                nobody()

        self._jobs.run(
            copy,
            done=show,
            failed=dialogs.refuse,
            title=self.tr("Otwieram plik…"),
            owner=self._window,
        )

    def forget(self) -> None:
        """Remove the copies made for the viewer now; what a viewer still holds goes when the program ends."""
        self._kept = [folder for folder in (*self._kept, self._folder) if not folder.remove()]
        self._folder = PrivateFolder()

    def close(self) -> None:
        """Remove the copies made for the viewer; what it still holds goes at the next start."""
        for folder in (*self._kept, self._folder):
            folder.remove()

    def _send(self, printer: QPrinter, pdf: bytes, printed: Callable[[], None]) -> None:
        pages = _chosen_pages(printer, pdf)

        def work(progress: Progress) -> None:
            draw(printer, pdf, pages, progress)

        self._jobs.run(work, done=lambda _nothing: printed(), title=self.tr("Wysyłam do drukarki…"), owner=self._window)


def viewing_copy(folder: Path, content: bytes, file_name: str) -> Path:
    """A read-only copy in a folder of its own, named so that the system opens it as what it contains.

    Refusal for content that may not be attached to records; EnvironmentProblem when the disk refuses.
    """
    kind = media_type(content)
    if kind not in FORMS:
        raise Refusal(
            f"Plik „{file_name}” nie jest dokumentem ani obrazem, więc program go nie otworzy. "
            "Zastąp go w karcie właściwym plikiem."
        )
    named = PurePath(safe_name(file_name, kind))
    # a name of 160 Polish letters would be too long for the disk
    path = Path(named.stem[:_LONGEST_NAME].rstrip(" .") + named.suffix)
    try:
        # a viewer may still hold an earlier copy of the same name
        path = Path(tempfile.mkdtemp(dir=folder)) / path
        path.write_bytes(content)
        # nobody shall write into a copy that goes when the program ends
        path.chmod(stat.S_IREAD)
    except OSError as error:
        raise environment_problem(_UNREADY, path, error) from error
    return path


def open_in_system(path: Path) -> bool:
    """Hand a file to the system's program for its kind; False when there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


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
            if image.width > image.height:
                # a page that lies goes upright through the printer, turned by a quarter
                picture = picture.transformed(QTransform().rotate(90))
            painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), picture)
    finally:
        painter.end()
