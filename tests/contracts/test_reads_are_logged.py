"""Kinds of records about which the office must be able to say who has read them."""

import gc
from collections.abc import Iterator
from typing import Any

from app.access.roles import matrix
from app.bootstrap import Services
from app.records.usecases import Records

LOGGED = frozenset({"evaluation"})
"""Kinds whose reading is an entry of the log, from the first day on which the program has them."""


def all_kinds(found: type[Records[Any, Any]] = Records) -> Iterator[type[Records[Any, Any]]]:
    """Every use case of records that has been imported, however deep."""
    for kind in found.__subclasses__():
        yield kind
        yield from all_kinds(kind)


def unlogged(kinds: Iterator[type[Records[Any, Any]]]) -> list[str]:
    """Names of the classes that read such records in silence."""
    return [kind.__qualname__ for kind in kinds if getattr(kind, "entity", "") in LOGGED and not kind.reads_are_logged]


def test_every_register_of_such_records_logs_its_readers(services: Services) -> None:
    # building all use cases has imported every register
    assert {type(case) for case in vars(services).values() if isinstance(case, Records)} <= set(all_kinds())
    assert unlogged(all_kinds()) == []


def test_the_kinds_are_those_of_the_matrix() -> None:
    known = {right.key.partition(".")[0] for right in matrix().rights}
    assert known >= LOGGED, "renamed there: rename it here, too"


def test_the_check_finds_a_register_that_forgot_it() -> None:
    class Forgetful(Records[Any, Any]):
        entity = "evaluation"

    class Deeper(Forgetful):
        pass

    class Careful(Records[Any, Any]):
        entity = "evaluation"
        reads_are_logged = True

    class Careless(Careful):
        reads_are_logged = False

    names = [name.rpartition(".")[2] for name in unlogged(all_kinds())]
    assert names == ["Forgetful", "Deeper", "Careless"]
    # or the other tests of this run would find them, too
    del Forgetful, Deeper, Careful, Careless
    gc.collect()
    assert unlogged(all_kinds()) == []
