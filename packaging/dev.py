"""Two commands for a newcomer: ``run`` opens the program, ``test`` runs all checks.

Works on a bare Debian 12 or newer and on Windows 10 and 11 with nothing but Python 3.11: this file and what
it imports use the standard library only. Never make this folder a package: it would hide the library of the
same name that pytest and others import.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file also starts under an older Python, to say so
    sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ".")

import argparse
import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import debian_packages
import environment
import project_checks

ROOT = environment.ROOT
OUT = ROOT / "out"

_PROBE = """
import sys
from PySide6.QtGui import QGuiApplication
sys.exit(QGuiApplication([]).platformName() in {"offscreen", "minimal"})
"""


def run(_rest: Sequence[str]) -> int:
    """Set up and open the program on the demonstration office; without a display write its prints."""
    python = _prepare(debian_packages.PROGRAM, "run")
    if has_display(python):
        return _call(python, "-m", "app", "demo")
    folder = OUT / "demo"
    print(f"There is no display here. Writing demonstration prints and pictures to {_shown(folder)} …", flush=True)
    return _call_offscreen(python, "-m", "app.demo_tour", str(folder))


def setup(_rest: Sequence[str]) -> int:
    """Set up the environment with the tools of development, and start nothing."""
    _prepare_for_work("dev")
    print("The environment is ready: .venv")
    return 0


def test(rest: Sequence[str]) -> int:
    """Run all that continuous integration runs; further arguments go to pytest."""
    python = _prepare_for_work("dev")
    return project_checks.run_all(
        python, (*project_checks.LINT, project_checks.AUDIT, project_checks.pytest_check(rest))
    )


def lint(_rest: Sequence[str]) -> int:
    """Run the checks that need no test: format, lint, types, import rules, translations."""
    return project_checks.run_all(_prepare_for_work("dev"), project_checks.LINT)


def screenshots(rest: Sequence[str]) -> int:
    """Write a picture of every tab, drawn without a display, to out/screenshots or the folder given."""
    python = _prepare(debian_packages.PROGRAM, "run")
    folder = Path(rest[0]).absolute() if rest else OUT / "screenshots"
    return _call_offscreen(python, "-m", "app.demo_tour", str(folder), "--screenshots")


def bench(rest: Sequence[str]) -> int:
    """Measure speed and memory against the named references and print the table."""
    python = _prepare_for_work("bench", debian_packages.BENCHMARKS)
    return _call(python, "-m", "tests.benchmarks", *rest)


def torture(rest: Sequence[str]) -> int:
    """Kill the program and cut its power for --minutes N (5) and print what was lost: nothing."""
    python = _prepare_for_work("dev")
    return _call(python, "-m", "tests.torture", *rest)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    command.__name__: command for command in (run, test, setup, lint, screenshots, bench, torture)
}


def has_display(python: Path) -> bool:
    """Whether a window can open: asked of Qt in a process of its own, which may abort."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        probe = subprocess.run([python, "-c", _PROBE], capture_output=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return False
    return probe.returncode == 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0, 1 (failed, or a person has to act first) or 2 (wrong use)."""
    # a console in another encoding (Windows, C locale) must not stop set-up at a Polish letter
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__.splitlines()[0] if __doc__ else None)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=(command.__doc__ or "").strip(), add_help=False)
    chosen, rest = parser.parse_known_args(arguments)
    if rest and chosen.command not in {"test", "screenshots", "bench", "torture"}:
        parser.error(f"{chosen.command} takes no arguments: {' '.join(rest)}")
    try:
        return COMMANDS[chosen.command](rest)
    except debian_packages.Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _prepare_for_work(profile: str, more: Sequence[str] = ()) -> Path:
    return _prepare((*debian_packages.PROGRAM, *debian_packages.TESTS, *more), profile)


def _prepare(system_packages: Sequence[str], profile: str) -> Path:
    debian_packages.ensure((*system_packages, *environment.system_packages()))
    return environment.prepare(profile)


def _call(python: Path, *arguments: str) -> int:
    return subprocess.run([python, *arguments], cwd=ROOT, check=False).returncode


def _call_offscreen(python: Path, *arguments: str) -> int:
    settings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([python, *arguments], cwd=ROOT, env=settings, check=False).returncode


def _shown(folder: Path) -> str:
    return folder.relative_to(ROOT).as_posix() + "/"


if __name__ == "__main__":
    sys.exit(main())
