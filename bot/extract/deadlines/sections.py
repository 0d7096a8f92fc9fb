"""An article of several short items, each about a party of its own, as one document for each item."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.extract.document import Document
from bot.model.text import Span

_LABEL = re.compile(r"\W{0,3}(?P<label>[A-Z][^:.!?\n]{2,45}):\s+(?=[A-Za-z\"“])")
_LEAST_ITEMS = 3
_LEAST_WORDS = 14  # of an item; a timetable's lines are shorter
_MOSTLY = 0.6  # share of the paragraphs that begin with a label


def items_of(document: Document) -> tuple[Document, ...]:
    """The items of a round-up, whose paragraphs begin with a label each ("Corven Energy: The regulator gave ...").

    Any other article is its own only item.
    """
    labels = [_LABEL.match(document.words(p)) for p in document.paragraphs]
    starts = [
        number
        for number, (paragraph, label) in enumerate(zip(document.paragraphs, labels, strict=True))
        if label is not None and len(document.words(paragraph).split()) >= _LEAST_WORDS
    ]
    names = [label["label"].lower() for number in starts if (label := labels[number]) is not None]
    if (
        len(starts) < _LEAST_ITEMS
        or len(set(names)) < len(names)
        or len(starts) < _MOSTLY * len(document.paragraphs)
    ):
        return (document,)
    ends = [document.paragraphs[n].start for n in starts[1:]] + [len(document.text)]
    spans = [Span(document.paragraphs[n].start, end) for n, end in zip(starts, ends, strict=True)]
    head = Span(0, spans[0].start)
    return tuple(_part(document, span) for span in ([head] if head.end > 0 else []) + spans)


def _part(document: Document, span: Span) -> Document:
    return replace(
        document,
        sentences=tuple(s for s in document.sentences if span.contains(s)),
        paragraphs=tuple(p for p in document.paragraphs if span.contains(p)),
        mentions=tuple(m for m in document.mentions if span.contains(m.span)),
        whens=tuple(w for w in document.whens if span.contains(w.span)),
    )
