"""Long lists in pages: the whole is kept, one page of it is shown, and buttons leaf through it in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.model.answers import Briefing, Sentence
from bot.model.chat import Action, ActionKind, Reply
from bot.model.ids import PostId

ENTRIES = 8  # on a page
MOST_ENTRIES = 80  # of a list that is kept to be leafed through


def as_list(reply: Reply) -> Reply:
    """The reply as a list that opens at its first page; as it is when all of it fits onto one."""
    return replace(reply, page=0) if len(_entries(reply)) > ENTRIES else reply


def page_of(reply: Reply, post: PostId) -> Reply:
    """What is shown of a reply: the page it is open at, with the buttons to leaf; any other reply as it is.

    post: names the message, for the buttons.
    """
    entries = _entries(reply)
    if reply.page is None or not isinstance(reply.body, Briefing) or not entries:
        return reply
    pages = [entries[at : at + ENTRIES] for at in range(0, len(entries), ENTRIES)]
    number = min(reply.page, len(pages) - 1)
    sentences = tuple(sentence for entry in pages[number] for sentence in entry)
    note = f"Page {number + 1} of {len(pages)}"
    body = replace(
        reply.body, sentences=sentences, note=f"{note}. {reply.body.note}" if reply.body.note else note
    )
    return replace(reply, body=body, actions=(*_leaves(number, len(pages), post), *reply.actions))


def page_value(post: PostId, page: int) -> str:
    """What a button to a page acts on."""
    return f"{post}.{page}"


def read_page_value(value: str) -> tuple[PostId, int] | None:
    """The post and the page that `page_value` wrote, or None."""
    post, _, page = value.rpartition(".")
    return (PostId(post), int(page)) if post and page.isascii() and page.isdigit() else None


def _leaves(number: int, count: int, post: PostId) -> Iterator[Action]:
    if number > 0:
        yield Action(kind=ActionKind.PAGE, label="Back", value=page_value(post, number - 1))
    if number + 1 < count:
        yield Action(kind=ActionKind.PAGE, label="More", value=page_value(post, number + 1))


def _entries(reply: Reply) -> list[list[Sentence]]:
    """What may not be torn apart: the sentences of one group, which stand together."""
    entries: list[list[Sentence]] = []
    body = reply.body
    for sentence in body.sentences if isinstance(body, Briefing) and not body.sections else ():
        if entries and sentence.group is not None and entries[-1][-1].group == sentence.group:
            entries[-1].append(sentence)
        else:
            entries.append([sentence])
    return entries
