"""The audit log as people use it: filters, words, verification, the monthly report, export, the command line."""

import csv
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.administration.audit.branches import KeptHead
from app.administration.audit.domain import last_months, month
from app.bootstrap import Services, open_services
from app.cli import main
from app.core.clock import FixedClock
from app.core.errors import NotAllowed, NotFound, Refusal
from app.core.permissions import Actor
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.people.employees.domain import EmployeeDraft
from app.records.mapping import draft_of
from app.registers.service_cards.domain import Fee, FeeKind, ServiceCardDraft
from app.registers.service_cards.words import FIELDS
from db import audit
from db.audit import Anchor
from db.engine import connect
from db.file_store import FileStore
from tests.conftest import NOW
from tests.printing.reading import tagging_faults, texts
from tests.registers.service_cards.drafts import add_unit, plain


def _note(services: Services, deed: str, author: str = "ewa", **more: Any) -> None:
    with services.store.writing(author) as session:
        audit.note(session, deed, more.pop("entity", "unit"), more.pop("record_id", None), **more)


def _filter(**values: str) -> Query:
    return Query("", {key: frozenset({value}) for key, value in values.items()})


def _card(services: Services) -> Any:
    unit = add_unit(services)
    fee = Fee(kind=FeeKind.STAMP_DUTY, title="zezwolenie", amount=1700, basis="ustawa", account_purpose="opłata")
    return services.cards.create(plain(unit, fees=(fee,), phone="12 345")).record


# -- the table -----------------------------------------------------------------------------------------------------


def test_the_newest_entry_stands_first_and_keeps_its_place(services: Services) -> None:
    for number in range(5):
        _note(services, "print", title=f"Nr {number}")
    log = services.audit
    assert [entry.id for entry in log.page(Query(), 0, 3)] == [5, 4, 3]
    assert [entry.id for entry in log.page(Query(sort="number"), 3, 9)] == [4, 5]
    assert (log.position(Query(), 4), log.position(Query(sort="number"), 4)) == (1, 3)
    assert log.position(Query(sort="deed"), 4) == 1
    assert log.position(_filter(deed="read"), 4) is None
    with pytest.raises(NotFound):
        log.get(99)


def test_filters_and_their_counts(services: Services, clock: FixedClock) -> None:
    _note(services, "print", entity="unit")
    _note(services, "read", "jan", entity="employee")
    clock.moment = NOW - timedelta(days=8)
    _note(services, "print", "jan", entity="employee")
    clock.moment = NOW
    log = services.audit
    assert log.count(_filter(deed="print")) == 2
    assert log.count(_filter(deed="print", author="jan")) == 1
    assert log.count(_filter(period="1")) == log.count(_filter(period="7")) == 2
    assert log.count(_filter(period="30")) == log.count(_filter(period="2026-11")) == 3
    assert log.count(_filter(period="2026-10")) == log.count(_filter(period="nonsense")) == 0
    found = log.facets(_filter(deed="print"))
    assert found["deed"] == {"print": 2, "read": 1}
    assert found["author"] == {"ewa": 1, "jan": 1}
    assert found["entity"] == {"unit": 1, "employee": 1}
    assert found["period"] == {"1": 1, "7": 1, "30": 2, **dict.fromkeys(last_months(clock.today()), 0), "2026-11": 2}


def test_the_history_of_one_record(services: Services) -> None:
    card = _card(services)
    services.cards.update(card.id, card.version, replace(draft_of(card, ServiceCardDraft), phone="99"))
    query = _filter(record=f"service_card:{card.id}")
    assert [entry.deed for entry in services.audit.page(query, 0, 9)] == ["update", "create"]
    assert services.audit.facets(query)["record"] == {f"service_card:{card.id}": 2}
    assert services.audit.title_of("service_card", card.id) == "SO-01"
    for odd in ("service_card:x", "", ":", "service_card:-1"):
        assert services.audit.count(_filter(record=odd)) == 0


@pytest.mark.parametrize(
    ("words", "found"),
    [("łąka", 1), ("ŁĄKA", 1), ("Łąka", 1), ("nr łąka", 1), ("żuk", 0), ("ewa", 2), ("%", 1), ("_", 0), ('"ostra"', 1)],
)
def test_words_are_looked_for_in_author_and_content(services: Services, words: str, found: int) -> None:
    _note(services, "print", title="ŁĄKA nr 5", facts={"note": "100 %"})
    _note(services, "print", title="Ulica", changes={"name": ["łąka"[:2], 'róg "ostra"']})
    assert services.audit.count(Query(words)) == found


def test_rights_are_asked_for(services: Services, tmp_path: Path) -> None:
    log = services.audit
    log.actor = lambda: Actor("administrator", frozenset({"account.edit", "audit.export"}))
    for deed in (
        lambda: log.page(Query(), 0, 1),
        lambda: log.count(Query()),
        lambda: log.facets(Query()),
        lambda: log.position(Query(), 1),
        lambda: log.get(1),
        log.vocabulary,
        log.head,
        log.check,
        log.months,
        lambda: log.report("2026-11"),
        lambda: log.title_of("unit", 1),
    ):
        with pytest.raises(NotAllowed):
            deed()
    log.actor = lambda: Actor("ewa", frozenset({"audit.read"}))
    with pytest.raises(NotAllowed):
        services.audit_prints.export(Query(), tmp_path / "x.csv", Format.CSV)


def test_what_may_not_be_read_elsewhere_is_not_read_here(services: Services, tmp_path: Path) -> None:
    unit = add_unit(services)
    person = services.employees.create(EmployeeDraft(surname="Tajna", first_name="Ewa", unit_id=unit)).record
    services.employees.update(
        person.id, person.version, replace(draft_of(person, EmployeeDraft), surname="Tajniejsza", phone="1")
    )
    log = services.audit
    rights = {"audit.read", "audit.export", "unit.read", "office.read"}
    log.actor = lambda: Actor("iod", frozenset(rights))
    updated, created = log.page(_filter(entity="employee"), 0, 9)
    assert {change.name for change in updated.changes} == {"surname", "phone"}
    assert "Tajn" not in repr((updated, created, log.get(updated.id), log.entries(Query()), log.report("2026-11")))
    assert log.vocabulary().record(updated) == f"nr {person.id}"
    assert log.count(Query("Tajna")) == 0, "searching must not confirm a guess"
    assert log.title_of("employee", person.id) == f"nr {person.id}"
    assert b"Tajn" not in log.vocabulary().text(updated).encode()
    assert log.page(_filter(entity="unit"), 0, 1)[0].title == "SO Referat Spraw Obywatelskich"
    rights.add("employee.read")
    assert "Tajniejsza" in repr(log.page(_filter(entity="employee"), 0, 1))


# -- words ---------------------------------------------------------------------------------------------------------


def test_changes_are_told_in_polish(services: Services) -> None:
    card = _card(services)
    other = add_unit(services, "FN", "Referat Finansowy", card_pattern="SO-##")
    draft = draft_of(card, ServiceCardDraft)
    fee = replace(card.fees[0], amount=123_450)
    services.cards.update(card.id, card.version, replace(draft, phone="", unit_id=other, fees=(fee,)))
    (entry,) = services.audit.page(_filter(deed="update"), 0, 1)
    words = services.audit.vocabulary()
    rows = {label: (old, new) for label, old, new in words.rows(entry)}
    assert rows["Telefon"] == ("12 345", "—")
    assert rows[FIELDS["unit_id"].label] == ("SO Referat Spraw Obywatelskich", "FN Referat Finansowy")
    assert "1\u00a0234,50\u00a0zł" in rows["Opłaty"][1]
    assert "opłata skarbowa" in rows["Opłaty"][1]
    assert words.kind("service_card") == "karta usługi"
    assert words.short(entry).startswith(("Komórka", "Opłaty", "Telefon"))


def test_one_change_is_told_in_a_line_and_what_is_unknown_plainly(services: Services) -> None:
    card = _card(services)
    services.cards.update(card.id, card.version, replace(draft_of(card, ServiceCardDraft), valid_from=NOW.date()))
    words = services.audit.vocabulary()
    (entry,) = services.audit.page(_filter(deed="update"), 0, 1)
    assert words.short(entry).endswith("— → 22.11.2026")
    _note(services, "teleport", entity="dragon", record_id=7, changes={"wings": [1, True]}, facts={"colour": [None]})
    (entry,) = services.audit.page(Query(), 0, 1)
    assert words.rows(entry) == [("wings", "1", "tak")]
    assert words.facts(entry) == [("colour", "—")]
    assert (words.kind("dragon"), words.record(entry)) == ("dragon", "nr 7")


def test_an_erased_entry_says_so(services: Services) -> None:
    _note(services, "print", title="Jan Nowak", record_id=5)
    with services.store.writing("iod") as session:
        audit.blank(session, [1])
    entry = services.audit.get(1)
    assert (entry.erased, entry.title) == (True, "")
    assert "usunięto" in services.audit.vocabulary().short(entry)
    assert services.audit.check().sound


# -- trust ---------------------------------------------------------------------------------------------------------


def _rewrite(path: Path, statement: str) -> None:
    with closing(connect(path)) as raw:
        kept = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in kept:
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(statement)
        for _, sql in kept:
            raw.execute(sql)


def test_a_check_names_the_first_bad_entry_and_becomes_an_entry(services: Services, store: FileStore) -> None:
    for _ in range(4):
        _note(services, "print")
    good = services.audit.check()
    assert (good.sound, good.entries, good.sentences) == (True, 4, ("Dziennik jest nienaruszony: 4 wpisy.",))
    assert services.audit.page(Query(), 0, 1)[0].deed == "check"
    _rewrite(store.path, "UPDATE audit_entry SET author = 'kto inny' WHERE number = 3")
    bad = services.audit.check()
    assert not bad.sound
    assert bad.sentences == ("Wpis nr 3 zmieniono, podłożono albo przestawiono.",)


def test_heads_of_backups_and_of_paper_find_a_cut_tail(services: Services, store: FileStore) -> None:
    for _ in range(4):
        _note(services, "print")
    paper = services.audit.head().text
    services.audit._kept = lambda: [KeptHead(services_head, NOW)]
    services_head = services.audit.head()
    assert "zgadza się z nim 1 zachowany stan" in services.audit.check().sentences[0]
    cut = "UPDATE audit_head SET count = 2, mac = (SELECT mac FROM audit_entry WHERE number = 2)"
    _rewrite(store.path, "DELETE FROM audit_entry WHERE number > 2")
    _rewrite(store.path, cut)
    assert services.audit.check().sentences[0] == "Dziennik ucięto: brakuje wpisów od nr 3."
    services.audit._kept = lambda: ()
    assert services.audit.check().sound, "without a head kept elsewhere nobody can know"
    assert not services.audit.check([paper]).sound
    with pytest.raises(Refusal, match="1234:0123"):
        services.audit.check(["to nie znak"])


def test_a_typed_head_is_told_of_a_restore(services: Services) -> None:
    _note(services, "print")
    _note(services, "restore", "program")
    typed = services.audit.check(["2:0000 0000 0000 0000"])
    assert not typed.sound
    assert any("nr 2 mówi o odtworzeniu" in sentence for sentence in typed.sentences)


# -- report and export ---------------------------------------------------------------------------------------------


def test_the_report_counts_and_lists_what_the_officer_must_know(services: Services, clock: FixedClock) -> None:
    _note(services, "sign_in_failed", facts={"attempts": 3})
    _note(services, "sign_in_failed", facts={"attempts": 2})
    _note(services, "export", entity="employee", facts={"count": 12})
    _note(services, "anonymise", entity="employee", record_id=4)
    clock.moment = NOW - timedelta(days=40)
    _note(services, "read")
    clock.moment = NOW
    report = services.audit.report("2026-11")
    assert (report.failures, report.entries) == (5, 5)
    assert [entry.deed for entry in report.lists["erase"]] == ["anonymise"]
    assert ("export", "employee", 1) in report.deeds
    assert ("ewa", "sign_in_failed", 2) in report.persons
    assert report.head == services.audit.head().text
    assert services.audit.report("2026-10").entries == 1
    for wrong in ("2026-13", "listopad", "26-11", ""):
        with pytest.raises(Refusal, match="2026-11"):
            services.audit.report(wrong)


def test_the_report_shows_a_head_that_can_be_typed_back(services: Services, tmp_path: Path) -> None:
    _note(services, "export", entity="service_card", title="Żółta łąka", facts={"count": 3})
    pdf = services.audit_prints.report("2026-11")
    lines = texts(pdf)
    assert "Dziennik czynności: listopad 2026" in lines
    head = services.audit.head()
    assert head.text in lines
    assert Anchor.parse(head.text).mac == head.mac[: Anchor.SHOWN]
    assert any("Żółta łąka" in line for line in lines)
    assert tagging_faults(pdf, tmp_path) == []


@pytest.mark.parametrize("deed", ["create", "update", "export"])
def test_one_entry_on_paper_is_tagged_and_whole(services: Services, tmp_path: Path, deed: str) -> None:
    card = _card(services)
    services.cards.update(card.id, card.version, replace(draft_of(card, ServiceCardDraft), phone="żółć 99"))
    services.exchange.export(tmp_path / "karty.csv", Format.CSV)
    (entry,) = services.audit.page(_filter(deed=deed, entity="service_card"), 0, 1)
    pdf = services.audit_prints.entry(entry)
    assert tagging_faults(pdf, tmp_path) == []
    if deed == "update":
        assert "żółć 99" in texts(pdf)


def test_a_file_of_the_log_defuses_formulas_and_is_an_entry_itself(services: Services, tmp_path: Path) -> None:
    _note(services, "print", title="=1+1", record_id=3)
    target = tmp_path / "dziennik.csv"
    assert services.audit_prints.export(Query(), target, Format.CSV) == 1
    with target.open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file, delimiter=";")
    cells = dict(zip(header, row, strict=True))
    assert cells["Nr"] == "1"
    assert not cells["Czego dotyczy"].startswith("=")
    assert services.audit.page(Query(), 0, 1)[0].facts == {"count": 1}
    services.audit_prints.export(Query(), tmp_path / "dziennik.xlsx", Format.XLSX)
    assert (tmp_path / "dziennik.xlsx").stat().st_size > 1000


def test_months() -> None:
    assert last_months(month("2026-02").first, 3) == ("2026-02", "2026-01", "2025-12")
    assert month("2026-12").end.isoformat() == "2027-01-01"


def test_the_command_line_verifies_reports_and_exports(
    demo_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = ["--database", str(demo_database), "audit"]
    assert main([*base, "verify"]) == 0
    head = capsys.readouterr().out.splitlines()[-1].partition(": ")[2]
    assert main([*base, "verify", "--head", head]) == 0
    assert main([*base, "verify", "--head", "1:0000000000000000"]) == 1
    assert "Wpis nr 1 jest inny" in capsys.readouterr().err
    assert main([*base, "report", "--month", "2026-11", "--out", str(tmp_path / "r.pdf")]) == 0
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert main([*base, "export", "--out", str(tmp_path / "d.xlsx")]) == 0
    assert main([*base, "export", "--out", str(tmp_path / "d.doc")]) == 1
    _rewrite(demo_database, "DELETE FROM audit_entry WHERE number = 2")
    assert main([*base, "verify"]) == 1
    assert "Brakuje wpisu nr 2." in capsys.readouterr().err
    with closing(open_services(demo_database)) as services:
        assert services.audit.page(Query(), 0, 1)[0].deed == "check"
