"""A migrated database with the tests' own tables, copied for each test, and ways to make the computer refuse."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from db import schema_version
from db.file_store import FileStore
from tests.db.models import MIGRATION

ROOT = Path(__file__).parents[2]
NOBODY = 65534


def run_python(code: str, *arguments: object, timeout: float = 30) -> subprocess.CompletedProcess[str]:
    """Another process with the program on its path; the caller looks at the exit status."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


@pytest.fixture(scope="session")
def _versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("versions")
    first = next(schema_version.VERSIONS.glob("0001_*.py"))
    shutil.copy(first, folder)
    (folder / "0002_notes.py").write_text(MIGRATION, "utf-8")
    return folder


@pytest.fixture
def versions(_versions: Path, tmp_path: Path) -> Path:
    """The migrations 0001 (real) and 0002 (the tests' tables), in a folder a test may add to."""
    return Path(shutil.copytree(_versions, tmp_path / "versions"))


@pytest.fixture(scope="session")
def _template(_versions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "notes.db"
    FileStore.create(path, versions=_versions).close()
    return path


@pytest.fixture
def path(_template: Path, tmp_path: Path) -> Path:
    """A closed, empty database with the tests' tables."""
    return Path(shutil.copy(_template, tmp_path / "notes.db"))


@pytest.fixture
def store(path: Path, versions: Path) -> Iterator[FileStore]:
    with FileStore.open(path, versions=versions) as opened:
        yield opened


@pytest.fixture
def ordinary_user(path: Path) -> Iterator[Callable[[], AbstractContextManager[Path]]]:
    """A context in which file permissions bind, also when the tests run as root; gives a database folder."""
    folder = Path(tempfile.mkdtemp(prefix="urzad-test-"))
    target = Path(shutil.copy(path, folder / "notes.db"))
    if os.name == "nt":
        pytest.skip("permissions work differently on Windows")
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
        os.chown(target, NOBODY, NOBODY)

    @contextmanager
    def become() -> Iterator[Path]:
        if os.geteuid() != 0:
            yield target
            return
        os.seteuid(NOBODY)
        try:
            yield target
        finally:
            os.seteuid(0)

    yield become
    folder.chmod(0o700)
    shutil.rmtree(folder)
