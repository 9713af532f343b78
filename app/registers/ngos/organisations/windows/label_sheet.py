"""What is asked before address labels are printed: on which sheet, and how many of its labels are used already."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.problems import Problem
from app.core.records import Change, Outcome
from app.core.words import FieldWords
from app.widgets.forms.deed import Deed, Values
from app.widgets.forms.deed_window import DeedWindow
from app.widgets.forms.fields import Choice, Field, Number
from app.widgets.workspace import Workspace


class LabelPaper(StrEnum):
    """The sheets of ``dictionaries/label_sheets.toml``."""

    SMALL = "3x8"
    LARGE = "2x7"


WORDS = {
    "sheet": FieldWords("Arkusz etykiet", "Drukuj w skali 100 %, bez dopasowania do strony."),
    "skip": FieldWords("Zużyte etykiety", "Tyle pierwszych miejsc arkusza zostanie pustych.", "0"),
}
SENTENCES = {"too_many": "Wpisz liczbę od 0 do {most}: na tym arkuszu jest {count} etykiet."}
START: Mapping[str, Any] = {"sheet": LabelPaper.SMALL, "skip": None}


def label_fields() -> tuple[Field, ...]:
    """Fields of a small window."""
    from app.printing.label_pages import label_sheet

    names: Mapping[StrEnum, str] = {paper: label_sheet(paper).name for paper in LabelPaper}
    return Choice(name="sheet", labels=names, span=8), Number(name="skip", span=4)


def wrong_skip(values: Values) -> Sequence[Problem]:
    """Whether fewer labels are used than the sheet has."""
    from app.printing.label_pages import label_sheet

    skip, paper = values.get("skip"), values.get("sheet")
    if skip is None or paper is None:
        return ()
    count = label_sheet(paper).count
    if 0 <= skip < count:
        return ()
    return (Problem("skip", "too_many", {"most": str(count - 1), "count": str(count)}),)


def ask_sheet(workspace: Workspace, about: str, print_on: Callable[[str, int], None], parent: QWidget) -> DeedWindow:
    """Open the window; ``print_on`` gets the key of the sheet and the number of labels used already."""
    deed = Deed(
        key="print_label_sheet",
        title="Etykiety adresowe",
        about=about,
        text="Przygotuj wydruk",
        fields=label_fields(),
        words=WORDS,
        sentences=SENTENCES,
        start=dict(START),
        check=wrong_skip,
        call=lambda values: Outcome(dict(values), Change("ngo", frozenset()), ""),
    )
    window = DeedWindow(deed, workspace.jobs, workspace.forms.dialogs, parent)
    window.done_with.connect(lambda outcome: print_on(outcome.record["sheet"], outcome.record["skip"] or 0))
    window.open()
    return window
