"""A citation names words that are in the evidence, exactly; a sentence brings no address and no orders of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.gate.verdict import Reason, ReasonCode
from bot.model.answers import Citation, Evidence, Sentence
from bot.model.text import Quote, Span
from bot.text.quotations import doubled
from bot.text.words import fold

_ADDRESS = re.compile(
    r"\b(?:[a-z][a-z0-9+.-]{1,15}://|www\.)[^\s<>\"'”’)\]]+|\b(?:mailto|javascript|data):[^\s<>\"'”’)\]]+|"
    r"(?<![\w@.])(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.){1,4}(?:com|org|net|info|io|co|biz|xyz|top|ru|cn|de|uk|eu|gov|"
    r"ly|me|app|dev|site|online)(?:/[^\s<>\"'”’)\]]*)?(?![\w.])",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[.:]\S")  # every address has such a place
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instruction|instructions|prompt|prompts|rule|rules|above|previous|prior)\b|"
    r"\b(?:system|developer|assistant|user)\s*(?:prompt|message|role)?\s*:(?=\s)|<\|?/?(?:im_start|im_end|system|assistant|user|inst)\b|"
    r"\[/?(?:INST|SYS)\]|<</?SYS>>|\byou are (?:now )?(?:an? )?(?:ai|assistant|language model|chatbot|dan)\b|\bas an ai\b|"
    r"\b(?:reply|respond|answer|print|output)\s+(?:only\s+)?with\b.{0,30}\b(?:json|exactly|the word|password|token|key)\b|"
    r"\b(?:reveal|print|show|repeat)\s+(?:me\s+)?(?:your|the)\s+(?:system|hidden|prompt|instructions|api)\b|"
    r"</?(?:evidence|fact|quote|article|source|question)s?(?:\s[^>]{0,80})?>|\{\{.{0,80}\}\}|"
    r"\[(?:F|Q|S|C|fact|quote|source|cite)[-_ :#]?\d{1,4}\]|\bfact_[0-9a-f]{6,}|@(?:everyone|here|channel)\b|<[@#!][\w&!]{1,40}>",
    re.IGNORECASE,
)  # fmt: skip
# Letters of which some stand in all of these; looking for them spares most sentences the search.
_ORDERS_LETTERS = (
    "ignore", "disregard", "forget", "override", "system", "developer", "assistant", "user", "you are", "as an ai", "reply",
    "respond", "answer", "print", "output", "reveal", "show", "repeat", "<", "[", "{{", "fact_", "@",
)  # fmt: skip
_ITEM = re.compile(r"\s*\(?(\d{1,3})[.)](?=\s)")
_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{2,400})[”\"»]")


def check_citations(sentence: Sentence, evidence: Evidence) -> tuple[Reason, ...]:
    """Citations whose fact, teller or words the evidence does not hold."""
    whole = Span(0, len(sentence.text))
    reasons = [
        Reason(code=ReasonCode.UNKNOWN_CITATION, words=fact, span=whole)
        for fact in sentence.facts
        if fact not in evidence.facts_by_id
    ]
    for citation in sentence.citations:
        code = _fault(citation, evidence)
        if code is not None:
            reasons.append(Reason(code=code, words=citation.quote.text, span=whole))
    return tuple(reasons)


def check_item_number(sentence: Sentence) -> tuple[Reason, ...]:
    """The number of a quoted list item or paragraph ("3. The parties …") is part of the quote."""
    own = _ITEM.match(sentence.text)
    told = {m[1] for c in sentence.citations if (m := _ITEM.match(c.quote.text)) is not None}
    if own is None or not told or own[1] in told:
        return ()
    return (Reason(code=ReasonCode.NUMBER, words=own[1], span=Span(*own.span(1))),)


def check_links(text: str, evidence: Evidence) -> tuple[Reason, ...]:
    """Addresses in `text` other than those of stored articles."""
    found = list(_ADDRESS.finditer(text)) if _PARTED.search(text) else []
    if not found:
        return ()
    stored = {t.url for t in (*evidence.told.values(), *(p.told for p in evidence.passages)) if t.url}
    return tuple(
        Reason(code=ReasonCode.LINK, words=m.group(), span=Span(*m.span()))
        for m in found
        if m.group().rstrip(".,;:") not in stored and not _is_outlet(m.group(), evidence)
    )


def check_orders(text: str) -> tuple[Reason, ...]:
    """Words addressed to a machine, remains of a prompt, and mentions that would ping a channel."""
    folded = text.casefold()
    if not any(letters in folded for letters in _ORDERS_LETTERS):
        return ()
    return tuple(
        Reason(code=ReasonCode.INSTRUCTION, words=m.group(), span=Span(*m.span()))
        for m in _ORDERS.finditer(text)
    )


def check_quoted_words(text: str, quotes: tuple[str, ...]) -> tuple[Reason, ...]:
    """Words in quotation marks, single ones too, that none of `quotes` prints."""
    asked = [Span(*m.span(1)) for m in _QUOTED.finditer(doubled(text))]
    if not asked:
        return ()
    printed = [_loose(quote) for quote in quotes]
    return tuple(
        Reason(code=ReasonCode.QUOTED_WORDS, words=words, span=span)
        for span in asked
        for words in [span.of(text)]
        if not any(piece in quote for piece in [_loose(words)] for quote in printed)
    )


def _loose(words: str) -> str:
    return _MARKS_AT_END.sub("", " ".join(fold(words).split())).strip()


_MARKS_AT_END = re.compile(r"[\s.,;:!?]+$")


def _fault(citation: Citation, evidence: Evidence) -> ReasonCode | None:
    if citation.told.revision != citation.quote.revision:
        return ReasonCode.UNKNOWN_CITATION
    if citation.fact is not None:
        told = evidence.told.get(citation.fact)
        fact = evidence.facts_by_id.get(citation.fact)
        if fact is None or fact.revision != citation.quote.revision:
            return ReasonCode.UNKNOWN_CITATION
        if told is not None and told != citation.told:
            return ReasonCode.UNKNOWN_CITATION
    stored = evidence.words_by_revision.get(citation.quote.revision)
    if stored is None:
        return ReasonCode.UNKNOWN_CITATION
    held = any(_holds(own, citation.quote) for own in stored)
    return None if held else ReasonCode.INEXACT_QUOTE


def _holds(own: Quote, cited: Quote) -> bool:
    if not own.span.contains(cited.span):
        return False
    at = cited.span.start - own.span.start
    return own.text[at : at + len(cited.text)] == cited.text


def _is_outlet(address: str, evidence: Evidence) -> bool:
    tellers: Iterator[str | None] = (
        t.outlet for t in (*evidence.told.values(), *(p.told for p in evidence.passages))
    )
    return any(outlet is not None and outlet.casefold() == address.casefold() for outlet in tellers)
