"""A limit told by how long before it something was done: "two days before the deadline", "a week ahead of its expiry"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.building import opened, telling_of
from bot.extract.deadlines.counting import counted
from bot.extract.deadlines.due import due_at
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.nouns import head_noun, party_at
from bot.extract.deadlines.patterns import STRONG_END, TIMES, rx
from bot.extract.deadlines.roles import limit_roles
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.model.facts import DeadlineKind, DeadlineStatus
from bot.model.when import Anchor, When

_BACK = rx(
    rf"(?P<due>{LENGTH}+)\s+(?P<dir>before|ahead of|short of|until|inside)\s+(?P<rest>[^;:{DAY}{LENGTH}]{{2,160}}?)(?=$|[;:{DAY}{LENGTH}]|,\s)"
)

_NAMED_DAY = rx(rf"\s*(?:of|on|,)?\s*(?P<due>{TIMES})")

_LIMIT_WORDS = re.compile(rf"\b(?:{words.LIMIT_STRICT}|expiry|end of|date)\b", re.IGNORECASE)


def read_before_limit(line: Line) -> Iterator[Telling]:
    for match in _BACK.finditer(line.marked):
        rest = match["rest"]
        ends = re.search(
            rf"\b(?:{STRONG_END}|(?:it|they) (?:was|were|fell|is|are) due|(?:was|is|were|are|had been) (?:due |set |scheduled )?to (?:close|end|expire|lapse|run out)|closes|would have (?:closed|ended|expired|lapsed)|take effect|takes effect|enter into force|is to run out|comes into force)\b",
            rest,
            re.IGNORECASE,
        )
        limit = _LIMIT_WORDS.search(rest)
        if not ends and not limit:
            continue
        if (
            limit
            and not ends
            and re.match(r"\s*(?:the|a|an|his|her|its|their|that|this|\w+'s|\w+s')?\s*", rest) is None
        ):
            continue
        if (
            re.search(r"\bdate\b", limit.group() if limit else "", re.IGNORECASE)
            and not ends
            and not re.search(r"\bdate (?:by which|on which|set|fixed|laid down|agreed)\b", rest)
        ):
            continue
        at = match.start("rest") + (limit.start() if limit else 0)
        setter, addressee = limit_roles(
            line, at, match.start("rest") + (limit.end() if limit else len(rest)), match.end("rest")
        )
        if setter is None and (
            own := re.match(
                r"(?:the )?(?P<who>[^,;:]{2,60}?)(?:'s|s')\s+(?:\w+\s){0,2}(?:deadline|ultimatum|cut-off|limit)",
                rest,
                re.IGNORECASE,
            )
        ):
            setter = party_at(
                line, match.start("rest") + own.start("who"), match.start("rest") + own.end("who")
            )
        kind = DeadlineKind.DEADLINE if limit else DeadlineKind.EXPIRY
        named = _NAMED_DAY.match(line.marked, match.end("rest"))
        due = (
            due_at(line, named.start("due"), named.end("due"))
            if named and limit
            else _after_deed(line, match)
            or due_at(line, match.start("due"), match.end("due"), backwards=True)
        )
        filed = re.search(
            r"\b(?:filed|submitted|handed in|delivered|paid|completed|complied|published|signed|lodged|secured|reached|obtained|sold|sealed|"
            r"answered|replied|repaid|(?:answers?|reply|replies|responses?|payments?|reports?|filings?|consent|approval|bids?) (?:\w+ ){0,4}(?:came|arrived))\b[^;]{0,70},?\s*$",
            line.marked[: match.start()],
            re.IGNORECASE,
        )
        if filed and named is None and due is not None and _after_deed(line, match) is None:
            due = opened(due)  # the limit is counted from a deed whose day nobody tells
        if filed and addressee is None:
            doer = subject_before(line, filed.start())
            addressee = None if doer is None else party_at(line, *doer)
        head = (
            head_noun(
                re.split(rf"\b(?:{STRONG_END})\b", rest)[0]
                .replace("expiry of a ", "")
                .replace("expiry of the ", "")
            )
            if not limit
            else "deadline"
        )
        yield telling_of(line, match, rule="before_limit", kind=kind, status=DeadlineStatus.MET if filed else DeadlineStatus.SET, head=head,
                       setter=setter, addressee=addressee, start=None, due=due, firm=bool(ends))  # fmt: skip


def _after_deed(line: Line, match: re.Match[str]) -> When | None:
    """ "delivered its report on 10 April, five days ahead of the deadline": counted from the day it was done."""
    done = _DONE_ON.search(line.marked, 0, match.start())
    if done is None:
        return None
    day = next((w for w in line.whens_at(done.start("day"), done.end("day")) if w.day is not None), None)
    length = next(iter(line.whens_at(match.start("due"), match.end("due"))), None)
    if day is None or day.day is None or length is None:
        return None
    anchor = Anchor(day=day.day, words=day.words, span=day.span)
    found = counted(length, anchor, calendar=line.document.calendar)
    return found if found.resolved else None


_DONE_ON = rx(rf"\b(?:on|by) (?P<day>{DAY}+),?\s+(?:just |only |exactly |some |about )?$")
