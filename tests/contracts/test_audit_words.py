"""No English reaches the log's reader: every fact that the program notes, and every code in it, has a Polish word."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.administration.audit.domain import AuditEntry
from app.administration.audit.words import FACT_VALUES, FACTS, Vocabulary, who
from app.administration.backups.domain import Reason
from app.exchange.spreadsheets import Format
from app.records.intake import Verdict
from app.records.model import StoredFileRow

_ROOT = Path(__file__).parents[2]
_SOURCES = sorted((*(_ROOT / "app").rglob("*.py"), *(_ROOT / "db").rglob("*.py")))
_ELSEWHERE = {
    "made_by_functions": {"_origin", "moved_from"},
}


def noted() -> Iterator[str]:
    """Keys of dictionaries given or assigned as facts, and of keywords given to a noting method."""
    for path in _SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            yield from _of(node)


def _of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "facts" for t in node.targets):
        yield from _keys(node.value)
    if isinstance(node, ast.FunctionDef) and node.name in _ELSEWHERE["made_by_functions"]:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Return) and inner.value is not None:
                yield from _keys(inner.value)
    name = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
    if isinstance(node, ast.Call):
        name = name or (node.func.id if isinstance(node.func, ast.Name) else "")
        if name in ("note", "_note", "Pending", "note_many"):
            for value in (*node.args, *(k.value for k in node.keywords)):
                yield from _keys(value)
        if name in ("note", "_noted"):
            yield from (k.arg for k in node.keywords if k.arg and k.arg not in ("facts", "title"))


def _keys(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Dict):
        yield from (k.value for k in value.keys if isinstance(k, ast.Constant) and isinstance(k.value, str))


def test_every_fact_has_a_polish_name() -> None:
    keys = {*noted(), *(verdict.value for verdict in Verdict), *StoredFileRow.logged_additions}
    assert {"reason", "rows", "replaced_head", "fingerprint", "attempts", "recovery_key"} <= keys, "the search works"
    # a change of roles is told by the field's own label
    assert keys - {"roles"} - FACTS.keys() == set()


@pytest.mark.parametrize(("fact", "codes"), [("reason", Reason), ("format", Format)])
def test_every_code_among_the_facts_has_a_polish_word(fact: str, codes: type[Reason] | type[Format]) -> None:
    assert {code.value for code in codes} <= FACT_VALUES[fact].keys()


def test_failed_tries_are_nobodys() -> None:
    entry = AuditEntry(
        id=2, at=datetime(2026, 11, 22, tzinfo=UTC), author="ewa", deed="sign_in_failed", entity="account",
        record_id=3, title="ewa", facts={"attempts": 5}, mac="",
    )  # fmt: skip
    text = Vocabulary({}).text(entry)
    assert "ewa" not in text
    assert "przed tym zalogowaniem (dowolna nazwa)" in text
    assert who(entry) == "nie wiadomo"
