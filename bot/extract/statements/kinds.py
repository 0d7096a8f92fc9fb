"""What kind of statement it is: said, claimed, denied, reported at second hand, or itself held open."""

from __future__ import annotations

import re

from bot.extract.document import Document
from bot.extract.statements.attributions import Attribution
from bot.model.facts import PartyKind, StatementKind
from bot.text.cues import Reporting

_MIGHT = re.compile(
    r"\b(?:might|perhaps|maybe|possibly|probably|likely|unlikely|potentially|conceivably|reportedly|allegedly|apparently|"
    r"good chance|a chance|cannot be ruled out|can't be ruled out|it is possible|was possible|rumou?red)\b|\bcould(?!\s+(?:not|only|n['’]t))\b"
    r"|\bmay\b",
)
_OWN_DENIAL = re.compile(
    r"^(?:I|We)\s+(?:never|did\s+not|didn['’]t|have\s+not|haven['’]t|have\s+never|had\s+no|am\s+not|was\s+not|wasn['’]t)\b|^(?:That\s+is|That['’]s|It\s+is|It['’]s)\s+(?:not\s+true|untrue|false|a\s+lie)\b"
)
_STANCE = re.compile(
    r"\b(?:will|would|must|should|shall|ought|wants?|wanted|needs?|needed|plans?|planned|intends?|intended|expects?|expected|hopes?|"
    r"hoped|ready|prepared|willing|determined|going\s+to|due|set\s+to|is\s+to|are\s+to|was\s+to|were\s+to|let\s+us|let['’]s|asks?\s+for)\b"
)
_ACCUSING = re.compile(
    r"\b(?:attack\w*|kill\w*|lied|lies|lying|violat\w*|breach\w*|br[eo]ke\w*|illegal\w*|unlawful\w*|false\w*|fraud\w*|cheat\w*|stole\w*|"
    r"corrupt\w*|blam\w*|failed|refus\w*|destroy\w*|shelled|bombed|fired|hid|secret\w*|responsible|guilty|stopped\s+working)\b"
)
_FIRST = re.compile(
    r"^(?:I|We|You|Let|My|Our|Nothing|Certainty|No|There['’]s|There\s+is|Fruit|It\s+is|It['’]s)\b"
)
# How much of a content tells its main clause.
OPENING_CHARS = 70
_SOURCES = frozenset(
    "official officials aide aides source sources people person persons diplomat diplomats insider insiders adviser advisers executive executives".split()
)
_MEDIA = frozenset(
    "news times post journal agency radio television tv gazette herald tribune courier dispatch ledger wire newspaper broadcaster bloomberg "
    "reuters magazine telegraph guardian bbc cnn afp ap interfax tass daily weekly review chronicle media report reports".split()
)


def kind_of(doc: Document, attribution: Attribution) -> StatementKind:
    """The kind of a statement: plain SAID only for stances, plans, words of one's own and things about oneself.

    What others could contest is CLAIMED: when in doubt, a claim is not made a fact by leaving out whose it is.
    """
    content = doc.words(attribution.content)
    if attribution.manner is Reporting.DENY or _OWN_DENIAL.match(content):
        return StatementKind.DENIED
    if attribution.manner is Reporting.MIGHT or _MIGHT.search(content):
        return StatementKind.MIGHT
    if _second_hand(attribution):
        return StatementKind.REPORTED
    if attribution.manner is Reporting.CLAIM:
        return StatementKind.CLAIMED
    if attribution.manner is Reporting.JUDGE:
        return (
            StatementKind.CLAIMED
            if _ACCUSING.search(content) or attribution.verb.startswith(("accus", "blam", "slam"))
            else StatementKind.SAID
        )
    if attribution.manner is Reporting.ASK:
        return StatementKind.SAID
    if attribution.verb.startswith(
        ("complain", "boast", "spoke", "speak", "warn", "voic", "predict", "suggest")
    ):
        return _open_kind(attribution, content)
    return _asserted(doc, attribution, content)


def _second_hand(attribution: Attribution) -> bool:
    words = attribution.speaker.name.casefold().split()
    if attribution.relayed or attribution.verb.startswith("report"):
        return True
    if attribution.speaker.kind is PartyKind.BODY and set(words) & _MEDIA:
        return True
    unnamed = attribution.speaker.kind in (PartyKind.UNNAMED, PartyKind.GROUP)
    return unnamed and bool(set(words) & _SOURCES)


def _open_kind(attribution: Attribution, content: str) -> StatementKind:
    if attribution.verb.startswith(("spoke", "voic")) and not _ACCUSING.search(content):
        return StatementKind.SAID
    return StatementKind.CLAIMED


def _asserted(doc: Document, attribution: Attribution, content: str) -> StatementKind:
    opening = content[:OPENING_CHARS]
    stance = (
        _STANCE.search(opening) is not None and "would have" not in content and "will have" not in content
    )
    if _of_oneself(doc, attribution) and not _ACCUSING.search(opening):
        return StatementKind.SAID
    if _ACCUSING.search(content):
        return StatementKind.CLAIMED
    if attribution.direct and _FIRST.match(content):
        return StatementKind.SAID
    if stance:
        return StatementKind.SAID
    if attribution.direct and not _about_others(doc, attribution, content):
        return StatementKind.SAID
    return StatementKind.CLAIMED


def _about_others(doc: Document, attribution: Attribution, content: str) -> bool:
    """Whether quoted words tell what others did or give figures, which others may contest."""
    if re.match(r"^(?:They|He|She|The\s+\w+\s+(?:has|have|had|was|were|is|are))\b", content) or re.search(
        r"\d", content
    ):
        return True
    first = next(iter(doc.mentions_in(attribution.content)), None)
    return first is not None and first.span.start - attribution.content.start <= 15


def _of_oneself(doc: Document, attribution: Attribution) -> bool:
    """Whether the reported clause begins with the speaker: "he was disappointed"."""
    named = doc.mentions_in(attribution.content)
    if not named or named[0].span.start - attribution.content.start > 12:
        return False
    first = named[0].span
    owned = doc.text[first.end : first.end + 2] in ("'s", "’s")
    return not owned and any(m.span == first and m.party.key == attribution.speaker.key for m in named)
