"""The command line: a thin face on the same use cases, usable without a display."""

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from app.commands import (
    accounts,
    audit,
    backups,
    cooperation,
    databases,
    evaluations,
    ngo_map,
    ngo_prints,
    ngos,
    people,
    personal_data,
    rater_packages,
    server,
    service_cards,
    statistics,
    trainings,
    transfer,
)
from app.commands.frame import told, urzad
from app.core import logs, paths
from app.core.errors import Refusal

COMMANDS = (
    accounts,
    audit,
    backups,
    cooperation,
    databases,
    evaluations,
    ngo_map,
    ngo_prints,
    ngos,
    people,
    personal_data,
    rater_packages,
    server,
    service_cards,
    statistics,
    trainings,
    transfer,
)
"""Modules whose commands exist because they were imported."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0, 1 (refused, the reason on stderr) or 2 (wrong use)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        result: Any = urzad.main(arguments, prog_name="urzad", standalone_mode=False)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.exceptions.Abort:
        click.echo("Przerwano.", err=True)
        return 1
    except click.ClickException as wrong:
        click.echo(told(wrong), err=True, nl=False)
        return wrong.exit_code
    except Refusal as refusal:
        click.echo(str(refusal), err=True)
        return 1
    except OSError as error:
        click.echo(_system_refused(error), err=True)
        return 1
    except Exception:  # noqa: BLE001 - the last net: a sentence for the person, the traceback for the log
        return _unexpected()
    return result if isinstance(result, int) else 0


def _system_refused(error: OSError) -> str:
    from app.core.files import environment_problem

    return str(environment_problem("Nie można użyć", Path(os.fsdecode(error.filename or "")), error))


def _unexpected() -> int:
    try:
        where = f" Szczegóły zapisano w pliku {logs.start(paths.log_folder(), 'INFO')}."
        logging.getLogger("urzad").exception("command failed")
    except OSError:
        where = ""
    click.echo(f"Program napotkał błąd, którego nie przewidziano.{where} Przekaż go informatykowi.", err=True)
    return 1
