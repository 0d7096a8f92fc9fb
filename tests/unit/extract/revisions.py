"""Articles and revisions for the tests of extraction, with a fixed day and fixed ids."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.extract.document import Document, read
from bot.model.ids import ArticleId, RevisionId, WorkspaceId
from bot.model.text import Article, Revision, Span

DATA = Path(__file__).parents[2] / "data" / "meetings"
WEDNESDAY = "2026-03-11T15:00:00+01:00"


def article() -> Article:
    """The article that `revision` is a text of."""
    return Article(
        id=ArticleId("art_1"),
        workspace=WorkspaceId("desk"),
        audience=None,
        outlet="Harbour Wire",
        url=None,
        origin=ArticleId("art_1"),
    )


def revision(
    text: str,
    *,
    published: str | None = WEDNESDAY,
    title: str | None = None,
    boilerplate: tuple[Span, ...] = (),
) -> Revision:
    """A first text, published on Wednesday 11 March 2026 unless told otherwise."""
    moment = None if published is None else datetime.fromisoformat(published)
    return Revision(
        id=RevisionId("rev_1"),
        article=ArticleId("art_1"),
        number=1,
        title=title,
        text=text,
        published=moment,
        received=moment or datetime.fromisoformat(WEDNESDAY),
        boilerplate=boilerplate,
    )


def document(text: str, *, published: str | None = WEDNESDAY) -> Document:
    """A text read once."""
    return read(revision(text, published=published))


def rows(*names: str) -> list[dict[str, Any]]:
    """The lines of data files of this folder's tests."""
    return [
        json.loads(line)
        for name in names
        for line in (DATA / name).read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
