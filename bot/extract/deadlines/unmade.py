"""What a sentence tells without making it: time nobody was given, a duty that binds nobody, a move that is only expected.

The frames read a day and who it is for; this is the last look at the words to the left of the day, which may say that
nothing of it came about. Doubt only weakens: in force becomes proposed, or the telling is left out.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.extract.deadlines.line import DAY, Line, read_line
from bot.extract.deadlines.standing import Standing, standing_at
from bot.extract.deadlines.telling import Telling
from bot.extract.deadlines.unmade_words import MULLS, UNTOLD, is_only_thought_of
from bot.extract.document import Document
from bot.model.facts import IN_FORCE, MOVED, DeadlineStatus


def as_made(document: Document, telling: Telling) -> Telling | None:
    """The telling as firm as its sentence makes it; None where the sentence says that nothing was set."""
    if telling.due is None:
        return telling
    line = read_line(document, telling.line)
    due = max(telling.due.span.start - line.span.start, 0)
    before = line.marked[:due]
    if telling.status is DeadlineStatus.MISSED and _NEARLY_MISSED.search(before):
        return replace(telling, status=DeadlineStatus.MET)
    unsaid = any(words.search(before) for words in (_NO_DUTY, _NO_SUCH_DAY, _DOUBTED, *UNTOLD))
    if telling.status in _TOLD and (unsaid or _ARE_WRONG.match(line.marked, due)):
        return None
    return _in_force(line, telling, before) if telling.status in IN_FORCE else telling


def _in_force(line: Line, telling: Telling, before: str) -> Telling | None:
    if _NO_LONGER.search(before):
        return replace(telling, status=DeadlineStatus.WITHDRAWN)
    if _UNREAL.search(before) and _WOULD.search(line.marked, len(before)):
        return None
    maybe = telling.status in MOVED and _MAYBE_MOVED.search(before)
    if (
        maybe
        or _ONCE_APPROVED.search(before)
        or is_only_thought_of(line.marked, due=len(before), rule=telling.rule)
    ):
        return replace(telling, status=DeadlineStatus.PROPOSED)
    longer = _OLD_DAY_OF.search(before)
    if longer is not None and _TO_ANOTHER.match(line.marked, len(before)):
        moved = _standing_of(line, before, longer) is Standing.FIRM
        return None if moved else telling  # told as the old day of the move
    act = _LONGER.search(before) or _act_of(telling, before)
    if act is None:
        return telling
    standing = _standing_of(line, before, act)
    if (
        standing is Standing.REFUSED
    ):  # "will not end until" ends then; "will not take effect on" is withdrawn elsewhere
        return telling if telling.rule == "effect" or (act.re is _ENDS and _UNTIL.search(before)) else None
    if standing is Standing.OPEN:
        return replace(telling, status=DeadlineStatus.PROPOSED)
    return _moved(line, telling, act) if act.re is _LONGER else telling


def _act_of(telling: Telling, before: str) -> re.Match[str] | None:
    """The verb that sets the day, as the frame that read it has one."""
    verbs = _VERBS.get(telling.rule)
    return None if verbs is None else verbs.search(before)


def _moved(line: Line, telling: Telling, act: re.Match[str]) -> Telling:
    """The telling as that of a move, with the day between the act and the new day as the old one."""
    sentence = line.document.sentences[telling.line]
    begin, end = line.span.start + act.start(), line.span.start + act.end()
    old = next((w for w in line.document.whens_in(sentence) if begin < w.span.start < end), None)
    return replace(telling, status=DeadlineStatus.EXTENDED, previous=old or telling.previous)


def _standing_of(line: Line, before: str, act: re.Match[str]) -> Standing:
    """Whether the act of giving time, or the longer time made of it, is done, only thought of, or refused."""
    at = act.start("act")
    standing = standing_at(line.marked, at)
    if _REFUSES.search(before, 0, at) or standing is Standing.REFUSED:
        return Standing.REFUSED
    expected = act.re is not _ENDS and _EXPECTED_TO.search(before, 0, at)
    supposed = act.re is not _ENDS and standing is Standing.SUPPOSED
    if expected or supposed or standing is Standing.OPEN or _MUSES.search(before, 0, at):
        return Standing.OPEN
    return Standing.FIRM


_TOLD = IN_FORCE | {DeadlineStatus.PROPOSED}


def _verbs(words: str, between: int) -> re.Pattern[str]:
    """The last of some verbs before the day, with so many words between at most."""
    return re.compile(
        rf"(?<![\w'-])(?P<act>{words})\s(?:(?!(?:{words})\s)[^\s,;:]+\s){{0,{between}}}$", re.IGNORECASE
    )


_GIVES = _verbs(r"giv(?:e|es|en|ing)|gave|grant(?:s|ed|ing)?|allow(?:s|ed|ing)?", 8)
_SETS = _verbs(
    r"set|sets|setting|impos(?:e|es|ed|ing)|fix(?:es|ed|ing)?|introduc(?:e|es|ed|ing)|announc(?:e|es|ed|ing)",
    6,
)
_ORDERS = _verbs(
    r"order(?:s|ed|ing)?|direct(?:s|ed|ing)?|instruct(?:s|ed|ing)?|requir(?:e|es|ed|ing)|compel(?:s|led|ling)?|tell|tells|told|telling",
    12,
)
_HAS = _verbs(r"get|gets|got|have|has|had", 2)
_ENDS = _verbs(
    r"expir(?:e|es|ed|ing)|laps(?:e|es|ed|ing)|end|ends|ended|ending|run|runs|ran|take|takes|took|come|comes|came|appl(?:y|ies|ied)|enter|enters",
    4,
)
_VERBS = {
    **dict.fromkeys(("give", "given", "clause.permit"), _GIVES),
    **dict.fromkeys(("limit_is", "dated_limit"), _SETS),
    "order_by": _ORDERS,
    "have_until": _HAS,
    **dict.fromkeys(("expire", "effect", "until"), _ENDS),
}
_NO_SUCH_DAY = re.compile(r"\b(?:no|not)(?: by| on| until| before| from)? $", re.IGNORECASE)
_ARE_WRONG = re.compile(
    rf"[{DAY}]+[^.;:,{DAY}]{{0,60}}?\b(?:is|are|was|were) (?:\w+ly |quite |simply )?(?:wrong|false|untrue|incorrect|mistaken|baseless|unfounded|fabricated|nonsense)\b",
    re.IGNORECASE,
)
_LONGER = re.compile(
    r"(?<![\w'-])(?P<act>extension|postponement|prolongation|deferral)s?\sof\s(?:[^\s,;:]+\s){1,8}to\s$",
    re.IGNORECASE,
)
_OLD_DAY_OF = re.compile(
    r"\b(?P<act>extension|postponement|prolongation|deferral)s?\sof\s(?:\w+\s){1,3}$", re.IGNORECASE
)
_TO_ANOTHER = re.compile(rf"[{DAY}]+(?:\s[\w-]+){{1,5}}\sto\s{DAY}")
""" "Granted an extension of the 31 March deadline to 30 April": the first day is the old one."""
_REFUSES = re.compile(
    r"\b(?:rul(?:e|es|ed|ing) out|reject(?:s|ed|ing)?|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|oppos(?:e|es|ed|ing)|against|vetoed|no|"
    r"stopp?(?:ed|s)? short of|den(?:y|ies|ied)|almost|nearly|without|instead of|rather than)\s(?:any |an? |the |further )*$",
    re.IGNORECASE,
)
_MUSES = re.compile(
    rf"\b(?:{MULLS}|float(?:s|ed|ing)?|(?:propos|suggest|recommend|request|seek|want|demand|back|urg)(?:s|es|e|ed|ing)?|sought|calls? for|"
    r"called for|asks? for|asked for|hop(?:e|es|ed|ing) for|idea of|possibility of|prospect of)\s(?:an? |the |another |further )*$",
    re.IGNORECASE,
)
_BOUND = r"(?:required|obliged|obligated|bound|forced|compelled|supposed|asked|ordered|told|expected)"
_NO_LONGER = re.compile(
    rf"\b(?:no longer|not any (?:longer|more)) (?:\w+ly )?(?:{_BOUND}|ha(?:s|ve) to|needs? to)\b[^.;:]{{0,60}}$",
    re.IGNORECASE,
)
_NO_DUTY = re.compile(
    rf"\b(?:no (?:\w+ )?(?:requirement|need|obligation|duty|order|instruction)\b|need not\b|needn't\b|"
    rf"(?:do|does|did|will|would)(?: not|n't) (?:have|need) to\b|(?:is|are|was|were|be|been)(?: not|n't) (?:\w+ly )?{_BOUND}\b|"
    rf"(?:nobody|no one|none of [^,;:]{{2,30}}|no [a-z]+) (?:is|are|was|were|has|will be) (?:{_BOUND} )?to\b|"
    rf"(?:nobody|no one|none of [^,;:]{{2,30}}|no [a-z]+) (?:has |have |had |ever )*(?:been )?{_BOUND}\b|"
    r"without having to\b|exempt(?:ed)? from\b|(?:spared|relieved|freed|excused) from\b)"
    r"(?:(?!\b(?:must|shall|should|have until|has until)\b)[^.;:,]){0,60}$",
    re.IGNORECASE,
)
_DOUBTED = re.compile(
    r"\b(?:(?<!no )doubt(?:s|ed)?|nothing (?:says|said|suggests|shows)|nobody (?:says|said|knows)|no one (?:says|said|knows)|jok(?:es|ed|ingly)|imagin(?:e|es|ed|ing)|"
    r"pretend(?:s|ed|ing)?|wrongly|falsely|mistakenly|false (?:reports?|rumou?rs?|claims?|stor(?:y|ies)))\b[^.;:,]{0,60}$|"
    r"\bnot (?:due|set|scheduled|meant|supposed|bound) to (?:(?!until|before|till)\w+ ){0,4}$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till|before) $", re.IGNORECASE)
_EXPECTED_TO = re.compile(
    r"\b(?:expected|likely|unlikely|poised|tipped|understood|believed|rumou?red|inclined|about|ready|prepared|willing|tempted|under pressure) to (?:\w+ly )?$",
    re.IGNORECASE,
)
_UNREAL = re.compile(r"^\W*(?:(?:Had|Should|Were) [^,;:]{3,120}|If [^,;:]{2,60} had [^,;:]{2,90})$")
_WOULD = re.compile(r"\b(?:would|might|could)\b", re.IGNORECASE)
_MAYBE_MOVED = re.compile(
    r"\b(?:(?:is|are|was|were|be|seems?|appears?|looks?) (?:\w+ly |also |now |still |once again )?(?:expected|likely|poised|tipped|understood|believed|rumou?red|inclined|"
    r"under pressure|tempted|prepared|ready|willing|reluctant|unlikely) to|(?:whether|if)(?: or not)?(?: [^\s,;:]+){0,3} (?:to|will|would|should|can|could|may|might))"
    r" (?:be )?[^\s,;:]+ (?:[^\s,;:]+ ){0,9}$",
    re.IGNORECASE,
)
_ONCE_APPROVED = re.compile(
    r"^\W*(?:But |And |So )?(?:If|Once|Should it be|Were it to be) (?:re-?)?(?:elected|approved|passed|adopted|agreed|accepted|ratified|enacted|appointed|backed|endorsed)\b[^;:]*$",
    re.IGNORECASE,
)
_NEARLY_MISSED = re.compile(
    r"\b(?:nearly|almost)\s(?:missed|overran)\s(?:[^\s,;:]+\s){0,4}$",
    re.IGNORECASE,
)
