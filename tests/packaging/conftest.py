"""Scripts in packaging/ are run by path and import each other by bare name; tests load them the same way."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def script() -> Iterator[Callable[[str], ModuleType]]:
    """Loads a script of packaging/ by its name; forgotten after the test, so that tests can alter it."""
    names = [path.stem for path in SCRIPTS.glob("*.py")]
    before = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    sys.path.insert(0, str(SCRIPTS))
    yield importlib.import_module
    sys.path.remove(str(SCRIPTS))
    for name in names:
        sys.modules.pop(name, None)
    sys.modules.update(before)
