"""Spheres and their groups: every code has a group, letters and colours tell the groups apart for everybody."""

from datetime import date
from itertools import combinations

import pytest
from PySide6.QtGui import QColor

from app.core.contrast import contrast
from app.registers.ngos import dictionary
from app.registers.ngos.dictionary import groups, needs_of, shipped
from app.registers.ngos.organisations.domain import LegalForm, OrganisationDraft, validate

_LEAST_CONTRAST = 4.5
"""WCAG 2.1, criterion 1.4.3, of a letter on its disc."""
_LEAST_DISTANCE = 30
"""Of two colours, in 0…441: they are no two shades of one."""


def test_every_sphere_has_a_group() -> None:
    assert {sphere.group for sphere in shipped().spheres} == {group.key for group in groups()}


def test_groups_are_told_apart_by_letters_alone() -> None:
    assert len({group.letter for group in groups()}) == len(groups())
    assert all(len(group.letter) == 1 for group in groups())


def test_white_letter_is_readable_on_every_colour() -> None:
    assert {group.key for group in groups() if contrast("#ffffff", group.colour) < _LEAST_CONTRAST} == set()


def test_no_two_groups_share_a_colour() -> None:
    for one, other in combinations(groups(), 2):
        a, b = QColor(one.colour), QColor(other.colour)
        distance = ((a.red() - b.red()) ** 2 + (a.green() - b.green()) ** 2 + (a.blue() - b.blue()) ** 2) ** 0.5
        assert distance > _LEAST_DISTANCE, (one.key, other.key)


def test_unknown_code_keeps_its_text_and_stands_in_the_last_group() -> None:
    assert (shipped().label("99z"), shipped().group_of("99z")) == ("99z", groups()[-1].key)


def test_spheres_of_an_early_year_lack_the_later_ones() -> None:
    codes = {sphere.code for sphere in shipped().on(date(2005, 1, 1))}
    assert "16" in codes
    assert not codes & {"1a", "5a", "32a", "34"}


def test_every_legal_form_says_what_it_needs_and_why() -> None:
    for form in LegalForm:
        assert needs_of(form).source
    assert needs_of(LegalForm.ASSOCIATION).required == ("krs",)
    assert "krs" not in needs_of(LegalForm.RURAL_CIRCLE).required


def test_numbers_are_asked_for_by_the_rules_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    text = dictionary._text("ngo_forms.toml").replace(
        'key = "sports_club"',
        'key = "sports_club"\nrequired = ["krs"]\nregister = "KRS"\nsource = "nowa ustawa"\n'
        'valid_from = 2027-01-01\n[[form]]\nkey = "sports_club"\nvalid_to = 2026-12-31',
    )
    monkeypatch.setattr(dictionary, "_text", lambda _name: text)
    dictionary._forms.cache_clear()
    club = OrganisationDraft(name="Klub", legal_form=LegalForm.SPORTS_CLUB)
    assert not validate(club, date(2026, 12, 31))
    assert [problem.field for problem in validate(club, date(2027, 1, 1))] == ["krs"]
    assert needs_of(LegalForm.SPORTS_CLUB, date(2026, 12, 31)).required == ()
    # before any version the oldest one holds
    assert needs_of(LegalForm.SPORTS_CLUB, date(1990, 1, 1)).required == ()
    monkeypatch.undo()
    dictionary._forms.cache_clear()
