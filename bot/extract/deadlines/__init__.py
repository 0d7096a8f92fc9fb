"""Deadlines: who must do what by when, who says so, and what has become of it."""

from bot.extract.deadlines.find import find_deadlines

__all__ = ["find_deadlines"]
