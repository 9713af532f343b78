"""Marks on columns, for ``mapped_column(info=…)``, that tell whose data a row holds.

What gives out and erases a person's data reads them.

A foreign key to a person without ``OWNER`` only says that the person plays a part in a record about somebody else.
"""

from collections.abc import Mapping
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
