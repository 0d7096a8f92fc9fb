"""What the words behind an encounter's noun, or the length before it, settle about it: held, called off, put off."""

from __future__ import annotations

import re

from bot.extract.meetings.clauses import Row
from bot.extract.meetings.nodes import Kind
from bot.extract.meetings.noun_standing import MODAL
from bot.extract.meetings.relatives import to_be_held
from bot.extract.meetings.standing import Standing
from bot.model.facts import MeetingStatus


def settled(row: Row, found: Standing, begin: int, at: int, end: int, follows_at: int | None) -> Standing:
    """The standing once its relative clause and the rest of the sentence were read; `found` when they say nothing.

    begin, end: the noun phrase with its parties. follows_at: where the verb begins whose subject it is, if it is one.
    """
    if found.status is MeetingStatus.HELD and to_be_held(row, at + 1):
        return Standing(MeetingStatus.PLANNED, "noun:to-be-held")
    stopped = _WHICH_STOPPED.match(row.mask(end, end + 9))
    if stopped is not None:
        off = stopped.group(1) in _CALLED_OFF
        return Standing(MeetingStatus.CANCELLED if off else MeetingStatus.POSTPONED, "noun:which-was-stopped")
    if _NEVER_CAME.match(row.mask(end, end + 4)) or (
        _PLANS_FOR.search(row.mask(0, begin)) and _SHELVED.match(row.mask(end, end + 8))
    ):
        return Standing(MeetingStatus.CANCELLED, "noun:came-to-nothing")
    if _BEFORE_IT_BEGAN.match(row.mask(end, end + 10)):
        return Standing(MeetingStatus.CANCELLED, "noun:before-it-began")
    if found.status is MeetingStatus.PLANNED and _NOBODY_EXPECTS.search(row.mask(0, begin)):
        return Standing(MeetingStatus.POSSIBLE, "noun:nobody-expects")
    if follows_at is not None and _HAD_BEEN_DUE.match(row.mask(follows_at, len(row.nodes))):
        return Standing(MeetingStatus.CANCELLED, "noun:had-been-due")
    if row.word(at) == "visit" and _UNDER_WAY.match(row.mask(end, end + 3)):
        return Standing(
            MeetingStatus.PLANNED, "noun:visit-taking-place"
        )  # of a guest who may still be awaited
    if found.status is MeetingStatus.HELD and _FOLLOWED_BY.search(row.mask(0, begin)):
        return Standing(MeetingStatus.PLANNED, "noun:followed-by")
    if found.status in _NOT_SETTLED and _WHICH_WAS.match(row.mask(end, end + 8)):
        return Standing(MeetingStatus.HELD, "noun:which-took-place")
    if found.status is MeetingStatus.PLANNED and _after_days_of(row, begin, at):
        return Standing(MeetingStatus.HELD, "noun:after-days-of")
    return found


# "They would meet in June, followed by a meeting of the ministers": what follows something to come is to come.
_FOLLOWED_BY = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were) (?:due |set |expected |scheduled )?to) [^;]*\bfollowed by(?: [\w-]+){0,3}$"
)
_UNDER_WAY = re.compile(r"(?:is|was) (?:also )?taking place\b")
_NOT_SETTLED = frozenset(
    {MeetingStatus.PLANNED, MeetingStatus.POSSIBLE, MeetingStatus.REQUESTED, MeetingStatus.HELD}
)
_WHICH_WAS = re.compile(
    r"(?:, |— |– |- - )(?:which|that) (?:also )?(?:took place|lasted|ended|began|came|followed|ran|(?:was|were) (?:held|attended|hosted|chaired|led))\b"
)


def _after_days_of(row: Row, begin: int, at: int) -> bool:
    """ "Went to court following two days of talks": the length holds the word that tells they are over."""
    spans = (node for node in row.nodes[begin:at] if node.kind is Kind.TIME)
    over = any(node.word.startswith(("following ", "after ", "during ")) for node in spans)
    return over and MODAL.search(row.mask(0, begin)) is None


_WHICH_STOPPED = re.compile(
    r"(?:, )?(?:which|that) (?:P|\w+) (?:has |had )?(put on hold|suspended|halted|froze|frozen|paused|postponed|broke off|broken off|called off|"
    r"cancelled|canceled|scrapped)\b"
)
_NEVER_CAME = re.compile(r"(?:, )?(?:that|which) never (?:came|happened|materiali[sz]ed|took place|was)\b")
_PLANS_FOR = re.compile(
    r"\b(?:plans?|preparations|hopes|proposals?|arrangements|bid|efforts?) (?:for|of|to \w+)(?: [\w-]+){0,3}$"
)
_SHELVED = re.compile(
    r"(?:T |also |now |then |later )*(?:(?:was|were|has been|have been|had been|being|is|are) (?:T |\w+ly |now |also )*(?:shelved|dropped|scrapped|"
    r"abandoned|dashed|binned|ditched|cancelled|canceled|called off|aborted|axed)|collapsed|fell through|foundered|came to nothing)\b"
)
_BEFORE_IT_BEGAN = re.compile(
    r"(?:\w+ly )?\w+ (?:\w+ ){0,4}before (?:it|they|P|the \w+) (?:had |have |has |could |even |ever )*(?:began|begun|begin|start|started|opened|open|got|get)\b"
)
_NOBODY_EXPECTS = re.compile(
    r"\b(?:nobody|no one|no-one|none|few|hardly anyone) (?:[\w|]+ ){0,3}(?:expect|foresee|predict|believe|envisage|plan|want)\w*(?: [\w-]+){0,3}$"
)
_CALLED_OFF = frozenset(("broke off", "broken off", "called off", "cancelled", "canceled", "scrapped"))
_HAD_BEEN_DUE = re.compile(
    r"had (?:also )?been (?:due|expected|scheduled|slated|set|supposed|meant) to\b.*\b(?:but|however)\b"
)
