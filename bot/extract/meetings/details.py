"""When, where, how long, about what, and in whose words: read from the clause that tells of the encounter."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.extract.document import Document
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Kind, Row
from bot.extract.meetings.seats import Group, chain_start, subject_of
from bot.model.facts import MeetingStatus, Mode, Party, PartyKind
from bot.model.text import Span
from bot.model.when import Anchor, Precision, When, WhenKind

if TYPE_CHECKING:
    from bot.extract.meetings.sightings import Sighting

_NOT_BEFORE_TIME = frozenset("since until till than deadline expiry ultimatum of because".split())
_CLAUSE_ENDS = frozenset(";:".split()) | frozenset(
    "who which where while because although though whereas".split()
)


def clause_end(row: Row, at: int) -> int:
    """First node after `at` that belongs to another clause."""
    j = at + 1
    while j < len(row.nodes):
        word = row.word(j)
        if (
            word in _CLAUSE_ENDS
            or word in ("—", "–", ".")
            or (word == "-" and row.nodes[j - 1].span.end < row.nodes[j].span.start)
        ):
            return j
        if word in (
            "after",
            "before",
            "when",
            "if",
            "unless",
            "as",
            "until",
            "since",
            "though",
        ) and _clause_follows(row, j + 1):
            return j
        if (word in ("and", "but") and _clause_follows(row, j + 1)) or (
            word == "," and _clause_follows(row, j + 1)
        ):
            return j
        if word == "that" and row.word(j - 1) not in ("on", "in", "at"):
            return j
        j += 1
    return j


def _clause_follows(row: Row, at: int) -> bool:
    """Whether a subject and a finite verb, or a finite verb, begin soon after `at`."""
    seen_party = False
    for j in range(at, min(at + 7, len(row.nodes))):
        word = row.word(j)
        if row.finite(j):
            return True
        if word.endswith("ing") and row.nodes[j].kind is Kind.WORD and j == at and word not in lex.NOUNS:
            return True
        if word in (",", ";", ":", ".") or (word in lex.PREPOSITIONS and not seen_party and j > at):
            return False
        seen_party = seen_party or row.nodes[j].kind is Kind.PARTY
    return False


def clause_first(row: Row, head: int) -> int:
    """First node of the clause whose subject stands at `head`: behind the governing verb and its own time."""
    j = head - 1
    while j >= 0:
        word = row.word(j)
        if row.finite(j) or word in lex.RELATIVES or word in (";", ":") or word == "that":
            break
        j -= 1
    first = j + 1
    if j >= 0 and row.finite(j):
        while first < head and (
            row.nodes[first].kind is Kind.TIME or row.word(first) in ("on", "in", "at", "late", "early")
        ):
            first += 1
    return first


def _segment_first(row: Row, end: int) -> int:
    """First node behind the finite verb or mark before `end`, its own time included."""
    return next((j + 1 for j in range(end - 1, -1, -1) if row.finite(j) or row.word(j) in (";", ":")), 0)


def clause_start(row: Row, head: int) -> int:
    """Character at which the clause of `head` begins."""
    first = clause_first(row, head)
    return row.nodes[first].span.start if first < len(row.nodes) else row.span.end


def clause_limit(row: Row, at: int) -> int:
    """Character at which the clause of `at` ends."""
    end = clause_end(row, at)
    return row.nodes[end - 1].span.end


def when_of_clause(doc: Document, row: Row, head: int, at: int, start: int, begin: int | None) -> When | None:
    """The time that governs the clause of the trigger at `at`, or None.

    head: first node of the subject. start: first node of the verb group or noun phrase. begin: where the details of
    a second object begin ("and then C on Friday"), to look there first.
    """
    if begin is not None:
        own = _first_time(row, begin, clause_end(row, begin))
        if own is not None:
            return own
    after = _first_time(row, at + 1, clause_end(row, at))
    if after is not None:
        return after
    inside = _last_time(row, head, at)
    if inside is not None:
        return inside
    first = clause_first(row, head)
    if first > 0 and row.word(first - 1) == "where" and first == head:
        return _last_time(row, _segment_first(row, first - 1), first - 1)
    return _last_time(row, first, head)


def _first_time(row: Row, start: int, end: int) -> When | None:
    for j in range(start, min(end, len(row.nodes))):
        when = _usable(row, j)
        if when is not None:
            return when
    return None


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
    before = [row.word(k) for k in range(max(0, at - 2), at)]
    if before and before[-1] in _NOT_BEFORE_TIME:
        return None
    if row.word(at + 1) in ("deadline", "expiry", "ultimatum", "vote", "attack", "election"):
        return None
    if when.value in ("PAST_REF", "FUTURE_REF", "PRESENT_REF") and not when.resolved:
        return None
    return when


_DUE = frozenset("due scheduled planned set slated expected arranged fixed originally initially".split())


def attached_time(row: Row, end: int) -> When | None:
    """The time in "talks with B that were due on Friday", "a meeting with B scheduled for Friday"."""
    for j in range(end, min(end + 6, len(row.nodes))):
        word = row.word(j)
        if word in _DUE:
            return _first_time(row, j + 1, min(j + 5, len(row.nodes)))
        if word not in ("that", "which", "was", "were", "had", "been", "is", "are", ","):
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


def lies_ahead(doc: Document, when: When | None) -> bool | None:
    """Whether the time lies after publication; None when either is not known."""
    if when is None or when.earliest is None or doc.published is None:
        return None
    return when.earliest > doc.published


def listed_days(doc: Document, row: Row, sighting: Sighting) -> list[tuple[When, Span | None]]:
    """Days that each stand for an encounter of their own: "on May 16 and June 2", "in Geneva in May, in London in June"."""
    at = next((i for i, node in enumerate(row.nodes) if node.span == sighting.trigger), None)
    if at is None:
        return []
    several = re.search(
        r"\b(?:two|three|four|five|several|\d|rounds|times|both|twice|meetings|calls|sessions)\b",
        row.mask(max(0, at - 6), at + 1),
    )
    found: list[tuple[When, Span | None]] = []
    end = clause_end(row, at)
    place: Span | None = None
    for j in range(at + 1, min(end, len(row.nodes))):
        if row.word(j) in ("in", "at") and j + 1 < len(row.nodes) and row.nodes[j + 1].kind is not Kind.TIME:
            place = _place_at(doc, row, j)
        when = _usable(row, j)
        if when is not None and when.resolved:
            found.append((when, place))
            place = None
        elif row.word(j) not in ("and", ",", "on", "in", "at", "the", "of") and found and place is None:
            break
    found = [one for one in found if not any(_holds(one[0], other[0]) for other in found)]
    placed = sum(1 for _, where in found if where is not None)
    return found if (several and len(found) > 1) or placed > 1 else []


def _holds(wide: When, narrow: When) -> bool:
    """Whether `wide` ("this year") is only the frame of `narrow` ("May 16")."""
    if wide.earliest is None or wide.latest is None or narrow.earliest is None or narrow.latest is None:
        return False
    inside = wide.earliest <= narrow.earliest and narrow.latest <= wide.latest
    return inside and wide.latest - wide.earliest > narrow.latest - narrow.earliest


# ---------------------------------------------------------------------------------------------- governors, speakers


def governing(row: Row, head: int) -> str:
    """The words above the clause of `head`: up to 14 nodes to the left, inside the same stretch between semicolons."""
    start = max(0, head - 14)
    for j in range(head - 1, start - 1, -1):
        if row.word(j) in (";", "where", "while", "whereas") or (row.word(j) == "when" and j > start + 1):
            start = j + 1
            break
        if row.word(j) in ("and", "but") and _own_clause(row, j + 1, head):
            start = j + 1
            break
    return row.mask(start, head)


def between(row: Row, subject: Group | None, start: int) -> str:
    """The words between a subject and a verb group that is not next to it: "denied [having met]"."""
    if subject is None or subject.end >= start:
        return ""
    first = subject.end
    for j in range(start - 1, first - 1, -1):
        if row.word(j) in ("and", "but", "then"):
            first = j + 1
            break
    return " " + row.mask(first, start)


def _own_clause(row: Row, at: int, head: int) -> bool:
    """Whether "and P said ..." opens a clause of its own between `at` and `head`."""
    return (
        at < head
        and row.nodes[at].kind is Kind.PARTY
        and any(row.finite(k) for k in range(at + 1, min(at + 4, head)))
    )


_SAID = frozenset(lex.REPORTING) - {
    "expects",
    "expected",
    "hopes",
    "hoped",
    "denied",
    "denies",
    "thinks",
    "thought",
}


def sayer_of(doc: Document, row: Row, head: int, at: int) -> Party | None:
    """Who tells it, when the article does not say it in its own voice."""
    for j in range(head - 1, -1, -1):
        word = row.word(j)
        if word in (";",):
            break
        if word in lex.REPORTING and row.nodes[j].kind is Kind.WORD:
            if _crossed(row, j, head):
                continue
            subject = subject_of(row, chain_start(row, j))
            if subject is not None and subject.start < j:
                found = _one(row, subject.members[-1])
                if found is not None:
                    return found
        if word == "to" and row.word(j - 1) == "according" and j + 1 < len(row.nodes):
            return _next_party(row, j + 1)
    for j in range(at + 1, len(row.nodes)):
        word = row.word(j)
        if word == "to" and row.word(j - 1) == "according":
            return _next_party(row, j + 1)
        if word in _SAID and row.nodes[j].kind is Kind.WORD and _closing(row, j):
            k = chain_start(row, j) - 1
            if k > at and row.nodes[k].party and row.word(k - 1) in (",", "”", '"', "’", "the", "a"):
                return _one(row, k)
            nameless = _unnamed(doc, row, k, at)
            if nameless is not None:
                return nameless
            if row.word(j - 1) in (",", "”", '"') and j + 1 < len(row.nodes) and row.nodes[j + 1].party:
                return _one(row, j + 1)
    return None


def _unnamed(doc: Document, row: Row, last: int, at: int) -> Party | None:
    """ ", a magazine reported": a teller who is no mention, by the words that describe it."""
    first = last
    while first > at and last - first < 4 and row.nodes[first].kind is Kind.WORD and row.word(first) != ",":
        first -= 1
    if (
        row.word(first) != ","
        or first == last
        or row.word(first + 1) not in ("a", "an", "the", "one", "two", "several")
    ):
        return None
    words = doc.text[row.nodes[first + 1].span.start : row.nodes[last].span.end]
    name = words.split(" ", 1)[-1]
    if any(row.finite(j) for j in range(first + 1, last + 1)):
        return None
    return Party(key=f"unnamed:{name.casefold()}", name=name, kind=PartyKind.UNNAMED)


def _crossed(row: Row, verb: int, head: int) -> bool:
    """Whether a later independent clause stands between a reporting verb and `head`."""
    if any(row.word(k) in (".", ";") for k in range(verb, head)):
        return True
    for k in range(verb + 1, head):
        if row.word(k) == "," and row.word(k + 1) in ("and", "but") and _own_clause(row, k + 2, head + 1):
            return row.word(k + 2) != "that"
        if row.word(k) in ("before", "after", "—", "–"):
            return True
    return False


def _closing(row: Row, at: int) -> bool:
    """Whether only an end, a time or a few words follow the reporting verb at `at`."""
    following = range(at + 1, len(row.nodes))
    return all(row.word(k) != "that" for k in following[:2]) and not any(row.finite(k) for k in following)


def _next_party(row: Row, start: int) -> Party | None:
    for j in range(start, min(start + 6, len(row.nodes))):
        if row.nodes[j].party:
            return _one(row, j)
    return None


def _one(row: Row, at: int) -> Party | None:
    parties = row.nodes[at].parties
    return parties[0] if len(parties) == 1 or parties else None


# ---------------------------------------------------------------------------------------------- place, length, topic

_PLACE = re.compile(
    r"(?:\b(?:[Ii]n|[Aa]t|[Oo]n|[Nn]ear|[Oo]utside|[Aa]board) )"
    r"((?:the |his |her |its |their )?(?:(?:[a-z-]+ ){0,4}(?:near|in|at|of|outside) (?:the )?)?"
    r"[A-Z][\w.'’-]*(?:[ -](?:(?:of|de|del|la|al|el|the|and) )?[A-Z][\w'’-]*){0,5}(?: (?:city|capital|town|resort|province|region|border|coast|island))?)"
)
_PLAIN_PLACE = re.compile(
    r"\b(?:at|in) ((?:the|a|an|his|her) (?:[a-z-]+ ){0,2}(?:ministry|embassy|airport|palace|hotel|park|office|headquarters|port|"
    r"residence|capital|chancellery|parliament|court|restaurant|villa|base|kitchen|garden|border|consulate|mission|resort|ranch|"
    r"castle|monastery|church|school|hospital|clinic|factory|site|station|city|town|house))\b"
)
_NO_PLACE = re.compile(
    r"^(?:the )?(?:person|secret|private|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|Telegram|Twitter|Facebook|X|Truth Social|Mr|Mrs|Ms)\b"
)


def place_of(doc: Document, row: Row, head: int, at: int, right: int) -> Span | None:
    """Where it was: the first "in", "at", "near" of the clause with a name or a known kind of building."""
    limit = clause_limit(row, at)
    first = row.nodes[min(at, len(row.nodes) - 1)].span.end
    found = _place_in(doc, first, limit)
    if found is None:
        verbs = [j for j in range(head, min(at, len(row.nodes))) if row.finite(j)]
        start = row.nodes[verbs[-2] + 1].span.start if len(verbs) > 1 else clause_start(row, head)
        first = clause_first(row, head)
        if first > 0 and row.word(first - 1) == "where":
            start = row.nodes[_segment_first(row, first - 1)].span.start
        found = _place_in(doc, start, row.nodes[min(at, len(row.nodes) - 1)].span.start)
    return found


def _place_at(doc: Document, row: Row, at: int) -> Span | None:
    match = _PLACE.match(doc.text, row.nodes[at].span.start, row.span.end)
    if match is None or _NO_PLACE.match(match.group(1)):
        return None
    return Span(match.start(1), match.end(1))


def _place_in(doc: Document, start: int, end: int) -> Span | None:
    for pattern in (_PLACE, _PLAIN_PLACE):
        for match in pattern.finditer(doc.text, start, end):
            span = Span(match.start(1), match.end(1))
            if _NO_PLACE.match(match.group(1)) or _is_time(doc, span) or _is_person(doc, span):
                continue
            return _without_time(doc, span)
    return None


def _is_time(doc: Document, span: Span) -> bool:
    return any(
        when.span.start <= span.start < when.span.end
        for when in doc.whens_in(Span(max(0, span.start - 30), span.end))
    )


def _is_person(doc: Document, span: Span) -> bool:
    return any(
        mention.party.kind.value == "person" and mention.span.overlaps(span)
        for mention in doc.mentions_in(Span(max(0, span.start - 30), span.end))
    )


def _without_time(doc: Document, span: Span) -> Span:
    for when in doc.whens_in(span):
        return Span(span.start, when.span.start).__class__(
            span.start, max(span.start + 1, len(doc.text[: when.span.start].rstrip()))
        )
    return span


_NUMBER = (
    r"(?:\d[\d.,½-]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|forty-five|fifty|ninety|half an?|several|a few)"
)
_LENGTH = re.compile(
    r"\b(?:(?:about|around|some|nearly|almost|more than|over|just over|just under|under|less than|roughly|at least|approximately|"
    r"a little over|well over) )?"
    rf"(?:{_NUMBER}(?: and a half| or {_NUMBER})?[ -](?:hours?|minutes?|days?)(?: and (?:a half|{_NUMBER}(?: minutes?)?))?|"
    r"a quarter of an hour|half an hour|an hour and a half|(?:three|two)-and-a-half hours)\b",
    re.IGNORECASE,
)
_LENGTH_LEADS = re.compile(
    r"(?:\bfor|\bafter|\blasted|\btook|\bran|\bwithin|\bover|\bin an?|\ba|\bof)(?: (?:a )?(?:total of )?)? *$",
    re.IGNORECASE,
)


def duration_of(doc: Document, row: Row, left: int, at: int) -> Span | None:
    """How long it took, when the clause tells: "for around three hours", "nearly three hours of talks", "lasted"."""
    start, end = clause_start(row, left), clause_limit(row, at)
    for match in _LENGTH.finditer(doc.text, max(row.span.start, start - 30), end):
        before = doc.text[max(0, match.start() - 20) : match.start()]
        after = doc.text[match.end() : match.end() + 12]
        if re.match(r"\s+(?:ago|later|earlier|before|after|from)\b", after):
            continue
        if (
            _LENGTH_LEADS.search(before)
            or re.match(r"\s+of\b|[ -](?:talks|meeting|call|session|conversation)", after)
            or "-" in match.group()
        ):
            return Span(match.start(), match.end())
    return None


_TOPIC = re.compile(
    r"(?:\b(?:to discuss|to talk about|discussed|discussing|about|ON|focused on|devoted to|focusing on|covering|to negotiate|"
    r"on the subject of) )((?:the |a |an |its |their |how |ending |possible )?[\w'’-]+(?:[ ,-]+(?!on\b|in\b|at\b|after\b|before\b|"
    r"when\b|who\b|that\b|said\b|but\b|while\b)[\w'’-]+){0,9})"
)
_TOPIC_OF_TALKS = re.compile(_TOPIC.pattern.replace("|ON|", "|on|over|"))


def topic_of(doc: Document, row: Row, right: int, *, talks: bool) -> Span | None:
    """What it was about, in the article's words, when they follow in the same sentence.

    talks: the trigger is one that goes with "on": "talks on the budget", not "met on arrival".
    """
    pattern = _TOPIC_OF_TALKS if talks else _TOPIC
    if right >= len(row.nodes):
        return None
    start = row.nodes[right - 1].span.end
    for match in pattern.finditer(doc.text, start, row.span.end):
        span = Span(match.start(1), match.end(1))
        if (
            _is_time(doc, span)
            or _LENGTH.match(match.group(1))
            or match.group(1)[:1].isdigit()
            or _place_words(match.group(0), match.group(1))
        ):
            continue
        if any(w.span.overlaps(span) for w in doc.whens_in(Span(span.start, span.end))):
            cut = next(w.span.start for w in doc.whens_in(span))
            words = re.sub(r"[\s,]+(?:on|in|at|by|for)?\s*$", "", doc.text[span.start : cut])
            return Span(span.start, span.start + len(words)) if words else None
        return span
    return None


def _place_words(whole: str, words: str) -> bool:
    first = words.split()[0].casefold()
    return first in (
        "monday",
        "social",
        "his",
        "her",
        "condition",
        "behalf",
        "telegram",
        "friday",
        "them",
        "the",
    ) and (
        whole.startswith("on ")
        and not re.match(
            r"the (?:war|conflict|ceasefire|future|budget|truce|deal|crisis|tariff|plan|project|draft)", words
        )
    )


_VIDEO = re.compile(r"\b(?:video|virtual(?:ly)?|online|zoom|by video|videoconference)\b", re.IGNORECASE)
_PHONE = re.compile(
    r"\b(?:by|on|over|via) (?:the )?(?:tele)?phone\b|\b(?:tele)?phone (?:call|conversation|talks)\b",
    re.IGNORECASE,
)
_INDIRECT = re.compile(
    r"\b(?:indirect|proximity|shuttl\w+|through mediators|via mediators|go-between)\b", re.IGNORECASE
)


def mode_of(row: Row, begin: int, at: int, end: int) -> Mode | None:
    """The mode that words of the noun phrase and its clause tell, or None."""
    words = row.mask(begin, min(clause_end(row, at), at + 10))
    if _INDIRECT.search(words):
        return Mode.INDIRECT
    if _VIDEO.search(words):
        return Mode.VIDEO
    if _PHONE.search(words):
        return Mode.PHONE
    return None


_FOLLOWS = re.compile(
    r"\b(?:then|later|afterwards?|thereafter|midway|meanwhile|hours? (?:after|before|later|earlier)|minutes (?:after|later|before)|"
    r"(?:before|after) P (?:went|saw|met|left|arrived|flew|received)|in the evening|that (?:day|evening|night|afternoon)|same day|"
    r"(?:after|before) the (?:session|talks|meeting|summit|call|announcement|lunch|dinner))\b"
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
