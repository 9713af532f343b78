"""Use cases for training institutions: the register, who may be one with whom, and making two of them one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import Conflict, NotFound, Refusal
from app.core.polish import fold, plural, sort_key
from app.core.problems import Problem
from app.core.records import Change, Outcome, Undo
from app.records import environment
from app.records.intake import Incoming, Taken, TakingOver, Verdict
from app.records.listing import CaseFilter, ColumnFilter, Filter
from app.records.mapping import draft_of
from app.records.usecases import Noun
from app.registers.trainings.institutions import merging, repository, similarity
from app.registers.trainings.institutions.domain import (
    MOST_ALIASES,
    Institution,
    InstitutionDraft,
    name_key,
    validate,
)
from app.registers.trainings.institutions.model import InstitutionRow
from app.registers.trainings.institutions.words import FIELDS, LABELS, PROBLEMS, WHY, Likeness

_KNOWN = "trainings.known_institutions"
_NEW = -1
_SEEN = "trainings.institutions_of_file"


@dataclass(frozen=True)
class Proposal:
    """Two institutions that may be one; ``score`` is their likeness of 100. Uses are counts by kind of record."""

    first: Institution
    second: Institution
    score: int
    why: Likeness
    first_uses: Mapping[str, int]
    second_uses: Mapping[str, int]

    @property
    def reason(self) -> str:
        """Why they may be one, in words."""
        return WHY[self.why]


@dataclass(frozen=True)
class _Merge:
    """What a merge did, for its undo: versions are those after it."""

    kept: int
    kept_version: int
    other: int
    other_version: int
    draft: InstitutionDraft
    moved: tuple[merging.Moved, ...]
    apart: Mapping[int, tuple[str, ...]]


class Institutions(TakingOver[Institution, InstitutionDraft]):
    """Who teaches the office's people."""

    entity = "training_institution"
    noun = Noun("instytucja szkoląca", "instytucję")
    row, record, draft = InstitutionRow, Institution, InstitutionDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (InstitutionRow.sort,)
    rests = frozenset({"training_offer", "training_course", "preferred_list"})
    key = "name"

    def title(self, record: Institution | InstitutionDraft) -> str:
        return record.name

    def validate(self, draft: InstitutionDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        return {"use": CaseFilter(_by_use), "town": ColumnFilter(InstitutionRow.town)}

    def sorts(self) -> Mapping[str, Any]:
        return {"name": InstitutionRow.sort, "town": (InstitutionRow.town, InstitutionRow.sort)}

    # -- by name ---------------------------------------------------------------------------------------------

    def named(self, name: str) -> Institution | None:
        """The institution with this name or alias, however written (case, quotes, blanks); None where there is none."""
        self._require("read")
        with environment.reading(self.store) as session:
            found = repository.known_names(session).get(name_key(name))
            return None if found is None else self._to_record(self._row(session, found[0]))

    def names(self) -> Mapping[str, int]:
        """Ids by every name and alias as ``domain.name_key`` gives it: for imports that look up many."""
        self._require("read")
        with environment.reading(self.store) as session:
            return {key: known[0] for key, known in repository.known_names(session).items()}

    def near(self, asked: Sequence[InstitutionDraft]) -> tuple[tuple[Institution, ...], ...]:
        """For each one (a name alone will do) institutions that it may be, the most alike first."""
        listed = self.all()
        return tuple(tuple(listed[pair.second] for pair in pairs) for pairs in similarity.near(asked, listed))

    def uses(self) -> Mapping[int, Mapping[str, int]]:
        """By institution how many records of each kind name it; those that nothing names are left out."""
        self._require("read")
        with environment.reading(self.store) as session:
            return repository.uses(session)

    # -- which may be one ------------------------------------------------------------------------------------

    def proposals(self) -> tuple[Proposal, ...]:
        """Every two that may be one and that nobody found to be others, the most alike first."""
        self._require("read")
        with environment.reading(self.store) as session:
            listed = [self._to_record(row) for row in repository.living(session)]
            uses = repository.uses(session)
        apart = {frozenset((each.id, int(other))) for each in listed for other in each.apart}
        pairs = similarity.pairs(listed)
        found = ((listed[pair.first], listed[pair.second], pair) for pair in pairs)
        return tuple(
            Proposal(first, second, pair.score, pair.why, uses.get(first.id, {}), uses.get(second.id, {}))
            for first, second, pair in found
            if frozenset((first.id, second.id)) not in apart
        )

    def proposal_of(self, first_id: int, second_id: int) -> Proposal:
        """Two chosen ones side by side; NotFound when one is gone, Refusal when it is one and the same."""
        self._require("read")
        if first_id == second_id:
            raise Refusal("Wybierz dwie różne instytucje.")
        with environment.reading(self.store) as session:
            first, second = (self._to_record(self._row(session, each)) for each in (first_id, second_id))
            uses = repository.uses(session)
        return Proposal(first, second, 0, Likeness.CHOSEN, uses.get(first_id, {}), uses.get(second_id, {}))

    def keep_apart(self, first_id: int, second_id: int) -> Outcome[Institution]:
        """Two that were proposed are not one: never propose them again.

        Kept with the later of the two (``InstitutionRow.apart``), and carried over when one of them is merged.
        """
        self._require("edit")
        return self._set_apart(first_id, second_id, apart=True)

    def _set_apart(self, first_id: int, second_id: int, *, apart: bool) -> Outcome[Institution]:
        early, late = sorted((first_id, second_id))
        with self._changing() as session:
            row, other = self._row(session, late), self._row(session, early)
            told = tuple(each for each in row.apart if each != str(early))
            row.apart = (*told, str(early)) if apart else told
            other.apart = tuple(each for each in other.apart if each != str(late))
            row.touch(self.clock.now())
            record, named = self._stored(session, row), other.name
        said = "uznano za różne instytucje" if apart else "program znów zaproponuje do połączenia"
        return Outcome(
            record,
            Change(self.entity, frozenset((early, late))),
            f"„{record.name}” i „{named}” {said}.",
            Undo(
                "Proponuj ponownie" if apart else "Uznaj za różne",
                lambda: self._set_apart(first_id, second_id, apart=not apart),
            ),
        )

    # -- making two one --------------------------------------------------------------------------------------

    def merge(self, kept_id: int, kept_version: int, other_id: int, other_version: int) -> Outcome[Institution]:
        """Keep one institution, turn to it whatever names the other, and delete the other; one transaction.

        The one that stays gets the other's names as aliases and what was blank in it. Besides the right to edit and
        to delete institutions this takes that to edit each kind of record that is turned. Undo brings everything
        back. Conflict when one of the two was saved meanwhile.
        """
        for deed in ("edit", "delete"):
            self._require(deed)
        if kept_id == other_id:
            raise Refusal("Wybierz dwie różne instytucje.")
        with self._changing() as session:
            kept, other = self._opened(session, kept_id, kept_version), self._opened(session, other_id, other_version)
            before, gone = self._to_record(kept), self._to_record(other)
            draft = merging.merged(draft_of(before, InstitutionDraft), draft_of(gone, InstitutionDraft))
            if len(draft.aliases) > MOST_ALIASES:
                raise Refusal(
                    f"Po połączeniu „{before.name}” miałaby {len(draft.aliases)} "
                    f"{plural(len(draft.aliases), 'inną nazwę', 'inne nazwy', 'innych nazw')}, a może mieć najwyżej "
                    f"{MOST_ALIASES}. Usuń zbędne w jej formularzu i połącz ponownie."
                )
            now = self.clock.now()
            moved = merging.move(session, other_id, kept_id, now)
            for entity in sorted({each.entity for each in moved}):
                self.actor().require(f"{entity}.edit")
            apart = merging.move_apart(session, other_id, kept_id, now)
            other.deleted_at = now
            session.flush()
            self._save(session, kept, draft, before)
            record = self._stored(session, kept)
            self._entitle(session, gone)
            done = _Merge(
                kept_id, record.version, other_id, other.version, draft_of(before, InstitutionDraft), moved, apart
            )
        records = len({(each.entity, each.column, each.row_id) for each in moved})
        told = f", przeniesiono {records} {plural(records, 'wpis', 'wpisy', 'wpisów')}" if records else ""
        return Outcome(
            record,
            Change(self.entity, frozenset((kept_id, other_id))),
            f"Połączono: „{gone.name}” to teraz „{record.name}”{told}.",
            Undo("Rozdziel instytucje", lambda: self._split(done, kept_version, other_version)),
        )

    def _split(self, done: _Merge, kept_at: int, other_at: int) -> Outcome[Institution]:
        """Take a merge back; ``kept_at`` and ``other_at`` are the versions it started from."""
        for deed in ("edit", "delete"):
            self._require(deed)
        with self._changing() as session:
            kept = self._opened(session, done.kept, self._newest(done.kept, done.kept_version))
            other = session.get(InstitutionRow, done.other)
            if other is None or other.deleted_at is None:
                raise NotFound(self._gone())
            if other.version != self._newest(done.other, done.other_version):
                raise Conflict(self._to_record(other), self._to_record(other))
            now = self.clock.now()
            for entity in sorted({each.entity for each in done.moved}):
                self.actor().require(f"{entity}.edit")
            merging.move_back(session, done.moved, done.other, done.kept, now)
            for institution_id, apart in done.apart.items():
                row = session.get(InstitutionRow, institution_id)
                if row is not None:
                    row.apart = apart
                    row.touch(now)
            self._save(session, kept, done.draft, self._to_record(kept))
            taken = tuple(self._check(session, draft_of(self._to_record(other), InstitutionDraft), other))
            if taken:
                raise self.invalid(taken)
            other.deleted_at = None
            session.flush()
            record, back = self._stored(session, kept), self._stored(session, other)
        # so that the deeds before the merge can be taken back next
        self._restored[done.kept, kept_at] = record.version
        self._restored[done.other, other_at] = back.version
        return Outcome(
            record,
            Change(self.entity, frozenset((done.kept, done.other))),
            f"Rozdzielono: „{record.name}” i „{back.name}” są znów osobno.",
            Undo("Połącz ponownie", lambda: self.merge(done.kept, record.version, done.other, back.version)),
        )

    def _opened(self, session: Session, record_id: int, version: int) -> Any:
        row = self._row(session, record_id)
        if row.version != version:
            raise Conflict(self._to_record(row), self._to_record(row))
        return row

    def _newest(self, record_id: int, version: int) -> int:
        """The version in which undo has brought that state back, possibly more than once."""
        while (record_id, version) in self._restored:
            version = self._restored[record_id, version]
        return version

    # -- saving ----------------------------------------------------------------------------------------------

    def _check(self, session: Session, draft: InstitutionDraft, row: Any) -> Iterator[Problem]:
        known, own = _known(session), None if row is None else row.id
        holder = known.get(name_key(draft.name))
        if holder is not None and holder[0] != own:
            yield Problem("name", "name_taken", {"value": draft.name, "other": holder[1]})
        for index, alias in enumerate(draft.aliases):
            holder = known.get(name_key(alias))
            if holder is not None and holder[0] != own:
                yield Problem(f"aliases.{index}", "alias_taken", {"value": alias, "other": holder[1]})

    def _before_save(self, session: Session, row: Any, draft: InstitutionDraft, before: Institution | None) -> None:
        row.sort = sort_key(draft.name)
        contact = f"{draft.town} {draft.street} {draft.nip} {draft.phone} {draft.email} {draft.contact}"
        row.find = fold(f"{' '.join(draft.names)} {contact} {draft.areas}")
        if row.apart is None:
            row.apart = ()
        # later lines of the same file must not take the same name; a new row has no id yet
        known, own = _known(session), getattr(row, "id", None)
        for key in [key for key, holder in known.items() if holder[0] == own]:
            del known[key]
        for name in draft.names:
            known.setdefault(name_key(name), (own or _NEW, draft.name))

    def _may_delete(self, session: Session, record: Institution) -> None:
        used = repository.uses(session).get(record.id, {})
        number = sum(used.values())
        if number:
            raise Refusal(
                f"Nie można usunąć instytucji „{record.name}”: "
                f"{plural(number, 'odnosi', 'odnoszą', 'odnosi')} się do niej {number} "
                f"{plural(number, 'wpis', 'wpisy', 'wpisów')} (oferty, szkolenia lub listy preferowanych instytucji). "
                "Jeżeli zapisano ją dwa razy, połącz ją z drugą: „Podobne instytucje…”."
            )

    # -- from a file -----------------------------------------------------------------------------------------

    def _stored_by_key(self, session: Session, keys: Sequence[str]) -> dict[str, Any]:
        """Found by any name they have, living ones first; otherwise the deleted one of exactly this name."""
        found = super()._stored_by_key(session, keys)
        known = repository.known_names(session)
        for key in keys:
            holder = known.get(name_key(key))
            if holder is not None:
                found[key] = session.get(InstitutionRow, holder[0])
        return found

    def _take(
        self,
        session: Session,
        item: Incoming[InstitutionDraft],
        row: Any,
        saved: list[Any],
        fresh: list[Any],
        *,
        dry_run: bool,
    ) -> Taken:
        seen: set[object] = session.info.setdefault(_SEEN, set())
        keys = {name_key(item.draft.name), None if row is None else row.id} - {None}
        if keys & seen:
            # another line of the file called it by another of its names, or wrote the same one differently
            return Taken(Verdict.REFUSED, (Problem("name", "not_unique", {"value": item.draft.name}),))
        seen |= keys
        if row is not None and row.deleted_at is None and name_key(row.name) != name_key(item.draft.name):
            # called by an alias: its own name and aliases stay
            item = replace(item, given=item.given - {"name", "aliases"})
        return super()._take(session, item, row, saved, fresh, dry_run=dry_run)


def _by_use() -> Mapping[str, Any]:
    used = repository.is_used()
    return {"used": used, "unused": ~used}


def _known(session: Session) -> dict[str, tuple[int, str]]:
    """The names taken so far, read once in a session."""
    known: dict[str, tuple[int, str]] | None = session.info.get(_KNOWN)
    if known is None:
        known = session.info[_KNOWN] = repository.known_names(session)
    return known
