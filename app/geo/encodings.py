"""Which of the three old Polish encodings of eight bits a text is in: the one that makes the most Polish letters of it.

What a file declares is not asked first: GDAL writes a table in ISO 8859-2 or code page 852 without a word about it.
"""

_LETTERS = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
_CODES = {encoding: _LETTERS.encode(encoding) for encoding in ("cp1250", "iso8859-2", "cp852")}


def eight_bits(data: bytes, likely: str = "cp1250") -> str:
    """Name of the encoding; ``likely`` unless another one gives more Polish letters."""
    high = data.translate(None, bytes(range(128)))
    found = {encoding: len(high) - len(high.translate(None, codes)) for encoding, codes in _CODES.items()}
    best = max(found, key=lambda encoding: found[encoding])
    return best if found[best] > found.get(likely, 0) else likely
