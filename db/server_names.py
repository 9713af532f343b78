"""Names that the program and the office's server agree on."""

OWNER = "urzad_owner"
"""Owns the schema; signs in only to change it."""
MEMBERS = "urzad_member"
"""Group of everybody who uses the program."""
ROLE_PREFIX = "urzad_"
"""Before the key of a role in the name of its group: ``urzad_front_desk``."""
CHANNEL = "urzad_changes"
"""Of NOTIFY; the message is the kind of record that changed."""

DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
"""Of functions that run with the owner's rights: nobody can slip their own objects under them."""
