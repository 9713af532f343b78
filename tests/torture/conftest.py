"""One nursery for all tests of a worker: it takes seconds to start, a fork of it milliseconds."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.torture.nursery import Nursery, nursery
from tests.torture.tape import compile_library, compiler


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """``disk.c``, compiled; None where there is no compiler."""
    return compile_library(tmp_path_factory.mktemp("library")) if sys.platform == "linux" and compiler() else None


@pytest.fixture(scope="session")
def running(library: Path | None) -> Iterator[Nursery]:
    """A nursery; it tapes and starves only where ``disk.c`` could be compiled."""
    if sys.platform == "win32":
        pytest.skip("needs fork and SIGKILL")
    with nursery(library) as started:
        yield started


@pytest.fixture
def taping(running: Nursery, library: Path | None) -> Nursery:
    """A nursery whose processes can be taped and starved."""
    if library is None:
        pytest.skip("needs Linux and gcc (packages gcc, libc6-dev)")
    return running
