"""What became of a day that lies behind, and of a plan that its own sentence calls off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.extract.deadlines.building import verb_start
from bot.extract.deadlines.line import read_line
from bot.extract.deadlines.nouns import party_at
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.deadlines.turning import nearest, nearest_weekday
from bot.extract.document import Document
from bot.model.facts import DeadlineKind, DeadlineStatus
from bot.model.text import Span

_MISSED = re.compile(
    r"\b(?:did not|didn't|failed to|fails to|nothing|let (?:that|it|this) (?:pass|slip|lapse)|slipped by|not a single|never (?:came|did|happened|arrived|paid)|missed|"
    r"none (?:of them )?(?:did|came|was|were|has|have)|yet to (?:do|file|pay|hand|submit|publish|answer|reply|deliver|report)|no \w+ (?:came|arrived|was|were|had)|has not|have not|had not|still (?:waiting|not|unpaid|owes?)|without (?:a|any|the)|only (?:last|this|on|in|yesterday|now|after))\b",
    re.IGNORECASE,
)
_MET = re.compile(
    r"\b(?:did so|complied|all (?:of them )?did|nine (?:out of|in) ten did|most did|complied|(?:was|were) (?:reached|met|kept|beaten)|in time|on time|to spare|duly)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:was|were) (?:\w+ )?(?:supposed|meant) to\b|\b(?:was|were) to have\b|\bshould (?:have|already have)\b|\bpromised\b|\bfailed to\b|\bfails to\b|\b(?:did not|didn't|has not|have not) (?:file|filed|submit\w*|pay|paid|deliver\w*|publish\w*|answer\w*|report\w*|hand\w* in|sent?d?|return\w*)\b",
    re.IGNORECASE,
)
_STILL_TO = re.compile(r"\b(?:until|till|to|by)\s*$", re.IGNORECASE)
_LATE = re.compile(
    r"\b(?:days?|weeks?|hours?|months?|year) (?:too )?late\b|\bcame (?:too )?late\b", re.IGNORECASE
)
_OFF = (
    r"(?:shelv(?:e|es|ed|ing)|lift(?:s|ed|ing)?|suspend(?:s|ed|ing)?|cancel(?:s|led|ed|ling)?|call(?:s|ed|ing)? off|scrap(?:s|ped|ping)?|drop(?:s|ped|ping)?|withdr(?:aw|ew|awn|aws|awing)|"
    r"revok(?:e|es|ed)|stay(?:ed)|blocked|abandon(?:s|ed|ing)?|halt(?:s|ed)|annul(?:s|led)?|overturn(?:s|ed)?|struck down|rescind(?:s|ed)?|waiv(?:e|es|ed)|put(?:s)? on hold|quash(?:es|ed)?|collapsed|broke(?:n)? down|fell apart|fallen apart|torn up|tore up|end(?:s|ed)|br(?:eaks|oke)|walk(?:s|ed) away from|pull(?:s|ed) out of|freez(?:es|e)|froze)"
)
_STOPPED = re.compile(rf"\b{_OFF}\b", re.IGNORECASE)
_RAN = re.compile(
    r"\b(?:run|last|remain|apply|continue|stay|hold|open|valid|in force|in effect|in place)(?:ed|s)?\b",
    re.IGNORECASE,
)
_NOT_AHEAD = re.compile(
    r"^[^;.]{0,40}?\b(?:will|would) not (?:now )?(?:go ahead|take effect|take place|happen|apply|be (?:imposed|introduced|levied|raised|held|enforced))",
    re.IGNORECASE,
)
_OFF_BEFORE = re.compile(
    rf"\b{_OFF}\b[^;.]{{2,90}}?,?\s+(?:(?:which|that)\s+(?:would have|(?:was|were|had been|is|are|ran|runs)\b\s*(?:also |originally |then )?(?:to|due|scheduled|set|planned|supposed|open|valid|in force|running|until)?)|"
    r"requiring|obliging|forcing|barring|banning|(?:due|set|scheduled|planned|called|announced)(?: (?:in|at|across|by) [^,;.]{2,50}?)? (?:to|on|for)|valid|open|running|expiring)\b[^;.]{0,60}$",
    re.IGNORECASE,
)
_OFF_AFTER = re.compile(
    rf"^[^;.]{{0,60}}?\b(?:has|have|had|was|were|is|are)\s+(?:now |been |also |then |instead |being )*{_OFF}\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:due|planned|scheduled|set|was to|were to|announced|threatened|ordered|valid|open|running|in force|supposed|meant|would have)\b[^;.]{0,40}$",
    re.IGNORECASE,
)
_MAYBE = re.compile(
    r"\b(?:could|might|(?-i:may)|asked|wants?|wanted|urged|demand\w*|consider\w*|refus\w+|not|never|until|unless|if)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"^,?\s+(?:was|were|came|arrived|had been)\s*(?:only |eventually |finally )?(?:handed in|filed|submitted|delivered|paid|published|sent|received|signed|completed)?\s+on\s+",
    re.IGNORECASE,
)
_OPEN_KINDS = (DeadlineKind.EFFECTIVE, DeadlineKind.EXPIRY, DeadlineKind.SCHEDULED, DeadlineKind.COMMITMENT)
_IF_FIRST = re.compile(r"\W*(?:If|Should|Were)\b[^,;]{3,100},")
_LENIENT = frozenset(("limit_is", "dated_limit", "was_to_expire", "before_limit", "listed", "moved"))


def with_aftermath(document: Document, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with what the sentence, or the next one, says came of them."""
    return [_told(document, telling) for telling in tellings]


def _told(document: Document, telling: Telling) -> Telling:
    general = telling.rule.startswith("clause") and telling.status is DeadlineStatus.PASSED
    if telling.due is None or (
        telling.status not in (DeadlineStatus.SET, DeadlineStatus.PROPOSED) and not general
    ):
        return telling
    sentence = document.sentences[telling.line]
    before = document.text[sentence.start : max(sentence.start, telling.due.span.start)]
    after = document.text[min(telling.due.span.end, sentence.end) : sentence.end]
    if _called_off(before, after):
        day, looked_back = nearest(telling.due, document.published), telling.rule == "was_to_expire"
        return replace(
            telling,
            due=nearest_weekday(day, document.published) if looked_back else day,
            status=DeadlineStatus.WITHDRAWN,
            setter=_who_called_off(document, telling, before) or telling.setter,
        )
    if telling.status is DeadlineStatus.SET and telling.kind in _OPEN_KINDS and _IF_FIRST.match(before):
        return replace(telling, status=DeadlineStatus.PROPOSED)
    last, published = telling.due.latest, document.published
    if last is None or published is None or last >= published:
        return telling
    done = _done_after(document, telling)
    if telling.status is DeadlineStatus.PROPOSED:
        return telling if done is None else replace(telling, status=done)
    done = done or _done_on(document, telling, after)
    if done is not None:
        return replace(telling, status=done)
    if general:
        return _looked_back(document, telling, before, after)
    if telling.kind in (DeadlineKind.EFFECTIVE, DeadlineKind.SCHEDULED) and telling.rule not in (
        "clause.duty",
        "oblige",
    ):
        return telling
    return _looked_back(document, telling, before, after)


def _done_on(document: Document, telling: Telling, after: str) -> DeadlineStatus | None:
    """Met or missed by the day on which it was done: "due on 15 March, was handed in on 20 March"."""
    assert telling.due is not None
    match = _DONE.match(after)
    if match is None or telling.due.latest is None:
        return None
    start = telling.due.span.end + match.end()
    done = next(
        (when.day for when in document.whens_in(Span(start - 3, start + 25)) if when.day is not None), None
    )
    if done is None:
        return None
    return DeadlineStatus.MISSED if done > telling.due.latest else DeadlineStatus.MET


def _who_called_off(document: Document, telling: Telling, before: str) -> Named | None:
    """The subject of the verb that calls the plan off: "The cabinet dropped the ban that was to start"."""
    match = _OFF_BEFORE.search(before)
    if match is None:
        return None
    line = read_line(document, telling.line)
    subject = subject_before(line, verb_start(line, match.start()))
    return None if subject is None else party_at(line, *subject)


_DONE_LATER = re.compile(
    r"^(?:They|It|He|She|The \w+(?: \w+)?|[A-Z]\w+(?: [A-Z]\w+)?)\s+(?:only |finally |eventually )?(?:arrived|came|were (?:delivered|filed|sent|submitted)|was (?:delivered|filed|sent|submitted|paid)|did so|"
    r"complied|handed (?:it|them) (?:in|over)|replied|answered|paid|submitted \w+|delivered \w+|filed \w+)\s+(?:only |late |finally )?on\s+"
)


def _done_after(document: Document, telling: Telling) -> DeadlineStatus | None:
    """Met or missed by the day that the next sentence gives: "They arrived on 20 April"."""
    assert telling.due is not None
    if telling.line + 1 >= len(document.sentences) or telling.due.latest is None:
        return None
    following = document.sentences[telling.line + 1]
    match = _DONE_LATER.match(document.words(following))
    if match is None:
        return None
    start = following.start + match.end()
    done = next((w.day for w in document.whens_in(Span(start - 3, start + 2)) if w.day is not None), None)
    if done is None:
        return None
    return DeadlineStatus.MISSED if done > telling.due.latest else DeadlineStatus.MET


def _called_off(before: str, after: str) -> bool:
    match = _OFF_BEFORE.search(before)
    if match is not None and _STILL_TO.search(before):
        stopped = _STOPPED.match(match.group())
        match = match if stopped is not None and _RAN.search(match.group(), stopped.end()) else None
    if match is not None and "pending" not in match.group():
        return _MAYBE.search(before[: match.start()][-60:]) is None
    if _PLANNED.search(before) is None:
        return False
    match = _OFF_AFTER.match(after)
    return (match is not None and _MAYBE.search(match.group()) is None) or _NOT_AHEAD.match(after) is not None


def _looked_back(document: Document, telling: Telling, before: str, after: str) -> Telling:
    following = ""
    if telling.line + 1 < len(document.sentences):
        candidate = document.words(document.sentences[telling.line + 1])
        if re.match(
            r"(?:They|It|He|She|Nothing|None|No |All|The \w+ (?:did|missed|met)|That|This|Most|Only|By then|Both|Neither)",
            candidate,
        ):
            following = candidate
    if (
        _MISSED.search(after)
        or _SUPPOSED.search(before)
        or _LATE.search(before)
        or (following and _MISSED.search(following))
    ):
        return replace(telling, status=DeadlineStatus.MISSED)
    if _MET.search(after) or (following and _MET.search(following)):
        return replace(telling, status=DeadlineStatus.MET)
    return telling if telling.rule in _LENIENT else replace(telling, status=DeadlineStatus.PASSED)
