"""Offers: what is refused and where, the derived state, passing on, replies, rejecting, and what waits."""

import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.core.errors import Conflict, Invalid
from app.core.progress import NoProgress
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.people.employees.domain import EmployeeDraft
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from app.registers.trainings.institutions.domain import InstitutionDraft
from app.registers.trainings.offers.domain import Offer, OfferDraft, OfferState, Reply, Routing, wanted
from app.registers.trainings.offers.register import REGISTER, attention
from app.registers.trainings.offers.sheet import write_offers
from app.registers.trainings.offers.words import progress_in_words, state_in_words
from tests.printing.reading import tagging_faults, texts

BOTH_ENGINES = True
TODAY = date(2026, 11, 22)
"""The day of the tests' clock."""
RECEIVED, SELECTED, PASSED = date(2026, 11, 2), date(2026, 11, 4), date(2026, 11, 10)


@pytest.fixture
def so(services: Services) -> int:
    """A unit that works."""
    return services.units.create(UnitDraft(symbol="SO", name="Sprawy Obywatelskie")).record.id


@pytest.fixture
def fn(services: Services) -> int:
    """Another unit."""
    return services.units.create(UnitDraft(symbol="FN", name="Finanse")).record.id


def draft(**more: object) -> OfferDraft:
    """A valid offer, changed by ``more``."""
    return OfferDraft(**{"topic": "Zamówienia publiczne", "received_on": RECEIVED, **more})  # type: ignore[arg-type]


def selected(**more: object) -> OfferDraft:
    """An offer that was selected."""
    return draft(**{"selected_on": SELECTED, "selected_by": "Sekretarz", **more})


def added(services: Services, offer: OfferDraft | None = None) -> Offer:
    """A saved offer."""
    return services.training_offers.create(offer or draft()).record


@pytest.mark.parametrize(
    ("values", "place", "code"),
    [
        ({"topic": " "}, "topic", "required"),
        ({"received_on": None}, "received_on", "required"),
        ({"received_on": TODAY + timedelta(1)}, "received_on", "future_day"),
        ({"starts_on": date(2026, 12, 2), "ends_on": date(2026, 12, 1)}, "ends_on", "ends_before_start"),
        ({"ends_on": date(2026, 12, 1)}, "starts_on", "required"),
        ({"price": -1}, "price", "out_of_range"),
        ({"institution_id": 999}, "institution_id", "missing_reference"),
        ({"file": "0" * 64, "file_name": "oferta.pdf"}, "file", "missing_reference"),
        ({"selected_on": SELECTED}, "selected_by", "decision_author"),
        ({"selected_by": "Sekretarz"}, "selected_on", "decision_day"),
        ({"selected_by": "Sekretarz", "selected_on": date(2026, 11, 1)}, "selected_on", "before_received"),
        ({"selected_by": "Sekretarz", "selected_on": TODAY + timedelta(1)}, "selected_on", "future_day"),
        ({"rejected_reason": "za drogo"}, "selected_on", "rejected_when"),
        ({"routings": (Routing(unit_id=1, passed_on=PASSED),)}, "selected_on", "not_selected"),
    ],
)
def test_a_bad_offer_is_refused_at_its_place(
    services: Services, so: int, values: dict[str, object], place: str, code: str
) -> None:
    assert so == 1
    with pytest.raises(Invalid) as refusal:
        services.training_offers.create(draft(**values))
    assert [(problem.field, problem.code) for problem in refusal.value.problems] == [(place, code)]
    assert services.training_offers.count(Query()) == 0


@pytest.mark.parametrize(
    ("values", "place", "code"),
    [
        ({"unit_id": None}, "unit_id", "required"),
        ({"unit_id": 999}, "unit_id", "missing_reference"),
        ({"passed_on": None}, "passed_on", "required"),
        ({"passed_on": date(2026, 11, 3)}, "passed_on", "passed_before_selected"),
        ({"passed_on": TODAY + timedelta(1)}, "passed_on", "future_day"),
        ({"people": 2}, "reply", "which_reply"),
        ({"replied_on": PASSED}, "reply", "which_reply"),
        ({"reply": Reply.WANTED}, "replied_on", "required"),
        ({"reply": Reply.WANTED, "replied_on": SELECTED}, "replied_on", "replied_before_passed"),
        ({"reply": Reply.WANTED, "replied_on": TODAY + timedelta(1)}, "replied_on", "future_day"),
        ({"reply": Reply.WANTED, "replied_on": PASSED, "people": 0}, "people", "nobody_wanted"),
        ({"reply": Reply.NOT_WANTED, "replied_on": PASSED, "people": 2}, "people", "people_of_refusal"),
    ],
)
def test_a_bad_routing_is_refused_at_its_place(
    services: Services, so: int, fn: int, values: dict[str, object], place: str, code: str
) -> None:
    routing = replace(Routing(unit_id=so, passed_on=PASSED), **values)  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refusal:
        services.training_offers.create(selected(routings=(Routing(unit_id=fn, passed_on=PASSED), routing)))
    assert [(each.field, each.code) for each in refusal.value.problems] == [(f"routings.1.{place}", code)]


def test_a_unit_gets_an_offer_once_and_not_after_it_was_closed(services: Services, so: int, fn: int) -> None:
    twice = (Routing(unit_id=so, passed_on=PASSED), Routing(unit_id=so, passed_on=PASSED))
    with pytest.raises(Invalid, match="przekazana w wierszu wyżej"):
        services.training_offers.create(selected(routings=twice))
    unit = services.units.get(fn)
    closed = replace(draft_of(unit, UnitDraft), closed_on=date(2026, 11, 9))
    offer = added(services, selected(routings=(Routing(unit_id=fn, passed_on=SELECTED),)))
    services.units.update(unit.id, unit.version, closed)
    with pytest.raises(Invalid, match=r"FN Finanse została zlikwidowana z dniem 09\.11\.2026"):
        services.training_offers.create(selected(routings=(Routing(unit_id=fn, passed_on=PASSED),)))
    # what went out before stays, and the offer can still be changed
    changed = replace(draft_of(offer, OfferDraft), place="Opole")
    assert services.training_offers.update(offer.id, offer.version, changed).record.place == "Opole"


def test_an_offer_goes_its_way_and_every_deed_can_be_taken_back(services: Services, so: int, fn: int) -> None:
    offers = services.training_offers
    offer = added(services)
    assert offer.state is OfferState.RECEIVED
    chosen = offers.pass_on(offer.id, offer.version, SELECTED, "Burmistrz", ())
    assert (chosen.record.state, chosen.record.selected_by) == (OfferState.SELECTED, "Burmistrz")
    assert chosen.message == "Wybrano ofertę: Zamówienia publiczne."
    passed = offers.pass_on(offer.id, chosen.record.version, PASSED, "", (so, fn))
    assert passed.record.state is OfferState.PASSED
    assert passed.message == "Przekazano ofertę do 2 komórek: Zamówienia publiczne."
    assert passed.record.selected_on == SELECTED
    again = offers.pass_on(offer.id, passed.record.version, TODAY, "", (so,)).record
    assert [each.passed_on for each in again.routings] == [PASSED, PASSED]
    assert state_in_words(again, TODAY) == "czeka na odpowiedź od 12 dni"

    said = offers.record_reply(offer.id, again.version, so, Reply.WANTED, TODAY, 2, "Pilne").record
    assert (wanted(said), progress_in_words(said, TODAY)) == (2, "od 12 dni, jest 1 z 2")
    with pytest.raises(Invalid, match="nie czeka z odpowiedzią"):
        offers.record_reply(offer.id, said.version, so, Reply.NOT_WANTED, TODAY)
    with pytest.raises(Conflict):
        offers.record_reply(offer.id, again.version, fn, Reply.NOT_WANTED, TODAY)
    last = offers.record_reply(offer.id, said.version, fn, Reply.NOT_WANTED, TODAY)
    assert state_in_words(last.record, TODAY) == "są chętni"
    assert last.undo is not None
    assert state_in_words(last.undo.run().record, TODAY) == "czeka na odpowiedź od 12 dni"


def test_rejecting_takes_a_reason_and_nothing_is_awaited_any_more(services: Services, so: int) -> None:
    offers = services.training_offers
    offer = added(services, selected(routings=(Routing(unit_id=so, passed_on=PASSED),)))
    with pytest.raises(Invalid):
        offers.reject(offer.id, offer.version, TODAY, "Burmistrz", " ")
    rejected = offers.reject(offer.id, offer.version, TODAY, "Burmistrz", "Brak środków").record
    assert rejected.state is OfferState.REJECTED
    # the decision to select it keeps its day and author
    assert (rejected.selected_on, rejected.selected_by) == (SELECTED, "Sekretarz")
    assert offers.waiting().unanswered == 0
    assert offers.count(Query(filters={"reply": frozenset({"awaited"})})) == 0
    with pytest.raises(Invalid, match="jest odrzucona"):
        offers.pass_on(offer.id, rejected.version, TODAY, "", (so,))
    fresh = added(services)
    at_once = offers.reject(fresh.id, fresh.version, TODAY, "Burmistrz", "Za drogo").record
    assert (at_once.selected_on, at_once.selected_by) == (TODAY, "Burmistrz")


def test_filters_and_the_desk_tell_what_waits(services: Services, so: int, fn: int) -> None:
    feniks = services.institutions.create(InstitutionDraft(name="FENIKS", aliases=("Ośrodek F",))).record.id
    waits = added(services, draft(topic="Archiwum", area="kancelaria"))
    out = added(
        services,
        selected(
            institution_id=feniks,
            received_on=date(2026, 11, 3),
            routings=(
                Routing(unit_id=so, passed_on=date(2026, 11, 21)),
                Routing(unit_id=fn, passed_on=PASSED, reply=Reply.WANTED, replied_on=TODAY),
            ),
        ),
    )

    def ids(**filters: str) -> list[int]:
        query = Query(filters={key: frozenset({value}) for key, value in filters.items()})
        return [each.id for each in services.training_offers.page(query, 0, 9)]

    assert ids() == [out.id, waits.id], "the latest first"
    assert ids(state="received") == ids(unit_id="") == ids(area="kancelaria") == [waits.id]
    assert ids(unit_id=str(so)) == ids(reply="awaited") == ids(reply="wanted") == ids(state="passed") == [out.id]
    assert ids(reply="not_wanted") == []
    facets = services.training_offers.facets(Query())
    assert facets["unit_id"] == {str(so): 1, str(fn): 1, "": 1}
    assert facets["reply"] == {"awaited": 1, "wanted": 1, "not_wanted": 0}
    assert [each.id for each in services.training_offers.page(Query("osrodek publiczne"), 0, 9)] == [out.id]
    assert [line.text for line in attention(services)] == [
        "1 oferta szkoleń czeka na wybór",
        "1 oferta szkoleń czeka na odpowiedź kierowników, najdłużej od 1 dnia",
    ]
    (hit,) = REGISTER.find(services, "feniks", 5)
    assert (hit.title, hit.subtitle) == ("Zamówienia publiczne", "FENIKS, czeka na odpowiedź od 1 dnia")
    for sort in ("topic", "received_on", "starts_on", "institution", "price", "state"):
        assert len(services.training_offers.page(Query(sort=sort), 0, 9)) == 2


def test_a_merged_institution_is_found_in_its_offers(services: Services) -> None:
    kept = services.institutions.create(InstitutionDraft(name="FENIKS")).record
    other = services.institutions.create(InstitutionDraft(name="Ośrodek FENIKS")).record
    offer = added(services, draft(institution_id=other.id))
    services.institutions.merge(kept.id, kept.version, other.id, other.version)
    assert services.training_offers.get(offer.id).institution == "FENIKS"
    assert services.training_offers.count(Query("ośrodek")) == 1


def test_an_offer_is_printed_with_heads_replies_and_its_empty_places(
    services: Services, so: int, tmp_path: Path
) -> None:
    def said(offer: Offer) -> str:
        pdf = services.offer_prints.offer(offer)
        assert tagging_faults(pdf, tmp_path) == []
        return " ".join(" ".join(texts(pdf)).replace("\xa0", " ").split())

    empty = said(added(services))
    assert "Decyzja o ofercie" in empty
    assert "Data i podpis" in empty
    head = EmployeeDraft(surname="Żak", first_name="Ewa", unit_id=so, heads_unit=True, employed_from=RECEIVED)
    services.employees.create(head)
    routing = Routing(unit_id=so, passed_on=PASSED, reply=Reply.WANTED, replied_on=TODAY, people=3)
    offer = added(services, selected(routings=(routing,), price=45050))
    printed = said(offer)
    assert "Decyzja o ofercie" not in printed
    for words in ("SO Sprawy Obywatelskie", "Ewa Żak", "tak, 3 osoby", "450,50 zł"):
        assert words in printed
    assert "SO – są chętni: 3 osoby (22.11.2026)" in services.offer_prints.text(offer)


@pytest.mark.parametrize("form", [Format.XLSX, Format.CSV])
def test_offers_are_written_with_their_routing(services: Services, so: int, tmp_path: Path, form: Format) -> None:
    feniks = services.institutions.create(InstitutionDraft(name="FENIKS")).record.id
    routing = Routing(unit_id=so, passed_on=PASSED)
    offer = added(services, selected(institution_id=feniks, routings=(routing,)))
    path = tmp_path / f"oferty.{form.value}"
    write_offers([offer], path, form, {feniks: "FENIKS"}, {so: "SO"}, TODAY, NoProgress())
    content = path.read_bytes()
    if form is Format.CSV:
        assert "SO – czeka na odpowiedź od 12 dni" in content.decode("utf-8-sig")
    else:
        with zipfile.ZipFile(path) as workbook:
            assert "SO – czeka na odpowiedź od 12 dni" in workbook.read("xl/sharedStrings.xml").decode()
