"""An encrypted office with accounts, for attacks on its files."""

from tests.shell.offices import cheap_passwords, office, office_template

__all__ = ["cheap_passwords", "office", "office_template"]
