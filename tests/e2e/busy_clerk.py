"""A program to be killed: it types into a card's form, keeps the draft, and saves other cards without pause.

``python -m tests.e2e.busy_clerk DATABASE`` writes ``drafted`` once the draft is on the disk, then a line for each
save that was acknowledged.
"""

import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit

from app.bootstrap import open_services
from app.registers.service_cards.domain import ServiceCardDraft
from app.shell.application import Application
from app.widgets.forms.comparison import as_draft
from tests.keyboard import replace_text

TYPED = "Żółty dowód – niezapisane"


def main(path: Path) -> None:
    """Never ends by itself."""
    app = QApplication(sys.argv[:1])
    window = Application(app).show_window(open_services(path))
    tab = window.go_to("service_cards")
    window.jobs.wait()
    tab.open_record(window.services.cards.by_symbol("SO-01"))
    (form,) = window.forms
    field = form.page.rows["name"].editor.focus_target()
    assert isinstance(field, QLineEdit)
    replace_text(field, TYPED)
    form.keep_draft()
    say("drafted")
    cards, number = window.services.cards, 0
    while True:
        number += 1
        card = cards.by_symbol("DG-02")
        assert card is not None
        draft = replace(as_draft(ServiceCardDraft, card), notes=f"zapis {number}")
        cards.update(card.id, card.version, draft)
        say(str(number))


def say(line: str) -> None:
    """Unbuffered, so that what was acknowledged is known."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
