"""Write the meetings that the rules find as predictions for the dev set's scorer.

python tools/measure_meetings.py ARTICLES [--only a1,a2,a3,single] > predictions.jsonl
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.extract.check import check_fact
from bot.extract.document import read
from bot.extract.meetings import find_meetings
from bot.model.facts import Meeting
from bot.model.ids import ArticleId, RevisionId
from bot.model.text import Revision, Span


def main() -> None:
    """Read articles, print one prediction a line, and the speed on standard error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument(
        "--checked", action="store_true", help="only what passes the check, as it would be stored"
    )
    asked = parser.parse_args()
    arcs = set(filter(None, asked.only.split(",")))
    rows = [
        json.loads(line) for line in asked.articles.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    rows = [row for row in rows if not arcs or (row.get("arc") or "single") in arcs]
    started = time.perf_counter()
    for row in rows:
        doc = read(revision_of(row))
        found = find_meetings(doc)
        if asked.checked:
            kept = (check_fact(meeting, doc) for meeting in found)
            found = tuple(meeting for meeting in kept if isinstance(meeting, Meeting))
        line = {"type": "article", "id": row["id"], "meetings": [as_prediction(meeting) for meeting in found]}
        print(json.dumps({**line, "deadlines": [], "statements": []}, ensure_ascii=False))
    spent = time.perf_counter() - started
    words = sum(len(row["text"].split()) for row in rows)
    print(
        f"{len(rows)} articles, {words} words, {words / spent / 400:.1f} articles of 400 words a second",
        file=sys.stderr,
    )


def revision_of(row: dict[str, Any]) -> Revision:
    """The revision of an article of the development set."""
    published = datetime.fromisoformat(row["published"]) if row["published"] else None
    received = datetime.fromisoformat(row["received"]) if row.get("received") else published
    junk = sorted(Span(row["text"].find(j), row["text"].find(j) + len(j)) for j in row.get("junk", []))
    return Revision(
        id=RevisionId(row["id"]),
        article=ArticleId(row["id"]),
        number=1,
        title=row["title"],
        text=row["text"],
        published=published,
        received=received or datetime.fromisoformat("1970-01-01T00:00:00+00:00"),
        boilerplate=tuple(junk),
    )


def as_prediction(meeting: Meeting) -> dict[str, Any]:
    """A meeting as the scorer reads it."""
    return {
        "participants": ["|".join(dict.fromkeys([p.party.name])) for p in meeting.participants],
        "date": meeting.when.iso() if meeting.when is not None else None,
        "place": meeting.place,
        "mode": meeting.mode.value if meeting.mode else None,
        "status": meeting.status.value,
        "duration": meeting.duration,
        "topic": meeting.topic,
        "attributed_to": meeting.said_by.name if meeting.said_by else None,
        "quote": meeting.quote.text,
        "also": [quote.text for quote in meeting.quotes[1:]],
    }


if __name__ == "__main__":
    main()
