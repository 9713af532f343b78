"""Entry point of ``urzad`` and ``python -m app``: no arguments open the window, anything else is a command."""

import sys
from collections.abc import Sequence

from app.access.core_dumps import forbid_core_dumps


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit status 0, 1 (refused) or 2 (wrong use)."""
    forbid_core_dumps()
    given = list(sys.argv[1:] if arguments is None else arguments)
    # the window is the common case and starts faster without the command-line library
    if not given or (len(given) == 2 and given[0] == "--database"):
        from app.shell.application import run

        return run(given[1] if given else None)
    from app.cli import main as command

    return command(given)


if __name__ == "__main__":
    sys.exit(main())
