"""The disk after a power cut, rebuilt from what a process did: the method of SQLite's own crash tests.

What was synced is there. Each unsynced write of a file is kept, dropped, or torn at 512 bytes. Names (create, remove,
rename) become durable with a sync of their folder; those since are there up to a random one, in their order, as a
journalling file system leaves them. A sync of a file does not make its name durable, though most file systems do it.
"""

import random
import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).with_name("disk.c")
SECTOR = 512
_HEAD = struct.Struct("<cQqQQ")


def compiler() -> str | None:
    """The C compiler, None where there is none."""
    return shutil.which("gcc")


def compile_library(folder: Path) -> Path:
    """``disk.c`` as a library to preload."""
    library = folder / "disk.so"
    command = [compiler() or "gcc", "-shared", "-fPIC", "-O2", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return library


@dataclass(frozen=True)
class Event:
    """One thing a process did; ``kind`` is the letter that ``disk.c`` gives it."""

    kind: str
    number: int
    offset: int
    path: str
    data: bytes

    @property
    def target(self) -> str:
        """The new name of a renamed or linked file."""
        return self.data.decode()


def read_tape(tape: Path) -> list[Event]:
    """Everything on the tape, in order."""
    content, place, events = tape.read_bytes(), 0, []
    while place < len(content):
        kind, number, offset, path, data = _HEAD.unpack_from(content, place)
        place += _HEAD.size
        name, body = content[place : place + path], content[place + path : place + path + data]
        place += path + data
        events.append(Event(kind.decode(), number, offset, name.decode(), body))
    return events


@dataclass(frozen=True)
class _Write:
    """An unsynced write, or with ``size`` a change of the length."""

    offset: int
    data: bytes
    size: int | None = None

    def on(self, content: bytearray) -> None:
        if self.size is None:
            _put(content, self.offset, self.data)
        else:
            del content[self.size :]
            content.extend(bytes(self.size - len(content)))


@dataclass
class _File:
    """A file whatever it is called; ``now`` is what programs see, ``safe`` what the disk surely has."""

    now: bytearray = field(default_factory=bytearray)
    safe: bytearray = field(default_factory=bytearray)
    waiting: list[_Write] = field(default_factory=list)

    def change(self, write: _Write) -> None:
        write.on(self.now)
        self.waiting.append(write)

    def sync(self) -> None:
        self.safe = bytearray(self.now)
        self.waiting.clear()

    def after_cut(self, style: "Style", chance: random.Random) -> bytearray:
        content = bytearray(self.safe)
        for write in self.waiting:
            if chance.random() < style.kept:
                write.on(content)
            elif write.size is None and chance.random() < style.torn:
                for start in range(0, len(write.data), SECTOR):
                    if chance.random() < 0.5:
                        _put(content, write.offset + start, write.data[start : start + SECTOR])
        return content


def _put(content: bytearray, offset: int, data: bytes) -> None:
    if offset > len(content):
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


@dataclass(frozen=True)
class Style:
    """Probabilities: that an unsynced write arrived, and that one which did not arrived in parts."""

    kept: float
    torn: float


STYLES = (Style(0.0, 0.0), Style(1.0, 0.0), Style(0.5, 0.0), Style(0.5, 0.7), Style(0.85, 0.5), Style(0.1, 0.9))


class Disk:
    """A folder, its files and names, moved on event by event."""

    def __init__(self, folder: Path) -> None:
        self._root = str(folder)
        self._files: dict[int, _File] = {}
        self._now: dict[str, _File | None] = {}
        """By name below the folder; None is a folder."""
        for path in sorted(folder.rglob("*")):
            content = None if path.is_dir() else path.read_bytes()
            file = None if content is None else _File(bytearray(content), bytearray(content))
            self._now[self._short(str(path))] = file
            if file is not None:
                self._files[path.stat().st_ino] = file
        self._safe = dict(self._now)
        self._renaming: list[Event] = []
        self._made: dict[int, _File] = {}

    def move_on(self, event: Event) -> None:
        """One more thing happened."""
        file = self._files.get(event.number)
        if event.kind in "wts" and file is not None:
            if event.kind == "w":
                file.change(_Write(event.offset, event.data))
            elif event.kind == "t":
                file.change(_Write(0, b"", size=event.offset))
            else:
                file.sync()
        elif event.kind == "c":
            self._files[event.number] = _File()
        if event.kind in "curlm":
            self._renaming.append(event)
            self._rename(self._now, event)
        elif event.kind == "d":
            self._sync_folder(event.path)

    def _short(self, path: str) -> str:
        return path.removeprefix(self._root).strip("/")

    def _rename(self, names: dict[str, _File | None], event: Event) -> None:
        name = self._short(event.path)
        if event.kind == "c":
            names[name] = self._created(event)
        elif event.kind == "m":
            names[name] = None
        elif event.kind == "u":
            names.pop(name, None)
        else:
            target = self._short(event.target)
            for old in [old for old in names if old == name or old.startswith(f"{name}/")]:
                names[target + old.removeprefix(name)] = names[old]
                if event.kind == "r":
                    del names[old]

    def _created(self, event: Event) -> _File:
        # file numbers are used again after a file is gone, so a creation remembers the file it made
        return self._made.setdefault(id(event), self._files[event.number])

    def _sync_folder(self, path: str) -> None:
        folder = self._short(path)
        touching = [place for place, event in enumerate(self._renaming, 1) if folder in self._folders(event)]
        for event in self._renaming[: max(touching, default=0)]:
            self._rename(self._safe, event)
        del self._renaming[: max(touching, default=0)]

    def _folders(self, event: Event) -> set[str]:
        names = [event.path] + ([event.target] if event.kind in "rl" else [])
        return {self._short(name).rpartition("/")[0] for name in names}

    def cut(self, target: Path, chance: random.Random) -> None:
        """Write the folder as it might be found after a power cut now."""
        style = chance.choice(STYLES)
        names = dict(self._safe)
        for event in self._renaming[: chance.randint(0, len(self._renaming))]:
            self._rename(names, event)
        target.mkdir()
        for name, file in sorted(names.items()):
            # SQLite's shared memory is made anew by the first program that opens the file
            if name.endswith("-shm"):
                continue
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if file is None:
                path.mkdir(exist_ok=True)
            else:
                path.write_bytes(file.after_cut(style, chance))


def _moment(chance: random.Random, turning: list[int], last: int) -> int:
    """Half of the moments are any, half lie about a sync or a renaming: few among many writes, and where order matters.

    The last such events publish what was made.
    """
    if chance.random() < 0.5:
        return chance.randint(0, last)
    place = chance.choice(turning if chance.random() < 0.5 else turning[-8:])
    return min(max(place + chance.randint(-2, 3), 0), last)


def cuts(disk: Disk, events: list[Event], number: int, folder: Path, seed: int) -> Iterator[tuple[Path, list[str]]]:
    """So many images of the disk, each with the lines that had been said by then; each is removed after its use."""
    chance = random.Random(seed)
    turning = [place for place, event in enumerate(events) if event.kind in "rluds"] or [0]
    moments = sorted(_moment(chance, turning, len(events)) for _ in range(number))
    said: list[str] = []
    done = 0
    for place, moment in enumerate(moments):
        for event in events[done:moment]:
            disk.move_on(event)
            if event.kind == "a":
                said += event.data.decode().splitlines()
        done = moment
        target = folder / f"cut-{place}"
        disk.cut(target, chance)
        yield target, said
        shutil.rmtree(target)
