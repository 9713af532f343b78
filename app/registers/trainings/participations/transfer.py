"""Participation cards from a file: a workbook to fill in, a dry run, and the report for people."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.core.polish import fold
from app.core.problems import Problem
from app.core.progress import NoProgress, Progress
from app.core.records import Change
from app.exchange.reading import Row
from app.exchange.spreadsheets import Format
from app.people.office.usecases import Offices
from app.records.import_report import ImportReport
from app.registers.trainings.participations import sheet, steps
from app.registers.trainings.participations.domain import Card, Participation, Step, StepDone, is_blank
from app.registers.trainings.participations.sheet import CardLine
from app.registers.trainings.participations.usecases import Participations
from app.registers.trainings.participations.words import step_label

_WORDS = ("karta", "karty", "kart")


@dataclass(frozen=True)
class _Sorted:
    """Good cards by participation, lines that change nothing, and problems of the others by line."""

    cards: dict[int, tuple[date, Card]]
    unchanged: int
    problems: dict[int, Problem]


class CardTransfer:
    """Writes cards to be filled in and reads them back; ``before_import`` makes a copy of the data."""

    def __init__(
        self, participations: Participations, offices: Offices, before_import: Callable[[], None] = lambda: None
    ) -> None:
        self._participations, self._offices = participations, offices
        self._before_import = before_import

    def export(
        self,
        path: Path,
        form: Format,
        progress: Progress | None = None,
        *,
        course_id: int | None = None,
        institution_id: int | None = None,
    ) -> int:
        """Write a line for everybody whose card can be filled in, of a training, an institution or all."""
        # the kit of prints comes with it, which nothing but an export needs here
        from app.people.office.printout import notice

        found = [
            each
            for each in self._participations.cards_to_fill(course_id)
            if institution_id is None or each.institution_id == institution_id
        ]
        said = notice(self._offices.current_or_blank())
        sheet.write_cards([sheet.card_line(each) for each in found], path, form, progress or NoProgress(), said)
        self._participations.log("export", found, format=form.value)
        return len(found)

    def load(self, path: Path, *, dry_run: bool, progress: Progress | None = None) -> ImportReport:
        """Read a file and save its good cards in one transaction; lines without anything on the card are left out."""
        self._participations.actor().require("training_participation.edit")
        reading = sheet.read_cards(path, progress or NoProgress())
        rows = [row for row in reading.drafts if not is_blank(row.draft.card)]
        sorted_ = self._sorted(rows)
        change = Change(self._participations.entity, frozenset())
        if not dry_run and sorted_.cards:
            # a backup: many records change at once, and undo does not reach that far
            self._before_import()
            change = self._participations.fill_cards(sorted_.cards).change
        late = [sheet.refused(rows[place], problem) for place, problem in sorted_.problems.items()]
        refused = tuple(sorted((*reading.refused, *late), key=lambda row: (row.sheet, row.row)))
        blank = len(reading.drafts) - len(rows)
        notices = (*reading.notices, *_told(blank))
        return ImportReport(
            _WORDS, len(sorted_.cards), 0, sorted_.unchanged, refused, notices, dry_run=dry_run, change=change
        )

    def _sorted(self, rows: Sequence[Row[CardLine]]) -> _Sorted:
        known = self._known([row.draft.number for row in rows])
        cards: dict[int, tuple[date, Card]] = {}
        unchanged, problems = 0, dict[int, Problem]()
        for place, row in enumerate(rows):
            each = known.get(row.draft.number.strip())
            problem = _problem(each, row.draft, self._participations.clock.today())
            if problem is not None:
                problems[place] = problem
            elif each is not None and steps.card_filled(each):
                unchanged += 1
            elif each is not None:
                cards[each.id] = (_day(row.draft, each, self._participations.clock.today()), row.draft.card)
        return _Sorted(cards, unchanged, problems)

    def _known(self, numbers: Sequence[str]) -> dict[str, Participation]:
        wanted = {number.strip() for number in numbers}
        return {each.number: each for each in self._participations.all() if each.number in wanted}


def _day(line: CardLine, each: Participation, today: date) -> date:
    """As written, else the last day of the training or of the last step, as cards are filled in."""
    return line.filled_on or min(max(each.ends_on, steps.last_day(each) or each.ends_on), today)


def _problem(each: Participation | None, line: CardLine, today: date) -> Problem | None:
    if each is None:
        return Problem("number", "unknown_number")
    if line.person.strip() and fold(line.person).split() != fold(each.person).split():
        return Problem("person", "other_person", {"person": each.person})
    if steps.card_filled(each):
        same = line.card == Card(**{name: getattr(each, name) for name in steps.CARD_FIELDS})
        return None if same else Problem("number", "card_differs")
    if each.waiting_for is not Step.FILL_CARD:
        found = steps.problems(each, StepDone(step=Step.FILL_CARD, done_on=today), today, line.card)
        if found and found[0].code in ("was_absent", "on_waiting_list"):
            return Problem("number", found[0].code, found[0].details)
        return Problem("number", "not_waiting", {"state": step_label(each)})
    done = StepDone(step=Step.FILL_CARD, done_on=_day(line, each, today))
    first = next(iter(steps.problems(each, done, today, line.card)), None)
    if first is None:
        return None
    return Problem("filled_on" if first.field == "done_on" else "number", first.code, first.details)


def _told(blank: int) -> Iterator[str]:
    if blank:
        yield f"Wiersze bez żadnego wpisu na karcie pominięto: {blank}."
