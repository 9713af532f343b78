"""Where things are: shipped resources, and the user's own folders for data, settings, logs and drafts."""

from contextlib import suppress
from functools import cache
from pathlib import Path

APPLICATION = "przejrzysty-urzad"
_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def resources() -> Path:
    """The shipped resources: inside the installed package, else beside it in a checkout."""
    # beside an installed package lies the folder of all packages, where another may have put one of that name
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def data_folder() -> Path:
    """Where databases of this user live unless told otherwise; made on demand, where that is allowed."""
    from platformdirs import user_data_path

    return _made(user_data_path(APPLICATION, appauthor=False))


def config_folder() -> Path:
    """Where this computer's settings live; made on demand, where that is allowed."""
    from platformdirs import user_config_path

    return _made(user_config_path(APPLICATION, appauthor=False))


def log_folder() -> Path:
    """Where the log file lives; made on demand, OSError where that is refused."""
    from platformdirs import user_log_path

    return user_log_path(APPLICATION, appauthor=False, ensure_exists=True)


def drafts_folder(location: str) -> Path:
    """Where forms keep unsaved work, apart for each database so that drafts never meet the wrong record."""
    from hashlib import sha256

    name = sha256(location.encode()).hexdigest()[:16]
    return _made(data_folder() / "drafts" / name)


def _made(folder: Path) -> Path:
    # who writes there is told what is wrong; that must not keep the program from starting
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder
