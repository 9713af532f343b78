"""The roles of a server, as SQL for its superuser: owner, members, a group for each role of the program.

``packaging/server/roles.sql`` and ``database.sql`` there are written from this and a test compares them:
``python -m db.server_roles ROLE … > roles.sql``, ``python -m db.server_roles > database.sql``.
"""

import sys
from collections.abc import Iterable

from db.server_names import MEMBERS, OWNER, ROLE_PREFIX

_HEAD = """\
-- Role serwera PostgreSQL dla programu Przejrzysty Urząd. Uruchamia je superużytkownik (postgres), raz na serwer;
-- ponowne uruchomienie niczego nie psuje. Ten plik powstaje z db/server_roles.py – nie poprawiaj go ręcznie.
-- Hasło właściciela ustawia setup_debian.sh; hasła ludzi ustawia program i serwer nigdy ich nie widzi.
"""


def script(roles: Iterable[str]) -> str:
    """The statements; ``roles`` are keys of the program's roles."""
    groups = [MEMBERS, *(f"{ROLE_PREFIX}{role}" for role in roles)]
    lines = [_HEAD]
    # CREATEROLE: the owner's functions make and change logins for the program's administrator
    lines.append(_unless_there(OWNER, "LOGIN CREATEROLE NOSUPERUSER NOCREATEDB NOREPLICATION NOBYPASSRLS"))
    lines += [_unless_there(name, "NOLOGIN") for name in groups]
    lines += [f"GRANT {name} TO {OWNER} WITH ADMIN OPTION;" for name in groups]
    lines.append("-- odłączenie osoby, której odebrano dostęp")
    lines.append(f"GRANT pg_signal_backend TO {OWNER};")
    return "\n".join(lines) + "\n"


def _unless_there(name: str, options: str) -> str:
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') THEN "
        f"CREATE ROLE {name} {options}; END IF; END $$;"
    )


def database_script(database: str) -> str:
    """Statements for one database, run by the superuser inside it after it was made for the owner."""
    return "\n".join(
        (
            f"REVOKE ALL ON DATABASE {database} FROM PUBLIC;",
            f"GRANT CONNECT ON DATABASE {database} TO {MEMBERS};",
            f"ALTER DATABASE {database} OWNER TO {OWNER};",
            f"ALTER SCHEMA public OWNER TO {OWNER};",
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC;",
            # finds damaged indexes; the functions may read every table, so only the owner's function calls them
            "CREATE EXTENSION IF NOT EXISTS amcheck;",
            f"GRANT EXECUTE ON FUNCTION bt_index_check(regclass, boolean) TO {OWNER};",
            "",
        )
    )


_DATABASE_HEAD = """\
-- Prawa do jednej bazy programu Przejrzysty Urząd. Uruchamia superużytkownik, połączony z tą bazą:
-- psql -v baza=urzad -d urzad -f database.sql
-- Ten plik powstaje z db/server_roles.py – nie poprawiaj go ręcznie.
"""


def database_file() -> str:
    """``database.sql``: the name of the database is psql's variable ``baza``."""
    return _DATABASE_HEAD + database_script(':"baza"')


if __name__ == "__main__":
    sys.stdout.write(script(sys.argv[1:]) if sys.argv[1:] else database_file())
