"""This computer: its settings and which database it opens. Light, because the window needs it before all else."""

from pathlib import Path

from app.core import paths
from app.core.settings import Settings


def settings() -> Settings:
    """This computer's settings."""
    return Settings(paths.config_folder() / "ustawienia.toml")


def default_place() -> str:
    """What is opened when nothing is named: a file or a server's address from the settings, else the usual file."""
    return settings().text("database") or str(paths.data_folder() / "urzad.db")


def default_database() -> Path:
    """The file opened when none is named, or offered for a new database where the settings name a server."""
    place = default_place()
    return paths.data_folder() / "urzad.db" if "://" in place else Path(place)


def demonstration_database() -> Path:
    """Where the demonstration office lives."""
    return paths.data_folder() / "demonstracja.db"
