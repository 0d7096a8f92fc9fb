"""Cuts a revision into the passages that search returns, and into the shingles that find its near copies."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from bot.model.text import Span
from bot.text.sentences import split_sentences
from bot.text.words import fold

MAX_PASSAGE_CHARS = 700
SHINGLE_WORDS = 4
SHINGLE_SHARE = 8  # one hash in eight is kept: 4-word shingles with h mod 8 == 0


def cut_passages(text: str, boilerplate: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Runs of whole sentences of one paragraph, at most MAX_PASSAGE_CHARS long unless one sentence is longer."""
    passages: list[Span] = []
    for sentence in split_sentences(text, boilerplate):
        last = passages[-1] if passages else None
        joinable = (
            last is not None
            and "\n" not in text[last.end : sentence.start]
            and sentence.end - last.start <= MAX_PASSAGE_CHARS
            and not any(last.end <= b.start < sentence.start for b in boilerplate)
        )
        if joinable and last is not None:
            passages[-1] = Span(last.start, sentence.end)
        else:
            passages.append(sentence)
    return tuple(passages)


def shingles(text: str, boilerplate: Sequence[Span] = ()) -> tuple[int, ...]:
    """63-bit hashes of the runs of four words, one in eight kept, sorted; near copies share most of theirs.

    Words inside `boilerplate` do not count. A text of fewer than four words has none.
    """
    kept = text
    for span in reversed(boilerplate):
        kept = kept[: span.start] + " " + kept[span.end :]
    words = re.findall(r"\w+", fold(kept))
    hashes = set()
    for i in range(len(words) - SHINGLE_WORDS + 1):
        run = " ".join(words[i : i + SHINGLE_WORDS])
        value = int.from_bytes(hashlib.blake2b(run.encode("utf-8"), digest_size=8).digest()) >> 1
        if value % SHINGLE_SHARE == 0:
            hashes.add(value)
    return tuple(sorted(hashes))
