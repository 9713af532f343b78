"""The lock files: no address in them, a hash for everything, and what pyproject.toml asks for."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "packaging" / "locks"
NAMES = ["runtime.txt", "dev.txt", "bench.txt"]
GROUPS = {"runtime.txt": ("build",), "dev.txt": ("build", "dev"), "bench.txt": ("bench",)}


def locked(name: str) -> list[Requirement]:
    lines = (LOCKS / name).read_text(encoding="utf-8").splitlines()
    return [Requirement(line.removesuffix("\\").strip()) for line in lines if line and line[0] not in " #"]


def asked(name: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    own = [] if name == "bench.txt" else project["project"]["dependencies"]
    groups = [line for group in GROUPS[name] for line in project["dependency-groups"][group]]
    return [Requirement(line) for line in (*own, *groups)]


@pytest.mark.parametrize("name", NAMES)
def test_lock_names_no_registry(name: str) -> None:
    text = (LOCKS / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=)|find-links|@ file", text, re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_every_package_is_pinned_with_hashes(name: str) -> None:
    lines = [line for line in (LOCKS / name).read_text(encoding="utf-8").splitlines() if "    #" not in line]
    for line, following in pairwise([*lines, ""]):
        if line and not line.startswith(" "):
            assert re.match(r"[a-z0-9-]+==\S+", line), line
            assert following.startswith("    --hash=sha256:"), f"{line} has no hash"


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("system", [("linux", "posix", "Linux"), ("win32", "nt", "Windows")], ids=lambda s: s[2])
@pytest.mark.parametrize("name", NAMES)
def test_lock_matches_the_project(name: str, system: tuple[str, str, str], version: str) -> None:
    """Fails when pyproject.toml was changed and packaging/make_locks.py was not run."""
    platform, os_name, platform_system = system
    target = {
        "python_version": version,
        "python_full_version": f"{version}.0",
        "sys_platform": platform,
        "os_name": os_name,
        "platform_system": platform_system,
    }

    def holds(marker: Marker | None) -> bool:
        return marker is None or marker.evaluate(target)

    pins = {canonicalize_name(pin.name): pin for pin in locked(name) if holds(pin.marker)}
    for requirement in asked(name):
        if holds(requirement.marker):
            pin = pins.get(canonicalize_name(requirement.name))
            assert pin is not None, f"{requirement.name} is not locked"
            exact = str(pin.specifier).removeprefix("==")
            assert requirement.specifier.contains(exact, prereleases=True), f"{requirement} is locked at {exact}"


def test_wider_locks_keep_the_versions_of_the_narrower() -> None:
    # dev.txt stands in for runtime.txt, so an environment of a developer is that of an office
    dev = {(pin.name, str(pin.marker)): str(pin.specifier) for pin in locked("dev.txt")}
    runtime = {(pin.name, str(pin.marker)): str(pin.specifier) for pin in locked("runtime.txt")}
    assert runtime.items() <= dev.items()
    bench = {(pin.name, str(pin.marker)): str(pin.specifier) for pin in locked("bench.txt")}
    assert {key: version for key, version in bench.items() if dev.get(key, version) != version} == {}
