"""What holds for every kind of record: conflicts, rights, changes, undo, words."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from app.bootstrap import Services
from app.core.errors import Conflict, Invalid, NotAllowed, NotFound
from app.core.permissions import Actor
from app.core.problems import WORDS
from app.core.records import Query
from app.records.files import StoredFiles
from app.records.mapping import draft_of
from app.records.usecases import Records
from tests.contracts.registers import ENTITIES, EXAMPLES, use_cases

ROOT = Path(__file__).resolve().parents[2]
NOBODY = Actor("nikt", frozenset())
BOTH_ENGINES = True


@pytest.fixture(params=ENTITIES)
def entity(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def records(services: Services, entity: str) -> Records[Any, Any]:
    return use_cases(services)[entity]


@pytest.fixture
def draft(services: Services, entity: str) -> Any:
    return EXAMPLES[entity].draft(services)


def test_every_kind_of_record_has_an_example(services: Services) -> None:
    assert set(use_cases(services)) == set(EXAMPLES)


def test_every_register_of_the_catalogue_has_an_example() -> None:
    from app.shell.catalogue import REGISTERS

    # the audit log holds no records that anybody makes
    assert {register.entity for register in REGISTERS} - {"audit"} <= set(EXAMPLES)


# -- life --------------------------------------------------------------------------------------------------------


def test_a_record_is_kept_as_given(records: Records[Any, Any], draft: Any) -> None:
    assert draft_of(records.get(records.create(draft).record.id), records.draft) == draft


def test_changes_name_the_record_and_every_undo_restores(records: Records[Any, Any], draft: Any, entity: str) -> None:
    other = EXAMPLES[entity].other(draft)
    created = records.create(draft)
    number = created.record.id
    updated = records.update(number, created.record.version, other)
    assert updated.undo is not None
    back = updated.undo.run()
    assert draft_of(records.get(number), records.draft) == draft
    deleted = records.delete(number, back.record.version)
    assert records.count(Query()) == len(records.all())
    assert number not in {record.id for record in records.all()}
    assert deleted.undo is not None
    restored = deleted.undo.run()
    assert draft_of(records.get(number), records.draft) == draft
    for outcome in (created, updated, back, deleted, restored):
        assert outcome.change.entity == entity
        assert outcome.change.ids == {number}
        assert outcome.message[0].isupper()
        assert outcome.message.endswith(".")
        assert outcome.undo is not None
        assert outcome.undo.label


def test_a_stale_version_conflicts(records: Records[Any, Any], draft: Any, entity: str) -> None:
    other = EXAMPLES[entity].other(draft)
    first = records.create(draft).record
    records.update(first.id, first.version, other)
    with pytest.raises(Conflict):
        records.update(first.id, first.version, draft)
    with pytest.raises(Conflict):
        records.delete(first.id, first.version)
    assert draft_of(records.get(first.id), records.draft) == other


def test_a_deleted_record_is_gone_for_everybody(records: Records[Any, Any], draft: Any) -> None:
    record = records.create(draft).record
    version = records.delete(record.id, record.version).record.version
    with pytest.raises(NotFound):
        records.get(record.id)
    with pytest.raises(NotFound):
        records.update(record.id, version, draft)
    with pytest.raises(NotFound):
        records.delete(record.id, version)


def test_a_blank_draft_is_refused_with_sentences(records: Records[Any, Any]) -> None:
    with pytest.raises(Invalid) as refusal:
        records.create(records.draft())
    assert refusal.value.problems
    for line in str(refusal.value).splitlines():
        place, _, sentence = line.partition(": ")
        assert place in {words.label for words in records.fields.values()}
        assert sentence.endswith(".")
    assert records.count(Query()) == 0


# -- rights ------------------------------------------------------------------------------------------------------

_NO_SECRET = {
    # they look nothing up: rules, names and sentences
    *("title", "validate", "filters", "sorts", "invalid", "state", "group_of", "groups"),
    # called inside the transaction of another use case, which asked already
    *("unit_renamed", "post_renamed", "update_within", "turn_within", "brought_back", "seen"),
    *("course_changed", "list_cards", "unlist_cards", "take_over_within", "state_within"),
}


def _public(kind: type[Any]) -> Iterator[str]:
    for name, _member in inspect.getmembers(kind, inspect.isfunction):
        if not name.startswith("_") and name not in _NO_SECRET:
            yield name


def _arguments(function: Any, draft: Any) -> dict[str, Any]:
    """Something for every required parameter."""
    values = {
        "draft": draft,
        "drafts": [draft],
        "query": Query("x"),
        **dict.fromkeys(("words", "symbol", "name"), "x"),
        **{key: [1] for key in ("ids", "card_ids", "digests")},
        "incoming": [],
        "content": b"%PDF-1.7",
        "digest": "0" * 64,
    }
    given = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.default is inspect.Parameter.empty:
            given[name] = values.get(name, 1)
    return given


def _refused(method: Callable[..., Any], draft: Any) -> bool:
    try:
        method(**_arguments(method, draft))
    except NotAllowed:
        return True
    return False


@pytest.mark.parametrize("rights", [set(), {"nonsense.edit", "read"}])
def test_without_rights_every_use_case_is_refused(
    services: Services, records: Records[Any, Any], draft: Any, entity: str, rights: set[str]
) -> None:
    records.create(draft)
    before = services.store.revisions()
    records.actor = lambda: Actor("nikt", frozenset(rights))
    tried = list(_public(type(records)))
    assert {"get", "all", "many", "count", "page", "facets", "position", "problems"} <= set(tried)
    assert [name for name in tried if not _refused(getattr(records, name), draft)] == []
    assert services.store.revisions() == before


def test_reading_alone_does_not_let_anybody_change(
    services: Services, records: Records[Any, Any], draft: Any, entity: str
) -> None:
    record = records.create(draft).record
    records.actor = lambda: Actor("czytelnik", frozenset({f"{entity}.read"}))
    assert records.get(record.id) == record
    for name in ("create", "create_many", "update", "delete", "undelete", "take_over", "archive", "restore", "publish"):
        if hasattr(records, name):
            assert _refused(getattr(records, name), draft), name


def test_editing_alone_does_not_let_anybody_delete(records: Records[Any, Any], draft: Any, entity: str) -> None:
    record = records.create(draft).record
    records.actor = lambda: Actor("redaktor", frozenset({f"{entity}.read", f"{entity}.edit"}))
    for method in (records.delete, records.undelete):
        with pytest.raises(NotAllowed):
            method(record.id, record.version)


def test_files_ask_for_rights_too(services: Services) -> None:
    services.files.actor = lambda: NOBODY
    for name in _public(StoredFiles):
        assert _refused(getattr(services.files, name), None), name


def test_prints_and_transfers_ask_for_rights_too(services: Services, tmp_path: Path) -> None:
    from app.exchange.spreadsheets import Format

    for records in use_cases(services).values():
        records.actor = lambda: NOBODY
    with pytest.raises(NotAllowed):
        services.prints.guide()
    with pytest.raises(NotAllowed):
        services.exchange.export(tmp_path / "x.csv", Format.CSV)
    (tmp_path / "x.csv").write_text("Symbol\n", encoding="utf-8")
    with pytest.raises(NotAllowed):
        services.exchange.load(tmp_path / "x.csv", dry_run=True)


# -- words -------------------------------------------------------------------------------------------------------


def _folder(records: Records[Any, Any]) -> Path:
    return Path(inspect.getfile(type(records))).parent


def _codes(path: Path) -> Iterator[tuple[str, set[str]]]:
    """Problem codes in a file, each with the names of the details it is given."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="Problem"), args=[_, ast.Constant(value=str(code)), *details]):
                keys = details[0].keys if details and isinstance(details[0], ast.Dict) else []
                yield code, {str(key.value) for key in keys if isinstance(key, ast.Constant)}


def test_every_problem_code_has_a_sentence(records: Records[Any, Any]) -> None:
    words = {**WORDS, **records.sentences}
    for path in _folder(records).glob("*.py"):
        assert {code for code, _ in _codes(path)} - words.keys() == set(), path.name


def test_shared_problem_codes_have_sentences_whose_places_are_filled() -> None:
    for folder in ("core", "records"):
        for path in (ROOT / "app" / folder).glob("*.py"):
            for code, given in _codes(path):
                assert code in WORDS, (path.name, code)
                needed = set(re.findall(r"\{(\w+)\}", WORDS[code]))
                assert not given or needed <= given, (path.name, code)


def test_every_sentence_says_what_to_do(records: Records[Any, Any]) -> None:
    for code, sentence in {**WORDS, **records.sentences}.items():
        assert sentence[0].isupper() or sentence[0] in "„{", code
        assert sentence.endswith((".", "…")), code
        assert '"' not in sentence, code
        assert " - " not in sentence, code


def _field_names(draft_type: type[Any], prefix: str = "") -> Iterator[str]:
    hints = get_type_hints(draft_type)
    for spec in fields(draft_type):
        yield prefix + spec.name
        if get_origin(hints[spec.name]) is tuple and is_dataclass(item := get_args(hints[spec.name])[0]):
            yield from _field_names(item, f"{spec.name}.")  # type: ignore[arg-type]


_NOT_EDITED = {"attachments.media_type", "attachments.size", "attachments.file"}
"""Known from the file itself."""


def test_every_field_has_a_polish_label(records: Records[Any, Any]) -> None:
    names = set(_field_names(records.draft))
    assert names - records.fields.keys() - _NOT_EDITED == set()
    # what deeds write beside the form has labels too, for the log and for prints
    assert records.fields.keys() - names - set(_field_names(records.record)) == set(), "labels of no field"
    assert all(words.label.strip() and words.label[0].isupper() for words in records.fields.values())


def _choices(kind: Any) -> Iterator[type[StrEnum]]:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        yield kind
    elif is_dataclass(kind):
        for hint in get_type_hints(kind).values():
            yield from _choices(hint)
    for part in get_args(kind):
        yield from _choices(part)


def test_every_choice_has_a_polish_label(records: Records[Any, Any]) -> None:
    kinds = set(_choices(records.draft))
    words = inspect.getmodule(type(records))
    assert words is not None
    labels = getattr(__import__(words.__name__.replace("usecases", "words"), fromlist=["LABELS"]), "LABELS", {})
    for kind in kinds:
        assert set(labels[kind]) == set(kind), kind
        assert len(set(labels[kind].values())) == len(kind), "two choices with one name"
