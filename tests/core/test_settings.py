"""Settings of this computer: described as data, read leniently, written whole."""

from pathlib import Path

import pytest

from app.core.settings import BY_KEY, SETTINGS, Settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "ustawienia.toml"


def test_defaults_without_a_file(path: Path) -> None:
    settings = Settings(path)
    assert {key: settings[key] for key in BY_KEY} == {setting.key: setting.default for setting in SETTINGS}
    assert not path.exists()
    assert settings.notices == []


def test_every_default_is_a_value_its_own_rule_accepts() -> None:
    assert [setting.key for setting in SETTINGS if not setting.accepts(setting.default)] == []


def test_changes_survive(path: Path) -> None:
    Settings(path).change({"theme": "dark", "zoom": 150, "database": "C:\\Urząd\\„baza”.db", "print_ask": False})
    again = Settings(path)
    assert again.text("theme") == "dark"
    assert again.number("zoom") == 150
    assert again.text("database") == "C:\\Urząd\\„baza”.db"
    assert again["print_ask"] is False


@pytest.mark.parametrize(
    ("key", "value"),
    [("zoom", 79), ("zoom", 201), ("zoom", "100"), ("zoom", True), ("theme", "pink"), ("print_ask", 1)],
)
def test_a_value_that_does_not_fit_is_neither_taken_nor_believed(path: Path, key: str, value: object) -> None:
    settings = Settings(path)
    with pytest.raises(ValueError, match=key):
        settings.change({key: value})  # type: ignore[dict-item]
    assert settings[key] == BY_KEY[key].default
    path.parent.mkdir()
    shown = str(value).lower() if isinstance(value, bool) else repr(value).replace("'", '"')
    path.write_text(f"{key} = {shown}\n", encoding="utf-8")
    read = Settings(path)
    assert read[key] == BY_KEY[key].default
    assert BY_KEY[key].label in read.notices[0]


def test_a_damaged_file_is_told_and_defaults_work(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"theme = \xff")
    settings = Settings(path)
    assert settings.text("theme") == "system"
    assert len(settings.notices) == 1


def test_settings_of_a_newer_version_are_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('theme = "dark"\nfuture = "kept"\n', encoding="utf-8")
    Settings(path).change({"zoom": 120})
    assert 'future = "kept"' in path.read_text(encoding="utf-8")
    assert Settings(path).text("theme") == "dark"


def test_a_write_that_fails_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(path)
    settings.change({"zoom": 120})

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "disk full")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="disk full"):
        settings.change({"zoom": 130})
    monkeypatch.undo()
    assert Settings(path).number("zoom") == 120
