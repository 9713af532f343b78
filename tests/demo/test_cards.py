"""The twenty cards of the demonstration: complete, valid, true to the stamp-duty table, invented where they must be."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path

import pytest

from app.demo.cards import demo_cards
from app.demo.office import demo_office
from app.demo.people import demo_employees
from app.demo.toml_records import BadDataFile
from app.people.units.domain import symbol_matches
from app.registers.service_cards.domain import (
    CardStatus,
    Concern,
    FeeKind,
    ServiceCardDraft,
    SilenceEffect,
    concerns,
    validate,
)
from app.registers.service_cards.words import fee_text

Cards = Mapping[str, ServiceCardDraft]

NAMES = {
    "SO-01": "Wydanie dowodu osobistego",
    "SO-02": "Udostępnienie dokumentacji związanej z dowodami osobistymi",
    "SO-03": "Zameldowanie na pobyt czasowy",
    "SO-04": "Zameldowanie na pobyt stały",
    "SO-05": "Wymeldowanie z miejsca pobytu",
    "USC-01": "Odpis aktu stanu cywilnego",
    "USC-02": "Zawarcie związku małżeńskiego",
    "USC-03": "Rejestracja urodzenia dziecka",
    "USC-04": "Rejestracja zgonu",
    "DG-01": "Zezwolenie na sprzedaż napojów alkoholowych",
    "DG-02": "Wpis do CEIDG",
    "OS-01": "Zezwolenie na usunięcie drzewa lub krzewu",
    "OS-02": "Zgłoszenie zamiaru usunięcia drzewa",
    "FN-01": "Podatek od nieruchomości",
    "FN-02": "Zaświadczenie o niezaleganiu w podatkach",
    "GP-01": "Wypis i wyrys z miejscowego planu zagospodarowania przestrzennego",
    "GP-02": "Warunki zabudowy",
    "DR-01": "Zajęcie pasa drogowego",
    "PS-01": "Dodatek mieszkaniowy",
    "PS-02": "Karta Dużej Rodziny",
}

ATTORNEY = 17_00
STAMP_DUTY = {
    # annex to the stamp-duty act (Dz.U. 2023 poz. 2111), in grosze; cards without stamp duty are absent;
    # the multilingual copy (22 zł) is not in the annex, a register office's own page names it
    "SO-03": [17_00],
    "SO-05": [10_00],
    "USC-01": [22_00, 33_00, 22_00, 24_00, 38_00],
    "USC-02": [84_00],
    "DG-01": [ATTORNEY],
    "DG-02": [ATTORNEY],
    "FN-02": [21_00],
    "GP-01": [30_00, 50_00, 20_00],
    "GP-02": [598_00],
}
OTHER_FEES = {
    "SO-02": [31_00],
    "USC-02": [1000_00],
    "DG-01": [525_00, 525_00, 2100_00],
    "PS-02": [10_00],
}
FREE = {"SO-01", "SO-03", "SO-04", "SO-05", "USC-03", "USC-04", "DG-02", "OS-01", "OS-02", "FN-01", "PS-01", "PS-02"}


def _texts(value: object) -> Iterator[str]:
    """Every text for people inside a record, choices left out."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def test_exactly_the_twenty_cards_of_the_guide(cards: Cards) -> None:
    assert {symbol: card.name for symbol, card in cards.items()} == NAMES


def test_each_card_passes_validation(cards: Cards) -> None:
    assert {symbol: validate(card) for symbol, card in cards.items() if validate(card)} == {}


def test_each_card_belongs_to_the_unit_of_its_symbol(cards: Cards, unit_ids: Mapping[str, int]) -> None:
    for symbol, card in cards.items():
        unit = symbol.partition("-")[0]
        assert card.unit_id == unit_ids[unit]
        assert symbol_matches(f"{unit}-##", symbol)


def test_most_are_published_one_waits_and_one_is_a_draft(cards: Cards) -> None:
    assert Counter(card.status for card in cards.values()) == {
        CardStatus.PUBLISHED: 18,
        CardStatus.REVIEW: 1,
        CardStatus.DRAFT: 1,
    }


def test_no_card_leaves_the_residents_questions_open(cards: Cards) -> None:
    always = (
        "category", "life_event", "purpose", "steps", "who_may_apply", "synonyms", "legal_bases", "documents", "fees",
        "limit_note", "floor", "room", "phone", "email", "clerk_post", "submit_ways", "collect_ways", "result", "notes",
        "prepared_by", "prepared_on", "review_on",
    )  # fmt: skip
    blank = {(symbol, name) for symbol, card in cards.items() for name in always if not getattr(card, name)}
    assert blank == set()
    assert all(len(card.synonyms) >= 8 for card in cards.values())


def test_each_card_dates_its_facts_and_warns(cards: Cards) -> None:
    for card in cards.values():
        assert card.facts_as_of == date(2026, 8, 31)
        assert card.notes.endswith("Dane przykładowe, stan na 31.08.2026 – sprawdź przed użyciem."), card.symbol


def test_stamp_duty_agrees_with_the_annex_of_the_act(cards: Cards) -> None:
    found = {
        symbol: amounts
        for symbol, card in cards.items()
        if (amounts := [fee.amount for fee in card.fees if fee.kind is FeeKind.STAMP_DUTY])
    }
    assert found == STAMP_DUTY


def test_other_amounts_agree_with_the_fact_sheet(cards: Cards) -> None:
    no_amount = (FeeKind.STAMP_DUTY, FeeKind.FREE)
    found = {
        symbol: amounts
        for symbol, card in cards.items()
        if (amounts := [fee.amount for fee in card.fees if fee.kind not in no_amount and fee.amount is not None])
    }
    assert found == OTHER_FEES
    assert {symbol for symbol, card in cards.items() if any(fee.free for fee in card.fees)} == FREE


def test_stamp_duty_cards_cite_the_act_and_pay_to_its_account(cards: Cards) -> None:
    for symbol in STAMP_DUTY:
        acts = [(basis.journal_year, basis.journal_item) for basis in cards[symbol].legal_bases]
        assert (2023, 2111) in acts, symbol
        accounts = {fee.account_purpose for fee in cards[symbol].fees if fee.kind is FeeKind.STAMP_DUTY}
        assert accounts == {"opłata skarbowa"}


def test_the_short_text_tells_what_the_matter_itself_costs(cards: Cards) -> None:
    shown = {symbol: fee_text(card, date(2026, 11, 22)).replace("\u00a0", " ") for symbol, card in cards.items()}
    assert shown == {
        **dict.fromkeys(FREE - {"FN-01"}, "bez opłat"),
        "FN-01": "według wyliczenia",
        "DR-01": "według wyliczenia",
        "SO-02": "31,00 zł",
        "USC-01": "22,00–38,00 zł",
        "USC-02": "84,00 zł",
        "DG-01": "525,00 / 2 100,00 zł",
        "FN-02": "21,00 zł",
        "GP-01": "30,00 / 50,00 / 20,00 zł",
        "GP-02": "598,00 zł",
    }


def test_fees_name_accounts_that_the_office_has(cards: Cards, folder: Path) -> None:
    purposes = {account.purpose for account in demo_office(folder).bank_accounts}
    payable = [fee for card in cards.values() for fee in card.fees if not fee.free]
    assert {fee.account_purpose for fee in payable} == purposes


def test_payable_cards_say_how_to_pay(cards: Cards) -> None:
    unpayable = {
        symbol for symbol, card in cards.items() if not card.payment_ways and any(not fee.free for fee in card.fees)
    }
    assert unpayable == set()


def test_time_limits_agree_with_the_fact_sheet(cards: Cards) -> None:
    office = {s: (c.limit_unit, c.limit_number) for s, c in cards.items()}
    assert office["SO-01"] == ("days", 30)
    assert office["DG-01"] == ("days", 30)
    assert office["OS-02"] == ("days", 21 + 14)
    assert office["DG-02"] == ("working_days", 1)
    assert office["SO-02"] == office["OS-01"] == office["PS-01"] == office["PS-02"] == ("months", 1)
    resident = {s: (c.resident_limit_unit, c.resident_limit_number) for s, c in cards.items()}
    assert resident["SO-03"] == resident["SO-04"] == ("days", 30)
    assert resident["FN-01"] == ("days", 14)
    assert resident["USC-03"] == ("days", 21)
    assert resident["USC-04"] == ("days", 3)
    assert resident["DG-02"] == ("working_days", 7)


def test_silence_means_consent_only_for_the_tree_notice(cards: Cards) -> None:
    consent = {symbol for symbol, card in cards.items() if card.silence_effect is SilenceEffect.CONSENT}
    assert consent == {"OS-02"}


def test_clerks_are_posts_that_exist_with_their_rooms_and_phones(
    cards: Cards, folder: Path, unit_ids: Mapping[str, int]
) -> None:
    people = demo_employees(unit_ids, folder)
    posts = {person.post for person in people}
    places = {(person.post, person.room, person.phone, person.unit_id) for person in people}
    for card in cards.values():
        assert (card.clerk_post, card.room, card.phone, card.unit_id) in places, card.symbol
        signed = {card.prepared_by, card.checked_by, card.approved_by} - {""}
        assert signed <= posts, card.symbol


def test_some_cards_need_a_review_on_the_day_of_the_demonstration(cards: Cards) -> None:
    found = Counter(concern for card in cards.values() for concern in concerns(card, date(2026, 11, 22)))
    assert found[Concern.REVIEW_OVERDUE] == 2
    assert found[Concern.REVIEW_SOON] == 2
    assert found[Concern.WAITS_FOR_APPROVAL] == 1
    assert found[Concern.FEE_EXPIRED] == 0


def test_published_cards_were_checked_and_approved_before_they_came_into_force(cards: Cards) -> None:
    for card in cards.values():
        if card.status is CardStatus.PUBLISHED:
            assert card.checked_on
            assert card.approved_on
            assert card.valid_from
            assert card.approved_on <= card.valid_from, card.symbol


@pytest.mark.parametrize(
    ("words", "symbol"),
    [
        ("zgubiłem dowód", "SO-01"),
        ("wycinka", "OS-01"),
        ("koncesja na alkohol", "DG-01"),
        ("ślub", "USC-02"),
        ("meldunek", "SO-04"),
        ("wuzetka", "GP-02"),
    ],
)
def test_cards_know_the_words_of_residents(cards: Cards, words: str, symbol: str) -> None:
    assert words in cards[symbol].synonyms


def test_no_synonym_stands_twice_on_a_card(cards: Cards) -> None:
    doubles = {(s, w) for s, card in cards.items() for w, n in Counter(card.synonyms).items() if n > 1}
    assert doubles == set()


def test_addresses_lie_under_the_example_domain(folder: Path) -> None:
    found = set()
    for path in folder.rglob("*.toml"):
        found |= set(re.findall(r"[\w.+-]+@[\w.-]+\w|\b(?:https?://|www\.|bip\.)[\w./-]+\w", path.read_text("utf-8")))
    assert found, "the pattern finds nothing at all"
    assert {address for address in found if not address.endswith(".example")} == set()


def test_phones_start_with_zeros_that_no_area_code_has(folder: Path) -> None:
    for path in folder.rglob("*.toml"):
        for phone in re.findall(r"^(?:phone|fax) = \"(.*)\"", path.read_text("utf-8"), re.MULTILINE):
            assert re.fullmatch(r"00 000 \d\d \d\d", phone), (path.name, phone)


def test_texts_use_only_letters_and_signs_that_the_print_font_has(cards: Cards, folder: Path) -> None:
    from reportlab.pdfbase.ttfonts import TTFontFile

    polish = set("aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźżAĄBCĆDEĘFGHIJKLŁMNŃOÓPQRSŚTUVWXYZŹŻ0123456789")
    signs = set(" .,;:!?()/%@-–×²„”")
    glyphs = TTFontFile(folder.parent / "fonts" / "Lato-Regular.ttf").charToGlyph
    for source in (*cards.values(), demo_office(folder)):
        used = set("".join(_texts(source))) - {"\n"}
        assert used <= polish | signs, used - polish - signs
        assert {char for char in used if ord(char) not in glyphs} == set()


def test_texts_carry_no_straight_quotes_double_spaces_or_stray_hyphens(cards: Cards) -> None:
    for card in cards.values():
        for text in _texts(card):
            assert not re.search(r"\"|'|  | - |\.\.|^\s|\s$", text), (card.symbol, text)


def test_a_card_fits_about_one_page(cards: Cards) -> None:
    # about 4,300 characters fill an A4 page of the card's layout; synonyms, clause and sign language are not there
    for card in cards.values():
        body = sum(map(len, _texts(card))) - sum(map(len, (*card.synonyms, card.data_protection, card.sign_language)))
        assert body < 4300, (card.symbol, body)


def test_a_wrong_card_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "service_cards").mkdir()
    path = tmp_path / "service_cards" / "XX-01.toml"
    path.write_text('unit = "XX"\nsymbol = "XX-01"\nname = "Próba"\n', encoding="utf-8")
    with pytest.raises(BadDataFile, match=r"XX-01\.toml.*no unit"):
        demo_cards({"SO": 1}, tmp_path)
    path.write_text('unit = "SO"\nsymbol = "SO-99"\nname = "Próba"\n', encoding="utf-8")
    with pytest.raises(BadDataFile, match=r"XX-01\.toml.*differs"):
        demo_cards({"SO": 1}, tmp_path)
    path.write_text('unit_id = 1\nsymbol = "XX-01"\nname = "Próba"\n', encoding="utf-8")
    with pytest.raises(BadDataFile, match=r"XX-01\.toml.*by its symbol"):
        demo_cards({"SO": 1}, tmp_path)
