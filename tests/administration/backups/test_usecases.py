"""Copies are checked before they count, restored only after a rehearsal, and refused with a sentence."""

import errno
import json
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.administration.backups.copying import CopyingState, UnusableBackup
from app.administration.backups.domain import Plan, Reason, Schedule, State
from app.administration.backups.usecases import Backups, Rehearsal
from app.administration.personal_data.model import ErasureRow
from app.core.errors import EnvironmentProblem, NotAllowed, Refusal
from app.core.permissions import Actor
from app.people.office.domain import OfficeDraft
from app.people.units.domain import UnitDraft
from db import audit, backup_folder, swap
from db.backup_folder import DATABASE, KEYS, MANIFEST, BadBackup, Fault
from db.errors import DatabaseProblem, ProblemKind
from db.file_store import FileStore
from db.store import Store
from tests.administration.backups.conftest import Office


def _entries(office: Office, deed: str) -> list[tuple[str, str]]:
    entry = audit.AUDIT_ENTRY.c
    with office.services.store.reading() as session:
        found = session.execute(select(entry.author, entry.details).where(entry.deed == deed).order_by(entry.number))
        return [(row.author, json.loads(row.details)["title"]) for row in found]


# -- making --------------------------------------------------------------------------------------------------------


def test_a_copy_tells_what_it_holds(office: Office, key: bytes | None) -> None:
    made = office.backups.create()
    assert made.backup.path == office.place / "urzad-20261122-100000"
    expected = {DATABASE, MANIFEST} | ({KEYS} if key else set())
    assert {file.name for file in made.backup.path.iterdir()} == expected
    assert (made.backup.reason, made.backup.rows["unit"], made.backup.encrypted) == ("manual", 2, key is not None)
    assert office.backups.verify(made.backup.path).state is State.SOUND
    assert _entries(office, "back_up") == [("operator", "urzad-20261122-100000")]


def test_an_encrypted_copy_shows_neither_office_nor_author(office: Office, key: bytes | None) -> None:
    office.services.offices.save(OfficeDraft(name="Urząd Gminy Łąck"))
    someone = Actor("anna.nowak", frozenset({"*"}))
    copy = Backups(office.services.store, office.clock, lambda: someone).create().backup
    said = (copy.path / MANIFEST).read_text(encoding="utf-8")
    assert ("anna" in said) is ("Łąck" in said) is (key is None)
    assert (copy.author, copy.office) == ("anna.nowak", "Urząd Gminy Łąck")


def test_two_copies_in_one_second_have_two_names(office: Office) -> None:
    names = [office.backups.create().backup.name for _ in range(3)]
    assert names == ["urzad-20261122-100000", "urzad-20261122-100000-2", "urzad-20261122-100000-3"]
    assert len(office.backups.copies()) == 3


def test_without_the_right_nothing_is_made(office: Office) -> None:
    clerk = Actor("anna", frozenset({"backup.read"}))
    backups = Backups(office.services.store, office.clock, lambda: clerk)
    copy = office.backups.create().backup.path
    for deed in (backups.create, lambda: backups.rehearse(copy), lambda: backups.delete(copy)):
        with pytest.raises(NotAllowed):
            deed()
    assert [one.path for one in backups.copies()] == [copy]


# -- by itself -----------------------------------------------------------------------------------------------------


def test_the_program_copies_after_changes_and_daily(office: Office) -> None:
    guard = office.guard()
    assert guard.make_if_due() is not None
    assert guard.make_if_due() is None
    office.add_unit("GK")
    office.pass_time(minutes=29)
    assert guard.make_if_due() is None
    office.pass_time(minutes=1)
    made = guard.make_if_due()
    assert made is not None
    assert made.backup.rows["unit"] == 3
    # its own entry in the log is no change that asks for another copy
    office.pass_time(hours=23)
    assert guard.make_if_due() is None
    office.pass_time(hours=2)
    assert guard.make_if_due() is not None
    assert _entries(office, "back_up")[0][0] == "program"


def test_what_a_killed_rehearsal_left_goes_with_the_next_copy(office: Office) -> None:
    path = office.services.file
    assert path is not None
    left = path.with_name(f".{path.name}.0badcafe.tmp")
    left.write_bytes(b"an older state of the data")
    os.utime(left, (1, 1))
    office.guard().make_if_due()
    assert not left.exists()


def test_switched_off_it_only_warns(office: Office) -> None:
    office.plan = Plan(Schedule(automatic=False))
    guard = office.guard()
    assert guard.make_if_due() is None
    status = guard.status()
    assert status is not None
    assert (status.late, status.last) == (True, None)


def test_a_failure_stays_in_the_status_until_a_copy_succeeds(office: Office) -> None:
    guard = office.guard()
    office.place.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(EnvironmentProblem):
        guard.make_if_due()
    status = guard.status()
    assert status is not None
    assert status.problem
    office.place.unlink()
    guard.make_if_due()
    status = guard.status()
    assert status is not None
    assert status.is_well


def test_a_clock_set_back_does_not_stop_the_copies(office: Office) -> None:
    guard = office.guard()
    guard.make_if_due()
    office.pass_time(days=-400)
    assert guard.make_if_due() is None
    office.add_unit("GK")
    made = guard.make_if_due()
    assert made is not None
    assert len(office.backups.copies()) == 2
    assert guard.make_if_due() is None


def test_before_an_import_a_copy_is_made(office: Office) -> None:
    office.guard().before_import()
    assert [copy.reason for copy in office.backups.copies()] == [Reason.IMPORT]


# -- further folders -----------------------------------------------------------------------------------------------


def test_a_stick_gets_its_copy_when_it_comes_back(office: Office, tmp_path: Path) -> None:
    stick = tmp_path / "pendrive"
    office.plan = Plan(folders=(stick,))
    guard = office.guard()
    made = guard.make_if_due()
    assert made is not None
    assert [place.present for place in made.places] == [False]
    status = guard.status()
    assert status is not None
    assert status.is_well
    stick.mkdir()
    assert guard.make_if_due() is None
    assert [folder.name for folder in stick.iterdir()] == [made.backup.name]
    assert office.backups.verify(stick / made.backup.name).state is State.SOUND
    assert guard.make_if_due() is None
    assert len(list(stick.iterdir())) == 1


def test_a_read_only_stick_is_told_and_the_copy_counts(office: Office, tmp_path: Path) -> None:
    stick = tmp_path / "pendrive"
    stick.mkdir()
    office.plan = Plan(folders=(stick,))

    def refuse(_source: Path, target: Path) -> None:
        # as Linux says it; root, who may run the tests, is refused by no folder's rights
        raise OSError(errno.EROFS, "Read-only file system", str(target))

    with pytest.MonkeyPatch.context() as patch:
        copied = backup_folder._copy_file
        patch.setattr(
            backup_folder, "_copy_file", lambda one, two: (refuse if stick in two.parents else copied)(one, two)
        )
        made = office.backups.create()
    (place,) = made.places
    assert "tylko do odczytu" in place.problem
    assert made.backup.path.is_dir()


def test_copies_of_other_databases_are_let_be(office: Office, tmp_path: Path) -> None:
    stick = tmp_path / "pendrive"
    stick.mkdir()
    other = tmp_path / "inna" / "urzad.db"
    other.parent.mkdir()
    store = FileStore.create(other, key=office.services.store.key)  # type: ignore[attr-defined]
    label = backup_folder.Label("automatic", office.clock.now() - timedelta(days=900))
    foreign = backup_folder.make(other, stick, label, key=store.key)
    store.close()
    (stick / "zdjęcia").mkdir()
    office.plan = Plan(folders=(stick,))
    for _ in range(3):
        office.pass_time(days=300)
        office.backups.create()
    assert foreign.is_dir()
    assert (stick / "zdjęcia").is_dir()
    assert foreign not in [copy.path for copy in office.backups.copies()]
    with pytest.raises(Refusal, match="innej bazy"):
        office.backups.preview(foreign)


# -- restoring -----------------------------------------------------------------------------------------------------


def _restore(office: Office, path: Path, key: bytes | None) -> None:
    office.backups.put_in_place(office.backups.rehearse(path))
    office.reopen(key)


def test_a_restore_brings_the_copy_back_and_keeps_what_it_replaced(office: Office, key: bytes | None) -> None:
    copy = office.backups.create().backup
    office.pass_time(hours=1)
    office.add_unit("GK")
    preview = office.backups.preview(copy.path)
    assert [(one.table, one.then, one.now) for one in preview.differences if one.table == "unit"] == [("unit", 2, 3)]
    assert preview.newer_changes
    tried = office.backups.rehearse(copy.path)
    assert office.symbols() == ["FN", "GK", "SO"]
    replaced = office.backups.put_in_place(tried).backup
    office.reopen(key)
    assert office.symbols() == ["FN", "SO"]
    assert _entries(office, "restore") == [("operator", copy.name)]
    assert replaced.reason == Reason.REPLACED
    assert [file.name for file in office.path.parent.glob(".*")] == []
    _restore(office, replaced.path, key)
    assert office.symbols() == ["FN", "GK", "SO"]


def test_after_a_restore_nothing_is_thinned(office: Office, key: bytes | None) -> None:
    first, second, third = (office.backups.create().backup.path for _ in range(3))
    _restore(office, second, key)
    office.pass_time(days=90)
    office.backups.create()
    assert first.is_dir()
    assert second.is_dir()
    # started anew, the program keeps one copy of that day beside the one that the restore replaced
    office.state = CopyingState()
    office.backups.create()
    assert [path.is_dir() for path in (first, second, third)] == [False, False, False]


def test_after_the_swap_nothing_fails(office: Office, key: bytes | None, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = office.path.with_name("pendrive")
    stick.mkdir()
    office.plan = Plan(folders=(stick,))
    copy = office.backups.create().backup
    office.add_unit("GK")
    tried = office.backups.rehearse(copy.path)
    swapped, read = swap.swap, backup_folder.read

    def swap_and_lose_the_disk(*arguments: Any, **named: Any) -> None:
        swapped(*arguments, **named)

        def lost(path: Path) -> Any:
            raise BadBackup(Fault.INCOMPLETE, path, MANIFEST)

        monkeypatch.setattr(backup_folder, "read", lost)

    monkeypatch.setattr(swap, "swap", swap_and_lose_the_disk)
    made = office.backups.put_in_place(tried)
    monkeypatch.setattr(backup_folder, "read", read)
    assert made.backup.reason == Reason.REPLACED
    assert [bool(place.problem) for place in made.places] == [True]
    office.reopen(key)
    assert office.symbols() == ["FN", "SO"]


def test_the_programs_own_copy_waits_for_nobody_and_people_take_turns(office: Office) -> None:
    guard, made = office.guard(), []

    class Looking:
        def report(self, _done: int, _total: int, _text: str = "") -> None:
            made.append(guard.make_if_due())

    office.backups.create(progress=Looking())
    assert made
    assert set(made) == {None}
    assert len(office.backups.copies()) == 1


def test_an_open_second_program_keeps_the_database(
    office: Office, key: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = office.backups.create().backup
    tried = office.backups.rehearse(copy.path)
    with FileStore.open(office.path, key=key) as other, other.reading() as session:
        session.connection()
        monkeypatch.setattr(swap, "swap", partial(swap.swap, lock_timeout=0.1))
        with pytest.raises(EnvironmentProblem, match="inny program"):
            office.backups.put_in_place(tried)
    tried.discard()
    assert office.symbols() == ["FN", "SO"]
    assert len(office.backups.copies()) == 1


def test_erasures_are_carried_into_an_older_copy(office: Office, key: bytes | None) -> None:
    copy = office.backups.create().backup
    with office.services.store.writing() as session:
        session.add(ErasureRow(at=office.clock.now(), author="iod", subject="employee", record_id=7, reason="żądanie"))
    seen: list[list[tuple[str, int]]] = []

    def reapply(store: Store) -> int:
        with store.reading() as session:
            seen.append([(row.subject, row.record_id) for row in session.scalars(select(ErasureRow))])
        return 1

    backups = Backups(office.services.store, office.clock, plan=lambda: office.plan, reapply=reapply)
    tried = backups.rehearse(copy.path)
    assert tried.reapplied == 1
    assert seen == [[("employee", 7)]]
    with office.services.store.writing() as session:
        session.add(ErasureRow(at=office.clock.now(), author="iod", subject="employee", record_id=8, reason="żądanie"))
    with pytest.raises(Refusal, match="Powtórz próbę"):
        backups.put_in_place(tried)
    tried.discard()


@pytest.mark.parametrize("key", [None], ids=["plain"], indirect=True)
def test_an_older_schema_is_upgraded_in_the_rehearsal(tmp_path: Path, office: Office, key: bytes | None) -> None:
    import gzip

    old = Path(__file__).parents[2] / "data" / "old_databases" / "schema_0002.db.gz"
    path = tmp_path / "dawna" / "urzad.db"
    path.parent.mkdir()
    path.write_bytes(gzip.decompress(old.read_bytes()))
    office.services.store.close()
    office.open(FileStore.open(path))
    (copy,) = office.backups.copies()
    assert (copy.reason, copy.schema) == (Reason.UPGRADE, 2)
    identity = office.backups._copies().identity()
    preview = office.backups.preview(copy.path)
    assert preview.upgraded_from == 2
    cards = office.services.cards.all()
    _restore(office, copy.path, None)
    assert office.services.cards.all() == cards
    assert office.backups._copies().identity() == identity


Damage = Callable[[Path], object]


def _flip(name: str) -> Damage:
    def damage(copy: Path) -> None:
        content = bytearray((copy / name).read_bytes())
        content[len(content) // 2] ^= 1
        (copy / name).write_bytes(content)

    return damage


def _rewrite(**said: object) -> Damage:
    def damage(copy: Path) -> None:
        manifest = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))
        (copy / MANIFEST).write_text(json.dumps({**manifest, **said}), encoding="utf-8")

    return damage


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (_flip(DATABASE), "uszkodzona"),
        (lambda copy: (copy / DATABASE).unlink(), "niepełna"),
        (lambda copy: (copy / MANIFEST).unlink(), "nie jest kopią"),
        (lambda copy: (copy / MANIFEST).write_text("{", encoding="utf-8"), "uszkodzona"),
        (_rewrite(version=2), "nowsza wersja"),
        (_rewrite(schema=99), "nowsza wersja|zmieniona"),
        (_rewrite(rows={"unit": 5}), "zmieniona"),
        (_rewrite(audit={"count": 1, "mac": "00"}), "zmieniona"),
        (_rewrite(files={"../../urzad.db": {"size": 1, "sha256": ""}}), "uszkodzona"),
    ],
    ids=["flipped bit", "no database", "no manifest", "cut", "format", "schema", "counts", "log head", "path"],
)
def test_unfit_copies_are_refused_with_a_sentence(office: Office, damage: Damage, sentence: str) -> None:
    copy = office.backups.create().backup.path
    damage(copy)
    with pytest.raises(Refusal, match=sentence):
        office.backups.rehearse(copy)
    assert office.symbols() == ["FN", "SO"]
    assert [file.name for file in office.path.parent.glob(".*")] == []


def test_an_exchanged_database_is_noticed(office: Office, key: bytes | None, tmp_path: Path) -> None:
    """Another state of the same database put into the copy, its hash corrected."""
    copy = office.backups.create().backup.path
    office.add_unit("GK")
    second = office.backups.create().backup.path
    shutil.copyfile(second / DATABASE, copy / DATABASE)
    manifest = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))
    size, digest = backup_folder._digest(copy / DATABASE)
    manifest["files"][DATABASE] = {"size": size, "sha256": digest}
    (copy / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(UnusableBackup, match="zmieniona"):
        office.backups.verify(copy)
    (faulty,) = [one for one in office.backups.copies() if one.path == copy]
    assert faulty.state is State.FAULTY


@pytest.mark.parametrize("key", [None], ids=["plain"], indirect=True)
def test_an_edited_log_in_a_plain_copy_is_noticed(office: Office, key: bytes | None) -> None:
    from db.engine import connect

    copy = office.backups.create().backup.path
    connection = connect(copy / DATABASE)
    connection.execute("DROP TRIGGER audit_entry_no_update")
    connection.execute("UPDATE audit_entry SET author = 'ktoś inny' WHERE number = 1")
    connection.close()
    manifest = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))
    size, digest = backup_folder._digest(copy / DATABASE)
    manifest["files"][DATABASE] = {"size": size, "sha256": digest}
    (copy / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(Refusal, match="Dziennik czynności w kopii"):
        office.backups.rehearse(copy)
    assert [file.name for file in office.path.parent.glob(".*")] == []


@pytest.mark.parametrize("key", [bytes(range(32))], ids=["encrypted"], indirect=True)
def test_a_copy_of_before_a_new_key_opens_with_the_old_one(office: Office, key: bytes | None) -> None:
    copy = office.backups.create().backup
    office.services.store.close()
    new = bytes(range(32, 64))
    from db.engine import connect

    connection = connect(office.path, key=key)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
    connection.close()
    office.open(FileStore.open(office.path, key=new))
    assert [one.state for one in office.backups.copies()] == [State.SOUND]
    with pytest.raises(UnusableBackup) as caught:
        office.backups.rehearse(copy.path)
    assert caught.value.needs_password
    tried: Rehearsal = office.backups.rehearse(copy.path, key=key)
    office.backups.put_in_place(tried)
    office.reopen(new)
    assert office.symbols() == ["FN", "SO"]


def test_the_newest_copy_is_not_deleted(office: Office) -> None:
    first = office.backups.create().backup.path
    with pytest.raises(Refusal, match="najnowsza"):
        office.backups.delete(first)
    office.pass_time(minutes=1)
    office.backups.create()
    assert _entries(office, "delete") == []
    office.backups.delete(first)
    assert not first.exists()
    assert len(list(office.place.iterdir())) == 1
    assert _entries(office, "delete") == [("operator", first.name)]


def test_a_copy_that_could_not_be_deleted_leaves_no_entry(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    first = office.backups.create().backup.path
    office.backups.create()

    def refuse(_path: Path) -> None:
        raise DatabaseProblem(ProblemKind.NO_ACCESS, first)

    monkeypatch.setattr(backup_folder, "remove", refuse)
    with pytest.raises(EnvironmentProblem):
        office.backups.delete(first)
    assert _entries(office, "delete") == []


def test_units_can_be_added_after_a_restore(office: Office, key: bytes | None) -> None:
    copy = office.backups.create().backup
    _restore(office, copy.path, key)
    office.services.units.create(UnitDraft(symbol="OŚ", name="Ochrona środowiska"))
    assert "OŚ" in office.symbols()
