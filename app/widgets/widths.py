"""How wide a register's tab must be for its parts, in digits of its font; register and navigation share the room."""

from PySide6.QtWidgets import QWidget

TABLE_CHARS = 116
"""What filters and table need, so that no column is pushed out of sight."""
PREVIEW_CHARS = TABLE_CHARS + 34
"""Below this width the preview folds away, for its page could not be read."""


def digits(widget: QWidget, number: int) -> int:
    """The width of so many digits in a widget's font, in logical pixels."""
    return widget.fontMetrics().horizontalAdvance("0") * number
