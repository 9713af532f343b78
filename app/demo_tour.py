"""The program without a display: demonstration prints as PDF and a picture of every tab, for people and for CI."""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap import Services
from app.core.clock import SystemClock
from app.core.records import Query
from app.demo.install import create_demonstration
from app.exchange.spreadsheets import Format

if TYPE_CHECKING:
    from app.shell.main_window import MainWindow

_log = logging.getLogger(__name__)


def write_prints(services: Services, folder: Path) -> Iterator[Path]:
    """Every kind of print, and the cards as a workbook."""
    cards = services.cards
    first = cards.by_symbol("SO-01")
    some = [card for symbol in ("SO-04", "USC-01", "OS-02") if (card := cards.by_symbol(symbol)) is not None]
    if first is None:
        raise LookupError("SO-01 is missing from the demonstration")
    for name, content in (
        ("karta-SO-01.pdf", services.prints.cards((first,), "standard")),
        ("karta-SO-01-duza-czcionka.pdf", services.prints.cards((first,), "large")),
        ("karty-wybrane.pdf", services.prints.cards(some, "standard")),
        ("przewodnik-po-uslugach.pdf", services.prints.guide()),
        *_evaluation_prints(services),
    ):
        path = folder / name
        path.write_bytes(content)
        yield path
    path = folder / "karty-uslug.xlsx"
    services.exchange.export(path, Format.XLSX)
    yield path


def _evaluation_prints(services: Services) -> Iterator[tuple[str, bytes]]:
    """A sheet whose appeal was decided with its letters, and the list of its campaign."""
    from app.registers.evaluations.sheets.letters import LetterKind, letters_for

    names = {
        LetterKind.NOTICE: "zawiadomienie",
        LetterKind.INVITATION: "zaproszenie",
        LetterKind.RECEIPT: "potwierdzenie-doreczenia",
        LetterKind.DECISION: "rozstrzygniecie-odwolania",
        LetterKind.RE_EVALUATION: "ponowna-ocena",
    }
    for state, said in (("changed", "po-odwolaniu"), ("final", "ostateczny"), ("planned", "projekt")):
        decided = Query(filters={"state": frozenset({state})}, sort="signed_on", descending=True)
        for sheet in services.evaluations.page(decided, 0, 1):
            yield f"arkusz-oceny-{said}.pdf", services.evaluation_prints.sheet(sheet.id)
            for kind in letters_for(sheet):
                yield f"arkusz-{said}-{names[kind]}.pdf", services.evaluation_prints.letter(sheet.id, kind)
    for campaign in services.campaigns.all()[:1]:
        yield "lista-kampanii-ocen.pdf", services.campaign_prints.campaign_list(campaign.id)
        yield "arkusze-kampanii-ocen.pdf", services.campaign_prints.all_sheets(campaign.id)


def write_pictures(services: Services, folder: Path) -> Iterator[Path]:
    """Every tab in light and dark, at 100 and 150 per cent; the search in use; a form."""
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from app.shell.application import Application
    from app.widgets.theme import Mode

    # the platform without a screen remarks on every window that it cannot size it
    qInstallMessageHandler(lambda _kind, _context, message: _log.debug("%s", message))
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    application = Application(app)
    for mode in (Mode.LIGHT, Mode.DARK):
        for percent in (100, 150):
            application.theme.set_mode(mode)
            application.zoom.set_percent(percent)
            window = application.show_window(services)
            window.resize(1366, 768)
            tag = f"{'jasny' if mode is Mode.LIGHT else 'ciemny'}-{percent}"
            for name, show in _scenes(window):
                show()
                window.jobs.wait()
                QTest.qWait(400)
                window.jobs.wait()
                # what the last jobs brought has yet to find its place
                QTest.qWait(50)
                path = folder / f"{name}-{tag}.png"
                if not window.grab().save(str(path)):
                    raise OSError(f"cannot write {path}")
                yield path
            window.close()
            window.deleteLater()


def _scenes(window: "MainWindow") -> Iterator[tuple[str, Callable[[], object]]]:
    yield "pulpit", lambda: window.tabs.setCurrentIndex(0)
    for register in window.registers:
        yield register.key, _GoTo(window, register.key)
    yield "service_cards-szukanie", lambda: window.go_to("service_cards").show_query("zgubiłem dow")


class _GoTo:
    def __init__(self, window: "MainWindow", key: str) -> None:
        self._window, self._key = window, key

    def __call__(self) -> None:
        self._window.go_to(self._key)


def main(arguments: list[str] | None = None) -> int:
    """Write everything into a folder and list it."""
    parser = argparse.ArgumentParser(prog="demo_tour", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--screenshots", action="store_true", help="pictures only")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="przejrzysty-urzad-") as temporary:
        # settings and drafts of the person at this computer stay untouched
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = temporary
        services = create_demonstration(Path(temporary) / "demonstracja.db", SystemClock())
        try:
            if not chosen.screenshots:
                for path in write_prints(services, chosen.folder):
                    print(path, flush=True)  # noqa: T201 - a command of its own
            for path in write_pictures(services, chosen.folder):
                print(path, flush=True)  # noqa: T201 - a command of its own
        finally:
            services.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
