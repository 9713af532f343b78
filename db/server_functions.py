"""What runs on the server with its owner's rights: sealing of the audit log, journal of rows, logins, questions.

Every function that people call asks ``server.may`` first. All have a fixed search path, so that nobody can slip
their own objects under them. ``session_user`` is who signed in; inside these functions ``current_user`` is the owner.
"""

OWNER = "urzad_owner"
"""Owns the schema; signs in only to change it."""
MEMBERS = "urzad_member"
"""Group of everybody who uses the program."""
ROLE_PREFIX = "urzad_"
"""Before the key of a role in the name of its group: ``urzad_front_desk``."""
CHANNEL = "urzad_changes"
"""Of NOTIFY; the message is the kind of record that changed."""

_DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp"

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
    CREATE OR REPLACE FUNCTION server.may(wanted text) RETURNS boolean LANGUAGE sql STABLE {_DEFINER} AS $$
        SELECT pg_has_role(session_user, '{OWNER}', 'USAGE') OR EXISTS (
            SELECT FROM server.role_right AS granted
            WHERE granted."right" = wanted AND NOT granted.own AND pg_has_role(session_user, granted.role, 'MEMBER')
        )
    $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.require(wanted text) RETURNS void LANGUAGE plpgsql STABLE {_DEFINER} AS $$
    BEGIN
        IF NOT server.may(wanted) THEN
            RAISE insufficient_privilege USING MESSAGE = 'the right ' || wanted || ' is missing';
        END IF;
    END $$
    """,
    # the unit of the person signed in and all below it: whose people the head of a unit sees
    f"""
    CREATE OR REPLACE FUNCTION server.own_units() RETURNS SETOF integer LANGUAGE sql STABLE {_DEFINER} AS $$
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
    CREATE OR REPLACE FUNCTION server.own_employee() RETURNS integer LANGUAGE sql STABLE {_DEFINER} AS $$
        SELECT employee_id FROM public.account
        WHERE login = session_user AND active AND deleted_at IS NULL
    $$
    """,
)

_AUDIT = (
    # RFC 2104; sha256 is built in, keyed hashing is not
    """
    CREATE OR REPLACE FUNCTION server.hmac(message bytea, key bytea) RETURNS bytea
    LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        block bytea := decode(repeat('00', 64), 'hex');
        inner_pad bytea;
        outer_pad bytea;
    BEGIN
        IF length(key) > 64 THEN
            key := sha256(key);
        END IF;
        block := overlay(block PLACING key FROM 1);
        inner_pad := block;
        outer_pad := block;
        FOR place IN 0..63 LOOP
            inner_pad := set_byte(inner_pad, place, get_byte(block, place) # 54);
            outer_pad := set_byte(outer_pad, place, get_byte(block, place) # 92);
        END LOOP;
        RETURN sha256(outer_pad || sha256(inner_pad || message));
    END $$
    """,
    # the text whose seal is stored: db.audit.mac_of
    """
    CREATE OR REPLACE FUNCTION server.sealed_text(previous text, entry public.audit_entry) RETURNS bytea
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
        SELECT convert_to(concat_ws(chr(31), previous, entry.number::text,
            to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'),
            entry.author, entry.deed, entry.entity, coalesce(entry.record_id::text, ''), entry.digest), 'UTF8')
    $$
    """,
    # number, moment, author and seal are the server's; the program says only what was done to which record
    f"""
    CREATE OR REPLACE FUNCTION server.seal_entry() RETURNS trigger LANGUAGE plpgsql {_DEFINER} AS $$
    DECLARE
        head public.audit_head;
    BEGIN
        SELECT * INTO STRICT head FROM public.audit_head WHERE id = 1 FOR UPDATE;
        IF pg_has_role(session_user, '{OWNER}', 'USAGE') AND NEW.number IS NOT NULL THEN
            -- entries moved here from another database keep what they say and get a seal of this one
            IF NEW.number <> head.count + 1 THEN
                RAISE check_violation USING MESSAGE = 'entries of the log are numbered without gaps';
            END IF;
        ELSE
            NEW.number := head.count + 1;
            NEW.at := clock_timestamp();
            NEW.author := session_user;
            NEW.salt := replace(gen_random_uuid()::text, '-', '');
            NEW.digest := encode(server.hmac(convert_to(NEW.details, 'UTF8'), decode(NEW.salt, 'hex')), 'hex');
        END IF;
        NEW.mac := encode(server.hmac(server.sealed_text(head.mac, NEW), decode(head.key, 'hex')), 'hex');
        UPDATE public.audit_head SET count = NEW.number, mac = NEW.mac WHERE id = 1;
        RETURN NEW;
    END $$
    """,
    # erasing personal data blanks details and salt; nothing else in the log ever changes, not even for the owner
    """
    CREATE OR REPLACE FUNCTION server.refuse_change() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'audit_entry' THEN
            IF NEW.details IS NULL AND NEW.salt IS NULL
                AND to_jsonb(NEW) - 'details' - 'salt' = to_jsonb(OLD) - 'details' - 'salt' THEN
                RETURN NEW;
            END IF;
        END IF;
        RAISE insufficient_privilege USING MESSAGE = TG_TABLE_NAME || ' is append-only';
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.blank_entries(numbers integer[]) RETURNS integer
    LANGUAGE plpgsql {_DEFINER} AS $$
    DECLARE
        blanked integer;
    BEGIN
        PERFORM server.require('personal_data.erase');
        UPDATE public.audit_entry SET details = NULL, salt = NULL WHERE number = ANY (numbers) AND details IS NOT NULL;
        GET DIAGNOSTICS blanked = ROW_COUNT;
        RETURN blanked;
    END $$
    """,
    # numbers only: who erases personal data need not read the log
    f"""
    CREATE OR REPLACE FUNCTION server.entries_about(kind text, record integer) RETURNS SETOF integer
    LANGUAGE plpgsql STABLE {_DEFINER} AS $$
    BEGIN
        PERFORM server.require('personal_data.erase');
        RETURN QUERY SELECT number FROM public.audit_entry
            WHERE entity = kind AND record_id = record ORDER BY number;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.entries_mentioning(words text) RETURNS SETOF integer
    LANGUAGE plpgsql STABLE {_DEFINER} AS $$
    BEGIN
        PERFORM server.require('personal_data.erase');
        -- as whole words: no letter goes on before or after, but for the end of a line as JSON has it
        RETURN QUERY SELECT number FROM public.audit_entry
            WHERE position(words IN details) > 0 AND details ~ (
                '(^|[^[:alnum:]_]|\\\\[nrt])' || regexp_replace(words, '([].^$*+?(){{}}|\\\\[])', '\\\\\\1', 'g')
                || '($|[^[:alnum:]_])')
            ORDER BY number;
    END $$
    """,
    # the chain is computed where its key lies; faults have the names of db.audit_check.FaultKind
    f"""
    CREATE OR REPLACE FUNCTION server.verify_audit(
        kept integer[], OUT kind text, OUT entry integer, OUT entry_mac text
    ) RETURNS SETOF record LANGUAGE plpgsql STABLE {_DEFINER} AS $$
    DECLARE
        head public.audit_head;
        row public.audit_entry;
        last integer := 0;
        previous text := '';
        previous_at timestamptz;
    BEGIN
        IF NOT server.may('server.edit') THEN
            PERFORM server.require('audit.read');
        END IF;
        SELECT * INTO STRICT head FROM public.audit_head WHERE id = 1;
        FOR row IN SELECT * FROM public.audit_entry ORDER BY number LOOP
            kind := NULL; entry := row.number; entry_mac := NULL;
            IF row.number <> last + 1 THEN
                kind := CASE WHEN row.number > 0 THEN 'missing' ELSE 'altered' END;
                entry := CASE WHEN row.number > last THEN last + 1 ELSE row.number END;
                RETURN NEXT;
                entry := row.number;
            ELSIF row.mac IS DISTINCT FROM
                encode(server.hmac(server.sealed_text(previous, row), decode(head.key, 'hex')), 'hex') THEN
                kind := 'altered'; RETURN NEXT;
            END IF;
            IF row.details IS NULL AND row.salt IS NULL THEN
                kind := 'blanked'; RETURN NEXT;
            ELSIF row.details IS NULL OR row.salt !~ '^([0-9a-f]{{2}})+$' OR row.digest IS DISTINCT FROM
                encode(server.hmac(convert_to(row.details, 'UTF8'), decode(row.salt, 'hex')), 'hex') THEN
                kind := 'details_altered'; RETURN NEXT;
            END IF;
            IF row.at < previous_at THEN
                kind := 'set_back'; RETURN NEXT;
            END IF;
            IF row.number = ANY (kept) THEN
                kind := 'mac'; entry_mac := row.mac; RETURN NEXT; entry_mac := NULL;
            END IF;
            last := row.number; previous := row.mac; previous_at := row.at;
        END LOOP;
        entry_mac := NULL;
        IF last < head.count THEN
            kind := 'cut'; entry := last + 1; RETURN NEXT;
        ELSIF last > head.count THEN
            kind := 'beyond_head'; entry := head.count + 1; RETURN NEXT;
        ELSIF previous <> head.mac THEN
            kind := 'head_altered'; entry := last; RETURN NEXT;
        END IF;
        kind := 'entries'; SELECT count(*), head.mac INTO entry, entry_mac FROM public.audit_entry; RETURN NEXT;
        kind := 'head'; entry := head.count; entry_mac := head.mac; RETURN NEXT;
        kind := 'last'; entry := last; RETURN NEXT;
    END $$
    """,
)

_JOURNAL = (
    # arguments: the column that names the row, then columns too large to keep
    f"""
    CREATE OR REPLACE FUNCTION server.keep_journal() RETURNS trigger LANGUAGE plpgsql {_DEFINER} AS $$
    DECLARE
        old_row jsonb;
        new_row jsonb;
    BEGIN
        IF TG_OP IN ('UPDATE', 'DELETE') THEN
            old_row := to_jsonb(OLD) - TG_ARGV[1:];
        END IF;
        IF TG_OP IN ('INSERT', 'UPDATE') THEN
            new_row := to_jsonb(NEW) - TG_ARGV[1:];
        END IF;
        INSERT INTO server.journal
            (login, application, transaction, began, table_name, operation, row_key, before, after)
        VALUES (session_user, current_setting('application_name'), pg_current_xact_id(), transaction_timestamp(),
            TG_TABLE_NAME, TG_OP, coalesce(new_row, old_row) ->> TG_ARGV[0], old_row, new_row);
        RETURN NULL;
    END $$
    """,
    # at the end of the transaction: by then the journal also holds the change that made the record anonymous
    f"""
    CREATE OR REPLACE FUNCTION server.forget_erased() RETURNS trigger LANGUAGE plpgsql {_DEFINER} AS $$
    BEGIN
        PERFORM server.forget(NEW.subject, NEW.record_id::text);
        RETURN NULL;
    END $$
    """,
    # after a restore: what the older copy brought back
    f"""
    CREATE OR REPLACE FUNCTION server.forget_all_erased() RETURNS void LANGUAGE plpgsql {_DEFINER} AS $$
    BEGIN
        PERFORM server.require('server.edit');
        PERFORM server.forget(subject, record_id::text) FROM public.erasure;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.tell_change() RETURNS trigger LANGUAGE plpgsql {_DEFINER} AS $$
    BEGIN
        PERFORM pg_notify('{CHANNEL}', NEW.entity);
        RETURN NULL;
    END $$
    """,
)

_ACCOUNTS = (
    # a login that these functions may touch: one of the program's people, never the owner or a group
    f"""
    CREATE OR REPLACE FUNCTION server.require_person(login text) RETURNS void LANGUAGE plpgsql STABLE {_DEFINER} AS $$
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
    LANGUAGE plpgsql IMMUTABLE {_DEFINER} AS $$
    BEGIN
        -- a password in the clear would reach the server's log
        IF verifier IS NULL OR verifier !~ '^SCRAM-SHA-256\\$[0-9]+:[0-9A-Za-z+/=]+\\$[^$:]+:[^$:]+$' THEN
            RAISE invalid_password USING MESSAGE = 'a SCRAM-SHA-256 verifier is expected';
        END IF;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.create_login(login text, verifier text, roles text[]) RETURNS void
    LANGUAGE plpgsql {_DEFINER} AS $$
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
    LANGUAGE plpgsql {_DEFINER} AS $$
    BEGIN
        PERFORM server.require('account.edit');
        PERFORM server.give_roles(login, roles);
    END $$
    """,
    # nobody may call this one: the trigger of the accounts does, and the functions above
    f"""
    CREATE OR REPLACE FUNCTION server.give_roles(login text, roles text[]) RETURNS void
    LANGUAGE plpgsql {_DEFINER} AS $$
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
    LANGUAGE plpgsql {_DEFINER} AS $$
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
    CREATE OR REPLACE FUNCTION server.end_sessions(login text) RETURNS void LANGUAGE plpgsql {_DEFINER} AS $$
    BEGIN
        PERFORM server.require('account.edit');
        PERFORM server.require_person(login);
        PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = login AND pid <> pg_backend_pid();
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.set_active(login text, active boolean) RETURNS void
    LANGUAGE plpgsql {_DEFINER} AS $$
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
    LANGUAGE plpgsql {_DEFINER} AS $$
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
    CREATE OR REPLACE FUNCTION server.shut_out(person text) RETURNS void LANGUAGE plpgsql {_DEFINER} AS $$
    BEGIN
        IF EXISTS (SELECT FROM public.account WHERE login = person AND active AND deleted_at IS NULL) THEN
            PERFORM server.require('account.edit');
        END IF;
        PERFORM server.cut_off(person);
    END $$
    """,
    # nobody may call this one either
    f"""
    CREATE OR REPLACE FUNCTION server.cut_off(person text) RETURNS void LANGUAGE plpgsql {_DEFINER} AS $$
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
    CREATE OR REPLACE FUNCTION server.follow_account() RETURNS trigger LANGUAGE plpgsql {_DEFINER} AS $$
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
    CREATE OR REPLACE FUNCTION server.shared_secret() RETURNS bytea LANGUAGE sql STABLE {_DEFINER} AS $$
        SELECT value FROM server.secret WHERE id = 1
    $$
    """,
)

_CHECK = (
    f"""
    CREATE OR REPLACE FUNCTION server.row_counts(OUT table_name text, OUT row_count bigint) RETURNS SETOF record
    LANGUAGE plpgsql STABLE {_DEFINER} AS $$
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
    RETURNS SETOF record LANGUAGE plpgsql STABLE {_DEFINER} AS $$
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
    LANGUAGE plpgsql {_DEFINER} AS $$
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

FUNCTIONS = (*_RIGHTS, *_AUDIT, *_JOURNAL, *_ACCOUNTS, *_FOLLOWING, *_CHECK)

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
