"""Quotes read before any sentence rests on them: what the checks look for in each, whatever the sentence says."""

from __future__ import annotations

from datetime import date

from bot.answer.gate.clock import times_of_day
from bot.answer.gate.dates import numbers_of
from bot.answer.gate.names import names_in
from bot.answer.gate.polarity import poled_words
from bot.answer.gate.roles import relations_in
from bot.answer.gate.sides import sides_in
from bot.text.when import tag


def read_receipt(text: str, published: date | None) -> None:
    """Read the days, numbers, names and denials of a quote; each reader keeps what it found."""
    tag(text, published=published)
    for read in (numbers_of, times_of_day, names_in, poled_words, relations_in, sides_in):
        read(text)
