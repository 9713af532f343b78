"""Everything that continuous integration runs, as a list of commands with names."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Check:
    """One command; ``arguments`` follow the interpreter of the environment."""

    name: str
    arguments: tuple[str, ...]


# its entry point, called without relying on where the environment keeps its scripts
_LINT_IMPORTS = "from importlinter.cli import lint_imports_command as main; main(['--no-logo'])"

LINT = (
    Check("format (ruff)", ("-m", "ruff", "format", "--check", "--quiet")),
    Check("lint (ruff)", ("-m", "ruff", "check", "--quiet")),
    Check("types (mypy)", ("-m", "mypy", "--no-error-summary")),
    Check("import rules (import-linter)", ("-c", _LINT_IMPORTS)),
    Check("translations", ("packaging/translations.py", "check")),
)
"""Checks that run no test; the drift of the database schema is among the tests."""

AUDIT = Check("known vulnerabilities (pip-audit)", ("packaging/known_vulnerabilities.py",))
"""Needs the network; where that does not answer it says so and passes."""


def pytest_check(arguments: Sequence[str]) -> Check:
    """pytest over all processors, at most four: every worker holds a Qt application of its own."""
    workers = max(2, min(os.cpu_count() or 2, 4))
    return Check("tests (pytest)", ("-m", "pytest", "-n", str(workers), "--dist", "loadgroup", *arguments))


def run_all(python: Path, checks: Sequence[Check]) -> int:
    """Run every check, also after one failed, and print a summary; 0 when all passed, otherwise 1."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    lines: list[str] = []
    failed = False
    for check in checks:
        print(f"── {check.name}", flush=True)
        start = time.monotonic()
        status = subprocess.run([python, *check.arguments], cwd=ROOT, env=environment, check=False).returncode
        failed = failed or status != 0
        verdict = "ok" if status == 0 else f"FAILED (status {status})"
        lines.append(f"{check.name:34} {time.monotonic() - start:7.1f} s  {verdict}")
    print("──", *lines, sep="\n", flush=True)
    return int(failed)
