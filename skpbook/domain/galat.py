"""The exception people are meant to read: something could not be done, and why, in one sentence."""

from __future__ import annotations


class TidakBisa(Exception):
    """Could not be done. The text is one plain Indonesian sentence: where, what is wrong, what to do."""
