"""Where the unsaved work of the person at work is kept."""

from typing import TYPE_CHECKING

from app.core import paths
from app.shell.undo import ERASED
from app.widgets.forms.form_drafts import FormDrafts

if TYPE_CHECKING:
    from app.bootstrap import Services
    from db.store import Store


def drafts_of(services: "Services") -> FormDrafts:
    """Unsaved work of this person: apart for each login, and encrypted where the data are."""
    session, location = services.session, services.store.location
    if not session.login:
        return FormDrafts(paths.drafts_folder(location), services.clock)
    from app.shell.draft_cipher import PURPOSE, DraftCipher

    key = session.secret(PURPOSE)
    cipher = None if key is None else DraftCipher(key)
    return FormDrafts(paths.drafts_folder(f"{location} {session.login}"), services.clock, cipher)


def erasures(store: "Store") -> int:
    """How often somebody was erased from the data; -1 when they do not answer."""
    from db.errors import DatabaseProblem

    try:
        return store.revisions().get(ERASED.entity, 0)
    except DatabaseProblem:
        return -1
