"""What answers in a channel are limited to: outlets and topics that an admin chose. Where nothing is found, that is said."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.desk.channels import ChannelSettings
from bot.model.answers import Abstention, Answer
from bot.model.text import Scope
from bot.news import News
from bot.text.words import fold


async def narrowed(news: News, scope: Scope, settings: ChannelSettings) -> Scope:
    """Of what `scope` sees only that on which answers in a channel with these settings draw."""
    if not _is_limited(settings):
        return scope
    outlets: tuple[str, ...] = ()
    if settings.outlets:
        stored = await news.outlets(scope)
        outlets = await asyncio.to_thread(_as_stored, settings.outlets, stored)
    return replace(scope, outlets=outlets, topics=settings.topics)


def limits_told(answer: Answer, settings: ChannelSettings) -> Answer:
    """The answer, with what answers here are limited to where it found nothing."""
    if not _is_limited(settings) or not _is_empty(answer):
        return answer
    note = " ".join(filter(None, (answer.note, limit_words(settings))))
    return replace(answer, note=note)


def limit_words(settings: ChannelSettings) -> str:
    """One sentence about what answers draw on."""
    parts = [_listed(settings.outlets, "and")] if settings.outlets else []
    if settings.topics:
        parts.append(f"articles that name {_listed(settings.topics, 'or')}")
    return f"Answers in this channel draw only on {' and on '.join(parts)}."


def _is_limited(settings: ChannelSettings) -> bool:
    return bool(settings.outlets or settings.topics)


async def unknown_outlets(news: News, scope: Scope, settings: ChannelSettings) -> tuple[str, ...]:
    """Those of the chosen names that no article bears which can be seen here."""
    if not settings.outlets:
        return ()
    stored = await news.outlets(scope)

    def missing() -> tuple[str, ...]:
        known = {fold(name) for name in stored}
        return tuple(name for name in settings.outlets if fold(name) not in known)

    return await asyncio.to_thread(missing)


def _is_empty(answer: Answer) -> bool:
    return isinstance(answer, Abstention) or not any(one.citations for one in answer.all_sentences)


def _as_stored(wanted: Sequence[str], stored: Sequence[str]) -> tuple[str, ...]:
    """The stored spellings of names that were typed; a name that no article bears stays as it is, and finds nothing."""
    found = {fold(name) for name in wanted}
    return tuple(name for name in stored if fold(name) in found) or tuple(wanted)


def _listed(names: Sequence[str], joint: str) -> str:
    return f" {joint} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
