"""Letters to jump to a field with Alt, each used once in a section where there are enough letters."""

from collections.abc import Iterable, Sequence


def with_mnemonics(labels: Sequence[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """The labels with ``&`` before one letter each; a label that finds no free letter shares its first one.

    Only plain letters are used: Polish letters are typed with AltGr, which programs see as another key.
    """
    used = {letter.lower() for letter in taken}
    result = list(map(_escaped, labels))
    # labels with the fewest letters choose first
    for index in sorted(range(len(labels)), key=lambda i: len({char.lower() for char in labels[i] if _plain(char)})):
        label = labels[index]
        place = _free_place(label, used)
        if place is None:
            place = next((i for i, char in enumerate(label) if _plain(char)), None)
        if place is not None:
            used.add(label[place].lower())
            result[index] = f"{_escaped(label[:place])}&{_escaped(label[place:])}"
    return tuple(result)


def _free_place(label: str, used: set[str]) -> int | None:
    starts = [i for i, char in enumerate(label) if i == 0 or label[i - 1] in " („-–"]
    inner = [i for i in range(len(label)) if i not in starts]
    return next((i for i in (*starts, *inner) if _plain(label[i]) and label[i].lower() not in used), None)


def _plain(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _escaped(text: str) -> str:
    return text.replace("&", "&&")
