"""How firmly a sentence tells an event: done, only wanted, refused, or unreal, read from the words that govern it.

The reading walks from the event to the left, one governing word at a time: "asked the court to | extend", "agreed to |
extend", "a motion to | extend ... was lost". A relative clause or a clause of time ("before it was extended") stands
for itself, so that what its main clause asks for does not touch it.
"""

from __future__ import annotations

import re
from enum import Enum

from bot.extract.deadlines import standing_words as cues


class Standing(Enum):
    """What the words around an event say about it."""

    FIRM = "firm"
    OPEN = "open"
    REFUSED = "refused"
    UNREAL = "unreal"
    SUPPOSED = "supposed"
    UNTOLD = "untold"


MAX_STEPS = 5
_ADVERBS = re.compile(
    r"(?:(?<![\w'-])(?:\w+ly|now|also|then|still|just|again|once more|further|instead|already|since|even|thus|therefore|soon|first|duly)\s+)+$",
    re.IGNORECASE,
)
_NOT = re.compile(r"(?:\b(?:not|never|no longer)|n't)\s+$", re.IGNORECASE)
_AUX = re.compile(
    r"(?:(?<![\w'-])(?:has|have|had|been|be|being|is|are|was|were|get|got)\s+)+$", re.IGNORECASE
)
_MODAL = re.compile(
    r"(?<![\w'-])(?P<modal>will|shall|must|can|cannot|would|could|might|(?-i:may)|should|'ll|'d)\s+$",
    re.IGNORECASE,
)
_ALMOST = re.compile(r"\b(?:almost|nearly|all but|virtually)\s", re.IGNORECASE)
_WHETHER = re.compile(r"\b(?:whether|how|when|why)(?: or not)?\s*$", re.IGNORECASE)
_TO = re.compile(r"(?<![\w'-])(?:to|in order to)\s+$", re.IGNORECASE)
_OF = re.compile(
    r"(?<![\w'-])(?:of|for|on|about|in|by|from|against|with|to)\s+(?:(?:the|an?|its|their|his|her|another|this|that|any)\s+)?(?:[\w'-]+\s+){0,2}?$",
    re.IGNORECASE,
)
_AND = re.compile(r"(?<![\w'-])(?:and|or|then)\s+(?:to\s+)?$", re.IGNORECASE)
_SEGMENT = re.compile(
    r"[;:]|(?:,\s*|\s)(?:which|who|whose|where)\b|\s[-–—]\s|(?<![\w-])(?:before|after|until|when|while|since|because|although|though|if|unless|whether|as)\s(?=(?:the|an?|its|their|his|her|it|he|she|they|[A-Z]))",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"(?:extend|prolong|postpone|delay|defer|push|put|move|bring|shorten|give|grant|allow|set|impose|renew|suspend|lift|withdraw|drop|waive|scrap|cancel)\b(?!ed|s\b)",
    re.IGNORECASE,
)
_WANTS_DONE = re.compile(
    r"\b(?:wants?|wanted|would like|would prefer|needs?|prefers?|(?:hop|lik)(?:es?|ed) to (?:see|have|get))\s(?:the|its|an?|their|his|her|that|this|any|all)\s(?:[\w'’\ue000-]+\s){1,6}$",
    re.IGNORECASE,
)
""" "Want the November vote | brought forward": nobody has done it."""
_GERUND = re.compile(r"[a-z]{2,}ing\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?\s*\"?\s*$")


def standing_at(marked: str, position: int) -> Standing:
    """How the event whose words begin at `position` of a marked sentence stands."""
    if _QUESTION.search(marked):
        return Standing.OPEN
    refused = False
    told = Standing.UNTOLD
    event = position
    for _ in range(MAX_STEPS):
        step, at, decided = _governed(marked, event)
        if step is Standing.REFUSED:
            refused = not refused
        elif step in (Standing.OPEN, Standing.UNREAL, Standing.SUPPOSED):
            return Standing.REFUSED if refused and step is Standing.UNREAL else step
        elif step is Standing.FIRM:
            told = Standing.FIRM
        if decided or at is None:
            break
        event = at
    if refused:
        return Standing.REFUSED
    return told


def _governed(marked: str, event: int) -> tuple[Standing, int | None, bool]:
    """What the nearest governing words say, where they stand, and whether nothing further left can change it."""
    left = marked[:event]
    negated = False
    while True:
        shorter = _ADVERBS.sub("", left)
        if (no := _NOT.search(shorter)) is not None:
            negated, shorter = not negated, shorter[: no.start()]
            shorter = re.sub(r"\b(?:do|does|did)\s*$", "", shorter)
        shorter = _AUX.sub("", shorter)
        if shorter == left:
            break
        left = shorter
    stripped = marked[len(left) : event].lower()
    if _ALMOST.search(marked[max(0, len(left) - 12) : event]):
        return Standing.OPEN, None, True
    if (modal := _MODAL.search(left)) is not None:
        word = modal["modal"].lower()
        if word in ("would", "'d") and re.match(r"(?:\w+ )?have\b", stripped):
            return Standing.UNREAL, None, True
        if word in ("could", "might", "may"):
            return (Standing.REFUSED if negated else Standing.OPEN), None, True
        if word in ("would", "'d"):
            told = cues.SAYS.search(_clause_words(marked, modal.start())) is not None or negated
            if told and not negated and cues.DRAFTED.search(marked) is not None:
                return Standing.UNTOLD, None, True
            return (_turn(Standing.FIRM, negated) if told else Standing.OPEN), None, True
        clause = _clause(marked, modal.start())
        if clause in (Standing.OPEN, Standing.REFUSED, Standing.SUPPOSED):
            return clause, None, True
        return _turn(Standing.FIRM, negated) if word != "should" else Standing.UNTOLD, None, True
    if not stripped and _WANTS_DONE.search(left) is not None:
        return Standing.OPEN, None, True
    to = _TO.search(left)
    coordinated = None if to else _AND.search(left)
    of = None
    if to is None and (_GERUND.match(marked, event) or not _BASE.match(marked, event)):
        of = _OF.search(left) if _GERUND.match(marked, event) else None
    base = coordinated is not None and _BASE.match(marked, event) is not None
    if to is not None or base or of is not None or _governs_gerund(marked, left, event):
        end = to.start() if to else coordinated.start() if base and coordinated else len(left)
        if to is not None and (no := _NOT.search(left[:end])) is not None:
            negated, end = not negated, no.start()
        if _WHETHER.search(left[:end]):
            return Standing.UNTOLD, None, True  # the day may be that of the decision
        found = _governor(left[:end])
        if found is None:
            return _turn(Standing.UNTOLD, negated), None, True
        kind = found.lastgroup
        if kind == "refuses":
            return _turn(Standing.REFUSED, negated), found.start(), False
        if kind == "seeks":
            return _wished(marked, found, event, negated)
        before = _governed_negation(left[: found.start()])
        return _turn(Standing.FIRM, negated != before), found.start(), False
    clause = _clause(marked, len(left))
    return _turn(clause, negated), None, True


def _governs_gerund(marked: str, left: str, event: int) -> bool:
    """Whether an "-ing" form hangs on the word before it ("considering extending"), and is no aside to a noun."""
    last = None
    for match in cues.GOVERNS.finditer(left, max(0, len(left) - 24)):
        last = match
    return _GERUND.match(marked, event) is not None and last is not None and not left[last.end() :].strip()


def _turn(standing: Standing, negated: bool) -> Standing:
    if not negated or standing in (Standing.OPEN, Standing.SUPPOSED):
        return standing
    return Standing.FIRM if standing is Standing.REFUSED else Standing.REFUSED


def _governed_negation(left: str) -> bool:
    return _NOT.search(_ADVERBS.sub("", left)) is not None


def _governor(left: str) -> re.Match[str] | None:
    """The nearest word of wishing, deciding or refusing in the same clause."""
    start = max((m.end() for m in _SEGMENT.finditer(left)), default=0)
    found = None
    for match in cues.GOVERNS.finditer(left, max(start, len(left) - 110)):
        found = match
    return found


def _wished(
    marked: str, found: re.Match[str], event: int, negated: bool
) -> tuple[Standing, int | None, bool]:
    """A wish, and what became of it: granted, turned down, or left open."""
    if cues.WISHED_NOUN.fullmatch(found.group()):
        before = marked[: found.start()]
        if cues.LOST_WISH.search(before) or cues.LOST.match(marked[event:]):
            return Standing.REFUSED, None, True
        if (won := cues.PASSED_WISH.search(before)) is not None:
            return Standing.FIRM, won.start(), False
        if cues.CARRIED.match(marked[event:]):
            return Standing.FIRM, None, True
    return Standing.OPEN, None, True


def _clause(marked: str, position: int) -> Standing:
    """How the clause that a finite verb ends at `position` is tied to what stands before it."""
    left = _clause_words(marked, position)
    if cues.IF.search(left) or cues.PENDING.search(marked, 0, position):
        return Standing.SUPPOSED
    if (that := cues.THAT_DOES.search(left)) is not None and cues.SAYS.search(
        left[: that.end("noun")] + " "
    ) is None:
        owed = _OWED.match(marked, position) is not None
        wished = not owed and cues.WISHED_NOUN.fullmatch(that["noun"]) is not None
        return Standing.OPEN if wished else Standing.FIRM
    if cues.RELATIVE.search(left) or cues.TIED.search(left):
        return Standing.FIRM
    if cues.DENIES_THAT.search(left):
        return Standing.REFUSED
    if cues.WISHES_THAT.search(left) or cues.HOPES.search(left):
        return Standing.OPEN
    if cues.SAYS.search(left) or _PLAIN.fullmatch(left):
        return Standing.FIRM
    return Standing.UNTOLD


def _clause_words(marked: str, position: int) -> str:
    """The words of the clause before `position`, without what is put in between commas and without an opening aside."""
    left = _ASIDE.sub(" ", marked[:position])
    start = max((m.end() for m in _BREAK.finditer(left)), default=0)
    return _OPENING.sub("", left[start:])


_BREAK = re.compile(r";|\s[-–—]\s")
_ASIDE = re.compile(
    r",\s(?:(?:which|who|whose|where)\s[^,;]{3,110},\s|[^,;]{3,110},\s(?=(?:will|would|has|have|had|is|are|was|were|must|may|could|can|shall|said|says)\b|$))"
)
_OPENING = re.compile(
    r"^\W*(?:after|as|while|when|on|in|at|by|following|amid|despite|with|since|because|although|though|under|for|to|once|earlier|late|early|last|this)\b[^,;]{2,140},\s+(?=(?:the|an?|its|their|his|her|it|he|she|they|[A-Z])\b)",
    re.IGNORECASE,
)
_OWED = re.compile(r"\s*(?:(?:is|are|was|were)\s)?(?:due|payable|owed)\b", re.IGNORECASE)
""" "bills that are due on Thursday": to be paid, and no drafts."""
_PLAIN = re.compile(r"\W*(?:[^\s,;:]+\s+){0,8}", re.IGNORECASE)
