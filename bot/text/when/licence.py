"""Whether words stand where such a time can stand: "in May" is one, "May said" is none, "moved from May to June" is two."""

from __future__ import annotations

from collections.abc import Sequence

from bot.text.when import meaning as m
from bot.text.when.grammar import Edge
from bot.text.when.language import Language, Licences
from bot.text.when.tokens import Form, Token

_MOVE_REACH = 8


def is_licensed(tokens: Sequence[Token], edge: Edge, licences: Licences) -> bool:
    """Whether the neighbours of the matched words let them be a time."""
    if isinstance(edge.value, m.DayOfMonth) and edge.value.step is None and edge.value.weekday is None:
        return not _starts_name(tokens, edge.end)
    if edge.end - edge.start > 2:
        return True
    meaning = edge.value
    first = tokens[edge.start]
    if isinstance(meaning, m.Month) and meaning.year is None and meaning.step is None:
        return _month(tokens, edge, licences)
    if isinstance(meaning, m.Year) and first.form is Form.DIGITS and edge.end - edge.start == 1:
        return _year(tokens, edge, licences)
    return True


def is_move(tokens: Sequence[Token], edge: Edge, language: Language) -> bool:
    """Whether an interval is rather an old and a new day: "moved from 4 May to 8 May"."""
    if not isinstance(edge.value, m.Between):
        return False
    previous = _lower(tokens, edge.start - 1)
    if ((previous,), "from") not in language.bounds.get(previous, ()):
        return False
    before = tokens[max(0, edge.start - _MOVE_REACH) : edge.start]
    return any(token.lower in language.frames.rescheduling for token in before)


def _month(tokens: Sequence[Token], edge: Edge, licences: Licences) -> bool:
    word = tokens[edge.start].lower
    previous = _lower(tokens, edge.start - 1)
    if word in licences.verbs:
        following = _lower(tokens, edge.end)
        return previous in licences.verb_before and following not in licences.verb_not_next
    if word in licences.doubtful or len(word) <= 4:
        return previous in licences.before and not _names(tokens, edge)
    return True


def _starts_name(tokens: Sequence[Token], at: int) -> bool:
    """ "The 11th Circuit", "the 3rd Army": a number in a name, and no day."""
    if at >= len(tokens) or tokens[at].breaks:
        return False
    return tokens[at].form is Form.WORD and tokens[at].text[0].isupper()


def _names(tokens: Sequence[Token], edge: Edge) -> bool:
    """Whether a family name follows, as in ", Jan Torrel, said", "Ada Holm and Jan Birk"."""
    after = tokens[edge.end] if edge.end < len(tokens) else None
    return (
        after is not None
        and after.form is Form.WORD
        and after.text[:1].isupper()
        and after.text[1:2].islower()
    )


def _year(tokens: Sequence[Token], edge: Edge, licences: Licences) -> bool:
    number = int(tokens[edge.start].text)
    if not 1700 <= number <= 2150:
        return False
    previous, following = _lower(tokens, edge.start - 1), _lower(tokens, edge.end)
    if previous in licences.year_not_after or following in licences.year_not_before:
        return False
    after = tokens[edge.end] if edge.end < len(tokens) else None
    if (
        after is not None
        and after.glued
        and (after.form is Form.WORD or after.text in "/%°" or _joins(tokens, edge.end))
    ):
        return False
    before = tokens[edge.start - 1] if edge.start else None
    return before is None or not (tokens[edge.start].glued and before.text not in "('‘“\"-–—,[")


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """A dash or dot between two numbers: part of a code, a telephone number or a version."""
    return (
        tokens[at].text in "-."
        and at + 1 < len(tokens)
        and tokens[at + 1].glued
        and tokens[at + 1].form in (Form.DIGITS, Form.DECIMAL)
    )


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else "^"
