"""„Przenoszenie danych”: everything into a folder, a new database from a folder, or to the office's server."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.access.location import ServerLocation
from app.administration.portability.domain import Administrator, Arrived, Contents
from app.administration.portability.words import NOT_ENCRYPTED, contents_lines
from app.core.progress import Progress
from app.core.settings import Settings
from app.shell.help_window import add_help_key
from app.shell.labelled import heading, paragraph
from app.shell.whole_data.result import ResultWindow
from app.widgets.buttons import DeedButton
from app.widgets.dialogs import Dialogs
from app.widgets.jobs import Jobs
from app.widgets.zoom import line

if TYPE_CHECKING:
    from app.bootstrap import Services
    from app.shell.first_start.plan import Plan


class TransferWindow(QDialog):
    """Three deeds, each explained; those the person may not do are not shown.

    ``left`` is called after the data moved to a server: the file that is open is not the place to work any more.
    """

    def __init__(
        self,
        services: "Services",
        jobs: Jobs,
        dialogs: Dialogs,
        settings: Settings,
        left: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("transfer_window")
        self.setWindowTitle(self.tr("Przenoszenie danych"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services, self._jobs, self._dialogs = services, jobs, dialogs
        self._settings, self._left = settings, left
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(line(self, 0.5))
        may = services.actor().may
        if may("transfer.export"):
            self._deed(
                "export_all",
                self.tr("Wszystko w otwartych formatach"),
                self.tr(
                    "Nowy folder z każdą tabelą (JSON), rejestrami dla ludzi (XLSX i CSV), załącznikami i spisem. "
                    "Program odtworzy z niego całą bazę, a każdy inny program odczyta dane. Folder nie jest "
                    "zaszyfrowany."
                ),
                self.tr("&Zapisz wszystko w folderze…"),
                self._on_export,
            )
        if may("transfer.import"):
            self._deed(
                "import_all",
                self.tr("Baza z takiego folderu"),
                self.tr("Nowa, zaszyfrowana baza na tym komputerze. Otwarta teraz baza pozostaje bez zmian."),
                self.tr("&Utwórz bazę z folderu…"),
                self._on_import,
            )
        if services.file is not None and may("transfer.export") and may("server.edit"):
            self._deed(
                "move",
                self.tr("Wspólny serwer"),
                self.tr("Gdy z danych ma korzystać kilka komputerów. Serwer przygotowuje informatyk urzędu."),
                self.tr("&Przenieś dane na serwer…"),
                self._on_move,
            )
        self._layout.addStretch(1)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Zamknij"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self._layout.addWidget(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 84, self.sizeHint().height())
        add_help_key(self, "transfer")

    def _deed(self, name: str, title: str, text: str, deed: str, then: Callable[[], object]) -> None:
        button = DeedButton(deed)
        button.setObjectName(name)
        button.setAccessibleDescription(text)
        button.clicked.connect(lambda _checked=False: then())
        self._layout.addWidget(heading(title, 1.15))
        self._layout.addWidget(paragraph(text))
        self._layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addSpacing(line(self, 0.8))

    # -- everything into a folder ----------------------------------------------------------------------------

    @Slot()
    def _on_export(self) -> None:
        suggested = f"przejrzysty-urzad-{self._services.clock.today():%Y%m%d}"
        self._dialogs.choose_save_file(
            self.tr("Nazwa nowego folderu"), suggested, self.tr("Foldery (*)"), self._export_to
        )

    def _export_to(self, folder: Path) -> None:
        def work(progress: Progress) -> Contents:
            return self._services.transfer.export_all(folder, progress)

        def say(contents: Contents) -> None:
            told = "\n".join((str(folder), *contents_lines(contents), "", NOT_ENCRYPTED))
            self._dialogs.inform(self.tr("Zapisano wszystko"), told)

        self._jobs.run(work, done=say, writes=True, title=self.tr("Zapisuję wszystko…"), owner=self)

    # -- a database from a folder ----------------------------------------------------------------------------

    @Slot()
    def _on_import(self) -> None:
        self._dialogs.choose_folder(self.tr("Wskaż folder z zapisanymi danymi"), self._look_into)

    def _look_into(self, folder: Path) -> None:
        def work(progress: Progress) -> Contents:
            from app.administration.portability.rebuilding import contents_of

            return contents_of(folder, progress)

        self._jobs.run(work, done=self._rebuild, title=self.tr("Sprawdzam folder…"), owner=self)

    def _rebuild(self, contents: Contents) -> None:
        from app.shell.first_start.making import sheet
        from app.shell.whole_data.rebuilding import RebuildWindow

        clock = self._services.clock

        def make(plan: "Plan") -> Arrived:
            from app.administration.portability.rebuilding import import_all

            administrator = Administrator(plan.login, plan.name, plan.password)
            return import_all(
                contents.folder,
                plan.path,
                clock,
                administrator=administrator,
                fingerprint=contents.fingerprint,
                recovery_code=plan.recovery_code,
            )

        beside = self._services.file.parent if self._services.file is not None else Path.home()
        suggested = beside / f"{contents.folder.name}.db"
        window = RebuildWindow(contents, suggested, make, sheet, self._settings, parent=self)
        window.made.connect(self._on_rebuilt)
        window.open()

    def _on_rebuilt(self, arrived: Arrived) -> None:
        sentences = (
            arrived.location,
            self.tr("Aby w niej pracować, wybierz Plik → Otwórz inną bazę…"),
        )
        ResultWindow(self.tr("Utworzono bazę z folderu"), sentences, arrived, self).open()

    # -- to the server ---------------------------------------------------------------------------------------

    @Slot()
    def _on_move(self) -> None:
        from app.shell.whole_data.moving import MoveWindow

        def move(
            location: ServerLocation, secret: str, administrator: Administrator | None, progress: Progress
        ) -> Arrived:
            transfer = self._services.transfer
            return transfer.move_to_server(location.url, secret, administrator=administrator, progress=progress)

        window = MoveWindow(move, accounts=bool(self._services.session.login), parent=self)
        window.moved.connect(self._on_moved)
        window.open()

    def _on_moved(self, arrived: Arrived) -> None:
        sentences = (
            arrived.location,
            self.tr("Po zamknięciu tego okna program zamknie stary plik. Otwórz dane z nowego miejsca."),
        )
        shown = ResultWindow(self.tr("Przeniesiono dane na serwer"), sentences, arrived, self)
        shown.finished.connect(lambda _result: self._left())
        shown.open()


def show_transfer(
    window: QWidget,
    services: "Services",
    jobs: Jobs,
    dialogs: Dialogs,
    settings: Settings,
    left: Callable[[], object],
) -> None:
    """Open the window; say why there is nothing in it for a person without any of the rights."""
    may = services.actor().may
    if not (may("transfer.export") or may("transfer.import")):
        title = QCoreApplication.translate("TransferWindow", "Przenoszenie danych")
        text = QCoreApplication.translate("TransferWindow", "Dane przenosi administrator programu.")
        dialogs.inform(title, text)
        return
    TransferWindow(services, jobs, dialogs, settings, left, window).open()
