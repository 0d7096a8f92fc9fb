"""Generated answers, made of ordinary words and of everything that chat platforms react to."""

from __future__ import annotations

from datetime import UTC, date, datetime
from random import Random

from hypothesis import strategies as st

from bot.model.answers import (
    Abstention,
    Answer,
    Briefing,
    Citation,
    Coverage,
    Section,
    Sentence,
    SentenceKind,
)
from bot.model.chat import Action, ActionKind, Notice, Reply
from bot.model.ids import ArticleId, RevisionId
from bot.model.text import Quote, Span, Told

NASTY = (
    "@everyone",
    "@here",
    "<@501>",
    "<@&77>",
    "<#42>",
    "<!channel>",
    "[click](https://evil.example/x)",
    "https://evil.example/steal?x=1",
    "discord.gg/abc",
    "**bold**",
    "`code`",
    "||spoiler||",
    "# heading",
    "-# small",
    "> quoted",
    "1. first",
    "\\",
    "<https://evil.example>",
    "*",
    "_under_",
    "~~gone~~",
    "😀",
    "</ask:12>",
    "\u202eright",
    "x" * 700,
)
PLAIN = "the envoy reportedly met ministers in Northgate and set a deadline of 12 August for talks".split()


def _words(seed: int, least: int, most: int) -> str:
    """Many words from one number, so that long texts cost the generator nothing."""
    chance = Random(seed)
    count = chance.randint(least, most)
    return " ".join(chance.choice(NASTY if chance.random() < 0.3 else PLAIN) for _ in range(count))


_seeds = st.integers(0, 2**20)
_text = _seeds.map(lambda seed: _words(seed, 1, 30))
_long = _seeds.map(lambda seed: _words(seed, 80, 400))
texts = st.one_of(_text, _text, _text, _long)
urls = st.sampled_from(
    [
        None,
        "https://herald.example.org/2025/08/06/talks",
        "http://herald.example.org/a b/(c)",
        "https://herald.example.org/" + "p" * 600,
        "javascript:alert(1)",
        "https://user:pw@herald.example.org/",
        "https://herald.example.org/<x>[y](z)",
        "ftp://herald.example.org/x",
    ]
)


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    """A citation of one of a few revisions, so that numbers repeat."""
    number = draw(st.integers(0, 12))
    words = draw(texts)
    quote = Quote(revision=RevisionId(f"r{number}"), span=Span(number, number + len(words)), text=words)
    when = datetime(2025, 8, 6, tzinfo=UTC)
    outlet = draw(st.sampled_from(["Northgate Herald", "Evening *Post*", "@everyone News", None]))
    told = Told(
        article=ArticleId(f"a{number}"),
        revision=RevisionId(f"r{number}"),
        number=1,
        outlet=outlet,
        title=None,
        url=draw(urls),
        published=when,
        known=when,
        origin=ArticleId(f"a{number}"),
        audience=None,
    )
    return Citation(quote=quote, told=told)


sentences = st.one_of(
    st.builds(
        lambda text, cited, group, doubt: Sentence(
            text=text, citations=tuple(cited), group=group, doubt=doubt
        ),
        texts,
        st.lists(citations(), min_size=1, max_size=6),
        st.sampled_from([None, "g"]),
        st.sampled_from([0.0, 0.9]),
    ),
    st.builds(lambda text: Sentence(text=text, kind=SentenceKind.NOTE), texts),
)
_several = st.lists(sentences, min_size=1, max_size=8).map(tuple)
_coverage = st.just(Coverage(articles=3, outlets=2, first=date(2025, 8, 1), last=date(2025, 8, 6)))
answers: st.SearchStrategy[Answer] = st.one_of(
    st.builds(
        Briefing,
        sentences=_several,
        coverage=_coverage,
        headline=st.one_of(st.none(), _text),
        sections=st.lists(st.builds(Section, heading=_text, sentences=_several), max_size=2).map(tuple),
        note=st.one_of(st.none(), _text),
    ),
    st.builds(Abstention, missing=texts, coverage=_coverage, nearest=st.one_of(st.just(()), _several)),
)
actions = st.lists(
    st.builds(
        Action,
        kind=st.sampled_from(list(ActionKind)),
        label=st.one_of(st.sampled_from(["Sources", "Show quote"]), _text),
        value=st.one_of(st.just("p_0123456789abcdef0123"), st.text("abc:*é", max_size=80)),
    ),
    max_size=30,
).map(tuple)
replies: st.SearchStrategy[Reply] = st.builds(
    Reply,
    body=st.one_of(answers, answers, answers, st.builds(Notice, text=texts)),
    actions=actions,
    question=st.one_of(st.none(), texts),
    title=st.one_of(st.none(), _text),
    expanded=st.booleans(),
)
