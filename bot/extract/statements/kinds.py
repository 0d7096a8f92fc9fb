"""What kind of statement it is: said, claimed, denied, reported at second hand, or itself held open."""

from __future__ import annotations

import re

from bot.extract.document import Document
from bot.extract.statements.attributions import Attribution
from bot.model.facts import PartyKind, StatementKind
from bot.text.cues import Reporting
from bot.text.parties.tables import state_served

# How much of a content tells its main clause.
OPENING_CHARS = 80

_MIGHT = re.compile(
    r"\b(?:might|perhaps|maybe|possibly|probably|likely|unlikely|potentially|conceivably|reportedly|allegedly|apparently|"
    r"good chance|a chance|cannot be ruled out|can't be ruled out|it is possible|was possible|rumou?red)\b"
    r"|\b(?:consider(?:s|ed|ing)?|open\s+to|whether|depend\w*|possible|possibility|in\s+principle|assum\w+|hopes?|hoped|hoping|seem\w*|"
    r"appears?\s+to|appeared\s+to|unclear|unsure|not\s+sure|no\s+decision|undecided)\b"
    r"|\bcould(?!\s+(?:not|only|n['’]t))\b|\bmay\b"
)
_OWN_DENIAL = re.compile(
    r"^(?:(?:First|Second|Third|No|But|And|Well|Look|Again|So|Look),?\s+)?(?:I|We)\s+(?:never|did\s+not|didn['’]t|have\s+not|haven['’]t|have\s+never|had\s+no|am\s+not|was\s+not|wasn['’]t)\b"
    r"|^(?:That\s+is|That['’]s|It\s+is|It['’]s|This\s+is)\s+(?:not\s+true|untrue|false|a\s+lie|nonsense)\b"
)
# What is turned down and not denied: "rejected a third takeover offer".
_OFFERED = re.compile(
    r"(?:(?:a|an|the|its|their|his|her|any|this|that|another|[A-Z][\w.'’-]*)\s+)?(?:(?!(?:that|was|were|is|had|as)\b)[\w$€£%.,'’-]+\s+){0,6}?"
    r"(?:offers?|bids?|proposals?|deals?|plans?|invitations?|requests?|terms|appeals?|motions?|amendments?)\b"
)
# "it had not received any notice": what one says one has not done is a denial.
_UNHAPPENED = re.compile(r"^\W*\w+\s+(?:had|has|have|did|was|were)(?:n['’]t|\s+not|\s+never)\b")
# Where a subordinate clause begins, whose verbs tell nothing of the main one.
_SUBORDINATE = re.compile(
    r"\b(?:which|who|whom|whose|because|when|after|before|unless|since|although)\b|,\s+(?:and|but)\b"
)
_STANCE = re.compile(
    r"^to\s|\b(?:will|would|must|should|shall|ought|going\s+to|is\s+to|are\s+to|was\s+to|were\s+to|due|let\s+us|let['’]s|prepared\s+to|"
    r"ready\s+to|needs?\s+to|has\s+to|have\s+to|had\s+to)\b"
)
_UNDONE = re.compile(r"\b(?:would|will|should|could)\s+(?:not\s+)?have\b")
_CONTESTED = re.compile(
    r"\b(?:attack\w*|kill\w*|lied|lies|lying|violat\w*|breach\w*|broke\w*|illegal\w*|unlawful\w*|false\w*|fraud\w*|cheat\w*|stole\w*|"
    r"corrupt\w*|blam\w*|failed|refus\w*|destroy\w*|shelled|bombed|fired|secret\w*|responsible|guilty|cost|costs|lose|lost|harm\w*|"
    r"hurt\w*|threaten\w*|damag\w*|ruin\w*|endanger\w*|undervalu\w*|mislead\w*|misled|wrong|untrue|inaccurate|exaggerat\w*|invent\w*|nonsense|lie|liar|unsafe|dangerous)\b"
)
_DUTY_DONE = re.compile(
    r"\b(?:had|have|has|['’]ve)\s+(?:\w+ly\s+|always\s+|never\s+|already\s+|since\s+)?(?:complied|fulfilled|met|kept|paid|delivered|done|acted|received|"
    r"filed|submitted|sent|informed|offered|reached|found|lost|shipped|sold|hired|cut|built|reported|honou?red|followed|respected)\b"
)
_OWN_WORDS = re.compile(
    r"^(?:I|We|You|Let|My|Our|Nothing|Nobody|No|There['’]s\s+no|There\s+is\s+no|There['’]ll|If|Please|Thank)\b|^(?:I|We)['’]"
)
_SOURCES = frozenset(
    """official officials aide aides source sources people person persons diplomat diplomats insider insiders adviser advisers executive
    executives banker bankers minister ministers trader traders employee employees""".split()
)
_MEDIA = frozenset(
    """news times post journal agency radio television tv gazette herald tribune courier dispatch ledger wire newspaper broadcaster
    bloomberg reuters magazine telegraph guardian bbc cnn afp ap interfax tass daily weekly review chronicle axios politico nikkei kyodo yonhap xinhua ria dpa spiegel monde media report
    reports""".split()
)


def kind_of(doc: Document, attribution: Attribution) -> StatementKind:
    """The kind of a statement: plain SAID only for stances, plans, words of one's own and things about oneself.

    What others could contest is CLAIMED: when in doubt, a claim is not made a fact by leaving out whose it is.
    """
    content = doc.words(attribution.content)
    if (
        attribution.manner is Reporting.DENY
        and _OFFERED.match(content)
        and attribution.verb.startswith("reject")
    ):
        return StatementKind.SAID
    if attribution.manner is Reporting.DENY or _OWN_DENIAL.match(content):
        return StatementKind.DENIED
    if _of_oneself(doc, attribution) and _UNHAPPENED.search(content[:OPENING_CHARS]):
        return StatementKind.DENIED
    if attribution.manner is Reporting.MIGHT or _MIGHT.search(content):
        return StatementKind.MIGHT
    if _second_hand(attribution):
        return StatementKind.REPORTED
    match attribution.manner:
        case Reporting.CLAIM | Reporting.WARN:
            return StatementKind.CLAIMED
        case Reporting.ASK:
            return StatementKind.SAID
        case Reporting.JUDGE:
            return StatementKind.CLAIMED if _CONTESTED.search(content) else StatementKind.SAID
        case _:
            return _asserted(doc, attribution, content)


def _second_hand(attribution: Attribution) -> bool:
    words = set(attribution.speaker.name.casefold().split())
    if attribution.relayed or attribution.verb.startswith("report"):
        return True
    if attribution.speaker.kind is PartyKind.BODY and words & _MEDIA:
        return True
    unnamed = attribution.speaker.kind in (PartyKind.UNNAMED, PartyKind.GROUP)
    return unnamed and bool(words & _SOURCES)


def _asserted(doc: Document, attribution: Attribution, content: str) -> StatementKind:
    opening = _SUBORDINATE.split(content[:OPENING_CHARS], maxsplit=1)[0]
    own = attribution.direct and _OWN_WORDS.match(content) is not None
    own = own or _of_oneself(doc, attribution) or _of_own_side(doc, attribution)
    if _CONTESTED.search(opening if own else content) or _DUTY_DONE.search(opening):
        return StatementKind.CLAIMED
    if own and (not re.search(r"\d", opening) or _STANCE.search(opening)):
        return StatementKind.SAID
    if attribution.verb.startswith(("spoke", "voice", "express", "correct", "declin")) and not re.search(
        r"\bof\s+\d", content
    ):
        return StatementKind.SAID
    if _STANCE.search(opening) and not _UNDONE.search(content):
        return StatementKind.SAID
    if attribution.direct and _is_maxim(content):
        return StatementKind.SAID
    return StatementKind.CLAIMED


# "It saw no need", said by a ministry: a stance of its own; what it says it did ("it had hit ...") stays a claim.
_ITSELF = re.compile(
    r"^it\s+(?:would|will|saw|sees|wants?|wanted|expects?|expected|plans?|planned|intends?|intended|needs?|needed|must|should|could\s+not|"
    r"regrets?|welcomes?|supports?|opposes?|stands?|stood|had\s+no|has\s+no)\b",
    re.IGNORECASE,
)


def _of_oneself(doc: Document, attribution: Attribution) -> bool:
    """Whether the reported clause begins with the speaker: "he was disappointed", "its position was unchanged"."""
    impersonal = attribution.speaker.kind in (PartyKind.BODY, PartyKind.STATE)
    if impersonal and _ITSELF.match(doc.words(attribution.content)):
        return True
    named = doc.mentions_in(attribution.content)
    if not named or named[0].span.start - attribution.content.start > 12:
        return False
    first = named[0].span
    owned = doc.text[first.end : first.end + 2] in ("'s", "’s")
    return not owned and any(m.span == first and m.party.key == attribution.speaker.key for m in named)


def _of_own_side(doc: Document, attribution: Attribution) -> bool:
    """Whether someone who speaks for a state tells of that state: a Kremlin aide of "Moscow", a minister of his own side."""
    home = state_served(attribution.speaker)
    if home is None:
        return False
    named = doc.mentions_in(attribution.content)
    if not named or named[0].span.start - attribution.content.start > 12:
        return False
    first = named[0]
    if any(m.span == first.span and m.party.key != first.party.key for m in named[1:]):
        return False  # "both sides"
    owned = doc.text[first.span.end : first.span.end + 2] in ("'s", "’s")
    return (
        not owned
        and first.party.kind in (PartyKind.STATE, PartyKind.BODY)
        and state_served(first.party) == home
    )


_PAST = re.compile(r"\b(?:(?:was|were|had|has|have|did)(?:n['’]t)?|\w{3,}ed)\b")


def _is_maxim(content: str) -> bool:
    """Whether quoted words state a general view in the present: no name, no figure, nothing that happened."""
    names = re.search(r"(?<!^)(?<![.!?]\s)\b[A-Z][a-z]", content) is not None
    about_someone = re.match(r"^(?:They|He|She|The|This|That|These)\b", content) is not None
    return not (names or about_someone or _PAST.search(content) or re.search(r"\d", content))
