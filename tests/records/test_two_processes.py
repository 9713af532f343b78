"""Several programs on one database at once: nothing is lost, nothing is given twice."""

import os
import subprocess
import sys
from pathlib import Path

from app.bootstrap import Services
from app.core.records import Query
from tests.registers.service_cards.drafts import add_unit

ROOT = Path(__file__).resolve().parents[2]

_CLERK = """
import sys
from pathlib import Path
from app.bootstrap import open_services
from app.core.errors import Conflict, Invalid
from dataclasses import replace
from app.records.mapping import draft_of
from app.registers.service_cards.domain import ServiceCardDraft

services = open_services(Path(sys.argv[1]))
cards = services.cards
sys.stdin.readline()
made = 0
while made < 10:
    try:
        cards.create(ServiceCardDraft(symbol=cards.next_symbol(1), name=f"Usługa {sys.argv[2]}", unit_id=1))
        made += 1
    except Invalid as refusal:
        assert refusal.problems[0].code == "symbol_taken", refusal
raised = 0
while raised < 10:
    card = cards.get(1)
    try:
        draft = replace(draft_of(card, ServiceCardDraft), notes=str(int(card.notes or 0) + 1))
        cards.update(card.id, card.version, draft)
        raised += 1
    except Conflict:
        pass
services.close()
"""


def test_two_clerks_save_at_once(services: Services, database: Path) -> None:
    add_unit(services)
    clerks = [
        subprocess.Popen(
            [sys.executable, "-c", _CLERK, str(database), name],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        for name in ("pierwsza", "druga")
    ]
    for clerk in clerks:
        assert clerk.stdin is not None
        clerk.stdin.write(b"\n")
        clerk.stdin.flush()
    errors = [clerk.communicate(timeout=60)[1].decode() for clerk in clerks]
    assert errors == ["", ""]
    cards = services.cards.all()
    assert [card.symbol for card in cards] == [f"SO-{number:02d}" for number in range(1, 21)]
    assert services.cards.get(1).notes == "20"
    assert services.cards.get(1).version == 21
    # this process's index hears of what the others saved
    assert len(services.cards.find("usługa")) == 20
    assert services.cards.count(Query()) == 20
