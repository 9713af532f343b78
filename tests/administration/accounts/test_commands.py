"""Accounts on the command line: passwords by descriptor only, one answer to everybody who is wrong."""

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.access import key_file, waiting
from app.access.waiting import Pace
from app.cli import main
from app.commands.frame import Opening
from tests.shell.offices import CLERK, LOGIN, ONE_TIME, PASSWORD

NEW = "zielona łódka na stawie"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(path: Path, capfd: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs a command on the encrypted office; ``secrets`` are the lines of the descriptor."""
    opened = []

    def command(
        *arguments: str, user: str = "", secrets: tuple[str, ...] = (), database: Path = path
    ) -> tuple[int, str, str]:
        given = ["--database", str(database)]
        if user:
            given += ["--user", user]
        if secrets:
            reading, writing = os.pipe()
            opened.append(reading)
            os.write(writing, "".join(f"{secret}\n" for secret in secrets).encode())
            os.close(writing)
            given += ["--password-fd", str(reading)]
        status = main([*given, *arguments])
        out, err = capfd.readouterr()
        assert "nie przewidziano" not in err, "the last net caught a mistake of ours"
        for secret in secrets:
            assert secret not in out + err
        return status, out, err

    yield command
    for descriptor in opened:
        os.close(descriptor)


def test_without_a_user_nothing_is_told(run: Run) -> None:
    for arguments in (("user", "list"), ("search", "service-cards", "dowód"), ("check",)):
        status, out, err = run(*arguments)
        assert (status, out) == (1, "")
        assert "--user" in err


def test_every_wrong_sign_in_gets_the_same_sentence_and_then_has_to_wait(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "usual_pace", lambda: Pace(free=3, first=60, longest=900))
    answers = [
        run("user", "list", user=user, secrets=(secret,))
        for user, secret in ((LOGIN, "złe"), ("nikt", PASSWORD), (CLERK, "złe"))
    ]
    assert len(set(answers)) == 1
    assert answers[0][:2] == (1, "")
    status, _, err = run("user", "list", user=LOGIN, secrets=(PASSWORD,))
    assert status == 1
    assert "Spróbuj ponownie za 1 minutę" in err


def test_an_administrator_adds_lists_disables_and_enables(run: Run) -> None:
    status, out, err = run(
        "user", "add", "ewa", "--name", "Ewa Żuk", "--role", "front_desk", user=LOGIN, secrets=(PASSWORD,)
    )
    assert status == 0, err
    (one_time,) = re.findall(r"Hasło jednorazowe: (\S+)", out)
    status, out, _ = run("user", "list", "--json", user=LOGIN, secrets=(PASSWORD,))
    listed = {row["login"]: row for row in json.loads(out)}
    assert listed["ewa"] == {"login": "ewa", "name": "Ewa Żuk", "roles": ["front_desk"], "state": "one_time"}
    status, out, err = run("search", "service-cards", "x", user="ewa", secrets=(one_time,))
    assert (status, out) == (1, "")
    assert "jednorazowe" in err
    assert run("password", user="ewa", secrets=(one_time, NEW))[0] == 0
    assert run("search", "service-cards", "x", user="ewa", secrets=(NEW,))[0] == 0
    status, out, err = run("user", "list", user="ewa", secrets=(NEW,))
    assert (status, out) == (1, "")
    assert "uprawnienia" in err
    assert run("user", "disable", "ewa", user=LOGIN, secrets=(PASSWORD,))[0] == 0
    assert run("search", "service-cards", "x", user="ewa", secrets=(NEW,))[0] == 1
    status, out, _ = run("user", "enable", "ewa", user=LOGIN, secrets=(PASSWORD,))
    assert status == 0
    assert "Hasło jednorazowe" in out
    assert run("user", "disable", "nikt", user=LOGIN, secrets=(PASSWORD,))[0] == 1


def test_a_role_that_is_none_is_refused_with_its_name(run: Run) -> None:
    status, _, err = run("user", "add", "ewa", "--name", "Ewa", "--role", "wojt", user=LOGIN, secrets=(PASSWORD,))
    assert status == 1
    assert "„wojt”" in err
    assert "front_desk (Obsługa mieszkańców)" in err, "what to type instead"


def test_accounts_are_listed_with_a_heading_and_the_names_of_roles(run: Run) -> None:
    status, out, _ = run("user", "list", user=LOGIN, secrets=(PASSWORD,))
    assert status == 0
    assert out.splitlines()[0] == "Nazwa\tImię i nazwisko\tRole\tStan"
    assert "Administrator" in out.splitlines()[1]
    assert "administrator" not in out
    status, out, _ = run("user", "roles")
    assert status == 0
    assert "front_desk" in out


def test_init_makes_an_encrypted_office_and_shows_the_recovery_key_once(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "nowy.db"
    status, out, err = run(
        "init", "--login", "ola", "--name", "Ola Żuk", "--office", "Urząd", secrets=(PASSWORD,), database=new
    )
    assert status == 0, err
    (code,) = re.findall(r"^(?:[0-9A-Z]{5}-){7}[0-9A-Z]{5}$", out, re.MULTILINE)
    assert key_file.beside(new).exists()
    assert run("check", user="ola", secrets=(PASSWORD,), database=new)[0] == 0
    assert run("recover", "ola", secrets=(code, NEW), database=new)[0] == 0
    assert run("user", "list", user="ola", secrets=(NEW,), database=new)[0] == 0


def test_init_refuses_a_bad_password_and_makes_nothing(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "nowy.db"
    status, _, err = run("init", "--login", "ola", "--name", "Ola", secrets=("krótkie",), database=new)
    assert status == 1
    assert "co najmniej 12 znaków" in err
    assert not new.exists()


def test_init_on_a_terminal_asks_again_for_a_name_and_makes_no_open_database(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, asked = tmp_path / "nowy.db", []
    answers = {"Nazwa użytkownika administratora": ["", "ola"], "Imię i nazwisko administratora": ["Ola Żuk"]}
    typed = {"Hasło administratora": [PASSWORD, ""], "Powtórz": [PASSWORD, ""]}

    def answer(prompts: dict[str, list[str]]) -> Callable[[str], str]:
        def give(prompt: str) -> str:
            asked.append(prompt)
            return next(each for start, each in prompts.items() if prompt.startswith(start)).pop(0)

        return give

    monkeypatch.setattr(Opening, "asks", property(lambda _: True))
    monkeypatch.setattr("click.termui.visible_prompt_func", answer(answers))
    monkeypatch.setattr("click.termui.hidden_prompt_func", answer(typed))
    status, _, err = run("init", database=new)
    assert status == 0, err
    assert len(asked) == 5, "the empty name was asked again"
    assert key_file.beside(new).exists()

    answers["Nazwa użytkownika administratora"] = ["ola"]
    answers["Imię i nazwisko administratora"] = ["Ola Żuk"]
    status, _, err = run("init", database=tmp_path / "inny.db")
    assert status == 1
    assert "co najmniej 12 znaków" in err
    assert not (tmp_path / "inny.db").exists()


def test_init_writes_the_recovery_sheet_and_then_keeps_the_key_off_the_screen(run: Run, tmp_path: Path) -> None:
    new, sheet = tmp_path / "nowy.db", tmp_path / "klucz.pdf"
    arguments = ("init", "--login", "ola", "--name", "Ola", "--recovery-out", str(sheet))
    status, out, err = run(*arguments, secrets=(PASSWORD,), database=new)
    assert status == 0, err
    assert sheet.read_bytes().startswith(b"%PDF")
    assert not re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", out + err)
    status, _, err = run(*arguments, secrets=(PASSWORD,), database=tmp_path / "inny.db")
    assert status == 1
    assert "już istnieje" in err
    assert not (tmp_path / "inny.db").exists()


def test_a_demonstration_needs_no_password(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "demo.db"
    assert run("init", "--demo", database=new)[0] == 0
    assert run("search", "service-cards", "dowód", database=new)[0] == 0


def test_rekey_shows_a_new_recovery_key_and_keeps_passwords(run: Run, code: str) -> None:
    status, out, err = run("rekey", user=LOGIN, secrets=(PASSWORD,))
    assert status == 0, err
    assert code not in out
    assert re.search(r"(?:[0-9A-Z]{5}-){7}[0-9A-Z]{5}", out)
    assert run("user", "list", user=LOGIN, secrets=(PASSWORD,))[0] == 0
    assert run("recover", LOGIN, secrets=(code, NEW))[0] == 1


def test_rekey_writes_over_no_file_and_then_changes_nothing(run: Run, code: str, tmp_path: Path) -> None:
    sheet = tmp_path / "klucz.pdf"
    sheet.write_bytes(b"inny klucz")
    status, _, err = run("rekey", "--recovery-out", str(sheet), user=LOGIN, secrets=(PASSWORD,))
    assert status == 1
    assert "już istnieje" in err
    assert sheet.read_bytes() == b"inny klucz"
    assert run("recover", LOGIN, secrets=(code, NEW))[0] == 0


def test_the_key_file_is_never_written_over_by_an_export(run: Run, path: Path) -> None:
    before = key_file.beside(path).read_bytes()
    out = str(key_file.beside(path))
    status, _, err = run("print", "guide", "--out", out, user=LOGIN, secrets=(PASSWORD,))
    assert status == 1
    assert "należy do otwartej bazy" in err
    assert key_file.beside(path).read_bytes() == before


def test_without_a_terminal_and_a_descriptor_the_way_is_told(run: Run) -> None:
    status, _, err = run("user", "list", user=LOGIN)
    assert status == 1
    assert "--password-fd" in err
    assert run("user", "list", user=CLERK, secrets=(ONE_TIME,))[0] == 1
