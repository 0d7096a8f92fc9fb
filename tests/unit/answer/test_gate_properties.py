"""Laws of the gate, on drawn articles and sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.gate import Outcome, check_sentence, gate
from bot.answer.gate.plain import without_markup
from bot.model.answers import Citation, Evidence, Sentence, SentenceKind
from bot.model.facts import Event
from bot.model.ids import FactId, RevisionId
from bot.model.text import Quote, Span
from tests.unit.answer.gate_samples import COMMON, DEADLINE, EVIDENCE, FACTS, NOW, TEXT, TOLD, day, sentence

WORDS = "grain port envoy ministry harbour talks offer river council tonnes met asked signed the of in and Torvik Lind".split()
QUICK = settings(max_examples=60, deadline=None, derandomize=True)


def quoted(words: str) -> tuple[Sentence, Evidence]:
    """A sentence that is its quote, and evidence that holds it."""
    quote = Quote(revision=RevisionId("r"), span=Span(0, len(words)), text=words)
    fact = Event(id=FactId("f_event"), quotes=(quote,), what=words, **COMMON)
    made = Sentence(text=words, citations=(Citation(quote=quote, told=TOLD, fact=fact.id),), facts=(fact.id,))
    return made, replace(EVIDENCE, facts=(fact,), told={fact.id: TOLD})


@st.composite
def telling(draw: st.DrawFn) -> tuple[str, int]:
    """A sentence with one number, and the number."""
    number = draw(st.integers(3, 9999))
    before = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=8))
    after = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
    return f"{' '.join(before)} {number} {' '.join(after)}.".capitalize(), number


@given(telling())
@QUICK
def test_a_sentence_equal_to_its_quote_always_passes(told: tuple[str, int]) -> None:
    """Exact words of an article can always be shown."""
    made, evidence = quoted(told[0])

    assert check_sentence(made, evidence, now=NOW, zone="UTC").ok


@given(telling(), st.integers(3, 99999))
@QUICK
def test_changing_the_number_in_it_never_passes(told: tuple[str, int], other: int) -> None:
    """A changed figure is the error that costs most."""
    words, number = told
    made, evidence = quoted(words)
    changed = replace(made, text=words.replace(str(number), str(other)))

    if other != number:
        assert not check_sentence(changed, evidence, now=NOW, zone="UTC").ok
        assert gate([changed], evidence, now=NOW, zone="UTC")[0].outcome is Outcome.DROPPED


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
@QUICK
def test_only_the_stored_day_passes(on: date) -> None:
    """A deadline's day is the day the tagger computed, or none."""
    due = date(2025, 8, 8)
    fact = replace(DEADLINE, due=day("Friday", due))
    text = f"Marsh must lift the grain ban by {on.day} {on:%B %Y}."

    verdict = check_sentence(sentence(text, fact), replace(EVIDENCE, facts=(fact,)), now=NOW, zone="UTC")

    assert verdict.ok == (on == due)


@given(st.text(max_size=300), st.sampled_from(list(SentenceKind)))
@QUICK
def test_any_sentence_can_be_checked(text: str, kind: SentenceKind) -> None:
    """A model's reply is untrusted: whatever it holds, the gate gives a verdict with spans inside it."""
    verdict = check_sentence(sentence(text, DEADLINE, kind=kind), EVIDENCE, now=NOW, zone="Asia/Kathmandu")

    assert all(0 <= r.span.start <= r.span.end <= len(text) for r in verdict.reasons)
    assert 0 <= verdict.doubt <= 1


@given(st.lists(st.sampled_from([*FACTS]), max_size=4), st.lists(st.text(max_size=60), max_size=4))
@QUICK
def test_what_leaves_the_gate_passes_it_and_cites_slices(facts: list[object], texts: list[str]) -> None:
    """The promise of the product: every shown sentence passes, and each quote is a slice of its revision."""
    written = [sentence(t, f) for f, t in zip(facts, texts, strict=False)]  # type: ignore[arg-type]

    for gated in gate(written, EVIDENCE, now=NOW, zone="UTC"):
        if gated.sentence is not None:
            assert check_sentence(gated.sentence, EVIDENCE, now=NOW, zone="UTC").ok
            assert all(c.quote.span.of(TEXT) == c.quote.text for c in gated.sentence.citations)


@given(st.text(alphabet="*_`#>~[]() ab1.\n-", max_size=80))
@QUICK
def test_markup_is_blanked_in_place(text: str) -> None:
    """Spans found in the plain text must point at the same words in the original."""
    plain = without_markup(text)

    assert len(plain) == len(text)
    assert all(p in (t, " ") for p, t in zip(plain, text, strict=True))
