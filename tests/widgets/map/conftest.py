"""A map of the invented gmina on the screen."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.geo.shapes import BaseMap, Marker
from app.widgets.map.view import MapView
from tests.map_samples import GROUPS, base_map

Shown = Callable[..., MapView]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Shows a map with markers, 800 by 600, the gmina in view and the keyboard on it."""

    def show(*markers: Marker, base: BaseMap | None = None) -> MapView:
        view = MapView(GROUPS)
        qtbot.addWidget(view)
        view.resize(800, 600)
        view.show_base(base if base is not None else base_map())
        view.show_markers(markers)
        view.show()
        view.activateWindow()
        view.setFocus()
        QApplication.processEvents()
        view.rest()
        return view

    return show
