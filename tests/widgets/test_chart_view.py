"""Charts on the screen: as high as they need to be, larger with the zoom, in both schemes, with words for all."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.core.chart_shapes import FILLS, STEPS, Tone
from app.core.charts import BarChart, Series
from app.core.contrast import contrast
from app.widgets.chart_view import ChartView, chart_colors
from app.widgets.theme import DARK, LIGHT, Colors, palette_of
from tests.chart_samples import bars, every_chart, intervals

CHARTS = every_chart()


@pytest.fixture
def view(qtbot: QtBot) -> ChartView:
    widget = ChartView(bars())
    qtbot.addWidget(widget)
    widget.resize(700, widget.heightForWidth(700))
    widget.show()
    return widget


def test_a_screen_reader_hears_title_and_description(view: ChartView) -> None:
    assert (view.accessibleName(), view.accessibleDescription()) == (bars().title, bars().alt)
    assert (view.headings(), view.rows()) == (bars().headings(), bars().rows())
    assert view.focusPolicy() is Qt.FocusPolicy.StrongFocus
    view.set_chart(intervals())
    assert view.accessibleName() == intervals().title
    view.set_chart(None)
    assert (view.accessibleName(), view.rows()) == ("", ())


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_painted_in_the_scheme(qtbot: QtBot, name: str, scheme: Colors) -> None:
    view = ChartView(CHARTS[name])
    qtbot.addWidget(view)
    view.setPalette(palette_of(scheme))
    view.resize(700, view.heightForWidth(700))
    picture = view.grab().toImage()
    found = {
        picture.pixelColor(x, y).name() for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)
    }
    assert picture.pixelColor(1, 1) == QColor(scheme.base)
    assert scheme.accent in found


def test_a_scroll_area_gives_a_chart_all_its_height(qtbot: QtBot) -> None:
    inside, area = QWidget(), QScrollArea()
    qtbot.addWidget(area)
    layout = QVBoxLayout(inside)
    views = [ChartView(chart) for chart in CHARTS.values()]
    for view in views:
        layout.addWidget(view)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    area.resize(640, 400)
    area.show()
    qtbot.waitUntil(lambda: all(view.height() >= view.heightForWidth(view.width()) for view in views))


def test_a_chart_grows_with_the_font(view: ChartView) -> None:
    small = view.heightForWidth(700), view.sizeHint().width()
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    view.setFont(font)
    assert view.heightForWidth(700) > small[0] * 1.3
    assert view.sizeHint().width() > small[1] * 1.3


def test_pointing_tells_the_value(view: ChartView) -> None:
    spots = {spot.text for y in range(view.height()) if (spot := view.spot_at(300, y))}
    assert "Kreatywność: ukryte (mniej niż 5 osób)" in spots
    assert len(spots) == len(bars().rows())
    assert view.spot_at(300, 2) is None


def test_arrows_walk_through_the_values(qtbot: QtBot, view: ChartView) -> None:
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert QToolTip.text() == "Wypełnianie obowiązków: 3,30"
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert QToolTip.text() == "Przygotowanie merytoryczne: 2,60"
    view.clearFocus()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_name_that_looks_like_markup_is_shown_as_it_is(view: ChartView) -> None:
    view.set_chart(BarChart("X", ("<b>A & B</b>",), (Series("s", (1.0,)),)))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert "&lt;b&gt;A &amp; B" in QToolTip.text()
    QToolTip.hideText()


def test_empty_data_are_a_sentence(view: ChartView) -> None:
    view.set_chart(BarChart("Puste", (), ()))
    assert view.accessibleDescription().endswith("Brak danych do pokazania na wykresie.")
    assert view.heightForWidth(700) < 6 * view.fontMetrics().height()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.spot_at(20, 20) is None
    assert QApplication.widgetAt(view.mapToGlobal(QPoint(5, 5))) in (view, None)


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_letters_are_readable_and_shapes_visible_in_both_schemes(scheme: Colors) -> None:
    colors = chart_colors(scheme)
    assert set(colors) == set(Tone)
    assert all(contrast(colors[fill.letters], colors[fill.tone]) >= 4.5 for fill in (*STEPS, *FILLS))
    for tone in (Tone.FIRST, Tone.SECOND, Tone.THIRD, Tone.FOURTH, Tone.AXIS, Tone.FLAG):
        assert contrast(colors[tone], colors[Tone.BASE]) >= 3
