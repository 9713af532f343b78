"""Asks pip-audit whether a locked package of the program has a known vulnerability.

The data lie on the network. Where they cannot be reached (an office behind a firewall, a mirror without them)
that is said in one line and is no failure: a check that needs the network must not stop work without it.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environment

LOCK = environment.LOCKS / "runtime.txt"
"""What offices install; the tools of developers never reach them."""
PROBE_SECONDS = 10
"""For the first package, which tells whether anybody answers."""
ALL_SECONDS = 90
UNREACHABLE = "pip-audit: its data cannot be reached from here; the locked packages were not audited."

Ask = Callable[[Path, int], str]
"""The JSON that pip-audit gives for a file of requirements within some seconds; blank when it gave none."""


@dataclass(frozen=True)
class Answer:
    """What one call told: packages that were looked up, and the sentences about vulnerable ones."""

    audited: int
    left_out: tuple[str, ...]
    vulnerable: tuple[str, ...]


def read(text: str) -> Answer:
    """Understand pip-audit's JSON; anything else counts as no answer."""
    try:
        packages: list[dict[str, Any]] = json.loads(text)["dependencies"]
        looked_up = [package for package in packages if "skip_reason" not in package]
        return Answer(
            len(looked_up),
            tuple(package["name"] for package in packages if "skip_reason" in package),
            tuple(_sentence(package, fault) for package in looked_up for fault in package["vulns"]),
        )
    except (ValueError, KeyError, TypeError):
        return Answer(0, (), ())


def _sentence(package: dict[str, Any], fault: dict[str, Any]) -> str:
    fixed = ", ".join(fault["fix_versions"])
    remedy = f"fixed in {fixed}" if fixed else "no fixed version yet"
    return f"{package['name']} {package['version']}: {fault['id']} ({remedy})"


def audit(lock: Path, ask: Ask, say: Callable[[str], None]) -> int:
    """0 when nothing is known against the locked packages or nobody can tell; 1 with the names otherwise."""
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first.txt"
        first.write_text(_first(lock.read_text(encoding="utf-8")), encoding="utf-8")
        # one package is asked about before all of them: no answer is no reason to ask fifty times
        answer = read(ask(first, PROBE_SECONDS))
    if answer.audited:
        answer = read(ask(lock, ALL_SECONDS))
    if not answer.audited:
        say(UNREACHABLE)
        return 0
    for sentence in answer.vulnerable:
        say(f"pip-audit: {sentence}")
    missing = f"; no data about {', '.join(answer.left_out)}" if answer.left_out else ""
    say(f"pip-audit: {answer.audited} packages audited, {len(answer.vulnerable)} vulnerabilities known{missing}.")
    return int(bool(answer.vulnerable))


def _first(lock: str) -> str:
    """The first locked package that this computer needs whatever it is, with its hashes."""
    lines = lock.splitlines()
    starts = [number for number, line in enumerate(lines) if line and line[0] not in " #"]
    start = next(number for number in starts if ";" not in lines[number])
    block = [lines[start]]
    for line in lines[start + 1 :]:
        if not line.lstrip().startswith("--hash"):
            break
        block.append(line)
    return "\n".join(block) + "\n"


def ask_pip_audit(requirements: Path, seconds: int) -> str:
    """Run pip-audit on a file with pins and hashes; it installs nothing."""
    arguments: Sequence[str] = (
        *("-m", "pip_audit", "--requirement", str(requirements), "--require-hashes", "--disable-pip"),
        *("--format", "json", "--progress-spinner", "off", "--timeout", str(PROBE_SECONDS)),
    )
    try:
        done = subprocess.run(
            [sys.executable, *arguments], capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    # its status is 1 both for a vulnerability and for a failure: only the JSON tells them apart
    return done.stdout


if __name__ == "__main__":
    sys.exit(audit(LOCK, ask_pip_audit, print))
