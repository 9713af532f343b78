"""The strict reader refuses what a forgiving one would drop, and names the file."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest

from app.demo.toml_records import BadDataFile, read_record, read_records


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, kw_only=True)
class Part:
    size: int


@dataclass(frozen=True, kw_only=True)
class Thing:
    name: str
    day: date | None = None
    colour: Colour = Colour.RED
    flag: bool = False
    words: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


def _thing(folder: Path, text: str) -> Thing:
    path = folder / "thing.toml"
    path.write_text(text, encoding="utf-8")
    return read_record(path, Thing)


def test_reads_every_kind_of_field(tmp_path: Path) -> None:
    text = """
        name = "żółw"
        day = 2026-11-22
        colour = "red"
        flag = true
        words = ["a", "ą"]
        [[parts]]
        size = 3
    """
    assert _thing(tmp_path, text) == Thing(
        name="żółw", day=date(2026, 11, 22), flag=True, words=("a", "ą"), parts=(Part(size=3),)
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('name = "a"\nnmae = "b"', "unknown key nmae"),
        ("flag = true", "missing key name"),
        ("name = 3", "name: expected str"),
        ('name = "a"\nday = "2026-11-22"', "day: expected date"),
        ('name = "a"\nday = 2026-11-22T10:00:00', "day: expected date"),
        ('name = "a"\ncolour = "blue"', "colour: 'blue'"),
        ('name = "a"\nflag = 1', "flag: expected bool"),
        ('name = "a"\nwords = "abc"', "words: expected a list"),
        ('name = "a"\nwords = ["a", 2]', "words[1]: expected str"),
        ('name = "a"\n[[parts]]\nsize = true', "parts[0]: size: expected int"),
        ('name = "a"\n[[parts]]\nsize = 1\nweight = 2', "parts[0]: unknown key weight"),
        ('name = "a"\nparts = [1]', "parts[0]: expected a table"),
        ("name = ", "thing.toml"),
    ],
)
def test_refuses_slips_and_names_file_and_place(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(BadDataFile) as caught:
        _thing(tmp_path, text)
    assert str(caught.value).startswith("thing.toml")
    assert place in str(caught.value)


def test_rows_refuse_anything_beside_them(tmp_path: Path) -> None:
    path = tmp_path / "rows.toml"
    path.write_text("[[rows]]\nsize = 1\n[[rows]]\nsize = 2\n", encoding="utf-8")
    assert read_records(path, "rows", Part) == (Part(size=1), Part(size=2))
    path.write_text("extra = 1\n[[rows]]\nsize = 1\n", encoding="utf-8")
    with pytest.raises(BadDataFile, match=r"rows\.toml"):
        read_records(path, "rows", Part)
