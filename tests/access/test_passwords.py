"""Rules of passwords: length and common ones, nothing else."""

import pytest

from app.access import passwords
from app.core.polish import fold


def codes(password: str, login: str = "anna.nowak", name: str = "Anna Nowak-Żuk", old: str = "") -> list[str]:
    return [problem.code.removeprefix("password_") for problem in passwords.check(password, login, name, old)]


@pytest.mark.parametrize(
    "password",
    [
        "kasza gryczana z masłem",
        "słoń rower lampa",
        "zima byla dluga",
        "wielkilitery",
        "6f1c0a9be27d",
        "Nowak pije herbatę co rano",
        "🐘🦒🐊 kolorowe zoo",
        "x" * 5 + "dowolne zdanie",
    ],
)
def test_long_and_uncommon_is_enough(password: str) -> None:
    assert codes(password) == []


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "short"),
        ("Tr0ub4dor&3", "short"),
        ("ż" * 11, "short"),
        ("a b" * 43, "long"),
        ("Styczeń2026!", "common"),
        ("haslohaslohaslo", "common"),
        ("Hasło1234567", "common"),
        ("P@ssw0rd1234", "common"),
        ("UrządGminy2026", "common"),
        ("administrator", "common"),
        ("qwertyuiop123", "common"),
        ("Warszawa1944!!", "common"),
        ("anna.nowak1234", "login"),
        ("NowakAnna2026", "login"),
        ("żukżukżukżuk", "login"),
        ("aaaaaaaaaaaaaaaa", "simple"),
        ("123456789012", "simple"),
        ("abcdefghijklmn", "simple"),
        ("12121212121212", "simple"),
        ("98765432109876", "simple"),
    ],
)
def test_short_and_common_ones_are_refused_for_that_reason(password: str, code: str) -> None:
    assert codes(password) == [code]


def test_the_old_password_is_no_new_one() -> None:
    assert codes("kasza gryczana", old="kasza gryczana") == ["same"]


def test_sentences_say_what_to_do_and_never_the_password() -> None:
    for password in ("krótkie tajne"[:8], "Styczeń2026!", "aaaaaaaaaaaaaaaa", "anna.nowak1234", "a b" * 43):
        (problem,) = passwords.check(password, "anna.nowak", "Anna")
        assert password not in str(problem)
        (sentence,) = passwords.sentences((problem,))
        assert password not in sentence
        assert sentence.endswith(".")
    (sentence,) = passwords.sentences(passwords.check("abc"))
    assert "ma 3 znaki, a musi mieć co najmniej 12 znaków" in sentence


def test_the_rules_are_data_with_a_source() -> None:
    rules = passwords.rules()
    assert rules.least >= 12
    assert "CERT" in rules.source
    assert rules.most >= 64


def test_the_list_is_folded_so_that_it_is_found() -> None:
    common = passwords.common()
    assert len(common) > 5000
    assert not [word for word in common if fold(word) != word][:5]
    assert {"haslo", "styczen", "urzad", "password"} <= common


def test_one_time_passwords_are_random_good_and_easy_to_copy() -> None:
    made = {passwords.one_time() for _ in range(100)}
    assert len(made) == 100
    for password in made:
        assert passwords.check(password, "anna", "Anna Nowak") == ()
        assert not set(password) & set("01loIO")
