"""Fields described as data: which editor a field of a draft gets and how much room it takes.

Labels and help come from the register's words, limits from the draft itself; a field only says what kind it
is. The kinds are few on purpose, and there is no language for conditions: what depends on what is said in
three lines of Python in the form of the register.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from app.core.dates import format_date
from app.core.money import format_money
from app.core.words import FieldWords
from app.widgets.forms.choice_editors import ChoiceEditor, FlagEditor, Option, ReferenceEditor, SeveralEditor
from app.widgets.forms.date_editor import DateEditor
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.line_editors import MoneyEditor, NumberEditor, TextEditor
from app.widgets.forms.text_editors import LongTextEditor, TextsEditor

COLUMNS = 12
"""Columns of a section; a field takes some of them."""


@dataclass(frozen=True)
class Facts:
    """What is known of a field beside its kind: words and limits."""

    words: FieldWords
    limit: int | None = None
    most: int | None = None
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a draft. ``span`` counts columns out of twelve; short fields share a line.

    ``required`` marks fields whose duty to be filled the draft's description does not carry; ``given`` those that
    the program fills in and nobody can leave out.
    """

    name: str
    span: int = COLUMNS
    required: bool = False
    given: bool = False

    def editor(self, facts: Facts) -> FieldEditor:
        """A new editor."""
        raise NotImplementedError

    def value_of(self, draft: Any) -> Any:
        """What the editor loads."""
        return getattr(draft, self.name)

    def values(self, value: Any) -> Mapping[str, Any]:
        """What the editor's value means for the draft."""
        return {self.name: value}

    def doubted(self, value: Any) -> str:
        """What may be wrong with a value that is not refused; blank for nothing."""
        return ""

    @property
    def names(self) -> tuple[str, ...]:
        """The draft's fields that the editor edits."""
        return (self.name,)

    def told(self, value: Any) -> str:
        """The value in words, for comparing versions."""
        return str(value) if value not in (None, "", ()) else ""


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """One line of text, with suggestions if given; ``tidied`` rewrites it when the field is left.

    ``doubt`` is asked then, too, and says what may be wrong with the text, which can be saved all the same.
    """

    suggestions: Sequence[str] = ()
    tidied: Callable[[str], str] | None = None
    doubt: Callable[[str], str] | None = None

    def doubted(self, value: Any) -> str:
        return self.doubt(value) if self.doubt is not None and value else ""

    def editor(self, facts: Facts) -> FieldEditor:
        return TextEditor(example=facts.words.example, suggestions=self.suggestions, tidied=self.tidied)


@dataclass(frozen=True, kw_only=True)
class LongText(Field):
    """Running text of several lines."""

    lines: int = 3

    def editor(self, facts: Facts) -> FieldEditor:
        return LongTextEditor(example=facts.words.example, least_lines=self.lines)


@dataclass(frozen=True, kw_only=True)
class Texts(Field):
    """A list of texts, one in a line."""

    lines: int = 3

    def editor(self, facts: Facts) -> FieldEditor:
        return TextsEditor(example=facts.words.example, least_lines=self.lines)

    def told(self, value: Any) -> str:
        return "\n".join(value)


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """A whole number."""

    span: int = 3

    def editor(self, facts: Facts) -> FieldEditor:
        return NumberEditor(example=facts.words.example)


@dataclass(frozen=True, kw_only=True)
class Money(Field):
    """An amount in grosze, typed in złoty."""

    span: int = 3

    def editor(self, facts: Facts) -> FieldEditor:
        return MoneyEditor(example=facts.words.example)

    def told(self, value: Any) -> str:
        return "" if value is None else format_money(value)


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """A calendar day."""

    span: int = 4

    def editor(self, facts: Facts) -> FieldEditor:
        return DateEditor(required=facts.required, example=facts.words.example)

    def told(self, value: Any) -> str:
        return "" if value is None else format_date(value)


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of the members of an enumeration."""

    labels: Mapping[StrEnum, str]
    optional: bool = False
    span: int = 4

    def editor(self, facts: Facts) -> FieldEditor:
        return ChoiceEditor(self.labels, optional=self.optional)

    def told(self, value: Any) -> str:
        return "" if value is None else self.labels[value]


@dataclass(frozen=True, kw_only=True)
class Several(Field):
    """Several members of an enumeration."""

    labels: Mapping[StrEnum, str]
    columns: int = 3

    def editor(self, facts: Facts) -> FieldEditor:
        return SeveralEditor(self.labels, columns=self.columns)

    def told(self, value: Any) -> str:
        return ", ".join(self.labels[member] for member in value)


@dataclass(frozen=True, kw_only=True)
class Flag(Field):
    """Yes or no."""

    def editor(self, facts: Facts) -> FieldEditor:
        return FlagEditor(facts.words.label)

    def told(self, value: Any) -> str:
        return "tak" if value else "nie"


@dataclass(frozen=True, kw_only=True)
class Reference(Field):
    """A unit or person picked from a list that can be searched."""

    options: Sequence[Option]
    span: int = 6

    def editor(self, facts: Facts) -> FieldEditor:
        return ReferenceEditor(self.options, example=facts.words.example)

    def told(self, value: Any) -> str:
        return next((option.text for option in self.options if option.value == value), "")


@dataclass(frozen=True, kw_only=True)
class Custom(Field):
    """A field with an editor of its own making."""

    build: Callable[[Facts], FieldEditor]
    in_words: Callable[[Any], str] = str
    companions: tuple[str, ...] = ()
    """Further fields of the draft that the same editor edits; its value is then a tuple."""

    def editor(self, facts: Facts) -> FieldEditor:
        return self.build(facts)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.companions)

    def value_of(self, draft: Any) -> Any:
        if not self.companions:
            return super().value_of(draft)
        return tuple(getattr(draft, name) for name in self.names)

    def values(self, value: Any) -> Mapping[str, Any]:
        if not self.companions:
            return super().values(value)
        return dict(zip(self.names, value, strict=True))

    def told(self, value: Any) -> str:
        return self.in_words(value)


@dataclass(frozen=True)
class Section:
    """A group of fields under one heading; ``intro`` is a sentence under it."""

    title: str
    fields: tuple[Field, ...]
    intro: str = ""


@dataclass(frozen=True, kw_only=True)
class Description:
    """Everything a form needs to know of a kind of record."""

    draft_type: type
    sections: tuple[Section, ...]
    words: Mapping[str, FieldWords]
    validate: Callable[[Any], Sequence[Any]]
    problem_words: Mapping[str, str] = field(default_factory=dict)

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """The fields of all sections in the order of the keyboard."""
        return tuple(item for section in self.sections for item in section.fields)


def facts_of(draft_type: type, item: Field, words: Mapping[str, FieldWords], prefix: str = "") -> Facts:
    """Words and limits of a field; ``prefix`` is the list's name for fields of its rows (``fees.``)."""
    metadata: Mapping[str, Any] = next((spec.metadata for spec in fields(draft_type) if spec.name == item.name), {})
    return Facts(
        words=words[prefix + item.name],
        limit=metadata.get("limit"),
        most=metadata.get("most"),
        required=not item.given and (item.required or bool(metadata.get("required"))),
    )
