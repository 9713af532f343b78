"""„Sprawdź dziennik”: recomputes the log, compares it with a head typed from a printed report, says what it found."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.administration.audit.domain import Finding
from app.core.progress import Progress
from app.widgets.jobs import Jobs
from app.widgets.zoom import line

Check = Callable[[list[str]], Finding]


class CheckWindow(QDialog):
    """``check`` verifies against the heads given; it may take seconds and runs away from the window."""

    def __init__(self, check: Check, head: str, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("audit_check_window")
        self.setWindowTitle(self.tr("Sprawdź dziennik"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._check, self._jobs = check, jobs
        about = _paragraph(
            self.tr(
                "Program przeliczy pieczęcie wszystkich wpisów i porówna je ze stanami zapisanymi w kopiach "
                "zapasowych. Ucięcie albo napisanie dziennika od nowa najpewniej wykryje znak zachowany poza "
                "komputerem: przepisz go z raportu miesięcznego."
            )
        )
        self.typed = QLineEdit()
        self.typed.setObjectName("typed_head")
        self.typed.setMaxLength(100)
        label = QLabel(self.tr("&Znak z wydruku (można pominąć)"))
        label.setBuddy(self.typed)
        self.typed.setAccessibleName(self.tr("Znak z wydruku (można pominąć)"))
        self.typed.setPlaceholderText("1234:0123 4567 89ab cdef")
        # an example is no help to a screen reader that announces placeholders as text
        self.typed.setAccessibleDescription(self.tr("Numer, dwukropek i szesnaście znaków."))
        self.told = QPlainTextEdit()
        self.told.setObjectName("finding")
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.told.setAccessibleName(self.tr("Wynik sprawdzenia"))
        self.told.setPlaceholderText(self.tr("Tu pojawi się wynik."))
        self.told.setMinimumHeight(line(self, 7))
        present = _paragraph(self.tr("Znak dziennika w tej chwili: {head}").format(head=head))
        present.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        buttons = QDialogButtonBox()
        self.start = buttons.addButton(self.tr("&Sprawdź dziennik"), QDialogButtonBox.ButtonRole.ActionRole)
        self.start.setObjectName("start_check")
        self.start.setDefault(True)
        buttons.addButton(self.tr("Zamknij"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.start.clicked.connect(self._on_start)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 1.2),) * 4)
        layout.setSpacing(line(self, 0.6))
        for widget in (about, label, self.typed, self.told, present, buttons):
            layout.addWidget(widget)
        self.resize(self.fontMetrics().averageCharWidth() * 72, self.sizeHint().height())
        self.typed.setFocus()

    @Slot()
    def _on_start(self) -> None:
        typed = [self.typed.text()]

        def work(_progress: Progress) -> Finding:
            return self._check(typed)

        self.start.setEnabled(False)
        self._jobs.run(
            work,
            done=self._on_found,
            cancelled=self._on_refused,
            failed=lambda refusal: self._on_refused(str(refusal)),
            title=self.tr("Sprawdzam dziennik…"),
            owner=self,
        )

    def _on_found(self, finding: Finding) -> None:
        self.start.setEnabled(True)
        verdict = [] if finding.sound else [self.tr("UWAGA: dziennik nie jest taki, jak go zapisano.")]
        self.told.setPlainText("\n".join([*verdict, *finding.sentences]))
        self.told.setFocus()

    def _on_refused(self, why: str = "") -> None:
        self.start.setEnabled(True)
        self.told.setPlainText(why)
        self.typed.setFocus()


def _paragraph(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
