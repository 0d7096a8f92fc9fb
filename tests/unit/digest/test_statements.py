"""Of what was said, a digest tells a little, and only what was not said before."""

from __future__ import annotations

from bot.digest.statements import choose_statements
from bot.model.facts import Party, PartyKind, StatementKind
from bot.model.news import Interest
from tests.unit.digest.bridge import HUNGARY, KOVAR, SZABO, statement, told

EVERYTHING = Interest()
FIRST = statement(told("ledger", 4), "the bridge will open before the first snow falls in autumn")
AGAIN = statement(told("star", 5), "The bridge will open before the first snow falls this autumn")
DENIAL = statement(
    told("star", 5), "he had ever promised money for the railway fund", SZABO, StatementKind.DENIED, "denied"
)
OFFICIAL = Party(key="unnamed:an official", name="an official", kind=PartyKind.UNNAMED)


def test_a_denial_comes_before_a_remark() -> None:
    """What is contested tells more."""
    chosen = choose_statements([FIRST, DENIAL], [], interest=EVERYTHING, limit=3)

    assert list(chosen) == [DENIAL, FIRST]


def test_what_was_said_before_is_not_told_again() -> None:
    """A wire copy and a reworded quote repeat it."""
    assert choose_statements([AGAIN], [FIRST], interest=EVERYTHING, limit=3) == ()


def test_a_speaker_is_heard_once() -> None:
    """Three remarks of one minister are not three pieces of news."""
    other = statement(told("star", 5), "nobody in the valley should expect a second ferry before winter")

    assert len(choose_statements([FIRST, other], [], interest=EVERYTHING, limit=3)) == 1


def test_fragments_and_nameless_speakers_are_left_out() -> None:
    """A digest stands alone: who said it and a whole clause must be there."""
    fragments = [
        statement(told("star", 5), "to open the bridge for heavy lorries by autumn", HUNGARY, cue="told"),
        statement(told("star", 5), "the bridge stays closed until the cracks are mended", OFFICIAL),
        statement(told("star", 5), "very useful", SZABO),
        statement(
            told("star", 5), "the bridge stays closed until the cracks are mended", KOVAR, cue="according to"
        ),
    ]

    assert choose_statements(fragments, [], interest=EVERYTHING, limit=3) == ()


def test_an_interest_and_a_limit_narrow() -> None:
    """A channel that follows one thing hears of that."""
    by_word = Interest(terms=frozenset({"railwai"}) | frozenset({"railway"}))

    assert choose_statements([FIRST, DENIAL], [], interest=by_word, limit=3) == (DENIAL,)
    assert len(choose_statements([FIRST, DENIAL], [], interest=EVERYTHING, limit=1)) == 1
