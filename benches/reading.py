"""How fast articles are read into facts, beside splitting the same texts into words."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.extract.rules import extract_facts
from bot.model.ids import ArticleId, RevisionId, WorkspaceId
from bot.model.text import Article, Revision

SET = Path(__file__).parents[1] / "tests" / "evals" / "dev-set" / "articles.jsonl"
ROUNDS = 3


def main() -> None:
    """Print articles a CPU second, and how that compares with `str.split`."""
    texts = [json.loads(line)["text"] for line in SET.read_text(encoding="utf-8").splitlines()]
    words = sum(len(text.split()) for text in texts)
    _read(texts[:3])  # tables are read once
    begin = time.process_time()
    for _ in range(ROUNDS):
        _read(texts)
    ours = (time.process_time() - begin) / ROUNDS
    begin = time.process_time()
    for _ in range(ROUNDS * 50):
        for text in texts:
            text.split()
    bare = (time.process_time() - begin) / (ROUNDS * 50)
    per_400 = len(texts) / ours * (words / len(texts)) / 400
    print(f"  {len(texts)} articles, {words:,} words: {len(texts) / ours:.0f} articles a CPU second")
    print(f"  {per_400:.0f} a second at 400 words each; {ours / bare:,.0f} x splitting them into words")


def _read(texts: list[str]) -> None:
    at = datetime(2025, 8, 6, 12, tzinfo=UTC)
    for number, text in enumerate(texts):
        name = ArticleId(f"a{number}")
        article = Article(
            id=name, workspace=WorkspaceId("bench"), audience=None, outlet="Bench", url=None, origin=name
        )
        revision = Revision(
            id=RevisionId(f"r{number}"),
            article=name,
            number=1,
            title=None,
            text=text,
            published=at,
            received=at,
        )
        extract_facts(article, revision)


if __name__ == "__main__":
    main()
