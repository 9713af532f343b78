"""Set-up: what is missing is named, nothing is done twice, and only the standard library is needed."""

import ast
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "packaging"
ON_BARE_MACHINE = ["dev", "debian_packages", "environment", "project_checks"]
DEBIAN_12 = {"ID": "debian", "VERSION_ID": "12"}
DEBIAN_13 = {"ID": "debian", "VERSION_ID": "13"}

Script = Callable[[str], ModuleType]


@pytest.mark.parametrize("name", ON_BARE_MACHINE)
def test_only_the_standard_library_is_imported(name: str) -> None:
    tree = ast.parse((SCRIPTS / f"{name}.py").read_text(encoding="utf-8"))
    found = {
        module.split(".")[0]
        for node in ast.walk(tree)
        for module in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert found <= set(sys.stdlib_module_names) | set(ON_BARE_MACHINE)


def test_script_names_hide_no_standard_module() -> None:
    # run by path, the folder comes first on the search path
    assert {path.stem for path in SCRIPTS.glob("*.py")} & set(sys.stdlib_module_names) == set()


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        (DEBIAN_12, "libcups2"),
        (DEBIAN_13, "libcups2t64"),
        ({"ID": "debian"}, "libcups2t64"),
        ({"ID": "ubuntu", "VERSION_ID": "22.04"}, "libcups2"),
        ({"ID": "ubuntu", "VERSION_ID": "24.04"}, "libcups2t64"),
        ({"ID": "linuxmint", "VERSION_ID": "22", "ID_LIKE": "ubuntu debian"}, "libcups2"),
    ],
)
def test_names_of_debian_13(script: Script, release: dict[str, str], expected: str) -> None:
    assert script("debian_packages").names_here(["libcups2", "libgl1"], release) == (expected, "libgl1")


def test_os_release_is_read_with_and_without_quotes(script: Script, tmp_path: Path) -> None:
    file = tmp_path / "os-release"
    file.write_text('ID=debian\nVERSION_ID="12"\nID_LIKE="a b"\n\n# note\n', encoding="utf-8")
    fields = script("debian_packages").os_release(file)
    assert {key: fields[key] for key in ("ID", "VERSION_ID", "ID_LIKE")} == {**DEBIAN_12, "ID_LIKE": "a b"}
    assert script("debian_packages").os_release(tmp_path / "absent") == {}


@pytest.fixture
def debian(script: Script, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A Debian 12 without libgl1; apt-get calls are noted in ``module.calls``."""
    module = script("debian_packages")
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(module, "os_release", lambda: DEBIAN_12)
    monkeypatch.setattr(module, "is_debian", lambda _release: True)
    monkeypatch.setattr(module, "missing", lambda names: tuple(name for name in names if name == "libgl1"))
    monkeypatch.setattr(module, "_apt_get", lambda *arguments: calls.append(arguments))
    monkeypatch.setattr(module, "calls", calls, raising=False)
    return module


def test_without_rights_the_exact_command_is_named(debian: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(debian.Stop, match="sudo apt-get install -y --no-install-recommends libgl1\n"):
        debian.ensure(("libgl1", "libegl1"))
    assert debian.calls == []


def test_root_installs_only_what_is_missing(debian: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    debian.ensure(("libgl1", "libegl1"))
    assert [call[0] for call in debian.calls] == ["update", "install"]
    assert debian.calls[1][-1] == "libgl1"
    assert "libegl1" not in debian.calls[1]


def test_nothing_missing_nothing_done(debian: ModuleType) -> None:
    debian.ensure(("libegl1",))
    assert debian.calls == []


@pytest.fixture
def environment(script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """An environment that stands, in a folder of its own; pip calls are noted in ``module.calls``."""
    module = script("environment")
    calls: list[tuple[str, ...]] = []
    (tmp_path / "pyproject.toml").write_text("[project]", encoding="utf-8")
    for name in ("runtime.txt", "dev.txt", "bench.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "LOCKS", tmp_path)
    monkeypatch.setattr(module, "_STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(module, "_version", lambda _python: "3.11.2")
    monkeypatch.setattr(module, "_pip", lambda *arguments: calls.append(arguments))
    monkeypatch.setattr(module, "calls", calls, raising=False)
    return module


def installed(environment: ModuleType) -> list[str]:
    return [Path(call[-1]).name if "-r" in call else "project" for call in environment.calls]


def test_second_time_nothing_is_installed(environment: ModuleType) -> None:
    environment.prepare("dev")
    assert installed(environment) == ["dev.txt", "project"]
    environment.prepare("dev")
    assert installed(environment) == ["dev.txt", "project"]


def test_every_lock_is_installed_with_hashes_from_wheels(environment: ModuleType) -> None:
    environment.prepare("bench")
    locks = [call for call in environment.calls if "-r" in call]
    assert len(locks) == 2
    for call in locks:
        assert call[:4] == ("install", "--require-hashes", "--only-binary", ":all:")


def test_changed_lock_is_installed_again(environment: ModuleType) -> None:
    environment.prepare("run")
    (environment.LOCKS / "runtime.txt").write_text("newer", encoding="utf-8")
    environment.prepare("run")
    assert installed(environment) == ["runtime.txt", "project", "runtime.txt"]


def test_developers_environment_serves_the_program(environment: ModuleType) -> None:
    environment.prepare("dev")
    environment.prepare("run")
    assert installed(environment) == ["dev.txt", "project"]


def test_failed_installation_is_tried_again(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: str) -> None:
        raise environment.Stop("no connection")

    noting = environment._pip
    monkeypatch.setattr(environment, "_pip", fail)
    with pytest.raises(environment.Stop):
        environment.prepare("run")
    monkeypatch.setattr(environment, "_pip", noting)
    environment.prepare("run")
    assert installed(environment) == ["runtime.txt", "project"]


@pytest.fixture
def dev(script: Script, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script with set-up left out; started programs are noted in ``module.calls``."""
    module = script("dev")
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(module, "_prepare", lambda _packages, profile: Path(profile))

    def note(kind: str) -> Callable[..., int]:
        def call(*arguments: object) -> int:
            calls.append((kind, *map(str, arguments)))
            return 0

        return call

    monkeypatch.setattr(module, "_call", note("window"))
    monkeypatch.setattr(module, "_call_offscreen", note("none"))
    monkeypatch.setattr(module, "calls", calls, raising=False)
    return module


def test_run_opens_the_demonstration(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "has_display", lambda _python: True)
    assert dev.main(["run"]) == 0
    assert dev.calls == [("window", "run", "-m", "app", "demo")]


def test_run_without_a_display_says_so_and_writes(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "has_display", lambda _python: False)
    assert dev.main(["run"]) == 0
    assert dev.calls == [("none", "run", "-m", "app.demo_tour", str(dev.OUT / "demo"))]
    assert "There is no display here" in capsys.readouterr().out


def test_screenshots_go_where_asked(dev: ModuleType, tmp_path: Path) -> None:
    assert dev.main(["screenshots", str(tmp_path)]) == 0
    assert dev.calls == [("none", "run", "-m", "app.demo_tour", str(tmp_path), "--screenshots")]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt is asked")
def test_no_display_without_a_variable_that_names_one(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not dev.has_display(Path("never started"))


def test_display_that_does_not_answer_is_none(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert not dev.has_display(Path(sys.executable))


def test_a_step_for_a_person_is_status_1(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_packages: object, _profile: str) -> Path:
        raise dev.debian_packages.Stop("sudo apt-get …")

    monkeypatch.setattr(dev, "_prepare", stop)
    assert dev.main(["setup"]) == 1
    assert "sudo apt-get" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["fly"], ["run", "--fast"]])
def test_wrong_use_is_status_2(dev: ModuleType, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        dev.main(arguments)
    assert left.value.code == 2


def test_all_checks_run_and_one_failure_fails_the_whole(script: Script, capfd: pytest.CaptureFixture[str]) -> None:
    checks = script("project_checks")
    listed = (checks.Check("bad", ("-c", "raise SystemExit(3)")), checks.Check("good", ("-c", "print('ran')")))
    assert checks.run_all(Path(sys.executable), listed) == 1
    output = capfd.readouterr().out
    assert "ran" in output
    assert "FAILED (status 3)" in output
    assert checks.run_all(Path(sys.executable), listed[1:]) == 0
