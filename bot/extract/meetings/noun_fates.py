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
_CALLED_OFF = frozenset(("broke off", "broken off", "called off", "cancelled", "canceled", "scrapped"))
_HAD_BEEN_DUE = re.compile(
    r"had (?:also )?been (?:due|expected|scheduled|slated|set|supposed|meant) to\b.*\b(?:but|however)\b"
)
