"""Address points in both models of GML, with links from either side; real extracts of PRG where they are at hand."""

import re
from pathlib import Path

import pytest

from app.core.errors import Refusal
from app.core.progress import Cancelled
from app.geo.prg_gml import read
from app.geo.reading import DataKind, Wanted, recognise
from app.geo.shapes import AddressPoint, Line, LineKind, Place, PlaceKind
from app.geo.sources import Source
from tests.geo.map_files import OURS, SHARED, CancelledAtOnce, needs_shared, taken

HEAD_2021 = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:prgad="https://geoportal.gov.pl/schemas/prgad/1.0">'
)
PLACE = """<gml:featureMember><prgad:AD_Miejscowosc gml:id="PL_M_2025-10-14T14_04"><prgad:nazwa>Bąków</prgad:nazwa>
<prgad:rodzaj>01</prgad:rodzaj><prgad:identyfikatorSIMC>0494690</prgad:identyfikatorSIMC><prgad:georeferencja>
<gml:Point srsName="EPSG:2180"><gml:pos>445000 345000</gml:pos></gml:Point></prgad:georeferencja>
<prgad:TERYTGminy>1604023</prgad:TERYTGminy></prgad:AD_Miejscowosc></gml:featureMember>"""
STREET = """<gml:featureMember><prgad:AD_UlicaPlac gml:id="PL_U_2025-10-14T14_05"><prgad:geometria>
<gml:LineString><gml:posList>445000 345000 445100 345000</gml:posList></gml:LineString></prgad:geometria>
<prgad:nazwaPelna>Polna</prgad:nazwaPelna>{links}</prgad:AD_UlicaPlac></gml:featureMember>"""
ADDRESS = """<gml:featureMember><prgad:AD_PunktAdresowy gml:id="PL_A{n}_2025-10-14T14_06">
<prgad:numerPorzadkowy>{n}</prgad:numerPorzadkowy><prgad:georeferencja><gml:Point srsName="EPSG:2180">
<gml:pos>{at}</gml:pos></gml:Point></prgad:georeferencja><prgad:kodPocztowy>46-200</prgad:kodPocztowy>
<prgad:miejscowosc xlink:href="#PL_M_2024-01-01T00_00"/>{links}</prgad:AD_PunktAdresowy></gml:featureMember>"""
TO_STREET = '<prgad:ulica2 xlink:href="#PL_U_2025-10-14T14_05"/>'
TO_ADDRESS = '<prgad:adres1 xlink:href="#PL_A7_2023-01-01T00_00"/>'
END = "</gml:FeatureCollection>"
SEVEN = AddressPoint("Bąków", "Polna", "7", 445_010.5, 345_020, "46-200", "0494690", "1604023")


def address(n: int = 7, at: str = "445010.5 345020", links: str = "") -> str:
    return ADDRESS.format(n=n, at=at, links=links)


def written(path: Path, *records: str, head: str = HEAD_2021, end: str = END) -> Path:
    path.write_text(head + "".join(records) + end, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "records",
    [
        (PLACE, STREET.format(links=""), address(links=TO_STREET)),
        (address(links=TO_STREET), STREET.format(links=""), PLACE),
        (PLACE, STREET.format(links=TO_ADDRESS), address()),
        (address(), PLACE, STREET.format(links=TO_ADDRESS)),
    ],
    ids=["from the address", "the address first", "from the street", "from the street, the address first"],
)
def test_street_and_locality_are_found_from_either_side(tmp_path: Path, records: tuple[str, ...]) -> None:
    path = written(tmp_path / "x.gml", *records)
    (found,) = recognise([path])
    assert (found.kind, found.format) == (DataKind.ADDRESSES, "GML, model 2021")
    data = taken(path)
    assert data.addresses == (SEVEN,)
    assert data.places == (Place(name="Bąków", x=445_000, y=345_000, code="0494690"),)
    assert data.lines == (Line(kind=LineKind.STREET, points=[(445_000, 345_000), (445_100, 345_000)], name="Polna"),)


def test_a_village_without_streets_has_none(tmp_path: Path) -> None:
    (point,) = taken(written(tmp_path / "x", PLACE, address())).addresses
    assert (point.place, point.street) == ("Bąków", "")


def test_an_address_without_a_position_is_counted(tmp_path: Path) -> None:
    nowhere = re.sub("<prgad:georeferencja>.*</prgad:georeferencja>", "", address(8), flags=re.DOTALL)
    data = taken(written(tmp_path / "x", PLACE, nowhere, address()))
    assert (len(data.addresses), data.skipped) == (1, 1)


@pytest.mark.parametrize("order", ["east north", "north east"])
@pytest.mark.parametrize("srs", ["EPSG:2180", "urn:ogc:def:crs:EPSG::2180"])
def test_where_points_fall_counts_more_than_the_spelling(tmp_path: Path, order: str, srs: str) -> None:
    text = (HEAD_2021 + PLACE + address() + END).replace("EPSG:2180", srs)
    if order == "north east":
        text = re.sub(r"<gml:pos>(\S+) (\S+)</gml:pos>", r"<gml:pos>\2 \1</gml:pos>", text)
    path = tmp_path / "x.gml"
    path.write_text(text, encoding="utf-8")
    (point,) = taken(path).addresses
    assert (point.x, point.y) == (445_010.5, 345_020)


def test_records_are_complete_however_the_file_is_cut_into_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.geo.gml_stream._CHUNK", 97)
    numbers = range(1, 60)
    path = written(tmp_path / "x", PLACE, *(address(n) for n in numbers))
    assert [point.number for point in taken(path).addresses] == [str(n) for n in numbers]


def test_a_file_of_another_gmina_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "x", PLACE.replace("1604023", "1608033"), address())
    with pytest.raises(Refusal, match=r"Żaden punkt adresowy.*„Kluczbork”"):
        taken(path)


def test_addresses_without_their_localities_are_an_incomplete_file(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="niepełny"):
        taken(written(tmp_path / "x", address(), address(8)))


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("declared", [BOMB, OUTSIDE])
@pytest.mark.parametrize("before", ["", "<!-- " + "x" * 300_000 + " -->"])
def test_entities_are_refused_before_anything_is_read(tmp_path: Path, declared: str, before: str) -> None:
    head = HEAD_2021.replace("\n", before + declared, 1)
    with pytest.raises(Refusal, match="DOCTYPE"):
        taken(written(tmp_path / "x", PLACE, address(), head=head))


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-2"])
def test_other_encodings_are_read_and_their_bombs_refused(tmp_path: Path, encoding: str) -> None:
    text = (HEAD_2021 + PLACE + address() + END).replace("UTF-8", encoding)
    path = tmp_path / "x"
    path.write_bytes(text.encode(encoding))
    assert taken(path).addresses[0].place == "Bąków"
    path.write_bytes(text.replace("\n", BOMB, 1).encode(encoding))
    with pytest.raises(Refusal, match="DOCTYPE"):
        taken(path)


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.99])
def test_a_file_cut_off_is_refused_whole(tmp_path: Path, keep: float) -> None:
    path = written(tmp_path / "x.gml", PLACE, *(address(n) for n in range(5)))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    with pytest.raises(Refusal, match=r"uszkodzony|nie rozpoznaje"):
        taken(path)


def test_reading_is_cancelled(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        read(Source(written(tmp_path / "x", PLACE, address())), CancelledAtOnce(), OURS)


@needs_shared
def test_the_extract_in_the_model_of_2012() -> None:
    data = taken(SHARED / "prg_samples" / "sample_model2012.xml", wanted=Wanted("0804032", "Kolsko"))
    assert data.addresses == (
        AddressPoint("Konotop", "Podgórna", "2", 287_772.37, 456_005.140000001, "67-416", "0910140", "0804032"),
        AddressPoint("Konotop", "Podgórna", "1", 287_751.0102, 456_027.7794, "67-416", "0910140", "0804032"),
    )
    assert [(line.name, len(line.points)) for line in data.lines] == [("Podgórna", 13)]
    assert [(place.name, place.code) for place in data.places] == [("Konotop", "0910140")]


@needs_shared
def test_the_extract_in_the_model_of_2021() -> None:
    data = taken(SHARED / "prg_samples" / "sample_model2021.xml", wanted=None)
    assert [(p.place, p.street, p.number, p.x, p.y, p.gmina) for p in data.addresses] == [
        ("Żubrów", "", "21A", 238_651.83, 519_741.27, "0807043"),
        ("Rzepin", "Inwalidów Wojennych", "1A", 216_691.39, 505_645.69, "0805043"),
        ("Lubniewice", "Plac Kasztanowy", "2A", 245_250.11, 522_957.46, "0807023"),
    ]
    assert {place.name: place.kind for place in data.places}["Rzepin"] is PlaceKind.TOWN
