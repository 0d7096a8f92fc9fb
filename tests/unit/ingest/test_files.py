"""Bytes of many kinds become articles, or a clear refusal."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import DocumentError
from bot.ingest.documents import check_article
from bot.ingest.files import decode, join_lines, read_bytes, read_text

PROSE = "Les ministres se sont réunis à Vienne mardi. Ils se reverront à l’automne, a déclaré le chancelier."
PAGE = """<!doctype html><html><head><title>Ministers meet in Vienna - The Ledger</title>
<meta property="og:site_name" content="The Ledger"><meta property="article:published_time" content="2025-08-06T10:00:00Z">
</head><body><nav><a href="/">Home</a></nav><article><h1>Ministers meet in Vienna</h1>
<p>The foreign ministers of Austria and Hungary met in Vienna on Tuesday and talked for two hours about the border.</p>
<p>They agreed to meet again by the end of September, the Austrian minister said after the talks.</p></article>
<footer>Subscribe now</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encoding_it_came_in(encoding: str) -> None:
    """A wrong accent in a name makes another person of it."""
    assert decode(PROSE.encode(encoding)) == PROSE


@pytest.mark.parametrize(
    "data", [b"\x7fELF\x02\x01\x00\x00", b"PK\x03\x04\x00\x00\x00", bytes(range(256)) * 20]
)
def test_a_binary_file_is_refused(data: bytes) -> None:
    """Noise stored as an article would turn up in answers."""
    with pytest.raises(DocumentError):
        decode(data)


def test_a_page_gives_its_words_and_what_it_says_of_itself() -> None:
    """Outlet and date decide what "Tuesday" means, so they must come from the page when it tells them."""
    values = read_bytes(PAGE.encode(), name="a.html", max_bytes=100_000)

    assert "talked for two hours about the border" in values["text"]
    assert "Subscribe" not in values["text"]
    assert values["published"] == "2025-08-06"
    assert values["outlet"] == "The Ledger"


PARAGRAPHS = PAGE[PAGE.index("<p>") : PAGE.index("</article>")]


@pytest.mark.parametrize(
    "source",
    [
        PAGE,
        PAGE.removeprefix("<!doctype html>"),
        f"<!-- saved from the web -->\n<body>{PARAGRAPHS}</body>",
        f"  <article><h1>Ministers meet in Vienna</h1>{PARAGRAPHS}</article>",
        PARAGRAPHS,
    ],
    ids=["page", "no doctype", "comment first", "article", "paragraphs"],
)
def test_the_source_of_a_page_handed_in_as_text_is_read_as_a_page(source: str) -> None:
    """Whoever pastes it, or saves it as a text file, means the article and not its tags."""
    pasted = read_text(source)
    saved = read_bytes(source.encode(), name="a.txt", max_bytes=100_000)

    assert pasted == saved
    assert "talked for two hours about the border" in pasted["text"]
    assert "<" not in pasted["text"]
    with pytest.raises(DocumentError, match="source of a page"):
        check_article({"text": source}, now=datetime(2025, 8, 7, tzinfo=UTC), max_chars=100_000)


@pytest.mark.parametrize(
    "words",
    [
        "<Kovar> wrote: the ministers met in Vienna </end> and left </later>. It was a long day.",
        "If x < p and p > 3, the ministers met in Vienna on Tuesday and talked for two hours.",
        "<p Kovar met Szabo in Vienna on Tuesday and both of them talked for two hours.",
    ],
)
def test_words_with_angle_brackets_stay_words(words: str) -> None:
    """A formula or a quoted chat line is no page."""
    assert read_text(words)["text"] == words


def test_a_page_without_an_article_is_refused() -> None:
    """An empty shell of a page is not an article."""
    with pytest.raises(DocumentError, match="no article text"):
        read_bytes(b"<html><body></body></html>", name="a.html", max_bytes=100_000)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: 6 August 2025", "2025-08-06"),
        ("Wednesday, August 6th, 2025, 14:05", "2025-08-06"),
        ("2025-08-06", "2025-08-06"),
        ("Updated Aug. 6, 2025 at 9:30 am", "2025-08-06"),
        ("**Published:** 6 August 2025 · Department of Ports", "2025-08-06"),
        ("Published 6 August 2025 | Updated 7 August 2025", "2025-08-06"),
        ("By Jo Ek, The Quay Gazette, Aug. 6, 2025", "2025-08-06"),
        ("By Jo Ek | Wednesday 6 August 2025, 09:12", "2025-08-06"),
        ("Stand: 6. August 2025, 14:05 Uhr", "2025-08-06"),
        ("Publié le 6 août 2025 à 9h12", "2025-08-06"),
        ("6 Mar 2025", "2025-03-06"),
        ("Montag, den 6. Jänner 2025", "2025-01-06"),
        ("Mercredi 6 févr. 2030", "2030-02-06"),
        ("Miércoles, 6 ago 2025", "2025-08-06"),
        ("TALLINN, Aug 6, 2025 (Baltic Wire) - The minister met her guest.", "2025-08-06"),
        ("Berlin, 6. August 2025. Die Ministerin traf ihren Gast.", "2025-08-06"),
        ("PARIS, 6 août 2025 - Le ministre a rencontré son hôte.", "2025-08-06"),
    ],
)
def test_a_date_line_is_the_day_of_publication(line: str, day: str) -> None:
    """Pasted articles carry their date in a line of its own more often than not."""
    values = read_bytes(f"Ministers meet in Vienna\n{line}\nThey met.".encode(), max_bytes=1_000)

    assert values["published"] == day
    assert values["title"] == "Ministers meet in Vienna"


@pytest.mark.parametrize(
    "line",
    [
        "Comments due | December 2, 2026",
        "Signed in London, 4 March 2020. The treaty lapsed.",
        "Geneva, 12 March 1949. The delegates rose.",
        "On Monday, 6 August 2025 - a quiet day - they met.",
        "By the mayor, who resigned on 6 August 2025",
        "31. Februar 2025",
        "By Jo Ek in Torvik",
    ],
)
def test_a_day_of_something_else_is_not_the_day_of_publication(line: str) -> None:
    """All days of the article would be counted from it."""
    values = read_bytes(f"Ministers meet in Vienna\n{line}\nThey met.".encode(), max_bytes=1_000)

    assert "published" not in values


def test_a_day_ahead_in_the_head_of_a_text_is_the_day_of_something_else() -> None:
    """An invitation begins with the day of the event; it is taken in, without a day of publication."""
    values = read_bytes(
        b"Hearing on the harbour plan\n19 November 2026\nAll may speak there.", max_bytes=1_000
    )

    article = check_article(values, now=datetime(2026, 11, 2, tzinfo=UTC), max_chars=1_000)

    assert article.published is None


def test_a_date_inside_a_sentence_is_not_the_day_of_publication() -> None:
    """A date that the article talks about must not become the day it is counted from."""
    values = read_bytes(
        b"A headline of four words\nThey will meet on 6 August 2025 in Vienna.", max_bytes=1_000
    )

    assert "published" not in values


def test_an_empty_and_a_too_large_file_say_what_to_do() -> None:
    """Both happen daily; neither may look like a crash."""
    with pytest.raises(DocumentError, match="empty"):
        read_bytes(b"  \n", name="a.txt", max_bytes=1_000)
    with pytest.raises(DocumentError, match="DATELINE_MAX_FILE_BYTES"):
        read_bytes(b"x" * 2_000, name="a.txt", max_bytes=1_000)


def test_a_broken_pdf_is_refused() -> None:
    """A PDF that breaks off must not end in a traceback."""
    with pytest.raises(DocumentError, match="PDF"):
        read_bytes(b"%PDF-1.7\n1 0 obj\n<<>>", name="a.pdf", max_bytes=1_000)


def test_lines_of_a_pdf_become_paragraphs() -> None:
    """A sentence cut by a line break must be one sentence again."""
    assert (
        join_lines("The minis-\nters met\nin Vienna.\n\nThey left.")
        == "The ministers met in Vienna.\n\nThey left."
    )


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    """Files come from anywhere."""
    try:
        values = read_bytes(data, name="a.txt", max_bytes=10_000)
    except DocumentError:
        return
    assert isinstance(values["text"], str)
