"""The order in which Tab goes through widgets that were made in another order than they stand."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget


def focusable(inside: QWidget) -> tuple[QWidget, ...]:
    """The widgets inside one that Tab stops at, in the order in which they were made."""
    found = []
    for widget in inside.findChildren(QWidget):
        stops = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
        # the line inside a combo box belongs to it; popups are windows of their own
        part_of_combo = isinstance(widget.parent(), QComboBox)
        if stops and not part_of_combo and widget.window() is inside.window() and widget.focusProxy() is None:
            found.append(widget)
    return tuple(found)


def chain_tabs(widgets: Sequence[QWidget]) -> None:
    """Let Tab go through the widgets one after the other."""
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)


def stop_before(widget: QWidget, outside: QWidget) -> QWidget:
    """Where Shift+Tab leads from a widget, leaving out what lies inside ``outside``."""
    found = widget.previousInFocusChain()
    while found is not None and found is not widget:
        if found.focusPolicy() != Qt.FocusPolicy.NoFocus and not outside.isAncestorOf(found):
            return found
        found = found.previousInFocusChain()
    return widget
