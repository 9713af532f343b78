"""The form of an organisation: what it fills in by itself, and what it leaves alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from pytestqt.qtbot import QtBot

from app.core.errors import EnvironmentProblem
from app.geo.placing import AddressIndex
from app.geo.shapes import Place
from app.registers.ngos.organisations.domain import Address, Organisation
from app.registers.ngos.organisations.form import OrganisationChoices, OrganisationForm
from app.widgets.forms.record_form import Subject
from tests.registers.ngos.organisations.sample import organisation
from tests.widgets.form_fixtures import Bench

TODAY = date(2026, 11, 22)
LOCALITIES = AddressIndex((), [Place(name=name, x=400_000.0, y=300_000.0) for name in ("Zakątek", "Zalesie")])
TOWNS = {"46-200": "Przykładów", "46-211": "Wzorcowo"}


def never(_draft: Any, _record: Any) -> Any:
    raise AssertionError("nothing is saved here")


def edited(
    qtbot: QtBot, bench: Bench, record: Organisation, locality: Callable[[str], str | None] = LOCALITIES.place_meant
) -> Any:
    """The form over a record, in an office that knows the post towns of two codes."""
    form = OrganisationForm(
        Subject(record=record),
        bench.services(),
        never,
        choices=OrganisationChoices(spheres=(), post_towns=TOWNS, locality=locality, today=TODAY),
    )
    qtbot.addWidget(form, before_close_func=lambda _form: form._drop_changes())
    return form


def test_the_post_town_follows_the_code_until_somebody_types_another(qtbot: QtBot, bench: Bench) -> None:
    village = Address(place="Zakątek", number="1")
    form = edited(qtbot, bench, organisation(addresses=(village, replace(village, postal_code="46-200"))))
    cards = form.page.rows["addresses"].editor.cards

    def put(card: int, **texts: str) -> str:
        rows = {row.field.name: row.editor for row in cards[card].fields}
        for name, text in texts.items():
            rows[name].put(text)
        return str(form.draft().addresses[card].post_town)

    typed = ("46-20", "46-200", "46-211", "46-2", "46-200")
    assert [put(0, postal_code=code) for code in typed] == ["", "Przykładów", "Wzorcowo", "", "Przykładów"]
    assert "Zakątek 1, 46-200 Przykładów" in cards[0].told()
    assert put(0, place="Przykładów") == "", "a town with a post office of its own"
    assert put(0, place="Zakątek") == "Przykładów"
    assert (put(0, post_town=""), put(0, number="2")) == ("", ""), "what was taken out stays out"
    assert put(0, post_town="Lipiny", postal_code="46-211") == "Lipiny"
    assert put(1, number="3") == "", "an old address is not filled in behind anybody's back"


def test_a_locality_that_the_map_does_not_know_is_doubted_at_its_field_and_not_refused(
    qtbot: QtBot, bench: Bench
) -> None:
    form = edited(qtbot, bench, organisation(addresses=(Address(place="Zalesei", number="1"),)))
    row = next(r for r in form.page.rows["addresses"].editor.cards[0].fields if r.field.name == "place")
    assert row.note.doubt_text == "Takiej miejscowości nie ma na mapie gminy. Czy chodzi o „Zalesie”?"
    row.editor.put("Warszawa")
    assert row.note.doubt_text == "", "not while it is being typed"
    row.leave()
    assert row.note.doubt_text.endswith("Sprawdź, czy nie ma w niej błędu.")
    assert not row.note.error_text
    row.editor.put("Zalesie")
    row.leave()
    assert row.note.doubt_text == ""


def test_a_map_that_does_not_answer_raises_no_doubt(qtbot: QtBot, bench: Bench) -> None:
    def lost(_place: str) -> str | None:
        raise EnvironmentProblem("Serwer nie odpowiada.")

    form = edited(qtbot, bench, organisation(addresses=(Address(place="Zalesei", number="1"),)), lost)
    row = next(r for r in form.page.rows["addresses"].editor.cards[0].fields if r.field.name == "place")
    row.leave()
    assert row.note.doubt_text == ""
