"""A small record, its form, stand-ins for dialogs and hands on the keys, for the tests of the form kit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.core.clock import FixedClock
from app.core.drafts import number, shape_problems, text, texts
from app.core.errors import Refusal
from app.core.problems import Problem
from app.core.records import Change, Outcome
from app.core.words import FieldWords
from app.widgets.dialogs import Answer
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import (
    Choice,
    Day,
    Description,
    Flag,
    LongText,
    Money,
    Number,
    Reference,
    Section,
    Several,
    Text,
    Texts,
)
from app.widgets.forms.form_drafts import FormDrafts
from app.widgets.forms.record_form import FormServices, RecordForm, Subject
from app.widgets.forms.row_list import Rows, RowsEditor
from app.widgets.jobs import Jobs
from tests.keyboard import press, type_text

CLOCK = FixedClock(datetime(2026, 11, 22, 11, 41, tzinfo=UTC))


class Color(StrEnum):
    """A choice."""

    RED = "red"
    BLUE = "blue"


LABELS: dict[StrEnum, str] = {Color.RED: "czerwony", Color.BLUE: "niebieski"}


@dataclass(frozen=True, kw_only=True)
class Part:
    """A row."""

    title: str = text(20, required=True)
    amount: int | None = None


@dataclass(frozen=True, kw_only=True)
class ThingDraft:
    """A field of every kind."""

    name: str = text(20, required=True)
    story: str = text(40)
    words: tuple[str, ...] = texts(10, most=3)
    count: int | None = number(1, 99)
    price: int | None = None
    day: date | None = None
    color: Color = Color.RED
    other: Color | None = None
    colors: tuple[Color, ...] = ()
    active: bool = False
    unit_id: int | None = None
    parts: tuple[Part, ...] = field(default=(), metadata={"most": 3})


@dataclass(frozen=True, kw_only=True)
class Thing(ThingDraft):
    """As saved."""

    id: int
    version: int


THING = Thing(id=7, version=3, name="Żuraw", story="stoi", parts=(Part(title="szyja", amount=1250),))
WORDS = {
    "name": FieldWords("Nazwa", "Krótka."),
    "story": FieldWords("Opis"),
    "words": FieldWords("Słowa", "Jedno w wierszu."),
    "count": FieldWords("Liczba"),
    "price": FieldWords("Kwota"),
    "day": FieldWords("Dzień"),
    "color": FieldWords("Kolor"),
    "other": FieldWords("Drugi kolor"),
    "colors": FieldWords("Kolory"),
    "active": FieldWords("Czynne"),
    "unit_id": FieldWords("Komórka"),
    "parts": FieldWords("Części"),
    "parts.title": FieldWords("Tytuł części"),
    "parts.amount": FieldWords("Kwota części"),
}
UNITS = (
    Option(1, "SO – Referat Spraw Obywatelskich"),
    Option(2, "FN – Referat Finansów i Księgowości"),
    Option(3, "SOK – Sokoły"),
)


def validate(draft: ThingDraft) -> tuple[Problem, ...]:
    """Shape, and one rule of its own."""
    own = (Problem("story", "no_dragons"),) if "smok" in draft.story else ()
    return (*shape_problems(draft), *own)


class ThingForm(RecordForm):
    """A form with every kind of field."""

    entity = "thing"

    def describe(self) -> Description:
        rows = Rows(
            name="parts",
            row_type=Part,
            row_fields=(Text(name="title", span=8), Money(name="amount", span=4)),
            words=WORDS,
            summary=lambda part: part.title,
            add_text="Dodaj część",
            empty_text="Brak części.",
        )
        return Description(
            draft_type=ThingDraft,
            words=WORDS,
            problem_words={"no_dragons": "Bez smoków."},
            validate=validate,
            sections=(
                Section("Teksty", (Text(name="name"), LongText(name="story"), Texts(name="words"))),
                Section("Liczby", (Number(name="count"), Money(name="price"), Day(name="day"))),
                Section(
                    "Wybory",
                    (
                        Choice(name="color", labels=LABELS),
                        Choice(name="other", labels=LABELS, optional=True),
                        Several(name="colors", labels=LABELS),
                        Flag(name="active"),
                        Reference(name="unit_id", options=UNITS),
                    ),
                ),
                Section("Listy", (rows,)),
                Section("Koniec", ()),
            ),
        )

    def title_of(self, draft: ThingDraft) -> str:
        return draft.name or "Nowa rzecz"


@dataclass
class FakeDialogs:
    """Remembers what was asked; answers when told."""

    asked: list[tuple[str, tuple[Answer, ...]]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    file: Path | None = None

    def choose_folder(self, title: str, then: Callable[[Path], None]) -> None:
        raise AssertionError(f"no form asks for a folder: {title}")

    def confirm(self, title: str, text: str, deed: str, then: Callable[[], None]) -> None:
        self.asked.append((text, (Answer(deed, then),)))

    def ask(
        self, title: str, text: str, answers: Sequence[Answer], cancelled: Callable[[], None] | None = None
    ) -> None:
        self.asked.append((text, tuple(answers)))

    def inform(self, title: str, text: str) -> None:
        self.asked.append((text, ()))

    def refuse(self, error: Refusal) -> None:
        self.refused.append(error)

    def choose_open_file(self, title: str, name_filter: str, then: Callable[[Path], None]) -> None:
        if self.file is not None:
            then(self.file)

    def choose_save_file(self, title: str, suggested: str, name_filter: str, then: Callable[[Path], None]) -> None:
        raise AssertionError(title)

    def answer(self, deed: str) -> None:
        """Press the button with that text in the last question."""
        next(answer for answer in self.asked[-1][1] if answer.deed == deed).then()


@dataclass
class Bench:
    """Services of a form with everything in the test's hands."""

    jobs: Jobs
    dialogs: FakeDialogs
    folder: Path
    erasures: int = 0

    def services(self) -> FormServices:
        """New services over the same folder of drafts, as after a new start of the program."""
        drafts = FormDrafts(self.folder, CLOCK)
        return FormServices(
            dialogs=lambda _window: self.dialogs, jobs=self.jobs, drafts=drafts, erasures=lambda: self.erasures
        )


def saved(draft: Any, record: Any) -> Outcome[Any]:
    """A use case that always saves."""
    version = 1 if record is None else record.version + 1
    thing = Thing(**{name: getattr(draft, name) for name in ThingDraft.__dataclass_fields__}, id=7, version=version)
    return Outcome(thing, Change("thing", frozenset({7})), f"Zapisano „{thing.name}”.")


def open_form(qtbot: QtBot, bench: Bench, record: Thing | None = THING, save: Any = saved, **more: Any) -> ThingForm:
    """The form, in front, as somebody at work has it; ``more`` goes to its Subject."""
    start = ThingDraft() if record is None else None
    form = ThingForm(Subject(start=start, record=record, **more), bench.services(), save)
    qtbot.addWidget(form, before_close_func=let_go)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
    return form


def entry(form: ThingForm, name: str) -> QWidget:
    """What takes the cursor in a field."""
    return form.page.rows[name].editor.focus_target()


def append(form: ThingForm, name: str, text: str) -> None:
    """Type at the end of a field."""
    press(entry(form, name), Qt.Key.Key_End)
    type_text(entry(form, name), text)


def error_at(form: ThingForm, name: str) -> str:
    """What stands at a field that is wrong."""
    return form.page.rows[name].note.error_text


def leave(form: ThingForm, name: str, to: str) -> None:
    """Go from one field to another."""
    entry(form, name).setFocus()
    entry(form, to).setFocus()
    QApplication.processEvents()


def rows_of(form: ThingForm) -> RowsEditor:
    """The list of parts."""
    editor = form.page.rows["parts"].editor
    assert isinstance(editor, RowsEditor)
    return editor


def let_go(form: QWidget) -> None:
    """Close a form at the end of a test without a question."""
    assert isinstance(form, ThingForm)
    form._drop_changes()
