"""E-mail addresses, judged by their shape: whether the mailbox exists nobody can tell offline."""

import re

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def is_email(text: str) -> bool:
    """Whether the text looks like one address: something, @, and a name with a dot in it, without blanks."""
    return _ADDRESS.fullmatch(text) is not None
