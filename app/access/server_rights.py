"""The permission matrix as the office's server takes it: the same rights, enforced there whatever the program."""

from collections.abc import Mapping

from app.access.roles import matrix
from db.server_rules import EVERYONE, Rights


def server_rights() -> Mapping[str, Rights]:
    """The permission matrix as the server takes it."""
    found = matrix()
    return {EVERYONE: Rights(found.everyone), **{role.key: Rights(role.rights, role.own) for role in found.roles}}
