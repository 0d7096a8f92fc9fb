"""How many names of the golden set's facts are mentions that resolve to them, in the fact's sentences or the ones before.

usage: python tools/measure_mentions.py ARTICLES.jsonl SCORE.py [ARTICLE_ID_PREFIX ...]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.extract.document import Document, read
from bot.model.text import Span
from tools.measure_statements import revision_of
from tools.scorer import load_scorer


def main(articles: str, scorer: str, prefixes: list[str]) -> None:
    """Print shares by role, and the names that are missed in articles with one of the prefixes."""
    score = load_scorer(Path(scorer))
    hit: dict[str, list[int]] = {}
    for line in Path(articles).read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        doc = read(revision_of(article))
        for role, name, quote in _wanted(article):
            near = _near(doc, article["text"].find(quote.split("\n")[0]))
            found = any(score.name_ok(name, alias) for alias in near)
            hit.setdefault(role, []).append(found)
            if not found and any(article["id"].startswith(p) for p in prefixes):
                print("MISS", article["id"], role, name, "|", quote[:80], "|", sorted(near))
    for role, results in hit.items():
        print(f"{role:12} {sum(results)}/{len(results)} ({100 * sum(results) / len(results):.1f} %)")


def _wanted(article: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for meeting in article["meetings"]:
        for name in meeting["participants"]:
            yield "participant", name, meeting["quote"]
    for deadline in article["deadlines"]:
        for role in ("setter", "addressee"):
            if deadline[role]:
                yield role, deadline[role], deadline["quote"]
    for statement in article["statements"]:
        yield "speaker", statement["speaker"], statement["content_quote"]


def _near(doc: Document, position: int) -> set[str]:
    index = doc.sentence_index(max(position, 0)) or 0
    first = doc.sentences[max(0, index - 3)].start
    last = doc.sentences[min(len(doc.sentences) - 1, index + 2)].end
    return {m.party.name for m in doc.mentions_in(Span(first, last))}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
