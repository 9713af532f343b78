"""Prints and public files: tagged, whole, in order, and without a word that nobody agreed to."""

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.geo.map_drawing import MapContent
from app.geo.shapes import BaseMap, MarkerGroup, Place
from app.people.office.domain import Office
from app.printing.label_pages import label_sheet, label_sheets
from app.printing.map_pages import Paper
from app.registers.ngos.dictionary import groups, shipped
from app.registers.ngos.organisations.disclosure import markers_of, public_view
from app.registers.ngos.organisations.domain import Achievement, Address, AddressKind, Organisation, PublicField
from app.registers.ngos.organisations.printout.card import card_pdf
from app.registers.ngos.organisations.printout.entry import NOBODY, Arrangement, Entry, entry_of
from app.registers.ngos.organisations.printout.features import geojson
from app.registers.ngos.organisations.printout.labels import address_label, labels_pdf
from app.registers.ngos.organisations.printout.listing import listing_pdf
from app.registers.ngos.organisations.printout.map_sheet import Placed, map_pdf
from app.registers.ngos.organisations.printout.webpage import webpage
from tests.printing.reading import opened, read, tagging_faults, texts
from tests.registers.ngos.organisations.sample import DAY, consents, organisation, placed
from tests.registers.ngos.organisations.test_disclosure import forbidden, marked

OFFICE = Office(id=1, version=1, name="Urząd Miejski w Przykładowej", gmina="Gmina Przykładowa")
HOSTILE = "<script>alert('Ł')</script> & \"ą\" \x07" + "bardzodługiesłowo" * 8
BASE = BaseMap(places=[Place(name="Zalesie", x=421_000.0, y=351_000.0)], source="Materiały PZGiK")


def said(pdf: bytes, folder: Path | None = None) -> str:
    """What a print says; with a folder its tags are checked, too."""
    if folder is not None:
        assert tagging_faults(pdf, folder) == []
    return " ".join(" ".join(texts(pdf)).replace("\xa0", " ").split())


def shown(*records: Organisation) -> list[tuple[Organisation, Entry]]:
    """What may be published of them."""
    views = [public_view(one, DAY, {"Zalesie": (421_000.0, 351_000.0)}.get) for one in records]
    return [(view, entry_of(view, shipped())) for view in views if view is not None]


def entries(*records: Organisation) -> list[Entry]:
    return [entry for _, entry in shown(*records)]


def page(*records: Organisation) -> str:
    """The page for the BIP."""
    found = shown(*records)
    markers = [marker for one, entry in found for marker in markers_of(one.id, one, entry.group)]
    content = MapContent(base=BASE, markers=markers, groups=marker_groups())
    return webpage([entry for _, entry in found], content, OFFICE, DAY, source=shipped().source)


def marker_groups() -> Sequence[MarkerGroup]:
    return tuple(MarkerGroup(key=g.key, letter=g.letter, name=g.name, colour=g.colour) for g in groups())


# -- the list ---------------------------------------------------------------------------------------------------------


def test_the_list_has_the_columns_and_headings_of_the_old_one(tmp_path: Path) -> None:
    text = said(listing_pdf(entries(organisation()), OFFICE, None, DAY), tmp_path)
    for expected in (
        "Wykaz organizacji wraz ze wskazaniem przedmiotu działalności – Mapa aktywności",
        "Lp. Nazwa organizacji Adres, telefon Rodzaj działalności",
        "Prezes: Łucja Żądło",
        "Dom Kultury, ul. Wolności 5, 46-200 Przykładów",
        "tel. 77 418 00 01",
        "Miejsce działania: Zalesie 12",
        "Cele statutowe: Podtrzymywanie tradycji.",
        "Wykonywane zadania: Warsztaty rękodzieła. Wycieczki.",
        "Osiągnięcia: 2025 – Festyn dla 300 osób",
        "Stan na 22.11.2026. 1 organizacja.",
    ):
        assert expected in text, expected
    assert "użytku wewnętrznego" not in text


@pytest.mark.parametrize(
    ("arrangement", "order"),
    [
        (Arrangement.NAME, ["Ćma", "Łąka", "Żuk"]),
        (Arrangement.LOCALITY, ["Łódź", "Łąka", "Zalesie", "Żuk", "Bez podanej miejscowości", "Ćma"]),
        (Arrangement.SPHERE, ["K – Kultura", "Ćma", "S – Sport", "Żuk", "Bez podanej sfery", "Łąka"]),
    ],
)
def test_the_list_is_in_order(arrangement: Arrangement, order: list[str]) -> None:
    records = (
        organisation(1, name="Żuk", addresses=(Address(place="Zalesie"),), leading="17", spheres=("17",)),
        organisation(2, name="Łąka", addresses=(Address(place="Łódź"),), leading="", spheres=()),
        organisation(3, name="Ćma", addresses=(), leading="16", spheres=("16",)),
    )
    text = said(listing_pdf(entries(*records), OFFICE, None, DAY, arrangement=arrangement))
    places = [text.find(each, text.find("Rodzaj działalności") - 120) for each in order]
    assert -1 not in places
    assert places == sorted(places)


def test_long_texts_go_on_overleaf_and_are_whole(tmp_path: Path) -> None:
    long = organisation(
        name=(HOSTILE * 3)[:300],
        aims="Ąę " * 1330 + "koniec",
        tasks="\n".join(f"zadanie{n}" for n in range(300)),
        achievements=tuple(Achievement(year=1950 + n, text="sukces " * 140) for n in range(60)),
    )
    pdf = listing_pdf(entries(long, organisation(2)), OFFICE, None, DAY)
    text = said(pdf, tmp_path)
    assert (text.count("Ąę"), text.count("sukces")) == (1330, 60 * 140)
    assert "zadanie299" in text
    rows = read(pdf).find("TR")
    # the header and two rows of four cells each, however many pages they take
    assert [len(row.kids) for row in rows] == [4, 4, 4]


def test_an_empty_list_and_the_internal_one_say_so(tmp_path: Path) -> None:
    assert NOBODY in said(listing_pdf([], OFFICE, None, DAY), tmp_path)
    pdf = listing_pdf([entry_of(organisation(), shipped())], OFFICE, None, DAY, internal=True)
    assert "Do użytku wewnętrznego" in said(pdf, tmp_path)


def test_120_organisations_are_numbered_through(tmp_path: Path) -> None:
    pdf = listing_pdf(entries(*(organisation(n + 1) for n in range(120))), OFFICE, None, DAY)
    assert "120. Stowarzyszenie" in said(pdf, tmp_path)
    # headings that stand over their texts took 44 pages
    assert len(opened(pdf).pages) <= 25


# -- card and map ------------------------------------------------------------------------------------------------------


def test_the_public_card_has_nothing_of_the_internal_one(tmp_path: Path) -> None:
    one = organisation(name=HOSTILE[:300])
    inside = said(card_pdf(one, shipped(), OFFICE, None, DAY, internal=True), tmp_path)
    view = public_view(one, DAY)
    assert view is not None
    public = said(card_pdf(view, shipped(), OFFICE, None, DAY), tmp_path)
    for secret in ("74 0000", "Uwaga wewnętrzna", "formularz", "Do użytku wewnętrznego"):
        assert secret in inside
        assert secret not in public


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("count", [0, 1, 120])
def test_the_map_is_tagged_and_its_index_has_everybody(tmp_path: Path, paper: Paper, count: int) -> None:
    records = [
        organisation(n, addresses=(replace(placed(place="Zalesie"), x=420_000.0 + 97 * n, y=350_000.0 + 61 * n),))
        for n in range(count)
    ]
    markers = [marker for one in records for marker in markers_of(one.id, one, "culture")]
    nowhere = [replace(marker, id=9999, title="Bez miejsca") for marker in markers[:1]]
    pdf = map_pdf(
        BASE, Placed(markers=markers, unplaced=nowhere), marker_groups(), OFFICE, DAY, paper=paper, internal=True
    )
    text = said(pdf, tmp_path)
    assert "Stan na" in text or "stan na 22.11.2026" in text
    assert [n for n in range(count) if f"Źródło {n}" not in text] == []
    assert ("Bez miejsca" in text) is bool(count)


# -- labels ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", [each.key for each in label_sheets()])
def test_no_letter_leaves_its_label(sheet: str, tmp_path: Path) -> None:
    import pypdfium2

    long = Address(
        premises=("Dom Kultury " * 14)[:160],
        street=("ul. Długa " * 12)[:120],
        number="123a/45",
        postal_code="46-200",
        place="Łódź" * 20,
        post_town="Żary" * 20,
    )
    records = [organisation(n, name=("Ż" * 300, HOSTILE[:300], "Świt")[n % 3], addresses=(long,)) for n in range(30)]
    labels = [label for label in map(address_label, records) if label is not None]
    kind = label_sheet(sheet)
    pdf = labels_pdf(labels, kind, DAY, skip=1)
    assert tagging_faults(pdf, tmp_path) == []
    found = 0
    for paper in pypdfium2.PdfDocument(pdf):
        content = paper.get_textpage()
        for index in range(content.count_chars()):
            if not content.get_text_range(index, 1).strip():
                continue
            left, low, right, high = content.get_charbox(index, loose=True)
            found += 1
            assert any(
                x <= left
                and right <= x + kind.width * 72 / 25.4
                and y <= 841.89 - high
                and 841.89 - low <= y + kind.height * 72 / 25.4
                for x, y in map(kind.corner, range(kind.count))
            ), (index, left, low)
        content.close()
        paper.close()
    assert found > 1000


def test_labels_take_the_postal_address_and_leave_used_places_free() -> None:
    label = address_label(organisation())
    assert label is not None
    assert label.lines == ("skr. poczt. 7", "46-201 Przykładów")
    village = address_label(organisation(addresses=(Address(place="Zalesie", number="3", postal_code="46-211"),)))
    assert village is not None
    assert village.lines == ("Zalesie 3", "46-211 Zalesie")
    served = Address(street="ul. Leśna", number="3", postal_code="46-200", place="Zakątek", post_town="Przykładów")
    posted = address_label(organisation(addresses=(served,)))
    assert posted is not None
    assert posted.lines == ("ul. Leśna 3, Zakątek", "46-200 Przykładów")
    assert address_label(organisation(addresses=())) is None
    assert len(opened(labels_pdf([label] * 24, label_sheet("3x8"), DAY)).pages) == 1
    assert len(opened(labels_pdf([label] * 24, label_sheet("3x8"), DAY, skip=1)).pages) == 2


# -- files ----------------------------------------------------------------------------------------------------------


def test_geojson_has_a_feature_for_each_place_and_one_without_geometry() -> None:
    here = (placed(place="Zalesie"), placed(kind=AddressKind.ACTIVITY, place="Zalesie", number="7"))
    found = json.loads(geojson(shown(organisation(1, addresses=here), organisation(2, addresses=())), marker_groups()))
    assert [each["id"] for each in found["features"]] == ["1-1", "1-2", "2-0"]
    assert [each["geometry"] and each["geometry"]["type"] for each in found["features"]] == ["Point", "Point", None]
    assert found["features"][0]["properties"]["osoby"] == [
        "Prezes: Łucja Żądło – tel.\xa0600\xa0100\xa0200, lucja@ngo.pl"
    ]


class _Page(HTMLParser):
    """What a machine can check of a page: ids, references, headings, open elements."""

    EMPTY = frozenset({"meta", "link", "br", "img", "input", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def of(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_page_breaks_no_rule_that_a_machine_can_check(count: int) -> None:
    records = [
        organisation(
            n,
            name=f"{HOSTILE[:100]}{n}",
            website="javascript:alert(1)",
            email='a"b@c.pl',
            aims=HOSTILE,
            addresses=(placed(place=f"Wieś {'<b>' * n}"),),
            leading=("16", "17", "")[n],
        )
        for n in range(count)
    ]
    text = page(*records)
    parsed = _Page()
    parsed.feed(text)
    assert (parsed.faults, parsed.open) == ([], [])
    ids = [attributes["id"] for _, attributes in parsed.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    named = {
        one
        for _, attributes in parsed.tags
        for key in ("aria-labelledby", "aria-describedby", "for")
        for one in (attributes.get(key) or "").split()
    }
    assert named <= set(ids)
    assert parsed.of("html")[0]["lang"] == "pl"
    assert [tag for tag, _ in parsed.tags if re.fullmatch(r"h\d", tag)] == ["h1", "h2", "h2"]
    assert not {"script", "img", "link", "iframe", "object", "style "} & {tag for tag, _ in parsed.tags}
    assert not [key for _, attributes in parsed.tags for key in attributes if key.startswith("on")]
    assert all(attributes.get("scope") in ("col", "row") for attributes in parsed.of("th"))
    assert [link["href"] for link in parsed.of("a") if not re.match(r"#|tel:[\d+]+$|mailto:", link["href"] or "")] == []
    assert {"select", "table"} <= {tag for tag, _ in parsed.tags} or count < 3
    assert "\x07" not in text


def test_no_two_landmarks_of_the_page_have_one_name() -> None:
    parsed = _Page()
    parsed.feed(page(organisation(1), organisation(2)))
    named = [
        attributes["aria-labelledby"]
        for tag, attributes in parsed.tags
        if attributes.get("aria-labelledby") and "region" in (attributes.get("role"), {"section": "region"}.get(tag))
    ]
    assert len(named) == len(set(named)) == 2


def test_two_choices_that_leave_nothing_are_explained() -> None:
    records = [
        organisation(1, addresses=(placed(place="Zalesie"),), leading="16", spheres=("16",)),
        organisation(2, addresses=(placed(place="Łódź"),), leading="17", spheres=("17",)),
    ]
    text = page(*records)
    assert 'role="status">Żadna organizacja nie pasuje' in text
    # Łódź is m-0: culture is only in Zalesie, sport only in Łódź
    assert re.findall(r"\[value=(g-\w+)\].*\[value=(m-\d)\]\)\) \.none", text) == [
        ("g-culture", "m-0"),
        ("g-sport", "m-1"),
    ]


@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
@pytest.mark.parametrize("width", [320, 768])
def test_a_narrow_window_needs_no_scrolling_sideways(tmp_path: Path, width: int) -> None:
    """WCAG 2.1, 1.4.10: only the map may be wider than 320 pixels."""
    inside = page(*(organisation(n, name=f"{HOSTILE[-60:]} {n}", addresses=(placed(),)) for n in (1, 2, 3)))
    inside = re.sub(r"<meta http-equiv[^>]*>", "", inside)
    outer = tmp_path / "outer.html"
    outer.write_text(
        f'<!DOCTYPE html><iframe width="{width}" height="600" style="border:0" srcdoc="{escape(inside)}"></iframe>'
        "<script>onload = () => { const root = document.querySelector('iframe').contentDocument.documentElement; "
        "document.title = 'beyond: ' + (root.scrollWidth - root.clientWidth) }</script>",
        encoding="utf-8",
    )
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    shown = subprocess.run([*command, "--dump-dom", outer.as_uri()], capture_output=True, timeout=120, check=True)
    assert "<title>beyond: 0</title>" in shown.stdout.decode()


def test_only_web_addresses_become_links() -> None:
    texts_ = {"zrodlo.pl": "https://zrodlo.pl", "http://a.pl/x?y=1&z": "http://a.pl/x?y=1&amp;z"}
    for typed, link in texts_.items():
        assert f'href="{link}"' in page(organisation(website=typed))
    for typed in ("javascript:alert(1)", "data:text/html,x", "nie mamy", "//a.pl"):
        assert 'rel="noopener' not in page(organisation(website=typed))


# -- nothing without consent in anything public --------------------------------------------------------------------


@settings(max_examples=40)
@given(allowed=st.frozensets(st.sampled_from(PublicField)), private=st.booleans())
def test_no_text_without_consent_is_in_a_public_file(allowed: frozenset[PublicField], private: bool) -> None:
    one = marked(1, allowed, private=private)
    told = geojson(shown(one), marker_groups()) + page(one)
    assert {word for word in forbidden(allowed, private=private) if word in told} == set()


@settings(max_examples=8)
@given(allowed=st.frozensets(st.sampled_from(PublicField)).map(lambda some: some | {PublicField.LISTING}))
def test_no_text_without_consent_is_in_a_public_print(allowed: frozenset[PublicField]) -> None:
    found = shown(marked(1, allowed, private=True))
    one, entry = found[0]
    markers = list(markers_of(one.id, one, entry.group))
    prints = (
        listing_pdf([entry], OFFICE, None, DAY),
        card_pdf(one, shipped(), OFFICE, None, DAY),
        map_pdf(BASE, Placed(markers=markers, unplaced=()), marker_groups(), OFFICE, DAY),
    )
    told = " ".join(said(pdf) for pdf in prints)
    assert {word for word in forbidden(allowed, private=True) if word in told} == set()


def test_a_withdrawn_consent_leaves_the_public_list() -> None:
    listing = replace(consents(PublicField.LISTING)[0], withdrawn_on=date(2026, 11, 1))
    assert entries(organisation(consents=(listing,))) == []
