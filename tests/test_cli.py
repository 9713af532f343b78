"""The command line: exit status, Polish reasons on stderr, never a traceback, and nothing heavy loaded for nothing."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from app.cli import main
from app.commands.frame import confirmed, urzad

ROOT = Path(__file__).resolve().parent.parent
NOBODY = 65534


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> "Run":
    return Run(capfd)


class Run:
    """Runs commands in this process, as ``python -m app`` does."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *arguments: object, database: Path | None = None) -> Ended:
        given = ["--database", str(database)] if database else []
        status = main([*given, *map(str, arguments)])
        out, err = self._capture.readouterr()
        assert "Traceback" not in out + err
        assert status in (0, 1, 2)
        return Ended(status, out, err)

    def refused(self, *arguments: object, database: Path | None = None) -> str:
        """The reason on stderr of a command that must be refused."""
        ended = self(*arguments, database=database)
        assert (ended.status, ended.out) == (1, ""), ended
        assert "nie przewidziano" not in ended.err, "the last net caught a mistake of ours"
        return ended.err


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A real process without a display."""
    variables = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        cwd=ROOT,
        env=variables | environment,
        capture_output=True,
        timeout=60,
    )


# -- what each command does ------------------------------------------------------------------------------------


def test_init_makes_an_empty_database_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "nowa.db"
    ended = run("init", "--without-accounts", database=path)
    assert (ended.status, ended.out) == (0, f"Założono bazę danych: {path}\n")
    assert "nie jest zaszyfrowana" in ended.err
    before = path.read_bytes()
    assert "już istnieje" in run.refused("init", "--without-accounts", database=path)
    assert path.read_bytes() == before


def test_init_makes_no_open_database_unasked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "nowa.db"
    told = run.refused("init", database=path)
    assert "--login" in told
    assert "--without-accounts" in told
    assert "tylko jedno" in run.refused("init", "--login", "ola", "--without-accounts", database=path)
    assert list(tmp_path.iterdir()) == []


def test_questions_are_asked_and_answered_in_polish(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["y", "może", "TAK", "", "nie", "t"])
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return next(answers)

    monkeypatch.setattr("click.termui.visible_prompt_func", answer)
    assert [confirmed("Odtworzyć?") for _ in range(4)] == [True, False, False, True]
    assert {prompt.strip() for prompt in asked} <= {"Odtworzyć? [t/N]:", ""}
    assert capsys.readouterr().err.count("Odpowiedz „t” (tak) albo „n” (nie).") == 2


def test_no_command_asks_with_the_english_letters_of_the_library() -> None:
    for path in (ROOT / "app").rglob("*.py"):
        assert "click.confirm" not in path.read_text("utf-8"), path


def test_init_demo_holds_twenty_cards_and_the_office(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    assert run("init", "--demo", database=path).status == 0
    listed = run("check", database=path).out
    assert "service_card: 20" in listed
    assert "employee: 112" in listed


def test_without_a_database_option_the_users_own_is_used(run: Run, home: Path) -> None:
    assert run("init", "--without-accounts").status == 0
    (made,) = home.rglob("urzad.db")
    assert str(made) in run("check").out


def test_search_ranks_the_card_a_resident_means_first(run: Run, demo_database: Path) -> None:
    found = run("search", "service-cards", "zgubiłem dowód", database=demo_database)
    assert found.status == 0
    assert found.out.splitlines()[0] == "SO-01\tWydanie dowodu osobistego"


@pytest.mark.parametrize("words", ["zgubilem dowud", "DOWODU OSOBISTEGO", "so-01", "so1"])
def test_search_forgives(run: Run, demo_database: Path, words: str) -> None:
    assert run("search", "service-cards", words, database=demo_database).out.startswith("SO-01\t")


def test_search_as_json_is_ranked(run: Run, demo_database: Path) -> None:
    rows = json.loads(run("search", "service-cards", "drzewo", "--json", database=demo_database).out)
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    assert {"OS-01", "OS-02"} == {row["symbol"] for row in rows[:2]}
    assert all(row.keys() == {"rank", "symbol", "name"} for row in rows)


def test_search_that_finds_nothing_is_an_answer(run: Run, demo_database: Path) -> None:
    ended = run("search", "service-cards", "xyzzy", database=demo_database)
    assert (ended.status, ended.out) == (0, "")
    assert "Żadna karta nie pasuje do słów „xyzzy”" in ended.err
    assert run("search", "service-cards", "xyzzy", "--json", database=demo_database) == Ended(0, "[]\n", "")


@pytest.mark.parametrize("words", ["", "   ", "%", "„”", "a" * 5000, "\udcff", "0", "-- -"])
def test_search_takes_any_words(run: Run, demo_database: Path, words: str) -> None:
    assert run("search", "service-cards", "--", words, database=demo_database).status == 0


@pytest.mark.parametrize("variant", ["standard", "large"])
def test_print_a_card(run: Run, demo_database: Path, tmp_path: Path, variant: str) -> None:
    out = tmp_path / "karta.pdf"
    ended = run("print", "service-card", "so-01", "--out", out, "--variant", variant, database=demo_database)
    assert ended == Ended(0, f"Zapisano: {out}\n", "")
    assert out.read_bytes().startswith(b"%PDF-")


def test_print_the_guide(run: Run, demo_database: Path, tmp_path: Path) -> None:
    out = tmp_path / "przewodnik.pdf"
    assert run("print", "guide", "--out", out, database=demo_database).status == 0
    assert out.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_export_and_import_again_changes_nothing(run: Run, demo_database: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"karty.{kind}"
    exported = run("export", "service-cards", "--format", kind, "--out", out, database=demo_database)
    assert exported == Ended(0, f"Zapisano 20 kart: {out}\n", "")
    imported = run("import", "service-cards", out, database=demo_database)
    assert imported.status == 0
    assert imported.out.startswith(
        "Plik jest taki sam jak dane w programie; nie ma czego zapisywać.\n"
        "Nowe: 0 kart. Zmienione: 0 kart. Bez zmian: 20 kart.\n"
    )


def test_import_lists_refused_rows_and_takes_good_ones(run: Run, demo_database: Path, tmp_path: Path) -> None:
    file = tmp_path / "karty.csv"
    header = "Symbol;Nazwa usługi;Stan;Komórka prowadząca sprawę\n"
    file.write_text(header + "SO-90;Nowa karta;projekt;SO\nXX-01;Zła;projekt;SO\n", encoding="cp1250")
    trial = run("import", "service-cards", file, "--dry-run", database=demo_database)
    assert trial.status == 1
    assert trial.out.startswith("Próba: niczego nie zapisano.\nNowe: 1 karta.")
    assert "Nowa karta" not in run("search", "service-cards", "SO-90", database=demo_database).out
    ended = run("import", "service-cards", file, database=demo_database)
    assert ended.status == 1
    assert ended.err.startswith("karty, wiersz 3, Symbol: Symbol „XX-01” nie pasuje do wzoru")
    assert run("search", "service-cards", "SO-90", database=demo_database).out.startswith("SO-90\tNowa karta\n")


def test_check_says_whole(run: Run, demo_database: Path) -> None:
    ended = run("check", database=demo_database)
    assert ended.status == 0
    assert ended.out.endswith("Baza jest cała.\n")


# -- bad input -------------------------------------------------------------------------------------------------

READING = (
    ("search", "service-cards", "dowód"),
    ("print", "guide", "--out", "OUT"),
    ("print", "service-card", "SO-01", "--out", "OUT"),
    ("export", "service-cards", "--format", "csv", "--out", "OUT"),
    ("import", "service-cards", "IN"),
    ("check",),
)


def _placed(command: tuple[str, ...], folder: Path) -> list[str]:
    sheet = folder / "in.csv"
    sheet.write_text("Symbol;Nazwa usługi\n", encoding="utf-8")
    return [{"OUT": str(folder / "out.bin"), "IN": str(sheet)}.get(part, part) for part in command]


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_missing_database(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    reason = run.refused(*_placed(command, tmp_path), database=tmp_path / "nie ma.db")
    assert reason.startswith("Nie ma pliku bazy danych")
    assert not (tmp_path / "nie ma.db").exists()
    assert not (tmp_path / "out.bin").exists()


@pytest.mark.parametrize("content", [b"", b"to nie jest baza\n" * 300, b"%PDF-1.7\n"])
@pytest.mark.parametrize("command", READING[:1] + READING[-1:], ids=" ".join)
def test_a_file_that_is_no_database(run: Run, tmp_path: Path, command: tuple[str, ...], content: bytes) -> None:
    path = tmp_path / "list.docx"
    path.write_bytes(content)
    assert "nie jest bazą danych programu" in run.refused(*command, database=path)
    assert path.read_bytes() == content


def test_a_folder_is_no_database(run: Run, tmp_path: Path) -> None:
    assert "nie jest bazą danych programu" in run.refused("search", "service-cards", "x", database=tmp_path)


def test_a_database_of_a_newer_version(run: Run, database: Path) -> None:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(database))
    connection.execute("PRAGMA user_version=9999")
    connection.close()
    assert "nowsza wersja programu" in run.refused("search", "service-cards", "x", database=database)


def _set_schema(database: Path, number: int) -> None:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(database))
    connection.execute(f"PRAGMA user_version={number}")
    connection.close()


def test_check_does_not_call_a_database_of_a_newer_version_sound(run: Run, database: Path) -> None:
    _set_schema(database, 9999)
    ended = run("check", database=database)
    assert ended.status == 1
    assert "zapisała nowsza wersja programu (schemat 9999" in ended.err
    assert "Baza jest cała" not in ended.out


def test_check_tells_that_an_older_database_will_be_upgraded(run: Run, database: Path) -> None:
    _set_schema(database, 1)
    ended = run("check", database=database)
    assert ended.status == 0
    assert "Baza jest cała." in ended.out
    assert "Ma starszy schemat 1; przy najbliższym otwarciu" in ended.out


def test_a_damaged_database_is_told_by_check(run: Run, demo_database: Path) -> None:
    content = bytearray(demo_database.read_bytes())
    content[40_000:60_000] = os.urandom(20_000)
    demo_database.write_bytes(content)
    ended = run("check", database=demo_database)
    assert ended.status == 1
    assert "Baza jest uszkodzona" in ended.err


@contextmanager
def _as_nobody(*paths: Path) -> Iterator[None]:
    """Permissions bind, also when the tests run as root."""
    if os.name == "nt" or os.geteuid() != 0:
        yield
        return
    for path in paths:
        os.chown(path, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        if not os.access(ROOT / "app" / "cli.py", os.R_OK, effective_ids=True):
            pytest.skip("the checkout lies where only its owner may read, so nobody else could run the program")
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder(demo_database: Path) -> Iterator[Path]:
    """A folder outside pytest's own, which others may not enter; holds ``demo.db``."""
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="urzad-cli-"))
    shutil.copy(demo_database, folder / "demo.db")
    folder.chmod(0o777)
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name == "nt", reason="permissions work differently on Windows")
def test_a_read_only_database(run: Run, open_folder: Path) -> None:
    path = open_folder / "demo.db"
    path.chmod(0o444)
    with _as_nobody(path):
        assert "tylko do odczytu" in run.refused("search", "service-cards", "x", database=path)


@pytest.mark.skipif(os.name == "nt", reason="permissions work differently on Windows")
def test_a_folder_without_rights(run: Run, open_folder: Path) -> None:
    path = open_folder / "demo.db"
    open_folder.chmod(0o555)
    with _as_nobody(path):
        assert "Brak dostępu" in run.refused("search", "service-cards", "x", database=path)
        assert "Brak dostępu" in run.refused("init", "--without-accounts", database=open_folder / "nowa.db")


@pytest.mark.skipif(os.name == "nt", reason="permissions work differently on Windows")
def test_a_home_without_rights(run: Run, open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_folder.chmod(0o555)
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(open_folder / "home"))
    with _as_nobody():
        assert "Brak dostępu" in run.refused("init", "--without-accounts")


@pytest.mark.skipif(os.name == "nt", reason="permissions work differently on Windows")
@pytest.mark.parametrize("command", [c for c in READING if "OUT" in c], ids=" ".join)
def test_an_output_folder_without_rights(run: Run, open_folder: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    locked = open_folder / "zamknięty"
    locked.mkdir(mode=0o555)
    given = [str(locked / "plik") if part == "OUT" else part for part in command]
    with _as_nobody(open_folder / "demo.db"):
        assert "Nie można zapisać pliku" in run.refused(*given, database=open_folder / "demo.db")
    assert list(locked.iterdir()) == []


@pytest.mark.parametrize("command", [c for c in READING if "OUT" in c], ids=" ".join)
@pytest.mark.parametrize("out", ["", "nie ma/takiego/folderu.pdf"])
def test_an_output_that_cannot_be(
    run: Run, demo_database: Path, tmp_path: Path, command: tuple[str, ...], out: str
) -> None:
    given = [str(tmp_path / out) if part == "OUT" else part for part in command]
    assert "Nie można zapisać pliku" in run.refused(*given, database=demo_database)


@pytest.mark.parametrize("command", [c for c in READING if "OUT" in c], ids=" ".join)
def test_the_database_is_never_written_over(run: Run, demo_database: Path, command: tuple[str, ...]) -> None:
    given = [str(demo_database) if part == "OUT" else part for part in command]
    assert "otwartej bazy danych" in run.refused(*given, database=demo_database)
    assert run("check", database=demo_database).status == 0


def test_an_unknown_symbol(run: Run, demo_database: Path, tmp_path: Path) -> None:
    out = tmp_path / "karta.pdf"
    reason = run.refused("print", "service-card", "ZZ-99", "--out", out, database=demo_database)
    assert reason.startswith("Nie ma karty o symbolu „ZZ-99”")
    assert not out.exists()


def test_a_guide_of_nothing(run: Run, database: Path, tmp_path: Path) -> None:
    assert "przewodnik byłby pusty" in run.refused("print", "guide", "--out", tmp_path / "p.pdf", database=database)
    assert not (tmp_path / "p.pdf").exists()


_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("pusty.csv", b"", "jest pusty"),
        ("zepsuty.xlsx", b"PK\x03\x04" + b"\x00" * 100, "uszkodzon"),
        ("stary.xls", _COMPOUND + b"\x00" * 2000, "w starym formacie"),
        ("hasło.xlsx", _COMPOUND + "EncryptedPackage".encode("utf-16-le") * 9, "hasł"),
        ("udaje.xlsx", b"Symbol;Nazwa\n", "nie jest skoroszytem"),
        ("obcy.csv", b"a;b\n1;2\n", "brakuje kolumny"),
    ],
)
def test_a_file_that_cannot_be_imported(
    run: Run, demo_database: Path, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert re.search(reason, run.refused("import", "service-cards", tmp_path / name, database=demo_database))


def test_a_file_to_import_that_is_not_there(run: Run, demo_database: Path, tmp_path: Path) -> None:
    assert "nie istnieje" in run.refused("import", "service-cards", tmp_path / "nie.csv", database=demo_database)
    assert "to jest folder" in run.refused("import", "service-cards", tmp_path, database=demo_database)


_LOCKER = """
import sys, time
from db.file_store import FileStore
from pathlib import Path
with FileStore.open(Path(sys.argv[1])) as store, store.writing():
    print("locked", flush=True)
    time.sleep(60)
"""


def test_a_database_locked_by_another_process(run: Run, demo_database: Path, tmp_path: Path) -> None:
    file = tmp_path / "karty.csv"
    header = "Symbol;Nazwa usługi;Stan;Komórka prowadząca sprawę\n"
    file.write_text(header + "SO-90;Nowa karta;projekt;SO\n", encoding="utf-8")
    variables = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", _LOCKER, demo_database], stdout=subprocess.PIPE, cwd=ROOT, env=variables
    ) as other:
        try:
            assert other.stdout is not None
            assert other.stdout.readline() == b"locked\n"
            assert run("search", "service-cards", "dowód", database=demo_database).status == 0
            assert "korzysta teraz inny program" in run.refused("import", "service-cards", file, database=demo_database)
        finally:
            other.kill()
    assert run("import", "service-cards", file, database=demo_database).status == 0


def test_what_nobody_foresaw_is_said_in_polish_and_logged(
    run: Run, demo_database: Path, home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from app.registers.service_cards.usecases import ServiceCards

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(ServiceCards, "find", broken)
    ended = run("search", "service-cards", "x", database=demo_database)
    assert ended.status == 1
    assert "którego nie przewidziano" in ended.err
    (log,) = home.rglob("urzad.log")
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    assert "command failed" in caplog.text


# -- wrong use and words ---------------------------------------------------------------------------------------

_ENGLISH = re.compile(
    r"\b(Usage|Options|Commands|Arguments?|Error|Try|Missing|No such|Invalid|value|Show|Got|unexpected|requires|"
    r"Did you mean|default|required|choose|help for|Aborted|message|exit|version)\b"
)


def _commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from _commands(child, (*path, name))


@pytest.mark.parametrize("path", list(_commands(urzad)), ids=" ".join)
def test_help_is_polish_throughout(run: Run, path: tuple[str, ...]) -> None:
    ended = run(*path, "--help")
    assert ended.status == 0
    # names of options and commands are English by order of the customer
    prose = re.sub(r"--\w[\w-]*", "", ended.out)
    assert _ENGLISH.findall(prose) == []
    assert "Użycie: urzad" in prose


@pytest.mark.parametrize(
    "arguments",
    [
        ["nosuch"],
        ["--nosuch"],
        ["--database"],
        ["search"],
        ["search", "service-cards"],
        ["search", "service-cards", "a", "b"],
        ["search", "service-card", "a"],
        ["print", "guide"],
        ["print", "guide", "--out"],
        ["print", "service-card"],
        ["print", "service-card", "SO-01", "--out", "x", "--variant", "huge"],
        ["export", "service-cards", "--format", "pdf", "--out", "x"],
        ["export", "service-cards", "--out", "x"],
        ["import", "service-cards", "--dry-run=1", "x"],
        ["init", "--demos"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_told_in_polish_with_status_2(run: Run, arguments: list[str]) -> None:
    ended = run(*arguments)
    assert (ended.status, ended.out) == (2, "")
    names = r"„[^”]*”|urzad [\w -]*--help|--\w[\w-]*"
    assert _ENGLISH.findall(re.sub(names, "", ended.err)) == []
    assert ended.err.strip()
    assert "'" not in ended.err, "Polish quotes"


# -- real processes --------------------------------------------------------------------------------------------


def test_real_processes_end_with_the_three_statuses(demo_database: Path, tmp_path: Path) -> None:
    good = process("--database", demo_database, "search", "service-cards", "zgubiłem dowód")
    assert (good.returncode, good.stderr) == (0, b"")
    assert good.stdout.decode().startswith("SO-01\tWydanie dowodu osobistego")
    refused = process("--database", tmp_path / "nie ma.db", "check")
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.decode().startswith("Nie ma pliku bazy danych")
    wrong = process("nosuch")
    assert wrong.returncode == 2
    assert "Nie ma polecenia „nosuch”" in wrong.stderr.decode()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp852"])
def test_output_for_consoles_that_lack_polish_letters(demo_database: Path, encoding: str) -> None:
    ended = process(
        "--database", demo_database, "search", "service-cards", "ślub", PYTHONIOENCODING=encoding, LC_ALL="C", LANG="C"
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"USC-02" in ended.stdout


def test_a_reader_that_stops_early_is_no_error(demo_database: Path) -> None:
    command = [sys.executable, "-m", "app", "--database", str(demo_database), "search", "service-cards", "wniosek"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as search:
        assert search.stdout is not None
        assert search.stderr is not None
        search.stdout.close()
        errors = search.stderr.read()
        search.wait(60)
    assert b"Traceback" not in errors
    assert b"nie przewidziano" not in errors


_PROBE = """
import contextlib, io, sys
from app.__main__ import main
with contextlib.redirect_stdout(io.StringIO()):
    status = main(sys.argv[1:])
loaded = {name.partition(".")[0] for name in sys.modules}
print(status, *sorted(loaded & {"pandas", "numpy", "reportlab", "PySide6", "alembic", "pypdfium2", "holidays", "stdnum",
    "morfeusz2", "sqlalchemy", "python_calamine", "xlsxwriter", "svglib", "rapidfuzz"}))
"""


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["--help"], ()),
        (["search", "--help"], ()),
        (["nosuch"], ()),
        (["check"], ("sqlalchemy",)),
        # the dictionary and the comparison of misspelt words are what a search is
        (["search", "service-cards", "zgubiłem dowód"], ("sqlalchemy", "morfeusz2", "rapidfuzz")),
    ],
    ids=str,
)
def test_nothing_heavy_is_loaded_for_nothing(
    demo_database: Path, arguments: list[str], allowed: tuple[str, ...]
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _PROBE, "--database", str(demo_database), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=60,
    )
    status, *loaded = ended.stdout.split()
    assert status in ("0", "2"), ended.stderr
    assert set(loaded) <= set(allowed)
