"""The form of an evaluation regulation."""

import re
from typing import Any

from PySide6.QtWidgets import QWidget

from app.registers.evaluations.regulations.domain import (
    FREE,
    CriteriaGroup,
    Criterion,
    CriterionKind,
    Level,
    NotEarlierFrom,
    RegulationDraft,
    ScaleMark,
    mean_text,
    validate,
)
from app.registers.evaluations.regulations.words import FIELDS, LABELS, PROBLEMS, label
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.fields import (
    Choice,
    Custom,
    Day,
    Description,
    Facts,
    Flag,
    LongText,
    Number,
    Section,
    Text,
    Texts,
)
from app.widgets.forms.line_editors import ValueLineEditor
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.forms.row_list import Rows


class MeanEditor(ValueLineEditor):
    """A mean in hundredths of a mark, written as ``2,00``; ``2``, ``2.0`` and ``2,00`` are the same."""

    code = "bad_mean"

    def parsed(self, text: str) -> int:
        match = re.fullmatch(r"([0-9])(?:[.,]([0-9]{1,2}))?", text)
        if match is None:
            raise ValueError(text)
        return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))

    def written(self, value: Any) -> str:
        return mean_text(value)


def _mean(name: str, span: int) -> Custom:
    def build(facts: Facts) -> FieldEditor:
        return MeanEditor(example=facts.words.example)

    return Custom(name=name, span=span, build=build, in_words=lambda value: "" if value is None else mean_text(value))


class RegulationForm(RecordForm):
    """Edits a regulation; of one that sheets rest on (``in_use``) only what stays free to change."""

    entity = "evaluation_regulation"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        in_use: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._in_use = in_use
        super().__init__(subject, services, save, parent)
        if in_use:
            for name, row in self.page.rows.items():
                if name not in FREE:
                    row.editor.set_read_only(True)

    def describe(self) -> Description:
        return Description(
            draft_type=RegulationDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Regulamin"),
                    (
                        Text(name="name"),
                        Text(name="order_number", span=8),
                        Day(name="order_date"),
                        Day(name="valid_from", span=6, required=True),
                        Day(name="valid_to", span=6),
                    ),
                    self._frozen_words(),
                ),
                Section(self.tr("Grupy i kryteria"), (self._groups(), self._criteria())),
                Section(
                    self.tr("Dobór kryteriów"),
                    (
                        Number(name="elective_least", span=6),
                        Number(name="elective_most", span=6),
                        Number(name="own_most", span=6),
                        Flag(name="may_not_apply"),
                    ),
                    self.tr("Kryteria obowiązkowe są na każdym arkuszu. Pozostałe dobiera oceniający."),
                ),
                Section(self.tr("Skala i poziomy"), (self._scale(), self._levels())),
                Section(
                    self.tr("Wynik negatywny"),
                    (
                        _mean("negative_below", 6),
                        Number(name="negative_mark", span=6),
                        Texts(name="negative_groups", lines=2),
                    ),
                    self.tr("Program tylko proponuje wynik negatywny. Oceniający potwierdza go słowami albo odrzuca."),
                ),
                Section(
                    self.tr("Częstotliwość i przebieg"),
                    (
                        Number(name="months_at_most", span=6),
                        Number(name="months_at_least", span=6),
                        Number(name="months_in_post", span=6),
                        Choice(name="not_earlier_from", labels=LABELS[NotEarlierFrom], span=12),
                        Flag(name="with_self_assessment"),
                    ),
                ),
                Section(
                    self.tr("Teksty"),
                    (
                        LongText(name="appeal_instruction", lines=8),
                        LongText(name="notice_text", lines=5),
                        LongText(name="invitation_text", lines=4),
                        LongText(name="second_negative_warning", lines=4),
                        LongText(name="health_warning", lines=3),
                    ),
                ),
            ),
        )

    def title_of(self, draft: RegulationDraft) -> str:
        return draft.name or self.tr("Nowy regulamin ocen")

    def _frozen_words(self) -> str:
        if not self._in_use:
            return ""
        return self.tr(
            "Na tym regulaminie opierają się już arkusze lub kampanie. Można zmienić nazwę, dane zarządzenia, "
            "„Obowiązuje do” i teksty; resztę zmienia „Nowa wersja…”."
        )

    def _groups(self) -> Rows:
        return Rows(
            name="groups",
            row_type=CriteriaGroup,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(Text(name="symbol", span=3), Text(name="name", span=9)),
            summary=lambda group: " ".join(filter(None, (group.symbol, group.name))),
            add_text=self.tr("Dodaj grupę"),
            empty_text=self.tr("Brak grup. Kryteria należą do grup, na przykład I, II i III."),
        )

    def _criteria(self) -> Rows:
        return Rows(
            name="criteria",
            row_type=Criterion,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Text(name="name"),
                Text(name="group", span=3),
                Choice(name="kind", labels=LABELS[CriterionKind], span=6),
                Number(name="weight", span=3),
                LongText(name="description", lines=2),
                Texts(name="descriptors", lines=2),
            ),
            summary=_criterion_in_words,
            add_text=self.tr("Dodaj kryterium"),
            empty_text=self.tr("Brak kryteriów."),
            blank=lambda: Criterion(weight=1),
        )

    def _scale(self) -> Rows:
        return Rows(
            name="scale",
            row_type=ScaleMark,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Number(name="value", span=3),
                Text(name="name", span=9),
                LongText(name="description", lines=2),
                Flag(name="needs_reason"),
            ),
            summary=_mark_in_words,
            add_text=self.tr("Dodaj ocenę"),
            empty_text=self.tr("Brak ocen. Dodaj je od najniższej."),
        )

    def _levels(self) -> Rows:
        return Rows(
            name="levels",
            row_type=Level,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(_mean("from_mean", 4), Text(name="name", span=8)),
            summary=lambda level: (
                f"od {mean_text(level.from_mean)}: {level.name}" if level.from_mean is not None else level.name
            ),
            add_text=self.tr("Dodaj poziom"),
            empty_text=self.tr("Brak poziomów: arkusz poda samą średnią."),
        )


def _criterion_in_words(criterion: Criterion) -> str:
    if not criterion.name:
        return ""
    group = f"grupa {criterion.group}" if criterion.group else ""
    kind = "" if criterion.kind is CriterionKind.COMPULSORY else label(criterion.kind)
    weight = f"waga {criterion.weight}" if criterion.weight not in (None, 1) else ""
    about = ", ".join(filter(None, (group, kind, weight)))
    return f"{criterion.name} – {about}" if about else criterion.name


def _mark_in_words(mark: ScaleMark) -> str:
    reason = " – wymaga uzasadnienia" if mark.needs_reason else ""
    return f"{'' if mark.value is None else mark.value} {mark.name}".strip() + reason if mark.name else ""
