"""A question may name outlets as tellers; their names then say where to look and not what to look for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.tellers import Asked, find_tellers

OUTLETS = ("The Byte Post", "Harbor Wire", "Ledger Daily")
TODAY = date(2026, 3, 20)


def asked(question: str) -> tuple[tuple[str, str], ...]:
    found = find_tellers(question, OUTLETS, today=TODAY)
    return () if found is None else tuple((one.outlet, one.text) for one in found.asked)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("According to Harbor Wire, who called off the strike?", (("Harbor Wire", "who called off the strike?"),)),
        ("Who called off the strike, according to a Harbor Wire report?", (("Harbor Wire", "Who called off the strike?"),)),
        ("Does Ledger Daily report that the port is shut?", (("Ledger Daily", "Does the port is shut?"),)),
        ("What did the article by the Byte Post say about fees?", (("The Byte Post", "What did say about fees?"),)),
        ("Which ferry sank, as reported by Ledger Daily?", (("Ledger Daily", "Which ferry sank?"),)),
        (
            "Which mayor, quoted by Harbor Wire on the flood, is accused of fraud according to Ledger Daily?",
            (("Harbor Wire", "Which mayor, on the flood"), ("Ledger Daily", "is accused of fraud?")),
        ),
        (
            "Does The Byte Post say that fees rise, while the Harbor Wire article states that they fall?",
            (("The Byte Post", "Does fees rise, while"), ("Harbor Wire", "states that they fall?")),
        ),
        (
            "According to Harbor Wire and Ledger Daily, who paid?",
            (("Harbor Wire", "who paid?"), ("Ledger Daily", "who paid?")),
        ),
    ],
)  # fmt: skip
def test_what_is_asked_of_each_teller(question: str, expected: tuple[tuple[str, str], ...]) -> None:
    """The words about the telling would otherwise have to stand in the article."""
    assert asked(question) == expected


@pytest.mark.parametrize(
    "question", ["Who bought Harbor Wire?", "Did Ledger Daily workers strike?", "Who met the Byte Post's owner?", "Who met Lund?"]
)  # fmt: skip
def test_an_outlet_that_is_the_topic_is_no_teller(question: str) -> None:
    """An outlet can be in the news itself."""
    assert find_tellers(question, OUTLETS, today=TODAY) is None


def test_the_day_of_a_report_goes_with_its_teller() -> None:
    """It says which report is meant, not when the thing happened."""
    found = find_tellers(
        "Who was fined, according to the Harbor Wire report published on 12 March 2026?", OUTLETS, today=TODAY
    )

    assert found is not None
    assert found.asked == (Asked(text="Who was fined?", outlet="Harbor Wire", day=date(2026, 3, 12)),)


@pytest.mark.parametrize(
    ("question", "earlier"),
    [
        (
            "Was the Harbor Wire report on the fine published before the Ledger Daily report on the appeal?",
            True,
        ),
        (
            "Was the Harbor Wire report on the fine released after the Ledger Daily report on the appeal?",
            False,
        ),
        ("Did Harbor Wire and Ledger Daily report the fine?", None),
    ],
)
def test_a_question_of_order(question: str, earlier: bool | None) -> None:
    """Who printed first is worked out from the days of the articles."""
    found = find_tellers(question, OUTLETS, today=TODAY)

    assert found is not None
    assert found.earlier is earlier


PIECES = st.sampled_from(
    ["according to", "Harbor Wire", "The Byte Post", "and", ",", "the report of", "published on 3 March 2026", "who", "says that", "before", "?", "\ue0000\ue002", "\ue0011\ue002"]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(PIECES | st.text(max_size=8), max_size=14).map(" ".join))
def test_any_question_can_be_read(question: str) -> None:
    """Questions come from anybody; every part names a stored outlet."""
    found = find_tellers(question, OUTLETS, today=TODAY)

    assert found is None or (found.asked and {one.outlet for one in found.asked} <= set(OUTLETS))
