"""A window with a searchable list of participations, trainings or people."""

from app.widgets import list_window

WATCHED = frozenset({"training_participation", "training_course", "employee", "unit", "post"})
"""Kinds of records whose change makes such a list read again."""


class ListWindow(list_window.ListWindow):
    """Reads again whenever somebody's training or place in the office changes."""

    watched = WATCHED
