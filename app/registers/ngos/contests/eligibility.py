"""What a controller asks of the commission of a contest (art. 15 ust. 2a–2f): rules without a database.

The act knows no quorum: how many must take part is one of the rules that the programme sets (art. 5a ust. 4 pkt 11).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.person_names import key_of
from app.core.polish import plural
from app.registers.ngos.contests.domain import ContestDraft, ContestState, Member, Origin, Presence, state_on

_NOT_YET = frozenset({ContestState.PREPARED, ContestState.OPEN, ContestState.CANCELLED})


@dataclass(frozen=True)
class BidderPerson:
    """Somebody whom the register of organisations names in an organisation that bids."""

    name: str
    role: str
    organisation: str


@dataclass(frozen=True)
class Namesake:
    """A member of the commission who is called like a person of a bidder."""

    member: str
    person: BidderPerson

    @property
    def text(self) -> str:
        """The question that somebody has to answer; names alone prove nothing."""
        role = f" ({self.person.role})" if self.person.role else ""
        return (
            f"{self.member} nazywa się tak samo jak osoba z organizacji, która złożyła ofertę: "
            f"{self.person.organisation}{role}. Jeżeli to ta sama osoba, podlega wyłączeniu (art. 15 ust. 2d i 2f)."
        )


def namesakes(members: Iterable[Member], people: Sequence[BidderPerson]) -> tuple[Namesake, ...]:
    """Members who take part and are called like somebody of a bidder; the order of the words does not matter."""
    # while somebody types this is asked at every key, and bidders have hundreds of people
    called: dict[str, list[BidderPerson]] = {}
    for person in people:
        called.setdefault(key_of(person.name), []).append(person)
    return tuple(
        Namesake(member.name, person)
        for member in members
        if member.presence is not Presence.EXCLUDED and (key := key_of(member.name))
        for person in called.get(key, ())
    )


def voting(draft: ContestDraft) -> tuple[Member, ...]:
    """Those who took part and have a vote: an expert only advises (art. 15 ust. 2ea)."""
    took_part = (each for each in draft.members if each.presence is Presence.PRESENT)
    return tuple(each for each in took_part if each.origin is not Origin.EXPERT)


def commission_gaps(draft: ContestDraft, today: date) -> Iterator[str]:
    """What is missing or wrong about the commission once offers are assessed; nothing of it forbids saving."""
    if state_on(draft, today) in _NOT_YET:
        return
    if not draft.members:
        yield "Nie wpisano składu komisji, a oferty opiniuje komisja konkursowa (art. 15 ust. 2a)."
        return
    if not draft.commission_order.strip():
        yield "Nie wpisano, jakim aktem powołano komisję (art. 15 ust. 2a)."
    sitting = [each for each in draft.members if each.presence in (None, Presence.PRESENT)]
    if silent := [each.name for each in sitting if each.declared_on is None]:
        yield f"Bez oświadczenia, że nie ma powodów do wyłączenia (art. 15 ust. 2f): {', '.join(silent)}."
    if draft.decided_on is None:
        return
    decided = draft.decided_on
    if late := [each.name for each in sitting if each.declared_on is not None and each.declared_on > decided]:
        yield f"Oświadczenie o braku powodów do wyłączenia złożone dopiero po rozstrzygnięciu: {', '.join(late)}."
    if unknown := [each.name for each in draft.members if each.presence is None]:
        yield f"Nie zapisano, kto brał udział w ocenie ofert: {', '.join(unknown)}."
        return
    present = voting(draft)
    if all(each.origin is not Origin.OFFICE for each in present):
        yield "W ocenie ofert nie brał udziału żaden przedstawiciel organu wykonawczego (art. 15 ust. 2b)."
    if draft.quorum is not None and len(present) < draft.quorum:
        number = len(present)
        took = f"{plural(number, 'brała', 'brały', 'brało')} udział {number} {plural(number, 'osoba', 'osoby', 'osób')}"
        yield f"Brak kworum: w ocenie ofert {took} z głosem, a potrzeba {draft.quorum} (art. 5a ust. 4 pkt 11)."
