"""Answers in the articles' own words: the right sentence, or an honest abstention."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.extractive import write
from bot.model.answers import Abstention, Answer, Briefing, SentenceKind
from bot.model.chat import Length
from bot.model.text import Span
from tests.unit.answer.stories import (
    NOTICE,
    OFFER,
    QUARRY,
    RIVER,
    Story,
    asked,
    evidence_on,
    revision_of,
    told_of,
)

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def answer(question: str, *stories: Story, earlier: tuple[str, ...] = ()) -> Answer:
    evidence = evidence_on(asked(question, *earlier), stories, now=NOW)
    return write(evidence, now=NOW, zone="UTC", length=Length.SHORT)


def words(found: Answer) -> str:
    assert isinstance(found, Briefing), found
    return " ".join(sentence.text for sentence in found.sentences)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Why was the Osier bridge closed?", "floodwater washed away"),
        ("When was the bridge built?", "1958"),
        ("How long will the repair take?", "eleven weeks"),
        ("How much will the repair cost?", "2.6 million dollars"),
        ("Who lost sheep?", "Tom Brisk"),
        ("How high did the river rise?", "four metres"),
        ("Who is Ruth Adeyemi?", "county engineer"),
        ("How did the council vote?", "9 to 2"),
        ("Who voted against it?", "Ned Farrow"),
        ("When does work start?", "1 December"),
        ("What did Adeyemi blame the damage on?", "driftwood"),
        ("How far away is Kettle Ford?", "19 kilometres"),
    ],
)
def test_the_sentence_that_answers_is_chosen(question: str, expected: str) -> None:
    """Word overlap finds the neighbourhood; the kind of thing asked for finds the sentence."""
    assert expected in words(answer(question, *RIVER))


@pytest.mark.parametrize(
    "question",
    [
        "How old is Ruth Adeyemi?",
        "How many people drowned?",
        "Who designed the bridge?",
        "When was Ruth Adeyemi elected?",
        "Who advised Ned Farrow?",
        "Where was Tom Brisk born?",
        "How much did the ferry cost?",
        "Which newspaper did Ada Quill sue?",
        "What did the governor say about the flood?",
    ],
)
def test_a_near_miss_is_no_answer(question: str) -> None:
    """The story speaks of these people and things, and does not tell this about them."""
    assert isinstance(answer(question, *RIVER), Abstention)


@pytest.mark.parametrize(
    ("question", "stories"),
    [
        ("How many jobs will be cut?", OFFER),
        ("Who will run the creamery?", OFFER),
        ("Why was the meeting cancelled?", QUARRY),
    ],
)
def test_what_the_article_calls_unknown_is_not_answered(question: str, stories: tuple[Story, ...]) -> None:
    """ "It was not clear who" is the article's own abstention; it stands as the nearest words."""
    found = answer(question, *stories)

    assert isinstance(found, Abstention)
    assert found.nearest


def test_someone_elses_answer_is_not_given() -> None:
    """Who advised the buyer says nothing about who advised the target."""
    assert "Torvik Bank" in words(answer("Who advised Corvane?", *OFFER))
    assert isinstance(answer("Who advised Halden?", *OFFER), Abstention)


def test_a_threat_is_no_answer_to_whether_it_was_done() -> None:
    """Planned is not held, threatened is not imposed."""
    story = Story(
        id="threat",
        outlet="Lake Radio",
        title="Minister threatens ban",
        published=NOW,
        text="The minister threatened on Friday to ban the trawlers from the bay if they did not leave by Sunday.",
    )

    assert isinstance(answer("Were the trawlers banned from the bay?", story), Abstention)
    assert "threatened" in words(answer("What did the minister threaten?", story))


def test_two_origins_with_two_numbers_stand_side_by_side() -> None:
    """Facts that disagree are shown, never blended."""
    found = words(answer("How many people live near the quarry?", *QUARRY))

    assert "900" in found
    assert "1,300" in found


def test_a_relative_day_is_given_as_a_calendar_day() -> None:
    """Code counts days, and says which words it counted from."""
    story = Story(
        id="visit",
        outlet="Lake Radio",
        title="Bishop comes",
        published=datetime(2026, 6, 10, tzinfo=UTC),
        text="The bishop of Marn will open the new chapel on Friday. The old one burned down.",
    )

    assert "Friday 12 June 2026" in words(answer("When will the bishop open the chapel?", story))


def test_without_a_day_of_publication_no_calendar_day_is_given() -> None:
    """It says why, and how to supply it."""
    found = words(answer("By when must objections be handed in?", NOTICE))

    assert "carries no date" in found
    assert "--published" in found
    assert "2026" not in found


def test_a_sentence_that_leans_on_the_one_before_brings_it_along() -> None:
    """ "It has asked the court" needs to say who."""
    found = words(answer("Who asked the court to end the permit?", *QUARRY))

    assert "Quiet Vessel" in found


def test_a_list_is_quoted_with_the_line_that_opens_it() -> None:
    """ "The dates are:" alone tells nothing."""
    story = Story(
        id="list",
        outlet="Gazette",
        title="Fees",
        published=NOW,
        text="New fees for moorings in the harbour:\n- small boats: 40 crowns;\n- large boats: 90 crowns.\n\nThe council agreed.",
    )

    assert "90 crowns" in words(answer("What are the new fees for moorings?", story))


def test_the_dateline_is_left_out() -> None:
    """Place, day and agency at the head of a report are not part of what it says."""
    found = words(answer("How much does Corvane offer a share?", OFFER[0]))

    assert "4.20 crowns" in found
    assert "(Market Post)" not in found


def test_both_halves_of_a_question_are_answered() -> None:
    """A day without the place is half an answer."""
    found = words(answer("Who chairs Halden, and where did the two meet?", *OFFER))

    assert "Petra Lund" in found
    assert "hotel" in found


def test_a_follow_up_is_answered_with_what_came_before() -> None:
    """ "And how long?" is about the repair just asked for."""
    assert "eleven weeks" in words(
        answer(
            "And how long will it take?", *RIVER, earlier=("How much will the repair of the bridge cost?",)
        )
    )


TOWER = Story(
    id="tower-1",
    outlet="Marn Wire",
    title="The tower at Marn",
    published=datetime(2026, 11, 18, tzinfo=UTC),
    text=(
        "The caretaker, Ada Holm, locked the tower on Monday. She has looked after it since 1998. The stairs are 61 metres long and "
        "were blocked by a fallen beam. Two plumbers found the beam. The repair will cost 900 crowns."
    ),
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is Ada Holm's job?", "caretaker"),
        ("How long has Ada Holm looked after it?", "since 1998"),
        ("How long are the stairs?", "61 metres"),
        ("Why are the stairs closed?", "fallen beam"),
        ("By whom was the beam found?", "Two plumbers"),
        ("How much is the repair?", "900 crowns"),
    ],
)
def test_what_people_are_how_long_and_why_are_told_in_many_ways(question: str, expected: str) -> None:
    """A post before a name, a year since, a length in metres, a cause behind "by", people without a name."""
    assert expected in words(answer(question, TOWER))


SHARES = Story(
    id="shares-1",
    outlet="Marn Wire",
    title="Fraud at the Marn mill",
    published=datetime(2026, 11, 18, tzinfo=UTC),
    text=(
        "The shares were bought in the name of Lena Orth, who has not been charged. The mill paid the fine but did not "
        "apologise. Its director was not arrested."
    ),
)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Has Lena Orth been charged?", "No, by these words"),
        ("Was the mill's director arrested?", "“"),
        ("Did the mill pay the fine?", "Yes, by these words"),
        ("Did the mill apologise?", "No, by these words"),
    ],
)
def test_a_negation_is_never_told_as_yes(question: str, verdict: str) -> None:
    """ "Who has not been charged" says no; a "not" on the other side of a "but" leaves this side as it is."""
    assert words(answer(question, SHARES)).startswith(verdict)


def test_yes_and_no_stand_only_where_the_words_settle_it() -> None:
    """A hedge is neither."""
    assert words(answer("Did Brandl meet the union's leader Jonas Weil?", *OFFER)).startswith(
        "Denied, by these words"
    )
    assert not words(answer("Will Torrin Stone appeal within 14 days?", *QUARRY)).startswith(("Yes", "No"))


def test_boilerplate_is_never_quoted() -> None:
    """A banner is not what the article says, whatever it promises."""
    story = Story(
        id="banner",
        outlet="Gazette",
        title="Bridge opens",
        published=NOW,
        text="Unlock Exclusive Insights on the Marn bridge today.\n\nThe Marn bridge opened on Monday.",
    )
    evidence = evidence_on("When did the Marn bridge open?", (story,), now=NOW)
    revision = replace(revision_of(story), boilerplate=(Span(0, 51),))
    evidence = replace(evidence, revisions=((told_of(story), revision),))

    assert "Unlock" not in words(write(evidence, now=NOW, zone="UTC", length=Length.SHORT))


def test_no_evidence_is_an_abstention_that_says_what_is_missing() -> None:
    """The reader learns what was looked for and looked at."""
    found = answer("What did Marsh offer?")

    assert isinstance(found, Abstention)
    assert found.missing == "what did Marsh offer"
    assert found.coverage.articles == 0


def test_a_line_is_shorter_than_a_short_answer() -> None:
    """LINE is one claim."""
    evidence = evidence_on("Why was the Osier bridge closed?", RIVER, now=NOW)
    found = write(evidence, now=NOW, zone="UTC", length=Length.LINE)

    assert isinstance(found, Briefing)
    assert len([s for s in found.sentences if s.kind is SentenceKind.CLAIM]) == 1


@given(st.text(max_size=120), st.text(max_size=300))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_every_claim_is_cited_with_exact_words(question: str, text: str) -> None:
    """Whatever is asked of whatever text, a quote is a slice of its article."""
    story = Story(
        id="any",
        outlet="Gazette",
        title="Any",
        published=NOW,
        text=f"{text} Marn sold 4 boats to Lind. {text}",
    )
    found = answer(f"{question} How many boats did Marn sell?", story)

    sentences = found.sentences if isinstance(found, Briefing) else found.nearest
    for sentence in sentences:
        assert sentence.kind is SentenceKind.NOTE or sentence.citations
        for citation in sentence.citations:
            assert citation.quote.span.of(story.text) == citation.quote.text


def told(text: str) -> Story:
    return Story(
        id="told-1",
        outlet="Marn Wire",
        title="Report",
        published=datetime(2026, 11, 18, tzinfo=UTC),
        text=text,
    )


@pytest.mark.parametrize(
    ("text", "question", "verdict"),
    [
        ("Prosecutors say Abara stole the money.", "Did Abara steal the money?", "Said to be so"),
        ("According to the ministry, the bridge was repaired.", "Was the bridge repaired?", "Said to be so"),
        ("Officials denied that the plant had leaked.", "Did the plant leak?", "Denied"),
        ("Halden rejected claims that it bribed the mayor.", "Did Halden bribe the mayor?", "Denied"),
        (
            "The ministry said it had signed the contract.",
            "Did the ministry say it had signed the contract?",
            "Yes",
        ),
        ("The court rejected the appeal on Monday.", "Was the appeal rejected?", "Yes"),
        ("The governor refused to sign the bill.", "Did the governor refuse to sign the bill?", "Yes"),
        ("The governor refused to sign the bill.", "Did the governor sign the bill?", "No"),
        ("Norvik never paid the fine.", "Did Norvik pay the fine?", "No"),
    ],
)
def test_what_somebody_says_is_no_yes_and_a_refusal_that_is_asked_for_no_no(
    text: str, question: str, verdict: str
) -> None:
    """A claim keeps its speaker also where the answer is one word."""
    assert words(answer(question, told(text))).startswith(f"{verdict}, by these words:")
