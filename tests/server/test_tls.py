"""Any other computer: encrypted, the server recognised by the office's certificate, the password proof bound to it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import psycopg
import pytest

from db import server_engine
from db.errors import DatabaseProblem, ProblemKind
from db.server_engine import Access
from tests.server.databases import CHIEF, PASSWORD, Database


def make_certificate(folder: Path, name: str, address: str) -> tuple[Path, Path]:
    """A self-signed certificate for an address, and its key, as the set-up script makes them."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / f"{name}.crt", folder / f"{name}.key"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return public, private


@pytest.fixture
def certificate(server_database: Database, tmp_path: Path) -> Iterator[Path]:
    """The cluster speaks TLS with this certificate for as long as the test runs."""
    cluster = server_database.cluster
    public, private = make_certificate(tmp_path, "serwer", "127.0.0.1")
    for source, name in ((public, "server.crt"), (private, "server.key")):
        target = cluster.data / name
        shutil.copy(source, target)
        target.chmod(0o600)
        if cluster.user is not None:
            shutil.chown(target, cluster.user)
    with server_database.superuser() as connection:
        try:
            connection.execute("ALTER SYSTEM SET ssl = on")
        except psycopg.errors.InvalidParameterValue:
            pytest.skip("this PostgreSQL was built without TLS")
        connection.execute("SELECT pg_reload_conf()")
    yield public
    with server_database.superuser() as connection:
        connection.execute("ALTER SYSTEM RESET ssl")
        connection.execute("SELECT pg_reload_conf()")


def access(database: Database, certificate: Path | None) -> Access:
    return Access.of(database.url, CHIEF, PASSWORD, root_certificate=certificate, require_tls=True)


def wait_for_tls(database: Database, wanted: Access) -> "psycopg.Connection[tuple[object, ...]]":
    """The server reads its new settings a moment after it was told to."""
    for attempt in range(100):
        try:
            return server_engine.connect(wanted)
        except DatabaseProblem:
            if attempt == 99:
                raise
    raise AssertionError


def test_the_offices_certificate_is_accepted_and_nothing_weaker(
    server_database: Database, certificate: Path, tmp_path: Path
) -> None:
    with wait_for_tls(server_database, access(server_database, certificate)) as connection:
        assert connection.pgconn.ssl_in_use
        found = connection.execute("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone()
        assert found is not None
        assert found[0] in {"TLSv1.2", "TLSv1.3"}

    # a certificate of somebody else
    stranger, _ = make_certificate(tmp_path, "obcy", "127.0.0.1")
    with pytest.raises(DatabaseProblem) as refused:
        server_engine.connect(access(server_database, stranger))
    assert refused.value.kind is ProblemKind.CERTIFICATE

    # no certificate to compare with
    with pytest.raises(DatabaseProblem) as refused:
        server_engine.connect(access(server_database, tmp_path / "nie ma.crt"))
    assert refused.value.kind is ProblemKind.CERTIFICATE

    # the right certificate under another name
    with pytest.raises(DatabaseProblem) as refused:
        server_engine.connect(replace(access(server_database, certificate), host="localhost"))
    assert refused.value.kind is ProblemKind.CERTIFICATE

    # a wrong password is still told as such
    with pytest.raises(DatabaseProblem) as refused:
        server_engine.connect(replace(access(server_database, certificate), password="nie to"))
    assert refused.value.kind is ProblemKind.SIGN_IN_REFUSED


def test_a_server_without_encryption_gets_no_password(server_database: Database, tmp_path: Path) -> None:
    with server_database.superuser() as connection:
        if connection.execute("SHOW ssl").fetchone() != ("off",):
            pytest.skip("the cluster still speaks TLS")
    public, _ = make_certificate(tmp_path, "serwer", "127.0.0.1")
    with pytest.raises(DatabaseProblem) as refused:
        server_engine.connect(access(server_database, public))
    assert refused.value.kind is ProblemKind.CERTIFICATE
