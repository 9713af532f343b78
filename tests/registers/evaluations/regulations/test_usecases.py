"""Regulations as kept: one on each day, new versions whole or not at all, and none rewritten under its sheets."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Services
from app.core.errors import Conflict, Invalid, Refusal
from app.core.records import Query
from app.records.mapping import draft_of
from app.registers.evaluations.campaigns.domain import CampaignState
from app.registers.evaluations.campaigns.model import CampaignRow
from app.registers.evaluations.regulations.domain import Regulation, RegulationDraft
from app.registers.evaluations.regulations.patterns import pattern_draft

BOTH_ENGINES = True
NEW_YEAR = date(2026, 1, 1)
DRAFT = replace(pattern_draft("trzynascie_kryteriow"), valid_from=NEW_YEAR)


def use(services: Services, regulation: Regulation) -> None:
    """Let a campaign rest on the regulation."""
    with services.store.writing("test") as session:
        row = CampaignRow(
            name="Oceny",
            regulation_id=regulation.id,
            structure_on=NEW_YEAR,
            starts_on=NEW_YEAR,
            ends_on=date(2026, 12, 31),
            extended=(),
            note="",
            state=CampaignState.PREPARED,
            candidates=None,
            sort="oceny",
            find="oceny",
        )
        row.touch(services.clock.now())
        row.created_at = row.updated_at
        session.add(row)


def problems(deed: Callable[[], object]) -> list[tuple[str, str]]:
    """Places and rules for which a deed was refused."""
    with pytest.raises(Invalid) as refusal:
        deed()
    return [(problem.field, problem.code) for problem in refusal.value.problems]


@pytest.mark.parametrize("key", ["trzynascie_kryteriow", "wzor_2007"])
def test_a_pattern_is_kept_as_given(services: Services, key: str) -> None:
    record = services.regulations.add_pattern(key, NEW_YEAR).record
    assert draft_of(services.regulations.get(record.id), RegulationDraft) == replace(
        pattern_draft(key), valid_from=NEW_YEAR
    )


def test_an_unknown_pattern_names_those_there_are(services: Services) -> None:
    with pytest.raises(Refusal, match="trzynascie_kryteriow, wzor_2007"):
        services.regulations.add_pattern("inny")


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        (date(2025, 1, 1), None, True),
        (date(2025, 1, 1), date(2026, 1, 1), True),
        (date(2025, 1, 1), date(2025, 12, 31), False),
        (date(2026, 6, 30), None, True),
        (date(2026, 7, 1), None, False),
        (date(2026, 3, 1), date(2026, 3, 1), True),
    ],
)
def test_one_regulation_holds_on_a_day(services: Services, first: date, last: date | None, refused: bool) -> None:
    services.regulations.create(replace(DRAFT, valid_to=date(2026, 6, 30)))
    other = replace(DRAFT, name="Drugi", valid_from=first, valid_to=last)
    if refused:
        with pytest.raises(Invalid, match=r"od 01\.01\.2026 do 30\.06\.2026"):
            services.regulations.create(other)
    else:
        services.regulations.create(other)


def test_in_force_answers_for_a_day(services: Services) -> None:
    first = services.regulations.create(replace(DRAFT, valid_to=date(2026, 6, 30))).record
    second = services.regulations.create(replace(DRAFT, valid_from=date(2026, 7, 1))).record
    found = [
        services.regulations.in_force(day)
        for day in (date(2025, 12, 31), NEW_YEAR, date(2026, 6, 30), date(2026, 7, 1), date(2099, 1, 1))
    ]
    assert [None if each is None else each.id for each in found] == [None, first.id, first.id, second.id, second.id]
    services.regulations.delete(second.id, second.version)
    assert services.regulations.in_force(date(2026, 7, 1)) is None


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"months_at_most": 25}, ("months_at_most", "rarer_than_law")),
        ({"months_at_least": 5}, ("months_at_least", "oftener_than_law")),
    ],
)
def test_the_act_bounds_how_often_people_are_evaluated(
    services: Services, values: dict[str, int], problem: tuple[str, str]
) -> None:
    draft = replace(DRAFT, **values)  # type: ignore[arg-type]
    assert problems(lambda: services.regulations.create(draft)) == [problem]
    # before the act nothing of it bound anybody
    services.regulations.create(replace(draft, valid_from=date(2005, 1, 1), valid_to=date(2007, 1, 1)))


def test_what_sheets_rest_on_is_ended_but_not_rewritten(services: Services) -> None:
    record = services.regulations.create(DRAFT).record
    use(services, record)
    assert services.regulations.in_use(record.id)
    rewritten = replace(DRAFT, scale=DRAFT.scale[:4], negative_below=150, levels=DRAFT.levels[:3])
    assert problems(lambda: services.regulations.update(record.id, record.version, rewritten)) == [
        ("scale", "in_use"),
        ("levels", "in_use"),
        ("negative_below", "in_use"),
    ]
    ended = replace(DRAFT, valid_to=date(2026, 6, 30), order_number="7.2026", notice_text="Zawiadamiam.")
    saved = services.regulations.update(record.id, record.version, ended).record
    assert saved.valid_to == date(2026, 6, 30)
    with pytest.raises(Refusal, match="opiera się na nim 1 arkusz lub kampania"):
        services.regulations.delete(saved.id, saved.version)


def test_a_new_version_ends_the_one_before_and_undo_takes_both_back(services: Services) -> None:
    old = services.regulations.create(DRAFT).record
    draft = replace(DRAFT, valid_from=date(2026, 12, 1), may_not_apply=False)
    outcome = services.regulations.add_version(old.id, old.version, draft)
    assert outcome.message.endswith("Poprzedni obowiązuje do 30.11.2026.")
    assert outcome.change.ids == {old.id, outcome.record.id}
    assert services.regulations.get(old.id).valid_to == date(2026, 11, 30)
    assert outcome.undo is not None
    outcome.undo.run()
    assert services.regulations.get(old.id).valid_to is None
    assert services.regulations.count(Query()) == 1


@pytest.mark.parametrize("day", [NEW_YEAR, date(2025, 6, 1)])
def test_a_new_version_begins_later(services: Services, day: date) -> None:
    old = services.regulations.create(DRAFT).record
    draft = replace(DRAFT, valid_from=day)
    assert problems(lambda: services.regulations.add_version(old.id, old.version, draft)) == [
        ("valid_from", "not_after")
    ]
    assert services.regulations.all() == (old,)


def test_a_refused_new_version_does_not_end_the_old_one(services: Services) -> None:
    old = services.regulations.create(DRAFT).record
    broken = replace(DRAFT, valid_from=date(2026, 12, 1), criteria=())
    with pytest.raises(Invalid):
        services.regulations.add_version(old.id, old.version, broken)
    with pytest.raises(Conflict):
        services.regulations.add_version(old.id, old.version + 1, replace(DRAFT, valid_from=date(2026, 12, 1)))
    assert services.regulations.all() == (old,)


def test_filters_tell_what_holds_now(services: Services) -> None:
    services.regulations.create(replace(DRAFT, valid_to=date(2026, 3, 31)))
    services.regulations.create(replace(DRAFT, valid_from=date(2026, 4, 1), valid_to=date(2027, 3, 31)))
    services.regulations.create(replace(DRAFT, valid_from=date(2027, 4, 1)))
    assert services.regulations.facets(Query()) == {"validity": {"now": 1, "later": 1, "past": 1}}
