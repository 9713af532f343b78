"""Keys in menus, tips and lists are called as in the manual, and mean what they meant."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from app.core import paths
from app.shell.application import install_polish

CATALOGUE = paths.resources() / "i18n" / "keys_pl.ts"
NO_WIDTH = "\u2060"


@pytest.fixture(autouse=True)
def polish(qapp: QApplication) -> Iterator[list[QTranslator]]:
    """The translations of the program."""
    translators = install_polish(qapp)
    yield translators
    for each in translators:
        qapp.removeTranslator(each)


def shown(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace(NO_WIDTH, "")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("Ctrl+Return", "Ctrl+Enter"),
        ("Ctrl+Enter", "Ctrl+Enter"),
        ("Del", "Delete"),
        ("Shift+Ins", "Shift+Insert"),
        ("Ctrl+PgDown", "Ctrl+Page Down"),
        ("PgUp", "Page Up"),
        ("Ctrl+S", "Ctrl+S"),
        ("Esc", "Esc"),
    ],
)
def test_keys_are_called_as_in_the_manual(keys: str, said: str) -> None:
    manual = (paths.resources() / "help" / "57_keyboard.md").read_text(encoding="utf-8")
    assert shown(keys) == said
    for word in re.findall(r"\b(?:Return|Del|Ins|PgUp|PgDown)\b", manual):
        assert shown(word) == word, "the manual has another name"


def test_both_enter_keys_stay_two_keys() -> None:
    portable = QKeySequence.SequenceFormat.PortableText
    names = ["Ctrl+Return", "Ctrl+Enter", "Del", "Delete", "Page Down", "PgDown"]
    plain = [QKeySequence.fromString(name, portable) for name in names]
    assert [QKeySequence(name) for name in names] == plain
    assert plain[0] != plain[1]


def test_the_compiled_names_are_those_written_down(polish: list[QTranslator]) -> None:
    written = {each.findtext("source"): each.findtext("translation") for each in ET.parse(CATALOGUE).iter("message")}
    translator = QTranslator()
    assert translator.load("keys_pl", str(CATALOGUE.parent))
    assert {name: translator.translate("QShortcut", name or "") for name in written} == written
    assert len(polish) == 3, "Qt, keys, plurals"
