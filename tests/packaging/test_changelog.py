"""The form of CHANGELOG.md (Keep a Changelog), so that release notes can be cut from it."""

import re
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINES = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
RELEASE = re.compile(r"## \[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d{2}-\d{2})")


def releases() -> list[tuple[tuple[int, int, int], date]]:
    headings = [line for line in LINES if line.startswith("## ")]
    matches = [RELEASE.fullmatch(line) for line in headings[1:]]
    assert all(matches), "a release is headed ## [1.2.3] - 2026-11-22"
    return [((int(match[1]), int(match[2]), int(match[3])), date.fromisoformat(match[4])) for match in matches if match]


def test_title_and_unreleased_come_first() -> None:
    assert LINES[0] == "# Changelog"
    assert next(line for line in LINES if line.startswith("## ")) == "## [Unreleased]"


def test_releases_are_dated_and_newest_first() -> None:
    found = releases()
    assert found == sorted(found, reverse=True)


def test_only_the_six_kinds_of_change() -> None:
    assert {line.removeprefix("### ") for line in LINES if line.startswith("### ")} <= KINDS


def test_every_kind_lists_something() -> None:
    filled = [line for line in LINES if line.strip()]
    for heading, following in zip(filled, [*filled[1:], ""], strict=True):
        if heading.startswith("### "):
            assert following.startswith("- "), f"nothing under {heading}"
