"""The key file: who opens it, who does not, what a kill or a tampering hand leaves of it."""

import json
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from app.access import envelope, key_file, keyring
from app.access.envelope import Cost
from app.access.keyring import KeyRing, WrongPassword, WrongRecoveryKey
from app.core.errors import EnvironmentProblem
from tests.access.rings import CODE, KEY, OTHER_CODE, OTHER_KEY

ROOT = Path(__file__).resolve().parents[2]


def content(ring: KeyRing) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ring.path.read_text(encoding="utf-8"))
    return found


def test_each_person_opens_it_with_the_own_password_only(ring: KeyRing) -> None:
    assert ring.unlock("anna", "kasza i masło") == KEY
    assert ring.unlock(" Anna ", "kasza i masło") == KEY, "a login has one spelling"
    assert ring.unlock("ewa", "rower i lampa") == KEY
    for login, password in (("anna", "rower i lampa"), ("ewa", ""), ("nikt", "kasza i masło"), ("", "")):
        with pytest.raises(WrongPassword):
            ring.unlock(login, password)


def test_a_letter_typed_in_two_ways_is_one_password(ring: KeyRing) -> None:
    ring.put("ola", "zażółć gęślą", KEY)
    assert ring.unlock("ola", "zaz\u0307o\u0301łc\u0301 ge\u0328s\u0301la\u0328") == KEY


def test_the_answer_to_an_unknown_name_is_the_same_word_for_word_and_costs_the_same_work(
    ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid = []
    derive = envelope.from_password

    def counted(password: str, salt: bytes, cost: Cost) -> bytes:
        paid.append(cost)
        return derive(password, salt, cost)

    monkeypatch.setattr(envelope, "from_password", counted)
    answers = []
    for login in ("anna", "nikt"):
        with pytest.raises(WrongPassword) as refusal:
            ring.unlock(login, "złe hasło")
        answers.append(str(refusal.value))
    assert answers[0] == answers[1]
    assert len(paid) == 2
    assert paid[0] == paid[1]


def test_the_recovery_key_opens_it_and_another_does_not(ring: KeyRing) -> None:
    assert ring.unlock_with_recovery(CODE.lower().replace("-", " ")) == KEY
    with pytest.raises(WrongRecoveryKey):
        ring.unlock_with_recovery(OTHER_CODE)
    ring.put_recovery(OTHER_CODE, KEY)
    assert ring.unlock_with_recovery(OTHER_CODE) == KEY
    with pytest.raises(WrongRecoveryKey):
        ring.unlock_with_recovery(CODE)


def test_a_new_password_replaces_the_old_one_and_leaves_other_slots_byte_for_byte(ring: KeyRing) -> None:
    before = content(ring)["slots"]
    ring.put("anna", "nowe hasło anny", KEY)
    after = content(ring)["slots"]
    assert ring.unlock("anna", "nowe hasło anny") == KEY
    with pytest.raises(WrongPassword):
        ring.unlock("anna", "kasza i masło")
    assert len([name for name in before if before[name] != after[name]]) == 1


def test_who_is_removed_gets_in_no_more_and_the_others_do(ring: KeyRing) -> None:
    assert ring.holds("ewa")
    assert ring.remove("ewa")
    assert not ring.holds("ewa")
    assert not ring.remove("ewa")
    with pytest.raises(WrongPassword):
        ring.unlock("ewa", "rower i lampa")
    assert ring.unlock("anna", "kasza i masło") == KEY


def test_the_file_names_nobody_and_holds_no_key(ring: KeyRing) -> None:
    text = ring.path.read_text(encoding="utf-8")
    for secret in ("anna", "ewa", "kasza", KEY.hex(), CODE, CODE.replace("-", "")):
        assert secret not in text
    assert KEY not in ring.path.read_bytes()


def test_the_file_is_its_owners_alone_unless_the_group_shares_the_database(ring: KeyRing, database: Path) -> None:
    assert stat.S_IMODE(ring.path.stat().st_mode) == 0o600
    database.chmod(0o660)
    KeyRing.of(database).put("ola", "x", KEY)
    assert stat.S_IMODE(ring.path.stat().st_mode) == 0o660


def test_a_key_that_is_not_the_databases_is_never_wrapped(ring: KeyRing) -> None:
    with pytest.raises(ValueError, match="not that of this database"):
        ring.put("ola", "x", OTHER_KEY)
    with pytest.raises(ValueError, match="not that of this database"):
        ring.put_recovery(CODE, OTHER_KEY)


def test_the_cost_grows_with_the_program_at_the_next_sign_in(ring: KeyRing, monkeypatch: pytest.MonkeyPatch) -> None:
    costlier = KeyRing(ring.path, cost=Cost(2, 16, 1))
    assert costlier.unlock("anna", "kasza i masło") == KEY
    costs = sorted(slot["cost"] for slot in content(ring)["slots"].values() if "cost" in slot)
    assert costs == [[1, 8, 1], [2, 16, 1]], "only who signed in"
    assert costlier.unlock("anna", "kasza i masło") == KEY


# -- a hand that tampers -----------------------------------------------------------------------------------------


def swapped(found: dict[str, Any]) -> None:
    first, second = [name for name in found["slots"] if name != keyring.RECOVERY]
    found["slots"][first], found["slots"][second] = found["slots"][second], found["slots"][first]


def cheaper(found: dict[str, Any]) -> None:
    for slot in found["slots"].values():
        if "cost" in slot:
            slot["cost"] = [2, 8, 1]


def other_public_key(found: dict[str, Any]) -> None:
    for slot in found["slots"].values():
        slot["public"] = "11" * 32


@pytest.mark.parametrize("tamper", [swapped, cheaper, other_public_key])
def test_a_changed_slot_opens_nothing(ring: KeyRing, tamper: Any) -> None:
    found = content(ring)
    tamper(found)
    key_file.write(ring.path, found)
    for login, password in (("anna", "kasza i masło"), ("ewa", "rower i lampa")):
        with pytest.raises(WrongPassword):
            ring.unlock(login, password)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "null",
        '{"format": "inny"}',
        '{"format": "przejrzysty-urzad/klucze", "version": 1}',
        '{"format": "przejrzysty-urzad/klucze", "version": 1, "salt": "zz", "current": "", "slots": {}}',
        '{"format": "przejrzysty-urzad/klucze", "version": 1, "salt": "00", "current": "", "slots": {"a": []}}',
        '{"format": "przejrzysty-urzad/klucze", "version": 1, "salt": "00", "current": "", "slots": {"a": '
        '{"salt": "00", "public": "00", "private": "00", "keys": {}, "cost": [1, 99999999999, 1]}}}',
    ],
)
def test_a_file_that_is_none_is_refused_with_advice(ring: KeyRing, text: str) -> None:
    ring.path.write_text(text, encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match=r"uszkodzony\. Odtwórz go z kopii zapasowej"):
        ring.unlock("anna", "kasza i masło")


def test_a_file_of_a_newer_program_and_an_absent_one_say_so(ring: KeyRing) -> None:
    key_file.write(ring.path, {**content(ring), "version": 2})
    with pytest.raises(EnvironmentProblem, match="nowsza wersja programu"):
        ring.unlock("anna", "kasza i masło")
    ring.path.unlink()
    with pytest.raises(EnvironmentProblem, match="Brakuje pliku kluczy"):
        ring.unlock("anna", "kasza i masło")


def test_every_truncation_is_refused_and_none_crashes(ring: KeyRing) -> None:
    whole = ring.path.read_bytes()
    for length in range(0, len(whole) - 1, 97):
        ring.path.write_bytes(whole[:length])
        with pytest.raises(EnvironmentProblem):
            ring.unlock("anna", "kasza i masło")


# -- several programs, kills -------------------------------------------------------------------------------------

_WRITER = """
import sys
from pathlib import Path
from app.access import keyring
from app.access.envelope import Cost
keyring.usual_cost = lambda: Cost(1, 8, 1)
ring = keyring.KeyRing.of(Path(sys.argv[1]))
for number in range(20):
    ring.put(f"{sys.argv[2]}{number}", "hasło", bytes(range(32)))
    print(number, flush=True)
"""


def writer(database: Path, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(database), name], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def test_two_programs_at_once_lose_no_slot(ring: KeyRing, database: Path) -> None:
    writers = [writer(database, name) for name in ("a", "b")]
    for each in writers:
        each.communicate(timeout=60)
        assert each.returncode == 0
    for name in ("a", "b"):
        assert all(ring.holds(f"{name}{number}") for number in range(20))
    assert ring.unlock("anna", "kasza i masło") == KEY


def test_a_kill_while_writing_leaves_a_whole_file_and_no_lock(ring: KeyRing, database: Path) -> None:
    for wait in (0.0, 0.002, 0.005):
        started = writer(database, "c")
        assert started.stdout is not None
        acknowledged = int(started.stdout.readline())
        time.sleep(wait)
        started.kill()
        started.communicate()
        assert ring.unlock("anna", "kasza i masło") == KEY
        assert ring.holds(f"c{acknowledged}"), "what was acknowledged is there"
        ring.put("po", "hasło", KEY)


def test_a_program_that_holds_the_lock_is_named_after_a_while(ring: KeyRing) -> None:
    with (
        ring.changing_key(),
        pytest.raises(EnvironmentProblem, match="właśnie zmienia klucze"),
        key_file.alone(ring.path, wait=0.01),
    ):
        pass


# -- a new database key ------------------------------------------------------------------------------------------


def test_during_a_change_of_the_key_both_keys_open_for_everybody(ring: KeyRing) -> None:
    with ring.changing_key():
        ring.prepare(KEY, OTHER_KEY, ["anna", "ewa"])
    for fits in (KEY, OTHER_KEY):
        assert KeyRing(ring.path).pending()[1], "not settled by looking"
        with ring.changing_key():
            assert ring.unlock("anna", "kasza i masło", fits.__eq__) == fits
            assert ring.unlock_with_recovery(CODE, fits.__eq__) == fits


@pytest.mark.parametrize(("fits", "left"), [(KEY, KEY), (OTHER_KEY, OTHER_KEY)])
def test_a_change_cut_off_is_settled_at_the_next_sign_in(ring: KeyRing, fits: bytes, left: bytes) -> None:
    with ring.changing_key():
        ring.prepare(KEY, OTHER_KEY, ["anna", "ewa"])
    assert ring.unlock("anna", "kasza i masło", lambda key: key == fits) == left
    assert ring.pending()[1] == ""
    assert ring.unlock("ewa", "rower i lampa") == left
    assert ring.unlock_with_recovery(CODE) == left


def test_after_a_change_who_was_left_out_gets_in_no_more(ring: KeyRing) -> None:
    with ring.changing_key():
        ring.settle_alone(ring.prepare(KEY, OTHER_KEY, ["anna"]))
    assert ring.unlock("anna", "kasza i masło") == OTHER_KEY
    assert not ring.holds("ewa")


def test_a_slot_slipped_in_by_somebody_without_the_key_gets_no_new_key(ring: KeyRing) -> None:
    found = content(ring)
    public, _private = envelope.new_pair()
    victim = next(name for name in found["slots"] if name != keyring.RECOVERY)
    found["slots"][victim]["public"] = public.hex()
    key_file.write(ring.path, found)
    with ring.changing_key():
        kid = ring.prepare(KEY, OTHER_KEY, ["anna", "ewa"])
    assert kid not in content(ring)["slots"][victim]["keys"]


# -- nothing shows a key -----------------------------------------------------------------------------------------


def test_objects_with_keys_show_nothing(ring: KeyRing) -> None:
    from app.access.doors import FileDoors

    shown = f"{FileDoors(ring, KEY)!r} {FileDoors(ring, KEY)} {ring!r}"
    assert KEY.hex() not in shown
    assert repr(KEY) not in shown


def test_a_refused_password_is_in_no_exception_of_the_chain(ring: KeyRing) -> None:
    with pytest.raises(WrongPassword) as refusal:
        ring.unlock("anna", "bardzo tajne hasło")
    error: BaseException | None = refusal.value
    while error is not None:
        assert "bardzo tajne" not in f"{error!r} {error}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
