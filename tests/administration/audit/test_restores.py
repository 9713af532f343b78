"""A restore may explain that kept heads differ from the log – but only one that a kept copy proves."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services, build
from app.core.clock import FixedClock
from app.people.units.domain import UnitDraft
from db import audit
from db.engine import connect
from db.file_store import FileStore
from tests.conftest import NOW

KEY = bytes(range(32))


@dataclass
class _Office:
    path: Path
    clock: FixedClock
    services: Services

    def work(self, symbol: str, **passed: float) -> None:
        self.clock.moment += timedelta(**(passed or {"hours": 1}))
        self.services.units.create(UnitDraft(symbol=symbol, name=f"Referat {symbol}"))

    def back_up(self) -> Path:
        self.clock.moment += timedelta(minutes=1)
        return self.services.backups.create().backup.path

    def restore(self, copy: Path) -> Path:
        self.clock.moment += timedelta(minutes=1)
        replaced = self.services.backups.put_in_place(self.services.backups.rehearse(copy)).backup.path
        self.services = build(FileStore.open(self.path, key=KEY), self.clock)
        return replaced

    def check(self) -> tuple[bool, str]:
        finding = self.services.audit.check()
        return finding.sound, " ".join(finding.sentences)

    def rewrite(self, changed: dict[int, dict[str, Any]]) -> None:
        """Edit entries and compute the whole chain anew, as whoever has the key can."""
        with closing(connect(self.path, key=KEY)) as raw:
            triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                raw.execute(f"DROP TRIGGER {name}")
            (secret,) = raw.execute("SELECT key FROM audit_head").fetchone()
            mac = ""
            columns = "number, at, author, deed, entity, record_id, details, salt"
            for row in raw.execute(f"SELECT {columns} FROM audit_entry ORDER BY number").fetchall():
                entry = dict(zip(columns.split(", "), row, strict=True)) | changed.get(row[0], {})
                digest = audit.digest_of(entry["details"], bytes.fromhex(entry["salt"]))
                moment = f"{entry['at']}+00:00".replace(" ", "T")
                content = (
                    entry["number"],
                    moment,
                    *(entry[name] for name in ("author", "deed", "entity", "record_id")),
                )
                mac = audit.mac_of(bytes.fromhex(secret), mac, (*content, digest))
                raw.execute(
                    "UPDATE audit_entry SET at = ?, author = ?, deed = ?, entity = ?, details = ?, digest = ?, mac = ? "
                    "WHERE number = ?",
                    (*(entry[name] for name in ("at", "author", "deed", "entity", "details")), digest, mac, row[0]),
                )
            raw.execute("UPDATE audit_head SET mac = ?", (mac,))
            for _, sql in triggers:
                raw.execute(sql)

    def forged_restore(self, replaced_head: str, at: str) -> dict[str, Any]:
        facts = {"made": self.clock.moment.isoformat(), "replaced_head": replaced_head, "erased_again": 0}
        details = audit.canonical({"title": "kopia", "changes": {}, "facts": facts})
        return {"deed": "restore", "entity": "backup", "details": details, "at": at}

    def now(self) -> str:
        return f"{self.clock.moment:%Y-%m-%d %H:%M:%S.%f}"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[_Office]:
    path, clock = tmp_path / "urzad.db", FixedClock(NOW)
    made = _Office(path, clock, build(FileStore.create(path, key=KEY), clock))
    for symbol in ("A", "B", "C", "D", "E"):
        made.work(symbol)
    yield made
    made.services.store.close()


def test_a_restore_that_its_copy_proves_explains_the_heads_it_replaced(office: _Office) -> None:
    first = office.back_up()
    office.work("F")
    office.back_up()
    office.work("G")
    replaced = office.restore(first)
    office.work("H")
    office.back_up()
    sound, said = office.check()
    assert sound, said
    # and once more, in each direction: the replaced database had been restored itself
    again = office.restore(replaced)
    office.work("I")
    assert office.check()[0], office.check()
    office.restore(again)
    assert office.check()[0], office.check()


def test_without_the_copy_of_what_was_replaced_nothing_is_confirmed(office: _Office) -> None:
    first = office.back_up()
    office.work("F")
    office.back_up()
    shutil.rmtree(office.restore(first))
    sound, said = office.check()
    assert not sound
    assert "Nie da się potwierdzić" in said
    assert "wpis nr 6" in said


def test_a_forged_restore_does_not_hide_an_edited_entry(office: _Office) -> None:
    office.back_up()
    assert office.check()[0]
    office.clock.moment += timedelta(hours=1)
    office.rewrite({3: office.forged_restore(office.services.audit.head().text, office.now()), 5: {"author": "jan"}})
    sound, said = office.check()
    assert not sound
    assert "Nie da się potwierdzić" in said
    assert "nienaruszony" not in said


def test_a_forged_restore_cannot_lean_on_the_copy_of_a_real_one(office: _Office) -> None:
    """The copy of a restore proves what that restore replaced, no past that was written anew with its old dates."""
    first = office.back_up()
    office.work("F")
    office.back_up()
    replaced = office.restore(first)
    assert office.check()[0]
    manifest = json.loads((replaced / "manifest.json").read_text(encoding="utf-8"))
    head = audit.Anchor(manifest["audit"]["count"], manifest["audit"]["mac"]).text
    for at in (office.now(), "2026-11-22 11:30:00.000000"):
        office.rewrite({3: office.forged_restore(head, at), 5: {"author": "jan"}})
        sound, said = office.check()
        assert not sound, at
        assert "nienaruszony" not in said


def test_heads_kept_after_the_restore_still_bind(office: _Office) -> None:
    first = office.back_up()
    office.work("F")
    office.restore(first)
    office.work("G")
    office.back_up()
    assert office.check()[0]
    office.rewrite({7: {"author": "jan"}})
    assert not office.check()[0]
