"""ZIP archives: shapefiles inside them, and what must never be unpacked."""

import errno
import struct
import zipfile
from pathlib import Path

import pytest

from app.core.errors import EnvironmentProblem, Refusal
from app.core.progress import NoProgress
from app.geo import archives
from app.geo.archives import Archive
from app.geo.reading import read, recognise
from tests.geo.map_files import EAST_OF_IT, SQUARE, geojson, gminas, taken

TWO = (("1604023", "Kluczbork", SQUARE), ("1608033", "Olesno", EAST_OF_IT))


def packed(path: Path, *files: Path, folder: str = "dane/") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, folder + file.name)
    return path


def test_a_shapefile_is_read_from_an_archive_of_any_name(tmp_path: Path) -> None:
    shapes = gminas(tmp_path / "A03", *TWO)
    path = packed(tmp_path / "pobrane.dat", *shapes.parent.glob("A03.*"))
    assert [area.name for area in taken(path).areas] == ["Kluczbork", "Olesno"]


def test_other_files_in_an_archive_do_not_disturb(tmp_path: Path) -> None:
    note = tmp_path / "licencja.txt"
    note.write_text("Dane są bezpłatne.")
    path = packed(tmp_path / "x.zip", note, geojson(tmp_path / "g.json", *TWO))
    assert len(taken(path).areas) == 2


def test_a_companion_missing_inside_is_named(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", gminas(tmp_path / "A03", *TWO))
    with pytest.raises(Refusal, match=r"brakuje pliku \.dbf"):
        taken(path)


@pytest.mark.parametrize("name", ["../g.json", "dane/../../g.json", "/etc/g.json", "C:/g.json", "..\\g.json"])
def test_paths_that_climb_out_are_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(name, geojson(tmp_path / "g.json", *TWO).read_bytes())
    with pytest.raises(Refusal, match="poza archiwum"):
        taken(tmp_path / "x.zip")


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("A03.shp", bytes(archives.LARGE + 1))
    with pytest.raises(Refusal, match="za duży"):
        Archive(tmp_path / "x.zip")


def test_an_entry_that_holds_more_than_it_says_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", geojson(tmp_path / "g.json", *TWO), folder="")
    content = path.read_bytes()
    size = (tmp_path / "g.json").stat().st_size.to_bytes(4, "little")
    path.write_bytes(content.replace(size, (100).to_bytes(4, "little")))
    with pytest.raises(Refusal, match="uszkodzon"):
        taken(path)


def test_too_many_entries_are_not_even_listed(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for number in range(archives.MAX_ENTRIES + 1):
            archive.writestr(f"{number}", b"")
    with pytest.raises(Refusal, match="za dużo plików"):
        taken(tmp_path / "x.zip")


def test_the_longer_list_that_some_servers_write_is_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", geojson(tmp_path / "g.json", *TWO))
    content = path.read_bytes()
    end = content.rfind(b"PK\5\6")
    size, start = (int.from_bytes(content[end + at : end + at + 4], "little") for at in (12, 16))
    longer = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, size, start)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, end, 1)
    short = content[end : end + 8] + b"\xff" * 12 + content[end + 20 :]
    path.write_bytes(content[:end] + longer + locator + short)
    assert len(taken(path).areas) == 2


@pytest.mark.parametrize("keep", [0.2, 0.7, 0.99])
def test_an_archive_cut_off_is_refused(tmp_path: Path, keep: float) -> None:
    path = packed(tmp_path / "x.zip", geojson(tmp_path / "g.json", *TWO))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])
    with pytest.raises(Refusal, match="uszkodzon"):
        taken(path)


def test_a_damaged_entry_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", geojson(tmp_path / "g.json", *TWO))
    content = bytearray(path.read_bytes())
    content[60:90] = bytes(30)
    path.write_bytes(content)
    with pytest.raises(Refusal, match="uszkodzon"):
        taken(path)


def test_a_password_is_told(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", geojson(tmp_path / "g.json", *TWO))
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.rfind(b"PK\1\2") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(Refusal, match="hasłem"):
        taken(path)


def test_a_full_disk_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "x.zip", geojson(tmp_path / "g.json", *TWO))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("app.geo.archives.shutil.copyfileobj", full)
    with pytest.raises(EnvironmentProblem, match="Brakuje miejsca"):
        taken(path)


def test_an_archive_replaced_while_it_is_read_is_told(tmp_path: Path) -> None:
    one, two = (geojson(tmp_path / name, TWO[0]) for name in ("jeden.json", "dwa.json"))
    path = packed(tmp_path / "dane.zip", one)
    found = recognise([path])
    packed(path, two)
    with pytest.raises(Refusal, match="zmieniło się podczas czytania"):
        read(found, NoProgress())
