"""The window „O programie”: version, licence, what the program is made of, and where its files are."""

import platform
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from app import __version__
from app.widgets import icons
from app.widgets.theme import colors
from app.widgets.zoom import line, scale_font


class AboutWindow(QDialog):
    """What this is, for the person who is asked by the office's IT person."""

    def __init__(self, database: str, logs: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about_window")
        self.setWindowTitle(self.tr("O programie"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("office", colors(self.palette()).accent, line(self, 3)))
        title = QLabel("Przejrzysty Urząd")
        scale_font(title, 1.6, QFont.Weight.DemiBold)
        facts = QLabel(
            self.tr(
                "Wersja {version}\n\nKarty usług i rejestry urzędu gminy. Działa bez internetu: program nie łączy się "
                "z żadnym adresem.\n\nLicencja: EUPL-1.2\nPython {python}, Qt {qt} (PySide6, LGPL-3.0), "
                "SQLCipher, SQLAlchemy, ReportLab, PDFium, Morfeusz 2; krój pisma Lato (OFL).\n\n"
                "Baza danych: {database}\nDziennik zdarzeń: {logs}"
            ).format(
                version=__version__,
                python=platform.python_version(),
                qt=qVersion(),
                database=database,
                logs=logs or self.tr("wyłączony"),
            )
        )
        facts.setObjectName("facts")
        facts.setWordWrap(True)
        facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        facts.setAccessibleName(facts.text())
        facts.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Zamknij"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.6))
        for widget in (picture, title, facts, buttons):
            layout.addWidget(widget)
