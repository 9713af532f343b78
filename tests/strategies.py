"""Random drafts for Hypothesis, made from the limits that stand beside a draft's fields."""

import types
import typing
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from hypothesis import strategies as st

LONGEST = 24
"""Characters of a random text: longer ones cost time and find nothing more."""

letters = st.sampled_from("aąbcćdeęłńóśźżAĄŁŹŻ 09.-–„”%_'\"\\{}\n\t") | st.characters(
    exclude_categories=("Cc", "Cs"),
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff",
)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def texts(most: int, *, required: bool = False) -> st.SearchStrategy[str]:
    """Texts of at most ``most`` characters; a required one is not blank."""
    found = st.text(letters, max_size=min(most, LONGEST), min_size=int(required))
    return found.filter(lambda text: bool(text.strip())) if required else found


def drafts(draft_type: type[Any], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Drafts whose fields keep their own limits; rules between fields are for ``given`` to keep."""
    hints = typing.get_type_hints(draft_type)
    parts = {
        spec.name: given[spec.name] if spec.name in given else values(hints[spec.name], spec.metadata)
        for spec in fields(draft_type)
    }
    return st.builds(draft_type, **parts)


def values(hint: Any, limits: Any) -> st.SearchStrategy[Any]:
    """Values of one field."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        (kind,) = (part for part in typing.get_args(hint) if part is not type(None))
        return st.none() | values(kind, limits)
    if typing.get_origin(hint) is tuple:
        return st.lists(values(typing.get_args(hint)[0], limits), max_size=3).map(tuple)
    if is_dataclass(hint):
        return drafts(typing.cast("type[Any]", hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: texts(limits.get("limit", LONGEST), required=limits.get("required", False)),
        int: st.integers(limits.get("low", 0), limits.get("high", 1000)),
        # metres of EPSG:2180 that lie in Poland as easting and as northing
        float: st.floats(limits.get("low", 200_000.0), limits.get("high", 700_000.0)).map(
            lambda metres: round(metres, 1)
        ),
        bool: st.booleans(),
        date: days,
    }
    return simple[hint]
