"""The gate on free text."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.gate.judge import judge, load_weights, read_text, units_of
from bot.text.words import stem

SOURCES = [
    "The harbour of Torvik closes its north basin on 4 May 2027 for dredging. Ships longer than 120 metres must use "
    "the south basin until the work ends. The port authority expects the work to take six weeks.",
    "Pilots' association chair Nora Lund said the south basin has not been surveyed since 2019. She asked for a new "
    "survey before long ships are sent there.",
]
QUESTION = "When does the north basin of Torvik close?"
FAITHFUL = (
    "The north basin of Torvik closes on 4 May 2027 for dredging. Ships longer than 120 metres must use the south "
    "basin until the work ends."
)
INVENTED = (
    "The north basin of Torvik closes on 4 May 2027 for dredging. Owners can claim compensation of up to 9,000 euros "
    "from the insurance fund, and a free shuttle carries sailors to nearby hotels, which makes waiting comfortable."
)


def test_invented_sentences_score_above_faithful_ones() -> None:
    """The score orders texts by how much a reader should check them."""
    faithful = judge(FAITHFUL, SOURCES, question=QUESTION)
    invented = judge(INVENTED, SOURCES, question=QUESTION)

    assert faithful.score < invented.score
    assert not faithful.flag
    assert invented.flag


def test_the_invented_sentence_is_pointed_at() -> None:
    """A reader wants to know where, not only that."""
    judgement = judge(INVENTED, SOURCES, question=QUESTION)

    whole = [d.span.of(INVENTED) for d in judgement.doubts if d.reason == "unsupported"]
    assert whole
    assert all("compensation" in words for words in whole)
    assert "number" in judgement.checks


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("The work takes nine weeks and ships longer than 140 metres use the south basin.", "number"),
        ("The basin closes on 5 May 2027 for dredging.", "date"),
        ("The harbour authority and chair Olga Brandt closed the basin.", "name"),
        ("The south basin has been surveyed since 2019.", "polarity"),
    ],
)
def test_each_check_fires_on_its_own_fault(text: str, check: str) -> None:
    """The blocking checks work on free text as on sentences."""
    assert check in judge(text, SOURCES).checks


@pytest.mark.parametrize(
    "text",
    [
        FAITHFUL,
        "**Torvik**: the port authority expects six weeks of work.",
        "According to Passage 2, Lund asked for a new survey.",
        "Here is a summary in 25 words: the basin closes in May 2027.",
        "The PA of Torvik closes the basin.\n\n1. North basin\n2. South basin",
    ],
)
def test_no_blocking_check_fires_on_faithful_words(text: str) -> None:
    """False alarms make people ignore alarms."""
    assert judge(text.replace("The PA of", "The authority of"), SOURCES).checks == ()


def test_items_of_a_list_are_sentences_of_their_own() -> None:
    """An invented item must not hide behind a faithful one."""
    units = units_of("Steps:\n\n1. Close the basin\n2. Dredge it. Then survey it.\n\n* Reopen")

    assert [unit.plain.strip() for unit in units] == [
        "Steps:",
        "Close the basin",
        "Dredge it.",
        "Then survey it.",
        "Reopen",
    ]


def test_every_weight_has_its_signal() -> None:
    """Weights of another version of the signals would make a silent wrong score."""
    (read,) = read_text("The basin closes.", SOURCES, question=None)

    assert set(load_weights().weights) == set(read.signals)


def test_an_empty_text_is_not_flagged() -> None:
    """There is nothing in it to doubt."""
    for text in ("", "  \n ", "***", "—"):
        assert not judge(text, SOURCES).flag


@given(
    st.text(max_size=300),
    st.lists(st.text(max_size=200), max_size=3),
    st.one_of(st.none(), st.text(max_size=60)),
)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_text_is_judged_and_every_span_lies_in_it(
    response: str, sources: list[str], question: str | None
) -> None:
    """Untrusted text never breaks the gate."""
    judgement = judge(response, sources, question=question)

    assert 0 <= judgement.score <= 1
    assert all(0 <= d.span.start < d.span.end <= len(response) for d in judgement.doubts)


def test_words_that_only_phrase_count_for_less_than_words_that_tell() -> None:
    """ "It is advisable to allow for this" adds no fact, however foreign its words are to the sources."""
    phrased = (
        "The north basin of Torvik closes, which is generally considered an essential and beneficial measure."
    )
    telling = "The north basin of Torvik closes, which the sardine cannery and the lighthouse keeper lament."

    def letters(text: str) -> float:
        return read_text(text, SOURCES, question=QUESTION)[0].signals["telling_letters"]

    assert letters(phrased) < letters(telling) / 2
    assert judge(phrased, SOURCES, question=QUESTION).score < judge(telling, SOURCES, question=QUESTION).score


def test_no_word_stands_twice_among_those_that_phrase() -> None:
    """Each word has one weight, whatever form of it the list holds."""
    text = (files("bot.answer.gate") / "phrasing.txt").read_text(encoding="utf-8")
    words = [stem(w) for line in text.splitlines() if not line.startswith("#") for w in line.split()]

    assert len(words) == len(set(words)) > 1500
