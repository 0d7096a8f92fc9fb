"""Writes predictions of statements for the golden set, in the format of its SCHEMA, so that its scorer can measure them.

usage: python tools/measure_statements.py ARTICLES.jsonl > predictions.jsonl
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

from bot.extract.document import read
from bot.extract.statements import find_statements
from bot.model.ids import ArticleId, RevisionId
from bot.model.text import Revision, Span


def main(path: str) -> None:
    """Print one prediction a line, for every article of the file."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        doc = read(revision_of(article))
        statements = [
            {
                "speaker": s.speaker.name,
                "cue": s.cue,
                "content_quote": s.content.text,
                "hedge": s.hedge,
                "kind": s.kind.value,
            }
            for s in find_statements(doc)
        ]
        print(json.dumps({"type": "article", "id": article["id"], "statements": statements}))


def revision_of(article: dict[str, object]) -> Revision:
    """The stored text of a golden article as a revision."""
    text, published = str(article["text"]), article["published"]
    junk = [str(j) for j in article.get("junk") or ()]  # type: ignore[attr-defined]
    found = [(text.find(j), len(j)) for j in junk]
    return Revision(
        id=RevisionId(str(article["id"])),
        article=ArticleId(str(article["id"])),
        number=1,
        title=str(article["title"]),
        text=text,
        published=datetime.fromisoformat(str(published)) if published else None,
        received=datetime.fromisoformat(str(article["received"])),
        boilerplate=tuple(sorted(Span(at, at + n) for at, n in found if at >= 0)),
    )


if __name__ == "__main__":
    main(sys.argv[1])
