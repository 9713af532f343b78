"""Where the data are: a file on this computer or the office's PostgreSQL server."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from app.core.errors import Refusal


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
    """What a setting or an option names; Refusal for an address of another kind or with a login or password in it."""
    if "://" not in text:
        return FileLocation(Path(text))
    address = urlsplit(text)
    if address.scheme != "postgresql" or not address.hostname or not address.path.strip("/"):
        raise Refusal("Adres serwera ma postać postgresql://komputer:5432/baza. Sprawdź go w instrukcji informatyka.")
    if address.username is not None or address.password is not None:
        raise Refusal(
            "Adres serwera nie może zawierać nazwy użytkownika ani hasła: widać go w ustawieniach. "
            "Podaj nazwę opcją --user albo w oknie logowania; o hasło program zapyta."
        )
    return ServerLocation(text)
