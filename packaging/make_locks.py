"""Writes the lock files with hashes from pyproject.toml: ``python packaging/make_locks.py``.

Needs uv, which is no dependency of the project: ``.venv/bin/python -m pip install uv``. The files name no
registry, so that an office can install from its own mirror; which registry is asked is the business of
the settings of uv and pip.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "packaging" / "locks"

LAYERS: dict[str, tuple[str, ...]] = {
    "runtime.txt": ("pyproject.toml", "--group", "build"),
    "dev.txt": ("pyproject.toml", "--group", "build", "--group", "dev", "-c", "packaging/locks/runtime.txt"),
    "bench.txt": ("--group", "bench", "-c", "packaging/locks/dev.txt"),
}
"""Sources of each file, in the order in which they are made: a later one keeps the versions of the earlier."""

TARGETS = tuple(
    (platform, f"3.{minor}")
    for platform in ("x86_64-manylinux_2_34", "x86_64-pc-windows-msvc")
    for minor in (11, 12, 13, 14)
)
"""Where every locked package must exist as a wheel: Qt's Linux wheels need glibc 2.34."""

_COMMON = (
    "--quiet",
    "--only-binary",
    ":all:",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
)


def make(uv: str, upgrade: bool) -> None:
    """Resolve each layer for every system and Python version at once; keep versions unless ``upgrade``."""
    LOCKS.mkdir(exist_ok=True)
    for name, sources in LAYERS.items():
        command = [uv, "pip", "compile", *_COMMON, "--universal", "--generate-hashes"]
        command += ["--python-version", "3.11", *(["--upgrade"] if upgrade else [])]
        subprocess.run([*command, *sources, "-o", str(LOCKS / name)], cwd=ROOT, check=True)
        print(f"packaging/locks/{name}")


def lacking_wheels(uv: str) -> list[str]:
    """Targets for which some locked package has no wheel; the answer of uv names it."""
    complaints = []
    for name in LAYERS:
        for platform, version in TARGETS:
            command = [uv, "pip", "compile", *_COMMON, "--no-deps", "--python-platform", platform]
            command += ["--python-version", version, str(LOCKS / name)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                complaints.append(f"{name}, {platform}, Python {version}:\n{done.stderr}")
    return complaints


def main(arguments: list[str]) -> int:
    """0 when the files are written and every target has its wheels."""
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        print("uv is missing: .venv/bin/python -m pip install uv", file=sys.stderr)
        return 1
    make(uv, upgrade="--upgrade" in arguments)
    complaints = lacking_wheels(uv)
    print(*complaints, sep="\n", file=sys.stderr)
    return int(bool(complaints))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
