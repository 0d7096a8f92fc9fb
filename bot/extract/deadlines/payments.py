"""Frames of debts: a payment that was not made on its day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.extract.deadlines.building import telling_of, verb_start
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.nouns import owner_of, party_at
from bot.extract.deadlines.patterns import DAYS, rx
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.extract.deadlines.turning import behind
from bot.model.facts import DeadlineKind, DeadlineStatus

_SUM = r"(?:payments?|coupons?|instal?ments?|repayments?|interest|debts?|loans?|bonds?|notes?|fees?|rent|tax(?:es)?|wages|salaries|pensions|premiums?|tranches?|dues|contributions?)"
_MISSED = rx(
    rf"\b(?P<verb>failed to (?:pay|make|meet|honou?r|repay|settle)|missed|skipped|defaulted on|did not (?:pay|make|repay|honou?r)|(?:has|have|had) not (?:paid|made|repaid))\s+"
    rf"(?P<what>[^,;:{DAY}{LENGTH}]{{0,90}}?\b{_SUM}\b(?:[^,;:{DAY}{LENGTH}]|{DAY}{{4}}(?= [a-z])){{0,50}}?)\s*(?:(?:that|which) (?:was|were|fell|had been|came) )?(?:due )?(?:back )?(?:on |in |by |at )?(?P<due>{DAYS})"
)
_UNPAID = rx(
    rf"\b(?P<what>(?:an?|the|its|their|his|her)\s[^,;:.{DAY}{LENGTH}]{{0,50}}?\b{_SUM}),?\s+(?:(?:that|which) (?:was|were|fell|had been|came) )?(?:due|payable)\s+(?:back )?(?:on |in |by )?(?P<due>{DAYS}),?\s+"
    r"(?P<verb>(?:was|were|has|have|had)\s+(?:still |yet )?(?:not (?:been )?|un)(?:paid|made|met|settled|received)|went unpaid|remains? unpaid|(?:was|were) missed)"
)


def read_missed_payment(line: Line) -> Iterator[Telling]:
    """ "failed to make an interest payment on Monday", "a coupon due on 15 April was not paid"."""
    for pattern in (_MISSED, _UNPAID):
        for match in pattern.finditer(line.marked):
            if line.marked[: match.start()].rstrip().lower().endswith(("if it", "if they", "if", "unless")):
                continue
            if pattern is _MISSED:
                subject = subject_before(line, verb_start(line, match.start()))
                debtor = None if subject is None else party_at(line, *subject, anyone=True)
            else:
                subject, debtor = None, owner_of(line, *match.span("what"))
            telling = telling_of(line, match, rule="missed_payment", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.MISSED,
                                 head="payment", addressee=debtor, start=subject, firm=True)  # fmt: skip
            if telling.due is None:
                continue
            due = behind(telling.due, line.document.published)
            published = line.document.published
            if due.earliest is not None and published is not None and due.earliest > published:
                continue
            yield replace(telling, due=due)
