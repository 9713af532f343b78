"""Cards to and from spreadsheets: the file, the comparison with what is stored, and the report for people."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from app.core.errors import Refusal
from app.core.polish import plural
from app.core.problems import Problem
from app.core.progress import NoProgress, Progress
from app.exchange.reading import RefusedRow, Row
from app.exchange.spreadsheets import Format
from app.people.office.usecases import Offices
from app.people.units.usecases import Units
from app.records.import_report import ImportReport, report
from app.records.intake import Incoming
from app.registers.service_cards import sheet
from app.registers.service_cards.domain import ServiceCardDraft
from app.registers.service_cards.usecases import ServiceCards

_EXCHANGED = frozenset(spec.name for spec in fields(ServiceCardDraft)) - {"attachments"}
"""Fields a file can state; where it states all of them, reading has judged the whole draft by its rules."""
_WORDS = ("karta", "karty", "kart")
_NAMED = 10
"""Files told one by one."""
_NO_UNITS = (
    "Najpierw dodaj komórki organizacyjne: każda karta należy do jednej z nich, a w bazie nie ma jeszcze żadnej. "
    "Potem wczytaj plik ponownie."
)


class CardTransfer:
    """Export and import of service cards."""

    def __init__(
        self,
        cards: ServiceCards,
        units: Units,
        offices: Offices,
        before_import: Callable[[], None] = lambda: None,
    ) -> None:
        self._cards, self._units, self._offices = cards, units, offices
        self._before_import = before_import

    def export(self, path: Path, form: Format, progress: Progress | None = None) -> int:
        """Write every card that is not deleted; returns how many."""
        # the kit of prints comes with it, which nothing but an export needs here
        from app.people.office.printout import notice

        cards = self._cards.all()
        symbols = {unit.id: unit.symbol for unit in self._units.all()}
        said = notice(self._offices.current_or_blank())
        sheet.write_cards(cards, path, form, symbols, progress or NoProgress(), said)
        self._cards.log("export", cards, format=form.value)
        return len(cards)

    def load(self, path: Path, *, dry_run: bool, progress: Progress | None = None) -> ImportReport:
        """Read a file and save its good rows in one transaction; Refusal in an office without units."""
        self._cards.actor().require("service_card.edit")
        progress = progress or NoProgress()
        ids = {unit.symbol: unit.id for unit in self._units.all()}
        reading = sheet.read_cards(path, ids, progress)
        if not ids and (reading.drafts or reading.refused):
            raise Refusal(_NO_UNITS)
        drafts, lost = self._without_missing_files([row.draft for row in reading.drafts])
        incoming = [
            Incoming(draft, row.given, valid=row.given >= _EXCHANGED)
            for row, draft in zip(reading.drafts, drafts, strict=True)
        ]
        if not dry_run:
            # a backup: many cards change at once, and undo does not reach that far
            self._before_import()
        result = self._cards.take_over(incoming, dry_run=dry_run, progress=progress)
        taken = {row.draft.symbol for row, one in zip(reading.drafts, result.taken, strict=True) if not one.problems}
        notices = (*reading.notices, *_lost_files([each for each in lost if each.symbol in taken]))
        late = [
            self._refused(row, problem, ids)
            for row, taken in zip(reading.drafts, result.taken, strict=True)
            for problem in taken.problems
        ]
        return report(_WORDS, result, (*reading.refused, *late), notices, dry_run=dry_run)

    def _without_missing_files(
        self, drafts: Sequence[ServiceCardDraft]
    ) -> tuple[list[ServiceCardDraft], list["_LostFile"]]:
        """The cards without blank forms that lie in another office's database, and which those are."""
        named = {document.form_file for draft in drafts for document in draft.documents}
        missing = self._cards.missing_files({digest for digest in named if digest})
        if not missing and "" not in named:
            return list(drafts), []
        kept, lost = [], []
        for draft in drafts:
            gone = [each for each in draft.documents if each.form_file == "" or each.form_file in missing]
            lost += [_LostFile(draft.symbol, each.name, each.form_file_name) for each in gone if each.form_file]
            documents = tuple(
                replace(each, form_file=None, form_file_name="") if each in gone else each for each in draft.documents
            )
            kept.append(replace(draft, documents=documents) if gone else draft)
        return kept, lost

    def _refused(self, row: Row[ServiceCardDraft], problem: Problem, ids: Mapping[str, int]) -> RefusedRow:
        """Where in the file the problem stands; it may lie in the stored part of a card the file only completes."""
        if problem.field.partition(".")[0] in row.given:
            return sheet.refused(row, problem, ids)
        reason = " ".join(str(self._cards.invalid((problem,))).split())
        return RefusedRow(row.sheet, row.row_number, "", "", reason, row.draft.symbol)


@dataclass(frozen=True)
class _LostFile:
    """A blank form that did not travel: the card's symbol, the document, the file's name."""

    symbol: str
    document: str
    file_name: str


def _lost_files(lost: Sequence[_LostFile]) -> Iterator[str]:
    """Sentences for people; many of one kind end in a number."""
    for one in lost[:_NAMED]:
        name = f"„{one.file_name}” " if one.file_name else ""
        yield (
            f"Karta {one.symbol}, dokument „{one.document}”: pliku formularza {name}nie ma w tej bazie, "
            "więc dokument wczytano bez niego. Dodaj plik w formularzu karty."
        )
    rest = len(lost) - _NAMED
    if rest > 0:
        yield f"Bez pliku formularza wczytano także {rest} {plural(rest, 'dokument', 'dokumenty', 'dokumentów')}."
