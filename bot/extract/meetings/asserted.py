"""Whether what stands above a clause tells it as a fact: "confirmed that A met B", not "imagined that", "put it to A that".

Words that assert are listed, and all others leave what they govern open: verbs that think, ask, fear or pretend have no end.
"""

from __future__ import annotations

import re

from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.nodes import Kind
from bot.model.facts import MeetingStatus

S = MeetingStatus
_ASSERTING = lex.REPORTING - frozenset(
    """suggested suggests predicted argues argued hoped hopes promised promises pledged believed believes thinks thought expected
        expects""".split()
) | frozenset(
    """admitted admits conceded concedes recalls remembered remembers remember saw see know knew known knows learned learnt
        learns realised realized discovered found finds emerged emerges transpired showed shows show shown proved proves proof
        proven testified testifies heard hears hear read reads accepted accepts agreed agrees mentioned mentions observed
        observes happened happens confided texted tell say confirm confirming saying telling adding noting admitting recalling
        verified established establishes ruled rules concluded concludes briefed informed informs assured assures complained
        complains boasted boasts joking pleased glad proud happy delighted grateful sorry sad surprised shocked angry relieved
        ensure ensured meant means remarked claim claiming conveyed divulged swore swears regret regrets regretted lamented
        commented responded clarified clarifies specified documents documented records recorded reading is was
        acknowledge reaffirmed affirmed told tweeting posting apologised apologized""".split()
)
_OF_THE_CLAUSE = frozenset(
    "fact news day time way moment so now such given provided except week month year evening night after than was is".split()
)
_TELLS_NOTHING = frozenset(
    "nothing little none nobody neither no".split()
)  # "nothing suggests that", "none of them says that"


_SUPPOSING = frozenset(
    """contend contends think thinks thought believe believes believed suspect suspects presume presumes assume assumes allege alleges
    argue argues suppose supposes guess reckon reckons pretend pretends suggest suggests claim claims""".split()
)


_WEIGHED_ELSEWHERE = ("fear", "hop", "propos", "demand", "request", "insist", "urg", "ask")


def left_open(row: Row, head: int) -> bool:
    """Whether "that" before the clause of `head` hangs on words that do not assert it."""
    that = head - 1
    while that >= 0 and (
        row.nodes[that].kind is Kind.TIME or row.word(that) in lex.PREPOSITIONS | {",", "the"}
    ):
        that -= 1
    if that < 1 or row.word(that) != "that" or row.word(that - 1) in _OF_THE_CLAUSE:
        return False
    for j in range(that - 1, max(that - 9, -1), -1):
        word = row.word(j)
        if word.startswith(_WEIGHED_ELSEWHERE):
            return False
        if word in _ASSERTING:
            first = {row.word(k) for k in range(max(0, j - 4), j)}
            return bool(first & _TELLS_NOTHING)
        if word in _SUPPOSING or (row.finite(j) and word not in lex.AUXILIARIES):
            return True
        if word in (";", ":", "."):
            return False
    return False


_SHORT_OF = re.compile(
    r"\b(?:(?:came|come|comes|got|was|were|been) (?:\w+ )?(?:close|near) to|stopped short of|on the (?:verge|brink|point) of|within .{1,20} of)$"
)


def fell_short(before: str) -> bool:
    """Whether the words right before "meeting B" say that it nearly came to it: "came close to", "stopped short of"."""
    return _SHORT_OF.search(before) is not None


_TAKEN_BACK = re.compile(
    r"(?:^|[ ,(—–-])(?:which|something|a (?:claim|charge|suggestion|story|version|account|allegation)) (?:that )?(?:P |he |she |they |both |all |the \w+ )?"
    r"(?:\w+ ){0,2}(?:den(?:y|ies|ied)|disput(?:es?|ed)|reject(?:s|ed)?|dismiss(?:es|ed)?|contest(?:s|ed)?|contradict(?:s|ed)?)\b"
)
_SHOWN = re.compile(
    r"\b(?:said|believed|thought|claim(?:s|ed|ing)|alleged|purport(?:s|ed|ing)|appear(?:s|ed|ing)?|seem(?:s|ed|ing)?|supposed) to (?:show|depict|document|prove)\b"
)
_FUTURE_PERFECT = re.compile(
    r"\b(?:will|shall|'ll|going to|should) (?:\w+ )?have$|\b(?:will|shall|'ll) have \w+ly$"
)


_OF_ANOTHER = re.compile(
    r"^(?:\w+ly )?(?:of|about) (?:a|an|another|more|new|fresh|possible|future) (?:[\w'-]+ )?"
    r"(?:meetings?|summit|talks|visit|call|dinner|lunch|round|session|encounter|conference)\b"
)


def by_words(lead: str, chain: str, follows: str) -> MeetingStatus | None:
    """What is left of an encounter told as a fact.

    lead: the words before its clause. chain: those from its subject to the telling word. follows: those behind it.
    """
    if _FUTURE_PERFECT.search(chain.strip()):
        return S.PLANNED
    if _OF_ANOTHER.match(follows):
        return S.POSSIBLE
    if _SHOWN.search(f"{lead} {chain}") or _TAKEN_BACK.search(follows):
        return S.UNCONFIRMED
    return None
