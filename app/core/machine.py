"""This computer: its settings and which database it opens. Light, because the window needs it before all else."""

from pathlib import Path

from app.core import paths
from app.core.settings import Settings


def settings() -> Settings:
    """This computer's settings."""
    return Settings(paths.config_folder() / "ustawienia.toml")


def default_database() -> Path:
    """The database opened when none is named: from the settings, else in the user's data folder."""
    chosen = settings().text("database")
    return Path(chosen) if chosen else paths.data_folder() / "urzad.db"


def demonstration_database() -> Path:
    """Where the demonstration office lives."""
    return paths.data_folder() / "demonstracja.db"
