"""Takes the article out of a fetched page, in a process of its own with a time limit, or says why there is none.

What a page says of itself (JSON-LD, meta elements) wins over what can be guessed from it. A canonical address counts
only within the page's own site: nobody may pass a text off as another outlet's.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from bot.errors import BotError, DocumentError
from bot.ingest.fetch import Page
from bot.ingest.files import decode, form_of, read_bytes, read_html

TIME_LIMIT_S = 20.0
MEMORY_BYTES = 2_000_000_000
PAGES_PER_PROCESS = 500  # then a fresh one, whatever it has piled up
MAX_PAGE_BYTES = 10_000_000
SHORT_WORDS = 150  # a page that asks for payment or consent and has fewer words is that request

_ARTICLE_TYPES = {
    "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "backgroundnewsarticle", "opinionnewsarticle",
    "liveblogposting", "blogposting", "report", "webpage", "advertisercontentarticle", "reviewnewsarticle",
    "socialmediaposting", "techarticle", "scholarlyarticle",
}  # fmt: skip
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref_src|cmpid|icid|_hs\w+|yclid)$",
    re.IGNORECASE,
)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What an HTML page says of itself; None where it says nothing.

    published, modified: ISO 8601, a date alone when no offset is given: a time without its zone is no moment.
    free: False when the page says that its article is not free to read.
    """

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    canonical: str | None = None
    free: bool | None = None


def read_page(page: Page) -> dict[str, Any]:
    """The values of the article on a page: those of `IncomingArticle`, and `modified`. Takes long: see `PageReader`.

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
    facts, words = _look_at(text, page.url)
    host = urlsplit(page.url).hostname or ""
    if _CONSENT_HOST.match(host):
        raise DocumentError(f"{host} asks for consent to cookies before it shows anything")
    try:
        values = read_html(text)
    except DocumentError:
        raise DocumentError(_wall(words) or "no article text was found on this page") from None
    _refuse_walls(values["text"], words, facts)
    named = {name: value for name, value in _named(facts).items() if value}
    published = facts.published or _day_only(values.get("published"))
    return {**values, **named, "published": published, "url": facts.canonical or plain_url(page.url)}


def plain_url(url: str) -> str:
    """`url` without its fragment and without what only tracks readers."""
    parts = urlsplit(url)
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    query = (
        parts.query if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(kept)
    )
    return parts._replace(fragment="", query=query).geturl()


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


def _look_at(text: str, url: str) -> tuple[PageFacts, str]:
    """What the page says of itself, and the words on it."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.LxmlError, ValueError, AssertionError):
        return PageFacts(), ""
    meta = _meta_of(tree)
    said = _best_object(_objects(tree))
    links = [
        link.get("href")
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    canonical = next((a for link in (*links, meta.get("og:url")) if (a := _own_address(url, link))), None)
    facts = PageFacts(
        title=_line(_text_of(said.get("headline")) or meta.get("og:title")),
        outlet=_line(_text_of(said.get("publisher")) or meta.get("og:site_name")),
        author=_line(_text_of(said.get("author")) or meta.get("author") or meta.get("parsely-author")),
        published=_best_moment(
            [_text_of(said.get("datePublished")), *(meta.get(n) for n in _PUBLISHED), *_times(tree)]
        ),
        modified=_best_moment([_text_of(said.get("dateModified")), *(meta.get(n) for n in _MODIFIED)]),
        canonical=canonical,
        free=_free(said, meta),
    )
    for element in tree.xpath("//script|//style|//template"):
        element.drop_tree()
    return facts, " ".join(tree.text_content().split())[:20_000]


_PUBLISHED = (
    "article:published_time", "parsely-pub-date", "date.issued", "dc.date.issued", "dcterms.created", "dc.date", "date",
    "pubdate", "publish-date", "publication_date", "datepublished", "sailthru.date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")


def _meta_of(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower()[:60], content.strip()[:2_000])
    return found


def _times(tree: Any) -> Iterator[str]:
    for element in tree.iter("time"):
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            yield element.get("datetime") or ""


def _objects(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Every object in the page's JSON-LD, those inside others too."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            found = json.loads((script.text or "").strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting, seen = [found], 0
        while waiting and seen < 2_000:
            seen += 1
            one = waiting.pop(0)
            if isinstance(one, dict):
                yield one
                waiting += [
                    value
                    for name, value in one.items()
                    if name in {"@graph", "mainEntity", "mainEntityOfPage", "hasPart"}
                ]
            elif isinstance(one, list):
                waiting += one


def _best_object(objects: Iterator[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The object that describes the article: one of an article's type and with a date before others."""
    best: tuple[int, Mapping[str, Any]] = (0, {})
    for one in objects:
        kinds = one.get("@type")
        names = {
            str(kind).rpartition("/")[2].lower() for kind in (kinds if isinstance(kinds, list) else [kinds])
        }
        if not names & _ARTICLE_TYPES:
            continue
        rank = 1 + 2 * bool(one.get("datePublished")) + 2 * bool(names & _ARTICLE_TYPES - {"webpage"})
        if rank > best[0]:
            best = (rank, one)
    return best[1]


def _free(said: Mapping[str, Any], meta: Mapping[str, str]) -> bool | None:
    value = said.get("isAccessibleForFree")
    if isinstance(value, bool | str):
        return str(value).strip().lower() not in {"false", "no", "0"}
    tier = meta.get("article:content_tier", "").lower()
    return {"locked": False, "metered": None, "free": True}.get(tier)


def _text_of(value: Any) -> str | None:
    """The words of a JSON-LD value: a text, the name of an object, or several of them."""
    match value:
        case str():
            return value
        case dict():
            return _text_of(value.get("name") or value.get("@value"))
        case list():
            names = [name for one in value[:20] if not isinstance(one, list) and (name := _text_of(one))]
            return ", ".join(dict.fromkeys(names)) or None
        case _:
            return None


def _best_moment(values: list[str | None]) -> str | None:
    """The first moment with time and offset; the first day when there is none."""
    days: list[str] = []
    for value in values:
        moment = _moment(value)
        if moment is None:
            continue
        if len(moment) > len("2025-08-06"):
            return moment
        days.append(moment)
    return days[0] if days else None


def _moment(value: str | None) -> str | None:
    words = (value or "").strip()
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return _day_only(words[:10])
    return moment.isoformat() if moment.tzinfo is not None else moment.date().isoformat()


def _day_only(value: Any) -> str | None:
    try:
        return datetime.fromisoformat(str(value)[:10]).date().isoformat()
    except ValueError:
        return None


def _own_address(url: str, named: Any) -> str | None:
    """The address that a page at `url` calls its own, when it is one of the same site; None otherwise."""
    if not isinstance(named, str) or not named.strip() or len(named) > 2_000:
        return None
    try:
        address = plain_url(urljoin(url, named.strip()))
        ours, theirs = urlsplit(url), urlsplit(address)
        same_site = _site(ours.hostname) == _site(theirs.hostname) and theirs.username is None
        front_page = theirs.path in {"", "/"} and not theirs.query and ours.path not in {"", "/"}
    except ValueError:
        return None
    odd = any(c.isspace() or not c.isprintable() or c in "<>\"'" for c in address)
    return address if theirs.scheme in {"http", "https"} and same_site and not (front_page or odd) else None


def _site(host: str | None) -> str:
    """A host without the names that only say how a page is shown."""
    name = (host or "").lower().rstrip(".")
    for shown in ("www.", "m.", "mobile.", "amp."):
        name = name.removeprefix(shown)
    return name


def _line(value: str | None) -> str | None:
    return (" ".join(value.split())[:500] or None) if value else None


class PageReader:
    """Reads pages in a process of its own: a page that takes too long costs that process, nothing else.

    Use as an async context manager. One page is read at a time.
    """

    def __init__(self, *, time_limit_s: float = TIME_LIMIT_S) -> None:
        self._time_limit_s = time_limit_s
        self._turn = asyncio.Lock()
        self._worker: _Worker | None = None

    async def __aenter__(self) -> PageReader:
        return self

    async def __aexit__(self, *_error: object) -> None:
        async with self._turn:
            await asyncio.to_thread(self._stop)

    async def read(self, page: Page) -> dict[str, Any]:
        """As `read_page`, within the time limit; DocumentError when the page takes longer or breaks the process."""
        async with self._turn:
            return await asyncio.to_thread(self._read, page)

    def _read(self, page: Page) -> dict[str, Any]:
        if self._worker is None or not self._worker.fresh:
            self._stop()
            self._worker = _Worker()
        answer = self._worker.ask(page, self._time_limit_s)
        if answer is None:
            self._stop()
            raise DocumentError(f"the page could not be read within {self._time_limit_s:g} s")
        if isinstance(answer, str):
            raise DocumentError(answer)
        return answer

    def _stop(self) -> None:
        if self._worker is not None:
            self._worker.kill()
            self._worker = None


class _Worker:
    """The process, as seen from ours."""

    def __init__(self) -> None:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True, name="dateline-pages")
        self._process.start()
        theirs.close()
        self._started = False
        self._pages = 0

    @property
    def fresh(self) -> bool:
        """Whether it lives and has not read too many pages."""
        return self._process.is_alive() and self._pages < PAGES_PER_PROCESS

    def ask(self, page: Page, time_limit_s: float) -> dict[str, Any] | str | None:
        """The values, why there are none, or None when there was no answer in time."""
        self._pages += 1
        try:
            if not self._started:
                self._started = bool(self._line.poll(60.0) and self._line.recv())
            self._line.send(page)
            if not self._line.poll(time_limit_s):
                return None
            answer: dict[str, Any] | str = self._line.recv()
        except (EOFError, OSError):
            return None
        return answer

    def kill(self) -> None:
        """End it."""
        self._line.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _serve(line: Any) -> None:
    """What the process does: read pages until the line is closed."""
    import logging
    import signal

    import trafilatura  # noqa: F401  # takes a second, which is not the first page's

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started us
    logging.disable(logging.CRITICAL)
    _limit_memory()
    line.send(True)
    while True:
        try:
            page = line.recv()
        except (EOFError, OSError):
            return
        line.send(_answer(page))


def _answer(page: Page) -> dict[str, Any] | str:
    try:
        return read_page(page)
    except BotError as error:
        return str(error)
    except Exception as error:  # parsers of strangers' bytes
        return f"the page cannot be read ({type(error).__name__})"


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    except (ImportError, ValueError, OSError):  # where the system has no such limit, time is the only one
        return
