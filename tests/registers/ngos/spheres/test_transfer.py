"""The list of spheres through a file: written, changed, read back; a bad file changes nothing."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.core.errors import Refusal
from app.exchange.spreadsheets import Format


@pytest.mark.parametrize("form", [Format.XLSX, Format.CSV])
def test_list_comes_back_from_its_own_file(services: Services, tmp_path: Path, form: Format) -> None:
    path = tmp_path / f"sfery.{form.value}"
    assert services.sphere_exchange.export(path, form) == 41
    found = services.sphere_exchange.read(path)
    assert found.draft.spheres == services.sphere_lists.lines()
    assert (found.fresh, found.gone, found.renamed) == ((), (), ())


def test_changed_file_tells_what_changes_and_replaces(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "sfery.csv"
    services.sphere_exchange.export(path, Format.CSV)
    text = path.read_text(encoding="utf-8-sig").replace("turystyka i krajoznawstwo", "turystyka")
    path.write_text("\n".join(line for line in text.splitlines() if "rewitalizacja" not in line), encoding="utf-8-sig")
    found = services.sphere_exchange.read(path)
    assert (found.gone, found.renamed) == (("32a",), ("19",))
    services.sphere_exchange.replace(found)
    assert services.sphere_lists.current().label("19") == "19. turystyka"
    assert services.sphere_lists.current().label("32a") == "32a. rewitalizacja"


@pytest.mark.parametrize(("old", "new"), [("01.01.2004", "wczoraj"), ("Sport i turystyka", "Inna grupa")])
def test_bad_file_is_refused_and_nothing_changes(services: Services, tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "sfery.csv"
    services.sphere_exchange.export(path, Format.CSV)
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8-sig")
    with pytest.raises(Refusal):
        services.sphere_exchange.read(path)
    assert services.sphere_lists.own() is None
