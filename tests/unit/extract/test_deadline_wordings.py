"""Ways of telling a limit that are found in news: what is found, its day and how it stands."""

from __future__ import annotations

import pytest

from bot.extract.deadlines import find_deadlines
from tests.unit.extract.deadline_cases import document, told

TOLD = (
    # time given under other names, and from which day it runs
    ("Carn Hotels was also given a month's breathing space to avoid liquidation.", "2026-04-10", "set"),
    ("Lenders gave Vorn Steel three weeks' grace to pay the coupon.", "2026-03-31", "set"),
    ("Two clubs were each given a stay of 28 days to settle their bills with the tax office.", "2026-04-07", "set"),
    ("On 2 March the regulator fined Vorn Steel. The firm was given 14 days to pay.", "2026-03-16", "set"),
    ("The court ruled on 3 March. The company had 30 days to appeal.", "2026-04-02", "set"),
    ("The new board was given a week to raise $100,000 but managed only half.", None, "missed"),
    # moves under other names
    ("The president has agreed to have the amnesty extended by at least an extra two months.", None, "extended"),
    ("Deadlines have been extended by up to two months by the Harbour Authority.", None, "extended"),
    ("The agency signed an extension to the curfew to March 31.", "2026-03-31", "extended"),
    ("The head office extended the registration exercise until 4 May.", "2026-05-04", "extended"),
    ("A levy that would have become effective on February 10 and will now be stayed for 60 days is the timber levy.", "2026-04-11", "extended"),
    # days of ends and of what is feared or freed
    ("The truce's expected expiry Friday worries traders.", "2026-03-13", "set"),
    ("Talks broke off, heightening the possibility of a strike Monday.", "2026-03-16", "proposed"),
    ("After April 1, drivers will be free to take industrial action.", "2026-04-01", "set"),
    ("The council voted unanimously for a short-term extension until the end of April.", "2026-04-30", "extended"),
    ("The mission's authority continues through 15 May 2026.", "2026-05-15", "set"),
    ("The results of the survey will be announced on 5 October.", "2026-10-05", "set"),
    ("The board plans to shorten its hours, and the final date for people to comment is 31 March.", "2026-03-31", "set"),
    ("The mayor said on Monday he would extend the deadline to the end of the day on Friday.", "2026-03-13", "extended"),
    ("Friday was supposed to be the deadline for school staff to register.", "2026-03-13", "set"),
    ("Yesterday was the stipulated deadline for landlords to object.", "2026-03-09", "passed"),
    ("The governor ordered more than 150,000 teachers to register by Friday.", "2026-03-13", "set"),
    # what did not come about
    ("The senate rejected a bill which would have kept the parks open until 31 October.", "2026-10-31", "proposed"),
    # what only supporters want
    ("Members support extending the rent freeze to May 18, the speaker said.", "2026-05-18", "proposed"),
    ("Several clubs are struggling to pay tax bills that are due on Thursday.", "2026-03-12", "set"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "due", "status"), TOLD)
def test_a_limit_is_found_with_its_day_and_how_it_stands(text: str, due: str | None, status: str) -> None:
    found = [told(fact) for fact in find_deadlines(document(text, "2026-03-10"))]

    assert [(f["due"], f["status"]) for f in found] == [(due, status)]


NOT_TOLD = (
    "The delay was due to some work still to be completed today, the council said.",
    "After several delays it was opened to walkers on February 12.",
    "The clubs asked whether they can apply for loans announced by the treasurer on Tuesday.",
    "The deal closed on Feb. 1.",
    "The club was founded on 1 March. It had two weeks to find a ground.",
)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_no_day_is_told_where_nothing_is_limited(text: str) -> None:
    found = [told(fact) for fact in find_deadlines(document(text, "2026-03-10"))]

    assert [f["due"] for f in found if f["due"]] == []
