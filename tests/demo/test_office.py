"""The invented office is complete, passes its own rules and can be nobody real."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from stdnum import iban
from stdnum.pl import nip, regon

from app.core.identifiers import digits
from app.demo.office import COAT_OF_ARMS, demo_office, demo_units
from app.demo.people import DemoPost, demo_employees, demo_posts, feminine
from app.people.employees import domain as employees
from app.people.office import domain as office
from app.people.units import domain as units


def test_office_passes_validation_and_says_that_it_is_invented(folder: Path) -> None:
    draft = demo_office(folder)
    assert office.validate(draft) == ()
    assert draft.demonstration
    assert (draft.gmina, draft.name) == ("Gmina Przykładowa", "Urząd Miejski w Przykładowej")
    blank = [
        name
        for name in (
            "street",
            "town",
            "phone",
            "email",
            "website",
            "bip",
            "head_name",
            "appeal_body",
            "data_protection",
        )
        if not getattr(draft, name)
    ]
    assert blank == []


def test_numbers_have_valid_check_digits_but_invented_prefixes(folder: Path) -> None:
    draft = demo_office(folder)
    assert nip.is_valid(draft.nip)
    assert digits(draft.nip).startswith("000")
    assert regon.is_valid(draft.regon)
    assert draft.regon.startswith("99")
    assert len(draft.bank_accounts) == 5
    for account in draft.bank_accounts:
        assert iban.is_valid("PL" + digits(account.nrb)), account
        assert digits(account.nrb)[2:10] == "00000000", "the bank code must belong to no bank"


def test_hours_cover_the_working_week_and_have_exceptions(folder: Path) -> None:
    draft = demo_office(folder)
    assert [span.weekday for span in draft.hours] == [0, 1, 2, 3, 4]
    assert 2 <= len(draft.hours_exceptions) <= 3


def test_fourteen_units_with_parents_first(folder: Path) -> None:
    entries = demo_units(folder)
    assert len(entries) == 14
    assert {"SO", "USC", "DG", "OS", "FN", "GP", "DR", "PS"} <= {entry.unit.symbol for entry in entries}
    assert {entry.unit.symbol: units.validate(entry.unit) for entry in entries if units.validate(entry.unit)} == {}
    assert all(entry.unit.room and entry.unit.phone for entry in entries)
    assert any(entry.parent for entry in entries)


def test_employees_match_the_model_office(folder: Path, unit_ids: Mapping[str, int]) -> None:
    people = demo_employees(unit_ids, folder)
    assert len(people) == 112
    assert sum(post.count for post in demo_posts(folder) if post.substantive) == 90
    assert [problem for person in people for problem in employees.validate(person)] == []
    assert max(Counter((p.surname, p.first_name) for p in people).values()) == 1
    mails = [person.email for person in people if person.email]
    assert len(mails) == len(set(mails)) == 90
    assert {person.unit_id for person in people} == set(unit_ids.values())


def test_every_unit_has_one_head_who_comes_first(folder: Path, unit_ids: Mapping[str, int]) -> None:
    heads = [post for post in demo_posts(folder) if post.head]
    assert sorted(post.unit for post in heads) == sorted(unit_ids)
    assert all(post.count == 1 for post in heads)
    first_posts: dict[str, DemoPost] = {}
    for post in demo_posts(folder):
        first_posts.setdefault(post.unit, post)
    assert list(first_posts.values()) == heads


def test_employees_are_the_same_each_time_and_others_with_another_seed(
    folder: Path, unit_ids: Mapping[str, int]
) -> None:
    assert demo_employees(unit_ids, folder) == demo_employees(unit_ids, folder)
    assert demo_employees(unit_ids, folder) != demo_employees(unit_ids, folder, seed=1)


def test_the_mayor_is_the_head_named_in_the_office_data(folder: Path, unit_ids: Mapping[str, int]) -> None:
    (mayor,) = [person for person in demo_employees(unit_ids, folder) if person.post == "burmistrz"]
    assert f"{mayor.first_name} {mayor.surname}" == demo_office(folder).head_name


def test_surnames_agree_with_the_gender_of_the_first_name(folder: Path, unit_ids: Mapping[str, int]) -> None:
    # Polish women's first names end in -a, men's names in the list never do
    for person in demo_employees(unit_ids, folder):
        woman = person.first_name.endswith("a")
        wrong = ("ski", "cki", "dzki") if woman else ("ska", "cka", "dzka")
        assert not person.surname.endswith(wrong), person
    assert (feminine("Kowalski"), feminine("Zawadzki"), feminine("Nowak")) == ("Kowalska", "Zawadzka", "Nowak")


def test_coat_of_arms_is_a_drawing_without_text_or_links(folder: Path) -> None:
    text = (folder / COAT_OF_ARMS).read_text(encoding="utf-8")
    tags = {re.sub(r"\{.*\}", "", element.tag) for element in ET.fromstring(text).iter()}
    assert tags == {"svg", "path"}
    assert "href" not in text
