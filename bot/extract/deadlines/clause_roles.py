"""Who sets and who is bound, as a clause around a time tells it."""

from __future__ import annotations

import re

from bot.extract.deadlines import clause_words as cues
from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.clause import Clause, is_passive
from bot.extract.deadlines.line import Line
from bot.extract.deadlines.nouns import owner_of, party_at, speaker_of
from bot.extract.deadlines.roles import parenthetic_speaker, roles_of
from bot.extract.deadlines.telling import Named
from bot.model.facts import PartyKind


def roles_in(
    line: Line, clause: Clause, subject: tuple[int, int] | None
) -> tuple[Named | None, Named | None]:
    if (
        clause.modal is None
        and clause.verb is not None
        and subject is not None
        and cues.LEAVES.fullmatch(clause.verb.group())
    ):
        return None, party_at(line, *subject, anyone=True)
    if (
        clause.modal is None
        and clause.verb_is("begin")
        and clause.verb is not None
        and subject is not None
        and cues.DECIDES.fullmatch(clause.verb.group())
    ):
        return None, party_at(line, *subject, anyone=True)
    if clause.modal is None:
        if clause.verb_is("move", "revoke") and subject is not None and not is_passive(clause):
            return party_at(line, *subject), owner_of(
                line, clause.begin + clause.verb.end(), clause.begin + len(clause.left)
            ) if clause.verb else None
        setter, addressee = roles_of(line, subject)
        if clause.verb_is("begin") and subject is not None and setter is None and addressee is None:
            doer = party_at(line, *subject)
            addressee = doer if doer is not None and doer.party.kind is PartyKind.GROUP else None
        return setter, addressee
    if subject is None:
        return None, None
    deed = re.match(
        rf"\s*(?:\w+ly |also |then |now |still )*(?:{words.DEED}|{words.RIGHT}|keep|use|charge|claim|declare|collect|take|make|give|get|wait|hold)\b",
        clause.left[clause.modal.end() :],
        re.IGNORECASE,
    )
    doer = party_at(line, *subject, anyone=deed is not None and not clause.verb_is("end", "begin", "stay"))
    speaker = speaker_of(line, subject[0]) or parenthetic_speaker(line)
    passive = (
        re.match(r"\s*(?:not |also |only |then |still )*be\b", clause.left[clause.modal.end() :]) is not None
    )
    passive_plan = (
        clause.modal_is("plan")
        and re.match(
            r"(?:is|are|was|were|been|be|now|planned|scheduled|target\w*|goals?)\b", clause.modal.group()
        )
        is not None
    )
    if clause.modal_is("promise") and cues.AGREED_PAUSE.search(clause.left):
        return party_at(line, *subject), None
    if clause.modal_is("promise", "plan", "ask") and not passive_plan:
        asked = _asked(line, clause) if clause.modal_is("ask") else None
        return (None if passive else party_at(line, *subject)) or speaker, asked
    if clause.verb_is("begin") and clause.verb is not None and cues.DECIDES.match(clause.verb.group()):
        return None, doer
    if clause.modal_is("plan") and passive_plan:
        return roles_of(line, subject)
    if clause.modal_is("future") and clause.verb is not None and cues.LEAVES.fullmatch(clause.verb.group()):
        return None, doer
    if clause.modal_is("future") and cues.RECEIVES.match(clause.left[clause.modal.end() :]):
        return None, doer
    if clause.modal_is("future"):
        if clause.verb_is("end", "begin", "stay", "revoke", "move") or passive:
            setter, addressee = roles_of(line, subject)
            return setter or speaker, addressee
        return doer or speaker, None
    if clause.modal_is("permit") and not passive and cues.COERCES.match(clause.left[clause.modal.end() :]):
        return party_at(line, *subject, anyone=True), None
    if clause.modal_is("permit") and passive:
        return None, None
    if re.match(r"\s*(?:payable|owed|due)\b|.*\b(?:payable|owed|due)$", clause.modal.group()):
        return None, owner_of(line, *subject)
    paper = (
        None if passive or cues.DOERS_OWN.search(line.marked, *subject) is None else owner_of(line, *subject)
    )
    return None, paper or (None if passive else doer)


def _asked(line: Line, clause: Clause) -> Named | None:
    """Whom a request is put to: "asked the commission to"."""
    assert clause.modal is not None
    to = re.match(r"\s+(?P<who>[^,;:]{2,60}?)\s+to\s", clause.left[clause.modal.end() :])
    if to is None:
        return None
    start = clause.begin + clause.modal.end()
    return party_at(line, start + to.start("who"), start + to.end("who"), anyone=True)
