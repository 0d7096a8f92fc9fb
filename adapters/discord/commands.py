"""The commands as Discord lists them: names, options, who may use them and where, in several languages."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Literal

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str

from adapters.discord.translate import (
    URL,
    correct_words,
    digest_words,
    order_words,
    watch_words,
    words_of,
)
from bot.model.ids import WorkspaceId
from bot.ports import PostStore

MAX_CHOICES = 25  # in one autocompletion
MAX_CHOICE_CHARS = 100
_Interaction = discord.Interaction[Any]
_Runs = Callable[[_Interaction, str, Mapping[str, Any]], Awaitable[None]]
_Completes = Callable[[_Interaction, str], Coroutine[Any, Any, list[Choice[str]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """What happens when a command is used, or typed into.

    run: name, words, and whether the reply is for the member alone (None: the channel's custom). suggest: what fits
    some letters: names, or all kinds of subjects. settings: opens a form.
    """

    run: Callable[[_Interaction, str, str, bool | None], Awaitable[None]]
    suggest: Callable[[_Interaction, str, bool], Awaitable[tuple[str, ...]]]
    settings: Callable[[_Interaction, str], Awaitable[None]]


def add_commands(tree: app_commands.CommandTree[Any], uses: Uses) -> None:
    """Put all commands on the tree."""

    async def names(interaction: _Interaction, current: str) -> list[Choice[str]]:
        return _choices(await uses.suggest(interaction, current, False))

    async def subjects(interaction: _Interaction, current: str) -> list[Choice[str]]:
        return _choices(await uses.suggest(interaction, current, True))

    async def run(interaction: _Interaction, name: str, given: Mapping[str, Any]) -> None:
        private = given.get("private")
        words = _WORDS.get(name, words_of)(given)
        await uses.run(interaction, name, words, private)

    @_command(tree, "ask", "Ask a question; every sentence of the answer has its source")
    @app_commands.describe(what="The question, in plain words", private="Only you see the answer")
    async def ask(
        interaction: _Interaction, what: app_commands.Range[str, 1, 2000], private: bool | None = None
    ) -> None:
        await run(interaction, "ask", {"what": what, "private": private})

    @_command(tree, "brief", "What is known about a person, a body, a topic or an article")
    @app_commands.describe(about="A name, a topic, or the link of an article", private="Only you see it")
    @app_commands.autocomplete(about=subjects)
    async def brief(
        interaction: _Interaction, about: app_commands.Range[str, 1, 2000], private: bool | None = None
    ) -> None:
        await run(interaction, "brief", {"about": about, "private": private})

    @_command(tree, "met", "Who met whom, where and when")
    @app_commands.describe(
        who="A person or a body",
        and_who="Somebody else who took part",
        since="A day, such as 1 August or last Monday",
        until="A day",
        private="Only you see it",
    )
    @app_commands.autocomplete(who=names, and_who=names)
    async def met(
        interaction: _Interaction,
        who: str,
        and_who: str | None = None,
        since: str | None = None,
        until: str | None = None,
        private: bool | None = None,
    ) -> None:
        given = {"who": who, "and_who": and_who, "since": since, "until": until, "private": private}
        await run(interaction, "met", given)

    @_command(tree, "deadlines", "What is due, with the days that are left")
    @app_commands.describe(
        who="Who set it or is bound by it", since="A day", until="A day", private="Only you see it"
    )
    @app_commands.autocomplete(who=names)
    async def deadlines(
        interaction: _Interaction,
        who: str | None = None,
        since: str | None = None,
        until: str | None = None,
        private: bool | None = None,
    ) -> None:
        await run(interaction, "deadlines", {"who": who, "since": since, "until": until, "private": private})

    @_command(tree, "verify", "Whether these words were printed, by whom and when")
    @app_commands.describe(what="The words", private="Only you see it")
    async def verify(
        interaction: _Interaction, what: app_commands.Range[str, 1, 2000], private: bool | None = None
    ) -> None:
        await run(interaction, "verify", {"what": what, "private": private})

    @_command(tree, "digest", "This channel's digest", admin=True)
    @app_commands.describe(
        action="What to do with it; change keeps what you leave out",
        time="For on and change: local time, such as 08:30",
        zone="For on and change: an IANA zone, such as Europe/Vienna",
        days="For on and change: daily, weekdays, or such as mon+thu",
        topics="For on and change: names and topics it is limited to, parted by commas; all for everything",
        length="For on and change: how much it says",
        empty="For on and change: a day with nothing new is told in a line, or not at all",
        day="For show: which day",
    )
    @app_commands.autocomplete(topics=subjects)
    async def digest(
        interaction: _Interaction,
        action: Literal["show", "preview", "on", "change", "pause", "resume", "off"],
        time: str | None = None,
        zone: str | None = None,
        days: str | None = None,
        topics: str | None = None,
        length: Literal["line", "short", "full", "channel"] | None = None,
        empty: Literal["line", "silent"] | None = None,
        day: str | None = None,
    ) -> None:
        given = {"action": action, "time": time, "zone": zone, "days": days, "topics": topics}
        await run(interaction, "digest", {**given, "length": length, "empty": empty, "day": day})

    @_command(tree, "ingest", "Add an article by its link or its text")
    @app_commands.describe(what="The article's link, or its text")
    async def ingest(interaction: _Interaction, what: app_commands.Range[str, 1, 6000]) -> None:
        await run(interaction, "ingest", {"what": what, "private": True})

    @_command(tree, "settings", "How I behave in this channel", admin=True)
    @app_commands.describe(about="Of what")
    async def settings(interaction: _Interaction, about: Literal["articles", "answers", "posts"]) -> None:
        await uses.settings(interaction, about)

    @_command(tree, "correct", "Correct what was read wrongly from an article")
    @app_commands.describe(
        action="What to do",
        what="The fact's name, as “Why this?” tells it; several with spaces; for undo the correction's",
        slot="For edit: which slot, such as due or status",
        value="For edit: what it should be",
        reason="Why; shown with the correction",
    )
    async def correct(
        interaction: _Interaction,
        action: Literal["dismiss", "edit", "merge", "split", "undo"],
        what: app_commands.Range[str, 1, 500],
        slot: app_commands.Range[str, 1, 50] | None = None,
        value: app_commands.Range[str, 1, 500] | None = None,
        reason: app_commands.Range[str, 1, 500] | None = None,
    ) -> None:
        given = {"action": action, "what": what, "slot": slot, "value": value, "reason": reason}
        await run(interaction, "correct", {**given, "private": True})

    _add_orders(tree, run, subjects)
    _add_menus(tree, uses)


def _add_orders(tree: app_commands.CommandTree[Any], run: _Runs, subjects: _Completes) -> None:
    """What stands until it is taken back, and what became of it. What is secret is for the member alone."""

    @_command(tree, "watch", "Be told here of news about a name, a pair, a topic or a deadline")
    @app_commands.describe(
        action="What to do",
        who="A person, a body, a topic or a deadline",
        and_who="Somebody else who must be named too",
        deadlines="Only deadlines",
        told="For add: when it comes in, or ranked higher in the digest",
        private="Only you see the reply",
    )
    @app_commands.autocomplete(who=subjects, and_who=subjects)
    async def watch(
        interaction: _Interaction,
        action: Literal["list", "add", "remove"],
        who: app_commands.Range[str, 1, 200] | None = None,
        and_who: app_commands.Range[str, 1, 200] | None = None,
        deadlines: bool | None = None,
        told: Literal["at once", "in the digest"] | None = None,
        private: bool | None = None,
    ) -> None:
        given = {"action": action, "who": who, "and_who": and_who, "deadlines": deadlines, "told": told}
        await run(interaction, "watch", {**given, "private": private})

    @_command(tree, "feeds", "What this place follows by itself")
    @app_commands.describe(
        action="What to do", what="The link of a feed or page", private="Only you see the reply"
    )
    async def feeds(
        interaction: _Interaction,
        action: Literal["list", "add", "page", "remove"],
        what: app_commands.Range[str, 1, 2000] | None = None,
        private: bool | None = None,
    ) -> None:
        await run(interaction, "feeds", {"action": action, "what": what, "private": private})

    @_command(tree, "calendar", "Deadlines in your calendar program, at an address of your own")
    @app_commands.describe(
        what="Names or a topic it is limited to", off="Take the addresses of this place back"
    )
    @app_commands.autocomplete(what=subjects)
    async def calendar(
        interaction: _Interaction,
        what: app_commands.Range[str, 1, 200] | None = None,
        off: bool | None = None,
    ) -> None:
        given = {"action": "off"} if off else {"what": what}
        await run(interaction, "calendar", {**given, "private": True})

    @_command(tree, "changes", "What edits of an article changed")
    @app_commands.describe(what="The article's link", private="Only you see the reply")
    async def changes(
        interaction: _Interaction, what: app_commands.Range[str, 1, 2000], private: bool | None = None
    ) -> None:
        await run(interaction, "changes", {"what": what, "private": private})

    @_command(tree, "log", "What I posted here unasked or did not, and why")
    @app_commands.describe(what="The link of an article: why it was told here or not")
    async def log(interaction: _Interaction, what: app_commands.Range[str, 1, 2000] | None = None) -> None:
        await run(interaction, "log", {"what": what, "private": True})


def _choices(found: Sequence[str]) -> list[Choice[str]]:
    short = [one[:MAX_CHOICE_CHARS] for one in found[:MAX_CHOICES]]
    return [Choice(name=one, value=one) for one in dict.fromkeys(short)]


_WORDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "digest": digest_words,
    "correct": correct_words,
    "watch": watch_words,
    "feeds": order_words,
    "calendar": order_words,
}


def _add_menus(tree: app_commands.CommandTree[Any], uses: Uses) -> None:
    async def brief_this(interaction: _Interaction, message: discord.Message) -> None:
        url = URL.search(message.content)
        await uses.run(interaction, "brief", url.group() if url else message.content, True)

    async def verify_this(interaction: _Interaction, message: discord.Message) -> None:
        await uses.run(interaction, "verify", message.content, True)

    for name, callback in (("Brief this", brief_this), ("Verify this", verify_this)):
        menu = app_commands.ContextMenu(name=locale_str(name), callback=callback)
        tree.add_command(_everywhere(menu))


def _command(
    tree: app_commands.CommandTree[Any], name: str, description: str, *, admin: bool = False
) -> Callable[[Any], Any]:
    def add(callback: Any) -> Any:
        command: Any = app_commands.Command(
            name=locale_str(name), description=locale_str(description), callback=callback
        )
        if admin:  # a server's owner can open it to others in the server's settings
            command.default_permissions = discord.Permissions(manage_guild=True)
            command.allowed_contexts = app_commands.AppCommandContext(guild=True)
            tree.add_command(command)
        else:
            tree.add_command(_everywhere(command))
        return command

    return add


def _everywhere(command: Any) -> Any:
    """Servers and direct messages, for servers that installed us and for members who did."""
    command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
    command.allowed_contexts = app_commands.AppCommandContext(
        guild=True, dm_channel=True, private_channel=True
    )
    return command


class Languages(app_commands.Translator):
    """Names and descriptions of commands from `locales.json`; what is not there stays English."""

    async def translate(
        self,
        string: locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The words in this language, or None."""
        return translations().get(locale.value, {}).get(string.message)


@cache
def translations() -> Mapping[str, Mapping[str, str]]:
    """By language, what each English name or description is."""
    text = files("adapters.discord").joinpath("locales.json").read_text("utf-8")
    table: Mapping[str, Mapping[str, str]] = json.loads(text)
    return table


class ChosenHash:
    """Remembers which commands Discord was told about last, among the choices that are stored anyway."""

    _WORKSPACE, _PLACE, _NAME = WorkspaceId("discord"), "application", "commands"

    def __init__(self, posts: PostStore) -> None:
        self._posts = posts

    async def get(self) -> str | None:
        """The hash of the commands told last, or None."""
        return (await self._posts.choices(self._WORKSPACE, self._PLACE)).get(self._NAME)

    async def put(self, value: str) -> None:
        """Keep it."""
        await self._posts.put_choice(self._WORKSPACE, self._PLACE, self._NAME, value)


async def hash_of(tree: app_commands.CommandTree[Any]) -> str:
    """Changes when what Discord would be told about the commands changes."""
    translator = tree.translator
    commands = tree.get_commands()
    told = [
        await one.get_translated_payload(tree, translator) if translator else one.to_dict(tree)
        for one in commands
    ]
    told.sort(key=lambda one: (one["type"], one["name"]))
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
