"""An answer is laid out once, and cut without losing a receipt."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.answer.model_writer import MOST_DOUBT
from bot.desk.layout import Layout, Style, lay_out, split
from bot.model.answers import Abstention, Briefing, Citation, Coverage, Sentence, SentenceKind
from bot.model.ids import ArticleId, RevisionId
from bot.model.text import Quote, Span, Told

COVERAGE = Coverage(articles=3, outlets=2)
WORDS = "The ministers met in Vienna on Tuesday and agreed to meet again in the autumn, both sides said."


def cite(start: int, end: int, revision: str = "r1") -> Citation:
    told = Told(
        article=ArticleId("a1"),
        revision=RevisionId(revision),
        number=1,
        outlet="The Ledger",
        title=None,
        url="https://example.org/a",
        published=datetime(2025, 8, 5, tzinfo=UTC),
        known=datetime(2025, 8, 5, tzinfo=UTC),
        origin=ArticleId("a1"),
        audience=None,
    )
    quote = Quote(revision=RevisionId(revision), span=Span(start, end), text=WORDS[start:end])
    return Citation(quote=quote, told=told)


def test_the_same_words_keep_their_number() -> None:
    """A reader who has checked receipt 1 must not be sent to it again under another number."""
    first, second = cite(0, 17), cite(18, 40)
    answer = Briefing(
        sentences=(
            Sentence(text="They met.", citations=(first,)),
            Sentence(text="In Vienna.", citations=(second, first)),
        ),
        coverage=COVERAGE,
    )

    layout = lay_out(answer)

    assert [line.marks for line in layout.lines] == [(1,), (2, 1)]
    assert [source.number for source in layout.sources] == [1, 2]


def test_doubt_that_the_gate_lets_pass_reaches_the_reader() -> None:
    """A mark that no shown sentence can ever carry warns nobody."""
    written = Sentence(text="They met.", citations=(cite(0, 17),), doubt=MOST_DOUBT - 0.01)
    quoted = Sentence(text="The ministers met", citations=(cite(0, 17),))

    layout = lay_out(Briefing(sentences=(written, quoted), coverage=COVERAGE))

    assert [line.check for line in layout.lines] == [True, False]


def test_the_plain_text_holds_every_sentence_and_receipt() -> None:
    """Notifications and screen readers get the whole answer."""
    answer = Briefing(sentences=(Sentence(text="They met.", citations=(cite(0, 17),)),), coverage=COVERAGE)

    assert lay_out(answer).plain_text == (
        "They met. [1]\n[1] The Ledger, 5 August 2025: “The ministers met”\nLooked at 3 articles of 2 outlets."
    )


def test_an_abstention_says_what_is_missing_and_what_came_near() -> None:
    """ "I do not know" helps only with what was looked at."""
    near = Sentence(text="They met.", citations=(cite(0, 17),))

    layout = lay_out(Abstention(missing="what they ate", coverage=COVERAGE, nearest=(near,)))

    assert "what they ate" in layout.lines[0].text
    assert layout.lines[1].style is Style.REMARK
    assert layout.lines[2].marks == (1,)


sentences = st.lists(
    st.builds(
        lambda words, spans, kind: Sentence(
            text=" ".join(words),
            kind=kind if spans else SentenceKind.NOTE,
            citations=tuple(cite(start, start + 5, f"r{start % 3}") for start in spans),
        ),
        st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=25),
        st.lists(st.integers(0, 60), max_size=3),
        st.sampled_from([SentenceKind.CLAIM, SentenceKind.NOTE]),
    ),
    min_size=1,
    max_size=12,
)


@given(sentences, st.integers(250, 900))
def test_cutting_loses_no_word_no_receipt_and_keeps_the_limit(said: list[Sentence], limit: int) -> None:
    """A long answer in parts must be the same answer."""
    layout = lay_out(Briefing(sentences=tuple(said), coverage=COVERAGE))

    def fits(part: Layout) -> bool:
        return len(part.plain_text) <= limit

    parts = split(layout, fits)

    words = " ".join(line.text for part in parts for line in part.lines).split()
    assert words == " ".join(line.text for line in layout.lines).split()
    assert {s.number for part in parts for s in part.sources} == {s.number for s in layout.sources}
    assert all(
        {m for line in part.lines for m in line.marks} == {s.number for s in part.sources} for part in parts
    )
    assert parts[-1].foot == layout.foot
    assert all(fits(part) for part in parts)
