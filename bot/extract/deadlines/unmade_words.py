"""Words to the left of a day by which nothing is set: it is only thought of, advised, put to a vote, or told as untrue."""

from __future__ import annotations

import re

_LIMIT = r"(?:deadline|time limit|cut-?off|ultimatum)"
_PAPER = r"(?:letters?|e-?mails?|notices?|orders?|messages?|posts?|texts?|statements?|videos?|documents?|circulars?)"
_FALSE = r"(?:forged|faked?|bogus|hoax|spoof|fraudulent|phishing|fictitious|invented)"
_BILL = r"(?:bills?|motions?|amendments?|proposals?|drafts?|resolutions?|petitions?)"
_SETS = r"(?:order|tell|instruct|require|oblige|force|set|give|grant|impose|agree|decide|rule|fix|announce|approve)"


def _words(*lines: str) -> re.Pattern[str]:
    return re.compile("|".join(lines), re.IGNORECASE)


UNTOLD = (
    _words(
        rf"\b(?:no|without an?|without any|(?:alleged|supposed|rumou?red|imaginary|fictional|purported|mythical|{_FALSE})) (?:[\w-]+ ){{0,2}}?{_LIMIT}"
        r"(?: (?:of|on|by|for|until|at))? $"
    ),
    _words(
        rf"\b{_FALSE} (?:[\w-]+ ){{0,2}}?{_PAPER}\b[^.;:]{{0,90}}$",
        rf"\b{_PAPER},? (?:which|that) (?:later )?(?:turned out to be|proved to be|was|were|is|are) (?:a )?{_FALSE}\b[^.;:]{{0,90}}$",
    ),
    _words(
        r"\b(?:apologi[sz](?:es|ed|ing) for|retract(?:s|ed|ing)|takes? back|took back) (?:saying|claiming|writing|telling|reporting|(?:an?|the|his|her|its|their) "
        r"(?:claims?|statements?|reports?|remarks?))\b[^.;:]{0,90}$"
    ),
    _words(
        rf"\b(?:has|have|had) yet to {_SETS}\b[^.;:,]{{0,60}}$",
        r"\bfail(?:s|ed|ing)? to (?:agree|settle) (?:up)?on\b[^.;:,]{0,60}$",
    ),
)
"""Where one of these stands before a day, the sentence says that nobody set it."""

MULLS = (
    r"(?:think(?:s|ing)? (?:of|about)|thought (?:of|about)|talk(?:s|ed|ing)? (?:of|about)|in favou?r of|"
    r"(?:consider|mull|weigh|favou?r|discuss)(?:s|es|ed|ing)?)"
)
"""Words of thinking something over, as a pattern for any case."""

_THOUGHT_OF = _words(
    rf"\b(?:{MULLS}|dream(?:s|t|ed|ing)? (?:of|about)|toy(?:s|ed|ing)? with|debat(?:es|ed|ing)|contemplat(?:es|ed|ing)|"
    r"explor(?:es|ed|ing)|advocat(?:es|ed|ing)) (?:\w+ly )?[a-z]+ing\b[^.;:,]{0,60}$",
    r"\b(?:ideas?|options?|suggestions?|thinking|ambition|hope) (?:is|are|was|were|would be) to\b[^.;:,]{0,60}$",
    r"\b(?:would|might|may|could) be (?:wise|better|best|sensible|prudent|advisable|good|well advised|well-advised)\b[^.;:,]{0,60}$",
    r"\b(?:advis(?:es|ed|e)|recommend(?:s|ed)?|encourag(?:es|ed|e))\s[^.;:,]{2,40}?\sto\s[^.;:,]{2,60}$",
)
_THERE = ("dated_limit", "limit_is")  # "is considering scrapping the 18 May deadline"
_WHETHER = _words(r"\bwhether (?:or not )?[^.;:,]{2,70}$")
_OF_A_DEED = ("order_by", "have_until", "give", "oblige", "clause")
_TO_BE_VOTED = _words(
    rf"\b{_BILL} (?:to|that would|which would) (?:make|force|oblige|require|compel|order|get|have|give)\b[^.;:,]{{0,60}}$"
)
_VOTED = _words(
    r"\b(?:pass(?:es|ed|ing)|approv(?:es|ed|ing)|adopt(?:s|ed|ing)|sign(?:s|ed|ing)|enact(?:s|ed|ing)|back(?:s|ed|ing)|agree[ds]?)\b"
)
_TO_BE_MADE = _words(
    r"\b(?:may|might|could|should|would|(?:want|hope|plan|intend)(?:s|ed)? to|(?:expected|likely|due|set|about|ready|asked|urged) to) (?:soon |also |still )?"
    r"(?:pass|adopt|approve|sign|enact|issue|publish|introduce|impose|draft|write|propose)\s(?:an?|the|its|new)\s(?:[\w-]+\s){0,3}?"
    r"(?:laws?|acts?|decrees?|regulations?|directives?|ordinances?|statutes?|resolutions?|rules?|orders?)\s(?:that|which|requiring|obliging|forcing|to)\b[^.;:,]{0,70}$"
)
# An ultimatum is set by who can act on it; what the press, watchers and campaigners hold must be done is a wish.
_HELD_BY_OTHERS = _words(
    r"\b(?:editorial|leader article|op-ed|column|columnists?|commentators?|bloggers?|critics|campaigners|activists|analysts?|experts?|economists|observers|pundits)\b"
    r"[^.;:]{0,40}?\b(?:says?|said|writes?|wrote|argue[sd]?|thinks?|believe[sd]?|insist(?:s|ed)?|claim(?:s|ed)?|hold|held)\b[^.;:]{0,60}?\b(?:must|has to|have to|needs? to|should)\b[^.;:,]{0,60}$"
)
_IF_PASSED = _words(
    r"^\W*(?:But |And |So )?(?:If|Once|Should) (?:the|this|that|a|an|its|his|her|their) (?:[\w'’-]+ ){1,5}?(?:pass(?:es)?|wins?|carries|goes through|becomes law|"
    r"(?:is|are|be|gets?) (?:\w+ly )?(?:elected|approved|passed|adopted|agreed|accepted|ratified|enacted|backed|endorsed))\b[^;:]*$"
)
_IF_ELECTED = _words(
    r"[^.;:,]{0,30}\bif (?:he is |she is |they are |it is )?(?:re-?)?(?:elected|approved|passed|adopted|agreed|ratified|enacted|endorsed)\b"
)
_WITHOUT = _words(r"^\W*(?:Without|But for) [^,;:]{2,60}, [^;:]{2,80}\bwould\b[^;:]*$")


def is_only_thought_of(marked: str, *, due: int, rule: str) -> bool:
    """Whether the words around a day, which begins at `due` of a marked sentence, put it no further than into somebody's mind or to a vote.

    rule: of the frame that read the day.
    """
    before = marked[:due]
    if _IF_PASSED.search(before) or _WITHOUT.search(before):
        return True
    if rule not in _THERE and _THOUGHT_OF.search(before):
        return True
    if rule.startswith(_OF_A_DEED) and (_WHETHER.search(before) or _HELD_BY_OTHERS.search(before)):
        return True
    if _TO_BE_MADE.search(before) or (_TO_BE_VOTED.search(before) and not _VOTED.search(before)):
        return True
    return _IF_ELECTED.match(marked, due) is not None
