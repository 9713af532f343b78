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
    first, second = paths.drafts_folder(tmp_path / "a.db"), paths.drafts_folder(tmp_path / "b.db")
    assert first != second
    assert first.is_dir()
    assert paths.drafts_folder(tmp_path / "x" / ".." / "a.db") == first
