"""The program as a person meets it: a real X server and window manager, keys from outside, a screen reader's view."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.access import keyring
from app.shell.catalogue import REGISTERS
from tests.e2e.programs import ROOT, Program, python, started, wait_for
from tests.shell.offices import NAME, PASSWORD, cheap, make_office

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(sys.platform == "win32", reason="needs an X server"),
    # one worker starts the X server and the window manager
    pytest.mark.xdist_group("display"),
]
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
SYSTEM_PYTHON = Path("/usr/bin/python3")
TOOLS = ("Xvfb", "openbox", "xdotool", "setxkbmap", "import", "dbus-daemon")
SIZE = "1366x768"


def _missing() -> list[str]:
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if not LAUNCHER.exists():
        missing.append(str(LAUNCHER))
    reads = [str(SYSTEM_PYTHON), "-c", "import pyatspi"]
    if not SYSTEM_PYTHON.exists() or subprocess.run(reads, capture_output=True, check=False).returncode:
        missing.append("python3-pyatspi")
    return missing


@dataclass
class Screen:
    """A display of its own; ``pictures`` is where pictures go."""

    environment: dict[str, str]
    pictures: Path

    def xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, check=False, timeout=20
        )
        return done.stdout.strip()

    def title(self) -> str:
        """The title of the window in front."""
        return self.xdotool("getactivewindow", "getwindowname")

    def await_title(self, part: str) -> None:
        wait_for(lambda: part in self.title(), f"a window called {part} (there is {self.title()!r})", 30)

    def keys(self, *names: str) -> None:
        for name in names:
            self.xdotool("key", "--clearmodifiers", name)

    def type(self, text: str) -> None:
        self.xdotool("type", "--clearmodifiers", "--delay", "40", text)

    def read(self, program: Program) -> dict[str, list[str]]:
        """The screen reader's view."""
        command = [str(SYSTEM_PYTHON), str(ROOT / "tests" / "e2e" / "screen_reader.py"), str(program.pid)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, timeout=30)
        assert done.returncode == 0, done.stderr
        found: dict[str, list[str]] = json.loads(done.stdout)
        return found

    def await_name(self, program: Program, part: str) -> None:
        """Wait until something that shows is called so."""
        wait_for(lambda: any(part in name for name in self.read(program)["names"]), part, 30)

    def picture(self, name: str) -> Path:
        path = self.pictures / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True, timeout=20)
        return path


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End a process with what it started; each has a group of its own."""
    try:
        os.killpg(process.pid, signal.SIGTERM)
    except ProcessLookupError:
        return
    process.wait(10)


def _x_server(stack: ExitStack) -> str:
    """Start Xvfb on a display that it finds free itself; its name."""
    reading, writing = os.pipe()
    # without -noreset the server starts anew when its first visitor leaves, and takes the window manager along
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL, start_new_session=True)
    stack.callback(_end_group, server)
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as pipe:
        number = pipe.readline().strip()
    assert number, "the X server did not start"
    return f":{number}"


def _bus(stack: ExitStack) -> str:
    """Start a session bus; its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    bus = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
    stack.callback(_end_group, bus)
    assert bus.stdout is not None
    with bus.stdout:
        return bus.stdout.readline().decode().strip()


@pytest.fixture(scope="module")
def x_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """X server, bus, accessibility and window manager for the tests of this file."""
    if missing := _missing():
        pytest.skip(f"not installed: {', '.join(missing)}")
    with ExitStack() as stack:
        environment = {
            **os.environ,
            "DISPLAY": _x_server(stack),
            "DBUS_SESSION_BUS_ADDRESS": _bus(stack),
            "XDG_RUNTIME_DIR": str(tmp_path_factory.mktemp("runtime")),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "LC_ALL": "C.UTF-8",
        }
        environment.pop("WAYLAND_DISPLAY", None)
        for command in ((str(LAUNCHER), "--launch-immediately"), ("openbox",)):
            process = subprocess.Popen(
                command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
            )
            stack.callback(_end_group, process)
        manager = ["xdotool", "get_desktop"]
        wait_for(
            lambda: subprocess.run(manager, env=environment, capture_output=True, check=False).returncode == 0,
            "the window manager",
        )
        # a Polish keyboard: letters that are not on it would be lost now and then
        subprocess.run(["setxkbmap", "pl"], env=environment, check=True, timeout=20)
        yield environment


@pytest.fixture
def screen(x_environment: dict[str, str], home: Path, tmp_path: Path) -> Screen:
    """The display, with this test's own home folder."""
    own = {name: os.environ[name] for name in os.environ if name.startswith("XDG_") or name == "HOME"}
    return Screen({**own, **x_environment, **{k: v for k, v in own.items() if k != "XDG_RUNTIME_DIR"}}, tmp_path)


@pytest.fixture
def program(screen: Screen, demo_database: Path) -> Iterator[Program]:
    """The program on the demonstration office, in front."""
    command = python("app", "--database", str(demo_database))
    with started(command, screen.environment, screen.pictures / "program.log") as running:
        screen.await_title("Przykładow")
        screen.await_name(running, "Wymaga uwagi")
        yield running


def test_everything_that_takes_the_focus_has_a_name_in_every_tab_and_in_the_form(
    screen: Screen, program: Program
) -> None:
    seen = {}
    keys = ["dashboard", *(register.key for register in REGISTERS)]
    for name, sign in (
        ("dashboard", "Wymaga uwagi"),
        ("service_cards", "20 kart"),
        ("units", "14 komórek"),
        ("employees", "112 pracowników"),
    ):
        screen.keys(f"ctrl+{keys.index(name) + 1}")
        screen.await_name(program, sign)
        seen[name] = screen.read(program)["unnamed"]
        assert screen.picture(name).stat().st_size > 10_000
    screen.keys("ctrl+2")
    screen.await_name(program, "20 kart")
    screen.keys("ctrl+n")
    screen.await_title("Nowa karta")
    screen.await_name(program, "Nazwa usługi")
    seen["form"] = screen.read(program)["unnamed"]
    screen.picture("form")
    assert {name: unnamed for name, unnamed in seen.items() if unnamed} == {}


def test_the_list_of_registers_is_walked_by_keys_and_named_by_a_screen_reader(screen: Screen, program: Program) -> None:
    screen.keys("F6", "Down", "Down")
    screen.await_name(program, "Komórki organizacyjne")
    view = screen.read(program)
    assert {"Rejestry", "Pulpit", "Urząd", "Karty usług", "Kadry", "Pracownicy"} <= set(view["names"])
    assert view["unnamed"] == []
    screen.picture("navigation")
    screen.keys("Return")
    screen.await_name(program, "14 komórek")
    screen.keys("ctrl+Prior")
    screen.await_name(program, "20 kart")
    screen.keys("ctrl+Next")
    screen.await_name(program, "14 komórek")


def test_the_map_of_organisations_its_gaps_and_its_wizard_are_named(screen: Screen, program: Program) -> None:
    seen = {}

    def go_to(name: str, words: str, sign: str) -> None:
        screen.keys("ctrl+k")
        screen.await_title("Szukaj wszędzie")
        screen.type(words)
        screen.await_name(program, "Strzałki wybierają")
        screen.keys("Return")
        screen.await_name(program, sign)
        view = screen.read(program)
        seen[name] = view["unnamed"]
        screen.picture(name)

    go_to("organisations", "organizacje", "Szukaj organizacji")
    go_to("gaps", "białe plamy", "Puste pola")
    assert {"Organizacje w wybranym polu", "Mapa"} <= set(screen.read(program)["names"])
    screen.keys("Escape")
    screen.await_title("Przykładow")
    go_to("map_data", "dane mapy", "Szukaj w danych mapy")
    screen.keys("ctrl+n")
    screen.await_title("Wczytaj mapę z plików")
    view = screen.read(program)
    seen["wizard"] = view["unnamed"]
    assert {"Wybrane pliki", "TERYT gminy", "Stan na dzień"} <= set(view["names"])
    assert {name: unnamed for name, unnamed in seen.items() if unnamed} == {}


def visible_titles(screen: Screen, program: Program) -> list[str]:
    """Titles of the program's windows that show."""
    found = screen.xdotool("search", "--onlyvisible", "--pid", str(program.pid), "--name", ".")
    return [screen.xdotool("getwindowname", number) for number in found.split()]


def test_signing_in_locking_and_unlocking_by_keys_alone(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "usual_cost", cheap)
    path = tmp_path / "urzad.db"
    make_office(path)
    command = python("app", "--database", str(path))
    with started(command, screen.environment, screen.pictures / "office.log") as running:
        screen.await_title("Logowanie")
        seen = {"sign_in": screen.read(running)["unnamed"]}
        screen.type("anna")
        screen.keys("Tab")
        screen.type("nie to")
        view = screen.read(running)
        assert "nie to" not in " ".join((*view["texts"], *view["names"])), "a screen reader must not say passwords"
        screen.picture("sign_in")
        screen.keys("Return")
        screen.await_name(running, "albo hasło się nie zgadza")
        screen.type(PASSWORD)
        screen.keys("Return")
        screen.await_title("Urząd Miejski w Przykładowej")
        screen.await_name(running, f"Zalogowano: {NAME}")
        screen.keys("ctrl+3")
        screen.await_name(running, "Nie ma jeszcze żadnej komórki")
        screen.keys("ctrl+n")
        screen.await_title("Nowa komórka")
        screen.type("ŻÓŁW")
        wait_for(lambda: "ŻÓŁW" in screen.read(running)["texts"], "the typed symbol")
        main = screen.xdotool("search", "--onlyvisible", "--pid", str(running.pid), "--name", "Urząd Miejski")
        screen.xdotool("windowactivate", "--sync", main)
        screen.keys("ctrl+shift+l")
        screen.await_title("Zablokowano")
        wait_for(lambda: len(visible_titles(screen, running)) == 1, "all other windows to be hidden")
        seen["lock"] = screen.read(running)["unnamed"]
        screen.picture("lock")
        screen.type(PASSWORD)
        screen.keys("Return")
        wait_for(lambda: len(visible_titles(screen, running)) == 2, "both windows")
        assert "ŻÓŁW" in screen.read(running)["texts"]
        assert {name: unnamed for name, unnamed in seen.items() if unnamed} == {}


def test_polish_letters_typed_from_outside_arrive_and_search(screen: Screen, program: Program) -> None:
    screen.keys("ctrl+2")
    screen.await_name(program, "20 kart")
    screen.type("zażółć")
    wait_for(lambda: "zażółć" in screen.read(program)["texts"], "the typed letters")
    screen.await_name(program, "Nic nie pasuje do „zażółć”")
    screen.keys("Escape")
    screen.await_name(program, "20 kart")
    screen.type("zgubiłem dowód")
    screen.await_name(program, "do „zgubiłem dowód”")
    screen.keys("Return")
    screen.await_title("SO-01 Wydanie dowodu osobistego")


def test_search_over_everything_opens_above_and_leaves_with_escape(screen: Screen, program: Program) -> None:
    screen.keys("ctrl+k")
    screen.await_title("Szukaj wszędzie")
    screen.type("pracownicy")
    screen.await_name(program, "Strzałki wybierają")
    screen.picture("everywhere")
    screen.keys("Escape")
    screen.await_name(program, "Pisz: wyniki pojawiają się")
    screen.keys("Escape")
    screen.await_title("Przykładow")
    screen.keys("ctrl+p")
    screen.await_name(program, "Najpierw wpisz")


def test_second_window_on_one_file_says_who_has_it(screen: Screen, program: Program, demo_database: Path) -> None:
    command = python("app", "--database", str(demo_database))
    with started(command, screen.environment, screen.pictures / "second.log") as second:
        screen.await_name(second, f"proces {program.pid}")


_DELETING = (
    "import sys; from contextlib import closing; from pathlib import Path; from app.bootstrap import open_services\n"
    "with closing(open_services(Path(sys.argv[1]))) as services:\n"
    "    card = services.cards.by_symbol('DG-02'); services.cards.delete(card.id, card.version)"
)


def test_change_of_another_program_appears_by_itself(screen: Screen, program: Program, demo_database: Path) -> None:
    screen.keys("ctrl+2")
    screen.await_name(program, "20 kart")
    subprocess.run([sys.executable, "-c", _DELETING, str(demo_database)], cwd=ROOT, check=True, timeout=60)
    screen.await_name(program, "19 kart")


def test_first_start_leads_to_the_demonstration_and_stays(screen: Screen) -> None:
    with started(python("app"), screen.environment, screen.pictures / "first.log") as running:
        screen.await_title("Wybór bazy danych")
        screen.picture("start")
        screen.keys("Return")
        screen.await_title("Przykładow")
        screen.await_name(running, "Karty usług, 20")
        screen.keys("ctrl+q")
        assert running.process.wait(15) == 0, "it leaves when told, and only then"
