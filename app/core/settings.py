"""Settings of this computer, described as data: the description feeds reading, checking and the settings window.

They live in a TOML file in the user's configuration folder. Data of the office live in the database instead,
and the state of windows in Qt's own settings.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

Value = str | int | bool


@dataclass(frozen=True)
class Setting:
    """One setting; ``choices`` map stored values to Polish words, ``low`` and ``high`` bound numbers."""

    key: str
    section: str
    label: str
    help: str
    default: Value
    choices: Mapping[str, str] = field(default_factory=dict)
    low: int = 0
    high: int = 0
    unit: str = ""

    def accepts(self, value: object) -> bool:
        """Whether a value read from the file may be used."""
        if type(value) is not type(self.default):
            return False
        if self.choices:
            return value in self.choices
        return not isinstance(value, int) or isinstance(value, bool) or self.low <= value <= self.high


SETTINGS = (
    Setting(
        "theme",
        "Wygląd",
        "Kolory",
        "Ciemne mniej męczą wzrok wieczorem; „jak w systemie” podąża za ustawieniem komputera.",
        "system",
        {"system": "jak w systemie", "light": "jasne", "dark": "ciemne"},
    ),
    Setting(
        "zoom",
        "Wygląd",
        "Wielkość liter i elementów",
        "To samo robią skróty: Ctrl i plus, Ctrl i minus; Ctrl i 0 wraca do 100%.",
        100,
        low=80,
        high=200,
        unit="%",
    ),
    Setting(
        "database",
        "Dane",
        "Plik bazy albo adres serwera",
        "Otwierany przy starcie, gdy nie wskazano innego. Zmiana działa po ponownym uruchomieniu.",
        "",
    ),
    Setting(
        "idle_minutes",
        "Logowanie",
        "Blokada po bezczynności",
        "Tyle minut bez klawiatury i myszy, a potem trzeba podać hasło. Działa w bazach z kontami.",
        10,
        low=1,
        high=120,
        unit="min",
    ),
    Setting(
        "remember_login",
        "Logowanie",
        "Pamiętaj nazwę użytkownika",
        "Okno logowania podpowiada, kto logował się ostatnio. Haseł program nie zapamiętuje nigdy.",
        True,
    ),
    Setting(
        "backup_automatic",
        "Kopie zapasowe",
        "Rób kopie samoczynnie",
        "Po zmianach, przy zamykaniu programu i raz na dobę; każda kopia jest sprawdzana.",
        True,
    ),
    Setting(
        "backup_minutes",
        "Kopie zapasowe",
        "Po zmianach nie częściej niż co",
        "Tyle pracy można najwyżej stracić, gdy zepsuje się dysk.",
        30,
        low=5,
        high=1440,
        unit="min",
    ),
    Setting(
        "backup_hours",
        "Kopie zapasowe",
        "Ostrzegaj, gdy ostatnia kopia jest starsza niż",
        "Ostrzeżenie stoi w wierszu stanu na dole okna.",
        24,
        low=1,
        high=720,
        unit="godzin",
    ),
    Setting(
        "backup_folders",
        "Kopie zapasowe",
        "Dodatkowe foldery na kopie",
        "Na przykład pamięć USB albo drugi dysk; kilka oddziel średnikiem. Nieobecny program pomija i mówi o tym.",
        "",
    ),
    Setting(
        "backup_days_all",
        "Kopie zapasowe",
        "Zostawiaj wszystkie kopie z ostatnich",
        "Starsze są przerzedzane: zostaje ostatnia z każdego dnia, potem tygodnia, potem miesiąca.",
        2,
        low=1,
        high=60,
        unit="dni",
    ),
    Setting(
        "backup_daily", "Kopie zapasowe", "Kopie dzienne", "Z tylu kolejnych dni.", 12, low=0, high=365, unit="dni"
    ),
    Setting(
        "backup_weekly",
        "Kopie zapasowe",
        "Kopie tygodniowe",
        "Z tylu kolejnych tygodni.",
        10,
        low=0,
        high=260,
        unit="tygodni",
    ),
    Setting(
        "backup_monthly",
        "Kopie zapasowe",
        "Kopie miesięczne",
        "Z tylu kolejnych miesięcy.",
        9,
        low=0,
        high=120,
        unit="miesięcy",
    ),
    Setting(
        "backup_safety_days",
        "Kopie zapasowe",
        "Kopie sprzed ważnych czynności zostawiaj co najmniej",
        "Zrobione przed aktualizacją, wczytaniem danych i odtworzeniem.",
        30,
        low=1,
        high=365,
        unit="dni",
    ),
    Setting(
        "print_variant",
        "Wydruki",
        "Domyślny wydruk karty",
        "Dużą czcionkę można zawsze wybrać osobno z menu „Więcej”.",
        "standard",
        {"standard": "zwykły", "large": "duża czcionka (18 pt)"},
    ),
    Setting(
        "print_ask",
        "Wydruki",
        "Pokazuj okno drukarki przed każdym wydrukiem",
        "Wyłączone: Ctrl+P drukuje od razu na domyślnej drukarce.",
        True,
    ),
    Setting(
        "log_level",
        "Dziennik zdarzeń",
        "Szczegółowość dziennika",
        "Zwiększ na prośbę informatyka, gdy trzeba ustalić przyczynę kłopotu.",
        "INFO",
        {"WARNING": "tylko ostrzeżenia", "INFO": "zwykła", "DEBUG": "wszystko"},
    ),
)
BY_KEY = {setting.key: setting for setting in SETTINGS}


class Settings:
    """The values in force; unknown or unfit values in the file are kept aside and the default is used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notices: list[str] = []
        """Polish sentences about values in the file that could not be used."""
        self._values: dict[str, Value] = {}
        self._foreign: dict[str, object] = {}
        self._read()

    def __getitem__(self, key: str) -> Value:
        return self._values.get(key, BY_KEY[key].default)

    def text(self, key: str) -> str:
        """The value of a text or choice setting."""
        return str(self[key])

    def number(self, key: str) -> int:
        """The value of a number setting."""
        return int(self[key])

    def change(self, values: Mapping[str, Value]) -> None:
        """Take new values and write the file; ValueError for a value that does not fit, OSError from writing."""
        for key, value in values.items():
            if not BY_KEY[key].accepts(value):
                raise ValueError(f"{key} = {value!r}")
        self._values.update(values)
        self._write()

    def _read(self) -> None:
        try:
            found = tomllib.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return
        except (OSError, ValueError) as error:
            self.notices.append(f"Pliku ustawień „{self.path}” nie da się odczytać ({error}); działają domyślne.")
            return
        for key, value in found.items():
            setting = BY_KEY.get(key)
            if setting is None:
                self._foreign[key] = value
            elif setting.accepts(value):
                self._values[key] = value
            else:
                self.notices.append(f"Ustawienie „{setting.label}” ma błędną wartość „{value}”; działa domyślne.")

    def _write(self) -> None:
        import tomli_w

        self.path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.path.with_suffix(".tmp")
        temporary.write_text(tomli_w.dumps({**self._foreign, **self._values}), encoding="utf-8")
        temporary.replace(self.path)
