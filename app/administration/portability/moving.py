"""A whole database between a file and the server: what both directions need, and a move that was interrupted."""

import secrets
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.access import moved
from app.access.location import parse
from app.access.moved import Moved, Stage
from app.administration.portability import repository
from app.administration.portability.domain import Administrator, Arrived, TableCount
from app.administration.portability.words import table_name
from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.progress import Progress
from app.records.environment import explained
from db import audit
from db.base import Base
from db.copying import NotEmpty
from db.errors import DatabaseProblem, ProblemKind
from db.file_store import FileStore

if TYPE_CHECKING:
    from db.server_engine import Access
    from db.server_store import ServerStore

ALL_DATA = "Całe dane urzędu"
ENTITY = "database"
"""What the audit log calls the whole of the data."""


def cancel_move(path: Path, owner_password: str) -> None:
    """Let people work in the file again after an interrupted move; Refusal when the server has all the data."""
    note = moved.moved(path)
    if note is None or note.stage is not Stage.LEAVING:
        moved.refuse_moved(path)
        raise Refusal(f"Nikt nie przenosi danych z pliku „{path}”: nie ma czego cofać.")
    # a writer waits for its turn, and so for whatever the interrupted move may still be doing there
    with (
        explained(),
        closing(opened_server(note.to, owner_password)) as target,
        target.writing() as there,
    ):
        if repository.has_arrived(there, note.attempt):
            raise Refusal(
                f"Wszystkie dane są już na serwerze {note.to}. Dokończ przenoszenie, powtarzając polecenie "
                f"move --to {note.to}; z powrotem do pliku przeniesiesz je stamtąd."
            )
        moved.clear(path)


class There:
    """The server that a file moves to."""

    def __init__(self, file: FileStore, server: "ServerStore", clock: Clock) -> None:
        self._file, self._server, self._clock = file, server, clock

    def finish_or_fill(self, here: Session, administrator: Administrator | None, progress: Progress) -> Arrived:
        """Everything is there when this returns; ``here`` holds the file's write lock."""
        begun = self._begun()
        try:
            with self._server.writing() as there:
                if begun is not None and repository.has_arrived(there, begun.attempt):
                    return self._finished(here, there, begun)
                if begun is not None:
                    moved.clear(self._file.path)
                    begun = None
                return self._filled(here, there, administrator, progress)
        except Exception as error:
            unknown = isinstance(error, DatabaseProblem) and error.kind is ProblemKind.OUTCOME_UNKNOWN
            if begun is None and not unknown:
                moved.clear(self._file.path)
            raise

    def _begun(self) -> Moved | None:
        """The interrupted move of this file."""
        moved.refuse_moved(self._file.path, resuming=True)
        begun = moved.moved(self._file.path)
        if begun is not None and begun.to != self._server.location:
            raise Refusal(
                f"Z tego pliku zaczęto przenosić dane do: {begun.to}. Podaj ten adres, aby dokończyć, albo najpierw "
                "cofnij tamto przenoszenie: move --cancel"
            )
        return begun

    def _filled(
        self, here: Session, there: Session, administrator: Administrator | None, progress: Progress
    ) -> Arrived:
        counts = copied(here, there, progress)
        issued = tuple(repository.let_in(there, administrator, self._clock))
        _align_sequences(there)
        note = Moved(
            self._server.location, self._clock.now(), Stage.LEAVING, secrets.token_hex(16), audit.head(here).count
        )
        facts = {**moved_from(here, counts, self._file.location), "attempt": note.attempt}
        audit.note(there, "move", ENTITY, title=ALL_DATA, facts=facts)
        there.flush()
        # on the disk before the server commits: a kill in between leaves one database to work in, or none
        moved.leave(self._file.path, note)
        return Arrived(self._server.location, tuple(counts), issued)

    def _finished(self, here: Session, there: Session, begun: Moved) -> Arrived:
        counts = repository.compare_tables(here, there, Base.metadata)
        if repository.changed_since(here, begun.entries) or not all(count.same for count in counts):
            raise Refusal(
                "Po przerwanym przenoszeniu zmieniono dane w pliku albo na serwerze, więc nie da się go dokończyć. "
                "Zdecyduj z informatykiem, które dane są właściwe, i opróżnij bazę na serwerze albo odłóż plik."
            )
        # the passwords of the first time were told to nobody
        issued = tuple(repository.let_in(there, None, self._clock))
        return Arrived(self._server.location, tuple(counts), issued)


def copied(here: Session, there: Session, progress: Progress) -> list[TableCount]:
    try:
        counts = repository.copy_tables(here, there, Base.metadata, progress)
    except NotEmpty as filled:
        raise Refusal(
            f"Baza docelowa nie jest pusta: tabela „{table_name(filled.table)}” ma już wiersze. Dane przenosi się "
            "tylko do pustej bazy, w której nie ma nawet pierwszego administratora. Załóż nową i powtórz; "
            "niczego nie przeniesiono."
        ) from filled
    wrong = [count for count in counts if not count.same]
    if wrong:
        raise Refusal(
            f"Tabela „{table_name(wrong[0].table)}” nie zgadza się po obu stronach ({wrong[0].here} i "
            f"{wrong[0].there} wierszy). Niczego nie przeniesiono; spróbuj ponownie, gdy nikt nie pracuje."
        )
    return counts


def moved_from(here: Session, counts: Sequence[TableCount], location: str) -> dict[str, Any]:
    head = audit.head(here)
    return {"from": location, "head": f"{head.count}:{head.mac}", "rows": sum(count.there for count in counts)}


def prepared_server(url: str, owner_password: str) -> "ServerStore":
    """The owner's connection to a database with the newest schema and all rules."""
    from app.access.server_rights import server_rights
    from db.server_upgrade import prepare

    with explained():
        prepare(_owner(url, owner_password), Base.metadata, server_rights())
    return opened_server(url, owner_password)


def opened_server(url: str, owner_password: str) -> "ServerStore":
    from db.server_names import OWNER
    from db.server_store import ServerStore

    _owner(url, owner_password)
    with explained():
        return ServerStore.open(url, OWNER, owner_password)


def _owner(url: str, password: str) -> "Access":
    from db.server_engine import Access
    from db.server_names import OWNER

    parse(url)
    try:
        return Access.of(url, OWNER, password)
    except ValueError:
        raise Refusal("Adres serwera ma postać postgresql://komputer:5432/baza. Sprawdź go u informatyka.") from None


def _align_sequences(session: Session) -> None:
    # loads Alembic
    from db.server_upgrade import align_sequences

    align_sequences(session.connection(), Base.metadata)


def close_server(session: Session) -> None:
    """Let nobody but the owner into the database any more; its data stay."""
    from db.server_names import MEMBERS

    connection = session.connection()
    name = connection.dialect.identifier_preparer.quote(str(connection.scalar(text("SELECT current_database()"))))
    connection.exec_driver_sql(f"REVOKE CONNECT ON DATABASE {name} FROM {MEMBERS}")
