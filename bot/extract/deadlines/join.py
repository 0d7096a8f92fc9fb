"""Joins the tellings of one article that speak of the same deadline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.extract.deadlines.counting import is_counted
from bot.extract.deadlines.due import REFERRED
from bot.extract.deadlines.merging import GENERIC, day_of, is_open_move, merged
from bot.extract.deadlines.telling import Named, Telling
from bot.model.facts import MOVED, DeadlineKind, DeadlineStatus, PartyKind
from bot.model.when import When
from bot.text.words import content_terms

_LULLS = frozenset("truce ceasefire cease-fire lull halt pause standstill phase".split())
_PACTS = frozenset("truce ceasefire cease-fire agreement arrangement deal pact accord standstill".split())
_CALENDAR = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"eastern|standard|time|gmt|p\.?m|a\.?m|until|today)"
)
_TERMS = re.compile(
    r"truce|cease-?fire|licen[cs]e|permit|mandate|deadline|ultimatum|moratorium|suspension|contract|waiver|pause|amnesty|curfew|lockdown|closure|freeze|registration|consultation|scheme|programme"
)
_IF_IT = re.compile(r"(?:if|should|unless)\s+(?:it|they|he|she|that|this|nothing|no|none)\b", re.IGNORECASE)
_POINTS = re.compile(
    r"(?:That|This|The same|that|this)\s+(?:duty|obligation|requirement|deadline|date|limit|order|demand|ultimatum|plan|term|period|summons)\b"
)
_THIS = re.compile(r"(?:this|it|that)\b", re.IGNORECASE)
_CONTINUES = re.compile(r"(?:It|They|This|That|The \w+)\b.{0,30}?\b(?:now|will now)\b")
_OVER = frozenset((DeadlineStatus.MET, DeadlineStatus.MISSED, DeadlineStatus.PASSED))
_OUTCOME_RULES = frozenset(
    "missed failed_by did_in_time met passed let_pass withdrew was_withdrawn stands move_open was_to_expire became".split()
)


@dataclass(slots=True)
class Joined:
    """One deadline and its tellings, the telling one first."""

    main: Telling
    tellings: list[Telling] = field(default_factory=list)


def join(tellings: Sequence[Telling], text: str, published: date | None) -> list[Joined]:
    """One `Joined` per deadline, in the order of the text."""
    joined: list[Joined] = []
    for telling in sorted(
        tellings, key=lambda t: (t.due is None or is_open_move(t), t.rule in _OUTCOME_RULES, t.line, t.quote)
    ):
        home = _home(telling, joined, text, published)
        if home is None:
            points = telling.due is None and _POINTS.match(telling.quote.of(text)) is not None
            off = telling.rule == "was_to_expire" and telling.status is DeadlineStatus.WITHDRAWN
            echoes = telling.rule in ("stands", "was_to_expire", "became") and not off
            if echoes or points or _only_moves(telling):
                continue
            joined.append(Joined(main=telling, tellings=[telling]))
        else:
            home.main = merged(home.main, telling, text)
            home.tellings.append(telling)
    if any(day_of(one.main) for one in joined):
        joined = [one for one in joined if not _for_so_long(one.main)]
    return sorted(joined, key=lambda one: one.main.quote)


def _for_so_long(telling: Telling) -> bool:
    """Whether it only says for how long something held ("had frozen pay for two years"): of no use beside a day."""
    return telling.rule == "until" and telling.due is not None and day_of(telling) is None


def _only_moves(telling: Telling) -> bool:
    """Whether it only says that something moved, with no day and no limit of its own: of use to others alone."""
    no_day = telling.due is None or telling.due.open_reason is not None
    return (
        telling.rule == "moved"
        and no_day
        and telling.head not in GENERIC
        and not _TERMS.search(telling.head or "")
    )


_ITS_TERM = re.compile(
    r"(?:That|This|The|the|that|this) (?:grace |notice |extra )?(?:period|term|time|window|deadline|ultimatum|grace|limit|reprieve|extension)(?: \w+)? (?:ends?|ended|expires?|expired|runs? out|ran out|is up|lapses?|lapsed|closes?|would (?:end|expire|run out)|will (?:end|expire|run out)|was to (?:end|expire|run out))\b"
)
_IT_ENDS = re.compile(r"It (?:will )?(?:expires?|runs? out|ends?|lapses?)\b")
_GIVES_TIME = re.compile(r"give|given|new_limit|have_until|order_by|ask_by|won|oblige|ultimatum|clause\.duty")


def with_their_ends(tellings: Sequence[Telling], text: str) -> list[Telling]:
    """The tellings, with the day of a length of time that the text tells later: "gave it three months. That period ends on 14 July"."""
    found = list(tellings)
    for ending in tellings:
        words = ending.quote.of(text)
        it = _IT_ENDS.match(words) is not None and ending.due is not None and ending.due.rule != REFERRED
        if ending.due is None or ending.due.iso() is None or not (it or _ITS_TERM.match(words)):
            continue
        open_ones = [
            n
            for n, t in enumerate(found)
            if (ending.line - t.line == 1 if it else 0 <= ending.line - t.line <= _ITS_REACH)
            and t is not ending
            and t.quote.start < ending.quote.start
            and t.due is not None
            and _GIVES_TIME.match(t.rule)
            and (t.due.iso() is None or t.due.iso() == ending.due.iso() or (it and _is_from_report(t.due)))
        ]
        if len(open_ones) != 1 or ending not in found:
            continue
        given = found[open_ones[0]]
        found[open_ones[0]] = replace(given, due=ending.due)
        found[found.index(ending)] = replace(
            ending, setter=given.setter, addressee=given.addressee, kind=given.kind, head=given.head
        )
    return found


_ITS_REACH = 2


def _is_from_report(due: When) -> bool:
    """Whether a length was counted from the report for want of another day."""
    return is_counted(due.rule) and due.anchor is not None and due.anchor.span is None


def _home(new: Telling, joined: list[Joined], text: str, published: date | None) -> Joined | None:
    best: tuple[float, Joined] | None = None
    for one in joined:
        score = _closeness(new, one, text, published)
        if score > 0 and (best is None or score > best[0]):
            best = (score, one)
    return None if best is None else best[1]


def _closeness(new: Telling, one: Joined, text: str, published: date | None) -> float:
    old = one.main
    outcome = new.due is None and new.rule in _OUTCOME_RULES
    if _refers_to(new, old, text):
        return 1.5
    if not _swapped(new, old) and (
        _differ(new.addressee, old.addressee, loosely=outcome)
        or (_differ(new.setter, old.setter) and new.setter and new.addressee)
    ):
        return 0.0
    distance = abs(new.line - old.line)
    near = 1.0 / (2 + min(abs(new.line - t.line) for t in one.tellings))
    if new.rule == "was_to_expire":
        if old.previous is not None:
            return 0.0
        return near + 0.5 if distance <= 3 and _was_moved(new, one, text) else 0.0
    if new.due is None or is_open_move(new):
        if (
            is_open_move(new)
            and old.line > new.line
            and distance <= 2
            and _CONTINUES.match(old.quote.of(text))
        ):
            return near + 0.5
        if is_open_move(new):
            return (
                near + 0.5
                if old.due is not None
                and old.status is DeadlineStatus.SET
                and distance <= 3
                and _alike(new, one, text)
                else 0.0
            )
        if new.rule == "move_open" and old.status not in MOVED | {
            DeadlineStatus.SET,
            DeadlineStatus.PROPOSED,
        }:
            return 0.0
        first = None if old.due is None else old.due.earliest
        if new.status in _OVER and first is not None and published is not None and first > published:
            return 0.0
        if new.status in _OVER and first is None:
            return 0.0
        if _POINTS.match(new.quote.of(text)):
            return near + 0.2 if 0 <= new.line - old.line <= 2 else 0.0
        if new.head in GENERIC:
            fits = (
                old.kind is DeadlineKind.DEADLINE
                or old.head in GENERIC
                or (new.rule == "became" and distance <= 1)
            )
            return near if fits else 0.0
        return near + 0.5 if _alike(new, one, text) else 0.0
    if old.due is None:
        generic = (new.head in GENERIC or old.head in GENERIC) and distance <= 3
        return near if generic else 0.0
    same_day = new.due.iso() is not None and (new.due.iso() == old.due.iso() or _month_of(new, old))
    if not same_day:
        return 0.0
    if new.rule.endswith("+sibling") or old.rule.endswith("+sibling"):
        return near + 1 if _alike(new, one, text) and new.addressee and old.addressee else 0.0
    if new.line == old.line and new.quote.overlaps(old.quote):
        return near + 2
    told_again = (
        _THIS.match(new.quote.of(text)) is not None
        and new.addressee is not None
        and old.addressee is not None
    )
    if told_again and distance <= 2 and not _differ(new.setter, old.setter):
        return near + 1
    if (
        (new.head in GENERIC or old.head in GENERIC)
        and _strangers(new, old)
        and DeadlineKind.COMMITMENT in (new.kind, old.kind)
    ):
        return 0.0
    if new.head in GENERIC or old.head in GENERIC or _alike(new, one, text):
        return near + 1
    if new.kind is old.kind is DeadlineKind.EXPIRY and (
        (
            distance <= 2
            and not _differ(new.setter, old.setter)
            and {"it", "they", "which"} & {new.head, old.head}
        )
        or ({new.status, old.status} & MOVED and (_swapped(new, old) or {new.head, old.head} <= _PACTS))
    ):
        return near + 1
    if DeadlineKind.DEADLINE in (new.kind, old.kind) and (new.setter is None or old.setter is None):
        sanction = {"sanctions", "penalties", "tariffs", "fines", "duties", "measures"}
        if new.head in sanction or old.head in sanction:
            return near + 0.5
    return 0.0


def _month_of(a: Telling, b: Telling) -> bool:
    """Whether one tells the month and the other the day to which a limit was moved."""
    if not {a.status, b.status} <= MOVED or a.due is None or b.due is None:
        return False
    if a.due.earliest is None or a.due.latest is None or b.due.earliest is None or b.due.latest is None:
        return False
    within = a.due.earliest <= b.due.earliest and b.due.latest <= a.due.latest
    around = b.due.earliest <= a.due.earliest and a.due.latest <= b.due.latest
    return within or around


def _refers_to(new: Telling, old: Telling, text: str) -> bool:
    """Whether "by then" points at the day of this deadline and no other party is bound by it."""
    if new.due is None or new.due.rule != REFERRED or old.due is None or new.due.anchor is None:
        return False
    if new.due.anchor.span != old.due.span:
        return False
    if new.kind is DeadlineKind.CONDITION and _IF_IT.match(new.quote.of(text)):
        return True  # "If it does not do so by then"
    return not _differ(new.addressee, old.addressee) and not _differ(new.setter, old.setter)


def _was_moved(new: Telling, one: Joined, text: str) -> bool:
    """Whether "it was to end on X" tells the old day of this deadline."""
    old = one.main
    if new.due is None or old.due is None or new.due.latest is None or old.due.earliest is None:
        return False
    if (
        old.status not in MOVED and old.kind not in (DeadlineKind.EXPIRY, DeadlineKind.DEADLINE)
    ) or new.due.latest >= old.due.earliest:
        return False
    if old.line - new.line == 1 and _CONTINUES.match(old.quote.of(text)):
        return True
    if new.line - old.line in (1, 2) and (old.status in MOVED or old.kind is DeadlineKind.EXPIRY):
        return True
    follows = 0 <= new.line - old.line <= 1 and new.quote.of(text).startswith(
        ("It ", "They ", "it ", "that ", "which ")
    )
    return follows or new.line == old.line or _alike(new, one, text)


def _strangers(a: Telling, b: Telling) -> bool:
    """Whether both name parties and none of them is the same."""
    mine = {n.party.key for n in (a.setter, a.addressee) if n is not None}
    theirs = {n.party.key for n in (b.setter, b.addressee) if n is not None}
    return bool(mine and theirs) and not mine & theirs


def _swapped(a: Telling, b: Telling) -> bool:
    """Whether both bind the same two sides, told in either order ("between Vesk and Ornland")."""
    if a.setter is None or a.addressee is None or b.setter is None or b.addressee is None:
        return False
    return (a.setter.party.key, a.addressee.party.key) == (b.addressee.party.key, b.setter.party.key)


def _differ(a: Named | None, b: Named | None, *, loosely: bool = False) -> bool:
    if a is None or b is None or (loosely and PartyKind.GROUP in (a.party.kind, b.party.kind)):
        return False
    if a.party.key == b.party.key:
        return False
    x, y = set(a.party.name.lower().split()), set(b.party.name.lower().split())
    return not (x <= y or y <= x)


def _alike(new: Telling, one: Joined, text: str) -> bool:
    mine = _content(new, text)
    for other in one.tellings:
        if new.head is not None and new.head == other.head and new.head not in ("companies", "firms"):
            return True
        if {new.head, other.head} <= _LULLS:
            return True
        theirs = _content(other, text)
        if mine and theirs and 2 * len(mine & theirs) >= min(len(mine), len(theirs)):
            return True
    return False


def _content(telling: Telling, text: str) -> set[str]:
    """What a telling is about, its days aside."""
    return {
        term
        for term in content_terms(telling.quote.of(text))
        if not term[0].isdigit() and not _CALENDAR.fullmatch(term)
    }
