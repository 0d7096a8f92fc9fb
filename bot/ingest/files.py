"""Turns bytes of a file or page into the values of an article: plain text, Markdown, HTML or PDF."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any, Literal

from bot.errors import DocumentError
from bot.ingest.dated import day_of_publication

Form = Literal["text", "html", "pdf"]
MAX_PDF_PAGES = 500


def read_bytes(
    data: bytes, *, name: str = "", media_type: str | None = None, max_bytes: int
) -> dict[str, Any]:
    """Title, text, author, URL, outlet and publication date of one article, as far as the bytes tell.

    name: the file's name, for its ending. media_type: as a server declares it. Raises DocumentError with what to do.
    """
    if not data.strip():
        raise DocumentError("it is empty; give an article")
    if len(data) > max_bytes:
        raise DocumentError(
            f"it has {len(data):,} bytes, the limit is {max_bytes:,}; "
            "give one article, or raise DATELINE_MAX_FILE_BYTES"
        )
    match form_of(data, name, media_type):
        case "pdf":
            return _read_pdf(data)
        case "html":
            return read_html(decode(data))
        case _:
            return read_text(decode(data))


def form_of(data: bytes, name: str = "", media_type: str | None = None) -> Form:
    """Which reader the bytes need, by their first characters, then by the declared type or the name's ending."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf-"):
        return "pdf"
    declared = (media_type or "").partition(";")[0].strip().lower()
    if declared in {"text/html", "application/xhtml+xml"} or PurePath(name).suffix.lower() in {
        ".html",
        ".htm",
        ".xhtml",
    }:
        return "html"
    if head.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "text"


_PAGE_OPENS = re.compile(
    r"(?:\s|\ufeff|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|main|article|section|header|div|p|h1|meta|script)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_html(text: str) -> bool:
    """Whether a text is the source of a page, or of a part of one."""
    return _PAGE_OPENS.match(text, 0, 4096) is not None and (text.count("</") > 1 or "<!" in text[:1024])


def decode(data: bytes) -> str:
    """`data` as text: by its byte order mark, as UTF-8, or in the encoding it most looks like.

    Raises DocumentError when it is not text.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decode_as(data, encoding)
    if b"\x00" in data[:4096]:
        raise DocumentError("this is a binary file; give text, Markdown, HTML or PDF")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    guesses = from_bytes(data[:200_000])
    best = guesses.best()
    # where others fit no better, Windows-1252 is what the web means (WHATWG Encoding, the default for Latin pages)
    best = next(
        (one for one in guesses if best and one.encoding == "cp1252" and one.chaos <= best.chaos), best
    )
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in data[:4096])
    if best is None or controls > len(data[:4096]) // 50:
        raise DocumentError("this is not text in an encoding that can be told; save it as UTF-8")
    return _decode_as(data, best.encoding)


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise DocumentError(f"this looks like {encoding} but breaks off; save it as UTF-8") from None


def read_text(text: str) -> dict[str, Any]:
    """The values of an article pasted or saved as plain text or Markdown: its first line may be the headline.

    The source of a page is read as the page that it is.
    """
    if is_html(text):
        return read_html(text)
    lines = [line.strip() for line in text.split("\n")]
    full = [line for line in lines if line]
    values: dict[str, Any] = {"text": text}
    if len(full) > 1:
        first = full[0].lstrip("# ").strip()
        if len(first) <= 160 and not first.endswith((".", ":", ";", ",")) and len(first.split()) > 2:
            values["title"] = first
    if (day := day_of_publication(full)) is not None:
        values |= {"published": day, "day_in_text": day}
    return values


def read_html(page: str) -> dict[str, Any]:
    """Main text and page metadata of an HTML page; DocumentError when it holds no article."""
    import trafilatura

    found = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, include_tables=True, favor_precision=True
    )
    values = dict(found) if isinstance(found, dict) else found.as_dict() if found is not None else {}
    text = values.get("text") or ""
    if not text.strip():
        raise DocumentError("no article text was found on this page; paste the words of the article instead")
    return {
        "text": text,
        "title": values.get("title"),
        "author": values.get("author"),
        "outlet": values.get("sitename") or values.get("hostname"),
        "url": values.get("url"),
        "published": values.get("date"),
    }


def _read_pdf(data: bytes) -> dict[str, Any]:
    import io
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it has to say, our error says in one line
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError("this PDF is locked with a password; save it without one")
        if len(reader.pages) > MAX_PDF_PAGES:
            raise DocumentError(f"this PDF has {len(reader.pages)} pages, the limit is {MAX_PDF_PAGES}")
        text = "\n\n".join(page.extract_text() for page in reader.pages)
        title = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise DocumentError(
            f"this PDF cannot be read ({type(error).__name__}); save it anew or paste its words"
        ) from None
    if not text.strip():
        raise DocumentError("this PDF holds pictures of text, not text; paste its words instead")
    values = read_text(join_lines(text))
    return {**values, "title": title or values.get("title")}


def join_lines(text: str) -> str:
    """Paragraphs of a PDF on one line each: words split at a line's end are joined, line breaks become spaces."""
    text = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text)
    return re.sub(r"(?<=[^\s.!?:”\"])[ \t]*\n(?=[^\n])", " ", text)
