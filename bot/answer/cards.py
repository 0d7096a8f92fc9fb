"""Evidence as numbered cards for a model: the quotes, who printed them, and the days worked out from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answer.phrases import short_day, when_words
from bot.model.answers import Citation, Evidence
from bot.model.facts import Deadline, Event, Fact, Meeting, Statement, when_of
from bot.model.ids import FactId
from bot.model.text import Told
from bot.text.words import fold

MAX_CARDS = 10
MAX_CARD_CHARS = 420  # ten cards of this length stay under 1,300 tokens with the rest of the prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One numbered piece of evidence: its citations, and the fact behind them if there is one."""

    number: int
    citations: tuple[Citation, ...]
    fact: Fact | None

    @property
    def facts(self) -> tuple[FactId, ...]:
        """The fact it was made from, as a sentence wants it."""
        return (self.fact.id,) if self.fact else ()


def make_cards(evidence: Evidence, preferred: Sequence[Citation] = ()) -> tuple[Card, ...]:
    """The evidence as at most `MAX_CARDS` cards, the most useful first; words are not repeated.

    preferred: citations that must have a card, such as those of the extractive answer.
    """
    cards: list[Card] = []
    seen: set[str] = set()
    for citations, fact in _pieces(evidence, preferred):
        if len(cards) >= MAX_CARDS:
            break
        words = fold(" ".join(c.quote.text for c in citations))
        if not any(words in one for one in seen):
            seen.add(words)
            cards.append(Card(number=len(cards) + 1, citations=citations, fact=fact))
    return tuple(cards)


def _pieces(
    evidence: Evidence, preferred: Sequence[Citation]
) -> Iterator[tuple[tuple[Citation, ...], Fact | None]]:
    facts = {fact.id: fact for fact in evidence.facts}
    for citation in preferred:
        yield (citation,), facts.get(citation.fact) if citation.fact else None
    for fact in evidence.facts:
        told = evidence.told.get(fact.id)
        if told is not None:
            yield _citations(fact, told), fact
    for passage in evidence.passages:
        yield (Citation(quote=passage.quote, told=passage.told),), None


def _citations(fact: Fact, told: Told) -> tuple[Citation, ...]:
    return tuple(Citation(quote=quote, told=told, fact=fact.id) for quote in fact.quotes[:2])


def draw_cards(cards: Sequence[Card]) -> str:
    """The cards as the prompt shows them."""
    return "\n".join(_draw(card) for card in cards)


def _draw(card: Card) -> str:
    told = card.citations[0].told
    day = f", {short_day(told.published.date())}" if told.published else ""
    words = " … ".join(" ".join(c.quote.text.split()) for c in card.citations)
    if len(words) > MAX_CARD_CHARS:
        words = words[:MAX_CARD_CHARS].rsplit(" ", 1)[0] + " …"
    words = words.replace("<", "‹").replace(">", "›")  # nothing in an article closes the fence
    lines = [f'<card number="{card.number}" from="{_attribute(told.outlet)}{day}">', words]
    lines += [f"{name}: {value}" for name, value in _slots(card.fact) if value]
    return "\n".join([*lines, "</card>"])


def _attribute(text: str | None) -> str:
    return (text or "unnamed outlet").replace('"', "'").replace("<", "‹").replace(">", "›")


def _slots(fact: Fact | None) -> Iterator[tuple[str, str | None]]:
    """What was worked out from the words and a model must not work out itself."""
    if fact is None:
        return
    when = when_of(fact)
    match fact:
        case Meeting() | Deadline():
            yield "status", fact.status.value.replace("_", " ")
        case Statement():
            yield "speaker", fact.speaker.name
        case Event():
            pass
    yield "day", when_words(when) if when is not None and when.resolved else None
    yield "according to", fact.said_by.name if fact.said_by else None
