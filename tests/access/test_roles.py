"""The permission matrix: complete, in Polish, and keeping apart what must be apart."""

from app.access.roles import ADMINISTRATION, ADMINISTRATOR, Role, matrix, parsed

MATRIX = matrix()


def role(key: str) -> Role:
    found = MATRIX.role(key)
    assert found is not None
    return found


def granted(*keys: str) -> frozenset[str]:
    return MATRIX.granted(keys).rights


def test_the_roles_of_the_issue_are_there() -> None:
    wanted = {"front_desk", "card_author", "ngo_officer", "personnel", "unit_head", "executive", "data_protection"}
    assert wanted | {"administrator"} <= {each.key for each in MATRIX.roles}


def test_everything_has_a_polish_name() -> None:
    for right in MATRIX.rights:
        assert right.area[0].isupper()
        assert right.label
    for each in MATRIX.roles:
        assert each.label[0].isupper()
        assert each.help.endswith(".")
    assert len({each.label for each in MATRIX.roles}) == len(MATRIX.roles)


def test_every_right_but_those_for_everyone_belongs_to_a_role_and_the_reverse() -> None:
    given = MATRIX.everyone.union(*(each.rights | each.own for each in MATRIX.roles))
    # the office's record is never deleted by hand
    assert {right.key for right in MATRIX.rights} - given == {"office.delete"}


def test_every_right_asked_for_by_use_cases_is_described() -> None:
    from tests.contracts.registers import ENTITIES

    described = {right.key for right in MATRIX.rights}
    for entity in ENTITIES:
        assert {f"{entity}.{deed}" for deed in ("read", "edit", "delete")} <= described, entity


def test_the_administrator_sees_neither_evaluations_nor_the_log() -> None:
    forbidden = ("evaluation.", "audit.", "personal_data.", "training.")
    assert not [right for right in granted(ADMINISTRATOR) if right.startswith(forbidden)]


def test_the_data_protection_officer_reads_logs_only() -> None:
    assert granted("data_protection") - MATRIX.everyone == {"audit.read", "audit.export"}


def test_the_front_desk_sees_no_personal_register() -> None:
    personal = ("employee.", "evaluation.", "training.", "account.", "personal_data.")
    assert not [right for right in granted("front_desk") if right.startswith(personal)]
    assert not [right for right in MATRIX.everyone if right.startswith(personal) or not right.endswith(".read")]


def test_the_head_of_a_unit_sees_own_people_only() -> None:
    head = MATRIX.granted(["unit_head"])
    assert {"employee.read", "evaluation.read", "evaluation.edit"} <= head.own
    both = MATRIX.granted(["unit_head", "personnel"])
    assert not both.own & {"employee.read", "evaluation.read"}, "a role for all wins"
    assert "employee.read" in both.rights


def test_evaluations_are_written_approved_and_guarded_by_different_roles() -> None:
    writers = {each.key for each in MATRIX.roles if each.has("evaluation.edit")}
    approvers = {each.key for each in MATRIX.roles if each.has("evaluation.approve")}
    readers = {each.key for each in MATRIX.roles if each.has("evaluation.read")}
    assert not writers & approvers
    # who decides an appeal reads the sheet it is about
    assert readers == writers | approvers == {"personnel", "unit_head", "executive"}
    assert {each.key for each in MATRIX.roles if each.has("audit.read")} == {"data_protection"}


def test_only_the_administrator_makes_accounts_and_restores() -> None:
    for right in (ADMINISTRATION, "backup.restore", "transfer.import", "server.edit"):
        assert {each.key for each in MATRIX.roles if each.has(right)} == {ADMINISTRATOR}


def test_no_role_publishes_what_it_wrote_alone() -> None:
    assert not role("card_author").has("service_card.publish")
    assert role("card_approver").has("service_card.publish")
    assert role("executive").has("service_card.publish")


def test_the_first_account_can_begin_to_work() -> None:
    assert {ADMINISTRATION, "office.edit", "unit.edit", "service_card.edit", "service_card.publish"} <= granted(
        *MATRIX.first
    )


def test_unknown_roles_give_nothing() -> None:
    assert granted("kierowca") == frozenset()
    assert granted() == frozenset()


def test_a_file_that_names_what_it_does_not_describe_is_refused() -> None:
    import pytest

    with pytest.raises(ValueError, match=r"unit\.fly"):
        parsed({"everyone": ["unit.fly"], "first": [], "rights": {}, "roles": {}})
