"""What was told since overtakes what a record still holds, and a limit asked in other words is found by whom it binds."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.model.answers import Briefing
from bot.model.chat import Question
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.newsroom import asker

ARTICLES = (
    ("2026-03-02", "Torvik Gazette", "The trial of Anton Weiss, former head of Torvik Savings, will begin on 11 May, the court in Torvik has decided."),
    ("2026-03-04", "Torvik Gazette", "The Food Agency has ordered Brannock Mills to take its rye flour off the shelves by 20 March. Brannock Mills said it would obey."),
    ("2026-05-05", "Radio Torvik", "The fraud trial of the banker Anton Weiss won't start next Monday. His judge has been taken to hospital, the court in Torvik said."),
    ("2026-06-01", "Torvik Gazette", "The Fisheries Board has ordered Hollis Nets to hand in its catch books. The company has until 15 June to send them."),
    ("2026-06-15", "Radio Torvik", "Hollis Nets can breathe again. The Fisheries Board has let the net maker have another fortnight, to June 29, because its office was flooded."),
    ("2026-06-30", "Torvik Gazette", "Hollis Nets has delivered some 40 catch books to the Fisheries Board, a day late."),
    ("2026-09-01", "Torvik Gazette", "The inquiry into the Selm tunnel will open on 5 October, the ministry said. Lawyers for the families shall serve their list of witnesses by 20 September."),
    ("2026-09-18", "Torvik Gazette", "Lawyers for the families asked for more time for the list of witnesses, as two of them are abroad. Judge Ada Moll gave them three weeks, to 11 October."),
    ("2026-09-25", "Radio Torvik", "Ines Garrow leaves Selm Rail at the end of the year. She will be replaced on 1 January by Tobias Fenn."),
    ("2026-09-27", "Fennick Toys", "We have today stopped the sale of the Rocker 2 in all our shops. Customers will hear from us by post."),
    ("2026-09-28", "Torvik Gazette", "Oda Krull, who chairs Brask Mills, went to Selm on Monday. Krull promised that all nine mills would stay open, the mayor said."),
    ("2026-09-29", "Radio Torvik", "Work goes on at the mills in Selm. Brask Mills says that it never made a promise about any of them."),
    ("2026-10-02", "Radio Torvik", "The inquiry into the Selm tunnel won't be opening on Monday. Judge Ada Moll has the flu. She has cleared her diary from 19 October."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "day", "holds", "lacks"),
    [
        (
            "Was the start of the Weiss trial on 11 May still planned?",
            "2026-05-06",
            "won't start next Monday",
            None,
        ),
        (
            "Was the start of the Weiss trial on 11 May still planned?",
            "2026-04-06",
            None,
            "No, by these words",
        ),
        ("By when must Brannock Mills stop selling the flour?", "2026-03-05", "20 March 2026", None),
        ("Is the deadline for the books of Hollis Nets still 15 June?", "2026-06-16", "June 29", "Yes, by"),
        (
            "Is the deadline for the books of Hollis Nets still 15 June?",
            "2026-06-10",
            "15 June 2026",
            "No, by",
        ),
        ("Had Hollis Nets handed over its books?", "2026-07-01", "has delivered some 40", "No, not by"),
        ("Had Hollis Nets handed over its books?", "2026-06-20", None, "has delivered"),
        ("What is the deadline for the list of witnesses?", "2026-09-19", "11 October", None),
        ("Who replaces Ines Garrow at Selm Rail?", "2026-09-26", "Tobias Fenn", None),
        ("Had Fennick Toys stopped the sale of the Rocker?", "2026-09-28", "We have today stopped", None),
        (
            "Did Brask Mills promise to keep all nine mills open?",
            "2026-09-30",
            "never made a promise",
            "Yes, by",
        ),
        ("When does the tunnel inquiry open?", "2026-10-03", "from 19 October", None),
    ],
)
async def test_the_newest_words_lead(
    sqlite_url: str, question: str, day: str, holds: str | None, lacks: str | None
) -> None:
    """As known on a day: what came in later plays no part."""
    store = await SqlStore.open(sqlite_url)
    service = BriefingService(store=store)
    for published, outlet, text in ARTICLES:
        moment = datetime.fromisoformat(f"{published}T12:00:00+00:00")
        await service.ingest({"text": text, "outlet": outlet, "published": published}, asker(), now=moment)
    as_of = date.fromisoformat(day)
    now = datetime.combine(as_of, datetime.min.time(), tzinfo=UTC).replace(hour=23)
    answer = await service.ask(Question(text=question, requester=asker(), as_of=as_of), now=now)
    told = " ".join(s.text for s in answer.all_sentences) if isinstance(answer, Briefing) else ""
    await store.close()

    assert holds is None or holds in told, told
    assert lacks is None or lacks not in told, told
