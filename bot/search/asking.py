"""What a question is after: its intent, the kind of thing that answers it, and the noun that is asked for."""

from __future__ import annotations

import re

from bot.model.answers import AnswerType, Intent, Order
from bot.text.words import fold, stem

_PERSONS = frozenset(
    "official minister leader president envoy senator lawyer chair chairman chairwoman person man woman spokesman "
    "spokeswoman spokesperson executive ceo boss author actor actress player coach founder director diplomat aide "
    "adviser advisor politician candidate judge scientist expert analyst researcher journalist reporter writer singer "
    "artist general commander soldier secretary mayor governor negotiator ambassador individual people guest "
    "participant owner member figure king queen prince premier chancellor commissioner doctor professor "
    "entrepreneur billionaire economist winner victim suspect".split()
)
_BODIES = frozenset(
    "company firm organisation organization agency outlet newspaper magazine team club party bank university group "
    "institution body court ministry department government brand manufacturer studio publisher website platform "
    "operator airline supplier union association charity band league school hospital service".split()
)
_PLACES = frozenset(
    "country city place town state venue location region island village province capital continent street airport "
    "area county district nation building site port base park room stadium hotel border river".split()
)
_DATES = frozenset(
    "day date month year week time weekday century decade season hour moment morning evening".split()
)
_AMOUNTS = frozenset(
    "number percentage percent share price cost rate size amount total speed distance height age population "
    "temperature figure score length width weight value sum salary budget fine fee margin ratio proportion".split()
)

_MEETING = re.compile(
    r"\b(?:meet(?:s|ing|ings)?|met|talks|summits?|(?:phone|telephone|video) ?(?:calls?|conference)|calls? (?:between|with)|"
    r"on the line|to speak(?! out)|sp(?:eak|oke|oken) (?:again|by (?:phone|telephone|video))|telephoned|phoned|spoke with|spoken with|speak with|last speak|visit(?:s|ed|ing)?|receive[ds]?|"
    r"host(?:s|ed|ing)?|sit(?:ting)? down|sat(?: down)?|sitting|sessions?|conferences?|breakfast|lunch|dinner|negotiat\w+|"
    r"trilogue|delegations?|handshake|encounter\w*|greet(?:s|ed)?|join(?:ed|s)?|attend(?:s|ed)?|guests?)\b"
)  # fmt: skip
_DEADLINE = re.compile(
    r"\b(?:deadlines?|due|expir\w+|by when|by (?:what|which) (?:\w+ )?(?:date|day|time|month|year)|until when|till when|since when|"
    r"from when|from (?:what|which) (?:date|day)|appl(?:y|ies|ied) from|takes? effect|took effect|in force|into force|"
    r"enters?|ultimatum|exten(?:d|ds|ded|sion)|grace period|r[au]ns? out|time limit|cut-?off|have to (?:file|comply|submit|"
    r"pay|decide|answer|reply)|must \w+ by|how long (?:does|do|did|has|have) .{1,60} have|truce|period of notice|lapsed?|dates? .{0,60}(?:moved|postponed|put off|put back|pushed back|delayed|extended))\b"
)  # fmt: skip
# What runs for a time and then ends: "when does the offer close", "the end of the tender period".
_RUNS = r"(?:offer|bid|tender|period|licen[cs]e|permit|window|review|consultation|subscription|exemption|waiver|contract|mandate|pause|suspension)s?"
_RUNNING = re.compile(
    rf"\b{_RUNS}\b.{{0,50}}\b(?:clos(?:e|es|ed|ing)|end(?:s|ed|ing)?|r[au]n(?:s|ning)?|open|valid|appl(?:y|ies|ied)|lasts?|lapse[ds]?)\b|"
    rf"\b(?:closing (?:date|day)|end|close) of (?:[\w'’-]+ ){{0,3}}?{_RUNS}\b"
)
_STATEMENT = re.compile(
    r"\b(?:sa(?:y|ys|id)|tell|told|claim(?:s|ed)?|den(?:y|ies|ied)|accord\w+ to|describe[ds]?|announce[ds]?|"
    r"comment(?:s|ed)?|respon(?:d|ds|ded|se)|react(?:s|ed|ion)?|argue[ds]?|warn(?:s|ed)?|call(?:s|ed)? (?:it|them|the)|"
    r"accuse[ds]?|insist(?:s|ed)?|reason .{0,40} give|blame[ds]?|criticis\w+|propose[ds]?|promise[ds]?|demand(?:s|ed)?|"
    r"report(?:s|ed)|statement|quoted?|think|opinion|mention(?:s|ed)?)\b"
)  # fmt: skip

_AUX = re.compile(
    r"^(?:(?:so|and|but|then|also)[ ,]+)?(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|"
    r"must|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|hasn't|haven't|won't|can't)\b"
)
_PREP = r"(?:in|on|at|by|from|since|until|till|to|with|of|for|about|under|before|after|during|between|against|over|through|near|into)"
_WH = re.compile(
    rf"\b(?:(?P<prep>{_PREP}) )?(?P<wh>who|whom|whose|when|where|why|what|which|how)\b(?P<rest>[^?]*)"
)
_HOW = (
    (re.compile(r"^ (?:many|much|often|far|tall|high|deep|old|big|large|fast|heavy|cold|hot|wide|frequently|expensive)\b"), AnswerType.AMOUNT),
    (re.compile(r"^ (?:strong|close|steep|thick|loud|warm|rich|dense|powerful|severe)\b"), AnswerType.AMOUNT),
    (re.compile(r"^ (?:long|soon)\b"), AnswerType.DURATION),
    (re.compile(r"^ come\b"), AnswerType.REASON),
)  # fmt: skip
_NOUN = re.compile(r"^(?: (?:other|exact|exactly|specific|particular|kind of|type of|sort of|of the|of these|the|new|two|three|four|main|"
                   r"first|second|third|last|next|calendar))*(?P<words>(?: [\w'’.-]+){1,4})")  # fmt: skip
_STOP_AT = frozenset(
    "happened happens happen besides among apart left exactly wants want needs need applies apply might is are was were did does do has have had will would can could should must may might of in on at for to from with "
    "by that which who and or be been be, the a an his her its their per about if it he she they".split()
)


def intent_of(question: str) -> Intent:
    """What a question is after, by its words; the kind named first wins where several fit."""
    low = fold(question)
    found = [
        (match.start(), order, intent)
        for order, (pattern, intent) in enumerate(
            ((_DEADLINE, Intent.DEADLINE), (_MEETING, Intent.MEETING), (_STATEMENT, Intent.STATEMENT))
        )
        if (match := pattern.search(low))
    ]
    if not found:
        return Intent.DEADLINE if _RUNNING.search(low) else Intent.FACT
    kinds = {intent for _, _, intent in found}
    for intent in (Intent.DEADLINE, Intent.MEETING):
        if intent in kinds and _STATEMENT.search(low) is None:
            return min(found)[2]
    if kinds == {Intent.STATEMENT}:
        return Intent.STATEMENT
    speech = re.search(
        r"\b(?:what|who|which \w+) (?:\w+ ){0,4}(?:say|said|tell|told|claim|deny|denied|argue|warn)", low
    )
    return Intent.STATEMENT if speech else min(f for f in found if f[2] is not Intent.STATEMENT)[2]


def answer_type_of(question: str) -> tuple[AnswerType, str | None]:
    """The kind of thing that answers a question and the stem of the noun that is asked for, if it names one."""
    low = fold(question).strip(" ?.!")
    if _AUX.match(low) and not re.match(r"^(?:can|could|would) you (?:tell|say|explain)", low):
        return AnswerType.YES_NO, None
    match = _WH.search(low)
    if match is None:
        return _bare_type(low)
    rest, wh = match["rest"], match["wh"]
    if wh in ("who", "whom", "whose"):
        return AnswerType.PERSON, None
    if wh in ("when", "where", "why"):
        return {"when": AnswerType.DATE, "where": AnswerType.PLACE, "why": AnswerType.REASON}[wh], None
    if wh == "how":
        return _how_type(rest)
    named = re.match(
        r"^(?:'s| is| was| are| were)? the (?:full )?names? of(?: the| an?| his| her| its| their)?(?P<of>.*)",
        rest,
    )
    if wh == "what" and named is not None:
        return AnswerType.PERSON, _focus(named["of"])
    answer_type, focus = _noun_type(wh, rest)
    if answer_type is AnswerType.TEXT and focus:
        named = re.search(r"\b[Ww]hich ([A-Z]\w+)", question)
        if named is not None and stem(fold(named[1])) == focus:
            return AnswerType.PERSON, None  # "which Marek": one of several people of that name
    return answer_type, focus


# "The list of witnesses" is a thing like others.
_ASKS_LIST = r"^(?:please |can you |could you |and |so )*list\b|\b(?:give|make|show|send|get|need|want|write|have)\b.{0,25}\blists?\b"


def order_of(question: str) -> Order | None:
    """Whether a question asks for the first, the last, the next, all, or the number of several things."""
    low = fold(question)
    if re.search(r"\bhow (?:often|many times)\b", low):
        return Order.COUNT
    if re.search(rf"\b(?:all|every|each|both)\b|{_ASKS_LIST}|\b(?:which|what) (?:\w+ ){{0,3}}(?:meetings|calls|talks|deadlines|dates|days|statements|cities|countries|places)\b|"
                 r"\bin which cities\b|\bwho (?:has |have |all )?(?:met|visited|called(?! (?:\w+ ){0,3}?off\b)|spoke)|\bwhom? did .{1,40} (?:meet|visit|call|receive)\b", low):  # fmt: skip
        return Order.ALL
    if re.search(r"\b(?:first|earliest)\b", low):
        return Order.FIRST
    if re.search(r"\b(?:last|latest|most recent|previous(?:ly)?)\b", low):
        return Order.LAST
    return Order.NEXT if re.search(r"\b(?:next|upcoming|coming up|soon)\b", low) else None


def _how_type(rest: str) -> tuple[AnswerType, str | None]:
    for pattern, answer_type in _HOW:
        match = pattern.match(rest)
        if match is None:
            continue
        if answer_type is not AnswerType.AMOUNT:
            return answer_type, None
        if not re.match(r"^ (?:many|much)", rest):
            return answer_type, rest.split()[0]
        focus = _focus(rest[match.end() :])
        if focus in ("day", "week", "month", "year", "hour", "minute") and "time" not in rest:
            return AnswerType.DURATION, focus
        return AnswerType.AMOUNT, focus
    if re.match(r"^ (?:did|has|have|had) .{1,60} vote[d]?\b", rest):
        return AnswerType.AMOUNT, stem("votes")
    return AnswerType.TEXT, None


_COSTS = re.compile(
    r"^ (?:do|does|did|will|would|is|are|was|were|has|have|had)\b.{1,80}\b(?:costs?|worth|(?:pay(?:s|ing)?|paid)(?: (?:for|per|a|an) [^?]{1,40})?)$"
)


def _noun_type(wh: str, rest: str) -> tuple[AnswerType, str | None]:
    if re.match(r"^(?:'s| is| was)? the (?:reason|cause)\b|^ (?:caused?|led to|made|reasons?)\b", rest):
        return AnswerType.REASON, None
    if wh == "what" and _COSTS.match(rest.rstrip()):
        return AnswerType.AMOUNT, None
    direct = re.match(
        r"^(?:'s| is| was| are| were| will be)? (?:the|his|her|its|their|your)((?: [\w'’.-]+){1,4})", rest
    )
    focus = _focus(direct[1] if direct else rest)
    if focus is None:
        return AnswerType.TEXT, None
    for kinds, answer_type in (
        (_DATES, AnswerType.DATE),
        (_AMOUNTS, AnswerType.AMOUNT),
        (_PLACES, AnswerType.PLACE),
        (_PERSONS | _BODIES, AnswerType.PERSON),
    ):
        if focus in {stem(word) for word in kinds}:
            return answer_type, focus
    if direct and stem("deadline") == focus:
        return AnswerType.DATE, focus
    return AnswerType.TEXT, focus if (wh == "which" or not direct) else None


def _focus(rest: str) -> str | None:
    """The head noun of what follows a question word: the last word before a verb or preposition."""
    match = _NOUN.match(rest if rest.startswith(" ") else " " + rest)
    if match is None:
        return None
    head = None
    for word in match["words"].split():
        bare = word.strip("'’.-")
        if bare in _STOP_AT or (head is not None and _looks_like_verb(bare)):
            break
        if head is not None and stem(head) in _KNOWN and stem(bare) not in _KNOWN:
            break
        head = bare
    return stem(head) if head else None


def _looks_like_verb(word: str) -> bool:
    """Whether a word after a noun is rather its verb: a past form, regular or not."""
    return word.endswith("ed") or (stem(word) != word and not word.endswith("s") and word not in _PLURALS)


_PLURALS = frozenset("people men women children data".split())
_KNOWN = frozenset(stem(w) for w in _PERSONS | _BODIES | _PLACES | _DATES | _AMOUNTS)


def _bare_type(low: str) -> tuple[AnswerType, str | None]:
    """A question without a question word: "deadline for Russia?", "meetings of Witkoff since August"."""
    if re.search(r"\b(?:deadline|due|expir\w+)\b", low):
        return AnswerType.DATE, None
    return AnswerType.TEXT, None
