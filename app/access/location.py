"""Where the data are: a file on this computer or the office's PostgreSQL server."""

from dataclasses import dataclass
from pathlib import Path

from app.core.errors import Refusal
from db.server_address import Address, BadAddress, Fault

_ADVICE = {
    Fault.FORM: "Adres serwera ma postać postgresql://komputer:5432/baza. Sprawdź go w instrukcji informatyka.",
    Fault.NAMES_SOMEBODY: (
        "Adres serwera nie może zawierać nazwy użytkownika ani hasła: widać go w ustawieniach. "
        "Podaj nazwę opcją --user albo w oknie logowania; o hasło program zapyta."
    ),
    Fault.OPTION: (
        "W adresie serwera po znaku „?” może być tylko sslrootcert=plik, czyli certyfikat serwera. "
        "Usuń z adresu pozostałe ustawienia."
    ),
}


@dataclass(frozen=True)
class FileLocation:
    """A database file of this computer."""

    path: Path

    @property
    def text(self) -> str:
        """As it is written in settings and on the command line."""
        return str(self.path)


@dataclass(frozen=True)
class ServerLocation:
    """A database on the office's server; ``url`` holds neither a login nor a password."""

    url: str

    @property
    def text(self) -> str:
        """As it is written in settings and on the command line."""
        return self.url


Location = FileLocation | ServerLocation


def parse(text: str) -> Location:
    """What a setting or an option names; Refusal for an address nobody could connect to."""
    if "://" not in text:
        return FileLocation(Path(text))
    try:
        Address.of(text)
    except BadAddress as error:
        # not chained: the text may hold a password
        raise Refusal(_ADVICE[error.fault]) from None
    return ServerLocation(text)
