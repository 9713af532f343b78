"""Polish addresses as people write them, taken apart and brought to one form."""

import pytest

from app.geo.addresses import HouseNumber, compatible, house_number, parse_address, place_key, street_name


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ul. Wolności 5a/2, 46-200 Kluczbork", ("Kluczbork", "ul. Wolności", "5a/2")),
        ("46-200 Kluczbork, ul. Wolności 5 A m. 3", ("Kluczbork", "ul. Wolności", "5 A")),
        ("46200 Kluczbork ul. Wolności 5", ("Kluczbork", "ul. Wolności", "5")),
        ("Kluczbork ul. 3 Maja 5", ("Kluczbork", "ul. 3 Maja", "5")),
        ("ul. 3 Maja, Kluczbork", ("Kluczbork", "ul. 3 Maja", "")),
        ("pl. Wolności 7 lok. 2 Kluczbork", ("Kluczbork", "pl. Wolności", "7")),
        ("Rynek 12, Kluczbork", ("Kluczbork", "Rynek", "12")),
        ("Kuniów, ul. Polna 4; 46-200 Kluczbork", ("Kuniów", "ul. Polna", "4")),
        ("Bogacica, Szkolna 5, 46-233 Bąków", ("Bogacica", "Szkolna", "5")),
        ("46-203 Kuniów 12", ("Kuniów", "", "12")),
        ("Kuniów nr 12 b", ("Kuniów", "", "12 b")),
        ("Kuniów, 12, 46-200 Kluczbork", ("Kuniów", "", "12")),
        ("12, 46-200 Kuniów", ("Kuniów", "", "12")),
        ("Kuniów, Kuniów 12", ("Kuniów", "", "12")),
        ("Kuniów 12, 46-200 Kluczbork", ("Kluczbork", "Kuniów", "12")),
        ("Nowe Osiedle 5", ("Nowe Osiedle", "", "5")),
        ("ul. Wolności b/n, Kluczbork", ("Kluczbork", "ul. Wolności", "")),
        ("ul. Polna 1 Kuniów woj. opolskie", ("Kuniów woj. opolskie", "ul. Polna", "1")),
        ("ul. Polna 1\nKuniów\ngmina Kluczbork\nwoj. opolskie", ("Kuniów", "ul. Polna", "1")),
        ("„Kuniów”", ("Kuniów", "", "")),
        ("", ("", "", "")),
        (" , ; .", ("", "", "")),
    ],
)
def test_an_address_in_one_line_is_taken_apart(text: str, parts: tuple[str, str, str]) -> None:
    assert parse_address(text) == parts


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9A/2", HouseNumber(9, "A", "2")),
        ("9 a m. 2", HouseNumber(9, "A")),
        ("9a lok 2", HouseNumber(9, "A")),
        ("9m2", HouseNumber(9)),
        ("9/A", HouseNumber(9, "A")),
        ("nr 9", HouseNumber(9)),
        ("12-14", HouseNumber(12, "", "14")),
        ("12/14", HouseNumber(12, "", "14")),
        ("12A/3", HouseNumber(12, "A", "3")),
        ("bez numeru", None),
        ("", None),
    ],
)
def test_a_house_number(text: str, number: HouseNumber | None) -> None:
    assert house_number(text) == number


@pytest.mark.parametrize(
    "spellings",
    [
        ("Jana Pawła II", "ul. JP II", "Jana Pawla 2", "JPII", "al. JANA PAWŁA II"),
        ("św. Anny", "Świętej Anny", "ul. sw. Anny"),
        ("ks. dr. Jana Dzierżona", "Księdza Doktora Jana Dzierżona"),
        ("gen. Władysława Sikorskiego", "ulica Generała Władysława Sikorskiego"),
        ("3 Maja", "3-go Maja", "Trzeciego Maja", "III Maja", "ul. 3go Maja"),
        ("1000-lecia", "Tysiąclecia", "os. 1000 lecia"),
        ("XX-lecia", "20-lecia", "XX lecia"),
        ("Armii Krajowej", "AK", "ul. A K".replace("A K", "AK")),
        ("Marii Skłodowskiej-Curie", "Marii Skłodowskiej - Curie", "MARII SKŁODOWSKIEJ CURIE"),
    ],
)
def test_spellings_of_one_street_are_one_name(spellings: tuple[str, ...]) -> None:
    assert len({street_name(text).words for text in spellings}) == 1


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("pl. Wolności", "pl", ("wolnosci",)),
        ("ul. Plac Wolności", "pl", ("wolnosci",)),
        ("Wolności", "", ("wolnosci",)),
        ("Rynek", "", ("rynek",)),
        ("Rondo", "", ("rondo",)),
        ("skwer Ofiar Katynia", "skwer", ("ofiar", "katynia")),
        ("bulw. Nadrzeczny", "bulwar", ("nadrzeczny",)),
        ("Marii i Lecha", "", ("marii", "i", "lecha")),
        ("", "", ()),
    ],
)
def test_the_kind_of_a_street_is_kept_apart(text: str, kind: str, words: tuple[str, ...]) -> None:
    assert street_name(text) == (kind, words)


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("A. Mickiewicza", "Adama Mickiewicza", True),
        ("Mickiewicza", "Adama Mickiewicza", True),
        ("prof. Sikorskiego", "gen. Władysława Sikorskiego", True),
        ("Kazimierza Wielkiego", "Karola Wielkiego", False),
        ("1 Maja", "3 Maja", False),
        ("Maja", "3 Maja", False),
        ("Pawła II", "Jana Pawła II", True),
    ],
)
def test_streets_with_one_last_word_may_still_be_two(one: str, other: str, fits: bool) -> None:
    assert compatible(street_name(one), street_name(other)) is fits
    assert compatible(street_name(other), street_name(one)) is fits


@pytest.mark.parametrize("text", ["Kuniów", "KUNIÓW", "kuniow", "Kuniów k. Kluczborka", "Kuniów, gm. Kluczbork"])
def test_a_locality_has_one_key(text: str) -> None:
    assert place_key(text) == "kuniow"
