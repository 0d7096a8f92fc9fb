"""Reporting words that tell nothing said: "if A says", "it is untrue that A said", "A all but said", "A said nothing of it".

Who takes such words for a statement puts words into somebody's mouth; where they are doubtful, nobody has said them.
"""

from __future__ import annotations

import re

from bot.extract.statements.speakers import Clause
from bot.model.text import Span
from bot.text.cues import NOUN_LIKE

# Each is matched on the words that end right before the speaker.
_OPEN = re.compile(
    r"(?:^|[\s,(“\"])(?:if|unless|until|till|whether(?: or not)?|suppos(?:e|ing)(?: that)?|imagine(?: that)?|provided(?: that)?|"
    r"assuming(?: that)?|lest|in case|as though|in the event that)\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not (?:true|correct|right|accurate|clear|known|certain|sure|confirmed|the case)|untrue|false|incorrect|wrong|nonsense|"
    r"a lie|unclear|unknown|uncertain|unproven|unconfirmed|no (?:evidence|proof|record|sign|indication|suggestion|truth|trace|hint))\b"
    r"(?:(?![.;]|,\s)[^\n]){0,60}?\b(?:that|whether|if)\s+(?:the\s+|an?\s+)?$"
    r"|\b(?:den(?:y|ies|ied|ying)|doubt(?:s|ed|ing)?|disput(?:e|es|ed|ing)|refut(?:es|ed|ing)|disprov(?:es|ed|ing)|wish(?:es|ed)?|"
    r"imagin(?:es|ed|ing)|pretend(?:s|ed|ing)?|hop(?:es|ed|ing)|fear(?:s|ed|ing)?|dream(?:s|ed|t)?)\s+(?:that\s+)?(?:the\s+|an?\s+)?$"
    r"|(?:\b(?:not|never|nothing|nobody|no one|cannot)|n['’]t)\s+(?:(?:yet|ever|even|able to|in any way)\s+)?(?:\w+ly\s+)?"
    r"(?:believ|think|thought|confirm|prov|show|suggest|indicat|recall|remember|accept|know|establish|verif|agree)\w*\s+"
    r"(?:(?:that|whether|if)\s+)?(?:the\s+|an?\s+)?$"
    r"|\b(?:reports?|claims?|rumou?rs?|suggestions?|allegations?|speculation|assertions?|idea|notion|possibility|chance|stor(?:y|ies))"
    r"\s+that\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
# "Not once did she say", "Had she said ...", "Did she say ...?"; "only then did she say" is told as done.
_INVERTED = re.compile(
    r"(?:^|[\s,])(?P<only>only\b[^,;]{0,60}?\s|so\s)?(?:did|does|do|had|has|have|should|would|will|could)\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"(?:^|[\s,])(?:when|whenever|once|as soon as|the (?:day|moment)|by the time)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# ... and these on the words that end right before the reporting words.
_NEARLY = re.compile(
    r"\b(?:all but|nearly|almost|virtually|practically|as good as|not quite|hardly|scarcely|barely|never(?: \w+ly| once| even)?)\s+$"
)
_SUPPOSED = re.compile(r"(?:Imagine|Suppose|Supposing|Assume)\s")
_HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|apparently|purportedly|rumou?redly)(?:\s+has|\s+had)?\s+$",
    re.IGNORECASE,
)
# "said nothing about the bridge", not "said nothing had changed".
_NOTHING = re.compile(
    r"(?:nothing|little|not (?:much|a word)|no (?:more|word)|(?:very|too) little|(?:nothing|little) (?:more|else|new|further))"
    r"(?:\s+(?:publicly|at all|then|yet|so far|later))?(?:\s+(?:about|regarding|concerning)\b|\s+(?:of|on|to|in|at|when|after|as|until|during|that|beyond|in reply)\b(?P<rest>.*)|[.,;]|$)",
    re.IGNORECASE | re.DOTALL,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|has|had|have|can|could|may|might|must|should|does|did|\w{2,}ed)\b|n['’]t\b"
)
_WITHIN = re.compile(r"\b(?:who|which|that|what|how|why|whether|if|when|where)\b")


def is_unsaid(clause: Clause, speaker: Span, cue: Span, content: Span) -> bool:
    """Whether the article does not tell that `speaker` said `content`: a condition, a question, a denial, a near thing."""
    text = clause.doc.text
    if content.start >= cue.end and _says_nothing(text[content.start : content.end]):
        return True
    if not speaker.end <= cue.start:
        return False
    words = text[speaker.start : cue.start]
    if _NEARLY.search(words) or _SUPPOSED.match(words):
        return True
    if text[cue.start : cue.end].lower() in NOUN_LIKE:
        return False  # "denied a newspaper report that ..."
    if content.start < speaker.start or "," in text[speaker.end : cue.start]:
        return False
    before = text[clause.part_start(speaker.start) : speaker.start]
    if _OPEN.search(before) or _DENIED.search(before):
        return True
    inverted = _INVERTED.search(before)
    if inverted is not None and inverted["only"] is None:
        return True
    return _TO_COME.search(before) is not None and text[cue.start : cue.end].endswith("s")


def _says_nothing(content: str) -> bool:
    match = _NOTHING.match(content)
    if match is None or not match["rest"]:
        return match is not None
    finite = _FINITE.search(match["rest"])
    return finite is None or _WITHIN.search(match["rest"], 0, finite.start()) is not None


def is_hearsay(clause: Clause, cue: Span) -> bool:
    """Whether the article itself tells only at second hand that it was said: "A reportedly said"."""
    return _HEARSAY.search(clause.doc.text, clause.span.start, cue.start) is not None


_SUBORDINATE = re.compile(
    r"(?:^|[,;]\s+|\b(?:days?|weeks?|months?|hours?|shortly|soon|even)\s+)(?:(?:and|but)\s+)?"
    r"(?:when|as|after|because|since|although|though|while|whereas|before|once|now that)\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r",\s+(?:(?P<aside>which|who|whose|whom|where)|and|or|but|as|if|when|because|since|while|although|though|not|nor|including|too|even|"
    r"so|then|\w+ing|with|at|in|on|for|from|by|of|to|after|before)\b"
)


def told_part(clause: Clause, speaker: Span, content: Span) -> Span:
    """What the speaker is told to have said, neither more nor less than `content`, the words behind the reporting verb.

    Less where these run on ("After A said the fund would wait, the bank folded"), more where a condition stands in
    front ("If the fund waits, A said the bank would fold").
    """
    text = clause.doc.text
    begin = clause.part_start(speaker.start)
    before = text[begin : speaker.start]
    if content.start < speaker.end:
        return content
    if _CONDITION.match(before):
        return Span(begin, content.end)
    if _SUBORDINATE.search(before) is None or text[speaker.end : content.start].rstrip().endswith(","):
        return content
    aside = False
    for comma in re.finditer(r",\s", text[content.start : content.end]):
        at = content.start + comma.start()
        goes_on = _GOES_ON.match(text, at, content.end)
        if goes_on is None and not aside and _FINITE.search(text, content.start, at):
            return Span(content.start, at)
        aside = goes_on is not None and goes_on["aside"] is not None
    return content


_CONDITION = re.compile(r"(?:If|Unless|Should|Only if|Even if)\b.+,\s+(?:the\s+|an?\s+)?$", re.DOTALL)
