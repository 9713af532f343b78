"""The seal of a signed sheet: a digest by which a later change to what was signed shows.

It is no electronic signature: whoever writes the database could compute it anew. It stands on the print and in the
audit log, so that paper, sheet and log can be compared.
"""

import hashlib
import json

from app.core.codec import encode
from app.registers.evaluations.sheets.domain import Evaluation

SEALED = (
    "number", "kind", "employee_id", "person", "person_number", "post", "unit", "rater_id", "rater", "rater_post",
    "rater_reason", "frozen_on", "campaign", "origin_id", "origin_reason", "override_reason", "period_from",
    "criteria_approved_on", "criteria_on", "self_assessed_on", "marked_on", "talk_on", "signed_on", "marks", "opinion",
    "conclusions", "goals", "needs", "mean", "level", "proposed_negative", "verdict", "verdict_reason",
)  # fmt: skip
"""Fields that are signed; delivery, appeal and finality come after the signature."""
_SHOWN = 16


def seal_of(evaluation: Evaluation) -> str:
    """SHA-256, lower-case hexadecimal, over canonical JSON of the signed fields and the frozen regulation."""
    content = {name: encode(getattr(evaluation, name)) for name in SEALED} | {"rules": evaluation.rules}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()


def seal_ok(evaluation: Evaluation) -> bool:
    """Whether the content is what was signed; True for a sheet that has no seal (not signed yet, or on paper)."""
    return not evaluation.seal or evaluation.seal == seal_of(evaluation)


def shown(seal: str) -> str:
    """The beginning of a seal in groups of four, as it is printed; blank without a seal."""
    return " ".join(seal[start : start + 4] for start in range(0, min(len(seal), _SHOWN), 4))
