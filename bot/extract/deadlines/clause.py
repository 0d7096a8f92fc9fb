"""One clause around a time: its words, its modal and its verb."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.extract.deadlines import clause_words as cues
from bot.extract.deadlines.line import Line

_ASIDE = re.compile(r",\swho\s[^,;]{3,90},")
""" ", who had threatened to walk out,": its verbs are not those of the clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The words of a clause around a time: where it begins, what its verbs say; positions count in the sentence."""

    begin: int
    left: str
    modal: re.Match[str] | None
    verb: re.Match[str] | None

    def at(self, match: re.Match[str]) -> int:
        return self.begin + match.start()

    def modal_is(self, *names: str) -> bool:
        return self.modal is not None and self.modal.lastgroup in names

    def verb_is(self, *names: str) -> bool:
        return self.verb is not None and self.verb.lastgroup in names


def clause_at(line: Line, position: int) -> Clause:
    left = line.marked[:position]
    begin = max((m.end() for m in cues.CLAUSE_BREAK.finditer(left)), default=0)
    left = left[begin:]
    modal = verb = None
    bare = _ASIDE.sub(lambda aside: " " * len(aside.group()), left) if ", who " in left else left
    for match in cues.PREDICATE.finditer(bare):
        if (
            match.lastgroup == "ask"
            and modal is not None
            and modal.lastgroup == "future"
            and match.start() - modal.end() <= 1
        ):
            continue
        if match.lastgroup in cues.MODALS:
            modal, verb = match, None
        else:
            verb = match
    return Clause(begin=begin, left=left, modal=modal, verb=verb)


def is_passive(clause: Clause) -> bool:
    assert clause.verb is not None
    return (
        re.search(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$", clause.left[: clause.verb.start()])
        is not None
    )
