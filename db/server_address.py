"""The address of a database on the office's server; light, for it is read before the database libraries are loaded.

Sources: RFC 3986; PostgreSQL, "Connection URIs", of which only what names a place is taken.
"""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

PORT = 5432
CERTIFICATE = "sslrootcert"
"""The only option: the file with the certificate by which the server is recognised."""


class Fault(Enum):
    """What is wrong with an address."""

    FORM = "form"
    NAMES_SOMEBODY = "names_somebody"
    OPTION = "option"


class BadAddress(ValueError):
    """Not ``postgresql://host[:port]/database[?sslrootcert=file]``; its text never holds the address."""

    def __init__(self, fault: Fault) -> None:
        # without the address: it may hold a password
        super().__init__(f"an address is postgresql://host:port/database and names nobody ({fault.value})")
        self.fault = fault


@dataclass(frozen=True)
class Address:
    """Where a database is on the network; it holds neither a login nor a password."""

    host: str
    port: int
    database: str
    root_certificate: Path | None = None

    @classmethod
    def of(cls, url: str) -> Self:
        """From an address as people write it; BadAddress for any other."""
        try:
            return cls._of(urlsplit(url))
        except BadAddress as error:
            # not chained: the parser's own error quotes the address
            raise BadAddress(error.fault) from None
        except ValueError:
            raise BadAddress(Fault.FORM) from None

    @classmethod
    def _of(cls, parts: SplitResult) -> Self:
        if parts.username is not None or parts.password is not None:
            raise BadAddress(Fault.NAMES_SOMEBODY)
        options = dict(parse_qsl(parts.query, keep_blank_values=True))
        certificate = options.pop(CERTIFICATE, "")
        if options:
            raise BadAddress(Fault.OPTION)
        host, database = parts.hostname or "", parts.path.strip("/")
        port = PORT if parts.port is None else parts.port
        if parts.scheme != "postgresql" or parts.fragment or not (host and port and database) or "/" in database:
            raise BadAddress(Fault.FORM)
        # what the network's names cannot hold fails here and not while connecting
        host.encode("idna")
        database = unquote(database, errors="strict")
        if not database.isprintable():
            raise BadAddress(Fault.FORM)
        return cls(host, port, database, Path(certificate) if certificate else None)
