"""Qt's catalogues: new plurals are found, three forms are demanded, a stale catalogue is reported."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QTranslator

CODE = """
from PySide6.QtWidgets import QWidget

class Counter(QWidget):
    def text(self, n: int) -> str:
        return self.tr("%n kart(a)", "", n)

    def plain(self) -> str:
        return self.tr("Zamknij")
"""

KEYS = """<?xml version="1.0" encoding="utf-8"?>
<TS version="2.1" language="pl_PL" sourcelanguage="en"><context><name>QShortcut</name>
<message><source>Del</source><translation>Delete</translation></message>
</context></TS>
"""


@pytest.fixture
def translations(script: Callable[[str], ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, working on a small program of its own."""
    module = script("translations")
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "counter.py").write_text(CODE, encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "SOURCE", tmp_path / "app")
    monkeypatch.setattr(module, "CATALOGUE", tmp_path / "urzad_pl.ts")
    monkeypatch.setattr(module, "KEYS", tmp_path / "keys_pl.ts")
    (tmp_path / "keys_pl.ts").write_text(KEYS, encoding="utf-8")
    return module


def fill(catalogue: Path, *forms: str) -> None:
    text = catalogue.read_text(encoding="utf-8").replace(' type="unfinished"', "")
    head, _, rest = text.partition("<numerusform>")
    tail = rest.rpartition("</numerusform>")[2]
    body = "".join(f"<numerusform>{form}</numerusform>" for form in forms)
    catalogue.write_text(head + body + tail, encoding="utf-8")


def test_only_plural_texts_are_collected_and_miss_their_forms(translations: ModuleType) -> None:
    assert translations.main(["update"]) == 0
    assert translations.unfinished(translations.CATALOGUE) == ["%n kart(a)"]
    assert translations.main(["check"]) == 1


def test_complete_catalogue_passes_and_says_the_forms(translations: ModuleType) -> None:
    translations.main(["update"])
    fill(translations.CATALOGUE, "%n karta", "%n karty", "%n kart")
    translations.main(["update"])
    assert translations.problems() == []
    translator = QTranslator()
    assert translator.load(str(translations.CATALOGUE.with_suffix(".qm")))
    said = {n: translator.translate("Counter", "%n kart(a)", None, n) for n in (0, 1, 2, 5, 12, 22, 112)}
    few, many = "%n karty", "%n kart"
    assert said == {0: many, 1: "%n karta", 2: few, 5: many, 12: many, 22: few, 112: many}


def test_two_forms_are_not_enough(translations: ModuleType) -> None:
    translations.main(["update"])
    fill(translations.CATALOGUE, "%n karta", "%n karty")
    assert translations.unfinished(translations.CATALOGUE) == ["%n kart(a)"]


def test_stale_catalogue_is_reported(translations: ModuleType) -> None:
    translations.main(["update"])
    source = translations.SOURCE / "counter.py"
    source.write_text(CODE.replace("%n kart(a)", "%n plik(i)"), encoding="utf-8")
    assert "urzad_pl.ts does not match the code" in translations.problems()


def test_stale_compiled_forms_are_reported(translations: ModuleType) -> None:
    translations.main(["update"])
    fill(translations.CATALOGUE, "%n karta", "%n karty", "%n kart")
    translations.KEYS.write_text(KEYS.replace("Delete", "Usuń"), encoding="utf-8")
    older = {"urzad_pl.qm is older than urzad_pl.ts", "keys_pl.qm is older than keys_pl.ts"}
    assert older <= set(translations.problems())


def test_wrong_use(translations: ModuleType) -> None:
    assert translations.main([]) == 2
