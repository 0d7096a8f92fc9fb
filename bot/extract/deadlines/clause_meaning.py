"""What kind of deadline a clause around a time tells, and how firmly."""

from __future__ import annotations

import re

from bot.extract.deadlines import clause_words as cues
from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.clause import Clause
from bot.extract.deadlines.line import Line
from bot.extract.deadlines.modality import LEAD_IN
from bot.extract.deadlines.nouns import speaker_of
from bot.model.facts import DeadlineKind, DeadlineStatus


def kind_of(clause: Clause, match: re.Match[str], condition: bool) -> DeadlineKind:
    link = (match["link"] or "").lower()
    if condition:
        return DeadlineKind.CONDITION
    if clause.modal_is("promise") and cues.AGREED_PAUSE.search(clause.left):
        return DeadlineKind.EXPIRY
    if clause.verb_is("end", "stay", "revoke") or (
        clause.verb_is("move") and cues.OPEN_END.fullmatch(link.strip())
    ):
        return DeadlineKind.EXPIRY
    if clause.verb_is("begin") and clause.verb is not None:
        decides = cues.DECIDES.match(clause.verb.group())
        return DeadlineKind.SCHEDULED if decides else DeadlineKind.EFFECTIVE
    if clause.modal_is("plan"):
        return DeadlineKind.SCHEDULED
    if clause.modal_is("promise", "future"):
        return DeadlineKind.COMMITMENT
    return DeadlineKind.DEADLINE


def _perhaps(clause: Clause, link: str) -> bool:
    """Whether "may" only says what an authority might do from a day on, and grants nothing."""
    assert clause.modal is not None
    if clause.modal.group().lower() not in ("may", "could", "might") or cues.LIMITS.fullmatch(link.strip()):
        return False
    return cues.MIGHT_DO.match(clause.left[clause.modal.end() :]) is not None


def _is_told(line: Line, clause: Clause) -> bool:
    """Whether the clause is reported speech, so that its "would" and "could" may be somebody's "will" and "can"."""
    return (
        speaker_of(line, clause.begin) is not None or re.search(rf"\b{words.SAID}\b", line.marked) is not None
    )


def status_of(
    line: Line, clause: Clause, match: re.Match[str], *, over: bool, condition: bool
) -> DeadlineStatus:
    before = LEAD_IN.sub("", clause.left)
    if over:
        missed = re.search(r"\b(?:supposed|meant|should have|promised|pledged|vowed)\b", before)
        return DeadlineStatus.MISSED if missed else DeadlineStatus.PASSED
    if clause.verb_is("revoke"):
        held = re.search(r"\b(?:could|might|may|would|threat|consider|ask|want)\w*\b", before)
        return DeadlineStatus.PROPOSED if held else DeadlineStatus.WITHDRAWN
    if clause.modal_is("ask") or (
        clause.modal is not None and clause.modal.group().lower().startswith("threat")
    ):
        return DeadlineStatus.PROPOSED
    if (
        clause.modal_is("plan")
        and clause.modal is not None
        and re.match(
            r"(?:propos|hope|consider|intend|mean|(?:plan|aim|prepar)\w* (?:to|on)\b)",
            clause.modal.group().lower(),
        )
    ):
        return DeadlineStatus.PROPOSED
    if clause.modal_is("future") and clause.modal is not None and clause.modal.group().lower() == "would":
        told = _is_told(line, clause)
        if not told or re.search(r"\b(?:draft|propos\w*|version|amendment|if)\b", line.marked, re.IGNORECASE):
            return DeadlineStatus.PROPOSED
    if re.search(r"\b(?:could|might|propos\w+|draft|threaten\w*)\b", before) and not clause.modal_is(
        "permit"
    ):
        return DeadlineStatus.PROPOSED
    if (
        clause.modal_is("permit")
        and clause.modal is not None
        and _perhaps(clause, (match["link"] or "").lower())
    ):
        return DeadlineStatus.PROPOSED
    if clause.modal is not None and clause.modal.group().lower() == "could" and not _is_told(line, clause):
        return DeadlineStatus.PROPOSED  # "a bill that could fund the ports until May"
    if clause.verb_is("move"):
        return DeadlineStatus.EXTENDED
    return DeadlineStatus.SET
