"""The gate: no sentence leaves without words of a stored article that bear it out."""

from bot.answer.gate.briefing import Fault, Finding, check_briefing
from bot.answer.gate.prepared import read_receipt
from bot.answer.gate.repair import gate
from bot.answer.gate.sentence import check_sentence
from bot.answer.gate.verdict import Gated, Outcome, Reason, ReasonCode, Verdict

__all__ = [
    "Fault",
    "Finding",
    "Gated",
    "Outcome",
    "Reason",
    "ReasonCode",
    "Verdict",
    "check_briefing",
    "check_sentence",
    "gate",
    "read_receipt",
]
