"""A known vulnerability fails by name; silence of the network is said and fails nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

LOCK = """\
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:aa
    # via click
click==8.1.8 \\
    --hash=sha256:bb \\
    --hash=sha256:cc
    # via app
sqlalchemy==2.1.0 \\
    --hash=sha256:dd
"""
SOUND = {"name": "click", "version": "8.1.8", "vulns": []}
SKIPPED = {"name": "click", "skip_reason": "Dependency not found"}
BAD = {
    "name": "sqlalchemy",
    "version": "2.1.0",
    "vulns": [
        {"id": "PYSEC-2026-1", "fix_versions": ["2.1.3"], "aliases": [], "description": "x"},
        {"id": "PYSEC-2026-2", "fix_versions": [], "aliases": [], "description": "y"},
    ],
}


@pytest.fixture
def checked(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("known_vulnerabilities")


def run(checked: ModuleType, folder: Path, *answers: Any) -> tuple[int, list[str], list[str]]:
    """Status, what was said, and the files that were asked about."""
    lock = folder / "runtime.txt"
    lock.write_text(LOCK, encoding="utf-8")
    left = list(answers)
    asked: list[str] = []
    said: list[str] = []

    def ask(requirements: Path, _seconds: int) -> str:
        asked.append(requirements.read_text(encoding="utf-8"))
        answer = left.pop(0)
        return answer if isinstance(answer, str) else json.dumps({"dependencies": answer, "fixes": []})

    return checked.audit(lock, ask, said.append), said, asked


def test_a_vulnerability_fails_with_its_name_and_remedy(checked: ModuleType, tmp_path: Path) -> None:
    status, said, asked = run(checked, tmp_path, [SOUND], [SOUND, BAD])
    assert status == 1
    assert said[:2] == [
        "pip-audit: sqlalchemy 2.1.0: PYSEC-2026-1 (fixed in 2.1.3)",
        "pip-audit: sqlalchemy 2.1.0: PYSEC-2026-2 (no fixed version yet)",
    ]
    assert asked[1] == LOCK


def test_one_package_is_asked_about_first_one_that_every_system_has(checked: ModuleType, tmp_path: Path) -> None:
    _status, _said, asked = run(checked, tmp_path, [SOUND], [SOUND])
    assert asked[0] == "click==8.1.8 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"


def test_sound_packages_pass_and_gaps_are_told(checked: ModuleType, tmp_path: Path) -> None:
    unknown = {**SKIPPED, "name": "morfeusz2"}
    status, said, _asked = run(checked, tmp_path, [SOUND], [SOUND, unknown])
    assert status == 0
    assert said == ["pip-audit: 1 packages audited, 0 vulnerabilities known; no data about morfeusz2."]


@pytest.mark.parametrize("answer", ["", "no connection", "[]", "{}", '{"dependencies": [{}]}', [SKIPPED]])
def test_no_answer_is_said_in_one_line_and_asked_for_once(checked: ModuleType, tmp_path: Path, answer: Any) -> None:
    status, said, asked = run(checked, tmp_path, answer)
    assert status == 0
    assert said == [checked.UNREACHABLE]
    assert len(asked) == 1


def test_an_answer_that_stops_after_the_first_package_is_no_clean_bill(checked: ModuleType, tmp_path: Path) -> None:
    status, said, _asked = run(checked, tmp_path, [SOUND], "")
    assert (status, said) == (0, [checked.UNREACHABLE])


def test_pip_audit_that_hangs_gives_no_answer(
    checked: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(*_arguments: Any, timeout: float, **_options: Any) -> None:
        raise checked.subprocess.TimeoutExpired("pip-audit", timeout)

    monkeypatch.setattr(checked.subprocess, "run", hang)
    assert checked.ask_pip_audit(tmp_path / "x.txt", 1) == ""


def test_pip_audit_understands_our_lock(checked: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every pin with its hashes is read; nothing is looked up (dry run)."""
    said: list[str] = []
    real = checked.subprocess.run

    def dry(command: list[Any], **options: Any) -> Any:
        done = real([*command, "--dry-run"], **options)
        said.append(done.stderr)
        return done

    monkeypatch.setattr(checked.subprocess, "run", dry)
    checked.ask_pip_audit(checked.LOCK, 60)
    assert "would have audited" in said[0], said
    assert "ERROR" not in said[0]


def test_the_check_is_among_those_of_continuous_integration(
    script: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    dev = script("dev")
    ran: list[Any] = []
    monkeypatch.setattr(dev, "_prepare_for_work", lambda _profile: Path("python"))

    def remember(_python: Path, checks: Any) -> int:
        ran.extend(checks)
        return 0

    monkeypatch.setattr(dev.project_checks, "run_all", remember)
    dev.test([])
    assert "packaging/known_vulnerabilities.py" in {each.arguments[0] for each in ran}
