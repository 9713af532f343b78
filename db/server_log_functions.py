"""What runs on the server for the log: entries sealed and verified there, and the journal of every changed row."""

from db.server_names import CHANNEL, DEFINER, OWNER

_SEALING = (
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
    CREATE OR REPLACE FUNCTION server.seal_entry() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
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
    LANGUAGE plpgsql {DEFINER} AS $$
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
    LANGUAGE plpgsql STABLE {DEFINER} AS $$
    BEGIN
        PERFORM server.require('personal_data.erase');
        RETURN QUERY SELECT number FROM public.audit_entry
            WHERE entity = kind AND record_id = record ORDER BY number;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.entries_mentioning(words text) RETURNS SETOF integer
    LANGUAGE plpgsql STABLE {DEFINER} AS $$
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
    ) RETURNS SETOF record LANGUAGE plpgsql STABLE {DEFINER} AS $$
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
    CREATE OR REPLACE FUNCTION server.keep_journal() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
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
    CREATE OR REPLACE FUNCTION server.forget_erased() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
    BEGIN
        PERFORM server.forget(NEW.subject, NEW.record_id::text);
        RETURN NULL;
    END $$
    """,
    # after a restore: what the older copy brought back
    f"""
    CREATE OR REPLACE FUNCTION server.forget_all_erased() RETURNS void LANGUAGE plpgsql {DEFINER} AS $$
    BEGIN
        PERFORM server.require('server.edit');
        PERFORM server.forget(subject, record_id::text) FROM public.erasure;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION server.tell_change() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
    BEGIN
        PERFORM pg_notify('{CHANNEL}', NEW.entity);
        RETURN NULL;
    END $$
    """,
)

FUNCTIONS = (*_SEALING, *_JOURNAL)
