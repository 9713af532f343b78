"""The form of a year's training budget."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from app.core.money import format_money
from app.core.progress import Progress
from app.registers.trainings.budgets.domain import BudgetDraft, UnitBudget, total_of, validate
from app.registers.trainings.budgets.words import FIELDS, PROBLEMS, RESERVE
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import Day, Description, LongText, Money, Number, Reference, Section, Text
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.forms.row_list import Rows, RowsEditor
from app.widgets.icons import dress

Amend = Callable[[int, tuple[UnitBudget, ...]], tuple[UnitBudget, ...]]
"""Gives the list anew for a year; called on a worker's thread."""


class BudgetForm(RecordForm):
    """Edits a budget; ``fill`` adds the units of a year, ``carry_over`` the amounts of the year before."""

    entity = "training_budget"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        units: Sequence[Option],
        fill: Amend,
        carry_over: Amend,
        parent: QWidget | None = None,
    ) -> None:
        self._units, self._fill, self._carry_over = units, fill, carry_over
        super().__init__(subject, services, save, parent)

    def build(self, description: Description, *, read_only: bool) -> None:
        super().build(description, read_only=read_only)
        self._place_deeds(self._rows())

    def describe(self) -> Description:
        return Description(
            draft_type=BudgetDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Rok i zatwierdzenie"),
                    (
                        Number(name="year", required=True),
                        Day(name="approved_on", span=4),
                        Text(name="approved_by", span=5),
                    ),
                ),
                Section(self.tr("Kwoty"), (self._amounts(),)),
                Section(self.tr("Uwagi"), (LongText(name="note"),)),
            ),
        )

    def title_of(self, draft: BudgetDraft) -> str:
        if draft.year is None:
            return self.tr("Nowy budżet szkoleń")
        return self.tr("Budżet szkoleń na rok {year}").format(year=draft.year)

    def adapt(self, draft: BudgetDraft) -> None:
        total = self.tr("Razem: {total}").format(total=format_money(total_of(draft.units)))
        self._rows().sum_up(total if draft.units else "")
        for button in self._deeds:
            button.setEnabled(draft.year is not None)

    def _rows(self) -> RowsEditor:
        editor = self.page.rows["units"].editor
        if not isinstance(editor, RowsEditor):
            raise TypeError(editor)
        return editor

    def _place_deeds(self, rows: RowsEditor) -> None:
        fill = QPushButton(self.tr("Wypełnij komórkami"), rows)
        fill.setObjectName("fill_units")
        fill.setToolTip(self.tr("Dodaje wszystkie komórki działające w tym roku i rezerwę wspólną, z kwotą zero."))
        dress(fill, "units")
        carry = QPushButton(self.tr("Przenieś z poprzedniego roku"), rows)
        carry.setObjectName("carry_over")
        carry.setToolTip(self.tr("Wpisuje kwoty z budżetu poprzedniego roku tam, gdzie jeszcze ich nie ma."))
        dress(carry, "copy")
        fill.clicked.connect(lambda: self._amend(self._fill))
        carry.clicked.connect(lambda: self._amend(self._carry_over))
        self._deeds = (fill, carry)
        for button in self._deeds:
            rows.offer(button)

    def _amend(self, amend: Amend) -> None:
        rows, year = self._rows(), self.page.rows["year"].read().value
        if year is None:
            return
        before: tuple[UnitBudget, ...] = rows.read().value

        def work(_progress: Progress) -> tuple[UnitBudget, ...]:
            return amend(year, before)

        def done(units: Any) -> None:
            if units == before:
                self.say(self.tr("Nie ma nic do dodania."))
            else:
                rows.put(units)

        self.jobs.run(work, done=done, failed=self.dialogs.refuse, owner=self)

    def _amounts(self) -> Rows:
        names = {option.value: option.text for option in self._units}

        def in_words(unit: UnitBudget) -> str:
            who = RESERVE if unit.unit_id is None else names.get(unit.unit_id, "")
            return who if unit.amount is None else f"{who}: {format_money(unit.amount)}"

        return Rows(
            name="units",
            row_type=UnitBudget,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Reference(name="unit_id", options=self._units, span=5),
                Money(name="amount", span=2),
                Text(name="line", span=3),
                Text(name="note", span=2),
            ),
            summary=in_words,
            add_text=self.tr("Dodaj pozycję"),
            empty_text=self.tr("Brak kwot."),
            lines=True,
        )
