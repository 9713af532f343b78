"""Institutions: what is refused, finding by any name, merging two with undo, and proposals that were turned down."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services, build
from app.core.errors import Conflict, Invalid, NotAllowed, Refusal
from app.core.permissions import Actor
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.records.mapping import draft_of
from app.registers.trainings.courses.model import CourseRow
from app.registers.trainings.institutions.domain import Institution, InstitutionDraft
from app.registers.trainings.offers.model import OfferRow
from app.registers.trainings.preferred.model import InstitutionNoteRow, PreferredListRow

BOTH_ENGINES = True


def add(services: Services, name: str, **more: object) -> Institution:
    """A saved institution."""
    return services.institutions.create(InstitutionDraft(name=name, **more)).record  # type: ignore[arg-type]


def stored(services: Services, row: Any) -> dict[int, tuple[int | None, int]]:
    """By id the institution and the version of records of one kind, read from the tables."""
    with services.store.reading() as session:
        return {each.id: (each.institution_id, each.version) for each in session.query(row)}


def referring(services: Services, institution_id: int, *, deleted: bool = False) -> None:
    """An offer, a training and a note of a preferred list that name the institution, written past their use cases."""
    now = services.clock.now()
    text = dict.fromkeys(("sort", "find"), "x")
    with services.store.writing("test") as session:
        offer = OfferRow(
            topic="Oferta", area="", institution_id=institution_id, received_on=date(2026, 1, 5), place="",
            description="", file_name="", selected_by="", rejected_reason="", state="received",
            deleted_at=now if deleted else None, **text,
        )  # fmt: skip
        course = CourseRow(
            topic="Szkolenie", area="", kind="external", mode="on_site", institution_id=institution_id, lecturer="",
            place="", starts_on=date(2026, 2, 1), ends_on=date(2026, 2, 1), entitlement="", programme="",
            file_name="", note="", cancel_reason="", deleted_at=now if deleted else None, **text,
        )  # fmt: skip
        note = InstitutionNoteRow(position=0, institution_id=institution_id, left_out=False, note="")
        preferred = PreferredListRow(
            year=2026, since=date(2025, 1, 1), until=date(2025, 12, 31), note="", state="draft", approved_by="",
            notes=[note], **text,
        )  # fmt: skip
        session.add_all((offer, course, preferred))


@pytest.mark.parametrize(
    ("values", "place", "code"),
    [
        ({"name": " "}, "name", "required"),
        ({"name": "– –"}, "name", "no_letters"),
        ({"nip": "526-000-62-48"}, "nip", "bad_nip"),
        ({"regon": "123456780"}, "regon", "bad_regon"),
        ({"postal_code": "45000"}, "postal_code", "bad_postal_code"),
        ({"email": "biuro.example"}, "email", "bad_email"),
        ({"aliases": ("Kotwica", "KOTWICA")}, "aliases.1", "alias_twice"),
        ({"aliases": ("żagiel",)}, "aliases.0", "alias_twice"),
        ({"name": "„Feniks”"}, "name", "name_taken"),
        ({"aliases": ("Ośrodek feniks",)}, "aliases.0", "alias_taken"),
    ],
)
def test_a_bad_institution_is_refused_at_its_place(
    services: Services, values: dict[str, object], place: str, code: str
) -> None:
    add(services, "FENIKS", aliases=("Ośrodek Feniks",))
    with pytest.raises(Invalid) as refusal:
        services.institutions.create(replace(InstitutionDraft(name="Żagiel"), **values))  # type: ignore[arg-type]
    assert [(problem.field, problem.code) for problem in refusal.value.problems] == [(place, code)]
    assert services.institutions.count(Query()) == 1


def test_it_is_found_by_any_name_however_written(services: Services) -> None:
    feniks = add(services, "FENIKS sp. z o.o.", aliases=("Ośrodek Feniks",), town="Opole")
    for name in ("Feniks Sp. z o. o.", "  „OŚRODEK   FENIKS” "):
        found = services.institutions.named(name)
        assert found is not None
        assert found.id == feniks.id
    assert services.institutions.named("Feniks") is None
    assert services.institutions.near((InstitutionDraft(name="Feniks"),)) == ((feniks,),)
    assert [each.id for each in services.institutions.page(Query("osrodek opol"), 0, 9)] == [feniks.id]


def test_merging_turns_every_reference_and_undo_brings_both_back_exactly(services: Services) -> None:
    kept = add(services, "FENIKS", phone="77 000", aliases=("Feniks Opole",))
    other = add(services, "Ośrodek FENIKS", aliases=("FENIKS ośrodek",), phone="1", email="a@b.example", town="Opole")
    referring(services, other.id)
    referring(services, other.id, deleted=True)
    before = {row: stored(services, row) for row in (OfferRow, CourseRow)}
    outcome = services.institutions.merge(kept.id, kept.version, other.id, other.version)
    one = outcome.record
    assert (one.name, one.aliases) == ("FENIKS", ("Feniks Opole", "Ośrodek FENIKS", "FENIKS ośrodek"))
    assert (one.phone, one.email, one.town) == ("77 000", "a@b.example", "Opole")
    assert outcome.change.ids == {kept.id, other.id}
    assert services.institutions.count(Query()) == 1
    for row, rows in before.items():
        after = stored(services, row)
        assert {institution for institution, _ in after.values()} == {kept.id}
        assert {number: version for number, (_, version) in after.items()} == {
            number: version + 1 for number, (_, version) in rows.items()
        }
    assert services.institutions.uses() == {kept.id: {"training_offer": 1, "training_course": 1, "preferred_list": 2}}
    found = services.institutions.named("ośrodek Feniks")
    assert found is not None
    assert found.id == kept.id
    deeds = [(e.deed, e.entity) for e in services.audit.page(Query(), 0, 50)]
    assert deeds.count(("delete", "training_institution")) == 1

    assert outcome.undo is not None
    undone = outcome.undo.run()
    assert draft_of(services.institutions.get(kept.id), InstitutionDraft) == draft_of(kept, InstitutionDraft)
    assert draft_of(services.institutions.get(other.id), InstitutionDraft) == draft_of(other, InstitutionDraft)
    for row, rows in before.items():
        assert {number: institution for number, (institution, _) in stored(services, row).items()} == {
            number: institution for number, (institution, _) in rows.items()
        }
    assert services.institutions.uses()[other.id]["preferred_list"] == 2

    assert undone.undo is not None
    undone.undo.run()
    assert services.institutions.count(Query()) == 1


def test_deeds_before_a_merge_can_be_undone_after_its_undo(services: Services) -> None:
    kept, other = add(services, "FENIKS"), add(services, "Ośrodek FENIKS")
    draft = draft_of(kept, InstitutionDraft)
    edited = services.institutions.update(kept.id, kept.version, replace(draft, town="Opole"))
    merged = services.institutions.merge(kept.id, edited.record.version, other.id, other.version)
    assert merged.undo is not None
    merged.undo.run()
    assert edited.undo is not None
    edited.undo.run()
    assert services.institutions.get(kept.id).town == ""


def test_what_was_turned_elsewhere_meanwhile_stays_and_a_later_edit_stops_the_undo(services: Services) -> None:
    kept, other, third = add(services, "FENIKS"), add(services, "Ośrodek FENIKS"), add(services, "Żagiel")
    referring(services, other.id)
    outcome = services.institutions.merge(kept.id, kept.version, other.id, other.version)
    with services.store.writing("test") as session:
        session.query(OfferRow).one().institution_id = third.id
    assert outcome.undo is not None
    outcome.undo.run()
    assert [institution for institution, _ in stored(services, OfferRow).values()] == [third.id]
    assert [institution for institution, _ in stored(services, CourseRow).values()] == [other.id]

    kept, other = services.institutions.get(kept.id), services.institutions.get(other.id)
    outcome = services.institutions.merge(kept.id, kept.version, other.id, other.version)
    saved = replace(draft_of(outcome.record, InstitutionDraft), note="Nowa uwaga")
    services.institutions.update(kept.id, outcome.record.version, saved)
    assert outcome.undo is not None
    with pytest.raises(Conflict):
        outcome.undo.run()
    assert services.institutions.get(kept.id).note == "Nowa uwaga"


def test_a_merge_that_cannot_be_done_changes_nothing(services: Services) -> None:
    kept = add(services, "FENIKS", aliases=tuple(f"Feniks {number}" for number in range(30)))
    other = add(services, "Ośrodek FENIKS")
    with pytest.raises(Refusal, match="31 innych nazw"):
        services.institutions.merge(kept.id, kept.version, other.id, other.version)
    with pytest.raises(Conflict):
        services.institutions.merge(kept.id, kept.version, other.id, other.version + 1)
    with pytest.raises(Refusal, match="dwie różne"):
        services.institutions.merge(kept.id, kept.version, kept.id, kept.version)
    referring(services, other.id)
    rights = frozenset({f"training_institution.{deed}" for deed in ("read", "edit", "delete")})
    services.institutions.actor = lambda: Actor("ewa", rights)
    spare = add(services, "FENIKS Brzeg")
    with pytest.raises(NotAllowed):
        services.institutions.merge(spare.id, spare.version, other.id, other.version)
    assert services.institutions.count(Query()) == 3
    assert {institution for institution, _ in stored(services, OfferRow).values()} == {other.id}


def test_a_proposal_turned_down_stays_turned_down_also_after_a_merge(services: Services) -> None:
    first, second = add(services, "FENIKS", town="Opole"), add(services, "Ośrodek FENIKS", town="Brzeg")
    (found,) = services.institutions.proposals()
    assert {found.first.id, found.second.id} == {first.id, second.id}
    turned = services.institutions.keep_apart(first.id, second.id)
    assert services.institutions.proposals() == ()
    assert build(services.store, services.clock).institutions.proposals() == ()
    third = add(services, "Feniks szkolenia")
    assert len(services.institutions.proposals()) == 2
    second = services.institutions.get(second.id)
    services.institutions.merge(third.id, third.version, second.id, second.version)
    assert services.institutions.proposals() == ()
    assert turned.undo is not None


def test_turning_down_can_be_undone(services: Services) -> None:
    first, second = add(services, "FENIKS"), add(services, "Ośrodek FENIKS")
    turned = services.institutions.keep_apart(second.id, first.id)
    assert turned.undo is not None
    turned.undo.run()
    assert len(services.institutions.proposals()) == 1


def test_one_that_something_names_is_not_deleted(services: Services) -> None:
    other = add(services, "FENIKS")
    referring(services, other.id)
    with pytest.raises(Refusal, match="3 wpisy"):
        services.institutions.delete(other.id, other.version)
    used, unused = (services.institutions.count(Query(filters={"use": frozenset({key})})) for key in ("used", "unused"))
    assert (used, unused) == (1, 0)


@pytest.mark.parametrize("form", [Format.XLSX, Format.CSV])
def test_a_register_written_and_read_back_changes_nothing(services: Services, tmp_path: Path, form: Format) -> None:
    add(services, "FENIKS", aliases=("Ośrodek Feniks", "Feniks Opole"), nip="526-000-62-49", note="Dwie\nlinie")
    path = tmp_path / f"instytucje.{form.value}"
    assert services.institution_exchange.export(path, form) == 1
    report = services.institution_exchange.load(path, dry_run=False)
    assert (report.new, report.changed, report.unchanged, report.refused) == (0, 0, 1, ())


@pytest.mark.parametrize("dry_run", [True, False])
def test_lines_of_a_file_find_institutions_by_any_name_and_lookalikes_are_told(
    services: Services, tmp_path: Path, dry_run: bool
) -> None:
    feniks = add(services, "FENIKS", aliases=("Ośrodek Feniks",))
    path = tmp_path / "instytucje.csv"
    lines = (
        "Nazwa;Miejscowość;NIP",
        "OŚRODEK FENIKS;Opole;",
        "Żagiel;Brzeg;",
        "ŻAGIEL;Brzeg;",
        "Fenikz;;",
        "Kotwica;;1234567890",
        "Akademia Feniks;;",
    )
    path.write_text("\n".join(lines), "utf-8-sig")
    report = services.institution_exchange.load(path, dry_run=dry_run)
    assert (report.new, report.changed, len(report.refused)) == (3, 1, 2)
    assert [(row.row, row.column) for row in report.refused] == [(4, "Nazwa"), (6, "NIP")]
    assert "„Akademia Feniks” – w programie jest „FENIKS”." in report.notices
    saved = services.institutions.get(feniks.id)
    assert (saved.name, saved.aliases, saved.town) == ("FENIKS", ("Ośrodek Feniks",), "" if dry_run else "Opole")
    assert services.institutions.count(Query()) == (1 if dry_run else 4)
