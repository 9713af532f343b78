"""What an import of a file did, told to people: window and command line say the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.polish import plural
from app.core.records import Change
from app.exchange.reading import RefusedRow
from app.records.intake import TakeOver, Verdict


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or in a dry run would do; ``words`` are one, few and many of the records."""

    words: tuple[str, str, str]
    new: int
    changed: int
    unchanged: int
    refused: tuple[RefusedRow, ...]
    notices: tuple[str, ...]
    dry_run: bool
    change: Change

    def lines(self) -> Iterator[str]:
        """The result in Polish sentences."""
        if self.unchanged and not (self.new or self.changed or self.refused):
            yield "Plik jest taki sam jak dane w programie; nie ma czego zapisywać."
        elif self.dry_run:
            yield "Próba: niczego nie zapisano."
        new, changed, unchanged = map(self._told, (self.new, self.changed, self.unchanged))
        yield f"Nowe: {new}. Zmienione: {changed}. Bez zmian: {unchanged}."
        yield from self.notices
        rows = len({(row.sheet, row.row) for row in self.refused})
        if rows:
            yield f"Odrzucono {rows} {plural(rows, 'wiersz', 'wiersze', 'wierszy')}:"
        else:
            yield "Żaden wiersz nie został odrzucony."

    def refused_lines(self) -> Iterator[str]:
        """One line for each reason: sheet, row, column, value, what to do."""
        for row in self.refused:
            place = ", ".join(filter(None, (row.sheet, f"wiersz {row.row}", row.column)))
            # a sentence that quotes the value needs no second quotation before it
            quoted = f"„{row.value}”"
            line = f"{place}: {f'{quoted} – ' if row.value and quoted not in row.reason else ''}{row.reason}"
            # what a file brings must not command the terminal: no escape sequences, no reversed writing
            yield "".join(sign if sign.isprintable() or sign in "\n\xa0" else "�" for sign in line)

    def _told(self, number: int) -> str:
        return f"{number} {plural(number, *self.words)}"


def report(
    words: tuple[str, str, str],
    result: TakeOver,
    refused: tuple[RefusedRow, ...],
    notices: tuple[str, ...],
    *,
    dry_run: bool,
) -> ImportReport:
    """The report on a file that was read (``refused`` and ``notices`` of the reading) and taken over."""
    return ImportReport(
        words,
        result.count(Verdict.NEW),
        result.count(Verdict.CHANGED),
        result.count(Verdict.UNCHANGED),
        tuple(sorted(refused, key=lambda row: (row.sheet, row.row))),
        notices,
        dry_run,
        result.change,
    )
