"""Use cases of packages for raters: handed out with a record of what is in them, taken back whole or not at all."""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.codec import encode
from app.core.errors import Conflict, NotAllowed, NotFound, Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import sort_key
from app.core.problems import Problem
from app.core.records import Change, Outcome, Undo
from app.records import environment
from app.records.mapping import draft_of
from app.records.noting import note_many
from app.registers.evaluations.campaigns.domain import CampaignState
from app.registers.evaluations.campaigns.model import CampaignRow
from app.registers.evaluations.packages import repository, words
from app.registers.evaluations.packages.domain import (
    OPEN_FOR_MARKS,
    Filled,
    Handout,
    Origin,
    PackageReport,
    Place,
    RaterLine,
    Remark,
    handed_out,
)
from app.registers.evaluations.packages.model import RaterPackageRow
from app.registers.evaluations.sheets.domain import Evaluation, EvaluationDraft
from app.registers.evaluations.sheets.domain import validate as validate_sheet
from app.registers.evaluations.sheets.marking import rules_of
from app.registers.evaluations.sheets.result import computed
from app.registers.evaluations.sheets.usecases import Evaluations
from db import audit
from db.store import Store

_MAY_READ_LOG = ("audit.read", "personal_data.export")
"""Rights with which a server shows entries of the log about evaluations."""


@dataclass(frozen=True)
class Known:
    """A package that was handed out here: its secret, and its sheets as they are now (those not deleted)."""

    secret: bytes
    sheets: Mapping[int, Evaluation]


@dataclass(frozen=True)
class Taken:
    """The report, and for a real import the undo of all of it."""

    report: PackageReport
    undo: Undo | None = None


class RaterPackages:
    """Packages of the raters of a campaign; safe to call from any thread."""

    entity = RaterPackageRow.entity

    def __init__(
        self, store: Store, clock: Clock, actor: Callable[[], Actor] = lambda: EVERYTHING, *, evaluations: Evaluations
    ) -> None:
        self.store, self.clock, self.actor = store, clock, actor
        self._evaluations = evaluations

    def require(self) -> None:
        """Raise NotAllowed unless the person may handle packages: they carry marks of everybody."""
        actor = self.actor()
        actor.require("evaluation_campaign.edit")
        actor.require("evaluation.edit")
        if actor.own_only("evaluation.edit"):
            raise NotAllowed(words.NO_RIGHT)

    # -- out ---------------------------------------------------------------------------------------------------

    def raters(self, campaign_id: int) -> tuple[RaterLine, ...]:
        """Every rater of the campaign, by name, with the newest package."""
        self.require()
        with environment.reading(self.store) as session:
            lines = repository.raters(session, campaign_id)
        return tuple(sorted(lines, key=lambda line: (sort_key(_surname_first(line.rater)), line.rater_id)))

    def issue(
        self, campaign_id: int, rater_id: int | None, office: str, write: Callable[[Sequence[Handout]], None]
    ) -> tuple[Handout, ...]:
        """Record new packages, of one rater or of all who have somebody to rate, and write their workbooks.

        ``write`` makes the files inside the transaction: when it fails, no package was handed out. An earlier package
        of the same rater is not taken back any more. Raises Refusal when there is nobody to rate.
        """
        self.require()
        with environment.writing(self.store, self.actor().name) as session:
            campaign = self._running(session, campaign_id)
            found = repository.open_sheets(session, campaign_id, rater_id)
            if not found:
                text = words.NOBODY_AT_ALL if rater_id is None else words.NOBODY
                raise Refusal(text.format(campaign=campaign.name))
            before = repository.newest(session, campaign_id)
            rows = [self._row(campaign_id, rater, sheets, before.get(rater)) for rater, sheets in found.items()]
            session.add_all(rows)
            session.flush()
            handouts = tuple(self._handout(row, campaign, office, found[row.rater_id]) for row in rows)
            for row, handout in zip(rows, handouts, strict=True):
                audit.entitle(session, self.entity, row.id, _title(handout.package.id, handout.rater))
            listed = [(each.id, self._evaluations.title(each)) for sheets in found.values() for each in sheets]
            note_many(session, "export", self._evaluations.entity, listed, {"format": "xlsx"})
            write(handouts)
        return handouts

    def _row(
        self, campaign_id: int, rater_id: int, sheets: Sequence[Evaluation], before: RaterPackageRow | None
    ) -> RaterPackageRow:
        now = self.clock.now()
        return RaterPackageRow(
            campaign_id=campaign_id,
            rater_id=rater_id,
            serial=1 if before is None else before.serial + 1,
            issued_at=now,
            secret=secrets.token_hex(32),
            sheets=[_entry(sheet) for sheet in sheets],
            returned_at=None,
            returned_hash="",
            created_at=now,
            updated_at=now,
        )

    def _handout(
        self, row: RaterPackageRow, campaign: CampaignRow, office: str, sheets: Sequence[Evaluation]
    ) -> Handout:
        return Handout(
            package=repository.package_of(row),
            campaign=campaign.name,
            ends_on=campaign.ends_on,
            office=office,
            rater=sheets[0].rater,
            rater_post=sheets[0].rater_post,
            secret=bytes.fromhex(row.secret),
            issued_on=self.clock.today(),
            evaluations=tuple(sheets),
        )

    # -- back in -----------------------------------------------------------------------------------------------

    def known(self, origin: Origin, key_mark: Callable[[bytes], str]) -> Known:
        """The package that a workbook says it is; Refusal when it was not handed out from these data."""
        self.require()
        with environment.reading(self.store) as session:
            row = self._known_row(session, origin.package)
            if row is None or not _is(row, origin, key_mark):
                raise Refusal(
                    words.FOREIGN.format(office=origin.office or "?", campaign=origin.campaign, rater=origin.rater)
                )
            sheets = repository.sheets(session, [entry["id"] for entry in row.sheets])
            return Known(bytes.fromhex(row.secret), sheets)

    def take(
        self,
        origin: Origin,
        digest: str,
        filled: Sequence[Filled],
        faults: Sequence[Remark] = (),
        *,
        dry_run: bool,
        again: bool = False,
    ) -> Taken:
        """Save what came back in one transaction, or only tell what would happen.

        ``faults`` are those found in the file itself. With any fault nothing is saved. ``again`` allows another file
        of a package that was read back already. Raises Refusal for a package that is not taken at all.
        """
        self.require()
        if dry_run:
            with environment.reading(self.store) as session:
                return Taken(self._take(session, origin, digest, filled, faults, dry_run=True)[0])
        with environment.writing(self.store, self.actor().name) as session:
            report, before, after = self._take(session, origin, digest, filled, faults, dry_run=False, again=again)
        if report.refused:
            return Taken(report)
        return Taken(report, Undo("Cofnij wczytanie pakietu", lambda: self._undo(origin, digest, before, after)))

    def _take(
        self,
        session: Session,
        origin: Origin,
        digest: str,
        filled: Sequence[Filled],
        faults: Sequence[Remark],
        *,
        dry_run: bool,
        again: bool = False,
    ) -> tuple[PackageReport, list[Evaluation], list[Evaluation]]:
        row = self._known_row(session, origin.package)
        if row is None:
            raise NotFound("Tego pakietu nie ma już w programie. Wydaj nowy pakiet.")
        self._running(session, row.campaign_id)
        self._refuse_old(session, row, digest)
        returned_at = row.returned_at
        stored = repository.sheets(session, [entry["id"] for entry in row.sheets])
        found = [*faults, *self._faults(session, row, filled, stored)]
        if not found and not dry_run and returned_at is not None and not again:
            raise Refusal(words.AGAIN.format(number=row.id, moment=words.moment_text(returned_at)))
        before: list[Evaluation] = []
        after: list[Evaluation] = []
        if not found and not dry_run:
            before, after = self._save(session, row, digest, filled, stored)
        changed = [each for each in filled if each.evaluation_id in stored and _differs(each, stored)]
        report = PackageReport(
            package=row.id,
            rater=origin.rater,
            campaign=origin.campaign,
            campaign_id=row.campaign_id,
            people=len(row.sheets),
            changed=len(changed),
            marks=sum(_is_marked(mark) for each in filled for mark in each.draft.marks),
            marks_possible=sum(len(each.draft.marks) for each in filled),
            faults=tuple(found),
            missing=() if found else tuple(_missing(filled, stored)),
            again=returned_at,
            dry_run=dry_run,
            change=Change(self._evaluations.entity, frozenset(each.id for each in after)),
        )
        return report, before, after

    def _save(
        self,
        session: Session,
        row: RaterPackageRow,
        digest: str,
        filled: Sequence[Filled],
        stored: Mapping[int, Evaluation],
    ) -> tuple[list[Evaluation], list[Evaluation]]:
        before, after = [], []
        for each in filled:
            old, new = self._evaluations.update_within(
                session, each.evaluation_id, stored[each.evaluation_id].version, each.draft
            )
            if new is not old:
                before.append(old)
                after.append(new)
        self._mark_returned(session, row, digest, {new.id: new for new in after})
        return before, after

    def _mark_returned(
        self, session: Session, row: RaterPackageRow, digest: str, changed: Mapping[int, Evaluation]
    ) -> None:
        """Keep how the sheets are from now on: another file of the package may follow, changes by others may not."""
        row.sheets = [_entry(changed[entry["id"]]) if entry["id"] in changed else entry for entry in row.sheets]
        row.returned_hash = digest
        row.returned_at = self.clock.now() if digest else None
        row.touch(self.clock.now())
        rater = next((sheet.rater for sheet in changed.values()), "")
        audit.entitle(session, self.entity, row.id, _title(row.id, rater))
        session.flush()

    def _undo(
        self, origin: Origin, digest: str, before: Sequence[Evaluation], after: Sequence[Evaluation]
    ) -> Outcome[Any]:
        """Every sheet as it was before the package was read back; Refusal when somebody wrote on one meanwhile."""
        self.require()
        with environment.writing(self.store, self.actor().name) as session:
            row = self._known_row(session, origin.package)
            if row is None or row.returned_hash != digest:
                raise Refusal("Tego wczytania nie da się już cofnąć: pakiet wczytano później jeszcze raz.")
            restored = {}
            for old, new in zip(before, after, strict=True):
                try:
                    draft = draft_of(old, EvaluationDraft)
                    _, record = self._evaluations.update_within(session, new.id, new.version, draft)
                except (Conflict, NotFound) as error:
                    raise Refusal(
                        f"Nie można cofnąć wczytania pakietu: arkusz {new.number} ({new.person}) zmieniono później. "
                        "Popraw oceny w arkuszach."
                    ) from error
                restored[record.id] = record
            self._mark_returned(session, row, "", restored)
        change = Change(self._evaluations.entity, frozenset(restored))
        return Outcome(None, change, f"Cofnięto wczytanie pakietu nr {origin.package}: {origin.rater}.")

    # -- checks ------------------------------------------------------------------------------------------------

    def _running(self, session: Session, campaign_id: int) -> CampaignRow:
        row = repository.campaign(session, campaign_id)
        if row is None:
            raise NotFound("Tej kampanii już nie ma: ktoś ją usunął. Odśwież listę.")
        if row.state is not CampaignState.RUNNING:
            raise Refusal(words.NOT_RUNNING[row.state.value].format(campaign=row.name))
        return row

    def _known_row(self, session: Session, package_id: int) -> RaterPackageRow | None:
        row = session.get(RaterPackageRow, package_id)
        return None if row is None or row.deleted_at is not None else row

    def _refuse_old(self, session: Session, row: RaterPackageRow, digest: str) -> None:
        if row.returned_hash == digest and row.returned_at is not None:
            raise Refusal(words.SAME_FILE.format(moment=words.moment_text(row.returned_at)))
        newest = repository.newest(session, row.campaign_id).get(row.rater_id)
        if newest is not None and newest.serial > row.serial:
            raise Refusal(
                words.SUPERSEDED.format(
                    number=row.id,
                    issued=words.moment_text(row.issued_at),
                    newer=newest.id,
                    newer_issued=words.moment_text(newest.issued_at),
                )
            )

    def _faults(
        self, session: Session, row: RaterPackageRow, filled: Sequence[Filled], stored: Mapping[int, Evaluation]
    ) -> Iterator[Remark]:
        contents = {entry["id"]: entry["content"] for entry in row.sheets}
        for each in filled:
            sheet = stored.get(each.evaluation_id)
            if sheet is None:
                yield Remark(Place(each.page), "", words.GONE)
            elif sheet.rater_id != row.rater_id:
                yield Remark(Place(each.page), "", words.OTHER_RATER.format(rater=sheet.rater))
            elif sheet.state not in OPEN_FOR_MARKS:
                yield Remark(Place(each.page), "", words.closed_reason(sheet))
            elif _content(sheet) != contents[sheet.id]:
                yield Remark(Place(each.page), "", self._changed_reason(session, sheet))
            else:
                for problem in validate_sheet(each.draft):
                    yield Remark(each.place(problem.field), "", self._sentence(problem))

    def _changed_reason(self, session: Session, sheet: Evaluation) -> str:
        found = None
        if any(map(self.actor().may, _MAY_READ_LOG)):
            found = repository.last_change(session, sheet.id)
        author, at = found or ("", None)
        return words.changed_reason(sheet.number, at or repository.saved_at(session, sheet.id), author)

    def _sentence(self, problem: Problem) -> str:
        return problem.sentence(self._evaluations.sentences)


def _missing(filled: Sequence[Filled], stored: Mapping[int, Evaluation]) -> Iterator[Remark]:
    """Marks and justifications that the rater has not written yet, in the order of the workbook."""
    for each in filled:
        for problem in computed(each.draft.marks, rules_of(stored[each.evaluation_id])).missing:
            yield Remark(each.place(problem.field), "", problem.sentence(Evaluations.sentences))


def _differs(each: Filled, stored: Mapping[int, Evaluation]) -> bool:
    return draft_of(stored[each.evaluation_id], EvaluationDraft) != each.draft


def _is_marked(mark: Any) -> bool:
    return mark.mark is not None or mark.not_applicable


def _entry(sheet: Evaluation) -> dict[str, Any]:
    return {"id": sheet.id, "version": sheet.version, "content": _content(sheet)}


def _content(sheet: Evaluation) -> str:
    """A hash of what a package may change: a sheet that differs elsewhere only, say by a step, is not old."""
    text = json.dumps(encode(handed_out(sheet)), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _is(row: RaterPackageRow, origin: Origin, key_mark: Callable[[bytes], str]) -> bool:
    said = (origin.campaign_id, origin.rater_id, origin.serial, origin.key)
    return said == (row.campaign_id, row.rater_id, row.serial, key_mark(bytes.fromhex(row.secret)))


def _title(package_id: int, rater: str) -> str:
    return f"nr {package_id}: {rater}" if rater else f"nr {package_id}"


def _surname_first(name: str) -> str:
    first, _, last = name.rpartition(" ")
    return f"{last} {first}"
