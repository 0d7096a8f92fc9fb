"""Page furniture is told apart from the article without moving a single offset."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.boilerplate import find_boilerplate


def left(text: str) -> str:
    """The text without its boilerplate."""
    for span in reversed(find_boilerplate(text)):
        text = text[: span.start] + text[span.end :]
    return text


GLUED = (
    "Harbour talks end in the night\n"
    "Unlock everything with Gazette Gold\n"
    "Enjoy unlimited stories, member-only newsletters and the weekend puzzlesThe port authority and the dockers "
    "signed an agreement early on Friday, both sides said.\n"
)


def test_a_banner_glued_to_the_first_sentence_comes_off() -> None:
    """The first sentence is the most telling one: it must survive whole, without the banner."""
    assert (
        left(GLUED)
        .strip()
        .endswith("The port authority and the dockers signed an agreement early on Friday, both sides said.")
    )
    assert "Gold" not in left(GLUED)
    assert left(GLUED).startswith("Harbour talks end in the night")


@pytest.mark.parametrize(
    "line",
    [
        "Related: Who pays for the new pier?",
        "Read more: Ten questions about the strike",
        "Subscribe to our newsletter for the best of the week",
        "Photo: The minister arrives at the gate. Picture by A. Hall.",
        "World | Business | Opinion | Weather",
        "© 2026 Gazette Media. All rights reserved.",
        "Advertisement",
        "Already a subscriber? Log in",
        "Recommended for you: Five maps that explain the canal",
        "To stop receiving these notices, reply STOP.",
        "Correction (16 Nov): An earlier version of this story said 321 jobs. The number is 312.",
        "This article was amended on 3 May 2026 to give the minister's right title.",
        "Editor's note: The headline has been updated.",
    ],
)
def test_furniture_between_paragraphs_comes_off(line: str) -> None:
    """A link to another story must never be quoted as this one."""
    text = f"The council met on Monday.\n\n{line}\n\nIt will vote on Thursday, the mayor said."

    assert line not in left(text)
    assert "The council met on Monday." in left(text)
    assert "It will vote on Thursday, the mayor said." in left(text)


@pytest.mark.parametrize(
    "line",
    [
        "Insurance premiums for members rose by 4 percent, the exclusive report on benefits said on Tuesday.",
        "Support for the bill grew after the minister met union leaders in the capital on Wednesday night.",
        "Share prices fell on Thursday after the regulator set a deadline for the two banks to merge.",
        "More on that subject was promised by the commission, which will publish its report by 30 June.",
        "Follow-up talks between the delegations are planned for next week in Geneva, the envoy said.",
        "Register offices will close on Friday, when the strike that the union announced in May begins.",
        "An earlier version of the bill would have closed four ports, the minister said on Monday.",
        "Correction facilities: the ministry must report on them by 30 June, the court ruled.",
        "Photographs of the meeting, published on Monday, show the two presidents in a garden near the palace.",
    ],
)
def test_prose_that_sounds_like_furniture_stays(line: str) -> None:
    """Dropping a sentence of the article loses facts without a trace."""
    assert find_boilerplate(f"{line}\n\nThe talks went on.") == ()


@given(st.text(alphabet="Unlock premium.\n |A:©", max_size=200))
def test_spans_are_sorted_and_inside_the_text(text: str) -> None:
    """Everything that reads an article relies on spans in order that do not overlap."""
    spans = find_boilerplate(text)

    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(span.end <= len(text) for span in spans)
