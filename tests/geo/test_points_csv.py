"""Own points and addresses in CSV."""

from pathlib import Path

import pytest

from app.core.errors import Refusal
from app.geo.reading import DataKind, OwnPoint, Wanted, recognise
from app.geo.shapes import AddressPoint
from tests.geo.map_files import taken


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    "text",
    [
        "nazwa;x;y\nŚwietlica;445076,68;345363,45\n",
        "x,y,nazwa\n345363.45,445076.68,Świetlica\n",
        "Nazwa\tWschód\tPółnoc\r\nŚwietlica\t445 076,68\t345 363,45\r\n",
        '"lat","lon","name"\n"50.9725","18.2175","Świetlica"\n',
        "lon;lat;nazwa\n50,9725;18,2175;Świetlica\n\n",
    ],
    ids=["east first", "north first", "words", "degrees", "degrees swapped"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
def test_points_are_put_where_they_belong(tmp_path: Path, text: str, encoding: str) -> None:
    path = written(tmp_path / "punkty", text, encoding)
    (found,) = recognise([path])
    assert (found.kind, found.count) == (DataKind.POINTS, 1)
    (point,) = taken(path).points
    assert point.name == "Świetlica"
    assert (point.x, point.y) == pytest.approx((445_076.68, 345_363.45), abs=0.01)


def test_addresses_are_known_by_their_columns(tmp_path: Path) -> None:
    text = "Miejscowość;Ulica;Numer porządkowy;Kod pocztowy;X;Y\nBąków;;5a;46-200;445000;345000\n"
    assert taken(written(tmp_path / "a.csv", text)).addresses == (
        AddressPoint("Bąków", "", "5a", 445_000, 345_000, "46-200"),
    )


def test_an_order_that_nothing_tells_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a", "nazwa;x;y\nA;445000;345000\n")
    with pytest.raises(Refusal, match="na wschód, a która na północ"):
        taken(path, wanted=None)


def test_points_of_the_whole_powiat_are_judged_by_where_the_gmina_lies(tmp_path: Path) -> None:
    # in the middle of Poland both orders fall into one voivodeship
    rows = "".join(f"P{n};{440_000 + n * 1500};{485_000 + n * 1500}\n" for n in range(20))
    path = written(tmp_path / "a", f"nazwa;x;y\n{rows}")
    ours = Wanted("1004023", "Gmina", (495_000, 450_000, 505_000, 460_000))
    assert taken(path, wanted=ours).points[0] == OwnPoint("P0", 485_000, 440_000)
    with pytest.raises(Refusal, match="na wschód"):
        taken(path, wanted=Wanted("1004023", "Gmina"))


def test_columns_named_for_their_directions_are_believed(tmp_path: Path) -> None:
    path = written(tmp_path / "a", "nazwa;północ;wschód\nA;345000;445000\n")
    assert taken(path, wanted=None).points == (OwnPoint("A", 445_000, 345_000),)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("A;x;345000", "W wierszu 2 "),
        ("A;;\nB;445000;345000\nC;1", "W wierszach 2, 4 "),
        ("A;inf;nan", "nie są liczbami"),
        ("A;445000;345000\nB;10;20", "poza Polską"),
        ("", "niczego|nie rozpoznaje"),
        ("x" * 20_000 + ";445000;345000", "dłuższy niż"),
    ],
)
def test_wrong_rows_are_named_and_nothing_is_taken(tmp_path: Path, rows: str, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        taken(written(tmp_path / "a.csv", f"nazwa;x;y\n{rows}\n"))


@pytest.mark.parametrize("text", ["", "Ala ma kota", "a;b\n1;2\n", "\0\1\2", "nazwa;adres\nA;B\n"])
def test_a_text_that_is_no_map_is_not_recognised(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refusal, match="nie rozpoznaje"):
        recognise([written(tmp_path / "a.csv", text)])


@pytest.mark.parametrize("shift", ["", "x"])
def test_a_header_is_read_even_where_the_looked_at_part_ends_within_a_letter(tmp_path: Path, shift: str) -> None:
    rows = ("ś" * 500 + ";345000;445000\n") * 100
    path = written(tmp_path / "a", f"nazwa{shift};północ;wschód\n{shift}{rows}".replace("nazwax", "nazwa "))
    assert recognise([path])[0].count == 100


def test_the_line_for_excel_is_no_header(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("sep=;\r\nnazwa;lat;lon\r\nKościół;50,97;18,2\r\n", encoding="iso8859-2", newline="")
    assert [point.name for point in taken(path).points] == ["Kościół"]
    path.write_text("sep=;\nnazwa;lat;lon\nDom;x;18,2\n")
    with pytest.raises(Refusal, match="W wierszu 3"):
        taken(path)
