"""Names of people compared: „NOWAK, Jan” and „dr Jan Nowak” are one."""

from app.core.polish import fold

_TITLES = frozenset(("dh", "dr", "druh", "hab", "inz", "ks", "lek", "med", "mgr", "pan", "pani", "prof"))


def words_of(text: str) -> str:
    """Folded words with single blanks between, so that „KOWALSKI, Jan” is „kowalski jan”."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in fold(text)).split())


def bare(name: str) -> str:
    """The name as written, without academic and other titles."""
    return " ".join(word for word in name.replace(",", " ").split() if words_of(word) not in _TITLES)


def key_of(name: str) -> str:
    """What two spellings of one name have in common; blank for a text without a name."""
    words = words_of(name).split()
    return " ".join(sorted([word for word in words if word not in _TITLES] or words))
