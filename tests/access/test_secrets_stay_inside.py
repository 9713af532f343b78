"""Keys and passwords reach no log, no crash report, no core dump and no list of processes."""

import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.access.doors import FileDoors
from app.access.keyring import KeyRing
from app.core import logs
from tests.access.rings import CODE, KEY

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "kasza i masło"
SECRETS = (PASSWORD, KEY.hex(), repr(KEY), CODE)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield logs.start(tmp_path, "DEBUG")
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def crash(password: str, key: bytes, code: str, ring: KeyRing) -> None:
    doors = FileDoors(ring, key)
    raise RuntimeError(f"a careless message: {password} {key.hex()} {key!r} {code} {doors}")


def fault(ring: KeyRing) -> BaseException:
    try:
        crash(PASSWORD, KEY, CODE, ring)
    except RuntimeError as error:
        return error
    raise AssertionError("it did not crash")


def test_the_log_holds_no_secret_of_a_crash(ring: KeyRing, log: Path, caplog: pytest.LogCaptureFixture) -> None:
    error = fault(ring)
    logging.getLogger("urzad").error("not caught", exc_info=(type(error), error, error.__traceback__))
    written = log.read_text(encoding="utf-8")
    assert "RuntimeError" in written
    assert [secret for secret in SECRETS if secret in written] == []


def test_the_crash_report_holds_no_secret(ring: KeyRing) -> None:
    from app.shell.crash import describe

    report = describe(fault(ring))
    assert "RuntimeError" in report
    assert [secret for secret in SECRETS if secret in report] == []


def test_signing_in_says_nothing_to_the_log(ring: KeyRing, log: Path) -> None:
    ring.unlock("anna", PASSWORD)
    ring.unlock_with_recovery(CODE)
    written = log.read_text(encoding="utf-8") if log.exists() else ""
    assert [secret for secret in SECRETS if secret in written] == []


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_the_program_leaves_no_core_dump() -> None:
    code = (
        "import ctypes, resource\n"
        "from app.__main__ import main\n"
        "main(['--version'])\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "(0, 0) 0"


def test_no_command_takes_a_password_as_a_value() -> None:
    """What stands on a command line is seen by everybody on the computer."""
    import click

    from app.cli import COMMANDS
    from app.commands.frame import urzad

    assert COMMANDS

    def options(command: click.Command) -> Iterator[click.Parameter]:
        yield from command.params
        if isinstance(command, click.Group):
            for each in command.commands.values():
                yield from options(each)

    secret = [option for option in options(urzad) if re.search("password|key|secret", " ".join(option.opts))]
    assert {type(option.type).__name__ for option in secret} == {"IntParamType"}
    assert all(name.endswith("-fd") for option in secret for name in option.opts)
