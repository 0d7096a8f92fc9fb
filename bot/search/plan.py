"""Understands a question without a model: intent, answer type, parties, days, and the words evidence must cover."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.model.answers import AnswerType, Intent, Order, Plan, Shape
from bot.model.chat import Question
from bot.model.facts import Party
from bot.model.text import Span
from bot.model.when import When, WhenKind
from bot.search.asking import answer_type_of, intent_of, order_of
from bot.search.conversation import PRONOUNS, completed, follow_up, united
from bot.search.shapes import MEDIA, TERM_WORDS, WORK_WORDS, about_a_limit, shape_of
from bot.search.tellers import Tellers, find_tellers
from bot.search.wanted import (
    LIGHT_WEIGHT,
    NEXT_TO,
    search_terms,
    slot_words,
    wanted_words,
    with_days_light,
)
from bot.text.parties import find_mentions
from bot.text.when import tag
from bot.text.words import STOP_WORDS, fold

MAX_QUESTION_CHARS = 2000
_OPENING = 12

_CARRIED_SHARE = 0.5  # how much a word counts in a part of a question when it stands in another
_AS_OF = re.compile(
    r",?\s*\b(?:as (?:it )?(?:was |were |is )?(?:known|it stood|things stood|reported|seen|understood)(?: (?:on|by|at|in|until))?|as of|as at|"
    r"(?:(?:what|which) (?:did|do) we know|known) (?:on|by|as of|until)|by what was known on|as they stood on)\s+"
    r"(?:the (?:evening|morning|end|close|night) of |late on |early on )?",
    re.IGNORECASE,
)
_THIS_ARTICLE = re.compile(
    r",?\s*\b(?:(?:according to|in|as of|as stated in|based on|from|by) (?:this|the|these|those) (?:stored )?(?:articles?|reports?|texts?|passages?|documents?|story|stories))\b",
    re.IGNORECASE,
)
_AND_ALSO = re.compile(
    r",?\s+and\s+(?=(?:(?:about|in|on|at|by|from|to|with|for|since|until) )?(?:who|whom|what|which|when|where|why|how)\b)"
    r"|,\s+(?=(?:in|on|at|by|from|to|with) (?:which|what|whom)\b)",
    re.IGNORECASE,
)
_TWO_WORDS = re.compile(
    r"^\s*(when|where|who|why|how)\s+and\s+((?:with |from )?(?:when|where|who|whom|why|how))\b(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_MENTION = re.compile(r"<[@#!][^>]{0,80}>")


def plan_question(question: Question, *, now: datetime, outlets: Sequence[str] = ()) -> Plan:
    """What `question`, asked at `now`, is after. Never fails: an odd question gets a plan that finds little.

    A follow-up ("And where?", "Did he agree?") also carries the words and parties of the question before it.
    outlets: those with articles in store; a question may name them as tellers.
    """
    zone = ZoneInfo(question.requester.zone)
    today = now.astimezone(zone).date()
    text = " ".join(_MENTION.sub(" ", question.text[:MAX_QUESTION_CHARS]).split())
    text = completed(text, question.conversation)[:MAX_QUESTION_CHARS]
    bare, as_of = _without_as_of(text, today)
    if question.as_of is not None:
        as_of = question.as_of
    if as_of is not None and not text.startswith(bare[:_OPENING]):
        text = f"{bare}, as known on {as_of.day} {as_of:%B %Y}"  # the question first, so that its opening can be read
    tellers = find_tellers(bare, outlets, today=today)
    if tellers is not None:
        bare = tellers.bare
    plan = _plan(text, bare, today)
    if question.conversation:
        plan = follow_up(plan, bare, question.conversation, lambda before: _earlier(before, today))
    if plan.shape is Shape.CHANGE and plan.last is not None:
        as_of = min(filter(None, (as_of, plan.last)))  # what changed by then is what was known by then
        plan = replace(plan, first=None, last=None)
    if as_of is not None and as_of <= today:
        plan = replace(plan, known_until=_end_of(as_of, zone))
    if tellers is not None:
        return _by_tellers(plan, tellers, today)
    parts = [_part(part, plan, today) for part in _parts(bare)]
    if parts and parts[0].intent is Intent.DEADLINE and _is_of_moves(parts[0]):
        parts = [parts[0], *(part for part in parts[1:] if not _is_told_by_moves(part))]
        plan = replace(plan, shape=parts[0].shape, order=parts[0].order) if len(parts) == 1 else plan
    return replace(plan, parts=tuple(parts)) if len(parts) > 1 else plan


def _is_of_moves(part: Plan) -> bool:
    return part.order is Order.COUNT or part.shape is Shape.CHANGE


def _is_told_by_moves(part: Plan) -> bool:
    """Whether "how often was it moved" tells this too: "and to which days", "and until when"."""
    own = [w for w in part.wanted if w.weight > LIGHT_WEIGHT and not w.carried]
    return not own and part.answer_type is not AnswerType.REASON and part.answer_type is not AnswerType.PERSON


def _by_tellers(plan: Plan, tellers: Tellers, today: date) -> Plan:
    """`plan` with what it asks of each outlet that it names; a name that fits all parts is what "who" and "which" want."""
    plan = replace(plan, outlets=tellers.outlets)
    if len(tellers.asked) == 1:
        return replace(plan, printed=tellers.asked[0].day)
    parts = tuple(
        replace(
            _plan(one.text, one.text, today),
            text=plan.text,
            answer_type=plan.answer_type,
            focus=plan.focus,
            outlets=(one.outlet,),
            printed=one.day,
            known_until=plan.known_until,
        )
        for one in tellers.asked
    )
    shape = plan.shape
    if tellers.earlier is not None:
        shape = Shape.PRINTED_BEFORE if tellers.earlier else Shape.PRINTED_AFTER
    elif plan.answer_type is AnswerType.PERSON and len({one.text for one in tellers.asked}) > 1:
        shape = Shape.SAME
    return replace(plan, parts=parts, shape=shape)


def _plan(text: str, bare: str, today: date) -> Plan:
    answer_type, focus = answer_type_of(bare)
    whens = [w for w in tag(bare, published=today) if w.kind is not WhenKind.DURATION]
    first, last = _window(bare, whens)
    parties = _parties_in(NEXT_TO.sub("", bare) if shape_of(bare) is None else bare)
    wanted = with_days_light(
        wanted_words(bare, answer_type, focus), bare, whens, in_window=(first or last) is not None
    )
    shape = shape_of(bare)
    if shape in (Shape.OUTLETS, Shape.FIRST_TO_REPORT):
        wanted = tuple(w for w in wanted if w.stem not in MEDIA) or wanted
    if shape is Shape.TERMS:
        wanted = tuple(w for w in wanted if w.stem not in TERM_WORDS) or wanted
    if shape is Shape.OCCUPATION:
        wanted = tuple(w for w in wanted if w.stem not in WORK_WORDS)
    return Plan(
        text=text,
        intent=_intent(bare, shape),
        answer_type=answer_type,
        parties=parties,
        first=first,
        last=last,
        terms=search_terms(wanted),
        slots=slot_words(wanted),
        wanted=wanted,
        focus=focus,
        order=order_of(bare),
        shape=shape,
    )


_MOVED_HOW_OFTEN = re.compile(
    r"^(?:how (?:often|many times)|who)\b.{0,80}\b(?:extended|prolonged|moved|postponed|put (?:off|back)|pushed back|delayed|brought forward|"
    r"shifted|adjourned|rescheduled|deferred)\b",
    re.IGNORECASE,
)
_PROPOSED_DATE = re.compile(
    r"^(?:what|which) (?:\w+ ){0,2}?(?:dates?|deadlines?|limits?) .{0,60}\b(?:propos|suggest|set|plan|want|ask)\w*",
    re.IGNORECASE,
)


def _intent(bare: str, shape: Shape | None) -> Intent:
    """What a question is after; "meet the deadline" asks for no meeting."""
    if _PROPOSED_DATE.search(bare) is not None:
        return Intent.DEADLINE
    if (
        shape in (Shape.OUTCOME, Shape.PREVIOUS)
        or (shape in (Shape.CHANGE, Shape.STILL) and about_a_limit(bare))
        or _MOVED_HOW_OFTEN.search(bare)
    ):
        return Intent.DEADLINE
    return intent_of(bare)


class _AsOf(NamedTuple):
    bare: str
    day: date | None


def _without_as_of(text: str, today: date) -> _AsOf:
    """The question without "as known on …" and "in this article", and the day that it named."""
    day = None
    match = _AS_OF.search(text)
    if match is not None:
        for when in tag(text, published=today):
            if (
                when.latest
                and when.span.end > match.end()
                and not text[match.end() : when.span.start].strip()
            ):
                day = when.latest
                text = (text[: match.start()] + " " + text[when.span.end :]).strip(" ,")
                break
    return _AsOf(_THIS_ARTICLE.sub("", text).strip(" ,"), day)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=zone)
    return midnight - timedelta(microseconds=1)


_SINCE = re.compile(r"\b(?:since|after|from)\s*$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|before|up to|by)\s*$", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\b(?:between|from)\s+(?:the )?(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+(?:and|to|until)\s*$", re.IGNORECASE
)


def _window(text: str, whens: list[When]) -> tuple[date | None, date | None]:
    """First and last day the question asks about; (None, None) when it names no days."""
    days = [w for w in whens if w.earliest is not None or w.latest is not None]
    if not days:
        return None, None
    one = days[0]
    before = text[: one.span.start]
    if len(days) >= 2 and re.search(r"\b(?:between|from)\s+$", before, re.IGNORECASE):
        return _in_order(one, days[-1])
    if (
        (match := _BETWEEN.search(before))
        and one.earliest is not None
        and 0 < int(match["d1"]) <= one.earliest.day
    ):
        return one.earliest.replace(day=int(match["d1"])), one.latest
    if _SINCE.search(before) or re.match(r"since\b", one.words, re.IGNORECASE):
        return one.earliest, None
    if _UNTIL.search(before):
        return None, one.latest
    if _DAY_AND_MONTH.fullmatch(one.words):
        return (
            None,
            None,
        )  # "the deadline of 8 August" names a day of some year; it is matched in the articles' words
    return one.earliest, one.latest


_DAY_AND_MONTH = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? [^\W\d_]+\.?|[^\W\d_]+\.? \d{1,2}(?:st|nd|rd|th)?)"
)


def _in_order(first: When, last: When) -> tuple[date | None, date | None]:
    """The days from `first` to `last`; "1 July and 31 October 2025" names one year for both."""
    if first.earliest is None or last.latest is None or first.earliest <= last.latest:
        return first.earliest, last.latest
    try:
        return first.earliest.replace(year=last.latest.year), last.latest
    except ValueError:
        return None, last.latest


def _parties_in(text: str) -> tuple[Party, ...]:
    seen: dict[str, Party] = {}
    opening = re.match(r"\W*(\w+)", text)
    if opening and fold(opening[1]) in STOP_WORDS:
        text = text[: opening.start(1)] + opening[1].lower() + text[opening.end(1) :]
    for mention in find_mentions(text, (Span(0, len(text)),)):
        if fold(mention.words) not in PRONOUNS:
            seen.setdefault(mention.party.key, mention.party)
    return tuple(seen.values())


def _earlier(question: str, today: date) -> Plan:
    bare, _ = _without_as_of(question, today)
    return _plan(bare, bare, today)


def _parts(bare: str) -> list[str]:
    """The single questions of a compound one."""
    two = _TWO_WORDS.match(bare)
    if two:
        return [f"{two[1]}{two[3]}", f"{two[2]}{two[3]}"]
    return [part.strip(" ,") for part in _AND_ALSO.split(bare) if part and part.strip(" ,?")]


def _part(text: str, whole: Plan, today: date) -> Plan:
    """The plan of one part, with the names of the whole and, when it says little itself, its other words."""
    part = _plan(text, text, today)
    own = {w.stem for w in part.wanted}
    short = sum(w.weight > LIGHT_WEIGHT for w in part.wanted) < 2
    carried = tuple(
        replace(w, weight=w.weight * _CARRIED_SHARE, carried=True)
        for w in whole.wanted
        if w.stem not in own and (w.name or short)
    )
    wanted = part.wanted + carried
    return replace(
        part,
        intent=whole.intent if part.intent is Intent.FACT else part.intent,
        parties=united(part.parties, whole.parties),
        wanted=wanted,
        terms=search_terms(wanted),
        first=whole.first,
        last=whole.last,
        order=part.order if part.order not in (None, Order.ALL) else whole.order,
    )
