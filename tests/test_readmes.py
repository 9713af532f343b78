"""The pages newcomers read agree with the tree: packages, files of a slice, links, commands of dev.py."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FRONT, ARCHITECTURE = ROOT / "README.md", ROOT / "app" / "README.md"
LONGEST = 300
FIRST_SCREEN = 40


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [FRONT, ARCHITECTURE, ROOT / "db" / "README.md"], ids=lambda page: page.parent.name)
def test_links_lead_somewhere_in_the_project(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", read(page)):
        path = (page.parent / target).resolve()
        assert path.exists(), target
        assert path.is_relative_to(ROOT), target


def test_the_architecture_page_can_be_read_at_one_sitting() -> None:
    assert len(read(ARCHITECTURE).splitlines()) <= LONGEST


def test_the_map_shows_every_package_and_module_at_the_top_of_the_program() -> None:
    text = read(ARCHITECTURE).partition("## Map")[2].partition("\n## ")[0]
    packages = [f"`{path.parent.name}/" for path in (ROOT / "app").glob("*/__init__.py")]
    modules = [f"`{path.name}`" for path in (ROOT / "app").glob("*.py")]
    slices = [f"`{path.parent.relative_to(ROOT / 'app').as_posix()}/`" for path in (ROOT / "app").glob("*/*/domain.py")]
    assert [name for name in (*packages, *modules, *slices) if name not in text] == []


def test_every_file_a_slice_may_have_is_explained() -> None:
    contracts = tomllib.loads(read(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if "app.people.*" in contract.get("containers", ()))
    names = {name for layer in layers for name in re.findall(r"\w+", layer)}
    text = read(ARCHITECTURE).partition("## One slice")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)
    explained = re.findall(r"`(\w+)\.py`", " ".join(cells))
    assert set(explained) == names


def test_the_first_screen_names_the_two_commands() -> None:
    first = "\n".join(read(FRONT).splitlines()[:FIRST_SCREEN])
    assert "python3 packaging/dev.py run" in first
    assert "python3 packaging/dev.py test" in first


def test_the_front_page_names_every_command_of_dev() -> None:
    said = subprocess.run(
        [sys.executable, ROOT / "packaging" / "dev.py", "--help"], capture_output=True, text=True, check=True
    ).stdout
    offered = set(re.findall(r"^    ([a-z]+)\b", said, re.MULTILINE))
    assert set(re.findall(r"dev\.py ([a-z]+)", read(FRONT))) == offered
