"""Who sets and who is bound where a construction of the sentence says so, whatever frame read the day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.extract.deadlines import commands, stakes
from bot.extract.deadlines import construction_words as cues
from bot.extract.deadlines.building import opened
from bot.extract.deadlines.construction import Construction, merged
from bot.extract.deadlines.counting import is_counted
from bot.extract.deadlines.due import due_at
from bot.extract.deadlines.line import Line
from bot.extract.deadlines.telling import Telling


def with_constructions(line: Line, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings of a sentence with the roles that its constructions give them."""
    lower = line.marked.lower()
    fitting = [c for c, needles in _CONSTRUCTIONS.items() if any(needle in lower for needle in needles)]
    return [_built(line, telling, fitting) for telling in tellings]


def with_second_deeds(line: Line, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings of a sentence with those of its second verbs: "ordered to pay by 8 May and to publish it by 15 May"."""
    found = list(tellings)
    for first in tellings:
        if first.due is None or not _CARRIES.match(first.rule):
            continue
        at = first.due.span.end - line.span.start
        match = cues.AND_DO.match(line.marked, at)
        if match is None:
            continue
        begin, end = match.span("due")
        told = [
            n
            for n, t in enumerate(found)
            if t.due is not None and line.place(begin, end).overlaps(t.due.span)
        ]
        if told:
            second = found[told[0]]
            if second.addressee is None:
                found[told[0]] = replace(
                    second, addressee=first.addressee, setter=second.setter or first.setter
                )
            continue
        due = due_at(line, begin, end)
        if due is not None and is_counted(due.rule) and _LATER.match(line.marked, match.end()):
            due = opened(due)
        if due is not None:
            quote = line.place(match.start("what"), match.end())
            found.append(
                replace(
                    first, quote=quote, trigger=quote, due=due, previous=None, rule=first.rule + "+second",
                    requirement=line.place(*match.span("what")), consequence=None,
                )
            )  # fmt: skip
    return found


_LATER = re.compile(r"\s+(?:if|once|when|after|of|from|following)\b", re.IGNORECASE)


_CARRIES = re.compile(
    r"order_by|oblige|ask_by|have_until|by_then|promise|clause\.(?:duty|promise|future)$|give|given"
)


def _built(line: Line, telling: Telling, fitting: Sequence[Construction]) -> Telling:
    at = (telling.trigger.start if telling.due is None else telling.due.span.start) - line.span.start
    for construction in fitting:
        roles = construction(line, telling, at)
        if roles is not None:
            telling = merged(telling, roles)
    return telling


_SETS = (
    "order",
    "requir",
    "told",
    "oblig",
    "instruct",
    "direct",
    "forc",
    "compel",
    "command",
    "bar",
    "ban",
    "block",
    "prohib",
    "forb",
    "prevent",
)


_CONSTRUCTIONS: dict[Construction, tuple[str, ...]] = {
    commands.told_by: (" by ", " under "),
    commands.told_that: ("told", "warn", "inform", "notif", "remind", "advis", "assur"),
    commands.warned: ("told", "warn", "inform", "notif", "threaten"),
    commands.bound_itself: ("itself", "themselves", "himself", "herself", "ourselves"),
    commands.asked_for: ("ask", "press", "petition", "begg", "sued", "tapp", "urg", "insist", "order", "decree", "rule", "direct", "requir", "told",
             "instruct", "commission", "task", "gave", "given", "appoint"),
    commands.ordered: _SETS,
    commands.giving_time: ("giving", "allowing", "granting", "leaving", "ordering", "telling", "asking", "requiring", "obliging", "instructing",
              "forcing", "handing"),
    commands.under_order: ("under ", "by ", "in ", "following ", "as part of ", "signed", "issued", "drafted", "approved", "adopted"),
    commands.by_which: ("by which",),
    stakes.threatened: ("unless", "if", "should", "until", "provided", "as long as", "condition"),
    stakes.harmed: (" will ", " would ", "'ll ", " to ", " shall ", " may ", " could ", "fac", "risk", "brac", " must ", " has ", " have ", " can "),
    stakes.offered: ("offer", "bid", "takeover", "tender"),
    stakes.agreed: ("agree", "undert", "pledg", "promis", "commit", "vow"),
    commands.took_measure: ("",),
    commands.told_after: ("told", "warned", "informed", "ordered", "reminded"),
    commands.said_after: (", ", "according to"),
    stakes.owed: ("pay", "paid", "ow", "repa", "return", "transfer", "remit", "refund", "hand over", "settle", "loan", "credit", "bond",
            "facility", "bailout", "instalment", "tranche", "debt"),
    stakes.of_its_lenders: ("lender", "creditor", "bank", "bondholder", "landlord", "insurer", "auditor", "regulator", "owner", "lessor"),
    stakes.its_members: ("members", "delegates", "rank and file"),
    stakes.decider: (" by ", " of ", " among ", " in "),
}  # fmt: skip
"""Each construction with letters without which it cannot stand in a sentence."""
