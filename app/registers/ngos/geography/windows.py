"""„Wczytaj mapę z plików”: choose files, see what they hold and how it looks, then save all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFont, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import Refusal
from app.core.progress import Progress
from app.core.records import Outcome
from app.geo.mapdata import SURFACES_ASKED, DataKind, UnknownSurfaces
from app.registers.ngos.geography.domain import SOURCE
from app.registers.ngos.geography.transfer import MapTransfer, PreparedMap, UnknownGmina
from app.registers.ngos.geography.words import ASKED, WHERE_TO_DOWNLOAD
from app.widgets.buttons import deed_button
from app.widgets.forms.date_editor import DateEditor
from app.widgets.forms.field_row import announce
from app.widgets.forms.note import ColoredLabel, StateIcon
from app.widgets.jobs import Job
from app.widgets.map.view import MapView
from app.widgets.style import PRIMARY
from app.widgets.tips import plain_tip
from app.widgets.workspace import Workspace
from app.widgets.zoom import line, resize_to_text, scale_font


@dataclass(frozen=True)
class _Asked:
    """What the person entered on the first page."""

    paths: tuple[Path, ...]
    teryt: str
    source: str
    state_on: date | None
    surfaces: DataKind | None


class MapImportWindow(QDialog):
    """Two pages: the files, and what would be saved of them; closing it at any time saves nothing."""

    def __init__(self, exchange: MapTransfer, teryt: str, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map_import_window")
        self.setWindowTitle(self.tr("Wczytaj mapę z plików"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._exchange, self._workspace = exchange, workspace
        self._paths: list[Path] = []
        self._prepared: PreparedMap | None = None
        self._job: Job | None = None
        self._saving = self._leaving = False
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        scale_font(self.title, 1.3, QFont.Weight.DemiBold)
        self.problem = ColoredLabel("", "danger")
        self.problem.setObjectName("problem")
        self._problem_line = QWidget()
        told = QHBoxLayout(self._problem_line)
        told.setContentsMargins(0, 0, 0, 0)
        told.addWidget(StateIcon("error", "danger"), 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.problem, 1)
        self._problem_line.setVisible(False)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._files_page(teryt))
        self.pages.addWidget(self._result_page())
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.6))
        layout.addWidget(self.title)
        layout.addWidget(self._problem_line)
        layout.addWidget(self.pages, 1)
        layout.addLayout(self._buttons())
        QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.files, self._on_remove)
        resize_to_text(self, 120, 36)
        self._show_files()

    # -- pages -----------------------------------------------------------------------------------------------

    def _files_page(self, teryt: str) -> QWidget:
        self.files = QListWidget()
        self.files.setObjectName("files")
        self.files.setAccessibleName(self.tr("Wybrane pliki"))
        self.files.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        hint = QLabel(
            self.tr(
                "Wskaż pliki z nośnika albo przeciągnij je tutaj: granice gmin, punkty adresowe, ulice, miejscowości, "
                "wody i lasy (SHP, GML, GeoJSON, GeoPackage, WKT, CSV, także w archiwum ZIP). Program rozpoznaje je "
                "po zawartości."
            )
        )
        hint.setWordWrap(True)
        self.add_file = deed_button("add_file", self.tr("Dodaj plik…"), self._on_add_file)
        self.add_folder = deed_button("add_folder", self.tr("Dodaj folder…"), self._on_add_folder)
        self.remove = deed_button("remove_file", self.tr("Usuń z listy"), self._on_remove)
        row = QHBoxLayout()
        for button in (self.add_file, self.add_folder, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        self.teryt = QLineEdit(teryt)
        self.teryt.setObjectName("teryt")
        self.teryt.setMaxLength(12)
        self.source = QLineEdit(SOURCE)
        self.source.setObjectName("source")
        self.source.setMaxLength(300)
        self.source.setCursorPosition(0)
        self.state_on = DateEditor()
        self.state_on.setObjectName("state_on")
        self.state_on.line.setAccessibleName(self.tr("Stan na dzień"))
        self.surfaces = QComboBox()
        self.surfaces.setObjectName("surfaces")
        for kind in SURFACES_ASKED:
            self.surfaces.addItem(ASKED[kind], kind)
        # as high as the field with the day
        high = self.state_on.sizeHint().height()
        for field in (self.teryt, self.source, self.surfaces):
            field.setMinimumHeight(high)
        self.facts = facts = QFormLayout()
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        facts.addRow(self.tr("&TERYT gminy"), self.teryt)
        facts.addRow(self.tr("Źródło (stoi na &mapie)"), self.source)
        facts.addRow(self.tr("&Stan na dzień (puste: z pliku)"), self.state_on)
        facts.addRow(self.tr("&Powierzchnie i linie bez opisu to"), self.surfaces)
        facts.setRowVisible(self.surfaces, False)
        where = QPlainTextEdit(WHERE_TO_DOWNLOAD)
        where.setObjectName("where_to_download")
        where.setAccessibleName(self.tr("Skąd pobrać pliki na innym komputerze"))
        where.setReadOnly(True)
        where.setTabChangesFocus(True)
        self.copy = deed_button("copy_addresses", self.tr("Skopiuj adresy"), self._on_copy)
        label = QLabel(self.tr("Skąd pobrać pliki (na komputerze z internetem; program sam nie łączy się z siecią):"))
        label.setWordWrap(True)
        label.setBuddy(where)
        below = QHBoxLayout()
        below.addWidget(label, 1)
        below.addWidget(self.copy)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(line(self, 0.5))
        column.addWidget(hint)
        column.addWidget(self.files, 2)
        column.addLayout(row)
        column.addLayout(facts)
        column.addLayout(below)
        column.addWidget(where, 1)
        return page

    def _result_page(self) -> QWidget:
        self.found = QLabel()
        self.found.setObjectName("found")
        self.found.setTextFormat(Qt.TextFormat.PlainText)
        self.found.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.found.setWordWrap(True)
        self.found.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.map = MapView(())
        self.map.setObjectName("preview_map")
        self.map.setAccessibleName(self.tr("Podgląd mapy"))
        page = QSplitter(Qt.Orientation.Horizontal)
        page.addWidget(self.found)
        page.addWidget(self.map)
        # a third for the sentences; the splitter shares its width in this proportion
        page.setSizes([line(self, 20), line(self, 40)])
        page.setChildrenCollapsible(False)
        return page

    def _buttons(self) -> QHBoxLayout:
        self.back = deed_button("back", self.tr("Wróć do plików"), self._show_files)
        self.check = deed_button("check", self.tr("Sprawdź pliki"), self._on_check)
        self.save = deed_button("save_map", self.tr("Wczytaj"), self._on_save)
        self.cancel = deed_button("cancel", self.tr("Anuluj"), self.reject)
        for button in (self.check, self.save):
            button.setProperty(PRIMARY, True)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        for button in (self.cancel, self.check, self.save):
            row.addWidget(button)
        return row

    # -- files -----------------------------------------------------------------------------------------------

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Put files or folders on the list, each once."""
        for path in paths:
            if path not in self._paths:
                self._paths.append(path)
                self.files.addItem(path.name)
                self.files.item(self.files.count() - 1).setToolTip(plain_tip(str(path)))
        self._refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()) and self.pages.currentIndex() == 0:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add_paths([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _on_add_file(self) -> None:
        kinds = self.tr("Pliki mapy (*.shp *.dbf *.shx *.zip *.gml *.gpkg *.xml *.json *.geojson *.wkt *.txt *.csv)")
        every = self.tr("Wszystkie pliki (*)")
        self._workspace.dialogs.choose_open_file(
            self.tr("Wskaż plik mapy"), f"{kinds};;{every}", lambda path: self.add_paths([path])
        )

    def _on_add_folder(self) -> None:
        self._workspace.dialogs.choose_folder(
            self.tr("Wskaż folder z plikami mapy"), lambda path: self.add_paths([path])
        )

    @Slot()
    def _on_remove(self) -> None:
        for row in sorted((self.files.row(item) for item in self.files.selectedItems()), reverse=True):
            self.files.takeItem(row)
            del self._paths[row]
        self._refresh()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(WHERE_TO_DOWNLOAD)
        self._workspace.say(self.tr("Skopiowano adresy, pod którymi są pliki mapy."))

    # -- checking and saving ---------------------------------------------------------------------------------

    def _on_check(self) -> None:
        day = self.state_on.read()
        if day.problems:
            self._refuse(self.tr("Dzień jest błędny: wpisz go jako 22.11.2026 albo zostaw puste."))
            self.state_on.setFocus()
            return
        asked = _Asked(
            paths=tuple(self._paths),
            teryt=self.teryt.text().strip(),
            source=self.source.text().strip() or SOURCE,
            state_on=day.value,
            surfaces=self.surfaces.currentData() if self.facts.isRowVisible(self.surfaces) else None,
        )
        self._working(True)
        self._job = self._workspace.jobs.run(
            partial(self._prepare, asked),
            done=self._on_prepared,
            failed=self._on_failed,
            cancelled=partial(self._working, False),
            title=self.tr("Czytam pliki mapy…"),
            leaves_nothing=True,
            owner=self,
        )

    def _prepare(self, asked: _Asked, progress: Progress) -> PreparedMap:
        found = self._exchange.look(asked.paths, asked.surfaces)
        return self._exchange.prepare(
            found,
            asked.teryt,
            source=asked.source,
            state_on=asked.state_on,
            progress=progress,
            chosen=asked.paths,
        )

    def _on_prepared(self, prepared: PreparedMap) -> None:
        self._working(False)
        self._prepared = prepared
        self._problem_line.setVisible(False)
        self.found.setText("\n\n".join(prepared.lines()))
        self.map.show_base(prepared.base)
        self._show_page(1, self.tr("co zostanie wczytane"))
        self.map.fit()
        self.save.setFocus()

    def _on_save(self) -> None:
        if self._prepared is None:
            return
        self._working(True)
        self._saving = True
        self._job = self._workspace.jobs.run(
            partial(self._exchange.save, self._prepared),
            done=self._on_saved,
            failed=self._on_failed,
            cancelled=self._on_not_saved,
            title=self.tr("Zapisuję mapę…"),
            writes=True,
            owner=self,
        )

    def _on_saved(self, outcome: Outcome[Any]) -> None:
        self._workspace.report(outcome)
        self.accept()

    def reject(self) -> None:
        """Closing stops what runs; while a map is being saved the window stays until it is known what came of that."""
        self._leaving = self._saving
        if self._job is not None:
            self._job.cancel()
        if not self._saving:
            super().reject()

    def _on_not_saved(self) -> None:
        self._saving = False
        self._working(False)
        if self._leaving:
            self.reject()

    def _on_failed(self, error: Refusal) -> None:
        self._saving = self._leaving = False
        self._working(False)
        self._refuse(str(error))
        if isinstance(error, UnknownSurfaces):
            self.facts.setRowVisible(self.surfaces, True)
            self.surfaces.setFocus()
        elif isinstance(error, UnknownGmina):
            self.teryt.setFocus()
        else:
            # not on „Anuluj”, where it went while the others could not be used
            (self.check if self.pages.currentIndex() == 0 else self.save).setFocus()

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self._problem_line.setVisible(True)
        announce(self, sentence)

    def _show_files(self) -> None:
        self._show_page(0, self.tr("pliki mapy"))

    def _show_page(self, number: int, title: str) -> None:
        """The page with its title, which a screen reader says as well."""
        self.title.setText(self.tr("Krok {number} z 2: {title}").format(number=number + 1, title=title))
        self.pages.widget(number).setAccessibleName(self.title.text())
        self.pages.setCurrentIndex(number)
        self._refresh()
        announce(self, self.title.text())

    def _working(self, on: bool) -> None:
        for widget in (self.pages, self.back, self.check, self.save):
            widget.setEnabled(not on)
        if not on:
            self._refresh()

    def _refresh(self) -> None:
        first = self.pages.currentIndex() == 0
        self.back.setVisible(not first)
        self.check.setVisible(first)
        self.check.setEnabled(bool(self._paths))
        self.save.setVisible(not first)
        self.remove.setEnabled(bool(self._paths))
