"""What the gate says about a sentence: the reasons against it, and how it left the gate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model.answers import Sentence
from bot.model.text import Span


class ReasonCode(StrEnum):
    """Why a sentence cannot be shown as it is, in the order of the checks."""

    UNKNOWN_CITATION = "unknown_citation"  # the cited words, fact or teller are not among the evidence
    INEXACT_QUOTE = "inexact_quote"  # the cited words are not what the revision says at their span
    LINK = "link"  # an address that is not that of a stored article
    INSTRUCTION = "instruction"  # words addressed to a machine, or the remains of a prompt
    QUOTED_WORDS = "quoted_words"  # words in quotation marks that nobody cited printed
    LANGUAGE = "language"  # a word of another language, which no check of sense reads
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    POLARITY = "polarity"  # a negation or an opposite lost or added
    MODALITY = "modality"  # planned told as held, hedged told as plain
    ATTRIBUTION = "attribution"  # someone's words told as plain fact
    ROLES = "roles"  # who did it and to whom, exchanged
    COVERAGE = "coverage"  # too little of it stands in the quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One objection. words: what it is about, as in the sentence. span: where, in the sentence's text."""

    code: ReasonCode
    words: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome of all checks on one sentence.

    doubt: 0 to 1, how much a careful reader should check the sentence; 0 when its words are quoted.
    """

    ok: bool
    reasons: tuple[Reason, ...] = ()
    doubt: float = 0.0

    @property
    def codes(self) -> frozenset[ReasonCode]:
        """The kinds of objection."""
        return frozenset(reason.code for reason in self.reasons)


class Outcome(StrEnum):
    """PASSED as written; REPAIRED: with another citation or the exact quote; REPLACED by the extractive sentence for
    the same fact; DROPPED."""

    PASSED = "passed"
    REPAIRED = "repaired"
    REPLACED = "replaced"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gated:
    """A sentence after the gate.

    written: what came in. sentence: what may be shown, or None when dropped. reasons: what spoke against `written`.
    """

    written: Sentence
    sentence: Sentence | None
    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
