"""Marks on columns, for ``mapped_column(info=…)``, that tell whose data a row holds.

What gives out and erases a person's data reads them.

A foreign key to a person without ``OWNER`` only says that the person plays a part in a record about somebody else.
People who have no record of their own – presidents of organisations, members of commissions – stand as names in
columns marked with ``people``: a register declares them there and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OWNER: dict[str, Any] = {"owner": True}
"""A foreign key: the row is held about the person to whom it points, who gets all of it and with whom it is erased."""
PERSONAL: dict[str, Any] = {"personal": True}
"""Text about the row's owner; an erasure empties it."""


def name_of(key: str) -> dict[str, Any]:
    """Text with the name, as it was, of the person to whom the column ``key`` of the same row points."""
    return {"name_of": key}


def names_inside(**fields: tuple[str, ...]) -> dict[str, Any]:
    """JSON, a list of objects: by the name of a person's id the texts about that person, the full name first."""
    return {"names_inside": fields}


def is_owner(info: Mapping[Any, Any]) -> bool:
    """Whether the column says whom the row is about."""
    return bool(info.get("owner"))


def is_personal(info: Mapping[Any, Any]) -> bool:
    """Whether the column is text about the owner."""
    return bool(info.get("personal"))


def named_by(info: Mapping[Any, Any]) -> str:
    """The key of the person whose name the column holds, blank for other columns."""
    return str(info.get("name_of", ""))


def inside(info: Mapping[Any, Any]) -> Mapping[str, tuple[str, ...]]:
    """Of a JSON column the texts about people, by the name of their id."""
    fields: Mapping[str, tuple[str, ...]] = info.get("names_inside", {})
    return fields


@dataclass(frozen=True)
class People:
    """A column with people who have no record of their own.

    ``term`` is the key of their period of keeping (``dictionaries/retention.toml``). In JSON, a list of objects with
    a person each, the others are keys of such an object: the full name, what the person is there, the last day, and
    ``contacts``, the person's own telephone and e-mail address. A column of text is the name itself, ``role`` then a
    column beside it.
    """

    term: str
    name: str = ""
    role: str = ""
    ends: str = ""
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Home:
    """Columns of an address where somebody lives: what an erasure empties, as texts and as values.

    Nobody knows whose home it is: only who erases may say that it is this person's.
    """

    term: str
    texts: tuple[str, ...]
    values: tuple[str, ...]


def people(
    term: str, *, name: str = "", role: str = "", ends: str = "", contacts: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Names of people who have no record of their own, see :class:`People`."""
    return {"people": People(term, name, role, ends, contacts)}


def home(term: str, *, texts: tuple[str, ...], values: tuple[str, ...]) -> dict[str, Any]:
    """A flag: the address of the row is where somebody lives, see :class:`Home`."""
    return {"home": Home(term, texts, values)}


def evidence(term: str) -> dict[str, Any]:
    """Text that proves something: a name in it stays unless the office says otherwise; ``term`` tells how long.

    A row class whose every text is such says so by ``evidence: ClassVar[str]``.
    """
    return {"evidence": term}


def people_in(info: Mapping[Any, Any]) -> People | None:
    """What a column says of people without a record of their own."""
    found: People | None = info.get("people")
    return found


def home_in(info: Mapping[Any, Any]) -> Home | None:
    """What a flag says of a private home."""
    found: Home | None = info.get("home")
    return found


def evidence_in(row_class: Any, info: Mapping[Any, Any]) -> str:
    """The period for which a text is kept as a proof; blank where it is none."""
    return str(info.get("evidence", "") or getattr(row_class, "evidence", ""))
