"""Opens one window, tells when it was painted and what it took by then, and leaves. Run by ``start``.

Only what both windows need anyway is imported before them.
"""

import sys
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTabWidget

HEAVY = ("pandas", "reportlab", "pypdfium2", "morfeusz2")
"""Libraries that may not be loaded before they are needed."""


def _ours(database: str) -> int:
    from app.__main__ import main
    from app.shell.main_window import MainWindow

    MainWindow.paintEvent = _paint_event  # type: ignore[method-assign]
    return main(["--database", database])


def _filled(database: str) -> int:
    """Ours again, but the picture counts only once the database is open and the tabs stand in the window."""
    from app.shell.main_window import MainWindow

    global _told
    _told = True
    attach = MainWindow.attach

    def attached(window: Any, services: Any) -> None:
        global _told
        attach(window, services)
        _told = False
        window.update()

    MainWindow.attach = attached  # type: ignore[method-assign,assignment]
    return _ours(database)


def _bare(_database: str) -> int:
    app = QApplication([])
    window = _BareWindow()
    window.setCentralWidget(QTabWidget())
    window.resize(1280, 800)
    window.show()
    return app.exec()


_told = False


def _paint_event(window: Any, event: QPaintEvent) -> None:
    global _told
    QMainWindow.paintEvent(window, event)
    if not _told:
        _told = True
        # the children are painted in the same event, so the next one finds the picture complete
        QTimer.singleShot(0, _tell)


class _BareWindow(QMainWindow):
    paintEvent = _paint_event


def _tell() -> None:
    import json
    from time import monotonic

    at = monotonic()
    heavy = [name for name in HEAVY if name in sys.modules]
    # after the moment, for its imports would count
    from tests.benchmarks.measurement import peak_memory

    print(json.dumps({"at": at, "peak": peak_memory(), "heavy": heavy}))
    QApplication.quit()


if __name__ == "__main__":
    sys.exit({"ours": _ours, "filled": _filled, "bare": _bare}[sys.argv[1]](sys.argv[2]))
