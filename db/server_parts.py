"""Which tables hold a kind of record, told to the server: what an entry of the log covers, what an erasure takes along.

All is SQL laid down by ``db.server_rules``, the lines from ``db.parts``: exact names, for kinds of record may begin
with the same letters (``ngo``, ``ngo_contest``).
"""

from collections.abc import Iterator

from sqlalchemy import MetaData

from db.parts import Bond, parts

_DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp"

TABLES = (
    """
    CREATE TABLE IF NOT EXISTS server.part (
        entity text NOT NULL,
        table_name text NOT NULL,
        key text NOT NULL,
        bond text NOT NULL,
        PRIMARY KEY (entity, table_name, key)
    )
    """,
)

TOLD = f"SELECT part.entity, part.table_name FROM server.part WHERE part.bond <> '{Bond.ABOUT}'"
"""Kinds of record, and the tables whose changes an entry of the log about such a record tells of."""

FUNCTIONS = (
    # the journal forgets what an erased record, its lists and the records about it said, not that they changed; these
    # are found as they are now and as they were, for one that was moved in may never have changed here
    f"""
    CREATE OR REPLACE FUNCTION server.forget(kind text, record text) RETURNS void LANGUAGE plpgsql {_DEFINER} AS $$
    DECLARE
        held record;
        number text;
    BEGIN
        FOR held IN
            SELECT about.table_name, about.key, whole.entity, whole.key AS own_key
            FROM server.part AS about
            JOIN server.part AS whole ON whole.table_name = about.table_name AND whole.bond = '{Bond.ITSELF}'
            WHERE about.entity = kind AND about.bond = '{Bond.ABOUT}'
        LOOP
            FOR number IN EXECUTE format(
                'SELECT %1$I::text FROM public.%2$I WHERE %3$I::text = $1 '
                'UNION SELECT row_key FROM server.journal '
                'WHERE table_name = %2$L AND $1 IN (before ->> %3$L, after ->> %3$L)',
                held.own_key, held.table_name, held.key
            ) USING record
            LOOP
                PERFORM server.forget(held.entity, number);
            END LOOP;
        END LOOP;
        UPDATE server.journal AS told SET before = NULL, after = NULL FROM server.part
        WHERE part.entity = kind AND part.table_name = told.table_name
            AND (told.before IS NOT NULL OR told.after IS NOT NULL)
            AND (part.bond = '{Bond.ITSELF}' AND told.row_key = record
                OR part.bond <> '{Bond.ITSELF}' AND record IN (told.before ->> part.key, told.after ->> part.key));
    END $$
    """,
)


def lines(metadata: MetaData) -> Iterator[str]:
    """The parts as the row classes of this program have them, in place of those of an older one."""
    yield "DELETE FROM server.part"
    values = ", ".join(f"('{each.entity}', '{each.table}', '{each.key}', '{each.bond}')" for each in parts(metadata))
    if values:
        yield f"INSERT INTO server.part (entity, table_name, key, bond) VALUES {values}"
