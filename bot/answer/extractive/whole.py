"""The sentences of a whole text, as choices that no question ranked."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answer.extractive.choose import Choice
from bot.model.text import Quote, Revision, Told
from bot.text.cover import Cover, read_text

_NOTHING = Cover(score=0.0, own=0.0, levels=(), alone=())


def sentences_of(told: Told, revision: Revision) -> Iterator[Choice]:
    """Every sentence of `revision` outside its boilerplate, in order."""
    reading = read_text(revision.text, title=revision.title, skip=revision.boilerplate)
    for index, line in enumerate(reading.lines):
        yield Choice(
            quote=Quote(revision=revision.id, span=line.span, text=line.span.of(revision.text)),
            told=told,
            fit=0.0,
            cover=_NOTHING,
            found=(),
            missing=(),
            reading=reading,
            index=index,
            base=0,
        )
