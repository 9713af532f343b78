"""How people are let into the office's server: it keeps their logins, and takes their roles from the accounts.

The server itself follows the table of accounts: whoever is disabled there or loses a role loses it on the server in
the same transaction, whatever program made the change. Only passwords come from here.
"""

from dataclasses import dataclass, field, replace
from hashlib import sha256

from app.access.keyring import WrongPassword
from app.records import environment
from db import server_accounts
from db.errors import DatabaseProblem, ProblemKind
from db.server_engine import connect
from db.server_store import ServerStore


@dataclass(frozen=True)
class ServerDoors:
    """The doors of a database on a server, for the person who opened ``store``."""

    store: ServerStore = field(repr=False)

    def let_in(self, login: str, password: str) -> None:
        with environment.writing(self.store) as session:
            server_accounts.let_in(session, login, password)
        if login == self.store.login:
            # connections made from now on need the new one
            self.store.use_password(password)

    def shut_out(self, login: str) -> None:
        with environment.writing(self.store) as session:
            server_accounts.shut_out(session, login)

    def holds(self, login: str) -> bool:
        with environment.reading(self.store) as session:
            return server_accounts.holds(session, login)

    def check(self, login: str, password: str) -> None:
        with environment.explained():
            try:
                connect(replace(self.store.access, login=login, password=password)).close()
            except DatabaseProblem as problem:
                if problem.kind is ProblemKind.SIGN_IN_REFUSED:
                    raise WrongPassword from None
                raise

    def secret(self, purpose: str) -> bytes:
        with environment.reading(self.store) as session:
            shared = server_accounts.shared_secret(session)
        return sha256(shared + purpose.encode()).digest()
