"""The readings that a language file can name: from captured words to a meaning, the same for all languages.

A reading gets the constants of its pattern and the captures, and returns None when the words mean nothing here.
"""

from bot.text.when.readings import clocks, days, lengths, periods, repeats
from bot.text.when.readings.registry import READINGS

__all__ = ["READINGS", "clocks", "days", "lengths", "periods", "repeats"]
