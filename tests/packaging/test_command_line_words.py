"""The Polish words for the command-line library: complete, compiled, and fit for what they are filled with."""

import ast
import importlib.util
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def words(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("command_line_words")


def _asked_for() -> set[str]:
    """Every text that the modules of click in use ask gettext for; plural forms count by their first."""
    # texts for developers, prompts and shell completion never reach our users
    left_out = ("decorators.py", "shell_completion.py", "termui.py", "_termui_impl.py", "_winconsole.py", "utils.py")
    spec = importlib.util.find_spec("click")
    assert spec is not None
    assert spec.origin is not None
    found: set[str] = set()
    for path in Path(spec.origin).parent.glob("*.py"):
        if path.name in left_out:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="_" | "ngettext"), args=[ast.Constant(value=str(text)), *_]):
                    found.add(text)
    return found


_FOR_DEVELOPERS = (
    "Could not determine name",
    "No options defined",
    "Arguments take exactly one",
    "Name '{name}' defined twice",
    "Boolean option",
    "is not a valid UUID",
    "does not match the format",
    "values are required",
)


def test_every_word_of_click_is_translated(words: ModuleType) -> None:
    translated = {key.partition("\0")[0] for key in words.messages(words.CATALOGUE.read_text(encoding="utf-8"))}
    missing = {text for text in _asked_for() - translated if not any(part in text for part in _FOR_DEVELOPERS)}
    assert missing == set()


def test_the_compiled_words_are_those_of_the_catalogue(words: ModuleType) -> None:
    compiled = words.CATALOGUE.with_suffix(".mo").read_bytes()
    assert compiled == words.compiled(words.CATALOGUE.read_text(encoding="utf-8")), (
        "run: python packaging/command_line_words.py"
    )


def test_translations_fill_the_same_places_as_the_originals(words: ModuleType) -> None:
    places = re.compile(r"\{(\w+)")
    for key, forms in words.messages(words.CATALOGUE.read_text(encoding="utf-8")).items():
        allowed = set(places.findall(key))
        assert {place for form in forms.split("\0") for place in places.findall(form)} <= allowed, key
