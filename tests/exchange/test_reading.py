"""Bad rows are named, good ones kept; what no file should contain is refused in Polish."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # noqa: TID253 a test may pay for it

from app.core.errors import EnvironmentProblem, Refusal
from app.core.progress import Cancelled, NoProgress
from app.exchange.package import Package
from app.exchange.reading import Reading, RefusedRow
from app.exchange.spreadsheets import Format
from app.registers.service_cards.domain import ServiceCardDraft, TimeUnit
from app.registers.service_cards.sheet import read_cards, write_cards

UNITS = {"SO": 1, "USC": 2}
Rows = list[list[Any]]
HEAD = ["Symbol", "Nazwa usługi", "Komórka prowadząca sprawę"]


def workbook(path: Path, **sheets: Rows) -> Path:
    """A workbook as a person would make it, with typed cells."""
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name.replace("_", " "))
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, (date, time)):
                    sheet.write_datetime(r, c, value, day)
                elif value is not None:
                    sheet.write(r, c, value)
    book.close()
    return path


def read(path: Path) -> Reading[ServiceCardDraft]:
    return read_cards(path, UNITS, NoProgress())


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "plik.csv"
    path.write_bytes(text.encode(encoding))
    return path


def places(reading: Reading[Any]) -> list[tuple[str, int, str, str]]:
    return [(row.sheet, row.row, row.column, row.value) for row in reading.refused]


def only(reading: Reading[Any]) -> RefusedRow:
    (row,) = reading.refused
    return row


def symbols(reading: Reading[ServiceCardDraft]) -> list[str]:
    return [row.draft.symbol for row in reading.drafts]


@pytest.mark.parametrize(
    ("header", "value", "code_words"),
    [
        ("Data opracowania", "31.02.2026", "to nie jest data"),
        ("Stan", "gotowa", "Dozwolone wartości: projekt, w uzgodnieniu, opublikowana, wycofana"),
        ("Termin odwołania (dni)", "14,5", "to nie jest liczba całkowita"),
        ("Termin odwołania (dni)", 900, "od 1 do 365"),
        ("Nazwa usługi", "x" * 201, "liczba znaków to 201"),
        ("Nazwa usługi", None, "wymagane"),
        ("Jak złożyć", "osobiście; gołębiem", "„gołębiem”"),
        ("Komórka prowadząca sprawę", "XX", "Dozwolone wartości: SO, USC"),
    ],
)
def test_bad_cell_refuses_its_row_only(tmp_path: Path, header: str, value: Any, code_words: str) -> None:
    head = list(dict.fromkeys([*HEAD, header]))
    good = ["SO-01", "Dobra", "SO"] + [None] * (len(head) - 3)
    bad = ["SO-02", "Zła", "SO"] + [None] * (len(head) - 3)
    bad[head.index(header)] = value
    last = ["SO-03", "Też dobra", "USC"] + [None] * (len(head) - 3)
    reading = read(workbook(tmp_path / "a.xlsx", Karty=[head, good, [], bad, last]))
    assert symbols(reading) == ["SO-01", "SO-03"]
    row = only(reading)
    assert (row.sheet, row.row, row.column, row.key) == ("Karty", 4, header, "SO-02")
    assert row.value == str(value or "")[:199] + ("…" if len(str(value)) > 200 else "")
    assert code_words in row.reason


FEES = ["Symbol", "Rodzaj", "Kwota (zł)"]


def test_bad_row_of_a_side_sheet_refuses_its_card_and_names_both(tmp_path: Path) -> None:
    cards = [HEAD, ["SO-01", "A", "SO"], ["SO-02", "B", "SO"]]
    fees: Rows = [FEES, ["SO-02", "podatek", 12.5], ["SO-01", "podatek", "12,5a"]]
    reading = read(workbook(tmp_path / "a.xlsx", Karty=cards, Opłaty=fees))
    assert symbols(reading) == ["SO-02"]
    assert reading.drafts[0].draft.fees[0].amount == 1250
    assert places(reading) == [("Opłaty", 3, "Kwota (zł)", "12,5a")]
    assert "arkusz „Karty”, wiersz 2" in only(reading).reason


def test_rules_between_fields_are_placed_in_the_side_sheet(tmp_path: Path) -> None:
    cards = [HEAD, ["SO-01", "A", "SO"], ["SO-02", "B", "SO"]]
    fees: Rows = [FEES, ["SO-02", "bez opłat", None], ["SO-01", "podatek", 1], ["SO-01", "bez opłat", 5]]
    reading = read(workbook(tmp_path / "a.xlsx", Karty=cards, Opłaty=fees))
    assert symbols(reading) == ["SO-02"]
    assert places(reading) == [("Opłaty", 4, "Kwota (zł)", "5,00")]


def test_side_rows_without_card_symbol_or_needed_cell(tmp_path: Path) -> None:
    hours: Rows = [["Symbol", "Dzień", "Od", "Do"], ["XX-9", "wtorek", "8", "15"], [None, "środa", "8", "15"]]
    hours += [["SO-01", None, "8:00", "15.00"], ["SO-02", "PIATEK", time(7, 30), "15.00"]]
    cards = [HEAD, ["SO-01", "A", "SO"], ["SO-02", "B", "SO"]]
    reading = read(workbook(tmp_path / "a.xlsx", Karty=cards, Godziny=hours))
    assert places(reading) == [
        ("Godziny", 2, "Symbol", "XX-9"),
        ("Godziny", 3, "Symbol", ""),
        ("Godziny", 4, "Dzień", ""),
    ]
    (row,) = reading.drafts
    span = row.draft.hours[0]
    assert (span.weekday, span.opens, span.closes) == (4, "07:30", "15:00")


def test_the_same_symbol_twice(tmp_path: Path) -> None:
    cards = [HEAD, ["SO-01", "A", "SO"], ["SO-02", "B", "SO"], ["SO-01 ", "C", "SO"]]
    reading = read(workbook(tmp_path / "a.xlsx", Karty=cards))
    assert symbols(reading) == ["SO-02"]
    assert places(reading) == [("Karty", 2, "Symbol", "SO-01"), ("Karty", 4, "Symbol", "SO-01")]
    assert all("2, 4" in row.reason for row in reading.refused)


def test_cells_typed_by_people(tmp_path: Path) -> None:
    head = [*HEAD, "Pokój", "Data opracowania", "Termin urzędu – jednostka", "Termin urzędu – liczba", "Jak przebiega?"]
    head += ["Kto może złożyć"]
    row = ["SO-01", "2026   rok", "so", 12, date(2026, 11, 22), "DNI ROBOCZE", 30.0, "x", " a\n\nb "]
    reading = read(workbook(tmp_path / "a.xlsx", Karty=[head, row]))
    card = reading.drafts[0].draft
    assert (card.name, card.room, card.unit_id) == ("2026 rok", "12", 1)
    assert (card.prepared_on, card.limit_unit, card.limit_number) == (date(2026, 11, 22), TimeUnit.WORKING_DAYS, 30)
    assert card.who_may_apply == (" a", "b ")
    assert reading.notices == ("Arkusz „Karty”: pominięto nieznane kolumny: „Jak przebiega?”.",)
    assert "steps" not in reading.drafts[0].given


def test_columns_absent_from_the_file_raise_no_problem(tmp_path: Path) -> None:
    reading = read(workbook(tmp_path / "a.xlsx", Karty=[["Symbol", "Uwagi"], ["SO-01", "nowe"]]))
    assert reading.refused == ()
    assert reading.drafts[0].given == {"symbol", "notes"}


def test_error_values_are_not_blank_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Karty")
    sheet.write_row(0, 0, [*HEAD, "Uwagi"])
    sheet.write_row(1, 0, ["SO-01", "A", "SO"])
    sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    book.close()
    assert places(read(path)) == [("Karty", 2, "Uwagi", "#DIV/0!")]


# files that are refused as a whole


def broken(data: bytes) -> bytes:
    """The same package with half of a sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, content[: len(content) // 2] if "sheet1" in entry.filename else content)
    return out.getvalue()


def edited(old_text: bytes, new_text: bytes) -> Callable[[bytes], bytes]:
    """The same package with other words in its parts."""

    def edit(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            for entry in old.infolist():
                new.writestr(entry.filename, old.read(entry).replace(old_text, new_text))
        return out.getvalue()

    return edit


def far(reference: bytes) -> Callable[[bytes], bytes]:
    """The same package with a value in a cell far away."""
    return edited(b"</sheetData>", b'<row><c r="%s"><v>1</v></c></row></sheetData>' % reference)


def bomb(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/media/image1.bin", "w", force_zip64=True) as entry,
    ):
        for _ in range(520):
            entry.write(bytes(1024 * 1024))
    return out.getvalue()


def lying(data: bytes) -> bytes:
    """A directory that says less than what unpacks."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
        for entry in new.infolist():
            if "sheet1" in entry.filename:
                entry.file_size = 10
    return out.getvalue()


def encrypted(_: bytes) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def old_xls(_: bytes) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Workbook".encode("utf-16-le") + bytes(512)


def other_zip(_: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("list.txt", "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (broken, "uszkodzony"),
        (far(b"XFD1048576"), "za duży"),
        (far(b"xfd1048576"), "za duży"),
        (far(b"A99999999999"), "za duży"),
        (edited(b'uniqueCount="', b'uniqueCount="99999999999'), "uszkodzony"),
        (bomb, "za duży"),
        (lying, "uszkodzony"),
        (encrypted, "hasłem"),
        (old_xls, "starym formacie .xls"),
        (other_zip, "nie jest skoroszyt .xlsx"),
        (lambda data: data[: len(data) // 2], "uszkodzony"),
        (lambda _: b"", "pusty"),
        (lambda _: b"zwykly tekst", "nie jest skoroszytem"),
    ],
)
def test_unsound_workbooks(tmp_path: Path, spoil: Callable[[bytes], bytes], words: str) -> None:
    path = workbook(tmp_path / "a.xlsx", Karty=[HEAD, ["SO-01", "A", "SO"]])
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(Refusal, match=words):
        read(path)


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Karty=[HEAD, ["SO-01", "A", "SO"]])
    out = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image1.bin", bytes(100_000_000))
        package.getinfo("xl/media/image1.bin").file_size = 10
    path.write_bytes(out.getvalue())
    tracemalloc.start()
    try:
        with pytest.raises(Refusal, match="uszkodzony"):
            Package(path.read_bytes()).inspect()
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_missing_sheet_column_and_repeated_header(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"nie ma arkusza „Karty”.*„Lista”, „Inne”"):
        read(workbook(tmp_path / "a.xlsx", Lista=[HEAD], Inne=[HEAD]))
    with pytest.raises(Refusal, match="brakuje kolumny „Symbol”"):
        read(workbook(tmp_path / "a.xlsx", Karty=[["Nazwa usługi"], ["A"]]))
    with pytest.raises(Refusal, match=r"„Uwagi” występuje dwa razy \(B i C\)"):
        read(workbook(tmp_path / "a.xlsx", Karty=[["Symbol", "Uwagi", "UWAGI "], ["A"]]))
    with pytest.raises(Refusal, match="„Podstawy prawne” brakuje kolumny „Akt prawny”"):
        read(workbook(tmp_path / "a.xlsx", Karty=[HEAD], Podstawy_prawne=[["Symbol", "Pozycja"]]))


def test_a_single_sheet_may_have_any_name_and_no_rows(tmp_path: Path) -> None:
    reading = read(workbook(tmp_path / "a.xlsx", Arkusz1=[HEAD]))
    assert reading.drafts == ()
    assert reading.notices == ("W pliku nie ma żadnego wiersza z danymi.",)


def test_files_the_computer_cannot_give(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="nie istnieje"):
        read(tmp_path / "nie ma.xlsx")
    with pytest.raises(EnvironmentProblem, match="to jest folder"):
        read(tmp_path)


# CSV

LINES = "Symbol;Nazwa usługi;Komórka prowadząca sprawę;Uwagi\nSO-01;Zażółć gęślą jaźń ŚĄŹ;SO;„x” – y\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "iso8859-2"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    text = LINES.replace(";", separator)
    if encoding == "iso8859-2":
        text = text.replace("„x” – y", "x")
    card = read(csv_file(tmp_path, text, encoding)).drafts[0].draft
    assert card.name == "Zażółć gęślą jaźń ŚĄŹ"
    assert card.notes in ("„x” – y", "x")


def test_csv_lists_in_cells_name_line_and_part(tmp_path: Path) -> None:
    text = (
        "sep=;\r\nSymbol;Nazwa usługi;Komórka prowadząca sprawę;Opłaty: Rodzaj | Kwota (zł)\r\n"
        'SO-01;A;SO;"podatek | 12.50\r\n\r\npodatek|1 200"\r\n\r\nSO-02;B;SO;"podatek | 1\npodatek | 12,5a"\r\n'
        "SO-03;C;SO;podatek | 1 | 2\r\n"
    )
    reading = read(csv_file(tmp_path, text))
    assert [fee.amount for fee in reading.drafts[0].draft.fees] == [1250, 120000]
    assert symbols(reading) == ["SO-01"]
    assert places(reading) == [("plik", 4, "Opłaty: Kwota (zł)", "12,5a"), ("plik", 5, "Opłaty", "2")]
    assert reading.refused[0].reason.startswith("Wiersz 2 w komórce: ")


def test_csv_row_with_broken_quotes_or_surplus_cells_does_not_take_others_down(tmp_path: Path) -> None:
    text = 'Symbol;Nazwa usługi;Komórka prowadząca sprawę\nSO-01;A;SO\nSO-02;"B;SO\nSO-03;C;SO\nSO-04;D;x;SO\n'
    reading = read(csv_file(tmp_path, text))
    assert symbols(reading) == ["SO-01", "SO-03"]
    assert [(row.row, row.key) for row in reading.refused] == [(3, ""), (5, "SO-04"), (5, "SO-04")]


def test_csv_formula_is_neutral_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    card = ServiceCardDraft(symbol="SO-01", name="=HYPERLINK(1)", unit_id=1, notes="\t=1", purpose="'=x", phone="+48")
    write_cards([card], path, Format.CSV, {1: "SO"}, NoProgress())
    text = path.read_text("utf-8-sig")
    for cell in ("'=HYPERLINK(1)", "'\t=1", "''=x", "'+48"):
        assert f";{cell};" in text
    assert read(path).drafts[0].draft == card


def test_workbook_texts_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    card = ServiceCardDraft(symbol="SO-01", name="=1+1", unit_id=1, room="01", notes="https://x.example", phone="1e5")
    write_cards([card], path, Format.XLSX, {1: "SO"}, NoProgress())
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "<hyperlink" not in sheet
        assert "=1+1" in package.read("xl/sharedStrings.xml").decode()
        assert 'quotePrefix="1"' in package.read("xl/styles.xml").decode()
    assert read(path).drafts[0].draft == card


def test_pandas_sees_dates_and_amounts(tmp_path: Path) -> None:
    import pandas as pd

    from app.registers.service_cards.domain import Fee, FeeKind

    path = tmp_path / "a.xlsx"
    fee = Fee(kind=FeeKind.TAX, amount=1250, valid_from=date(2026, 1, 2))
    card = ServiceCardDraft(symbol="SO-01", name="A", unit_id=1, fees=(fee,), valid_from=date(2026, 11, 22))
    write_cards([card], path, Format.XLSX, {1: "SO"}, NoProgress())
    sheets = pd.read_excel(path, sheet_name=None, engine="calamine")
    assert list(sheets) == ["Karty", "Podstawy prawne", "Dokumenty", "Opłaty", "Godziny", "Opis"]
    assert sheets["Karty"]["Obowiązuje od"][0] == pd.Timestamp(2026, 11, 22)
    assert sheets["Opłaty"]["Kwota (zł)"][0] == 12.5
    described = set(zip(sheets["Opis"]["Arkusz"], sheets["Opis"]["Kolumna"], strict=True))
    assert {("Karty", "Symbol"), ("Opłaty", "Kwota (zł)"), ("Godziny", "Dzień")} <= described


class Impatient:
    """Cancels at the first report."""

    def report(self, done: int, total: int, text: str = "") -> None:
        raise Cancelled


def test_cancelling_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("stary")
    for form in Format:
        with pytest.raises(Cancelled):
            write_cards([ServiceCardDraft(symbol="A", name="B")], path, form, {}, Impatient())
    assert path.read_text() == "stary"
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]
