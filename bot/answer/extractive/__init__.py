"""Writes an answer without a model: facts and records in fixed phrasings, and the articles' own words."""

from bot.answer.extractive.writer import write

__all__ = ["write"]
