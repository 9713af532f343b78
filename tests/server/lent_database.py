"""One database of the test server that one test after another gets, with the rows as they were at the beginning.

Only rows and counters come back; a test that changes anything else (rights, functions, columns) wants a copy of its
own. The connection that brings them back is kept, with its plans: nine tenths of the work were planning it anew.
"""

import psycopg
from psycopg import sql

from tests.server.databases import Database

_KEEP = """
CREATE SCHEMA kept;
DO $$
DECLARE place record; filled boolean; steps text := '';
BEGIN
  FOR place IN SELECT oid::regclass AS name, format('kept.%I', oid::regclass::text) AS kept FROM pg_class
  WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace, 'server'::regnamespace) LOOP
    EXECUTE format('CREATE TABLE %s AS TABLE %s', place.kept, place.name);
    steps := steps || format('IF EXISTS (SELECT FROM %1$s) THEN DELETE FROM %1$s; END IF;', place.name);
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', place.kept) INTO filled;
    IF filled THEN
      steps := steps || format('INSERT INTO %s OVERRIDING SYSTEM VALUE TABLE %s;', place.name, place.kept);
    END IF;
  END LOOP;
  CREATE TABLE kept.counters AS
    SELECT format('%I.%I', schemaname, sequencename)::regclass AS name, start_value, last_value FROM pg_sequences;
  steps := steps || 'PERFORM setval(name, coalesce(last_value, start_value), last_value IS NOT NULL)
    FROM kept.counters WHERE pg_sequence_last_value(name) IS DISTINCT FROM last_value;';
  EXECUTE format('CREATE PROCEDURE kept.bring_back() LANGUAGE plpgsql AS %L', 'BEGIN ' || steps || ' END');
END $$
"""
_END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class LentDatabase:
    """Remembers what every table and every counter of a database holds now."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._connection = self._connected()
        self._connection.execute(_KEEP)

    def bring_back(self) -> None:
        """Every table and counter as remembered, and nobody else signed in."""
        try:
            self._bring_back()
        except psycopg.OperationalError:
            # a test that ends the connections to its database ends this one, too
            self._connection = self._connected()
            self._bring_back()

    def drop(self) -> None:
        """Remove the database."""
        self._connection.close()
        self.database.drop()

    def _connected(self) -> "psycopg.Connection[tuple[object, ...]]":
        connection = self.database.cluster.admin(self.database.name)
        # neither triggers nor foreign keys, as when a backup is restored; set anew, it would throw all plans away
        connection.execute(sql.SQL("SET session_replication_role = replica"))
        return connection

    def _bring_back(self) -> None:
        self._connection.execute(_END_OTHERS)
        self._connection.execute("CALL kept.bring_back()")
