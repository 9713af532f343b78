"""Printed cards and the guide: the text read back in structure order is the record, tagged without a fault."""

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.core.opening_hours import HoursException, OpeningHours
from app.core.polish import sort_key
from app.core.progress import Cancelled
from app.demo.cards import demo_cards
from app.demo.office import demo_units
from app.people.office.domain import BankAccount, Office
from app.people.office.printout import DEMONSTRATION
from app.people.units.domain import Unit
from app.printing.render import page_count
from app.printing.styles import Variant
from app.registers.service_cards.domain import (
    AppealKind,
    CardStatus,
    CollectWay,
    DocumentForm,
    DocumentHandling,
    Fee,
    FeeKind,
    LegalBasis,
    NeededDocument,
    PaymentWay,
    ServiceCard,
    SilenceEffect,
    SubmitWay,
    TimeUnit,
)
from app.registers.service_cards.guide import guide_pdf
from app.registers.service_cards.printout.card import card_pdf, card_text, check_code
from tests.printing.reading import opened, read, tagging_faults, texts

DAY = date(2026, 11, 22)
DEMO = Path(__file__).parents[3] / "resources" / "demo"
ARMS = (DEMO / "coat_of_arms.svg").read_bytes()
CLAUSE = "Administratorem danych jest Burmistrz. Masz prawo do wglądu w swoje dane."
OFFICE = Office(
    id=1,
    version=1,
    name="Urząd Miejski w Przykładowej",
    gmina="Gmina Przykładowa",
    street="ul. Ratuszowa 1",
    postal_code="00-000",
    town="Przykładowa",
    phone="00 000 00 00",
    email="urzad@przykladowa.example",
    bip="bip.przykladowa.example",
    hours=tuple(OpeningHours(weekday=day, opens="08:00", closes="15:00") for day in range(5)),
    hours_exceptions=(HoursException(day=date(2026, 12, 24), reason="Wigilia"),),
    bank_accounts=(
        BankAccount(purpose="opłata skarbowa", nrb="74000000000000000000000001", note="w tytule: rodzaj sprawy"),
    ),
    data_protection=CLAUSE,
    demonstration=True,
)
FULL = ServiceCard(
    id=7,
    version=4,
    edition=3,
    edition_on=date(2026, 11, 2),
    symbol="SO-01",
    name="Wydanie dowodu osobistego",
    status=CardStatus.PUBLISHED,
    purpose="Dowód potwierdza tożsamość.",
    steps=("Składasz wniosek.", "Odbierasz dowód."),
    who_may_apply=("Każdy obywatel polski",),
    not_for=("Osób bez obywatelstwa",),
    synonyms=("zgubiłem dowód", "łatwy dowód"),
    legal_bases=(LegalBasis(act="Ustawa o dowodach osobistych", journal_year=2022, journal_item=671),),
    documents=(
        NeededDocument(name="Wniosek", note="wypełnia urzędnik"),
        NeededDocument(name="Fotografia", form=DocumentForm.COPY),
        NeededDocument(name="Paszport", handling=DocumentHandling.SHOW, condition="jeśli go masz"),
    ),
    fees=(
        Fee(title="odpis skrócony", amount=2200, account_purpose="opłata skarbowa"),
        Fee(title="odpis zupełny", amount=3300, exemption="Zwolnione są sprawy alimentów."),
        Fee(title="dawna stawka", amount=1100, valid_to=date(2025, 12, 31)),
    ),
    payment_ways=(PaymentWay.TRANSFER,),
    limit_unit=TimeUnit.DAYS,
    limit_number=30,
    limit_note="od złożenia wniosku",
    limit_extension="do 2 miesięcy w sprawie trudnej",
    resident_limit_unit=TimeUnit.DAYS,
    resident_limit_number=14,
    resident_limit_note="od zmiany nazwiska",
    unit_id=1,
    unit_name="Referat Spraw Obywatelskich",
    building="ratusz",
    floor="parter",
    room="12",
    window="2",
    phone="00 000 02 17",
    email="dowody@przykladowa.example",
    clerk_post="inspektor ds. dowodów",
    submit_ways=(SubmitWay.IN_PERSON, SubmitWay.POST),
    collect_ways=(CollectWay.IN_PERSON,),
    appeal_kind=AppealKind.APPEAL,
    appeal_body="Wojewoda",
    appeal_days=14,
    result="dowód osobisty",
    silence_effect=SilenceEffect.REMINDER,
    notes="Utratę dowodu zgłoś od razu.\nZabierz okulary.",
    sign_language="Tłumacz w pokoju 1",
    prepared_by="inspektor",
    prepared_on=date(2026, 9, 7),
    facts_as_of=date(2026, 8, 31),
    review_on=date(2027, 11, 2),
)
EMPTY = ServiceCard(id=1, version=1, symbol="SO-99", name="Sprawa bez opisu")
UNITS = (
    Unit(id=1, version=1, symbol="SO", name="Referat Spraw Obywatelskich", room="12"),
    Unit(id=2, version=1, symbol="FN", name="Referat Finansów"),
)


def demo() -> list[ServiceCard]:
    drafts = demo_cards({entry.unit.symbol: n for n, entry in enumerate(demo_units(DEMO), 1)}, DEMO)
    return [
        ServiceCard(**{f.name: getattr(draft, f.name) for f in fields(draft)}, id=n, version=1, unit_name="Referat")
        for n, draft in enumerate(drafts, 1)
    ]


def printed(card: ServiceCard, variant: Variant = Variant.STANDARD, office: Office = OFFICE) -> bytes:
    return card_pdf([card], office, ARMS, DAY, variant)


def page_texts(pdf: bytes) -> list[str]:
    """Everything visible on each page, artifacts included."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    found = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return found


def assert_in_order(said: Sequence[str], wanted: Sequence[str]) -> None:
    text = "\n".join(said)
    place = 0
    for words in wanted:
        found = text.find(words, place)
        assert found >= 0, f"{words!r} does not follow in\n{text}"
        place = found + len(words)


def test_a_full_card_read_in_structure_order_is_the_record() -> None:
    said = texts(printed(FULL))
    assert_in_order(
        said,
        [
            "Urząd Miejski w Przykładowej",
            DEMONSTRATION,
            "SO-01",
            "Wydanie dowodu osobistego",
            "Dowód potwierdza tożsamość.",
            *("Ile kosztuje", "22,00 / 33,00 zł"),
            *("Ile to trwa", "do 30 dni", "od złożenia wniosku"),
            *("Gdzie", "pokój 12, parter", "okienko 2, ratusz"),
            *("Kiedy", "pon.–pt. 8–15"),
            "Twój termin: 14 dni od zmiany nazwiska",
            *("Kto może to załatwić", "Każdy obywatel polski", "Osób bez obywatelstwa"),
            *("Do złożenia", "Wniosek", "wypełnia urzędnik", "Fotografia", "kopia"),
            *("Do wglądu", "Paszport", "jeśli go masz"),
            *("1", "Składasz wniosek.", "2", "Odbierasz dowód.", "Wynik: dowód osobisty."),
        ],
    )
    for words in (
        "do 2 miesięcy w sprawie trudnej",
        "inspektor ds. dowodów",
        "tel. 00 000 02 17",
        "dowody@przykladowa.example",
        "Zwolnione są sprawy alimentów.",
        "74 0000 0000 0000 0000 0000 0001",
        "w tytule: rodzaj sprawy",
        "osobiście, pocztą.",
        "w ciągu 14 dni od doręczenia",
        "ponaglenie",
        "Utratę dowodu zgłoś od razu.",
        "Zabierz okulary.",
        "Ustawa o dowodach osobistych (Dz.U. 2022 poz. 671)",
        "Tłumacz w pokoju 1",
        "Stan przepisów i stawek: 31.08.2026.",
        CLAUSE,
    ):
        assert any(words in text for text in said), words
    assert not any("dawna stawka" in text for text in said)


# -- as text ---------------------------------------------------------------------------------------------


def words_of(text: str) -> list[str]:
    """Words in order, without the marks that stand for bullets, boxes, numbers and columns."""
    return [word for word in text.replace("\u00a0", " ").split() if word not in MARKS]


MARKS = {"–", "•", *(f"{number}." for number in range(1, 16)), *map(str, range(1, 16))}


def without_head(said: list[str], card: ServiceCard) -> str:
    """What follows the letterhead's badge."""
    return " ".join(said[said.index(card.symbol) + 1 :])


@pytest.mark.parametrize("card", [FULL, EMPTY, *demo()], ids=lambda card: card.symbol)
def test_the_text_is_what_the_structure_tree_of_the_print_says(card: ServiceCard) -> None:
    text = card_text(card, OFFICE, DAY)
    assert text.startswith(f"Karta usługi {card.symbol}\n")
    content, head, edition = text.removeprefix(f"Karta usługi {card.symbol}").rsplit("\n\n", 2)
    large = texts(printed(card, Variant.LARGE))
    assert words_of(content) == words_of(without_head(large, card))
    assert words_of(head) == words_of(" ".join(large[: large.index("Karta usługi")]))
    standard = without_head(texts(printed(card)), card)
    assert sorted(words_of(content)) == sorted(words_of(standard))  # in two columns the order is another
    assert edition in page_texts(printed(card))[0]


def test_the_text_needs_no_reportlab_and_no_fonts() -> None:
    program = (
        "import sys; from tests.registers.service_cards import test_printout as t; from app.printing import fonts;"
        "from app.registers.service_cards.printout.card import card_text;"
        "before = set(sys.modules); card_text(t.FULL, t.OFFICE, t.DAY);"
        "added = [name for name in set(sys.modules) - before if name.startswith('reportlab')];"
        "print(added, fonts.text_font.cache_info().misses)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] 0"


# -- hours, fees, silence ------------------------------------------------------------------------------------


def test_other_hours_of_the_next_sixty_days_stand_on_the_card_even_without_weekly_hours() -> None:
    other = (
        HoursException(day=date(2026, 11, 21), reason="wczoraj"),
        HoursException(day=date(2027, 1, 21), opens="07:30", closes="12:00"),
        HoursException(day=date(2026, 11, 22)),
        HoursException(day=date(2027, 1, 22)),
    )
    for hours in (OFFICE.hours, ()):
        said = texts(printed(replace(FULL, hours=()), office=replace(OFFICE, hours=hours, hours_exceptions=other)))
        assert "Urząd pracuje inaczej: 22.11.2026: nieczynne · 21.01.2027: 7:30–12" in said
        assert ("Kiedy" in said) == bool(hours)


def test_a_single_fee_says_its_kind_basis_day_and_exemption() -> None:
    fee = Fee(
        title="odpis", amount=2200, basis="część I ust. 36", exemption="sprawy alimentów", valid_from=date(2026, 1, 1)
    )
    said = texts(printed(replace(FULL, fees=(fee,))))
    assert "Opłata skarbowa: część I ust. 36. Obowiązuje: od 01.01.2026." in said
    assert "Zwolnienia: sprawy alimentów." in said
    assert not read(printed(replace(FULL, fees=(fee,)))).find("Table")


def test_fees_that_differ_say_in_what() -> None:
    fees = (
        Fee(title="odpis", amount=2200, basis="część I"),
        Fee(title="duplikat", amount=3300, basis="część I", valid_from=date(2027, 1, 1)),
        Fee(title="legitymacja", kind=FeeKind.DOCUMENT_FEE, amount=500),
    )
    pdf = printed(replace(FULL, fees=fees))
    assert "Opłata skarbowa: część I. Rodzaj (legitymacja): opłata za dokument." in texts(pdf)
    (table,) = read(pdf).find("Table")
    titles = [row.kids[0].text.strip() for row in table.kids[1:]]
    assert titles == ["odpis", "duplikat (od 01.01.2027)", "legitymacja"]


def test_a_fee_that_is_only_announced_is_listed() -> None:
    fee = Fee(title="odpis", amount=2200, valid_from=date(2027, 1, 1))
    said = texts(printed(replace(FULL, fees=(fee,))))
    assert {"odpis", "22,00 zł"} <= set(said)


def test_silent_consent_is_said_beside_the_note() -> None:
    card = replace(FULL, silence_effect=SilenceEffect.CONSENT, silence_note="Możesz usunąć drzewo.")
    assert "Milcząca zgoda. Możesz usunąć drzewo." in texts(printed(card))


def test_the_head_of_the_office_stands_in_the_letterhead_when_known() -> None:
    known = replace(OFFICE, head_name="Maria Przykładowska")
    assert any(text.endswith("Burmistrz: Maria Przykładowska") for text in texts(printed(EMPTY, office=known)))
    assert not any("Burmistrz:" in text for text in texts(printed(EMPTY)))


def test_fees_are_a_table_with_headers() -> None:
    (table,) = read(printed(FULL)).find("Table")
    rows = [[cell.text.strip() for cell in row.kids] for row in table.kids]
    assert rows == [["Za co", "Kwota"], ["odpis skrócony", "22,00 zł"], ["odpis zupełny", "33,00 zł"]]


def test_the_card_has_one_first_heading_and_sections_under_it() -> None:
    headings = read(printed(FULL)).find("H1", "H2", "H3")
    assert [heading.text for heading in headings if heading.role == "H1"] == ["Wydanie dowodu osobistego"]
    assert {heading.role for heading in headings} == {"H1", "H2"}


@pytest.mark.parametrize("variant", list(Variant))
@pytest.mark.parametrize("card", [FULL, EMPTY], ids=["full", "empty"])
def test_a_card_is_tagged_without_a_fault(card: ServiceCard, variant: Variant, tmp_path: Path) -> None:
    assert tagging_faults(printed(card, variant), tmp_path) == []


def test_sections_without_content_are_not_printed() -> None:
    bare = replace(OFFICE, data_protection="", bip="", demonstration=False, hours_exceptions=())
    said = texts(printed(EMPTY, office=bare))
    assert said == [
        "Urząd Miejski w Przykładowej",
        "ul. Ratuszowa 1, 00-000 Przykładowa · tel. 00 000 00 00",
        "urzad@przykladowa.example",
        "Karta usługi",
        "SO-99",
        "Projekt karty – jeszcze nie obowiązuje. Nie wydawać mieszkańcom.",
        "Sprawa bez opisu",
        "Kiedy",
        "pon.–pt. 8–15",
    ]


@pytest.mark.parametrize("status", CardStatus)
def test_a_card_that_is_not_in_force_says_so_first(status: CardStatus) -> None:
    said = texts(printed(replace(FULL, status=status)))
    warnings = [place for place, text in enumerate(said) if "Nie wydawać mieszkańcom" in text]
    if status is CardStatus.PUBLISHED:
        assert not warnings
    else:
        assert len(warnings) == 1
        assert warnings[0] < said.index(FULL.name)


def test_hours_of_the_card_come_before_those_of_the_office() -> None:
    own = replace(FULL, hours=(OpeningHours(weekday=2, opens="10:00", closes="12:00"),))
    said = texts(printed(own))
    assert "śr. 10–12" in said
    assert "pon.–pt. 8–15" not in said


def test_the_card_s_own_clause_replaces_that_of_the_office() -> None:
    said = texts(printed(replace(FULL, data_protection="Własna klauzula.")))
    assert "Własna klauzula." in said
    assert CLAUSE not in said


def test_footer_has_edition_day_of_print_check_code_and_page() -> None:
    (page,) = page_texts(printed(FULL))
    footer = f"Wydanie 3 z 02.11.2026 · wydrukowano 22.11.2026 · kod kontrolny {check_code(FULL)}"
    assert footer in page
    assert "strona 1 z 1" in page


def test_the_check_code_changes_with_the_content_and_with_nothing_else() -> None:
    assert check_code(FULL) == check_code(replace(FULL, id=99, version=8))
    assert check_code(FULL) != check_code(replace(FULL, room="13"))
    assert re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}", check_code(FULL))


def test_every_page_of_the_demonstration_says_so_and_no_other() -> None:
    long = replace(FULL, notes="Długa uwaga o sprawie. " * 150)
    pages = page_texts(printed(long))
    assert len(pages) > 1
    assert all(DEMONSTRATION in page for page in pages)
    assert all(DEMONSTRATION in page for page in page_texts(guide_pdf([long], UNITS, OFFICE, ARMS, DAY)))
    real = replace(OFFICE, demonstration=False)
    assert not any(DEMONSTRATION in page for page in page_texts(printed(long, office=real)))


def test_large_print_sets_the_body_in_eighteen_points_and_nothing_but_running_text_under_sixteen() -> None:
    import pikepdf

    file = opened(printed(FULL, Variant.LARGE))
    sizes: set[float] = set()
    for page in file.pages:
        artifact = False
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC":
                artifact = str(operands[0]) == "/Artifact"
            elif str(operator) == "Tf" and not artifact:
                sizes.add(float(operands[1]))
    assert 18.0 in sizes
    assert min(sizes - {14.76}) >= 16  # 14.76: the white number inside a step's disc


def test_a_batch_numbers_each_card_by_itself_and_bookmarks_it() -> None:
    pdf = card_pdf([FULL, EMPTY, replace(FULL, symbol="SO-02")], OFFICE, None, DAY)
    assert [re.findall(r"strona \d z \d", page) for page in page_texts(pdf)] == [["strona 1 z 1"]] * 3
    with opened(pdf).open_outline() as outline:
        assert [item.title.split()[0] for item in outline.root] == ["SO-01", "SO-99", "SO-02"]


def test_the_same_record_gives_the_same_bytes() -> None:
    assert printed(FULL) == printed(FULL)


def test_hostile_text_in_every_field_is_printed_and_breaks_nothing(tmp_path: Path) -> None:
    evil = "<para>&amp; </b> \x00 Ж😀 „x” "
    values = {f.name: evil for f in fields(FULL) if type(getattr(FULL, f.name)) is str}
    card = replace(FULL, **values, steps=(evil + "w" * 10_000,), who_may_apply=(evil,), synonyms=(evil,))  # type: ignore[arg-type]
    for variant in Variant:
        pdf = printed(card, variant)
        assert tagging_faults(pdf, tmp_path) == []
        assert read(pdf).find("H1")[0].text.strip() == "<para>&amp; </b> Ж\ufffd „x”"
        assert read(pdf).all_text.count("w") > 10_000
    assert tagging_faults(guide_pdf([card], UNITS, OFFICE, None, DAY), tmp_path) == []


def test_nothing_is_lost_when_every_field_is_as_long_as_allowed() -> None:
    notes = " ".join(f"nota{n}" for n in range(600))
    steps = tuple(f"krok{n} " + "długi opis kroku " * 25 for n in range(15))
    card = replace(FULL, notes=notes, steps=steps, legal_bases=FULL.legal_bases * 20, documents=FULL.documents * 10)
    for variant in Variant:
        said = read(printed(card, variant)).all_text
        assert all(f"nota{n}" in said for n in range(600))
        assert all(f"krok{n} " in said for n in range(15))
        assert said.count("Dz.U. 2022 poz. 671") == 20


def test_an_unreadable_coat_of_arms_does_not_stop_the_print() -> None:
    assert "Wydanie dowodu osobistego" in texts(card_pdf([FULL], OFFICE, b"broken", DAY))


def test_an_office_without_data_still_prints_cards(tmp_path: Path) -> None:
    nameless = Office(id=0, version=0, name="")
    for pdf in (printed(FULL, office=nameless), guide_pdf([FULL], (), nameless, None, DAY)):
        assert tagging_faults(pdf, tmp_path) == []


def test_nothing_to_print_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        card_pdf([], OFFICE, None, DAY)


def test_demonstration_cards_fit_their_front_page(tmp_path: Path) -> None:
    counts = []
    for card in demo():
        pdf = card_pdf([card], OFFICE, ARMS, DAY)
        assert tagging_faults(pdf, tmp_path) == [], card.symbol
        counts.append(page_count(pdf))
    assert max(counts) <= 2
    assert counts.count(1) >= len(counts) * 0.75


def test_most_cards_of_the_demonstration_office_fit_on_one_page(demo_services: Services) -> None:
    # as residents get them: with the office's clause, its head and the days with other hours
    counts = [page_count(demo_services.prints.cards((card,), "standard")) for card in demo_services.cards.all()]
    assert max(counts) <= 2
    assert counts.count(1) >= 18


def test_importing_the_printout_does_not_import_reportlab() -> None:
    program = "import sys, app.registers.service_cards.printout.card; print('reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# -- guide -----------------------------------------------------------------------------------------------


GUIDE_CARDS = (
    replace(FULL, id=2, symbol="SO-02", name="Zameldowanie", synonyms=("łatwy dowód", "meldunek")),
    FULL,
    replace(FULL, id=3, symbol="FN-01", name="Ćwiczenie podatkowe", unit_id=2, synonyms=("cło",)),
    replace(FULL, id=4, symbol="XX-01", name="Sprawa bez komórki", unit_id=None, unit_name="Inna komórka", synonyms=()),
)


@pytest.fixture(scope="module")
def guide() -> bytes:
    return guide_pdf(GUIDE_CARDS, UNITS, OFFICE, ARMS, DAY)


def test_the_guide_is_tagged_without_a_fault(guide: bytes, tmp_path: Path) -> None:
    assert tagging_faults(guide, tmp_path) == []


def test_the_guide_has_units_in_their_order_and_cards_by_symbol(guide: bytes) -> None:
    headings = [(node.role, node.text) for node in read(guide).find("H1", "H2") if len(node.text) > 1]
    assert headings == [
        ("H1", "Przewodnik po usługach"),
        ("H1", "Spis treści"),
        ("H1", "Referat Spraw Obywatelskich"),
        ("H2", "Wydanie dowodu osobistego"),
        ("H2", "Zameldowanie"),
        ("H1", "Referat Finansów"),
        ("H2", "Ćwiczenie podatkowe"),
        ("H1", "Inna komórka"),
        ("H2", "Sprawa bez komórki"),
        ("H1", "Skorowidz"),
        ("H1", "Ochrona danych osobowych"),
    ]


def test_contents_and_index_give_the_page_on_which_the_card_stands(guide: bytes) -> None:
    pages = page_texts(guide)
    entries = [node.all_text for node in read(guide).find("TOCI")]
    checked = 0
    for entry in entries:
        match = re.fullmatch(r"(?:\S+-\d+ )?(.+?) (\d+)", entry)
        if match and match[1] in {card.name for card in GUIDE_CARDS}:
            assert match[1] in pages[int(match[2]) - 1], entry
            checked += 1
    assert checked == 2 * len(GUIDE_CARDS)


def test_the_index_is_in_polish_order_and_joins_pages_of_one_word(guide: bytes) -> None:
    index = read(guide).find("TOC")[1:]
    entries = [entry.all_text for toc in index for entry in toc.kids]
    words = [re.sub(r" [\d, ]+$", "", entry) for entry in entries]
    assert words == sorted(words, key=sort_key)
    assert (
        words.index("cło") < words.index("Ćwiczenie podatkowe") < words.index("łatwy dowód") < words.index("meldunek")
    )
    assert next(entry for entry in entries if entry.startswith("łatwy")) == "łatwy dowód 3, 4"


def test_the_guide_introduces_the_office_and_prints_nothing_blank() -> None:
    office = replace(
        OFFICE,
        teryt="9901013",
        nip="000-000-00-17",
        regon="990000016",
        fax="00 000 00 09",
        delivery_address="AE:PL-00000-00000-AAAAA-00",
        head_name="Maria Przykładowska",
        appeal_body="SKO we Wzorcowie",
        hours_exceptions=(HoursException(day=date(2026, 12, 31), opens="08:00", closes="12:00", reason="Sylwester"),),
    )
    said = texts(guide_pdf(GUIDE_CARDS, UNITS, office, ARMS, DAY))
    cover = said[: said.index("Spis treści")]
    for words in (
        "Gmina Przykładowa (gmina miejsko-wiejska)",
        "Burmistrz: Maria Przykładowska",
        "TERYT: 9901013",
        "NIP: 000-000-00-17",
        "REGON: 990000016",
        "faks 00 000 00 09",
        "e-Doręczenia: AE:PL-00000-00000-AAAAA-00",
        "BIP: bip.przykladowa.example",
        "Organ odwoławczy: SKO we Wzorcowie",
        "74 0000 0000 0000 0000 0000 0001",
        "31.12.2026: 8–12 (Sylwester)",
    ):
        assert words in cover
    blank = texts(guide_pdf(GUIDE_CARDS, UNITS, OFFICE, ARMS, DAY))
    blank = blank[: blank.index("Spis treści")]
    assert not [text for text in blank if text.split(":")[0] in ("NIP", "REGON", "TERYT", "Burmistrz", "e-Doręczenia")]


def test_the_guide_counts_its_pages_through(guide: bytes) -> None:
    pages = page_texts(guide)
    assert all(f"strona {n} z {len(pages)}" in page for n, page in enumerate(pages[1:], 2))


def test_the_guide_can_be_cancelled_and_reports_its_progress() -> None:
    reports: list[tuple[int, int]] = []

    class Watcher:
        def report(self, done: int, total: int, text: str = "") -> None:
            reports.append((done, total))
            if done > total / 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        guide_pdf(GUIDE_CARDS * 10, UNITS, OFFICE, None, DAY, Watcher())
    assert reports[0][0] == 0
    parts = [done / total for done, total in reports]
    assert parts == sorted(parts)


def test_an_empty_guide_still_prints(tmp_path: Path) -> None:
    assert tagging_faults(guide_pdf([], UNITS, OFFICE, None, DAY), tmp_path) == []


def test_a_missing_polish_plural_is_not_printed(guide: bytes) -> None:
    assert "4 karty usług" in page_texts(guide)[0]


def test_fee_that_follows_from_a_formula_is_explained() -> None:
    fee = Fee(kind=FeeKind.LOCAL_FEE, title="zajęcie chodnika", formula="stawka × m² × liczba dni")
    said = texts(printed(replace(FULL, fees=(fee,))))
    assert "stawka × m² × liczba dni" in said
    assert "według wyliczenia" in said
