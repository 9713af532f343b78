"""What use cases of every part of the program stand on: store, clock, the person at work, office and people."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app.administration.accounts.session import SignedIn
from app.administration.backups.usecases import Safeguard
from app.core.clock import Clock
from app.core.permissions import EVERYTHING, Actor
from app.people.office.usecases import Offices
from app.people.structure.usecases import Structures
from app.people.units.usecases import Units
from app.records.files import StoredFiles
from app.records.usecases import Records
from db.store import Store


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Handed to whoever builds a part."""

    store: Store
    clock: Clock
    session: SignedIn
    files: StoredFiles
    offices: Offices
    units: Units
    safeguard: Safeguard

    @property
    def actor(self) -> Callable[[], Actor]:
        """Who works and what they may do, asked afresh at every deed."""
        return self.session.actor

    @property
    def trusted(self) -> Callable[[], Actor]:
        """Everything allowed, in the name of the person at work: for what the program itself looks up."""
        return trusted(self.actor)

    @property
    def structures(self) -> Structures:
        """Who is whose superior, whatever the person at work may see: ratings and heads must not depend on that."""
        return Structures(self.store, self.clock, self.trusted)


def trusted(actor: Callable[[], Actor]) -> Callable[[], Actor]:
    """Everything allowed, in the name of this person."""
    return lambda: replace(EVERYTHING, name=actor().name)


def keeping_records(part: object) -> list[Records[Any, Any]]:
    """Those use cases of a part that keep records: the audit log and one person's data must know them."""
    return [each for each in vars(part).values() if isinstance(each, Records)]
