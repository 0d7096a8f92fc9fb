"""What a sentence says of a known deadline that it only mentions: that what was asked is done, or that the day is in doubt."""

from __future__ import annotations

import re
from calendar import day_name

from bot.model.records import DeadlineRecord
from bot.model.when import When
from bot.text.words import content_terms, stem

_AHEAD = re.compile(
    r"\b(?:(?:days?|hours?|minutes?|weeks?|well|just|shortly|long|and) before|ahead of|in time for|before) "
    r"(?:[\w'’.,-]+ ){0,5}?(?:deadline|ultimatum|cut-?off|limit|date)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:not|never|no|nor|n't|refus\w+|fail\w*|declin\w+|reject\w+|ignor\w+|will|would|could|may|might|must|should|can|"
    r"to|if|unless|whether|yet)\b|n['’]t\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\boff the table\b|\b(?:no longer|not|un)\s?(?:clear|certain|sure)\b|\bin (?:doubt|question)\b|\bup in the air\b|"
    r"\b(?:whether|if) (?:[\w'’-]+ ){0,4}?still (?:holds?|held|stands?|stood|applies|applied|applicable)\b|"
    r"\b(?:may|might|could) (?:yet |still )?(?:be |not be )?(?:move[sd]?|slip|lift(?:ed)?|drop(?:ped)?|scrap(?:ped)?|postpone[sd]?|"
    r"extend(?:ed)?|change[sd]?|delay(?:ed)?|waived)\b|\bleft (?:it |this |that )?open\b|\bwould not (?:say|confirm) (?:whether|if|that)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(r"\b(?:deadline|ultimatum|cut-?off|limit|date|threat\w*)\b", re.IGNORECASE)
NEAR = 40  # letters before a verb in which a "not" or a "will" takes it back


def says_done(sentence: str, known: DeadlineRecord) -> bool:
    """Whether what the known deadline asks for is told as done ahead of a deadline: "resigned two days before the limit".

    The verb of the requirement must stand there in the past tense, and nothing before it may take it back.
    """
    ahead = _AHEAD.search(sentence)
    verb = next(iter(content_terms(known.requirement or "")), None)
    if ahead is None or verb is None:
        return False
    for word in re.finditer(r"[A-Za-z][a-z]+", sentence[: ahead.start()]):
        form = word.group().casefold()
        if stem(form) == stem(verb) and form != verb and not form.endswith(("ing", "s")):
            return _NOT_DONE.search(sentence, max(0, word.start() - NEAR), word.start()) is None
    return False


def says_before_limit(sentence: str) -> bool:
    """Whether something is told as done before a limit: "used the clause two days before the June 30 deadline"."""
    ahead = _AHEAD.search(sentence)
    return ahead is not None and _NOT_DONE.search(sentence, 0, ahead.start()) is None


def says_doubtful(words: str, due: When | None) -> bool:
    """Whether words about a deadline leave open that it holds; they name it as one, or the weekday of its day."""
    return _DOUBT.search(words) is not None and (_LIMIT.search(words) is not None or _names(words, due))


def names_day_in_doubt(sentence: str, due: When | None) -> bool:
    """Whether a sentence that stands elsewhere in the article leaves open that this day holds: "asked whether Friday still held"."""
    return _DOUBT.search(sentence) is not None and _names(sentence, due)


def _names(words: str, due: When | None) -> bool:
    """Whether the day is named by its weekday or in the words in which it was told."""
    day = due.day if due is not None else None
    return due is not None and (due.words in words or (day is not None and day_name[day.weekday()] in words))
