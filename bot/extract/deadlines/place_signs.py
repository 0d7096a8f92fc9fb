"""Where in the telling sentence a candidate stands, and what the words beside it make of it: told something, an owner, one that must."""

from __future__ import annotations

from bot.extract.deadlines import candidate_words as cues
from bot.extract.deadlines.candidates import Candidate
from bot.extract.deadlines.line import Line
from bot.extract.deadlines.story_words import OWNS
from bot.extract.deadlines.telling import Telling
from bot.extract.document import Document
from bot.model.text import Span


def places_of(
    document: Document, line: Line, telling: Telling, subject: tuple[int, int] | None, candidate: Candidate
) -> set[str]:
    """Where in the telling sentence the candidate stands: before the telling words, as their subject, after "by", told something."""
    found: set[str] = set()
    if line.index not in candidate.lines:
        return found
    for place in candidate.places:
        if not line.span.contains(place):
            continue
        begin, end = place.start - line.span.start, place.end - line.span.start
        if place.end <= telling.trigger.start:
            found.add("left")
        else:
            found.add("right" if place.start >= telling.trigger.end else "within")
        left, right = line.marked[:begin], line.marked[end:]
        if cues.OPENS.fullmatch(left):
            found.add("opens")
        if subject is not None and begin >= subject[0] - 4 and end <= subject[1] + 1:
            found.add("subject" if end >= subject[1] - 2 else "in the subject")
            if begin <= subject[0] + 5:
                found.add("head of the subject")
        if cues.LIMIT_FOR.search(left):
            found.add("given the limit, must" if right.startswith(" to ") else "given the limit")
        if cues.DONE_TO.search(left):
            found.add("done to")
        if cues.HIT.search(left):
            found.add("hit")
        followed = _followed(document.text, place, right)
        if (before := cues.BEFORE.search(left)) is not None:
            word = before[1].lower()
            found.add(_told(word, right) if word in cues.TELLING else f"after {word}")
            if word in cues.HANGING:
                followed -= {"must", "will", "may", "was told"}
        found |= followed
    return found


def _told(verb: str, right: str) -> str:
    """What the verb before a naming makes of it: who is told to do something, or only that something is so."""
    return (
        "informed"
        if verb in ("told", "tell", "tells", "warned") and cues.INFORMED.match(right)
        else "is told"
    )


def _followed(text: str, place: Span, right: str) -> set[str]:
    """What the words behind a naming make of it: an owner, a speaker, one that commands or must."""
    if right.startswith(("'s", "' ")):
        return {"owner", "owns a command"} if OWNS.match(text, place.end) else {"owner"}
    if cues.LIMIT_OF.match(right):
        return {"owns a command"}
    found = {
        name
        for name, pattern in (("says", cues.SAYS), ("commands", cues.COMMANDING), ("gives", cues.GIVES))
        if pattern.match(right)
    }
    if cues.IS_TOLD.match(right):
        found.add("was told")
    else:
        found |= {
            name
            for name, pattern in (("must", cues.MUST), ("will", cues.WILL), ("may", cues.MAY))
            if pattern.match(right)
        }
    return found
