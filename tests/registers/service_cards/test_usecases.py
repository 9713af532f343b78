"""The life of a service card: every deed, its undo, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.dialects import postgresql

from app.bootstrap import Services
from app.core.clock import FixedClock
from app.core.errors import Conflict, Invalid, NotFound, Refusal
from app.core.money import MAX_GROSZE
from app.core.records import Outcome, Query
from app.records.mapping import draft_of
from app.registers.service_cards.domain import (
    CardStatus,
    Concern,
    Fee,
    FeeKind,
    NeededDocument,
    ServiceCard,
    ServiceCardDraft,
)
from tests.registers.service_cards.drafts import add_unit, plain

BOTH_ENGINES = True


@pytest.fixture
def unit(services: Services) -> int:
    return add_unit(services)


@pytest.fixture
def card(services: Services, unit: int) -> ServiceCard:
    return services.cards.create(plain(unit)).record


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in refusal.value.problems]


def undone(outcome: Outcome[ServiceCard]) -> Outcome[ServiceCard]:
    assert outcome.undo is not None
    return outcome.undo.run()


# -- deeds and their undo ----------------------------------------------------------------------------------------


def test_create_says_what_it_did_and_undo_takes_it_back(services: Services, unit: int) -> None:
    outcome = services.cards.create(plain(unit))
    assert outcome.message == "Dodano kartę SO-01."
    assert outcome.change.entity == "service_card"
    assert outcome.change.ids == {outcome.record.id}
    assert (outcome.record.version, outcome.record.edition, outcome.record.edition_on) == (1, 1, None)
    assert undone(outcome).message == "Usunięto kartę SO-01."
    with pytest.raises(NotFound, match="już nie ma"):
        services.cards.get(outcome.record.id)


def test_deeds_on_one_card_are_taken_back_one_by_one(services: Services, unit: int) -> None:
    cards, draft = services.cards, plain(unit)
    made = cards.create(draft)
    number = made.record.id
    first = cards.update(number, 1, replace(draft, notes="pierwsza"))
    second = cards.update(number, first.record.version, replace(draft, notes="druga"))
    withdrawn = cards.archive(number, second.record.version)
    deleted = cards.delete(number, withdrawn.record.version)
    assert undone(deleted).record.status is CardStatus.ARCHIVED
    assert undone(withdrawn).record.status is not CardStatus.ARCHIVED
    assert undone(second).record.notes == "pierwsza"
    assert undone(first).record.notes == draft.notes
    undone(made)
    with pytest.raises(NotFound):
        cards.get(number)


def test_undo_never_takes_back_what_somebody_else_saved_in_between(services: Services, card: ServiceCard) -> None:
    draft = draft_of(card, ServiceCardDraft)
    first = services.cards.update(card.id, card.version, replace(draft, notes="pierwsza"))
    second = services.cards.update(card.id, first.record.version, replace(draft, notes="druga"))
    back = undone(second)
    services.cards.update(card.id, back.record.version, replace(draft, notes="cudza"))
    with pytest.raises(Conflict):
        undone(first)
    assert services.cards.get(card.id).notes == "cudza"


def test_update_and_back(services: Services, card: ServiceCard) -> None:
    changed = replace(draft_of(card, ServiceCardDraft), name="Nowa nazwa", fees=(), documents=())
    outcome = services.cards.update(card.id, card.version, changed)
    assert services.cards.get(card.id).name == "Nowa nazwa"
    assert outcome.record.version == card.version + 1
    undone(outcome)
    assert draft_of(services.cards.get(card.id), ServiceCardDraft) == draft_of(card, ServiceCardDraft)


def test_an_update_that_changes_nothing_saves_nothing(services: Services, card: ServiceCard) -> None:
    outcome = services.cards.update(card.id, card.version, draft_of(card, ServiceCardDraft))
    assert outcome.record.version == card.version
    assert outcome.change.ids == frozenset()
    assert outcome.undo is None


def test_delete_and_back(services: Services, card: ServiceCard) -> None:
    outcome = services.cards.delete(card.id, card.version)
    assert services.cards.count(Query()) == 0
    undone(outcome)
    assert draft_of(services.cards.get(card.id), ServiceCardDraft) == draft_of(card, ServiceCardDraft)


def test_undo_of_undo_leads_forward_again(services: Services, card: ServiceCard) -> None:
    back = undone(services.cards.delete(card.id, card.version))
    undone(back)
    assert services.cards.count(Query()) == 0


@pytest.mark.parametrize("status", [CardStatus.DRAFT, CardStatus.REVIEW, CardStatus.PUBLISHED])
def test_archive_and_back_to_the_state_it_had(services: Services, unit: int, status: CardStatus) -> None:
    card = services.cards.create(plain(unit, status=status)).record
    outcome = services.cards.archive(card.id, card.version)
    assert outcome.record.status is CardStatus.ARCHIVED
    assert outcome.message == "Wycofano kartę SO-01."
    assert undone(outcome).record.status is status


def test_archiving_twice_does_not_forget_the_state_before(services: Services, unit: int) -> None:
    card = services.cards.create(plain(unit, status=CardStatus.PUBLISHED)).record
    first = services.cards.archive(card.id, card.version).record
    second = services.cards.archive(card.id, first.version)
    assert second.change.ids == frozenset()
    assert services.cards.restore(card.id, first.version).record.status is CardStatus.PUBLISHED


def test_restoring_a_card_in_use_changes_nothing(services: Services, unit: int) -> None:
    card = services.cards.create(plain(unit, status=CardStatus.PUBLISHED)).record
    assert services.cards.restore(card.id, card.version).record.status is CardStatus.PUBLISHED


def test_a_card_archived_through_its_form_is_restored_too(services: Services, unit: int) -> None:
    card = services.cards.create(plain(unit, status=CardStatus.REVIEW)).record
    archived = services.cards.update(card.id, card.version, plain(unit, status=CardStatus.ARCHIVED)).record
    assert services.cards.restore(card.id, archived.version).record.status is CardStatus.REVIEW


def test_a_card_gutted_in_the_archive_comes_back_as_a_draft(services: Services, unit: int) -> None:
    card = services.cards.create(plain(unit, status=CardStatus.PUBLISHED)).record
    archived = services.cards.archive(card.id, card.version).record
    gutted = services.cards.update(
        card.id, archived.version, plain(unit, status=CardStatus.ARCHIVED, purpose="")
    ).record
    assert services.cards.restore(card.id, gutted.version).record.status is CardStatus.DRAFT


def test_publish_needs_what_residents_need(services: Services, unit: int) -> None:
    card = services.cards.create(ServiceCardDraft(symbol="SO-01", name="Dowód", unit_id=unit)).record
    with pytest.raises(Invalid) as refusal:
        services.cards.publish(card.id, card.version)
    expected = [(name, "required_to_publish") for name in ("purpose", "fees", "limit_unit", "room")]
    assert codes(refusal) == expected
    assert services.cards.get(card.id) == card
    assert str(refusal.value).startswith("Czego dotyczy: Tego nie może brakować")


def test_a_copy_is_a_draft_under_the_next_symbol_that_nobody_approved(services: Services, unit: int) -> None:
    signed = plain(unit, approved_by="burmistrz", approved_on=date(2026, 1, 2), status=CardStatus.PUBLISHED)
    card = services.cards.create(signed).record
    copy = services.cards.copy_draft(card.id)
    assert (copy.symbol, copy.status, copy.approved_by, copy.approved_on) == ("SO-02", CardStatus.DRAFT, "", None)
    assert copy.name == "Wydanie dowodu osobistego (kopia)"
    assert services.cards.create(copy).record.documents == card.documents


# -- two editors -------------------------------------------------------------------------------------------------


def test_the_second_of_two_editors_learns_both_versions(services: Services, card: ServiceCard, unit: int) -> None:
    theirs = services.cards.update(card.id, card.version, plain(unit, name="Ich nazwa")).record
    mine = plain(unit, name="Moja nazwa")
    with pytest.raises(Conflict) as conflict:
        services.cards.update(card.id, card.version, mine)
    assert (conflict.value.mine, conflict.value.theirs) == (mine, theirs)
    assert services.cards.get(card.id).name == "Ich nazwa"


@pytest.mark.parametrize("deed", ["delete", "archive", "restore", "publish"])
def test_no_deed_goes_over_a_newer_version(services: Services, card: ServiceCard, unit: int, deed: str) -> None:
    services.cards.update(card.id, card.version, plain(unit, name="Nowsza"))
    with pytest.raises(Conflict):
        getattr(services.cards, deed)(card.id, card.version)


def test_undo_does_not_go_over_what_somebody_else_saved(services: Services, card: ServiceCard, unit: int) -> None:
    outcome = services.cards.update(card.id, card.version, plain(unit, name="Moja"))
    services.cards.update(card.id, outcome.record.version, plain(unit, name="Ich"))
    with pytest.raises(Conflict):
        undone(outcome)
    assert services.cards.get(card.id).name == "Ich"


@pytest.mark.parametrize("deed", ["delete", "archive", "restore", "publish"])
def test_a_deleted_card_is_not_found(services: Services, card: ServiceCard, deed: str) -> None:
    version = services.cards.delete(card.id, card.version).record.version
    with pytest.raises(NotFound):
        getattr(services.cards, deed)(card.id, version)
    with pytest.raises(NotFound):
        services.cards.update(card.id, version, draft_of(card, ServiceCardDraft))
    assert services.cards.many([card.id]) == ()
    assert services.cards.by_symbol("SO-01") is None


def test_a_card_does_not_come_back_without_its_unit(services: Services, card: ServiceCard, unit: int) -> None:
    deleted = services.cards.delete(card.id, card.version)
    services.units.delete(unit, services.units.get(unit).version)
    with pytest.raises(Invalid) as refusal:
        undone(deleted)
    assert codes(refusal) == [("unit_id", "missing_reference")]


# -- symbols -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("symbol", ["SO-1", "so-01", "SO01", "XX-01", "SO-01 ", "SO-0A", "SO-\u0660\u0661"])
def test_a_symbol_follows_the_pattern_of_its_unit(services: Services, unit: int, symbol: str) -> None:
    with pytest.raises(Invalid) as refusal:
        services.cards.create(plain(unit, symbol))
    assert codes(refusal) == [("symbol", "symbol_pattern")]
    assert "Najbliższy wolny: SO-01." in str(refusal.value)


def test_a_symbol_is_never_given_twice(services: Services, card: ServiceCard, unit: int) -> None:
    with pytest.raises(Invalid) as refusal:
        services.cards.create(plain(unit))
    assert codes(refusal) == [("symbol", "symbol_taken")]
    services.cards.delete(card.id, card.version)
    with pytest.raises(Invalid) as refusal:
        services.cards.create(plain(unit))
    assert codes(refusal) == [("symbol", "symbol_taken")]
    assert services.cards.next_symbol(unit) == "SO-02"


def test_the_next_symbol_follows_the_highest_ever_given(services: Services, unit: int) -> None:
    assert services.cards.next_symbol(unit) == "SO-01"
    for symbol in ("SO-07", "SO-100", "SO-09"):
        services.cards.create(plain(unit, symbol))
    assert services.cards.next_symbol(unit) == "SO-101"
    assert services.cards.next_symbol(999) == ""


def test_a_unit_may_have_a_pattern_of_its_own(services: Services) -> None:
    unit = add_unit(services, "USC", "Urząd Stanu Cywilnego", card_pattern="USC_###/K")
    assert services.cards.next_symbol(unit) == "USC_001/K"
    services.cards.create(plain(unit, "USC_001/K"))
    assert services.cards.next_symbol(unit) == "USC_002/K"


def test_a_card_keeps_its_symbol_when_the_pattern_changes(services: Services, card: ServiceCard, unit: int) -> None:
    record = services.units.get(unit)
    draft = draft_of(record, services.units.draft)
    services.units.update(unit, record.version, replace(draft, card_pattern="ORG-###"))
    services.cards.update(card.id, card.version, plain(unit, name="Inna nazwa"))
    with pytest.raises(Invalid):
        services.cards.create(plain(unit, "SO-02"))


@pytest.mark.parametrize("typed", ["SO-01", "so-01", " So-01 "])
def test_a_card_is_found_by_its_symbol_in_any_case(services: Services, card: ServiceCard, typed: str) -> None:
    assert services.cards.by_symbol(typed) == card
    assert services.cards.by_symbol("SO-02") is None


def test_a_symbol_with_small_letters_is_found_too(services: Services) -> None:
    unit = add_unit(services, "OR", "Organizacja", card_pattern="Or.##")
    card = services.cards.create(plain(unit, "Or.01")).record
    assert services.cards.by_symbol("or.01") == card


# -- editions ----------------------------------------------------------------------------------------------------


def test_a_published_card_gets_a_new_edition_when_residents_read_something_else(
    services: Services, clock: FixedClock, unit: int
) -> None:
    card = services.cards.create(plain(unit, status=CardStatus.PUBLISHED)).record
    clock.moment += timedelta(days=3)
    signed = plain(unit, status=CardStatus.PUBLISHED, prepared_by="inspektor", review_on=date(2028, 1, 1))
    card = services.cards.update(card.id, card.version, signed).record
    assert (card.edition, card.edition_on) == (1, date(2026, 11, 22))
    card = services.cards.update(card.id, card.version, replace(signed, room="14")).record
    assert (card.edition, card.edition_on) == (2, date(2026, 11, 25))


def test_the_first_edition_begins_with_publishing(services: Services, clock: FixedClock, unit: int) -> None:
    card = services.cards.create(plain(unit)).record
    assert (card.edition, card.edition_on) == (1, None)
    clock.moment += timedelta(days=3)
    card = services.cards.update(card.id, card.version, plain(unit, status=CardStatus.PUBLISHED)).record
    assert (card.edition, card.edition_on) == (1, date(2026, 11, 25))


def test_a_card_taken_back_and_changed_is_published_as_a_new_edition(services: Services, unit: int) -> None:
    card = services.cards.create(plain(unit, status=CardStatus.PUBLISHED)).record
    card = services.cards.update(card.id, card.version, plain(unit)).record
    card = services.cards.update(card.id, card.version, plain(unit, room="14")).record
    assert card.edition == 1
    card = services.cards.update(card.id, card.version, plain(unit, room="14", status=CardStatus.PUBLISHED)).record
    assert card.edition == 2


def test_a_draft_stays_in_its_first_edition(services: Services, card: ServiceCard, unit: int) -> None:
    assert services.cards.update(card.id, card.version, plain(unit, room="14")).record.edition == 1


# -- problems ----------------------------------------------------------------------------------------------------


def test_every_broken_rule_is_told_at_once_and_nothing_is_saved(services: Services, unit: int) -> None:
    bad = plain(
        unit,
        "",
        name="x" * 201,
        supervising_unit_id=99,
        fees=(Fee(kind=FeeKind.FREE, amount=5), Fee(amount=None)),
        approved_on=date(2026, 1, 1),
        prepared_on=date(2026, 1, 2),
    )
    with pytest.raises(Invalid) as refusal:
        services.cards.create(bad)
    assert set(codes(refusal)) == {
        ("symbol", "required"),
        ("name", "too_long"),
        ("supervising_unit_id", "missing_reference"),
        ("fees.0.amount", "free_has_amount"),
        ("fees.1.amount", "amount_or_formula"),
        ("approved_on", "date_order"),
    }
    assert services.cards.problems(bad) == refusal.value.problems
    assert services.cards.count(Query()) == 0
    assert services.search.search("dowód") == []


@pytest.mark.parametrize("amount", [-1, 10**12])
def test_an_amount_out_of_bounds_never_reaches_the_database(services: Services, unit: int, amount: int) -> None:
    with pytest.raises(Invalid) as refusal:
        services.cards.create(plain(unit, fees=(Fee(amount=amount),)))
    assert codes(refusal) == [("fees.0.amount", "out_of_range")]


def test_a_symbol_taken_at_the_same_moment_is_told_by_the_database(
    services: Services, unit: int, card: ServiceCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    # as on PostgreSQL, where the other's card is not seen yet
    monkeypatch.setattr(services.cards.__class__, "_check", lambda *_arguments: iter(()))
    with pytest.raises(Invalid, match="„SO-01” jest już zajęta") as refusal:
        services.cards.create(plain(unit, card.symbol))
    assert codes(refusal) == [("symbol", "not_unique")]
    with pytest.raises(Refusal, match="w tej samej chwili"):
        services.cards.create_many([plain(unit, card.symbol)])
    assert services.cards.count(Query()) == 1


def test_a_card_has_an_address_people_can_write_to(services: Services, unit: int) -> None:
    with pytest.raises(Invalid) as refusal:
        services.cards.create(plain(unit, email="dowody(at)przykladowa.example"))
    assert codes(refusal) == [("email", "bad_email")]


def test_a_file_that_was_never_stored_is_told_where_it_is_named(services: Services, unit: int) -> None:
    stored = services.files.add("wniosek.pdf", b"%PDF-1.7").sha256
    documents = tuple(NeededDocument(name="wniosek", form_file=digest) for digest in (stored, "0" * 64))
    with pytest.raises(Invalid) as refusal:
        services.cards.create(plain(unit, documents=documents))
    assert codes(refusal) == [("documents.1.form_file", "missing_reference")]


def test_a_unit_that_is_not_there(services: Services) -> None:
    for unit, code in ((None, "required"), (77, "missing_reference")):
        with pytest.raises(Invalid) as refusal:
            services.cards.create(plain(unit))
        assert codes(refusal) == [("unit_id", code)]


def test_many_cards_are_saved_together_or_not_at_all(services: Services, unit: int) -> None:
    with pytest.raises(Invalid):
        services.cards.create_many([plain(unit, "SO-01"), plain(unit, "SO-02"), plain(unit, "SO-01")])
    assert services.cards.count(Query()) == 0
    made = services.cards.create_many([plain(unit, "SO-01"), plain(unit, "SO-02")])
    assert [card.symbol for card in made] == ["SO-01", "SO-02"]


# -- tables ------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(services: Services, unit: int) -> Services:
    other = add_unit(services, "DR", "Drogi")
    services.cards.create(plain(unit, "SO-10", name="Łąka", category="Żywność", status=CardStatus.PUBLISHED))
    services.cards.create(plain(unit, "SO-02", name="Las", category="Środowisko", review_on=date(2026, 12, 1)))
    services.cards.create(plain(other, "DR-01", name="Zjazd", category="", status=CardStatus.REVIEW, room="9"))
    return services


def symbols(services: Services, query: Query) -> list[str]:
    return [card.symbol for card in services.cards.page(query, 0, 100)]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (None, ["DR-01", "SO-02", "SO-10"]),
        ("name", ["SO-02", "SO-10", "DR-01"]),
        ("category", ["DR-01", "SO-02", "SO-10"]),
        ("status", ["SO-02", "DR-01", "SO-10"]),
    ],
)
def test_order(three: Services, sort: str | None, order: list[str]) -> None:
    assert symbols(three, Query(sort=sort)) == order
    if sort is not None:
        assert symbols(three, Query(sort=sort, descending=True)) == order[::-1]


def test_blank_places_stand_last_in_either_order(services: Services, unit: int) -> None:
    for number, day in enumerate((None, date(2027, 1, 1), date(2028, 1, 1)), start=1):
        services.cards.create(plain(unit, f"SO-{number:02d}", review_on=day))
    assert symbols(services, Query(sort="review_on")) == ["SO-02", "SO-03", "SO-01"]
    assert symbols(services, Query(sort="review_on", descending=True)) == ["SO-03", "SO-02", "SO-01"]


def test_people_stand_in_polish_order_and_rooms_in_that_of_their_numbers(services: Services, unit: int) -> None:
    for number, (name, room) in enumerate((("Zofia", "12"), ("Łucja", "9"), ("Adam", "9a")), start=1):
        services.cards.create(plain(unit, f"SO-{number:02d}", prepared_by=name, room=room))
    assert symbols(services, Query(sort="prepared_by")) == ["SO-03", "SO-02", "SO-01"]
    assert symbols(services, Query(sort="room")) == ["SO-02", "SO-03", "SO-01"]


def test_the_greatest_amount_has_room_in_every_database(services: Services, unit: int) -> None:
    fees = (Fee(amount=MAX_GROSZE),)
    assert services.cards.create(plain(unit, fees=fees)).record.fees == fees
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table, column in (("service_card_fee", "amount"), ("service_card", "fee_sort")):
        kind = services.cards.row.metadata.tables[table].columns[column].type.compile(dialect)
        # PostgreSQL's INTEGER ends at 21 million zł
        assert kind == "BIGINT"


def test_every_column_that_can_be_sorted_gives_every_card_once(three: Services) -> None:
    for key in three.cards.sorts():
        for descending in (False, True):
            assert sorted(symbols(three, Query(sort=key, descending=descending))) == ["DR-01", "SO-02", "SO-10"], key


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"status": {"draft", "review"}}, ["DR-01", "SO-02"]),
        ({"category": {""}}, ["DR-01"]),
        ({"category": {"Żywność"}, "status": {"draft"}}, []),
        ({"unit_id": {"1"}}, ["SO-02", "SO-10"]),
        ({"concern": {"review_soon", "waits_for_approval"}}, ["DR-01", "SO-02"]),
        ({"concern": {"nonsense"}}, []),
        ({"status": set()}, ["DR-01", "SO-02", "SO-10"]),
    ],
)
def test_filters_combine(three: Services, filters: dict[str, set[str]], found: list[str]) -> None:
    query = Query(filters={key: frozenset(values) for key, values in filters.items()})
    assert symbols(three, query) == found
    assert three.cards.count(query) == len(found)


def test_facets_leave_their_own_filter_open(three: Services) -> None:
    facets = three.cards.facets(Query(filters={"status": frozenset({"draft"})}))
    assert facets["status"] == {"draft": 1, "published": 1, "review": 1}
    assert facets["category"] == {"Środowisko": 1}
    assert facets["concern"]["review_soon"] == 1
    assert facets["concern"]["waits_for_approval"] == 0


def test_positions_agree_with_pages(three: Services) -> None:
    for query in (
        Query(),
        Query(sort="name", descending=True),
        Query("las"),
        Query(filters={"unit_id": frozenset("1")}),
    ):
        listed = three.cards.page(query, 0, 100)
        assert [three.cards.position(query, card.id) for card in listed] == list(range(len(listed)))
        assert [*three.cards.page(query, 0, 1), *three.cards.page(query, 1, 5)] == list(listed)
    assert three.cards.position(Query(), 999) is None


def test_words_rank_and_filters_still_hold(demo_services: Services) -> None:
    cards = demo_services.cards
    assert symbols(demo_services, Query("dowód"))[0] == "SO-01"
    within = Query("dowód", {"unit_id": frozenset({str(cards.by_symbol("SO-02").unit_id)})})  # type: ignore[union-attr]
    assert symbols(demo_services, within) == [
        symbol for symbol in symbols(demo_services, Query("dowód")) if symbol.startswith("SO-")
    ]
    assert symbols(demo_services, Query("dowód", sort="symbol")) == sorted(symbols(demo_services, Query("dowód")))


def test_a_word_that_finds_more_than_a_statement_has_room_for(three: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(three.cards, "_ranked", lambda _words: list(range(1, 40_001)))
    of_unit = Query("las", {"unit_id": frozenset({"1"})})
    assert three.cards.count(of_unit) == 2
    assert len(three.cards.page(of_unit, 0, 10)) == 2
    assert len(three.cards.page(Query("las", sort="name"), 0, 10)) == 3


# -- search documents --------------------------------------------------------------------------------------------


def found(services: Services, words: str) -> list[str]:
    return [card.symbol for card in services.cards.find(words)]


def test_the_search_follows_every_deed(services: Services, card: ServiceCard, unit: int) -> None:
    assert found(services, "dowodu") == ["SO-01"]
    renamed = services.cards.update(card.id, card.version, plain(unit, name="Paszport", synonyms=(), purpose="Wyjazd."))
    assert found(services, "dowodu") == []
    assert found(services, "paszportu") == ["SO-01"]
    back = undone(renamed)
    assert found(services, "paszportu") == []
    deleted = services.cards.delete(card.id, back.record.version)
    assert found(services, "dowodu") == []
    restored = undone(deleted)
    assert found(services, "dowodu") == ["SO-01"]
    services.cards.archive(card.id, restored.record.version)
    assert found(services, "dowodu") == []


def test_the_search_follows_a_unit_that_is_renamed(services: Services, card: ServiceCard, unit: int) -> None:
    record = services.units.get(unit)
    draft = draft_of(record, services.units.draft)
    services.units.update(unit, record.version, replace(draft, name="Wydział Ewidencji"))
    assert found(services, "ewidencja") == ["SO-01"]
    assert services.cards.get(card.id).unit_name == "Wydział Ewidencji"
    assert services.cards.get(card.id).version == card.version


def test_marks_name_the_words_that_matched(services: Services, card: ServiceCard) -> None:
    assert services.cards.matched(Query("dowód")).keys() == {card.id}
    assert services.cards.matched(Query("  ")) == {}


# -- at the desk -------------------------------------------------------------------------------------------------


def test_recent_cards_newest_first(services: Services, clock: FixedClock, unit: int) -> None:
    made = services.cards.create_many([plain(unit, f"SO-{number:02d}") for number in range(1, 5)])
    services.cards.note_opened(made[0].id)
    clock.moment += timedelta(minutes=1)
    services.cards.note_printed([made[2].id, made[1].id, made[2].id])
    clock.moment += timedelta(minutes=1)
    services.cards.note_opened(made[3].id)
    assert [card.symbol for card in services.cards.recent()] == ["SO-04", "SO-02", "SO-03", "SO-01"]
    assert [card.symbol for card in services.cards.recent(2)] == ["SO-04", "SO-02"]
    services.cards.delete(made[3].id, 1)
    services.cards.archive(made[1].id, 1)
    assert [card.symbol for card in services.cards.recent()] == ["SO-03", "SO-01"]


def test_attention_counts_only_what_there_is(three: Services) -> None:
    assert three.cards.attention() == {Concern.REVIEW_SOON: 1, Concern.WAITS_FOR_APPROVAL: 1}


def test_suggestions_in_polish_order(services: Services, unit: int) -> None:
    for number, post in enumerate(("sekretarz", "Łucja", "zastępca", "lider", ""), 1):
        services.cards.create(plain(unit, f"SO-{number:02d}", clerk_post=post, category=post))
    suggestions = services.cards.suggestions()
    assert suggestions["clerk_post"] == ["lider", "Łucja", "sekretarz", "zastępca"]
    assert suggestions["category"] == ["lider", "Łucja", "sekretarz", "zastępca"]
