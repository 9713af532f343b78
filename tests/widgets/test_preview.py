"""The preview: made away from the window, once per record, debounced, readable without eyes."""

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import Refusal
from app.core.progress import Progress
from app.widgets.jobs import Jobs
from app.widgets.preview import PagePreview, Sheet


@dataclass
class _Picture:
    width: int
    height: int

    @property
    def pixels(self) -> bytes:
        return b"\xff" * (self.width * self.height * 4)


class _Renderer:
    def __init__(self) -> None:
        self.rendered: list[tuple[bytes, int, int]] = []

    def page_count(self, pdf: bytes) -> int:
        return 2

    def render_page(self, pdf: bytes, page: int, *, dpi: float = 96.0) -> _Picture:
        width = round(8.27 * dpi)
        if dpi > 24:
            self.rendered.append((pdf, page, width))
        return _Picture(width, round(11.69 * dpi))


class _Maker:
    def __init__(self) -> None:
        self.made: list[str] = []
        self.error: Exception | None = None

    def sheet(self, key: str) -> Sheet:
        def make(_progress: Progress) -> bytes:
            self.made.append(key)
            if self.error is not None:
                raise self.error
            return key.encode()

        return Sheet(key, f"Karta {key}", make, f"Treść karty {key}")


@pytest.fixture
def renderer() -> _Renderer:
    return _Renderer()


@pytest.fixture
def preview(qtbot: QtBot, jobs: Jobs, renderer: _Renderer) -> PagePreview:
    widget = PagePreview(jobs, renderer)
    qtbot.addWidget(widget)
    widget.resize(400, 600)
    widget.show()
    return widget


def _page(preview: PagePreview) -> QWidget:
    page = preview.findChild(QWidget, "page")
    assert isinstance(page, QWidget)
    return page


def _button(preview: PagePreview, name: str) -> QToolButton:
    button = preview.findChild(QToolButton, f"preview_{name}")
    assert isinstance(button, QToolButton)
    return button


def test_walking_down_a_list_prints_only_where_it_stops(qtbot: QtBot, preview: PagePreview) -> None:
    maker = _Maker()
    for key in ("1", "2", "3"):
        preview.show_sheet(maker.sheet(key))
    qtbot.waitUntil(lambda: _page(preview).accessibleName() == "Wydruk: Karta 3, strona 1 z 2")
    assert maker.made == ["3"]


def test_the_page_fills_the_width_and_is_kept(qtbot: QtBot, preview: PagePreview, renderer: _Renderer) -> None:
    maker = _Maker()
    preview.show_sheet(maker.sheet("1"))
    qtbot.waitUntil(lambda: _page(preview).width() > 300)
    preview.show_sheet(maker.sheet("2"))
    qtbot.waitUntil(lambda: "Karta 2" in _page(preview).accessibleName())
    count = len(renderer.rendered)
    preview.show_sheet(maker.sheet("1"))
    assert "Karta 1" in _page(preview).accessibleName()
    assert (maker.made, len(renderer.rendered)) == (["1", "2"], count)


def test_pages_turn_and_enlarge_without_printing_again(qtbot: QtBot, preview: PagePreview, renderer: _Renderer) -> None:
    maker = _Maker()
    preview.show_sheet(maker.sheet("1"))
    qtbot.waitUntil(lambda: _page(preview).width() > 300)
    width = _page(preview).width()
    _button(preview, "right").click()
    qtbot.waitUntil(lambda: "strona 2 z 2" in _page(preview).accessibleName())
    assert not _button(preview, "right").isEnabled()
    _button(preview, "zoom_in").click()
    qtbot.waitUntil(lambda: _page(preview).width() > width * 1.2)
    assert maker.made == ["1"]
    assert renderer.rendered[-1][1] == 1


def test_the_same_is_there_as_text(qtbot: QtBot, preview: PagePreview) -> None:
    preview.show_sheet(_Maker().sheet("1"))
    qtbot.waitUntil(lambda: _page(preview).width() > 300)
    assert _page(preview).accessibleDescription() == "Treść karty 1"
    _button(preview, "text").click()
    text = preview.findChild(QPlainTextEdit, "preview_text")
    assert isinstance(text, QPlainTextEdit)
    assert text.isVisible()
    assert text.toPlainText() == "Treść karty 1"


def test_a_refused_print_says_why(qtbot: QtBot, preview: PagePreview) -> None:
    maker = _Maker()
    maker.error = Refusal("Brakuje czcionki.")
    preview.show_sheet(maker.sheet("1"))
    hint = preview.findChild(QLabel, "preview_hint")
    assert isinstance(hint, QLabel)
    qtbot.waitUntil(lambda: hint.text() == "Nie ma podglądu: Brakuje czcionki.")
    assert hint.isVisible()


def test_a_hidden_preview_makes_nothing(qtbot: QtBot, preview: PagePreview, jobs: Jobs) -> None:
    maker = _Maker()
    preview.hide()
    preview.show_sheet(maker.sheet("1"))
    qtbot.wait(200)
    assert maker.made == []
    preview.show()
    qtbot.waitUntil(lambda: maker.made == ["1"])
    assert jobs.wait(5000)
