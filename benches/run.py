"""Every bench, one after the other: python -m benches.run"""

from __future__ import annotations

from collections.abc import Callable

from benches import answer, discord, feeds, near, reading, search, slack, start, work

BENCHES: tuple[tuple[str, Callable[[], None]], ...] = (
    ("New process", start.main),
    ("Reading articles into facts", reading.main),
    ("Answers around a model, 2,000 articles", answer.main),
    ("Searching 20,000 passages", search.main),
    ("Near copies among 100,000 articles", near.main),
    ("Jobs and the lag of digests", work.main),
    ("Fifty questions at once on Slack", slack.main),
    ("Fifty questions at once on Discord", discord.main),
    ("A thousand feeds", feeds.main),
)


def main() -> None:
    """Run and print them all."""
    for name, bench in BENCHES:
        print(name)
        bench()
        print()


if __name__ == "__main__":
    main()
