"""The scripts for the office's IT, run for real against a cluster of the tests: set-up, backup, restore."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from app import models
from app.access.server_rights import server_rights
from app.bootstrap import build
from app.core.clock import FixedClock
from app.people.units.domain import UnitDraft
from db import server_backups, server_upgrade
from db.errors import DatabaseProblem
from db.server_engine import Access
from db.server_names import OWNER
from db.server_store import ServerStore
from tests.server.cluster import ADMIN, Cluster, Unavailable, running
from tests.server.databases import CHIEF, PASSWORD, Database, role_keys

SCRIPTS = Path(__file__).parents[2] / "packaging" / "server"

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="the scripts are for Debian"),
    pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed"),
    # one worker sets up the server that most of these share
    pytest.mark.xdist_group("scripts"),
]


def run_script(
    cluster: Cluster, name: str, *arguments: str, given: str = "", tools: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a script as the superuser of the cluster; ``given`` goes to the descriptor it reads the password from."""
    reading, writing = os.pipe()
    os.write(writing, f"{given}\n".encode())
    os.close(writing)
    command = ["bash", str(SCRIPTS / name), "--tools", str(tools or cluster.binaries), *arguments]
    try:
        return subprocess.run(
            command + (["--password-fd", str(reading)] if given else []),
            env=os.environ | {"PGHOST": "127.0.0.1", "PGPORT": str(cluster.port), "PGUSER": ADMIN, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            pass_fds=(reading,),
            stdin=subprocess.DEVNULL,
            timeout=120,
        )
    finally:
        os.close(reading)


def set_up(cluster: Cluster, *more: str) -> "subprocess.CompletedProcess[str]":
    return run_script(
        cluster,
        "setup_debian.sh",
        *("--cluster", str(cluster.data), "--host", "localhost", "--address", "127.0.0.1"),
        *("--network", "10.9.8.0/24", *more),
        given=PASSWORD,
    )


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A cluster of its own: the script changes who may sign in."""
    try:
        with running() as started:
            yield started
    except Unavailable as reason:
        pytest.skip(f"no PostgreSQL can be started: {reason}")


@pytest.fixture(scope="module")
def office(cluster: Cluster) -> Database:
    """A server as the script leaves it, then prepared by the program."""
    with cluster.admin() as connection:
        try:
            connection.execute("ALTER SYSTEM SET ssl = on")
            connection.execute("ALTER SYSTEM RESET ssl")
        except psycopg.errors.InvalidParameterValue:
            pytest.skip("this PostgreSQL was built without TLS")
    done = set_up(cluster)
    assert done.returncode == 0, done.stderr
    database = Database(cluster, "urzad")
    # the server takes its new settings a moment after it was told to
    for attempt in range(200):
        try:
            server_upgrade.prepare(access(database), models.metadata(), server_rights())
            break
        except DatabaseProblem:
            if attempt == 199:
                raise
    with ServerStore(access(database)) as store, store.writing() as session:
        from db import server_accounts

        server_accounts.create_login(session, CHIEF, PASSWORD, role_keys())
    return database


def access(database: Database, login: str = OWNER) -> Access:
    certificate = database.cluster.data / "urzad.crt"
    return Access.of(
        f"postgresql://localhost:{database.cluster.port}/{database.name}",
        login,
        PASSWORD,
        root_certificate=certificate,
        require_tls=True,
    )


def owner_looks(database: Database) -> None:
    with ServerStore(access(database)) as store:
        store.revisions()


def add_unit(database: Database, symbol: str) -> None:
    with ServerStore(access(database, CHIEF)) as store:
        build(store).units.create(UnitDraft(symbol=symbol, name="Żółty wydział"))


def symbols(database: Database) -> list[str]:
    with ServerStore(access(database, CHIEF)) as store:
        return [unit.symbol for unit in build(store).units.all()]


def test_people_sign_in_over_tls_and_in_no_other_way(office: Database) -> None:
    add_unit(office, "TLS")
    assert "TLS" in symbols(office)
    with pytest.raises(psycopg.OperationalError, match="no encryption"):
        psycopg.connect(
            host="127.0.0.1", port=office.cluster.port, dbname="urzad", user=CHIEF, password=PASSWORD, sslmode="disable"
        )
    hba = (office.cluster.data / "pg_hba.conf").read_text("utf-8")
    network = [line for line in hba.splitlines() if line.startswith("host") and "+urzad_member" in line]
    assert network
    assert all(line.startswith("hostssl urzad ") and line.endswith("scram-sha-256") for line in network)
    assert any("10.9.8.0/24" in line for line in network)


def test_the_owner_signs_in_from_the_server_and_one_computer_only(office: Database) -> None:
    assert set_up(office.cluster, "--owner-from", "10.9.8.15").returncode == 0
    try:
        lines = (office.cluster.data / "pg_hba.conf").read_text("utf-8").splitlines()
        remote = [line.split() for line in lines if line.startswith("host") and ADMIN not in line]
        refused = remote.index(["host", "all", "urzad_owner", "all", "reject"])
        assert [line[3] for line in remote[:refused]] == ["127.0.0.1/32", "10.9.8.15/32"]
        assert {line[2] for line in remote[:refused]} == {"urzad_owner"}
        # who owns the database is among its members, and the first line that fits decides
        assert {line[2] for line in remote[refused + 1 :]} == {"+urzad_member"}
        assert not [line for line in lines if "postgres" in line.split()[2:3] and not line.startswith("local")]
        add_unit(office, "NADAL")
        wrong = set_up(office.cluster, "--owner-from", "10.9.8.0/24")
        assert (wrong.returncode, "adres jednego komputera" in wrong.stderr) == (1, True)
    finally:
        assert set_up(office.cluster).returncode == 0


def test_the_owner_is_refused_where_only_people_may_sign_in(office: Database) -> None:
    hba = office.cluster.data / "pg_hba.conf"
    before = hba.read_text("utf-8")
    # as if this computer stood in the network of the work stations
    hba.write_text(
        "".join(
            line for line in before.splitlines(True) if not line.startswith("hostssl urzad urzad_owner 127.0.0.1/32")
        ),
        "utf-8",
    )
    try:
        with office.superuser() as connection:
            connection.execute("SELECT pg_reload_conf()")
        for _ in range(200):
            try:
                owner_looks(office)
            except DatabaseProblem:
                break
        else:
            pytest.fail("the owner was let in")
        add_unit(office, "LUDZIE")
    finally:
        hba.write_text(before, "utf-8")
        with office.superuser() as connection:
            connection.execute("SELECT pg_reload_conf()")
    for attempt in range(200):
        try:
            owner_looks(office)
            break
        except DatabaseProblem:
            if attempt == 199:
                raise


def test_saves_are_safe_and_the_log_keeps_nothing_typed(office: Database) -> None:
    with office.superuser() as connection:
        written = (office.cluster.data / "postgresql.auto.conf").read_text("utf-8")
        assert connection.execute("SHOW log_statement").fetchone() == ("none",)
    for setting in ("fsync = 'on'", "full_page_writes = 'on'", "synchronous_commit = 'on'", "password_encryption"):
        assert setting in written
    assert PASSWORD not in office.cluster.log.read_text("utf-8", "replace")


def test_setting_up_again_keeps_certificate_password_and_data(office: Database) -> None:
    add_unit(office, "DRUGI")
    before = (office.cluster.data / "urzad.crt").read_bytes(), (office.cluster.data / "pg_hba.conf").read_text("utf-8")
    done = set_up(office.cluster)
    assert done.returncode == 0, done.stderr
    after = (office.cluster.data / "urzad.crt").read_bytes(), (office.cluster.data / "pg_hba.conf").read_text("utf-8")
    assert before == after
    assert "DRUGI" in symbols(office)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--network", "wszystkie"), "To nie jest sieć"),
        (("--host", "a b;c"), "Podaj nazwę serwera"),
        (("--database", 'x"; DROP'), "Nazwa bazy"),
        (("--nieznana",), "Nieznana opcja"),
    ],
)
def test_wrong_options_are_refused_before_anything_is_done(
    cluster: Cluster, arguments: tuple[str, ...], told: str
) -> None:
    done = set_up(cluster, *arguments)
    assert done.returncode == 1
    assert told in done.stderr


def test_a_server_with_other_databases_is_left_alone(office: Database) -> None:
    with office.cluster.admin() as connection:
        connection.execute("CREATE DATABASE ksiegowosc")
    try:
        done = set_up(office.cluster)
    finally:
        with office.cluster.admin() as connection:
            connection.execute("DROP DATABASE ksiegowosc")
    assert done.returncode == 1
    assert "ksiegowosc" in done.stderr


def back_up(office: Database, folder: Path, *more: str) -> Path:
    done = run_script(office.cluster, "backup.sh", "--to", str(folder), *more)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip().rpartition(" ")[2])


def test_a_backup_is_restored_and_the_replaced_database_kept(
    office: Database, tmp_path: Path, clock: FixedClock
) -> None:
    second = tmp_path / "druga"
    second.mkdir()
    add_unit(office, "PRZED")
    copy = back_up(office, tmp_path / "kopie", "--copy-to", str(second))
    assert (second / copy.name / "baza.dump").read_bytes() == (copy / "baza.dump").read_bytes()
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    assert manifest["rows"]["unit"] == len(symbols(office))
    assert manifest["rows"]["server.journal"] > 0
    with office.superuser() as connection:
        assert connection.execute("SELECT count, mac FROM audit_head").fetchone() == (
            manifest["audit"]["count"],
            manifest["audit"]["mac"],
        )
    add_unit(office, "PO")
    with office.superuser() as connection:
        noted = connection.execute("SELECT name, size, failed_at FROM server.last_backup()").fetchone()
    assert noted == (copy.name, (copy / "baza.dump").stat().st_size, None)

    done = run_script(office.cluster, "restore.sh", str(copy))
    assert done.returncode == 0, done.stderr
    assert "PRZED" in symbols(office)
    assert "PO" not in symbols(office)
    # rights, rules and log are those of a living database
    add_unit(office, "DALEJ")
    with office.cluster.admin() as connection:
        kept = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'urzad\\_przed\\_%'").fetchall()
    assert len(kept) == 1
    with office.superuser() as connection:
        connection.execute("DROP DATABASE " + kept[0][0])
        assert connection.execute("SELECT has_database_privilege('public', 'urzad', 'CONNECT')").fetchone() == (False,)


def tools_with(cluster: Cluster, folder: Path, case: str) -> Path:
    """PostgreSQL's programs, of which psql does something else in one case of its arguments."""
    folder.mkdir()
    for program in cluster.binaries.iterdir():
        if program.name != "psql":
            (folder / program.name).symlink_to(program)
    psql = folder / "psql"
    psql.write_text(f'#!/bin/bash\nreal="{cluster.binaries / "psql"}"\ncase "$*" in\n{case}\nesac\nexec "$real" "$@"\n')
    psql.chmod(0o700)
    return folder


def databases(office: Database) -> set[str]:
    with office.cluster.admin() as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")}


@pytest.mark.parametrize(
    "failing", ["*_nowa_*RENAME*", "*CREATE*_nowa_*", "*ALLOW_CONNECTIONS*false*", "*COPY*erasure*"]
)
def test_a_restore_that_fails_leaves_the_database_open_under_its_name(
    office: Database, tmp_path: Path, failing: str
) -> None:
    copy, before = back_up(office, tmp_path / "kopie"), databases(office)
    name = failing.replace("*", "").replace("_", "")[:8].upper()
    add_unit(office, name)
    tools = tools_with(office.cluster, tmp_path / "bin", f"{failing}) exit 3;;")
    done = run_script(office.cluster, "restore.sh", str(copy), tools=tools)
    assert done.returncode != 0
    assert databases(office) == before
    assert name in symbols(office)
    if not failing.startswith("*CREATE"):
        assert "działa dalej" in done.stderr


def test_nobody_gets_in_while_the_list_of_erasures_is_taken_over(office: Database, tmp_path: Path) -> None:
    copy, entered = back_up(office, tmp_path / "kopie"), tmp_path / "entered"
    login = f"host=localhost port={office.cluster.port} dbname=urzad user={OWNER} password={PASSWORD} sslmode=require"
    tools = tools_with(
        office.cluster,
        tmp_path / "bin",
        f'*COPY*erasure*) "$real" "{login}" -c "SELECT 1" >/dev/null 2>"{entered}"; echo $? >>"{entered}";;',
    )
    with ServerStore(access(office)) as at_work, at_work.reading():
        before = databases(office)
        done = run_script(office.cluster, "restore.sh", str(copy), tools=tools)
    assert done.returncode == 0, done.stderr
    assert "too many connections" in entered.read_text("utf-8")
    for kept in databases(office) - before:
        with office.cluster.admin() as connection:
            connection.execute(f"DROP DATABASE {kept}")


def test_logins_that_cannot_be_restored_are_told(office: Database, tmp_path: Path) -> None:
    copy = back_up(office, tmp_path)
    assert run_roles(office, copy).returncode == 0
    known = sha256((copy / "role.sql").read_bytes()).hexdigest()
    (copy / "role.sql").write_text("ALTER ROLE nie_ma_takiej PASSWORD 'SCRAM-SHA-256$tajne';\n", "utf-8")
    manifest = (copy / "manifest.json").read_text("utf-8")
    changed = sha256((copy / "role.sql").read_bytes()).hexdigest()
    (copy / "manifest.json").write_text(manifest.replace(known, changed), "utf-8")
    before = databases(office)
    done = run_roles(office, copy)
    assert done.returncode == 1
    assert "nie_ma_takiej" in done.stderr
    assert "SCRAM" not in done.stderr
    assert databases(office) == before


def run_roles(office: Database, copy: Path) -> "subprocess.CompletedProcess[str]":
    """Restore with the roles, and drop what was replaced."""
    before = databases(office)
    done = run_script(office.cluster, "restore.sh", "--roles", str(copy))
    with office.cluster.admin() as connection:
        for kept in databases(office) - before:
            connection.execute(f"DROP DATABASE {kept}")
    return done


def test_a_damaged_backup_is_refused_and_the_database_left_alone(office: Database, tmp_path: Path) -> None:
    copy = back_up(office, tmp_path)
    add_unit(office, "PO.KOPII")
    dump = copy / "baza.dump"
    content = bytearray(dump.read_bytes())
    content[len(content) // 2] ^= 1
    dump.write_bytes(content)
    done = run_script(office.cluster, "restore.sh", str(copy))
    assert done.returncode == 1
    assert "uszkodzony" in done.stderr
    assert "PO.KOPII" in symbols(office)


def test_changed_logins_in_a_backup_are_refused(office: Database, tmp_path: Path) -> None:
    copy = back_up(office, tmp_path)
    with (copy / "role.sql").open("a", encoding="utf-8") as roles:
        roles.write("GRANT urzad_administrator TO obcy;\n")
    for more in ((), ("--roles",)):
        done = run_script(office.cluster, "restore.sh", *more, str(copy))
        assert done.returncode == 1
        assert "role.sql jest uszkodzony albo zmieniony" in done.stderr


def test_a_log_that_was_tampered_with_makes_no_backup(office: Database, tmp_path: Path) -> None:
    add_unit(office, "DZIENNIK")
    with office.superuser() as connection:
        (true_name,) = connection.execute("SELECT author FROM audit_entry WHERE number = 1").fetchone() or ("",)
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE audit_entry SET author = 'kto inny' WHERE number = 1")
        done = run_script(office.cluster, "backup.sh", "--to", str(tmp_path))
        connection.execute("UPDATE audit_entry SET author = %s WHERE number = 1", (true_name,))
    assert done.returncode == 1
    assert "inspektora" in done.stderr
    with ServerStore(access(office, CHIEF)) as store, store.reading() as session:
        # everybody is told that the newest try failed
        assert server_backups.last(session.connection()).failed_at is not None
    assert list(tmp_path.iterdir()) == []
    with office.cluster.admin() as connection:
        assert connection.execute("SELECT count(*) FROM pg_database WHERE datname LIKE '%proba%'").fetchone() == (0,)


def test_old_backups_go_and_other_folders_stay(office: Database, tmp_path: Path) -> None:
    for day in range(1, 5):
        (tmp_path / f"urzad-2020010{day}-120000").mkdir()
    (tmp_path / "urzad-wazne").mkdir()
    newest = back_up(office, tmp_path, "--keep", "3")
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["urzad-20200103-120000", "urzad-20200104-120000", newest.name, "urzad-wazne"]


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
@pytest.mark.parametrize("name", ["setup_debian.sh", "backup.sh", "restore.sh"])
def test_shellcheck_finds_nothing(name: str) -> None:
    done = subprocess.run(["shellcheck", str(SCRIPTS / name)], capture_output=True, text=True)
    assert done.stdout == ""


def test_the_instructions_name_every_file_and_option() -> None:
    page = (SCRIPTS / "INSTRUKCJA.md").read_text("utf-8")
    for path in SCRIPTS.iterdir():
        assert path.name in page, path.name
