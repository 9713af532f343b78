"""A protected workbook comes back as it went out, whatever program saved it, and any other one is refused by name."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import EnvironmentProblem, Refusal
from app.exchange.layout import position
from app.exchange.protected import (
    HIDDEN,
    Computed,
    DayBetween,
    FreeText,
    Look,
    NumberBetween,
    OneOf,
    Page,
    ProtectedBook,
    Shown,
    Typed,
    rule_from,
    sealed_lines,
)
from app.exchange.protected_reading import NotAPackage, Tampered, read_protected
from app.exchange.protected_writing import write_protected
from tests.exchange.resaving import Sheets, edited, values_of

SECRET = b"0123456789abcdef"
SHEET = "1 Żak d'Arc"
MARKS = OneOf((1, 2, 3, 4, 5, "nie dotyczy"))


def book(text: str = "Treść\nw dwóch wierszach") -> ProtectedBook:
    cells = (
        Shown(row=0, column=0, value=text, look=Look.TITLE, across=3),
        Shown(row=1, column=0, value=7),
        Typed(row=1, column=1, name="mark", rule=MARKS, value=4, title="Ocena", prompt="Wybierz z listy."),
        Typed(row=2, column=0, name="why", rule=FreeText(20), value="=1+1", across=3),
        Typed(row=3, column=0, name="due", rule=DayBetween(date(2026, 1, 1), date(2026, 12, 31))),
        Typed(row=3, column=1, name="count", rule=NumberBetween(1, 9)),
    )
    link = Shown(row=0, column=0, value=SHEET, link=SHEET, look=Look.LINK)
    number = Computed(row=0, column=1, formula="=COUNTA('1 Żak d''Arc'!B2)", value=1)
    pages = (
        Page(title="Przegląd", cells=(link, number), widths=(20, 10)),
        Page(title=SHEET, cells=cells, widths=(20, 20, 20), freeze=(1, 1), landscape=True, repeat=(0, 0)),
    )
    return ProtectedBook(title="Próba", identity={"rater": "Żółć & Co", "note": ""}, pages=pages, footer="A & B")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    path = tmp_path / "out.xlsx"
    write_protected(book(), path, SECRET)
    return path


def typed(path: Path) -> dict[str, Any]:
    answers = read_protected(path).answers(SECRET)
    assert answers.faults == ()
    return {name: answer.value for name, answer in answers.values.items()}


def test_it_comes_back_as_it_went_out(out: Path) -> None:
    returned = read_protected(out)
    assert returned.identity == {"rater": "Żółć & Co", "note": ""}
    assert typed(out) == {"mark": 4, "why": "=1+1", "due": None, "count": None}
    assert (returned.answers(SECRET).values["mark"].sheet, returned.answers(SECRET).values["mark"].cell) == (
        SHEET,
        "B2",
    )


def test_sheets_are_protected_and_only_cells_to_fill_in_are_not(out: Path) -> None:
    with zipfile.ZipFile(out) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        styles, names = package.read("xl/styles.xml").decode(), package.read("xl/workbook.xml").decode()
    assert len(sheets) == 3
    assert all("<sheetProtection password=" in sheet for sheet in sheets)
    assert styles.count('<protection locked="0"/>') == 3, "a mark or number, a text, a day"
    assert f'name="{HIDDEN}" sheetId="3" state="veryHidden"' in names
    assert '<dataValidation type="list"' in sheets[1]
    assert '<pageSetup paperSize="9"' in sheets[1]
    assert 'orientation="landscape"' in sheets[1]
    assert 'topLeftCell="B2"' in sheets[1], "frozen panes"


def test_values_count_and_not_bytes(out: Path, tmp_path: Path) -> None:
    filled = {
        (SHEET, "B2"): "nie dotyczy",
        (SHEET, "A3"): " ąę\r\nźż ",
        (SHEET, "A4"): date(2026, 5, 6),
        (SHEET, "B4"): 3,
    }
    again = edited(out, tmp_path / "again.xlsx", filled)
    assert typed(again) == {"mark": "nie dotyczy", "why": "ąę\nźż", "due": date(2026, 5, 6), "count": 3}
    as_texts = {(SHEET, "B2"): "5", (SHEET, "A4"): "6.05.2026", (SHEET, "B4"): "3", (SHEET, "A3"): None}
    again = edited(out, tmp_path / "texts.xlsx", as_texts)
    assert typed(again) == {"mark": 5, "why": None, "due": date(2026, 5, 6), "count": 3}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_copy_saved_by_libreoffice_is_as_good(out: Path, tmp_path: Path) -> None:
    form = "xlsx:Calc MS Excel 2007 XML"
    command = ["soffice", "--headless", "--convert-to", form, "--outdir", str(tmp_path / "saved"), str(out)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert typed(tmp_path / "saved" / "out.xlsx") == typed(out)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_every_text_survives(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("text")
    write_protected(book(text), folder / "out.xlsx", SECRET)
    assert read_protected(folder / "out.xlsx").answers(SECRET).faults == ()


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("B2", 6, "wolno wybrać tylko: 1, 2, 3, 4, 5, nie dotyczy"),
        ("B2", 4.5, "Wpisano „4,5”"),
        ("A3", "x" * 21, "Tekst ma 21 znaków"),
        ("A4", date(2027, 1, 1), "poza dozwolonym okresem od 01.01.2026 do 31.12.2026"),
        ("A4", "jutro", "to nie jest data"),
        ("B4", "dużo", "to nie jest liczba całkowita"),
        ("B4", 10, "liczbę od 1 do 9"),
        ("A1", "Inna treść", "Przywróć: „Treść"),
        ("A1", None, "Usunięto treść"),
        ("A2", 8, "Przywróć: „7”"),
        ("A9", "Nowa osoba", "nic nie wolno wpisywać"),
    ],
)
def test_a_wrong_value_is_named_by_its_place(out: Path, tmp_path: Path, cell: str, value: Any, words: str) -> None:
    answers = read_protected(edited(out, tmp_path / "bad.xlsx", {(SHEET, cell): value})).answers(SECRET)
    (fault,) = answers.faults
    assert (fault.sheet, fault.cell) == (SHEET, cell)
    assert words in fault.reason


def _renamed(sheets: Sheets) -> None:
    sheets["Inny"] = sheets.pop(SHEET)


def _removed(sheets: Sheets) -> None:
    del sheets[SHEET]


def _without_hidden(sheets: Sheets) -> None:
    del sheets[HIDDEN]


def _added(sheets: Sheets) -> None:
    sheets["Notatki"] = {(0, 0): "x"}


@pytest.mark.parametrize(
    ("change", "places"),
    [(_renamed, {(SHEET, ""), ("Inny", "")}), (_removed, {(SHEET, "")}), (_added, {("Notatki", "")})],
)
def test_whole_sheets_are_missed(
    out: Path, tmp_path: Path, change: Callable[[Sheets], None], places: set[tuple[str, str]]
) -> None:
    answers = read_protected(edited(out, tmp_path / "bad.xlsx", change=change)).answers(SECRET)
    assert {(fault.sheet, fault.cell) for fault in answers.faults} == places


LOCKED = [(line[1], line[2]) for line in sealed_lines(book()) if line[0] == "shown"]


@given(place=st.sampled_from(LOCKED), value=st.none() | st.text("aą1 ", min_size=1, max_size=5) | st.integers(0, 9))
def test_any_change_to_a_locked_cell_shows(
    tmp_path_factory: pytest.TempPathFactory, place: tuple[str, str], value: Any
) -> None:
    folder = tmp_path_factory.mktemp("tampered")
    write_protected(book(), folder / "out.xlsx", SECRET)
    changed = edited(folder / "out.xlsx", folder / "bad.xlsx", {place: value})
    faults = read_protected(changed).answers(SECRET).faults
    before = values_of(folder / "out.xlsx")[place[0]][position(place[1])]
    assert [(fault.sheet, fault.cell) for fault in faults] == ([] if value == before else [place])


@given(line=st.integers(0, len(sealed_lines(book()))), column=st.integers(0, 4), value=st.none() | st.just("x"))
def test_any_change_to_the_hidden_sheet_shows(
    tmp_path_factory: pytest.TempPathFactory, line: int, column: int, value: str | None
) -> None:
    folder = tmp_path_factory.mktemp("hidden")
    write_protected(book(), folder / "out.xlsx", SECRET)

    def change(sheets: Sheets) -> None:
        if value is None:
            sheets[HIDDEN] = {place: text for place, text in sheets[HIDDEN].items() if place[0] != line}
        else:
            sheets[HIDDEN][line, column] = value

    with pytest.raises(Tampered):
        read_protected(edited(folder / "out.xlsx", folder / "bad.xlsx", change=change)).answers(SECRET)


def test_another_secret_seals_otherwise(out: Path) -> None:
    with pytest.raises(Tampered, match="nowy pakiet"):
        read_protected(out).answers(b"another")


@pytest.mark.parametrize(
    "rule", [MARKS, FreeText(5), DayBetween(date(2026, 1, 1), date(2026, 2, 1)), NumberBetween(0, 9)]
)
def test_a_rule_travels(rule: Any) -> None:
    assert rule_from(rule.sealed()) == rule


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"Symbol;Nazwa", NotAPackage, "nie jest skoroszytem"),
        (b"PK\x03\x04 and nothing more", Refusal, "uszkodzony"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Refusal, "zabezpieczony hasłem"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refusal, "starym formacie"),
        (b"PK" + b"0" * 17 * 1024 * 1024, Refusal, "większy niż 16"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, kind: type[Refusal], words: str) -> None:
    path = tmp_path / "plik.xlsx"
    path.write_bytes(content)
    with pytest.raises(kind, match=words):
        read_protected(path)


def test_a_workbook_of_another_kind_is_no_package(out: Path, tmp_path: Path) -> None:
    with pytest.raises(NotAPackage, match="nie jest pakietem wydanym przez program"):
        read_protected(edited(out, tmp_path / "plain.xlsx", change=_without_hidden))
    with pytest.raises(EnvironmentProblem):
        read_protected(tmp_path / "nothing.xlsx")


def test_macros_are_refused(out: Path) -> None:
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(Refusal, match="makra"):
        read_protected(out)
