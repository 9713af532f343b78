"""Printing a service card from the dashboard, without going to its register."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.core.progress import Progress
from app.core.settings import Settings
from app.widgets.jobs import Jobs

if TYPE_CHECKING:
    from app.bootstrap import Services
    from app.shell.pdf_output import PdfOutput


class CardPrinting:
    """Owned by a window, whose end also ends what is being prepared."""

    def __init__(
        self, window: QWidget, services: "Services", jobs: Jobs, output: "PdfOutput", settings: Settings
    ) -> None:
        self._window, self._services, self._jobs = window, services, jobs
        self._output, self._settings = output, settings

    def print(self, card_id: int, printed: Callable[[], None]) -> None:
        """Make the print beside the window's work, then ask for the printer; Refusal when the card is gone.

        ``printed`` is called after the print was noted with its card.
        """
        services, variant = self._services, self._settings.text("print_variant")
        card = services.cards.get(card_id)

        def noted() -> None:
            self._jobs.run(
                lambda _progress: services.cards.note_printed((card_id,)),
                done=lambda _nothing: printed(),
                writes=True,
            )

        def work(progress: Progress) -> bytes:
            return services.prints.cards((card,), variant, progress)

        self._jobs.run(
            work,
            done=lambda pdf: self._output.print_pdf(pdf, f"{card.symbol} {card.name}", noted),
            title=QCoreApplication.translate("CardPrinting", "Przygotowuję wydruk…"),
            owner=self._window,
        )
