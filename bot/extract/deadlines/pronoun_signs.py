"""Whom the pronoun that begins the telling words can stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.extract.deadlines.candidates import Candidate
from bot.extract.deadlines.line import Line
from bot.extract.document import Document

_PRONOUN = re.compile(r"(?:it|they|he|she|we|i|you|its|their|his|her|those|these|both)\b", re.IGNORECASE)
_PLURAL = re.compile(r"(?:[a-z]{3,}s|people|police|\w+ and .+)$")


def pronoun_of(line: Line, subject: tuple[int, int] | None) -> str | None:
    """The pronoun that a subject begins with."""
    match = None if subject is None else _PRONOUN.match(line.marked, *subject)
    return None if match is None else match.group().lower()


def _agrees(candidate: Candidate, pronoun: str) -> bool:
    if pronoun in ("he", "she", "his", "her"):
        return candidate.sort == "person"
    plural = candidate.sort == "group" or _PLURAL.search(candidate.folded) is not None
    if pronoun in ("they", "their", "those", "these", "both"):
        return plural or candidate.sort in ("side", "firm", "official")
    return pronoun in ("it", "its") and not plural and candidate.sort != "person"


def antecedents(
    document: Document, line: Line, candidates: Sequence[Candidate], pronoun: str
) -> tuple[frozenset[str], ...]:
    """Whom the pronoun can stand for: those who agree with it, first and last named in the nearest sentence that names one."""
    for index in range(line.index - 1, max(-1, line.index - 4), -1):
        span = document.sentences[index]
        inside = sorted(
            (p.start, c.party.key)
            for c in candidates
            for p in c.places
            if span.contains(p) and _agrees(c, pronoun)
        )
        if inside:
            return tuple(
                frozenset(key for start, key in inside if start == at) for at in (inside[0][0], inside[-1][0])
            )
    return ()


def beside(line: Line, candidates: Sequence[Candidate], pronoun: str, position: int) -> frozenset[str]:
    """Whom the pronoun at `position` of its sentence can stand for among those who begin that sentence."""
    inside = sorted(
        (p.start, c.party.key)
        for c in candidates
        for p in c.places
        if line.span.start <= p.start and p.end <= line.span.start + position and _agrees(c, pronoun)
    )
    return frozenset(key for start, key in inside if start == inside[0][0])
