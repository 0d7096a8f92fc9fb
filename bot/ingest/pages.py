"""Takes the article out of a fetched page, or says why there is none.

What a page says of itself wins over what can be guessed from it.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from bot.errors import DocumentError
from bot.ingest.fetch import Page
from bot.ingest.files import decode, form_of, read_bytes, read_html
from bot.ingest.page_facts import PageFacts, day_only, look_at
from bot.ingest.urls import plain_url

MAX_PAGE_BYTES = 10_000_000
SHORT_WORDS = 150  # a page that asks for payment or consent and has fewer words is that request

_CONSENT_HOST = re.compile(r"^(?:consent|cmp|privacy|cookies?|gdpr)\.", re.IGNORECASE)
_WALLS = (
    (
        "asks for consent to cookies before it shows anything",
        r"before you continue|we value your privacy|accept all cookies|cookie (?:consent|preferences|settings)|"
        r"we (?:and our (?:\d+ )?partners )?(?:use|store and/or access) (?:cookies|information on a device)|manage your (?:consent|choices)",
    ),
    (
        "is behind a paywall",
        r"subscribe (?:now )?to (?:continue|keep|read|unlock)|(?:this (?:article|story|content) is|available) (?:exclusively |only )?(?:for|to) "
        r"(?:\w+ )?(?:subscribers|members)|already a (?:subscriber|member)|to (?:continue|keep) reading[^.]{0,40}(?:subscribe|register|sign (?:in|up)|log ?in)|"
        r"(?:subscribe|register|sign (?:in|up)|log ?in) to (?:continue|keep) reading|you(?:'|’)?ve (?:reached|read) your (?:limit|last)|unlock this (?:article|story)|"
        r"free articles? (?:left|remaining)|start your (?:free )?trial",
    ),
    (
        "asks whether we are human",
        r"verify (?:that )?you are (?:a )?human|checking (?:if the site connection is secure|your browser)|are you a robot|unusual traffic|"
        r"enable javascript and cookies to continue|complete the (?:captcha|security check)|press (?:and|&) hold",
    ),
    ("asks for a login", r"(?:log|sign) ?in to (?:your account|continue|view)|please (?:log|sign) ?in"),
    ("says that it was not found", r"page (?:not found|you (?:requested|are looking for)[^.]{0,40}(?:could not|cannot|can(?:'|’)t|doesn|no longer))|^404\b|error 404"),
    ("needs a browser that runs scripts", r"(?:please |you need to )?enable javascript|javascript is (?:disabled|required)"),
)  # fmt: skip
_WALL_PATTERNS = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _WALLS)


def read_page(page: Page) -> dict[str, Any]:
    """The values of the article on a page: those of `IncomingArticle`, and `modified`. Takes long: see `bot.ingest.page_reader`.

    Raises DocumentError with the reason when there is no article to be read.
    """
    if not page.body.strip():
        raise DocumentError("the page is empty")
    form = form_of(page.body, urlsplit(page.url).path, page.media_type)
    if form != "html":
        values = read_bytes(
            page.body, name=urlsplit(page.url).path, media_type=page.media_type, max_bytes=MAX_PAGE_BYTES
        )
        return {**values, "url": plain_url(page.url)}
    if len(page.body) > MAX_PAGE_BYTES:
        raise DocumentError(f"the page has {len(page.body):,} bytes, the limit is {MAX_PAGE_BYTES:,}")
    text = decode(page.body)
    facts, words = look_at(text, page.url)
    host = urlsplit(page.url).hostname or ""
    if _CONSENT_HOST.match(host):
        raise DocumentError(f"{host} asks for consent to cookies before it shows anything")
    try:
        values = read_html(text)
    except DocumentError:
        raise DocumentError(_wall(words) or "no article text was found on this page") from None
    _refuse_walls(values["text"], words, facts)
    named = {name: value for name, value in _named(facts).items() if value}
    published = facts.published or day_only(values.get("published"))
    return {**values, **named, "published": published, "url": facts.canonical or plain_url(page.url)}


def _named(facts: PageFacts) -> dict[str, str | None]:
    return {"title": facts.title, "outlet": facts.outlet, "author": facts.author, "modified": facts.modified}


def _refuse_walls(text: str, words: str, facts: PageFacts) -> None:
    """Raise DocumentError when what was taken for an article is a request to pay, agree, log in or prove something."""
    count = len(text.split())
    if facts.free is False and (count < 2 * SHORT_WORDS or _wall(text[-600:])):
        raise DocumentError("the article is behind a paywall: the page says that it is not free to read")
    if count < SHORT_WORDS:
        wall = _wall(text) or (_wall(words) if count < SHORT_WORDS // 3 else None)
        if wall is not None:
            raise DocumentError(wall)


def _wall(words: str) -> str | None:
    for reason, pattern in _WALL_PATTERNS:
        if pattern.search(words[:20_000]):
            return f"the page {reason}"
    return None
