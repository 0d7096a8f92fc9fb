"""What the words around a told deadline correct: denied, called off, put off, merely possible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.extract.deadlines.building import verb_start
from bot.extract.deadlines.line import read_line
from bot.extract.deadlines.no_limits import limits_nothing
from bot.extract.deadlines.nouns import party_at
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.extract.deadlines.unmade import as_made
from bot.extract.document import Document
from bot.model.facts import DeadlineKind, DeadlineStatus


def corrected(document: Document, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings that the sentences do not deny, with what the words around them change."""
    made = [as_made(document, one) for one in tellings]
    unreal = (_is_denied, _says_who, limits_nothing)
    kept = [one for one in made if one and not any(is_so(document, one) for is_so in unreal)]
    for correct in (_called_off, _put_off, _only_possible, _by_extension, _not_then, _early, _renewed):
        kept = [correct(document, one) for one in kept]
    return kept


_DENIES = re.compile(
    r"\b(?:(?:den(?:y|ies|ied)|untrue|no truth)\b[^.;:]{0,60}|(?:depending on (?:whether|when|how)|(?:avert|avoid|stav(?:e|ed|es|ing) off\b|head(?:s|ed|ing)? off\b)\w*)\b[^.;:]{0,120}|"
    r"(?:(?:was|were) asked|inquir\w+|questions?|unclear|uncertain|unknown|not known|wonder\w*|no word)\b[^.;:]{0,50}\b(?:whether|if)\b[^.;:]{0,120})$",
    re.IGNORECASE,
)


def _is_denied(document: Document, telling: Telling) -> bool:
    """Whether the sentence tells it only to deny it ("denied that the army had given them a week")."""
    sentence = document.sentences[telling.line]
    return (
        _DENIES.search(document.text, sentence.start, max(sentence.start, telling.trigger.start)) is not None
    )


_SAYS_WHO = re.compile(
    r"\b(?:expir(?:e|es|ed|ing)|laps(?:e|es|ed|ing)|end(?:s|ed|ing)?|r[au]n(?:s|ning)? out|born|issued|arriv(?:e|es|ed|ing)|appl(?:y|ied))(?:,? or will (?:expire|lapse|end),?)?\s"
    r"(?:between\s(?:[^;:.]{2,40}?\sand\s)?|(?<!will expire )(?:after|before|by)\s)(?:the\s)?$",
    re.IGNORECASE,
)
_OF_A_CLASS = re.compile(
    r"\b(?:whose|if (?:your|their|his|her|a|an|the)|with|(?:those|people|anyone|all|everyone|everybody|persons|holders|[a-z]{3,}s|an? (?:[\w-]+\s){1,4}?)\s?(?:that|which|who)|[a-z]{3,}s)\s[^,;:.]{0,60}$",
    re.IGNORECASE,
)


def _says_who(document: Document, telling: Telling) -> bool:
    """Whether the day only says who or what is meant: "everybody whose visa expires between 24 January and 31 May"."""
    if telling.due is None or not telling.rule.startswith(("expire", "clause", "until")):
        return False
    start = document.sentences[telling.line].start
    which = _SAYS_WHO.search(document.text, start, max(start, telling.due.span.start))
    if which is None:
        return False
    return (
        "between" in which.group().lower()
        or _OF_A_CLASS.search(document.text, start, which.start()) is not None
    )


_CALLED_OFF = re.compile(
    r"\b(?:call(?:s|ed|ing)? off|cancel(?:s|l?ed)|scrap(?:s|ped)|drop(?:s|ped)|abandon(?:s|ed))\s(?:the|its|their|his|her|an?)\s[^,.;:]{1,50}$",
    re.IGNORECASE,
)


def _called_off(document: Document, telling: Telling) -> Telling:
    """ "Called off the strike set for Monday": what is dated is no more."""
    if telling.status is not DeadlineStatus.SET or telling.due is None:
        return telling
    start = document.sentences[telling.line].start
    off = _CALLED_OFF.search(document.text, start, max(start, telling.due.span.start))
    if off is None:
        return telling
    line = read_line(document, telling.line)
    subject = subject_before(line, verb_start(line, off.start() - start))
    doer = None if subject is None else party_at(line, *subject)
    return replace(telling, status=DeadlineStatus.WITHDRAWN, setter=doer or telling.setter)


_PUT_OFF = re.compile(
    r"\b(?:postpon(?:es|ed)|puts? off|put off|delay(?:s|ed)|defer(?:s|red)|push(?:es|ed) back)\s(?:the|its|their|his|her|an?)\s[^,.;:]{1,60}?\s"
    r"(?:planned|scheduled|set|due|slated|expected)\s(?:for|on|to\s[a-z ]{2,20}\s(?:on|at|in|by))\s$",
    re.IGNORECASE,
)
_TO_ANOTHER = re.compile(r"\s(?:to|until|till|by)\b", re.IGNORECASE)


def _put_off(document: Document, telling: Telling) -> Telling:
    """ "Postponed the talks planned for Wednesday": that day is the old one, and no new one is told."""
    if telling.status is not DeadlineStatus.SET or telling.due is None or telling.previous is not None:
        return telling
    sentence, due = document.sentences[telling.line], telling.due.span
    if _PUT_OFF.search(document.text, sentence.start, max(sentence.start, due.start)) is None:
        return telling
    if _TO_ANOTHER.match(document.text, due.end, sentence.end):
        return telling
    return replace(telling, status=DeadlineStatus.EXTENDED, due=None, previous=telling.due)


_POSSIBLY = re.compile(
    r"\b(?:could|might|(?-i:may))\s(?!not\b|never\b)(?:\w+ly\s)?[a-z]+(?:\s[\w'’-]+){0,3}\s$", re.IGNORECASE
)


def _only_possible(document: Document, telling: Telling) -> Telling:
    """ "Flights could resume on Friday": nothing that takes effect is set by it."""
    if telling.status is not DeadlineStatus.SET or telling.kind is not DeadlineKind.EFFECTIVE:
        return telling
    start = document.sentences[telling.line].start
    due = telling.due.span.start if telling.due is not None else start
    possible = _POSSIBLY.search(document.text, start, max(start, due)) is not None
    return replace(telling, status=DeadlineStatus.PROPOSED) if possible else telling


_EXTENSION = re.compile(
    r"\b(?:accept|grant|approv|agreed to|allow|gave|given|offer|get|secur|obtain|receiv)\w*\s(?:(?:the|its|their|his|her|an?|our|another|this)\s)?(?:[\w'’-]+\s){0,3}?(?:extensions?|reprieve)\b(?! (?:of|for|to) (?:the|its|their) (?:contract|lease|line|mandate|road|licen[cs]e))[^.;]{0,120}$"
    r"|\b(?:an?|the|another|this)\s(?:[\w-]+\s){0,2}?(?:extension|reprieve)\s(?:has been|had been|was|is)\s(?:\w+ly\s)?(?:granted|agreed|approved|given)\b[^.;]{0,120}$",
    re.IGNORECASE,
)


_NOT_THEN = re.compile(
    r"\b(?:will|would|does|do|is|are)(?:\snot|n['’]t|\sno longer)\s(?:now\s|be\s)*(?:take effect|go ahead|come into (?:force|effect)|enter into force|apply|start|begin|happen|going ahead|be imposed|go into effect)\s(?:on|from|as of)\s$",
    re.IGNORECASE,
)


_EARLY = re.compile(
    r"\b(?:shut|clos|end|stop|retir|leav|phase|quit|wind)\w*\s[^,;.]{0,60}?\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s(?:days?|weeks?|months?|years?)\s(?:early|ahead of schedule|ahead of time)\b",
    re.IGNORECASE,
)


def _by_words_before(
    document: Document, telling: Telling, *, words: re.Pattern[str], status: DeadlineStatus
) -> Telling:
    """A set day as `status`, where the sentence has `words` in front of it."""
    if telling.status is not DeadlineStatus.SET or telling.due is None:
        return telling
    start = document.sentences[telling.line].start
    found = words.search(document.text, start, max(start, telling.due.span.start))
    return telling if found is None else replace(telling, status=status)


_RENEWED = re.compile(
    r"\b(?:was|were|been|being)\s(?:\w+ly\s|again\s|once more\s)?(?:renewed|extended|prolonged|lengthened)\b[^.;]{0,80}?\b(?:and|which|so)\s(?:that\s)?(?:it\s|they\s)?(?:(?:will|is|are)\snow|now)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
# "Accepted the extension request, allowing it to file by 19 August": the day is a later one than before.
_by_extension = partial(_by_words_before, words=_EXTENSION, status=DeadlineStatus.EXTENDED)
# "Will not take effect on 1 April": that day is off.
_not_then = partial(_by_words_before, words=_NOT_THEN, status=DeadlineStatus.WITHDRAWN)
# "To shut the plant seven years early, with the plant now set to close by August": its day came forward.
_early = partial(_by_words_before, words=_EARLY, status=DeadlineStatus.BROUGHT_FORWARD)
# "Was renewed for a year and now runs to 30 April": the day is a later one than before.
_renewed = partial(_by_words_before, words=_RENEWED, status=DeadlineStatus.EXTENDED)
