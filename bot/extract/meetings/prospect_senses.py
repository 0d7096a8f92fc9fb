"""Where a word that may tell of an encounter tells of none, or leaves open whether there was one."""

from __future__ import annotations

import re

from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.frames import is_passive
from bot.extract.meetings.journeys import WENT
from bot.extract.meetings.lexicon import Frame, Verb
from bot.extract.meetings.nodes import Kind
from bot.extract.meetings.seats import group_right
from bot.extract.meetings.senses import SENSES, receives_people, to_an_encounter
from bot.extract.meetings.sightings import party_from
from bot.extract.meetings.standing import Standing
from bot.extract.meetings.verbs import is_match
from bot.model.facts import MeetingStatus, Role


def other_sense(row: Row, at: int, start: int, verb: Verb) -> bool:
    """Whether the verb is told of things or has another meaning here: "called her a coward", "received a letter from B"."""
    if is_match(row, at):
        return True
    if verb.frame is not Frame.OBJECT or verb.form == "hearing" or is_passive(row, at, start):
        return False
    if row.word(start - 1) in ("whom", "who"):
        return False
    first = party_from(row, at + 1)
    if verb.form == "invitation":
        return first is None or (_called_in(row, at, first) and not to_an_encounter(row, at))
    if first is None and verb.other is Role.VISITOR and row.word(at + 1) in lex.DETERMINERS:
        return True
    if first is None:
        return row.word(at + 1) == "on" or any(row.word(j) in lex.NOT_PEOPLE for j in range(at + 1, at + 5))
    group = group_right(row, first)
    if verb.other is Role.VISITOR:
        return not receives_people(row, [(group, None)])
    return (verb.form == "call" or row.word(at) in SENSES) and _is_said_of(row, group.end)


def _called_in(row: Row, at: int, first: int) -> bool:
    """Whether a state called in another one's diplomat, which is a protest: "summoned the ambassador of Chad"."""
    diplomat = {"ambassador", "envoy", "chargé", "charge", "diplomat"} & set(row.nodes[first].word.split())
    return row.word(at).startswith("summon") and bool(diplomat)


def _is_said_of(row: Row, end: int) -> bool:
    """Whether a noun, an adjective or a verb follows: "called her a coward", "saw her sign"."""
    if end >= len(row.nodes) or row.nodes[end].kind is not Kind.WORD:
        return False
    word = row.word(end)
    closed = lex.PREPOSITIONS | lex.ADVERBS | lex.CONJUNCTIONS | lex.RELATIVES
    return word == "as" or (word not in closed and not word.endswith("ly"))


_SHUNNED = re.compile(
    r"\b(?:avoid|shun|snub|dodg|ignor|miss|steer(?:s|ed|ing)? clear of)(?:s|es|e|ed|ing|bed|bing)?\b"
)
_OVER = re.compile(r"\b(?:after|following)\b")


def left_open(row: Row, head: int, begin: int, at: int, found: Standing) -> bool:
    """Whether the words around a noun do not say if its encounter took place: "avoided B at the reception", "flew in for talks"."""
    before = row.mask(head, at)
    ahead = found.status is MeetingStatus.PLANNED
    if ahead and (_OVER.search(row.mask_words(begin - 4, at)) or WENT.search(before)):
        return True
    return _SHUNNED.search(before) is not None
