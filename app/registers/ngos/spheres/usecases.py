"""Use cases of the list of spheres: the shipped one, until the office replaces it from a file."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.permissions import EVERYTHING, Actor
from app.core.polish import counted, fold, natural_key
from app.core.problems import Problem
from app.core.records import Outcome
from app.records import environment
from app.records.usecases import Noun, Records
from app.registers.ngos.dictionary import Sphere, SphereList, groups, shipped
from app.registers.ngos.spheres.domain import OwnSphereList, SphereLine, SphereListDraft, validate
from app.registers.ngos.spheres.model import SphereListRow
from app.registers.ngos.spheres.words import FIELDS, PROBLEMS
from db.store import Store


class SphereLists(Records[OwnSphereList, SphereListDraft]):
    """The list of spheres (art. 4 ust. 1 of the act on public benefit) that the office works with."""

    entity = "ngo_sphere_list"
    noun = Noun("wykaz sfer", "wykaz sfer")
    row, record, draft = SphereListRow, OwnSphereList, SphereListDraft
    fields, sentences = FIELDS, PROBLEMS
    order = (SphereListRow.id,)
    rests = frozenset({"ngo", "ngo_programme", "ngo_contest", "ngo_grant", "ngo_consultation"})

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Callable[[], Actor] = lambda: EVERYTHING,
        *,
        resting: Callable[[Session, Collection[str]], Mapping[str, int]] = lambda _session, _codes: {},
    ) -> None:
        """``resting`` counts the records that carry any of the codes, by their names."""
        super().__init__(store, clock, actor)
        self._resting = resting

    def title(self, record: OwnSphereList | SphereListDraft) -> str:
        return record.source

    def validate(self, draft: SphereListDraft) -> tuple[Problem, ...]:
        return (*validate(draft), *_group_problems(draft))

    def own(self) -> OwnSphereList | None:
        """The office's own list, None while it works with the shipped one."""
        self._require("read")
        with environment.reading(self.store) as session:
            found = session.scalar(
                select(SphereListRow).where(SphereListRow.deleted_at.is_(None)).order_by(SphereListRow.id.desc())
            )
            return None if found is None else self._to_record(found)

    def current(self) -> SphereList:
        """The list in use; a code that a replaced list no longer has keeps the name the shipped list gives it."""
        own = self.own()
        if own is None:
            return shipped()
        spheres = tuple(_sphere(line) for line in own.spheres)
        known = {sphere.code for sphere in spheres}
        return SphereList(
            (*spheres, *(each for each in _ended(shipped(), spheres) if each.code not in known)), own.source
        )

    def lines(self) -> tuple[SphereLine, ...]:
        """The list in use as lines of a table."""
        own = self.own()
        return (
            own.spheres
            if own is not None
            else tuple(
                SphereLine(
                    code=each.code,
                    name=each.name,
                    group=each.group,
                    valid_from=each.valid_from,
                    valid_to=each.valid_to,
                )
                for each in shipped().spheres
            )
        )

    def replace(self, draft: SphereListDraft) -> Outcome[OwnSphereList]:
        """Put the list from a file in the place of the one in use; Invalid with every problem. Undo brings it back."""
        self._require("edit")
        own = self.own()
        return self.create(draft) if own is None else self.update(own.id, own.version, draft)

    def _may_delete(self, session: Session, record: OwnSphereList) -> None:
        """Back to the shipped list, unless somebody works with codes that it does not have."""
        known = {each.code for each in shipped().spheres}
        own = sorted({line.code for line in record.spheres} - known, key=natural_key)
        found = self._resting(session, own) if own else {}
        if found:
            raise Refusal(
                f"Nie można wrócić do wykazu z programu: nie ma w nim kodów, które ma wykaz urzędu ({', '.join(own)}), "
                f"a korzystają z nich {counted(found)}. Zmień tam najpierw sfery."
            )

    def _before_save(
        self, session: Session, row: SphereListRow, draft: SphereListDraft, before: OwnSphereList | None
    ) -> None:
        row.sort = row.find = fold(draft.source)


def _sphere(line: SphereLine) -> Sphere:
    assert line.valid_from is not None, "checked when it was saved"
    return Sphere(code=line.code, name=line.name, group=line.group, valid_from=line.valid_from, valid_to=line.valid_to)


def _ended(old: SphereList, new: tuple[Sphere, ...]) -> Iterator[Sphere]:
    """Spheres of the shipped list as over since the new list begins, so that nothing new is entered with them."""
    begins = max((sphere.valid_from for sphere in new), default=None)
    for sphere in old.spheres:
        last = None if begins is None else max(begins - timedelta(days=1), sphere.valid_from)
        yield replace(sphere, valid_to=sphere.valid_to or last)


def _group_problems(draft: SphereListDraft) -> Iterator[Problem]:
    allowed = [each.key for each in groups()]
    for index, line in enumerate(draft.spheres):
        if line.group and line.group not in allowed:
            yield Problem(
                f"spheres.{index}.group",
                "unknown_group",
                {"value": line.group, "allowed": ", ".join(each.name for each in groups())},
            )
