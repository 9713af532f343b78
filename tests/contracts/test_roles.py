"""Every use case against every role: who has the right is let in, who has not is refused before data are touched.

A new public method of a use case must be given its right in ``RIGHTS``, or a reason in ``FREE`` why it needs none.
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.access.roles import Role, matrix
from app.administration.accounts.session import SignedIn
from app.administration.portability.usecases import rights_of_export
from app.bootstrap import Services, build
from app.core.errors import NotAllowed
from app.core.permissions import Actor
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.records.usecases import Records
from db.store import Store

RECORDS = {
    **dict.fromkeys(("get", "all", "many", "count", "page", "facets", "position", "problems", "log"), "read"),
    **dict.fromkeys(("create", "create_many", "update", "take_over"), "edit"),
    **dict.fromkeys(("delete", "undelete"), "delete"),
}
"""The deed that each method of every kind of record needs."""

RIGHTS: dict[str, dict[str, str]] = {
    "files": {"add": "stored_file.edit", "add_from": "stored_file.edit", "content": "stored_file.read"},
    "offices": {"current": "office.read", "current_or_blank": "office.read", "save": "office.edit"},
    "units": {},
    "employees": {"posts": "employee.read", "change_position": "employee.edit"},
    "posts": {"held": "post.read", "offered": "post.read", "add_offered": "post.edit"},
    "absences": {},
    "structures": {"load": "employee.read"},
    "accounts": {
        "by_login": "account.read",
        **dict.fromkeys(("disable", "enable", "issue_password", "mark_own_password", "recover"), "account.edit"),
    },
    "cards": {
        **dict.fromkeys(
            ("attention", "by_symbol", "complete", "copy_draft", "find", "matched", "missing_files", "next_symbol"),
            "service_card.read",
        ),
        **dict.fromkeys(("note_opened", "note_printed", "recent", "suggestions"), "service_card.read"),
        **dict.fromkeys(("archive", "restore"), "service_card.edit"),
        "publish": "service_card.publish",
    },
    "evaluations": {
        **dict.fromkeys(
            (
                "agreed",
                "beside",
                "by_number",
                "clocks",
                "deeds",
                "due",
                "linked",
                "marked",
                "people_due",
                "terms",
                "warnings",
            ),
            "evaluation.read",
        ),
        **dict.fromkeys(
            (
                "cancel",
                "change_rater",
                "close_marks",
                "correct",
                "deliver",
                "deliver_to_head",
                "enter_self_assessment",
                "give_criteria",
                "hold_talk",
                "invite",
                "plan_again",
                "sign",
                "step_back",
                "take_over_earlier",
            ),
            "evaluation.edit",
        ),
        "record_earlier": "evaluation.edit!",
        **dict.fromkeys(("approve_criteria", "decide_appeal", "decide_restore"), "evaluation.approve"),
        **dict.fromkeys(
            ("ask_restore", "deliver_decision", "file_appeal", "make_final"), "evaluation.edit evaluation.approve"
        ),
    },
    "regulations": {
        **dict.fromkeys(("in_force", "in_use"), "evaluation_regulation.read"),
        **dict.fromkeys(("add_pattern", "add_version"), "evaluation_regulation.edit"),
    },
    "rater_packages": dict.fromkeys(
        ("issue", "known", "raters", "require", "take"), "evaluation_campaign.edit+evaluation.edit"
    ),
    "package_transfer": dict.fromkeys(("issue", "issue_all", "load"), "evaluation_campaign.edit+evaluation.edit"),
    "work_events": dict.fromkeys(("criteria", "of"), "work_event.read"),
    "campaigns": {
        **dict.fromkeys(
            ("attention", "candidates", "lines", "open_left", "progress", "totals"), "evaluation_campaign.read"
        ),
        **dict.fromkeys(("choose", "close", "reopen", "start", "take_back_start"), "evaluation_campaign.edit"),
    },
    "evaluation_prints": dict.fromkeys(("letter", "numbered", "preview", "sheet"), "evaluation.read"),
    "campaign_prints": {
        **dict.fromkeys(("campaign_list", "named"), "evaluation_campaign.read"),
        "all_sheets": "evaluation_campaign.read+evaluation.read",
    },
    "evaluation_statistics": dict.fromkeys(("log", "read"), "evaluation.summary evaluation.read!"),
    "statistics_prints": {},
    "courses": {
        **dict.fromkeys(("attention", "headcounts", "of_offer", "suggestions"), "training_course.read"),
        **dict.fromkeys(("cancel", "take_back_cancel"), "training_course.edit"),
    },
    "course_prints": dict.fromkeys(("card", "lines"), "training_course.read"),
    "travel_orders": {
        **dict.fromkeys(("blank", "journeys", "settlement_of"), "travel_order.read"),
        **dict.fromkeys(("cancel", "restore", "settle", "unsettle"), "travel_order.edit"),
        "draft_for": "travel_order.edit+training_participation.read",
    },
    "travel_prints": dict.fromkeys(("order", "preview"), "travel_order.read"),
    "map_data": {
        **dict.fromkeys(("base", "has_addresses", "index", "localities", "propose"), "ngo_map.read"),
        "take": "ngo_map.edit",
    },
    "sphere_exchange": {
        **dict.fromkeys(("read", "replace"), "ngo_sphere_list.edit"),
        "export": "ngo_sphere_list.read",
    },
    "gap_matrix": dict.fromkeys(("log", "material", "matrix", "matrix_of", "organisations"), "ngo.read"),
    "gap_prints": dict.fromkeys(("pdf", "workbook"), "ngo.read"),
    "contests": {
        **dict.fromkeys(
            ("attention", "bidders", "doubts", "of_year", "organisations", "people_of_bidders", "tally"),
            "ngo_contest.read",
        ),
        **dict.fromkeys(("cancel", "decide", "take_in"), "ngo_contest.edit"),
    },
    "contest_prints": dict.fromkeys(("notice", "preview"), "ngo_contest.read"),
    "contest_offers": {
        **dict.fromkeys(("attention", "contests", "of_contest", "of_year", "organisations"), "ngo_offer.read"),
        **dict.fromkeys(("decide", "take_in"), "ngo_offer.edit"),
    },
    "contest_offer_prints": {
        **dict.fromkeys(("preview", "protocol", "results"), "ngo_contest.read+ngo_offer.read"),
    },
    "grants": {
        **dict.fromkeys(
            (
                "attention",
                "contest_ends",
                "of_offers",
                "offers_by_number",
                "of_year",
                "organisations",
                "past_tasks",
                "small_grants",
                "small_handed_over",
                "years",
            ),
            "ngo_grant.read",
        ),
        **dict.fromkeys(("pay", "settle", "take_in"), "ngo_grant.edit"),
        **dict.fromkeys(("grants_of", "whole_year"), "ngo_grant.read+ngo_contest.read+ngo_offer.read"),
        "contests_of": "ngo_grant.read+ngo_contest.read",
        "proposal": "ngo_grant.edit+ngo_offer.read",
    },
    "grant_prints": {
        **dict.fromkeys(("preview", "sheet"), "ngo_grant.read"),
        "register": "ngo_grant.read+ngo_contest.read+ngo_offer.read",
    },
    "contest_exchange": {"export": "ngo_contest.read", "write_all": "ngo_contest.read", "load": "ngo_contest.edit"},
    "contest_offer_exchange": {"export": "ngo_offer.read", "write_all": "ngo_offer.read", "load": "ngo_offer.edit"},
    "programme_exchange": {
        "export": "ngo_programme.read",
        "write_all": "ngo_programme.read",
        "load": "ngo_programme.edit",
    },
    "consultation_exchange": {
        "export": "ngo_consultation.read",
        "write_all": "ngo_consultation.read",
        "load": "ngo_consultation.edit",
    },
    "grant_exchange": {"export": "ngo_grant.read", "write_all": "ngo_grant.read", "load": "ngo_grant.edit"},
    "consultations": {
        **dict.fromkeys(("attention", "in_year", "lines"), "ngo_consultation.read"),
        **dict.fromkeys(
            ("add_other", "note_answer", "note_asked", "note_results", "proposal", "remove", "take_in"),
            "ngo_consultation.edit",
        ),
        "add_organisations": "ngo_consultation.edit+ngo.read",
        "candidates": "ngo_consultation.read+ngo.read",
    },
    "confirmations": {
        **dict.fromkeys(("attention", "lines", "next_draft"), "ngo_confirmation.read"),
        **dict.fromkeys(("close", "gather", "note_reminded", "note_sent", "remove"), "ngo_confirmation.edit"),
        **dict.fromkeys(("note_answer", "withdraw_answer"), "ngo_confirmation.edit+ngo.edit"),
    },
    "confirmation_prints": {
        **dict.fromkeys(("forms", "labels", "missing", "reminders"), "ngo_confirmation.read+ngo.read"),
        "preview": "ngo_confirmation.read",
    },
    "consultation_prints": dict.fromkeys(("listing", "preview", "protocol"), "ngo_consultation.read"),
    "programmes": {
        **dict.fromkeys(("attention", "missing_year", "next_draft", "of_year"), "ngo_programme.read"),
        **dict.fromkeys(("note_consulting", "note_passing", "note_report", "take_in"), "ngo_programme.edit"),
    },
    "programme_prints": dict.fromkeys(("of_year", "pdf"), "ngo_programme.read"),
    "ngo_summaries": dict.fromkeys(
        ("compared", "log", "register", "spheres", "usual_year", "year", "years"),
        "ngo_programme.read+ngo.read+ngo_consultation.read+ngo_contest.read+ngo_offer.read+ngo_grant.read",
    ),
    "cooperation_prints": dict.fromkeys(
        ("report_pdf", "workbook"),
        "ngo_programme.read+ngo.read+ngo_consultation.read+ngo_contest.read+ngo_offer.read+ngo_grant.read",
    ),
    "map_exchange": dict.fromkeys(("look", "prepare", "save"), "ngo_map.edit"),
    "sphere_lists": {
        **dict.fromkeys(("current", "lines", "own"), "ngo_sphere_list.read"),
        "replace": "ngo_sphere_list.edit",
    },
    "organisations": {
        **dict.fromkeys(("attention", "markers", "placed_addresses", "places", "post_towns", "unplaced"), "ngo.read"),
        **dict.fromkeys(("confirm", "confirm_many", "place", "place_many"), "ngo.edit"),
    },
    "organisation_prints": {
        **dict.fromkeys(("card", "labels", "listing", "preview"), "ngo.read"),
        "map": "ngo.read+ngo_map.read",
        **dict.fromkeys(("write_geojson", "write_html"), "ngo_map.publish+ngo.read+ngo_map.read"),
    },
    "organisation_exchange": {"export": "ngo.read", "load": "ngo.edit"},
    "training_budgets": dict.fromkeys(
        ("carried_over", "filled_with_units", "next_year", "of_year"), "training_budget.read"
    ),
    "institutions": {
        **dict.fromkeys(("named", "names", "near", "proposal_of", "proposals", "uses"), "training_institution.read"),
        "keep_apart": "training_institution.edit",
        "merge": "training_institution.edit+training_institution.delete",
    },
    "institution_exchange": {"export": "training_institution.read", "load": "training_institution.edit"},
    "training_needs": {
        **dict.fromkeys(("areas", "attention", "of_unit"), "training_need.read"),
        **dict.fromkeys(("drop", "gather", "reopen", "take", "take_back"), "training_need.edit"),
    },
    "training_plan": {
        **dict.fromkeys(("areas", "open_items", "standings", "year_plan"), "training_plan_item.read"),
        **dict.fromkeys(("add_to", "carry_over", "take_in"), "training_plan_item.edit+training_need.edit"),
        "proposal": "training_plan_item.edit",
    },
    "training_plan_prints": dict.fromkeys(("preview", "year"), "training_plan_item.read"),
    "training_offers": {
        **dict.fromkeys(("areas", "deciders", "waiting"), "training_offer.read"),
        **dict.fromkeys(("pass_on", "record_reply", "reject"), "training_offer.edit"),
    },
    "participations": {
        **dict.fromkeys(
            (
                "approval_warning",
                "cards_to_fill",
                "deeds",
                "expiring",
                "may_step_back",
                "of_course",
                "of_person",
                "waiting",
            ),
            "training_participation.read",
        ),
        **dict.fromkeys(
            (
                "add_people",
                "correct_card",
                "fill_card",
                "fill_cards",
                "read_card",
                "record_effect",
                "talk",
                "withdraw",
            ),
            "training_participation.edit",
        ),
        **dict.fromkeys(("admit", "attend", "issue_certificates"), "training_participation.edit!"),
        **dict.fromkeys(("approve", "refuse"), "training_participation.approve"),
        **dict.fromkeys(("skip", "step_back", "take"), "training_participation.edit training_participation.approve"),
    },
    "participation_prints": dict.fromkeys(
        ("attendance", "cards", "certificates", "circulation", "history", "preview", "registration", "single"),
        "training_participation.read",
    ),
    "card_exchange": {"export": "training_participation.read", "load": "training_participation.edit"},
    "offer_prints": dict.fromkeys(("offer", "text"), "training_offer.read"),
    "training_agreements": {
        **dict.fromkeys(("attention", "offered"), "training_agreement.read"),
        **dict.fromkeys(("end", "note_repaid", "resume"), "training_agreement.edit"),
        "proposal": "training_agreement.edit+training_participation.read",
    },
    "agreement_prints": dict.fromkeys(("agreement", "preview", "statement"), "training_agreement.read"),
    "preferred_lists": {
        **dict.fromkeys(("due", "next_draft", "ranking", "ranking_of"), "preferred_list.read"),
        **dict.fromkeys(("approve", "take_approval_back"), "preferred_list.approve"),
    },
    "preferred_prints": dict.fromkeys(("pdf", "workbook"), "preferred_list.read"),
    "training_summaries": dict.fromkeys(
        ("access", "effects", "log", "register", "year", "years"), "training_participation.read"
    ),
    "summary_prints": {"report_pdf": "training_participation.read"},
    "training_exchange": {"load": "training_participation.edit!+training_course.edit!+training_institution.edit!"},
    "employee_exchange": {"export": "employee.read", "load": "employee.edit"},
    "employee_prints": {
        **dict.fromkeys(("badges", "card", "directory", "working"), "employee.read"),
        "unit": "unit.read",
    },
    "prints": dict.fromkeys(("cards", "guide", "text"), "service_card.read"),
    "exchange": {"export": "service_card.read", "load": "service_card.edit"},
    "earlier_evaluations": dict.fromkeys(("export", "load"), "evaluation.edit"),
    "backups": {
        **dict.fromkeys(("copies", "find", "preview", "verify"), "backup.read"),
        "create": "backup.create",
        **dict.fromkeys(("delete", "put_in_place", "rehearse"), "backup.restore"),
    },
    "transfer": {
        "export_all": f"transfer.export+{'+'.join(sorted(rights_of_export()))}",
        "move_to_server": "server.edit",
    },
    "personal_data": {
        "people": "personal_data.export personal_data.erase personal_data.read",
        **dict.fromkeys(("erasures", "periods"), "personal_data.erase personal_data.read"),
        "processing_record": "personal_data.read audit.export",
        "proposals": "personal_data.read",
        "file_of": "personal_data.export",
        **dict.fromkeys(("erase", "plan"), "personal_data.erase"),
    },
    "audit": {
        **dict.fromkeys(("check", "count", "facets", "get", "months", "page", "position", "report"), "audit.read"),
        **dict.fromkeys(("title_of", "vocabulary"), "audit.read"),
        "entries": "audit.export",
    },
    "audit_prints": {"entry": "audit.read", "report": "audit.read", "export": "audit.export"},
}
"""The right of every public method beside those of ``RECORDS``; of several, one is enough, of a sum all are needed.

With ``!`` it must reach farther than one's own people.
"""

FREE: dict[str, dict[str, str]] = {
    "search": dict.fromkeys(("refresh", "search", "warm_up"), "only use cases that asked before call it"),
    "accounts": {"change_own_password": "one's own, with the old one"},
    "employees": {"post_renamed": "called inside the transaction of another use case"},
    "cards": {"unit_renamed": "called inside the transaction of another use case"},
    "organisations": {
        "state_within": "called inside the transaction of another use case",
        **dict.fromkeys(("group_of", "groups", "state"), "of a record that was read, and of the legend"),
    },
    "participations": dict.fromkeys(
        ("course_changed", "list_cards", "unlist_cards"), "called inside the transaction of another use case"
    ),
    "evaluation_statistics": {"choice_of": "a choice among statistics that were read"},
    "statistics_prints": dict.fromkeys(
        ("pdf", "workbook"), "of statistics that were read; their entry in the log asks"
    ),
    "training_summaries": {"rules": "of the office, about nobody"},
    "cooperation_prints": {"page": "of summaries, each of which asks for its right"},
    "summary_prints": {
        **dict.fromkeys(("page", "pages_workbook"), "of summaries, each of which asks for its right"),
        **dict.fromkeys(
            ("register_pdf", "register_workbook"), "of a register that was read; its entry in the log asks"
        ),
    },
    "personal_data": {"reapply": "the program itself, after a restore"},
    "audit": {"head": "a number and a digest, for backups"},
    "safeguard": dict.fromkeys(
        ("before_import", "is_due", "is_due_at_end", "make_at_end", "make_if_due", "status"),
        "the program itself, whoever works with it",
    ),
}
"""What needs no right, and why."""

_LOOKS_NOTHING_UP = {"title", "validate", "filters", "sorts", "invalid"}
_WITHIN_ANOTHER = {"update_within", "take_over_within", "turn_within", "brought_back", "seen"}
"""Of every kind of record: a part of a deed that asked already."""
_NOT_USE_CASES = {"store", "clock", "session"}
NOBODY = Role("nobody", "", "", frozenset(), frozenset())
ROLES = (*matrix().roles, NOBODY)


class As(SignedIn):
    """Somebody with one role."""

    def __init__(self, store: Store, role: Role) -> None:
        super().__init__(store)
        granted = matrix().granted((role.key,))
        self._actor = Actor(role.key, granted.rights, None, frozenset(), granted.own)

    def actor(self) -> Actor:
        return self._actor


def rights_of(name: str, case: object) -> dict[str, str]:
    """The right of each method of a use case."""
    found = dict(RIGHTS.get(name, {}))
    if isinstance(case, Records):
        found |= {method: f"{case.entity}.{deed}" for method, deed in RECORDS.items() if hasattr(case, method)}
    return found


def may(people: Services, rights: str) -> bool:
    return any(all(_has(people.actor(), right) for right in sum_.split("+")) for sum_ in rights.split())


def _has(actor: Actor, right: str) -> bool:
    key = right.removesuffix("!")
    return actor.may(key) and not (right.endswith("!") and actor.own_only(key))


def public(case: object) -> set[str]:
    members = inspect.getmembers(type(case), inspect.isfunction)
    return {name for name, _ in members if not name.startswith("_")} - _LOOKS_NOTHING_UP - _WITHIN_ANOTHER


def cases(services: Services) -> Iterator[tuple[str, Any]]:
    for name in services.__dataclass_fields__:
        if name not in _NOT_USE_CASES:
            yield name, getattr(services, name)


def test_every_use_case_has_its_right_or_a_reason(services: Services) -> None:
    described = {right.key for right in matrix().rights}
    for name, case in cases(services):
        known = rights_of(name, case)
        assert public(case) == known.keys() | FREE.get(name, {}).keys(), name
        assert {
            right.removesuffix("!") for rights in known.values() for right in rights.replace("+", " ").split()
        } <= described, name


@pytest.fixture
def as_role(store: Store, tmp_path: Path) -> Callable[[Role], Services]:
    return lambda role: build(store, None, As(store, role))


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.key)
def test_who_lacks_the_right_is_refused_before_data_are_touched(
    as_role: Callable[[Role], Services], services: Services, tmp_path: Path, role: Role
) -> None:
    before, people = services.store.revisions(), as_role(role)
    let_through, touched = [], []
    for name, case in cases(people):
        for method, rights in rights_of(name, case).items():
            if may(people, rights):
                continue
            with watched(people.store) as opened:
                if not refused(getattr(case, method), blank(case), tmp_path):
                    let_through.append(f"{name}.{method}")
            if opened and name not in _COMPOSED:
                touched.append(f"{name}.{method}")
    assert let_through == []
    assert touched == []
    assert services.store.revisions() == before
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith("urzad.db")] == []


_COMPOSED = {"prints", "exchange", "audit_prints", "employee_prints"}
"""Made of other use cases, each of which asks."""


@pytest.mark.parametrize("role", [role for role in ROLES if role is not NOBODY], ids=lambda role: role.key)
def test_who_has_the_right_is_let_in(
    as_role: Callable[[Role], Services], services: Services, tmp_path: Path, role: Role
) -> None:
    people = as_role(role)
    stopped = [
        f"{name}.{method}"
        for name, case in cases(people)
        for method, right in rights_of(name, case).items()
        if may(people, right) and method not in _LONG and refused(getattr(case, method), blank(case), tmp_path)
    ]
    assert stopped == []


_LONG = {"guide", "move_to_server"}
"""Slow, and asked for elsewhere."""


def blank(case: object) -> Any:
    """A draft that breaks rules: the right is asked for first."""
    return case.draft() if isinstance(case, Records) else None


def arguments(function: Any, draft: Any, folder: Path) -> dict[str, Any]:
    """Something for every required parameter; nothing that could do harm with the right."""
    values = {
        "draft": draft,
        "drafts": [draft],
        "query": Query("x"),
        **{key: [1] for key in ("ids", "card_ids", "digests")},
        **dict.fromkeys(("incoming", "cards"), ()),
        "content": b"%PDF-1.7",
        "digest": "0" * 64,
        **dict.fromkeys(("path", "target"), folder / "nie ma" / "x.csv"),
        "form": Format.CSV,
        "variant": "standard",
        **dict.fromkeys(("words", "symbol", "name", "login", "url", "owner_password", "reason"), "x"),
        **dict.fromkeys(("month", "key"), "2026-11"),
        **dict.fromkeys(("dry_run",), True),
        **dict.fromkeys(("subject", "tried", "entry", "card"), None),
    }
    required = (
        name
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.default is inspect.Parameter.empty
    )
    return {name: values.get(name, 1) for name in required}


def refused(method: Callable[..., Any], draft: Any, folder: Path) -> bool:
    try:
        method(**arguments(method, draft, folder))
    except NotAllowed:
        return True
    except Exception:  # noqa: BLE001 - nonsense given on purpose; only the question of the right matters
        return False
    return False


@contextmanager
def watched(store: Store) -> Iterator[list[str]]:
    """Which sessions were opened."""
    opened: list[str] = []
    kept = {name: getattr(store, name) for name in ("reading", "writing")}

    def watch(name: str) -> Callable[..., Any]:
        def session(*given: Any) -> Any:
            opened.append(name)
            return kept[name](*given)

        return session

    for name in kept:
        setattr(store, name, watch(name))
    try:
        yield opened
    finally:
        for name in kept:
            delattr(store, name)
