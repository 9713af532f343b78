"""The first-start wizard: everything is asked first, then everything is made, or nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.access import recovery
from app.core.errors import Refusal
from app.core.files import write_whole
from app.core.settings import Settings
from app.shell.first_start.pages import (
    AdministratorPage,
    ConfirmPage,
    OfficePage,
    PlacePage,
    RecoveryPage,
    SummaryPage,
)
from app.shell.first_start.plan import Plan
from app.shell.help_window import add_help_key
from app.shell.pdf_output import PdfOutput
from app.shell.steps import StepsWindow
from app.widgets.dialogs import Dialogs, QtDialogs
from app.widgets.jobs import Jobs


class FirstStartWindow(StepsWindow):
    """``make`` creates the office on a worker's thread (Refusal when it cannot); ``made`` carries what it gave.

    ``sheet`` draws the recovery key on paper, on a worker's thread as well.
    """

    made = Signal(object)

    def __init__(
        self,
        suggested: Path,
        make: Callable[[Plan], Any],
        sheet: Callable[[Plan], bytes],
        settings: Settings,
        *,
        dialogs: Dialogs | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("first_start_window")
        self.setWindowTitle(self.tr("Nowa baza urzędu"))
        self.plan = plan = Plan(path=suggested, recovery_code=recovery.new())
        self._make, self._sheet = make, sheet
        self._suggested = str(suggested)
        self.dialogs: Dialogs = dialogs or QtDialogs(self)
        self.jobs = Jobs(self.dialogs, self)
        self._output = PdfOutput(self, self.jobs, self.dialogs, settings, private=True)
        key = RecoveryPage(plan)
        office, administrator, place = OfficePage(plan), AdministratorPage(plan), PlacePage(plan, self.dialogs)
        self.fill((office, administrator, place, key, ConfirmPage(plan), SummaryPage(plan)))
        key.print_requested.connect(self._on_print)
        key.save_requested.connect(self._on_save)
        self.finished.connect(self._end)
        add_help_key(self, "first_start")

    def _draw(self, then: Callable[[bytes], None]) -> None:
        plan, sheet = self.plan, self._sheet
        self.jobs.run(
            lambda _progress: sheet(plan),
            done=then,
            title=self.tr("Przygotowuję wydruk…"),
            owner=self,
        )

    def _on_print(self) -> None:
        self._draw(lambda pdf: self._output.print_pdf(pdf, self.tr("Klucz odzyskiwania"), lambda: None))

    def _on_save(self) -> None:
        def write(path: Path, pdf: bytes) -> None:
            try:
                # who reads the key can read all the data
                write_whole(path, pdf, private=True)
            except Refusal as refusal:
                self.dialogs.refuse(refusal)
                return
            self.dialogs.inform(
                self.tr("Zapisano kartkę"),
                self.tr(
                    "Kartkę z kluczem zapisano jako „{path}”. Wydrukuj ją, a potem usuń plik albo przenieś go "
                    "na nośnik, który leży w sejfie."
                ).format(path=path),
            )

        def choose(pdf: bytes) -> None:
            self.dialogs.choose_save_file(
                self.tr("Zapisz kartkę z kluczem"),
                "klucz-odzyskiwania.pdf",
                self.tr("Pliki PDF (*.pdf)"),
                lambda path: write(path, pdf),
            )

        self._draw(choose)

    def finish(self) -> None:
        """Make it all; when that is refused, the person may go back and change an answer."""
        plan, make = self.plan, self._make
        self.set_busy(True)
        self.say("")
        self.jobs.run(
            lambda _progress: make(plan),
            done=self._on_made,
            failed=self._on_refused,
            cancelled=lambda: self.set_busy(False),
            writes=True,
            title=self.tr("Zakładam bazę…"),
            cancellable=False,
            owner=self,
        )

    def reject(self) -> None:
        """Leave; who has typed something is asked first, also after Esc and the window's own button."""
        if self.busy or not self._something_typed():
            super().reject()
            return
        self.dialogs.confirm(
            self.tr("Porzucić zakładanie bazy?"),
            self.tr(
                "Nic jeszcze nie powstało. Wpisane odpowiedzi przepadną, a kartka z kluczem odzyskiwania, "
                "jeśli już ją masz, niczego nie otworzy."
            ),
            self.tr("Porzuć zakładanie bazy"),
            super().reject,
        )

    def _something_typed(self) -> bool:
        return any(field.text() not in ("", self._suggested) for field in self.findChildren(QLineEdit))

    def _on_made(self, result: Any) -> None:
        self.set_busy(False)
        self.made.emit(result)
        self.accept()

    def _on_refused(self, error: Refusal) -> None:
        self.set_busy(False)
        self.say(str(error))

    def _end(self) -> None:
        self.plan.password = self.plan.recovery_code = ""
        self._output.close()
        self.jobs.shutdown()
