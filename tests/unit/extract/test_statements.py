"""Statements: the right speaker, the right words, and never firmer than the article."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extract.document import read
from bot.extract.statements import find_statements
from bot.model.facts import Statement, StatementKind
from bot.model.ids import ArticleId, RevisionId
from bot.model.text import Revision

DAY = datetime(2026, 3, 3, 12, tzinfo=UTC)


def statements(text: str) -> tuple[Statement, ...]:
    revision = Revision(
        id=RevisionId("r1"),
        article=ArticleId("a1"),
        number=1,
        title=None,
        text=text,
        published=DAY,
        received=DAY,
    )
    return find_statements(read(revision))


def told(text: str) -> list[tuple[str, str]]:
    """(speaker, content) of every statement."""
    return [(s.speaker.name, s.content.text) for s in statements(text)]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Kari Lund said the fund would wait.", "Kari Lund", "the fund would wait"),
        ("The Lund wire quoted Kari Lund as saying the fund would wait.", "Kari Lund", "the fund would wait"),
        (
            "The fund would wait, the Lund news agency quoted an aide to Kari Lund as saying on Friday.",
            "aide",
            "The fund would wait",
        ),
        ("The pact has a memorandum on ports, which, according to Kari Lund, has not been kept since May.", "Kari Lund", "has not been kept since May"),
        (
            "The new pier would, according to Kari Lund, cost three million.",
            "Kari Lund",
            "The new pier would, according to Kari Lund, cost three million",
        ),
        ("LUND (Northline) - The fund would wait, Kari Lund said.", "Kari Lund", "The fund would wait"),
        ("‘The miners' pay is fixed. We shall strike,’ Kari Lund said.", "Kari Lund", "The miners' pay is fixed. We shall strike"),
        ('"We will wait," Kari Lund continued.', "Kari Lund", "We will wait"),
        ("While it was late, the two had met, Kari Lund said, speaking on a terrace.", "Kari Lund", "While it was late, the two had met"),
        ("It was a day for those who guard the coast, said union chief Kari Lund.", "Kari Lund", "It was a day for those who guard the coast"),
        (
            "Tarn's envoy, Kari Lund, said the invitation had come from Brand.",
            "Kari Lund",
            "the invitation had come from Brand",
        ),
        ("Asked about the fund, Kari Lund said; “It will wait for us all.”", "Kari Lund", "It will wait for us all."),
        ("Kari Lund said yesterday in an interview with Tarn Radio that the fund would wait.", "Kari Lund", "the fund would wait"),
        ("The ministry's statement said the fund would wait.", "ministry", "the fund would wait"),
        ("Kari Lund said on Dec. 7 that the fund would wait.", "Kari Lund", "the fund would wait"),
        ("Kari Lund said, however, the fund would wait.", "Kari Lund", "the fund would wait"),
        ("Kari Lund told Tarn Radio “We will wait for them.”", "Kari Lund", "We will wait for them."),
        ('Kari Lund told the council: "We will wait for all of them', "Kari Lund", "We will wait for all of them"),
        ("Kari Lund told the council on Tuesday that the fund would wait.", "Kari Lund", "the fund would wait"),
        ("The fund would wait, Kari Lund said.", "Kari Lund", "The fund would wait"),
        ("According to Kari Lund, the fund was sound.", "Kari Lund", "the fund was sound"),
        ("The fund was sound, according to its chair, Kari Lund.", "Kari Lund", "The fund was sound"),
        ('"We will not be rushed," said Kari Lund, who chairs the fund.', "Kari Lund", "We will not be rushed"),
        (
            '"We will not be rushed," Fisheries Ministry deputy spokesperson Kari Lund told a regular news briefing.',
            "Kari Lund",
            "We will not be rushed",
        ),
        ("Kari Lund told cheering supporters that the fund would wait.", "Kari Lund", "the fund would wait"),
        ('Kari Lund, 54, wrote: "Enough is enough for all of us."', "Kari Lund", "Enough is enough for all of us."),
        ("Kari Lund, a senior banker, said rates must fall.", "Kari Lund", "rates must fall"),
        ("Norway's envoy, Kari Lund, asked the council for patience.", "Kari Lund", "the council for patience"),
        ("Kari Lund called the offer generous.", "Kari Lund", "the offer generous"),
        ("Kari Lund denied that a sale was near.", "Kari Lund", "that a sale was near"),
        ("Kari Lund accused the bank of hiding losses.", "Kari Lund", "the bank of hiding losses"),
        ("A shipowner from the north said that ice was the trouble.", "shipowner", "ice was the trouble"),
        ("Growers say the frost did no harm.", "Growers", "the frost did no harm"),
        ("Two people with knowledge of the talks said an offer was near.", "people", "an offer was near"),
    ],
)  # fmt: skip
def test_the_speaker_and_the_words_are_found(text: str, speaker: str, content: str) -> None:
    """Direct, reported, inverted and framed speech all have one speaker and one content."""
    ((found_speaker, found_content),) = told(text)

    assert speaker in found_speaker
    assert found_content == content


def test_verbs_joined_by_and_share_their_subject() -> None:
    """ "Called them useful and said ..." are two statements of one speaker."""
    text = "Per Aas, who advises the minister, called the talks useful and said a date was set."

    assert told(text) == [("Per Aas", "the talks useful"), ("Per Aas", "a date was set")]


def test_that_clauses_are_statements_of_their_own() -> None:
    """One may be contested where the other is not."""
    text = "Kari Lund said that the ice had melted early and that she would go north."

    assert told(text) == [("Kari Lund", "the ice had melted early"), ("Kari Lund", "she would go north")]


def test_a_broken_quotation_keeps_its_speaker_in_both_halves() -> None:
    """The words after "she said" are still hers."""
    text = '"If they want a fight," said Ola Hansen, "they can have one." "We are many."'

    assert told(text) == [
        ("Ola Hansen", "If they want a fight"),
        ("Ola Hansen", "they can have one."),
        ("Ola Hansen", "We are many."),
    ]


def test_turns_of_an_interview_belong_to_their_label() -> None:
    """A transcript has no reporting verbs."""
    text = (
        "Hanna Vetter led the mission.\n\nLedger: Did you meet?\n\nVetter: I never met him.\n\n"
        "Ledger: Why not?\n\nVetter: Nobody asked me to."
    )

    found = [s for s in statements(text) if s.cue == "Vetter:"]

    assert [s.speaker.name for s in found] == ["Hanna Vetter", "Hanna Vetter"]
    assert found[0].kind is StatementKind.DENIED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Lund also dismissed the idea that it was late and said the fund would wait.",
            ("Lund", "the fund would wait"),
        ),
        (
            "The fund had “a size that matters”, Kari Lund said, but added: “It will have to wait.”",
            ("Kari Lund", "It will have to wait."),
        ),
    ],
)
def test_no_statement_of_a_sentence_is_given_to_other_words(text: str, expected: tuple[str, str]) -> None:
    """The second statement of a sentence has its own words and its own speaker."""
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kari Lund, asked whether she would resign, left the room.",
        "Neither Kari Lund nor the ministry said when.",
        "The sale was announced in May.",
        "The proposed tax and the reported losses scared buyers.",
        "He said so.",
        "Kari Lund welcomed Per Aas at the airport.",
        "The bank reports on Friday.",
        "Kari Lund now adds two routes to the network of the airline.",
        "The fund, previously called Norvik, made a loss.",
        "Kari Lund called 911 to tell of smoke.",
        "The company has recommended shareholders reject the bid.",
        "The fund did not immediately concede to the demand of the bank.",
        "Kari Lund welcomed the delegation at the gate.",
    ],
)
def test_what_nobody_said_is_no_statement(text: str) -> None:
    """Passives, adjectives, denials of speech and unknown pronouns have no speaker."""
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kari Lund said she would resign.", StatementKind.SAID),
        ("Kari Lund said taxes must fall.", StatementKind.SAID),
        ("Kari Lund called the talks useful.", StatementKind.SAID),
        ('"We will wait," Kari Lund said.', StatementKind.SAID),
        ("Kari Lund said the bank had hidden its losses.", StatementKind.CLAIMED),
        ("Kari Lund insisted the bridge was safe.", StatementKind.CLAIMED),
        ("Kari Lund said the company had paid every fee.", StatementKind.CLAIMED),
        ('"They broke the law," Kari Lund said.', StatementKind.CLAIMED),
        ("Kari Lund said the bank might close.", StatementKind.MIGHT),
        ("Kari Lund did not rule out further cuts.", StatementKind.MIGHT),
        ("Kari Lund hoped, she said, that it would end.", StatementKind.MIGHT),
        ("Kari Lund denied the report.", StatementKind.DENIED),
        ('"I have never seen the letter," Kari Lund said.', StatementKind.DENIED),
        ("Kari Lund said she had not seen the letter.", StatementKind.DENIED),
        ("A government official said the plan was dead.", StatementKind.REPORTED),
        ("Ministers wanted more time, two diplomats said.", StatementKind.REPORTED),
        ("The Bergen Post reported that the board had met.", StatementKind.REPORTED),
    ],
)
def test_a_statement_is_never_firmer_than_its_words(text: str, kind: StatementKind) -> None:
    """A claim, a denial or a hedge must not reach the reader as plain speech."""
    (found,) = statements(text)

    assert found.kind is kind


def test_what_someone_is_said_to_have_said_comes_at_second_hand() -> None:
    """Two diplomats told us what the governments want; the governments did not."""
    text = "Several governments have said they want more time, two diplomats said."

    kinds = {s.speaker.name: s.kind for s in statements(text)}

    assert set(kinds.values()) == {StatementKind.REPORTED}


def test_the_same_text_gives_the_same_statements() -> None:
    """Ids are hashes of content: extracting again changes nothing."""
    text = "Kari Lund said she would resign. Per Aas denied it would matter."

    assert statements(text) == statements(text)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(["Kari Lund", "said", "that", '"We', 'wait,"', "told", "and", ",", ".", "according to", "who", "“Yes", "”", "denied", "the bank", "did not rule out", "\n\n", "X:"]), max_size=40))  # fmt: skip
def test_any_order_of_cue_words_gives_exact_quotes(words: list[str]) -> None:
    """Broken pages must neither crash the reader nor bend a quote."""
    text = " ".join(words)

    for statement in statements(text):
        assert statement.content.span.of(text) == statement.content.text
        assert statement.quote.span.of(text) == statement.quote.text
