"""Reads every telling of a deadline in one sentence: all frames in order, then what the sentence adds in short."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.extract.deadlines.changes import (
    read_called_off,
    read_dated_move,
    read_not_past,
    read_now,
    read_would_have,
    with_delays,
)
from bot.extract.deadlines.clauses import read_clauses
from bot.extract.deadlines.constructions import with_constructions, with_second_deeds
from bot.extract.deadlines.countdown import read_before_limit
from bot.extract.deadlines.demands import read_demand, read_order, read_ordered, read_want
from bot.extract.deadlines.due import due_at
from bot.extract.deadlines.duties import (
    read_condition,
    read_fronted,
    read_give,
    read_given,
    read_have,
    read_may,
    read_oblige,
    read_present,
    read_promise,
    read_promised,
    read_ultimatum,
    read_won,
)
from bot.extract.deadlines.exchanged import with_exchanged_days
from bot.extract.deadlines.fates import read_fate
from bot.extract.deadlines.limits import (
    read_dated_limit,
    read_due,
    read_limit_is,
    read_listed,
    read_new_limit,
)
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.nouns import party_at
from bot.extract.deadlines.patterns import DAYS, has_said, rx
from bot.extract.deadlines.payments import read_missed_payment
from bot.extract.deadlines.phrases import (
    read_conditional,
    read_expected,
    read_expiry_on,
    read_last_day,
    read_on_day,
    read_paper_due,
    read_set_as,
    read_to_be,
)
from bot.extract.deadlines.plans import read_moved, read_prolongation, read_schedule, read_scheduled_noun
from bot.extract.deadlines.replaced import with_replaced_days
from bot.extract.deadlines.strikes import read_strike
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.deadlines.terms import read_effect, read_expire, read_impose, read_until
from bot.model.facts import DeadlineKind, DeadlineStatus
from bot.model.text import Span

Frame = Callable[[Line], Iterator[Telling]]

FRAMES: tuple[Frame, ...] = (
    read_listed, read_missed_payment, read_called_off, read_dated_move, read_would_have, read_now, read_not_past, read_new_limit, read_before_limit, read_ultimatum, read_won, read_give, read_given, read_have, read_moved, read_prolongation, read_limit_is, read_until, read_expire, read_scheduled_noun, read_due, read_fronted, read_condition, read_demand, read_order, read_ordered,
    read_oblige, read_may, read_present, read_effect, read_impose, read_schedule, read_promise, read_promised, read_want, read_dated_limit,
    read_strike, read_last_day, read_conditional, read_paper_due, read_expected, read_to_be, read_set_as, read_expiry_on, read_on_day, read_fate,
)  # fmt: skip

_SIBLING = rx(
    rf"^\s*(?:,|;|,?\s*\b(?:and|while|but)\b)\s*(?:(?:and|while|but)\s+)?(?:(?:to|for)\s+)?(?P<who>[^,;:(){DAY}{LENGTH}]{{2,80}}?)\s*(?:,\s*)?\b(?:from|by|on|until|before|in|has until|have until)\s+(?P<due>{DAYS})"
)

_SIBLING_FOR = rx(
    rf"^(?P<first>\s+(?:for|in the case of)\s+(?P<who1>[^,;:(){DAY}{LENGTH}]{{2,80}}?))?\s*(?:,\s*)?\b(?:and|while|but)\b\s*(?:,\s*)?(?:(?:from|by|on|until|before|in)\s+)?(?P<due>{DAYS})\s+(?:for|in the case of)\s+(?P<who>[^,;:(){DAY}{LENGTH}]{{2,80}}?)(?=$|[,;:.(\"])"
)


_LIMITS = ("deadline", "ultimatum", "cut", "limit", "date", "period", "expiry")
_NEEDLES: dict[Frame, tuple[str, ...]] = {
    read_before_limit: ("before", "ahead", "short of", "until"),
    read_ultimatum: (
        "ultimatum",
        "order",
        "demand",
        "request",
        "call",
        "warning",
        "instruction",
        "notice",
        "appeal",
        "summons",
    ),
    read_won: ("won", "secured", "obtained", "received", "got", "granted", "given", "allowed"),
    read_dated_limit: _LIMITS,
    read_limit_is: _LIMITS,
    read_new_limit: (
        "new ",
        "fresh ",
        "shorter ",
        "tighter ",
        "revised ",
        "updated ",
        "extended ",
        "final ",
        "latest ",
        "second ",
    ),
    read_last_day: ("last ", "final ", "latest ", "closing ", "cut", "deadline"),
    read_condition: ("condition", "provided", "so long as", "if ", "should "),
    read_conditional: ("conditional", "contingent", "depend", "hinge", "unless", "if no"),
    read_expiry_on: ("expir", "lapse", "end on", "end at", " of \ue001"),
    read_demand: ("that",),
    read_give: ("gave", "giv", "grant", "allow", "hand", "offer", "leav", "left", "set"),
    read_moved: (
        "exten",
        "prolong",
        "postpon",
        "push",
        "delay",
        "put",
        "defer",
        "roll",
        "renew",
        "stretch",
        "length",
        "slip",
        "set back",
        "shift",
        "kept",
        "keep",
        "bring",
        "brought",
        "advanc",
        "short",
        "slash",
        "cut",
        "mov",
        "pull",
        "speed",
        "hasten",
        "accelerat",
        "chang",
        "reset",
        "resched",
        "revis",
    ),
    read_want: ("want", "demand", "ask", "appl", "call", "seek", "sought", "request", "insist", "expect"),
    read_present: (
        "reports",
        "submits",
        "publishes",
        "presents",
        "pays",
        "files",
        "delivers",
        "completes",
        "notifies",
        "responds",
        "decides",
        "reviews",
        "adopts",
        "proposes",
        "withdraws",
        "hands over",
        "returns",
        "repays",
    ),
    read_on_day: ("on ",),
    read_ordered: (
        ", order",
        ", told",
        ", requir",
        ", instruct",
        ", direct",
        ", asked",
        ", oblig",
        ", given notice",
        ", warned",
        ", now ",
        ", also ",
        ", already ",
    ),
    read_missed_payment: ("fail", "miss", "skip", "default", " not ", "unpaid"),
    read_called_off: ("withdr", "lift", "call", "cancel", "suspend", "scrap", "drop", "postpon", "abandon"),
    read_now: (
        " put",
        " push",
        "delay",
        "postpon",
        "resched",
        "moved",
        " now",
        "instead",
        " has been",
        " will ",
    ),
    read_not_past: ("beyond", "past", "later than"),
    read_would_have: (" have ",),
    read_dated_move: ("\ue000 to ", "\ue000 until ", " to \ue000", " until \ue000"),
    read_listed: (":",),
    read_expected: ("expected", "wanted", "required", "needed", "sought", "awaited", "requested"),
    read_prolongation: ("deferral", "postponement", "extension", "prolongation", "renewal", "delay"),
    read_promised: ("promis", "pledg", "vow", "guarant"),
    read_set_as: (" as ", " to ", " for "),
    read_strike: (
        "strike",
        "walk",
        "stoppage",
        "lock",
        "industrial action",
        "down tools",
        "stop work",
        "go-slow",
        "boycott",
        "notice",
    ),
    read_due: ("due",),
    read_paper_due: ("due",),
    read_to_be: ("to be",),
    read_may: ("can ", "may ", "could "),
    read_have: ("has ", "have ", "had ", "get", "got", "having"),
    read_scheduled_noun: (" is ", " are ", " was ", " were ", " been ", "remain"),
}
"""Letters without which a frame cannot match: most sentences need few frames."""


def read_line_tellings(line: Line) -> list[Telling]:
    """Every telling of the sentence, the more telling frame first where two read the same words."""
    found: list[Telling] = []
    lower = line.marked.lower()
    for frame in FRAMES:
        if not any(needle in lower for needle in _NEEDLES.get(frame, ("",))):
            continue
        for telling in frame(line):
            if not any(_same_words(telling, other) for other in found):
                found.append(telling)
    found += _siblings(line, found)
    clauses = [new for new in read_clauses(line, found) if not any(_same_words(new, old) for old in found)]
    found += clauses
    found += [new for new in _siblings(line, clauses) if not any(_same_words(new, old) for old in found)]
    found = with_delays(line, with_second_deeds(line, found))
    found = with_constructions(line, [_under_order(line, _under_law(line, telling)) for telling in found])
    found = with_replaced_days(line, with_exchanged_days(line, _old_days(line, found)))
    moved_from = {t.previous.span for t in found if t.previous is not None}
    return [t for t in found if t.due is None or t.due.span not in moved_from or t.rule == "was_to_expire"]


_UNDER_LAW = re.compile(
    r"\b[Uu]nder (?:the |its |a |an )?(?P<law>(?:[\w.'-]+ ){0,4}(?:code|law|act|constitution|regulation|directive|statute|treaty|charter|bylaws|Code|Law|Act|Constitution|Regulation|Directive|Treaty|Charter))\b"
)
_IT_WAS = re.compile(r"\b(?:it|they) (?:was|were|had been)\b")


def _under_law(line: Line, telling: Telling) -> Telling:
    """A duty "under the takeover code" has the code as its author when no one else is named."""
    if telling.setter is not None or telling.kind in (DeadlineKind.COMMITMENT, DeadlineKind.SCHEDULED):
        return telling
    match = _UNDER_LAW.search(line.marked, 0, max(0, telling.trigger.start - line.span.start) + 1)
    if match is None:
        return telling
    named = party_at(line, match.start("law"), match.end("law"), anyone=True)
    return telling if named is None else replace(telling, setter=named)


_UNDER_ORDER = re.compile(
    r"\b[Uu]nder (?:an?|the|its|new|this) (?:[\w-]+ ){0,2}(?:order|ruling|decision|decree|notice|rules?|agreement|deal|terms|permit|plan) (?:of|by|from|issued by|set by) (?P<who>(?:the |a |an )?[^,;:.\ue000\ue001]{2,50}?)"
    r"(?=\s+(?:published|issued|signed|from|on|that|which|to|and|must|has|have)\b|[,;:.]|$)"
)


def _under_order(line: Line, telling: Telling) -> Telling:
    """ "under an order of the ministry": whose order it is."""
    if telling.setter is not None:
        return telling
    match = _UNDER_ORDER.search(line.marked)
    named = None if match is None else party_at(line, match.start("who"), match.end("who"), anyone=True)
    return telling if named is None else replace(telling, setter=named)


def _old_days(line: Line, found: list[Telling]) -> list[Telling]:
    """ "extended until May 4, two days before it was to expire": the second day is the old one of the first."""
    old = next(
        (t for t in found if t.rule == "before_limit" and _IT_WAS.search(t.quote.of(line.document.text))),
        None,
    )
    moved = next(
        (t for t in found if t.rule in ("moved", "until", "give") and t.previous is None and t is not old),
        None,
    )
    if old is None or moved is None or moved.status is not DeadlineStatus.EXTENDED:
        return found
    return [replace(t, previous=old.due) if t is moved else t for t in found if t is not old]


def _same_words(new: Telling, old: Telling) -> bool:
    if new.due is not None and old.due is not None and new.due.span == old.due.span:
        return True
    if new.due is not None and old.previous is not None and new.due.span == old.previous.span:
        return True
    if (
        new.due is not None
        and old.due is not None
        and old.due.anchor is not None
        and old.rule not in ("given", "give", "won", "moved", "have_until")
        and old.due.anchor.span == new.due.span
    ):
        return True
    return new.due is None and new.trigger.overlaps(old.quote)


def _siblings(line: Line, found: list[Telling]) -> list[Telling]:
    """Deadlines that a sentence adds in short ("large firms from X, small ones from Y")."""
    new: list[Telling] = []
    for telling in found:
        if telling.due is None or telling.rule in ("moved", "before_limit", "was_to_expire"):
            continue
        position = telling.due.span.end - line.span.start
        rest = line.marked[position:]
        if pair := _SIBLING_FOR.match(rest):
            who1 = (
                party_at(line, position + pair.start("who1"), position + pair.end("who1"))
                if pair["who1"]
                else None
            )
            who = party_at(line, position + pair.start("who"), position + pair.end("who"))
            if who1 is not None:
                found[found.index(telling)] = replace(
                    telling,
                    addressee=who1,
                    quote=Span(telling.quote.start, max(telling.quote.end, who1.span.end)),
                )
            new += _sibling(
                line,
                telling,
                position + pair.start("due"),
                position + pair.end("who"),
                position + pair.start("due"),
                position + pair.end("due"),
                who,
            )
        elif both := re.match(rf"\s+and\s+(?P<due>{DAYS})", rest):
            new += _sibling(
                line,
                telling,
                position,
                position + both.end(),
                position + both.start("due"),
                position + both.end("due"),
                None,
            )
        elif (one := _SIBLING.match(rest)) and not has_said(one["who"]):
            who = party_at(line, position + one.start("who"), position + one.end("who"))
            if who is not None:
                new += _sibling(
                    line,
                    telling,
                    position + one.start("who"),
                    position + one.end(),
                    position + one.start("due"),
                    position + one.end("due"),
                    who,
                )
    return [t for t in new if not any(_same_words(t, other) for other in found)]


def _sibling(
    line: Line, model: Telling, start: int, end: int, due_start: int, due_end: int, who: Named | None
) -> list[Telling]:
    due = due_at(line, due_start, due_end)
    if due is None:
        return []
    return [
        replace(
            model,
            quote=line.place(start, end),
            due=due,
            addressee=who,
            previous=None,
            rule=model.rule + "+sibling",
        )
    ]
