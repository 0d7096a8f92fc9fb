"""What became of a day that lies behind, and of a plan that its own sentence calls off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.extract.deadlines.building import verb_start
from bot.extract.deadlines.due import nearest
from bot.extract.deadlines.line import read_line
from bot.extract.deadlines.nouns import party_at
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.document import Document
from bot.model.facts import DeadlineKind, DeadlineStatus
from bot.model.text import Span

_MISSED = re.compile(
    r"\b(?:did not|didn't|failed to|fails to|nothing|let (?:that|it|this) (?:pass|slip|lapse)|slipped by|not a single|never (?:came|did|happened|arrived|paid)|missed|"
    r"no \w+ (?:came|arrived|was|were|had)|has not|have not|had not|still (?:waiting|not|unpaid|owes?)|without (?:a|any|the)|only (?:last|this|on|in|yesterday|now|after))\b",
    re.IGNORECASE,
)
_MET = re.compile(
    r"\b(?:did so|all (?:of them )?did|nine (?:out of|in) ten did|most did|complied|(?:was|were) (?:reached|met|kept|beaten)|in time|on time|to spare|duly)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:was|were) (?:\w+ )?(?:supposed|meant) to\b|\bshould (?:have|already have)\b|\bpromised\b|\bfailed to\b|\bfails to\b|\b(?:did not|didn't|has not|have not) (?:file|filed|submit\w*|pay|paid|deliver\w*|publish\w*|answer\w*|report\w*|hand\w* in|sent?d?|return\w*)\b",
    re.IGNORECASE,
)
_STILL_TO = re.compile(r"\b(?:until|till|to|by)\s*$", re.IGNORECASE)
_LATE = re.compile(
    r"\b(?:days?|weeks?|hours?|months?|year) (?:too )?late\b|\bcame (?:too )?late\b", re.IGNORECASE
)
_OFF = (
    r"(?:shelv(?:e|es|ed|ing)|lift(?:s|ed|ing)?|suspend(?:s|ed|ing)?|cancel(?:s|led|ed|ling)?|call(?:s|ed|ing)? off|scrap(?:s|ped|ping)?|drop(?:s|ped|ping)?|withdr(?:aw|ew|awn|aws|awing)|"
    r"revok(?:e|es|ed)|stay(?:ed)|blocked|abandon(?:s|ed|ing)?|halt(?:s|ed)?|annul(?:s|led)?|overturn(?:s|ed)?|struck down|rescind(?:s|ed)?|waiv(?:e|es|ed)|put on hold|quash(?:es|ed)?)"
)
_OFF_BEFORE = re.compile(
    rf"\b{_OFF}\b[^;.]{{2,90}}?,?\s+(?:which|that)\s+(?:would have|(?:was|were|had been|is|are)\s+(?:also |originally |then )?(?:to|due|scheduled|set|planned|supposed))\b[^;.]{{0,60}}$",
    re.IGNORECASE,
)
_OFF_AFTER = re.compile(
    rf"^[^;.]{{0,60}}?\b(?:has|have|had|was|were|is|are)\s+(?:now |been |also |then |instead |being )*{_OFF}\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:due|planned|scheduled|set|was to|were to|announced|threatened|ordered)\b[^;.]{0,40}$",
    re.IGNORECASE,
)
_MAYBE = re.compile(
    r"\b(?:could|might|may|asked|wants?|wanted|urged|demand\w*|consider\w*|refus\w+|not|never|until|unless|if)\b",
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
        return replace(
            telling,
            due=nearest(telling.due, document.published),
            status=DeadlineStatus.WITHDRAWN,
            setter=telling.setter or _who_called_off(document, telling, before),
        )
    if telling.status is DeadlineStatus.SET and telling.kind in _OPEN_KINDS and _IF_FIRST.match(before):
        return replace(telling, status=DeadlineStatus.PROPOSED)
    last, published = telling.due.latest, document.published
    if last is None or published is None or last >= published or telling.status is DeadlineStatus.PROPOSED:
        return telling
    done = _done_on(document, telling, after)
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


def _called_off(before: str, after: str) -> bool:
    match = None if _STILL_TO.search(before) else _OFF_BEFORE.search(before)
    if match is not None:
        return _MAYBE.search(before[: match.start()][-60:]) is None
    match = _OFF_AFTER.match(after)
    return match is not None and _PLANNED.search(before) is not None and _MAYBE.search(match.group()) is None


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
