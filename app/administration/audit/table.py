"""The columns and filters of the audit log."""

from collections.abc import Callable
from datetime import date

from app.administration.audit.domain import LAST_DAYS, AuditEntry, last_months
from app.administration.audit.words import (
    Vocabulary,
    author,
    deed,
    period_label,
    when,
    who,
)
from app.widgets.columns import Column, Tone
from app.widgets.filter_panel import FilterGroup

_TONES = {"sign_in_failed": Tone.WARNING, "restore": Tone.WARNING, "erase": Tone.WARNING, "anonymise": Tone.WARNING}


def columns(words: Callable[[], Vocabulary]) -> tuple[Column[AuditEntry], ...]:
    """The columns; ``words`` gives the vocabulary in force."""
    return (
        Column(key="number", title="Nr", text=lambda entry: str(entry.id), sort="number", width=7, optional=True),
        Column(
            key="at",
            title="Kiedy i kto",
            text=lambda entry: when(entry.at),
            second=who,
            sort="number",
            width=19,
        ),
        Column(
            key="deed",
            title="Czynność",
            text=lambda entry: deed(entry.deed),
            sort="deed",
            width=17,
            tone=lambda entry: _TONES.get(entry.deed),
        ),
        Column(
            key="title",
            title="Czego dotyczy",
            text=lambda entry: words().record(entry) or words().kind(entry.entity),
            second=lambda entry: words().kind(entry.entity) if words().record(entry) else "",
            sort="entity",
            width=20,
            strong=True,
        ),
        Column(key="author", title="Kto", text=who, sort="author", optional=True),
        Column(
            key="changes",
            title="W skrócie",
            text=lambda entry: words().short(entry),
            tooltip=lambda entry: words().short(entry),
            width=26,
            flexible=True,
        ),
    )


def filters(words: Callable[[], Vocabulary], today: date) -> tuple[FilterGroup, ...]:
    """The filters; months are those before ``today``."""
    return (
        FilterGroup(
            key="record", title="Historia pozycji", label=lambda value: _record_label(value, words()), options=()
        ),
        FilterGroup(key="period", title="Kiedy", label=period_label, options=(*LAST_DAYS, *last_months(today))),
        FilterGroup(key="deed", title="Czynność", label=deed),
        FilterGroup(key="entity", title="Rodzaj", label=lambda value: words().kind(value)),
        FilterGroup(key="author", title="Kto", label=author),
    )


def _record_label(value: str, words: Vocabulary) -> str:
    entity, _, number = value.rpartition(":")
    return f"{words.kind(entity)} nr {number}"
