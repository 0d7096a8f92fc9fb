"""What was read in one revision, whoever read it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All facts of a revision. asked, reply: a model's reply to be kept with it, None when there is none. note: a quiet line."""

    facts: tuple[Fact, ...]
    asked: str | None = None
    reply: str | None = None
    note: str | None = None
