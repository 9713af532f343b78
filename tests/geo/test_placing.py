"""Addresses found among the gmina's address points: how, how surely, and when better not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.polish import fold
from app.geo.addresses import parse_address
from app.geo.placing import AddressIndex, Placed, PlacingMethod
from app.geo.shapes import AddressPoint, Place

TOWN, VILLAGE, SECOND = "Przykładowa", "Brzezie Małe", "Zalesie"
STREETS = (
    "ul. Wolności", "plac Wolności", "ul. Adama Mickiewicza", "al. Jana Pawła II", "ul. gen. Władysława Sikorskiego",
    "ul. 1 Maja", "ul. 3 Maja", "ul. ks. Jana Twardowskiego", "ul. św. Anny", "os. Tysiąclecia", "Rynek", "ul. Długa",
    "ul. Kazimierza Wielkiego", "ul. Karola Wielkiego", "rondo Solidarności", "skwer Harcerzy", "bulwar Nadrzeczny",
    "ul. Marii Skłodowskiej-Curie", "ul. Zalesie", "ul. Kochanowskiego", "ul. Kossaka", "ul. Polna",
)  # fmt: skip


def points() -> list[AddressPoint]:
    """Every street on a northing of its own, every number on an easting of its own."""
    found = [
        AddressPoint(TOWN, street, str(number), 400_000.0 + number, 300_000.0 + 1_000 * row)
        for row, street in enumerate(STREETS)
        for number in (1, 3, 4, 5, 7, 12, 20)
        if not (street == "plac Wolności" and number > 7)
    ]
    found += [AddressPoint(TOWN, "ul. Długa", text, 400_100.0, 311_000.0 + i) for i, text in enumerate(("9A/2", "12B"))]
    found += [
        AddressPoint(name, "", str(number), 410_000.0 + number, 320_000.0 + 1_000 * row)
        for row, name in enumerate((VILLAGE, SECOND))
        for number in (1, 2, 3, 8, 12, 30)
    ]
    return [*found, AddressPoint(SECOND, "ul. Leśna", "6", 410_500.0, 321_500.0)]


INDEX = AddressIndex(points(), [Place(name=TOWN, x=400_050.0, y=300_500.0)])
E, S, N, C = PlacingMethod.EXACT, PlacingMethod.SIMILAR_STREET, PlacingMethod.NEAREST_NUMBER, PlacingMethod.PLACE_CENTRE

SPELLINGS = [
    ("ul. Wolności 5, 00-001 Przykładowa", E, "ul. Wolności 5"),
    ("Przykładowa, ulica Wolności 5/3", E, "ul. Wolności 5"),
    ("PRZYKŁADOWA UL.WOLNOSCI 5", E, "ul. Wolności 5"),
    ("plac Wolności 5, Przykładowa", E, "plac Wolności 5"),
    ("Pl. Wolnosci 5 m. 7, Przykladowa", E, "plac Wolności 5"),
    ("Wolności 20, Przykładowa", S, "ul. Wolności 20"),
    ("ul. Mickiewicza 7, Przykładowa", S, "ul. Adama Mickiewicza 7"),
    ("ul. A. Mickiewicza 7, Przykładowa", S, "ul. Adama Mickiewicza 7"),
    ("Adama Mickiewicza 7 lok. 2, Przykładowa", E, "ul. Adama Mickiewicza 7"),
    ("ul. Adama Mickewicza 7, Przykładowa", S, "ul. Adama Mickiewicza 7"),
    ("Mickiewicza Adama 7, Przykładowa", S, "ul. Adama Mickiewicza 7"),
    ("al. JP II 12, Przykładowa", E, "al. Jana Pawła II 12"),
    ("Jana Pawla 2 12, Przykładowa", E, "al. Jana Pawła II 12"),
    ("ul. Jana Pawła II 12, Przykładowa", S, "al. Jana Pawła II 12"),
    ("Aleja Jana Pawła II nr 12, 00-001 Przykładowa", E, "al. Jana Pawła II 12"),
    ("ul. gen. Sikorskiego 4, Przykładowa", S, "ul. gen. Władysława Sikorskiego 4"),
    ("ul. generała W. Sikorskiego 4, Przykładowa", S, "ul. gen. Władysława Sikorskiego 4"),
    ("Sikorskiego 4A, Przykładowa", N, "ul. gen. Władysława Sikorskiego 4"),
    ("ul. 1-go Maja 3, Przykładowa", E, "ul. 1 Maja 3"),
    ("Pierwszego Maja 3, Przykładowa", E, "ul. 1 Maja 3"),
    ("ul. 3 Maja 3, Przykładowa", E, "ul. 3 Maja 3"),
    ("ul. III Maja 3, Przykładowa", E, "ul. 3 Maja 3"),
    ("ul. 2 Maja 3, Przykładowa", C, TOWN),
    ("ul. księdza Jana Twardowskiego 1, Przykładowa", E, "ul. ks. Jana Twardowskiego 1"),
    ("ul. Twardowskiego 1, Przykładowa", S, "ul. ks. Jana Twardowskiego 1"),
    ("Świętej Anny 20, Przykładowa", E, "ul. św. Anny 20"),
    ("Os. 1000-lecia 12/48, Przykładowa", E, "os. Tysiąclecia 12"),
    ("osiedle Tysiaclecia 12 m 48, Przykładowa", E, "os. Tysiąclecia 12"),
    ("Rynek 1, Przykładowa", E, "Rynek 1"),
    ("ul. Rynek 1, Przykładowa", E, "Rynek 1"),
    ("Przykładowa, Rondo Solidarności 3", E, "rondo Solidarności 3"),
    ("skwer Harcerzy 3, Przykładowa", E, "skwer Harcerzy 3"),
    ("bulw. Nadrzeczny 3, Przykładowa", E, "bulwar Nadrzeczny 3"),
    ("ul. Skłodowskiej-Curie 5, Przykładowa", S, "ul. Marii Skłodowskiej-Curie 5"),
    ("M. Skłodowskiej Curie 5, Przykładowa", S, "ul. Marii Skłodowskiej-Curie 5"),
    ("ul. Długa 9a/2, Przykładowa", E, "ul. Długa 9A/2"),
    ("ul. Długa 12 b, Przykładowa", E, "ul. Długa 12B"),
    ("ul. Dluga 9, Przykładowa", N, "ul. Długa 9A/2"),
    ("ul. Długa 22, Przykładowa", N, "ul. Długa 20"),
    ("ul. Długa 120, Przykładowa", C, TOWN),
    ("ul. Nieistniejąca 5, Przykładowa", C, TOWN),
    ("ul. Długa, Przykładowa", C, TOWN),
    ("Przykładowa", C, TOWN),
    ("Przykladwa, ul. Długa 7", S, "ul. Długa 7"),
    ("Brzezie Małe 12, 00-001 Przykładowa", E, "Brzezie Małe 12"),
    ("Brzezie Małe nr 12", E, "Brzezie Małe 12"),
    ("00-002 Brzezie Male 12a", N, "Brzezie Małe 12"),
    ("Brzezie Małe, 8", E, "Brzezie Małe 8"),
    ("Brzezie Małe 10", N, "Brzezie Małe 8"),
    ("Brzezie Małe 20", C, VILLAGE),
    ("Zalesie 30 k. Przykładowej", E, "Zalesie 30"),
    ("Zalesie 30, 00-001 Przykładowa", E, "Zalesie 30"),
    ("ul. Leśna 6, Zalesie", E, "ul. Leśna 6"),
    ("ul. Leśna 6, Zalesie, 00-001 Przykładowa", E, "ul. Leśna 6"),
    ("Zalesie 30\n00-001 Przykładowa", E, "Zalesie 30"),
    ("Przykładowa Polna 7", E, "ul. Polna 7"),
    ("ul. Kochanowskego 7, Przykładowa", S, "ul. Kochanowskiego 7"),
]


@pytest.mark.parametrize(("text", "method", "matched"), SPELLINGS, ids=[text for text, _, _ in SPELLINGS])
def test_a_spelling_is_placed_in_the_way_it_deserves(text: str, method: PlacingMethod, matched: str) -> None:
    placed = INDEX.place(*parse_address(text))
    assert placed is not None
    assert (placed.method, placed.matched.removeprefix(f"{TOWN}, ").removeprefix(f"{SECOND}, ")) == (method, matched)
    assert (placed.certainty == 100) is (method is E)


@pytest.mark.parametrize(
    "text",
    [
        "Wolności 5, Przykładowa",  # the street and the square both have it
        "Wolności 8, Przykładowa",
        "ul. Wielkiego 5, Przykładowa",  # Kazimierza or Karola
        "Zalesie 3, 00-001 Przykładowa",  # the village, or the street called after it
        "ul. Kopernika 5, Wzorcowo",
        "Wzorcowo 5",
        "ul. Polna 700",
        "",
    ],
)
def test_what_could_be_two_places_or_lies_elsewhere_is_not_placed(text: str) -> None:
    assert INDEX.place(*parse_address(text)) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Wolności 5, Przykładowa", {"ul. Wolności 5", "plac Wolności 5"}),
        ("ul. Wielkiego 5, Przykładowa", {"ul. Kazimierza Wielkiego 5", "ul. Karola Wielkiego 5"}),
        ("ul. Kochanovskiego 5, Przykładowa", {"ul. Kochanowskiego 5"}),
        ("ul. Mickiewicza, Przykładowa", {"ul. Adama Mickiewicza 7"}),
        ("ul. Polna 700", {"ul. Polna 7"}),
    ],
)
def test_suggestions_begin_with_what_is_most_alike(text: str, first: set[str]) -> None:
    found = INDEX.suggest(*parse_address(text))
    assert {placed.matched.removeprefix(f"{TOWN}, ") for placed in found[: len(first)]} == first
    assert [placed.certainty for placed in found] == sorted((placed.certainty for placed in found), reverse=True)
    assert len(found) <= 5


def test_an_address_without_a_locality_is_found_where_only_one_has_it() -> None:
    placed = INDEX.place("", "ul. Leśna", "6")
    assert placed == Placed(410_500.0, 321_500.0, S, 70, "Zalesie, ul. Leśna 6")


def test_the_nearest_number_costs_certainty_by_its_distance() -> None:
    placed = [INDEX.place(TOWN, "ul. Długa", number) for number in ("12a", "21", "22")]
    assert [(each.method, each.certainty) for each in placed if each] == [(N, 90), (N, 75), (N, 80)]


def test_two_villages_of_one_name_are_not_taken_for_one() -> None:
    index = AddressIndex([AddressPoint("Nowa Wieś", "", "1", x, 300_000.0) for x in (400_000.0, 410_000.0)])
    assert index.place("Nowa Wieś", "", "1") is None
    assert len(index.suggest("Nowa Wieś", "", "1")) >= 2


@pytest.mark.parametrize("given", [[], [AddressPoint("", "", "", 0.0, 0.0)], [AddressPoint("X", "ul.", "-", 0.0, 0.0)]])
def test_an_index_of_nothing_places_nothing_and_suggests_nothing_exact(given: list[AddressPoint]) -> None:
    index = AddressIndex(given)
    assert index.place("Kuniów", "ul. Polna", "5") is None
    assert all(placed.method is C for placed in index.suggest("X", "ul. Polna", "5"))


def _noisy(place: str, street: str, number: str, noise: tuple[bool, bool, str, str, str]) -> str:
    plain, capitals, flat, gap, code = noise
    text = f"{street}{gap}{number}{flat},{gap}{code}{place}".strip()
    text = fold(text) if plain else text
    return text.upper() if capitals else text


@given(
    point=st.sampled_from([point for point in points() if point.number.isdigit() and point.place != SECOND]),
    noise=st.tuples(
        st.booleans(),
        st.booleans(),
        st.sampled_from(["", " m. 3", " m 12", " lok. 2", "/7", " lokal 1A"]),
        st.sampled_from([" ", "  ", "\t", "\xa0"]),
        st.sampled_from(["", "00-001 ", "00001 ", "00 - 001 ", "\n"]),
    ),
)
def test_case_diacritics_flats_codes_and_gaps_do_not_change_the_place(
    point: AddressPoint, noise: tuple[bool, bool, str, str, str]
) -> None:
    text = _noisy(point.place, point.street or point.place, point.number, noise)
    placed = INDEX.place(*parse_address(text))
    assert placed is not None
    assert (placed.x, placed.y, placed.method, placed.certainty) == (point.x, point.y, E, 100), text


@given(st.text(st.sampled_from("aąZł19 ./,-\n\xa0„ul.mkoprys") | st.characters(codec="utf-8"), max_size=60))
def test_no_text_is_too_strange_to_be_answered(text: str) -> None:
    address = parse_address(text)
    assert not any("\x00" in part or part != part.strip() for part in address), text
    placed = INDEX.place(*address)
    assert placed is None or 0 < placed.certainty <= 100
    assert all(0 < each.certainty <= 100 for each in INDEX.suggest(*address))


@pytest.mark.parametrize("text", ["1 " * 10_000, "1" + " " * 20_000, "x. " * 6_000, "a 1 " * 4_000, "ul. " * 5_000])
def test_an_endless_text_ends(text: str) -> None:
    assert INDEX.place(*parse_address(text)) is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("Zalesei", SECOND), ("Przykladowa", TOWN), ("zalesie", SECOND), ("Warszawa", ""), (" ", "")]
)
def test_the_locality_that_is_meant(typed: str, meant: str) -> None:
    assert INDEX.place_meant(typed) == meant
    assert AddressIndex(()).place_meant(typed) is None
