"""The window of a dry run: everything it says can be read."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.widgets.import_window import ImportWindow, Preview

_UNKNOWN = "Arkusz „dotacje”: pominięto nieznane kolumny: „Numer”, „Wypłacono”, „Do zwrotu”, „Stan”."


@pytest.mark.parametrize("lines", [1, 4, 12])
def test_no_sentence_is_cut_off(qapp: QApplication, lines: int) -> None:
    window = ImportWindow(Preview("Wczytanie pliku dotacje.csv", (_UNKNOWN,) * lines, [], "Zapisz", True))
    window.show()
    qapp.processEvents()
    for label in window.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()), label.text()
    window.close()
