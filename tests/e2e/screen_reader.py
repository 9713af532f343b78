"""What a screen reader sees of a running program; run by the system's Python, which has pyatspi.

``python3 screen_reader.py PID`` prints JSON: ``unnamed`` (paths of focusable things without a name), ``names`` (all
that is said) and ``texts`` (contents of text fields), of everything that shows.
"""

import contextlib
import json
import sys
from typing import Any

import pyatspi  # type: ignore[import-not-found, unused-ignore]
from gi.repository import GLib  # type: ignore[import-not-found, import-untyped, unused-ignore]

DEEP = 40
_IGNORED_BELOW = {"table", "combo box", "menu"}
"""Their cells and entries are read through them, and there may be thousands."""


def application(pid: int) -> Any:
    """The program in the tree, None while it is not there."""
    desktop = pyatspi.Registry.getDesktop(0)
    for child in desktop:
        if child is not None and child.get_process_id() == pid:
            return child
    return None


def walk(node: Any, path: str, found: dict[str, list[str]], depth: int = 0) -> None:
    """Collect names below a node."""
    if node is None or depth > DEEP:
        return
    states, role, name = node.getState(), node.getRoleName(), node.name.strip()
    if depth > 1 and not states.contains(pyatspi.STATE_SHOWING):
        return
    here = f"{path}/{role}"
    if name:
        found["names"].append(name)
    elif states.contains(pyatspi.STATE_FOCUSABLE):
        found["unnamed"].append(here)
    if role == "text":
        text = node.queryText()
        found["texts"].append(text.getText(0, text.characterCount))
    if role in _IGNORED_BELOW:
        return
    for child in node:
        # a row or popup may go while the tree is walked; what stays is what is asked about
        with contextlib.suppress(GLib.GError):
            walk(child, f"{here}[{name[:20]}]", found, depth + 1)


def main() -> None:
    """Print what there is."""
    found: dict[str, list[str]] = {"unnamed": [], "names": [], "texts": []}
    walk(application(int(sys.argv[1])), "", found)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
