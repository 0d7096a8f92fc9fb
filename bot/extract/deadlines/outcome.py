"""The telling of what has become of a deadline, as its frames build it."""

from __future__ import annotations

import re

from bot.extract.deadlines.due import due_at
from bot.extract.deadlines.line import Line
from bot.extract.deadlines.nouns import head_noun, party_at
from bot.extract.deadlines.telling import Telling
from bot.model.facts import DeadlineKind, DeadlineStatus

DENIED = re.compile(
    r"\b(?:whether|not|never|no|nor|neither|denied|if|unless|could|might|(?-i:may)|would|without|should)\b",
    re.IGNORECASE,
)


def outcome_of(
    line: Line,
    match: re.Match[str],
    subject: tuple[int, int] | None,
    *,
    rule: str,
    status: DeadlineStatus,
    addressee: bool = False,
    setter: bool = False,
    head: str | None = None,
) -> Telling:
    """A telling with the status that a frame of outcomes gives it; its first time group is the day."""
    groups = match.groupdict()
    group = next((name for name in ("due", "due2", "due3") if groups.get(name)), None)
    due = due_at(line, match.start(group), match.end(group)) if group else None
    named = None if subject is None else party_at(line, *subject, anyone=addressee)
    begin = match.start() if subject is None else min(subject[0], match.start())
    noun = head or (groups.get("head") or "deadline").lower()
    return Telling(
        line=line.index,
        quote=line.place(begin, match.end()),
        trigger=line.place(match.start("verb"), match.end("verb")),
        rule=rule,
        kind=DeadlineKind.DEADLINE,
        status=status,
        due=due,
        setter=named if setter else None,
        addressee=named if addressee else None,
        requirement=line.place(match.start("what"), match.end("what"))
        if groups.get("what") and groups["what"].strip()
        else None,
        head=head_noun(noun) if noun else None,
    )
