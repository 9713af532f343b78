"""The recovery key: written and read back, and every typing error found in its group."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access import recovery
from app.access.recovery import BYTES, GROUPS, Mistyped

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
secrets_of_20 = st.binary(min_size=BYTES, max_size=BYTES)


@given(secrets_of_20)
def test_what_is_written_is_read_back(secret: bytes) -> None:
    code = recovery.written(secret)
    assert [len(group) for group in code.split("-")] == [5] * GROUPS
    assert recovery.read(code) == secret
    assert recovery.read(code.lower().replace("-", "  ")) == secret
    assert recovery.read(code.replace("0", "o").replace("1", "l")) == secret, "look-alike signs are the same"


@given(secrets_of_20, st.integers(0, GROUPS - 1), st.integers(0, 4), st.sampled_from(_SIGNS))
def test_one_wrong_sign_is_found_in_its_group(secret: bytes, place: int, sign: int, other: str) -> None:
    groups = recovery.written(secret).split("-")
    right = groups[place]
    groups[place] = right[:sign] + other + right[sign + 1 :]
    if groups[place] == right:
        return
    with pytest.raises(Mistyped, match=f"w grupie nr {place + 1}") as refusal:
        recovery.read("-".join(groups))
    assert refusal.value.groups == (place + 1,)


@given(secrets_of_20, st.integers(0, GROUPS - 1), st.integers(0, 3))
def test_two_neighbours_swapped_are_found(secret: bytes, place: int, sign: int) -> None:
    groups = recovery.written(secret).split("-")
    right = groups[place]
    groups[place] = right[:sign] + right[sign + 1] + right[sign] + right[sign + 2 :]
    if groups[place] != right:
        with pytest.raises(Mistyped):
            recovery.read("-".join(groups))


def test_two_groups_swapped_are_found() -> None:
    groups = recovery.written(bytes(range(20))).split("-")
    groups[1], groups[5] = groups[5], groups[1]
    with pytest.raises(Mistyped, match="w grupach nr 2, 6") as refusal:
        recovery.read("-".join(groups))
    assert refusal.value.groups == (2, 6)


@pytest.mark.parametrize("text", ["", "ABCDE", "-" * 40, "U" * 40, "ą" * 40, "0" * 41, "0" * 39])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(Mistyped):
        recovery.read(text)


def test_a_group_is_checked_while_it_is_typed() -> None:
    groups = recovery.split(recovery.written(bytes(range(20))).lower())
    assert all(recovery.group_fits(place, group) for place, group in enumerate(groups))
    assert not recovery.group_fits(0, groups[0][:4])
    assert not recovery.group_fits(1, groups[0])


def test_keys_are_random_and_long() -> None:
    made = {recovery.new() for _ in range(50)}
    assert len(made) == 50
    assert BYTES * 8 >= 160
    # a long shot at a whole key typed at random: 40 bits of check signs
    chance = random.Random(1)
    for _ in range(2000):
        with pytest.raises(Mistyped):
            recovery.read("".join(chance.choice(_SIGNS) for _ in range(40)))
