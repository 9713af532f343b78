"""Przejrzysty Urząd: an offline desktop program for Polish municipal offices."""

__version__ = "0.1.0"
