"""Other people's changes, told by the server within a moment: LISTEN in a thread of its own.

A message is lost while the connection is away. So after each new connection the callback gets an empty set,
"anything may have changed", and the program goes on asking the counters now and then (``Store.revisions``).
"""

import logging
import select
import socket
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from db import server_engine
from db.errors import DatabaseProblem
from db.server_engine import Access
from db.server_names import CHANNEL

if TYPE_CHECKING:
    from psycopg import Connection

RETRY = (1.0, 30.0)
"""Seconds to wait before connecting again: first, and at most after doubling."""
GATHER = 0.1
"""Seconds to wait for more messages before telling: an import changes several kinds at once."""
LEAVE = 0.5
"""Seconds to wait for the thread when the watch is closed; it usually ends at once."""

_LOG = logging.getLogger(__name__)


class Watch:
    """Calls ``callback`` in a thread of its own with the kinds of record that changed, an empty set for "ask".

    Own changes are told, too. The callback must return quickly and hand over to its own thread.
    """

    def __init__(
        self,
        access: Callable[[], Access],
        callback: Callable[[frozenset[str]], None],
        *,
        retry: tuple[float, float] = RETRY,
    ) -> None:
        self._access = access
        self._callback = callback
        self._retry = retry
        self._waker, self._wake = socket.socketpair()
        self._closed = False
        self.listening = threading.Event()
        """Set while the server would tell of changes."""
        self._thread = threading.Thread(target=self._run, name="server-watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread and its connection; nothing is told any more.

        It does not wait for a server that swallows packets: connecting to it may take ``CONNECT_TIMEOUT``, the window
        would freeze for so long, and the thread ends itself after that.
        """
        self._closed = True
        self._waker.close()
        self._thread.join(LEAVE)

    def __enter__(self) -> "Watch":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self) -> None:
        import psycopg

        delay = self._retry[0]
        while not self._closed:
            try:
                with server_engine.connect(self._access(), autocommit=True) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self.listening.set()
                    delay = self._retry[0]
                    self._tell(frozenset())
                    self._listen(connection)
            except (DatabaseProblem, psycopg.Error) as error:
                # the kind only: the person is told when they next save or read
                _LOG.info("watching the server was interrupted: %s", type(error).__name__)
            finally:
                self.listening.clear()
            self._sleep(delay)
            delay = min(delay * 2, self._retry[1])
        self._wake.close()

    def _listen(self, connection: "Connection[Any]") -> None:
        while not self._closed:
            waiting: list[Any] = [connection.fileno(), self._wake]
            ready, _, _ = select.select(waiting, [], [])
            if self._closed or self._wake in ready:
                return
            deadline = time.monotonic() + GATHER
            changed: set[str] = set()
            while (left := deadline - time.monotonic()) > 0:
                changed.update(message.payload for message in connection.notifies(timeout=left))
            if changed:
                self._tell(frozenset(changed))

    def _sleep(self, seconds: float) -> None:
        if not self._closed:
            select.select([self._wake], [], [], seconds)

    def _tell(self, changed: frozenset[str]) -> None:
        if self._closed:
            return
        try:
            self._callback(changed)
        except Exception:  # noqa: BLE001 - a fault of the window must not make the program deaf
            _LOG.exception("the callback of the server watch failed")
