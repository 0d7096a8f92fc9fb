"""Of what was said, a digest tells a little, and only what was not said before."""

from __future__ import annotations

import pytest

from bot.digest.interest import interest_in, is_wanted_said
from bot.digest.statements import choose_statements
from bot.model.facts import Party, PartyKind, Statement, StatementKind
from bot.model.news import Reason
from tests.unit.digest.bridge import HUNGARY, KOVAR, SZABO, statement, told

FIRST = statement(told("ledger", 4), "the bridge will open before the first snow falls in autumn")
AGAIN = statement(told("star", 5), "The bridge will open before the first snow falls this autumn")
DENIAL = statement(
    told("star", 5), "he had ever promised money for the railway fund", SZABO, StatementKind.DENIED, "denied"
)
OFFICIAL = Party(key="unnamed:an official", name="an official", kind=PartyKind.UNNAMED)


def test_a_denial_comes_before_a_remark() -> None:
    """What is contested tells more."""
    chosen = choose_statements([FIRST, DENIAL], [], limit=3)

    assert [one.entry for one in chosen] == [DENIAL, FIRST]
    assert [reason.words for reason in chosen[0].reasons] == ["a denial", "by a person with a name"]


def test_what_was_said_before_is_not_told_again() -> None:
    """A wire copy and a reworded quote repeat it."""
    assert choose_statements([AGAIN], [FIRST], limit=3) == ()


def test_a_speaker_is_heard_once() -> None:
    """Three remarks of one minister are not three pieces of news."""
    other = statement(told("star", 5), "nobody in the valley should expect a second ferry before winter")

    assert len(choose_statements([FIRST, other], [], limit=3)) == 1


def test_fragments_and_nameless_speakers_are_left_out() -> None:
    """A digest stands alone: who said it and a whole clause must be there."""
    fragments = [
        statement(told("star", 5), "to open the bridge for heavy lorries by autumn", HUNGARY, cue="told"),
        statement(told("star", 5), "the bridge stays closed until the cracks are mended", OFFICIAL),
        statement(told("star", 5), "very useful", SZABO),
        statement(
            told("star", 5), "the bridge stays closed until the cracks are mended", KOVAR, cue="according to"
        ),
        statement(
            told("star", 5), "examining whether the bridge should be closed to lorries", KOVAR, cue="spoke"
        ),
        statement(
            told("star", 5), "the extra weeks of repair as a phasing-in period", KOVAR, cue="described"
        ),
    ]

    assert choose_statements(fragments, [], limit=3) == ()


def test_an_interest_and_a_limit_narrow() -> None:
    """A channel that follows one thing hears of that."""
    by_word = interest_in(["railway fund"])

    chosen = choose_statements(
        [FIRST, DENIAL], [], limit=3, wanted=lambda fact: is_wanted_said(fact, by_word)
    )

    assert [one.entry for one in chosen] == [DENIAL]
    assert len(choose_statements([FIRST, DENIAL], [], limit=1)) == 1


def test_what_is_watched_for_comes_first() -> None:
    """It says so where it is asked why."""
    chosen = choose_statements(
        [FIRST, DENIAL],
        [],
        limit=1,
        more=lambda fact: [Reason(words="you watch Kovar", weight=2.0)] if fact.speaker == KOVAR else [],
    )

    assert [one.entry for one in chosen] == [FIRST]
    assert "you watch Kovar" in [reason.words for reason in chosen[0].reasons]


@pytest.mark.parametrize(
    ("topic", "words", "wanted"),
    [
        ("Anna Kovar", "the bridge will open before the first snow falls", True),
        ("Kovar", "the bridge will open before the first snow falls", True),
        ("Anna Szabo", "the bridge will open before the first snow falls", False),
        ("Hungary", "the Hungarian government has paid for its half of the bridge", True),
        ("Hungary", "lorries may go to Hungary again from autumn", True),
        ("Norway", "lorries may go to Hungary again from autumn", False),
        ("bridge tolls", "the bridge will open before the first snow falls", False),
        ("bridge tolls", "nobody will pay a toll on the new bridge", True),
    ],
)
def test_a_statement_is_about_its_speaker_and_whoever_is_named_in_it(
    topic: str, words: str, wanted: bool
) -> None:
    """All words of a name are needed, or the surname of whoever is named by it alone."""
    fact = statement(told("ledger", 4), words, KOVAR).fact

    assert isinstance(fact, Statement)
    assert is_wanted_said(fact, interest_in([topic])) is wanted
