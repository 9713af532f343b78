"""What the server refuses beyond rights to tables, and what it notices: counters, forged entries, silent changes.

All is SQL laid down by ``db.server_rules``; ``db.server_audit`` and ``db.server_backups`` ask the questions.
"""

from db.server_names import OWNER
from db.server_parts import TOLD

_DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp"

TABLES = (
    # which kinds of record the entries of a transaction tell of; number and beginning together name a transaction
    # even after the data came from another cluster, which counts its transactions from the start
    """
    CREATE TABLE IF NOT EXISTS server.logged (
        transaction xid8 NOT NULL,
        began timestamptz NOT NULL,
        entity text NOT NULL,
        deed text NOT NULL,
        PRIMARY KEY (transaction, began, entity, deed)
    )
    """,
    # every try to make a backup; written by backup.sh, as the superuser
    """
    CREATE TABLE IF NOT EXISTS server.backup (
        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        verified boolean NOT NULL,
        name text NOT NULL,
        size bigint NOT NULL,
        audit_count integer,
        audit_mac text
    )
    """,
)

_COUNTERS = (
    # a counter begins with 1 and goes up by 1; arguments: the column that names it, the one that counts
    f"""
    CREATE OR REPLACE FUNCTION server.only_up() RETURNS trigger LANGUAGE plpgsql {_DEFINER} AS $$
    DECLARE
        fresh jsonb := to_jsonb(NEW);
        before bigint := 0;
    BEGIN
        -- data are moved here by the owner, with the counters they have
        IF pg_has_role(session_user, '{OWNER}', 'USAGE') THEN
            RETURN NEW;
        END IF;
        IF TG_OP = 'UPDATE' THEN
            before := (to_jsonb(OLD) ->> TG_ARGV[1])::bigint;
            IF fresh ->> TG_ARGV[0] IS DISTINCT FROM to_jsonb(OLD) ->> TG_ARGV[0] THEN
                RAISE insufficient_privilege USING MESSAGE = TG_TABLE_NAME || ' keeps its names';
            END IF;
        END IF;
        IF (fresh ->> TG_ARGV[1])::bigint IS DISTINCT FROM before + 1 THEN
            RAISE insufficient_privilege USING MESSAGE = TG_TABLE_NAME || ' only counts up, one by one';
        END IF;
        RETURN NEW;
    END $$
    """,
)

_KINDS = (
    # kinds of record for which whoever signed in has one of the deeds everywhere
    f"""
    CREATE OR REPLACE FUNCTION server.kinds(deeds text[]) RETURNS SETOF text LANGUAGE sql STABLE {_DEFINER} AS $$
        SELECT DISTINCT split_part(granted."right", '.', 1) FROM server.role_right AS granted
        WHERE NOT granted.own AND split_part(granted."right", '.', 2) = ANY (deeds)
            AND pg_has_role(session_user, granted.role, 'MEMBER')
    $$
    """,
)

_ENTRIES = (
    f"""
    CREATE OR REPLACE FUNCTION server.may_somewhere(wanted text[]) RETURNS boolean LANGUAGE sql STABLE {_DEFINER} AS $$
        SELECT pg_has_role(session_user, '{OWNER}', 'USAGE') OR EXISTS (
            SELECT FROM server.role_right AS granted
            WHERE granted."right" = ANY (wanted) AND pg_has_role(session_user, granted.role, 'MEMBER')
        )
    $$
    """,
    # whether an entry can be true: its author must have been able to do what it tells; an unknown deed cannot be
    f"""
    CREATE OR REPLACE FUNCTION server.may_log(deed text, entity text, record integer) RETURNS boolean
    LANGUAGE plpgsql STABLE {_DEFINER} AS $$
    DECLARE
        own boolean := entity = 'account' AND EXISTS (
            SELECT FROM public.account WHERE id = record AND login = session_user);
    BEGIN
        CASE
            WHEN deed IN ('sign_in', 'sign_in_failed', 'sign_out', 'lock', 'unlock', 'recovery') THEN
                RETURN own;
            WHEN deed IN ('password', 'role', 'update') AND entity = 'account' THEN
                -- who takes a role away from themselves has lost it when the entry is written; what became of the
                -- row is in the journal
                RETURN own AND (deed = 'password' OR server.changed_now('account', record::text))
                    OR server.may_somewhere(ARRAY['account.edit', 'personal_data.erase']);
            WHEN deed IN ('create', 'update', 'delete', 'undelete') THEN
                RETURN server.may_somewhere(ARRAY[entity || '.edit', entity || '.delete', entity || '.publish',
                    entity || '.approve', 'personal_data.erase']);
            WHEN deed IN ('erase', 'anonymise') THEN
                RETURN server.may('personal_data.erase');
            WHEN deed IN ('read', 'print', 'check') THEN
                RETURN server.may_somewhere(ARRAY[entity || '.read', entity || '.edit', entity || '.export']);
            WHEN deed = 'export' THEN
                RETURN server.may_somewhere(ARRAY[entity || '.read', entity || '.export',
                    'personal_data.export', 'transfer.export']);
            WHEN deed = 'import' THEN
                RETURN server.may_somewhere(ARRAY[entity || '.edit', 'transfer.import']);
            WHEN deed = 'back_up' THEN RETURN server.may('backup.create');
            WHEN deed = 'restore' THEN RETURN server.may('backup.restore');
            WHEN deed = 'role' THEN RETURN server.may('account.edit');
            WHEN deed IN ('rekey', 'move') THEN RETURN server.may('server.edit');
            WHEN deed = 'settings' THEN RETURN server.may_somewhere(ARRAY['server.edit', 'office.edit']);
            ELSE RETURN false;
        END CASE;
    END $$
    """,
    # whether this transaction has changed a row
    f"""
    CREATE OR REPLACE FUNCTION server.changed_now(changed_table text, changed_row text) RETURNS boolean
    LANGUAGE sql STABLE {_DEFINER} AS $$
        SELECT EXISTS (
            SELECT FROM server.journal
            WHERE table_name = changed_table AND row_key = changed_row
                AND transaction = pg_current_xact_id_if_assigned() AND began = transaction_timestamp()
        )
    $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.check_entry() RETURNS trigger LANGUAGE plpgsql {_DEFINER} AS $$
    BEGIN
        IF NOT pg_has_role(session_user, '{OWNER}', 'USAGE')
            AND NOT server.may_log(NEW.deed, NEW.entity, NEW.record_id) THEN
            RAISE insufficient_privilege USING MESSAGE = 'such an entry of the log takes a right that is missing';
        END IF;
        INSERT INTO server.logged (transaction, began, entity, deed)
        VALUES (pg_current_xact_id(), transaction_timestamp(), NEW.entity, NEW.deed) ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$
    """,
    # changes that the log does not tell of: rows changed by another program, or by a program that was tampered with
    f"""
    CREATE OR REPLACE FUNCTION server.unlogged_changes(
        since timestamptz, until timestamptz,
        OUT at timestamptz, OUT login text, OUT application text, OUT table_name text, OUT operation text,
        OUT row_count bigint
    ) RETURNS SETOF record LANGUAGE plpgsql STABLE {_DEFINER} AS $$
    BEGIN
        IF NOT server.may('server.edit') THEN
            PERFORM server.require('audit.read');
        END IF;
        RETURN QUERY
        SELECT min(changed.at), changed.login::text, changed.application, changed.table_name::text,
            changed.operation, count(*)
        FROM server.journal AS changed
        WHERE changed.began IS NOT NULL
            AND (since IS NULL OR changed.at >= since) AND (until IS NULL OR changed.at < until)
            AND NOT EXISTS (
                SELECT FROM server.logged AS told
                WHERE told.transaction = changed.transaction AND told.began = changed.began AND (
                    (told.entity, changed.table_name::text) IN ({TOLD})
                    OR changed.table_name = 'number_series'
                    OR changed.table_name = 'erasure' AND told.deed IN ('erase', 'anonymise')
                    -- one entry for all data
                    OR told.entity IN ('database', 'backup') AND told.deed IN ('move', 'import', 'restore')
                )
            )
        GROUP BY changed.transaction, changed.began, changed.login, changed.application, changed.table_name,
            changed.operation
        ORDER BY 1, 4, 5;
    END $$
    """,
)

_BACKUPS = (
    # the newest good backup and what became of the newest try; everybody may know it
    f"""
    CREATE OR REPLACE FUNCTION server.last_backup(
        OUT verified_at timestamptz, OUT name text, OUT size bigint, OUT failed_at timestamptz
    ) LANGUAGE sql STABLE {_DEFINER} AS $$
        SELECT good.at, good.name, good.size, (
            SELECT max(bad.at) FROM server.backup AS bad
            WHERE NOT bad.verified AND (good.number IS NULL OR bad.number > good.number))
        FROM (SELECT) AS always LEFT JOIN (
            SELECT * FROM server.backup WHERE backup.verified ORDER BY backup.number DESC LIMIT 1
        ) AS good ON true
    $$
    """,
)

_OUTCOME = (
    # what a transaction left behind: after a crash its number alone proves nothing, for the server may have given
    # the number of a lost transaction to another one, which committed
    f"""
    CREATE OR REPLACE FUNCTION server.took_effect(asked xid8, beginning timestamptz) RETURNS boolean
    LANGUAGE sql STABLE {_DEFINER} AS $$
        SELECT EXISTS (SELECT FROM server.logged WHERE transaction = asked AND began = beginning)
            OR EXISTS (
                SELECT FROM server.journal
                WHERE at >= beginning AND transaction = asked AND began = beginning AND login = session_user)
    $$
    """,
)

FUNCTIONS = (*_COUNTERS, *_KINDS, *_ENTRIES, *_BACKUPS, *_OUTCOME)

CALLABLE = (
    "kinds(text[])",
    "unlogged_changes(timestamptz, timestamptz)",
    "last_backup()",
    "took_effect(xid8, timestamptz)",
)
"""Functions that members may call; each asks for the right it needs."""
