"""How large a file is, in the words and units that the system's own file windows use."""


def size_text(size: int) -> str:
    """``840 B``, ``118 kB``, ``2,4 MB``, ``10 MB`` for a number of bytes: units of 1024, as in Windows."""
    if size < 1024:
        return f"{size} B"
    if round(size / 1024) < 1024:
        return f"{round(size / 1024)} kB"
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0").replace(".", ",") + " MB"
