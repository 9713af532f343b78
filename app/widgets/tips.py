"""Tips that show text of people: Qt would take anything with tags in it for HTML, and load what it names."""

from html import escape


def plain_tip(text: str) -> str:
    """The same text for ``setToolTip``, drawn letter by letter whatever stands in it."""
    if "<" not in text:
        return text
    return f'<p style="white-space: pre-wrap">{escape(text)}</p>'
