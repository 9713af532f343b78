"""Registers that offices kept by hand: every entry is found, nothing is guessed, what is left out is told."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # noqa: TID253 a test may pay for it

from app.core.date_ranges import DateRange
from app.core.errors import Refusal
from app.core.progress import Cancelled, NoProgress
from app.exchange.cells import Unreadable
from app.exchange.old_cells import read_old_amount, read_old_days
from app.exchange.old_layout import OldColumn, OldReading, OldRegister, OldRow, Parts, SkippedKind
from app.exchange.old_registers import read_old_register

REGISTER = OldRegister(
    "Zestawienie szkoleń",
    (
        OldColumn("number", "Lp.", ("l.p.", "nr"), ordinal=True),
        OldColumn("unit", "Symbol kko"),
        OldColumn("person", "Nazwisko i imię pracownika", ("Nazwisko i imię",), needed=True),
        OldColumn("post", "Stanowisko"),
        OldColumn(
            "days",
            "Data / ilość dni",
            ("data",),
            read_old_days,
            parts=(Parts(("od", "do", "ilość dni"), (" - ", " / ")),),
        ),
        OldColumn("topic", "Temat", needed=True),
        OldColumn("institution", "Instytucja szkoląca"),
        OldColumn("cost", "Koszt szkolenia", ("koszt",), read_old_amount),
    ),
    total_words=("liczba szkoleń",),
)
HEAD = ["Lp.", "Symbol kko", "Nazwisko i imię pracownika", "Stanowisko", "Data\\ Ilość dni", "Temat",
        "Instytucja szkoląca", "Koszt szkolenia"]  # fmt: skip
Rows = list[list[Any]]


def entry(
    number: object, person: str, topic: str = "KPA", days: object = "12.03.2022", cost: object = 100
) -> list[Any]:
    return [number, "SO", person, "inspektor", days, topic, "Ośrodek A", cost]


def workbook(path: Path, merged: tuple[str, ...] = (), hidden: tuple[str, ...] = (), **sheets: Rows) -> Path:
    """A workbook as a person would make it; ``merged`` in the first sheet."""
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name.strip("_"))
        if name in hidden:
            sheet.hide()
        for place in merged if number == 0 else ():
            sheet.merge_range(place, "")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(r, c, value, day)
                elif value is not None:
                    sheet.write(r, c, value)
    book.close()
    return path


def read(path: Path, register: OldRegister = REGISTER) -> OldReading:
    return read_old_register(register, path, NoProgress())


def sheet(folder: Path, *rows: list[Any], merged: tuple[str, ...] = ()) -> OldReading:
    return read(workbook(folder / "a.xlsx", merged, _2022=list(rows)))


def people(reading: OldReading) -> list[tuple[int, str]]:
    return [(row.row, row.values["person"]) for row in reading.rows]


def kinds(reading: OldReading) -> list[tuple[int, SkippedKind]]:
    return [(row.row, row.kind) for row in reading.skipped]


def test_the_customers_table_with_all_its_habits(tmp_path: Path) -> None:
    upper = ["Lp.", "Symbol kko", "Nazwisko i imię\nPracownika", "stanowisko", "Informacja nt szkolenia"]
    reading = sheet(
        tmp_path,
        ["Urząd Miejski w Przykładowej"],
        ["ZESTAWIENIE SZKOLEŃ za rok 2022"],
        [],
        upper,
        [None, None, None, None, "Data\\ Ilość dni", "Temat", "Instytucja szkoląca", "Koszt szkolenia (zł)"],
        [1, 2, 3, 4, 5, 6, 7, 8],
        ["Styczeń"],
        entry(1, "Nowak Anna", "KPA", "12–13.01 / 2 dni", "1 200,50 zł"),
        [2, "SO", "Lis Ewa", "referent", None, None, None, None],
        [None, None, "RAZEM", None, None, None, None, 1200.5],
        [],
        ["luty 2023"],
        entry(3, "Kos Jan", "RODO", date(2023, 2, 14), "bezpłatne"),
        [4],
        [5, "-"],
        ["1. Łączny koszt szkoleń", None, None, None, None, None, None, "1200,50"],
        ["2. Łączna liczba szkoleń", None, 2],
        ["3. Liczba szkoleń z podziałem na komórki organizacyjne Urzędu"],
        [None, "SO", 3],
        [None, None, None, None, None, "Sporządziła: A. Przykładowa"],
        merged=("A2:H2", "A4:A5", "B4:B5", "C4:C5", "D4:D5", "E4:H4", "A7:H7", "E8:E9", "F8:F9", "G8:G9", "H8:H9"),
    )
    first, second, third = reading.rows
    january = DateRange(date(2022, 1, 12), date(2022, 1, 13), 2)
    assert first == OldRow(
        "2022",
        8,
        {"number": "1", "unit": "SO", "person": "Nowak Anna", "post": "inspektor", "days": january, "topic": "KPA",
         "institution": "Ośrodek A", "cost": 120050},
        "Styczeń",
        2022,
        dict.fromkeys(("days", "topic", "institution", "cost"), (8, 9)),
    )  # fmt: skip
    assert (second.values["person"], second.values["days"], second.values["cost"]) == ("Lis Ewa", january, 120050)
    assert second.merged == first.merged
    assert (third.section, third.year, third.values["cost"], third.merged) == ("luty 2023", 2023, 0, {})
    title, header, section, total = SkippedKind.TITLE, SkippedKind.HEADER, SkippedKind.SECTION, SkippedKind.TOTAL
    assert kinds(reading) == [
        (1, title), (2, title), (6, header), (7, section), (10, total), (12, section),
        *[(row, total) for row in (16, 17, 18, 19, 20)],
    ]  # fmt: skip
    # a row with a number alone was prepared for an entry; one with anything else is not passed over
    assert [(row.row, row.column) for row in reading.refused] == [(15, HEAD[2]), (15, "Temat")]
    assert reading.blank == 2
    assert reading.notices == (
        "Arkusz „2022”: pominięto wiersze, które nie są wpisami – powtórzone nagłówki i numery kolumn: 6.",
        "Arkusz „2022”: pominięto wiersze, które nie są wpisami – nagłówki części (miesiąc, rok, komórka): 7, 12.",
        "Arkusz „2022”: pominięto wiersze, które nie są wpisami – podsumowania: 10, 16–20.",
        "Arkusz „2022”: pominięto puste wiersze (liczba: 2).",
    )


def test_values_go_down_only_inside_merged_cells(tmp_path: Path) -> None:
    second = [2, "SO", "Lis Ewa", "referent", None, None, None, None]
    reading = sheet(tmp_path, HEAD, entry(1, "Nowak Anna"), second)
    assert people(reading) == [(2, "Nowak Anna")]
    (refused,) = reading.refused
    assert (refused.row, refused.column) == (3, "Temat")
    assert "scal komórki" in refused.reason


def test_ditto_marks_repeat_the_row_above(tmp_path: Path) -> None:
    marks: Rows = [
        [n, "SO", "Lis Ewa", "-//-", "j.w.", mark, "jak wyżej", '"'] for n, mark in enumerate(("jw.", "-„-"), 2)
    ]
    reading = sheet(tmp_path, HEAD, entry(1, "Nowak Anna"), *marks)
    assert [row.values["topic"] for row in reading.rows] == ["KPA"] * 3
    assert [row.values["cost"] for row in reading.rows] == [10000] * 3
    reading = sheet(tmp_path, HEAD, [1, "SO", "Lis Ewa", "", "", "j.w."])
    assert [row.column for row in reading.refused] == ["Temat"]
    assert "jak wyżej" in reading.refused[0].reason


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("Koszt szkolenia", -5, "„-5” to nie jest kwota"),
        ("Koszt szkolenia", 12.345, "to nie jest kwota"),
        ("Koszt szkolenia", "1.200", "to nie jest kwota"),
        ("Data\\ Ilość dni", "14-12.03.2022", "od wcześniejszego do późniejszego"),
        ("Data\\ Ilość dni", "28.02–1.03.2023/3 dni", "podano 3 dni, a podanych dat jest 2 dni"),
    ],
)
def test_a_bad_cell_names_its_row_and_takes_no_other_down(
    tmp_path: Path, column: str, value: object, words: str
) -> None:
    bad = entry(2, "Lis Ewa")
    bad[HEAD.index(column)] = value
    reading = sheet(tmp_path, HEAD, entry(1, "Nowak Anna"), bad, entry(3, "Kos Jan"))
    assert [row for row, _ in people(reading)] == [2, 4]
    (refused,) = reading.refused
    assert (refused.sheet, refused.row) == ("2022", 3)
    assert words in refused.reason


def test_every_visible_sheet_with_the_header_is_read(tmp_path: Path) -> None:
    columns = ["Temat", "Nazwisko i imię", "KOSZT  szkolenia:", "Uwagi"]
    sheets: dict[str, Rows] = {
        "_2021": [HEAD, entry(1, "Nowak Anna", days="12.03")],
        "_2022": [[], columns, ["KPA", "Lis Ewa", 5, "x", "bez nagłówka"]],
        "Budżet": [["Koszt", "Koszt", "Temat"], [1, 2, 3]],
        "Stare": [HEAD, entry(1, "Kos Jan")],
    }
    reading = read(workbook(tmp_path / "a.xlsx", (), ("Stare",), **sheets))
    assert [(row.sheet, row.row, row.year) for row in reading.rows] == [("2021", 2, 2021), ("2022", 3, 2022)]
    assert reading.rows[0].values["days"].first == date(2021, 3, 12)
    assert "days" not in reading.rows[1].values
    assert reading.notices == (
        "Pominięto arkusz „Budżet”: nie ma w nim nagłówka tego rejestru.",
        "Pominięto ukryty arkusz „Stare”. Aby go wczytać, odkryj go w arkuszu kalkulacyjnym.",
        "Arkusz „2022”: nie znaleziono kolumn: „Lp.”, „Symbol kko”, „Stanowisko”, „Data / ilość dni”, "
        "„Instytucja szkoląca”.",
        "Arkusz „2022”: pominięto nieznane kolumny: „Uwagi”.",
        "Arkusz „2022”: pominięto kolumny bez nagłówka: E.",
    )


def test_a_column_kept_in_several(tmp_path: Path) -> None:
    reading = sheet(
        tmp_path,
        ["Nazwisko i imię", None, "Termin", None, None, "Temat"],
        [None, None, "od", "do", "ilość dni"],
        ["Nowak", "Anna", date(2022, 3, 12), date(2022, 3, 14), 3, "KPA"],
        ["Lis", "Ewa", date(2022, 3, 12), None, None, "RODO"],
        merged=("A1:B2", "C1:E1", "F1:F2"),
    )
    assert people(reading) == [(3, "Nowak Anna"), (4, "Lis Ewa")]
    assert [row.values["days"].days for row in reading.rows] == [3, 1]


def test_a_header_repeated_on_each_page_and_a_topic_that_begins_like_a_total(tmp_path: Path) -> None:
    first, again = entry(1, "Nowak Anna", "Razem bezpieczniej"), entry(2, "Lis Ewa")
    reading = sheet(tmp_path, HEAD, first, [text.upper() for text in HEAD], again, ["Wydział Finansowy"], again)
    assert people(reading) == [(2, "Nowak Anna"), (4, "Lis Ewa"), (6, "Lis Ewa")]
    assert kinds(reading) == [(3, SkippedKind.HEADER), (5, SkippedKind.SECTION)]
    assert reading.rows[-1].section == "Wydział Finansowy"


def test_a_sum_without_a_word_is_told_and_not_taken_for_a_year(tmp_path: Path) -> None:
    reading = sheet(tmp_path, HEAD, entry(1, "Nowak Anna"), [None] * 7 + [2021], entry(2, "Lis Ewa", days="1.02"))
    assert [row.row for row in reading.refused] == [3, 3]
    assert reading.rows[-1].year == 2022


def test_net_and_gross_under_one_header_are_not_chosen_between(tmp_path: Path) -> None:
    reading = sheet(
        tmp_path,
        ["Nazwisko i imię", "Temat", "Data", "Koszt szkolenia"],
        [None, None, None, "netto", "brutto"],
        ["Nowak Anna", "KPA", "1.02.2022", 100, 123],
        merged=("D1:E1",),
    )
    assert reading.rows == ()
    assert "(100, 123). Zostaw jedną" in reading.refused[-1].reason


def test_csv_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "szkolenia 2022.csv"
    lines = ["Zestawienie szkoleń;;", "Nazwisko i imię;Temat;Data;Koszt", "Nowak Anna;KPA, cz. 1;12.03;1 200,50"]
    path.write_bytes("\r\n".join([*lines, 'Lis Ewa;"RODO;1.02;5']).encode("cp1250"))
    reading = read(path)
    assert [(row.row, row.year, row.values["cost"]) for row in reading.rows] == [(3, 2022, 120050)]
    assert [(row.row, row.column) for row in reading.refused] == [(4, "cały wiersz")]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["a", "b"]], r"nie ma nagłówka.*„Nazwisko i imię pracownika”, „Temat”"),
        ([[], ["Lp.", "Temat", "Data"]], r"\(wiersz 2\) brakuje kolumn: „Nazwisko i imię pracownika”"),
        ([["Temat", "Nazwisko i imię", "Koszt", "Koszt szkolenia"]], r"występuje więcej niż raz \(C i D\)"),
    ],
)
def test_files_without_the_register(tmp_path: Path, rows: Rows, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        sheet(tmp_path, *rows)


def spoilt(path: Path, new: bytes, old: bytes = b'ref="E2:E3"') -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for item in source.infolist():
            target.writestr(item.filename, source.read(item).replace(old, new))
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.parametrize(
    ("new", "people_left"),
    [
        (b'ref="E2:E99999999999"', [(2, "A"), (3, "B")]),
        (b'ref="E3:E2"', [(2, "A"), (3, "B")]),
        (b'ref="A3:XFD1048576"', [(2, "A"), (3, "B")]),
        (b'ref="zzz"', None),
        (b'ref="A1:XFD1048576"/><mergeCell ref="A1:XFD1048576"', None),
    ],
)
def test_hostile_merged_cells(tmp_path: Path, new: bytes, people_left: list[tuple[int, str]] | None) -> None:
    path = workbook(tmp_path / "a.xlsx", ("E2:E3",), _2022=[HEAD, entry(1, "A"), entry(2, "B", days=None)])
    spoilt(path, new)
    if people_left is None:
        with pytest.raises(Refusal, match="uszkodzony"):
            read(path)
    else:
        assert people(read(path)) == people_left


@pytest.mark.parametrize("make", [lambda path: path.write_bytes(b""), lambda path: path.write_bytes(b"PK\3\4 half")])
def test_files_that_are_no_workbook(tmp_path: Path, make: Callable[[Path], Any]) -> None:
    make(tmp_path / "a.xlsx")
    with pytest.raises(Refusal):
        read(tmp_path / "a.xlsx")


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    class Impatient:
        def report(self, done: int, total: int, text: str = "") -> None:
            if total:
                raise Cancelled

    path = workbook(tmp_path / "a.xlsx", _2022=[HEAD, entry(1, "A")])
    with pytest.raises(Cancelled):
        read_old_register(REGISTER, path, Impatient())


@pytest.mark.parametrize(
    ("written", "grosze"),
    [
        ("1 200,50 zł", 120050),
        ("1\xa0200,50 PLN", 120050),
        ("1.200,50", 120050),
        ("1,200.50", 120050),
        ("1.200.000", 120000000),
        ("1200.5", 120050),
        ("1200,-", 120000),
        ("1200 zł brutto", 120000),
        (1200.5, 120050),
        (0, 0),
        ("Bezpłatne", 0),
        ("-", None),
        ("–", None),
        ("nie dotyczy", None),
    ],
)
def test_amounts(written: Any, grosze: int | None) -> None:
    assert read_old_amount(written) == grosze


@pytest.mark.parametrize(
    "written", ["-5", -5.0, "12,345", 12.345, "1.200", "ok. 100", "1200 netto", "100 + 23", "2 x 100", True, "9" * 5000]
)
def test_amounts_that_are_not_guessed(written: Any) -> None:
    with pytest.raises(Unreadable, match="bad_amount"):
        read_old_amount(written)
