"""When it was: the time that governs the clause of an encounter, days it was moved to, several days in a list."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.extract.document import Document
from bot.extract.meetings.bounds import clause_end, clause_first, inserted, segment_first
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.details import place_at
from bot.extract.meetings.nodes import Kind
from bot.extract.meetings.other_days import dates_a_noun, of_other_deed, of_other_event
from bot.model.facts import MeetingStatus
from bot.model.text import Span
from bot.model.when import Anchor, Precision, When, WhenKind

_NOT_BEFORE_TIME = frozenset("since until till than deadline expiry ultimatum of because".split())


def when_of_clause(doc: Document, row: Row, head: int, at: int, start: int, begin: int | None) -> When | None:
    """The time that governs the clause of the trigger at `at`, or None.

    head: first node of the subject. start: first node of the verb group or noun phrase. begin: where the details of
    a second object begin ("and then C on Friday"), to look there first.
    """
    if begin is not None:
        own = _first_time(row, begin, clause_end(row, begin))
        if own is not None:
            return own
        if row.word(begin + 1) in ("at", "in"):
            return None  # "see A on Saturday and B at a place to be agreed"
    end = clause_end(row, at)
    after = _first_time(row, at + 1, end) or _time_of_its_end(row, end)
    if after is not None:
        return after
    aside = inserted(row, head, start)
    inside = _last_time(row, aside[1] if aside is not None else head, at)
    if inside is not None:
        return inside
    first = clause_first(row, head)
    if first == head and _hangs_on(row, first - 1):
        return _last_time(row, segment_first(row, first - 1), first - 1) or _last_time(row, 0, first - 1)
    return _last_time(row, first, head)


def _hangs_on(row: Row, at: int) -> bool:
    """ "In Oslo on Monday, where A met B", "on Monday, following which they met": the clause has the day of the one before it."""
    return row.word(at) in ("where", "when") or (
        row.word(at) == "which" and row.word(at - 1) in ("at", "during", "after", "following", "in")
    )


_ENDED = re.compile(
    r"^which (?:broke up|ended|concluded|wrapped up|closed|began|started|opened|took place|(?:was|were) held)\b"
)


def _time_of_its_end(row: Row, at: int) -> When | None:
    """ "Held talks, which broke up without agreement on Wednesday night"."""
    at += row.word(at) == ","
    if not _ENDED.match(row.mask(at, at + 3)):
        return None
    return _first_time(row, at + 1, min(clause_end(row, at + 1), at + 10))


def _first_time(row: Row, start: int, end: int) -> When | None:
    coordinated = False
    for j in range(start, min(end, len(row.nodes))):
        when = _usable(row, j)
        if when is not None:
            return when
        if of_other_event(row, j) or of_other_deed(row, j):
            return None
        coordinated = coordinated or row.word(j) == "and"
        if (row.word(j) == "to" and row.word(j + 1) in _AVERTING) or (
            coordinated and row.word(j) in _SUBJECTS
        ):
            return None  # "talks to avert a strike on 25 December", "meets B and at the end she leaves on Friday"
    return None


_SUBJECTS = frozenset("he she they".split())
_AVERTING = frozenset("avert avoid prevent stop forestall halt".split())


def _last_time(row: Row, start: int, end: int) -> When | None:
    for j in range(end - 1, start - 1, -1):
        when = _usable(row, j)
        if when is not None:
            return when
    return None


def _usable(row: Row, at: int) -> When | None:
    node = row.nodes[at]
    when = node.when
    if when is None or when.kind not in (WhenKind.DATE, WhenKind.TIME):
        return None
    if 0 < at <= _DATELINE and _DATELINE_DASH.match(row.mask(at, at + 9)):
        return None  # "TEHRAN, Feb. 24 (MNA) – Officials met": the day of writing
    if at <= 1 and _STAMP.fullmatch(when.words.strip()) and row.word(at - 1) in ("", "date"):
        return None  # a page's own date line run into its first sentence
    before = [row.word(k) for k in range(max(0, at - 2), at)]
    if before and before[-1] in _NOT_BEFORE_TIME:
        return None
    if row.word(at + 1) in ("deadline", "expiry", "ultimatum", "vote", "attack", "election"):
        return None
    if dates_a_noun(row, at):
        return None
    if when.value in ("PAST_REF", "FUTURE_REF", "PRESENT_REF") and not when.resolved:
        return None
    return when


_STAMP = re.compile(r"\d{4}-\d\d-\d\d")
_SPOKEN_OF = re.compile(
    r"^T (?:on|about|over|regarding|concerning)\b(?! (?:the|its) (?:sidelines|margins|fringes|phone|telephone|way)\b| T\b)|"
    r"\bto (?:discuss|prepare|plan|arrange|organi[sz]e|finali[sz]e|propose|pave)\b|\bprepar(?:ing|ations?)\b|"
    r"\b(?:follow-?up|prelude|sequel|reply|response|run-up|reference|contrast) (?:to|of)\b"
)


def dates_the_speaking(row: Row, when: When, begin: int) -> bool:
    """ "Held talks Thursday on arms and a second summit between A and B", "flies out this week to prepare for the summit":
    the time is not that of the encounter that is spoken of at `begin`."""
    at = next((j for j in range(begin) if row.nodes[j].when is when), None)
    return at is not None and _SPOKEN_OF.search(row.mask(at, begin)) is not None


_DEPARTED = re.compile(r"\b(?:left|departed|headed(?! by)|flew|set off|set out|embarked)\b")


def dates_the_journey(row: Row, when: When | None, at: int) -> bool:
    """ "Left for Geneva on Sunday for talks with B" that are still to come: Sunday is the day of leaving."""
    told = next((j for j in range(at) if row.nodes[j].when is when), None) if when is not None else None
    return told is not None and _DEPARTED.search(row.mask(max(0, told - _LONGEST_LEAVING), told)) is not None


_LONGEST_LEAVING = 8  # words
_DATELINE = 4  # nodes
_DATELINE_DASH = re.compile(r"^T ?,? ?(?:\(.{1,40}?\) ?)?[-–—]")

_DUE = frozenset(
    "due scheduled planned set slated expected arranged fixed originally initially pencilled penciled booked".split()
)


def attached_time(row: Row, end: int) -> When | None:
    """The time in "talks with B that were due on Friday", "a meeting with B scheduled for Friday"."""
    for j in range(end, min(end + 6, len(row.nodes))):
        word = row.word(j)
        if word in _DUE:
            return _first_time(row, j + 1, min(j + 5, len(row.nodes)))
        if word in ("on", "in") and row.word(j - 1) == "," and row.word(j + 2) in (",", ".", ""):
            return _usable(row, j + 1)  # "at the previous meeting, on 4 August,"
        if word not in ("that", "which", "was", "were", "had", "been", "is", "are", "now", ","):
            return None
    return None


def moved_days(row: Row, begin: int) -> tuple[When | None, When | None]:
    """(new day, old day) of an encounter that was moved: "planned for Thursday, was postponed to 20 March"."""
    new: When | None = None
    old: When | None = None
    for j in range(begin, len(row.nodes)):
        when = row.nodes[j].when
        if when is None or when.kind is not WhenKind.DATE or not when.resolved:
            continue
        lead = row.word(j - 1)
        if when.words.casefold().startswith("from "):
            continue
        if lead in ("to", "until", "till") or (lead == "for" and row.word(j - 2) in ("rescheduled", "off")):
            new = new or when
        elif lead in ("for", "on", "from") and (lead == "from" or row.word(j - 2) in _DUE):
            old = old or when
    return new, old


WINDOW_RULE = "window.before"


def bounded(doc: Document, row: Row, when: When | None, status: MeetingStatus) -> When | None:
    """ "meet before the summer" is a stretch that ends there, counted from publication; it names no day of its own."""
    if when is None or when.latest is None or when.earliest is None or status is MeetingStatus.HELD:
        return when
    at = next((j for j, node in enumerate(row.nodes) if node.when is when), 0)
    if row.word(at - 1) not in ("before", "by"):
        return when
    if status is MeetingStatus.REFUSED:
        return None  # "declined to see her before Christmas"
    return window_before(when, doc.published, whole=row.word(at - 1) == "by")


def window_before(when: When, published: date | None, *, whole: bool) -> When | None:
    """The days from publication up to `when`; `whole`: its own days count too ("by Friday", "before the end of May")."""
    if published is None or when.earliest is None or when.latest is None:
        return None
    ends = whole or re.search(r"\bend\b|\bout\b|\bover\b", when.words.casefold()) is not None
    latest = when.latest if ends else when.earliest - timedelta(days=1)
    if latest < published:
        return None
    return replace(
        when,
        earliest=published,
        latest=latest,
        precision=Precision.DAY if latest == published else Precision.RANGE,
        value=f"{published.isoformat()}/{latest.isoformat()}",
        time=None,
        rule=WINDOW_RULE,
        anchor=Anchor(day=published, words="published"),
    )


def heading_time(doc: Document, index: int) -> When | None:
    """The time of a fragment such as "Lisbon, November 2011." that sets the scene for the sentence behind it."""
    span = doc.sentences[index]
    words = doc.words(span)
    if len(words.split()) > 6 or not words.rstrip().endswith((".", ":")):
        return None
    whens = [when for when in doc.whens_in(span) if when.kind is WhenKind.DATE and when.resolved]
    return whens[0] if len(whens) == 1 and _SCENE.search(words) else None


_SCENE = re.compile(r"(?:^|: )[A-Z][\w.-]+(?: [A-Z][\w.-]+)?, ")


def heading_day(doc: Document, index: int) -> When | None:
    """The one day that the title or the three lines before sentence `index` give, as minutes and notices do."""
    first = doc.sentences[max(0, index - 3)].start
    whens = doc.whens_in(Span(first, doc.sentences[index].start))
    named = [when for when in whens if when.kind is not WhenKind.DURATION and when.day is not None]
    return named[-1] if len({when.day for when in named}) == 1 else None


def stamped(doc: Document, row: Row) -> When | None:
    """The clock time that opens an entry of a live blog, which dates what the entry tells as news."""
    paragraph = doc.paragraph_at(row.span.start)
    if paragraph is None:
        return None
    opening = [when for when in doc.whens_in(row.span) if when.span.start == row.span.start]
    stamp = next((when for when in doc.whens if when.span.start == paragraph.start), None)
    found = opening[0] if opening else stamp
    if found is None:
        found = _stamp_above(doc, paragraph.start)
    if found is None or found.time is None or not found.resolved or _YEAR.search(found.words):
        return None  # a clock time with its year says when the article was published
    return found


_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def _stamp_above(doc: Document, start: int) -> When | None:
    """The time that heads an entry ("16:14 BST - Deadline cut") above the paragraph at `start`; a page has more than one."""
    heads = {paragraph.start for paragraph in doc.paragraphs}
    if sum(when.span.start in heads and when.time is not None for when in doc.whens) < 2:
        return None
    at = next((i for i, p in enumerate(doc.paragraphs) if p.start == start), 0)
    for paragraph in reversed(doc.paragraphs[max(0, at - 4) : at]):
        stamp = next((when for when in doc.whens if when.span.start == paragraph.start), None)
        if stamp is not None and stamp.time is not None:
            return stamp if paragraph.end - paragraph.start < 90 else None
    return None


def lies_ahead(doc: Document, when: When | None) -> bool | None:
    """Whether the time lies after publication; None when either is not known."""
    if when is None or when.earliest is None or doc.published is None:
        return None
    return when.earliest > doc.published


def weekday_behind(doc: Document, when: When | None) -> bool:
    """Whether a bare weekday was read as one just gone."""
    if when is None or when.latest is None or doc.published is None or any(c.isdigit() for c in when.words):
        return False
    return (
        when.latest < doc.published
        and re.search(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day$", when.words.casefold()) is not None
    )


def lies_behind(doc: Document, when: When | None) -> bool:
    """Whether the time had passed when it was told: no day of what is still to come, but of the asking or the promise."""
    if when is None or when.latest is None or doc.published is None:
        return False
    return when.latest < doc.published


_LONG = timedelta(days=60)


def long_gone(doc: Document, when: When | None) -> bool:
    """Whether a time without a year was read as one that lies well before publication."""
    if (
        when is None
        or when.latest is None
        or doc.published is None
        or re.search(r"\d{4}|last|ago", when.words)
    ):
        return False
    return when.latest < doc.published - _LONG


def listed_days(doc: Document, row: Row, trigger: Span) -> list[tuple[When, Span | None]]:
    """Days that each stand for an encounter of their own: "on May 16 and June 2", "in Geneva in May, in London in June"."""
    at = next((i for i, node in enumerate(row.nodes) if node.span == trigger), None)
    if at is None:
        return []
    several = re.search(
        r"\b(?:two|three|four|five|several|\d|rounds|times|both|twice|meetings|calls|sessions|again)\b",
        row.mask(max(0, at - 6), at + 8),
    )
    found: list[tuple[When, Span | None]] = []
    end = clause_end(row, at)
    place: Span | None = None
    for j in range(at + 1, min(end, len(row.nodes))):
        if row.word(j) in ("in", "at") and j + 1 < len(row.nodes) and row.nodes[j + 1].kind is not Kind.TIME:
            place = place_at(doc, row, j)
        when = _usable(row, j)
        if when is not None and when.resolved:
            found.append((when, place))
            place = None
        elif (
            row.word(j) not in ("and", ",", "on", "in", "at", "the", "of", "again", "then")
            and found
            and place is None
        ):
            break
    if not found:
        found = _fronted_days(row, at)
        if found:
            return found
    found = [one for one in found if not any(_holds(one[0], other[0]) for other in found)]
    placed = sum(1 for _, where in found if where is not None)
    return found if (several and len(found) > 1) or placed > 1 else []


def _fronted_days(row: Row, at: int) -> list[tuple[When, Span | None]]:
    """ "On 17 March and again on 24 March the board met": days joined before the subject."""
    found: list[tuple[When, Span | None]] = []
    for j in range(at):
        when = _usable(row, j)
        if when is not None and when.resolved:
            found.append((when, None))
        elif row.word(j) not in ("and", ",", "again", "on", "in", "then"):
            break
    return found if len(found) > 1 else []


def _holds(wide: When, narrow: When) -> bool:
    """Whether `wide` ("this year") is only the frame of `narrow` ("May 16")."""
    if wide.earliest is None or wide.latest is None or narrow.earliest is None or narrow.latest is None:
        return False
    inside = wide.earliest <= narrow.earliest and narrow.latest <= wide.latest
    return inside and wide.latest - wide.earliest > narrow.latest - narrow.earliest


_FOLLOWS = re.compile(
    r"\b(?:earlier (?=met\b|saw\b|spoke\b|held\b|had\b|received\b|sat\b|phoned\b|telephoned\b|hosted\b)|(?<!before )(?<!by )(?<!until )(?<!since )then|later|afterwards?|thereafter|midway|meanwhile|hours? (?:after|before|later|earlier)|minutes (?:after|later|before)|"
    r"(?:before|after) P (?:went|saw|met|left|arrived|flew|received)|in the evening|that (?:day|evening|night|afternoon)|same day|"
    r"after the (?:session|talks|meeting|summit|call|announcement|lunch|dinner|hearing)|"
    r"before the (?:session|talks|meeting|call|announcement|lunch|dinner|hearing))\b"
)


def follows_on(doc: Document, row: Row, head: int, at: int) -> bool:
    """Whether the clause is told as part of the same day: "then", "hours later", "after the session"."""
    first = max(0, min(clause_first(row, head), head) - 4)
    last = min(len(row.nodes), at + 12) - 1
    words = doc.text[row.nodes[first].span.start : row.nodes[last].span.end].casefold()
    rest = row.mask(at, min(len(row.nodes), at + 26))
    return _FOLLOWS.search(words) is not None or _AROUND.search(rest) is not None


_AROUND = re.compile(
    r"\b(?:before|after) P (?:went|saw|met|left|arrived|flew|received|sat|held|spoke|telephoned)\b"
)
