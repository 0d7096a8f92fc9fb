"""What a sentence says became of a plan that it speaks of: done, moved or off, not done, back in force."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.text.overtaken import is_overtaken
from bot.text.synonyms import synonyms
from bot.text.words import stem, tokens


class Turn(StrEnum):
    """DONE: carried out. OFF: moved, stopped or called off. NOT_DONE: its day came without it. BACK: in force again. CAME: something
    happened on its day."""

    DONE = "done"
    OFF = "moved or off"
    NOT_DONE = "not done"
    BACK = "back in force"
    CAME = "its day came"


_IN_TIME = re.compile(
    r"\bas (?:scheduled|planned|promised|announced|agreed|ordered|demanded)\b|\b(?:on|in good|in) time\b|\bon schedule\b|"
    r"\b(?:hours?|days?|weeks?) early\b|\bahead of (?:time|schedule)\b|\bbefore (?:it|they|he|she|we) (?:had to|(?:was|were) (?:due|to|supposed to)|would have (?:had )?to)\b|"
    r"\binside the (?:limit|deadline|time)\b|\b(?:did take|took|taken) place\b|\b(?:was|were|been) held\b|\b(?:days?|weeks?|hours?) late(?:r than)?\b|"
    r"\bfor the first time since\b|\bat last\b|\b(?:after|at) (?:a|the|an? [\w-]+|the [\w-]+) (?:hearing|vote|meeting|session|round)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:ha(?:s|ve|d) (?:not|never)|hasn['’]t|haven['’]t|hadn['’]t|did not|didn['’]t) (?:yet )?(?:come|arrived?|appear(?:ed)?|happen(?:ed)?|begun|begin|started?|conven\w+|me?et)\b|"
    r"\b(?:missed|ignored)\b|\bha(?:s|ve|d) yet to\b|\blet (?:[\w'’-]+ ){1,6}(?:go by|pass|lapse|slip)\b",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(
    r"\b(?:will not|won['’]t|would not) (?:now )?(?:be held|take place|go ahead|happen|bid|begin|start|open|restart|resume|apply|come)\b|"
    r"\b(?:brought|moved?|pushed|put|shifted) (?:[\w'’-]+ ){0,9}?(?:forward|back) (?:from|to|until|by)\b",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"\b(?:no longer|set aside|no effect|br(?:oke|oken) (?:down|off)|fell through|collapsed|now down for|new date|stopped|halted)\b|"
    r"\b(?:lift|reject|overturn|quash)(?:s|e[sd]|ed)\b|\bstay(?:s|ed) (?:the|its|his|her|an?|that)\b|\bwithdr(?:ew|awn)\b|\bdrop(?:s|ped)\b|"
    r"\bnow (?:due|set|planned|scheduled|expected|ends?|closes?|until)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\bback in force\b|\bin force again\b|\breinstat(?:es|ed)\b|\brestor(?:es|ed)\b|\breviv(?:es|ed)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:must|shall|is to|are to|has until|have until|had until|ha(?:s|ve) to|is due|are due|due to|unless|if|may|might|could|would|should|"
    r"threat\w*|want(?:s|ed)?|ask(?:s|ed)?|demand\w*|call(?:s|ed) (?:for|on)|(?:planned|planning) to|expected to|in order to|whether)\b",
    re.IGNORECASE,
)
_STAYS_SO = re.compile(
    r"\bden(?:y|ies|ied) (?:[\w'’-]+ ){0,3}?that\b|\b(?:untrue|not true|rumou?rs?)\b|\b(?:remains?|remained|still|continues?) (?:suspended|frozen|off|closed|blocked|on hold)\b|\bexpect(?:s|ed)?\b[^.;]{0,90}\bto be\b|\bin principle\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\bwill (?!not\b)|\bmust\b|\b(?:is|are|has|have) (?:(?:due|expected|set) )?to\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"(?:\b(?:will|to|would|must|shall|may|might|could|should|can|be|if|unless|not)|n['’]t)$", re.IGNORECASE
)
_DENIED = re.compile(
    r"(?:\b(?:not|never|failed to)|n['’]t)(?: (?:now|yet|been|be|even|fully))*$", re.IGNORECASE
)
_WILL_NOT = re.compile(r"\b(?:will|would|is to|are to) not\b|\bwon['’]t\b", re.IGNORECASE)
_RECALLED = re.compile(
    r"\bhad (?:already |earlier |also )?\w+(?:ed|en|t)\b|\b(?:earlier|previously|last (?:week|month|year))\b|"
    r"\b(?:that|which|who) (?:(?:the|its|his|her|it|we|they) )?(?:[\w-]+ )?(?:had )?\w+ed\b",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"(?: [\w'’-]+){0,4}? (?:reached|arrived|went out|came in|began|has begun|started|opened|got under way|took place)\b",
    re.IGNORECASE,
)
_LEADING = 12  # letters before what leads a sentence
_NO_PAST = ("s", "ing", "er", "ion", "al", "ly", "ment", "e", "y")
_SHORTEST = 4  # letters of a past form in "-ed"


def turn_in(sentence: str, verbs: frozenset[str]) -> Turn | None:
    """What the sentence says became of a plan that it speaks of. verbs: stems of what is to be done."""
    if _STAYS_SO.search(sentence):
        return None
    still_open, denied = _OPEN.search(sentence) is not None, denies_deed(sentence, verbs)
    if denied and _WILL_NOT.search(sentence):
        return Turn.OFF
    if _BACK.search(sentence):
        return Turn.BACK
    if is_overtaken(sentence) or _NOT_NOW.search(sentence) or (_OFF.search(sentence) and not still_open):
        return Turn.OFF
    if (denied or _NOT_DONE.search(sentence)) and not still_open:
        return Turn.NOT_DONE
    if _is_asked_for(sentence, verbs):
        return None
    in_time = _IN_TIME.search(sentence) is not None and _AHEAD.search(sentence) is None
    return Turn.DONE if in_time or (tells_deed(sentence, verbs) and not still_open) else None


def may_come_of_it(sentence: str, verbs: frozenset[str]) -> bool:
    """Whether a sentence of the day of a plan may tell what came of it: not where it tells once more what is to be done."""
    return _STAYS_SO.search(sentence) is None and not _is_asked_for(sentence, verbs)


def leaves_open(sentence: str) -> bool:
    """Whether it speaks of what must, will or may be."""
    return _OPEN.search(sentence) is not None or _AHEAD.search(sentence) is not None


def _is_asked_for(sentence: str, verbs: frozenset[str]) -> bool:
    """Whether it tells once more what is to be done: "the day by which he has told them to reach a deal"."""
    return any(
        stem(token.word) in verbs and sentence[: token.span.start].endswith("to ")
        for token in tokens(sentence)
    )


def is_recalled(sentence: str) -> bool:
    """Whether it looks back on something that had been told: "the agreement that they signed on Tuesday"."""
    return _RECALLED.search(sentence) is not None


def tells_deed(sentence: str, verbs: frozenset[str]) -> bool:
    """Whether one of these verbs (stems), or one that may stand for it, is told there as done."""
    for token in tokens(sentence):
        base = stem(token.word)
        if not _may_be(base, verbs):
            continue
        before, after = sentence[: token.span.start].rstrip(), sentence[token.span.end :]
        if _is_past(token.word, base) and not _TO_COME.search(before):
            return True
        if len(before) < _LEADING and _CAME.match(after):
            return True
    return False


def denies_deed(sentence: str, verbs: frozenset[str]) -> bool:
    """Whether one of these verbs (stems), or one that may stand for it, is told there as not done, or not to be done."""
    return any(
        _may_be(stem(token.word), verbs) and _DENIED.search(sentence[: token.span.start].rstrip())
        for token in tokens(sentence)
    )


def _may_be(verb: str, wanted: frozenset[str]) -> bool:
    """Whether a verb is one of these, or may stand for one, or for more than one word that it may stand for."""
    near = synonyms(verb)
    return bool(({verb} | near) & wanted) or any(len(near & synonyms(word)) > 1 for word in wanted)


def _is_past(word: str, base: str) -> bool:
    """Whether a word is a past form: "signed", "paid"."""
    if word.endswith("ed"):
        return len(word) > _SHORTEST
    return base != word and not word.endswith(_NO_PAST)
