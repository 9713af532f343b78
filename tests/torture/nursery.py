"""Processes to be killed, forked from one that has already imported everything.

``python -m tests.torture.nursery`` reads lines: an order (JSON) starts a process and is answered by ``pid NUMBER``;
``wait NUMBER`` is answered by ``dead NUMBER STATUS``. Between them come the lines that the processes write.
"""

import ctypes
import os
import select
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.torture.orders import Order

ROOT = Path(__file__).resolve().parents[2]
SILENCE = 60
"""Seconds without a line after which a process counts as hung."""


class Nursery:
    """The client's side."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._input, self._output = process.stdin, process.stdout
        self._rest = b""
        self.said: list[str] = []

    def start(self, order: Order) -> int:
        """Begin; the process's number."""
        self._send(order.line())
        return int(self._until("pid ").split()[1])

    def end(self, pid: int) -> int:
        """Wait for its end; the status: 0, or minus the number of the signal, or what it exited with."""
        self._send(f"wait {pid}")
        return os.waitstatus_to_exitcode(int(self._until(f"dead {pid} ").split()[2]))

    def kill(self, pid: int) -> bool:
        """As when the power goes; False when it had ended before."""
        os.kill(pid, signal.SIGKILL)
        return self.end(pid) == -signal.SIGKILL

    def listen(self, seconds: float) -> None:
        """Collect lines for so long."""
        while select.select([self._output], [], [], max(seconds, 0))[0]:
            self._read()
            return

    def await_line(self, beginning: str) -> None:
        """Wait until a process says such a line; it stays among those heard."""
        self.said.append(self._until(beginning))

    def heard(self) -> list[str]:
        """What the processes said since the last call."""
        said, self.said = self.said, []
        return said

    def _send(self, line: str) -> None:
        self._input.write(f"{line}\n".encode())
        self._input.flush()

    def _until(self, beginning: str) -> str:
        while True:
            for place, line in enumerate(self.said):
                if line.startswith(beginning):
                    return self.said.pop(place)
            if not select.select([self._output], [], [], SILENCE)[0]:
                raise TimeoutError(f"no answer {beginning!r}; the last lines: {self.said[-5:]}")
            self._read()

    def _read(self) -> None:
        read = os.read(self._output.fileno(), 1 << 16)
        if not read:
            raise EOFError("the nursery ended")
        *lines, self._rest = (self._rest + read).split(b"\n")
        self.said += [line.decode() for line in lines]


@contextmanager
def nursery(library: Path | None = None) -> Iterator[Nursery]:
    """A running nursery; ``library`` is the compiled ``disk.c``, without which nothing is taped and nothing fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    if library is not None:
        environment["LD_PRELOAD"] = str(library)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.torture.nursery"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        cwd=ROOT,
        env=environment,
    ) as process:
        running = Nursery(process)
        try:
            running._until("ready")
            yield running
        finally:
            assert process.stdin is not None
            process.stdin.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


# -- the other side ----------------------------------------------------------------------------------------------


def _main() -> None:
    from tests.torture import deeds

    deeds.warm_up()
    children: set[int] = set()
    deeds.say("ready")
    for line in iter(sys.stdin.readline, ""):
        if line.startswith("wait "):
            pid = int(line.split()[1])
            children.discard(pid)
            deeds.say(f"dead {pid} {os.waitpid(pid, 0)[1]}")
            continue
        child = os.fork()
        if child == 0:
            os._exit(_work(Order.of_line(line)))
        children.add(child)
        deeds.say(f"pid {child}")
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _work(order: Order) -> int:
    from tests.torture import deeds

    try:
        # a fork does not inherit the loop over the orders
        os.close(0)
        _prepare(order)
        deeds.DEEDS[order.deed](order)
    except BaseException:  # noqa: BLE001 - the process ends here either way
        traceback.print_exc()
        return 3
    return 0


def _prepare(order: Order) -> None:
    from tests.torture import deeds

    if order.synchronous != "FULL":
        deeds.weaken(order.synchronous)
    if order.tape is not None or order.failing or order.room is not None:
        disk = ctypes.CDLL(None)
        disk.disk_watch(os.fsencode(order.path.parent))
        if order.tape is not None:
            disk.disk_tape(os.fsencode(order.tape))
        room = -1 if order.room is None else order.room
        disk.disk_faults(ctypes.c_double(order.failing), ctypes.c_uint64(order.seed), ctypes.c_int64(room))
    if order.largest_file is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (order.largest_file, order.largest_file))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


if __name__ == "__main__":
    _main()
