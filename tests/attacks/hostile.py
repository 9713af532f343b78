"""Texts that mean something to some machine, and drafts of every register filled with them."""

import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

MARKUP = '<b>x</b><img src="file:///etc/passwd"><script>alert(1)</script>'
SHORT_MARKUP = "<b>x</b>"
SQL = "'); DROP TABLE service_card; --"
SHORT_SQL = "';--"
TEXTS: dict[str, tuple[str, ...]] = {
    "SQL": (SQL, SHORT_SQL, "'"),
    "SQL in double quotes": ('" OR ""="', '"'),
    "SQL wildcards": ("%_%\\%", "%"),
    "parameters": (":name ?1 %s {0} {name} $1", "{0}", ":a", "?"),
    "markup": (MARKUP, SHORT_MARKUP, "<"),
    "entities": ("&lt;b&gt; &amp; &#60;", "&"),
    "print markup": ('<para><font color="red">x</font><br/><a href="file:///etc">y</a></para>', "<br/>"),
    "formula": ('=HYPERLINK("http://zly.example";"x")', "=1+1"),
    "command": ("=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1"),
    "shell": ("$(rm -rf ~) `id` ; | & > x", "`id`"),
    "paths": ("../../../etc/passwd\\..\\C:", "../"),
    "JSON": ('{"a": [1, "\\u0000"]} \\n \\', '"}'),
    "marks": ("zażółć \u0301\u0327 ﷽ 👩‍👩‍👧 ﬁ Å ß İ", "İß"),
    "wide": ("ＡＢＣ　＝１＋１", "＝１"),
}
"""By kind: the longest that fits is taken."""


def fitting(kind: str, limit: int | None) -> str | None:
    """The longest text of this kind with at most ``limit`` characters."""
    return next((text for text in TEXTS[kind] if limit is None or len(text) <= limit), None)


def filled(draft: Any, kind: str, accepted: Callable[[Any], bool]) -> Any:
    """The draft with every text, list of texts and row of a list hostile, where the register's rules allow it."""
    hints = typing.get_type_hints(type(draft))
    for spec in fields(draft):
        text, value, name = fitting(kind, spec.metadata.get("limit")), getattr(draft, spec.name), spec.name
        if isinstance(value, tuple) and value and is_dataclass(value[0]):
            draft = _with_hostile_row(draft, name, kind, accepted)
            continue
        if text is None or hints[name] not in (str, tuple[str, ...]):
            continue
        changed = replace(draft, **{name: text if hints[name] is str else (text,)})
        if accepted(changed):
            draft = changed
    return draft


def _with_hostile_row(draft: Any, name: str, kind: str, accepted: Callable[[Any], bool]) -> Any:
    """The same with the first row of one of its lists filled."""

    def with_row(row: Any) -> Any:
        return replace(draft, **{name: (row, *getattr(draft, name)[1:])})

    return with_row(filled(getattr(draft, name)[0], kind, lambda row: accepted(with_row(row))))
