"""Rules about the tree as a whole; which module may import which is kept by import-linter (pyproject.toml)."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

TOP_LEVEL = {
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    ".gitignore",
    ".ci",
    "app",
    "db",
    "packaging",
    "resources",
    "tests",
}
LONGEST_FILE = 600
TEXT_SUFFIXES = {".py", ".md", ".toml", ".txt", ".json", ".csv", ".ts", ".svg", ".cfg", ".ini", ".sh", ".yml", ""}
VOID_CALLS_ABORT = "6.12.0"


def ignored(path: Path) -> bool:
    """Whether .gitignore leaves it out; only the plain forms used in ours are understood."""
    patterns = [line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()]
    return any(fnmatch(part, pattern) for part in path.relative_to(ROOT).parts for pattern in (*patterns, ".git"))


def files(*folders: str, suffix: str = "") -> Iterator[Path]:
    """Every file of the project below the folders; git is not asked, for a bare machine has none."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob(f"*{suffix}")):
            if path.is_file() and not ignored(path):
                yield path


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_packaging_never_is_a_package() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists(), "it would hide the library of the same name"


def test_top_level_is_the_agreed_one() -> None:
    present = {path.name for path in ROOT.iterdir() if not ignored(path)}
    assert present == TOP_LEVEL


def test_init_files_hold_no_code() -> None:
    # importing a slice's domain must not pull in its window; app's own file carries the version
    filled = [
        shown(path)
        for path in files("app", "db", suffix="__init__.py")
        if any(not isinstance(node, ast.Expr) for node in ast.parse(path.read_text(encoding="utf-8")).body)
    ]
    assert filled == ["app/__init__.py"]


def test_every_folder_with_code_is_a_package() -> None:
    # without __init__.py a folder is invisible to import-linter
    folders = {path.parent for path in files("app", "db", suffix=".py")}
    folders = {folder for folder in folders if "migrations" not in folder.parts}  # Alembic loads them by path
    assert [shown(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_resources_hold_no_code() -> None:
    assert [shown(path) for path in files("resources", suffix=".py")] == []


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def test_resources_and_tests_are_never_imported_by_the_program() -> None:
    # folders beside the packages are importable in a checkout, yet absent from an installed program
    foreign = {"resources", "tests", "packaging"}
    found = [
        f"{shown(path)} imports {module}"
        for path in files("app", "db", suffix=".py")
        for module in imported_modules(path)
        if module.split(".")[0] in foreign
    ]
    assert found == []


@pytest.mark.parametrize("name", ["app", "db"])
def test_import_name_belongs_to_us_alone(name: str) -> None:
    owners = importlib.metadata.packages_distributions().get(name, ["przejrzysty-urzad"])
    assert set(owners) == {"przejrzysty-urzad"}


def test_no_file_is_too_long() -> None:
    lengths = {
        shown(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in files("app", "db", "tests", "packaging", suffix=".py")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def text_files() -> Iterator[Path]:
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.name in TOP_LEVEL)
    for path in files(".ci", "app", "db", "packaging", "resources", "tests"):
        if path.suffix in TEXT_SUFFIXES:
            yield path


REGISTRY = re.compile(r"--(?:extra-)?[i]ndex-url|/[s]imple/|https?://[^\s\"')]*(?:pypi|pythonhosted|registry|artifact)")
DEVELOPER_PATH = re.compile(r"(?<![\w.])/(?:home|Users|root|work)/\w|[A-Z]:\\\\?Users\\")


@pytest.mark.parametrize(("rule", "pattern"), [("registry", REGISTRY), ("developer's machine", DEVELOPER_PATH)])
def test_no_address_of(rule: str, pattern: re.Pattern[str]) -> None:
    found = [
        f"{shown(path)}:{number}: {line.strip()[:100]}"
        for path in text_files()
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == [], f"address of a {rule}"


def test_buttons_that_are_no_default_hear_enter() -> None:
    """``setAutoDefault(False)`` alone makes a button deaf for Enter where it is focused: ``DeedButton`` is not."""
    deaf = {shown(path) for path in (ROOT / "app").rglob("*.py") if "setAutoDefault(False)" in path.read_text("utf-8")}
    assert deaf == {"app/widgets/buttons.py"}


def test_pyside_is_a_version_that_starts_everywhere_and_keeps_references() -> None:
    """6.10 and newer need Windows 10 1903; 6.12.0 drops references to None under 3.11 and aborts."""
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    pins = [line for line in tomllib.loads(lines)["project"]["dependencies"] if line.startswith("PySide6")]
    assert pins == [
        "PySide6-Essentials==6.9.3; python_version < '3.14'",
        "PySide6-Essentials==6.11.3; python_version >= '3.14'",
    ]
    installed = importlib.metadata.version("PySide6-Essentials")
    assert installed == ("6.9.3" if sys.version_info < (3, 14) else "6.11.3")
    assert installed != VOID_CALLS_ABORT


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    # each of these costs a tenth of a second or more; the start of the program is measured in benchmarks
    banned = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    heavy = ["numpy", *banned["flake8-tidy-imports"]["banned-module-level-imports"]]
    if not (ROOT / "app" / "__main__.py").exists():
        pytest.skip("the program has no entry point yet")
    code = f"import app.__main__, sys; print(*[name for name in {heavy!r} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == []
