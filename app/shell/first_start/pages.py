"""The steps of the first-start wizard: office, administrator, place, recovery key, its confirmation, summary."""

import random
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QWidget,
)

from app.access import key_file, recovery
from app.people.office import words as office_words
from app.people.office.domain import GminaKind, validate
from app.shell.first_start.plan import Plan
from app.shell.labelled import Labelled, paragraph, text_field
from app.shell.password_field import NewPassword
from app.shell.steps import Step
from app.widgets.buttons import DeedButton
from app.widgets.dialogs import Dialogs
from app.widgets.zoom import line, scale_font

_OFFICE_LIMIT = 120
_LOGIN_LIMIT = 40
_NAME_LIMIT = 120
_ASKED = 2
"""Groups of the recovery key that are typed to confirm it."""


class OfficePage(Step):
    """Whose data these will be, and whether they begin empty or with the invented office."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan
        self.title = self.tr("Dane na początek")
        fields = office_words.FIELDS
        self.empty = QRadioButton(self.tr("&Pusta baza mojego urzędu"))
        self.empty.setObjectName("empty")
        self.empty.setChecked(True)
        self.invented = QRadioButton(self.tr("Dane &urzędu przykładowego, do nauki pracy z kontami"))
        self.invented.setObjectName("invented")
        self.name = text_field("name", _OFFICE_LIMIT)
        self.kind = QComboBox()
        self.kind.setObjectName("kind")
        for member in GminaKind:
            self.kind.addItem(office_words.label(member), member)
        self.kind.setCurrentIndex(self.kind.findData(plan.kind))
        self.teryt = text_field("teryt", 7)
        self._name_row = Labelled(self.tr("&Nazwa urzędu"), self.name, fields["name"].help)
        self._kind_row = Labelled(self.tr("&Rodzaj gminy"), self.kind)
        self._teryt_row = Labelled(
            self.tr("Kod &TERYT (można wpisać później)"), self.teryt, self.tr("Siedem cyfr, z kodem rodzaju gminy.")
        )
        self.body.addWidget(
            paragraph(
                self.tr(
                    "Założysz zaszyfrowaną bazę, do której wchodzi się nazwą i hasłem. Nic nie powstanie, zanim nie "
                    "potwierdzisz ostatniego kroku. Resztę danych urzędu uzupełnisz później."
                )
            )
        )
        for widget in (self.empty, self.invented, self._name_row, self._kind_row, self._teryt_row):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.invented.toggled.connect(self._on_invented)

    def first(self) -> QWidget:
        return self.name if self.name.isEnabled() else self.invented

    def check(self) -> QWidget | None:
        plan = self._plan
        plan.demonstration = self.invented.isChecked()
        plan.office_name, plan.teryt = self.name.text().strip(), self.teryt.text().strip()
        plan.kind = GminaKind(self.kind.currentData())
        wrong = set() if plan.demonstration else {problem.field for problem in validate(plan.office)}
        self._name_row.set_error(self.tr("Wpisz nazwę urzędu.") if "name" in wrong else "")
        self._teryt_row.set_error(
            self.tr("Kod TERYT ma siedem cyfr. Popraw go albo zostaw puste pole.") if "teryt" in wrong else ""
        )
        if "name" in wrong:
            return self.name
        return self.teryt if "teryt" in wrong else None

    @Slot(bool)
    def _on_invented(self, on: bool) -> None:
        for row in (self._name_row, self._kind_row, self._teryt_row):
            row.setEnabled(not on)
            if on:
                # nothing is asked here any more, so nothing is missing
                row.set_error("")


class AdministratorPage(Step):
    """Who will let the others in."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan
        self.title = self.tr("Administrator")
        self.name = text_field("person", _NAME_LIMIT)
        self.login = text_field("login", _LOGIN_LIMIT)
        self._name_row = Labelled(self.tr("&Imię i nazwisko"), self.name)
        self._login_row = Labelled(
            self.tr("Nazwa &użytkownika"),
            self.login,
            self.tr("Nią się logujesz: na przykład pierwsza litera i nazwisko."),
        )
        self.password = NewPassword(lambda: (self.login.text(), self.name.text()))
        self.body.addWidget(paragraph(self.tr("Pierwsze konto: zakłada konta innym osobom i dba o kopie zapasowe.")))
        for widget in (self._name_row, self._login_row, self.password):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def first(self) -> QWidget:
        return self.name

    def check(self) -> QWidget | None:
        name, login = self.name.text().strip(), self.login.text().strip()
        self._name_row.set_error("" if name else self.tr("Wpisz imię i nazwisko."))
        fits = bool(login) and not any(sign.isspace() for sign in login)
        self._login_row.set_error("" if fits else self.tr("Wpisz nazwę użytkownika, bez odstępów."))
        if not name or not fits:
            self.password.check()
            return self.login if name else self.name
        wrong = self.password.check()
        if wrong is None:
            self._plan.name, self._plan.login, self._plan.password = name, login, self.password.password
        return wrong


class RecoveryPage(Step):
    """The recovery key on the screen, to be printed or copied by hand."""

    print_requested = Signal()
    save_requested = Signal()

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.title = self.tr("Klucz odzyskiwania")
        self.body.addWidget(
            paragraph(
                self.tr(
                    "Gdy administrator zapomni hasła albo go zabraknie, tylko ten klucz otworzy bazę. Nikt inny go nie "
                    "zna i nie da się go odtworzyć: bez hasła i bez klucza dane przepadną. Wydrukuj go albo przepisz "
                    "ręcznie i schowaj w sejfie urzędu."
                )
            )
        )
        groups = plan.recovery_code.split("-")
        half = len(groups) // 2
        self.code = QLabel("\n".join("  ".join(part) for part in (groups[:half], groups[half:])))
        self.code.setObjectName("recovery_code")
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        scale_font(self.code, 1.35, QFont.Weight.DemiBold)
        family = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        font = QFont(self.code.font())
        font.setFamily(family)
        self.code.setFont(font)
        spoken = "; ".join(f"{number}: {' '.join(group)}" for number, group in enumerate(groups, 1))
        self.code.setAccessibleName(self.tr("Klucz odzyskiwania, grupy {groups}").format(groups=spoken))
        self.code.setMargin(line(self, 0.6))
        self.code.setFrameShape(QLabel.Shape.StyledPanel)
        self.body.addWidget(self.code)
        deeds = QHBoxLayout()
        for name, text, signal in (
            ("print_key", self.tr("D&rukuj kartkę…"), self.print_requested),
            ("save_key", self.tr("&Zapisz kartkę jako PDF…"), self.save_requested),
        ):
            button = DeedButton(text)
            button.setObjectName(name)
            button.clicked.connect(signal)
            deeds.addWidget(button)
        deeds.addStretch(1)
        self.body.addLayout(deeds)
        self.body.addWidget(
            paragraph(
                self.tr("W następnym kroku przepiszesz dwie grupy z kartki. Pliku PDF nie trzymaj na tym komputerze."),
                muted=True,
            )
        )
        self.body.addStretch(1)

    def first(self) -> QWidget:
        return self.code


class ConfirmPage(Step):
    """Two groups typed from the paper: proof that it exists."""

    def __init__(self, plan: Plan, choose: Callable[[int, int], list[int]] | None = None) -> None:
        super().__init__()
        self.title = self.tr("Potwierdzenie klucza")
        self._groups = plan.recovery_code.split("-")
        self._choose = choose or _random_places
        self.body.addWidget(
            paragraph(
                self.tr(
                    "Przepisz z kartki dwie grupy znaków. Wielkość liter nie ma znaczenia. Jeśli nie masz kartki, wróć."
                )
            )
        )
        self.fields = [text_field(f"group_{number}", 8) for number in range(_ASKED)]
        self._labels = [QLabel() for _ in self.fields]
        self._rows: list[Labelled] = []
        self._places: list[int] = []
        self.body.addStretch(1)

    def entered(self) -> None:
        self._places = sorted(self._choose(len(self._groups), _ASKED))
        half = len(self._groups) // 2
        for row in self._rows:
            self.body.removeWidget(row)
            row.deleteLater()
        self.fields = [text_field(f"group_{place + 1}", 8) for place in self._places]
        self._rows = [
            Labelled(
                self.tr("Grupa &{number}: wiersz {row}, od lewej {column}").format(
                    number=place + 1, row=place // half + 1, column=place % half + 1
                ),
                field,
            )
            for place, field in zip(self._places, self.fields, strict=True)
        ]
        for number, row in enumerate(self._rows, 1):
            self.body.insertWidget(number, row)

    def first(self) -> QWidget:
        return self.fields[0]

    def check(self) -> QWidget | None:
        wrong: QWidget | None = None
        for place, field, row in zip(self._places, self.fields, self._rows, strict=True):
            fits = _same_group(field.text(), self._groups[place])
            row.set_error("" if fits else self.tr("Ta grupa jest inna. Sprawdź na kartce grupę o tym numerze."))
            wrong = wrong or (None if fits else field)
        return wrong


class PlacePage(Step):
    """Where the file will lie."""

    def __init__(self, plan: Plan, dialogs: Dialogs) -> None:
        super().__init__()
        self._plan, self._dialogs = plan, dialogs
        self.title = self.tr("Miejsce na dane")
        self.path = text_field("path")
        self.path.setText(str(plan.path))
        choose = DeedButton(self.tr("W&skaż…"))
        choose.setObjectName("choose")
        choose.clicked.connect(self._on_choose)
        line_of_path = QWidget()
        row = QHBoxLayout(line_of_path)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.path, 1)
        row.addWidget(choose)
        self._row = Labelled(
            self.tr("&Plik bazy danych"),
            line_of_path,
            self.tr(
                "Na dysku tego komputera, nie w folderze sieciowym. Obok powstanie plik z kluczami; oba są potrzebne."
            ),
            self.path,
        )
        self.body.addWidget(self._row)
        self.body.addStretch(1)

    def first(self) -> QWidget:
        return self.path

    def check(self) -> QWidget | None:
        path = Path(self.path.text().strip()).expanduser()
        self._row.set_error(self._problem(path))
        if self._row.error:
            return self.path
        self._plan.path = path
        return None

    def _problem(self, path: Path) -> str:
        if not path.name or not path.is_absolute():
            return self.tr("Podaj pełną ścieżkę pliku, na przykład przyciskiem „Wskaż…”.")
        if path.exists():
            return self.tr("Taki plik już istnieje. Podaj inną nazwę.")
        if key_file.beside(path).exists():
            return self.tr("Obok leży plik kluczy innej bazy o tej nazwie. Podaj inną nazwę.")
        if not path.parent.is_dir():
            return self.tr("Nie ma takiego folderu. Wskaż istniejący.")
        return ""

    @Slot()
    def _on_choose(self) -> None:
        self._dialogs.choose_save_file(
            self.tr("Nowa baza danych"),
            self.path.text(),
            self.tr("Bazy danych (*.db)"),
            lambda path: self.path.setText(str(path)),
        )


class SummaryPage(Step):
    """Everything once more; the button makes it."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan
        self.title = self.tr("Podsumowanie")
        self.next_text = self.tr("&Załóż bazę")
        self.facts = paragraph()
        self.facts.setObjectName("facts")
        self.facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.body.addWidget(self.facts)
        self.body.addWidget(
            paragraph(
                self.tr(
                    "Po założeniu bazy program od razu się otworzy. Inne konta dodasz w rejestrze kont. Dziennika "
                    "czynności administrator nie czyta: do tego potrzebne jest drugie konto, na przykład inspektora "
                    "ochrony danych."
                ),
                muted=True,
            )
        )
        self.body.addStretch(1)

    def entered(self) -> None:
        plan = self._plan
        office = self.tr("urząd przykładowy, dane zmyślone") if plan.demonstration else plan.office_name
        self.facts.setText(
            self.tr(
                "Urząd: {office}\nAdministrator: {name}, nazwa użytkownika {login}\nKlucz odzyskiwania: potwierdzony\n"
                "Plik bazy danych: {path}"
            ).format(office=office, name=plan.name, login=plan.login, path=plan.path)
        )
        self.facts.setAccessibleName(self.facts.text())


def _random_places(total: int, wanted: int) -> list[int]:
    # nothing secret: which of the groups on paper are asked for
    return random.sample(range(total), wanted)


def _same_group(typed: str, wanted: str) -> bool:
    groups = recovery.split(typed)
    if len(groups) != 1:
        return False
    look_alike = str.maketrans("OIL", "011")
    return groups[0].translate(look_alike) == wanted.translate(look_alike)
