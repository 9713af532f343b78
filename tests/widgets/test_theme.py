"""Colours are readable in both schemes and switch while the program runs."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.contrast import contrast
from app.widgets import icons
from app.widgets.theme import DARK, LIGHT, Colors, Mode, Theme, colors, weak_pairs
from app.widgets.zoom import Zoom, scale_font


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, Mode.LIGHT)
    yield theme
    theme.set_mode(Mode.LIGHT)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_everything_that_is_read_has_enough_contrast(scheme: Colors) -> None:
    assert weak_pairs(scheme) == ()


def test_contrast_follows_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_switching_changes_palette_and_icons(theme: Theme, qapp: QApplication) -> None:
    action = QAction()
    icons.dress(action, "print")
    light = action.icon().pixmap(32).toImage()
    theme.set_mode(Mode.DARK)
    assert colors() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Link).name() == DARK.link
    assert action.icon().pixmap(32).toImage() != light
    theme.set_mode(Mode.LIGHT)
    assert colors() is LIGHT
    assert action.icon().pixmap(32).toImage() == light


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_an_empty_indicator_is_visible_in_the_dark(
    theme: Theme, qtbot: QtBot, kind: type[QCheckBox] | type[QRadioButton]
) -> None:
    theme.set_mode(Mode.DARK)
    box = kind("wybór")
    qtbot.addWidget(box)
    box.resize(box.sizeHint())
    image = box.grab().toImage()
    left = [image.pixelColor(x, y) for x in range(14) for y in range(image.height())]
    best = max(contrast(color.name(), DARK.window) for color in left)
    assert best >= 3


def test_every_icon_is_drawn_with_the_one_colour_that_is_replaced() -> None:
    assert {"add", "print", "archive", "restore", "undo", "preview", "help"} <= icons.names()
    for name in icons.names():
        drawing = (icons.folder() / f"{name}.svg").read_text("utf-8")
        assert drawing.count("#") == 1, name
        image = icons.pixmap(name, "#ff0000", 24).toImage()
        painted = {image.pixelColor(x, y).alpha() > 0 for x in range(image.width()) for y in range(image.height())}
        assert painted == {True, False}, name


def test_zoom_scales_the_interface_and_widgets_with_their_own_size(qapp: QApplication, qtbot: QtBot) -> None:
    zoom = Zoom(qapp)
    before = qapp.font().pointSizeF()
    window = QWidget()
    qtbot.addWidget(window)
    widget = QCheckBox(window)
    window.show()
    scale_font(widget, 1.5)
    try:
        for _step in range(3):
            zoom.zoom_in()
        assert zoom.percent == 150
        assert qapp.font().pointSizeF() == pytest.approx(before * 1.5)
        qapp.processEvents()
        assert widget.font().pointSizeF() == pytest.approx(before * 2.25)
        zoom.set_percent(1000)
        assert zoom.percent == 200
        zoom.zoom_out()
        assert zoom.percent == 175
    finally:
        zoom.reset()
    assert qapp.font().pointSizeF() == pytest.approx(before)
