"""One person's worksheet: every criterion with its mark and justification, then opinion, goals and training needs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.exchange.protected import (
    AnyCell,
    Computed,
    DayBetween,
    FreeText,
    Look,
    OneOf,
    Page,
    Shown,
    Typed,
    reference,
)
from app.registers.evaluations.packages import words
from app.registers.evaluations.sheets.domain import CriterionMark, Evaluation, Goal, TrainingNeed
from app.registers.evaluations.sheets.marking import rules_of
from app.registers.evaluations.sheets.result import mean_of
from app.registers.evaluations.sheets.words import FIELDS

_LINES_AT_LEAST, _LINES_TO_SPARE = 4, 2
"""Rows for goals and needs: this many, and more than are written already."""
_YEARS_AHEAD = 10
_LINE = 13.0
"""Height of a line of text in points."""
_TITLE_LENGTH = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")


def state_formula(given: str, number: str, lacking: str) -> str:
    """Says in words how far a sheet is: criteria marked, of how many, and justifications still lacking."""
    return f'=IF({given}=0,"nie rozpoczęto",IF(AND({given}={number},{lacking}=0),"gotowe","w trakcie"))'


@dataclass
class PersonPage:
    """One person's worksheet, the ``number``-th of the package handed out on ``issued_on``."""

    number: int
    evaluation: Evaluation
    issued_on: date

    def __post_init__(self) -> None:
        self.rules = rules_of(self.evaluation)
        marks = self.evaluation.marks
        self._cells: list[AnyCell] = []
        self._heights: dict[int, float] = {}
        self._at_least: dict[int, float] = {}
        titles = ["Lp.", "Kryterium", "Co się ocenia"]
        widths = [5, 30, 44]
        if any(mark.self_mark is not None for mark in marks):
            titles.append("Samoocena")
            widths.append(12)
        self._self_marks = "Samoocena" in titles
        self._weighted = len({mark.weight or 1 for mark in marks}) > 1
        if self._weighted:
            titles.append("Waga")
            widths.append(7)
        self._mark_column = len(titles)
        self._heads, self._widths = [*titles, "Ocena", "Uzasadnienie"], [*widths, 13, 58]
        self._head_row = 3
        self._rows = list(self._criterion_rows())

    @property
    def title(self) -> str:
        """The worksheet's name: a number keeps namesakes apart."""
        name = " ".join(_NOT_IN_TITLES.sub(" ", self.evaluation.person).split())
        return f"{self.number:02d} {name}"[:_TITLE_LENGTH].strip()

    @property
    def name(self) -> str:
        """The person with the number that tells namesakes apart."""
        number = self.evaluation.person_number
        return f"{self.evaluation.person} ({number})" if number else self.evaluation.person

    # figures, as formulas and as they are when handed out

    @property
    def given(self) -> int:
        return sum(mark.mark is not None or mark.not_applicable for mark in self.evaluation.marks)

    @property
    def lacking(self) -> int:
        needing = words.needing_reason(self.rules)
        return sum(
            (words.NOT_APPLICABLE if mark.not_applicable else mark.mark) in needing and not mark.reason.strip()
            for mark in self.evaluation.marks
        )

    @property
    def state(self) -> str:
        if not self.given:
            return "nie rozpoczęto"
        return "gotowe" if self.given == len(self.evaluation.marks) and not self.lacking else "w trakcie"

    def counted(self, sheet: str = "") -> str:
        """How many criteria have a mark or „nie dotyczy”."""
        return f"=COUNTA({sheet}{self._range(self._mark_column)})"

    def unexplained(self, sheet: str = "") -> str:
        """How many of them need a justification and have none."""
        marks, reasons = sheet + self._range(self._mark_column), sheet + self._range(self._mark_column + 1)
        needing = words.needing_reason(self.rules)
        if not needing:
            return "=0"
        any_of = "+".join(f'({marks}="{each}")' if isinstance(each, str) else f"({marks}={each})" for each in needing)
        return f"=SUMPRODUCT((LEN({marks})>0)*({any_of})*(LEN(TRIM({reasons}))=0))"

    def _mean(self) -> tuple[str, str | float]:
        marks = self._range(self._mark_column)
        total = f"AVERAGE({marks})"
        if self._weighted:
            weights = self._range(self._mark_column - 1)
            total = f"SUMPRODUCT({weights},{marks})/SUMPRODUCT({weights}*ISNUMBER({marks}))"
        rated = [mark for mark in self.evaluation.marks if not mark.not_applicable]
        mean = mean_of(rated)
        value: str | float = "–" if mean is None else mean / 100
        return f'=IF(COUNT({marks})=0,"–",ROUND({total},2))', value

    def _range(self, column: int) -> str:
        return f"{reference(self._rows[0][0], column)}:{reference(self._rows[-1][0], column)}"

    # the page

    def page(self) -> Page:
        """The whole worksheet."""
        self._top()
        self._criteria()
        below = self._rows[-1][0] + 2
        row = self._texts(below)
        row = self._goals(row)
        self._needs(row)
        return Page(
            title=self.title,
            cells=tuple(self._cells),
            widths=tuple(self._widths),
            heights=self._heights,
            at_least=self._at_least,
            freeze=(self._head_row + 1, 2),
            landscape=True,
            breaks=(below,),
        )

    def _criterion_rows(self) -> Iterator[tuple[int, int]]:
        """Row and index of each criterion; a heading stands above each group."""
        row, group = self._head_row, None
        for index, mark in enumerate(self.evaluation.marks):
            row += 1
            if mark.group and mark.group != group:
                row, group = row + 1, mark.group
            yield row, index

    def _top(self) -> None:
        evaluation = self.evaluation
        width = len(self._heads)
        about = [f"Arkusz {evaluation.number}", evaluation.post, evaluation.unit]
        self._show(0, 0, self.name, Look.TITLE, width)
        self._show(1, 0, " · ".join(filter(None, about)), Look.TEXT, width)
        formula = state_formula(self.counted()[1:], str(len(evaluation.marks)), self.unexplained()[1:])
        self._cells += [
            Shown(row=2, column=0, value="Stan:", look=Look.STRONG),
            Computed(row=2, column=1, formula=formula, value=self.state),
            Shown(row=2, column=2, value="Wypełnij żółte pola. Średnia ocen (do wiadomości):", look=Look.RIGHT),
            Computed(
                row=2, column=self._mark_column, formula=self._mean()[0], value=self._mean()[1], look=Look.CENTRED
            ),
        ]
        self._heights |= {0: 26, 2: 20, self._head_row: 24}
        for column, head in enumerate(self._heads):
            self._show(self._head_row, column, head, Look.HEAD)

    def _criteria(self) -> None:
        groups = {group.symbol: group.name for group in self.rules.groups}
        known = {criterion.name: criterion for criterion in self.rules.criteria}
        group = None
        for row, index in self._rows:
            mark = self.evaluation.marks[index]
            if mark.group and mark.group != group:
                group = mark.group
                self._show(row - 1, 0, f"{group}. {groups.get(group, '')}".strip(), Look.GROUP, len(self._heads))
            criterion = known.get(mark.criterion)
            described = [] if criterion is None else [criterion.description, *criterion.descriptors]
            self._show(row, 0, index + 1, Look.CENTRED)
            self._show(row, 1, mark.criterion, Look.BOXED_STRONG)
            self._show(row, 2, "\n".join(filter(None, described)), Look.BOXED)
            if self._self_marks:
                self._show(row, 3, "–" if mark.self_mark is None else mark.self_mark, Look.CENTRED)
            if self._weighted:
                self._show(row, self._mark_column - 1, mark.weight or 1, Look.CENTRED)
            self._mark(row, index, mark)
            self._at_least[row] = 3 * _LINE

    def _mark(self, row: int, index: int, mark: CriterionMark) -> None:
        values: list[int | str] = [step.value for step in self.rules.scale if step.value is not None]
        if self.rules.may_not_apply:
            values.append(words.NOT_APPLICABLE)
        given = words.NOT_APPLICABLE if mark.not_applicable else mark.mark
        prompt = words.mark_prompt(self.rules)
        self._type(row, self._mark_column, f"marks.{index}.mark", OneOf(tuple(values)), given, "Ocena", prompt)
        prompt = "Napisz, na czym opiera się ocena: fakty i skutki pracy. Bez danych o zdrowiu."
        self._type(
            row, self._mark_column + 1, f"marks.{index}.reason", FreeText(1000), mark.reason, "Uzasadnienie", prompt
        )

    def _texts(self, row: int) -> int:
        for name, value in (("opinion", self.evaluation.opinion), ("conclusions", self.evaluation.conclusions)):
            self._show(row, 0, FIELDS[name].label, Look.HEADING, len(self._heads))
            self._show(row + 1, 0, self.rules.health_warning or words.HEALTH, Look.WARNING, len(self._heads))
            across = len(self._heads)
            self._type(row + 2, 0, name, FreeText(4000), value, FIELDS[name].label, words.HEALTH, across)
            self._heights[row] = 24
            self._at_least[row + 2] = 7 * _LINE
            row += 4
        return row

    def _goals(self, row: int) -> int:
        goals = self.evaluation.goals
        self._show(row, 0, FIELDS["goals"].label, Look.HEADING, len(self._heads))
        self._list_heads(row + 1, FIELDS["goals.goal"].label, FIELDS["goals.due_on"].label, "")
        days = self._days([goal.due_on for goal in goals])
        count = _rows_for(len(goals))
        for index in range(count):
            goal = goals[index] if index < len(goals) else Goal(goal="")
            at = row + 2 + index
            self._line(at, index, f"goals.{index}.goal", FreeText(400), goal.goal, "Cel")
            self._type(
                at, self._mark_column, f"goals.{index}.due_on", days, goal.due_on, "Do kiedy", "Dzień.miesiąc.rok"
            )
        self._heights[row] = 24
        return row + count + 3

    def _needs(self, row: int) -> None:
        needs = self.evaluation.needs
        heads = [FIELDS[f"needs.{name}"].label for name in ("topic", "wanted_by", "reason")]
        self._show(row, 0, FIELDS["needs"].label, Look.HEADING, len(self._heads))
        self._list_heads(row + 1, *heads)
        days = self._days([need.wanted_by for need in needs])
        for index in range(_rows_for(len(needs))):
            need = needs[index] if index < len(needs) else TrainingNeed(topic="")
            at, name = row + 2 + index, f"needs.{index}"
            self._line(at, index, f"{name}.topic", FreeText(300), need.topic, "Temat szkolenia")
            self._type(at, self._mark_column, f"{name}.wanted_by", days, need.wanted_by, heads[1], "Dzień.miesiąc.rok")
            self._type(at, self._mark_column + 1, f"{name}.reason", FreeText(400), need.reason, heads[2], "Dobrowolne.")
        self._heights[row] = 24

    def _list_heads(self, row: int, text: str, day: str, last: str) -> None:
        self._show(row, 0, "Lp.", Look.HEAD)
        self._show(row, 1, text, Look.HEAD, self._mark_column - 1)
        self._show(row, self._mark_column, day, Look.HEAD)
        if last:
            self._show(row, self._mark_column + 1, last, Look.HEAD)

    def _line(self, row: int, index: int, name: str, rule: FreeText, value: str, title: str) -> None:
        self._show(row, 0, index + 1, Look.CENTRED)
        self._type(
            row, 1, name, rule, value, title, "Dobrowolne. Jeden wiersz to jedna pozycja.", self._mark_column - 1
        )
        self._at_least[row] = 2 * _LINE

    def _days(self, written: Sequence[date | None]) -> DayBetween:
        today = self.issued_on
        days = [day for day in written if day is not None]
        return DayBetween(min([*days, today]), max([*days, today.replace(year=today.year + _YEARS_AHEAD, day=1)]))

    def _show(self, row: int, column: int, value: str | int, look: Look, across: int = 1) -> None:
        self._cells.append(Shown(row=row, column=column, value=value, look=look, across=across))

    def _type(
        self, row: int, column: int, name: str, rule: Any, value: Any, title: str, prompt: str, across: int = 1
    ) -> None:
        full = f"{self.evaluation.id}.{name}"
        self._cells.append(
            Typed(row=row, column=column, name=full, rule=rule, value=value, title=title, prompt=prompt, across=across)
        )


def _rows_for(written: int) -> int:
    return max(_LINES_AT_LEAST, written + _LINES_TO_SPARE)
