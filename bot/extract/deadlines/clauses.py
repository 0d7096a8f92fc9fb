"""Reads the times that no frame has claimed: what stands before a time in its clause says whether it limits something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.extract.deadlines import clause_words as cues
from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.building import telling_of, verb_start
from bot.extract.deadlines.clause import Clause, clause_at
from bot.extract.deadlines.clause_days import last_day, looks_back, was_planned_lately
from bot.extract.deadlines.clause_meaning import kind_of, status_of
from bot.extract.deadlines.clause_roles import roles_in
from bot.extract.deadlines.demands import doer_from
from bot.extract.deadlines.happened import follows_since, has_happened, was_moved_then
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.nouns import head_noun, party_at
from bot.extract.deadlines.stretches import for_longer, meets, ranged
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.extract.deadlines.turning import AHEAD, ahead
from bot.model.facts import MOVED, DeadlineKind, DeadlineStatus
from bot.model.when import Precision


def read_clauses(line: Line, found: Sequence[Telling]) -> Iterator[Telling]:
    """A telling for every time of the sentence that limits something and that no telling of `found` uses."""
    for match in cues.TIME.finditer(line.marked):
        times = line.whens_at(match.start("due"), match.end("due"))
        if not times or any(
            _uses(telling, when.span.start, when.span.end) for telling in found for when in times
        ):
            continue
        clause = clause_at(line, match.start())
        here = line.span.start + match.start()
        if (
            any(
                t.rule in _GIVING and t.quote.start <= here <= t.quote.end + 4 and t.due is not None
                for t in found
            )
            and match["link"]
        ):
            continue  # "gave them 72 hours to leave on Tuesday": the day on which it was done
        telling = _read(line, match, clause)
        if telling is not None:
            yield telling


_COARSE = (Precision.SEASON, Precision.MONTH, Precision.QUARTER, Precision.YEAR, Precision.HALF)
_GIVING = ("give", "given", "have_until", "order_by", "ask_by")


def _starting(telling: Telling | None) -> Telling | None:
    return None if telling is None else replace(telling, kind=DeadlineKind.EFFECTIVE)


def _uses(telling: Telling, start: int, end: int) -> bool:
    for when in (telling.due, telling.previous):
        if when is None:
            continue
        spans = (
            [when.span] if when.anchor is None or when.anchor.span is None else [when.span, when.anchor.span]
        )
        if any(span.start < end and start < span.end for span in spans):
            return True
    return False


def _read(line: Line, match: re.Match[str], clause: Clause) -> Telling | None:
    link = (match["link"] or "").lower().strip()
    length = LENGTH in match["due"]
    fails = cues.FAILS.search(clause.left)
    if follows_since(clause.left):
        return None
    if (
        cues.NOT.search(cues.IF_FIRST.sub("", clause.left))
        and not fails
        and not re.search(r"\bno longer\b|\bnot\b[^,]{0,60}$", clause.left)
    ):
        return None
    if re.search(r"\b(?:not|never|n't|refused to) (?:be )?(?:wait|expected|rule|decid)", clause.left):
        return None
    if cues.FORECAST.search(clause.left) or _denied(line, clause) or cues.SIGNED_BEFORE.search(clause.left):
        return None
    if link == "on" and clause.modal_is("future") and cues.NOT_TO_COME.search(clause.left):
        return None
    if clause.modal is None and link in ("on", "in") and cues.DONE_BEFORE.search(clause.left):
        return None
    if cues.DID_ON.search(clause.left) or cues.EARLIER_VERSION.search(line.marked):
        return None
    if (stretch := ranged(line, match, clause)) is not None:
        return stretch
    if link == "by" and (longer := for_longer(line, match, clause, link, length=length)) is not None:
        return longer
    if cues.LIMITS.fullmatch(link):
        return _limited(line, match, clause, length=length)
    return _on_day(line, match, clause, link, length=length)


def _denied(line: Line, clause: Clause) -> bool:
    return re.search(r"\b(?:den(?:y|ies|ied)|untrue|false)\b", line.marked[: clause.begin + 20]) is not None


def _limited(line: Line, match: re.Match[str], clause: Clause, *, length: bool) -> Telling | None:
    link = match["link"].lower().strip()
    following = re.match(r"\s+(?:after|from|of|following)\b", line.marked[match.end() :])
    if length and not link.startswith(("within", "for")) and not (link.endswith("later than") and following):
        return None
    if meets(clause) and not clause.modal_is("duty"):
        return None
    condition = cues.CONDITION.search(clause.left)
    later = cues.THEREAFTER.match(line.marked[match.end() :])
    when = last_day(line, match, clause)
    over = when is not None and line.document.published is not None and when < line.document.published
    if over:
        if not cues.PAST_DUTY.search(clause.left) and not cues.DONE_AFTER.match(line.marked[match.end() :]):
            return None
    elif not (
        clause.modal
        or condition
        or cues.FAILS.search(clause.left)
        or later
        or clause.verb_is("stay", "move", "end", "pay")
        or cues.NOUN.search(clause.left)
        or _passive_tail(clause)
        or _bare_limit(line, match, clause, link)
    ):
        return None
    if cues.IN_PLACE.search(clause.left):
        return None
    if length and clause.modal is None and clause.verb_is("stay") and link.startswith("within"):
        return None
    if (
        clause.modal is None
        and clause.verb is not None
        and cues.WEAK_STAY.fullmatch(clause.verb.group())
        and not cues.RUNS.search(clause.left)
    ):
        return None
    if clause.modal is None and cues.LIFE.search(clause.left):
        return None
    if (
        cues.OPEN_END.fullmatch(link)
        and clause.modal is None
        and not clause.verb
        and not cues.NOUN.search(clause.left)
        and not (cues.IS_SO.search(clause.left) and _bare_limit(line, match, clause, link))
    ):
        return None
    return _telling(line, match, clause, over=over, condition=condition is not None)


def _bare_limit(line: Line, match: re.Match[str], clause: Clause, link: str) -> bool:
    """Whether a coming day after "by", "until" or "no later than" limits something, though no verb of duty says so."""
    published = line.document.published
    times = line.whens_at(match.start("due"), match.end("due"))
    if (
        published is None
        or DAY not in match["due"]
        or any(w.latest is None or w.latest <= published or w.precision is Precision.RANGE for w in times)
    ):
        return False
    return (
        (cues.PAST_VERB.search(clause.left) is None or cues.ORDERED_THAT.search(clause.left) is not None)
        and cues.BARE_LIMIT.fullmatch(link) is not None
        and not cues.NO_LIMIT.search(clause.left)
        and not line.marked.rstrip().endswith("?")
    )


def _passive_tail(clause: Clause) -> bool:
    """A participle right before the time: "a roll that is audited by March"."""
    return re.search(r"\b(?:is|are|be|been)\s+\w+(?:ed|en)\b[^,]{0,30}$", clause.left) is not None


def _on_day(line: Line, match: re.Match[str], clause: Clause, link: str, *, length: bool) -> Telling | None:
    published = line.document.published
    if cues.CLOSED.search(clause.left) and link in ("on", "at", "in"):
        telling = _telling(line, match, clause, over=True, condition=False)
        return None if telling is None else replace(telling, status=DeadlineStatus.PASSED)
    if was_moved_then(clause, link, line.marked[match.end() :]) or has_happened(line, match, clause):
        return None
    when = last_day(line, match, clause)
    if (
        when is not None
        and published is not None
        and when < published
        and link in ("on", "in", "at")
        and re.search(r"\b(?:was|were) (?:\w+ )?(?:supposed|meant) to\b|\bshould have\b", clause.left)
    ):
        return _telling(line, match, clause, over=True, condition=False)
    if (longer := for_longer(line, match, clause, link, length=length)) is not None:
        return longer
    if when is None or published is None or when < published:
        if not (length and clause.verb_is("stay", "move") and link in ("for", "")):
            return None
        if not re.search(
            r"\b(?:is|are) to last\b", clause.left + line.marked[match.start() : match.start("due")]
        ):
            return None
        return _telling(line, match, clause, over=False, condition=False)
    if meets(clause) or cues.LIFE.search(clause.left) or cues.IN_PLACE.search(clause.left):
        return None
    if (
        link == "on"
        and cues.DID_THEN.match(line.marked[match.end() :])
        and cues.NAME_LAST.search(clause.left)
    ):
        return None
    if link == "after" and (cues.LAPSED_AFTER.search(line.marked[match.end() :]) or clause.verb_is("end")):
        return _telling(line, match, clause, over=False, condition=False)
    if link in ("after", "beyond", "past"):
        if not re.search(r"\b(?:not|no|cannot|never|every day|each day|any delay)\b", clause.left):
            return None
        return _telling(line, match, clause, over=False, condition=False)
    if link == "to" and (more := cues.GIVEN_MORE.search(clause.left)) is not None:
        subject = subject_before(line, verb_start(line, clause.begin + more.start()))
        who = clause.begin + more.start("who"), clause.begin + more.end("who")
        return telling_of(line, match, rule="give", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.EXTENDED, head="deadline", start=subject,
                          setter=None if subject is None else party_at(line, *subject), addressee=party_at(line, *who, anyone=True), firm=True)  # fmt: skip
    if link == "to":
        if not (
            clause.verb_is("move", "stay", "end") or clause.modal_is("ask", "plan", "future")
        ) or not re.search(
            rf"\b(?:{words.MOVE_LATER}|{words.MOVE_SOONER}|moved|prolong|delay|postpone|extend|runs?|extra|more|additional)\b",
            clause.left,
            re.IGNORECASE,
        ):
            return None
        return _telling(line, match, clause, over=False, condition=False)
    if link == "for" and not (
        clause.modal_is("plan")
        or re.search(r"\b(?:set|scheduled|planned|fixed|slated)\b[^,]{0,12}$", clause.left)
    ):
        return None
    if any(w.precision is Precision.YEAR for w in line.whens_at(match.start("due"), match.end("due"))):
        starts = link in ("from", "as of", "as from", "with effect from") and clause.modal_is(
            "future", "duty", "permit"
        )
        return _starting(_telling(line, match, clause, over=False, condition=False)) if starts else None
    if link == "" and (
        not (clause.verb_is("end", "begin", "pay") or _must_that_day(clause))
        or any(w.precision in _COARSE for w in line.whens_at(match.start("due"), match.end("due")))
    ):
        return None
    if cues.MAY_BE_PUT.search(clause.left) and link in ("from", "as of", "as from", "with effect from"):
        return _starting(_telling(line, match, clause, over=False, condition=False))
    ruled = cues.OFF_FROM.fullmatch(link) or (link == "from" and cues.RULED_FROM.search(clause.left))
    if ruled and not cues.BORN_FROM.search(clause.left):
        return _starting(_telling(line, match, clause, over=False, condition=False))
    if link == "on" and clause.modal is not None and cues.THREATENS.fullmatch(clause.modal.group()):
        return _telling(line, match, clause, over=False, condition=False)
    if clause.verb_is("end", "begin", "pay", "revoke", "move") or clause.modal_is("plan", "duty"):
        return _telling(line, match, clause, over=False, condition=False)
    if _to_come(line, match, clause, link):
        return _event(line, _telling(line, match, clause, over=False, condition=False))
    return None


def _must_that_day(clause: Clause) -> bool:
    """Whether a bare day stands behind what must be done: "must answer the summons Friday"."""
    return clause.modal_is("duty") and clause.verb is None and cues.MUST_DO.search(clause.left) is not None


def _to_come(line: Line, match: re.Match[str], clause: Clause, link: str) -> bool:
    """Whether a plain clause tells what happens on a coming day: "The panel hands in its report on 30 March"."""
    published = line.document.published
    if published is None or link not in ("on", "from", "as of", "at", "in") or DAY not in match["due"]:
        return False
    times = line.whens_at(match.start("due"), match.end("due"))
    if any(w.latest is None or w.latest <= published for w in times):
        return False
    exact = any(w.precision in (Precision.DAY, Precision.RANGE) for w in times)
    if (link == "in" or not exact) and not clause.modal_is("future", "plan", "duty"):
        return False
    if (
        line.marked.rstrip().endswith("?")
        or cues.NO_LIMIT.search(clause.left)
        or cues.OCCASION.search(clause.left)
    ):
        return False
    if len(clause.left.split()) < 3 or cues.QUOTED.search(line.marked):
        return False
    if clause.modal is None and clause.verb is None and cues.DID_THEN.match(line.marked[match.end() :]):
        return False
    told = cues.PAST_VERB.search(clause.left) is None
    return told or (exact and link != "in" and clause.modal_is("future", "permit", "ask", "promise"))


def _event(line: Line, telling: Telling | None) -> Telling | None:
    """What happens on a day: a measure takes effect, anything else is scheduled, and its doer decides."""
    if telling is None or telling.rule.startswith("clause.ask"):
        return telling
    phrase = line.document.words(telling.quote)
    kind = (
        DeadlineKind.EFFECTIVE
        if re.search(rf"\b{words.INSTRUMENT}\b", phrase, re.IGNORECASE)
        else DeadlineKind.SCHEDULED
    )
    telling = replace(telling, kind=kind if telling.kind is DeadlineKind.DEADLINE else telling.kind)
    if telling.addressee is None and telling.kind is DeadlineKind.SCHEDULED:
        begin = telling.quote.start - line.span.start
        telling = replace(telling, addressee=doer_from(line, begin, telling.quote.end - line.span.start))
    return telling


def _telling(
    line: Line, match: re.Match[str], clause: Clause, *, over: bool, condition: bool
) -> Telling | None:
    anchor = clause.modal or clause.verb
    position = clause.at(anchor) if anchor is not None else None
    subject = None if position is None else subject_before(line, verb_start(line, position))
    setter, addressee = roles_in(line, clause, subject)
    kind, status = (
        kind_of(clause, match, condition),
        status_of(line, clause, match, over=over, condition=condition),
    )
    phrase = "" if subject is None else line.marked[subject[0] : subject[1]]
    begin = (
        subject
        if subject is not None
        else (clause.begin + len(clause.left) - len(clause.left.lstrip()), match.start())
    )
    if cues.HAD_BEEN.search(clause.left):
        return _unreal(line, match, clause, subject)
    unreal = (
        clause.modal is not None
        and (clause.verb_is("end") or re.search(r"\bto have \w+ed\b", clause.left))
        and cues.WAS_TO_END.fullmatch(clause.modal.group())
    )
    rule = "was_to_expire" if unreal else f"clause.{_name(clause)}"
    telling = telling_of(line, match, rule=rule, kind=kind, status=status, head=head_noun(phrase),
                         start=begin, setter=setter, addressee=addressee, firm=True)  # fmt: skip
    if telling.due is None:
        return None
    if (
        clause.verb_is("move")
        and (match["link"] or "").lower() == "from"
        and re.match(r"\s+(?:to|until)\b", line.marked[match.end() :])
    ):
        return replace(
            telling,
            rule="moved",
            due=None,
            previous=telling.due,
            status=DeadlineStatus.EXTENDED if status is DeadlineStatus.SET else status,
            head="deadline",
        )
    if not (over or looks_back(line, match, clause) or was_planned_lately(line, match, clause)):
        turned = ahead(telling.due, line.document.published)
        if turned.rule == AHEAD and cues.WAS_DONE.search(clause.left):
            return None
        telling = replace(telling, due=turned)
    if DAY in match["due"] and telling.due is not None and telling.due.iso() is None:
        return None
    moved = telling.status in MOVED and status is DeadlineStatus.SET
    return telling if moved else replace(telling, status=status)


def _unreal(
    line: Line, match: re.Match[str], clause: Clause, subject: tuple[int, int] | None
) -> Telling | None:
    """The old day of something that has moved: "the notes had been payable on 9 November"."""
    phrase = "" if subject is None else line.marked[subject[0] : subject[1]]
    return telling_of(
        line,
        match,
        rule="was_to_expire",
        kind=DeadlineKind.EXPIRY,
        status=DeadlineStatus.SET,
        head=head_noun(phrase),
        start=subject,
        firm=True,
    )


def _name(clause: Clause) -> str:
    parts = [part.lastgroup for part in (clause.modal, clause.verb) if part is not None and part.lastgroup]
    return "_".join(parts) or "noun"
