"""Folders of the program and of the user."""

from pathlib import Path

import pytest

from app.core import paths


def test_resources_are_found_in_a_checkout() -> None:
    assert (paths.resources() / "demo" / "office.toml").is_file()


def test_an_installed_program_takes_its_own_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    own = tmp_path / "app" / "resources"
    own.mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "app")
    assert paths.resources.__wrapped__() == own


def test_the_users_folders_are_made_below_home(home: Path) -> None:
    for folder in (paths.data_folder(), paths.config_folder(), paths.log_folder()):
        assert folder.is_dir()
        assert home in folder.parents


def test_each_database_has_its_own_drafts(tmp_path: Path) -> None:
    first, second = paths.drafts_folder(str(tmp_path / "a.db")), paths.drafts_folder(str(tmp_path / "b.db"))
    assert first != second
    assert first.is_dir()


def test_folders_that_cannot_be_made_do_not_keep_the_program_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "plik"
    in_the_way.write_text("x")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(in_the_way))
    for folder in (paths.config_folder(), paths.data_folder(), paths.drafts_folder(str(tmp_path / "a.db"))):
        assert not folder.exists()
