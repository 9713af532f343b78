"""Deeds of the menu on several organisations: what is printed and saved follows what was asked."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from app.bootstrap import Services
from app.printing.label_pages import label_sheets
from app.registers.ngos.organisations.domain import PublicField
from app.registers.ngos.organisations.windows.label_sheet import LabelPaper
from app.widgets.forms.deed_window import DeedWindow
from tests.printing.reading import opened as pages_of
from tests.printing.reading import texts
from tests.registers.ngos.organisations.sample import consents
from tests.registers.ngos.organisations.test_usecases import add
from tests.shell.windows import desk


def said(pdf: bytes) -> str:
    return " ".join(texts(pdf)).replace("\xa0", " ")


def test_prints_and_files_follow_what_was_asked(qapp: QApplication, services: Services, tmp_path: Path) -> None:
    add(services, "Klub Żbik", consents=consents(PublicField.LISTING))
    add(services, "Klub Sokół")
    add(services, "Koło bez adresu", addresses=())
    printed: list[bytes] = []
    with desk(qapp, services) as opened:
        tab: Any = opened.window.go_to("organisations")
        opened.settle()
        # the print dialog belongs to the system
        object.__setattr__(tab._workspace, "print_pdf", lambda pdf, _title, _noted: printed.append(pdf))

        def deed(name: str, **values: Any) -> str:
            action = tab.findChild(QAction, name)
            assert action is not None
            action.trigger()
            opened.settle()
            window = opened.dialog(DeedWindow)
            for field, value in values.items():
                window.rows[field].editor.load(value)
                window.rows[field].editor.edited.emit()
            window.do.click()
            opened.settle()
            return said(printed[-1])

        public = deed("print_list")
        assert "Klub Żbik" in public
        assert "Klub Sokół" not in public
        assert "Klub Sokół" in deed("print_list", readers="office", order="locality")
        assert "Do użytku wewnętrznego" in deed("print_map", readers="office", paper="a3")
        labels = deed("print_labels", skip=23)
        assert ("Klub Sokół" in labels, "Koło bez adresu" in labels) == (True, False)
        assert len(pages_of(printed[-1]).pages) == 2
        assert opened.said == "1 organizacja nie ma adresu: Koło bez adresu"
        for name, path in (("publish_page", tmp_path / "o.html"), ("publish_geojson", tmp_path / "o.geojson")):
            opened.dialogs.save_path = path
            action = tab.findChild(QAction, name)
            assert action is not None
            action.trigger()
            opened.settle()
            assert opened.said == f"Zapisano 1 organizację do publikacji w pliku {path.name}."
        features = json.loads((tmp_path / "o.geojson").read_text("utf-8"))["features"]
        assert [each["properties"]["name"] for each in features] == ["Klub Żbik"]


def test_every_sheet_of_labels_that_the_kit_knows_is_offered() -> None:
    assert {paper.value for paper in LabelPaper} == {sheet.key for sheet in label_sheets()}
