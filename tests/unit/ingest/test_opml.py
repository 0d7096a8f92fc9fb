"""Subscriptions carried from one reader to the next."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import DocumentError
from bot.ingest.opml import Outline, read_opml, write_opml
from bot.model.sources import SourceKind

NOW = datetime(2025, 8, 6, 9, tzinfo=UTC)
FILE = b"""<?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Folder"><outline type="rss" text="Post" xmlUrl="https://a.example/feed" htmlUrl="https://a.example"/>
<outline text="Wire" title="The Wire" xmlurl="https://b.example/rss"/></outline>
<outline text="again" xmlUrl="https://a.example/feed"/><outline text="bad" xmlUrl="file:///etc/passwd"/></body></opml>"""


def test_folders_are_flattened_and_repeats_dropped() -> None:
    """Every reader writes it a little differently."""
    assert read_opml(FILE) == (
        Outline(url="https://a.example/feed", title="Post"),
        Outline(url="https://b.example/rss", title="The Wire"),
    )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.text(min_size=1, max_size=30), max_size=5))
def test_what_is_written_is_read_again(titles: list[str]) -> None:
    """Leaving must be as easy as coming; no title breaks the file."""
    outlines = [
        Outline(url=f"https://a.example/{n}?a=1&b=<2>", title=title) for n, title in enumerate(titles)
    ]

    assert [outline.url for outline in read_opml(write_opml(outlines, now=NOW))] == [o.url for o in outlines]


@pytest.mark.parametrize(
    "data",
    [b"", b"<", b"hello", b"{}", b"<html/>", b"<rss/>", b"\x00" * 50,
     b"<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><opml><body><outline xmlUrl='https://a.example/&x;'/></body></opml>",
     "<!DOCTYPE opml [<!ENTITY x 'y'>]><opml/>".encode("utf-16")],
)  # fmt: skip
def test_what_is_no_opml_is_refused_with_a_reason(data: bytes) -> None:
    """Files come from anywhere, and entities are how XML reads other files."""
    with pytest.raises(DocumentError, match=r"OPML|entities"):
        read_opml(data)


def test_a_file_that_breaks_off_still_gives_what_it_has() -> None:
    """Better half of the subscriptions than none."""
    assert read_opml(FILE[:220]) == (Outline(url="https://a.example/feed", title="Post"),)


def test_pages_and_sitemaps_come_back_as_what_they_are() -> None:
    """A page that came back as a feed would fail at every poll."""
    followed = tuple(Outline(url=f"https://a.example/{kind}", title="A", kind=kind) for kind in SourceKind)

    written = write_opml(followed, now=NOW)

    assert read_opml(written) == followed
    foreign = written.replace(b"/Dateline/page", b"/Tech,/News/page")
    assert {one.kind for one in read_opml(foreign)} == {SourceKind.FEED, SourceKind.SITEMAP}
