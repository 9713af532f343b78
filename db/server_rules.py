"""Who may do what on the server, from the same matrix as in the program, and what the server keeps by itself.

``apply`` lays down functions, triggers, grants and row security for all tables, in one transaction, as often as
wanted; a table that nobody described is a mistake and stops it, so that a new register cannot lie open.

A right is ``entity.deed``. A table belongs to the kind of record of its row class: reading it takes ``.read``,
writing it any other right of the kind. Exceptions are in ``TABLES``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, MetaData, Table

from db.base import Base, Positioned
from db.server_functions import CALLABLE, FUNCTIONS
from db.server_functions import TABLES as OWN_TABLES
from db.server_guards import CALLABLE as GUARDS_CALLABLE
from db.server_guards import FUNCTIONS as GUARDS
from db.server_guards import TABLES as GUARDS_TABLES
from db.server_names import CHANNEL, MEMBERS, OWNER, ROLE_PREFIX
from db.server_parts import FUNCTIONS as PARTS
from db.server_parts import TABLES as PARTS_TABLES
from db.server_parts import lines as parts_lines

WRITING = ("edit", "delete", "publish", "approve")
"""Deeds of a kind of record that change its rows."""
EVERYONE = "everyone"
"""Stands among the roles for what everybody may who signs in."""


@dataclass(frozen=True)
class Rights:
    """Of one role: rights that hold everywhere, and rights that hold for the people of the person's own units."""

    everywhere: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RowRule:
    """Which rows a command sees or may leave behind: SQL that is true of them, for roles with one of the rights.

    ``own`` are those that have a right for their own people only. Without rights it holds for everybody.
    """

    commands: tuple[str, ...]
    condition: str
    rights: frozenset[str] = frozenset()
    own: bool = False


@dataclass(frozen=True)
class TableRule:
    """Rights for a table: one of those named is enough; ``*`` stands for everybody.

    ``columns`` narrows a command to some columns; ``update:*`` names those that everybody may change. ``rows``
    switches row security on, for the owner as well.
    """

    select: frozenset[str]
    insert: frozenset[str] = frozenset()
    update: frozenset[str] = frozenset()
    delete: frozenset[str] = frozenset()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: tuple[RowRule, ...] = ()
    journal: bool = True
    hidden: tuple[str, ...] = ()
    """Columns too large for the journal."""

    def wanted(self, command: str) -> frozenset[str]:
        """The rights that open a command."""
        rights: frozenset[str] = getattr(self, command)
        return rights


_ALL = frozenset({"*"})
_DERIVED = TableRule(_ALL, _ALL, _ALL, _ALL, journal=False)
_MAP_SHAPES = TableRule(
    frozenset({"ngo_map.read"}), frozenset({"ngo_map.edit"}), delete=frozenset({"ngo_map.delete"}), journal=False
)
_READ_BY_OWN_UNIT = "unit_id IN (SELECT server.own_units())"
_ERASE = "personal_data.erase"
"""Who erases a person's data changes every record that names the person; the journal tells of it."""
_ACCOUNT_WRITERS = frozenset({"account.edit", "account.delete", _ERASE})
_EMPLOYEE_WRITERS = frozenset({"employee.edit", "employee.delete", _ERASE})
_PERSONAL = (
    "entity IN ('account', 'employee', 'absence', 'work_event', 'evaluation', 'evaluation_campaign', 'rater_package', "
    "'training_participation', 'training_need', 'travel_order', 'training_agreement', 'ngo', 'ngo_contest')"
)
"""Entries of the log about a person, for whoever gives out or erases that person's data.

Those of the kinds with people who have no record of their own (``db.personal.people``) are among them.
"""
_PERSONAL_RIGHTS = frozenset({"personal_data.export", _ERASE})
_OF_OWN_PEOPLE = "employee_id IN (SELECT id FROM public.employee WHERE unit_id IN (SELECT server.own_units()))"
_OWN_SHEETS = (
    "rater_id = server.own_employee() "
    "OR (unit_id IN (SELECT server.own_units()) AND employee_id IS DISTINCT FROM server.own_employee())"
)

_OF_OWN_UNITS = f"unit_id IN (SELECT server.own_units()) OR {_OF_OWN_PEOPLE}"


def _writers(entity: str) -> frozenset[str]:
    return frozenset({f"{entity}.{deed}" for deed in WRITING})


def _about_people(entity: str, own: str) -> TableRule:
    """A record of one employee; ``own`` is true of the rows a person sees who has the rights for own people only."""
    writers = _writers(entity)
    return TableRule(
        frozenset({f"{entity}.read"}),
        writers,
        writers | {_ERASE},
        rows=(
            RowRule(("select",), "true", writers | {f"{entity}.read", _ERASE}),
            RowRule(("insert", "update"), "true", writers | {_ERASE}),
            RowRule(("select",), own, frozenset({f"{entity}.read"}), own=True),
            RowRule(("insert", "update"), own, frozenset({f"{entity}.edit"}), own=True),
        ),
    )


def _positions(entity: str, key: str, parent: str) -> TableRule:
    """The list of a record about a person: its rows are seen and written with the record's own row."""
    writers = _writers(entity)
    of_seen = f"{key} IN (SELECT id FROM public.{parent})"
    return TableRule(
        frozenset({f"{entity}.read"}),
        writers,
        writers | {_ERASE},
        writers,
        rows=(RowRule(("select", "insert", "update", "delete"), of_seen),),
    )


_SHARE_WRITERS = _writers("training_participation") | _writers("training_course") | _writers("travel_order") | {_ERASE}


TABLES: Mapping[str, TableRule] = {
    "alembic_version": TableRule(_ALL, journal=False),
    "entity_revision": TableRule(_ALL, _ALL, _ALL, journal=False),
    "search_document": TableRule(
        _ALL,
        _ALL,
        _ALL,
        _ALL,
        rows=(
            RowRule(("select",), "entity IN (SELECT server.kinds('{read}'))"),
            RowRule(("insert", "update", "delete"), f"entity IN (SELECT server.kinds('{{{','.join(WRITING)}}}'))"),
            # a card is found by the name of its unit
            RowRule(("insert", "update"), "entity = 'service_card'", frozenset({"unit.edit"})),
            RowRule(("insert", "update", "delete"), "true", frozenset({_ERASE})),
        ),
        journal=False,
    ),
    "service_card_use": _DERIVED,
    # written once with their import, too many for the journal
    "map_area": _MAP_SHAPES,
    "map_line": _MAP_SHAPES,
    "map_surface": _MAP_SHAPES,
    "map_place": _MAP_SHAPES,
    "map_address": _MAP_SHAPES,
    "number_series": TableRule(_ALL, _ALL, _ALL),
    # a person's photograph goes with the person
    "stored_file": TableRule(
        frozenset({"stored_file.read"}),
        frozenset({"stored_file.edit"}),
        delete=frozenset({_ERASE}),
        hidden=("content",),
        journal=True,
    ),
    "audit_head": TableRule(_ALL, columns={"select": ("id", "count", "mac")}, journal=False),
    "audit_entry": TableRule(
        frozenset({"audit.read", "audit.export"}) | _PERSONAL_RIGHTS,
        _ALL,
        columns={"insert": ("deed", "entity", "record_id", "details")},
        rows=(
            RowRule(("select",), "true", frozenset({"audit.read", "audit.export"})),
            RowRule(("select",), _PERSONAL, _PERSONAL_RIGHTS),
            RowRule(("insert",), "true"),
        ),
        journal=False,
    ),
    "erasure": TableRule(frozenset({"personal_data.read", _ERASE, "audit.read"}), frozenset({_ERASE})),
    "account": TableRule(
        _ALL,
        frozenset({"account.edit"}),
        _ACCOUNT_WRITERS,
        # everybody may change their own password, and with it the note that they must
        columns={"update:*": ("must_change", "version", "updated_at")},
        rows=(
            RowRule(("select", "insert", "update"), "true", _ACCOUNT_WRITERS),
            RowRule(("select",), "true", frozenset({"account.read"}) | _PERSONAL_RIGHTS),
            RowRule(("select", "update"), "login = session_user"),
        ),
    ),
    "employee": TableRule(
        frozenset({"employee.read"}),
        frozenset({"employee.edit"}),
        _EMPLOYEE_WRITERS,
        rows=(
            RowRule(("select",), "true", frozenset({"employee.read"}) | _EMPLOYEE_WRITERS),
            RowRule(("insert", "update"), "true", _EMPLOYEE_WRITERS),
            RowRule(("select",), _READ_BY_OWN_UNIT, frozenset({"employee.read"}), own=True),
        ),
    ),
    "employee_past_position": TableRule(
        frozenset({"employee.read"}),
        _EMPLOYEE_WRITERS,
        _EMPLOYEE_WRITERS,
        _EMPLOYEE_WRITERS,
        rows=(RowRule(("select", "insert", "update", "delete"), "employee_id IN (SELECT id FROM public.employee)"),),
    ),
    # whoever saves an employee has the kind filled in that the post has
    "post": TableRule(frozenset({"post.read", "employee.edit"}), _writers("post"), _writers("post") | {_ERASE}),
    "absence": _about_people("absence", _OF_OWN_PEOPLE),
    "work_event": _about_people("work_event", _OF_OWN_PEOPLE),
    "evaluation": _about_people("evaluation", _OWN_SHEETS),
    "evaluation_mark": _positions("evaluation", "evaluation_id", "evaluation"),
    "evaluation_goal": _positions("evaluation", "evaluation_id", "evaluation"),
    "evaluation_need": _positions("evaluation", "evaluation_id", "evaluation"),
    "evaluation_campaign_choice": _positions("evaluation_campaign", "campaign_id", "evaluation_campaign"),
    "training_participation": _about_people("training_participation", _OF_OWN_PEOPLE),
    "training_step": _positions("training_participation", "participation_id", "training_participation"),
    "training_own_cost": _positions("training_participation", "participation_id", "training_participation"),
    # a training's costs are divided anew whenever it or one of its people changes, whoever else takes part
    "training_share": TableRule(
        frozenset({"training_participation.read"}),
        _SHARE_WRITERS,
        _SHARE_WRITERS,
        _SHARE_WRITERS,
        rows=(
            RowRule(("select", "insert", "update", "delete"), "true", _SHARE_WRITERS | {"training_participation.read"}),
            RowRule(
                ("select", "insert", "update", "delete"), "true", frozenset({"training_participation.edit"}), own=True
            ),
        ),
        journal=False,
    ),
    "training_need": _about_people("training_need", _OF_OWN_UNITS),
    "travel_order": _about_people("travel_order", _OF_OWN_PEOPLE),
    "training_agreement": _about_people("training_agreement", _OF_OWN_PEOPLE),
    "rater_package": TableRule(
        frozenset({"evaluation_campaign.edit"}),
        frozenset({"evaluation_campaign.edit"}),
        frozenset({"evaluation_campaign.edit", _ERASE}),
        rows=(RowRule(("select", "insert", "update"), "true", frozenset({"evaluation_campaign.edit", _ERASE})),),
        hidden=("secret",),
    ),
}
"""Rules of tables that differ from what their kind of record gives."""


def group(role: str) -> str:
    """The group of the server's logins that have a role."""
    return MEMBERS if role == EVERYONE else f"{ROLE_PREFIX}{role}"


def apply(
    connection: Connection,
    metadata: MetaData,
    roles: Mapping[str, Rights],
    tables: Mapping[str, TableRule] = TABLES,
) -> None:
    """Lay down everything; the connection is the owner's. ``roles`` holds ``EVERYONE`` as well."""
    # a per cent sign is one of the server's format(), not of a parameter
    plain = connection.execution_options(no_parameters=True)
    for statement in statements(metadata, roles, tables):
        plain.exec_driver_sql(statement)


def statements(
    metadata: MetaData, roles: Mapping[str, Rights], tables: Mapping[str, TableRule] = TABLES
) -> Iterator[str]:
    """The SQL of all rules, in order; every statement may run again over what is there."""
    yield from (*OWN_TABLES, *GUARDS_TABLES, *PARTS_TABLES)
    yield from (*FUNCTIONS, *PARTS, *GUARDS)
    yield from _matrix(roles)
    yield from parts_lines(metadata)
    yield f"GRANT USAGE ON SCHEMA public, server TO {MEMBERS}"
    yield "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA server FROM PUBLIC"
    for function in (*CALLABLE, *GUARDS_CALLABLE):
        yield f"GRANT EXECUTE ON FUNCTION server.{function} TO {MEMBERS}"
    groups = ", ".join(group(role) for role in roles)
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public, server FROM PUBLIC, {groups}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public, server FROM PUBLIC, {groups}"
    for name, rule in described(metadata, roles, tables).items():
        yield from _grants(name, rule, roles)
        yield from row_security(name, rule.rows, roles)
        table = metadata.tables.get(name)
        yield from _journal(name, rule, table)
    yield from _audit_triggers()
    yield _trigger("account", "follow_account", "AFTER UPDATE", "ROW", "server.follow_account()")
    yield "DROP TRIGGER IF EXISTS forget_erased ON public.erasure"
    yield (
        "CREATE CONSTRAINT TRIGGER forget_erased AFTER INSERT ON public.erasure DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION server.forget_erased()"
    )
    for counter, names, counts in (("number_series", "series", "last"), ("entity_revision", "entity", "revision")):
        call = f"server.only_up('{names}', '{counts}')"
        yield _trigger(counter, "only_up", "BEFORE INSERT OR UPDATE", "ROW", call)
    yield _trigger("entity_revision", "tell_change", "AFTER INSERT OR UPDATE", "ROW", "server.tell_change()")


def described(
    metadata: MetaData, roles: Mapping[str, Rights], tables: Mapping[str, TableRule] = TABLES
) -> dict[str, TableRule]:
    """The rule of every table.

    ValueError for a table without a kind of record and without a rule of its own, and for one that some role may use
    for its own people only while no rule tells which rows those are.
    """
    kinds = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]
    found = {name: rule for name, rule in tables.items() if name in metadata.tables or name == "alembic_version"}
    for table in metadata.sorted_tables:
        if table.name in found:
            continue
        kind = kinds.get(table.name)
        entity = getattr(kind, "entity", None)
        if kind is None or not isinstance(entity, str):
            raise ValueError(f"{table.name} has no rule on the server: add it to db.server_rules.TABLES")
        writing = frozenset({f"{entity}.{deed}" for deed in WRITING})
        positions = writing if issubclass(kind, Positioned) else frozenset[str]()
        # any text may name a person: who gives out or erases a person's data looks through all of them
        reading = _PERSONAL_RIGHTS | {f"{entity}.read"}
        found[table.name] = TableRule(reading, writing, writing | {_ERASE}, positions)
    for name in sorted(_of_own_people(metadata, roles)):
        if not found[name].rows:
            raise ValueError(
                f"{name} holds what some may see of their own people only: describe its rows in db.server_rules.TABLES"
            )
    return found


def _of_own_people(metadata: MetaData, roles: Mapping[str, Rights]) -> set[str]:
    """Tables of kinds that some role may use for its own people only, and all whose rows belong to rows of those."""
    own = {right.partition(".")[0] for rights in roles.values() for right in rights.own}
    kinds = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]
    guarded = {
        table.name
        for table in metadata.sorted_tables
        # a table may bear the name of its kind and have no row class yet
        if getattr(kinds.get(table.name), "entity", table.name) in own
    }
    # sorted: a table stands after those it refers to
    for table in metadata.sorted_tables:
        if any(key.column.table.name in guarded for key in table.foreign_keys):
            guarded.add(table.name)
    return guarded


def _matrix(roles: Mapping[str, Rights]) -> Iterator[str]:
    yield "DELETE FROM server.role_right"
    lines = [(group(role), right, False) for role, rights in roles.items() for right in sorted(rights.everywhere)]
    lines += [
        (group(role), right, True) for role, rights in roles.items() for right in sorted(rights.own - rights.everywhere)
    ]
    # a role without rights of its own is known all the same
    lines += [(group(role), "", False) for role, rights in roles.items() if not rights.everywhere]
    values = ", ".join(f"('{name}', '{right}', {str(own).lower()})" for name, right, own in lines)
    yield f'INSERT INTO server.role_right (role, "right", own) VALUES {values}'


def _holders(wanted: frozenset[str], roles: Mapping[str, Rights], *, own: bool | None = None) -> list[str]:
    """Groups that have one of the rights; ``own`` tells those apart that have it for their own people only."""
    if "*" in wanted or (own is None and wanted & roles.get(EVERYONE, Rights()).everywhere):
        return [MEMBERS]
    found = []
    for role, rights in roles.items():
        everywhere, own_people = bool(wanted & rights.everywhere), bool(wanted & rights.own)
        if {None: everywhere or own_people, False: everywhere, True: own_people and not everywhere}[own]:
            found.append(group(role))
    return found


def _grants(name: str, rule: TableRule, roles: Mapping[str, Rights]) -> Iterator[str]:
    for command in ("select", "insert", "update", "delete"):
        columns = rule.columns.get(command, ())
        some = rule.columns.get(f"{command}:*", ())
        holders = _holders(rule.wanted(command), roles)
        if some:
            yield _grant(command, name, some, [MEMBERS])
        if holders:
            yield _grant(command, name, columns, holders)
    if rule.insert:
        yield from _sequence_grants(name, _holders(rule.insert, roles))


def _grant(command: str, name: str, columns: Iterable[str], holders: Iterable[str]) -> str:
    narrowed = f" ({', '.join(columns)})" if columns else ""
    return f"GRANT {command.upper()}{narrowed} ON public.{name} TO {', '.join(holders)}"


def _sequence_grants(name: str, holders: list[str]) -> Iterator[str]:
    if holders:
        yield f"""
        DO $$ DECLARE owned text; BEGIN
            FOR owned IN SELECT sequence.oid::regclass::text FROM pg_class AS sequence
                JOIN pg_depend ON pg_depend.objid = sequence.oid AND pg_depend.deptype IN ('a', 'i')
                WHERE sequence.relkind = 'S' AND pg_depend.refobjid = 'public.{name}'::regclass
            LOOP EXECUTE format('GRANT USAGE ON SEQUENCE %s TO {", ".join(holders)}', owned); END LOOP;
        END $$"""


def row_security(name: str, rows: tuple[RowRule, ...], roles: Mapping[str, Rights]) -> Iterator[str]:
    """Policies for one table, replacing those it has; FORCE makes them hold for its owner too.

    The owner keeps a policy of its own: a migration that sees no rows would change none, in silence.
    """
    yield f"""
    DO $$ DECLARE policy name; BEGIN
        FOR policy IN SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = '{name}'
        LOOP EXECUTE format('DROP POLICY %I ON public.{name}', policy); END LOOP;
    END $$"""
    if not rows:
        yield f"ALTER TABLE public.{name} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY"
        return
    yield f"ALTER TABLE public.{name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
    yield f"CREATE POLICY owner ON public.{name} TO {OWNER} USING (true) WITH CHECK (true)"
    for place, rule in enumerate(rows):
        holders = _holders(rule.rights, roles, own=rule.own) if rule.rights else [MEMBERS]
        for command in rule.commands if holders else ():
            clauses = "" if command == "insert" else f" USING ({rule.condition})"
            clauses += "" if command in {"select", "delete"} else f" WITH CHECK ({rule.condition})"
            yield (
                f"CREATE POLICY {command}_{place} ON public.{name} FOR {command.upper()} "
                f"TO {', '.join(holders)}{clauses}"
            )


def _journal(name: str, rule: TableRule, table: Table | None) -> Iterator[str]:
    if not rule.journal or table is None:
        return
    (key, *_) = table.primary_key.columns
    arguments = ", ".join(f"'{column}'" for column in (key.name, *rule.hidden))
    call = f"server.keep_journal({arguments})"
    yield _trigger(name, "keep_journal", "AFTER INSERT OR UPDATE OR DELETE", "ROW", call)
    yield _trigger(name, "keep_journal_truncate", "AFTER TRUNCATE", "STATEMENT", call)


def _audit_triggers() -> Iterator[str]:
    yield _trigger("audit_entry", "seal_entry", "BEFORE INSERT", "ROW", "server.seal_entry()")
    yield _trigger("audit_entry", "check_entry", "AFTER INSERT", "ROW", "server.check_entry()")
    yield _trigger("audit_entry", "append_only", "BEFORE UPDATE OR DELETE", "ROW", "server.refuse_change()")
    yield _trigger("audit_entry", "append_only_truncate", "BEFORE TRUNCATE", "STATEMENT", "server.refuse_change()")
    yield _trigger("server.journal", "keep_rows", "BEFORE DELETE OR TRUNCATE", "STATEMENT", "server.refuse_change()")


def _trigger(table: str, name: str, when: str, level: str, call: str) -> str:
    place = table if "." in table else f"public.{table}"
    return f"CREATE OR REPLACE TRIGGER {name} {when} ON {place} FOR EACH {level} EXECUTE FUNCTION {call}"


__all__ = ["CHANNEL", "EVERYONE", "Rights", "RowRule", "TableRule", "apply", "described", "group", "row_security"]
