"""The old day of a move where its own sentence tells it, by name or by how much later or sooner the new one is.

"pushed back from 3 May", "which was to have been 1 March", "two weeks later than planned", "was due to open on
4 April, but will now open on 12 May".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.counting import counted
from bot.extract.deadlines.due import due_at
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.patterns import DAYS, rx
from bot.extract.deadlines.telling import Telling
from bot.extract.deadlines.turning import direction, nearest_weekday
from bot.model.facts import IN_FORCE
from bot.model.when import Anchor, When

_PLAN = r"(?:planned|scheduled|expected|intended|hoped|thought|indicated|announced|promised|anticipated|advertised|forecast|envisaged|required|agreed|due|set|proposed|stated|billed)"
_LATER_THAN = re.compile(
    r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,3})[ -](?:days?|weeks?|fortnights?|months?|years?)(?P<dir> (?:later|after|earlier|sooner|before|ahead))"
    rf"(?:(?: than| of)? (?:(?:it |they )?(?:was |were |had been |is )?(?:originally |initially |first |previously )?{_PLAN}\b|(?:the |its |their )?(?:original|initial|previous|planned|scheduled|expected|first)(?:ly)?\b|schedule\b))",
    re.IGNORECASE,
)
_SOONER = re.compile(r"earlier|sooner|before|ahead", re.IGNORECASE)
_REPLACES = rx(
    r"\b(?:(?:pushed|put|moved|postponed|delayed|deferred|brought|rescheduled|changed|revised|switched|shifted|rolled|extended|up|down)(?: (?:back|forward|up|out))? from"
    r"|(?:which |that )?(?:was|were|had been) (?:originally |initially |first )?(?:to have been|supposed to be|meant to be)|instead of|rather than|in place of|originally|initially|previously|formerly)\s+"
    rf"(?:on |by |in |until |at )?(?:(?:the|its|their|an?) )?(?:(?:original|previous|earlier|initial|planned|scheduled|first|usual|normal|regular|current) )?(?:(?:date|deadline|day|expiry|start) (?:of|on) )?(?P<prev>{DAYS})(?!,?\s+(?:to|until|till)\s+{DAY})"
)
_WAS_TO = rx(
    r"\b(?:(?:was|were|had been)\s+(?:\w+ly\s|first\s|once\s)?(?:to|due|set|scheduled|supposed|meant|expected|planned|slated|estimated|pencilled in|billed|intended)|originally|initially|first|should (?:already )?have|(?:had|having) been (?:due|set|scheduled|expected|planned))\b[^;:"
    + DAY
    + LENGTH
    + rf"]{{0,90}}?\s?(?P<prev>{DAYS})"
)
_ITSELF = r"(?:(?:it|they|that|this|which|he|she|(?:the|its|that|this) (?:date|day|deadline|opening|start|event|works?|launch|closure))\s)?"
_BUT_NOW = rx(
    rf",?;?\s(?:but |and |though |although |however,? |yet |before )?(?:{_ITSELF}(?:is|are|will|would|has|have|was|were|had)\s(?:not\s)?(?:now|instead)\b"
    rf"|{_ITSELF}(?:will not|won't|is not|are not|would not)\s[^;:,{DAY}{LENGTH}]{{0,60}}?\s(?:until|before)\b"
    rf"|[^;:{DAY}{LENGTH}]{{0,60}}?\b(?:(?:has|have|had|was|were)\s(?:now\s|since\s|later\s|then\s|again\s|been\s){{0,2}})(?:put (?:off|back)|pushed back|moved|delayed|postponed|deferred|rescheduled|shifted|extended|prolonged|slipped)\b"
    rf"|{_ITSELF}(?:(?:is|are|was|were|has been|have been)\s(?:now\s)?)?(?:put\s)?(?:on hold|on ice|frozen|suspended|paused|held over)\suntil\b)"
)
_THEN = re.compile(r",?;?\s(?:but |and )?(?:will|is to|are to|has|have|must|can|may now)\b", re.IGNORECASE)
_ONCE = re.compile(r"(?:originally|initially|first)\b", re.IGNORECASE)
_RESUMED = rx(rf",\s(?:until|till|to|through|by)\s(?:the\s)?{DAY}")
_MOVE = re.compile(rf"\b(?:{words.MOVE_LATER}|{words.MOVE_SOONER}|{words.MOVE_ANY})(?![\w-])", re.IGNORECASE)
""" "Extended the curfew, which was to end on 24 April, until 24 May": the move goes on behind the aside."""


@dataclass(frozen=True, slots=True)
class _Old:
    """An old day that a sentence tells; after: the new one is told behind this place of the revision."""

    when: When
    after: int | None = None


def with_replaced_days(line: Line, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings of a sentence, those that moved with the day that the sentence says they moved from."""
    result = list(tellings)
    for old in (*_named(line), *_reckoned(line, result), *_once_planned(line)):
        new = _nearest(result, old)
        if new is not None:
            moved = _moved(new, old.when)
            kept = [t for t in result if t is new or t.due is None or t.due.span != old.when.span]
            result = [moved if t is new else t for t in kept]
    return result


def _named(line: Line) -> Iterator[_Old]:
    """Days that words such as "pushed back from" make old ones."""
    for match in _REPLACES.finditer(line.marked):
        when = _old_at(line, match)
        if when is not None:
            yield _Old(when)


def _once_planned(line: Line) -> Iterator[_Old]:
    """ "was due to open on 4 April, but will now open on 12 May": the first day, for what is told behind it."""
    for match in _WAS_TO.finditer(line.marked):
        when = _old_at(line, match) if _holds_no_more(line, match) else None
        if when is not None:
            yield _Old(when, after=line.span.start + match.end())


def _holds_no_more(line: Line, match: re.Match[str]) -> bool:
    """Whether the words behind a day once planned tell of another one."""
    end = match.end()
    once = _ONCE.match(match.group()) is not None and _THEN.match(line.marked, end) is not None
    resumed = (
        _RESUMED.match(line.marked, end) is not None
        and _MOVE.search(line.marked, 0, match.start()) is not None
    )
    return once or resumed or _BUT_NOW.match(line.marked, end) is not None


def _old_at(line: Line, match: re.Match[str]) -> When | None:
    told = due_at(line, match.start("prev"), match.end("prev"))
    when = nearest_weekday(told, line.document.published)
    return when if when is not None and when.earliest is not None else None


def _reckoned(line: Line, tellings: Sequence[Telling]) -> Iterator[_Old]:
    """ "two weeks later than planned": counted back from the new day."""
    match = _LATER_THAN.search(line.words(0, len(line.marked)))
    length = None if match is None else next(iter(line.whens_at(match.start(), match.start("dir"))), None)
    if match is None or length is None:
        return
    here = line.span.start + match.start()
    days = [t.due for t in tellings if t.status in IN_FORCE and t.due is not None]
    days = [due for due in days if due.day is not None and due.span != length.span]
    new = min(days, key=lambda due: abs(due.span.start - here), default=None)
    if new is None or new.day is None:
        return
    anchor = Anchor(day=new.day, words=new.words, span=new.span)
    later = _SOONER.search(match["dir"]) is None
    old = counted(length, anchor, calendar=line.document.calendar, back=later)
    if old.day is not None:
        yield _Old(old)


def _nearest(tellings: Sequence[Telling], old: _Old) -> Telling | None:
    """The telling that has the new day: with no old day yet, the nearest to the words, one before them first."""
    place = old.when.span
    fitting = [(t, t.due.span) for t in tellings if t.due is not None and _can_come_of(t, t.due, old)]
    if old.after is None:
        fitting = [one for one in fitting if one[1].end <= place.start] or fitting
    return min(fitting, key=lambda one: abs(one[1].start - place.start), default=(None,))[0]


def _can_come_of(telling: Telling, due: When, old: _Old) -> bool:
    echo = telling.rule == "was_to_expire" and old.after is None
    if telling.previous is not None or telling.status not in IN_FORCE or echo:
        return False
    if old.after is not None and due.span.start < old.after:
        return False
    return due.span != old.when.span and direction(due, old.when) is not None


def _moved(new: Telling, old: When) -> Telling:
    rule = "moved" if new.rule == "was_to_expire" else new.rule
    return replace(new, rule=rule, previous=old, status=direction(new.due, old) or new.status)
