"""What the slices of organisations ask of the program."""

from typing import Protocol

from app.people.shared import SharedServices


class NgoServices(SharedServices, Protocol):
    """``composition.Services`` is one."""
