"""The virtual environment in the checkout: made once, filled from lock files with hashes, kept current.

Only the standard library is used: this runs before anything is installed.
"""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

from debian_packages import Stop

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = ROOT / "packaging" / "locks"
OLDEST_PYTHON = (3, 11)

PROFILES = {
    "run": ("runtime.txt",),
    "dev": ("dev.txt",),
    "bench": ("dev.txt", "bench.txt"),
}
"""Lock files of each purpose; ``dev.txt`` holds everything ``runtime.txt`` does."""

_STAMP = VENV / "przejrzysty-urzad.json"


def system_packages() -> tuple[str, ...]:
    """What Debian lacks for making the environment; nothing when it stands already."""
    stands = _version(PYTHON) is not None
    return () if stands or importlib.util.find_spec("ensurepip") else ("python3-venv",)


def prepare(profile: str) -> Path:
    """Bring the environment to what ``profile`` needs and return its interpreter.

    Does nothing when the lock files and pyproject.toml are those of the last time. Raises Stop when a step
    needs a person.
    """
    version = _version(PYTHON) or _create()
    project = _digest(ROOT / "pyproject.toml") + version
    done = _read_stamp()
    for name in PROFILES[profile]:
        lock = _digest(LOCKS / name) + version
        if done.get(name) != lock and not _covered(name, done, version):
            print(f"Installing the packages of {name} …", flush=True)
            _pip("install", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS / name))
            done[name] = lock
            _write_stamp(done)
    if done.get("project") != project:
        # hatchling is in the lock, so nothing outside it is fetched to build the project
        _pip("install", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
        done["project"] = project
        _write_stamp(done)
    return PYTHON


def _covered(name: str, done: dict[str, str], version: str) -> bool:
    """Whether the wider lock, which contains the runtime's, is already installed."""
    return name == "runtime.txt" and done.get("dev.txt") == _digest(LOCKS / "dev.txt") + version


def _version(python: Path) -> str | None:
    """The version of an environment that works and has pip; None when it is absent or broken."""
    if not python.exists():
        return None
    probe = "import pip, sys; print('.'.join(map(str, sys.version_info[:3])))"
    answer = subprocess.run([python, "-c", probe], capture_output=True, text=True, check=False)
    text = answer.stdout.strip()
    if answer.returncode != 0 or tuple(map(int, text.split(".")[:2])) < OLDEST_PYTHON:
        return None
    return text


def _create() -> str:
    """Make the environment anew with the interpreter that runs this script."""
    print(f"Creating the virtual environment {VENV.name} …", flush=True)
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    version = _version(PYTHON)
    if done.returncode != 0 or version is None:
        raise Stop(f"The virtual environment could not be created. Delete {VENV} and start again.")
    return version


def _pip(*arguments: str) -> None:
    """One quiet pip call; Stop when it fails, for its own message says why."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "-q", *arguments]
    # the person's own registry settings stay in force; only warnings about running as root are dropped
    environment = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore", "PIP_NO_INPUT": "1"}
    if subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode != 0:
        raise Stop("pip could not install the packages; its message stands above. Is there a connection?")


def _digest(path: Path) -> str:
    """A fingerprint of the file's text, the same on Windows and Linux."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _read_stamp() -> dict[str, str]:
    """What was installed when; empty when nothing was or the file is damaged."""
    try:
        content = json.loads(_STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in content.items()} if isinstance(content, dict) else {}


def _write_stamp(done: dict[str, str]) -> None:
    _STAMP.write_text(json.dumps(done, indent=1), encoding="utf-8")
