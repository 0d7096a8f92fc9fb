"""Words that one party quotes another as saying: "the agency quoted a minister as saying the talks had ended"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.document import Document, trimmed
from bot.extract.statements.contents import cleaned, sentence_end
from bot.extract.statements.speakers import Clause, Speaker, speaker_before
from bot.model.text import Span

_AS_SAYING = re.compile(
    r"\b(?:(?P<passive>(?:was|were|is|are|been)\s+(?:quoted|cited)(?:\s+(?:by|in)\s+[^,.;]{2,50}?)?)|(?:quot(?:ed|es|ing)|cit(?:ed|es|ing))\s+"
    r"(?P<who>[^.;:\"“”]{2,110}?),?)\s+(?P<cue>as\s+(?:having\s+)?(?:saying|said|telling|writing))\b"
)
# A day, a place or nothing: what follows "as saying" when the words themselves stand before.
_NO_CONTENT = re.compile(r"(?:\s+(?:on|in|at|late|early|last|by)\s[^,.;]{1,50}|\s+\w+day)?\s*[.!?”\"]*$")
_LINK = re.compile(r"\s+(?:(?:on|late|early)\s+\w+day\s+)?(?:that\s+|:\s*)?[“\"]?")


MAX_TELLER_WORDS = 8  # between the comma and "quoted": "a Dravian state news agency"


def quoted_as_saying(
    doc: Document, clause: Clause, taken: set[int]
) -> Iterator[tuple[Speaker, Span, Span, bool]]:
    """Speaker, cue, content and whether it is direct speech, for everyone who is quoted as saying something."""
    text, end = doc.text, sentence_end(doc, clause)
    for match in _AS_SAYING.finditer(text, clause.span.start, clause.span.end):
        if clause.inside_quote(match.start()):
            continue
        teller = speaker_before(clause, match.start())
        speaker = teller if match["passive"] else clause.speaker_at(match.start("who"))
        if speaker is None or speaker.span.start >= match.end():
            continue
        content, direct = _content(doc, clause, match, teller, taken), False
        if content is None and not _NO_CONTENT.match(text, match.end(), clause.span.end):
            link = _LINK.match(text, match.end(), end)
            content = cleaned(doc, link.end() if link else match.end(), end)
        if content is None or len(content) < 12:
            continue
        quote = next((q for q in clause.quotes if q.overlaps(content)), None)
        if quote is not None and quote.start not in taken and len(quote) > 0.8 * len(content):
            taken.add(quote.start)
            content, direct = cleaned(doc, quote.start, quote.end), True
        yield speaker, trimmed(text, Span(match.start("cue"), match.end())), content, direct


def _content(
    doc: Document, clause: Clause, match: re.Match[str], teller: Speaker | None, taken: set[int]
) -> Span | None:
    """What stands before "the agency quoted her as saying": a quotation or a clause that ends in a comma."""
    first = teller.span.start if teller is not None and teller.span.start < match.start() else match.start()
    part = clause.part_start(first)
    comma = doc.text.rfind(",", part, first)
    if comma >= 0 and len(doc.text[comma:first].split()) <= MAX_TELLER_WORDS:
        first = comma + 1
    before = doc.text[part:first].rstrip()
    if not _NO_CONTENT.match(doc.text, match.end(), clause.span.end):
        return None
    if before.lower().endswith(" the"):
        before = before[:-4].rstrip()
    if not before.endswith((",", ",”", ',"', "”", '"')) or len(before.split()) < 3:
        return None
    return cleaned(doc, part, part + len(before))
