"""A new database from an exported folder: what it holds, where it goes, who administers it, the recovery key."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.administration.portability.domain import Arrived, Contents
from app.administration.portability.words import contents_lines
from app.core.settings import Settings
from app.shell.first_start.pages import OfficePage, SummaryPage
from app.shell.first_start.plan import Plan
from app.shell.first_start.window import FirstStartWindow
from app.shell.help_window import add_help_key
from app.shell.labelled import paragraph
from app.shell.steps import Step
from app.widgets.dialogs import Dialogs


class ContentsPage(Step):
    """What the folder says of itself, after every file was compared with the list."""

    def __init__(self, contents: Contents) -> None:
        super().__init__()
        self.title = self.tr("Zawartość folderu")
        self.body.addWidget(paragraph(self.tr("Wszystkie pliki są takie, jak je zapisano.")))
        self.facts = paragraph("\n".join(contents_lines(contents)))
        self.facts.setObjectName("contents")
        self.facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.body.addWidget(self.facts)
        self.body.addWidget(
            paragraph(
                self.tr(
                    "Porównaj odcisk spisu z tym, który program podał przy zapisie: inny odcisk znaczy, że ktoś "
                    "zmienił folder razem ze spisem. Hasła nie przechodzą; każdy, kto ma konto, dostanie hasło "
                    "jednorazowe."
                ),
                muted=True,
            )
        )
        self.body.addStretch(1)


class RebuildWindow(FirstStartWindow):
    """The first-start wizard with the folder in place of the question about the office; ``made`` carries Arrived."""

    def __init__(
        self,
        contents: Contents,
        suggested: Path,
        make: Callable[[Plan], Arrived],
        sheet: Callable[[Plan], bytes],
        settings: Settings,
        *,
        dialogs: Dialogs | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._contents = contents
        super().__init__(suggested, make, sheet, settings, dialogs=dialogs, parent=parent)
        self.setObjectName("rebuild_window")
        self.setWindowTitle(self.tr("Baza z folderu"))
        self.plan.office_name = contents.office
        self.plan.demonstration = contents.demonstration
        add_help_key(self, "transfer")

    def fill(self, steps: Sequence[Step]) -> None:
        """The folder in place of the office."""
        kept: list[Any] = [step for step in steps if not isinstance(step, OfficePage)]
        for step in kept:
            if isinstance(step, SummaryPage):
                step.next_text = self.tr("&Utwórz bazę")
        super().fill((ContentsPage(self._contents), *kept))
