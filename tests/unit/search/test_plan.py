"""How questions are understood."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.answers import AnswerType, Intent, Order, Plan
from bot.model.chat import Question, Requester, Turn
from bot.model.ids import MemberId, WorkspaceId
from bot.model.text import Scope
from bot.search.plan import plan_question

NOW = datetime(2025, 8, 6, 12, tzinfo=UTC)  # a Wednesday


def plan(text: str, *earlier: str, zone: str = "UTC", as_of: date | None = None) -> Plan:
    requester = Requester(member=MemberId("m"), scope=Scope(workspace=WorkspaceId("w")), zone=zone)
    turns = tuple(Turn(question=one) for one in earlier)
    return plan_question(Question(text=text, requester=requester, as_of=as_of, conversation=turns), now=NOW)


@pytest.mark.parametrize(
    ("text", "intent", "answer_type"),
    [
        ("Who met the Norvan envoy last week?", Intent.MEETING, AnswerType.PERSON),
        ("When did Lind and Marsh meet?", Intent.MEETING, AnswerType.DATE),
        ("Where were the talks held?", Intent.MEETING, AnswerType.PLACE),
        ("How long did the summit last?", Intent.MEETING, AnswerType.DURATION),
        ("Did Lind meet Marsh?", Intent.MEETING, AnswerType.YES_NO),
        ("By when must the ferry firm file its report?", Intent.DEADLINE, AnswerType.DATE),
        ("When does the licence expire?", Intent.DEADLINE, AnswerType.DATE),
        ("Is the ultimatum still in force?", Intent.DEADLINE, AnswerType.YES_NO),
        ("On which date does the rule take effect?", Intent.DEADLINE, AnswerType.DATE),
        ("What did the minister say about the dam?", Intent.STATEMENT, AnswerType.TEXT),
        ("Who denied the report?", Intent.STATEMENT, AnswerType.PERSON),
        ("How many sheep drowned?", Intent.FACT, AnswerType.AMOUNT),
        ("How old is the bridge?", Intent.FACT, AnswerType.AMOUNT),
        ("Why was the road closed?", Intent.FACT, AnswerType.REASON),
        ("Which country sold the ships?", Intent.FACT, AnswerType.PLACE),
        ("Which company built the tunnel?", Intent.FACT, AnswerType.PERSON),
        ("What percentage of voters turned out?", Intent.FACT, AnswerType.AMOUNT),
        ("deadline for the ferry firm", Intent.DEADLINE, AnswerType.DATE),
    ],
)  # fmt: skip
def test_a_question_is_read_for_what_it_is_after(text: str, intent: Intent, answer_type: AnswerType) -> None:
    """Everything that follows picks by these two."""
    found = plan(text)

    assert (found.intent, found.answer_type) == (intent, answer_type)


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("How many lorries are parked there?", "lorry"),
        ("Which American official met the mayor?", "official"),
        ("How many Europeans besides Marsh sat at the table?", "european"),
        ("Which member states voted against it?", "stat"),
        ("What happened to the bill?", None),
    ],
)
def test_the_noun_that_is_asked_for_is_found(text: str, focus: str | None) -> None:
    """A number or a name answers only when it is one of the right thing."""
    assert plan(text).focus == focus


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Who met Marsh between 1 and 16 July 2025?", date(2025, 7, 1), date(2025, 7, 16)),
        ("Whom did Marsh see between 1 June and 31 July 2025?", date(2025, 6, 1), date(2025, 7, 31)),
        ("Which deadlines were set since 1 August 2025?", date(2025, 8, 1), None),
        ("What happened before 3 May 2025?", None, date(2025, 5, 3)),
        ("Who met Marsh last week?", date(2025, 7, 28), date(2025, 8, 3)),
        ("Is the deadline of 8 August still valid?", None, None),
        ("Who met Marsh?", None, None),
    ],
)
def test_the_days_a_question_asks_about_are_read(text: str, first: date | None, last: date | None) -> None:
    """A day without a year names a matter, not a window."""
    found = plan(text)

    assert (found.first, found.last) == (first, last)


def test_as_of_is_the_end_of_that_day_where_the_question_is_asked() -> None:
    """ "What did we know on 1 August" holds for the asker's own 1 August, whole."""
    found = plan("When did the truce expire, as known on 1 August 2025?", zone="America/New_York")

    assert found.known_until is not None
    assert found.known_until.isoformat() == "2025-08-01T23:59:59.999999-04:00"
    assert "known" not in found.terms
    assert found.first is None


def test_an_as_of_day_given_beside_the_question_counts_too() -> None:
    """Adapters hand it over as a field."""
    found = plan("When does the truce expire?", as_of=date(2025, 7, 30))

    assert found.known_until is not None
    assert found.known_until.date() == date(2025, 7, 30)


def test_an_as_of_day_ahead_of_now_limits_nothing() -> None:
    """Nobody knows yet what will be known."""
    assert plan("What is the deadline, as of 3 March 2027?").known_until is None


def test_names_weigh_more_than_words_and_words_more_than_filler() -> None:
    """Near misses share the filler."""
    weights = {
        w.word: w.weight for w in plan("According to the article, which dam did Lind inspect today?").wanted
    }

    assert weights["lind"] > weights["inspect"] > weights["today"]
    assert "article" not in weights


def test_a_hyphenated_pair_is_two_names() -> None:
    """Articles name the two apart."""
    wanted = plan("Is a Lind-Marsh meeting agreed?").wanted

    assert {"lind", "marsh"} <= {w.word for w in wanted if w.name}


def test_a_pronoun_takes_its_party_from_the_question_before() -> None:
    """ "Where did he meet him?" means the people just asked about."""
    found = plan("And where did he go afterwards?", "Did envoy Carl Norrby see the mayor?")

    assert "norrby" in found.terms
    assert any(w.word == "norrby" and w.carried for w in found.wanted)


def test_a_pronoun_may_mean_whom_the_answer_before_named() -> None:
    """ "Who sold it? The Marn museum. When did it …" """
    requester = Requester(member=MemberId("m"), scope=Scope(workspace=WorkspaceId("w")))
    turn = Turn(question="Who sold the ferry?", answer="It was sold by Carl Norrby.")
    found = plan_question(
        Question(text="When was he born?", requester=requester, conversation=(turn,)), now=NOW
    )

    assert any(w.word == "norrby" and w.carried for w in found.wanted)


def test_only_the_question_before_is_added_not_the_whole_talk() -> None:
    """Older turns bring in what nobody asks about any more."""
    found = plan(
        "And when?", "What did Carl Norrby sign?", "Who is Ada Lind?", "Where is the quarry of Torvik?"
    )

    assert "quarry" in found.terms
    assert "norrby" not in found.terms


def test_a_question_that_stands_alone_takes_nothing_from_before() -> None:
    """A new subject is a new question."""
    found = plan("How many sheep drowned at Kettle Ford?", "Who is Ada Lind?")

    assert not any(w.carried for w in found.wanted)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("When and where will Lind and Marsh meet?", [AnswerType.DATE, AnswerType.PLACE]),
        ("Who will visit the dam, and when?", [AnswerType.PERSON, AnswerType.DATE]),
        ("How many ministers came, and who chaired?", [AnswerType.AMOUNT, AnswerType.PERSON]),
        ("Who met Marsh?", []),
    ],
)
def test_a_question_of_two_questions_has_two_parts(text: str, types: list[AnswerType]) -> None:
    """Each part is answered; half an answer is none."""
    assert [part.answer_type for part in plan(text).parts] == types


def test_first_last_and_count_are_told_apart() -> None:
    """They pick among several records."""
    assert plan("When did Lind and Marsh first meet?").order is Order.FIRST
    assert plan("Where did Lind last meet Marsh?").order is Order.LAST
    assert plan("How often was the deadline moved?").order is Order.COUNT
    assert plan("Which calls between Lind and Marsh are reported?").order is Order.ALL


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_text_gives_a_plan(text: str) -> None:
    """People type anything."""
    assert plan(text).text is not None


def test_a_very_long_question_is_cut_and_still_read() -> None:
    """A pasted page must not hold up the channel."""
    assert plan("who met Lind " * 5000).intent is Intent.MEETING
