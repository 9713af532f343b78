"""What runs on the server with its owner's rights: who may do what, logins, questions, and functions of the log.

Every function that people call asks ``server.may`` first. All have a fixed search path, so that nobody can slip
their own objects under them. ``session_user`` is who signed in; inside these functions ``current_user`` is the owner.
"""

from db import server_log_functions
from db.server_names import DEFINER, MEMBERS, OWNER, ROLE_PREFIX

TABLES = (
    "CREATE SCHEMA IF NOT EXISTS server",
    # which group has which right: the permission matrix as the server's functions ask it
    """
    CREATE TABLE IF NOT EXISTS server.role_right (
        role name NOT NULL,
        "right" text NOT NULL,
        PRIMARY KEY (role, "right")
    )
    """,
    # rights that hold for the people of one's own units only
    "ALTER TABLE server.role_right ADD COLUMN IF NOT EXISTS own boolean NOT NULL DEFAULT false",
    # every changed row, whatever program changed it; only the owner may read it
    """
    CREATE TABLE IF NOT EXISTS server.journal (
        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        login name NOT NULL,
        application text NOT NULL,
        transaction xid8 NOT NULL,
        table_name name NOT NULL,
        operation text NOT NULL,
        row_key text,
        before jsonb,
        after jsonb
    )
    """,
    # when the transaction began; unknown in rows from before this was kept
    "ALTER TABLE server.journal ADD COLUMN IF NOT EXISTS began timestamptz",
    "CREATE INDEX IF NOT EXISTS ix_journal_table_name_row_key ON server.journal (table_name, row_key)",
    "CREATE INDEX IF NOT EXISTS ix_journal_at ON server.journal (at)",
    """
    CREATE TABLE IF NOT EXISTS server.secret (
        id integer PRIMARY KEY CHECK (id = 1),
        value bytea NOT NULL DEFAULT sha256(convert_to(
            gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))
    )
    """,
    "INSERT INTO server.secret (id) VALUES (1) ON CONFLICT DO NOTHING",
)

_RIGHTS = (
    f"""
    CREATE OR REPLACE FUNCTION server.may(wanted text) RETURNS boolean LANGUAGE sql STABLE {DEFINER} AS $$
        SELECT pg_has_role(session_user, '{OWNER}', 'USAGE') OR EXISTS (
            SELECT FROM server.role_right AS granted
            WHERE granted."right" = wanted AND NOT granted.own AND pg_has_role(session_user, granted.role, 'MEMBER')
        )
    $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.require(wanted text) RETURNS void LANGUAGE plpgsql STABLE {DEFINER} AS $$
    BEGIN
        IF NOT server.may(wanted) THEN
            RAISE insufficient_privilege USING MESSAGE = 'the right ' || wanted || ' is missing';
        END IF;
    END $$
    """,
    # the unit of the person signed in and all below it: whose people the head of a unit sees
    f"""
    CREATE OR REPLACE FUNCTION server.own_units() RETURNS SETOF integer LANGUAGE sql STABLE {DEFINER} AS $$
        WITH RECURSIVE own(id) AS (
            SELECT employee.unit_id
            FROM public.account JOIN public.employee ON employee.id = account.employee_id
            WHERE account.login = session_user AND account.active AND account.deleted_at IS NULL
                AND employee.deleted_at IS NULL
            UNION
            SELECT unit.id FROM public.unit JOIN own ON unit.parent_id = own.id
            WHERE unit.deleted_at IS NULL
        )
        SELECT id FROM own
    $$
    """,
    # the record of the person signed in among the employees: whose sheets a rater writes
    f"""
    CREATE OR REPLACE FUNCTION server.own_employee() RETURNS integer LANGUAGE sql STABLE {DEFINER} AS $$
        SELECT employee_id FROM public.account
        WHERE login = session_user AND active AND deleted_at IS NULL
    $$
    """,
)

_ACCOUNTS = (
    # a login that these functions may touch: one of the program's people, never the owner or a group
    f"""
    CREATE OR REPLACE FUNCTION server.require_person(login text) RETURNS void LANGUAGE plpgsql STABLE {DEFINER} AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT FROM pg_roles AS person
            JOIN pg_auth_members AS membership ON membership.member = person.oid
            JOIN pg_roles AS members ON members.oid = membership.roleid AND members.rolname = '{MEMBERS}'
            WHERE person.rolname = login AND NOT person.rolsuper AND NOT person.rolcreaterole
        ) OR login LIKE '{ROLE_PREFIX}%' THEN
            RAISE undefined_object USING MESSAGE = 'no such person';
        END IF;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.require_verifier(verifier text) RETURNS void
    LANGUAGE plpgsql IMMUTABLE {DEFINER} AS $$
    BEGIN
        -- a password in the clear would reach the server's log
        IF verifier IS NULL OR verifier !~ '^SCRAM-SHA-256\\$[0-9]+:[0-9A-Za-z+/=]+\\$[^$:]+:[^$:]+$' THEN
            RAISE invalid_password USING MESSAGE = 'a SCRAM-SHA-256 verifier is expected';
        END IF;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.create_login(login text, verifier text, roles text[]) RETURNS void
    LANGUAGE plpgsql {DEFINER} AS $$
    BEGIN
        PERFORM server.require('account.edit');
        PERFORM server.require_verifier(verifier);
        IF login !~ '^[a-z0-9][a-z0-9._-]{{0,39}}$' OR login LIKE '{ROLE_PREFIX}%' OR login LIKE 'pg\\_%' THEN
            RAISE invalid_name USING MESSAGE = 'not a login';
        END IF;
        EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L', login, verifier);
        EXECUTE format('GRANT {MEMBERS} TO %I', login);
        PERFORM server.give_roles(login, roles);
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.set_roles(login text, roles text[]) RETURNS void
    LANGUAGE plpgsql {DEFINER} AS $$
    BEGIN
        PERFORM server.require('account.edit');
        PERFORM server.give_roles(login, roles);
    END $$
    """,
    # nobody may call this one: the trigger of the accounts does, and the functions above
    f"""
    CREATE OR REPLACE FUNCTION server.give_roles(login text, roles text[]) RETURNS void
    LANGUAGE plpgsql {DEFINER} AS $$
    DECLARE
        granted name;
    BEGIN
        PERFORM server.require_person(login);
        FOR granted IN
            SELECT groups.rolname FROM pg_auth_members AS membership
            JOIN pg_roles AS groups ON groups.oid = membership.roleid
            JOIN pg_roles AS person ON person.oid = membership.member AND person.rolname = login
            WHERE groups.rolname LIKE '{ROLE_PREFIX}%' AND groups.rolname <> '{MEMBERS}'
        LOOP
            EXECUTE format('REVOKE %I FROM %I', granted, login);
        END LOOP;
        FOR granted IN SELECT DISTINCT '{ROLE_PREFIX}' || unnest(roles) LOOP
            IF granted IN ('{OWNER}', '{MEMBERS}')
                OR NOT EXISTS (SELECT FROM server.role_right WHERE role_right.role = granted) THEN
                RAISE undefined_object USING MESSAGE = 'no such role';
            END IF;
            EXECUTE format('GRANT %I TO %I', granted, login);
        END LOOP;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.set_verifier(login text, verifier text) RETURNS void
    LANGUAGE plpgsql {DEFINER} AS $$
    BEGIN
        IF login <> session_user THEN
            PERFORM server.require('account.edit');
        END IF;
        PERFORM server.require_person(login);
        PERFORM server.require_verifier(verifier);
        EXECUTE format('ALTER ROLE %I PASSWORD %L', login, verifier);
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.end_sessions(login text) RETURNS void LANGUAGE plpgsql {DEFINER} AS $$
    BEGIN
        PERFORM server.require('account.edit');
        PERFORM server.require_person(login);
        PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = login AND pid <> pg_backend_pid();
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.set_active(login text, active boolean) RETURNS void
    LANGUAGE plpgsql {DEFINER} AS $$
    BEGIN
        PERFORM server.require('account.edit');
        PERFORM server.require_person(login);
        EXECUTE format(CASE WHEN active THEN 'ALTER ROLE %I LOGIN' ELSE 'ALTER ROLE %I NOLOGIN' END, login);
    END $$
    """,
)

_FOLLOWING = (
    # the roles of an account as it is stored: a JSON list of keys
    f"""
    CREATE OR REPLACE FUNCTION server.let_in(person text, verifier text) RETURNS void
    LANGUAGE plpgsql {DEFINER} AS $$
    DECLARE
        entry public.account;
    BEGIN
        IF person = session_user THEN
            PERFORM server.set_verifier(person, verifier);
            RETURN;
        END IF;
        PERFORM server.require('account.edit');
        SELECT * INTO entry FROM public.account WHERE login = person AND active AND deleted_at IS NULL;
        IF NOT FOUND THEN
            RAISE undefined_object USING MESSAGE = 'no such account';
        END IF;
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = person) THEN
            PERFORM server.set_verifier(person, verifier);
            PERFORM server.set_roles(person, ARRAY(SELECT jsonb_array_elements_text(entry.roles::jsonb)));
            PERFORM server.set_active(person, true);
        ELSE
            PERFORM server.create_login(person, verifier, ARRAY(SELECT jsonb_array_elements_text(entry.roles::jsonb)));
        END IF;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.shut_out(person text) RETURNS void LANGUAGE plpgsql {DEFINER} AS $$
    BEGIN
        IF EXISTS (SELECT FROM public.account WHERE login = person AND active AND deleted_at IS NULL) THEN
            PERFORM server.require('account.edit');
        END IF;
        PERFORM server.cut_off(person);
    END $$
    """,
    # nobody may call this one either
    f"""
    CREATE OR REPLACE FUNCTION server.cut_off(person text) RETURNS void LANGUAGE plpgsql {DEFINER} AS $$
    BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = person) THEN
            PERFORM server.require_person(person);
            EXECUTE format('ALTER ROLE %I NOLOGIN', person);
            PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE usename = person AND pid <> pg_backend_pid();
        END IF;
    END $$
    """,
    # the server follows the table of accounts by itself
    f"""
    CREATE OR REPLACE FUNCTION server.follow_account() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
    BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = OLD.login) THEN
            RETURN NULL;
        END IF;
        IF OLD.active AND NOT NEW.active OR OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL
            OR OLD.login <> NEW.login THEN
            PERFORM server.cut_off(OLD.login);
        ELSIF OLD.roles <> NEW.roles THEN
            PERFORM server.give_roles(NEW.login, ARRAY(SELECT jsonb_array_elements_text(NEW.roles::jsonb)));
        END IF;
        RETURN NULL;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.shared_secret() RETURNS bytea LANGUAGE sql STABLE {DEFINER} AS $$
        SELECT value FROM server.secret WHERE id = 1
    $$
    """,
)

_CHECK = (
    f"""
    CREATE OR REPLACE FUNCTION server.row_counts(OUT table_name text, OUT row_count bigint) RETURNS SETOF record
    LANGUAGE plpgsql STABLE {DEFINER} AS $$
    BEGIN
        PERFORM server.require('server.edit');
        FOR table_name IN
            SELECT CASE schemaname WHEN 'public' THEN '' ELSE schemaname || '.' END || tablename
            FROM pg_tables WHERE schemaname IN ('public', 'server') ORDER BY 1
        LOOP
            -- the search path holds neither schema
            EXECUTE 'SELECT count(*) FROM ' || CASE WHEN position('.' IN table_name) > 0
                THEN table_name ELSE format('public.%I', table_name) END INTO row_count;
            RETURN NEXT;
        END LOOP;
    END $$
    """,
    # a reference that points nowhere can only come from damage or a careless repair
    f"""
    CREATE OR REPLACE FUNCTION server.broken_references(OUT table_name text, OUT refers_to text, OUT row_count bigint)
    RETURNS SETOF record LANGUAGE plpgsql STABLE {DEFINER} AS $$
    DECLARE
        reference record;
    BEGIN
        PERFORM server.require('server.edit');
        FOR reference IN
            SELECT child.relname AS child, parent.relname AS parent, own.attname AS own, other.attname AS other
            FROM pg_constraint AS found
            JOIN pg_class AS child ON child.oid = found.conrelid
            JOIN pg_class AS parent ON parent.oid = found.confrelid
            JOIN pg_attribute AS own ON own.attrelid = found.conrelid AND own.attnum = found.conkey[1]
            JOIN pg_attribute AS other ON other.attrelid = found.confrelid AND other.attnum = found.confkey[1]
            WHERE found.contype = 'f' AND found.connamespace = 'public'::regnamespace
        LOOP
            table_name := reference.child; refers_to := reference.parent;
            EXECUTE format(
                'SELECT count(*) FROM public.%I AS child WHERE child.%I IS NOT NULL AND NOT EXISTS '
                '(SELECT FROM public.%I AS parent WHERE parent.%I = child.%I)',
                reference.child, reference.own, reference.parent, reference.other, reference.own) INTO row_count;
            IF row_count > 0 THEN
                RETURN NEXT;
            END IF;
        END LOOP;
    END $$
    """,
    # bt_index_check needs the extension amcheck and the right to use it, both given by the set-up script
    f"""
    CREATE OR REPLACE FUNCTION server.damaged_indexes(OUT index_name text, OUT message text) RETURNS SETOF record
    LANGUAGE plpgsql {DEFINER} AS $$
    BEGIN
        PERFORM server.require('server.edit');
        IF to_regprocedure('public.bt_index_check(regclass, boolean)') IS NULL THEN
            index_name := NULL; message := 'amcheck'; RETURN NEXT; RETURN;
        END IF;
        FOR index_name IN
            SELECT format('%I.%I', space.nspname, index.relname)
            FROM pg_index JOIN pg_class AS index ON index.oid = pg_index.indexrelid
            JOIN pg_namespace AS space ON space.oid = index.relnamespace
            JOIN pg_am ON pg_am.oid = index.relam AND pg_am.amname = 'btree'
            WHERE space.nspname IN ('public', 'server') AND index.relkind = 'i' AND pg_index.indisvalid
        LOOP
            BEGIN
                EXECUTE format('SELECT public.bt_index_check(%L::regclass, true)', index_name);
            EXCEPTION
                WHEN insufficient_privilege THEN
                    index_name := NULL; message := 'amcheck'; RETURN NEXT; RETURN;
                WHEN data_corrupted OR index_corrupted THEN
                    message := 'damaged'; RETURN NEXT;
            END;
        END LOOP;
    END $$
    """,
)

FUNCTIONS = (*_RIGHTS, *server_log_functions.FUNCTIONS, *_ACCOUNTS, *_FOLLOWING, *_CHECK)

CALLABLE = (
    "may(text)",
    "own_units()",
    "own_employee()",
    "blank_entries(integer[])",
    "entries_about(text, integer)",
    "entries_mentioning(text)",
    "verify_audit(integer[])",
    "forget_all_erased()",
    "create_login(text, text, text[])",
    "set_roles(text, text[])",
    "set_verifier(text, text)",
    "end_sessions(text)",
    "set_active(text, boolean)",
    "let_in(text, text)",
    "shut_out(text)",
    "shared_secret()",
    "row_counts()",
    "broken_references()",
    "damaged_indexes()",
)
"""Functions that members may call; each asks for the right it needs."""
